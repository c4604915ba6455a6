"""Record types: what a field can be, and the records that are declared with such fields."""

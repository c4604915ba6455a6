"""Pure functions on Vietnamese text: no model, no files, no state."""

"""What an article says of a meeting, against what its record says of it."""

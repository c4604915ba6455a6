"""What an article says of an instruction or a document, against what its record says of it."""

"""What is written: whole or not at all, only texts and numbers, the same bytes for the same input."""

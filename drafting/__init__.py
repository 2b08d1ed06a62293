"""A letter in, a drafted reply out."""

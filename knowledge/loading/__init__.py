"""Reading documents, one module a format."""

"""One module for each form that a letter can come in; each gives a `Raw`."""

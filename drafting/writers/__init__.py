"""The writers: offline, and a model."""

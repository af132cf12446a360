"""The standard library: one module a file, one row an item."""

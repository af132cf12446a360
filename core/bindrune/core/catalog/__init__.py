"""Names, signatures and documentation of the standard library, as data."""

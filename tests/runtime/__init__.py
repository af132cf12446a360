"""Native rows, their checks, the context, iterators and the catalogue."""

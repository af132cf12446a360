"""Texts of values: numbers, escapes, format strings and specs, item hashes, durations."""

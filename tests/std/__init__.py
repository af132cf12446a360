"""Rows of the standard library, called without a machine."""

"""Diagnostics: their codes, their model, and the one renderer for text, ANSI and HTML."""

"""Deliberate faults of one line, and whether random programs notice them."""

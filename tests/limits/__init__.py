"""Limits from both sides: how deep, how long, how much, and what happens beyond."""

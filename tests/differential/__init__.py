"""Random Rune programs, run here and on the reference, and compared line by line."""

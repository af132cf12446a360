"""The natives that random programs call, by theme; `tests.differential.natives` tells how to read them."""

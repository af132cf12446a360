"""The fast tier: the IR of a function as a function of Python."""

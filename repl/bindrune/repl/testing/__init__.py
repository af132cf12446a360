"""`bindrune test`: what tests there are, how they are run, and what is told of them."""

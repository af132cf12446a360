"""`bindrune bench`: how benches are timed, compared with earlier runs, and told of."""

"""The terminal REPL and the `bindrune` command."""

"""The subcommands of `bindrune`, one module each, and what they share: arguments, inputs, terminal."""

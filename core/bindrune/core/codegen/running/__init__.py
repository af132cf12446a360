"""Emitted modules at work: loaded into a machine, executed, suspended and resumed."""

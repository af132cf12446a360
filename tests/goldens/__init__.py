"""Goldens: what each stage makes of a few programs, kept beside them and compared."""

"""The Rune language: syntax, analysis, virtual machine and standard library.

Imports nothing but the standard library of Python. Hosts start at `bindrune.core.api`.
"""

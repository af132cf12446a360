"""Lowering: the syntax tree of a body to IR, in one walk."""

"""Tokens, nodes, parser and tree of Rune source."""

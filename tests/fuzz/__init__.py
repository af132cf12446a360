"""Fuzzing: random and mutated text through lexer, parser, compiler and machine."""

"""Lowering to IR, and constant evaluation."""

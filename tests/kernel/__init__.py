"""Tests of the Jupyter kernel, most of them against a live one."""

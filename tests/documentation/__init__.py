"""Tests of the documentation that `bindrune doc` writes."""

"""Tests of the fast tier."""

"""Tests of the documentation: what pages show is what happens."""

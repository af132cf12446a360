"""Tests of the features of editors as plain functions. `$0` in a text marks the cursor."""

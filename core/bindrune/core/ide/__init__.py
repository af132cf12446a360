"""Editor features as plain functions: text and offsets in, plain data out."""

"""The Jupyter kernel, on sessions of the core."""

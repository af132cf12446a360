"""Tests of the language server: positions, documents, and whole sessions with real clients."""

"""Rows of the standard library that may do nothing without a test noticing, each with its reason."""

from __future__ import annotations

EXCUSED: dict[str, str] = {}

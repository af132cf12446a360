"""The ASCII chars that have the properties of ``std::char``, for code that asks many chars."""

from __future__ import annotations

_CHARS = [chr(code) for code in range(128)]

ASCII = frozenset(_CHARS)
LETTERS = frozenset(filter(str.isalpha, _CHARS))
ALPHANUMERICS = frozenset(filter(str.isalnum, _CHARS))
DIGITS = frozenset(filter(str.isdigit, _CHARS))
LOWER = frozenset(filter(str.islower, _CHARS))
UPPER = frozenset(filter(str.isupper, _CHARS))

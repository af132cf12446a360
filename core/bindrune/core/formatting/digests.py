"""The digest that keys and checksums of cached files are made with.

It is BLAKE2b, taken from where Python has it: importing ``hashlib`` loads OpenSSL too, which takes as long as all the
rest of a small program's start.
"""

from __future__ import annotations

try:
    from _blake2 import blake2b
except ImportError:  # a Python that was built without its own
    from hashlib import blake2b

__all__ = ["blake2b"]

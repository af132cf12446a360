"""Arithmetic on 64-bit integers beyond the operators: wrapping, saturating, checked.

Everything works on plain ``int`` and returns one; what leaves a type's range is brought back or
told as ``None``.
"""

from __future__ import annotations

I64_MIN = -(1 << 63)
I64_MAX = (1 << 63) - 1
U64_MAX = (1 << 64) - 1


def wrap(n: int) -> int:
    """Return ``n`` modulo 2**64 as an i64."""
    return ((n + (1 << 63)) & U64_MAX) - (1 << 63)


def saturate(n: int) -> int:
    """Return the i64 that is nearest to ``n``."""
    return I64_MIN if n < I64_MIN else I64_MAX if n > I64_MAX else n


def quotient(a: int, b: int) -> int:
    """Return ``a / b`` rounded toward zero; ``b`` is not zero."""
    q = abs(a) // abs(b)
    return q if (a < 0) is (b < 0) else -q


def remainder(a: int, b: int) -> int:
    """Return what ``quotient`` leaves, with the sign of ``a``; ``b`` is not zero."""
    r = abs(a) % abs(b)
    return -r if a < 0 else r


def power(a: int, n: int) -> int:
    """Return ``a ** n``; of a power beyond every 64-bit range only the sign is right."""
    if -1 <= a <= 1:
        n = min(n, 2 - n % 2)
    if n <= 64:
        return int(a**n)
    return -(1 << 65) if a < 0 and n % 2 else 1 << 65

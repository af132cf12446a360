"""Texts of durations, as the command prints them after a run: `1.5s`, `20ms`, `70.775µs`, `12ns`.

The unit is the largest one that is not longer than the duration, the fraction is exact.
"""

from __future__ import annotations

_UNITS = ((1_000_000_000, 9, "s"), (1_000_000, 6, "ms"), (1_000, 3, "µs"))


def format_duration(nanoseconds: int) -> str:
    """The text of a duration given in nanoseconds."""
    for size, digits, unit in _UNITS:
        if nanoseconds >= size:
            whole, rest = divmod(nanoseconds, size)
            fraction = f"{rest:0{digits}}".rstrip("0")
            return f"{whole}.{fraction}{unit}" if fraction else f"{whole}{unit}"
    return f"{nanoseconds}ns"

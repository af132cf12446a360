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


def rounded_duration(nanoseconds: float) -> str:
    """The text of a duration with four digits, for tables: `70.78µs`, `1.500s`, `12.00ns`."""
    for size, _, unit in _UNITS:
        if nanoseconds >= size * 0.99995:
            return f"{_four_digits(nanoseconds / size)}{unit}"
    return f"{_four_digits(nanoseconds)}ns"


def _four_digits(number: float) -> str:
    return f"{number:.{3 if number < 9.9995 else 2 if number < 99.995 else 1 if number < 999.95 else 0}f}"

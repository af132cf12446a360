"""Ranges as they index sequences: the six kinds become a start and an end within a length.

Bounds are integers of either type, converted to ``usize`` from left to right with the errors of
arguments.
"""

from __future__ import annotations

from bindrune.core.runtime.arguments import integer
from bindrune.core.vm.access import check_read
from bindrune.core.vm.values import (
    Range,
    RangeFrom,
    RangeFull,
    RangeHalfOpen,
    RangeInclusive,
    RangeTo,
    RangeToInclusive,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def is_range(value: object) -> bool:
    """Whether ``value`` is a range of any kind, also one that was moved."""
    return isinstance(value, Range)


def bounds_in(range_: Any, n: int) -> tuple[int, int] | None:
    """Return start and end of ``range_`` in a sequence of ``n`` elements, or ``None`` where it does
    not fit.
    """
    check_read(range_)
    cls = range_.__class__
    start, end = 0, n
    if cls is RangeHalfOpen:
        start = integer(range_.start, "usize")
        end = integer(range_.end, "usize")
    elif cls is RangeInclusive:
        start = integer(range_.start, "usize")
        end = integer(range_.end, "usize") + 1
    elif cls is RangeFrom:
        start = integer(range_.start, "usize")
    elif cls is RangeTo:
        end = integer(range_.end, "usize")
    elif cls is RangeToInclusive:
        end = integer(range_.end, "usize") + 1
    else:
        assert cls is RangeFull
    return (start, end) if start <= end <= n else None

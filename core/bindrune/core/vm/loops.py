"""What a ``for`` loop keeps in its hidden slot: iterators that are cheaper than those that scripts can see.

A range of i64 is Python's own range iterator; a Vec or Tuple is a ``ListLoop``; a generator is itself, taken;
everything else is the native iterator that ``operations.iteration`` gives.
"""

from __future__ import annotations

from bindrune.core.vm.access import borrow, take
from bindrune.core.vm.generators import Generator
from bindrune.core.vm.operations.iteration import iterate
from bindrune.core.vm.values import U64, RangeHalfOpen, RangeInclusive, Tuple, Vec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Final

_MAX = (1 << 63) - 1

RANGE_LOOP: Final = type(iter(range(0)))
"""The class of Python's iterators over ranges."""


class ListLoop:
    """The elements of a Vec or Tuple, which is borrowed as long as the loop runs."""

    __slots__ = ("borrowed", "items")

    def __init__(self, value: Any) -> None:
        self.borrowed = borrow(value)
        self.items: Iterator[Any] = iter(value.a)


class LongRange(ListLoop):
    """A range that reaches beyond what Python's quick range iterator counts."""

    __slots__ = ()

    def __init__(self, items: Iterator[Any]) -> None:
        self.borrowed = None
        self.items = items


def loop_over(value: Any) -> Any:
    """The iterator that a ``for`` loop keeps, or a generator object with that result."""
    cls = value.__class__
    if cls is Vec or cls is Tuple:
        return ListLoop(value)
    if cls is RangeHalfOpen or cls is RangeInclusive:
        start, end = value.start, value.end
        if start.__class__ is int and (end.__class__ is int or (end.__class__ is U64 and end <= _MAX)):
            return over_range(start, end + 1 if cls is RangeInclusive else end)
    if cls is Generator:
        return take(value)
    return iterate(value)


def over_range(start: int, end: int) -> Any:
    """The iterator over a range of i64."""
    items = iter(range(start, end))
    return items if items.__class__ is RANGE_LOOP else LongRange(items)

"""``sort_by`` with a comparator that only compares: Python's own sort by the keys of the elements.

A stable sort by a total order has one result, and nobody sees which elements such a comparator was called
with. So the elements are sorted by their keys where these are of one class that Python orders as the language
does; the charge is that of ``sort_by``, by the length. Elements of several classes, moved or held ones, and
keys of other types go the way of tier 0, which finds what is wrong with them. So do long vectors: Python's
sort cannot be interrupted.
"""

from __future__ import annotations

from _operator import attrgetter

from bindrune.core.std.vec import cost_of_sorting
from bindrune.core.vm.types import type_of
from bindrune.core.vm.values import U64, Object, String, Struct, Tuple, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from bindrune.core.ir.comparators import Key

_LONGEST = 200_000
_PLAIN = frozenset((int, U64, str))


def sorted_by(vec: Any, keys: Sequence[Key], charge: Callable[[int], object]) -> bool:
    """Sort a Vec that nobody borrows, if its elements have plain keys; whether they do."""
    items = vec.a
    if not 1 < len(items) <= _LONGEST:
        return False
    columns = []
    for way, reverse in keys:
        column = items
        for step in way:
            parts = _parts(column, step)
            if parts is None:
                return False
            column = parts
        classes = set(map(type, column))
        if classes == {String}:
            column = [text(item) for item in column]
        elif len(classes) != 1 or not _PLAIN.issuperset(classes) or type_of(column[0]).method("cmp") is None:
            return False
        columns.append((column, reverse))
    charge(cost_of_sorting(len(items)))
    order = list(range(len(items)))
    for column, reverse in reversed(columns):
        order.sort(key=column.__getitem__, reverse=reverse)
    items[:] = [items[at] for at in order]
    return True


def _parts(items: list[Any], step: str | int) -> list[Any] | None:
    """A field of each element, if all are of one class that has it."""
    classes = set(map(type, items))
    if len(classes) != 1:
        return None
    (cls,) = classes
    if step.__class__ is int and cls is Tuple:
        if min(len(item.a) for item in items) <= step:
            return None
        return [item.a[step] for item in items]
    if cls is Object:
        if not all(step in item.d for item in items):
            return None
        return [item.d[step] for item in items]
    if issubclass(cls, Struct) and not cls.state and f"f_{step}" in cls.__dict__.get("__slots__", ()):
        return list(map(attrgetter(f"f_{step}"), items))
    return None

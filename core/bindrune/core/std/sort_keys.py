"""Sorting at C speed: Python keys for elements that Python orders as the language does.

These are elements of one plain class, and Tuples or Vecs whose columns are each of one plain
class. Such elements always compare, so that no error can be missed, and no comparison runs
script code, so that none can be observed.
"""

from __future__ import annotations

from bindrune.core.vm.values import U64, Ordering, String, Tuple, Vec, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


_PLAIN = frozenset((int, U64, str, bool, Ordering, type(None)))
"""Classes whose values Python orders as the language does, once they are known to be of one
class.
"""

_WIDEST = 8
_FEW = 4
"""So many columns are sorted by one after the other."""


def sorted_plainly(items: list[Any]) -> list[Any] | None:
    """Return the elements sorted by their total order, or ``None`` if they are not plain."""
    classes = set(map(type, items))
    if len(classes) != 1:
        return None
    (cls,) = classes
    if cls is String:
        return sorted(items, key=text)
    if cls is Tuple or cls is Vec:
        columns = _columns([x.a for x in items])
        if columns is None:
            return None
        order = list(range(len(items)))
        for column in columns:
            order.sort(key=column.__getitem__)
        return [items[i] for i in order]
    if cls is type(None):
        return items
    return sorted(items) if _is_plain(cls, items) else None


def _is_plain(cls: type, column: list[Any]) -> bool:
    return cls in _PLAIN or (cls is float and not any(x != x for x in column))


def _columns(rows: list[list[Any]]) -> list[list[Any]] | None:
    """What the rows are sorted by, one after the other, the last one first: Python compares numbers and texts much
    faster than tuples of them. Rows of several lengths and wide ones have one column, of tuples.
    """
    width = max(map(len, rows))
    if width > _WIDEST:
        return None
    even = min(map(len, rows)) == width
    columns = []
    for i in range(width):
        column = [row[i] for row in rows] if even else [row[i] for row in rows if len(row) > i]
        classes = set(map(type, column))
        if len(classes) != 1:
            return None
        (cls,) = classes
        if cls is String:
            column = [x.s if x.parts is None else text(x) for x in column]
        elif not _is_plain(cls, column):
            return None
        if cls is not type(None):
            columns.append(column)
    if even and width <= _FEW:
        return columns[::-1]
    if even:
        return [list(zip(*columns, strict=True))] if columns else []
    return [[tuple([text(x) if x.__class__ is String else x for x in row]) for row in rows]]

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


def sorted_plainly(items: list[Any]) -> list[Any] | None:
    """Return the elements sorted by their total order, or ``None`` if they are not plain."""
    classes = set(map(type, items))
    if len(classes) != 1:
        return None
    (cls,) = classes
    if cls is String:
        return sorted(items, key=text)
    if cls is Tuple or cls is Vec:
        keys = _keys([x.a for x in items])
        if keys is None:
            return None
        order = sorted(range(len(items)), key=keys.__getitem__)
        return [items[i] for i in order]
    if cls is type(None):
        return items
    return sorted(items) if _is_plain(cls, items) else None


def _is_plain(cls: type, column: list[Any]) -> bool:
    return cls in _PLAIN or (cls is float and not any(x != x for x in column))


def _keys(rows: list[list[Any]]) -> list[tuple[Any, ...]] | None:
    width = max(map(len, rows))
    if width > _WIDEST:
        return None
    texts = False
    for i in range(width):
        column = [row[i] for row in rows if len(row) > i]
        classes = set(map(type, column))
        if len(classes) != 1:
            return None
        (cls,) = classes
        if cls is String:
            texts = True
        elif not _is_plain(cls, column):
            return None
    if not texts:
        return [tuple(row) for row in rows]
    return [tuple([text(x) if x.__class__ is String else x for x in row]) for row in rows]

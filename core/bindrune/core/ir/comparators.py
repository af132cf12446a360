"""Closures that only compare: what an order of elements is that ``|a, b| …`` stands for.

``|a, b| b.0.cmp(a.0)`` compares one part of two elements, and the other way round; a ``match`` on a
comparison whose first arm is ``Ordering::Equal`` and whose second gives back what it is matched on goes on
to another part. Such a closure does nothing that could be seen, and its work is bounded by its text, so its
calls are not charged (``sort_by`` charges for the length), and a sort may take its *keys* instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.ir import nodes as ir

if TYPE_CHECKING:
    from bindrune.core.ir.nodes import Fn

Key = tuple[tuple[str | int, ...], bool]
"""A way to a part of an element, by names and indices of fields, and whether greater parts come first."""

_EQUAL = "::std::cmp::Ordering::Equal"
_LONGEST = 4


def sort_keys(fn: Fn) -> tuple[Key, ...] | None:
    """The keys by which a comparator orders, the first one first; ``None`` if it does anything else."""
    params: list[Any] = fn.params
    if fn.kind != "immediate" or fn.n_captures or len(params) != 2:
        return None
    if any(pattern.__class__ is not ir.BindPat for pattern in params):
        return None
    keys = _keys(fn.body, params[0].slot, params[1].slot, _LONGEST)
    return None if keys is None else tuple(keys)


def _keys(node: Any, a: int, b: int, left: int) -> list[Key] | None:
    cls = node.__class__
    if cls is ir.Block and not node.body and node.value is not None:
        return _keys(node.value, a, b, left)
    if cls is ir.CallMethod:
        key = _key(node, a, b)
        return None if key is None else [key]
    if cls is not ir.Match or len(node.arms) != 2 or left == 0:
        return None
    equal, other = node.arms
    pattern, rest = equal.pattern, other.pattern
    if pattern.__class__ is not ir.TypePat or not pattern.type.native or pattern.type.item != _EQUAL:
        return None
    if equal.guard is not None or other.guard is not None or rest.__class__ is not ir.BindPat:
        return None
    if other.body.__class__ is not ir.Local or other.body.slot != rest.slot:
        return None
    if node.value.__class__ is not ir.CallMethod:
        return None
    first = _key(node.value, a, b)
    following = _keys(equal.body, a, b, left - 1)
    return None if first is None or following is None else [first, *following]


def _key(node: Any, a: int, b: int) -> Key | None:
    """The key of ``a.part.cmp(b.part)``."""
    if node.name != "cmp" or node.params or len(node.args) != 1:
        return None
    one, other = _way(node.receiver), _way(node.args[0])
    if one is None or other is None or one[1] != other[1] or {one[0], other[0]} != {a, b}:
        return None
    return one[1], one[0] == b


def _way(node: Any) -> tuple[int, tuple[str | int, ...]] | None:
    """The slot in which an expression begins, and the fields that it goes through."""
    steps: list[str | int] = []
    while node.__class__ is not ir.Local:
        if node.__class__ is ir.TupleField:
            steps.append(node.index)
        elif node.__class__ is ir.Field and node.name.isascii():
            steps.append(node.name)
        else:
            return None
        node = node.base
    return node.slot, tuple(reversed(steps))

"""Closures that only compare: what an order of elements is that ``|a, b| …`` stands for.

``|a, b| b.0.cmp(a.0)`` compares one part of two elements, and the other way round. Of a closure that is made of
comparisons of the same part of both (``cmp``, ``<``, ``==``, …), ``if``, ``match`` on an ordering and the three
orderings, it is found what it gives where the first part that it looks at is less, greater and equal: if it is
opposite orderings for less and greater, that part is a *key*, and what it gives for equal parts has the keys that
follow. Such a closure does nothing that could be seen, and its work is bounded by its text, so its calls are not
charged (``sort_by`` charges for the length), and a sort may take its keys instead, where the parts have a total order.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bindrune.core.ir import nodes as ir

if TYPE_CHECKING:
    from bindrune.core.ir.nodes import Fn

Key = tuple[tuple[str | int, ...], bool]
"""A way to a part of an element, by names and indices of fields, and whether greater parts come first."""

_ORDERING = "::std::cmp::Ordering::"
_LESS, _EQUAL, _GREATER = -1, 0, 1
_ORDERINGS = {_ORDERING + "Less": _LESS, _ORDERING + "Equal": _EQUAL, _ORDERING + "Greater": _GREATER}
_RELATIONS: dict[str, Callable[[int], bool]] = {
    "<": lambda order: order < 0, "<=": lambda order: order <= 0, ">": lambda order: order > 0,
    ">=": lambda order: order >= 0, "==": lambda order: order == 0, "!=": lambda order: order != 0,
}  # fmt: skip
_LONGEST = 4
_LARGE = 300
"""How many expressions are looked into."""


def sort_keys(fn: Fn) -> tuple[Key, ...] | None:
    """The keys by which a comparator orders, the first one first; ``None`` if it does anything else."""
    params: list[Any] = fn.params
    if fn.kind != "immediate" or fn.n_captures or len(params) != 2:
        return None
    if any(pattern.__class__ is not ir.BindPat for pattern in params):
        return None
    meaning = _Meaning(params[0].slot, params[1].slot)
    keys: list[Key] = []
    try:
        while True:
            try:
                found = meaning.ordering(fn.body)
            except _AsksError as asked:
                way = asked.way
                if len(keys) == _LONGEST:
                    return None
                less = meaning.given(fn.body, way, _LESS)
                if less == _EQUAL or meaning.given(fn.body, way, _GREATER) != -less:
                    return None
                keys.append((way, less == _GREATER))
                meaning.known[way] = _EQUAL
            else:
                return tuple(keys) if keys and found == _EQUAL else None
    except _OtherError:
        return None


class _OtherError(Exception):
    """It does something else, or depends on more than comes before."""


class _AsksError(Exception):
    """It depends on how the parts compare that lie at the end of ``way``."""

    def __init__(self, way: tuple[str | int, ...]) -> None:
        self.way = way


class _Meaning:
    """What expressions give, by how some parts of the element ``a`` compare with those of ``b``."""

    def __init__(self, a: int, b: int) -> None:
        self.a = a
        self.b = b
        self.known: dict[tuple[str | int, ...], int] = {}
        self.slots: dict[int, int] = {}
        """The slots that hold orderings."""
        self.left = _LARGE

    def given(self, node: Any, way: tuple[str | int, ...], order: int) -> int:
        """The ordering that an expression gives where parts compare so."""
        self.known[way] = order
        try:
            return self.ordering(node)
        except _AsksError:
            raise _OtherError from None  # an order by another part, in which equal ones are not told apart

    def ordering(self, node: Any) -> int:
        """The ordering that an expression gives."""
        cls = node.__class__
        self.left -= 1
        if self.left < 0:
            raise _OtherError
        if cls is ir.Block and not node.body and node.value is not None:
            return self.ordering(node.value)
        if cls is ir.CallMethod and node.name == "cmp" and not node.params and len(node.args) == 1:
            return self.order(node.receiver, node.args[0])
        if cls is ir.If and node.orelse is not None:
            return self.ordering(node.then if self.truth(node.cond) else node.orelse)
        if cls is ir.Match:
            return self.matched(node)
        if cls is ir.NativeCall and not node.args and node.path in _ORDERINGS:
            return _ORDERINGS[node.path]
        if cls is ir.Local and node.slot in self.slots:
            return self.slots[node.slot]
        raise _OtherError

    def truth(self, node: Any) -> bool:
        """Whether a condition holds."""
        cls = node.__class__
        self.left -= 1
        if self.left < 0:
            raise _OtherError
        if cls is ir.Binary and node.op in _RELATIONS:
            return _RELATIONS[node.op](self.order(node.left, node.right))
        if cls is ir.And:
            return self.truth(node.left) and self.truth(node.right)
        if cls is ir.Or:
            return self.truth(node.left) or self.truth(node.right)
        raise _OtherError

    def matched(self, node: Any) -> int:
        """What a ``match`` on an ordering gives."""
        if any(arm.guard is not None for arm in node.arms):
            raise _OtherError
        order = self.ordering(node.value)
        for arm in node.arms:
            pattern = arm.pattern
            cls = pattern.__class__
            if cls is ir.TypePat and pattern.type.native and pattern.type.item in _ORDERINGS:
                if _ORDERINGS[pattern.type.item] != order:
                    continue
            elif cls is ir.BindPat:
                self.slots[pattern.slot] = order
            elif cls is not ir.AnyPat:
                raise _OtherError
            return self.ordering(arm.body)
        raise _OtherError

    def order(self, left: Any, right: Any) -> int:
        """How one part of both elements compares; ``left`` may be of either."""
        one, other = _way(left), _way(right)
        if one is None or other is None or one[1] != other[1] or {one[0], other[0]} != {self.a, self.b}:
            raise _OtherError
        way = one[1]
        if way not in self.known:
            raise _AsksError(way)
        return self.known[way] if one[0] == self.a else -self.known[way]


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

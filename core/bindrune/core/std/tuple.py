"""``std::tuple``: sequences of fixed length. Unit is the empty tuple, and ``None`` here."""

from __future__ import annotations

from bindrune.core.runtime.iterators import SliceIter, slice_iter
from bindrune.core.runtime.module import Module
from bindrune.core.runtime.traits import CLONE, COMPARABLE
from bindrune.core.std.vec import slice_of
from bindrune.core.vm import types
from bindrune.core.vm.operations import compare, equality
from bindrune.core.vm.values import U64, Tuple, Variant, Vec, nothing, some, u64
from bindrune.core.vm.values import tuple_ as made

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

std = Module("::std::tuple")
tuple_ = std.type(types.TUPLE)
tuple_.implement(*COMPARABLE, CLONE)

_OPERATIONS = {
    "eq": equality.partial_eq,
    "ne": equality.ne,
    "lt": compare.lt,
    "le": compare.le,
    "gt": compare.gt,
    "ge": compare.ge,
    "cmp": compare.cmp,
}


def _declare(name: str, operation: Callable[[Any, Any], Any], result: str) -> None:
    """Declare a comparison method, for which unit is an empty tuple (for operators it is not)."""

    def method(t: Tuple | None, other: Any) -> Any:
        return operation(made([]) if t is None else t, other)

    tuple_.method(f"fn {name}(&self, other: any) -> {result}")(method)


for _name, _operation in _OPERATIONS.items():
    _declare(_name, _operation, "Ordering" if _name == "cmp" else "bool")


def _items(t: Tuple | None) -> list[Any]:
    return [] if t is None else t.a


@tuple_.method("fn len(&self) -> u64")
def len_(t: Tuple | None) -> U64:
    return u64(len(_items(t)))


@tuple_.method("fn is_empty(&self) -> bool")
def is_empty(t: Tuple | None) -> bool:
    return not _items(t)


@tuple_.method("fn get(&self, index: any) -> Option")
def get(t: Tuple | None, index: Any) -> Variant:
    found = slice_of(_items(t), index)
    return nothing() if found is Vec else some(found)


@tuple_.method("fn iter(&self) -> Iter")
@tuple_.protocol("INTO_ITER", "fn into_iter(&self) -> Iter")
def iterate(t: Tuple | None) -> SliceIter:
    return slice_iter(t)

"""``std::object``: values by text keys, in order of insertion."""

from __future__ import annotations

from bindrune.core.runtime.module import Module
from bindrune.core.runtime.traits import CLONE, EQ, EXACT_SIZE, ITERATOR, PARTIAL_EQ
from bindrune.core.std.capacity import check_table
from bindrune.core.std.dict_iterators import DictIterator, dict_iterator
from bindrune.core.vm import types
from bindrune.core.vm.types import native_type
from bindrune.core.vm.values import (
    U64,
    Object,
    Tuple,
    Variant,
    nothing,
    object_,
    some,
    string,
    tuple_,
    u64,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


_ENTRY = 40
"""The bytes of an entry in the reference: what capacities are limited by."""


class Iter(DictIterator):
    """``::std::object::Iter``: tuples of a fresh key and the value."""

    __slots__ = ()


class Keys(DictIterator):
    """``::std::object::Keys``: fresh Strings."""

    __slots__ = ()


class Values(DictIterator):
    """``::std::object::Values``."""

    __slots__ = ()


std = Module("::std::object")
object_type = std.type(types.OBJECT)
object_type.implement(PARTIAL_EQ, EQ, CLONE)
for _name, _cls in (("Iter", Iter), ("Keys", Keys), ("Values", Values)):
    std.type(native_type(f"::std::object::{_name}", _cls)).implement(ITERATOR, EXACT_SIZE)


@object_type.function("fn new() -> Object")
def new() -> Object:
    return object_({})


@object_type.function("fn with_capacity(capacity: usize) -> Object")
def with_capacity(capacity: int) -> Object:
    check_table(capacity, _ENTRY)
    return object_({})


@object_type.method("fn len(&self) -> u64")
def len_(o: Object) -> U64:
    return u64(len(o.d))


@object_type.method("fn is_empty(&self) -> bool")
def is_empty(o: Object) -> bool:
    return not o.d


_MISSING = object()


@object_type.method("fn insert(&mut self, key: text, value: any) -> Option")
def insert(o: Object, key: str, value: Any) -> Variant:
    before = o.d.get(key, _MISSING)
    o.d[key] = value
    return nothing() if before is _MISSING else some(before)


@object_type.method("fn remove(&mut self, key: &str) -> Option")
def remove(o: Object, key: str) -> Variant:
    before = o.d.pop(key, _MISSING)
    return nothing() if before is _MISSING else some(before)


@object_type.method("fn clear(&mut self)")
def clear(o: Object) -> None:
    o.d.clear()


@object_type.method("fn contains_key(&self, key: &str) -> bool")
def contains_key(o: Object, key: str) -> bool:
    return key in o.d


@object_type.method("fn get(&self, key: &str) -> Option")
def get(o: Object, key: str) -> Variant:
    found = o.d.get(key, _MISSING)
    return nothing() if found is _MISSING else some(found)


@object_type.method("fn iter(&self) -> Iter")
@object_type.protocol("INTO_ITER", "fn into_iter(&self) -> Iter")
def iterate(o: Object) -> Iter:
    return dict_iterator(Iter, o, map(_entry, o.d.items()), len(o.d))


def _entry(item: tuple[str, Any]) -> Tuple:
    return tuple_([string(item[0]), item[1]])


@object_type.method("fn keys(&self) -> Keys")
def keys(o: Object) -> Keys:
    return dict_iterator(Keys, o, map(string, o.d), len(o.d))


@object_type.method("fn values(&self) -> Values")
def values(o: Object) -> Values:
    return dict_iterator(Values, o, iter(o.d.values()), len(o.d))

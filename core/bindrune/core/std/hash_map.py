"""``std::collections::hash_map``: values by keys of any type that can be hashed."""

from __future__ import annotations

from bindrune.core.runtime.module import Module
from bindrune.core.runtime.traits import CLONE, EQ, ITERATOR, PARTIAL_EQ
from bindrune.core.std.capacity import capacity_of, check_table, reserve, table_capacity
from bindrune.core.std.dict_iterators import DictIterator, dict_iterator
from bindrune.core.std.draining import drain
from bindrune.core.std.hash_tables import Table, delete, find, put
from bindrune.core.vm.access import check_read
from bindrune.core.vm.errors import VmError
from bindrune.core.vm.faults import expected, missing_index, refuse
from bindrune.core.vm.native import Driven
from bindrune.core.vm.operations import equality
from bindrune.core.vm.operations.debug import mapping
from bindrune.core.vm.operations.driving import settle
from bindrune.core.vm.sizes import LARGE, STEPS, STEPS_FUEL, charged
from bindrune.core.vm.types import TUPLE, native_type
from bindrune.core.vm.values import (
    U64,
    Borrowable,
    Tuple,
    Variant,
    nothing,
    some,
    tuple_,
    u64,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from bindrune.core.vm.native import Driving

_ENTRY = 32
"""The bytes of an entry in the reference: what capacities are limited by."""


class HashMap(Borrowable):
    """A map; ``d`` is its table."""

    __slots__ = ("d",)
    d: Table


class Iter(DictIterator):
    """``::std::collections::hash_map::Iter``: tuples of key and value."""

    __slots__ = ()


class Keys(DictIterator):
    """``::std::collections::hash_map::Keys``."""

    __slots__ = ()


class Values(DictIterator):
    """``::std::collections::hash_map::Values``."""

    __slots__ = ()


_PATH = "::std::collections::hash_map"
std = Module(_PATH)
HASH_MAP = native_type(f"{_PATH}::HashMap", HashMap)
hash_map = std.type(HASH_MAP)
hash_map.implement(PARTIAL_EQ, EQ, CLONE)
for _name, _cls in (("Iter", Iter), ("Keys", Keys), ("Values", Values)):
    std.type(native_type(f"{_PATH}::{_name}", _cls)).implement(ITERATOR)


def new_map(table: Table) -> HashMap:
    """Return a fresh HashMap that owns ``table``."""
    m = HashMap()
    m.d = table
    m.token = None
    return m


def pair_in(item: Any) -> list[Any]:
    """Return key and value of an item that should be a tuple of two; raise for other values."""
    if item.__class__ is not Tuple:
        if item is not None:
            refuse(item, TUPLE, "read")
        items: list[Any] = []
    else:
        items = item.a
    if len(items) != 2:
        raise VmError(
            "expected-tuple-length",
            f"Expected a tuple of length `2`, but found one with length `{len(items)}`",
        )
    return items


def put_entry(table: Table, entry: Any) -> None:
    """Put an entry, a tuple of a key and a value, into the table of a map."""
    key, value = pair_in(entry)
    put(table, key, value)


@hash_map.function("fn new() -> HashMap")
def new() -> HashMap:
    return new_map({})


@hash_map.function("fn with_capacity(capacity: usize) -> HashMap")
def with_capacity(capacity: int) -> HashMap:
    check_table(capacity, _ENTRY)
    m = new_map({})
    reserve(m, capacity, 0)
    return m


@hash_map.function("fn from_iter(items: any) -> HashMap")
def from_iter(items: Any) -> Any:
    m = new_map({})
    found = drain(items, lambda entry: put_entry(m.d, entry))
    return _from_driven(m, found) if found.__class__ is Driven else m


def _from_driven(m: HashMap, draining: Driving) -> Driving:
    yield draining
    return m


@hash_map.method("fn extend(&mut self, items: any)", calls_back=True)
def extend(m: HashMap, items: Any) -> Driving:
    found = drain(items, lambda entry: put_entry(m.d, entry))
    if found.__class__ is Driven:
        yield found


@hash_map.method("fn len(&self) -> u64")
def len_(m: HashMap) -> U64:
    return u64(len(m.d))


@hash_map.method("fn is_empty(&self) -> bool")
def is_empty(m: HashMap) -> bool:
    return not m.d


@hash_map.method("fn capacity(&self) -> u64")
def capacity(m: HashMap) -> U64:
    return u64(table_capacity(capacity_of(m, len(m.d))))


@hash_map.protocol("INDEX_SET", "fn(&mut self, key: any, value: any)")
def index_set(m: HashMap, key: Any, value: Any) -> None:
    put(m.d, key, value)


@hash_map.method("fn insert(&mut self, key: any, value: any) -> Option")
def insert(m: HashMap, key: Any, value: Any) -> Variant:
    before = put(m.d, key, value)
    return nothing() if before is None else some(before[1])


@hash_map.method("fn get(&self, key: any) -> Option")
def get(m: HashMap, key: Any) -> Variant:
    entry = find(m.d, key)[1] if m.d else None
    return nothing() if entry is None else some(entry[1])


@hash_map.protocol("INDEX_GET", "fn(&self, key: any) -> any")
def index_get(m: HashMap, key: Any) -> Any:
    entry = find(m.d, key)[1] if m.d else None
    if entry is None:
        raise missing_index(m)
    return entry[1]


@hash_map.method("fn contains_key(&self, key: any) -> bool")
def contains_key(m: HashMap, key: Any) -> bool:
    return bool(m.d) and find(m.d, key)[1] is not None


@hash_map.method("fn remove(&mut self, key: any) -> Option")
def remove(m: HashMap, key: Any) -> Variant:
    entry = delete(m.d, key)
    return nothing() if entry is None else some(entry[1])


@hash_map.method("fn clear(&mut self)")
def clear(m: HashMap) -> None:
    m.d.clear()


@hash_map.method("fn iter(&self) -> Iter")
@hash_map.protocol("INTO_ITER", "fn into_iter(&self) -> Iter")
def iterate(m: HashMap) -> Iter:
    return dict_iterator(Iter, m, map(_pair, m.d.values()), len(m.d))


def _pair(entry: tuple[Any, Any]) -> Tuple:
    return tuple_([*entry])


@hash_map.method("fn keys(&self) -> Keys")
def keys(m: HashMap) -> Keys:
    return dict_iterator(Keys, m, (entry[0] for entry in m.d.values()), len(m.d))


@hash_map.method("fn values(&self) -> Values")
def values(m: HashMap) -> Values:
    return dict_iterator(Values, m, (entry[1] for entry in m.d.values()), len(m.d))


@hash_map.protocol("CLONE", "fn(&self) -> HashMap")
def clone(m: HashMap) -> Any:
    return _copy(m) if len(m.d) < LARGE else charged(len(m.d), _copy, m)


def _copy(m: HashMap) -> HashMap:
    return new_map(m.d.copy())


@hash_map.protocol("DEBUG_FMT", "fn(&self) -> String")
def debug(m: HashMap) -> Any:
    return mapping("{", m.d.values(), "}")


@hash_map.protocol("PARTIAL_EQ", "fn(&self, other: any) -> bool")
def partial_eq(m: HashMap, other: Any) -> Any:
    return settle(_equal(m, other, equality.partial_eq))


@hash_map.protocol("EQ", "fn(&self, other: any) -> bool")
def eq(m: HashMap, other: Any) -> Any:
    return settle(_equal(m, other, equality.eq))


def _equal(m: HashMap, other: Any, same: Any) -> Driving:
    if other.__class__ is not HashMap:
        if not isinstance(other, HashMap):
            raise expected(HASH_MAP, other)
        check_read(other)
    if len(m.d) != len(other.d):
        return False
    for number, (key, value) in enumerate(m.d.values(), 1):
        if not number % STEPS:
            yield STEPS_FUEL
        entry = find(other.d, key)[1]
        if entry is None:
            return False
        answer = same(value, entry[1])
        if answer.__class__ is Driven:
            answer = yield answer
        if not answer:
            return False
    return True

"""``std::collections::hash_set``: values of any type that can be hashed, each once."""

from __future__ import annotations

from bindrune.core.runtime.iterators import NativeIterator
from bindrune.core.runtime.module import Module
from bindrune.core.runtime.traits import CLONE, EQ, EXACT_SIZE, ITERATOR, PARTIAL_EQ
from bindrune.core.std.capacity import capacity_of, check_table, reserve, table_capacity
from bindrune.core.std.dict_iterators import DictIterator, dict_iterator
from bindrune.core.std.draining import drain, drain_sized
from bindrune.core.std.hash_tables import Table, delete, find
from bindrune.core.vm.access import borrow
from bindrune.core.vm.native import END, Driven
from bindrune.core.vm.operations.debug import sequence
from bindrune.core.vm.operations.driving import settle
from bindrune.core.vm.sizes import LARGE, STEPS, STEPS_FUEL, charged
from bindrune.core.vm.types import native_type
from bindrune.core.vm.values import U64, Borrowable, u64

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator as PyIterator
    from typing import Any

    from bindrune.core.vm.native import Driving

_MEMBER = 16
"""The bytes of a member in the reference: what capacities are limited by."""


class HashSet(Borrowable):
    """A set; ``d`` is its table, whose entries are the member twice."""

    __slots__ = ("d",)
    d: Table


class Iter(DictIterator):
    """``::std::collections::hash_set::Iter``."""

    __slots__ = ()


class Operation(NativeIterator):
    """An operation on two sets, both borrowed; at most ``left`` elements are left."""

    __slots__ = ("borrowed", "left", "other", "source")
    direct = True
    borrowed: object
    left: int
    other: Table
    source: PyIterator[Any]

    def hint(self) -> tuple[int, int | None]:
        """From none to all that are left."""
        return 0, self.left


class Difference(Operation):
    """``::std::collections::hash_set::Difference``: members of the first set that the second
    lacks.
    """

    __slots__ = ()

    def step(self) -> Any:
        """The next element."""
        for x, _ in self.source:
            self.left -= 1
            if not self.other or find(self.other, x)[1] is None:
                return x
        return END


class Intersection(Operation):
    """``::std::collections::hash_set::Intersection``: members of the smaller set that the other
    has.
    """

    __slots__ = ()

    def step(self) -> Any:
        """The next element."""
        for x, _ in self.source:
            self.left -= 1
            if self.other and find(self.other, x)[1] is not None:
                return x
        return END


class Union(Difference):
    """``::std::collections::hash_set::Union``: the larger set, then what the other has beyond it.

    While ``rest_`` is there, ``source`` runs over the larger set and nothing is left out.
    """

    __slots__ = ("rest_",)
    rest_: PyIterator[Any] | None

    def step(self) -> Any:
        """The next element."""
        if self.rest_ is not None:
            for x, _ in self.source:
                return x
            self.source = self.rest_
            self.rest_ = None
        return super().step()

    def hint(self) -> tuple[int, int | None]:
        """Nothing is told."""
        return 0, None


_PATH = "::std::collections::hash_set"
std = Module(_PATH)
hash_set = std.type(native_type(f"{_PATH}::HashSet", HashSet))
hash_set.implement(PARTIAL_EQ, EQ, CLONE)
std.type(native_type(f"{_PATH}::Iter", Iter)).implement(ITERATOR, EXACT_SIZE)
for _cls in (Difference, Intersection, Union):
    std.type(native_type(f"{_PATH}::{_cls.__name__}", _cls)).implement(ITERATOR)


def new_set(table: Table) -> HashSet:
    """Return a fresh HashSet that owns ``table``."""
    s = HashSet()
    s.d = table
    s.token = None
    return s


def add(table: Table, x: Any) -> bool:
    """Put ``x`` into the table of a set unless it is there; return whether it was not."""
    place, entry = find(table, x)
    if entry is not None:
        return False
    table[place] = (x, x)
    return True


@hash_set.function("fn new() -> HashSet")
def new() -> HashSet:
    return new_set({})


@hash_set.function("fn with_capacity(capacity: usize) -> HashSet")
def with_capacity(capacity: int) -> HashSet:
    check_table(capacity, _MEMBER)
    s = new_set({})
    reserve(s, capacity, 0)
    return s


def _check(n: int) -> None:
    check_table(n, _MEMBER)


@hash_set.function("fn from_iter(items: any) -> HashSet")
def from_iter(items: Any) -> Any:
    s = new_set({})
    found = drain_sized(items, _check, lambda x: add(s.d, x))
    return _from_driven(s, found) if found.__class__ is Driven else s


def _from_driven(s: HashSet, draining: Driving) -> Driving:
    yield draining
    return s


@hash_set.method("fn extend(&mut self, items: any)", calls_back=True)
def extend(s: HashSet, items: Any) -> Driving:
    found = drain(items, lambda x: add(s.d, x))
    if found.__class__ is Driven:
        yield found


@hash_set.method("fn len(&self) -> u64")
def len_(s: HashSet) -> U64:
    return u64(len(s.d))


@hash_set.method("fn is_empty(&self) -> bool")
def is_empty(s: HashSet) -> bool:
    return not s.d


@hash_set.method("fn capacity(&self) -> u64")
def capacity(s: HashSet) -> U64:
    return u64(table_capacity(capacity_of(s, len(s.d))))


@hash_set.method("fn insert(&mut self, value: any) -> bool")
def insert(s: HashSet, value: Any) -> bool:
    return add(s.d, value)


@hash_set.method("fn remove(&mut self, value: any) -> bool")
def remove(s: HashSet, value: Any) -> bool:
    return delete(s.d, value) is not None


@hash_set.method("fn contains(&self, value: any) -> bool")
def contains(s: HashSet, value: Any) -> bool:
    return bool(s.d) and find(s.d, value)[1] is not None


@hash_set.method("fn clear(&mut self)")
def clear(s: HashSet) -> None:
    s.d.clear()


@hash_set.method("fn iter(&self) -> Iter")
@hash_set.protocol("INTO_ITER", "fn into_iter(&self) -> Iter")
def iterate(s: HashSet) -> Iter:
    return dict_iterator(Iter, s, (entry[0] for entry in s.d.values()), len(s.d))


def _operation(it: Operation, s: HashSet, other: HashSet) -> Operation:
    it.token = None
    it.borrowed = (borrow(s), borrow(other))
    it.other = other.d
    it.source = iter(s.d.values())
    it.left = len(s.d)
    return it


@hash_set.method("fn difference(&self, other: &HashSet) -> Difference")
def difference(s: HashSet, other: HashSet) -> Operation:
    return _operation(Difference(), s, other)


@hash_set.method("fn intersection(&self, other: &HashSet) -> Intersection")
def intersection(s: HashSet, other: HashSet) -> Operation:
    if len(s.d) > len(other.d):
        s, other = other, s
    return _operation(Intersection(), s, other)


@hash_set.method("fn union(&self, other: &HashSet) -> Union")
def union(s: HashSet, other: HashSet) -> Operation:
    if len(s.d) < len(other.d):
        s, other = other, s
    it = Union()
    _operation(it, s, s)
    it.borrowed = (borrow(s), borrow(other))
    it.rest_ = iter(other.d.values())
    return it


@hash_set.protocol("CLONE", "fn(&self) -> HashSet")
def clone(s: HashSet) -> Any:
    return _copy(s) if len(s.d) < LARGE else charged(len(s.d), _copy, s)


def _copy(s: HashSet) -> HashSet:
    return new_set(s.d.copy())


@hash_set.protocol("DEBUG_FMT", "fn(&self) -> String")
def debug(s: HashSet) -> Any:
    return sequence("{", [entry[0] for entry in s.d.values()], "}")


@hash_set.protocol("PARTIAL_EQ", "fn(&self, other: &HashSet) -> bool")
@hash_set.protocol("EQ", "fn(&self, other: &HashSet) -> bool")
def eq(s: HashSet, other: HashSet) -> Any:
    return settle(_equal(s, other))


def _equal(s: HashSet, other: HashSet) -> Driving:
    if len(s.d) != len(other.d):
        return False
    for number, entry in enumerate(s.d.values(), 1):
        if not number % STEPS:
            yield STEPS_FUEL
        if find(other.d, entry[0])[1] is None:
            return False
    return True

"""``std::collections::vec_deque``: sequences that grow and shrink at both ends.

Its iterator has a peculiarity of the reference: asking for its length or its size hint moves it, so
that it cannot be collected, alone or under adapters; ``for`` and ``extend`` do not ask.
"""

from __future__ import annotations

from collections import deque

from bindrune.core.runtime.iterators import ListIter, list_iter
from bindrune.core.runtime.module import Module
from bindrune.core.runtime.traits import COMPARABLE, DOUBLE_ENDED, EXACT_SIZE, ITERATOR
from bindrune.core.std.capacity import capacity_of, check_capacity, reserve
from bindrune.core.std.draining import drain, drain_sized
from bindrune.core.vm.access import borrow, deny, take
from bindrune.core.vm.faults import out_of_range
from bindrune.core.vm.native import Driven
from bindrune.core.vm.operations import compare, equality
from bindrune.core.vm.operations.debug import sequence
from bindrune.core.vm.types import native_type
from bindrune.core.vm.values import U64, Borrowable, Variant, Vec, nothing, some, u64, vec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

    from bindrune.core.vm.native import Driving

_ELEMENT = 16
"""The bytes of an element in the reference: what capacities are limited by."""


class VecDeque(Borrowable):
    """A deque; ``q`` holds its elements."""

    __slots__ = ("q",)
    q: deque[Any]


class Iter(ListIter):
    """``::std::collections::vec_deque::Iter``: a snapshot of the elements, which are borrowed
    meanwhile.
    """

    __slots__ = ()

    def hint(self) -> tuple[int, int]:
        """The exact number of elements, twice; moves the iterator."""
        n = self.length()
        return n, n

    def length(self) -> int:
        """The number of elements left; moves the iterator."""
        it = take(self)
        return it.j - it.i


_PATH = "::std::collections::vec_deque"
std = Module(_PATH)
vec_deque = std.type(native_type(f"{_PATH}::VecDeque", VecDeque))
vec_deque.implement(*COMPARABLE)
std.type(native_type(f"{_PATH}::Iter", Iter)).implement(ITERATOR, DOUBLE_ENDED, EXACT_SIZE)


def new_deque(items: Any) -> VecDeque:
    """Return a fresh VecDeque of the elements of a Python iterable."""
    q = VecDeque()
    q.q = deque(items)
    q.token = None
    return q


@vec_deque.function("fn new() -> VecDeque")
def new() -> VecDeque:
    return new_deque(())


@vec_deque.function("fn with_capacity(capacity: usize) -> VecDeque")
def with_capacity(capacity: int) -> VecDeque:
    q = new_deque(())
    reserve(q, capacity, _ELEMENT)
    return q


@vec_deque.method("fn from::<Vec>(items: Vec) -> VecDeque", params=("::std::vec::Vec",))
def from_vec(items: Vec) -> VecDeque:
    return new_deque(items.a)


def _check(n: int) -> None:
    check_capacity(n, _ELEMENT)


@vec_deque.function("fn from_iter(items: any) -> VecDeque")
def from_iter(items: Any) -> Any:
    found = drain_sized(items, _check)
    return _from_driven(found) if found.__class__ is Driven else new_deque(found)


def _from_driven(draining: Driving) -> Driving:
    return new_deque((yield draining))


@vec_deque.method("fn extend(&mut self, items: any)", calls_back=True)
def extend(q: VecDeque, items: Any) -> Driving:
    found = drain(items)
    if found.__class__ is Driven:
        found = yield found
    q.q += found


@vec_deque.method("fn len(&self) -> u64")
def len_(q: VecDeque) -> U64:
    return u64(len(q.q))


@vec_deque.method("fn capacity(&mut self) -> u64")
def capacity(q: VecDeque) -> U64:
    return u64(capacity_of(q, len(q.q)))


@vec_deque.method("fn reserve(&mut self, additional: usize)")
def reserve_(q: VecDeque, additional: int) -> None:
    reserve(q, len(q.q) + additional, _ELEMENT)


@vec_deque.method("fn front(&mut self) -> Option")
def front(q: VecDeque) -> Variant:
    return some(q.q[0]) if q.q else nothing()


@vec_deque.method("fn back(&self) -> Option")
def back(q: VecDeque) -> Variant:
    return some(q.q[-1]) if q.q else nothing()


@vec_deque.method("fn push_back(&mut self, value: any)")
def push_back(q: VecDeque, value: Any) -> None:
    q.q.append(value)


@vec_deque.method("fn push_front(&mut self, value: any)")
def push_front(q: VecDeque, value: Any) -> None:
    q.q.appendleft(value)


@vec_deque.method("fn pop_front(&mut self) -> Option")
def pop_front(q: VecDeque) -> Variant:
    return some(q.q.popleft()) if q.q else nothing()


@vec_deque.method("fn pop_back(&mut self) -> Option")
def pop_back(q: VecDeque) -> Variant:
    return some(q.q.pop()) if q.q else nothing()


@vec_deque.method("fn insert(&mut self, index: usize, value: any)")
def insert(q: VecDeque, index: int, value: Any) -> None:
    if index > len(q.q):
        raise out_of_range(index, len(q.q))
    q.q.insert(index, value)


@vec_deque.method("fn remove(&mut self, index: usize) -> Option")
def remove(q: VecDeque, index: int) -> Variant:
    if index >= len(q.q):
        return nothing()
    x = q.q[index]
    del q.q[index]
    return some(x)


@vec_deque.method("fn rotate_left(&mut self, mid: usize)")
def rotate_left(q: VecDeque, mid: int) -> None:
    if mid > len(q.q):
        raise out_of_range(mid, len(q.q))
    q.q.rotate(-mid)


@vec_deque.method("fn rotate_right(&mut self, mid: usize)")
def rotate_right(q: VecDeque, mid: int) -> None:
    if mid > len(q.q):
        raise out_of_range(mid, len(q.q))
    q.q.rotate(mid)


@vec_deque.method("fn iter(&self) -> Iter")
@vec_deque.protocol("INTO_ITER", "fn into_iter(&self) -> Iter")
def iterate(q: VecDeque) -> Iter:
    it = list_iter(Iter, list(q.q))
    it.borrowed = borrow(q)
    return it


@vec_deque.protocol("INDEX_GET", "fn(&self, index: usize) -> any")
def index_get(q: VecDeque, index: int) -> Any:
    if index >= len(q.q):
        raise out_of_range(index, len(q.q))
    return q.q[index]


@vec_deque.protocol("INDEX_SET", "fn(&mut self, index: usize, value: any)")
def index_set(q: VecDeque, index: int, value: Any) -> None:
    if index >= len(q.q):
        raise out_of_range(index, len(q.q))
    q.q[index] = value


@vec_deque.protocol("DEBUG_FMT", "fn(&self) -> String")
def debug(q: VecDeque) -> Any:
    return sequence("[", q.q, "]")


@vec_deque.protocol("PARTIAL_EQ", "fn(&self, other: any) -> bool")
def partial_eq(q: VecDeque, other: Any) -> Any:
    return equality.partial_eq(vec(list(q.q)), other)


@vec_deque.protocol("EQ", "fn(&self, other: &VecDeque) -> bool")
def eq(q: VecDeque, other: VecDeque) -> Any:
    return equality.eq(vec(list(q.q)), vec(list(other.q)))


@vec_deque.protocol("PARTIAL_CMP", "fn(&self, other: &VecDeque) -> Option")
def partial_cmp(q: VecDeque, other: VecDeque) -> Any:
    found = compare.partial_cmp(vec(list(q.q)), vec(list(other.q)))
    if found.__class__ is Driven:
        return found
    return nothing() if found is None else some(found)


@vec_deque.protocol("CMP", "fn(&self, other: &VecDeque) -> Ordering")
def cmp(q: VecDeque, other: VecDeque) -> Any:
    return compare.cmp(vec(list(q.q)), vec(list(other.q)))


def _moved(it: Iter, *_: int) -> NoReturn:
    raise deny(it, "write", "writing")


for _method in ("step", "step_back", "hint", "length", "skip", "skip_back", "rest"):
    setattr(Iter.taken, _method, _moved)

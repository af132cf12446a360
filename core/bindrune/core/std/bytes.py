"""``std::bytes``: mutable sequences of bytes; elements are read as u64 and written as integers from
0 to 255.
"""

from __future__ import annotations

from bindrune.core.runtime.arguments import integer
from bindrune.core.runtime.module import Module
from bindrune.core.runtime.traits import CLONE, COMPARABLE
from bindrune.core.std.capacity import capacity_of, reserve, shrink
from bindrune.core.std.range_bounds import bounds_in, is_range
from bindrune.core.vm import types
from bindrune.core.vm.errors import panic
from bindrune.core.vm.faults import out_of_range
from bindrune.core.vm.sizes import LARGE, charged
from bindrune.core.vm.values import (
    U64,
    Bytes,
    Variant,
    Vec,
    nothing,
    some,
    u64,
    vec,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


std = Module("::std::bytes")
bytes_ = std.type(types.BYTES)
bytes_.implement(CLONE, *COMPARABLE)


def new(data: bytearray) -> Bytes:
    """Return a fresh Bytes that owns ``data``."""
    value = Bytes()
    value.b = data
    value.token = None
    return value


@bytes_.function("fn new() -> Bytes")
def new_() -> Bytes:
    return new(bytearray())


@bytes_.function("fn with_capacity(capacity: usize) -> Bytes")
def with_capacity(capacity: int) -> Bytes:
    value = new(bytearray())
    reserve(value, capacity, 1)
    return value


@bytes_.function("fn from_vec(bytes: Vec) -> Bytes")
def from_vec(items: Vec) -> Bytes:
    return new(bytearray([integer(x, "u8") for x in items.a]))


def _items(data: bytearray) -> Vec:
    return vec([u64(x) for x in data])


@bytes_.method("fn into_vec(self) -> Vec")
def into_vec(b: Bytes) -> Vec:
    return _items(b.b)


@bytes_.method("fn as_vec(&self) -> Vec")
def as_vec(b: Bytes) -> Vec:
    return _items(b.b)


@bytes_.method("fn extend(&mut self, other: &Bytes)")
def extend(b: Bytes, other: Bytes) -> Any:
    return _append(b, other.b) if len(other.b) < LARGE else charged(len(other.b), _append, b, other.b)


@bytes_.method("fn extend_str(&mut self, text: &str)")
def extend_str(b: Bytes, text: str) -> Any:
    more = text.encode()
    return _append(b, more) if len(more) < LARGE else charged(len(more), _append, b, more)


def _append(b: Bytes, more: bytes | bytearray) -> None:
    b.b += more


@bytes_.method("fn pop(&mut self) -> Option")
def pop(b: Bytes) -> Variant:
    return some(u64(b.b.pop())) if b.b else nothing()


@bytes_.method("fn push(&mut self, value: u8)")
def push(b: Bytes, value: int) -> None:
    b.b.append(value)


@bytes_.method("fn remove(&mut self, index: usize) -> u64")
def remove(b: Bytes, index: int) -> U64:
    if index >= len(b.b):
        raise out_of_range(index, len(b.b))
    return u64(b.b.pop(index))


@bytes_.method("fn insert(&mut self, index: usize, value: u8)")
def insert(b: Bytes, index: int, value: int) -> None:
    if index > len(b.b):
        raise out_of_range(index, len(b.b))
    b.b.insert(index, value)


@bytes_.method("fn first(&self) -> Option")
def first(b: Bytes) -> Variant:
    return some(u64(b.b[0])) if b.b else nothing()


@bytes_.method("fn last(&self) -> Option")
def last(b: Bytes) -> Variant:
    return some(u64(b.b[-1])) if b.b else nothing()


@bytes_.method("fn len(&self) -> u64")
def len_(b: Bytes) -> U64:
    return u64(len(b.b))


@bytes_.method("fn is_empty(&self) -> bool")
def is_empty(b: Bytes) -> bool:
    return not b.b


@bytes_.method("fn capacity(&self) -> u64")
def capacity(b: Bytes) -> U64:
    return u64(capacity_of(b, len(b.b)))


@bytes_.method("fn clear(&mut self)")
def clear(b: Bytes) -> None:
    b.b.clear()


@bytes_.method("fn reserve(&mut self, additional: usize)")
def reserve_(b: Bytes, additional: int) -> None:
    reserve(b, len(b.b) + additional, 1)


@bytes_.method("fn reserve_exact(&mut self, additional: usize)")
def reserve_exact(b: Bytes, additional: int) -> None:
    reserve(b, len(b.b) + additional, 1)


@bytes_.method("fn shrink_to_fit(&mut self)")
def shrink_to_fit(b: Bytes) -> None:
    shrink(b)


@bytes_.protocol("INDEX_GET", "fn(&self, index: any) -> any")
def index_get(b: Bytes, index: Any) -> object:
    if is_range(index):
        bounds = bounds_in(index, len(b.b))
        if bounds is not None:
            return new(b.b[bounds[0] : bounds[1]])
    else:
        at = integer(index, "usize")
        if at < len(b.b):
            return u64(b.b[at])
    raise panic("missing bytes slice")


@bytes_.protocol("INDEX_SET", "fn(&mut self, index: usize, value: u8)")
def index_set(b: Bytes, index: int, value: int) -> None:
    if index >= len(b.b):
        raise out_of_range(index, len(b.b))
    b.b[index] = value

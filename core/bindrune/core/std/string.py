"""``std::string::String``: mutable texts, counted in bytes of UTF-8. Its iterators are in
``string_split``.

A String keeps the parts that were appended and joins them when its text is asked for
(``vm.values.String``); ``push`` and ``push_str`` therefore cost the same however long the text is.
"""

from __future__ import annotations

from bindrune.core.runtime.module import Module
from bindrune.core.runtime.traits import CLONE, COMPARABLE
from bindrune.core.std.capacity import capacity_of, reserve, shrink
from bindrune.core.std.char import parse_char_error
from bindrune.core.std.charging import by_length
from bindrune.core.std.number_text import parse_f64, parse_i64
from bindrune.core.std.range_bounds import bounds_in, is_range
from bindrune.core.std.unicode import (
    WHITESPACE,
    char_at_byte,
    lowercase,
    n_bytes,
    slice_bytes,
    uppercase,
)
from bindrune.core.vm import types
from bindrune.core.vm.access import deny, n_shared
from bindrune.core.vm.errors import panic
from bindrune.core.vm.faults import clash, refuse, unsupported_index_get
from bindrune.core.vm.operations.arith import append
from bindrune.core.vm.sizes import LARGE, charged
from bindrune.core.vm.types import native_type
from bindrune.core.vm.values import (
    U64,
    Borrowable,
    Bytes,
    String,
    Variant,
    err,
    nothing,
    ok,
    some,
    text,
    u64,
)
from bindrune.core.vm.values import string as new


class FromUtf8Error(Borrowable):
    """What ``String::from_utf8`` gives for bytes that are not UTF-8."""

    __slots__ = ()


std = Module("::std::string")
native_type("::std::string::FromUtf8Error", FromUtf8Error)  # it has no path that scripts could name
string = std.type(types.STRING)
string.implement(CLONE, *COMPARABLE)


@string.function("fn new() -> String")
def new_() -> String:
    return new("")


@string.function("fn with_capacity(capacity: usize) -> String")
def with_capacity(capacity: int) -> String:
    value = new("")
    reserve(value, capacity, 1)
    return value


@string.function("fn from(value: &str) -> String")
@by_length
def from_(value: str) -> String:
    return new(value)


@string.function("fn from_str(value: &str) -> String", deprecated="Use String::from instead")
@by_length
def from_str(value: str) -> String:
    return new(value)


@string.function("fn from_utf8(bytes: &Bytes) -> Result")
def from_utf8(bytes_: Bytes) -> Variant:
    try:
        return ok(new(bytes_.b.decode()))
    except UnicodeDecodeError:
        error = FromUtf8Error()
        error.token = None
        return err(error)


@string.method("fn len(&self) -> u64", raw=True)
def len_(s: Any) -> U64:
    if s.__class__ is not String:
        refuse(s, types.STRING, "read")
    return u64(n_bytes(s.s if s.parts is None else text(s)))


@string.method("fn is_empty(self: &str) -> bool")
def is_empty(s: str) -> bool:
    return not s


@string.method("fn capacity(&self) -> u64")
def capacity(s: String) -> U64:
    return u64(capacity_of(s, n_bytes(text(s))))


@string.method("fn reserve(&mut self, additional: usize)")
def reserve_(s: String, additional: int) -> None:
    reserve(s, n_bytes(text(s)) + additional, 1)


@string.method("fn reserve_exact(&mut self, additional: usize)")
def reserve_exact(s: String, additional: int) -> None:
    reserve(s, n_bytes(text(s)) + additional, 1)


@string.method("fn shrink_to_fit(&mut self)")
def shrink_to_fit(s: String) -> None:
    shrink(s)


@string.method("fn clear(&mut self)")
def clear(s: String) -> None:
    s.s = ""
    s.parts = None


@string.method("fn push(&mut self, c: char)")
def push(s: String, c: str) -> None:
    if s.parts is None:
        s.parts = [s.s, c]
    else:
        s.parts.append(c)


@string.method("fn push_str(&mut self, other: &str)", raw=True)
def push_str(s: Any, other: Any) -> Any:
    if s.__class__ is not String:
        refuse(s, types.STRING, "write")
    if s.token is not None and n_shared(s):
        raise deny(s, "write", "writing")
    if other.__class__ is not String:
        refuse(other, types.STRING, "read")
    if other is s:
        clash(s, "read", "write")
    more = other.s if other.parts is None else text(other)
    if len(more) >= LARGE:
        return charged(len(more), _append, s, more)
    if s.parts is None:
        s.parts = [s.s, more]
    else:
        s.parts.append(more)
    return None


def _append(s: String, more: str) -> None:
    append(s, more)


@string.method("fn as_bytes(self: &str) -> Bytes")
@by_length
def as_bytes(s: str) -> Bytes:
    return _bytes(s)


@string.method("fn into_bytes(self: text) -> Bytes")
@by_length
def into_bytes(s: str) -> Bytes:
    return _bytes(s)


def _bytes(s: str) -> Bytes:
    value = Bytes()
    value.b = bytearray(s, "utf-8")
    value.token = None
    return value


@string.method("fn starts_with(self: &str, other: &str) -> bool")
def starts_with(s: str, other: str) -> bool:
    return s.startswith(other)


@string.method("fn ends_with(self: &str, other: &str) -> bool")
def ends_with(s: str, other: str) -> bool:
    return s.endswith(other)


@string.method("fn contains(self: &str, other: &str) -> bool")
@by_length
def contains(s: str, other: str) -> bool:
    return other in s


@string.method("fn char_at(self: &str, index: usize) -> Option")
@by_length
def char_at(s: str, index: int) -> Variant:
    c = char_at_byte(s, index)
    return nothing() if c is None else some(c)


@string.method("fn trim(self: &str) -> String")
@by_length
def trim(s: str) -> String:
    return new(s.strip(WHITESPACE))


@string.method("fn trim_end(self: &str) -> String")
@by_length
def trim_end(s: str) -> String:
    return new(s.rstrip(WHITESPACE))


@string.method("fn replace(self: &str, from: &str, to: &str) -> String")
def replace(s: str, from_: str, to: str) -> Any:
    if len(s) * max(len(to), 1) < LARGE:
        return _replace(s, from_, to)
    size = len(s) + s.count(from_) * len(to)
    return charged(size, _replace, s, from_, to)


def _replace(s: str, from_: str, to: str) -> String:
    return new(s.replace(from_, to))


@string.method("fn to_lowercase(self: &str) -> String")
@by_length
def to_lowercase(s: str) -> String:
    return new(lowercase(s))


@string.method("fn to_uppercase(self: &str) -> String")
@by_length
def to_uppercase(s: str) -> String:
    return new(uppercase(s))


@string.method("fn parse::<i64>(self: &str) -> Result", params=("::std::i64",))
def parse_to_i64(s: str) -> object:
    return parse_i64(s)


@string.method("fn parse::<f64>(self: &str) -> Result", params=("::std::f64",))
@by_length
def parse_to_f64(s: str) -> object:
    return parse_f64(s)


@string.method("fn parse::<char>(self: &str) -> Result", params=("::std::char",))
def parse_to_char(s: str) -> object:
    return ok(s) if len(s) == 1 else err(parse_char_error())


_RECEIVER = new("")


def _slice(s: str, key: Any) -> str | None:
    """Return the text at a range of bytes, or ``None`` where it does not fit."""
    if not is_range(key):
        raise unsupported_index_get(_RECEIVER, key)
    bounds = bounds_in(key, n_bytes(s))
    return None if bounds is None else slice_bytes(s, *bounds)


@string.method("fn get(self: &str, key: any) -> Option")
@by_length
def get(s: str, key: Any) -> Variant:
    found = _slice(s, key)
    return nothing() if found is None else some(new(found))


@string.protocol("INDEX_GET", "fn(self: &str, key: any) -> String")
@by_length
def index_get(s: str, key: Any) -> String:
    found = _slice(s, key)
    if found is None:
        raise panic("missing string slice")
    return new(found)


from bindrune.core.std import string_split  # noqa: E402, F401  (adds the rows of chars and split)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any



"""``std::char``: characters, one Unicode scalar value each.

The properties beyond ASCII are read from the ranges of ``char_ranges``, which are loaded when the
first such character is asked about.
"""

from __future__ import annotations

from bisect import bisect_right

from bindrune.core.runtime.module import Module
from bindrune.core.std.unicode import WHITESPACE
from bindrune.core.vm import types
from bindrune.core.vm.errors import panic
from bindrune.core.vm.faults import overflow, underflow
from bindrune.core.vm.types import native_type
from bindrune.core.vm.values import Borrowable, Variant, nothing, some, u64


class ParseCharError(Borrowable):
    """What ``String.parse::<char>`` gives for a text that is not exactly one character."""

    __slots__ = ()


std = Module("::std::char")
std.type(native_type("::std::char::ParseCharError", ParseCharError))
char = std.type(types.CHAR)


def parse_char_error() -> ParseCharError:
    """Return a fresh error of parsing a char."""
    error = ParseCharError()
    error.token = None
    return error


@std.function("fn from_i64(value: i64) -> Option")
def from_i64(value: int) -> Variant:
    if value < 0:
        raise underflow()
    if value >= 1 << 32:
        raise overflow()
    if value > 0x10FFFF or 0xD800 <= value < 0xE000:
        return nothing()
    return some(chr(value))


@char.method("fn to_i64(self: char) -> i64")
def to_i64(c: str) -> int:
    return ord(c)


def _has(table: str, c: str) -> bool:
    from bindrune.core.std import char_ranges

    return bisect_right(getattr(char_ranges, table), ord(c)) % 2 == 1


@char.method("fn is_alphabetic(self: char) -> bool")
def is_alphabetic(c: str) -> bool:
    return c.isalpha() if c.isascii() else _has("ALPHABETIC", c)


@char.method("fn is_alphanumeric(self: char) -> bool")
def is_alphanumeric(c: str) -> bool:
    return c.isalnum() if c.isascii() else _has("ALPHABETIC", c) or _has("NUMERIC", c)


@char.method("fn is_control(self: char) -> bool")
def is_control(c: str) -> bool:
    return c < " " or "\x7f" <= c < "\xa0"


@char.method("fn is_lowercase(self: char) -> bool")
def is_lowercase(c: str) -> bool:
    return c.islower() if c.isascii() else _has("LOWERCASE", c)


@char.method("fn is_numeric(self: char) -> bool")
def is_numeric(c: str) -> bool:
    return c.isdigit() if c.isascii() else _has("NUMERIC", c)


@char.method("fn is_uppercase(self: char) -> bool")
def is_uppercase(c: str) -> bool:
    return c.isupper() if c.isascii() else _has("UPPERCASE", c)


@char.method("fn is_whitespace(self: char) -> bool")
def is_whitespace(c: str) -> bool:
    return c in WHITESPACE


@char.method("fn to_digit(self: char, radix: u32) -> Option")
def to_digit(c: str, radix: int) -> Variant:
    if radix > 36:
        raise panic("to_digit: radix is too high (maximum 36)")
    if radix < 2:
        raise panic("to_digit: invalid radix -- radix must be in the range 2 to 36 inclusive")
    digit = int(c, 36) if c.isascii() and c.isalnum() else radix
    return some(u64(digit)) if digit < radix else nothing()

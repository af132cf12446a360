"""``std::num``: the errors of parsing numbers. They have no methods, no display and no equality."""

from __future__ import annotations

from bindrune.core.runtime.module import Module
from bindrune.core.vm.types import native_type
from bindrune.core.vm.values import Borrowable


class ParseIntError(Borrowable):
    """What ``i64::parse`` and the like give for a text that is no integer in range."""

    __slots__ = ()


class ParseFloatError(Borrowable):
    """What ``f64::parse`` gives for a text that is no float."""

    __slots__ = ()


std = Module("::std::num")
std.type(native_type("::std::num::ParseIntError", ParseIntError))
std.type(native_type("::std::num::ParseFloatError", ParseFloatError))


def parse_int_error() -> ParseIntError:
    """Return a fresh error of parsing an integer."""
    error = ParseIntError()
    error.token = None
    return error


def parse_float_error() -> ParseFloatError:
    """Return a fresh error of parsing a float."""
    error = ParseFloatError()
    error.token = None
    return error

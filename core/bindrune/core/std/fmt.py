"""``std::fmt``: values paired with a format spec."""

from __future__ import annotations

from bindrune.core.runtime.module import Module
from bindrune.core.runtime.traits import CLONE
from bindrune.core.vm.operations.debug import Nested
from bindrune.core.vm.operations.display import format_charged
from bindrune.core.vm.types import native_type
from bindrune.core.vm.values import Borrowable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from bindrune.core.formatting.spec import FormatSpec


class Formatter(Borrowable):
    """``::std::fmt::Formatter``: there to be named; texts are returned instead."""

    __slots__ = ()


class Error(Borrowable):
    """``::std::fmt::Error``."""

    __slots__ = ()


class Format(Borrowable):
    """``::std::fmt::Format``: the value of the built-in ``format!``."""

    __slots__ = ("spec", "value")
    value: Any
    spec: FormatSpec


std = Module("::std::fmt")
std.type(native_type("::std::fmt::Formatter", Formatter))
error = std.type(native_type("::std::fmt::Error", Error))
format_ = std.type(native_type("::std::fmt::Format", Format))
format_.implement(CLONE)
std.macro("format")


def new_format(value: Any, spec: FormatSpec) -> Format:
    """A value with a spec."""
    made = Format()
    made.token = None
    made.value = value
    made.spec = spec
    return made


@error.protocol("DISPLAY_FMT", "fn display(&self)")
def display_error(_: Error) -> str:
    return "an error occurred when formatting an argument"


@format_.protocol("DISPLAY_FMT", "fn display(&self)")
def display(made: Format) -> Any:
    return format_charged(made.value, made.spec)


@format_.protocol("DEBUG_FMT", "fn debug(&self)")
def debug(made: Format) -> list[Any]:
    return ["Format { value: ", Nested(made.value), " }"]


@format_.protocol("CLONE", "fn clone(&self) -> Format")
def clone(made: Format) -> Format:
    return new_format(made.value, made.spec)

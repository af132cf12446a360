"""``std::io``: printing."""

from __future__ import annotations

from typing import Any

from bindrune.core.runtime.active import current_io
from bindrune.core.runtime.module import Module
from bindrune.core.vm.errors import panic
from bindrune.core.vm.operations.debug import debug_nested
from bindrune.core.vm.types import native_type
from bindrune.core.vm.values import Borrowable


class Error(Borrowable):
    """``::std::io::Error``: what the operating system refused."""

    __slots__ = ("message",)
    message: str


ERROR = native_type("::std::io::Error", Error)

std = Module("::std::io")
error = std.type(ERROR)
for _name in ("dbg", "print", "println"):
    std.macro(_name)


def new_error(cause: OSError) -> Error:
    """The value of an operating system's error."""
    value = Error()
    value.token = None
    reason = cause.strerror or str(cause)
    value.message = reason if cause.errno is None else f"{reason} (os error {cause.errno})"
    return value


@error.protocol("DISPLAY_FMT", "fn display(&self)")
def display_error(value: Error) -> str:
    return value.message


@error.protocol("DEBUG_FMT", "fn debug(&self)")
def debug_error(value: Error) -> str:
    return f"Error({value.message})"


def write(text: str) -> None:
    """Write to the program's standard output."""
    try:
        current_io().write_out(text)
    except OSError as cause:
        raise panic(cause.strerror or str(cause)) from cause


@std.function("fn print(m: &str)")
def print_(m: str) -> None:
    write(m)


@std.function("fn println(message: &str)")
def println(message: str) -> None:
    write(message + "\n")


@std.function("fn dbg(values: ..)")
def dbg(*values: Any) -> None:
    for value in values:
        write(debug_nested(value) + "\n")

"""``std::io``: printing."""

from __future__ import annotations

from bindrune.core.formatting.escapes import debug_string
from bindrune.core.runtime.active import current_io
from bindrune.core.runtime.module import Module
from bindrune.core.vm.errors import panic
from bindrune.core.vm.operations.debug import debug_nested
from bindrune.core.vm.operations.driving import settle
from bindrune.core.vm.types import native_type
from bindrune.core.vm.values import Borrowable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from bindrune.core.vm.native import Driving


class Error(Borrowable):
    """``::std::io::Error``: what the operating system refused (``code`` is its number), or what else
    kept input or output from working (``code`` is ``None``).
    """

    __slots__ = ("code", "kind", "message")
    code: int | None
    kind: str
    message: str


ERROR = native_type("::std::io::Error", Error)

std = Module("::std::io")
error = std.type(ERROR)
for _name in ("dbg", "print", "println"):
    std.macro(_name)


def new_error(cause: OSError) -> Error:
    """The value of an operating system's error."""
    from bindrune.core.std.error_kinds import kind_of

    message = cause.strerror or str(cause)
    return made_error("Other" if cause.errno is None else kind_of(cause.errno), message, cause.errno)


def made_error(kind: str, message: str, code: int | None = None) -> Error:
    """An error of a kind, with a message of its own or with the operating system's number and words."""
    value = Error()
    value.token = None
    value.code = code
    value.kind = kind
    value.message = message
    return value


@error.protocol("DISPLAY_FMT", "fn display(&self)")
def display_error(value: Error) -> str:
    return value.message if value.code is None else f"{value.message} (os error {value.code})"


@error.protocol("DEBUG_FMT", "fn debug(&self)")
def debug_error(value: Error) -> str:
    message = debug_string(value.message)
    if value.code is None:
        return f"Error {{ kind: {value.kind}, message: {message} }}"
    return f"Os {{ code: {value.code}, kind: {value.kind}, message: {message} }}"


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
def dbg(*values: Any) -> Any:
    return settle(_dbg(values))


def _dbg(values: tuple[Any, ...]) -> Driving:
    for value in values:
        write((yield from debug_nested(value)) + "\n")

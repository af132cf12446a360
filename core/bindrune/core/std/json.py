"""``::json``: values as JSON, and back."""

from __future__ import annotations

from bindrune.core.formatting.escapes import debug_string
from bindrune.core.runtime.module import Module
from bindrune.core.std.charging import by_length
from bindrune.core.std.json_reader import Fault, place, read
from bindrune.core.std.json_writer import write
from bindrune.core.std.serializing import Refusal
from bindrune.core.vm.types import native_type
from bindrune.core.vm.values import Borrowable, Bytes, err, ok, string

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from bindrune.core.vm.native import Driving
    from bindrune.core.vm.values import Err, Ok


class JsonError(Borrowable):
    """``::json::Error``: ``message`` with ``line`` and ``column``, which are 0 for an error of
    writing.
    """

    __slots__ = ("column", "line", "message")
    message: str
    line: int
    column: int


std = Module("::json")
json_error = std.type(native_type("::json::Error", JsonError))


@json_error.protocol("DISPLAY_FMT", "fn display(&self)")
def display(error: JsonError) -> str:
    if not error.line:
        return error.message
    return f"{error.message} at line {error.line} column {error.column}"


@json_error.protocol("DEBUG_FMT", "fn debug(&self)")
def debug(error: JsonError) -> str:
    shown = debug_string(error.message)
    return f"Error({shown}, line: {error.line}, column: {error.column})"


@std.function("fn from_string(string: &str) -> Result<any, Error>")
def from_string(text: str) -> Ok | Err | Driving:
    return parsed(text.encode())


@std.function("fn from_bytes(bytes: &Bytes) -> Result<any, Error>")
def from_bytes(value: Bytes) -> Ok | Err | Driving:
    return parsed(bytes(value.b))


@by_length
def parsed(data: bytes) -> Ok | Err | Driving:
    """Return ``Ok`` of the value that ``data`` spells, or an error."""
    try:
        return ok(read(data))
    except Fault as fault:
        return failed(fault.message, *place(data, fault.at))


@std.function("fn to_string(value: any) -> Result<String, Error>", calls_back=True)
def to_string(value: Any) -> Driving:
    try:
        text = yield from write(value)
    except Refusal as refusal:
        return failed(refusal.message, 0, 0)
    return ok(string(text))


@std.function("fn to_bytes(value: any) -> Result<Bytes, Error>", calls_back=True)
def to_bytes(value: Any) -> Driving:
    try:
        text = yield from write(value)
    except Refusal as refusal:
        return failed(refusal.message, 0, 0)
    written = Bytes()
    written.b = bytearray(text.encode())
    written.token = None
    return ok(written)


def failed(message: str, line: int, column: int) -> Err:
    """Return ``Err`` of a fresh error."""
    error = JsonError()
    error.message = message
    error.line = line
    error.column = column
    error.token = None
    return err(error)

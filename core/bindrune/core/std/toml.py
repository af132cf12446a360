"""``::toml``: Objects as TOML, and back, with the errors of ``::toml::de`` and ``::toml::ser``."""

from __future__ import annotations

from bindrune.core.formatting.escapes import debug_string
from bindrune.core.runtime.module import Module
from bindrune.core.std.charging import by_length
from bindrune.core.std.serializing import Refusal
from bindrune.core.std.toml_reader import read
from bindrune.core.std.toml_syntax import Fault
from bindrune.core.std.toml_writer import write
from bindrune.core.vm.types import native_type
from bindrune.core.vm.values import Borrowable, Bytes, err, ok, string

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from bindrune.core.vm.native import Driving
    from bindrune.core.vm.values import Err, Ok


class ReadError(Borrowable):
    """``::toml::de::Error``: a ``fault`` in a text."""

    __slots__ = ("data", "fault")
    data: bytes
    fault: Fault


class WriteError(Borrowable):
    """``::toml::ser::Error``: the ``refusal`` of a value."""

    __slots__ = ("refusal",)
    refusal: Refusal


class Utf8Error(Borrowable):
    """``::std::string::Utf8Error``: bytes that are no text."""

    __slots__ = ()


std = Module("::toml")
de = Module("::toml::de")
ser = Module("::toml::ser")
read_error = de.type(native_type("::toml::de::Error", ReadError))
write_error = ser.type(native_type("::toml::ser::Error", WriteError))
native_type("::std::string::Utf8Error", Utf8Error)  # it has no path that scripts could name


@read_error.protocol("DISPLAY_FMT", "fn display(&self)")
def display_read(error: ReadError) -> str:
    fault, data = error.fault, error.data
    if fault.start < 0:
        return f"{fault.message}\n"
    line_start = data.rfind(b"\n", 0, fault.start) + 1
    line = data[line_start:].partition(b"\n")[0].removesuffix(b"\r").decode()
    column = len(data[line_start : fault.start].decode(errors="ignore"))
    number = str(data.count(b"\n", 0, fault.start) + 1)
    margin = " " * len(number)
    width = min(fault.end, line_start + len(line.encode())) - fault.start
    return (
        f"TOML parse error at line {number}, column {column + 1}\n"
        f"{margin} |\n"
        f"{number} | {line}\n"
        f"{margin} | {' ' * column}{'^' * max(width, 1)}\n"
        f"{fault.message}\n"
    )


@read_error.protocol("DEBUG_FMT", "fn debug(&self)")
def debug_read(error: ReadError) -> str:
    fault = error.fault
    message = debug_string(fault.message)
    keys = ", ".join(map(debug_string, fault.keys))
    source = debug_string(error.data.decode())
    span = f"Some({fault.start}..{fault.end})" if fault.start >= 0 else "None"
    return f"Error {{ message: {message}, input: Some({source}), keys: [{keys}], span: {span} }}"


@write_error.protocol("DISPLAY_FMT", "fn display(&self)")
def display_write(error: WriteError) -> str:
    return error.refusal.message


@write_error.protocol("DEBUG_FMT", "fn debug(&self)")
def debug_write(error: WriteError) -> str:
    refusal = error.refusal
    if refusal.unsupported is None:
        return f"Custom({debug_string(refusal.message)})"
    if not refusal.unsupported:
        return "UnsupportedNone"
    return f'UnsupportedType(Some("{refusal.unsupported}"))'


@std.function("fn from_string(string: &str) -> Result<any, Error>")
def from_string(text: str) -> Ok | Err | Driving:
    return parsed(text.encode())


@std.function("fn from_bytes(bytes: &Bytes) -> Result<any, Error>")
def from_bytes(value: Bytes) -> Ok | Err | Driving:
    data = bytes(value.b)
    try:
        data.decode()
    except UnicodeDecodeError:
        error = Utf8Error()
        error.token = None
        return err(error)
    return parsed(data)


@by_length
def parsed(data: bytes) -> Ok | Err | Driving:
    """Return ``Ok`` of the Object that ``data`` spells, or an error."""
    try:
        return ok(read(data))
    except Fault as fault:
        error = ReadError()
        error.data = data
        error.fault = fault.with_traceback(None)
        error.token = None
        return err(error)


@std.function("fn to_string(value: any) -> Result<String, Error>", calls_back=True)
def to_string(value: Any) -> Driving:
    try:
        text = yield from write(value)
    except Refusal as refusal:
        return refused(refusal)
    return ok(string(text))


@std.function("fn to_bytes(value: any) -> Result<Bytes, Error>", calls_back=True)
def to_bytes(value: Any) -> Driving:
    try:
        text = yield from write(value)
    except Refusal as refusal:
        return refused(refusal)
    written = Bytes()
    written.b = bytearray(text.encode())
    written.token = None
    return ok(written)


def refused(refusal: Refusal) -> Err:
    """Return ``Err`` of a fresh error."""
    error = WriteError()
    error.refusal = refusal.with_traceback(None)
    error.token = None
    return err(error)

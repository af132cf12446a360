"""``::base64``: bytes as text of the standard alphabet with padding, and back."""

from __future__ import annotations

from bindrune.core.runtime.module import Module
from bindrune.core.std.charging import by_length
from bindrune.core.vm.types import native_type
from bindrune.core.vm.values import Borrowable, Bytes, err, ok, string

TYPE_CHECKING = False
if TYPE_CHECKING:
    from bindrune.core.vm.native import Driving
    from bindrune.core.vm.values import Err, Ok, String


class DecodeError(Borrowable):
    """What ``decode`` gives for a text that is not base64. It has no display."""

    __slots__ = ()


std = Module("::base64")
std.type(native_type("::base64::DecodeError", DecodeError))


@std.function("fn encode(bytes: &Bytes) -> String")
def encode(value: Bytes) -> String | Driving:
    return encoded(bytes(value.b))


@by_length
def encoded(data: bytes) -> String | Driving:
    """Return the text of ``data``."""
    from binascii import b2a_base64

    return string(b2a_base64(data, newline=False).decode())


@std.function("fn decode(inp: &str) -> Result<Bytes, DecodeError>")
@by_length
def decode(inp: str) -> Ok | Err:
    from binascii import Error, a2b_base64, b2a_base64

    try:
        written = inp.encode("ascii")
        data = a2b_base64(written, strict_mode=True)
    except (Error, UnicodeEncodeError):
        return err(decode_error())
    # Unused bits that are not zero are read by Python, and refused by the reference.
    if b2a_base64(data, newline=False) != written:
        return err(decode_error())
    value = Bytes()
    value.b = bytearray(data)
    value.token = None
    return ok(value)


def decode_error() -> DecodeError:
    """Return a fresh error."""
    error = DecodeError()
    error.token = None
    return error

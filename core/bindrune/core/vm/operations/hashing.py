"""Hashes of values: what maps and sets key on, and ``ops::hash``.

A value feeds a hasher pieces: integers and floats their 64 bits, Strings and Bytes their
content, sequences the pieces of their elements one after the other, options and results a number
for the variant and then the payload. ``hash_key`` makes one Python key of them. Two values with
one key still must be compared with ``eq``: they may be unlike in their nesting, or of unlike
types (``1`` and ``1u64``), and then ``eq`` raises.
"""

from __future__ import annotations

from struct import pack

from bindrune.core.vm.access import check_read
from bindrune.core.vm.errors import VmError
from bindrune.core.vm.faults import illegal_float_operation, unsupported_unary
from bindrune.core.vm.native import Driven
from bindrune.core.vm.types import type_of
from bindrune.core.vm.values import (
    U64,
    Bytes,
    Cell,
    Err,
    Nothing,
    Ok,
    Some,
    String,
    Tuple,
    Vec,
    text,
    u64,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable
    from typing import Any

_PLAIN = frozenset((int, String))
"""The classes of elements of which the key of a sequence can be made at once."""
_MAX_STEPS = 1 << 20
"""How many elements of nested values are fed: what holds another value twice, which does so again, has no end else."""


def hash_key(value: Any) -> Hashable:
    """A Python key that is the same for values that feed the same pieces."""
    cls = value.__class__
    if cls is int:
        return value  # type: ignore[no-any-return]
    if cls is String:
        return text(value)
    if (cls is Tuple or cls is Vec) and len(value.a) != 1:
        items = value.a
        if _PLAIN.issuperset([x.__class__ for x in items]):
            return tuple([x if x.__class__ is int else text(x) for x in items])
    pieces = _pieces(value)
    return pieces[0] if len(pieces) == 1 else tuple(pieces)


def hash_value(value: Any) -> U64:
    """The hash that ``ops::hash`` gives: the same within one process."""
    fed = b"".join(
        piece.to_bytes(8, "little", signed=True)
        if piece.__class__ is int
        else (piece.encode() if piece.__class__ is str else piece) + b"\xff"
        for piece in _pieces(value)
    )
    return u64(hash(fed) & 0xFFFFFFFFFFFFFFFF)


def _pieces(value: Any) -> list[Any]:
    """What ``value`` feeds: ``int`` (an i64 of these bits), ``str``, and ``bytes`` that are not
    UTF-8; raises if something in it cannot be hashed.
    """
    pieces: list[Any] = []
    todo: list[Any] = [value]
    open_: set[int] = set()
    steps = 0
    while todo:
        steps += 1
        if steps > _MAX_STEPS:
            raise VmError("alloc", f"A value of more than {_MAX_STEPS} elements cannot be hashed")
        x = todo.pop()
        cls = x.__class__
        if cls is int:
            pieces.append(x)
        elif cls is String:
            pieces.append(text(x))
        elif cls is U64:
            pieces.append(int(x) if x < 1 << 63 else int(x) - (1 << 64))
        elif cls is float:
            if x != x:
                raise illegal_float_operation(x)
            pieces.append(int.from_bytes(pack("<d", x or 0.0), "little", signed=True))
        elif cls is Bytes:
            pieces.append(_text_or_bytes(bytes(x.b)))
        elif cls is _Close:
            open_.discard(x.key)
        elif cls is bytes:  # of a protocol function
            pieces.append(_text_or_bytes(x))
        elif not isinstance(x, Cell):
            raise unsupported_unary("HASH", x)
        else:
            if cls.state:
                check_read(x)  # type: ignore[arg-type]
            if id(x) in open_:
                continue  # a value that contains itself adds nothing more
            inner = _inner(x)
            if inner:
                open_.add(id(x))
                todo.append(_Close(id(x)))
                todo.extend(reversed(inner))
    return pieces


def _text_or_bytes(data: bytes) -> str | bytes:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data


class _Close:
    """The mark that a container's elements are done."""

    __slots__ = ("key",)

    def __init__(self, key: int) -> None:
        self.key = key


def _inner(x: Any) -> list[Any]:
    cls = x.__class__
    if cls is Vec or cls is Tuple:
        return x.a  # type: ignore[no-any-return]
    if cls is Some or cls is Ok:
        return [0, x.f_0]
    if cls is Nothing:
        return [1]
    if cls is Err:
        return [1, x.f_0]
    native = type_of(x).protocol("HASH")
    if native is None:
        raise unsupported_unary("HASH", x)
    fed = native.handler(x)
    if fed.__class__ is Driven:
        raise TypeError("HASH cannot call back")
    return fed if fed.__class__ is list else [fed]

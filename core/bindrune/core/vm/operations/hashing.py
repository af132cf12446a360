"""Hashes of values: what maps and sets key on, and ``ops::hash``.

A value feeds bytes: integers and floats eight, strings and bytes their content, sequences those of their elements one after
the other, options and results a u64 for the variant and then the payload. ``hash_key`` turns that into a Python key; two
values with one key still must be compared with ``eq``, which raises for unlike types (``1`` and ``1u64``).
"""

from __future__ import annotations

from struct import pack
from typing import TYPE_CHECKING, Any

from bindrune.core.vm.access import check_read
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

if TYPE_CHECKING:
    from collections.abc import Hashable

_ZERO = bytes(8)
_ONE = b"\1" + bytes(7)


def hash_feed(value: Any) -> bytes:
    """The bytes that ``value`` feeds to a hasher; raises if its type cannot be hashed."""
    pieces: list[bytes] = []
    todo: list[Any] = [value]
    open_: set[int] = set()
    while todo:
        x = todo.pop()
        cls = x.__class__
        if cls is _Close:
            open_.discard(x.key)
        elif cls is int or cls is U64:
            pieces.append((x & 0xFFFFFFFFFFFFFFFF).to_bytes(8, "little"))
        elif cls is String:
            pieces.append(text(x).encode("utf-8", "surrogatepass"))
        elif cls is bytes:
            pieces.append(x)
        elif cls is float:
            if x != x:
                raise illegal_float_operation(x)
            pieces.append(pack("<d", x or 0.0))
        elif cls is Bytes:
            pieces.append(bytes(x.b))
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
    return b"".join(pieces)


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
        return [_ZERO, x.f_0]
    if cls is Nothing:
        return [_ONE]
    if cls is Err:
        return [_ONE, x.f_0]
    native = type_of(x).protocol("HASH")
    if native is None:
        raise unsupported_unary("HASH", x)
    fed = native.handler(x)
    if fed.__class__ is Driven:
        raise TypeError("HASH cannot call back")
    return fed if fed.__class__ is list else [fed]


def hash_key(value: Any) -> Hashable:
    """A Python key that is the same for values that feed the same bytes."""
    cls = value.__class__
    if cls is int:
        return value  # type: ignore[no-any-return]
    if cls is String:
        return text(value)
    if cls is U64:
        return int(value) if value < 1 << 63 else int(value) - (1 << 64)
    fed = hash_feed(value)
    if cls is float:
        return int.from_bytes(fed, "little", signed=True)
    try:
        return fed.decode()
    except UnicodeDecodeError:
        return fed


def hash_value(value: Any) -> U64:
    """The hash that ``ops::hash`` gives: the same within one process."""
    return u64(hash(hash_feed(value)) & 0xFFFFFFFFFFFFFFFF)

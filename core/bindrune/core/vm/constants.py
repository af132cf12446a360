"""Heap constants of a unit as values: each use builds them anew."""

from __future__ import annotations

from typing import Any

from bindrune.core.vm.values import Bytes, object_, string, tuple_, u64, vec


def bytes_(data: bytes) -> Bytes:
    """A fresh Bytes."""
    value = Bytes()
    value.b = bytearray(data)
    value.token = None
    return value


def build(plain: Any) -> Any:
    """The value of an encoded constant (``bindrune.core.compile.constants``)."""
    if plain.__class__ is not tuple:
        return plain
    tag = plain[0]
    if tag == "u64":
        return u64(plain[1])
    if tag == "string":
        return string(plain[1])
    if tag == "bytes":
        return bytes_(plain[1])
    if tag == "vec":
        return vec([build(item) for item in plain[1]])
    if tag == "tuple":
        return tuple_([build(item) for item in plain[1]])
    if tag == "object":
        return object_({key: build(item) for key, item in plain[1]})
    if tag == "init":
        return build(plain[1])
    raise ValueError(f"no value constant: {tag}")



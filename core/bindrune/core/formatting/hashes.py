"""Hashes of items, as the language shows them in debug forms, panics and `bindrune hash`.

An item is a path of components: a crate, names, numbered blocks. Its hash is the 64-bit xxHash
(seed 0) over a tag and the components, each a tag byte and the text (ended by `ff`) or number.
A variant of an enum is an item of its own. The hash of a method is that of its type, mixed with
that of its name and with a constant.

The hash of a type stands for the type wherever no name is known, and orders the variants of an
enum, so these numbers are part of how programs behave.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_MASK = 0xFFFFFFFFFFFFFFFF
_P1 = 0x9E3779B185EBCA87
_P2 = 0xC2B2AE3D27D4EB4F
_P3 = 0x165667B19E3779F9
_P4 = 0x85EBCA77C2B2AE63
_P5 = 0x27D4EB2F165667C5

_ITEM_TAG = (0x2FAC10B63A6CC57C).to_bytes(8, "little")
_METHOD = 0x44AE2F6BA568B545

PARAMETER_MARKS = (0, 0xBE33, 0x1971, 0x17F7)
"""What the number of generic arguments adds to the top 16 bits, by their count."""


def xxh64(data: bytes) -> int:
    """The 64-bit xxHash of `data`, with seed 0."""
    length = len(data)
    at = 0
    if length >= 32:
        accumulators = [(_P1 + _P2) & _MASK, _P2, 0, -_P1 & _MASK]
        while at <= length - 32:
            for i in range(4):
                lane = int.from_bytes(data[at : at + 8], "little")
                accumulators[i] = _round(accumulators[i], lane)
                at += 8
        a, b, c, d = accumulators
        h = _rotate(a, 1) + _rotate(b, 7) + _rotate(c, 12) + _rotate(d, 18)
        for accumulator in accumulators:
            h = ((h ^ _round(0, accumulator)) * _P1 + _P4) & _MASK
    else:
        h = _P5
    h = (h + length) & _MASK
    while at <= length - 8:
        h ^= _round(0, int.from_bytes(data[at : at + 8], "little"))
        h = (_rotate(h, 27) * _P1 + _P4) & _MASK
        at += 8
    if at <= length - 4:
        h ^= int.from_bytes(data[at : at + 4], "little") * _P1 & _MASK
        h = (_rotate(h, 23) * _P2 + _P3) & _MASK
        at += 4
    for byte in data[at:]:
        h ^= byte * _P5 & _MASK
        h = _rotate(h, 11) * _P1 & _MASK
    h = (h ^ h >> 33) * _P2 & _MASK
    h = (h ^ h >> 29) * _P3 & _MASK
    return h ^ h >> 32


def _rotate(x: int, by: int) -> int:
    return (x << by | x >> 64 - by) & _MASK


def _round(accumulator: int, lane: int) -> int:
    return _rotate((accumulator + lane * _P2) & _MASK, 31) * _P1 & _MASK


def item_hash(components: Iterable[str | int], crate: str | None = None) -> int:
    """The hash of the item with these components: names, and the numbers of anonymous blocks."""
    data = [_ITEM_TAG]
    if crate is not None:
        data.append(b"\0" + crate.encode() + b"\xff")
    for component in components:
        if isinstance(component, int):
            data.append(b"\2" + component.to_bytes(8, "little"))
        else:
            data.append(b"\1" + component.encode() + b"\xff")
    return xxh64(b"".join(data))


def path_hash(path: str) -> int:
    """The hash of an item written as a path: `main`, `m::P`, `::std::vec::Vec`.

    A path that begins with `::` names a crate first. A component `$3` is a numbered block.
    """
    found = _PATHS.get(path)
    if found is None:
        crate, rest = None, path
        if path.startswith("::"):
            crate, _, rest = path[2:].partition("::")
        names = rest.split("::") if rest else []
        found = item_hash([int(n[1:]) if n[:1] == "$" else n for n in names], crate)
        _keep(_PATHS, path, found)
    return found


def method_hash(type_hash: int, name: str) -> int:
    """The hash of the instance function `name` of the type with hash `type_hash`."""
    found = _NAMES.get(name)
    if found is None:
        found = xxh64(name.encode() + b"\xff") ^ _METHOD
        _keep(_NAMES, name, found)
    return type_hash ^ found


_PATHS: dict[str, int] = {}
_NAMES: dict[str, int] = {}
_KEPT = 4096


def _keep(known: dict[str, int], name: str, found: int) -> None:
    """Remember a hash, as `functools.lru_cache` would, whose import is a part of every start."""
    if len(known) >= _KEPT:
        known.clear()
    known[name] = found


def parameters_hash(type_hash: int, arguments: Sequence[int]) -> int:
    """The hash of a type or function with generic arguments, given as type hashes."""
    top = PARAMETER_MARKS[len(arguments)] if len(arguments) < len(PARAMETER_MARKS) else 0
    for argument in arguments:
        top ^= argument & 0xFFFF
    return type_hash ^ top << 48


def format_hash(value: int) -> str:
    """A hash as it is printed: `0x1c69d5964e831fc1`, without leading zeros."""
    return f"0x{value:x}"

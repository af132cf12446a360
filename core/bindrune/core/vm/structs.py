"""Classes for the structs and enum variants that scripts declare.

``struct_class`` makes one slotted class for each declared struct or variant: field ``a`` is the
slot ``f_a``, the first of a tuple struct ``f_0``. The class knows its ``shape`` (unit, tuple,
named), the field names in order, the ``label`` that debug texts print, and its ``info``; the
variants of an enum have infos of their own for messages, which share the enum's table of methods
and its hash. The twins of moved and held values answer every field with the access error.
"""

from __future__ import annotations

from bindrune.core.formatting.hashes import path_hash
from bindrune.core.vm.access import deny, twins
from bindrune.core.vm.types import TypeInfo
from bindrune.core.vm.values import Struct

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, ClassVar


class Record(Struct):
    """The root of the made classes, with what they all have."""

    __slots__ = ()
    shape: ClassVar[str]
    names: ClassVar[tuple[str, ...]]
    """The fields in order of declaration; those of a tuple struct are ``0``, ``1`` …"""
    attributes: ClassVar[tuple[str, ...]]
    """The slots, in the same order."""
    slot_of: ClassVar[dict[str, str]]
    """Slots by field name."""
    label: ClassVar[str]
    """The item path as debug texts print it."""
    variant_hash: ClassVar[int]
    """The hash of the item itself, by which variants are ordered and enums compared."""


def script_type(item: str, hash_: int | None = None) -> TypeInfo:
    """The info of a declared struct or enum."""
    return TypeInfo(item, hash_=hash_)


def variant_type(enum: TypeInfo, item: str) -> TypeInfo:
    """The info of a variant: its own name in messages, otherwise its enum."""
    info = TypeInfo(enum.item, item, hash_=enum.hash)
    info.methods = enum.methods
    return info


def struct_class(item: str, shape: str, names: Sequence[str], info: TypeInfo, hash_: int | None = None) -> type[Record]:
    """Make the class of a struct or variant; ``names`` are the fields, for a tuple struct only
    their number counts.
    """
    if shape == "tuple":
        names = [str(i) for i in range(len(names))]
    attributes = tuple("f_" + name for name in names)
    cls = type(
        item,
        (Record,),
        {
            "__slots__": attributes,
            "shape": shape,
            "names": tuple(names),
            "attributes": attributes,
            "slot_of": dict(zip(names, attributes, strict=True)),
            "label": item,
            "variant_hash": path_hash(item) if hash_ is None else hash_,
            "info": info,
        },
    )
    info.classes = (*info.classes, cls)
    twins(cls, dict.fromkeys(attributes, _DENIED))
    return cls


class Structs:
    """The classes of a machine's structs and variants by item. One is made when it is first asked for: a program may
    declare many that a run never meets.
    """

    __slots__ = ("_declared", "_made")

    def __init__(self) -> None:
        self._declared: dict[str, tuple[str, Sequence[str], TypeInfo, int | None]] = {}
        self._made: dict[str, type[Record]] = {}

    def declare(self, item: str, shape: str, names: Sequence[str], info: TypeInfo, hash_: int | None) -> None:
        """Let an item be this from now on; the arguments are those of ``struct_class``."""
        self._declared[item] = shape, names, info, hash_
        self._made.pop(item, None)

    def __contains__(self, item: str) -> bool:
        return item in self._declared

    def __getitem__(self, item: str) -> type[Record]:
        found = self._made.get(item)
        if found is None:
            found = self._made[item] = struct_class(item, *self._declared[item])
        return found

    def get(self, item: str) -> type[Record] | None:
        """The class of an item, if it is one of a struct or variant."""
        return self[item] if item in self._declared else None


def construct(cls: type[Record], values: Sequence[Any]) -> Record:
    """A value with the given fields in order."""
    value = cls.__new__(cls)
    value.token = None
    for attribute, field in zip(cls.attributes, values, strict=True):
        setattr(value, attribute, field)
    return value


def _read_denied(value: Any) -> Any:
    raise deny(value, "read", "reading")


def _write_denied(value: Any, _new: Any) -> None:
    raise deny(value, "write", "writing")


_DENIED = property(_read_denied, _write_denied)

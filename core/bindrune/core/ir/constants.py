"""Constant values: what literals denote and what constant evaluation gives.

Inline ones are Python's own, as they are in the running program: unit is `None`, a bool `bool`, a
char a `str` of length one, an i64 `int`, an f64 `float`; a u64 is a `ConstU64`. Heap ones have the
classes below and are built anew at each use. They are immutable here, except within the constant
evaluator, whose values become constants when it is done.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias


class ConstU64(int):
    """An unsigned 64-bit integer."""

    __slots__ = ()


class ConstString:
    """A String."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text


class ConstBytes:
    """A Bytes."""

    __slots__ = ("data",)

    def __init__(self, data: bytes) -> None:
        self.data = data


class ConstVec:
    """A Vec of constant values."""

    __slots__ = ("items",)

    def __init__(self, items: list[ConstValue]) -> None:
        self.items = items


class ConstTuple:
    """A Tuple of one or more constant values; the empty one is unit."""

    __slots__ = ("items",)

    def __init__(self, items: list[ConstValue]) -> None:
        self.items = items


class ConstObject:
    """An Object of constant values."""

    __slots__ = ("fields",)

    def __init__(self, fields: dict[str, ConstValue]) -> None:
        self.fields = fields


ConstValue: TypeAlias = (
    bool
    | int
    | float
    | str
    | ConstU64
    | ConstString
    | ConstBytes
    | ConstVec
    | ConstTuple
    | ConstObject
    | None
)


def debug_constant(value: object) -> str:
    """The text of a constant in dumps of the IR."""
    pieces: list[str] = []
    pending: list[tuple[str, object]] = [("value", value)]
    while pending:
        kind, value = pending.pop()
        if kind == "text":
            pieces.append(str(value))
        elif isinstance(value, ConstVec):
            pending += _sequence("[", [[("value", item)] for item in value.items], "]")
        elif isinstance(value, ConstTuple):
            pending += _sequence("(", [[("value", item)] for item in value.items], ",)")
        elif isinstance(value, ConstObject):
            pending += _sequence("#{", [[("text", f"{k}: "), ("value", v)] for k, v in value.fields.items()], "}")
        else:
            pieces.append(_debug_leaf(value))
    return "".join(pieces)


def _sequence(
    opening: str, elements: list[list[tuple[str, object]]], closing: str
) -> list[tuple[str, object]]:
    """What is to be written of a collection, the last first."""
    parts: list[tuple[str, object]] = [("text", opening)]
    for number, element in enumerate(elements):
        if number:
            parts.append(("text", ", "))
        parts += element
    parts.append(("text", closing))
    return parts[::-1]


def _debug_leaf(value: object) -> str:
    kind = value.__class__
    if value is None:
        return "()"
    if kind is bool:
        return "true" if value else "false"
    if kind is str:
        return f"char {value!r}"
    if isinstance(value, ConstU64):
        return f"{int(value)}u64"
    if isinstance(value, ConstString):
        return repr(value.text)
    if isinstance(value, ConstBytes):
        return repr(value.data)
    return repr(value)


def type_name(value: ConstValue) -> str:
    """The type of a constant, as messages name it."""
    return _TYPE_NAMES[value.__class__]


_TYPE_NAMES: dict[type, str] = {
    type(None): "::std::tuple::Tuple",
    bool: "::std::bool",
    int: "::std::i64",
    float: "::std::f64",
    str: "::std::char",
    ConstU64: "::std::u64",
    ConstString: "::std::string::String",
    ConstBytes: "::std::bytes::Bytes",
    ConstVec: "::std::vec::Vec",
    ConstTuple: "::std::tuple::Tuple",
    ConstObject: "::std::object::Object",
}


def copied(value: ConstValue) -> ConstValue:
    """A copy of a constant that shares nothing with it that could change."""
    kind = value.__class__
    if kind is ConstVec or kind is ConstTuple:
        assert isinstance(value, (ConstVec, ConstTuple))
        return value.__class__([copied(item) for item in value.items])
    if kind is ConstObject:
        assert isinstance(value, ConstObject)
        return ConstObject({key: copied(item) for key, item in value.fields.items()})
    return value

"""The text of a value under ``{:?}``, in ``dbg!`` and in the messages of failed assertions.

A value's text is pieces, strings and nested values (``Nested``), and the nesting is walked with an
explicit stack. DEBUG_FMT of a native type returns a ``str`` or such a list of pieces. A value that
contains itself is printed as ``...`` at the inner place. A float prints its display form at the top
and the shorter debug form inside others.
"""

from __future__ import annotations

from bindrune.core.formatting.escapes import debug_char, debug_string
from bindrune.core.formatting.numbers import debug_float, display_float
from bindrune.core.vm.access import check_read
from bindrune.core.vm.errors import VmError
from bindrune.core.vm.sizes import STEPS, STEPS_FUEL
from bindrune.core.vm.structs import Record
from bindrune.core.vm.types import name_of, type_of
from bindrune.core.vm.values import (
    U64,
    Bytes,
    Cell,
    Empty,
    Equal,
    Function,
    Greater,
    HashValue,
    Less,
    Nothing,
    Object,
    String,
    Tuple,
    TypeValue,
    Variant,
    Vec,
    text,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from bindrune.core.vm.native import Driving


class Nested:
    """A value within the debug text of another."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


def debug(value: Any) -> str:
    """The debug text of a value; raises if something in it is not accessible."""
    if value.__class__ is float:
        return display_float(value)
    return _finish(_walk(value, False))


def debug_charged(value: Any) -> Any:
    """The same, or where the text is large a generator of it, which charges by its size."""
    if value.__class__ is float:
        return display_float(value)
    walk = _walk(value, False)
    try:
        fuel = next(walk)
    except StopIteration as end:
        return end.value
    return _rest(walk, fuel)


def _rest(walk: Driving, fuel: int) -> Driving:
    yield fuel
    return (yield from walk)


def _finish(walk: Driving) -> str:
    """The text without charging for it."""
    while True:
        try:
            next(walk)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]


def debug_nested(value: Any) -> Driving:
    """The debug text as ``dbg!`` prints it: floats in their inner form, never an error; charges as it goes."""
    return _walk(value, True)


def _walk(root: Any, lenient: bool) -> Driving:
    """Walks a value; charges as it goes."""
    steps = 0
    out: list[str] = []
    stack: list[Any] = [iter((Nested(root),))]
    path: list[int] = [0]
    open_: set[int] = set()
    while stack:
        steps += 1
        if steps == STEPS:
            yield STEPS_FUEL
            steps = 0
        piece = next(stack[-1], None)
        if piece is None:
            stack.pop()
            open_.discard(path.pop())
            continue
        if piece.__class__ is str:
            out.append(piece)
            continue
        value = piece.value
        plain = _PLAIN.get(value.__class__)
        if plain is not None:
            out.append(plain(value))
            continue
        if id(value) in open_:
            out.append("...")
            continue
        try:
            pieces = _pieces(value)
        except VmError as error:
            if not lenient:
                raise
            pieces = f"{address(value)[:-1]}: {error.message}>"
        if pieces.__class__ is str:
            out.append(pieces)
        else:
            stack.append(iter(pieces))
            path.append(id(value))
            open_.add(id(value))
    return "".join(out)


def address(value: Any) -> str:
    """What stands for a value without a debug form."""
    return f"<{name_of(value)} object at 0x{id(value):x}>"


_PLAIN: dict[type, Any] = {
    int: int.__repr__,
    U64: int.__repr__,
    float: debug_float,
    bool: lambda x: "true" if x else "false",
    str: debug_char,
    type(None): lambda x: "()",
    Less: lambda x: "Less",
    Equal: lambda x: "Equal",
    Greater: lambda x: "Greater",
    TypeValue: lambda x: f"Type(0x{x.hash:x})",
    HashValue: lambda x: f"0x{x.hash:x}",
    Empty: lambda x: "<empty>",
    String: lambda x: debug_string(text(x)),
}


_SHOWN = (Vec, Tuple, Object, Bytes, String, Variant, Record, Function)
"""What has a debug form without a row for it."""


def _pieces(value: Any) -> Any:
    cls = value.__class__
    if not isinstance(value, Cell):
        return repr(value)
    if cls.state:
        if not isinstance(value, _SHOWN) and type_of(value).protocol("DEBUG_FMT") is None:
            return address(value)  # what is not looked into need not be accessible
        check_read(value)  # type: ignore[arg-type]
    if cls is Vec:
        return _sequence("[", value.a, "]")  # type: ignore[attr-defined]
    if cls is Tuple:
        return _sequence("(", value.a, ")")  # type: ignore[attr-defined]
    if cls is Object:
        return mapping("{", value.d.items(), "}")  # type: ignore[attr-defined]
    if cls is Bytes:
        return "[" + ", ".join(map(str, value.b)) + "]"  # type: ignore[attr-defined]
    if cls is Nothing:
        return "None"
    if isinstance(value, Record):
        return _struct(value)
    if isinstance(value, Variant):
        return [cls.name + "(", Nested(value.f_0), ")"]  # type: ignore[attr-defined]
    if cls is Function:
        return _function(value)
    native = type_of(value).protocol("DEBUG_FMT")
    if native is None:
        return address(value)
    return native.handler(value)


def _sequence(opening: str, items: list[Any], closing: str) -> Any:
    yield opening
    first = True
    for x in items:
        if not first:
            yield ", "
        first = False
        yield Nested(x)
    yield closing


def sequence(opening: str, items: Any, closing: str) -> list[Any]:
    """Pieces of a sequence, for DEBUG_FMT rows."""
    return list(_sequence(opening, items, closing))


def mapping(opening: str, items: Any, closing: str) -> list[Any]:
    """Pieces of ``key: value`` pairs; keys are Python texts or values."""
    pieces: list[Any] = [opening]
    for key, x in items:
        if len(pieces) > 1:
            pieces.append(", ")
        pieces.append(debug_string(key) if key.__class__ is str else Nested(key))
        pieces += (": ", Nested(x))
    pieces.append(closing)
    return pieces


def _struct(value: Any) -> Any:
    cls = value.__class__
    fields = [getattr(value, slot) for slot in cls.attributes]
    if cls.shape == "unit":
        return cls.label
    if cls.shape == "tuple":
        return _sequence(cls.label + " (", fields, ")")
    pieces: list[Any] = [cls.label, " {"]
    for name, x in zip(cls.names, fields, strict=True):
        if len(pieces) > 2:
            pieces.append(", ")
        pieces += (name, ": ", Nested(x))
    pieces.append("}")
    return pieces


def _function(value: Any) -> Any:
    """The kinds of function values. Addresses tell functions apart and mean nothing else."""
    kind = value.kind
    target = value.target
    if kind == "native":
        return f"native function (0x{id(target):x})"
    if kind in ("tuple", "unit struct"):
        label = getattr(target, "label", None) or target.path[2:]
        return f"{'tuple' if kind == 'tuple' else 'empty'} {label}"
    if kind == "closure" and value.env:
        names = getattr(target, "capture_names", None) or range(len(value.env))
        captured = [x for _, x in sorted(zip(names, value.env, strict=False), key=_first)]
        return _sequence(f"closure (at: 0x{id(target):x}, env:[", captured, "])")
    word = getattr(target, "kind", "immediate")
    return f"{word} function (at: 0x{id(target):x})"


def _first(pair: tuple[Any, Any]) -> Any:
    return pair[0]

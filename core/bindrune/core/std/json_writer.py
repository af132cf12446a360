"""Writing JSON in its compact form.

Containers that are open stand on a stack of our own, so nesting costs no stack of Python's; a value
that contains itself is refused. Fuel is charged for every 64 values.
"""

from __future__ import annotations

from math import isfinite

from bindrune.core.formatting.numbers import display_float
from bindrune.core.std.serializing import CHARGED_AT, ESCAPES, cyclic, refusal
from bindrune.core.vm.values import (
    U64,
    Bytes,
    HashValue,
    Nothing,
    Object,
    Some,
    String,
    Tuple,
    Vec,
    text,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from typing import Any

    Pieces = Iterator[tuple[str, Any]]

_ESCAPES = {c: f"\\u{c:04x}" for c in range(32)} | ESCAPES


def quoted(content: str) -> str:
    """Return a text as a JSON string."""
    return f'"{content.translate(_ESCAPES)}"'


def float_text(x: float) -> str:
    """Return a float as JSON: ``1e+16`` has a sign, and what is not finite is ``null``."""
    if not isfinite(x):
        return "null"
    shown = display_float(x)
    return shown if "e-" in shown else shown.replace("e", "e+")


_PLAIN: dict[type, Any] = {
    int: int.__repr__,
    U64: int.__repr__,
    float: float_text,
    bool: lambda x: "true" if x else "false",
    str: quoted,
    type(None): lambda x: "null",
    Nothing: lambda x: "null",
    HashValue: lambda x: str(x.hash),
    String: lambda x: quoted(text(x)),
    Bytes: lambda x: f"[{','.join(map(str, x.b))}]",
}


def write(root: Any) -> Generator[int, None, str]:
    """Return the JSON of a value, by a generator that charges fuel; raises ``Refusal``."""
    out: list[str] = []
    stack: list[tuple[Pieces, str, int]] = [(iter((("", root),)), "", 0)]
    open_: set[int] = set()
    cost = 0
    while stack:
        pieces, closing, identity = stack[-1]
        for prefix, value in pieces:
            out.append(prefix)
            plain = _PLAIN.get(value.__class__)
            if plain is not None:
                out.append(plain(value))
                continue
            opening, inner, end, size = _open(value)
            if id(value) in open_:
                raise cyclic()
            out.append(opening)
            open_.add(id(value))
            stack.append((inner, end, id(value)))
            cost += size + 1
            break
        else:
            out.append(closing)
            open_.discard(identity)
            stack.pop()
        if cost >= CHARGED_AT:
            yield cost // 64
            cost = 0
    return "".join(out)


def _open(value: Any) -> tuple[str, Pieces, str, int]:
    """Return the opening, elements, closing and size of a container."""
    cls = value.__class__
    if cls is Vec or cls is Tuple:
        return "[", _elements(value.a), "]", len(value.a)
    if cls is Object:
        return "{", _entries(value.d), "}", len(value.d)
    if cls is Some:
        return "", iter((("", value.f_0),)), "", 0
    raise refusal(value)


def _elements(items: list[Any]) -> Pieces:
    prefix = ""
    for item in items:
        yield prefix, item
        prefix = ","


def _entries(items: dict[str, Any]) -> Pieces:
    prefix = ""
    for key, item in items.items():
        yield f"{prefix}{quoted(key)}:", item
        prefix = ","

"""Heap constants of a unit as values: each use builds them anew."""

from __future__ import annotations

from bindrune.core.vm.values import Bytes, object_, string, tuple_, u64, vec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def bytes_(data: bytes) -> Bytes:
    """A fresh Bytes."""
    value = Bytes()
    value.b = bytearray(data)
    value.token = None
    return value


_RECURSION = 50
"""How many levels are built by recursion; what is deeper goes without."""
_LEAVES: dict[str, Callable[[Any], Any]] = {"u64": u64, "string": string, "bytes": bytes_}


def build(plain: Any, levels: int = _RECURSION) -> Any:
    """The value of an encoded constant (``bindrune.core.compile.constants``)."""
    if plain.__class__ is not tuple:
        return plain
    tag = plain[0]
    if tag in _LEAVES:
        return _LEAVES[tag](plain[1])
    if tag == "init":
        return build(plain[1])
    if not levels:
        return _build_deep(plain)
    levels -= 1
    items = [build(item, levels) if item.__class__ is tuple else item for item in plain[1]]
    if tag == "object":
        return object_(dict(zip(plain[2], items, strict=True)))
    return vec(items) if tag == "vec" else tuple_(items)


def _build_deep(plain: Any) -> Any:
    """The same with a list of holes to fill: (container, index or key, encoded constant)."""
    result: list[Any] = [plain]
    holes: list[tuple[Any, Any, Any]] = [(result, 0, plain)]
    while holes:
        container, at, plain = holes.pop()
        tag = plain[0]
        if tag in _LEAVES:
            container[at] = _LEAVES[tag](plain[1])
        elif tag == "object":
            fields = dict(zip(plain[2], plain[1], strict=True))
            holes += [(fields, key, item) for key, item in fields.items() if item.__class__ is tuple]
            container[at] = object_(fields)
        else:
            items = list(plain[1])
            holes += [(items, i, item) for i, item in enumerate(items) if item.__class__ is tuple]
            container[at] = vec(items) if tag == "vec" else tuple_(items)
    return result[0]


def weight(plain: Any) -> int:
    """How many elements an encoded constant has, those of nested ones too."""
    count = 0
    pending = [plain]
    while pending:
        plain = pending.pop()
        if plain.__class__ is tuple and plain[0] not in _LEAVES:
            count += len(plain[1])
            pending += plain[1]
    return count

"""Heap constants of a unit as values: each use builds them anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.vm.values import Bytes, object_, string, tuple_, u64, vec

if TYPE_CHECKING:
    from collections.abc import Callable


def bytes_(data: bytes) -> Bytes:
    """A fresh Bytes."""
    value = Bytes()
    value.b = bytearray(data)
    value.token = None
    return value


def build(plain: Any) -> Any:
    """The value of an encoded constant (``bindrune.core.compile.constants``).

    Nested ones are built with a list of holes to fill: (container, index or key, encoded constant).
    """
    result: list[Any] = [plain]
    holes: list[tuple[Any, Any, Any]] = [(result, 0, plain)] if plain.__class__ is tuple else []
    while holes:
        container, at, plain = holes.pop()
        tag, content = plain
        if tag == "object":
            fields = dict(zip(content[::2], content[1::2], strict=True))
            holes += [(fields, key, item) for key, item in fields.items() if item.__class__ is tuple]
            container[at] = object_(fields)
        elif tag == "vec" or tag == "tuple":
            items = list(content)
            holes += [(items, i, item) for i, item in enumerate(items) if item.__class__ is tuple]
            container[at] = vec(items) if tag == "vec" else tuple_(items)
        elif tag == "init":
            container[at] = content
            if content.__class__ is tuple:
                holes.append((container, at, content))
        else:
            container[at] = _LEAVES[tag](content)
    return result[0]


_LEAVES: dict[str, Callable[[Any], Any]] = {"u64": u64, "string": string, "bytes": bytes_}


def weight(plain: Any) -> int:
    """How many elements an encoded constant has, those of nested ones too."""
    count = 0
    pending = [plain]
    while pending:
        plain = pending.pop()
        if plain.__class__ is not tuple:
            continue
        tag, content = plain
        if tag == "object":
            count += len(content) // 2
            pending += content[1::2]
        elif tag == "vec" or tag == "tuple":
            count += len(content)
            pending += content
        elif tag == "init":
            pending.append(content)
    return count

"""Reading TOML as the reference does: structure, then keys, scalars and tables, then numbers.

The pairs and headers of ``toml_syntax`` are joined to tables here. A table remembers how it came
about, since only some kinds may be opened again: one that a longer header implied may get a header
or dotted keys, one made of dotted keys more of these.
"""

from __future__ import annotations

from bindrune.core.std.toml_syntax import Fault, Reader, Token
from bindrune.core.std.toml_values import DateTime, Scalar, TooLarge, key_text, scalar, string_text
from bindrune.core.vm.values import object_, string, vec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


DATE_KEY = "$__toml_private_datetime"

IMPLIED, HEADED, DOTTED, INLINE = "implied", "headed", "dotted", "inline"


class Table:
    """A table under construction."""

    __slots__ = ("entries", "kind")

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.entries: dict[str, Any] = {}


class Tables:
    """An array of tables, made by headers ``[[a]]``."""

    __slots__ = ("tables",)

    def __init__(self) -> None:
        self.tables = [Table(HEADED)]


class Number:
    """A number that cannot be held, at its place."""

    __slots__ = ("end", "message", "start")

    def __init__(self, message: str, start: int, end: int) -> None:
        self.message = message
        self.start = start
        self.end = end


def read(data: bytes) -> Any:
    """Return the Object of ``data``, which is UTF-8; raises ``Fault``."""
    source = data.decode("latin-1")
    root = Table(HEADED)
    current = root
    for kind, keys, value in Reader(source).document():
        names = [key_text(source, key) for key in keys]
        if value is not None:
            assign(current, names, keys, built(source, value))
        else:
            current = headed(root, names, keys, kind == "[[")
    return finished(root)


def headed(root: Table, names: list[str], keys: list[Token], is_array: bool) -> Table:
    """Return the table that a header opens."""
    table = root
    for name, key in zip(names[:-1], keys[:-1], strict=True):
        inner = table.entries.get(name)
        if inner is None:
            inner = table.entries[name] = Table(IMPLIED)
        elif inner.__class__ is Tables:
            inner = inner.tables[-1]
        elif inner.__class__ is not Table or inner.kind == INLINE:
            raise closed(inner, key)
        table = inner
    found = table.entries.get(names[-1])
    if is_array:
        if found is None:
            table.entries[names[-1]] = found = Tables()
        elif found.__class__ is Tables:
            found.tables.append(Table(HEADED))
        else:
            raise duplicate(keys[-1])
        return found.tables[-1]
    if found is None:
        found = table.entries[names[-1]] = Table(HEADED)
    elif found.__class__ is Table and found.kind == IMPLIED:
        found.kind = HEADED
    else:
        raise duplicate(keys[-1])
    return found


def assign(table: Table, names: list[str], keys: list[Token], value: Any) -> None:
    """Put a value into a table, under dotted keys."""
    is_inline = table.kind == INLINE
    for name, key in zip(names[:-1], keys[:-1], strict=True):
        inner = table.entries.get(name)
        if inner is None:
            inner = table.entries[name] = Table(DOTTED)
        elif inner.__class__ is Tables:
            inner = inner.tables[-1]
            if key is keys[-2]:
                raise duplicate(keys[-1])
        elif inner.__class__ is Table and inner.kind in (IMPLIED, DOTTED):
            inner.kind = DOTTED
        elif inner.__class__ is Table and (is_inline or inner.kind == HEADED):
            raise duplicate(key)
        else:
            raise closed(inner, key)
        table = inner
    if names[-1] in table.entries:
        raise duplicate(keys[-1])
    table.entries[names[-1]] = value


def duplicate(key: Token) -> Fault:
    """Return the fault of a key that is there already."""
    return Fault("duplicate key", key.start, key.end)


def closed(value: Any, key: Token) -> Fault:
    """Return the fault of a key that goes on into what is no open table."""
    kind = _KIND_NAMES[value.__class__]
    message = f"cannot extend value of type {kind} with a dotted key"
    return Fault(message, key.start, key.end)


_KIND_NAMES: dict[type, str] = {
    int: "integer",
    float: "float",
    bool: "boolean",
    str: "string",
    list: "array",
    Table: "inline table",
    DateTime: "datetime",
    Number: "number",
}


def built(source: str, token: Token) -> Any:
    """Return the value of a token: a Python value, a list, or a ``Table``."""
    if token.kind == "array":
        return [built(source, item) for item in token.items]
    if token.kind == "table":
        table = Table(INLINE)
        for keys, value in token.pairs:
            names = [key_text(source, key) for key in keys]
            assign(table, names, keys, built(source, value))
        return table
    if token.kind not in ("scalar", "missing"):
        return string_text(source, token)
    found: Scalar = scalar(source, token)
    if found.__class__ is TooLarge:
        return Number(found.message, token.start, token.end)
    return found


def finished(root: Table) -> Any:
    """Return the script value of the table at the top, without recursion: dotted keys within
    inline tables nest deeply.
    """
    made: dict[str, object] = {}
    stack: list[tuple[Any, Any, str | None]] = [(iter(root.entries.items()), made.__setitem__, None)]
    while stack:
        pending, put, _ = stack[-1]
        depth = len(stack)
        for name, value in pending:
            cls = value.__class__
            if cls is Table:
                entries: dict[str, object] = {}
                put(name, object_(entries))
                stack.append((iter(value.entries.items()), entries.__setitem__, name))
            elif cls is list or cls is Tables:
                items: list[object] = []
                put(name, vec(items))
                inner = value if cls is list else value.tables
                stack.append((((None, x) for x in inner), _appender(items), name))
            elif cls is Number:
                keys = [key for _, _, key in stack if key is not None]
                keys += [] if name is None else [name]
                raise Fault(value.message, value.start, value.end, keys)
            elif cls is DateTime:
                put(name, object_({DATE_KEY: string(value.text)}))
            else:
                put(name, string(value) if cls is str else value)
            if len(stack) > depth:
                break
        else:
            stack.pop()
    return object_(made)


def _appender(items: list[object]) -> Any:
    """Return what puts the elements of an array, which have no names."""
    return lambda name, value: items.append(value)

"""Reading TOML as the reference does: structure, then keys, scalars and tables, then numbers.

The pairs and headers of ``toml_syntax`` are joined to tables here. A table remembers how it came
about, since only some kinds may be opened again: one that a longer header implied may get a header
or dotted keys, one made of dotted keys more of these.
"""

from __future__ import annotations

from typing import Any

from bindrune.core.std.toml_syntax import Fault, Reader, Token
from bindrune.core.std.toml_values import DateTime, Scalar, TooLarge, key_text, scalar, string_text
from bindrune.core.vm.values import object_, string, vec

DATE_KEY = "$__toml_private_datetime"

_DEEPEST = 400
"""So many keys may lead to a value, for the sake of Python's stack."""

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
    return finished(root, [])


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


def finished(value: Any, keys: list[str]) -> Any:
    """Return the script value of what was built; ``keys`` lead to it."""
    cls = value.__class__
    if len(keys) > _DEEPEST:
        raise Fault("recursion limit", -1, -1)
    if cls is str:
        return string(value)
    if cls is Table:
        return object_({name: finished(x, [*keys, name]) for name, x in value.entries.items()})
    if cls is Tables:
        return vec([finished(table, keys) for table in value.tables])
    if cls is list:
        return vec([finished(x, keys) for x in value])
    if cls is DateTime:
        return object_({DATE_KEY: string(value.text)})
    if cls is Number:
        raise Fault(value.message, value.start, value.end, keys)
    return value

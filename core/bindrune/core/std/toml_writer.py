"""Writing TOML: pairs first, then tables under headers, arrays of tables under double ones.

Within arrays tables are written inline. Strings get the quotes that need the fewest escapes. Both
parts keep a stack of their own, so nesting costs no stack of Python's. An error is that of the
first value, in the order of the entries, that cannot be written.
"""

from __future__ import annotations

import re
from math import isfinite

from bindrune.core.std.serializing import CHARGED_AT, ESCAPES, Refusal, cyclic, refusal
from bindrune.core.vm.faults import plain_float
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
    from collections.abc import Generator
    from typing import Any

    Work = Generator[int, None, str]

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPES = {c: f"\\u{c:04X}" for c in (*range(32), 127)} | ESCAPES
_LINES = {c: escaped for c, escaped in _ESCAPES.items() if c not in (10, 0x22)}


def quoted(content: str, many_lines: bool = True) -> str:
    """Return a text as a TOML string, on several lines only if that is allowed."""
    is_plain = not _CONTROL.search(content)
    has_lines = "\n" in content
    escapes = f'"{content.translate(_ESCAPES)}"'
    if is_plain and not has_lines:
        if "\\" not in content and '"' not in content:
            return escapes
        if "'" not in content:
            return f"'{content}'"
    if not many_lines:
        return escapes
    start = "\n" if has_lines else ""
    if is_plain and "\\" not in content and '"""' not in content:
        return f'"""{start}{content.translate(_LINES)}"""'
    if is_plain and "'''" not in content:
        return f"'''{start}{content}'''"
    if not has_lines:
        return escapes
    lines = content.translate(_LINES).replace('"""', '""\\"')
    return f'"""{start}{lines}"""'


def key_text(key: str) -> str:
    """Return a key, bare if it may be."""
    return key if _BARE.fullmatch(key) else quoted(key, many_lines=False)


def float_text(x: float) -> str:
    """Return a float in full: without an exponent, whole ones with a fraction."""
    if not isfinite(x):
        return "nan" if x != x else "inf" if x > 0 else "-inf"
    shown = plain_float(x)
    return shown if "." in shown else f"{shown}.0"


_PLAIN: dict[type, Any] = {
    int: int.__repr__,
    U64: int.__repr__,
    float: float_text,
    bool: lambda x: "true" if x else "false",
    str: quoted,
    HashValue: lambda x: str(x.hash),
    String: lambda x: quoted(text(x)),
    Bytes: lambda x: f"[{', '.join(map(str, x.b))}]",
}
_TOP_NAMES: dict[type, str] = {
    int: "i64",
    U64: "u64",
    float: "f64",
    bool: "bool",
    str: "char",
    type(None): "unit",
    HashValue: "u64",
    String: "str",
    Bytes: "bytes",
    Vec: "array",
    Tuple: "array",
}


def unsupported(kind: str) -> Refusal:
    """Return the refusal of a type that TOML does not have at its place."""
    return Refusal(f"unsupported {kind} type", kind)


def no_value() -> Refusal:
    """Return the refusal of a ``None`` that cannot be left out."""
    return Refusal("unsupported None value", "")


def unwrapped(value: Any) -> Any:
    """Return the payload of ``Some``, however many of them."""
    seen = set()
    while value.__class__ is Some:
        if id(value) in seen:
            raise cyclic()
        seen.add(id(value))
        value = value.f_0
    return value


def inline(root: Any) -> Work:
    """Return a value as it stands behind a ``=``."""
    out: list[str] = []
    stack: list[tuple[Any, str, int]] = [(iter((("", root),)), "", 0)]
    open_: set[int] = set()
    cost = 0
    while stack:
        pieces, closing, identity = stack[-1]
        for prefix, value in pieces:
            out.append(prefix)
            value = unwrapped(value)
            cls = value.__class__
            plain = _PLAIN.get(cls)
            if plain is not None:
                out.append(plain(value))
                continue
            if cls is Vec or cls is Tuple:
                inner, brackets, size = _elements(value.a), ("[", "]"), len(value.a)
            elif cls is Object:
                entries = {key: x for key, x in value.d.items() if unwrapped(x).__class__ is not Nothing}
                brackets = ("{ ", " }") if entries else ("{", "}")
                inner, size = _entries(entries), len(entries)
            elif cls is Nothing:
                raise no_value()
            elif value is None:
                raise unsupported("unit")
            else:
                raise refusal(value)
            if id(value) in open_:
                raise cyclic()
            open_.add(id(value))
            out.append(brackets[0])
            stack.append((inner, brackets[1], id(value)))
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


def _elements(items: list[Any]) -> Any:
    prefix = ""
    for item in items:
        yield prefix, item
        prefix = ", "


def _entries(entries: dict[str, Any]) -> Any:
    prefix = ""
    for key, item in entries.items():
        yield f"{prefix}{key_text(key)} = ", item
        prefix = ", "


def tables_in(value: Any) -> list[Any] | None:
    """Return the Objects of a Vec or tuple that is an array of tables, otherwise ``None``."""
    if value.__class__ is not Vec and value.__class__ is not Tuple:
        return None
    items = [unwrapped(x) for x in value.a]
    return items if items and all(x.__class__ is Object for x in items) else None


class Section:
    """A table with a header of its own, or the pairs at the top."""

    __slots__ = ("entries", "has_tables", "header", "is_begun", "lines", "path", "table")

    def __init__(self, table: Object, path: str, header: str) -> None:
        self.table = table
        self.entries = iter(table.d.items())
        self.path = path
        self.header = header
        self.lines: list[str] = []
        self.has_tables = False
        self.is_begun = False

    def text(self) -> str:
        """Return header and pairs. A table of nothing but tables needs no header."""
        if not self.lines and self.has_tables and not self.header.startswith("[["):
            return ""
        return self.header + "".join(self.lines)


def write(root: Any) -> Work:
    """Return the TOML of an Object, by a generator that charges fuel; raises ``Refusal``."""
    value = unwrapped(root)
    if value.__class__ is not Object:
        if value.__class__ is Nothing:
            raise no_value()
        if value.__class__ in _TOP_NAMES:
            raise unsupported(_TOP_NAMES[value.__class__])
        raise refusal(value)
    sections: list[Section] = []
    stack = [Section(value, "", "")]
    open_: set[int] = set()
    while stack:
        section = stack[-1]
        if not section.is_begun:
            section.is_begun = True
            if id(section.table) in open_:
                raise cyclic()
            open_.add(id(section.table))
            sections.append(section)
            yield 1
        for key, x in section.entries:
            x = unwrapped(x)
            if x.__class__ is Nothing:
                continue
            name = key_text(key)
            path = f"{section.path}.{name}" if section.path else name
            tables = tables_in(x)
            if x.__class__ is Object:
                stack.append(Section(x, path, f"[{path}]\n"))
            elif tables is not None:
                stack += [Section(table, path, f"[[{path}]]\n") for table in reversed(tables)]
            else:
                written = yield from inline(x)
                section.lines.append(f"{name} = {written}\n")
                continue
            section.has_tables = True
            break
        else:
            open_.discard(id(section.table))
            stack.pop()
    return "\n".join(filter(None, [section.text() for section in sections]))

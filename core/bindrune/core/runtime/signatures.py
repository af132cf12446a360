"""The signatures of native rows, as text: ``fn insert(&mut self, index: usize, value: any)``.

They look like Rune with Rust's types, since these say what an argument suffers:

================== ===============================================================================
``any``            any value, only aliased; ``self: any`` is a receiver that is aliased
``&T``, ``&self``  a value of the native type T that can be read; the handler gets the cell
``&mut T``         the same, writable: held exclusively while a handler calls back
``T``, ``self``    moved out of its place; the handler gets a fresh cell with its content
``&str``           a String that can be read; the handler gets its text as Python ``str``
``text``           a String that is moved; the handler gets its text
integers           ``i64 u64 usize u8 u16 u32 i32``: i64 or u64 in that range, as plain ``int``
``f64 bool char``  exactly that; also ``Ordering``, ``Type``
``..``             any number of further values, aliased (last parameter)
================== ===============================================================================

The result type is for readers and for the catalogue; handlers return script values. ``async fn``
returns a future.
"""

from __future__ import annotations

INTEGERS = {
    "i64": (-(1 << 63), (1 << 63) - 1),
    "u64": (0, (1 << 64) - 1),
    "usize": (0, (1 << 64) - 1),
    "u8": (0, 255),
    "u16": (0, 65535),
    "u32": (0, (1 << 32) - 1),
    "i8": (-128, 127),
    "i16": (-32768, 32767),
    "i32": (-(1 << 31), (1 << 31) - 1),
}
"""The integers of hosts: inclusive bounds."""

INLINE = {"f64": float, "bool": bool, "char": str}
"""Types that are copied and tested by class alone."""


class Param:
    """One parameter: its ``name`` and ``kind`` as written after the colon; receivers have the kind
    of their owner.

    ``mode`` is ``alias``, ``read``, ``write``, ``take``, ``str``, ``text``, ``int``, ``inline`` or
    ``rest``; ``type`` the short name of the type.
    """

    __slots__ = ("kind", "mode", "name", "type")

    def __init__(self, name: str, kind: str) -> None:
        self.name = name
        self.kind = kind
        self.type = kind.lstrip("&").removeprefix("mut ").strip()
        if kind == "any":
            self.mode = "alias"
        elif kind == "..":
            self.mode = "rest"
        elif kind == "&str":
            self.mode = "str"
        elif kind == "text":
            self.mode = "text"
        elif kind in INTEGERS:
            self.mode = "int"
        elif kind in INLINE or kind in ("Ordering", "Type"):
            self.mode = "inline"
        elif kind.startswith("&mut "):
            self.mode = "write"
        elif kind.startswith("&"):
            self.mode = "read"
        else:
            self.mode = "take"


class Signature:
    """A parsed signature: ``name``, ``params``, ``result`` and whether it is ``async``."""

    __slots__ = ("is_async", "name", "params", "result")

    def __init__(self, name: str, params: list[Param], result: str, is_async: bool) -> None:
        self.name = name
        self.params = params
        self.result = result
        self.is_async = is_async

    @property
    def arity(self) -> int:
        """The number of arguments, ``-1`` for any."""
        return -1 if any(p.mode == "rest" for p in self.params) else len(self.params)


def parse(text: str, owner: str = "Self") -> Signature:
    """Read a signature; ``owner`` is the short name of the type that ``self`` stands for."""
    head, _, rest = text.partition("(")
    inner, _, after = rest.rpartition(")") if "->" not in rest else _split_result(rest)
    words = head.split()
    params = []
    for part in _split_params(inner):
        name, _, kind = part.partition(":")
        name, kind = name.strip(), kind.strip()
        if not kind:
            if name == "..":
                name, kind = "values", ".."
            else:
                kind = name.replace("self", owner)
                name = "self"
        params.append(Param(name, kind))
    result = after.partition("->")[2].strip() or "()"
    return Signature(words[-1].partition("::<")[0], params, result, "async" in words)


def _split_result(rest: str) -> tuple[str, str, str]:
    """Split at the closing parenthesis of the parameters."""
    depth = 1
    for at, char in enumerate(rest):
        depth += (char == "(") - (char == ")")
        if not depth:
            return rest[:at], ")", rest[at + 1 :]
    return rest, "", ""


def _split_params(inner: str) -> list[str]:
    parts = [part.strip() for part in inner.split(",")]
    return [part for part in parts if part]

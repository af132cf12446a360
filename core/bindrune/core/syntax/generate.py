"""Writes `nodes.py` from the node table: `python -m bindrune.core.syntax.generate`."""

from __future__ import annotations

import os
import textwrap

from bindrune.core.syntax.node_table import ROWS, Row

HEADER = '''"""The classes of syntax nodes.

Written by `bindrune.core.syntax.generate` from `node_table.py`; do not edit.

A node holds the indices of its first and last token, relative to its segment (`syntax.tree`). A
node that covers no token has `last == first - 1`. `FIELDS` names the fields beside those two, in
the order of the constructor, `CHILDREN` those that hold nodes, `TOKENS` those that hold the index
of a token.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeAlias

if TYPE_CHECKING:
    from bindrune.core.syntax.tree import Segment

Tok: TypeAlias = int


class Node:
    """What all nodes share."""

    __slots__ = ("first", "last")

    FIELDS: ClassVar[tuple[str, ...]] = ()
    CHILDREN: ClassVar[tuple[str, ...]] = ()
    TOKENS: ClassVar[tuple[str, ...]] = ()

    def __init__(self, first: int, last: int) -> None:
        self.first = first
        self.last = last
'''


def _holds_nodes(annotation: str) -> bool:
    words = annotation.replace("[", " ").replace("]", " ").replace("|", " ").split()
    names = {row.name for row in ROWS} | {"Segment"}
    return any(word in names for word in words)


def _names(names: list[str]) -> str:
    return "(" + "".join(f'"{name}", ' for name in names).rstrip(" ") + ")"


def _tuple(label: str, names: list[str]) -> str:
    text = _names(names).replace(",)", ")") if len(names) > 1 else _names(names)
    line = f"    {label} = {text}"
    if len(line) <= 100:
        return line
    body = textwrap.fill(", ".join(f'"{name}"' for name in names), 92)
    return f"    {label} = (\n{textwrap.indent(body, '        ')},\n    )"


def _class(row: Row) -> str:
    doc = textwrap.wrap(row.doc, 88)
    lines = [f"class {row.name}({row.parent}):"]
    if len(doc) == 1:
        lines.append(f'    """{doc[0]}"""')
    else:
        lines += [f'    """{doc[0]}', *(f"    {line}" for line in doc[1:]), '    """']
    lines.append("")
    names = [name for name, _ in row.fields]
    if not names:
        lines.append("    __slots__ = ()")
        return "\n".join(lines)
    lines.append(_tuple("__slots__", sorted(names)))
    lines.append(_tuple("FIELDS", names))
    children = [name for name, annotation in row.fields if _holds_nodes(annotation)]
    tokens = [
        name
        for name, annotation in row.fields
        if "Tok" in annotation.replace("[", " ").replace("]", " ").split()
    ]
    if children:
        lines.append(_tuple("CHILDREN", children))
    if tokens:
        lines.append(_tuple("TOKENS", tokens))
    params = ["self", "first: int", "last: int", *(f"{name}: {kind}" for name, kind in row.fields)]
    signature = f"    def __init__({', '.join(params)}) -> None:"
    lines.append("")
    if len(signature) <= 100:
        lines.append(signature)
    elif len(", ".join(params)) <= 92:
        lines += ["    def __init__(", f"        {', '.join(params)}", "    ) -> None:"]
    else:
        lines += ["    def __init__(", *(f"        {param}," for param in params), "    ) -> None:"]
    lines += ["        self.first = first", "        self.last = last"]
    lines += [f"        self.{name} = {name}" for name in names]
    return "\n".join(lines)


def render() -> str:
    """The text of `nodes.py`."""
    return HEADER + "".join(f"\n\n{_class(row)}\n" for row in ROWS)


def main() -> None:
    """Writes `nodes.py` beside this file."""
    with open(os.path.join(os.path.dirname(__file__), "nodes.py"), "w", encoding="utf-8") as file:
        file.write(render())


if __name__ == "__main__":
    main()

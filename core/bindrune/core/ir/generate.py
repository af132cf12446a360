"""Writes `nodes.py` from the table of IR nodes: `python -m bindrune.core.ir.generate`."""

from __future__ import annotations

import os
import textwrap

from bindrune.core.ir.node_table import EXPRESSIONS, PARTS, PATTERNS

HEADER = '''"""The classes of IR nodes. Written by `ir.generate` from the table; do not edit.

What the nodes mean, and what lowering has settled about them, stands in `node_table.py`. `FIELDS`
names the fields of a node beside its span, in the order of the constructor, `INNER` those that hold
nodes with nodes in them: expressions, patterns, arms, functions, and lists of these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from bindrune.core.formatting.spec import FormatSpec
    from bindrune.core.ir.constants import ConstValue
    from bindrune.core.source import Span


class Node:
    """What all nodes share."""

    __slots__ = ("span",)

    FIELDS: ClassVar[tuple[str, ...]] = ()
    INNER: ClassVar[tuple[str, ...]] = ()

    def __init__(self, span: Span) -> None:
        self.span = span


class Expr(Node):
    """An expression."""

    __slots__ = ()


class Pat(Node):
    """A pattern."""

    __slots__ = ()


class Part(Node):
    """A part of an expression, or of a program."""

    __slots__ = ()
'''


_NODES = {"Expr", "Pat", "Arm", "SelectArm", "Fn"}


def _is_inner(annotation: str) -> bool:
    return annotation.removesuffix(" | None").removeprefix("list[").removesuffix("]") in _NODES


def rows(table: str) -> list[tuple[str, list[tuple[str, str]], str]]:
    """The rows of a table: the name of a node, its fields with their types, its documentation."""
    found = []
    for line in table.strip().splitlines():
        head, _, doc = line.partition("): ")
        name, _, fields = head.partition("(")
        pairs = []
        for field in fields.split(", ") if fields else ():
            label, _, annotation = field.partition(": ")
            pairs.append((label, annotation))
        found.append((name, pairs, doc))
    return found


def _tuple(label: str, names: str) -> str:
    line = f"    {label} = ({names})"
    return line if len(line) <= 100 else f"    {label} = (\n        {names},\n    )"


def _class(name: str, parent: str, fields: list[tuple[str, str]], doc: str) -> str:
    doc = doc[0].upper() + doc[1:] + "."
    wrapped = textwrap.wrap(doc, 92)
    lines = [f"class {name}({parent}):"]
    if len(wrapped) == 1:
        lines.append(f'    """{wrapped[0]}"""')
    else:
        lines += [f'    """{wrapped[0]}', *(f"    {line}" for line in wrapped[1:]), '    """']
    lines.append("")
    if not fields:
        return "\n".join([*lines, "    __slots__ = ()"])
    names = ", ".join(f'"{label}"' for label, _ in fields) + ("," if len(fields) == 1 else "")
    slots = ", ".join(sorted(f'"{label}"' for label, _ in fields))
    slots += "," if len(fields) == 1 else ""
    lines += [_tuple("__slots__", slots), _tuple("FIELDS", names)]
    inner = [f'"{label}"' for label, annotation in fields if _is_inner(annotation)]
    if inner:
        lines.append(_tuple("INNER", ", ".join(inner) + ("," if len(inner) == 1 else "")))
    lines.append("")
    params = ["self", "span: Span", *(f"{label}: {annotation}" for label, annotation in fields)]
    signature = f"    def __init__({', '.join(params)}) -> None:"
    if len(signature) <= 100:
        lines.append(signature)
    elif len(", ".join(params)) <= 92:
        lines += ["    def __init__(", f"        {', '.join(params)}", "    ) -> None:"]
    else:
        lines += ["    def __init__(", *(f"        {param}," for param in params), "    ) -> None:"]
    lines.append("        self.span = span")
    lines += [f"        self.{label} = {label}" for label, _ in fields]
    return "\n".join(lines)


def render() -> str:
    """The text of `nodes.py`."""
    classes = [
        _class(name, parent, fields, doc)
        for table, parent in ((EXPRESSIONS, "Expr"), (PATTERNS, "Pat"), (PARTS, "Part"))
        for name, fields, doc in rows(table)
    ]
    return HEADER + "".join(f"\n\n{text}\n" for text in classes)


def main() -> None:
    """Writes `nodes.py` beside this file."""
    with open(os.path.join(os.path.dirname(__file__), "nodes.py"), "w", encoding="utf-8") as file:
        file.write(render())


if __name__ == "__main__":
    main()

"""Dumps a tree as text, one node a line: for tests, and for `bindrune dis --tree`.

A line is the kind of node, where it stands, its tokens by name of field, and flags; children are
indented below it, named by the field that holds them.
"""

from __future__ import annotations

from bindrune.core.syntax.nodes import Node
from bindrune.core.syntax.tokens import NAMES
from bindrune.core.syntax.tree import Segment, Tree


def dump(tree: Tree, places: bool = True) -> str:
    """The whole tree; with `places`, each node's line and column."""
    lines: list[str] = []
    printer = _Printer(tree, places, lines)
    for inner in tree.inner:
        printer.node(tree.head, inner, 0, "inner")
    for segment in tree.segments:
        printer.segment(segment, 0, "")
    for diagnostic in tree.diagnostics:
        lines.append(f"{diagnostic.severity} {printer.place(diagnostic.span.start)}: {diagnostic.text}")
    return "\n".join(lines) + "\n" if lines else ""


class _Printer:
    def __init__(self, tree: Tree, places: bool, lines: list[str]) -> None:
        self.tree = tree
        self.places = places
        self.lines = lines

    def place(self, offset: int) -> str:
        line, col = self.tree.source.line_index.line_col(offset)
        return f"{line}:{col}"

    def segment(self, segment: Segment, depth: int, field: str) -> None:
        if segment.node is not None:
            self.node(segment, segment.node, depth, field)

    def node(self, segment: Segment, node: Node, depth: int, field: str) -> None:
        # Trees may be deeper than functions can call each other, so the nodes to come are kept in a
        # list.
        pending: list[tuple[Segment, Node, int, str]] = [(segment, node, depth, field)]
        while pending:
            segment, node, depth, field = pending.pop()
            head = f"{field}: " if field else ""
            words = [f"{'  ' * depth}{head}{node.__class__.__name__}"]
            if self.places:
                span = segment.span(node)
                words.append(f"@{self.place(span.start)}..{self.place(span.end)}")
            below: list[tuple[Segment, Node, int, str]] = []
            for name in node.FIELDS:
                value = getattr(node, name)
                if name in node.TOKENS:
                    words += self.tokens(segment, name, value)
                elif isinstance(value, Node):
                    below.append((segment, value, depth + 1, name))
                elif isinstance(value, list):
                    for item in value:
                        if isinstance(item, Segment):
                            if item.node is not None:
                                below.append((item, item.node, depth + 1, name))
                        elif isinstance(item, Node):
                            below.append((segment, item, depth + 1, name))
                elif isinstance(value, bool):
                    words += [name] if value else []
                elif isinstance(value, int):
                    words.append(f"{name}={NAMES[value] if value >= 0 else '-'}")
                elif isinstance(value, str):
                    words.append(f"{name}={value}")
            if not node.FIELDS and node.last == node.first:
                words.append(repr(segment.text(node.first)))
            self.lines.append(" ".join(words))
            pending += reversed(below)

    def tokens(self, segment: Segment, name: str, value: int | list[int]) -> list[str]:
        tokens = value if isinstance(value, list) else [value]
        texts = []
        for token in tokens:
            if 0 <= token < len(segment.kinds):
                texts.append(segment.text(token))
        return [f"{name}={' '.join(texts)!r}"] if texts else []

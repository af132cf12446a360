"""Symbols of a document: its items in a tree, as outlines show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.source import Span
from bindrune.core.syntax import nodes as n
from bindrune.core.syntax.parser.entry import DeepRecursion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bindrune.core.syntax.tree import Segment, Tree


class Symbol:
    """A declaration: its name and kind, where all of it and where its name stands, and what is declared inside.

    `kind` is `function`, `method`, `struct`, `enum`, `variant`, `field`, `constant`, `static`, `module`, `impl` or
    `variable`.
    """

    __slots__ = ("children", "detail", "kind", "name", "name_span", "span")

    def __init__(
        self, name: str, kind: str, detail: str, span: Span, name_span: Span, children: list[Symbol]
    ) -> None:
        self.name = name
        self.kind = kind
        self.detail = detail
        self.span = span
        self.name_span = name_span
        self.children = children


def symbols(tree: Tree) -> list[Symbol]:
    """The symbols of a file; in a script also the variables of its body."""
    with DeepRecursion():  # modules nest as deep as the parser lets them
        return _of_segments(tree.segments)


def _of_segments(segments: Sequence[Segment], method: bool = False) -> list[Symbol]:
    return [
        symbol
        for segment in segments
        if segment.node is not None
        for symbol in _of_node(segment, segment.node, method)
    ]


def _of_node(segment: Segment, node: n.Node, method: bool = False) -> list[Symbol]:
    """The symbol of one declaration, if the node is one and has a name."""
    if isinstance(node, n.ItemFn):
        params = node.params
        kind = "method" if method and params and params[0].self_ >= 0 else "function"
        inner = [
            symbol
            for statement in node.body.statements
            if isinstance(statement, n.Item)
            for symbol in _of_node(segment, statement)
        ]
        return _named(segment, node, node.name, kind, _params(segment, params), inner)
    if isinstance(node, n.ItemStruct):
        return _named(segment, node, node.name, "struct", "", _fields(segment, node.fields))
    if isinstance(node, n.ItemEnum):
        variants = [
            symbol
            for variant in node.variants
            for symbol in _named(segment, variant, variant.name, "variant", "", _fields(segment, variant.fields))
        ]
        return _named(segment, node, node.name, "enum", "", variants)
    if isinstance(node, n.ItemConst):
        return _named(segment, node, node.name, "constant", "", [])
    if isinstance(node, n.ItemStatic):
        return _named(segment, node, node.name, "static", "", [])
    if isinstance(node, n.ItemMod):
        return _named(segment, node, node.name, "module", "", _of_segments(node.items))
    if isinstance(node, n.ItemImpl):
        if not node.path.names:
            return _of_segments(node.items, method=True)
        where = segment.span(node.path)
        text = segment.raw[segment.starts[node.path.first] : segment.ends[node.path.last]]
        inner = _of_segments(node.items, method=True)
        return [Symbol(f"impl {text}", "impl", "", segment.span(node), where, inner)]
    if isinstance(node, n.StmtLocal) and isinstance(node.pattern, n.PatPath):
        names = node.pattern.path.names
        if len(names) == 1:
            return _named(segment, node, names[0], "variable", "", [])
    return []


def _named(
    segment: Segment, node: n.Node, name: int, kind: str, detail: str, inner: list[Symbol]
) -> list[Symbol]:
    if name < 0:
        return inner
    where = segment.span_of_token(name)
    return [Symbol(segment.text(name), kind, detail, segment.span(node), where, inner)]


def _params(segment: Segment, params: list[n.Param]) -> str:
    if not params or params[-1].last < params[0].first or params[-1].last >= len(segment.ends):
        return "()"
    text = segment.raw[segment.starts[params[0].first] : segment.ends[params[-1].last]]
    return f"({' '.join(text.split())})"


def _fields(segment: Segment, fields: n.Fields) -> list[Symbol]:
    if fields.style != "named":
        return []
    return [
        symbol for field in fields.fields for symbol in _named(segment, field, field.name, "field", "", [])
    ]

"""Places: what surrounds an offset of a source, read off the tree: its tokens, the items and the locals in scope.

The tree of a text with errors is used as it is. A node *holds* the cursor if the last token that begins before the
cursor is one of the node's; behind its closing brace a block holds nothing any more. Statements in front of the cursor
give their names, patterns give theirs to the bodies that they are for.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from bindrune.core.source import Span
from bindrune.core.syntax import nodes as n
from bindrune.core.syntax import tokens as t
from bindrune.core.syntax.parser.entry import DeepRecursion
from bindrune.core.syntax.parser.macro_args import MacroArguments
from bindrune.core.syntax.tree import children

if TYPE_CHECKING:
    from bindrune.core.analysis.items import Item
    from bindrune.core.ide.snapshot import Snapshot
    from bindrune.core.syntax.tree import Segment, Tree


_CALLS = 64
"""How many macro calls within each other are looked into: each is read again from its tokens."""


class Binding:
    """A local: its name, where it is declared, by what, and the expression it is bound to where that is plain.

    `kind` is `variable`, `parameter`, `closure parameter`, `loop variable` or `pattern`.
    """

    __slots__ = ("kind", "name", "segment", "span", "value")

    def __init__(
        self, name: str, kind: str, segment: Segment, span: Span, value: n.Expr | None = None
    ) -> None:
        self.name = name
        self.kind = kind
        self.segment = segment
        self.span = span
        self.value = value


class Place:
    """What surrounds an offset. `before` is the last token of `segment` that begins before it, or -1.

    `nodes` are the nodes around, the outermost first. `bindings` are the locals that can be seen, the innermost last.
    `item` is what names are looked up from.
    """

    __slots__ = ("before", "bindings", "item", "nodes", "offset", "segment", "source")

    def __init__(self, source: int, offset: int, item: Item) -> None:
        self.source = source
        self.offset = offset
        self.item = item
        self.segment: Segment | None = None
        self.before = -1
        self.nodes: list[n.Node] = []
        self.bindings: list[Binding] = []

    def local(self, name: str) -> Binding | None:
        """The binding that a name means here."""
        return next((b for b in reversed(self.bindings) if b.name == name), None)


def place_at(snapshot: Snapshot, source: int, offset: int) -> Place:
    """What surrounds an offset of a source of a snapshot."""
    tree = snapshot.trees[source]
    place = Place(source, offset, _module(snapshot, tree))
    with DeepRecursion():  # modules nest as deep as the parser lets them
        _Finder(snapshot, place).in_segments(tree.segments, script=tree.function_body)
    return place


def _module(snapshot: Snapshot, tree: Tree) -> Item:
    """The module that a file is."""
    for node_id, found in snapshot.modules.items():
        if found is tree:
            for node, item in snapshot.items_by_node.items():
                if node == node_id:
                    return item
    return snapshot.index.root


class _Finder:
    def __init__(self, snapshot: Snapshot, place: Place) -> None:
        self.snapshot = snapshot
        self.place = place
        self.segment: Segment
        self.before = -1

    # Down the tree.

    def in_segments(self, segments: list[Segment], script: bool = False) -> None:
        """Goes into the last segment that begins before the cursor."""
        offset = self.place.offset
        found: Segment | None = None
        for segment in segments:
            # A name at whose first character the cursor stands belongs to its own segment.
            if not segment.kinds or segment.offset(0) > offset:
                break
            if script and found is not None and found.node is not None:
                self._enter_segment(found)
                self._statement_names(found.node)
            found = segment
        if found is None or found.node is None:
            return
        self._enter_segment(found)
        self._into(found.node)

    def _enter_segment(self, segment: Segment) -> None:
        offset = self.place.offset
        if segment.holes:
            before = -1
            for token in range(len(segment.kinds)):
                if segment.offset(token) >= offset:
                    break
                before = token
        else:
            before = bisect_left(segment.starts, offset - segment.start) - 1
        self.segment = self.place.segment = segment
        self.before = self.place.before = before

    def _into(self, node: n.Node) -> None:
        """Notes a node that holds the cursor, and goes on to the one inside that does."""
        place, snapshot = self.place, self.snapshot
        last = node.last
        calls = 0
        while True:
            place.nodes.append(node)
            if isinstance(node, (n.ItemFn, n.ItemMod)) or node.__class__ in _BLOCKS:
                place.item = snapshot.item_of(node) or place.item
            if isinstance(node, (n.ItemImpl, n.ItemMod)):
                if node.open >= 0 and self.before >= node.open:
                    self.in_segments(node.items)
                return
            self._names_inside(node)
            if isinstance(node, n.MacroCall):
                calls += 1
                inner = self._argument(node, last) if calls <= _CALLS else None
            else:
                inner = self._child(node, last)
            if inner is None:
                return
            last = last if _unclosed(inner) else inner.last
            node = inner

    def _child(self, node: n.Node, end: int) -> n.Node | None:
        """The child that holds the cursor; `end` is the last token of the node, with what it leaves open."""
        before = self.before
        for child in children(node):
            if _unclosed(child):
                if child.first <= before <= end:
                    return child
            elif child.first <= before <= child.last and self._holds(child):
                return child
        return None

    def _holds(self, node: n.Node) -> bool:
        """Whether a node among whose tokens the last one before the cursor is goes on to the cursor."""
        last = node.last
        if self.before < last:
            return True
        kind = self.segment.kinds[last]
        if kind == t.CLOSE_BRACE or kind == t.SEMI:
            return self.segment.end_offset(last) > self.place.offset
        return True

    def _argument(self, call: n.MacroCall, last: int) -> n.Node | None:
        """The argument of a macro that holds the cursor, if it can be read as an expression."""
        if call.delimiter < 0 or self.before < call.open:
            return None
        end = last + 1 if _unclosed(call) else call.close
        arguments = MacroArguments(self.segment, call.open + 1, end)
        while not arguments.ended and not arguments.failed:
            argument = arguments.expression()
            if argument.first <= self.before <= argument.last:
                return argument
            if not arguments.comma():
                break
        return None

    # Names.

    def _names_inside(self, node: n.Node) -> None:
        """Notes the names that a node gives to what is inside of it, where the cursor is."""
        place, before = self.place, self.before
        if isinstance(node, n.ItemFn):
            place.bindings.clear()
            if before >= node.body.first >= 0:
                for param in node.params:
                    self._param(param, "parameter")
        elif isinstance(node, n.ExprClosure):
            if before >= node.body.first - 1:
                for param in node.params:
                    self._param(param, "closure parameter")
        elif isinstance(node, n.Block):
            for statement in node.statements:
                if statement.last >= before and not (statement.last == before and self._over(statement)):
                    break
                self._statement_names(statement)
        elif isinstance(node, n.ExprFor):
            if before >= node.body.first >= 0:
                self._pattern(node.pattern, "loop variable")
        elif isinstance(node, (n.IfBranch, n.ExprWhile)):
            if before >= node.body.first >= 0:
                self._condition(node.condition)
        elif isinstance(node, n.MatchArm):
            if before > node.pattern.last:
                self._pattern(node.pattern, "pattern")
        elif isinstance(node, n.SelectArm) and node.pattern is not None and before >= node.body.first - 1:
            self._pattern(node.pattern, "pattern")

    def _over(self, statement: n.Node) -> bool:
        return self.segment.kinds[statement.last] in (t.SEMI, t.CLOSE_BRACE)

    def _param(self, param: n.Param, kind: str) -> None:
        if param.self_ >= 0:
            span = self.segment.span_of_token(param.self_)
            self.place.bindings.append(Binding("self", kind, self.segment, span))
        elif param.pattern is not None:
            self._pattern(param.pattern, kind)

    def _statement_names(self, statement: n.Node) -> None:
        if isinstance(statement, n.StmtLocal):
            value = statement.value if isinstance(statement.pattern, n.PatPath) else None
            self._pattern(statement.pattern, "variable", value)

    def _condition(self, condition: n.Expr) -> None:
        """Notes the names of the `let`s of a condition."""
        pending: list[n.Node] = [condition]
        while pending:
            node = pending.pop()
            if isinstance(node, n.ExprLet):
                self._pattern(node.pattern, "pattern")
                pending.append(node.value)
            elif isinstance(node, n.ExprBinary):
                pending += [node.right, node.left]

    def _pattern(self, pattern: n.Pattern, kind: str, value: n.Expr | None = None) -> None:
        """Notes the names that a pattern binds."""
        segment, bindings = self.segment, self.place.bindings
        pending: list[n.Node] = [pattern]
        while pending:
            node = pending.pop()
            token = -1
            if isinstance(node, n.PatPath):
                path = node.path
                if len(path.names) == 1 and path.leading < 0 and segment.kinds[path.names[0]] == t.IDENT:
                    token = path.names[0]
            elif isinstance(node, n.PatField) and node.pattern is None:
                token = node.key if segment.kinds[node.key] == t.IDENT else -1
            elif not isinstance(node, n.PatExpr):
                pending += reversed([c for c in children(node) if isinstance(c, n.Pattern)])
            if token >= 0:
                name = segment.text(token)
                span = segment.span_of_token(token)
                if not self._matches_item(span):
                    bindings.append(Binding(name, kind, segment, span, value))

    def _matches_item(self, span: Span) -> bool:
        """Whether a name in a pattern is known to be no binding but something to match."""
        use = self.snapshot.uses.starting(span.source, span.start)
        return use is not None and not hasattr(use.target, "slot")


def _unclosed(node: n.Node) -> bool:
    """Whether a node is a macro call whose delimiter is not closed: what follows it are arguments still."""
    call = node.call if isinstance(node, n.ExprMacroCall) else node
    return isinstance(call, n.MacroCall) and call.delimiter >= 0 and call.close <= call.open


_BLOCKS = frozenset((n.Block, n.ExprClosure, n.ExprBlock))

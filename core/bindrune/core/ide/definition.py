"""Definitions: where the name at a place is declared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.analysis.items import Item
from bindrune.core.ide.name_at import FieldOf, name_at
from bindrune.core.ide.place import Binding
from bindrune.core.source import Span
from bindrune.core.syntax import nodes as n
from bindrune.core.syntax import tokens as t

if TYPE_CHECKING:
    from bindrune.core.ide.name_at import NameAt
    from bindrune.core.ide.place import Place
    from bindrune.core.ide.snapshot import Snapshot


class Definition:
    """Where something is declared: the name at `span`, and the name at `origin` that was asked about."""

    __slots__ = ("origin", "span")

    def __init__(self, origin: Span, span: Span) -> None:
        self.origin = origin
        self.span = span


def definition(snapshot: Snapshot, source: int, offset: int) -> list[Definition]:
    """Where the name at an offset is declared: several places where it may mean several things, none for natives."""
    found = name_at(snapshot, source, offset)
    if found is None:
        return []
    spans = [span for target in found.targets if (span := _span(snapshot, target, found)) is not None]
    return [Definition(found.span, span) for span in dict.fromkeys(spans)]


def _span(snapshot: Snapshot, target: object, found: NameAt) -> Span | None:
    if isinstance(target, Binding):
        return target.span
    if isinstance(target, FieldOf):
        declared = target.declaration()
        if declared is None:
            return None
        where, field = declared
        return where.span_of_token(field.name)
    if isinstance(target, Item):
        tree = snapshot.modules.get(id(target.node))
        if tree is not None:
            return Span(tree.source.id, 0, 0)
        if target is snapshot.index.root:
            return Span(snapshot.root.id, 0, 0)
        return None if target.segment is None or target.node is None else target.name_span
    segment = found.place.segment
    if segment is not None and found.place.before >= 0 and segment.kinds[found.place.before] == t.LABEL:
        return _label(found.place, segment.text(found.place.before))
    return None


def _label(place: Place, label: str) -> Span | None:
    """Where the loop or block around that has a label begins."""
    segment = place.segment
    assert segment is not None
    for node in reversed(place.nodes):
        if not isinstance(node, (n.ExprLoop, n.ExprWhile, n.ExprFor, n.ExprBlock)):
            continue
        if node.label >= 0 and segment.text(node.label) == label:
            return segment.span_of_token(node.label)
    return None

"""Names at a place: what the name under a cursor means, for hover and definition.

The compiler's answer is taken where it has one. It has none for what is only known when a program runs (methods and
fields), and none in code that does not get that far; then the tree around the name and quiet resolution tell, as well
as they can. A method of a value of unknown type gives all methods of that name, those of the program first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.analysis.items import Import, Item, Struct
from bindrune.core.catalog.lookup import Entry
from bindrune.core.ide.evident import type_of
from bindrune.core.ide.place import Binding, place_at
from bindrune.core.ide.resolve import resolve, resolve_macro, type_of_path
from bindrune.core.ide.scope import SessionItem
from bindrune.core.ide.use_path import use_path
from bindrune.core.source import Span
from bindrune.core.syntax import nodes as n
from bindrune.core.syntax import tokens as t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bindrune.core.ide.place import Place
    from bindrune.core.ide.snapshot import Snapshot
    from bindrune.core.syntax.tree import Segment


class FieldOf:
    """A field of a struct, variant or native type."""

    __slots__ = ("name", "owner")

    def __init__(self, owner: Item | Entry | SessionItem, name: str) -> None:
        self.owner = owner
        self.name = name

    def declaration(self) -> tuple[Segment, n.Field] | None:
        """The segment and node that declare it, where it is one of the program's."""
        owner = self.owner
        if isinstance(owner, Struct) and owner.segment is not None:
            for field in owner.fields_node.fields:
                if owner.segment.text(field.name) == self.name:
                    return owner.segment, field
        return None


class SessionVariable:
    """A variable of the session around, with the path of its type."""

    __slots__ = ("name", "type")

    def __init__(self, name: str, type_: str) -> None:
        self.name = name
        self.type = type_


class Word:
    """A keyword or label: a token that means what it says."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text


Target = Item | Entry | SessionItem | Binding | FieldOf | SessionVariable | Word


class NameAt:
    """The name at `span`, and what it may mean, the likeliest first; where it is seen from."""

    __slots__ = ("place", "span", "targets")

    def __init__(self, span: Span, targets: list[Target], place: Place) -> None:
        self.span = span
        self.targets = targets
        self.place = place


def name_at(snapshot: Snapshot, source: int, offset: int) -> NameAt | None:
    """The name that a cursor stands in, before or behind, or None if it is none or means nothing known."""
    text = snapshot.sources[source].text
    start = end = min(max(offset, 0), len(text))
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] == "_"):
        start -= 1
    while end < len(text) and (text[end].isalnum() or text[end] == "_"):
        end += 1
    if start == end:
        return None
    span = Span(source, start, end)
    place = place_at(snapshot, source, start + 1)
    targets = _targets(snapshot, place, span, text[start:end])
    return NameAt(span, targets, place) if targets else None


def _targets(snapshot: Snapshot, place: Place, span: Span, name: str) -> list[Target]:
    use = snapshot.uses.at(span.source, span.start + 1)
    if use is not None and use.start == span.start:
        target = use.target
        if isinstance(target, Entry) or (isinstance(target, Item) and not isinstance(target, Import)):
            return [target]
        if not isinstance(target, Item):
            if target.span.start == target.span.end:
                return [SessionVariable(name, snapshot.scope.variables.get(name, ""))]
            return [binding_at(snapshot, target.span, target.name)]
    segment, token = place.segment, place.before
    if segment is None or token < 0 or segment.end_offset(token) <= span.start:
        return []
    kind = segment.kinds[token]
    if kind == t.LABEL:
        return [Word(name)]
    for node in reversed(place.nodes):
        found = _in_node(snapshot, place, segment, node, token, name)
        if found:
            return found
    return [Word(name)] if name in t.KEYWORDS and kind == t.KEYWORDS[name] else []


def _in_node(
    snapshot: Snapshot, place: Place, segment: Segment, node: n.Node, token: int, name: str
) -> list[Target]:
    """What a token means as part of one of the nodes around it."""
    if isinstance(node, n.Path) and token in node.names:
        return _path(snapshot, place, segment, node, token)
    if isinstance(node, n.MacroCall) and token in node.path.names:
        entry = resolve_macro(snapshot, place.item, [segment.text(part) for part in node.path.names])
        return [] if entry is None else [entry]
    if isinstance(node, (n.ExprPath, n.PatPath, n.PatTuple, n.ExprObject, n.PatObject, n.ItemImpl)):
        path = node.path
        if path is not None and token in path.names:
            return _path(snapshot, place, segment, path, token)
    if isinstance(node, n.ItemUse):
        path_names = use_path(segment, token)
        found = resolve(snapshot, place.item, path_names) or resolve(snapshot, place.item, path_names, True)
        return [] if found is None else [found]
    if isinstance(node, n.ExprMethodCall) and node.name == token:
        return methods_named(snapshot, type_of(snapshot, place, segment, node.receiver), name)
    if isinstance(node, n.ExprField) and node.name == token:
        owner = type_of(snapshot, place, segment, node.base)
        return _field(snapshot, owner, name) or methods_named(snapshot, owner, name)
    if isinstance(node, (n.ExprObject, n.PatObject)) and node.path is not None:
        names = [segment.text(part) for part in node.path.names]
        return _field_of(resolve(snapshot, place.item, names, node.path.leading >= 0), name)
    if isinstance(node, (n.ItemStruct, n.Variant)):
        owner_item = snapshot.item_of(node)
        return [] if owner_item is None else _field_of(owner_item, name) or [owner_item]
    if getattr(node, "name", -1) == token and isinstance(node, n.Item):
        item = snapshot.item_of(node)
        return [] if item is None else [item]
    return []


def _path(
    snapshot: Snapshot, place: Place, segment: Segment, path: n.Path, token: int
) -> list[Target]:
    names = [segment.text(part) for part in path.names[: path.names.index(token) + 1]]
    if len(names) == 1 and path.leading < 0:
        binding = place.local(names[0])
        if binding is not None:
            return [binding]
        if names[0] in snapshot.scope.variables:
            return [SessionVariable(names[0], snapshot.scope.variables[names[0]])]
    found = resolve(snapshot, place.item, names, path.leading >= 0)
    if found is None and len(names) == 1:
        found = resolve_macro(snapshot, place.item, names)
    return [] if found is None else [found]


def methods_named(snapshot: Snapshot, owner: str | None, name: str) -> list[Target]:
    """The methods of this name of a type, or of all types where that has none or is not known."""
    found: list[Target] = []
    if owner is not None:
        target = type_of_path(snapshot, owner)
        if isinstance(target, Entry):
            entry = snapshot.catalog.methods(target.path).get(name)
            found += [] if entry is None else [entry]
        elif isinstance(target, SessionItem):
            found += [target.methods[name]] if name in target.methods else []
        found += [function for function in snapshot.functions_of(owner) if function.name == name]
        if found:
            return found
    found += [f for f in snapshot.index.functions if f.impl is not None and f.self_ and f.name == name]
    found += [
        item.methods[name]
        for item in snapshot.scope.items.values()
        if name in item.methods
    ]
    return found or [*snapshot.catalog.methods_named(name)]


def _field(snapshot: Snapshot, owner: str | None, name: str) -> list[Target]:
    if owner is not None:
        type_ = type_of_path(snapshot, owner)
        if isinstance(type_, Entry):
            return [m for m in snapshot.catalog.members(type_.path) if m.kind == "field" and m.name == name]
        return _field_of(type_, name)
    found = (_field_of(item, name) for item in structs(snapshot))
    return [target for targets in found for target in targets]


def structs(snapshot: Snapshot) -> Sequence[Struct]:
    """The structs and variants of a program."""
    return [
        item for entries in snapshot.index.entries for item in entries if isinstance(item, Struct)
    ]


def _field_of(owner: Item | Entry | SessionItem | None, name: str) -> list[Target]:
    if isinstance(owner, Struct) and name in owner.fields:
        return [FieldOf(owner, name)]
    if isinstance(owner, SessionItem) and name in owner.fields:
        return [FieldOf(owner, name)]
    return []


def binding_at(snapshot: Snapshot, span: Span, name: str) -> Binding:
    """The binding that is declared at a place."""
    place = place_at(snapshot, span.source, span.start + 1)
    assert place.segment is not None
    kind, value = "pattern", None
    for node in reversed(place.nodes):
        if isinstance(node, n.StmtLocal):
            kind = "variable"
            value = node.value if isinstance(node.pattern, n.PatPath) else None
        elif isinstance(node, n.ExprFor):
            kind = "loop variable"
        elif isinstance(node, n.ExprClosure):
            kind = "closure parameter"
        elif isinstance(node, n.ItemFn):
            kind = "parameter"
        elif not isinstance(node, (n.IfBranch, n.MatchArm, n.SelectArm, n.ExprWhile)):
            continue
        break
    return Binding(name, kind, place.segment, span, value)

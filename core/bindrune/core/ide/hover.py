"""Hover and inspection: what is known about the name at a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.analysis.items import Item
from bindrune.core.catalog.lookup import Entry
from bindrune.core.ide.describe import Info, describe, doc_text, item_signature, module_doc
from bindrune.core.ide.evident import type_of, type_of_binding
from bindrune.core.ide.keywords import KEYWORD_DOCS
from bindrune.core.ide.name_at import FieldOf, NameAt, SessionVariable, Target, Word, name_at
from bindrune.core.ide.place import Binding, place_at
from bindrune.core.ide.scope import SessionItem
from bindrune.core.ide.snapshot import take_snapshot
from bindrune.core.syntax import nodes as n

if TYPE_CHECKING:
    from bindrune.core.ide.scope import SessionScope
    from bindrune.core.ide.snapshot import Snapshot
    from bindrune.core.source import Span

SHOWN = 4
"""How many meanings of a name are shown where more are possible."""


class Hover:
    """What is known about the name at `span`."""

    __slots__ = ("info", "span")

    def __init__(self, span: Span, info: Info) -> None:
        self.span = span
        self.info = info


def hover(snapshot: Snapshot, source: int, offset: int) -> Hover | None:
    """What is known about the name at an offset."""
    found = name_at(snapshot, source, offset)
    if found is None:
        return None
    infos = [_info(snapshot, target, found) for target in found.targets]
    known = [info for info in infos if info is not None]
    if not known:
        return None
    return Hover(found.span, known[0] if len(known) == 1 else _several(known))


def inspect(code: str, at: int, scope: SessionScope) -> Info | None:
    """What is known about the name at an offset of a session's input, or else about the function called around it."""
    if code[:at].endswith(">") and "::<" in code[:at]:  # behind generic parameters: what they are given to
        at = code.rindex("::<", 0, at)
    snapshot = take_snapshot(code, "<input>", script=True, scope=scope)
    found = hover(snapshot, snapshot.root.id, at)
    if found is not None:
        return found.info
    place = place_at(snapshot, snapshot.root.id, at)
    segment = place.segment
    for node in reversed(place.nodes):
        token = -1
        if isinstance(node, n.ExprMethodCall):
            token = node.name
        elif isinstance(node, n.ExprCall) and isinstance(node.callee, n.ExprPath):
            token = node.callee.path.names[-1] if node.callee.path.names else -1
        elif isinstance(node, n.MacroCall) and node.path.names:
            token = node.path.names[-1]
        if token >= 0 and segment is not None:
            found = hover(snapshot, snapshot.root.id, segment.offset(token))
            return None if found is None else found.info
    return None


def _several(infos: list[Info]) -> Info:
    """The declarations of several things that a name may mean."""
    signatures = dict.fromkeys(
        f"{info.signature}  // {info.note.replace('`', '')}" if info.note else info.signature for info in infos
    )
    shown = list(signatures)[:SHOWN]
    more = len(signatures) - len(shown)
    return Info("\n".join(shown), note=f"… and {more} more" if more > 0 else "")


def _info(snapshot: Snapshot, target: Target, found: NameAt) -> Info | None:
    if isinstance(target, (Item, Entry, SessionItem)):
        info = describe(target, snapshot.catalog)
        if isinstance(target, Item) and target.kind == "module":
            info.doc = module_doc(target, snapshot.modules)
        return info
    if isinstance(target, Binding):
        return _binding(snapshot, target)
    if isinstance(target, FieldOf):
        return _field(snapshot, target)
    if isinstance(target, SessionVariable):
        return Info(_typed(f"let {target.name}", target.type), note="variable of the session")
    if isinstance(target, Word):
        doc = KEYWORD_DOCS.get(target.text)
        return None if doc is None else Info(target.text, doc)
    return None


def _typed(text: str, type_: str | None) -> str:
    return f"{text}: {type_.rpartition('::')[2]}" if type_ else text


def _binding(snapshot: Snapshot, binding: Binding) -> Info:
    place = place_at(snapshot, binding.span.source, binding.span.start + 1)
    type_ = None
    if binding.name == "self":
        place.bindings.append(binding)
        type_ = type_of_binding(snapshot, place, "self")
    elif binding.value is not None:
        type_ = type_of(snapshot, place, binding.segment, binding.value)
    line = snapshot.sources[binding.span.source].line_index.line_col(binding.span.start)[0]
    word = "let " if binding.kind == "variable" else ""
    return Info(_typed(f"{word}{binding.name}", type_), note=f"{binding.kind}, declared on line {line}")


def _field(snapshot: Snapshot, field: FieldOf) -> Info:
    owner = field.owner
    doc = owner.field_docs.get(field.name, "") if isinstance(owner, SessionItem) else ""
    declared = field.declaration()
    if declared is not None:
        segment, node = declared
        doc = doc_text(segment, [a for a in node.attributes if isinstance(a, n.DocComment)])
    signature = item_signature(owner) if isinstance(owner, Item) else describe(owner, snapshot.catalog).signature
    return Info(signature, doc, f"field `{field.name}` of `{owner.path}`")

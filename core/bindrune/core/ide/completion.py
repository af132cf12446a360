"""Completion: what could stand at a cursor.

Names in scope come first, the innermost at the head: locals, items outward to the module, what a session has, the
prelude, the crates, macros, keywords. A path gives what it can go on to; a dot gives fields and methods of the value
before it, as far as its type is evident, and otherwise the methods of all types, those of the program first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.analysis.items import Function, Import, Item, Struct
from bindrune.core.catalog.lookup import Entry
from bindrune.core.ide import cursor as c
from bindrune.core.ide.describe import item_signature, native_signature
from bindrune.core.ide.evident import type_of, type_of_binding
from bindrune.core.ide.keywords import KEYWORD_DOCS
from bindrune.core.ide.name_at import structs
from bindrune.core.ide.place import place_at
from bindrune.core.ide.resolve import members, resolve, type_of_path
from bindrune.core.ide.scope import SessionItem
from bindrune.core.ide.snapshot import take_snapshot
from bindrune.core.syntax import nodes as n
from bindrune.core.syntax import tokens as t
from bindrune.core.syntax.tree import children

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bindrune.core.ide.cursor import Cursor
    from bindrune.core.ide.place import Place
    from bindrune.core.ide.scope import SessionScope
    from bindrune.core.ide.snapshot import Snapshot

    Target = Item | Entry | SessionItem

KINDS = {
    "fn": "function",
    "const fn": "function",
    "const": "constant",
    "static": "variable",
    "missing": "module",
    "trait": "type",
}
"""The kinds of completions, where they are not called as items are."""


class CompletionItem:
    """One thing that could stand there; `detail` is its declaration, `rank` orders groups.

    `kind` is `variable`, `function`, `method`, `field`, `struct`, `enum`, `variant`, `constant`, `module`, `type`,
    `macro` or `keyword`.
    """

    __slots__ = ("detail", "kind", "rank", "text")

    def __init__(self, text: str, kind: str, detail: str = "", rank: int = 0) -> None:
        self.text = text
        self.kind = kind
        self.detail = detail
        self.rank = rank

    def __repr__(self) -> str:
        return f"CompletionItem({self.text!r}, {self.kind!r})"


class Completions:
    """What could replace the text from `start` to the cursor, the likeliest first."""

    __slots__ = ("items", "start")

    def __init__(self, start: int, items: list[CompletionItem]) -> None:
        self.start = start
        self.items = items


def complete(code: str, at: int, scope: SessionScope) -> Completions:
    """What could stand at an offset of a session's input."""
    snapshot = take_snapshot(code, "<input>", script=True, scope=scope)
    return complete_at(snapshot, snapshot.root.id, at)


def complete_at(snapshot: Snapshot, source: int, offset: int) -> Completions:
    """What could stand at an offset of a document."""
    place = place_at(snapshot, source, offset)
    cursor = c.cursor_at(snapshot, place)
    wanted = cursor.prefix.lower()
    found: dict[str, CompletionItem] = {}
    for item in _Completer(snapshot, place, cursor).items():
        if item.text.lower().startswith(wanted) and item.text not in found:
            found[item.text] = item
    items = sorted(found.values(), key=lambda item: (item.rank, item.text.startswith("_"), item.text))
    return Completions(cursor.start, items)


class _Completer:
    def __init__(self, snapshot: Snapshot, place: Place, cursor: Cursor) -> None:
        self.snapshot = snapshot
        self.catalog = snapshot.catalog
        self.place = place
        self.cursor = cursor

    def items(self) -> Iterator[CompletionItem]:
        """Everything that could stand there, prefix or not."""
        kind = self.cursor.kind
        if kind == c.MEMBER:
            yield from self._members()
        elif kind == c.PATH:
            yield from self._path()
        elif kind == c.ATTRIBUTE:
            for name in ("test", "bench"):
                yield CompletionItem(name, "keyword", f"#[{name}]")
        elif kind == c.INTERPOLATION:
            yield from self._locals()
        elif kind == c.NAME:
            yield from self._fields_of_literal()
            if not self.cursor.use:
                yield from self._locals()
            yield from self._names()

    # Names.

    def _locals(self) -> Iterator[CompletionItem]:
        for binding in reversed(self.place.bindings):
            type_ = type_of_binding(self.snapshot, self.place, binding.name)
            yield CompletionItem(binding.name, "variable", _short(type_) or binding.kind, 1)
        for name, path in self.snapshot.scope.variables.items():
            yield CompletionItem(name, "variable", _short(path), 1)

    def _names(self) -> Iterator[CompletionItem]:
        """Items, outward; then what every program sees."""
        snapshot, catalog = self.snapshot, self.catalog
        at: Item | None = self.place.item
        while at is not None:
            for name, entries in at.names.items():
                if name.startswith("$") or not entries:
                    continue
                target = resolve(snapshot, at, [name]) if isinstance(entries[0], Import) else entries[0]
                if target is not None:
                    yield self._item(target, name, 2)
            at = None if at.kind == "module" else at.scope
        for name, item in snapshot.scope.items.items():
            yield self._item(item, name, 2)
        for name, path in catalog.prelude.items():
            entry = catalog.get(path)
            macro = catalog.macro(path)
            if macro is not None:
                yield self._item(macro, f"{name}!", 3)
            if entry is not None:
                yield self._item(entry, name, 3)
        for path, entry in catalog.entries.items():
            if path.count("::") == 1 and entry.kind == "module":
                yield self._item(entry, entry.name, 4)
        keywords = ("crate", "self", "super") if self.cursor.use else KEYWORD_DOCS
        for word in keywords:
            yield CompletionItem(word, "keyword", rank=5)

    def _item(self, target: Target, text: str, rank: int) -> CompletionItem:
        if isinstance(target, SessionItem):
            return CompletionItem(text, KINDS.get(target.kind, target.kind), _line(target.signature), rank)
        if isinstance(target, Entry):
            kind = "enum" if target.kind == "type" and self._is_enum(target) else target.kind
            detail = native_signature(target, self.catalog) if target.kind != "module" else target.path
            return CompletionItem(text, KINDS.get(kind, kind), _line(detail), rank)
        kind = "method" if isinstance(target, Function) and target.self_ else target.kind
        return CompletionItem(text, KINDS.get(kind, kind), _line(item_signature(target)), rank)

    def _is_enum(self, entry: Entry) -> bool:
        return any(member.kind == "variant" for member in self.catalog.members(entry.path))

    # Paths.

    def _path(self) -> Iterator[CompletionItem]:
        snapshot, cursor = self.snapshot, self.cursor
        if not cursor.path:
            for path, entry in self.catalog.entries.items():
                if path.count("::") == 1 and entry.kind == "module":
                    yield self._item(entry, entry.name, 1)
            return
        target = resolve(snapshot, self.place.item, cursor.path, cursor.leading)
        if target is None:
            return
        for member in members(snapshot, target):
            macro = isinstance(member, Entry) and member.kind == "macro"
            if isinstance(member, Entry) and member.kind == "reexport":
                member = self.catalog.get(member.path) or member
            yield self._item(member, f"{member.name}!" if macro else member.name, 1)
        if cursor.use:
            yield CompletionItem("self", "keyword", rank=5)

    # Members.

    def _members(self) -> Iterator[CompletionItem]:
        receiver = self._receiver()
        type_ = None
        if receiver is not None and self.place.segment is not None:
            type_ = type_of(self.snapshot, self.place, self.place.segment, receiver)
        known = list(self._members_of(type_)) if type_ is not None else []
        yield from known or self._all_members()
        if type_ in (None, "::std::future::Future"):
            yield CompletionItem("await", "keyword", rank=5)

    def _receiver(self) -> n.Expr | None:
        """The expression before the dot: of those that end there the widest that an operator does not make wider."""
        dot = self.cursor.dot
        best: n.Expr | None = None
        roots: list[n.Node] = [node for node in self.place.nodes if not isinstance(node, (n.ItemImpl, n.ItemMod))]
        pending = roots[-8:] or roots
        seen: set[int] = set()
        while pending:
            node = pending.pop()
            if id(node) in seen:
                continue
            seen.add(id(node))
            if node.first > dot:
                continue
            if isinstance(node, (n.ExprField, n.ExprMethodCall)):
                inner = node.base if isinstance(node, n.ExprField) else node.receiver
                if inner.last == dot - 1:
                    return inner
            if (
                isinstance(node, n.Expr)
                and node.last == dot - 1
                and not isinstance(node, _OPERATORS)
                and (best is None or node.first < best.first)
            ):
                best = node
            pending += children(node)
        return best

    def _members_of(self, path: str) -> Iterator[CompletionItem]:
        """The fields and methods of a type."""
        target = type_of_path(self.snapshot, path)
        if isinstance(target, Entry):
            for member in self.catalog.members(target.path):
                if member.kind in ("method", "field"):
                    yield self._item(member, member.name, 1)
        elif isinstance(target, SessionItem):
            for field in target.fields:
                yield CompletionItem(field, "field", target.path, 0)
            for name, method in target.methods.items():
                yield CompletionItem(name, "method", _line(method.signature), 1)
        elif isinstance(target, Struct):
            for field in target.fields:
                yield CompletionItem(field, "field", target.path, 0)
        for function in self.snapshot.functions_of(path):
            if function.self_:
                yield self._item(function, function.name, 1)

    def _all_members(self) -> Iterator[CompletionItem]:
        """The fields and methods of all types, since any could be meant."""
        snapshot = self.snapshot
        for struct in structs(snapshot):
            if struct.shape == "named":
                for field in struct.fields:
                    yield CompletionItem(field, "field", struct.path, 0)
        for function in snapshot.index.functions:
            if function.impl is not None and function.self_:
                yield self._item(function, function.name, 1)
        for item in snapshot.scope.items.values():
            for field in item.fields:
                yield CompletionItem(field, "field", item.path, 0)
            for name, method in item.methods.items():
                yield CompletionItem(name, "method", _line(method.signature), 1)
        for entry in self.catalog.entries.values():
            if entry.kind == "method":
                owner = (entry.owner or "").rpartition("::")[2]
                yield CompletionItem(entry.name, "method", f"{owner}: {entry.signature}", 2)

    def _fields_of_literal(self) -> Iterator[CompletionItem]:
        """The fields that a struct literal or pattern around the cursor has not named yet."""
        segment, nodes = self.place.segment, self.place.nodes
        if segment is None or self.cursor.previous < 0:
            return
        if segment.kinds[self.cursor.previous] not in (t.OPEN_BRACE, t.COMMA):
            return
        for node in reversed(nodes):
            if isinstance(node, (n.Block, n.ExprClosure)):
                return
            if isinstance(node, (n.ExprObject, n.PatObject)) and node.path is not None:
                names = [segment.text(token) for token in node.path.names]
                target = resolve(self.snapshot, self.place.item, names, node.path.leading >= 0)
                fields = target.fields if isinstance(target, (Struct, SessionItem)) else ()
                keys = [key for field in node.fields if (key := getattr(field, "key", -1)) >= 0]
                given = {segment.text(key) for key in keys if segment.offset(key) != self.cursor.start}
                for field_name in fields:
                    if field_name not in given:
                        yield CompletionItem(field_name, "field", names[-1], 0)
                return


_OPERATORS = (n.ExprBinary, n.ExprUnary, n.ExprAssign, n.ExprAssignOp, n.ExprRange, n.ExprLet, n.ExprClosure,
              n.ExprReturn, n.ExprBreak, n.ExprYield, n.ExprError)  # fmt: skip


def _short(path: str | None) -> str:
    return "" if path is None else path.rpartition("::")[2]


def _line(text: str) -> str:
    """A declaration on one line."""
    return " ".join(text.split())

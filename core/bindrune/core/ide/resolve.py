"""Quiet resolution: what a path means, asked by editors of code that may be unfinished.

The compiler's own answers (`uses`) come first, but where a text has errors they are incomplete. The rules here are
those of `analysis.names`, without its reports and without any effect on the program: items outward to the module, the
associated names of the type around, what a session has declared, the prelude, the crates; imports are followed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.analysis.items import Function, Import, Item
from bindrune.core.catalog.lookup import Entry
from bindrune.core.ide.scope import SessionItem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bindrune.core.ide.snapshot import Snapshot

    Target = Item | Entry | SessionItem

IMPORT_LIMIT = 32
"""How many imports are followed one after the other."""


def resolve(snapshot: Snapshot, scope: Item, names: Sequence[str], leading: bool = False) -> Target | None:
    """What a path means in a scope, or None. `leading` says that it begins with `::`."""
    return _Resolver(snapshot).path(scope, names, leading)


def resolve_macro(snapshot: Snapshot, scope: Item, names: Sequence[str]) -> Entry | None:
    """The native macro that a path names."""
    catalog = snapshot.catalog
    if len(names) == 1:
        at = scope
        while True:
            for found in at.names.get(names[0], ()):
                if isinstance(found, Import) and found.segments:
                    entry = catalog.macro("::".join(found.segments))
                    if entry is not None:
                        return entry
            if at.kind == "module" or at.scope is None:
                break
            at = at.scope
        path = catalog.prelude.get(names[0])
        return None if path is None else catalog.macro(path)
    return catalog.macro("::".join(names))


def members(snapshot: Snapshot, target: Target) -> Iterator[Target]:
    """What a path that leads to a target can go on to: the items of a module, variants, associated functions."""
    if isinstance(target, SessionItem):
        yield from target.members.values()
        yield from target.methods.values()
        return
    if isinstance(target, Entry):
        yield from (m for m in snapshot.catalog.members(target.path) if m.kind not in ("protocol", "field"))
        return
    resolver = _Resolver(snapshot)
    for name, entries in snapshot.index.names_at(target.path).items():
        found = resolver.one(entries, 0)
        if found is not None and not name.startswith("$"):
            yield found


def bearer_of(scope: Item) -> Item | None:
    """The type of the `impl` block around a scope."""
    at: Item | None = scope
    while at is not None and at.kind != "module":
        if at.impl is not None:
            return at.impl
        at = at.scope
    return None


def type_of_path(snapshot: Snapshot, path: str) -> Target | None:
    """The type at a full path: a native one begins with `::`."""
    if path.startswith("::"):
        return snapshot.catalog.get(path)
    for entry in snapshot.index.entries_at(path) or ():
        if not isinstance(entry, Import):
            return entry
    return snapshot.scope.item(path)


class _Resolver:
    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.index = snapshot.index
        self.catalog = snapshot.catalog

    def path(self, scope: Item, names: Sequence[str], leading: bool, depth: int = 0) -> Target | None:
        """The target of a path."""
        if not names:
            return None
        found = self.catalog.get(f"::{names[0]}") if leading else self._first(scope, names[0], depth)
        for name in names[1:]:
            if found is None:
                return None
            found = self._step(found, name, depth)
        return found

    def one(self, entries: Sequence[Item], depth: int) -> Target | None:
        """What entries under one name mean, imports followed."""
        if not entries:
            return None
        found = entries[0]
        if not isinstance(found, Import):
            return found
        if depth > IMPORT_LIMIT or found.glob:
            return None
        if found.start is not None:
            target: Target | None = found.start
            for name in found.segments:
                if target is None:
                    return None
                target = self._step(target, name, depth + 1)
            return target
        module = found.module
        if not found.leading and found.segments:
            own = self.index.names_at(module.path).get(found.segments[0])
            if own and own[0] is not found:
                return self.path(module, found.segments, False, depth + 1)
        return self.catalog.get("::" + "::".join(found.segments)) or self.catalog.macro(
            "::".join(found.segments)
        )

    def _first(self, scope: Item, name: str, depth: int) -> Target | None:
        if name == "crate":
            return self.index.root
        if name == "self":
            return scope.module
        if name == "super":
            around = scope.module.scope
            return None if around is None else around.module
        if name == "Self":
            return bearer_of(scope)
        at: Item | None = scope
        while at is not None:
            found = at.names.get(name)
            if not found and at.impl is not None:
                found = self.index.names_at(at.impl.path).get(name)
                if found and isinstance(found[0], Function) and found[0].self_:
                    found = None
            if found:
                return self.one(found, depth)
            at = None if at.kind == "module" else at.scope
        session = self.snapshot.scope.items.get(name)
        if session is not None:
            return session
        path = self.catalog.prelude.get(name)
        return self.catalog.get(path if path is not None else f"::{name}")

    def _step(self, target: Target, name: str, depth: int) -> Target | None:
        if isinstance(target, SessionItem):
            return target.members.get(name) or target.methods.get(name)
        if isinstance(target, Entry):
            return self.catalog.get(f"{target.path}::{name}")
        if name == "super":
            return None if target.scope is None else target.scope.module
        found = self.index.names_at(target.path).get(name)
        return self.one(found, depth) if found else None

"""Settling what waits for all items to be known: the names that globs give, and the targets of
`impl` blocks.

Globs are expanded in the order of the source, each once: a glob of a module gets what stands in
that module by then. An explicit import hides the name of a glob; all else that shares a name with
one makes the name ambiguous where it is looked up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.analysis.items import Function, Import, Item, Value, joined
from bindrune.core.analysis.names import NO_SELF_TYPE
from bindrune.core.analysis.sites import Site, Stop
from bindrune.core.diagnostics.codes import SELF_OUTSIDE_IMPL, UNSUPPORTED_GENERICS
from bindrune.core.syntax import tokens

if TYPE_CHECKING:
    from bindrune.core.analysis.index import Impl, Index
    from bindrune.core.analysis.names import Names


def settle(index: Index, names: Names) -> None:
    """Numbers the imports, expands the globs, and walks the `impl` blocks."""
    for found in index.imports:
        if not found.glob:
            found.id = index.intern(found.path)
        index.intern(_written_target(found))
        if found.host:
            index.eager.append(found)
    for found in index.imports:
        if found.glob:
            _expand(found, index, names)
    names.early = True
    # A function of an `impl` block may hold further ones.
    at = 0
    while at < len(index.impls):
        _walk_impl(index.impls[at], index, names)
        at += 1
    names.early = False


def _written_target(found: Import) -> str:
    """The path that an import names, as far as that is known from its text."""
    base = found.start.path if found.start is not None else found.module.path
    return "::".join(filter(None, [base, *found.segments]))


def _expand(glob: Import, index: Index, names: Names) -> None:
    """Enters the names of what a glob leads to."""
    site = Site(glob.module, lambda: glob.where, importing=True)
    scope = glob.scope
    assert scope is not None
    try:
        at, entries = names.descend(glob, site)
        if at.startswith("::"):
            if names.catalog.get(at) is None:
                raise names.missing(at, site)
            given = [
                member.name for member in names.catalog.members(at) if member.kind in _IMPORTABLE
            ]
        else:
            if entries is None and at and not index.entries_at(at):
                raise names.missing(at, site)
            given = [
                name for name, found in index.names_at(at).items() if name[:1] != "$" and found
            ]
    except Stop:
        return
    for name in given:
        present = scope.names.get(name, ())
        if any(isinstance(other, Import) and not other.from_glob for other in present):
            continue
        if at == scope.path and any(not isinstance(other, Import) for other in present):
            continue
        index.add_glob_name(_glob_import(glob, at, name, index))


_IMPORTABLE = frozenset(("module", "type", "variant", "function", "method", "constant", "trait"))
"""The kinds of native items that a glob imports."""


def _glob_import(glob: Import, at: str, name: str, index: Index) -> Import:
    assert glob.scope is not None
    path = joined(glob.scope.path, name)
    found = Import(
        index.intern(path),
        "import",
        path,
        name,
        glob.scope,
        glob.visibility,
        glob.segment,
        glob.node,
    )
    found.leading = at.startswith("::")
    found.start = None if found.leading else index.root
    found.segments = [*at.removeprefix("::").split("::"), name] if at else [name]
    found.tokens = []
    found.glob = False
    found.from_glob = True
    found.host = False
    found.where = glob.where
    return found


def _walk_impl(block: Impl, index: Index, names: Names) -> None:
    """Finds the type that an `impl` block is for, and enters its functions there."""
    segment, path = block.segment, block.node.path
    site = Site(block.scope.module, lambda: segment.span(path))
    if not path.names:
        return  # the parser has reported it
    if segment.kinds[path.names[0]] == tokens.SELF_TYPE:
        names.diagnostics.error(SELF_OUTSIDE_IMPL, site.place(), NO_SELF_TYPE)
        return
    for generics in path.generics or ():
        if generics is not None:
            names.diagnostics.error(
                UNSUPPORTED_GENERICS, segment.span(generics), "Unsupported generic argument"
            )
            return
    try:
        at, entries = names.locate(path, segment, block.scope, site)
        bearer: Item | None = None
        if not at.startswith("::"):
            if entries is None:
                entries = index.entries_at(at)
            if entries and len(entries) == 1 and isinstance(entries[0], Function | Value):
                # The reference does not look at what kind of item this is.
                bearer = entries[0]
            else:
                bearer = names.meet_at(entries if entries is not None else [], at, site)
        elif names.catalog.get(at) is None or names.catalog.is_module(at):
            raise names.missing(at, site)
    except Stop:
        return
    index.walk_impl(block, bearer, at if bearer is None else "")

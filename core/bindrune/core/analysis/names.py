"""Names: what a path means in a scope.

`Names.resolve` is the one entry for paths in bodies. Locals are looked up before it, by lowering;
then the order is: items and imports of the blocks and functions around, outward
up to and including the module, and the associated names of the `impl` around; the prelude; the
installed crates. What is found nowhere is reported missing relative to the module.

An item is looked at once, when it is first met (`Names.meet`): is it the only one of its path, may
it be seen from here, is it sound? What fails is *lost*: all later uses are answered with "Missing
item". What is good is *ready*, and is not looked at again, whoever comes. This is what the
reference does, down to what it overlooks, and the order of its errors follows from it. Functions
that are met are put in the queue of what is to be lowered.

A resolution is a script's item or a native one. What may be done with it is for the caller to say:
`Resolution.kind` is the word (`fn`, `struct`, `module`, …), and `Names.unexpected` reports an item
of the wrong kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.analysis.items import DECLARED, READY, Item
from bindrune.core.analysis.sites import ROOT, Resolution, Site, Stop
from bindrune.core.analysis.walking import Walking
from bindrune.core.diagnostics.codes import (
    AMBIGUOUS_ITEM,
    BAD_PATH,
    MISSING_LOCAL,
    MISSING_MACRO,
    SELF_OUTSIDE_IMPL,
    UNSUPPORTED_GENERICS,
)
from bindrune.core.diagnostics.suggest import did_you_mean
from bindrune.core.formatting.hashes import parameters_hash, path_hash
from bindrune.core.syntax import tokens
from bindrune.core.syntax.nodes import ExprPath

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bindrune.core.source import Span
    from bindrune.core.syntax.nodes import GenericArgs, Path
    from bindrune.core.syntax.tree import Segment

VALUE = "value"
"""A path used as a value; a single name that is missing is a missing local."""
CALL = "call"
"""A path that is called."""
TYPE = "type"
"""A path that names a type: of `is`, `as`, a struct literal, a pattern with parts, an `impl`."""
PATTERN = "pattern"
"""A path alone in a pattern: a single name that is missing is no error but a binding."""

FIRST_ONLY = "Segment is only supported in the first position"
NO_SELF = "No `self` in current context"
NO_SELF_TYPE = "Keyword `Self` is only supported inside of `impl` blocks"


class Names(Walking):
    """Resolves paths; see the module's documentation."""

    def resolve(
        self,
        path: Path,
        segment: Segment,
        scope: Item,
        want: str,
        locals: Iterable[str] = (),
    ) -> Resolution | None:
        """What a path in a body means, or None if that is nothing, which has been reported then.

        `scope` is the item scope at hand, `want` how the path is used: `VALUE`,
        `CALL`, `TYPE` or `PATTERN`; for the last, None without a report means a binding. `locals`
        are names for suggestions.
        """
        if path.generics is None and self.observer is None and len(path.names) == 1:
            ready = self._ready(path, segment, scope)
            if ready is not None:
                return ready
        site = Site(scope.module, lambda: segment.span(path))
        behind_error = self.faulty
        found: Resolution | None
        try:
            at, entries = self.locate(path, segment, scope, site, want, locals)
            found = self._finish(at, entries, path, segment, scope, site)
        except Stop:
            found = None
        if behind_error:
            site.restore(used=True)
        return found

    def _ready(self, path: Path, segment: Segment, scope: Item) -> Resolution | None:
        """What a bare name means, if it leads to an item that has been met; most names do."""
        token = path.names[0]
        if path.leading >= 0 or segment.kinds[token] != tokens.IDENT:
            return None
        name = segment.text(token)
        at: Item = scope
        while True:
            found = at.names.get(name)
            if found is not None:
                if len(found) == 1 and found[0].state == READY and found[0].kind != "import":
                    item = found[0]
                    return Resolution(item.kind, item.path, item, None, 0)
                return None
            if at.impl is not None:
                return None
            if at.kind == "module":
                break
            assert at.scope is not None
            at = at.scope
        if self.index.inherited:
            return None
        return self._natives.get(self.catalog.prelude.get(name, ""))

    def resolve_name(self, name: str, scope: Item, span: Span) -> Resolution | None:
        """What a name means that stands in the text of a format string, or None if that is
        nothing.

        Nothing is reported of a name that is missing, but what is wrong with an item is.
        """
        site = Site(scope.module, lambda: span)
        try:
            at, entries = self._first(name, scope, site)
            if entries is not None:
                item = self.meet_at(entries, at, site)
                return Resolution(item.kind, item.path, item, None, 0)
        except Stop:
            return None
        entry = self.catalog.get(at) if at.startswith("::") else None
        if entry is None or entry.kind == "module":
            return None
        return Resolution(NATIVE_KINDS.get(entry.kind, entry.kind), entry.path, None, entry, 0)

    def locate(
        self,
        path: Path,
        segment: Segment,
        scope: Item,
        site: Site,
        want: str = TYPE,
        locals: Iterable[str] = (),
    ) -> tuple[str, list[Item] | None]:
        """The path of the item that a path leads to, and what is declared there if that is at
        hand.

        Raises `Stop` where that fails, which has been reported, or where a pattern is a binding.
        """
        names = path.names
        if not names:
            raise Stop  # what stands in its place has been reported by the parser
        first = names[0]
        kind = segment.kinds[first]
        site.single = single = len(names) == 1 and path.leading < 0
        at: str
        entries: list[Item] | None
        if kind == tokens.IDENT:
            name = segment.text(first)
            if single and want == VALUE and not path.generics:
                site.value = name
            if path.leading >= 0:
                at, entries = f"::{name}", None
            else:
                at, entries = self._first(name, scope, site)
                if entries is None and single:
                    native = self.catalog.get(at) if at.startswith("::") else None
                    missing = native is None or native.kind == "module"
                    if missing and want == PATTERN:
                        raise Stop
                    # A capital at the head makes a missing name that of an item.
                    if missing and want == VALUE and not path.generics and not name[0].isupper():
                        self.missing_local(name, site.place(), scope, locals)
                        raise Stop
        elif kind == tokens.SELF_VALUE:
            if single:
                self._report(MISSING_LOCAL, site, NO_SELF)
                raise Stop
            at, entries = scope.module.path, None
        elif kind == tokens.SELF_TYPE:
            bearer = bearer_of(scope)
            if bearer is None:
                self._report(SELF_OUTSIDE_IMPL, site, NO_SELF_TYPE)
                raise Stop
            at, entries = bearer.path, None
            if bearer.scope is not None:
                entries = self.index.entries_at(at)
        elif kind == tokens.CRATE:
            at, entries = "", None
        else:
            at, entries = self._above(scope.module.path, segment, first), None
        trace = [(first, at, entries)] if self.observer is not None else None
        for token in names[1:]:
            kind = segment.kinds[token]
            if kind == tokens.SUPER:
                at, entries = self._above(at, segment, token), None
            elif kind != tokens.IDENT:
                self.diagnostics.error(BAD_PATH, segment.span_of_token(token), FIRST_ONLY)
                raise Stop
            else:
                at, entries = self._step(at, entries, segment.text(token), site)
            if trace is not None:
                trace.append((token, at, entries))
        if trace is not None:
            self._observe(trace, segment)
        return at, entries

    def _finish(
        self,
        at: str,
        entries: list[Item] | None,
        path: Path,
        segment: Segment,
        scope: Item,
        site: Site,
    ) -> Resolution | None:
        """Looks at what a path leads to."""
        params = 0
        shown: list[str] = []
        if path.generics is not None:
            for at_name, generics in enumerate(path.generics[:-2]):
                if generics is not None:
                    self.diagnostics.error(
                        UNSUPPORTED_GENERICS,
                        segment.span_of_token(path.names[at_name + 2]),
                        "Unsupported generic argument",
                    )
                    return None
            given = [generics for generics in path.generics if generics is not None]
            for generics in given:
                found = self.generics(generics, segment, scope)
                if found is None:
                    return None
                params = found
                shown.append(
                    segment.raw[segment.starts[generics.first] : segment.ends[generics.last]]
                )
            if not at.startswith("::"):
                raise self.missing(at, site, shown)
        if at.startswith("::"):
            return self._native(at, params, path, site, shown)
        if entries is None:
            entries = self.index.entries_at(at)
            if entries is None:
                if not at and self.index.entry is not None:
                    return Resolution("fn", at, self.index.entry, None, 0)
                site.keep_import()
                raise self.missing(at, site)
        item = self.meet_at(entries, at, site)
        return Resolution(item.kind, item.path, item, None, 0)

    def _native(self, at: str, params: int, path: Path, site: Site, shown: list[str]) -> Resolution:
        if not shown:
            known = self._natives.get(at)
            if known is not None:
                return known
        catalog = self.catalog
        entry = catalog.get(at)
        if entry is not None and entry.generics and not shown:
            raise self.missing(entry.path, site)
        if entry is None or entry.kind == "module":
            self._refuse_native_impl(at)
            site.keep_import()
            raise self.missing(at, site, shown)
        kind = NATIVE_KINDS.get(entry.kind, entry.kind)
        if shown:
            if kind == "variant" and path.generics is not None and path.generics[-1] is None:
                self._report(
                    AMBIGUOUS_ITEM,
                    site,
                    f"Item `{at}` can refer to multiple things from the context",
                )
                raise Stop
            generic = catalog.generic(at, params)
            if generic is None:
                raise self.missing(at, site, shown)
            entry = generic
        elif kind == "type" and any(member.kind == "variant" for member in catalog.members(at)):
            kind = "enum"
        found = Resolution(kind, entry.path, None, entry, params)
        if not shown:
            self._natives[at] = found
        return found

    def _refuse_native_impl(self, at: str) -> None:
        """Reports the function at `at` if it is one that an `impl` of a native type declares."""
        for function in self.index.entries_at(at) or ():
            if function.state == DECLARED:
                self.meet([function], function)
                raise Stop

    # Generic arguments, macros.

    def generics(
        self,
        given: GenericArgs,
        segment: Segment,
        scope: Item,
        is_local: Callable[[str], bool] = lambda name: False,
    ) -> int | None:
        """The hash of generic arguments, which must be paths of types; None if one is not, which
        is reported.
        """
        hashes = []
        for argument in given.args:
            span = segment.span(argument)
            if not isinstance(argument, ExprPath):
                self.diagnostics.error(UNSUPPORTED_GENERICS, span, "Unsupported generic argument")
                return None
            names = argument.path.names
            if len(names) == 1 and is_local(segment.text(names[0])):
                self.diagnostics.error(UNSUPPORTED_GENERICS, span, "Unsupported generic argument")
                return None
            found = self.resolve(argument.path, segment, scope, VALUE)
            if found is None:
                return None
            if found.kind == "module":
                self.unexpected(found, "something that can be used as a value", span)
                return None
            hashes.append(path_hash(found.path))
        return parameters_hash(0, hashes)

    def macro(self, path: Path, segment: Segment, scope: Item) -> str | None:
        """The path of the native macro that a macro call names, or None after a report."""
        span = segment.span(path)
        site = Site(scope.module, lambda: span)
        texts = [segment.text(token) for token in path.names]
        at = ""
        entries: list[Item] | None = None
        try:
            for i, (token, text) in enumerate(zip(path.names, texts, strict=True)):
                kind = segment.kinds[token]
                if kind == tokens.SUPER:
                    at = self._above(at if i else scope.module.path, segment, token)
                elif kind == tokens.CRATE and i == 0:
                    at = ""
                elif kind == tokens.SELF_VALUE and i == 0:
                    at = scope.module.path
                elif i == 0 and path.leading >= 0:
                    at = f"::{text}"
                elif i == 0:
                    at, entries = self._first(text, scope, site)
                else:
                    at, entries = self._step(at, entries, text, site)
        except Stop:
            return None
        entry = self.catalog.macro(at) if at.startswith("::") else None
        if entry is not None:
            if self.observer is not None:
                self.observer.on_name(segment.span_of_token(path.names[-1]), entry)
            return entry.path
        known = [name for name, found in self.catalog.prelude.items() if self.catalog.macro(found)]
        help = did_you_mean(texts[-1], known) if len(texts) == 1 else None
        # Imports lead to no macro, and are not followed to name it.
        shown = "::".join(texts) if site.chain else at or ROOT
        self.diagnostics.error(MISSING_MACRO, span, f"Missing macro {shown}", help=help)
        return None


NATIVE_KINDS = {"function": "fn", "method": "fn", "constant": "const"}
"""The words for native items, where they are not those of the catalogue."""


def bearer_of(scope: Item) -> Item | None:
    """The type of the `impl` block around a scope."""
    at: Item | None = scope
    while at is not None and at.kind != "module":
        if at.impl is not None:
            return at.impl
        at = at.scope
    return None

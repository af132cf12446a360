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

from collections import deque
from typing import TYPE_CHECKING

from bindrune.core.analysis.items import (
    DECLARED,
    LOST,
    READY,
    Function,
    Import,
    Item,
    Struct,
    joined,
)
from bindrune.core.analysis.visibility import is_visible, report_hidden
from bindrune.core.diagnostics.codes import (
    AMBIGUOUS_ITEM,
    BAD_PATH,
    IMPORT_CYCLE,
    IMPORT_RECURSION,
    MISSING_ITEM,
    MISSING_LOCAL,
    MISSING_MACRO,
    SELF_OUTSIDE_IMPL,
    UNSUPPORTED_GENERICS,
    WRONG_KIND,
)
from bindrune.core.diagnostics.model import Label
from bindrune.core.diagnostics.suggest import did_you_mean
from bindrune.core.formatting.hashes import parameters_hash, path_hash
from bindrune.core.syntax import tokens
from bindrune.core.syntax.nodes import ExprPath

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bindrune.core.analysis.index import Index
    from bindrune.core.catalog.lookup import Catalog, Entry
    from bindrune.core.diagnostics.codes import Code
    from bindrune.core.diagnostics.model import Diagnostics
    from bindrune.core.diagnostics.observer import CompilerObserver
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

IMPORT_LIMIT = 128
"""How many imports may follow one from another."""

ROOT = "{root}"
AT_ROOT = "Keyword `super` is not supported at the root module level"
FIRST_ONLY = "Segment is only supported in the first position"
NO_SELF = "No `self` in current context"
NO_SELF_TYPE = "Keyword `Self` is only supported inside of `impl` blocks"


class Resolution:
    """What a path means: a script's `item` or a `native` one, and the hash of the generic
    arguments given (or 0).

    `kind` is the word for it in messages: `fn`, `const fn`, `struct`, `enum`, `variant`, `const`,
    `static`, `module`, `type` (a native type that is no enum).
    """

    __slots__ = ("item", "kind", "native", "params", "path")

    def __init__(
        self, kind: str, path: str, item: Item | None, native: Entry | None, params: int
    ) -> None:
        self.kind = kind
        self.path = path
        self.item = item
        self.native = native
        self.params = params

    @property
    def title(self) -> str:
        """The item as messages name it: `struct m::S`."""
        return f"{self.kind} {self.path}"


class Stop(Exception):
    """A resolution that has failed and been reported."""


class Site:
    """A place where a name is used: from which module, and where to underline. Collects the
    imports on the way.

    `importing` says that the path is that of a `use`, `single` that it is a bare name.
    """

    __slots__ = ("before", "chain", "importing", "module", "place", "single")

    def __init__(self, module: Item, place: Callable[[], Span], importing: bool = False) -> None:
        self.module = module
        self.place = place
        self.importing = importing
        self.single = False
        self.chain: list[Import] = []
        self.before: list[tuple[int, bool]] = []
        """State and use of the imports in `chain` before they were followed."""

    def restore(self) -> None:
        """Takes back that imports were followed."""
        for found, (state, used) in zip(self.chain, self.before, strict=True):
            found.state = state
            found.used = used

    def keep_import(self) -> None:
        """Lets the import that a bare name has led to nothing be reported once more, for itself."""
        if self.single and self.chain and not self.chain[0].host:
            self.chain[0].state = DECLARED


class Names:
    """Resolves paths, and keeps the queue of functions that were met and not lowered yet."""

    def __init__(
        self,
        index: Index,
        catalog: Catalog,
        diagnostics: Diagnostics,
        observer: CompilerObserver | None = None,
    ) -> None:
        self.index = index
        self.catalog = catalog
        self.diagnostics = diagnostics
        self.observer = observer
        self.queue: deque[Item] = deque()
        """Functions to be lowered, and other items to be asked whether they are used, in order."""
        self.prepare: Callable[[Item], bool] = lambda item: True
        """Looks into a const, static or `const fn` that is met for the first time; says whether it
        is sound.
        """
        self._natives: dict[str, Resolution] = {}
        self.early = False
        """Whether the targets of `impl` blocks are being found, before modules have been looked
        at.
        """

    # Paths.

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
        try:
            at, entries = self.locate(path, segment, scope, site, want, locals)
            return self._finish(at, entries, path, segment, scope, site)
        except Stop:
            return None

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
            if path.leading >= 0:
                at, entries = f"::{name}", None
            else:
                at, entries = self._first(name, scope, site)
                if entries is None and single:
                    missing = not at.startswith("::") or self.catalog.get(at) is None
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

    def _first(self, name: str, scope: Item, site: Site) -> tuple[str, list[Item] | None]:
        """Where the first name of a path leads, imports followed."""
        at: Item | None = scope
        while at is not None:
            found = at.names.get(name)
            if found is not None:
                return self._follow(joined(at.path, name), found, site)
            bearer = at.impl
            if bearer is not None:
                found = self.index.names_at(bearer.path).get(name)
                if found is not None and not (
                    len(found) == 1 and isinstance(found[0], Function) and found[0].self_
                ):
                    return self._follow(joined(bearer.path, name), found, site)
            if at.kind == "module":
                break
            at = at.scope
        if self.index.inherited and at is self.index.root:
            found = self.index.names_at("").get(name)
            if found is not None:
                return self._follow(name, found, site)
        path = self.catalog.prelude.get(name)
        if path is not None:
            return path if path.startswith("::") else f"::{path}", None
        if f"::{name}" in self.catalog.entries:
            return f"::{name}", None
        return joined(scope.module.path, name), None

    def _step(
        self, at: str, entries: list[Item] | None, name: str, site: Site
    ) -> tuple[str, list[Item] | None]:
        """One name further from `at`."""
        path = joined(at, name)
        if at.startswith("::"):
            return path, None
        if entries:
            item = entries[0]
            if item.kind == "missing":
                raise Stop
            if item.kind == "module":
                if item.scope is not None and item.scope.kind == "block":
                    around = item.scope
                    while around.scope is not None and around.kind == "block":
                        if around.scope.kind == "module":
                            break
                        around = around.scope
                    self._report(MISSING_ITEM, site, f"Missing query meta for module {around.path}")
                    raise Stop
                if (
                    self.early
                    and (site.chain or site.importing)
                    and item.visibility == "private"
                    and not site.module.inside(item)
                ):
                    report_hidden(self.diagnostics, item, site, ROOT, entry_only=True)
                    raise Stop
        found = self.index.names_at(at).get(name)
        if found is None:
            return path, None
        return self._follow(path, found, site)

    def _above(self, at: str, segment: Segment, token: int) -> str:
        """The path around `at`, for `super`."""
        if not at:
            self.diagnostics.error(BAD_PATH, segment.span_of_token(token), AT_ROOT)
            raise Stop
        return at.rpartition("::")[0]

    # Imports.

    def _follow(self, path: str, entries: list[Item], site: Site) -> tuple[str, list[Item] | None]:
        """Follows imports from `entries` until they lead to something else."""
        if len(entries) != 1 or not isinstance(entries[0], Import):
            return path, entries
        return self._hop(entries[0], path, site)

    def _hop(self, found: Import, path: str, site: Site) -> tuple[str, list[Item] | None]:
        if found in site.chain:
            report_cycle(self.diagnostics, found, site)
            site.keep_import()
            raise Stop
        if found.state == LOST:
            raise self.missing(path, site)
        if found.state == DECLARED and not is_visible(found, site.module):
            found.state = LOST
            report_hidden(self.diagnostics, found, site, ROOT)
            raise Stop
        if len(site.chain) >= IMPORT_LIMIT:
            self._report(
                IMPORT_RECURSION, site, f"Import recursion limit reached ({len(site.chain) + 1})"
            )
            site.keep_import()
            raise Stop
        site.chain.append(found)
        site.before.append((found.state, found.used))
        found.state = READY
        found.used = True
        site.module = found.module
        return self.descend(found, site)

    def descend(self, found: Import, site: Site) -> tuple[str, list[Item] | None]:
        """Goes down the path of an import, other imports on the way followed."""
        segments = found.segments
        entries: list[Item] | None = None
        at = ""
        start = 0
        if found.start is not None:
            at = found.start.path
        elif found.leading:
            at = f"::{segments[0]}"
            start = 1
        elif found.segments:
            name = segments[0]
            start = 1
            module = found.module
            if name in self.index.names_at(module.path):
                at, entries = self._step(module.path, None, name, site)
            elif f"::{name}" in self.catalog.entries:
                at = f"::{name}"
            else:
                at = joined(module.path, name)
        for name in segments[start:]:
            at, entries = self._step(at, entries, name, site)
        return at, entries

    def check_import(self, found: Import) -> None:
        """Reports an import that leads nowhere, or in a circle; asked of imports that nothing uses.

        The imports behind it stay as they are: they are asked for themselves.
        """
        site = Site(found.module, lambda: found.where, importing=True)
        try:
            at, entries = self._hop(found, found.path, site)
            if at.startswith("::"):
                if self.catalog.get(at) is None and self.catalog.macro(at) is None:
                    raise self.missing(at, site)
            elif entries is None:
                if at and self.index.entries_at(at) is None:
                    raise self.missing(at, site)
            elif not entries or entries[0].state == LOST:
                raise self.missing(at, site)
        except Stop:
            pass
        site.restore()

    def export(self, entries: list[Item], found: Import) -> Item | None:
        """The item that a host can name by a public import, if it leads to one."""
        if len(entries) != 1 or found.state != DECLARED:
            self.meet(entries, found)
            return None
        site = Site(found.module, lambda: found.where, importing=True)
        try:
            at, leads = self._hop(found, found.path, site)
            if leads is None and not at.startswith("::"):
                leads = self.index.entries_at(at)
            return self.meet_at(leads, at, site) if leads else None
        except Stop:
            site.restore()
            found.state = READY
            return None

    # Looking at items.

    def meet(self, entries: list[Item], item: Item) -> bool:
        """Looks at a declared item of itself; says whether it is good."""
        try:
            site = Site(item.module if item.kind != "module" else item, lambda: item.span)
            self.meet_at(entries, item.path, site, plain=True)
        except Stop:
            return False
        return True

    def meet_at(self, entries: list[Item], path: str, site: Site, plain: bool = False) -> Item:
        """Looks at the item that `entries` hold, if that has not been done yet."""
        if not entries:
            raise self.missing(path, site, plain=plain)
        item = entries[0]
        if len(entries) > 1:
            labels = [Label(entry.span, f"Here as `{entry.path}`") for entry in entries]
            self._report(
                AMBIGUOUS_ITEM, site, f"Item `{path}` can refer to multiple things", labels
            )
            for entry in entries:
                entry.state = LOST
            entries.clear()
            raise Stop
        if item.state == READY:
            return item
        if item.state == LOST:
            raise self.missing(path, site, plain=plain)
        if isinstance(item, Struct) and item.enum is not None:
            self._meet_enum(item, item.enum, site)
        elif not plain and item.kind != "static" and not is_visible(item, site.module):
            item.state = LOST
            report_hidden(self.diagnostics, item, site, ROOT)
            raise Stop
        item.state = LOST
        if isinstance(item, Function):
            if item.native_impl:
                self._report(MISSING_ITEM, site, "missing impl item")
                raise Stop
            if item.kind == "fn":
                self.queue.append(item)
                item.state = READY
                item.used = True
                return item
        if item.kind in ("const", "static", "const fn") and not self.prepare(item):
            raise Stop
        item.state = READY
        item.used = True
        return item

    def _meet_enum(self, variant: Struct, enum: Item, site: Site) -> None:
        """Looks at the enum of a variant."""
        entries = self.index.entries_at(enum.path)
        if enum.state == DECLARED and entries:
            self.meet_at(entries, enum.path, site)
        elif enum.state != READY:
            variant.state = LOST
            self._report(MISSING_ITEM, site, f"Missing enum by {enum.id}")
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
        shown = "::".join(texts)
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
        if len(texts) > 1 and at.startswith("::"):
            shown = at
        self.diagnostics.error(MISSING_MACRO, span, f"Missing macro {shown}", help=help)
        return None

    # Reports.

    def missing_local(self, name: str, span: Span, scope: Item, locals: Iterable[str] = ()) -> None:
        """Reports that there is no local variable of this name."""
        help = did_you_mean(name, [*locals, *self.known(scope)])
        self.diagnostics.error(MISSING_LOCAL, span, f"No local variable `{name}`", help=help)

    def unexpected(self, found: Resolution, wanted: str, span: Span) -> None:
        """Reports an item of the wrong kind; `wanted` is such as `something that has a type`."""
        labels = [] if found.item is None else [Label(found.item.name_span, "defined here")]
        self.diagnostics.error(
            WRONG_KIND, span, f"Expected {wanted} but got `{found.title}`", labels=labels
        )

    def known(self, scope: Item) -> list[str]:
        """The names of items in scope, for suggestions and completion; the nearest first."""
        found: dict[str, None] = {}
        at: Item | None = scope
        while at is not None:
            found.update(dict.fromkeys(at.names))
            if at.impl is not None:
                found.update(dict.fromkeys(self.index.names_at(at.impl.path)))
            at = None if at.kind == "module" else at.scope
        found.update(dict.fromkeys(self.index.inherited.get("", ())))
        found.update(dict.fromkeys(self.catalog.prelude))
        return list(found)

    def missing(
        self, path: str, site: Site, shown: Iterable[str] = (), plain: bool = False
    ) -> Stop:
        """Reports a missing item."""
        text = path or ROOT if plain or site.importing else missing_text(path, list(shown))
        around, _, name = path.rpartition("::")
        candidates: Iterable[str]
        if around.startswith("::"):
            candidates = [entry.name for entry in self.catalog.members(around)]
        elif around == site.module.path:
            candidates = self.known(site.module)
        else:
            candidates = self.index.names_at(around)
        self._report(
            MISSING_ITEM, site, f"Missing item {text}", help=did_you_mean(name, candidates)
        )
        return Stop()

    def _report(
        self,
        code: Code,
        site: Site,
        message: str,
        labels: Iterable[Label] = (),
        help: str | None = None,
    ) -> None:
        chain = [Label(found.where, "Re-exported here") for found in site.chain]
        self.diagnostics.error(code, site.place(), message, labels=[*chain, *labels], help=help)

    def _observe(self, trace: list[tuple[int, str, list[Item] | None]], segment: Segment) -> None:
        """Tells the observer what each segment of a path means."""
        assert self.observer is not None
        for token, at, entries in trace:
            target: object
            if at.startswith("::"):
                target = self.catalog.get(at)
            else:
                found = entries if entries is not None else self.index.entries_at(at)
                target = found[0] if found else None
            if target is not None:
                self.observer.on_name(segment.span_of_token(token), target)


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


def missing_text(path: str, generics: list[str]) -> str:
    """A missing item as the reference writes it: the last two components each behind `::`, generic
    arguments between.
    """
    crate = path.startswith("::")
    parts = path[2:].split("::") if crate else path.split("::")
    if crate:
        parts[0] = f"::{parts[0]}"
    if len(parts) == 1:
        return path or ROOT
    first = generics[0] if generics else ""
    second = generics[1] if len(generics) > 1 else ""
    return f"{'::'.join(parts[:-2])}::{parts[-2]}{first}::{parts[-1]}{second}"


def report_cycle(diagnostics: Diagnostics, found: Import, site: Site) -> None:
    """Reports imports that lead from one to the next in a circle."""
    cycle = site.chain[site.chain.index(found) :]
    labels = [
        Label(step.where, f"Step #{number} for `{'::'.join(step.segments)}`")
        for number, step in enumerate(cycle, 1)
    ]
    labels.append(
        Label(cycle[0].where, f"Final step cycling back to `{'::'.join(cycle[0].segments)}`")
    )
    diagnostics.error(IMPORT_CYCLE, site.place(), "Cycle in import", labels=labels)

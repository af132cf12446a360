"""Analysis of a whole program: from its files to the functions that it consists of.

The order is the reference's, since the order of errors and warnings follows from it:

1. all files are walked for items (`index`); what is wrong with declarations in themselves comes
   out here;
2. globs are expanded and the targets of `impl` blocks found (`imports`);
3. what is always built is met: what a host can name, modules, statics; tests and benches, a
   module's from its last to its first; functions of `impl` blocks that have a `self` or that a
   host can name;
4. functions are lowered in the order in which they were met, a script's body first; lowering meets
   others;
5. what has not been met yet is unused: it is checked all the same, and warned about.

Statics are evaluated in step 3, consts and `const fn` when they are met.

Errors of declarations, attributes, macro calls and `.await` come first of all, for the reference
finds them on its first walk: `in_order` sorts them out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.analysis.imports import settle
from bindrune.core.analysis.index import Index
from bindrune.core.analysis.items import DECLARED, Function, Import, Item, Value
from bindrune.core.analysis.names import Names
from bindrune.core.diagnostics import codes
from bindrune.core.diagnostics.model import Diagnostics
from bindrune.core.syntax.parser.entry import DeepRecursion

if TYPE_CHECKING:
    from typing import Protocol

    from bindrune.core.analysis.index import Scopes
    from bindrune.core.catalog.lookup import Catalog
    from bindrune.core.diagnostics.model import Diagnostic
    from bindrune.core.diagnostics.observer import CompilerObserver
    from bindrune.core.project.loader import Loaded
    from bindrune.core.syntax.nodes import ItemMacro
    from bindrune.core.syntax.tree import Segment

    class Lowering(Protocol):
        """What analysis asks of lowering. Each reports what is wrong in the diagnostics of the
        analysis.
        """

        def function(self, item: Function) -> None:
            """Lowers a function or script body; those of a program are asked for once each, in
            order.
            """

        def item_macro(self, segment: Segment, node: ItemMacro, scope: Item) -> None:
            """Looks into a macro call that stands where an item does."""

        def constant(self, item: Value) -> bool:
            """Evaluates a `const` or the initializer of a `static`; says whether it is sound."""

        def constant_function(self, item: Function) -> bool:
            """Looks into a `const fn`; says whether it is sound."""


EARLY = frozenset(
    (
        codes.UNSUPPORTED_ATTRIBUTE,
        codes.REPEATED_ATTRIBUTE,
        codes.NESTED_TEST,
        codes.MISSING_MACRO,
        codes.MISSING_BUILTIN_MACRO,
        codes.MACRO_RECURSION,
        codes.BAD_MACRO_CALL,
        codes.BAD_FORMAT,
        codes.FORMAT_ARGUMENTS,
        codes.AWAIT_OUTSIDE_ASYNC,
        codes.MISSING_MODULE,
        codes.MODULE_LOADED,
        codes.UNSUPPORTED_MODULE,
    )
)
"""What the reference finds on its first walk, though some of it comes out when bodies are lowered
here.
"""


class Analysis:
    """The state of the analysis of a program, and its results.

    `functions` are those that were lowered, in order. A session hands in what its earlier inputs
    have declared (`Index.to_inherit`): it stands behind the items of this one, and before the
    prelude.
    """

    def __init__(
        self,
        loaded: Loaded,
        catalog: Catalog,
        diagnostics: Diagnostics,
        observer: CompilerObserver | None = None,
        inherited: Scopes | None = None,
    ) -> None:
        self.loaded = loaded
        self.diagnostics = diagnostics
        self.observer = observer
        self.index = Index(loaded, diagnostics, inherited)
        self.names = Names(self.index, catalog, diagnostics, observer)
        self.functions: list[Function] = []
        self._imports_at_fault: dict[Import, list[Diagnostic]] = {}
        self.reached = 0
        """How many of them are part of the program: those behind are unused."""
        self.exports: dict[str, Item] = {}
        """What a host can name by re-exports at public places: path → item."""

    def run(self, lowering: Lowering) -> None:
        """Analyses the program, lowering what belongs to it; reports are in order afterwards."""
        diagnostics = self.diagnostics
        found_before = len(diagnostics)
        diagnostics += self.loaded.diagnostics
        if not self.loaded.has_syntax_errors:
            with DeepRecursion():  # modules nest as deep as the parser lets them
                self.index.add_root(self.loaded.root)
            first_walk = len(diagnostics) - found_before
            self._lower(lowering)
            diagnostics[found_before:] = in_order(diagnostics[found_before:], first_walk)
        if self.observer is not None:
            for diagnostic in diagnostics[found_before:]:
                self.observer.on_diagnostic(diagnostic)

    def _lower(self, lowering: Lowering) -> None:
        index, names = self.index, self.names
        names.prepare = lambda item: self._prepare(item, lowering)
        settle(index, names)
        if self.observer is not None:
            self._observe_items(self.observer)
        for segment, node, scope in index.macros:
            lowering.item_macro(segment, node, scope)
        if index.entry is not None:
            names.queue.append(index.entry)
        for item in index.eager:
            self._meet_always(item)
        self._drain(lowering, unused=frozenset())
        self.reached = len(self.functions)
        self._drain(lowering, self._unused())
        if self.observer is not None:
            for found in index.imports:
                names.observe_import(found)

    def _prepare(self, item: Item, lowering: Lowering) -> bool:
        """Looks into a const, static or `const fn`, which is a body of its own."""
        body = self.names.enter_body()
        if isinstance(item, Function):
            sound = lowering.constant_function(item)
        else:
            assert isinstance(item, Value)
            sound = lowering.constant(item)
        self.names.leave_body(body)
        return sound

    def _meet_always(self, item: Item) -> None:
        entries = self.index.entries_of(item)
        if isinstance(item, Import):
            found = self.names.export(entries, item)
            if found is not None:
                self.exports[item.path] = found
        else:
            self.names.meet(entries, item)

    def _unused(self) -> frozenset[Item]:
        """Meets what has not been met, and puts it in the queue to be warned about."""
        queue = self.names.queue
        unused: list[Item] = []
        for entries in sorted(self.index.entries, key=_number):
            if not entries or entries[0].state != DECLARED:
                continue
            item = entries[0]
            if len(entries) == 1 and isinstance(item, Import):
                if not item.from_glob and self._check_import(item):
                    queue.append(item)
                    unused.append(item)
                continue
            mentioned = item.used
            if self.names.meet(entries, item) and item.kind in ("const", "const fn", "fn"):
                if not mentioned:
                    unused.append(item)
                if item.kind != "fn":
                    queue.append(item)
        return frozenset(unused)

    def _drain(self, lowering: Lowering, unused: frozenset[Item]) -> None:
        """Lowers what is in the queue and what that meets; warns about what is unused."""
        queue = self.names.queue
        while queue:
            item = queue.popleft()
            before = len(self.diagnostics)
            if isinstance(item, Function) and item.kind == "fn":
                self.functions.append(item)
                body = self.names.enter_body()
                lowering.function(item)
                self.names.leave_body(body)
            if item not in unused:
                continue
            sound = all(found.severity == "warning" for found in self.diagnostics[before:])
            if sound:
                self.diagnostics.warning(codes.NOT_USED, item.span, "Not used")
            if isinstance(item, Import):
                self.diagnostics += self._imports_at_fault.get(item, ())

    def _check_import(self, found: Import) -> bool:
        """Looks where an unused import leads; says whether it is still to be warned about.

        What is missing is reported together with the warning; a circle, and what was missing when
        the import was used, at once and alone.
        """
        before = len(self.diagnostics)
        self.names.check_import(found)
        faults = self.diagnostics[before:]
        if found.used or any(fault.code is not codes.MISSING_ITEM for fault in faults):
            return False
        del self.diagnostics[before:]
        self._imports_at_fault[found] = faults
        return True

    def _observe_items(self, observer: CompilerObserver) -> None:
        for entries in self.index.entries:
            for item in entries:
                if not isinstance(item, Import):
                    observer.on_item(item, item.name_span)


def _number(entries: list[Item]) -> int:
    return entries[0].id if entries else -1


def in_order(found: list[Diagnostic], first_walk: int) -> list[Diagnostic]:
    """Puts first what the reference finds on its first walk: the `first_walk` first ones and those
    of `EARLY` codes.

    These are ordered by place; surplus semicolons, which its parser finds, come before all.
    """
    parsed = [d for d in found if d.code is codes.SURPLUS_SEMICOLON]
    rest = [(at, d) for at, d in enumerate(found) if d.code is not codes.SURPLUS_SEMICOLON]
    early = [d for at, d in rest if at < first_walk or d.code in EARLY]
    late = [d for at, d in rest if at >= first_walk and d.code not in EARLY]
    early.sort(key=lambda d: (d.span.source, d.span.start))
    if any(d.severity == "error" for d in early):
        # What is not used cannot be told where a declaration or a macro call is at fault.
        late = [d for d in late if d.code is not codes.NOT_USED]
    return [*parsed, *early, *late]

"""Meeting items: each is looked at once, when a path leads to it for the first time.

`Meeting` holds what is known of the program, the queue of functions that were met and are still to
be lowered, and the reports that all of name resolution makes.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from bindrune.core.analysis.items import DECLARED, LOST, READY, Function, Item, Struct
from bindrune.core.analysis.sites import ROOT, Site, Stop, missing_text
from bindrune.core.analysis.visibility import is_visible, report_hidden
from bindrune.core.diagnostics.codes import (
    AMBIGUOUS_ITEM,
    MISSING_ITEM,
    MISSING_LOCAL,
    WRONG_KIND,
)
from bindrune.core.diagnostics.model import Label
from bindrune.core.diagnostics.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bindrune.core.analysis.index import Index
    from bindrune.core.analysis.sites import Resolution
    from bindrune.core.catalog.lookup import Catalog
    from bindrune.core.diagnostics.codes import Code
    from bindrune.core.diagnostics.model import Diagnostics
    from bindrune.core.diagnostics.observer import CompilerObserver
    from bindrune.core.source import Span


class Meeting:
    """Looks at items when they are met; see the module's documentation."""

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
        self._body_start = 0
        self._natives: dict[str, Resolution] = {}
        self.early = False
        """Whether the targets of `impl` blocks are being found, before modules have been looked
        at.
        """

    # Bodies.

    def enter_body(self) -> int:
        """Notes that a body begins to be lowered; returns what `leave_body` takes at its end."""
        before = self._body_start
        self._body_start = len(self.diagnostics)
        return before

    def leave_body(self, before: int) -> None:
        """Goes on with the body around, if there is one."""
        self._body_start = before

    @property
    def faulty(self) -> bool:
        """Whether the body that is being lowered has an error already.

        The reference stops there. Here the rest of the body is looked at too, but what it names is
        not met: that would change which errors come later, and in which order.
        """
        found = self.diagnostics[self._body_start :]
        return any(diagnostic.severity == "error" for diagnostic in found)

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
        if (len(entries) > 1 or item.state == DECLARED) and self.faulty and not plain:
            return self._glance(entries, item, site)
        if len(entries) > 1:
            first = next((e for e in entries if e.kind != "import"), item)
            if plain and item.kind == "import" and first is not item:
                site.place = lambda: first.span
            labels = [Label(entry.span, f"Here as `{entry.path}`") for entry in entries]
            self._report(
                AMBIGUOUS_ITEM, site, f"Item `{path}` can refer to multiple things", labels
            )
            for entry in entries:
                entry.state = LOST
            entries.clear()
            raise Stop
        if item.state == READY:
            # Statics are met before the bodies that name them.
            if item.kind == "static" and not is_visible(item, site.module):
                report_hidden(self.diagnostics, item, site)
                raise Stop
            return item
        if item.state == LOST:
            raise self.missing(path, site, plain=plain)
        if isinstance(item, Struct) and item.enum is not None:
            self._meet_enum(item, item.enum, site)
        elif not plain and not is_visible(item, site.module):
            item.state = LOST
            report_hidden(self.diagnostics, item, site)
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

    def _glance(self, entries: list[Item], item: Item, site: Site) -> Item:
        """Looks at an item behind an error, without meeting it."""
        for entry in entries:
            entry.used = True
        if not is_visible(item, site.module) and item.kind != "variant":
            report_hidden(self.diagnostics, item, site)
        elif len(entries) == 1 and item.kind not in ("const", "const fn", "static"):
            return item
        raise Stop

    def _meet_enum(self, variant: Struct, enum: Item, site: Site) -> None:
        """Looks at the enum of a variant."""
        entries = self.index.entries_at(enum.path)
        if enum.state == DECLARED and entries:
            self.meet_at(entries, enum.path, site)
        elif enum.state != READY:
            variant.state = LOST
            self._report(MISSING_ITEM, site, f"Missing enum by {enum.id}")
            raise Stop

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
        """Reports a missing item; a bare name in small letters that is a value, as a local."""
        if site.value and not site.value[0].isupper():
            help = did_you_mean(site.value, self.known(site.module))
            self._report(MISSING_LOCAL, site, f"No local variable `{site.value}`", help=help)
            return Stop()
        text = path or ROOT if plain or site.importing else missing_text(path, list(shown))
        around, _, name = path.rpartition("::")
        candidates: Iterable[str]
        if around.startswith("::"):
            members = self.catalog.members(around)
            candidates = [entry.name for entry in members if entry.kind not in ("protocol", "field")]
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

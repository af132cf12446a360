"""Walking paths: from a first name, name by name, through imports.

The steps yield a path and, where something is declared there, the list of its declarations. What
is missing is not looked for here: that is for whoever asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.analysis.items import DECLARED, LOST, READY, Function, Import, Item, joined
from bindrune.core.analysis.meeting import Meeting
from bindrune.core.analysis.sites import Site, Stop
from bindrune.core.analysis.visibility import is_visible, report_hidden
from bindrune.core.diagnostics.codes import (
    BAD_PATH,
    IMPORT_CYCLE,
    IMPORT_RECURSION,
)
from bindrune.core.diagnostics.model import Label

if TYPE_CHECKING:
    from bindrune.core.diagnostics.model import Diagnostics
    from bindrune.core.syntax.tree import Segment

    Trace = list[tuple[int, str, list[Item] | None]]
    """For an observer: what each token of a path leads to."""

IMPORT_LIMIT = 128
"""How many imports may follow one from another."""

AT_ROOT = "Keyword `super` is not supported at the root module level"


class Walking(Meeting):
    """Follows paths and imports; see the module's documentation."""

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
                if (
                    self.early
                    and (site.chain or site.importing)
                    and item.visibility == "private"
                    and not site.module.inside(item)
                ):
                    report_hidden(self.diagnostics, item, site, entry_only=True)
                    raise Stop
            elif len(entries) > 1 or item.state == DECLARED:
                self.meet_at(entries, at, site)
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
            report_hidden(self.diagnostics, found, site)
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

    def descend(
        self, found: Import, site: Site, trace: Trace | None = None
    ) -> tuple[str, list[Item] | None]:
        """Goes down the path of an import, other imports on the way followed."""
        segments = found.segments
        entries: list[Item] | None = None
        at = ""
        start = 0
        if found.start is not None:
            at = found.start.path
        elif found.leading and segments:
            at = f"::{segments[0]}"
            start = 1
        elif segments:
            name = segments[0]
            start = 1
            module = found.module
            if name in self.index.names_at(module.path):
                at, entries = self._step(module.path, None, name, site)
            elif f"::{name}" in self.catalog.entries:
                at = f"::{name}"
            else:
                at = joined(module.path, name)
        if trace is not None and start:
            trace.append((found.tokens[0], at, entries))
        for number in range(start, len(segments)):
            at, entries = self._step(at, entries, segments[number], site)
            if trace is not None:
                trace.append((found.tokens[number], at, entries))
        return at, entries

    def observe_import(self, found: Import) -> None:
        """Tells the observer what the segments of an import mean, as far as they mean anything."""
        if found.segment is None:
            return
        before = len(self.diagnostics)
        site = Site(found.module, lambda: found.where, importing=True)
        trace: Trace = []
        try:
            self.descend(found, site, trace)
        except Stop:
            del self.diagnostics[before:]
        site.restore()
        self._observe(trace, found.segment)

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

    def _observe(self, trace: Trace, segment: Segment) -> None:
        """Tells the observer what each segment of a path means."""
        assert self.observer is not None
        for token, at, entries in trace:
            target: object
            if at.startswith("::"):
                target = self.catalog.get(at) or self.catalog.macro(at)
            else:
                found = entries if entries is not None else self.index.entries_at(at)
                target = found[0] if found else None
            if target is not None:
                self.observer.on_name(segment.span_of_token(token), target)


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

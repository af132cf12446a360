"""Uses of names: which name at which place means what, as the compiler found it.

`Uses` watches a program being analysed and lowered. What a name means is one of: an `Item` of the program, an `Entry`
of the catalogue, a `Local`. The place of a declaration counts as a use of what it declares, so that a question about a
name has the same answer wherever it stands.

Two things are put right here. A name inside a format string is reported at the place of the whole string, and is looked
for in its text. A macro or template may be gone through twice, so the first report of a place wins.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from bindrune.core.catalog.lookup import Entry
from bindrune.core.diagnostics.observer import CompilerObserver
from bindrune.core.ir.lower.frames import Local

if TYPE_CHECKING:
    from bindrune.core.analysis.items import Item
    from bindrune.core.source import Sources, Span

    Target = Item | Entry | Local


class Use:
    """A name at `start..end` of a source, and what it means."""

    __slots__ = ("end", "start", "target")

    def __init__(self, start: int, end: int, target: Target) -> None:
        self.start = start
        self.end = end
        self.target = target


class Uses(CompilerObserver):
    """All uses that were found in a program; see the module's text."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self._found: dict[int, dict[int, Use]] = {}
        self._sorted: dict[int, list[int]] = {}
        self.locals: dict[int, list[Local]] = {}
        """The bindings of each source, in the order in which they were met."""

    def on_item(self, item: object, span: Span) -> None:
        """An item was declared."""
        self._add(span.source, span.start, span.end, item)  # type: ignore[arg-type]

    def on_name(self, use: Span, target: object) -> None:
        """A name was resolved."""
        if isinstance(target, Local):
            if use == target.span:
                self.locals.setdefault(use.source, []).append(target)
            text = self.sources.text(use)
            if text != target.name:
                self._inside(use, text, target)
                return
        self._add(use.source, use.start, use.end, target)  # type: ignore[arg-type]

    def _inside(self, use: Span, text: str, target: Local) -> None:
        """Adds the uses of a local within the text of a format string."""
        for found in re.finditer(r"\{\s*" + re.escape(target.name) + r"(?=[\s:}])", text):
            end = use.start + found.end()
            self._add(use.source, end - len(target.name), end, target)

    def _add(self, source: int, start: int, end: int, target: Target) -> None:
        if end > start:
            self._found.setdefault(source, {}).setdefault(start, Use(start, end, target))
            self._sorted.pop(source, None)

    def at(self, source: int, offset: int) -> Use | None:
        """The use that an offset lies in, or touches the end of."""
        found = self._found.get(source)
        if not found:
            return None
        starts = self._sorted.get(source)
        if starts is None:
            starts = self._sorted[source] = sorted(found)
        at = bisect_right(starts, offset) - 1
        while at >= 0 and at >= bisect_right(starts, offset) - 2:
            use = found[starts[at]]
            if use.start <= offset <= use.end:
                return use
            at -= 1
        return None

    def starting(self, source: int, start: int) -> Use | None:
        """The use that begins at an offset."""
        return self._found.get(source, {}).get(start)

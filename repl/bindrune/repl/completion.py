"""Completion at the prompt: the core's completion as prompt_toolkit wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prompt_toolkit.completion import CompleteEvent, Completer, Completion

if TYPE_CHECKING:
    from collections.abc import Iterable

    from prompt_toolkit.document import Document

    from bindrune.core.api import Session


class NameCompleter(Completer):
    """Completes names, paths and methods from the session and the catalogue."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """Yield what fits at the cursor."""
        from bindrune.core.ide.completion import complete

        at = document.cursor_position
        found = complete(document.text, at, self.session.scope())
        for item in found.items:
            yield Completion(item.text, start_position=found.start - at, display_meta=item.detail or item.kind)

"""What may watch a program being compiled: editors, tests, tools.

Every stage that is handed an observer tells it what it found, in the order of finding. An
implementation inherits from `CompilerObserver` and overrides what it wants to hear; what it does
not override costs a call and does nothing. What an item or a target is belongs to the stages
above, so here they are opaque.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Protocol

    from bindrune.core.diagnostics.model import Diagnostic
    from bindrune.core.source import Span
else:
    Protocol = object  # keeps `typing` off the start-up path


class CompilerObserver(Protocol):
    """Receives the events of compilation; the methods here ignore them."""

    def on_diagnostic(self, diagnostic: Diagnostic) -> None:
        """An error or warning was reported."""
        return

    def on_item(self, item: object, span: Span) -> None:
        """An item (function, type, constant, module …) was declared at `span`."""
        return

    def on_name(self, use: Span, target: object) -> None:
        """The name at `use` was resolved to `target`: an item, a local, a native."""
        return

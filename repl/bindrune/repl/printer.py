"""What the prompt prints for an input: its value, or its diagnostics with carets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.api import describe, is_unit
from bindrune.core.vm.errors import Termination, VmError

if TYPE_CHECKING:
    from bindrune.core.api import Outcome, Session
    from bindrune.repl.command.terminal import Terminal

MAX_SHOWN = 10_000
"""Characters of a value that are printed."""


class Printer:
    """Writes outcomes to a terminal: values to standard output, everything about the program to standard error."""

    def __init__(self, session: Session, terminal: Terminal) -> None:
        self.session = session
        self.terminal = terminal

    def show(self, outcome: Outcome) -> None:
        """Print what came of an input. Unit prints nothing."""
        warnings = [found for found in outcome.diagnostics if found.severity == "warning"]
        self.terminal.diagnostics(warnings, self.session.sources)
        if isinstance(outcome.error, Termination):
            self.terminal.error(f"\n{outcome.title}")  # behind the ^C of the terminal
        elif not outcome.ok:
            self.terminal.error(outcome.render_ansi() if self.terminal.color else outcome.render_text())
        elif not is_unit(outcome.value):
            self.terminal.print(self.value(outcome.value))

    def value(self, value: object) -> str:
        """Return the text of a value, cut where it is too long, or why it cannot be read."""
        try:
            text = describe(value)
        except VmError as error:
            return f"<{error.message}>"
        if len(text) > MAX_SHOWN:
            text = f"{text[:MAX_SHOWN]}… ({len(text) - MAX_SHOWN:,} more characters)"
        return text

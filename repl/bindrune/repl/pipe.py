"""Evaluation of input from a pipe: input after input as the parser completes them, stopping at the first that fails."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from bindrune.core.api import completeness

if TYPE_CHECKING:
    from bindrune.core.api import Session
    from bindrune.repl.printer import Printer


def run(session: Session, printer: Printer, lines: TextIO) -> int:
    """Evaluate ``lines``; return 0, or 1 when an input failed."""
    pending = ""
    for line in lines:
        pending += line
        if not pending.strip():
            pending = ""
        elif completeness(pending.removesuffix("\n")).status != "incomplete":
            if not _evaluate(session, printer, pending):
                return 1
            pending = ""
    return 0 if not pending.strip() or _evaluate(session, printer, pending) else 1


def _evaluate(session: Session, printer: Printer, text: str) -> bool:
    outcome = session.evaluate(text)
    printer.show(outcome)
    return outcome.ok

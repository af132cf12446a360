"""Standard output and standard error as a command sees them: plain or coloured text, and errors with their causes."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from bindrune.core.diagnostics.model import Diagnostic
    from bindrune.core.source import Sources


FAULT = "internal error: this is a fault of Bindrune, not of the program; please report it"
"""What stands below the traceback of a fault of ours."""

INTERNAL_ERROR = 70
"""The exit status after a fault of ours, as `sysexits.h` has it."""


class Failure(Exception):
    """A command cannot go on; the text is shown behind ``Error:``, each cause on a line of its own. Exit status 1."""

    def __init__(self, message: str, *causes: str) -> None:
        super().__init__(message)
        self.message = message
        self.causes = causes


class Terminal:
    """Where a command writes. Colours are used on a terminal unless ``NO_COLOR`` is set, or as ``choose`` says."""

    def __init__(self, out: TextIO | None = None, err: TextIO | None = None) -> None:
        self.out = out or sys.stdout
        self.err = err or sys.stderr
        self.color = False
        self.out_color = False
        """Whether to colour what is printed, as `color` says of errors and diagnostics."""
        self.choose("auto")

    def choose(self, when: str) -> None:
        """Set whether to colour: auto, ansi, always or never."""
        if when == "auto":
            may = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
            self.color = may and self.err.isatty()
            self.out_color = may and self.out.isatty()
        else:
            self.color = self.out_color = when != "never"

    def print(self, text: str) -> None:
        """Write a line to standard output."""
        self.out.write(text + "\n")
        self.out.flush()

    def error(self, text: str) -> None:
        """Write a line to standard error, behind whatever was printed before."""
        self.out.flush()
        self.err.write(text + "\n")
        self.err.flush()

    def status(self, verb: str, text: str) -> None:
        """Write a line of progress to standard error: the verb right-aligned, green where there are colours."""
        self.error(f"\x1b[1;32m{verb:>12}\x1b[0m {text}" if self.color else f"{verb:>12} {text}")

    def failure(self, failure: Failure) -> None:
        """Write an ``Error:`` line and its causes."""
        self.error(f"Error: {failure.message}")
        for cause in failure.causes:
            self.error(f"Caused by: {cause}")

    def internal_error(self) -> None:
        """Say that the exception at hand is a fault of Bindrune."""
        from traceback import format_exc

        self.error(format_exc() + FAULT)

    def diagnostics(self, diagnostics: Iterable[Diagnostic], sources: Sources) -> None:
        """Render diagnostics on standard error."""
        if not diagnostics:
            return
        from bindrune.core.diagnostics.render import render_ansi, render_text

        render = render_ansi if self.color else render_text
        for diagnostic in diagnostics:
            self.error(render(diagnostic, sources))

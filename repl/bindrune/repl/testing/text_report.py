"""Results of tests as text: a line for each that passes at once, and behind them those that fail with what is wrong.

Lines of results and the totals go to standard output, what is wrong with a test to standard error. Green, red and
yellow where there are colours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.formatting.durations import rounded_duration
from bindrune.repl.command.inputs import announce
from bindrune.repl.testing.results import FAILED, INTERRUPTED, PASSED, SKIPPED

if TYPE_CHECKING:
    from bindrune.core.api import Build
    from bindrune.repl.command.inputs import Target
    from bindrune.repl.command.terminal import Failure, Terminal
    from bindrune.repl.testing.results import Case, Result, Totals

SLOW = 1_000_000_000
"""From how many nanoseconds on the time of a test is shown in any case."""
_CHARACTERS = {PASSED: ".", FAILED: "f", SKIPPED: "i", INTERRUPTED: "!"}
_PAINTS = {PASSED: "\x1b[32m", FAILED: "\x1b[1;31m", SKIPPED: "\x1b[33m", INTERRUPTED: "\x1b[33m"}


class TextReport:
    """Tells a run on a terminal."""

    def __init__(
        self, terminal: Terminal, *, quiet: bool = False, times: bool = False, warnings: bool = False,
        output: bool = True,
    ) -> None:  # fmt: skip
        self.terminal = terminal
        self.output = output
        """Whether to show what failed tests printed; not where they printed it at once."""
        self.quiet = quiet
        self.times = times
        self.warnings = warnings
        self._failed: list[Result] = []
        self._characters = 0

    def target(self, target: Target) -> None:
        """Announce a target of a project."""
        if target.kind:
            self._end_line()
        announce(target, "Testing", self.terminal)

    def built(self, target: Target, build: Build, ok: bool) -> None:
        """Show errors, and warnings where they are wanted."""
        shown = [found for found in build.diagnostics if self.warnings or found.severity == "error"]
        if shown:
            self._end_line()
            self.terminal.diagnostics(shown, build.sources)

    def unreadable(self, target: Target, failure: Failure) -> None:
        """Say which file it is, and why."""
        self._end_line()
        self.terminal.failure(failure)

    def listed(self, case: Case) -> None:
        """Print a line."""
        self.terminal.print(f"{case.name}: {case.kind}")

    def result(self, result: Result) -> None:
        """Print a test that passes; keep one that fails."""
        if result.status == SKIPPED and result.reason != "ignored":
            return
        if self.quiet:
            self.terminal.out.write(self._painted(_CHARACTERS[result.status], result.status))
            self.terminal.out.flush()
            self._characters += 1
        elif result.status in (PASSED, SKIPPED):
            self._line(result)
        if result.status in (FAILED, INTERRUPTED):
            self._failed.append(result)

    def end(self, totals: Totals) -> None:
        """Print the tests that failed and the totals."""
        self._end_line()
        for result in self._failed:
            self._line(result)
            detail = result.render(color=self.terminal.color, output=self.output)
            if detail:
                self.terminal.error(detail)
        head = "Interrupted, executed" if totals.interrupted else "Executed"
        self.terminal.print(f"    {head} {totals.executed} tests{_summary(totals)} in {totals.seconds:.3f} seconds")

    def _line(self, result: Result) -> None:
        took = ""
        if result.status != SKIPPED and (self.times or result.nanoseconds >= SLOW):
            took = f" ({rounded_duration(result.nanoseconds)})"
        verdict = self._painted(result.verdict, result.status)
        self.terminal.print(f"        Test {result.case.name}: {verdict}{took}")

    def _painted(self, text: str, status: str) -> str:
        return f"{_PAINTS[status]}{text}\x1b[0m" if self.terminal.out_color else text

    def _end_line(self) -> None:
        if self._characters:
            self.terminal.print("")
            self._characters = 0


def _summary(totals: Totals) -> str:
    """What stands behind the number of tests: failures, build errors, how many were left out."""
    parts = []
    for count, one in ((totals.failed, "failure"), (totals.unbuilt, "build error")):
        if count:
            parts.append(f"{count} {one}{'s' if count > 1 else ''}")
    if totals.skipped:
        parts.append(f"{totals.skipped} ignored")
    if totals.filtered:
        parts.append(f"{totals.filtered} filtered")
    return f" with {', '.join(parts)}" if parts else ""

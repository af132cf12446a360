"""Benches as text: the progress of each, its figures, and at the end a table of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.diagnostics.columns import widths
from bindrune.core.formatting.durations import format_duration, rounded_duration
from bindrune.repl.benching.figures import BETTER, WORSE
from bindrune.repl.command.inputs import announce

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bindrune.core.api import Build
    from bindrune.repl.benching.measuring import BenchResult
    from bindrune.repl.command.inputs import Target
    from bindrune.repl.command.terminal import Failure, Terminal

_PAINTS = {BETTER: "\x1b[32m", WORSE: "\x1b[31m"}
_WIDTH = 11
"""The width of a column of durations, two blanks included."""


class TextReport:
    """Tells a run on a terminal; `seconds` are those of warm-up and measuring."""

    def __init__(
        self, terminal: Terminal, seconds: tuple[float, float], *, quiet: bool, compares: bool, warnings: bool
    ) -> None:
        self.terminal = terminal
        self.warmup, self.measure = seconds
        self.quiet = quiet
        self.compares = compares
        self.warnings = warnings
        self._open_line = False

    def target(self, target: Target) -> None:
        """Announce a target of a project."""
        announce(target, "Benchmarking", self.terminal)

    def built(self, target: Target, build: Build, chosen: Sequence[str]) -> None:
        """Show errors, or how many benches there are."""
        shown = [found for found in build.diagnostics if self.warnings or found.severity == "error"]
        self.terminal.diagnostics(shown, build.sources)
        if chosen and not self.quiet:
            self.terminal.print(f"    Benching Found {len(chosen)} benches")

    def failure(self, target: Target, failure: Failure) -> None:
        """Say why a target cannot be timed."""
        self.terminal.failure(failure)

    def listed(self, target: Target, name: str) -> None:
        """Print a line."""
        self.terminal.print(f"{name}: bench")

    def warmup_begins(self, name: str) -> None:
        """Begin a line."""
        if not self.quiet:
            self.terminal.out.write(f"  Warming up {name} for {self.warmup:.2f}s:")
            self.terminal.out.flush()
            self._open_line = True

    def warmup_ends(self, name: str, iterations: int) -> None:
        """End the line."""
        if not self.quiet:
            self._open_line = False
            self.terminal.print(f" {iterations} iters in {self.warmup:.2f}s")

    def measuring(self, name: str, expected: int) -> None:
        """Print a line."""
        if not self.quiet:
            self.terminal.print(f"     Running {name} {expected} iterations for {self.measure:.2f}s: ...........")

    def result(self, result: BenchResult) -> None:
        """Print the figures, or what went wrong."""
        if self._open_line:
            self._open_line = False
            self.terminal.print("")
        figures = result.figures
        if figures is not None:
            if not self.quiet:
                values = ((key, format_duration(round(getattr(figures, key)))) for key in ("mean", "stddev"))
                shown = ", ".join(f"{key}={value}" for key, value in values)
                extent = f"min={format_duration(round(figures.min))}, median={format_duration(round(figures.median))}"
                self.terminal.print(f"      Result {result.name}: {shown}, iterations={figures.iterations}, {extent}")
            return
        detail = result.render(color=self.terminal.color)
        if detail:
            self.terminal.error(detail)
        if result.error is not None:
            self.terminal.error(f"Error: {result.name}: Error in benchmark: {result.error}")
        else:
            self.terminal.error(f"note: {result.name}: nothing to time, since it does not call `iter`")

    def end(self, results: Sequence[BenchResult], interrupted: bool) -> None:
        """Print the table."""
        if self._open_line:
            self.terminal.print("")
        timed = [result for result in results if result.figures is not None]
        if timed:
            for line in table(timed, compares=self.compares, color=self.terminal.out_color):
                self.terminal.print(line)
        if interrupted:
            self.terminal.error("Interrupted")


def table(results: Sequence[BenchResult], *, compares: bool, color: bool) -> list[str]:
    """The lines of a table: a head, and a line for each bench, its durations aligned."""
    name_width = max(len("bench"), *(sum(widths(result.name)) for result in results))
    heads = ["min", "median", "mean", "stddev", *(("baseline", "ratio") if compares else ())]
    lines = ["bench" + " " * (name_width - 5) + "".join(f"{head:>{_WIDTH}}" for head in heads)]
    lines[0] += "  verdict" if compares else ""
    for result in results:
        figures = result.figures
        assert figures is not None
        cells = [rounded_duration(value) for value in (figures.min, figures.median, figures.mean, figures.stddev)]
        verdict = ""
        if compares:
            change, old = result.change, result.baseline
            cells += ["-", "-"] if change is None or old is None else [
                rounded_duration(old.median), f"{change.ratio:.3f}"
            ]  # fmt: skip
            verdict = "new" if change is None else change.verdict
            paint = _PAINTS.get(verdict)
            verdict = f"  {paint}{verdict}\x1b[0m" if color and paint else f"  {verdict}"
        padding = " " * (name_width - sum(widths(result.name)))
        lines.append(result.name + padding + "".join(f"{cell:>{_WIDTH}}" for cell in cells) + verdict)
    return lines

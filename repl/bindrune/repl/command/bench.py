"""`bindrune bench`: time the functions marked `#[bench]`, and compare with an earlier run.

A bench is given a bencher and hands it what is to be timed: `b.iter(|| …)`. Each such function runs for the warm-up
time, then as often as fits the time to measure. One that panics is told, and the others run; an interrupt ends the
run, and what was timed so far is told.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from bindrune.core.io import StdIO
from bindrune.repl.benching.baseline import Baselines, checked_name, project_folder
from bindrune.repl.benching.figures import Change
from bindrune.repl.benching.json_report import JsonReport
from bindrune.repl.benching.measuring import Timing, time_bench
from bindrune.repl.benching.text_report import TextReport
from bindrune.repl.command.arguments import Arguments, Command, Flag, UsageError
from bindrune.repl.command.inputs import FLAGS, build_target, options_of, targets, wants_listing
from bindrune.repl.command.terminal import Failure, Terminal
from bindrune.repl.testing.selection import Selection

if TYPE_CHECKING:
    from bindrune.core.project.options import Options
    from bindrune.repl.benching.figures import Figures
    from bindrune.repl.benching.measuring import BenchResult
    from bindrune.repl.command.inputs import Target

COMMAND = Command(
    "bench",
    "Run benchmarks",
    [
        *FLAGS,
        Flag("--warmup", value="SECONDS", kind=float, default=5.0, doc="How long to warm up"),
        Flag("--iter", value="SECONDS", kind=float, default=10.0, doc="How long to measure"),
        Flag("--filter", value="TEXT", repeat=True, doc="Only the benches whose name contains one of these"),
        Flag("--exact", doc="Only the benches whose name is one of the filters"),
        Flag("--list", doc="List the benches instead of running them"),
        Flag("-q", "--quiet", doc="Only the table"),
        Flag("--save", value="NAME", doc="Keep the figures as a baseline"),
        Flag("--baseline", value="NAME", doc="Compare with a baseline"),
        Flag("--json", doc="Report as JSON, one object a line"),
    ],
    "PATH",
    "Scripts to time",
)


def main(arguments: Arguments, terminal: Terminal) -> int:
    """Time the benches of the targets; the status is 1 if one fails or does not build, 130 after an interrupt."""
    if wants_listing(arguments, terminal):
        return 0
    run = Run(arguments, terminal)
    try:
        run.compare(checked_name(arguments.text("baseline"), "--baseline"))
        save = checked_name(arguments.text("save"), "--save")
        options = options_of(arguments)
        interrupted = False
        try:
            for target in targets(arguments, terminal, ("bench",)):
                run.target(target, options)
        except KeyboardInterrupt:
            interrupted = True
        run.end(interrupted)
        if save is not None and not run.lists:
            run.save(save)
    except Failure as failure:
        terminal.failure(failure)
        return 1
    return 130 if interrupted else run.status


class DivertedIO(StdIO):
    """The process's streams, with what benches print on standard error, since standard output is a program's."""

    def write_out(self, text: str) -> None:
        """Write to standard error."""
        self.write_err(text)


class Run:
    """A run of the command: what it was told, whom it tells, and what came of it so far."""

    def __init__(self, arguments: Arguments, terminal: Terminal) -> None:
        self.terminal = terminal
        self.selection = Selection(arguments.texts("filter"), exact=arguments.on("exact"))
        self.lists = arguments.on("list")
        self.is_json = arguments.on("json")
        self.quiet = arguments.on("quiet")
        self.baselines = Baselines(project_folder())
        self.old: dict[str, Figures] = {}
        self.results: list[BenchResult] = []
        self.found = self.status = 0
        self.io = DivertedIO() if self.is_json else None
        seconds = _seconds(arguments, "warmup"), _seconds(arguments, "iter")
        compares = arguments.text("baseline") is not None
        report: JsonReport | TextReport
        if self.is_json:
            report = JsonReport(terminal)
        else:
            report = TextReport(
                terminal, seconds, quiet=self.quiet, compares=compares, warnings=arguments.on("warnings")
            )
        self.report = report
        self.timing = Timing(*seconds, report.warmup_begins, report.warmup_ends, report.measuring)

    def compare(self, name: str | None) -> None:
        """Load a baseline. Raises Failure."""
        if name is not None:
            self.old = self.baselines.load(name)

    def target(self, target: Target, options: Options) -> None:
        """Build a target and time its benches."""
        self.report.target(target)
        target.script = False
        try:
            built = build_target(target, options, io=self.io)
        except Failure as failure:
            self.status = 1
            self.report.failure(target, failure)
            return
        chosen = [name for name in built.benches if name in self.selection]
        self.found += len(chosen)
        self.report.built(target, built, [] if self.lists else chosen)
        if not built.ok:
            self.status = 1
            self.report.failure(target, Failure("Failed to build rune sources (see diagnostics for details)"))
            return
        for name in chosen:
            if self.lists:
                self.report.listed(target, name)
                continue
            time_bench(built, target.path, name, self.timing, self._tell)

    def _tell(self, result: BenchResult) -> None:
        old = self.old.get(self.baselines.key(result))
        if result.figures is not None and old is not None:
            result.baseline = old
            result.change = Change(result.figures, old)
        if result.error is not None:
            self.status = 1
        self.results.append(result)
        self.report.result(result)

    def end(self, interrupted: bool) -> None:
        """Tell what came of everything."""
        if not self.lists:
            self.report.end(self.results, interrupted)
        if not self.found and not self.status and not self.is_json and not interrupted:
            what = "no bench has such a name" if self.selection.texts else "no functions marked `#[bench]` found"
            self.terminal.error(f"note: {what}")

    def save(self, name: str) -> None:
        """Keep the figures, if there are any. Raises Failure."""
        if any(result.figures is not None for result in self.results):
            path = os.path.relpath(self.baselines.save(name, self.results))
            if not self.is_json and not self.quiet:
                self.terminal.status("Saved", f"baseline `{name}` in {path}")


def _seconds(arguments: Arguments, key: str) -> float:
    """A time that was given. Raises UsageError for one that never ends."""
    seconds = arguments.number(key)
    if not 0 <= seconds < float("inf"):
        raise UsageError(f"invalid value '{seconds:g}' for '--{key} <SECONDS>'")
    return seconds

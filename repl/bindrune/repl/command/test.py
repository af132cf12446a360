"""`bindrune test`: run the functions marked `#[test]` and the examples in documentation, and tell which fail.

Tests run from the last of a file to the first, and behind them the examples. A target that cannot be read or does not
build counts as a build error, and the others run. An interrupt ends the run, and what ran so far is told.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from bindrune.repl.command.arguments import Arguments, Command, Flag, UsageError
from bindrune.repl.command.inputs import FLAGS, build_target, options_of, targets, wants_listing
from bindrune.repl.command.terminal import Failure, Terminal
from bindrune.repl.testing.json_report import JsonReport
from bindrune.repl.testing.results import FAILED, SKIPPED, Interruption, Result, Totals
from bindrune.repl.testing.running import Limits, Program
from bindrune.repl.testing.selection import Selection
from bindrune.repl.testing.text_report import TextReport

if TYPE_CHECKING:
    from bindrune.core.project.options import Options
    from bindrune.repl.command.inputs import Target
    from bindrune.repl.testing.results import Reporter

COMMAND = Command(
    "test",
    "Run tests",
    [
        *FLAGS,
        Flag("--warnings-are-errors", doc="Fail where there are warnings"),
        Flag("-q", "--quiet", doc="One character a test instead of a line"),
        Flag("--fail-fast", doc="Stop at the first test that fails"),
        Flag("--skip-lib-tests", doc="Skip the tests of the program's own functions"),
        Flag("--exact", doc="Only the tests whose name is one of the filters"),
        Flag("--list", doc="List the tests instead of running them"),
        Flag("--nocapture", doc="Let tests print at once"),
        Flag("--time", doc="Show how long each test took"),
        Flag("--timeout", value="SECONDS", kind=float, doc="How long a test may run"),
        Flag("--budget", value="FUEL", kind=int, doc="How much fuel a test may use"),
        Flag("--json", doc="Report as JSON, one object a line"),
        Flag("--junit", value="FILE", doc="Report as JUnit XML, too"),
    ],
    "FILTER",
    "Only the tests whose name contains one of these",
)


def main(arguments: Arguments, terminal: Terminal) -> int:
    """Build the targets and run their tests; the status is 1 if one fails or does not build, 130 after an interrupt."""
    if wants_listing(arguments, terminal):
        return 0
    run = Run(arguments, terminal)
    started = time.perf_counter()
    try:
        options = options_of(arguments)
        try:
            for target in targets(arguments, terminal, ("test",), positional=False):
                run.target(target, options)
                if run.stopped:
                    break
        except KeyboardInterrupt as interrupt:
            run.totals.interrupted = True
            if isinstance(interrupt, Interruption):
                run.tell(interrupt.result)
        run.totals.seconds = time.perf_counter() - started
        run.end()
    except Failure as failure:
        terminal.failure(failure)
        return run.totals.status or 1
    return run.totals.status


class Run:
    """A run of the command: what it was told, whom it tells, and what came of it so far."""

    def __init__(self, arguments: Arguments, terminal: Terminal) -> None:
        self.terminal = terminal
        self.totals = Totals()
        self.selection = Selection(arguments.positional, exact=arguments.on("exact"))
        self.limits = limits(arguments)
        self.strict = arguments.on("warnings_are_errors")
        self.fail_fast = arguments.on("fail_fast")
        self.lists = arguments.on("list")
        self.own = not arguments.on("skip_lib_tests")
        self.nocapture = arguments.on("nocapture") and not arguments.on("json")
        self.stopped = False
        self.found = 0
        warnings = self.strict or arguments.on("warnings")
        self.is_json = arguments.on("json")
        text = TextReport(
            terminal, quiet=arguments.on("quiet"), times=arguments.on("time"), warnings=warnings,
            output=not self.nocapture,
        )  # fmt: skip
        self.reporters: list[Reporter] = [JsonReport(terminal, warnings=warnings) if self.is_json else text]
        junit = arguments.text("junit")
        if junit is not None and not self.lists:
            from bindrune.repl.testing.junit import JunitReport

            self.reporters.append(JunitReport(junit))

    def target(self, target: Target, options: Options) -> None:
        """Build a target and run its tests."""
        for reporter in self.reporters:
            reporter.target(target)
        target.script = False
        try:
            built = build_target(target, options)
        except Failure as failure:
            self.totals.unbuilt += 1
            for reporter in self.reporters:
                reporter.unreadable(target, failure)
            return
        ok = built.ok and not (self.strict and built.warnings)
        for reporter in self.reporters:
            reporter.built(target, built, ok)
        if not ok:
            self.totals.unbuilt += 1
            return
        program = Program(built, self.limits, own=self.own, nocapture=self.nocapture)
        self.found += len(program.cases)
        for case in program.cases:
            if case.name not in self.selection:
                self.totals.filtered += not self.stopped
            elif self.lists:
                for reporter in self.reporters:
                    reporter.listed(case)
            elif self.stopped:
                self.tell(Result(case, SKIPPED, "not run", "not-run"))
            else:
                self.tell(program.run(case))

    def tell(self, result: Result) -> None:
        """Count a result and tell it."""
        self.totals.count(result)
        self.stopped |= self.fail_fast and result.status == FAILED
        for reporter in self.reporters:
            reporter.result(result)

    def end(self) -> None:
        """Tell what came of everything, and what may have been meant where nothing was found. Raises Failure."""
        totals = self.totals
        if not self.lists:
            for reporter in self.reporters:
                reporter.end(totals)
        if self.is_json or totals.unbuilt or totals.interrupted:
            return
        if not self.found:
            self.terminal.error("note: no tests found; functions marked `#[test]` and examples in comments are tests")
        elif totals.filtered == self.found:
            files = [text for text in self.selection.texts if os.path.isfile(text)]
            tip = f"; `{files[0]}` is a file: `--path {files[0]}` runs its tests" if files else ""
            what = "is called" if self.selection.exact else "has a name that contains"
            names = " or ".join(f"`{text}`" for text in self.selection.texts)
            self.terminal.error(f"note: no test {what} {names}{tip}")


def limits(arguments: Arguments) -> Limits:
    """The limits that were given. Raises UsageError for those that no run can keep."""
    seconds = fuel = None
    if arguments["timeout"] is not None:
        seconds = arguments.number("timeout")
        if not 0 < seconds < float("inf"):
            raise UsageError(f"invalid value '{seconds:g}' for '--timeout <SECONDS>'")
    if arguments["budget"] is not None:
        fuel = int(arguments.number("budget"))
        if fuel < 0:
            raise UsageError(f"invalid value '{fuel}' for '--budget <FUEL>'")
    return Limits(seconds, fuel)

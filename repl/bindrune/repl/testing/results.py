"""What came of tests: the model that reporters show.

A `Case` is a test before it runs, a `Result` what came of it, and `Totals` what came of all of them. A run is told to
reporters as it goes on: each target, what did not build, each result, and at last the totals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from bindrune.core.vm.errors import Termination, VmError
from bindrune.repl.command.terminal import FAULT, INTERNAL_ERROR
from bindrune.repl.testing.difference import compared

if TYPE_CHECKING:
    from bindrune.core.api import Build, Outcome, Sources
    from bindrune.repl.command.inputs import Target
    from bindrune.repl.command.terminal import Failure
    from bindrune.repl.testing.difference import Comparison

PASSED, FAILED, SKIPPED, INTERRUPTED = "passed", "failed", "skipped", "interrupted"
"""What `Result.status` may be."""

TEST, EXAMPLE = "test", "example"
"""What `Case.kind` may be: a function marked `#[test]`, or an example in documentation."""


class Case:
    """A test: its name, its kind, and the file and line of its declaration."""

    __slots__ = ("file", "kind", "line", "name")

    def __init__(self, name: str, kind: str, file: str, line: int) -> None:
        self.name = name
        self.kind = kind
        self.file = file
        self.line = line


class Place:
    """Where a test failed: the file, and line and column from 1."""

    __slots__ = ("column", "file", "line")

    def __init__(self, file: str, line: int, column: int) -> None:
        self.file = file
        self.line = line
        self.column = column


class Result:
    """What came of a test.

    `verdict` is what the line of the test says; `reason` why it failed or was skipped, in a word: `panic`, `err`,
    `none`, `compile` (an example has errors), `no-panic`, `no-compile-error`, `timeout`, `budget`, `entry` (it cannot
    be called), `fault` (of ours), `ignored`, `not-run`, `interrupt`. `output` is what the test printed.
    """

    __slots__ = ("case", "error", "nanoseconds", "outcome", "output", "reason", "sources", "status", "verdict")

    def __init__(self, case: Case, status: str, verdict: str = "ok", reason: str = "") -> None:
        self.case = case
        self.status = status
        self.verdict = verdict
        self.reason = reason
        self.output = ""
        self.nanoseconds = 0
        self.error: Exception | None = None
        self.sources: Sources | None = None
        self.outcome: Outcome | None = None
        """What came of an example, where that says more than an error."""

    @property
    def message(self) -> str:
        """The headline of what went wrong."""
        if self.outcome is not None and self.error is None:
            return self.outcome.message
        return self.verdict if self.error is None or isinstance(self.error, Termination) else str(self.error)

    @property
    def comparison(self) -> Comparison | None:
        """Both values of a failed `assert_eq!` or `assert_ne!`."""
        error = self.error
        if isinstance(error, VmError) and error.kind == "panic" and isinstance(error.data, str):
            return compared(error.data)
        return None

    @property
    def place(self) -> Place | None:
        """Where it failed."""
        span = None
        if isinstance(self.error, (VmError, Termination)):
            frames: list[object] = self.error.frames
            span = getattr(frames[0], "span", None) if frames else None
        elif self.outcome is not None and self.error is None:
            span = next((found.span for found in self.outcome.diagnostics if found.severity == "error"), None)
        if span is None or self.sources is None:
            return None
        source = self.sources[span.source]
        return Place(source.name, *source.line_index.line_col(span.start))

    def render(self, *, color: bool, output: bool = True) -> str:
        """What is shown of a failure: the error with source, the difference of values, and what was printed."""
        from bindrune.core.diagnostics.render import render_frames
        from bindrune.core.session.outcome import render_error
        from bindrune.core.vm.report import frames_of_error

        parts = []
        if self.outcome is not None and self.error is None:
            parts.append(self.outcome.render_ansi() if color else self.outcome.render_text())
        elif isinstance(self.error, VmError) and self.sources is not None:
            parts.append(render_error(self.error, self.sources, color=color))
        elif isinstance(self.error, Termination) and self.sources is not None:
            frames = frames_of_error(self.error)
            parts.append(render_frames(frames, self.sources, "ansi" if color else "text").rstrip("\n"))
        elif self.reason == "fault" and self.error is not None:
            from traceback import format_exception

            parts.append("".join(format_exception(self.error)) + FAULT)
        elif self.error is not None:
            parts.append(f"error: {self.error}")
        if self.case.kind == EXAMPLE:
            parts.append(f"{self.case.file}:{self.case.line}: in documentation")
        comparison = self.comparison
        if comparison is not None:
            parts.append(comparison.render(color=color))
        if output and self.output:
            parts.append(f"-- output --\n{self.output.rstrip(chr(10))}\n-- end of output --")
        return "\n".join(part for part in parts if part)


class Interruption(KeyboardInterrupt):
    """The user interrupted a test; `result` says where it was."""

    def __init__(self, result: Result) -> None:
        super().__init__()
        self.result = result


class Totals:
    """How many tests ended how; `seconds` is how long everything took, building included."""

    __slots__ = ("failed", "faults", "filtered", "interrupted", "passed", "seconds", "skipped", "unbuilt")

    def __init__(self) -> None:
        self.passed = self.failed = self.skipped = self.filtered = 0
        self.unbuilt = 0
        """Targets that do not build."""
        self.faults = 0
        """Tests among the failed ones that met a fault of ours."""
        self.seconds = 0.0
        self.interrupted = False

    @property
    def executed(self) -> int:
        """How many tests ran to an end."""
        return self.passed + self.failed

    @property
    def status(self) -> int:
        """The exit status."""
        if self.interrupted:
            return 130
        if self.faults:
            return INTERNAL_ERROR
        return 1 if self.failed or self.unbuilt else 0

    def count(self, result: Result) -> None:
        """Add a result; what a run that was stopped left out or unfinished does not count."""
        if result.status == PASSED:
            self.passed += 1
        elif result.status == FAILED:
            self.failed += 1
            self.faults += result.reason == "fault"
        elif result.reason == "ignored":
            self.skipped += 1


class Reporter(Protocol):
    """Who is told of a run."""

    def target(self, target: Target) -> None:
        """The tests of a target come next."""

    def built(self, target: Target, build: Build, ok: bool) -> None:
        """A target was built; where not `ok`, none of its tests run."""

    def unreadable(self, target: Target, failure: Failure) -> None:
        """A target cannot be read."""

    def listed(self, case: Case) -> None:
        """There is this test, and it is not to be run."""

    def result(self, result: Result) -> None:
        """A test ended, or was skipped."""

    def end(self, totals: Totals) -> None:
        """There are no more."""

"""Running tests: one at a time, within limits, what they print kept.

A function runs without a store for statics, as the reference runs it, so no test sees anything of another though they
share a machine. It fails by a panic, by `Err` and by `None`; any other value is fine. An example runs in a session that
has evaluated the module before, so it sees the module's items; what it leaves behind is forgotten.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from bindrune.core.api import Session, Termination, VmError, debug
from bindrune.core.session.session import OUT
from bindrune.core.vm.values import Err, Nothing
from bindrune.repl.testing.output import CaughtIO, one_line
from bindrune.repl.testing.results import (
    EXAMPLE,
    FAILED,
    INTERRUPTED,
    PASSED,
    SKIPPED,
    TEST,
    Case,
    Interruption,
    Result,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bindrune.core.api import Build, Outcome
    from bindrune.core.ide.examples import Example
    from bindrune.core.vm.machine import Machine

MARKS = frozenset(("rune", "should_panic", "no_run", "compile_fail"))
"""The words of a fence that make a block of code a test."""
IGNORE = "ignore"
"""The word that keeps it from being one."""


class Limits:
    """How long a test may run: in seconds, and in units of fuel; None is without bound."""

    __slots__ = ("fuel", "seconds")

    def __init__(self, seconds: float | None = None, fuel: int | None = None) -> None:
        self.seconds = seconds
        self.fuel = fuel


class Program:
    """The tests of a program that was built, and what runs them."""

    def __init__(self, built: Build, limits: Limits, *, own: bool = True, nocapture: bool = False) -> None:
        self.built = built
        self.limits = limits
        self.io = CaughtIO(built.io, passes=nocapture)
        self._examples: dict[Case, Example] = {}
        self._machine: Machine | None = None
        self._session: tuple[Outcome, Session] | None = None
        self.cases = [*(self._functions() if own else ()), *self._collect()]
        """The tests in the order in which they run: functions, then examples, each from the last to the first."""

    def _functions(self) -> Iterator[Case]:
        unit = self.built.unit
        assert unit is not None
        if self.built.tests:
            self._machine = self.built.machine(statics=False)
        spans = {function.item: function.span for function in unit.functions}
        for name in self.built.tests:
            source, start, _ = spans[name]
            at = self.built.sources[source]
            yield Case(name, TEST, at.name, at.line_index.line_col(start)[0])

    def _collect(self) -> list[Case]:
        """The examples that are tests."""
        built = self.built
        if not any("```" in source.text or "~~~" in source.text for source in built.sources):
            return []
        from bindrune.core.ide.examples import examples
        from bindrune.core.project.loader import load
        from bindrune.core.source import Sources

        sources = Sources()
        root = sources.add(built.root.name, built.root.text, built.root.path)
        stem = one_line(os.path.splitext(os.path.basename(root.name))[0])
        found = [
            example for example in examples(load(sources, root, built.io), f"::{stem}") if example.words & MARKS
        ]
        for example in reversed(found):
            case = Case(example.name, EXAMPLE, sources[example.source].name, example.line)
            self._examples[case] = example
        return list(self._examples)

    def run(self, case: Case) -> Result:
        """Run a test. Raises Interruption where the user interrupts it."""
        example = self._examples.get(case)
        if example is not None and IGNORE not in example.words:
            self._prepared()
        started = time.perf_counter_ns()
        try:
            result = self._run_function(case) if example is None else self._run_example(case, example)
        except Exception as fault:  # of ours: the other tests run
            result = Result(case, FAILED, "internal error", "fault")
            result.error = fault
        result.nanoseconds = time.perf_counter_ns() - started
        result.output = self.io.take()
        if result.status == INTERRUPTED:
            raise Interruption(result)
        return result

    def _run_function(self, case: Case) -> Result:
        from bindrune.core.runtime.active import use_io
        from bindrune.core.runtime.scheduler import SelectorReactor

        assert self._machine is not None
        try:
            execution = self._machine.execute(case.name, (), reactor=SelectorReactor())
            if self.limits.seconds is not None:
                execution.deadline = time.monotonic() + self.limits.seconds
            with use_io(self.io):
                outcome = execution.run(self.limits.fuel)
                if outcome.kind == "limited":
                    raise execution.end("budget", "the budget is used up")
                if outcome.kind == "yielded":
                    execution.cancel()
                    raise VmError("halted", "Halted for unexpected reason `yielded`")
                return self._by_value(case, outcome.value)
        except (VmError, Termination) as error:
            result = self._by_error(case, error)
            result.sources = self.built.sources
            return result

    def _run_example(self, case: Case, example: Example) -> Result:
        words = example.words
        if IGNORE in words:
            return Result(case, SKIPPED, "ignored", "ignored")
        prepared, session = self._prepared()
        if not prepared.ok:
            return self._unfinished(case, prepared)
        outcome = session.evaluate(
            example.code,
            case.name,
            remember=False,
            run="no_run" not in words and "compile_fail" not in words,
            budget=self.limits.fuel,
            seconds=self.limits.seconds,
        )
        error = outcome.error
        if "compile_fail" in words:
            if not outcome.ok:
                return Result(case, PASSED)
            verdict = "expected a compile error because of `compile_fail`, but it compiles"
            return Result(case, FAILED, verdict, "no-compile-error")
        if "should_panic" in words and "no_run" not in words and (outcome.ok or isinstance(error, VmError)):
            if not outcome.ok:
                return Result(case, PASSED)
            verdict = "expected panic because of `should_panic`, but ran without issue"
            return Result(case, FAILED, verdict, "no-panic")
        if outcome.ok:
            return self._by_value(case, outcome.value)
        return self._unfinished(case, outcome)

    def _unfinished(self, case: Case, outcome: Outcome) -> Result:
        """The result of an example that has no value."""
        if outcome.error is not None:
            result = self._by_error(case, outcome.error)
        else:
            result = Result(case, FAILED, "does not compile", "compile")
            result.outcome = outcome
        result.sources = outcome.sources
        return result

    def _prepared(self) -> tuple[Outcome, Session]:
        """The session in which examples run, and what came of evaluating the module in it, which they need."""
        if self._session is None:
            session = Session(self.io, options=self.built.options)
            root = self.built.root
            outcome = session.evaluate(
                root.text, root.name, path=root.path, budget=self.limits.fuel, seconds=self.limits.seconds
            )
            self.io.take()
            session.variables.pop(OUT, None)  # prompts have it; an item of this name would hide behind it
            self._session = outcome, session
        return self._session

    def _by_value(self, case: Case, value: object) -> Result:
        if value.__class__ is Err:
            try:
                shown = debug(value.f_0)
            except VmError as error:
                shown = f"<{error.message}>"
            return Result(case, FAILED, f"err: {one_line(shown)}", "err")
        if value.__class__ is Nothing:
            return Result(case, FAILED, "returned none", "none")
        return Result(case, PASSED)

    def _by_error(self, case: Case, error: VmError | Termination) -> Result:
        """The result of a test that did not come to an end."""
        status, verdict, reason = FAILED, "errored", "panic"
        if isinstance(error, Termination):
            if error.reason == "interrupt":
                status = INTERRUPTED
            verdict, reason = self._by_limit(error)
        elif not (error.frames or error.kind == "halted"):
            reason = "entry"
        result = Result(case, status, verdict, reason)
        result.error = error
        return result

    def _by_limit(self, error: Termination) -> tuple[str, str]:
        """The verdict on a test that was ended, and the reason."""
        if error.reason == "deadline":
            return f"timed out after {self.limits.seconds:g} seconds", "timeout"
        if error.reason == "budget":
            return f"used up its budget of {self.limits.fuel}", "budget"
        return str(error), error.reason

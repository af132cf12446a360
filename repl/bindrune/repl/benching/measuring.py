"""Timing benches: a warm-up, and then as many iterations as fit the time.

A bench is called once and hands functions to its bencher; each is timed for itself. What is timed is the call alone,
with what it awaits. Functions that take less than some microseconds are called several times in a row between two
looks at the clock, so that looking costs nothing that counts; the warm-up says how many.
"""

from __future__ import annotations

import time
from math import inf
from typing import TYPE_CHECKING, Any

from bindrune.core.api import Termination, VmError
from bindrune.core.runtime.active import use_io
from bindrune.core.runtime.scheduler import SelectorReactor
from bindrune.core.std.test import new_bencher
from bindrune.repl.benching.figures import Figures

if TYPE_CHECKING:
    from collections.abc import Callable

    from bindrune.core.api import Build, Sources
    from bindrune.core.codegen.policy import Runs
    from bindrune.repl.benching.figures import Change

_ROW_NS = 20_000
"""How long a row of calls between two looks at the clock should take."""
_MOST_SAMPLES = 50_000
"""How many durations are kept at most; rows get longer rather than more."""
_LONGEST_ROW = 10_000
_FIRST_CALLS = 1000
"""How many calls are timed one by one at most, to find out how long they take."""


class BenchResult:
    """What came of a bench: figures, or why there are none. `path` is the file, `name` the function's.

    `error` is set where it failed; where neither it nor `figures` is, the bench gave its bencher nothing to time.
    `change` compares with a baseline; without one, or where that lacks the bench, it is None.
    """

    __slots__ = ("baseline", "change", "error", "figures", "name", "path", "sources")

    def __init__(self, path: str, name: str, sources: Sources) -> None:
        self.path = path
        self.name = name
        self.sources = sources
        self.figures: Figures | None = None
        self.error: VmError | Termination | None = None
        self.baseline: Figures | None = None
        self.change: Change | None = None

    def render(self, *, color: bool) -> str:
        """The error with its source; empty if there is none or it has no place."""
        from bindrune.core.session.outcome import render_error

        if isinstance(self.error, VmError) and self.error.frames:
            return render_error(self.error, self.sources, color=color)
        return ""


class Timing:
    """How long to warm up and to measure, in seconds, and who is told of the progress."""

    __slots__ = ("measure", "on_measure", "on_warm", "on_warmup", "warmup")

    def __init__(
        self,
        warmup: float,
        measure: float,
        on_warmup: Callable[[str], None],
        on_warm: Callable[[str, int], None],
        on_measure: Callable[[str, int], None],
    ) -> None:
        self.warmup = warmup
        self.measure = measure
        self.on_warmup = on_warmup
        """Called before the warm-up with the bench's name."""
        self.on_warm = on_warm
        """Called behind it with the name and the number of calls."""
        self.on_measure = on_measure
        """Called before measuring with the name and about how many calls there will be."""


def time_bench(built: Build, path: str, name: str, timing: Timing, tell: Callable[[BenchResult], None]) -> None:
    """Run a bench; tell a result for each function that it hands to its bencher, one at least.

    Those of a bench with several are called `name#0`, `name#1` and so on. Raises KeyboardInterrupt.
    """
    bencher = new_bencher()
    result = BenchResult(path, name, built.sources)
    with use_io(built.io):
        try:
            machine = built.machine(statics=False)
            runs = built.runs(machine, name)
            runs.execute(name, [bencher], reactor=SelectorReactor()).run()
            for number, function in enumerate(bencher.functions):
                shown = f"{name}#{number}" if len(bencher.functions) > 1 else name
                result = BenchResult(path, shown, built.sources)
                result.figures = _time(runs, function, shown, timing)
                tell(result)
        except VmError as error:
            result.error = error
        except Termination as error:
            if error.reason == "interrupt":
                raise KeyboardInterrupt from None
            result.error = error
        finally:
            built.io.flush()
    if result.figures is None:
        tell(result)


def _time(runs: Runs, function: Any, name: str, timing: Timing) -> Figures:
    timing.on_warmup(name)
    end = time.perf_counter() + timing.warmup
    first = _measure(runs, function, end, 1, _FIRST_CALLS)
    calls = len(first)
    usual = sorted(first)[calls // 2] or 1
    row = min(_LONGEST_ROW, max(1, int(_ROW_NS / usual)))
    if time.perf_counter() < end:
        calls += row * len(_measure(runs, function, end, row))
    timing.on_warm(name, calls)
    expected = max(1, int(calls * timing.measure / timing.warmup)) if timing.warmup else calls
    timing.on_measure(name, expected)
    row = min(_LONGEST_ROW, max(row, expected // _MOST_SAMPLES))
    samples = _measure(runs, function, time.perf_counter() + timing.measure, row)
    return Figures.of(samples, row * len(samples))


def _measure(runs: Runs, function: Any, end: float, row: int, most: float = inf) -> list[float]:
    """The durations of calls in nanoseconds, each the mean of a row of them: those until `end`, one at least."""
    took: list[float] = []
    reactor = SelectorReactor()
    while True:
        begun = [runs.execute(function, reactor=reactor) for _ in range(row)]
        started = time.perf_counter_ns()
        for run in begun:
            run.run()
        took.append((time.perf_counter_ns() - started) / row)
        if time.perf_counter() >= end or len(took) >= most:
            return took

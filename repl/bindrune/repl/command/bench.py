"""`bindrune bench`: time the functions marked `#[bench]`.

A bench is given a bencher and hands it what is to be timed: `b.iter(|| …)`. Each such function runs for the warm-up
time, then as often as fits the time to measure; the line of its result shows mean, deviation, minimum and median.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from bindrune.core.api import Termination, VmError
from bindrune.core.formatting.durations import format_duration
from bindrune.core.runtime.active import use_io
from bindrune.core.session.outcome import render_error
from bindrune.core.std.test import new_bencher
from bindrune.repl.command.arguments import Arguments, Command, Flag
from bindrune.repl.command.inputs import FLAGS, announce, build_target, options_of, targets, wants_listing
from bindrune.repl.command.terminal import Failure, Terminal

if TYPE_CHECKING:
    from bindrune.core.api import Build
    from bindrune.core.vm.machine import Machine

COMMAND = Command(
    "bench",
    "Run benchmarks",
    [
        *FLAGS,
        Flag("--warmup", value="SECONDS", kind=float, default=5.0, doc="How long to warm up"),
        Flag("--iter", value="SECONDS", kind=float, default=10.0, doc="How long to measure"),
    ],
    "PATH",
    "Scripts to time",
)


def main(arguments: Arguments, terminal: Terminal) -> int:
    """Time the benches of the targets; the status is 1 if one does not build or fails."""
    if wants_listing(arguments, terminal):
        return 0
    try:
        options = options_of(arguments)
        for target in targets(arguments, terminal, ("bench",)):
            announce(target, "Benchmarking", terminal)
            target.script = False
            built = build_target(target, options)
            terminal.diagnostics([found for found in built.diagnostics if found.severity == "error"], built.sources)
            if not built.ok:
                raise Failure("Failed to build rune sources (see diagnostics for details)")
            if built.benches:
                terminal.print(f"    Benching Found {len(built.benches)} benches")
            for name in built.benches:
                time_bench(built, name, arguments.number("warmup"), arguments.number("iter"), terminal)
    except Failure as failure:
        terminal.failure(failure)
        return 1
    return 0


def time_bench(built: Build, name: str, warmup_s: float, iter_s: float, terminal: Terminal) -> None:
    """Run one bench and print what it measured. Raises Failure where it panics."""
    machine = built.machine(statics=False)
    bencher = new_bencher()
    with use_io(built.io):
        try:
            machine.execute(name, [bencher]).run()
            for function in bencher.functions:
                terminal.out.write(f"  Warming up {name} for {warmup_s:.2f}s:")
                warm = measure(machine, function, warmup_s)
                terminal.print(f" {len(warm)} iters in {warmup_s:.2f}s")
                expected = max(1, int(len(warm) * iter_s / warmup_s)) if warmup_s else len(warm)
                terminal.print(f"     Running {name} {expected} iterations for {iter_s:.2f}s: ...........")
                terminal.print(f"      Result {name}: {result(measure(machine, function, iter_s))}")
        except VmError as error:
            terminal.print("")
            if error.frames:
                terminal.error(render_error(error, built.sources, color=terminal.color))
            raise Failure(f"{name}: Error in benchmark: {error.message}") from None
        except Termination:
            raise KeyboardInterrupt from None


def measure(machine: Machine, function: Any, seconds: float) -> list[int]:
    """Return the durations, in nanoseconds, of the calls of ``function`` that fit into ``seconds``; one at least."""
    took: list[int] = []
    end = time.perf_counter() + seconds
    while True:
        execution = machine.execute(function)
        started = time.perf_counter_ns()
        execution.run()
        took.append(time.perf_counter_ns() - started)
        if time.perf_counter() >= end:
            return took


def result(took: list[int]) -> str:
    """Return the figures of a run."""
    mean = sum(took) / len(took)
    deviation = (sum((one - mean) ** 2 for one in took) / len(took)) ** 0.5
    median = sorted(took)[len(took) // 2]
    return (
        f"mean={format_duration(round(mean))}, stddev={format_duration(round(deviation))}, "
        f"iterations={len(took)}, min={format_duration(min(took))}, median={format_duration(median)}"
    )

"""The fuzzer: `python -m tests.fuzz.run [--seconds N] [--seed S] [--coverage]`.

Every input goes through lexer, parser, compiler and, where it compiles, the machine with a budget. Whatever raises
anything but a panic or a termination, or takes longer than two seconds, is printed with its seed and written to a file
beside the report; `--replay SEED` runs one input again. `--coverage` says at the end which share of the lines of
`syntax`, `analysis` and `ir` ran.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import traceback
from pathlib import Path
from random import Random

from tests.conformance.chunks import read_chunks
from tests.fuzz import mutations

ROOT = Path(__file__).resolve().parents[2]
BUDGET = 5_000
"""Units of fuel that a program may burn."""
LIMIT_S = 2.0
"""Seconds that an input may take."""
MEASURED = ("syntax", "analysis", "ir")
"""The rooms whose lines `--coverage` counts."""


def corpus() -> list[tuple[str, bool]]:
    """Return the programs of the conformance files: their text, and whether they are modules."""
    programs = []
    for path in sorted((ROOT / "tests" / "conformance").rglob("*.rn")):
        for chunk in read_chunks(path):
            programs.append((chunk.text.strip("\n") + "\n", "module" in chunk.tags or "test" in chunk.tags))
    return programs


def make(seed: int, programs: list[tuple[str, bool]]) -> tuple[str, bool]:
    """Return the input of a seed, and whether it is to be taken for a module."""
    random = Random(seed)
    kind = random.random()
    if kind < 0.06:
        return mutations.soup(random), random.random() < 0.5
    if kind < 0.10:
        return mutations.noise(random), random.random() < 0.5
    if kind < 0.13:
        return mutations.nest(random), random.random() < 0.3
    text, module = random.choice(programs)
    if kind < 0.20:
        return text[: mutations.MAX_LENGTH], module
    if kind < 0.30:
        return mutations.splice(random, text, random.choice(programs)[0]), module
    return mutations.mutate(random, text), module


def attempt(text: str, module: bool) -> None:
    """Run one input through everything. Raises what nobody should raise."""
    from bindrune.core.api import Termination, VmError, build_text
    from bindrune.core.diagnostics.render import render_text
    from bindrune.core.io import MemoryIO

    io = MemoryIO()
    built = build_text(text, "<fuzz>", script=not module, io=io)
    for diagnostic in built.diagnostics:
        render_text(diagnostic, built.sources)
    if not built.ok:
        return
    try:
        built.run(budget=BUDGET)
    except (VmError, Termination):
        pass


def main() -> int:
    """Fuzz until the time is over; return 1 if anything was found."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--seconds", type=float, default=600)
    options.add_argument("--seed", type=int, default=int(time.time()))
    options.add_argument("--count", type=int, default=0, help="stop after this many inputs")
    options.add_argument("--replay", type=int, help="run the input of one seed, and print it")
    options.add_argument("--coverage", action="store_true")
    chosen = options.parse_args()
    programs = corpus()
    if chosen.replay is not None:
        text, module = make(chosen.replay, programs)
        print(text)
        attempt(text, module)
        return 0
    measure = start_coverage() if chosen.coverage else None
    folder = Path(tempfile.mkdtemp(prefix="bindrune-fuzz-"))
    print(f"fuzzing from seed {chosen.seed} for {chosen.seconds:.0f} s; findings go to {folder}")
    end = time.monotonic() + chosen.seconds
    slowest, found, seed = 0.0, 0, chosen.seed
    while time.monotonic() < end and (not chosen.count or seed - chosen.seed < chosen.count):
        text, module = make(seed, programs)
        started = time.perf_counter()
        fault = ""
        try:
            attempt(text, module)
        except Exception:
            fault = traceback.format_exc()
        took = time.perf_counter() - started
        slowest = max(slowest, took)
        if took > LIMIT_S and not chosen.coverage:
            fault += f"took {took:.1f} s"
        if fault:
            found += 1
            (folder / f"{seed}.rn").write_text(text, encoding="utf-8", errors="surrogatepass")
            print(f"seed {seed} ({len(text)} characters{', module' if module else ''}):\n{fault}", flush=True)
        seed += 1
    print(f"{seed - chosen.seed} inputs, {found} findings, slowest {slowest:.2f} s")
    if measure is not None:
        finish_coverage(measure)
    return 1 if found else 0


def start_coverage() -> object:
    """Begin to count lines."""
    import coverage

    measure = coverage.Coverage(data_file=None, include=[f"*/bindrune/core/{room}/*" for room in MEASURED])
    measure.start()
    return measure


def finish_coverage(measure: object) -> None:
    """Print the share of lines that ran, by room and for each file that misses some."""
    import coverage

    assert isinstance(measure, coverage.Coverage)
    measure.stop()
    measure.report(show_missing=True, skip_covered=True, file=sys.stdout)


if __name__ == "__main__":
    sys.exit(main())

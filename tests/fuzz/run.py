"""The fuzzer: `python -m tests.fuzz.run [--seconds N] [--seed S] [--coverage]`.

Every input goes through the checks of `tests.fuzz.checks`: lexer, parser, compiler, renderer, editor features, unit
files, sessions and, where it compiles, the machine with a budget. Whatever raises anything but a panic or a
termination, takes longer than two seconds of processor time or more memory than the process has, is printed with its
seed and written to a file; `--replay SEED` runs one input again. `--coverage` says at the end which share of the lines
of `syntax`, `analysis` and `ir` ran; the generators among them, which are commands, do not count.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
import traceback
from pathlib import Path
from random import Random

LIMIT_S = 2.0
"""Seconds of processor time that an input of `LENGTH` characters may take; longer ones have more, in proportion."""
LENGTH = 4096
MEMORY = 4 << 30
"""Bytes of address space that the process may take; a program that wants more meets a `MemoryError`."""
MEASURED = ("syntax", "analysis", "ir")
"""The rooms whose lines `--coverage` counts."""


def main() -> int:
    """Fuzz until the time is over; return 1 if anything was found."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--seconds", type=float, default=600)
    options.add_argument("--seed", type=int, default=int(time.time()))
    options.add_argument("--count", type=int, default=0, help="stop after this many inputs")
    options.add_argument("--replay", type=int, help="run the input of one seed, and print it")
    options.add_argument("--coverage", action="store_true")
    chosen = options.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    measure = start_coverage() if chosen.coverage else None
    from tests.fuzz.checks import attempt  # only now, so that the lines that define things are counted too
    from tests.fuzz.inputs import corpus, make

    programs = corpus()
    if chosen.replay is not None:
        text, script = make(chosen.replay, programs)
        print(text)
        started = time.process_time()
        attempt(text, script, Random(chosen.replay))
        print(f"took {time.process_time() - started:.2f} s")
        return 0
    folder = Path(tempfile.mkdtemp(prefix="bindrune-fuzz-"))
    print(f"fuzzing from seed {chosen.seed} for {chosen.seconds:.0f} s; findings go to {folder}")
    end = time.monotonic() + chosen.seconds
    slowest, found, seed = 0.0, 0, chosen.seed
    while time.monotonic() < end and (not chosen.count or seed - chosen.seed < chosen.count):
        text, script = make(seed, programs)
        started = time.process_time()
        fault = ""
        try:
            attempt(text, script, Random(seed))
        except Exception:
            fault = traceback.format_exc()
        took = time.process_time() - started
        slowest = max(slowest, took)
        if took > LIMIT_S * max(1, len(text) / LENGTH) and not chosen.coverage:
            fault += f"took {took:.1f} s"
        if fault:
            found += 1
            (folder / f"{seed}.rn").write_text(text, encoding="utf-8", errors="surrogatepass")
            print(f"seed {seed} ({len(text)} characters{'' if script else ', module'}):\n{fault}", flush=True)
        seed += 1
    print(f"{seed - chosen.seed} inputs, {found} findings, slowest {slowest:.2f} s")
    if measure is not None:
        finish_coverage(measure)
    return 1 if found else 0


def start_coverage() -> object:
    """Begin to count lines."""
    import coverage

    measure = coverage.Coverage(
        data_file=None,
        include=[f"*/bindrune/core/{room}/*" for room in MEASURED],
        omit=["*/generate.py"],
    )
    measure.exclude("if TYPE_CHECKING:")
    measure.exclude("raise NotImplementedError")
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

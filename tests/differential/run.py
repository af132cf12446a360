"""Compares Bindrune with the reference, or its two tiers with each other, on random programs.

    python -m tests.differential.run --seed 1 --count 500 --oracle PATH
    python -m tests.differential.run --tiers
    python -m tests.differential.run --show 17

The reference is a Rune 0.15 command; its path comes from `--oracle` or from `BINDRUNE_ORACLE`.
Programs run in worker processes of ours, or through `--cmd` as a command each. A program that
behaves differently is made small, and written with what the reference does as a conformance chunk
to the folder of `--write`. The exit status is 1 if any differed.

With `--tiers` each program is built once and run in tier 0 and in tier 1; output, value, message,
places, frames and fuel are compared (`tests.codegen.tiers` says by which rules). Every other
program awaits nothing, as only such ones are emitted whole.
"""

from __future__ import annotations

import argparse
import os
import secrets
import shlex
import sys
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

if not __package__:
    sys.path[0] = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from tests.differential.coverage import (
    ABSENT,
    FLOOR_COUNT,
    NATIVES_FLOOR,
    expected,
    measure,
    natives,
)
from tests.differential.minimise import minimise
from tests.differential.natives import NATIVES
from tests.differential.outcome import Lines, Runner, command, difference
from tests.differential.program import generate, generate_counted
from tests.differential.tiers import TierComparison
from tests.differential.worker import Worker

ORACLE = "BINDRUNE_ORACLE"


class Comparison:
    """Two ways to run a program, and what to do where they differ."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.arguments = arguments
        self.local = threading.local()
        self.kinds: Counter[str] = Counter()

    def runners(self) -> tuple[Runner, Runner]:
        """The wanted and the tested way, one pair for each thread."""
        if not hasattr(self.local, "pair"):
            given = self.arguments
            ours: Runner
            ours = command(shlex.split(given.cmd)) if given.cmd else Worker()
            self.local.pair = (command([os.path.abspath(given.oracle)]), ours)
        pair: tuple[Runner, Runner] = self.local.pair
        return pair

    def differs(self, text: str) -> str | None:
        """The first difference on a program."""
        wanted, tested = self.runners()
        expected = wanted(text)
        self.kinds[kind(expected)] += 1
        return difference(expected, tested(text))

    def check(self, seed: int) -> tuple[int, str | None]:
        """Compare on the program of a seed; write down what differs."""
        text = generate(seed)
        found = self.differs(text)
        if found is not None and self.arguments.write:
            self.write(seed, text)
        return seed, found

    def write(self, seed: int, text: str) -> None:
        """Make a program small and write it as a conformance chunk."""
        wanted, tested = self.runners()
        sort = kind(wanted(text))

        def differs(shorter: str) -> bool:
            expected = wanted(shorter)
            if kind(expected) == "error" and sort != "error":
                return False
            return difference(expected, tested(shorter)) is not None

        if not self.arguments.whole:
            text = minimise(text, differs)
        # The heading takes the first line, and places are those of the file.
        expected = wanted("\n" + text)
        os.makedirs(self.arguments.write, exist_ok=True)
        path = os.path.join(self.arguments.write, f"seed_{seed}.rn")
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"//---- random program {seed}\n{text}" + "\n".join(expected) + "\n")


def kind(lines: Lines) -> str:
    """How a program ended: `ok`, or the word of its diagnostic."""
    last = lines[-1] if lines else ""
    return last.split()[1].rstrip(":") if last.startswith("//!") else "ok"


def coverage(first: int, count: int, jobs: int) -> bool:
    """Say which natives, forms, operations and nodes programs use, and which they do not; whether they
    are enough."""
    used: Counter[str] = Counter()
    for seed in range(first, first + count):
        used += generate_counted(seed)[1]
    names = {name for row in NATIVES for name in row.names}
    seen = {name for name in names if used[f"native {name}"]}
    for name, times in sorted(used.items()):
        print(f"{times:8} {name}")
    print(f"{len(seen)} of {len(names)} natives written; not: {', '.join(sorted(names - seen))}")
    ran = measure(first, count, jobs)
    wanted = [name for name in expected() if name not in ABSENT]
    lacking = [name for name in wanted if not ran[name]]
    called = len(natives(ran))
    print(f"{called} natives called; {FLOOR_COUNT} programs call at least {NATIVES_FLOOR}")
    print(f"{len(wanted) - len(lacking)} of {len(wanted)} operations and nodes met")
    print(f"not: {', '.join(lacking) or 'none'}")
    for name, reason in ABSENT.items():
        print(f"cannot occur: {name}: {reason}")
    return count < FLOOR_COUNT or called >= NATIVES_FLOOR


def main() -> int:
    """Read the command line and compare."""
    parser = argparse.ArgumentParser(
        prog="tests.differential.run", description=__doc__.split("\n")[0]
    )
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--fresh", action="store_true", help="begin at a seed of no earlier run")
    parser.add_argument("--count", type=int, default=200, help="how many programs")
    parser.add_argument(
        "--oracle", default=os.environ.get(ORACLE), help=f"the reference ({ORACLE})"
    )
    parser.add_argument("--cmd", help="run ours through this command, a process for each program")
    parser.add_argument("--tiers", action="store_true", help="compare tier 1 with tier 0")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--write", metavar="FOLDER", help="write small programs that differ")
    parser.add_argument("--whole", action="store_true", help="do not make them small")
    parser.add_argument("--show", type=int, metavar="SEED", help="print a program and end")
    parser.add_argument(
        "--coverage", action="store_true", help="print what the programs use and end"
    )
    given = parser.parse_args()
    if given.show is not None:
        print(generate(given.show), end="")
        return 0
    if given.coverage:
        return 0 if coverage(given.seed, given.count, given.jobs) else 1
    if not given.tiers and not (given.oracle and os.path.exists(given.oracle)):
        print(f"No reference to compare with: give --oracle PATH or set {ORACLE}, or use --tiers.")
        return 0
    if given.fresh:
        given.seed = secrets.randbelow(1 << 40)
    comparison = TierComparison(given.write, whole=given.whole) if given.tiers else Comparison(given)
    bad = 0
    print(f"{given.count} programs from seed {given.seed}", flush=True)
    with ThreadPoolExecutor(given.jobs) as pool:
        for seed, found in pool.map(comparison.check, range(given.seed, given.seed + given.count)):
            if found is not None:
                bad += 1
                print(f"seed {seed}: {found}", flush=True)
    kinds = ", ".join(f"{count} {name}" for name, count in comparison.kinds.most_common())
    print(f"{given.count} programs ({kinds}): {bad} differ")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())

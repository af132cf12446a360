"""Runs random programs through tier 0, tier 1 and the reference, and compares what they do.

    python -m tests.differential.run --seed 1 --count 500 --oracle PATH
    python -m tests.differential.run --show 17

The reference is a Rune 0.15 command; its path comes from `--oracle` or from `BINDRUNE_ORACLE`. Without one the
tiers are compared with each other alone. `tests.differential.comparison` says what has to be equal. Every other
program awaits nothing. With `--cmd` a command of ours takes the place of the tiers, a process for each program. A
program that behaves differently is made small, and written with what the reference does as a conformance chunk to
the folder of `--write`. The exit status is 1 if any differed. `--rewritten` takes programs of the conformance files
with other operands (`tests.differential.rewritten`), through the tiers alone.
"""

from __future__ import annotations

import argparse
import os
import secrets
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

if not __package__:
    sys.path[0] = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from tests.differential.comparison import Comparison, program
from tests.differential.coverage import (
    ABSENT,
    FLOOR_COUNT,
    NATIVES_FLOOR,
    expected,
    measure,
    natives,
)
from tests.differential.natives import NATIVES
from tests.differential.program import generate_counted
from tests.differential.rewritten import rewritten

ORACLE = "BINDRUNE_ORACLE"


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
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--write", metavar="FOLDER", help="write small programs that differ")
    parser.add_argument("--whole", action="store_true", help="do not make them small")
    parser.add_argument("--show", type=int, metavar="SEED", help="print a program and end")
    parser.add_argument(
        "--coverage", action="store_true", help="print what the programs use and end"
    )
    parser.add_argument(
        "--rewritten", action="store_true", help="rewritten programs of the conformance files, in the tiers alone"
    )
    given = parser.parse_args()
    programs = rewritten if given.rewritten else program
    if given.rewritten:
        given.oracle = None
    if given.show is not None:
        print(programs(given.show), end="")
        return 0
    if given.coverage:
        return 0 if coverage(given.seed, given.count, given.jobs) else 1
    if given.oracle and not os.path.exists(given.oracle):
        parser.error(f"there is no reference at {given.oracle}")
    if not given.oracle and not given.rewritten:
        print(f"Without the reference (--oracle PATH, or {ORACLE}): the tiers alone.")
    if given.fresh:
        given.seed = secrets.randbelow(1 << 40)
    comparison = Comparison(
        given.oracle, given.cmd, given.write, whole=given.whole, programs=programs
    )
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

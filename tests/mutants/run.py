"""Shows that random programs notice faults: each mutant is put into a copy of the tree and run.

    python -m tests.mutants.run [--count 2000] [--seed 0] [--only 7] [--jobs 2]

The yardstick is what the programs do without a fault, recorded first; `tests.differential` compares
that with the reference. A mutant is *caught* by the first program that does something else. Those
of the fast tier (`codegen/`) are measured by tier 0: recorded and random programs run in both, and
the first that differs catches the mutant. The tree is copied once, to a temporary folder, so that
all runs see the same; a run without a fault must differ in nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from random import Random

from tests.codegen import test_exactness, test_tiers
from tests.codegen.tiers import compare
from tests.conformance.chunks import all_chunks
from tests.differential.outcome import SECONDS, Lines, difference
from tests.differential.program import generate
from tests.differential.typical import typical
from tests.differential.worker import MOST_FUEL, run
from tests.mutants.table import MUTANTS, TIER_MUTANTS

ROOT = Path(__file__).resolve().parent.parent.parent
CORE = Path("core") / "bindrune" / "core"
PARTS = ("core", "tests")
ALL = MUTANTS + TIER_MUTANTS
WANTED = 88
"""So many of all mutants must be caught."""
OUTSIDE = frozenset(("env", "fs", "http", "process", "signal", "time"))
"""Chunks of these see the world outside, or the clock: two runs need not be alike."""
TIER_COUNT = 400
"""So many random programs, and four times as many recorded ones, are run in both tiers."""
LIMIT = 900
"""Seconds after which a faulty process is stopped; one that hangs is caught."""


def outcome_of(seed: int) -> tuple[str, Lines]:
    """The program of a seed and what it does here."""
    text = generate(seed)
    with tempfile.TemporaryDirectory() as folder:
        return text, run(text, Path(folder))


def record(seed: int, count: int, jobs: int, path: Path) -> None:
    """In a process of the copy: write down what the programs of a range of seeds do."""
    with ProcessPoolExecutor(jobs) as pool:
        rows = list(pool.map(outcome_of, range(seed, seed + count), chunksize=20))
    path.write_text(json.dumps(rows), encoding="utf-8")


def first_difference(path: Path) -> str | None:
    """In a process of a mutant: the first program that does something else, or does not end."""
    signal.signal(signal.SIGALRM, _too_long)
    with tempfile.TemporaryDirectory() as folder:
        for number, (text, wanted) in enumerate(json.loads(path.read_text(encoding="utf-8"))):
            signal.alarm(SECONDS)
            found = difference(wanted, run(text, Path(folder)))
            signal.alarm(0)
            if found is not None:
                return f"program {number}: {found}"
    return None


def tier_programs(seed: int, count: int) -> list[tuple[str, bool]]:
    """What catches faults of the fast tier, with whether it is a script: the programs of its tests, then recorded ones,
    shuffled, each sixth a random one that awaits nothing and the next a typical one."""
    chunks = [
        (chunk.text, "module" not in chunk.tags)
        for chunk in all_chunks()
        if "test" not in chunk.tags and chunk.path.stem not in OUTSIDE
    ]
    Random(seed).shuffle(chunks)
    found = [(text, True) for text in (*test_exactness.PROGRAMS.values(), *test_tiers.PROGRAMS.values())]
    for at in range(count):
        found += chunks[4 * at : 4 * at + 4]
        found += [(generate(seed + at, immediate=True), True), (typical(seed + at), True)]
    return found


def first_tier_difference(path: Path) -> str | None:
    """In a process of a mutant: the first program that the tiers run differently, or that does not end."""
    signal.signal(signal.SIGALRM, _too_long)
    for number, (text, script) in enumerate(json.loads(path.read_text(encoding="utf-8"))):
        signal.alarm(SECONDS)
        try:
            _, found = compare(text, script=script, most_fuel=MOST_FUEL)
        except Exception as fault:
            found = f"{type(fault).__name__}: {fault}"
        signal.alarm(0)
        if found is not None:
            return f"program {number}: {found}"
    return None


def _too_long(number: int, frame: object) -> None:
    raise TimeoutError("the program does not end")


def copy_tree(source: Path, folder: Path) -> None:
    """Copy what runs programs."""
    for part in PARTS:
        shutil.copytree(
            source / part, folder / part, ignore=shutil.ignore_patterns("__pycache__", "*.rn")
        )


def inside(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run this module in a copy of the tree."""
    sources = [str(folder), *(str(folder / part) for part in PARTS)]
    return subprocess.run(
        [sys.executable, "-m", "tests.mutants.run", *arguments],
        cwd=folder,
        env=dict(os.environ, PYTHONPATH=os.pathsep.join(sources)),
        capture_output=True,
        encoding="utf-8",
        timeout=LIMIT,
        check=False,
    )


def trial(number: int | None, tree: Path, recorded: Path, *, tiers: bool) -> str | None:
    """What catches a mutant, or None; without a number, what differs without a fault. ``recorded`` are the outcomes, or
    with ``tiers`` the programs."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy_tree(tree, folder)
        if number is not None:
            file, old, new, _ = ALL[number]
            path = folder / CORE / file
            lines = path.read_text(encoding="utf-8").split("\n")
            at = [line.strip() for line in lines].index(old)
            lines[at] = lines[at].replace(old, new)
            path.write_text("\n".join(lines), encoding="utf-8")
        try:
            done = inside(folder, "--tiers" if tiers else "--against", str(recorded))
        except subprocess.TimeoutExpired:
            return "it hangs"
    if done.returncode == 0:
        return None
    said = (done.stdout or done.stderr).strip().splitlines()
    return said[-1] if said else f"status {done.returncode}"


def main() -> int:
    """Run the mutants that the command line names."""
    parser = argparse.ArgumentParser(
        prog="tests.mutants.run", description=__doc__.split("\n")[0]
    )
    parser.add_argument("--count", type=int, default=2000, help="how many programs")
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", type=int, action="append", help="a mutant, by its number")
    parser.add_argument("--against", help=argparse.SUPPRESS)
    parser.add_argument("--tiers", help=argparse.SUPPRESS)
    parser.add_argument("--record", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.record:
        record(given.seed, given.count, given.jobs, Path(given.record))
        return 0
    if given.against or given.tiers:
        found = first_tier_difference(Path(given.tiers)) if given.tiers else first_difference(Path(given.against))
        if found is not None:
            print(found)
        return 1 if found is not None else 0
    return _try_all(given)


def _try_all(given: argparse.Namespace) -> int:
    """Run the chosen mutants, and the tree without a fault; return the status of the command."""
    chosen = given.only or range(len(ALL))
    kinds = sorted({number >= len(MUTANTS) for number in chosen})
    missed = 0
    with tempfile.TemporaryDirectory() as name:
        tree = Path(name) / "tree"
        outcomes, programs = Path(name) / "outcomes.json", Path(name) / "programs.json"
        copy_tree(ROOT, tree)
        if False in kinds:
            options = ["--seed", str(given.seed), "--count", str(given.count)]
            inside(tree, "--record", str(outcomes), *options, "--jobs", str(given.jobs))
        if True in kinds:
            programs.write_text(json.dumps(tier_programs(given.seed, min(given.count, TIER_COUNT))), encoding="utf-8")

        def attempt(number: int | None, tiers: bool) -> str | None:
            return trial(number, tree, programs if tiers else outcomes, tiers=tiers)

        with ThreadPoolExecutor(given.jobs) as pool:
            controls = [pool.submit(attempt, None, tiers) for tiers in kinds]
            results = pool.map(lambda number: attempt(number, number >= len(MUTANTS)), chosen)
            for number, found in zip(chosen, results, strict=True):
                file, _, _, what = ALL[number]
                missed += found is None
                print(f"{number:3} {'caught' if found else 'MISSED'} {file}: {what}", flush=True)
                if found:
                    print(f"      {found[:160]}")
            for control in controls:
                if control.result() is not None:
                    print(f"without a fault: {control.result()}")
                    return 2
    print(f"{len(chosen) - missed} of {len(chosen)} caught")
    return 1 if missed > len(ALL) - WANTED else 0


if __name__ == "__main__":
    sys.exit(main())

"""Shows that tests notice faults of the standard library: each row in turn does nothing and gives unit.

    python -m tests.mutants.std [--only ::std::vec::Vec::push] [--programs 40] [--jobs 2] [--examples]

First all examples and chunks are run as they are, to hear which rows each calls. Then each row is
silenced, in this process, and the programs that call it are run, its own example first, until one
does something else. That program is run once more without the fault, where it must do as it should.

What no program notices is *missed*, unless the row is *excused* in `excused.py`.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

from tests.conformance.chunks import same
from tests.conformance.outcomes import outcome
from tests.mutants.excused import EXCUSED
from tests.mutants.programs import Program, all_programs
from tests.mutants.rows import Row, all_rows
from tests.std.http_server import Server, serve

FUEL = 3_000_000
"""Units of fuel that a program gets while a row is silenced; one that needs more is of no use."""
SECONDS = 20
"""After so long a faulty program counts as one that hangs, which is noticed."""

_PROGRAMS: list[Program] = []
_ROWS: dict[str, Row] = {}
_HEARD: set[str] = set()


def difference(program: Program) -> str | None:
    """What a program does otherwise than it should, or None."""
    chunk = program.chunk
    with tempfile.TemporaryDirectory() as folder, _alarm():
        try:
            found = outcome(chunk, Path(folder), FUEL)
        except TimeoutError:
            return "it hangs"
        except (Exception, SystemExit) as error:
            return f"{type(error).__name__}: {error}"
    if same(chunk.wanted, found):
        return None
    for wanted, line in zip(chunk.wanted, found, strict=False):
        if wanted != line:
            return line
    return found[-1] if len(found) > len(chunk.wanted) else f"no {chunk.wanted[len(found)]}"


def expect_output(program: Program) -> None:
    """Let a program want what it prints now: an example says nothing about its output."""
    with tempfile.TemporaryDirectory() as folder:
        found = outcome(program.chunk, Path(folder), FUEL)
    program.chunk.wanted = [line for line in found if line.startswith("//>")]


@contextmanager
def _alarm() -> Iterator[None]:
    def ring(number: int, frame: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def listen() -> None:
    """From now on, hear which rows are called in this process."""
    for row in _ROWS.values():
        row.listen(_HEARD)


def rows_called(number: int) -> tuple[list[str], str | None]:
    """Which rows a program calls, and what it does otherwise than it should."""
    _HEARD.clear()
    found = difference(_PROGRAMS[number])
    return sorted(_HEARD), found


def trial(name: str, numbers: list[int]) -> tuple[str, str] | None:
    """The first of some programs that notices when a row is silenced, and what it does then."""
    row = _ROWS[name]
    for number in numbers:
        program = _PROGRAMS[number]
        with row.silenced():
            found = difference(program)
        if found is not None and difference(program) is None:
            return program.name, found
    return None


def order(row: Row, numbers: Iterable[int]) -> list[int]:
    """The programs that call a row: its own example first, then what is about little."""

    def rank(number: int) -> tuple[bool, bool, int]:
        program = _PROGRAMS[number]
        return program.item not in row.documented, program.item is not None, len(program.chunk.text)

    return sorted(numbers, key=rank)


def main() -> int:
    """Silence the rows that the command line names."""
    parser = argparse.ArgumentParser(prog="tests.mutants.std", description=__doc__.split("\n")[0])
    parser.add_argument("--only", action="append", help="rows whose name begins so; may be given again")
    parser.add_argument("--programs", type=int, default=40, help="how many programs a row is given")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--examples", action="store_true", help="name the rows whose own example notices nothing")
    parser.add_argument("--caught", action="store_true", help="name what is caught, too, and by what")
    given = parser.parse_args()
    with serve() as server:
        return _measure(given, server)


def _measure(given: argparse.Namespace, server: Server) -> int:
    """Silence rows one after another, and tell which nobody missed."""
    _ROWS.update((row.name, row) for row in all_rows())
    _PROGRAMS.extend(all_programs(server))
    for program in _PROGRAMS:
        if program.item is not None:
            expect_output(program)
    with ProcessPoolExecutor(given.jobs, get_context("fork"), listen) as pool:
        called = list(pool.map(rows_called, range(len(_PROGRAMS)), chunksize=50))
    numbers: dict[str, list[int]] = defaultdict(list)
    for number, (names, failure) in enumerate(called):
        if failure is not None:
            print(f"of no use, since it fails without a fault: {_PROGRAMS[number].name}: {failure}")
            continue
        for name in names:
            numbers[name].append(number)
    chosen = [n for n in _ROWS if given.only is None or n.startswith(tuple(given.only))]
    tried = {name: order(_ROWS[name], numbers[name])[: given.programs] for name in chosen}
    with ProcessPoolExecutor(given.jobs, get_context("fork")) as pool:
        found = list(pool.map(trial, chosen, tried.values(), chunksize=4))
    missed = excused = by_example = 0
    for name, caught in zip(chosen, found, strict=True):
        own = [_PROGRAMS[n].name for n in tried[name] if _PROGRAMS[n].item in _ROWS[name].documented]
        if caught is not None:
            if given.caught:
                print(f"caught  {name}: {caught[0]}\n        {caught[1][:140]}")
            if caught[0] in own:
                by_example += 1
            elif given.examples:
                print(f"{'example notices nothing' if own else 'no example calls it'}: {name}")
        elif name in EXCUSED:
            excused += 1
            print(f"excused {name}: {EXCUSED[name]}")
        else:
            missed += 1
            print(f"MISSED  {name}: {f'{len(tried[name])} programs notice nothing' if tried[name] else 'never called'}")
    caught_count = len(chosen) - missed - excused
    print(f"{caught_count} of {len(chosen)} rows caught ({by_example} by their own example), {excused} excused")
    useless = [name for name in EXCUSED if name not in _ROWS]
    useless += [n for n, caught in zip(chosen, found, strict=True) if caught is not None and n in EXCUSED]
    for name in useless:
        print(f"needs no excuse: {name}")
    return 1 if missed or useless else 0


if __name__ == "__main__":
    sys.exit(main())

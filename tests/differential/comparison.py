"""One program through tier 0, tier 1 and the reference: what it does has to be the same in all of them.

The tiers run in a worker process of ours, from one build (`tests.codegen.tiers`): output, value or panic, its place,
the frames and the fuel are compared. What tier 0 did is then compared with the reference, as lines of a conformance
file: output, the message of a panic or of a compile error, and its place. The reference shows no value of a script; so
each program prints its locals at its end.
"""

from __future__ import annotations

import os
import re
import shlex
import threading
from collections import Counter
from collections.abc import Callable

from tests.differential.minimise import minimise
from tests.differential.outcome import Lines, Runner, command, difference
from tests.differential.program import generate
from tests.differential.typical import typical
from tests.differential.worker import Worker

_KEPT = re.compile(r"//! panic \d+:\d+: Cannot (write|take), value has snapshot ")


def program(seed: int) -> str:
    """The program of a seed: of those that are odd one half awaits nothing, the other is typical (`typical.py`)."""
    return typical(seed) if seed % 4 == 3 else generate(seed, immediate=seed % 2 == 1)


def unlike(wanted: Lines, found: Lines) -> str | None:
    """The first difference from the reference. Its iterators live on in registers that are free
    (`docs/differences.md`): where it cannot write what they borrow, it is no yardstick any more."""
    told = difference(wanted, found)
    if found[-1:] == ["//! budget"] and wanted[: len(found) - 1] in (found[:-1], ["//! timeout"]):
        return None  # it was ended before
    if told is not None and wanted and _KEPT.match(wanted[-1]) and wanted[:-1] == found[: len(wanted) - 1]:
        return None
    return told


def kind(lines: Lines) -> str:
    """How a program ended: `ok`, or the word of its diagnostic."""
    last = lines[-1] if lines else ""
    return last.split()[1].rstrip(":") if last.startswith("//!") else "ok"


class Runners:
    """The ways in which a thread runs programs: the reference and ours."""

    def __init__(self, oracle: str | None, words: str | None) -> None:
        self.reference: Runner | None = command([os.path.abspath(oracle)]) if oracle else None
        self.command: Runner | None = command(shlex.split(words)) if words else None
        self.worker = Worker(tiers=True)

    def compare(self, text: str) -> tuple[str, str | None]:
        """How a program ends, and the first difference, if there is one."""
        found = None
        if self.command is not None:
            lines = self.command(text)
        else:
            first, *lines = self.worker(text)
            if first.startswith("//!"):
                return "fault", first
            found = f"tiers: {first}" if first else None
        if found is None and self.reference is not None:
            found = unlike(self.reference(text), lines)
        return kind(lines), found


class Comparison:
    """Runs programs, each thread with its own `Runners`, and makes those small that differ.

    `oracle` is the path of the reference, or None if it is not at hand; `words` are those of a command that is
    compared in the place of the tiers. `folder` takes the programs that differ, made small unless `whole`.
    `programs` gives the program of a seed.
    """

    def __init__(
        self,
        oracle: str | None,
        words: str | None,
        folder: str | None,
        *,
        whole: bool,
        programs: Callable[[int], str] = program,
    ) -> None:
        self.oracle = oracle
        self.words = words
        self.folder = folder
        self.whole = whole
        self.programs = programs
        self.local = threading.local()
        self.kinds: Counter[str] = Counter()

    @property
    def runners(self) -> Runners:
        """Those of this thread."""
        if not hasattr(self.local, "runners"):
            self.local.runners = Runners(self.oracle, self.words)
        runners: Runners = self.local.runners
        return runners

    def check(self, seed: int) -> tuple[int, str | None]:
        """Compare on the program of a seed; write down what differs."""
        text = self.programs(seed)
        ended, found = self.runners.compare(text)
        self.kinds[ended] += 1
        if found is not None and self.folder:
            self._write(self.folder, seed, text, ended)
        return seed, found

    def _write(self, folder: str, seed: int, text: str, ended: str) -> None:
        """Make a program small and write it, as a conformance chunk if the reference says what it does."""
        runners = self.runners

        def differs(shorter: str) -> bool:
            end, found = runners.compare(shorter)
            return found is not None and "timeout" not in found and (end == ended or end != "error")

        if not self.whole:
            text = minimise(text, differs)
        # The heading takes the first line, and places are those of the file.
        wanted = runners.reference("\n" + text) if runners.reference is not None else []
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, f"seed_{seed}.rn"), "w", encoding="utf-8") as file:
            file.write(f"//---- random program {seed}\n{text}" + "".join(f"{line}\n" for line in wanted))

"""How much of the corpus runs in the fast tier: every function of the conformance files, benchmarks and examples.

``python -m tests.codegen.corpus`` has each program written as Python and prints how many functions of each kind are
emitted, and what keeps the others in tier 0. A function counts once for each program it stands in.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from bindrune.core.api import MemoryIO, build_text
from bindrune.core.codegen.tiers import reasons
from tests.conformance.chunks import all_chunks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).parents[2]
FOLDERS = ("benchmarks/programs", "examples")


class Corpus:
    """The counts: functions by kind, those that are emitted, and the others by reason."""

    def __init__(self) -> None:
        self.programs = 0
        self.functions: Counter[str] = Counter()
        self.emitted: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.left: list[str] = []
        """Where each function stands that is not emitted, and why."""

    def add(self, name: str, text: str, *, script: bool, path: str | None = None) -> None:
        """Count the functions of a program, if it can be built."""
        built = build_text(text, name, script=script, path=path, io=MemoryIO())
        if built.unit is None:
            return
        self.programs += 1
        module, _ = built.emit(built.machine(), [function.item for function in built.unit.functions])
        found = reasons(built.unit, module)
        for function in built.unit.functions:
            kind = f"{function.kind} closure or block" if "{closure" in function.item else function.kind
            self.functions[kind] += 1
            why = found.get(function.item)
            if why is None:
                self.emitted[kind] += 1
            else:
                self.reasons[why] += 1
                self.left.append(f"{name}: {function.item.removeprefix('::') or '<script>'}: {why}")

    @property
    def share(self) -> float:
        """How many of a hundred functions are emitted."""
        return 100 * self.emitted.total() / self.functions.total()

    def rows(self) -> list[str]:
        """The counts as rows of Markdown."""
        rows = ["| functions | in all | emitted |", "|---|---|---|"]
        rows += [f"| {kind} | {n} | {self.emitted[kind]} |" for kind, n in sorted(self.functions.items())]
        return rows


def programs() -> Iterator[tuple[str, str, bool, str | None]]:
    """Name, text, whether it is a script, and path of each program."""
    for chunk in all_chunks():
        yield chunk.id, chunk.text, "module" not in chunk.tags, None
    for folder in FOLDERS:
        for file in sorted((ROOT / folder).glob("*.rn")):
            text = file.read_text(encoding="utf-8")
            yield file.name, text, True, str(file)


def corpus() -> Corpus:
    """The counts of all programs."""
    counts = Corpus()
    for name, text, script, path in programs():
        counts.add(name, text, script=script, path=path)
    return counts


def main(arguments: Sequence[str]) -> None:
    """Print the counts, and with ``-v`` the functions that are not emitted."""
    counts = corpus()
    print(f"{counts.programs} programs")
    print("\n".join(counts.rows()))
    print(f"emitted: {counts.share:.2f} %")
    for why, n in counts.reasons.most_common():
        print(f"{n:6} {why}")
    if "-v" in arguments:
        print("\n".join(counts.left))


if __name__ == "__main__":
    main(sys.argv[1:])

"""Tier 0 against tier 1 on random programs, in worker processes."""

from __future__ import annotations

import os
import threading
from collections import Counter

from tests.differential.minimise import minimise
from tests.differential.outcome import Lines
from tests.differential.program import generate
from tests.differential.worker import Worker


def program(seed: int) -> str:
    """The program of a seed: of those that are odd one that awaits nothing."""
    return generate(seed, immediate=seed % 2 == 1)


class TierComparison:
    """Runs programs in both tiers, and makes those small on which they differ."""

    def __init__(self, folder: str | None, *, whole: bool) -> None:
        self.folder = folder
        self.whole = whole
        self.local = threading.local()
        self.kinds: Counter[str] = Counter()

    def compare(self, text: str) -> Lines:
        """How a program ends, and the first difference if there is one; each thread has its worker."""
        if not hasattr(self.local, "worker"):
            self.local.worker = Worker(tiers=True)
        worker: Worker = self.local.worker
        return worker(text)

    def check(self, seed: int) -> tuple[int, str | None]:
        """Compare on the program of a seed; write down what differs. A fault of ours is a difference too."""
        text = program(seed)
        ended, *found = self.compare(text)
        if ended.startswith("//!"):
            ended, found = "fault", [ended]
        self.kinds[ended] += 1
        if found and self.folder:
            self._write(seed, text, ended)
        return seed, found[0] if found else None

    def _write(self, seed: int, text: str, ended: str) -> None:
        def differs(shorter: str) -> bool:
            end, *found = self.compare(shorter)
            return end.startswith("//!") if ended == "fault" else end == ended and bool(found)

        if not self.whole:
            text = minimise(text, differs)
        assert self.folder is not None
        os.makedirs(self.folder, exist_ok=True)
        with open(os.path.join(self.folder, f"tiers_{seed}.rn"), "w", encoding="utf-8") as file:
            file.write(f"//---- random program {seed}: {' '.join(self.compare(text)[1:])}\n{text}")

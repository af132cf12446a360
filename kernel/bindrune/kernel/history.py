"""The inputs of this kernel's life, for front ends that ask for history."""

from __future__ import annotations

from fnmatch import fnmatchcase

Entry = tuple[int, int, str, str | None]
"""Session number (0: this one), cell number, input, and the plain text of its result if it had one."""


class History:
    """Inputs in order, answered by tail, range and search as the messaging protocol has them."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []

    def add(self, number: int, code: str, output: str | None) -> None:
        """Remember an input and what it gave."""
        self._entries.append((0, number, code, output))

    def tail(self, n: int | None) -> list[Entry]:
        """The last ``n`` inputs, oldest first; all of them for ``None``."""
        return self._entries[-n:] if n else list(self._entries)

    def range(self, start: int, stop: int | None) -> list[Entry]:
        """The inputs numbered ``start`` up to but without ``stop``."""
        return [entry for entry in self._entries if entry[1] >= start and (stop is None or entry[1] < stop)]

    def search(self, pattern: str, n: int | None, unique: bool) -> list[Entry]:
        """The inputs that fit a glob pattern; with ``unique`` only the latest of equal ones."""
        found = [entry for entry in self._entries if fnmatchcase(entry[2], pattern)]
        if unique:
            found = list({entry[2]: entry for entry in found}.values())
        return found[-n:] if n else found

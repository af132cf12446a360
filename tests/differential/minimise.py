"""Makes a program that shows a difference small: statements and lines are left out while the
difference stays.

Pieces are whole statements, found by their brackets: a line, or a line and what its brackets
hold. The largest go first. Afterwards the bodies of what is left are tried without their first
and last line.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.differential.literals import QUOTED


def depth_change(line: str) -> int:
    """How many more brackets a line opens than it closes."""
    bare = QUOTED.sub("", line)
    return sum(bare.count(c) for c in "([{") - sum(bare.count(c) for c in ")]}")


def pieces(lines: list[str]) -> list[tuple[int, int]]:
    """The statements of a program, nested ones too, as ranges of lines; the largest first."""
    found = []
    for start in range(len(lines)):
        depth, end = 0, start
        while end < len(lines):
            depth += depth_change(lines[end])
            end += 1
            if depth <= 0:
                break
        if depth == 0:
            found.append((start, end))
    return sorted(found, key=lambda piece: piece[0] - piece[1])


def minimise(text: str, differs: Callable[[str], bool], rounds: int = 400) -> str:
    """The smallest program found within a number of trials that still differs."""
    lines = text.splitlines()
    tries = 0
    changed = True
    while changed and tries < rounds:
        changed = False
        for start, end in pieces(lines):
            for shorter in (
                lines[:start] + lines[end:],
                lines[:start] + lines[start + 1 : end - 1] + lines[end:],
            ):
                if len(shorter) >= len(lines) or (
                    end - start < 3 and len(shorter) != len(lines) - end + start
                ):
                    continue
                tries += 1
                if differs("\n".join(shorter) + "\n"):
                    lines = shorter
                    changed = True
                    break
            if changed or tries >= rounds:
                break
    return "\n".join(lines) + "\n"

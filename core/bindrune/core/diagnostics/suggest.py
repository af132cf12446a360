"""Which known name was probably meant by an unknown one.

Names are compared by the number of single edits between them: a character more, fewer or other,
or two neighbours swapped; a difference in case alone counts as half an edit. About one edit in
three characters is allowed, so that short names suggest little, and names of one character nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def closest(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate most like `name` (of equals the first), or None where none is like it."""
    allowed = max(1, len(name) // 3)
    if len(name) < 2:
        return None
    best, best_distance = None, allowed + 0.25
    for candidate in candidates:
        if candidate == name or abs(len(candidate) - len(name)) > allowed:
            continue
        distance = edits(name, candidate)
        if distance < best_distance:
            best, best_distance = candidate, distance
    return best


def did_you_mean(name: str, candidates: Iterable[str]) -> str | None:
    """The help text that names the closest candidate, if there is one."""
    found = closest(name, candidates)
    return None if found is None else f"did you mean `{found}`?"


def edits(left: str, right: str) -> float:
    """How many edits lie between two names; 0.5 where they differ in case only."""
    if left == right:
        return 0
    left, right = left.casefold(), right.casefold()
    if left == right:
        return 0.5
    before: list[int] = []
    previous = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        current = [i]
        for j, b in enumerate(right, 1):
            cost = min(previous[j] + 1, current[-1] + 1, previous[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and b == left[i - 2]:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        before, previous = previous, current
    return previous[-1]

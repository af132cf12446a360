"""The figures of a bench, made of the durations of its iterations, and how two runs compare.

Machines are noisy, and upwards only: minimum and median say more than mean and deviation. Two runs differ where their
medians and their minima do, both the same way and by more than a twentieth, and the middle halves of their durations do
not overlap; everything else is noise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST_CHANGE = 0.05
"""Figures that differ by less than this part are the same."""

BETTER, WORSE, NOISE = "better", "worse", "within noise"
"""The verdicts of a comparison."""

KEYS = ("min", "q1", "median", "q3", "mean", "stddev")
"""The figures, each a number of nanoseconds an iteration, under the names that files have for them."""


class Figures:
    """What the durations of a bench come to: nanoseconds an iteration, and how many iterations there were."""

    __slots__ = ("iterations", "mean", "median", "min", "q1", "q3", "stddev")

    def __init__(self, iterations: int, values: Sequence[float]) -> None:
        self.iterations = iterations
        self.min, self.q1, self.median, self.q3, self.mean, self.stddev = values

    @classmethod
    def of(cls, samples: Sequence[float], iterations: int) -> Figures:
        """The figures of durations in nanoseconds; there is one at least."""
        ordered = sorted(samples)
        mean = sum(ordered) / len(ordered)
        variance = sum((sample - mean) ** 2 for sample in ordered) / len(ordered)
        quartiles = [_quantile(ordered, part) for part in (0.25, 0.5, 0.75)]
        return cls(iterations, (ordered[0], *quartiles, mean, variance**0.5))

    def as_json(self) -> dict[str, float | int]:
        """The figures by name."""
        return {"iterations": self.iterations, **{f"{key}_ns": round(getattr(self, key), 3) for key in KEYS}}


def _quantile(ordered: Sequence[float], part: float) -> float:
    """A quantile of sorted numbers, between two of them in proportion."""
    at = part * (len(ordered) - 1)
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (at - low)


class Change:
    """How a run compares with an earlier one: the ratio of the medians, new to old, and the verdict."""

    __slots__ = ("ratio", "verdict")

    def __init__(self, new: Figures, old: Figures) -> None:
        self.ratio = _ratio(new.median, old.median)
        of_min = _ratio(new.min, old.min)
        self.verdict = NOISE
        if new.q1 > old.q3 and min(self.ratio, of_min) >= 1 + LEAST_CHANGE:
            self.verdict = WORSE
        elif new.q3 < old.q1 and max(self.ratio, of_min) <= 1 / (1 + LEAST_CHANGE):
            self.verdict = BETTER


def _ratio(new: float, old: float) -> float:
    if old:
        return new / old
    return float("inf") if new else 1.0

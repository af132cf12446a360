"""Fuel: how a run is counted, bounded and interrupted.

A charge point takes one from ``tick``, a ``itertools.repeat`` of one slice. When the slice is used up, ``refill``
looks at the budget, the interrupt flag, the deadline, the depth and the memory, and starts the next slice. A slice is
short enough that its end is reached within milliseconds: its length follows the time that the last one took.

``interrupt`` may be called from any thread or signal handler: it sets a flag and replaces ``tick`` by one that is
used up, so the next charge point looks. Should the running thread replace ``tick`` in the same moment, the flag is
met at the end of that slice: no race loses it.
"""

from __future__ import annotations

from itertools import repeat
from time import monotonic

from bindrune.core.vm.errors import Termination, VmError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, Final

    from bindrune.core.vm.closures.typing import Closure, Registers
    from bindrune.core.vm.observer import Observers

FIRST_SLICE: Final = 1024
MAX_SLICE: Final = 16_384
MIN_SLICE: Final = 32
LARGE_CHARGE: Final = 64
"""A native that charges so much takes longer than rounds of a loop: the deadline is looked at, not only the slice."""
_LONG: Final = 0.004
_SHORT: Final = 0.001

DEFAULT_MAX_DEPTH: Final = 2_000_000
"""How deep calls nest before a run is ended; 300 bytes a frame here, 500 in the fast tier."""


class Exit(BaseException):
    """Leaves the driver loop; not an error."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Fuel:
    """The part of an execution that counts."""

    __slots__ = (
        "R", "_budget", "_debt", "_interrupted", "_slice", "_slice_tick", "_started", "f", "frames",
        "deadline", "is_observed", "max_depth", "observers", "probe", "spent", "tick",
    )  # fmt: skip

    R: Registers
    f: Closure
    frames: list[tuple[Registers, Closure, int, int]]

    def __init__(self) -> None:
        self.tick: Iterator[None] = iter(())
        self.deadline: float | None = None
        self.max_depth = DEFAULT_MAX_DEPTH
        self.probe: Callable[[], None] | None = None
        """Called at the end of each slice; may raise ``Termination`` (memory caps, cancellation by a host)."""
        self.observers: Observers | None = None
        self.is_observed = False
        """Whether the loop that runs is one for observers."""
        self.spent = 0
        """Fuel spent in slices that are over."""
        self._budget: int | None = None
        self._interrupted = False
        self._debt = 0
        self._slice = FIRST_SLICE
        self._slice_tick: Any = repeat(None, 0)
        self._started = 0.0

    def set_budget(self, budget: int | None) -> None:
        """Allow ``budget`` units from here on; ``None`` is without bound."""
        self._settle()
        self._budget = budget
        self.tick = self._slice_tick = repeat(None, 0)

    def fuel_spent(self) -> int:
        """The units charged so far."""
        left: int = self._slice_tick.__length_hint__()
        return self.spent + self._debt - left

    def look_soon(self) -> None:
        """Let the next charge point look at everything."""
        self.tick = iter(())

    def interrupt(self) -> None:
        """End the run at its next charge point, from any thread."""
        self._interrupted = True
        self.tick = iter(())

    def _settle(self) -> None:
        """Give back what is left of the slice."""
        left = self._slice_tick.__length_hint__()
        if left:
            self.spent -= left
            if self._budget is not None:
                self._budget += left
        self._slice_tick = repeat(None, 0)

    def _new_slice(self) -> None:
        n = self._slice
        if self._budget is not None:
            n = min(n, self._budget)
            self._budget -= n
        self.spent += n
        self._started = monotonic()
        self.tick = self._slice_tick = repeat(None, n)
        if self._interrupted:
            self.tick = iter(())

    def charge(self, n: int) -> bool:
        """Charge ``n`` units without stopping here; return whether the slice had them.

        If not, the next charge point stops, or the caller asks ``look`` to.
        """
        left = self._slice_tick.__length_hint__()
        if left > n:
            self.tick = self._slice_tick = repeat(None, left - n)
            if self._interrupted or (n >= LARGE_CHARGE and self.is_late()):
                self.tick = iter(())
                return False
            return True
        self._debt += n - left
        self.tick = self._slice_tick = repeat(None, 0)
        return False

    def is_late(self) -> bool:
        """Whether the deadline has passed."""
        return self.deadline is not None and monotonic() > self.deadline

    def look(self, R: Registers, again: Closure) -> None:
        """Look at everything at a place that has paid already, and start a slice."""
        self._look(R, again)
        self._new_slice()

    def refill(self, R: Registers, again: Closure, target: Closure) -> Closure:
        """A charge point found no fuel in the slice: stop there, or charge it to a new slice and go on at ``target``.

        ``again`` is the closure of the charge point; a run that stops goes on with it.
        """
        while True:
            self._look(R, again)
            self._new_slice()
            for _ in self.tick:
                return target

    def _pace(self) -> None:
        """Make slices longer or shorter by what the last one took, and hear whether to stop."""
        took = monotonic() - self._started
        if took > _LONG:
            self._slice = max(self._slice // 2, MIN_SLICE)
        elif took < _SHORT:
            self._slice = min(self._slice * 2, MAX_SLICE)
        if self._interrupted:
            self._interrupted = False
            raise Termination("interrupt", "interrupted")

    def _look(self, R: Registers, again: Closure) -> None:
        self._settle()
        self._pace()
        if self.observers is not None and not self.is_observed:
            self.R = R
            self.f = again
            raise Exit("observe")
        if self._debt:
            debt, self._debt = self._debt, 0
            self.spent += debt
            if self._budget is not None:
                self._budget -= debt
        if self._budget is not None and self._budget <= 0:
            self.R = R
            self.f = again
            raise Exit("limited")
        if self.is_late():
            raise Termination("deadline", "the deadline has passed")
        if len(self.frames) > self.max_depth:
            raise VmError("stack", f"Calls nest deeper than {self.max_depth}")
        if self.probe is not None:
            self.probe()

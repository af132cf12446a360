"""``select`` and ``join``: driven bodies that poll several futures in the order of the branches."""

from __future__ import annotations

from bindrune.core.vm.access import hold, release, take
from bindrune.core.vm.faults import refuse
from bindrune.core.vm.futures import FUTURE, PENDING, WAIT, Future, Task

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from bindrune.core.vm.native import Driving


class Selection:
    """The state of one ``select``: the branches whose futures may still complete."""

    __slots__ = ("tasks",)

    def __init__(self, values: list[Any]) -> None:
        self.tasks: list[tuple[int, Task]] = []
        held: list[Future] = []
        try:
            for number, value in enumerate(values):
                if value.__class__ is not Future:
                    refuse(value, FUTURE, "write")
                hold(value)
                held.append(value)
                if value.start is not None or value.task is not None:
                    self.tasks.append((number, task_of(value)))
        finally:
            for value in held:
                release(value)

    def next(self) -> Driving:
        """Wait for the next branch that completes: ``(number, value)``, or ``None`` if none is left.

        The futures are held exclusively while it waits.
        """
        held = [task.future for _, task in self.tasks if task.future is not None]
        for value in held:
            hold(value)
        try:
            while self.tasks:
                for at, (number, task) in enumerate(self.tasks):
                    value = yield task
                    if value is not PENDING:
                        del self.tasks[at]
                        return number, value
                yield WAIT
            return None
        finally:
            for value in held:
                release(value)

    def __del__(self) -> None:
        _give_up(task for _, task in self.tasks)


def _give_up(tasks: Iterable[Task]) -> None:
    """Nobody here polls these any more: they belong to their futures alone, and end with them."""
    for task in tasks:
        task.future = None


def task_of(value: Future) -> Task:
    """The task of a future: the one it is suspended in, or a new one."""
    task = value.task
    if task is None:
        return Task(value)
    task.woken = True
    task.future = value
    return task


def join_all(values: list[Any]) -> Driving:
    """Poll several futures together until all have completed; return the list of their values."""
    tasks = []
    for value in values:
        if value.__class__ is not Future:
            refuse(value, FUTURE, "take")
    for value in values:
        tasks.append(task_of(take(value)))
    results: list[Any] = [PENDING] * len(tasks)
    left = len(tasks)
    try:
        while left:
            for at, task in enumerate(tasks):
                if results[at] is PENDING:
                    value = yield task
                    if value is not PENDING:
                        results[at] = value
                        left -= 1
            if left:
                yield WAIT
    finally:
        _give_up(tasks)
    return results

"""Observers: events of frames and instructions, several at once, faults, attaching while a program runs."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bindrune.core.vm.observer import ALL_KINDS, FRAME_KINDS
from tests.vm.running import start

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bindrune.core.vm.observer import Event


class Recorder:
    """Keeps events."""

    def __init__(self, wants: Iterable[str]) -> None:
        self.wants = frozenset(wants)
        self.events: list[Event] = []

    def on_event(self, event: Event) -> None:
        self.events.append(event.copy())

    def kinds(self) -> list[tuple[str, str]]:
        return [(event.kind, event.function.name) for event in self.events]


PROGRAM = """
fn g(n) { for i in 0..n { yield i; } }
fn f(x) { x + 1 }
let t = 0;
for i in g(1) { t = t + f(i); }
Some(t).map(|x| f(x));
t
"""


def test_events_of_frames() -> None:
    recorder = Recorder(FRAME_KINDS)
    execution = start(PROGRAM)
    execution.attach(recorder)
    assert execution.run().value == 1
    closure = next(name for kind, name in recorder.kinds() if kind == "request")
    body = recorder.events[0].function.name
    assert recorder.kinds() == [
        ("enter", body),
        ("enter", "g"),
        ("suspend", "g"),
        ("enter", "f"),
        ("exit", "f"),
        ("resume", "g"),
        ("exit", "g"),
        ("request", closure),
        ("enter", closure),
        ("enter", "f"),
        ("exit", "f"),
        ("exit", closure),
        ("exit", body),
    ]
    values = [event.value for event in recorder.events if event.kind == "exit" and event.function.name == "f"]
    assert values == [1, 2]
    assert [event.sequence for event in recorder.events] == list(range(1, 14))


def test_instructions_are_those_of_the_unit() -> None:
    recorder = Recorder(["op"])
    execution = start("let t = 0; while t < 3 { t = t + 1; } t")
    execution.attach(recorder)
    execution.run()
    pcs = [event.pc for event in recorder.events]
    assert pcs[:3] == [0, 1, 2]
    stepped = start("let t = 0; while t < 3 { t = t + 1; } t")
    steps = 0
    while stepped.step().kind == "stepped":
        steps += 1
    assert steps in (len(pcs), len(pcs) - 1)


def test_values_and_natives() -> None:
    recorder = Recorder(ALL_KINDS)
    execution = start("let a = 1 + 2; [a].len()")
    execution.attach(recorder)
    execution.run()
    assert 3 in [event.value for event in recorder.events if event.kind == "after"]
    kinds = [event.kind for event in recorder.events]
    assert kinds.count("native_enter") == kinds.count("native_exit") == 1


def test_variables_are_reached() -> None:
    seen = []

    class Watcher(Recorder):
        def on_event(self, event: Event) -> None:
            seen.append(event.frame.variables().get("t"))

    execution = start("let t = 1; t = t + 5; t")
    execution.attach(Watcher(["op"]))
    execution.run()
    assert 6 in seen


def test_one_that_raises_is_detached_and_the_others_go_on() -> None:
    class Faulty(Recorder):
        def on_event(self, event: Event) -> None:
            raise ValueError("mine")

    faulty, healthy = Faulty(ALL_KINDS), Recorder(ALL_KINDS)
    execution = start(PROGRAM)
    execution.attach(faulty)
    observers = execution.attach(healthy)
    assert execution.run().value == 1
    ((observer, error),) = observers.faults
    assert observer is faulty
    assert str(error) == "mine"
    assert observers.attached == [healthy]
    assert len(healthy.events) > 20


def test_an_error_unwinds_with_its_places() -> None:
    recorder = Recorder(["unwind"])
    execution = start("fn f(x) { x + () } fn g(x) { f(x) } g(1);")
    execution.attach(recorder)
    try:
        execution.run()
    except Exception as error:
        assert [event.value is error for event in recorder.events] == [True] * 3
    assert [name for _, name in recorder.kinds()][:2] == ["f", "g"]


def test_attaching_in_the_middle() -> None:
    execution = start("let t = 0; for i in 0..1000 { t = t + i; } t")
    assert execution.run(500).kind == "limited"
    recorder = Recorder(["op"])
    observers = execution.attach(recorder)
    assert execution.run(100).kind == "limited"
    count = len(recorder.events)
    assert 300 < count < 600
    observers.detach(recorder)
    assert execution.run().value == 499_500
    assert len(recorder.events) == count


def test_a_run_without_observers_is_the_quicker_one() -> None:
    text = "fn fib(n) { if n < 2 { n } else { fib(n - 1) + fib(n - 2) } } fib(16)"

    def seconds(*wants: str) -> float:
        execution = start(text)
        if wants:
            execution.attach(Recorder(wants))
        started = time.perf_counter()
        execution.run()
        return time.perf_counter() - started

    assert min(seconds() for _ in range(3)) < min(seconds("op") for _ in range(3))

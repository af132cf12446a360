"""Observers: events of frames and instructions, several at once, faults, attaching while a program runs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from bindrune.core.vm.errors import VmError
from bindrune.core.vm.flow import BATCH, FlowEvent
from bindrune.core.vm.observer import ALL_KINDS, FRAME_KINDS
from tests.vm.running import start

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bindrune.core.vm.execution import Execution
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


def test_a_run_without_observers_is_not_driven_by_the_loop_for_them() -> None:
    text = "fn fib(n) { if n < 2 { n } else { fib(n - 1) + fib(n - 2) } } fib(9)"
    alone, watched = start(text), start(text)
    watched.attach(Recorder(("op",)))
    assert alone.run().value == watched.run().value
    assert (alone.is_observed, watched.is_observed) == (False, True)


class Flow:
    """Counts instructions by what batches say."""

    wants = frozenset(("flow",))

    def __init__(self, *more: str) -> None:
        self.wants = self.wants.union(more)
        self.counts: Counter[tuple[str, int]] = Counter()
        self.places: Counter[tuple[str, int]] = Counter()
        self.covered: set[tuple[str, int]] = set()
        self.sizes: list[int] = []
        self.others = 0

    def on_event(self, event: Event) -> None:
        if not isinstance(event, FlowEvent):
            self.others += 1
            return
        self.sizes.append(len(event.value))
        for (function, pc), n in event.counts().items():
            assert n > 0
            self.counts[function.item, pc] += n
        self.covered |= {(function.item, pc) for function, pc in event.covered()}
        for function, pc, span in event.places():
            assert span == function.span_at(pc)
            self.places[function.item, pc] += 1


def instructions(text: str) -> Counter[tuple[str, int]]:
    """How often each instruction of a script runs, as the observer of single ones sees it."""
    recorder = Recorder(["op"])
    finish(text, recorder)
    return Counter((event.function.item, event.pc) for event in recorder.events)


def finish(text: str, *observers: Recorder | Flow, budget: int | None = None) -> Execution:
    """Run a script to its end or its error."""
    execution = start(text)
    for observer in observers:
        execution.attach(observer)
    try:
        while execution.run(budget).kind == "limited":
            pass
    except VmError:
        pass
    return execution


FLOWS = {
    "loops": """
        let t = 0;
        for i in 0..50 { if i == 3 { continue; } if i > 40 { break; } t += i; }
        let k = 0;
        while k < 60 { k = k + 1; if k % 7 == 2 { t = t * 3 + 1; } else { t -= 1; } }
        t
    """,
    "calls": "fn fib(n) { if n < 2 { n } else { fib(n - 1) + fib(n - 2) } } fib(11)",
    "other operands": """
        fn sum(a, b) { a + b }
        fn less(a, b) { if a < b { 1 } else { 0 } }
        let t = 0;
        for (a, b) in [(1, 2), (1.5, 2.5)] { t += less(a, b); sum(a, b); }
        for word in ["a", "b"] { t += less(word, "b"); }
        let x = 0.5;
        while x < 9.0 { x = x + 1.0; }
        sum(`a`, "b").len() + t
    """,
    "generators": """
        fn numbers(n) { for i in 0..n { yield i; } }
        let t = 0;
        for i in numbers(20) { t += i; }
        for i in [1, 2, 3].iter().map(|x| x + 1).filter(|x| x > 2) { t += i; }
        t
    """,
    "awaiting": "async fn f(x) { x + 1 } let t = 0; for i in 0..9 { t += f(i).await; } t",
    "a panic": "fn f(x) { if x > 5 { panic!(`no`) } x + 1 } let t = 0; for i in 0..9 { t += f(i); } t",
    "a refusal": "fn f(x, y) { x + y } let t = 0; while t < 9 { t = f(t, 1); } f(t, ())",
    "an overflow": "fn f(x) { x * 4 } let t = 1; while t > 0 { t = f(t); } t",
}


@pytest.mark.parametrize("text", FLOWS.values(), ids=FLOWS)
def test_batches_count_exactly(text: str) -> None:
    expected = instructions(text)
    assert expected
    flow, cut, with_frames, with_ops = Flow(), Flow(), Flow("enter", "exit"), Flow("op")
    finish(text, flow)
    finish(text, cut, budget=7)
    finish(text, with_frames)
    finish(text, with_ops)
    for seen in (flow, cut, with_frames, with_ops):
        assert seen.counts == expected
        assert seen.places == expected
        assert seen.covered == set(expected)
    assert with_frames.others
    assert with_ops.others == expected.total()


def test_batches_are_bounded_and_come_at_the_end() -> None:
    flow = Flow()
    execution = finish("let t = 0; while t < 100000 { t = t + 1; } t", flow)
    assert max(flow.sizes) <= BATCH + 1
    assert len(flow.sizes) > 100_000 // (BATCH + 1)
    assert execution.observers is not None
    assert execution.observers.recording is not None
    assert not execution.observers.recording.batch


def test_batches_of_a_part_of_a_run() -> None:
    text = "fn f(x) { x + 1 } let t = 0; while t < 9000 { t = f(t); } t"
    execution = start(text)
    assert execution.run(1000).kind == "limited"
    flow = Flow()
    observers = execution.attach(flow)
    assert execution.run(2000).kind == "limited"
    (body,) = {key for key, n in flow.places.items() if key[0].endswith("f") and n > 1} & {
        key for key in flow.places if key[1] == 0
    }
    seen = flow.counts[body]
    assert 900 < seen < 2100
    observers.detach(flow)
    assert execution.run(100).kind == "limited"
    again = Flow()
    observers.attach(again)
    assert execution.run().value == 9000
    assert flow.counts[body] == seen
    assert 5000 < again.counts[body] < 9000 - seen


def test_one_that_raises_at_a_batch_is_detached() -> None:
    class Faulty(Flow):
        def on_event(self, event: Event) -> None:
            raise ValueError("mine")

    faulty, flow, recorder = Faulty(), Flow(), Recorder(["enter", "exit"])
    text = FLOWS["calls"]
    observers = finish(text, faulty, flow, recorder).observers
    assert observers is not None
    assert [observer for observer, _ in observers.faults] == [faulty]
    assert flow.counts == instructions(text)


def test_a_copy_of_a_batch_stays() -> None:
    recorder = Recorder(["flow"])
    finish(FLOWS["calls"], recorder)
    kept = recorder.events[0]
    assert isinstance(kept, FlowEvent)
    assert kept.counts()
    assert kept.kind == "flow"
    assert kept.depth == 0
    assert kept.pc >= 0
    with pytest.raises(AttributeError):
        _ = kept.frame


def test_steps_are_recorded() -> None:
    text = FLOWS["loops"]
    flow = Flow()
    execution = start(text)
    execution.attach(flow)
    while execution.step().kind == "stepped":
        pass
    assert flow.counts == instructions(text)

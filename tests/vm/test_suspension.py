"""Futures, select, join, streams: polling, waiting in the reactor, waking from threads."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest

from bindrune.core.runtime.scheduler import SelectorReactor, Sleep
from bindrune.core.session.program import build_text
from bindrune.core.vm.errors import Termination, VmError
from bindrune.core.vm.execution import Execution
from bindrune.core.vm.futures import PENDING, NativeFuture, Task, future
from bindrune.core.vm.operations.debug import debug
from bindrune.core.vm.values import vec
from tests.vm.running import start


class Gate(NativeFuture):
    """A future that completes when it is opened."""

    def __init__(self) -> None:
        self.value: Any = PENDING
        self.polls = 0
        self.waker: Task | None = None
        self.cancelled = False

    def poll(self, waker: Task) -> Any:
        self.polls += 1
        self.waker = waker
        return self.value

    def open(self, value: Any) -> None:
        self.value = value
        if self.waker is not None:
            self.waker.wake()

    def cancel(self) -> None:
        self.cancelled = True


def with_futures(text: str, *starts: Any) -> Execution:
    """An execution of `pub fn main(a, b, …)` with futures as arguments."""
    built = build_text(text, script=False)
    assert built.ok, [found.message for found in built.diagnostics]
    return built.machine().execute("main", [future(start) for start in starts], reactor=SelectorReactor())


def test_a_run_that_waits_can_be_left_and_continued() -> None:
    gate = Gate()
    execution = with_futures("pub async fn main(a) { 1 + a.await }", gate)
    assert execution.run(block=False).kind == "waiting"
    assert execution.run(block=False).kind == "waiting"
    gate.open(41)
    assert execution.run().value == 42


def test_waking_from_another_thread() -> None:
    gate = Gate()
    execution = with_futures("async fn w(f) { f.await } pub async fn main(a) { w(w(a)).await.await }", gate)
    gate_open = threading.Timer(0.05, gate.open, [future(Sleep(0.0))])
    gate_open.start()
    assert execution.run().value is None
    assert gate.polls == 2
    gate_open.join()


def test_sleeping_futures_run_together() -> None:
    text = "pub async fn main(a, b, c) { std::future::join((a, b, c)).await }"
    execution = with_futures(text, Sleep(0.05), Sleep(0.08), Sleep(0.02))
    started = time.monotonic()
    assert debug(execution.run().value) == "((), (), ())"
    assert time.monotonic() - started >= 0.08


def test_select_takes_the_first_and_the_others_go_on() -> None:
    text = """
    pub async fn main(a, b) {
        let first = select { x = a => (1, x), y = b => (2, y) };
        (first, a.await)
    }
    """
    one, two = Gate(), Gate()
    execution = with_futures(text, one, two)
    assert execution.run(block=False).kind == "waiting"
    assert (one.polls, two.polls) == (1, 1)
    two.open("b")
    assert execution.run(block=False).kind == "waiting"
    assert two.polls == 2
    one.open("a")
    assert debug(execution.run().value) == "((2, 'b'), 'a')"


def test_only_what_was_woken_is_polled_again() -> None:
    gates = [Gate() for _ in range(5)]
    execution = with_futures("pub async fn main(a, b, c, d, e) { std::future::join([a, b, c, d, e]).await }", *gates)
    execution.run(block=False)
    for n, gate in enumerate(gates):
        gate.open(n)
        outcome = execution.run(block=False)
    assert debug(outcome.value) == "[0, 1, 2, 3, 4]"
    assert [gate.polls for gate in gates] == [2] * 5


def test_a_body_suspended_in_a_select_is_awaited_elsewhere() -> None:
    text = """
    async fn deep(n, f) { if n == 0 { f.await } else { 1 + deep(n - 1, f).await } }
    pub async fn main(a, b) {
        let slow = deep(50, a);
        let r = select { x = slow => x, y = b => y };
        (r, slow.await)
    }
    """
    slow, quick = Gate(), Gate()
    execution = with_futures(text, slow, quick)
    execution.run(block=False)
    quick.open(7)
    execution.run(block=False)
    slow.open(100)
    assert debug(execution.run().value) == "(7, 150)"


def test_streams_await_inside() -> None:
    text = """
    async fn s(f) { yield 1; yield f.await; }
    pub async fn main(a) { let t = s(a); [t.next().await, t.next().await, t.next().await] }
    """
    gate = Gate()
    execution = with_futures(text, gate)
    assert execution.run(block=False).kind == "waiting"
    gate.open(2)
    assert debug(execution.run().value) == "[Some(1), Some(2), None]"


def test_an_interrupt_ends_waiting() -> None:
    execution = with_futures("pub async fn main(a) { a.await }", Gate())
    timer = threading.Timer(0.03, execution.interrupt)
    timer.start()
    with pytest.raises(Termination, match="interrupted"):
        execution.run()
    timer.join()


def test_cancelling_reaches_the_native_future() -> None:
    gate = Gate()
    execution = with_futures("async fn w(f) { f.await } pub async fn main(a) { w(a).await }", gate)
    execution.run(block=False)
    execution.cancel()
    assert gate.cancelled


def test_a_panic_in_a_branch_ends_everything() -> None:
    text = """
    async fn p(f) { f.await; panic!("inside") }
    pub async fn main(a, b) { select { x = p(a) => 1, y = b => 2 } }
    """
    gate = Gate()
    execution = with_futures(text, gate, Gate())
    execution.run(block=False)
    gate.open(1)
    with pytest.raises(VmError, match="Panicked: inside") as caught:
        execution.run()
    assert [place.name for place in caught.value.frames] == ["p", "main"]  # type: ignore[attr-defined]


def test_select_over_thousands() -> None:
    gates = [Gate() for _ in range(2000)]
    text = "pub async fn main(all) { std::future::join(all).await }"
    machine = build_text(text, script=False).machine()
    execution = machine.execute("main", [vec([future(gate) for gate in gates])], reactor=SelectorReactor())
    execution.run(block=False)
    for gate in gates:
        gate.open(1)
    assert len(execution.run().value.a) == 2000


def test_resuming_a_generator_by_itself() -> None:
    with pytest.raises(VmError, match="Cannot write, value has snapshot -X000000"):
        start("let h = [0]; fn g(h) { yield 1; (h[0]).next(); } let a = g(h); h[0] = a; a.next(); a.next();").run()


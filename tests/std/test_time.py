"""Durations are exact, clocks are the host's, and what waits can be interrupted, dropped and told to
wait for ages.
"""

from __future__ import annotations

import gc
import os
import threading
import time
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bindrune.core.api import MemoryIO, Session, Termination, VmError, build_text
from bindrune.core.io import LimitedIO, StdIO
from bindrune.core.runtime import scheduler
from bindrune.core.runtime.active import use_io
from bindrune.core.runtime.scheduler import FEW, LONGEST, SelectorReactor, Sleep
from bindrune.core.std.time_durations import MOST, SECOND
from bindrune.core.vm.errors import panic
from bindrune.core.vm.futures import PENDING, Task
from bindrune.core.vm.operations.arith import add
from bindrune.core.vm.operations.compare import cmp
from bindrune.core.vm.operations.debug import debug
from bindrune.core.vm.operations.equality import eq
from bindrune.core.vm.operations.hashing import hash_key
from tests.std.calling import call, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

U64 = st.integers(0, (1 << 64) - 1)
AGES = st.integers(0, MOST)


def spans(ns: int) -> Any:
    """A duration of nanoseconds, made as scripts make it."""
    return call("::time::Duration::new", *divmod(ns, SECOND))


@given(AGES, AGES)
def test_durations_add_and_compare_as_their_nanoseconds(a: int, b: int) -> None:
    if a + b <= MOST:
        assert add(spans(a), spans(b)).ns == a + b
    else:
        with pytest.raises(VmError, match="overflow when adding durations"):
            add(spans(a), spans(b))
    assert debug(cmp(spans(a), spans(b))) == ("Less" if a < b else "Greater" if a > b else "Equal")
    assert eq(spans(a), spans(b)) is (a == b)
    assert (hash_key(spans(a)) == hash_key(spans(b))) is (a == b)


@given(AGES)
def test_parts_of_a_duration_make_it_up(ns: int) -> None:
    d = spans(ns)
    seconds, rest = divmod(ns, SECOND)
    part = {name: int(call(f"::time::Duration::subsec_{name}", d)) for name in ("millis", "micros", "nanos")}
    assert int(call("::time::Duration::as_secs", d)) == seconds
    assert part == {"millis": rest // 1_000_000, "micros": rest // 1_000, "nanos": rest}
    for name, unit in (("millis", 1_000_000), ("micros", 1_000), ("nanos", 1)):
        n = ns // unit
        wanted = str(n) if n < 1 << 64 else f"Failed to convert integer `{n}` to value `u64`"
        assert shown(f"::time::Duration::as_{name}", d) == wanted


@given(st.floats(0, 2.0**64))
def test_floats_become_the_nearest_nanosecond(seconds: float) -> None:
    exact = Fraction(seconds) * SECOND
    if round(exact) > MOST:
        assert shown("::time::Duration::from_secs_f64", seconds).endswith("too big or NaN")
    else:
        assert call("::time::Duration::from_secs_f64", seconds).ns == round(exact)  # which goes to the even one


@given(U64)
def test_whole_seconds_come_back_from_floats(seconds: int) -> None:
    d = call("::time::Duration::from_secs", seconds)
    assert call("::time::Duration::as_secs_f64", d) == float(seconds)


def run(text: str, io: Any = None) -> str:
    """What a program prints."""
    io = io or MemoryIO()
    build_text(text, io=io).run()
    return str(io.output)


def test_instants_show_the_clock_of_the_host() -> None:
    io = MemoryIO()
    io.time = 5 * SECOND + 7
    text = 'let a = time::Instant::now(); println!("{:?} {:?}", a, a.elapsed());'
    assert run(text, io) == "Instant { tv_sec: 5, tv_nsec: 7 } 0ns\n"


def test_sleeping_needs_the_clock() -> None:
    io = LimitedIO(StdIO(), ())
    for text in ("sleep(time::Duration::ZERO)", "Instant::now()", "interval(time::Duration::SECOND)"):
        with pytest.raises(VmError, match="Missing capability `clock`"):
            build_text(f"time::{text}", io=io).run()


def test_an_interval_without_a_period_is_a_panic() -> None:
    for made in ("interval(Duration::ZERO)", "interval_at(time::Instant::now(), Duration::ZERO)"):
        with pytest.raises(VmError) as caught:
            run(f"use time::Duration; let i = time::{made}; i.await")
        assert str(caught.value) == str(panic("`period` must be non-zero."))


class Jumping(SelectorReactor):
    """A reactor that does not wait: its clock jumps to the end of each wait."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self.waits: list[float | None] = []

    def _poll(self, timeout: float | None) -> None:
        self.waits.append(timeout)
        assert timeout is not None, "nothing would ever end this wait"
        self.now += timeout


@pytest.fixture
def jumping(monkeypatch: pytest.MonkeyPatch) -> Iterator[Jumping]:
    """A reactor whose clock is that of all timers."""
    reactor = Jumping()
    monkeypatch.setattr(scheduler, "monotonic", lambda: reactor.now)
    yield reactor
    reactor.close()


def execute(text: str, reactor: SelectorReactor | None, io: Any = None) -> str:
    """What a script prints that waits in a reactor."""
    io = io or MemoryIO()
    built = build_text(text, io=io)
    execution = built.start()
    execution.reactor = reactor
    with use_io(io):
        assert execution.run().kind == "complete"
    return str(io.output)


YEARS = 40 * 365 * 86_400


def test_a_sleep_of_years_is_many_waits(jumping: Jumping) -> None:
    text = f'time::sleep(time::Duration::from_secs({YEARS})).await; println!("awake");'
    assert execute(text, jumping) == "awake\n"
    assert jumping.now >= YEARS
    assert max(wait for wait in jumping.waits if wait is not None) == LONGEST


def test_the_longest_sleep_does_not_keep_shorter_ones(jumping: Jumping) -> None:
    text = """
        use time::{sleep, Duration};
        async fn nap(hours) { sleep(Duration::from_secs(hours * 3600)).await; println!("{}", hours); }
        select {
            _ = sleep(Duration::MAX) => println!("ages"),
            _ = std::future::join([nap(60), nap(20), nap(0)]) => println!("hours"),
        }
    """
    assert execute(text, jumping) == "0\n20\n60\nhours\n"


def test_real_waits_of_ages_begin(jumping: Jumping) -> None:
    """The operating system takes the longest timeout that is asked for."""
    reactor = SelectorReactor()
    reactor.call_at(1e300, jumping.notify)
    timer = threading.Timer(0.02, reactor.notify)
    timer.start()
    reactor.wait(None)
    timer.join()
    reactor.close()


def test_an_interval_ticks_on_a_clock_that_stands_still(jumping: Jumping) -> None:
    text = """
        let i = time::interval(time::Duration::from_secs(10)).await;
        for n in 0..4 { i.tick().await; println!("{}", n); }
    """
    assert execute(text, jumping) == "0\n1\n2\n3\n"
    assert jumping.now == 30.0


def test_a_tick_that_is_due_just_now_lets_others_go_first(jumping: Jumping) -> None:
    text = """
        async fn ready() { "ready" }
        let i = time::interval(time::Duration::SECOND).await;
        println!("{}", select { _ = i.tick() => "tick", x = ready() => x });
        i.tick().await;
        i.reset_immediately();
        println!("{}", select { _ = i.tick() => "tick", x = ready() => x });
    """
    assert execute(text, jumping) == "ready\nready\n"


def test_without_a_reactor_there_is_no_waiting() -> None:
    with pytest.raises(VmError, match="no reactor"):
        execute("time::sleep(time::Duration::ZERO).await", None)


def test_timers_of_losers_are_forgotten(jumping: Jumping) -> None:
    text = f"""
        use time::{{sleep, Duration}};
        for n in 0..{FEW * 20} {{
            select {{ _ = sleep(Duration::MAX) => panic!("never"), _ = sleep(Duration::ZERO) => () }}
        }}
    """
    execute(text, jumping)
    assert len(jumping._timers) <= FEW


def test_timers_that_stand_are_kept(jumping: Jumping) -> None:
    rang: list[int] = []
    timers = [jumping.call_at(float(n), lambda n=n: rang.append(n)) for n in range(FEW * 5)]  # type: ignore[misc]
    for timer in timers[::2]:
        timer.cancel()
    for _ in range(FEW * 5):
        jumping.call_at(0.5, lambda: None).cancel()
    while len(rang) < len(timers) // 2:
        jumping.wait(None)
    assert rang == list(range(FEW * 5))[1::2]


WAITS = {
    "sleep": "time::sleep(time::Duration::from_secs(1000)).await",
    "ages": "time::sleep(time::Duration::MAX).await",
    "tick": "let i = time::interval(time::Duration::MAX).await; i.tick().await; i.tick().await",
    "join": "std::future::join([time::sleep(time::Duration::MAX), time::sleep(time::Duration::ZERO)]).await",
    "select": "use time::{sleep, Duration}; select { _ = sleep(Duration::MAX) => 1, _ = sleep(Duration::MAX) => 2 }",
    "no time": "loop { time::sleep(time::Duration::ZERO).await; }",
}


@pytest.mark.parametrize("name", WAITS)
def test_an_interrupt_ends_waiting_and_keeps_the_session(name: str) -> None:
    session = Session(MemoryIO())
    assert session.evaluate("let kept = [1, 2];").ok
    timer = threading.Timer(0.05, session.interrupt)
    timer.start()
    outcome = session.evaluate(f"let kept = 5; {WAITS[name]}")
    timer.join()
    assert isinstance(outcome.error, Termination), outcome.render_text()
    outcome = session.evaluate("time::sleep(time::Duration::MILLISECOND).await; kept")
    assert outcome.ok
    assert outcome.value.a == [1, 2]  # type: ignore[attr-defined]


def test_a_tick_that_was_interrupted_sets_its_interval_free() -> None:
    session = Session(MemoryIO())
    assert session.evaluate("let i = time::interval(time::Duration::MAX).await; i.tick().await;").ok
    timer = threading.Timer(0.05, session.interrupt)
    timer.start()
    assert not session.evaluate("i.tick().await").ok
    timer.join()
    assert session.evaluate("i.reset_immediately(); i.tick().await").ok


def test_a_deadline_ends_a_sleep() -> None:
    execution = build_text("time::sleep(time::Duration::MAX).await").start()
    execution.deadline = time.monotonic() + 0.02
    with pytest.raises(Termination, match="deadline"):
        execution.run()


def test_a_sleep_in_another_thread() -> None:
    outputs: list[str] = []
    thread = threading.Thread(
        target=lambda: outputs.append(run('time::sleep(time::Duration::MILLISECOND).await; println!("awake");'))
    )
    thread.start()
    thread.join()
    assert outputs == ["awake\n"]


def test_what_was_printed_can_be_read_while_a_program_waits() -> None:
    class Gathering(MemoryIO):
        """Keeps a record of flushes among the output."""

        def flush(self) -> None:
            self.write_out("|")

    text = 'print!("a"); time::sleep(time::Duration::MILLISECOND).await; print!("b");'
    io = Gathering()
    assert execute(text, SelectorReactor(), io) == "a|b"


def test_a_poll_that_comes_late_has_its_value_at_once(jumping: Jumping) -> None:
    class Late(scheduler.Alarm):
        """Should have completed an hour ago."""

        def delay(self) -> float:
            """Seconds from now."""
            return -3600.0

        def finish(self) -> str:
            """The value."""
            return "late"

    task = Task(None, None)
    assert Late().poll(task) == "late"
    task.execution = build_text("1").start()
    task.execution.reactor = jumping
    assert Sleep(0.0).poll(task) is PENDING


def test_a_dropped_future_goes_at_once_with_its_timer(jumping: Jumping) -> None:
    """Without the help of the garbage collector: what it borrowed is free in the next statement."""
    text = """
        use time::{sleep, Duration};
        async fn hold(v) { for x in v.iter() { sleep(Duration::MAX).await; } }
        async fn deep(v) { select { x = hold(v) => x, _ = std::future::join([hold(v)]) => 0 } }
        let v = [1];
        select { _ = deep(v) => 1, _ = sleep(Duration::SECOND) => 2 };
        v.push(2);
        println!("{:?}", v);
    """
    gc.disable()
    try:
        assert execute(text, jumping) == "[1, 2]\n"
    finally:
        gc.enable()
    assert all(timer.callback is None for timer in jumping._timers)


def test_a_stream_that_was_left_while_it_awaits_goes_at_once(jumping: Jumping) -> None:
    text = """
        use time::{sleep, Duration};
        async fn items(v) { for x in v.iter() { yield x; sleep(Duration::MAX).await; } }
        let v = [1];
        {
            let s = items(v);
            s.next().await;
            select { _ = s.next() => 1, _ = sleep(Duration::SECOND) => 2 };
            println!("{}", is_writable(v));
        }
        v.push(2);
        println!("{:?}", v);
    """
    gc.disable()
    try:
        assert execute(text, jumping) == "false\n[1, 2]\n"
    finally:
        gc.enable()
    assert all(timer.callback is None for timer in jumping._timers)


def test_numbers_of_signals_go_on_to_whom_they_were_meant_for() -> None:
    """A loop around ours, such as asyncio's, hears signals by a descriptor too."""
    out, into = os.pipe()
    reactor = SelectorReactor()
    reactor.notify()
    reactor.wait(0.0)
    os.write(reactor._wake_in, b"\0\2\0")
    reactor._read_wakes(into)
    assert os.read(out, 10) == b"\2"
    reactor.close()
    os.close(out)
    os.close(into)

"""An interrupt from another thread ends whatever runs, as a deadline does, and a session's values are as before."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest

from bindrune.core.api import MemoryIO, Session, Termination, build_text
from bindrune.core.runtime.active import use_io
from bindrune.core.runtime.scheduler import Sleep
from bindrune.core.vm.futures import PENDING, NativeFuture, Task, future
from bindrune.core.vm.values import Vec, vec

if TYPE_CHECKING:
    from collections.abc import Iterable

ENDLESS = {
    "loop": "loop {}",
    "while": "let n = 0; while true { n += 1; }",
    "recursion": "fn f(n) { if n == 0 { 0 } else { f(n - 1) } } loop { f(50); }",
    "count": "(0..).iter().count()",
    "fold": "(0..).iter().fold(0, |a, b| b)",
    "sort_by": "let v = (0..300000).iter().rev().collect::<Vec>(); v.sort_by(|a, b| a.cmp(b)); loop {}",
    "repeat": 'let s = "x"; loop { s = s + s; if s.len() > 1000000 { s = "x"; } }',
    "collect": "(0..).iter().filter(|n| true).collect::<Vec>()",
    "await": "async fn f() { loop {} } f().await",
    "select": "async fn f() { loop {} } select { x = f() => x, y = f() => y }",
    "generator": "fn g() { loop { yield 1; } } for x in g() {}",
    "huge sort": "let v = (0..3000000).iter().rev().collect::<Vec>(); v.sort_by(|a, b| b.cmp(a)); loop {}",
    "huge debug form": 'let t = (1,); for i in 0..60 { t = (t, t); } format!("{:?}", t)',
    "huge comparison": "let v = [1]; let w = [1]; for i in 0..60 { v = [v, v]; w = [w, w]; } v == w",
    "huge resize": "let v = []; loop { v.resize(1000000, [1]); v.resize(0, 1); }",
    "huge resize of a text": 'let v = []; loop { v.resize(1000000, "x"); v.resize(0, 1); }',
    "huge replace": 'let s = "x"; for i in 0..20 { s = s + s; } loop { s.replace("x", "y"); }',
    "for": "for i in 0.. { let n = i; }",
    "for over a vector that grows": "let v = [[1]]; loop { for x in v { x.push(1); } }",
    "while let": "let v = [1]; while let Some(x) = v.pop() { v.push(x); }",
    "next": "let it = (0..).iter(); while let Some(x) = it.next() { let n = x; }",
    "labels": "'a: loop { for i in 0..3 { if i == 1 { continue 'a; } } }",
    "any": "(0..).iter().any(|n| n < 0)",
    "chains": "loop { (0..100).iter().map(|n| n + 1).filter(|n| n % 2 == 0).sum::<i64>(); }",
    "methods": "struct S { n } impl S { fn go(self) { self.n += 1; } } let s = S { n: 0 }; loop { s.go(); }",
    "closures": "let n = 0; let f = |x| x + n; loop { f(1); }",
    "map": """
        use std::collections::HashMap; let m = HashMap::new();
        loop { match m.get("a") { Some(n) => { m.insert("a", n + 1); } None => { m.insert("a", 0); } } }
    """,
    "generators in generators": "fn g() { loop { yield 1; } } fn h() { for x in g() { yield x; } } for x in h() {}",
    "generator resumed": "let g = (|| { loop { yield 1; } })(); loop { g.next(); }",
    "stream": "async fn s() { loop { yield 1; } } let s = s(); while let Some(x) = s.next().await {}",
    "awaits": "async fn f(n) { n } loop { f(1).await; }",
    "sort": "let v = [3, 1, 2]; loop { v.sort_by(|a, b| a.cmp(b)); v[0] = 5; }",
    "formats": "loop { format!(\"{} {:?}\", 1, [2]); }",
    "match": "loop { match (1, [2, 3]) { (1, [a, b]) => a + b, _ => 0 } }",
}


SLEEPING = {
    "sleep": "time::sleep(time::Duration::from_secs(3600)).await",
    "sleeping callback": "async fn f() { time::sleep(time::Duration::from_secs(3600)).await } loop { f().await; }",
}


@pytest.mark.parametrize("name", ENDLESS)
def test_an_interrupt_ends_it_and_keeps_the_session(name: str) -> None:
    session = Session(MemoryIO())
    assert session.evaluate("let kept = [1, 2];").ok
    timer = threading.Timer(0.2, session.interrupt)
    timer.start()
    outcome = session.evaluate(f"let kept = 5; {ENDLESS[name]}")
    timer.join()
    assert isinstance(outcome.error, Termination), outcome.render_text()
    assert outcome.error.reason == "interrupt"
    again = session.evaluate("kept.push(3); kept.len() == 3")
    assert again.ok
    assert again.value is True


def test_an_interrupt_without_a_run_does_nothing() -> None:
    session = Session(MemoryIO())
    session.interrupt()
    assert session.evaluate("1 + 1").value == 2


@pytest.mark.parametrize("tier", ["0", "1"])
@pytest.mark.parametrize("reason", ["interrupt", "deadline"])
@pytest.mark.parametrize("name", [*ENDLESS, "sleep", "sleeping callback"])
def test_a_run_ends(name: str, reason: str, tier: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BINDRUNE_TIER", tier)
    built = build_text((ENDLESS | SLEEPING)[name], io=MemoryIO())
    assert built.ok, built.diagnostics
    execution = built.start()
    timer = threading.Timer(0.1, execution.interrupt)
    with use_io(built.io):
        if reason == "interrupt":
            timer.start()
        else:
            execution.deadline = time.monotonic() + 0.1
        with pytest.raises(Termination) as caught:
            execution.run()
    assert caught.value.reason == reason
    assert execution.finished
    assert caught.value.frames


class Slow(Sleep):
    """A future that completes in a minute; it notes that it did."""

    __slots__ = ("is_over",)

    def __init__(self) -> None:
        super().__init__(60.0)
        self.is_over = False

    def finish(self) -> object:
        self.is_over = True
        return super().finish()


class Never(NativeFuture):
    """A future of a host that nobody completes; it notes that it was dropped."""

    __slots__ = ("is_cancelled",)

    def __init__(self) -> None:
        self.is_cancelled = False

    def poll(self, waker: Task) -> object:
        return PENDING

    def cancel(self) -> None:
        self.is_cancelled = True


WAITING = {
    "await": "slow.await",
    "never": "never.await",
    "deep await": "async fn f(n, last) { if n == 0 { last.await } else { f(n - 1, last).await } } f(500, slow).await",
    "select": "select { a = slow => a, b = never => b }",
    "join": "std::future::join([slow, never]).await",
    "stream": "async fn s(first) { yield first.await; } s(slow).next().await",
}


@pytest.mark.parametrize("name", WAITING)
def test_an_interrupt_ends_waiting(name: str) -> None:
    session = Session(MemoryIO())
    assert session.evaluate("let kept = [1, 2]; let slow = (); let never = ();").ok
    waits_for, slow = Never(), Slow()
    session.variables["slow"] = future(slow)
    session.variables["never"] = future(waits_for)
    timer = threading.Timer(0.1, session.interrupt)
    timer.start()
    outcome = session.evaluate(f"let kept = 5; {WAITING[name]}")
    timer.join()
    assert not slow.is_over
    assert isinstance(outcome.error, Termination), outcome.render_text()
    assert outcome.error.reason == "interrupt"
    assert waits_for.is_cancelled or name != "never"
    assert session.evaluate("kept.push(3); kept.len()").value == 3


def test_an_interrupt_between_many_short_waits() -> None:
    session = Session(MemoryIO())
    session.variables["waits"] = iterate(Sleep(0.001) for _ in range(100_000))
    timer = threading.Timer(0.1, session.interrupt)
    timer.start()
    outcome = session.evaluate("for wait in waits { wait.await; }")
    timer.join()
    assert isinstance(outcome.error, Termination), outcome.render_text()


def iterate(futures: Iterable[NativeFuture]) -> Vec:
    """A Vec of native futures."""
    return vec([future(one) for one in futures])

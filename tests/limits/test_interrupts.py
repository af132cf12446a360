"""An interrupt from another thread ends whatever runs, and the session's values are as before."""

from __future__ import annotations

import threading

import pytest

from bindrune.core.api import MemoryIO, Session, Termination

ENDLESS = {
    "loop": "loop {}",
    "while": "let n = 0; while true { n += 1; }",
    "recursion": "fn f(n) { if n == 0 { 0 } else { f(n - 1) } } loop { f(50); }",
    "count": "(0..).iter().count()",
    "fold": "(0..).iter().fold(0, |a, b| b)",
    "sort_by": "let v = (0..300000).iter().rev().collect::<Vec>(); v.sort_by(|a, b| a.cmp(b)); loop {}",
    "repeat": "let s = \"x\"; loop { s = s + s; if s.len() > 1000000 { s = \"x\"; } }",
    "collect": "(0..).iter().map(|n| n + 1).collect::<Vec>()",
    "await": "async fn f() { loop {} } f().await",
    "select": "async fn f() { loop {} } select { x = f() => x, y = f() => y }",
    "generator": "fn g() { loop { yield 1; } } for x in g() {}",
    "match": "loop { match (1, [2, 3]) { (1, [a, b]) => a + b, _ => 0 } }",
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

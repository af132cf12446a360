"""Inputs of a session within limits: a budget of fuel, seconds, or compiled only; terminations tell where they came."""

from __future__ import annotations

import pytest

from bindrune.core.api import MemoryIO, Session, Termination
from bindrune.core.vm.report import frames_of_error


@pytest.mark.parametrize(
    ("limits", "reason"), [({"budget": 1000}, "budget"), ({"seconds": 0.01}, "deadline")], ids=["budget", "seconds"]
)
@pytest.mark.parametrize("text", ["loop {}", "async fn f() { loop {} } f().await", "fn f() { loop {} } f()"])
def test_an_input_that_reaches_a_limit_changes_nothing(text: str, limits: dict[str, int], reason: str) -> None:
    session = Session(MemoryIO())
    assert session.evaluate("let kept = [1];").ok
    outcome = session.evaluate(f"let kept = 2; {text}", **limits)  # type: ignore[arg-type]
    assert isinstance(outcome.error, Termination)
    assert outcome.error.reason == reason
    assert frames_of_error(outcome.error)
    assert session.evaluate("kept.len() == 1").value is True


def test_a_wait_ends_at_its_limit() -> None:
    session = Session(MemoryIO())
    outcome = session.evaluate("time::sleep(time::Duration::from_secs(3600)).await", seconds=0.01)
    assert isinstance(outcome.error, Termination)
    assert outcome.error.reason == "deadline"


def test_a_limit_that_is_not_reached_does_nothing() -> None:
    session = Session(MemoryIO())
    assert session.evaluate("let n = 0; for i in 0..100 { n += i; } n", budget=1000, seconds=60).value == 4950
    assert session.evaluate("1 + 1", budget=0).value == 2


def test_an_input_that_is_only_compiled_does_not_run() -> None:
    io = MemoryIO()
    session = Session(io)
    assert session.evaluate('println!("run"); let x = 1; fn f() {}', run=False).ok
    assert io.output == ""
    assert not session.evaluate("x", run=False).ok
    assert not session.evaluate("f()", run=False).ok
    assert not session.evaluate("let = ;", run=False).ok


def test_terminations_have_their_frames() -> None:
    session = Session(MemoryIO())
    outcome = session.evaluate("fn inner() { loop {} }\nfn outer() { inner(); 1 }\nouter()", budget=500)
    assert isinstance(outcome.error, Termination)
    frames = frames_of_error(outcome.error)
    assert [frame.function for frame in frames[:2]] == ["inner", "outer"]
    assert session.sources.text(frames[1].span) == "inner()"

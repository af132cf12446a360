"""Limits that the language states, from both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bindrune.core.api import MemoryIO, Session, Termination, VmError, build_text
from bindrune.core.ir.const_eval import BUDGET as CONST_BUDGET

if TYPE_CHECKING:
    from collections.abc import Callable

NESTING = 1_000
"""Levels that every construct may nest."""
CHAIN = 3_000
TOO_DEEP = "nest too deeply"


def messages(text: str) -> list[str]:
    """The errors of a script."""
    found = build_text(text, io=MemoryIO()).diagnostics
    return [diagnostic.message for diagnostic in found if diagnostic.severity == "error"]


NESTED: dict[str, Callable[[int], str]] = {
    "groups": lambda n: "(" * n + "1" + ")" * n,
    "blocks": lambda n: "{" * n + "1" + "}" * n,
    "vectors": lambda n: "[" * n + "1" + "]" * n,
    "constants": lambda n: "const A = " + "[" * (n - 50) + "1" + "]" * (n - 50) + "; A",
    "calls": lambda n: "fn f(a) { a }" + "f(" * n + "1" + ")" * n,
    "patterns": lambda n: "let " + "[" * n + "a" + "]" * n + " = 1;",
}


@pytest.mark.parametrize("name", NESTED)
def test_nesting(name: str) -> None:
    make = NESTED[name]
    assert messages(make(NESTING - 10)) == []
    assert any(TOO_DEEP in message for message in messages(make(5 * NESTING)))


@pytest.mark.parametrize("link", ["+1", ".a"])
def test_chains(link: str) -> None:
    assert messages("let a = 1; a" + link * (CHAIN - 10)) == []
    assert messages("let a = 1; a" + link * (CHAIN + 10)) != []


def test_the_budget_of_constants() -> None:
    loop = "const A = {{ let i = 0; while i < {} {{ i += 1; }} i }}; A"
    assert messages(loop.format(CONST_BUDGET // 100)) == []
    (message,) = messages(loop.format(CONST_BUDGET * 10))
    assert "budget" in message.lower()


# How calls nest, and how many frames a level has: functions, and natives that wait for what they call.
NESTED_CALLS = {
    "plain": (1, "fn f(n) { if n == 0 { 0 } else { 1 + f(n - 1) } } f(DEPTH)"),
    "value": (1, "let f = #{}; f.go = |n| if n == 0 { 0 } else { 1 + (f.go)(n - 1) }; (f.go)(DEPTH)"),
    "callback": (3, "fn f(n) { if n == 0 { 0 } else { 1 + Some(n).map(|n| f(n - 1)).unwrap() } } f(DEPTH)"),
    "iterator": (4, "fn f(n) { if n == 0 { 0 } else { 1 + [n].iter().map(|n| f(n - 1)).next().unwrap() } } f(DEPTH)"),
    "sort": (3, "fn f(n) { if n > 0 { [1, 2].sort_by(|a, b| { f(n - 1); a.cmp(b) }); } n } f(DEPTH)"),
    "generator": (2, "fn g(n) { if n == 0 { yield 0; } else { for x in g(n - 1) { yield x + 1; } } } g(DEPTH).next()"),
}


@pytest.mark.parametrize("tier", ["0", "1"])
@pytest.mark.parametrize("name", NESTED_CALLS)
def test_depth_of_calls(name: str, tier: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BINDRUNE_TIER", tier)
    frames, text = NESTED_CALLS[name]
    for depth, is_kept in [(20_000 // frames, True), (80_000, False)]:
        execution = build_text(text.replace("DEPTH", str(depth)), io=MemoryIO()).start()
        execution.max_depth = 30_000
        if is_kept:
            assert execution.run().kind == "complete"
        else:
            with pytest.raises(VmError, match="Calls nest deeper than 30000"):
                execution.run()


def test_a_budget_from_both_sides() -> None:
    built = build_text("let t = 0; for i in 0..1000 { t += i; } t", io=MemoryIO())
    assert built.run(budget=1_001) == 499_500
    with pytest.raises(Termination) as caught:
        built.run(budget=999)
    assert caught.value.reason == "budget"


def test_a_run_goes_on_with_more_budget_until_it_is_done() -> None:
    text = 'let s = "ab"; let n = 0; for i in 0..12 { s = s + s; n += s.replace("a", "bcd").len(); } n'
    wanted = build_text(text, io=MemoryIO()).run()
    execution = build_text(text, io=MemoryIO()).start()
    stops = 0
    while (outcome := execution.run(3)).kind == "limited":
        stops += 1
    assert outcome.value == wanted
    assert stops > 4


@pytest.mark.parametrize("tier", ["0", "1"])
def test_a_large_resize_is_charged_as_it_goes(tier: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BINDRUNE_TIER", tier)
    n = 10_000
    for value in ("1", "[1]", '"text"', "(1, [2])"):
        execution = build_text(f"let v = []; v.resize({n}, {value}); v.len()", io=MemoryIO()).start()
        assert execution.run().value == n
        walked = n * (1 + value.count(",")) if value[0] == "(" else 0
        assert n // 64 <= execution.fuel_spent() <= n // 64 + 2 + walked
    session = Session(MemoryIO())
    assert session.evaluate("let v = [[0]]; let one = [1];").ok
    outcome = session.evaluate("v.resize(10000000, one)", budget=200)
    assert isinstance(outcome.error, Termination), outcome.render_text()
    assert session.evaluate("v.push(2); v.len()").value == 2

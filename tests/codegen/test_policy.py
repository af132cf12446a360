"""Which tier a run is in, and what says so."""

from __future__ import annotations

import gc

import pytest

from bindrune.core.api import MemoryIO, VmError, build_text
from bindrune.core.codegen.policy import pays
from bindrune.core.codegen.running.execution import CompiledExecution
from bindrune.core.codegen.tiers import tiers

OFTEN = {
    "a loop": "for i in 0..2 { i; }",
    "a while": "let i = 0; while i < 2 { i += 1; }",
    "a closure": "[1, 2].iter().map(|x| x + 1).collect::<Vec>();",
    "a function that calls itself": "fn f(n) { if n > 0 { f(n - 1); } } f(2);",
    "functions in a circle": "fn f(n) { if n > 0 { g(n - 1); } } fn g(n) { f(n); } f(2);",
    "a method that calls itself": "struct S; impl S { fn f(self, n) { if n > 0 { self.f(n - 1); } } } S.f(2);",
}
ONCE = {
    "nothing": "",
    "statements": "let a = 1; let b = [a, 2]; println!(\"{:?}\", b);",
    "calls": "fn f(n) { g(n) } fn g(n) { n + 1 } f(f(2));",
    "a method": "struct S; impl S { fn f(self) { self.g() } fn g(self) { 1 } } S.f();",
}
NESTED = "for i in 0..1 {" * 30 + "println!(\"{}\", 1);" + "}" * 30


@pytest.mark.parametrize("name", [*OFTEN, *ONCE])
def test_programs_that_do_something_often_are_emitted(name: str) -> None:
    built = build_text(OFTEN.get(name, ONCE.get(name, "")), io=MemoryIO())
    assert built.unit is not None
    assert pays(built.unit) == (name in OFTEN)
    assert isinstance(built.start(), CompiledExecution) == (name in OFTEN)


def test_the_environment_forces_a_tier(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BINDRUNE_TIER", "0")
    assert not isinstance(build_text(OFTEN["a loop"]).start(), CompiledExecution)
    monkeypatch.setenv("BINDRUNE_TIER", "1")
    assert isinstance(build_text(ONCE["calls"]).start(), CompiledExecution)


def test_what_is_not_emitted_is_an_error_where_all_has_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    built = build_text("fn deep() {" + NESTED + "} deep();", io=MemoryIO())
    built.run()
    monkeypatch.setenv("BINDRUNE_TIER", "1")
    with pytest.raises(VmError, match="`deep`: loops nest too deeply"):
        built.run()


def test_a_budget_stays_in_tier_0() -> None:
    built = build_text("let n = 0; loop { n += 1; }")
    execution = built.start()
    for _ in range(3):
        assert execution.run(100).kind == "limited"
    assert isinstance(execution, CompiledExecution)
    assert execution.loaded is None


def test_each_function_has_its_tier() -> None:
    built = build_text("fn deep() {" + NESTED + "} fn id(x) { x } deep(); id(1);")
    assert built.unit is not None
    module, text = built.emit(built.machine(), built.entries())
    assert "def " in text
    rows = {row.split()[0]: row.split(None, 2)[1:] for row in tiers(built.unit, module)}
    assert rows["deep"] == ["0", "loops nest too deeply"]
    assert rows["id"][0] == "1"
    built = build_text("(0..9).iter().map(|x| x * 2).fold(0, |a, b| a + b)")
    assert built.unit is not None
    module, _ = built.emit(built.machine(), built.entries())
    assert "in place of its calls" in "".join(row for row in tiers(built.unit, module) if "{closure#1}" in row)
    built = build_text("for i in 0..3 { yield i; }")
    assert built.unit is not None
    module, _ = built.emit(built.machine(), built.entries())
    assert [row.split(None, 2)[1:] for row in tiers(built.unit, module)] == [["0", "the program yields to its host"]]
    once = build_text(ONCE["calls"])
    assert once.unit is not None
    module, _ = once.emit(once.machine(), once.entries())
    assert {row.split()[1] for row in tiers(once.unit, module)} == {"0"}


@pytest.mark.parametrize(
    "text",
    [
        "pub fn main() { for i in 0..9 { [i].iter().map(|x| x + 1).count(); } }",
        "fn g(n) { for i in 0..n { yield i; } } pub fn main() { for x in g(3) {} let it = g(2); it.next(); }",
        "async fn f(n) { n } pub async fn main() { for i in 0..9 { f(i).await; } }",
    ],
)
def test_nothing_keeps_a_run_that_is_over(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BINDRUNE_TIER", "1")
    built = build_text(text, script=False, io=MemoryIO())
    gc.collect()
    gc.disable()
    try:
        built.run()
        assert not [thing for thing in gc.get_objects() if isinstance(thing, CompiledExecution)]
    finally:
        gc.enable()

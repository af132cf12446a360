"""Fuel: counting, budgets, deadlines, interrupts, hooks."""

from __future__ import annotations

import threading
import time
import tracemalloc

import pytest

from bindrune.core.vm.errors import Termination, VmError
from bindrune.core.vm.execution import Execution
from tests.vm.running import start

LOOP = "let t = 0; for i in 0..1000 { t = t + i; } t"


def test_one_unit_for_a_loop_and_for_each_round() -> None:
    execution = start(LOOP)
    assert execution.run().value == 499_500
    assert execution.fuel_spent() == 1001


@pytest.mark.parametrize(
    "text",
    [
        "let n = 0; while n < 10 { n += 1; } n",
        "let n = 0; loop { n += 1; if n > 10 { break; } }",
        "for i in 0..10 { if i == 5 { continue; } }",
        "for x in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] {}",
    ],
)
def test_every_kind_of_loop_charges(text: str) -> None:
    execution = start(text)
    execution.run()
    assert execution.fuel_spent() == 11


def test_functions_that_call_charge_at_entry() -> None:
    execution = start("fn leaf(x) { x } fn f(x) { leaf(x) } f(1); f(2); f(3)")
    execution.run()
    assert execution.fuel_spent() == 4  # three times f, and the body of the script


def test_a_budget_is_exact_and_can_be_continued() -> None:
    execution = start(LOOP)
    rounds = 0
    while (outcome := execution.run(7)).kind == "limited":
        rounds += 1
        assert execution.fuel_spent() == 7 * rounds
    assert rounds == 142
    assert outcome.value == 499_500


def test_a_budget_reaches_into_callbacks_and_generators() -> None:
    execution = start(
        "fn g(n) { for i in 0..n { yield i; } }"
        " let t = 0; for i in g(50) { t += [i].iter().map(|x| x + 1).sum::<i64>(); } t"
    )
    kinds = []
    while (outcome := execution.run(10)).kind == "limited":
        kinds.append(outcome.kind)
    assert outcome.value == 1275
    assert len(kinds) > 10


def test_a_deadline_ends_a_run() -> None:
    execution = start("loop {}")
    execution.deadline = time.monotonic() + 0.05
    with pytest.raises(Termination, match="deadline"):
        execution.run()
    assert time.monotonic() < execution.deadline + 0.5


def test_a_deadline_ends_waiting() -> None:
    execution = start("let f = async { 1 }; f.await; loop { }")
    execution.deadline = time.monotonic() + 0.02
    with pytest.raises(Termination) as caught:
        execution.run()
    assert caught.value.reason == "deadline"


@pytest.mark.parametrize(
    "text",
    [
        "loop {}",
        "fn f(n) { if n == 0 { 0 } else { f(n - 1) + f(n - 1) } } loop { f(12); }",
        "let v = [1, 2, 3]; loop { for x in v.iter().map(|x| x + 1).filter(|x| x > 2) {} }",
        "fn g() { loop { yield 1; } } for x in g() {}",
    ],
)
def test_an_endless_program_can_be_interrupted(text: str) -> None:
    for attempt in range(5):
        execution = start(text)
        ended: list[str] = []

        def work(execution: Execution = execution, ended: list[str] = ended) -> None:
            with pytest.raises(Termination) as caught:
                execution.run()
            ended.append(caught.value.reason)

        thread = threading.Thread(target=work)
        thread.start()
        time.sleep(0.02 + 0.003 * attempt)
        execution.interrupt()
        thread.join(60)
        assert ended == ["interrupt"]


def test_an_interrupt_before_the_run_is_not_lost() -> None:
    execution = start("loop {}")
    execution.interrupt()
    with pytest.raises(Termination, match="interrupted"):
        execution.run()


def test_the_probe_is_called_between_slices() -> None:
    execution = start("loop {}")
    calls = []

    def probe() -> None:
        calls.append(1)
        if len(calls) == 5:
            raise Termination("memory", "too much")

    execution.probe = probe
    with pytest.raises(Termination, match="too much"):
        execution.run()


TREE = "let t = (1,); for i in 0..16 { t = (t, t); } "


@pytest.mark.parametrize(
    "text",
    [
        "t == t.clone()", "t.clone()", "t < t.clone()", 'format!("{:?}", t)', "dbg!(t)", "Err(t) == Err(t.clone())",
        "[t, t.clone()].sort()",
    ],
)
def test_walks_of_values_that_hold_others_twice_charge_for_each(text: str) -> None:
    execution = start(TREE + text)
    assert execution.run(3000).kind == "limited"
    execution.run()
    assert execution.fuel_spent() > (1 << 16) // 16


@pytest.mark.parametrize("call", ["unwrap()", 'expect("no")'])
def test_the_panic_of_a_result_charges_for_its_text(call: str) -> None:
    execution = start(TREE + f"Err(t).{call}")
    assert execution.run(3000).kind == "limited"
    with pytest.raises(VmError):
        execution.run()
    assert execution.fuel_spent() > (1 << 16) // 16


def test_sorting_charges_for_what_is_compared() -> None:
    execution = start("let v = [1]; loop { v = [v.clone(), v.clone()]; v.sort(); }")
    assert execution.run(5000).kind == "limited"
    assert 5000 <= execution.fuel_spent() < 5100


@pytest.mark.parametrize("kind", ["HashMap", "HashSet"])
def test_comparing_maps_and_sets_charges_for_their_members(kind: str) -> None:
    members = "(0..1024).iter().map(|n| (n, n))"
    execution = start(f"let m = {members}.collect::<std::collections::{kind}>(); let n = m.clone(); m == n")
    assert execution.run().value is True
    without = start(f"let m = {members}.collect::<std::collections::{kind}>(); let n = m.clone(); m")
    without.run()
    assert execution.fuel_spent() - without.fuel_spent() == 1024 // 16


@pytest.mark.parametrize("kind", ["Vec", "std::collections::HashMap", "std::collections::HashSet"])
def test_a_large_copy_charges_for_its_size(kind: str) -> None:
    spent = []
    for text in "v", "v.clone()":
        execution = start(f"let v = (0..6400).iter().map(|n| (n, n)).collect::<{kind}>(); {text}")
        execution.run()
        spent.append(execution.fuel_spent())
    assert spent[1] - spent[0] == 100


def test_a_constant_charges_for_its_size_at_each_use() -> None:
    big = "const B = { let v = 1; let n = 0; while n < 10 { v = [v, v]; n += 1; } v };"
    execution = start(big + "for i in 0..10 { B; }")
    execution.run()
    assert execution.fuel_spent() == 11 + 10 * (2046 // 16)


def test_a_wide_text_is_charged_before_it_is_made() -> None:
    execution = start('let v = []; loop { v.push(format!("{:>1000000000}", 1)); }')
    tracemalloc.start()
    assert execution.run(5000).kind == "limited"
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000

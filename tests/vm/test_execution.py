"""Executions: outcomes, steps, inspection, suspension, ends; panics and what they leave behind."""

from __future__ import annotations

import gc
from typing import Any

import pytest

from bindrune.core.compile.assemble.program import assemble
from bindrune.core.session.program import build_text
from bindrune.core.vm.access import n_shared
from bindrune.core.vm.errors import VmError
from bindrune.core.vm.machine import Machine
from bindrune.core.vm.operations.debug import debug
from bindrune.core.vm.statics import Statics
from bindrune.core.vm.values import Vec, vec
from tests.vm.ir import const, function, ir, machine, program
from tests.vm.running import run, start


def test_a_value() -> None:
    execution = start("1 + 2")
    outcome = execution.run()
    assert (outcome.kind, outcome.value) == ("complete", 3)
    with pytest.raises(RuntimeError, match="has ended"):
        execution.run()


def test_a_body_that_yields_to_the_host() -> None:
    execution = start("let a = yield 1; let b = yield a + 1; a + b")
    assert repr(execution.run()) == "Outcome('yielded', 1)"
    assert repr(execution.resume(10)) == "Outcome('yielded', 11)"
    assert repr(execution.resume(5)) == "Outcome('complete', 15)"


def test_steps_are_the_instructions_of_the_unit() -> None:
    execution = start("let t = 0; for i in 0..3 { t = t + i; } t")
    steps = 0
    while (outcome := execution.step()).kind == "stepped":
        steps += 1
        frames = execution.inspect()
        assert frames[0].pc < len(frames[0].function.function.code)
    assert outcome.value == 3
    assert steps > 12


def test_stepping_and_running_mix() -> None:
    for n in range(40):
        execution = start("fn g(n) { for i in 0..n { yield i; } } let t = 0; for i in g(3) { t += i; } t")
        outcome = None
        for _ in range(n):
            outcome = execution.step()
            if outcome.kind == "complete":
                break
        else:
            outcome = execution.run()
        assert outcome.value == 3


def test_inspection() -> None:
    execution = start("fn f(x) { let y = x + 1; loop { y = y + 1; } } let a = 5; f(a)")
    assert execution.run(10).kind == "limited"
    inner, outer = execution.inspect()
    assert inner.name == "f"
    assert inner.variables()["x"] == 5
    assert inner.variables()["y"] > 6
    assert outer.variables() == {"a": 5}
    assert inner.assign("x", 7)
    assert inner.variables()["x"] == 7
    assert not inner.assign("z", 1)


def test_cancel_lets_go_of_everything() -> None:
    execution = start("let v = [1]; v.sort_by(|a, b| a.cmp(b)); for x in v { loop {} }")
    execution.run(50)
    frames = execution.inspect()
    value = frames[0].variables()["v"]
    assert n_shared(value) == 1
    del frames
    execution.cancel()
    gc.collect()
    assert n_shared(value) == 0
    assert execution.finished


def test_a_panic_releases_what_natives_hold() -> None:
    value = vec([3, 1, 2])
    sort = function(
        "sort", 1, 4,
        ir.CallMethod(ir.Local(0), "sort_by", 0, [ir.MakeClosure(
            function("c", 2, 2, ir.Panic(ir.Str("no"))), [],
        )]),
    )  # fmt: skip
    execution = machine(program(sort)).execute("sort", [value])
    with pytest.raises(VmError, match="Panicked: no") as caught:
        execution.run()
    assert value.__class__ is Vec
    assert n_shared(value) == 0
    assert [place.item for place in caught.value.frames] == ["c", "sort"]  # type: ignore[attr-defined]
    assert caught.value.__context__ is None


def test_frames_of_a_panic_stand_at_their_calls() -> None:
    text = "fn f(x) { x + () }\nfn g(x) {\n    1 + f(x)\n}\ng(3);"
    built = build_text(text)
    with pytest.raises(VmError) as caught:
        built.run()
    found = [
        (place.name, text[place.span.start : place.span.end])  # type: ignore[attr-defined]
        for place in caught.value.frames
    ]
    assert found[:2] == [("f", "x + ()"), ("g", "f(x)")]
    assert found[2][1] == "g(3)"


def test_arity_errors_stand_at_the_call() -> None:
    with pytest.raises(VmError, match="Wrong number of arguments 1, expected 2") as caught:
        run("fn f(a, b) { a } f(1)")
    assert len(caught.value.frames) == 1


def test_an_abandoned_generator_is_freed_at_once() -> None:
    execution = start("fn g(v) { for x in v { yield x; } } let v = [1, 2]; let a = g(v); a.next(); let r = v; a = 0; r")
    assert n_shared(execution.run().value) == 0


def test_statics_belong_to_the_machine() -> None:
    made = program(
        function("next", 0, 1, ir.Block([ir.OpStatic("+=", 0, const(1))], ir.StaticGet(0), [])),
        statics=(ir.Static(0, "S", 1),),
    )
    first = machine(made)
    assert [first.execute("next").run().value for _ in range(3)] == [2, 3, 4]
    assert machine(made).execute("next").run().value == 2
    without = Machine(first.natives, statics=None)
    without.load(assemble(made))
    with pytest.raises(VmError, match="No storage has been configured for the static `S`"):
        without.execute("next").run()


def test_a_function_that_is_loaded_again_takes_the_place_of_the_old_one() -> None:
    """Calls that were linked before reach the new one, whatever its arity and kind."""

    def one(body: object, n_params: int = 0, kind: str = "immediate") -> Any:
        return program(function("f", n_params, 2, body, kind))

    found = machine(program(function("f", 0, 1, const(1)), function("g", 0, 1, ir.Call(ir.FnTarget("f", ""), []))))
    value = found.execute("g").run().value
    assert value == 1
    found.load(assemble(one(const(2))))
    assert found.execute("g").run().value == 2
    found.load(assemble(one(ir.MakeVec([const(3)]))))
    assert debug(found.execute("g").run().value) == "[3]"
    found.load(assemble(one(const(4), 1)))
    with pytest.raises(VmError, match="Wrong number of arguments 0, expected 1"):
        found.execute("g").run()
    found.load(assemble(one(const(5), 0, "async")))
    assert found.execute("g").run().value.__class__.__name__ == "Future"
    assert isinstance(found.statics, Statics)


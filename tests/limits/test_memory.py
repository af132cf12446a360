"""A budget of fuel bounds memory too: whatever grows charges by its size, before it does."""

from __future__ import annotations

import tracemalloc

import pytest

from bindrune.core.api import MemoryIO, Termination, build_text
from bindrune.core.vm.execution import Execution

BUDGET = 1_000
MOST = 32 << 20
"""Bytes; a unit of fuel stands for 64 bytes or elements at most, and small values for more than their size."""

GROWING = {
    "strings": 'let s = "xxxxxxxx"; loop { s = s + s; }',
    "appending": 'let s = "xxxxxxxx"; loop { s += s.clone(); let n = s.len(); }',
    "push_str": 'let s = "xxxxxxxx"; loop { s.push_str(s.clone()); let n = s.len(); }',
    "fields": 'let o = #{ s: "xxxxxxxx" }; loop { o.s += o.s.clone(); let n = o.s.len(); }',
    "templates": 'let s = "xxxxxxxx"; loop { s = `${s}${s}`; }',
    "debug forms": 'let s = "xxxxxxxx"; loop { s = format!("{:?}{:?}", s, s); }',
    "widths": 'let v = []; loop { v.push(format!("{:>1000000}", 1)); }',
    "replace": 'let s = "xxxxxxxx"; loop { s = s.replace("x", "xxxx"); }',
    "replace by a long text": 'let s = "xxxxxxxx"; loop { s = s.replace("x", s); }',
    "bytes": 'let b = b"xx"; loop { b.extend(b.clone()); }',
    "bytes of text": 'let b = b""; let s = "xx"; loop { b.extend_str(s); s = s + s; }',
    "strings of strings": 'let s = "xx"; loop { s = [s, s].iter().collect::<String>(); }',
    "vectors": "let v = [1]; loop { v.extend(v.clone()); }",
    "vectors in vectors": "let v = [1]; loop { v = [v.clone(), v.clone()]; }",
    "resize": "let v = []; v.resize(100000000, 1);",
    "endless ranges": "(0..).iter().filter(|n| true).collect::<Vec>()",
    "long ranges": "(0..1000000000000).iter().filter(|n| true).rev().collect::<Vec>()",
    "debug forms of shared values": 'let t = (1,); loop { t = (t, t); format!("{:?}", t); }',
    "comparisons of shared values": "let v = [1]; let w = [1]; loop { v = [v, v]; w = [w, w]; if v == w {} }",
    "orders of shared values": "let v = [1]; let w = [1]; loop { v = [v, v]; w = [w, w]; if v < w {} }",
}


@pytest.mark.parametrize("name", GROWING)
def test_a_budget_bounds_memory(name: str) -> None:
    built = build_text(GROWING[name], io=MemoryIO())
    assert built.ok, built.diagnostics
    built.start()  # what is loaded on the way is not the program's
    tracemalloc.start()
    try:
        with pytest.raises(Termination) as caught:
            built.run(budget=BUDGET)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert caught.value.reason == "budget"
    assert most < MOST


@pytest.mark.parametrize("tier", ["0", "1"])
def test_a_probe_can_cap_memory(tier: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BINDRUNE_TIER", tier)
    built = build_text('let v = []; let s = "xxxxxxxx"; loop { s = s + s; v.push(s); }', io=MemoryIO())
    execution: Execution = built.start()
    looks = 0

    def probe() -> None:
        nonlocal looks
        looks += 1
        if tracemalloc.get_traced_memory()[0] > MOST:
            raise Termination("memory", "more than the host allows")

    execution.probe = probe
    tracemalloc.start()
    try:
        with pytest.raises(Termination, match="more than the host allows"):
            execution.run()
        assert tracemalloc.get_traced_memory()[1] < 8 * MOST
    finally:
        tracemalloc.stop()
    assert looks > 1

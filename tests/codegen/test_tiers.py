"""Programs that both tiers run: all that can be seen of a run is the same in each."""

from __future__ import annotations

import pytest

from bindrune.core.api import MemoryIO, build_text
from tests.codegen.tiers import TIERS, agree, seen

PROGRAMS = {
    "a break within an operand keeps the operands before it": """
        fn nothing() {}
        println!("{:?}", Ok([1]).unwrap_or(loop { break [2]; }));
        println!("{:?}", [[1], [2]].min('b: { if true { break 'b [3]; } [4] }));
        for i in 0..2 { println!("{:?} {:?}", clone([i]), if (loop { break true; }) { nothing() } else { 3 }); }
    """,
    "what an operand leaves alone dies where the operand jumps": """
        let v = [1];
        for i in 0..3 {
            let n = ([v.iter(), 1], if i == 1 { continue; } else { i });
            println!("{}", n.1);
        }
        v.push(1);
        println!("{:?}", v);
    """,
    "a consumer charges for what it took before a source further in fails": """
        (3..2).iter().skip(1).chain([1, 2].iter()).rev().fold(0, |a, b| a)
    """,
    "a filter behind a map that gives a constant": """
        let v = [1, 2, 3];
        println!("{}", v.iter().map(|n| 7u64).filter(|n| n == 7).count());
        println!("{}", v.iter().map(|n| true).filter(|n| n).count());
        println!("{:?}", v.iter().map(|n| 5).filter(|n| n == 6).collect::<Vec>());
    """,
    "a minus before a sum of floats takes all of it": """
        let x = 2.25;
        println!("{} {} {}", -(1e3 + 2.25), -(x + 1.0), -(x * 2.0 - 1.0));
    """,
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_tiers_agree(name: str) -> None:
    agree(PROGRAMS[name])


FAILING = {
    "calls": (
        """
fn inner(n) { n / 0 }
fn outer(n) { let m = n + 1; inner(m) + 1 }
println!("{}", outer(1));
        """,
        ["inner at 2:15", "outer at 3:30", "<script> at 4:16"],
    ),
    "methods and operators": (
        """
struct S { n }
impl S { fn go(self, by) { [1, 2][self.n + by] } fn deep(self) { self.go(5) } }
S { n: 1 }.deep();
        """,
        ["go at 3:28", "deep at 3:66", "<script> at 4:1"],
    ),
    "closures": (
        """
let limit = 3;
let check = |n| { if n > limit { panic!("too much: {}", n) } n };
let twice = |n| check(n) + check(n * 2);
let sum = twice(1) +
    twice(2);
        """,
        ["closure at 3:34", "closure at 4:28", "<script> at 6:5"],
    ),
    "a sort that calls back": (
        """
fn compare(a, b) { a.nothing(b) }
let list = [2, 1];
list.sort_by(compare);
        """,
        ["compare at 2:20", "<script> at 4:1"],
    ),
    "map and fold": (
        """
fn pick(n) { if n == 3 { None.unwrap() } else { n } }
fn all() { (1..9).iter().map(|n| pick(n)).filter(|n| n != 2).fold(0, |a, b| a + b) }
all();
        """,
        ["pick at 2:26", "closure at 3:34", "all at 3:12", "<script> at 4:1"],
    ),
    "an entry of a map": (
        """
use std::collections::HashMap;
fn size(entry) { entry.1.len() }
let m = HashMap::from_iter([("a", 1)]);
println!("{}", m.iter().map(|e| size(e)).sum::<i64>());
        """,
        ["size at 3:18", "closure at 5:33", "<script> at 5:16"],
    ),
    "a method behind a closure": (
        """
struct V { x }
impl V { fn shown(self) { self.y } }
impl V { fn new(x) { V { x } } }
fn make() { let v = V::new(1); v.shown() }
[1].iter().map(|_| make()).count();
        """,
        ["shown at 3:27", "make at 5:32", "closure at 6:20", "<script> at 6:1"],
    ),
    "a generator": (
        """
fn items() { yield 1; yield [1][1]; }
fn total() { let n = 0; for x in items() { n += x; } n }
total();
        """,
        ["items at 2:29", "total at 3:34", "<script> at 4:1"],
    ),
    "a future": (
        """
async fn fails(n) { n + "a" }
async fn waits() { fails(1).await }
waits().await;
        """,
        ["fails at 2:21", "waits at 3:20", "<script> at 4:1"],
    ),
    "a loop and a match": (
        """
fn pick(v) { match v { Some(n) if n > 1 => n % (n - 2), _ => 0 } }
for v in [None, Some(1), Some(2)] { while pick(v) > 5 { break; } }
        """,
        ["pick at 2:44", "<script> at 3:43"],
    ),
}
"""Programs that panic, with the places of their frames."""


@pytest.mark.parametrize("name", FAILING)
def test_frames_of_panics(name: str) -> None:
    text, wanted = FAILING[name]
    built = build_text(text, io=MemoryIO())
    assert built.ok, built.diagnostics
    for tier in TIERS:
        found = seen(built, tier)
        assert found.kind == "panic"
        assert [frame.partition("-")[0] for frame in found.frames] == wanted
    assert agree(text) == "panic"

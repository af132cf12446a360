"""Async functions, blocks and closures, streams and `select` in the fast tier: all as in tier 0, and all emitted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bindrune.core.api import MemoryIO, Termination, VmError, build_text
from bindrune.core.codegen.running.execution import CompiledExecution
from bindrune.core.codegen.tiers import reasons
from bindrune.core.runtime.active import use_io
from bindrune.core.runtime.scheduler import SelectorReactor
from tests.codegen.test_generators import FUNCTIONS, WAITING
from tests.codegen.tiers import agree

if TYPE_CHECKING:
    from collections.abc import Callable

PROGRAMS = {
    "functions that await each other": """
        async fn even(n) { if n == 0 { true } else { odd(n - 1).await } }
        async fn odd(n) { if n == 0 { false } else { even(n - 1).await } }
        println!("{} {}", even(10).await, odd(7).await);
    """,
    "operands that wait for an await": """
        async fn f(n) { println!("f{}", n); n }
        fn g(a, b, c) { (a, b, c) }
        println!("{:?}", g(f(1).await, [f(2).await, f(3).await], f(4).await + f(5).await * f(6).await));
        let o = #{ a: f(7).await, b: 8 };
        o.a = o.a + f(9).await;
        println!("{:?} {}", o, if f(1).await == 1 && f(2).await == 2 { f(3).await } else { 4 });
    """,
    "captures of blocks and closures": """
        let a = [1];
        let b = async { a.push(2); a.len() };
        let c = async |x| { a.push(x); x + 1 };
        println!("{} {} {:?}", b.await, c(3).await, a);
        let d = async move { a };
        println!("{:?}", d.await);
    """,
    "parameters that are taken apart": """
        async fn f((a, [b, c]), d) { println!("{} {} {} {}", a, b, c, d); }
        f((1, [2, 3]), 4).await;
        let g = f(5, 6);
        g.await;
    """,
    "await twice": "async fn f() { 1 } let a = f(); println!(\"{}\", a.await); a.await",
    "await of what is no future": "async fn f(x) { x.await } f([1]).await",
    "await of a future that is held": """
        async fn f() { time::sleep(time::Duration::from_millis(1)).await; 1 }
        let a = f();
        async fn g(a) { a.await }
        let b = g(a);
        println!("{:?}", is_readable(a));
        select { x = a => x, y = b => y }
    """,
    "a panic below several awaits, closures and natives": """
        fn deep(v, i) { v[i] }
        async fn f(v) { let n = 0; for i in 0..5 { n += deep(v, i); } n }
        async fn g(v) {
            let h = async |v| { f(v).await };
            h(v).await
        }
        println!("{}", g([1, 2, 3, 4, 5]).await);
        let k = async { g([1, 2]).await + 1 };
        k.await
    """,
    "a panic within join": """
        async fn f(n) { if n == 2 { panic!("two") } n }
        async fn g() { std::future::join([f(1), f(2), f(3)]).await }
        g().await
    """,
    "a panic within select": """
        async fn f(n) { 1 / n }
        async fn g() { select { a = f(1) => { f(0).await; a }, b = f(2) => b } }
        println!("{}", g().await);
    """,
    "select: order, patterns, default, values": """
        async fn f(n) { n }
        for i in 0..3 {
            let r = select {
                0 = f(i) => "zero",
                1 = f(i) => "one",
                default => "none",
            };
            println!("{}", r);
        }
        let t = select { (a, [b, ..]) = async { (1, [2, 3]) } => a + b, x = f(5) => x };
        println!("{}", t);
        println!("{:?}", select { default => 3 });
        let n = 0;
        let a = f(1); let b = f(2);
        while n < 3 { n += select { x = a => x, y = b => y, default => 10 }; println!("{}", n); }
    """,
    "select leaves loops and functions": """
        async fn f(n) { n }
        async fn g() {
            let n = 0;
            let out = loop {
                n += 1;
                select {
                    1 = f(n) => continue,
                    2 = f(n) => { println!("two"); }
                    3 = f(n) => { if n == 3 { break n * 100; } }
                    4 = f(n) => return 4,
                }
            };
            select { x = f(out) => return x + 1 }
            0
        }
        println!("{}", g().await);
    """,
    "losers go on where they stopped": """
        use time::{sleep, Duration};
        async fn f(n, name) {
            for i in 0..n { println!("{} {}", name, i); sleep(Duration::from_millis(1)).await; }
            name
        }
        let a = f(2, "a"); let b = f(40, "b");
        let r = select { x = a => x, y = b => y };
        println!("first {}", r);
        println!("then {}", b.await);
    """,
    "a future that is dropped lets go of its borrows": """
        use time::{sleep, Duration};
        async fn holds(v) { for x in v { sleep(Duration::from_secs(3600)).await; } }
        let v = [1, 2, 3];
        {
            let h = holds(v);
            select { _ = h => (), _ = sleep(Duration::from_millis(1)) => () };
            println!("{}", is_writable(v));
        }
        println!("{}", is_writable(v));
        v.push(4);
        println!("{:?}", v);
    """,
    "streams": """
        async fn f(n) { n * 2 }
        async fn s(v) {
            let got = yield "start";
            for x in v { let more = yield (x, got, f(x).await); println!("more {:?}", more); }
            "end"
        }
        let a = s([1, 2]);
        println!("{:?}", a.resume(0).await);
        println!("{:?}", a.resume("got").await);
        println!("{:?}", a.next().await);
        println!("{:?}", a.resume(3).await);
        println!("{:?} {:?}", a.next().await, a);
        a.resume(4).await
    """,
    "a clone of a stream": """
        async fn f(n) { n }
        async fn s(n) { let i = 0; while i < n { yield f(i).await; i += 1; } }
        let a = s(5);
        println!("{:?}", a.next().await);
        let b = a.clone();
        println!("{:?} {:?} {:?}", a.next().await, b.next().await, a.next().await);
        while let Some(x) = b.next().await { println!("b{}", x); }
    """,
    "a stream that is left while it awaits": """
        use time::{sleep, Duration};
        async fn s() { yield 1; sleep(Duration::from_millis(150)).await; yield 2; }
        let a = s();
        println!("{:?}", a.next().await);
        let n = a.next();
        select { x = n => println!("{:?}", x), _ = sleep(Duration::from_millis(1)) => println!("late") }
        drop(n);
        println!("{:?} {:?}", a.next().await, a.next().await);
    """,
    "a stream that is resumed while it runs": """
        let h = #{};
        async fn s(h) { yield 1; h.s.next().await; yield 2; }
        h.s = s(h);
        println!("{:?}", h.s.next().await);
        println!("{:?}", h.s.next().await);
    """,
    "futures of futures": """
        async fn f(n) { n }
        async fn g(n) { f(n) }
        println!("{}", g(3).await.await);
        async fn wrap(x) { x.await + 1 }
        let x = f(0);
        for i in 0..1000 { x = wrap(x); }
        println!("{}", x.await);
    """,
    "generators within async functions": """
        fn g(n) { for i in 0..n { yield i; } }
        async fn f(n) { n + 1 }
        async fn sum(n) {
            let s = 0;
            for x in g(n) { s += f(x).await; }
            let i = g(n);
            while let Some(x) = i.next() { s += f(x).await; }
            s
        }
        println!("{} {:?}", sum(10).await, std::future::join((sum(3), sum(4))).await);
    """,
    "async functions as values": """
        async fn f(a, b) { a + b }
        let g = f;
        println!("{} {:?}", g(1, 2).await, [1, 2].iter().map(|n| f(n, 1)).collect::<Vec>().len());
        for x in [3, 4].iter().map(async |n| n * n) { println!("{}", x.await); }
        g(1)
    """,
    "methods, ? and structs": """
        struct S { n }
        impl S {
            async fn up(self, by) { self.n += by; self.n }
            async fn both(self) { let a = self.up(1).await; let b = self.up(2).await; (a, b) }
        }
        async fn check(n) { if n > 2 { Err(n) } else { Ok(n) } }
        async fn all(n) { let a = check(n).await?; Ok(a + check(a + 1).await?) }
        println!("{:?} {:?} {:?}", all(1).await, all(2).await, all(3).await);
        println!("{:?}", S { n: 1 }.both().await);
    """,
    "captures that change while others wait": """
        use time::{sleep, Duration};
        let log = [];
        async fn turn(log, name) { for i in 0..3 { log.push(`${name}${i}`); sleep(Duration::from_millis(0)).await; } }
        std::future::join((turn(log, "a"), turn(log, "b"))).await;
        println!("{}", log.len());
    """,
    "an error of Python's own": "async fn f(o) { o.x } async fn g(v) { v[7] } f(#{ x: 1 }).await; g([1]).await",
}  # fmt: skip


@pytest.mark.parametrize("name", PROGRAMS)
def test_both_tiers_do_the_same(name: str) -> None:
    agree(PROGRAMS[name])


@pytest.mark.parametrize("name", PROGRAMS)
def test_all_is_emitted(name: str) -> None:
    built = build_text(PROGRAMS[name], io=MemoryIO())
    assert built.unit is not None
    module, _ = built.emit(built.machine(), built.entries())
    assert not [why for why in reasons(built.unit, module).values() if "no function" not in why]


def test_a_program_that_awaits_runs_in_the_fast_tier() -> None:
    built = build_text("async fn f() { 1 } let n = 0; for i in 0..3 { n += f().await; } n", io=MemoryIO())
    execution = built.start()
    with use_io(built.io):
        assert execution.run().value == 3
    assert isinstance(execution, CompiledExecution)
    assert execution.loaded is not None


def test_a_run_that_comes_back_where_it_waits_is_one_of_tier_0() -> None:
    built = build_text("for i in 0..1 { time::sleep(time::Duration::from_secs(3600)).await; }", io=MemoryIO())
    execution = built.start()
    assert execution.run(block=False).kind == "waiting"
    execution.cancel()


def test_what_is_refused_runs_in_tier_0_between_what_is_not() -> None:
    nested = "for i in 0..1 {" * 30 + 'println!("deep {}", f(3).await);' + "}" * 30
    text = (
        "async fn f(n) { n + 1 } async fn deep() { " + nested + " 1 } "
        "let c = 5; let b = async { let d = c; " + nested + " d }; "
        "async fn g() { deep().await + f(1).await } println!(\"{} {}\", g().await, b.await); 1 / 0"
    )
    built = build_text(text, io=MemoryIO())
    module, _ = built.emit(built.machine(), built.entries())
    assert sorted(item.rpartition("::")[2] for item in module.refused) == ["deep", "{closure#1}"]
    assert agree(text) == "panic"


def test_what_python_does_not_compile_runs_in_tier_0() -> None:
    nested = "[" * 300 + "n" + "]" * 300
    text = f"async fn deep(n) {{ let v = {nested}; 1 / n; v }} let n = 0; for i in 1..3 {{ deep(i).await; n += i; }} "
    text += "println!(\"{}\", n); deep(0).await"
    built = build_text(text, io=MemoryIO())
    module, _ = built.emit(built.machine(), built.entries())
    assert [item.rpartition("::")[2] for item in module.refused] == ["deep"]
    assert agree(text) == "panic"


def test_an_interrupt_in_a_body_has_its_frames() -> None:
    text = "async fn f() { let n = 0; loop { n += 1; } } async fn g() { f().await } g().await"
    built = build_text(text, io=MemoryIO())
    execution = built.start()
    execution.probe = lambda: execution.interrupt() if execution.fuel_spent() > 50_000 else None
    with pytest.raises(Termination) as raised, use_io(built.io):
        execution.run()
    assert raised.value.reason == "interrupt"
    assert [frame.name for frame in raised.value.frames] == ["f", "g", ""]  # type: ignore[attr-defined]


UNDER_WAY = """
    use time::{sleep, Duration};
    struct Job { n }
    async fn nap(n) { sleep(Duration::from_millis(n)).await; n }
    async fn adds(n) { let v = [n]; v.len() as i64 + nap(1).await * 10 + (n + nap(0).await) }
    async fn chosen(n) { [n, select { 1 = nap(1) => "one", x = nap(2) => x, default => "none" }, nap(0).await] }
    async fn through(v) { let all = [v.len(), { let s = 0; for x in v { s += nap(x).await; } s }]; all }
    async fn each(n) { for i in 0..n { yield (i, nap(i).await); nap(1).await; } "end" }
    async fn drains() { let s = each(3); let all = []; while let Some(x) = s.next().await { all.push(x); } all }
    async fn both(n) { std::future::join((adds(n), chosen(n))).await }
    impl Job {
        async fn run(self) {
            let text = `${self.n} ${nap(1).await} ${self.n}`;
            for word in "a b".split(" ") { text += word; }
            (text, match nap(1).await { 1 => [adds(2).await, 5], _ => 0 })
        }
    }
    async fn starts(work) { let f = work; select { x = f => x, _ = nap(0) => () } f }
    pub async fn first() {
        for i in 0..1 { nap(0).await; }
        let s = each(2);
        s.next().await;
        let under_way = [starts(adds(5)).await, starts(chosen(6)).await, starts(through([1, 2])).await];
        under_way.push(starts(drains()).await);
        under_way.push(starts(both(7)).await);
        under_way.push(starts(Job { n: 8 }.run()).await);
        under_way.push(starts(s.next()).await);
        under_way
    }
    pub async fn either(all) { if all is Vec { second(all).await } else { first().await } }
    pub async fn second(all) { let done = []; for f in all { done.push(f.await); } println!("{:?}", done); }
"""


@pytest.mark.parametrize("budget", [None, 100_000])
@pytest.mark.parametrize("tier", ["0", "1"])
def test_futures_under_way_go_on_in_another_run(tier: str, budget: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BINDRUNE_TIER", tier)
    built = build_text(UNDER_WAY, script=False, io=MemoryIO())
    assert built.unit is not None, [found.text for found in built.diagnostics]
    machine = built.machine()
    with use_io(built.io):
        first = built.runs(machine, "first").execute("first", reactor=SelectorReactor())
        futures = first.run().value
        again = machine.execute("second", (futures,), reactor=SelectorReactor())
        assert again.run(budget).kind == "complete"
    assert isinstance(built.io, MemoryIO)
    assert built.io.output == (
        '[16, [6, "one", 0], [2, 3], [(0, 0), (1, 1), (2, 2)], (18, [7, "one", 0]), '
        '("8 1 8ab", [13, 5]), Some((1, 1))]\n'
    )
    assert 20 < again.fuel_spent() <= 40  # by how far the first run came


def test_futures_under_way_go_on_in_another_run_of_the_fast_tier() -> None:
    io = MemoryIO()
    built = build_text(UNDER_WAY, script=False, io=io)
    runs = built.runs(built.machine(), "either")
    with use_io(io):
        futures = runs.execute("either", (None,), reactor=SelectorReactor()).run().value
        again = runs.execute("either", (futures,), reactor=SelectorReactor())
        again.run()
    assert isinstance(again, CompiledExecution) and again.loaded is not None
    assert io.output.startswith('[16, [6, "one", 0], [2, 3], [(0, 0), (1, 1), (2, 2)], (18, [7, "one", 0]), ')


@pytest.mark.parametrize("name", WAITING)
def test_operands_that_wait_for_an_await_go_along(name: str) -> None:
    awaiting = re.sub(r"yield ([\w.]+(?:\([^)]*\))?)", r"nap(\1).await", WAITING[name])
    text = FUNCTIONS + f"""
        use time::{{sleep, Duration}};
        async fn nap(value) {{ sleep(Duration::from_millis(10)).await; value }}
        async fn g() {{ {awaiting} }}
        pub async fn begin(rounds) {{
            let f = g();
            for i in 0..rounds {{ select {{ x = f => (), _ = sleep(Duration::ZERO) => () }} }}
            f
        }}
        pub async fn go_on(f) {{ println!("{{:?}}", f.await); }}
        pub async fn main() {{ println!("{{:?}}", g().await); }}
    """
    io = MemoryIO()
    built = build_text(text, script=False, io=io)
    assert built.unit is not None, [found.text for found in built.diagnostics]

    def printed(run: Callable[[], object]) -> str:
        start = len(io.output)
        try:
            run()
        except VmError as error:
            return error.message
        return re.sub("0x[0-9a-f]+", "", io.output[start:])

    with use_io(io):
        wanted = printed(built.machine().execute("main", reactor=SelectorReactor()).run)
        for rounds in range(1, 3):
            machine = built.machine()
            before = len(io.output)
            begun = built.runs(machine, "begin").execute("begin", (rounds,), reactor=SelectorReactor())
            future = begun.run().value
            assert isinstance(begun, CompiledExecution) and begun.loaded is not None
            so_far = io.output[before:]
            found = printed(machine.execute("go_on", (future,), reactor=SelectorReactor()).run)
            if found != "Future already completed":  # on a machine that was busy
                assert wanted in (so_far + found, found), (awaiting, rounds)


def test_a_budget_runs_in_tier_0() -> None:
    built = build_text("async fn f() { 1 } let n = 0; loop { n += f().await; }", io=MemoryIO())
    execution = built.start()
    for _ in range(3):
        assert execution.run(100).kind == "limited"
    assert isinstance(execution, CompiledExecution)
    assert execution.loaded is None


def test_calls_that_nest_too_deeply_are_an_error() -> None:
    built = build_text("async fn f(n) { f(n + 1).await } f(0).await", io=MemoryIO())
    execution = built.start()
    execution.max_depth = 10_000
    with pytest.raises(VmError, match="Calls nest deeper than 10000"), use_io(built.io):
        execution.run()

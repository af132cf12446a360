"""Generators in the fast tier: they run as Python's, and become frames of tier 0 where they have to."""

from __future__ import annotations

import sys

import pytest

from bindrune.core.api import MemoryIO, build_text
from bindrune.core.codegen.running.execution import CompiledExecution
from bindrune.core.codegen.running.generators import CLAIM, LIMIT, MAX_RANK, Suspension
from bindrune.core.codegen.running.loading import Loaded
from bindrune.core.runtime.active import use_io
from bindrune.core.vm.generators import Generator
from bindrune.core.vm.native import Driven
from tests.codegen.tiers import agree

PROGRAMS = {
    "a clone of one that is started": """
        fn g(n) { let i = 0; while i < n { let got = yield i; println!("got {:?}", got); i += 1; } 77 }
        let a = g(5);
        println!("{:?} {:?}", a.resume(1), a.resume(2));
        let b = a.clone();
        println!("{:?} {:?} {:?} {:?}", a.resume(3), b.resume(4), a.next(), b.next());
        for x in a { println!("a{}", x); }
        println!("{:?} {:?} {:?}", b.next(), b.next(), b.next());
        b.resume(1)
    """,
    "a clone within loops shares their iterators": """
        fn inner(v) { for x in v { yield x; } }
        fn g(v) { for i in 0..3 { for x in inner(v) { yield (i, x); } } }
        let a = g([1, 2, 3]);
        a.next(); a.next();
        let b = a.clone();
        println!("{:?} {:?}", a.next(), b.next());
        for x in a { println!("a{:?}", x); }
        for x in b { println!("b{:?}", x); }
    """,
    "a clone of one that has not begun": """
        fn g((a, b), c) { yield a; yield b; yield c; }
        let x = g((1, "two"), 3);
        let y = x.clone();
        for z in x { println!("{:?}", z); }
        for z in y { println!("{:?}", z); }
    """,
    "one that looks at itself": """
        let h = #{};
        fn g(h) { yield 1; println!("{:?}", h.g); }
        h.g = g(h);
        println!("{:?}", h.g.next());
        println!("{:?}", h.g.next());
    """,
    "one that resumes itself": """
        let h = #{};
        fn g(h) { yield 1; h.g.next(); yield 2; }
        h.g = g(h);
        println!("{:?}", h.g.next());
        println!("{:?}", h.g.next());
    """,
    "one that moves itself": """
        let h = #{};
        fn g(h) { yield 1; for x in h.g { println!("{}", x); } }
        let x = g(h);
        h.g = x;
        while let Some(y) = x.next() { println!("{}", y); }
    """,
    "an error below a `for`": """
        fn g(n) { yield 1; yield 10 / n; }
        fn f(x) { for y in x { println!("{}", y); } }
        f(g(0));
    """,
    "an error below a `while let`": """
        fn g(n) { yield 1; yield n.foo; }
        fn f(x) { while let Some(y) = x.next() { println!("{}", y); } }
        f(g(0));
    """,
    "an error below `next`": """
        fn g(n) { yield 1; yield n[3]; }
        fn f(x) { x.next(); x.next(); }
        f(g([0]));
    """,
    "an error below adapters": """
        fn g(n) { yield 1; yield n[3]; }
        fn f(x) { x.iter().map(|x| x + 1).collect::<Vec>() }
        f(g([0]));
    """,
    "what was given away is not held": """
        fn g(v) { for i in 0..3 { yield v.iter(); v.push(i); } yield [v.iter()][0]; v.push(4); }
        let v = [1, 2];
        for it in g(v) { println!("{:?}", it.next()); }
        let x = g(v);
        while let Some(it) = x.next() { println!("{:?}", it.next()); }
        println!("{:?}", v);
    """,
    "what is dropped lets go": """
        fn g(v) { for x in v { yield x; } }
        let v = [1, 2];
        let x = g(v);
        x.next();
        println!("{}", is_writable(v));
        drop(x);
        v.push(3);
        { let x = g(v); x.next(); }
        v.push(4);
        let y = g(v); y.next(); y = 1;
        v.push(5);
        let x = g(v); for _ in x {} v.push(6);
        v.push(g(v).next());
        println!("{:?}", v);
    """,
    "closures": """
        let v = [1, 2, 3];
        let k = 10;
        let f = |a| { for x in v { yield x * k + a; } };
        let s = 0;
        for x in f(1) { s += x; }
        let c = f(2);
        c.next();
        let d = c.clone();
        println!("{} {:?} {:?} {:?}", s, c.next(), d.next(), c.next());
        println!("{:?}", (|| { yield 1; yield 2; yield 3; })().iter().map(|x| x * 2).collect::<Vec>());
    """,
    "a walk of a tree": """
        struct Tree { left, value, right }
        impl Tree {
            fn walk(self) {
                if let Some(l) = self.left { for x in l.walk() { yield x; } }
                yield self.value;
                if let Some(r) = self.right { for x in r.walk() { yield x; } }
            }
        }
        fn build(a, b) {
            if a >= b { return None; }
            let m = (a + b) / 2;
            Some(Tree { left: build(a, m), value: m, right: build(m + 1, b) })
        }
        for x in build(0, 40).unwrap().walk() { print!("{} ", x); }
    """,
    "operands that wait": """
        fn two(a, b) { a + b }
        fn g() {
            println!("{:?}", two(yield 1, yield 2));
            println!("{}", "x".len() + (yield 3));
        }
        let x = g();
        x.next(); x.resume(4); x.resume(5); x.resume(6);
    """,
    "jumps, and a result": """
        fn g(n) {
            'a: for i in 0..n {
                for j in 0..n {
                    if j == i { continue 'a; }
                    if i == 4 { break 'a; }
                    yield (i, j);
                }
            }
            'b: loop { let z = loop { yield 1; break 5; }; yield z; break 'b; }
            return 3;
            yield 4;
        }
        let x = g(6);
        loop {
            match x.resume(()) {
                std::ops::GeneratorState::Yielded(y) => println!("{:?}", y),
                std::ops::GeneratorState::Complete(y) => { println!("c {:?}", y); break; }
            }
        }
    """,
    "bodies that yield never, nothing, or end by `?`": """
        fn g() { return 1; yield 2; }
        println!("{:?} {:?}", g().resume(()), g().next());
        fn h() { let a = yield; println!("{:?}", a); }
        let x = h(); x.next(); x.resume(#{a: 1});
        fn t() { let r = Some(1)?; yield r; None?; yield 5; }
        let x = t();
        println!("{:?} {:?} {:?}", x.next(), x.resume(()), x);
    """,
    "one that others can reach": """
        fn src(n) { for i in 0..n { yield i; } }
        fn dup(g) {
            while let Some(x) = g.next() {
                yield x;
                if x == 2 { let c = g.clone(); while let Some(y) = c.next() { yield y * 100; } }
            }
        }
        for x in dup(src(5)) { print!("{} ", x); }
        let g = src(5); let h = g;
        while let Some(x) = g.next() { print!("{} {:?};", x, h.next()); }
        println!("{:?} {:?}", g, h);
        let g = src(4);
        while let Some(_) = g.next() { print!("."); }
        println!("{:?}", g);
        let g = src(4);
        while let Some(x) = g.next() { if x == 1 { break; } }
        println!("{:?} {:?}", g, g.next());
    """,
    "a method `next` of the program's own": """
        struct N { n }
        impl N { fn next(self) { if self.n > 0 { self.n -= 1; Some(self.n) } else { None } } }
        fn g(n) { while let Some(x) = n.next() { yield x; } }
        for x in g(N { n: 3 }) { print!("{} ", x); }
        for x in g([1, 2].iter()) { print!("{} ", x); }
        for x in g(g(N { n: 3 })) { print!("{} ", x); }
        for x in g(3) { print!("{} ", x); }
    """,
    "recursion": """
        fn g(n) { if n == 0 { yield 0; } else { for x in g(n - 1) { yield x + 1; } } }
        println!("{:?}", g(300).next());
        for y in g(200) { println!("{}", y); }
    """,
    "recursion through a function": """
        fn g(n) { yield n; yield f(n - 1); }
        fn f(n) { if n < 1 { 0 } else { let s = 0; for x in g(n) { s += x; } s } }
        println!("{}", f(300));
    """,
    "a long chain": """
        fn wrap(g) { while let Some(x) = g.next() { yield x + 1; } }
        fn base() { yield 1; yield 2; yield 3; }
        let g = base();
        for i in 0..500 { g = wrap(g); }
        for x in g { println!("{}", x); }
    """,
    "a long chain of ones that were started": """
        struct Held { g }
        fn wrap(b) { while let Some(x) = b.g.next() { yield x + 1; } }
        fn base() { let i = 0; while true { yield i; i += 1; } }
        let g = base();
        g.next();
        for i in 0..500 { let h = wrap(Held { g }); h.next(); g = h; }
        println!("{:?} {:?}", g.next(), g.next());
    """,
    "loops around loops": """
        fn count(n) { for i in 0..n { yield i; } }
        fn walk(n) { let s = 0; for x in count(2) { s += x + if n > 0 { walk(n - 1) } else { 1 }; } s }
        println!("{}", walk(8));
        fn deep(n) { let s = 0; for x in count(1) { if n > 0 { s = deep(n - 1) + 1; } } s }
        println!("{}", deep(300));
    """,
    "natives that ask": """
        fn g(n) { for i in 0..n { yield i; } }
        println!("{:?} {:?}", g(4).iter().rev().collect::<Vec>(), g(4).iter().nth(2));
        println!("{:?}", g(4).iter().zip(g(9)).chain(g(2)).skip(1).collect::<Vec>());
    """,
    "a range under way when it is cloned": """
        fn g(a, b) { for i in a..=b { yield i; } for i in [7, 8, 9].iter() { yield i; } }
        let x = g(1, 3);
        x.next();
        let y = x.clone();
        println!("{:?} {:?} {:?}", x.next(), y.next(), x.next());
        println!("{:?} {:?} {:?}", x.next(), y.next(), x.next());
        fn chain(v) { for i in v.iter().map(|x| x + 1).filter(|x| x != 3) { yield i; } }
        let x = chain([1, 2, 3, 4]);
        x.next();
        let y = x.clone();
        println!("{:?} {:?} {:?}", x.next(), y.next(), x.next());
        fn vec(v) {
            let w = [v, v + 1, v + 2];
            for i in w { yield i; }
            for i in w.iter() { yield i; }
            w.push(1);
            yield w;
        }
        let x = vec(1); x.next();
        let y = x.clone(); x.next(); x.next(); x.next();
        let z = y.clone();
        for a in z { println!("z{:?}", a); }
        for a in x { println!("x{:?}", a); }
        for a in y { println!("y{:?}", a); }
        let x = g(1, 1); x.next(); x.next();
        let y = x.clone();
        println!("{:?} {:?} {:?}", x.next(), y.next(), x.next());
    """,
    "kinds of what is yielded": """
        fn counts(n) { let i = 0; while i < n { yield i; i += 1; } }
        fn mixed(n) { if n > 3 { yield "big"; } yield n; yield 1.5; yield [n]; }
        fn squares(g) { while let Some(n) = g.next() { yield n * n; } }
        fn grown(n) { let a = 1; loop { yield a; a *= 3; if n == 0 { return; } n -= 1; } }
        fn never() { if false { yield 1; } }
        let s = 0;
        for x in squares(counts(5)) { s += x; }
        for x in never() { s += x; }
        println!("{}", s);
        for x in mixed(4) { println!("{:?}", x); }
        for x in squares(squares(counts(3))) { println!("{}", x); }
        let g = counts(2);
        if s > 3 { g = mixed(1); }
        for x in g { println!("{:?}", x); }
        let g = counts(3);
        while let Some(x) = g.next() { if x == 1 { g = mixed(9); } println!("{:?}", x); }
        for x in squares(grown(100)) { println!("{}", x); }
    """,
    "a generator that was moved away": """
        fn g() { yield 1; yield 2; }
        let x = g();
        for y in x { println!("{}", y); }
        while let Some(y) = x.next() { println!("{}", y); }
    """,
    "a loop over one that is borrowed or gone": """
        fn g() { yield 1; yield 2; }
        let x = g();
        for y in x {}
        for y in x {}
    """,
    "a panic deep below": """
        fn stop(n) { if n == 0 { panic!("stop") } for x in stop(n - 1) { yield x; } yield n; }
        for x in stop(400) { println!("{}", x); }
    """,
    "lengths stay u64 in a clone": """
        fn g(v) {
            let i = 0;
            let n = v.len();
            while i < n { yield v[i]; let m = n - 1; yield m; i += 1; }
            for j in n..(v.len() + 3) { yield j; }
            yield n;
        }
        let a = g([1, 2]);
        a.next();
        let b = a.clone();
        for x in a { println!("{} {}", x, x is u64); }
        for x in b { println!("{} {}", x, x is u64); }
        for x in g([3, 4]) { println!("{} {}", x, x is u64); }
    """,
    "a native that is told of an error": """
        fn f(x) { x.map(|x| [0][3]).collect::<Vec>() }
        f([1, 2].iter().map(|x| x + 1));
    """,
    "sorting what generators give": """
        fn g(v) { for i in v { yield i; } }
        let v = g([3, 1, 2]).iter().collect::<Vec>();
        v.sort_by(|a, b| { for x in g([a]) { return x.cmp(b); } a.cmp(b) });
        println!("{:?}", v);
    """,
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_tiers_agree(name: str) -> None:
    agree(PROGRAMS[name])


def _run(text: str) -> tuple[Loaded, object, str]:
    built = build_text(text, script=True, io=MemoryIO())
    assert built.ir is not None and built.unit is not None and built.unit.entry is not None
    machine = built.machine()
    module, _ = built.emit(machine, [built.unit.entry])
    assert not module.refused
    loaded = Loaded(machine, machine.units()[0], module)
    execution = CompiledExecution(lambda: loaded, machine, machine.functions[built.unit.entry])
    with use_io(built.io):
        value = execution.run().value
    assert isinstance(built.io, MemoryIO)
    return loaded, value, built.io.output


def test_generators_run_as_python() -> None:
    _, value, _ = _run("fn g() { yield 1; yield 2; } let x = g(); x.next(); x")
    assert isinstance(value, Generator)
    assert value.frame.__class__ is Driven


def test_a_generator_outlives_its_run() -> None:
    loaded, value, _ = _run("fn g(n) { let m = n + 1; yield m; yield m + 1; 5 } let x = g(1); x.next(); x")
    machine = loaded.machine
    advance = build_text("pub fn go(x) { (x.next(), x.resume(())) }", script=False, io=MemoryIO())
    assert advance.unit is not None
    machine.load(advance.unit)
    outcome = machine.execute("go", (value,)).run()
    assert [part.f_0 for part in outcome.value.a] == [3, 5]
    assert isinstance(value, Generator) and value.frame is None


def test_clones_are_frames_of_tier_0() -> None:
    _, value, _ = _run("fn g() { yield 1; yield 2; } let x = g(); x.next(); let y = x.clone(); (x, y)")
    assert [part.frame.__class__ for part in value.a] == [list, list]  # type: ignore[attr-defined]


def test_claims_are_let_go() -> None:
    before = sys.getrefcount(CLAIM)
    _run("""
        fn g(n) { if n > 0 { for x in g(n - 1) { yield x; } } yield n; }
        fn f() { for x in g(5) { if x == 3 { return; } } }
        f();
        'a: for x in g(3) { for y in g(x) { break 'a; } }
        let it = g(3);
        while let Some(x) = it.next() { if x == 1 { break; } }
        it
    """)
    assert sys.getrefcount(CLAIM) == before


def test_too_many_nested_ones_become_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    depths: list[int] = []
    thaw = Suspension.thaw

    def counted(self: Suspension, generator: Generator) -> None:
        depths.append(1)
        thaw(self, generator)

    monkeypatch.setattr(Suspension, "thaw", counted)
    text = """
        struct Held {{ g }}
        fn wrap(b) {{ while let Some(x) = b.g.next() {{ yield x + 1; }} }}
        fn base() {{ loop {{ yield 1; }} }}
        let g = base();
        g.next();
        for i in 0..{} {{ let h = wrap(Held {{ g }}); h.next(); g = h; }}
        println!("{{}}", g.next().unwrap());
    """
    assert _run(text.format(LIMIT - 5))[2] == f"{LIMIT - 4}\n"
    assert not depths
    assert _run(text.format(2 * LIMIT))[2] == f"{2 * LIMIT + 1}\n"
    assert depths


def test_generators_of_high_rank_are_made_in_tier_0() -> None:
    _, value, _ = _run(f"""
        fn wrap(g) {{ for x in g {{ yield x; }} }}
        fn base() {{ yield 1; }}
        let all = [];
        for n in 0..{MAX_RANK + 2} {{ let g = base(); for i in 0..n {{ g = wrap(g); }} all.push(g); }}
        all
    """)
    made = [generator.frame.__class__ is Driven for generator in value.a]  # type: ignore[attr-defined]
    assert made == [n < MAX_RANK for n in range(MAX_RANK)] + [False, True]


WAITING = {
    "a sum": "(yield 1) + (yield 2) * (yield 3) - (yield 4)",
    "a sum of sums": "one() + (two() + (yield 1)) + three() * (four() + (yield 2) + (yield 3))",
    "a vector": "[one(), yield 1, [two(), yield 2], yield 3, 'c', 4.5, \"s\", i64]",
    "an object": "#{ a: one(), b: yield 1, c: #{ d: yield 2, e: two() }, f: yield 3 }",
    "a call": "give(one(), yield 1, give(two(), 5, yield 2))",
    "a method": "[one()].push(yield 1)",
    "a method of a value": "S { n: 5 }.both(one(), yield 1, yield 2)",
    "a closure": "{ let f = |a, b| (a, b); f(one(), yield 1) }",
    "a value that is called": "(|a, b| (a, b))(one(), yield 1)",
    "a template": "`${one()} ${yield 1} ${two()} ${yield 2}`",
    "a place": "{ let v = [1, 2]; v[first()] = yield 1; v[first()] = (yield 2) + v[1]; o().a += yield 3; v }",
    "a local that is assigned later": "{ let a = 1; [a, { a = 2; yield a }, a, { a = yield a; a }, a] }",
    "constants": "[1, true, (), 'c', 2.5, yield 1, None, -3, yield 2]",
    "an option": "Some((one(), Some(yield 1), yield 2))",
    "a struct": "S { n: (one(), yield 1, yield 2) }",
    "a range": "one()..(yield 1)",
    "a comparison": "one() < (yield 1) && two() == (yield 2)",
    "within branches": "[one(), if two() == 2 { yield 1 } else { 0 }, match yield 2 { x => [x, yield 3] }]",
    "within loops": "[one(), { let n = 0; for x in [1, 2] { n += x + (yield n); } n }, loop { break (yield 9); }]",
    "a value that dies": "{ let v = [1]; [v.iter(), yield 1]; v.push(2); v }",
    "an iterator that waits": "{ let v = [1, 2]; let r = [v.iter(), yield is_writable(v)]; r[0].next() }",
    "tuples that are taken apart": "{ let (a, b) = (one(), yield 1); [a, b] }",
}
FUNCTIONS = """
    fn one() { print!("1 "); 1 } fn two() { print!("2 "); 2 } fn three() { 3 } fn four() { print!("4 "); 4 }
    fn first() { print!("at "); 0 } fn o() { #{ a: 1 } } fn give(a, b, c) { (a, b, c) }
    struct S { n } impl S { fn both(self, a, b, c) { (self.n, a, b, c) } }
"""


@pytest.mark.parametrize("name", WAITING)
def test_operands_wait_for_a_yield_and_go_along_with_a_clone(name: str) -> None:
    text = FUNCTIONS + f"fn g() {{ {WAITING[name]} }}" + """
        fn told(state) { println!("{:?}", state); state }
        let all = [(g(), 10)];
        for round in 0..6 {
            let more = [];
            for (it, n) in all {
                let copy = it.clone();
                if let GeneratorState::Yielded(..) = told(it.resume(n)) { more.push((it, n + 1)); }
                if let GeneratorState::Yielded(..) = told(copy.resume(n * 3)) {
                    if round < 3 { more.push((copy, n + 2)); }
                }
            }
            all = more;
        }
    """
    text = "use std::ops::generator::GeneratorState;" + text
    built = build_text(text, io=MemoryIO())
    assert built.unit is not None, [found.text for found in built.diagnostics]
    module, _ = built.emit(built.machine(), built.entries())
    assert not module.refused
    assert "g" in {item.rpartition("::")[2] for item, *_ in module.functions}
    assert agree(text) == ("panic" if name == "a value that dies" else "value")

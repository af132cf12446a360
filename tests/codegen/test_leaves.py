"""Functions that are written in place of their calls: both tiers do the same, panics tell of the same frames."""

from __future__ import annotations

import pytest

from tests.codegen.tiers import agree, emitted

PROGRAMS = {
    "functions that only compute": """
        fn square(x) { x * x } fn first(v) { v[0] } fn both(a, b) { (a, b) } fn same(x) { x } fn nothing(x) {}
        fn one() { 1 }
        let v = [3, [4]];
        println!("{} {} {:?} {:?}", square(3), square(2.5), both(1, "s"), same(v));
        println!("{} {:?} {}", first(v), nothing(v), one() + square(one() + 1) * same(3));
        let n = 0; for i in 0..5 { n += square(i) - same(i); n = square(n) % 1000; } println!("{}", n);
    """,
    "overflow in a function": """
        fn square(x) { x * x } let n = 3; for i in 0..10 { n = square(n); println!("{}", n); }
    """,
    "an index that is out of range": """
        fn at(v, i) { v[i] } let v = [1]; for i in 0..3 { println!("{}", at(v, i)); }
    """,
    "an index that is out of range, of anything": "fn at(v, i) { v[i] } println!(\"{}\", at([1], 0)); at((1, 2), 2);",
    "a field that is not there": "struct P { x } fn x(p) { p.x } println!(\"{}\", x(P { x: 1 })); x(#{ y: 1 });",
    "no number": "fn add(a, b) { a + b } println!(\"{}\", add(1, 2)); add(1, \"s\");",
    "parameters that are assigned": """
        fn f(x, y) { x += 1; y = [x, y]; x = y; x } let a = 1; let b = [2]; println!("{:?} {} {:?}", f(a, b), a, b);
        fn g(v) { v = v[0]; v } let v = [[1]]; println!("{:?} {:?}", g(v), v); v.push(g(v));
    """,
    "locals of a function": """
        fn f(x) { let y = x * 2; let z = [y]; let w = { let q = z; q[0] + 1 }; if w > 5 { let x = w; x }
        else { z[0] } }
        for i in 0..5 { println!("{}", f(i)); }
    """,
    "arguments with effects": """
        fn sub(a, b) { a - b * 2 } fn say(n) { println!("{}", n); n }
        println!("{}", sub(say(5), say(2))); let x = 1; println!("{}", sub({ x += 1; x }, { x += 5; x }) + x);
        println!("{}", sub(x, { x = 100; 1 })); fn pair(a, b) { [a, b] } println!("{:?}", pair(x, { x = 3; x }));
    """,
    "arguments that are changed by the function": """
        struct P { x, y }
        fn set(p, v) { p.x = v; p.y += v; p.x } let p = P { x: 1, y: 2 }; println!("{} {} {}", set(p, 5), p.x, p.y);
        fn add(o) { o.n += 1; o.m = o.n; o } let o = #{ n: 1 }; println!("{:?}", add(add(o))); println!("{:?}",
            add(#{ n: 5 }));
        fn put(v, i, x) { v[i] = x; v } println!("{:?}", put([1, 2], 1, put([3], 0, 4)));
    """,
    "too many arguments": "fn f(x) { x } f(1, 2);",
    "methods of one struct": """
        struct P { x }
        impl P { fn get(self) { self.x } fn set(self, x) { self.x = x; } fn sum(self, o) { self.x + o.x }
        fn me(self) { self } }
        let p = P { x: 1 }; let q = P { x: 2 }; p.set(p.get() + 4); println!("{} {} {}", p.get(), p.sum(q),
            p.me().me().get());
        p.set("s"); p.sum(q);
    """,
    "methods of several structs": """
        struct A { n } struct B { n } struct C { n } enum E { X(n), Y }
        impl A { fn get(self, k) { self.n + k } fn put(self, k) { self.n = k; } fn name(self) { "A" } }
        impl B { fn get(self, k) { self.n * k } fn put(self, k) { self.n += k; } fn name(self) { `B ${self.n}` } }
        impl C { fn get(self, k) { if k > 1 { return [k]; } self.n } fn put(self, k) { println!("C"); }
        fn name(self) { 'C' } }
        impl E { fn get(self, k) { match self { E::X(n) => n, _ => k } } fn put(self, k) { } fn name(self) { () } }
        let v = [A { n: 1 }, B { n: 2 }]; let n = 0;
        for i in 0..3 { for x in v { n += x.get(i); x.put(n); println!("{} {}", x.name(), n); } }
        let w = [A { n: 1 }, B { n: 2 }, C { n: 3 }, E::X(4), E::Y];
        for i in 0..3 { for x in w { println!("{:?} {:?} {:?}", x.get(i), x.put(i), x.name()); } }
        for x in [A { n: 1 }, B { n: "s" }] { println!("{}", x.get(2)); }
    """,
    "overflow in one of several methods": """
        struct A { n } struct B { n } impl A { fn get(self) { self.n + 1 } } impl B { fn get(self) { self.n - 1 } }
        let v = [A { n: 1 }, B { n: -9223372036854775807 }]; for i in 0..3 { for x in v { x.n = x.get();
        println!("{}", x.n); } }
    """,
    "values that a function lets go": """
        fn keep(it) { 1 } fn put(o, x) { o.x = x; } let v = [1, 2]; keep(v.iter()); v.push(3);
        let o = #{ x: v.iter() }; put(o, 1); v.push(4); keep([v.iter()]); v.push(5); println!("{:?}", v);
    """,
    "a function that keeps an iterator": "fn same(it) { it } let v = [1]; let it = same(v.iter()); v.push(1);",
    "closures around": """
        fn square(x) { x * x } fn at(v, i) { v[i] }
        println!("{:?}", (0..4).iter().map(|x| square(x) + at([1, 2, 3, 4], x)).collect::<Vec>());
        println!("{:?}", [5, 6].iter().map(|x| at([1], x)).collect::<Vec>());
    """,
    "functions as values too": "fn square(x) { x * x } let f = square; println!(\"{} {}\", f(3), square(f(2)));",
    "generators": """
        fn square(x) { x * x } fn g(n) { for i in 0..n { yield square(i); let x = square(yield i); } }
        for x in g(3) { println!("{:?}", x); }
    """,
    "conditions": """
        fn even(n) { n % 2 == 0 } fn big(n) { n > 3 } fn none() { None } fn word(v) { v is String }
        for i in 0..6 { if even(i) && !big(i) || i == 5 { println!("{}", i); } while !even(i) { i += 1; }
        println!("{}", i); }
        if word("s") { println!("{:?}", none()); } let n = if even(3) { 1 } else { 2 }; println!("{}", n);
        match even(2) { true => println!("even"), _ => println!("odd") }
        if let Some(x) = none() { println!("{}", x); }
    """,
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_tiers_agree(name: str) -> None:
    agree(PROGRAMS[name])


def test_a_small_function_is_no_call() -> None:
    text = emitted("fn f(x) { x * 2 } pub fn main() { f(1) + f(2) }")
    assert "f1(" not in text

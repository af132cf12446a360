"""What the fast tier knows of values: both tiers agree on programs that try to prove it wrong, and it knows enough."""

from __future__ import annotations

import pytest

from tests.codegen.tiers import agree, emitted

PROGRAMS = {
    "an element of another kind": """
        let v = [1, 2, 3]; let n = 0;
        for i in 0..3 { n += v[i]; }
        v[1] = 2.5;
        for i in 0..3 { n += v[i]; }
    """,
    "an index that is out of range, below zero, no number": """
        fn at(v, i) { v[i] }
        let v = [[1], [2]]; let n = 0;
        for i in 0..3 { n += at(v, i)[0]; }
    """,
    "an index below zero": "let v = [1, 2]; let i = 1; loop { i -= 1; println!(\"{}\", v[i]); }",
    "an assigned index that is out of range": "let v = [1, 2]; for i in 0..4 { v[i] = i; println!(\"{}\", v[i]); }",
    "a vector that is moved": """
        fn gone(v) { drop(v); }
        let v = [1, 2]; let n = v[0];
        println!("{}", n); gone(v); n += v[0];
    """,
    "a vector that is written while it is gone through": """
        let v = [1, 2, 3];
        for x in v { println!("{}", x); v.push(x); }
    """,
    "a vector whose iterator is kept": """
        let v = [1, 2, 3];
        let it = v.iter();
        println!("{:?}", it.next());
        v[0] = 5;
    """,
    "a vector that is written once its iterator is gone": """
        let v = [1, 2, 3]; let n = 0;
        for x in v.iter() { n += x; }
        v.push(n); v[0] = 7; v.pop();
        println!("{:?}", v);
    """,
    "a vector that a native holds": """
        let v = [3, 1, 2];
        v.sort_by(|a, b| { println!("{}", v[0]); a.cmp(b) });
    """,
    "fields that are assigned by one that knows nothing of them": """
        struct P { x, y }
        fn set(o, v) { o.x = v; }
        let p = P { x: 1, y: 2.0 }; let n = 0;
        for i in 0..3 { n += p.x; }
        set(p, 3.5); println!("{:?} {}", p.x, n);
        let o = #{ x: 1 }; set(o, "s"); set(p, "s"); println!("{} {}", o.x, p.x);
        n += p.x;
    """,
    "fields of structs that went through an object": """
        struct P { x }
        let p = P { x: 1 }; let o = #{ p }; let n = 0;
        o.p.x = 1.5;
        for i in 0..2 { n += p.x; }
    """,
    "a struct that is no struct of the method": """
        struct A { n } struct B { n }
        impl A { fn get(self) { self.n } }
        impl B { fn get(self, more) { self.n + more } }
        let v = [A { n: 1 }, B { n: 2 }];
        for x in v { println!("{}", x.get()); }
    """,
    "methods of several structs": """
        struct A { n } struct B { n } enum E { X(v), Y { v }, Z }
        impl A { fn get(self) { self.n } fn add(self, x) { self.n += x; } }
        impl B { fn get(self) { self.n * 2 } fn add(self, x) { self.n -= x; } }
        impl E { fn get(self) { match self { E::X(v) => v, E::Y { v } => v + 1, _ => 0 } } fn add(self, _) {} }
        let v = [A { n: 1 }, B { n: 2 }, E::X(3), E::Y { v: 4 }, E::Z]; let n = 0;
        for i in 0..3 { for x in v { n += x.get(); x.add(i); } println!("{}", n); }
    """,
    "a parameter that is an int here and a float there": """
        fn twice(x) { x + x }
        let n = 0;
        for i in 0..3 { n += twice(i); println!("{} {}", n, twice(0.5)); }
    """,
    "what a closure captures": """
        let v = [1, 2]; let n = 3;
        let f = |x| { v.push(x); v[0] + n };
        println!("{} {}", f(1), f("s")); println!("{:?}", v);
        for i in 0..3 { n += v[i]; }
    """,
    "overflow at the edges": """
        let v = [9223372036854775807, -9223372036854775807, 1]; let n = 0;
        n = v[1] - v[2]; println!("{}", n); n = v[0] - v[2]; println!("{}", n);
        n = n + v[2]; println!("{}", n); n = v[1] - v[2] - v[2];
    """,
    "overflow comes before what stands right of it": """
        fn f() { println!("f"); 1 }
        let v = [9223372036854775807]; let y = v[0] * 2 + f();
    """,
    "overflow comes before an index that is missing": "let v = [9223372036854775807]; let y = v[0] * 2 + v[1];",
    "sums of what is no less than zero": """
        let s = 1; let v = [];
        for i in 0..40 { s = (s * 1105 + 12345) % 65536; v.push(s % 100); }
        let n = 0; for x in v { n = n * 31 + x; n = n % 1000003; }
        println!("{} {} {}", n, (0 - n) % 7, (0 - n) / 7);
    """,
    "division by what may be zero": "let v = [3, 0]; for i in 0..2 { println!(\"{} {}\", 7 % v[i], 7 / v[i]); }",
    "payloads of options": """
        let v = [1, 2]; let n = 0;
        while let Some(x) = v.pop() { n += x; }
        fn f(v) { let n = 0; while v.pop()? < 5 { n += 1; } Some(n) }
        println!("{} {:?} {:?}", n, f([9, 1, 2]), f([1, 2]));
    """,
    "what is of a kind only where it is not empty": """
        fn first(v) { match v.get(0) { Some(x) => x, None => "none" } }
        println!("{} {}", first([1]), first([]));
    """,
    "tuples": """
        let v = [(1, 2.0), (3, 4.0)]; let n = 0; let m = 0.0;
        for (a, b) in v { n += a; m += b; }
        v[0].0 = "s"; println!("{} {} {}", n, m, v[0].0);
    """,
    "effects of the operands of a compound field assignment": """
        struct P { x }
        fn t(p, s) { println!("{}", s); p }
        let p = P { x: 1 };
        t(p, "base").x += t(2, "value"); println!("{}", p.x);
        p.x -= { p.x = 10; 1 }; println!("{}", p.x);
    """,
    "break values and branches": """
        let n = 0;
        for i in 0..3 { let x = loop { if i == 2 { break "s"; } break i; }; println!("{}", x); n += i; }
        let y = if n > 1 { 1 } else { 2.0 }; let z = match n { 3 => 1.5, _ => 2 }; println!("{} {}", y, z);
    """,
    "what is collected": """
        let a = "one two".chars().collect::<Vec>(); let b = "one to".chars().collect::<Vec>(); let n = 0;
        for i in 0..a.len() { for j in 0..b.len() { if a[i] == b[j] { n += 1; } } }
        a[0] = 5; a.push("s"); println!("{} {:?}", n, a);
        let c = [1, 2, 3]; let d = c.iter().rev().filter(|x| x > 1).collect::<Vec>(); d[0] = "x"; c[0] = c[1] + 9;
        println!("{:?} {:?}", c, d);
        for line in "a\nb".lines() { line += "!"; println!("{}", line); }
    """,
    "a vector that is written while its elements are mapped": """
        let v = [1, 2, 3];
        let w = v.iter().map(|x| { v.push(x); x }).collect::<Vec>();
    """,
    "a vector that is sorted": "let v = [3, 1, 2]; v.sort(); for i in 0..3 { println!(\"{}\", v[i] + i); }",
    "elements by get": """
        let v = [4, 5]; let n = 0;
        while let Some(x) = v.get(n) { n += 1; println!("{}", x + n); }
        println!("{:?} {:?}", v.get(0..1), v.get(7)); v[0] = 1.5; println!("{:?}", v.get(0));
    """,
    "a vector of another length": """
        let v = [1]; v.resize(3, 7); let n = 0; for i in 0..3 { n += v[i]; }
        v.resize(4, "s"); println!("{} {:?}", n, v); for i in 0..4 { n += v[i]; }
    """,
    "methods of numbers": """
        let v = [4.0, -1.0, 0.0]; let n = 0.0;
        for x in v { println!("{} {} {}", x.sqrt(), x.abs(), x.max(1.0)); }
        for i in 0..3 { println!("{} {}", i.pow(2), (i - 1).abs()); }
    """,
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_tiers_agree(name: str) -> None:
    agree(PROGRAMS[name])


def test_elements_and_fields_are_not_asked_for_their_class() -> None:
    text = emitted("""
        struct P { x, v }
        impl P { fn step(self, dt) { self.x += self.v * dt; } }
        pub fn main() {
            let ps = []; let sum = 0.0;
            for i in 0..9 { ps.push(P { x: 0.0, v: i as f64 }); }
            for _ in 0..9 { for p in ps { p.step(0.5); sum += p.x; } }
        }
    """)
    assert "__class__ is" not in text
    assert "x_" not in text


def test_what_escapes_is_asked() -> None:
    text = emitted("""
        struct P { x }
        pub fn main() {
            let p = P { x: 1 }; let n = 0;
            let o = #{ p };
            for i in 0..9 { n += p.x; }
        }
    """)
    assert "__class__ is int" in text


def test_numbers_that_are_no_less_than_zero_have_one_limit() -> None:
    text = emitted("pub fn main() { let v = [1]; let n = 0; for i in 0..9 { n = n + v[0]; v[0] = n % 5; } }")
    assert " < -" not in text
    assert "if n >= 0" not in text

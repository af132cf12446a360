"""Loops over the chars of a String, methods of chars, and enums without parts: both tiers agree."""

from __future__ import annotations

import pytest

from tests.codegen.tiers import agree, emitted

TEXT = 'let s = "aB9 _\\n\\t\\"\u00e9\u0663\u01c5\u00b2\u3000\U0001f600"; '
STATES = "enum S { A, B, C } "

PROGRAMS = {
    "all methods": TEXT + """
        for c in s.chars() {
            println!("{:?} {} {} {} {}
            {}", c, c.is_alphabetic(), c.is_alphanumeric(), c.is_numeric(), c.is_control(), c.to_i64());
            println!("{} {} {}", c.is_lowercase(), c.is_uppercase(), c.is_whitespace());
            if !c.is_numeric() && c.is_alphabetic() || c == '_' { println!("{}", c.to_i64() + 1); }
        }
    """,
    "methods of what may be no char": """
        fn f(c) { c.is_numeric() } println!("{} {}", f('1'), f('x')); println!("{}", f(1));
    """,
    "a method that is not there": "for c in \"ab\".chars() { println!(\"{}\", c); c.is_nothing(); }",
    "arguments that are too many": "for c in \"ab\".chars() { println!(\"{}\", c); c.is_numeric(1); }",
    "left early": TEXT + """
        fn first(s) { for c in s.chars() { if c.is_numeric() { return c; } } 'x' }
        println!("{} {}", first(s), first(""));
        let n = 0; for c in s.chars() { if c == ' ' { break; } if c == 'B' { continue; } n += 1; } println!("{}", n);
        'out: for c in s.chars() { for d in s.chars() { if d == '_' { continue 'out; }
        if c == '9' { break 'out; } n += 1; } }
        println!("{}", n);
    """,
    "an error within": TEXT + "let n = 2; for c in s.chars() { n -= 1; println!(\"{} {}\", c, 2 / n); }",
    "written within": TEXT + "for c in s.chars() { println!(\"{}\", c); s.push('x'); }",
    "written in the last round": "let s = \"ab\"; let n = 0; for c in s.chars() { n += 1; if n == 2 { s.push('x'); } }",
    "written behind it": TEXT + """
        for c in s.chars() { if c == 'B' { break; } } s.push('x'); for _ in s.chars() { } println!("{}", s);
    """,
    "assigned within": TEXT + "for c in s.chars() { s = \"q\"; print!(\"{}\", c); } println!(\"{}\", s);",
    "moved": "let s = \"ab\"; drop(s); for c in s.chars() { println!(\"{}\", c); }",
    "moved within": "let s = \"ab\"; for c in s.chars() { println!(\"{}\", c); drop(s); }",
    "long": """
        let s = ""; for i in 0..5000 { s.push('a'); s += "b"; } let n = 0;
        for c in s.chars() { n += c.to_i64(); } println!("{}", n);
    """,
    "empty": "let n = 0; for c in \"\".chars() { n += 1; } for _ in \"abc\".chars() { n += 10; } println!(\"{}\", n);",
    "no String": "fn f(s) { for c in s.chars() { println!(\"{}\", c); } } f(\"ab\"); f([1]);",
    "a generator": "fn f(s) { for c in s.chars() { yield c; } } for c in f(\"ab\") { println!(\"{}\", c); }",
    "captured": "let f = []; for c in \"abc\".chars() { f.push(|| c); } println!(\"{} {}\", f[0](), f[2]());",
    "assigned chars": "for c in \"abc\".chars() { let d = c; c = 'z'; println!(\"{} {}\", c, d); }",
    "a sum": "let n = 0; for c in \"129\".chars() { n = n * 10 + c.to_i64() - 48; } println!(\"{}\", n);",
    "too large a sum": """
        let n = 1; for c in "9999999999999999999999".chars() { n = n * 10 + c.to_i64(); println!("{}", n); }
    """,
    "a machine": STATES + TEXT + """
        let state = S::A; let n = 0;
        for c in s.chars() {
            state = match state { S::A => if c == ' ' { S::B } else { S::A }, S::B => S::C, S::C => { n += 1; S::A } };
        }
        println!("{} {:?}", n, state is S);
        match state { S::A => println!("a"), S::B => println!("b"), S::C => println!("c") }
    """,
    "a match that does not fit all": STATES + """
        let state = S::A;
        for i in 0..3 { state = match state { S::A => S::B, S::B => S::C }; println!("{}", state is S); }
    """,
    "a match with guards": STATES + """
        let state = S::A;
        for i in 0..4 { state = match state { S::A if i > 0 => S::B, S::B => S::C, S::C => S::A, x => x };
            println!("{}", match state { S::A => 0, S::B => 1, S::C => 2 }); }
        for i in 0..2 { state = match state { S::A if i > 5 => S::B, S::B => S::A, S::C => S::B };
        println!("{}", state is S); }
    """,
    "values of an enum that is printed": STATES + """
        let a = S::A; let b = S::A; println!("{:?} {:?}", a, S::C); drop(a); println!("{:?}", b);
    """,
    "values of an enum that is kept": STATES + """
        let v = []; for i in 0..3 { v.push(if i == 1 { S::A } else { S::B }); }
        let a = v[0]; drop(a); println!("{}", match v[2] { S::A => 1, S::B => 2, S::C => 3 });
        println!("{}", v[0] is S);
    """,
    "values of an enum that move": STATES + """
        fn f(s) { match s { S::A => S::B, S::B => S::C, S::C => S::A } }
        let s = S::A; for i in 0..5 { s = f(s); } let t = s;
        println!("{}", match t { S::A => 1, S::B => 2, S::C => 3 });
        let g = move || match t { S::A => 1, _ => 2 }; println!("{}", g());
        println!("{}", match s { S::A => 1, _ => 2 });
    """,
    "values of an enum that are moved twice": STATES + """
        let s = S::A; let t = S::A; drop(s); println!("{}", t is S); drop(t); drop(t);
    """,
    "equal values": STATES + "let s = S::A; let t = S::A; println!(\"{}\", s == t);",
    "an enum with parts": """
        enum E { A, B(n), C { m } } let e = E::A; let n = 0;
        for i in 0..6 { e = match e { E::A => E::B(i), E::B(x) => E::C { m: x + 1 }, E::C { m } => { n += m; E::A } }; }
        println!("{}", n);
        for i in 0..3 { e = match e { E::A => E::B(i), E::B(0) => E::C { m: 1 }, E::C { m } => E::A };
        println!("{}", e is E); }
    """,
    "a struct without parts": """
        struct U; let u = U; let v = U; println!("{} {}", u is U, match v { U => 1 }); drop(u);
        println!("{}", v is U); drop(u);
    """,
    "methods": """
        enum S { A, B } impl S { fn next(self) { match self { S::A => S::B, S::B => S::A } }
        fn n(self) { match self { S::A => 1, S::B => 2 } } }
        let s = S::A; let t = 0; for i in 0..5 { s = s.next(); t = t * 3 + s.n(); } println!("{}", t);
    """,
}  # fmt: skip


@pytest.mark.parametrize("name", PROGRAMS)
def test_tiers_agree(name: str) -> None:
    agree(PROGRAMS[name])


def test_a_machine_makes_nothing_and_asks_for_little() -> None:
    text = emitted("""
        enum S { A, B }
        fn f(text) {
            let state = S::A; let n = 0;
            for c in text.chars() {
                state = match state { S::A => if c.is_numeric() { n = n + c.to_i64(); S::B }
                else { S::A }, S::B => S::A };
            }
            n
        }
        pub fn main() { f("a1") }
    """)
    assert "unlike" not in text and "STEP" not in text and "token" not in text
    assert " in DIGITS" in text

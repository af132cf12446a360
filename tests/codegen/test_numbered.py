"""Fields by number: both tiers agree on tuples, vectors, structs, and what has no such field."""

from __future__ import annotations

import pytest

from tests.codegen.tiers import agree

_F = """
    fn get(x) { x.0 } fn second(x) { x.1 } fn set(x, v) { x.0 = v; x.1 = v; x } fn add(x, v) { x.0 += v;
    x.1 -= v; x.0 *= v; x }
    struct T(a, b); struct U(a); enum E { A(x, y), B(x) }
"""

PROGRAMS = {
    "tuples, vectors and structs": """
        for x in [(1, 2), [3, 4], T(5, 6), E::A(7, 8)] { println!("{} {} {:?}", get(x), second(x),
            get(x) + second(x)); }
        println!("{:?} {:?} {:?}", set((1, 2), 5), add((1, 2), 3), add([1, 2], 4));
        println!("{} {}", set(T(1, 2), "s").1, add(T(1, 2), 2).0); println!("{} {}", get(Some(1)), get(Ok(2)));
        let t = (1, 2.5); t.0 += 1; t.1 += 0.5; t.0 = t.0 * 10; println!("{:?}", t);
        let s = T(1, [2]); s.0 += 5; let q = s.1; q.0 += 3; s.1.push(4); println!("{} {:?}", s.0, s.1);
        let v = [[1], [2]]; for i in 0..3 { let w = v.0; w.0 += i; v.1 = [i]; } println!("{:?}", v);
        let ts = [T(1, 2), T(3, 4)]; let n = 0; for t in ts { t.1 += t.0; n += t.1; } println!("{}", n);
        let es = [E::A(1, 2), E::A(3, 4)]; for e in es { e.0 += 1; println!("{}", e.0); }
    """,
    "a tuple that is too short": "println!(\"{}\", get((1,))); second((1,))",
    "a vector that is too short": "second([1])",
    "an assigned vector that is too short": "println!(\"{:?}\", set([1, 2], 3)); set([1], 3)",
    "an added vector that is too short": "add([1], 3)",
    "a struct that is too short": "second(U(1))",
    "an assigned struct that is too short": "set(U(1), 2)",
    "a variant that is too short": "let v = [E::A(1, 2), E::B(1)]; for e in v { println!(\"{}\", e.1); }",
    "no tuple": "get(5)",
    "no tuple to assign": "set(#{ a: 1 }, 5)",
    "a tuple that was moved": "let t = (1, 2); drop(t); get(t)",
    "a tuple that was moved, assigned": "let t = (1, 2); drop(t); set(t, 1)",
    "a tuple that was moved, added to": "let t = [1, 2]; drop(t); add(t, 1)",
    "a vector that is borrowed, assigned": "let v = [1, 2]; let it = v.iter(); println!(\"{}\", get(v)); set(v, 1)",
    "a vector that is borrowed, added to": "let v = [1, 2]; let it = v.iter(); add(v, 1)",
    "a vector that is borrowed here": "let v = [1, 2]; for x in v { v.0 += 1; }",
    "a vector that is no longer borrowed": "let v = [1, 2]; for x in v { } v.0 += 1; v.1 = 7; println!(\"{:?}\", v);",
    "overflow": "let t = (9223372036854775806, 0); for i in 0..3 { t.0 += 1; println!(\"{}\", t.0); }",
    "no number": "add((1, 2), \"s\")",
    "an int and a float": "add((1, 2), 1.5)",
    "operands with effects": """
        fn say(x) { println!("{:?}", x); x } let t = (1, 2);
        say(t).0 += say(3); say(t).1 = say(4); t.0 += { t.0 = 10; 1 }; println!("{:?} {}", t, say((5, 6)).1);
    """,
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_tiers_agree(name: str) -> None:
    agree(_F + PROGRAMS[name])

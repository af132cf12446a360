"""Comparisons of structs and tuples: both tiers agree, whatever is in them."""

from __future__ import annotations

import pytest

from tests.codegen.tiers import agree, emitted

_ALL = """println!("{} {} {} {} {} {}", a == b, a != b, a < b, a <= b, a > b, a >= b);"""

PROGRAMS = {
    "structs of numbers": f"""
        struct P {{ x, y }} struct T(a, b, c); struct S {{ x }}
        let v = []; for x in 0..3 {{ for y in 0..3 {{ v.push(P {{ x, y }}); }} }}
        for a in v {{ for b in v {{ {_ALL} }} }}
        for i in 0..3 {{ let a = T(i, 'x', true); let b = T(1, 'x', i == 1); {_ALL} }}
        for i in 0..3 {{ let a = S {{ x: i }}; let b = S {{ x: 1 }}; {_ALL} println!("{{}}", a == a); }}
        let same = P {{ x: 1, y: 2 }} == P {{ x: 1, y: 2 }}; let less = S {{ x: 1 }} < S {{ x: 2 }};
        if less && v[0] != v[1] {{ println!("{{}}", same); }}
    """,
    "structs of floats": """
        struct F { x } let nan = 0.0 / 0.0;
        for x in [0.5, nan, -0.0] { for y in [0.5, nan, 0.0] { println!("{} {}", F { x } == F { x: y }, F { x }
        != F { x: y }); } }
        println!("{}", F { x: 1.0 } < F { x: 2.0 });
    """,
    "structs with other fields": f"""
        struct P {{ x, y }} let v = [P {{ x: 1, y: "s" }}, P {{ x: 1, y: "t" }}, P {{ x: 0, y: "u" }}];
        for a in v {{ for b in v {{ {_ALL} }} }}
        struct N {{ next }} println!("{{}}", N {{ next: N {{ next: 1 }} }} == N {{ next: N {{ next: 1 }} }});
    """,
    "structs of other types": "struct P { x } struct Q { x } println!(\"{}\", P { x: 1 } == Q { x: 1 });",
    "structs of other types in order": "struct P { x } struct Q { x } println!(\"{}\", P { x: 1 } < Q { x: 1 });",
    "a field of two types": "struct P { x } let v = [P { x: 1 }, P { x: 2.5 }]; println!(\"{}\", v[0] == v[1]);",
    "structs that were moved": """
        struct P { x } fn f(p) { drop(p); p == p } println!("{}", P { x: 1 } == P { x: 1 }); f(P { x: 1 });
    """,
    "variants": """
        enum E { A(x), B(x), C } let v = [E::A(1), E::A(2), E::B(1), E::C];
        for a in v { for b in v { println!("{} {}", a == b, a != b); } } println!("{}", E::A(1) == E::A(1));
    """,
    "tuples": """
        fn say(x) { println!("{}", x); x }
        for i in 0..4 { println!("{} {}", (i, i % 2) == (2, 0), (i, 'c', i > 1) != (3, 'c', true)); }
        println!("{} {}", (say(1), say(2)) == (say(3), say(4)), (1, 2) == (1, 2, 3));
        println!("{} {} {}", ("a", 1) == ("a", 1), (1.5, 2) == (1.5, 2), (0.0 / 0.0, 1) == (0.0 / 0.0, 1));
        println!("{} {}", ([1], (2, 3)) == ([1], (2, 3)), (2u64, 1) == (2u64, 1)); fn f(x) { (x, 1) == (1, 1) }
        println!("{}", f(1));
        let x = 1; println!("{}", (x, { x = 2; x }) == (1, x));
    """,
    "strings": f"""
        let v = ["a", "b", "", "é", "z", "\U0001f600", "\uffff", "ab"]; let w = "ab"; w += "c";
        for a in v {{ for b in v {{ {_ALL} }} }} let a = w; let b = "abc"; {_ALL}
        fn order(x) {{ let s = "m"; (s < x, s >= x, s == x, x > s, x != s) }}
        println!("{{:?}} {{:?}} {{}}", order("k"), order("m"), a == a);
        for x in ["n", 'c'] {{ println!("{{:?}}", order(x)); }}
    """,
    "a String and a moved one": "let s = \"m\"; let t = \"n\"; drop(t); println!(\"{}\", s < t);",
    "a String that was moved and another": "let s = \"m\"; let t = \"n\"; drop(t); println!(\"{}\", t == s);",
    "a String and no String": "fn f(x) { let s = \"m\"; s == x } println!(\"{}\", f(1));",
    "no String and a String in order": "fn f(x) { let s = \"m\"; x < s } println!(\"{}\", f(1));",
    "options and results": """
        let v = [Some(1), Some(2), None, Some("a"), Some("b")]; let r = [Ok(1), Err(1), Ok("a"), Err("b"), Err([1])];
        for a in v { println!("{} {} {}", a == None, a != None, None == a); }
        for a in [v[0], v[1], v[2]] { for b in [v[0], v[1], v[2]] { println!("{} {} {:?}", a == b, a != b, a < b); } }
        println!("{} {} {}", v[3] == Some("a"), v[3] == v[4], Some(0.0 / 0.0) == Some(0.0 / 0.0));
        println!("{} {} {}", r[0] == r[1], r[1] == Err(1), r[4] == Err([1]));
        println!("{}", Some(Some(1)) == Some(None)); println!("{}", v[0] == v[3]);
    """,
    "an Option and a Result": "println!(\"{}\", Some(1) == Ok(1));",
    "an Option that was moved": "let a = Some(1); drop(a); println!(\"{}\", None == a);",
    "tuples of other types": "println!(\"{}\", (1, 2) == (1, 2.0));",
    "tuples of an int and a u64": "println!(\"{}\", (1, 2) == (1, 2u64));",
    "elements of a tuple that overflow": """
        let n = 9223372036854775807; println!("{}", (n, 1) == (n + 1, { println!("x"); 2 }));
    """,
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_tiers_agree(name: str) -> None:
    agree(PROGRAMS[name])


def test_fields_are_compared_in_place() -> None:
    program = """
        struct P { x, y }
        pub fn main() { let v = [P { x: 1, y: 2 }]; v[0] == v[0] && (v[0].x, 1) == (1, v[0].y) }
    """
    assert "x_eq" not in emitted(program)


def test_strings_are_compared_by_their_texts() -> None:
    text = emitted('pub fn main() { let s = "a"; s += "b"; let t = "ab"; let u = [s == t, t < s]; u }')
    assert "s0.s == s1.s" in text and "s1.s < s0.s" in text

"""``match`` in the fast tier: values that are followed and values of any kind, moved ones, and arms that assign."""

from __future__ import annotations

import pytest

from tests.codegen.tiers import agree, emitted

_E = "enum E { A, B(x), C { x, y } } enum F { A, B(x) } struct P { x } struct T(a, b);"

PROGRAMS = {
    "variants that are followed": """
        let v = [E::A, E::B(1), E::C { x: 2, y: 3 }, E::B("s")];
        for e in v {
            match e { E::A => println!("a"), E::B(x) => println!("{}", x), E::C { x, y } => println!("{} {}", x, y) }
            let n = match e { E::C { x, .. } => x, E::A => 0, _ => -1 }; println!("{}", n);
            match e { E::B(1) => println!("one"), E::B(x) => println!("{}", x), E::A => println!("a") }
            match e { F::A => println!("F::A"), E::A => println!("E::A"), F::B(x) => println!("{}", x), P { x }
            => println!("P") }
            if let E::B(x) = e { println!("{}", x); } else { println!("no B"); }
            let m = match e { E::B(x) if x == 1 => 1, E::B(x) => 2, E::C { x: 2, y } => y, other => 4 };
            println!("{}", m);
        }
    """,
    "one variant": """
        let v = [E::B(1), E::B(2)];
        for e in v { match e { E::A => println!("a"), E::B(x) => println!("{}", x), _ => println!("other") } }
        for e in v { if let E::B(x) = e { println!("{}", x); } let E::B(y) = e; println!("{}", y);
        while let E::A = e { } }
        let w = [P { x: 1 }]; for p in w { match p { P { x: 2 } => println!("two"), P { x } => println!("{}", x) } }
        for p in w { match p { E::A => println!("a"), T(a, b) => println!("t") } println!("{:?}",
            match p { E::A => 1 }); }
    """,
    "values of any kind": """
        fn f(v) {
            match v {
                0 => "zero", 1 => "one", 'c' => "char", true => "true", "s" => "string", () => "unit", [] => "empty",
                [1, x] => x, [_, ..] => "more", (1, 2) => "pair", (x, _) => x, #{ a, .. } => a, P { x } => x,
                    T(a, 2) => a,
                E::A => "E::A", E::B(x) => x, Some(1) => "some one", Some(x) => x, None => "none", Ok(x) => x,
                    b"b" => "bytes",
                _ => "other",
            }
        }
        for v in [0, 1, 2, 'c', 'd', true, false, "s", "t", (), [], [1, 2], [2], (1, 2), (3, 4), (1, 2, 3)] {
            println!("{:?}", f(v));
        }
        for v in [#{ a: 1 }, #{ b: 1 }, P { x: 5 }, T(1, 2), T(1, 3), E::A, E::B(6), E::C { x: 1, y: 2 }, F::A] {
            println!("{:?}", f(v));
        }
        for v in [Some(1), Some(2), None, Ok(7), Err(1), b"b", b"c", 1.5, 3u64] { println!("{:?}", f(v)); }
    """,
    "a value that was moved": """
        fn f(v) { drop(v); match v { E::A => 1, E::B(x) => 2, _ => 3 } } f(E::C { x: 1, y: 2 });
    """,
    "a value that was moved, behind an arm that does not ask": """
        fn f(v) { drop(v); match v { x if false => 1, E::B(x) => 2, _ => 3 } } f(E::B(1));
    """,
    "a value that was moved, for constants": "fn f(v) { drop(v); match v { 1 => 1, \"s\" => 2, _ => 3 } } f(\"s\");",
    "a value that a guard moves": """
        fn gone(v) { drop(v); false }
        fn f(v) { match v { E::A => 1, E::B(x) if gone(v) => 2, E::C { .. } => 3, E::B(x) => 4, _ => 5 } }
        println!("{}", f(E::A)); f(E::B(1));
    """,
    "a local that an arm assigns": """
        fn f(v) {
            match v { E::A => { v = E::B(1); println!("{:?}", v is E); } E::B(x) => { v = x; println!("{}",
                v + x); } _ => { v = 0; } }
            match v { E::B(x) => { v += x; } 1 => { v += 1; } n => { v = 5; println!("{}", n); } }
            println!("{:?}", v is i64);
        }
        f(E::B(1)); f(E::B(2)); f(E::C { x: 1, y: 1 });
    """,
    "an arm that lets the value be written": """
        fn f(p) { match p { P { x } => { p.x = x + 1; println!("{} {}", x, p.x); } _ => () } p.x }
        println!("{}", f(P { x: 1 }));
    """,
    "arms that leave a loop": """
        let v = [E::A, E::B(1), E::C { x: 1, y: 2 }, E::B(2)]; let n = 0;
        for e in v { match e { E::A => continue, E::C { .. } => break, E::B(x) => { n += x; } } n += 10; }
        let m = loop { match v[n % 4] { E::A => { n += 1; } E::C { x, y } => break x + y, _ => { n += 1; } } };
        println!("{} {}", n, m);
        fn f(v) { for e in v { match e { E::B(2) => return "two", E::B(x) => x, _ => 0 }; } "none" }
        println!("{}", f(v));
    """,
    "values that a match borrows no longer": """
        fn f(v) { match v.iter() { it => { it.next(); } } v.push(1); match v { [x, ..] => { v.push(x); }
        _ => () } v.len() }
        println!("{}", f([1]));
    """,
    "closures in arms": """
        fn f(e) { let g = match e { E::B(x) => || match e { E::B(y) => x + y, _ => 0 }, _ => || 1 }; g() }
        println!("{} {}", f(E::B(3)), f(E::A));
    """,
    "clones of vectors": """
        let v = [1, 2]; let w = v.clone(); w.push(2.5); w[0] = "s"; println!("{:?} {:?}", v, w);
        let a = [[1], [2]]; let b = a.clone(); b[0].push(5); b[1] = 7; println!("{:?} {:?}", a, b);
        let n = 0; for x in v.clone() { n += x; } for i in 0..2 { n += v[i] + v.clone()[i]; } println!("{}", n);
        let s = ["a"]; let t = s.clone(); t[0].push('b'); println!("{:?} {:?}", s, t);
    """,
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_tiers_agree(name: str) -> None:
    agree(_E + PROGRAMS[name])


def test_the_last_variant_is_not_asked_for() -> None:
    text = emitted(_E + """
        fn f(v) { let n = 0; for e in v { match e { E::A => { n += 1; } E::B(x) => { n += x; } } } n }
        pub fn main() { f([E::A, E::B(2)]) }
    """)
    assert "unlike" not in text
    assert text.count("__class__ is") == 0


def test_many_arms_do_not_nest() -> None:
    arms = ", ".join(f"{n} => {n * n}" for n in range(200))
    program = f"fn f(n) {{ match n {{ {arms}, _ => -1 }} }} for n in 190..202 {{ println!(\"{{}}\", f(n)); }}"
    assert agree(program) == "value"
    assert "elif" in emitted(program.replace("for n in", "pub fn main() { for n in") + "}")

"""What is known of closures and iterators: both tiers agree on programs that try to prove it wrong; it is enough."""

from __future__ import annotations

import pytest

from tests.codegen.tiers import agree, emitted

PROGRAMS = {
    "a closure that is called with several kinds": """
        let f = |x| x + x; let n = 0;
        for i in 0..3 { n += f(i); }
        println!("{} {} {}", n, f(1.5), f("a"));
    """,
    "a closure that a native gets as well": """
        let f = |x| { println!("{}", x); x };
        for i in 0..3 { f(i); }
        println!("{:?}", Some("s").and_then(|v| Some(f(v))));
    """,
    "a closure that goes through an object": """
        let f = |x| x + 1; let o = #{ f }; let n = 0;
        for i in 0..3 { n += f(i); }
        println!("{} {}", n, (o.f)(1.5));
    """,
    "one of two closures": """
        let v = [|x| x + 1, |x| x as f64]; let n = 0;
        for i in 0..4 { println!("{}", (v[i % 2])(i)); }
        let f = if v.len() > 1 { |x| x } else { |x| "none" }; println!("{} {}", f(1), f("s"));
    """,
    "closures of different arity": """
        let v = [|| 1, |x| x, |x, y| x + y];
        println!("{} {} {}", (v[0])(), (v[1])("s"), (v[2])(1.5, 2.0));
        (v[0])(1);
    """,
    "a closure that is no closure": "let f = |x| x; for i in 0..2 { println!(\"{}\", f(i)); f = 5; }",
    "a closure that is given away": """
        fn call(f, x) { f(x) }
        fn twice(f) { |x| f(f(x)) }
        println!("{} {}", call(|x| x * 2, 4), call(|x| x, "s"));
        println!("{} {}", twice(|x| x + 1)(1), twice(|x| x + 0.5)(1.0));
    """,
    "functions as values": """
        fn one(x) { x + 1 } fn two(x) { x + x }
        let n = 0; for f in [one, two] { n += f(3); } println!("{} {}", n, two(1.5));
        let g = one; println!("{}", g(1.5)); drop(g);
        println!("{:?}", [1, 2].iter().map(two).collect::<Vec>());
    """,
    "captures": """
        let v = [1]; let f = || v.len(); v.push("s"); println!("{}", f());
        let n = 1; let g = || n; n = "s"; println!("{} {}", g(), n);
    """,
    "iterators of several kinds": """
        let it = [1, 2].iter().map(|x| x + 1);
        println!("{:?}", it.next());
        let jt = ["a"].iter().map(|x| x + "b"); println!("{:?} {:?}", jt.next(), it.next());
        for x in (if it.next().is_none() { jt } else { it }) { println!("{}", x); }
    """,
    "elements that change while they are mapped": """
        let v = [1, 2, 3]; let it = v.iter().map(|x| x + 1);
        println!("{:?}", it.next()); drop(it); v[1] = "s";
        println!("{:?}", v.iter().map(|x| x).collect::<Vec>()); v.iter().map(|x| x + 1).count();
    """,
    "folds": """
        println!("{}", (0..4).iter().fold(0, |a, x| a + x));
        println!("{}", (0..4).iter().fold(0.5, |a, x| a + (x as f64)));
        println!("{:?}", (0..4).iter().fold((), |a, x| if x == 2 { "two" } else { a }));
        println!("{}", (0..4).iter().fold("", |a, x| a + `${x}`));
    """,
    "flat maps": """
        println!("{:?}", [1, 2].iter().flat_map(|x| [x, "s"]).collect::<Vec>());
        println!("{:?}", [1, 2].iter().filter_map(|x| if x == 1 { Some(1.5) } else { None }).collect::<Vec>());
        println!("{:?}", [1, 2].iter().chain(["a"]).enumerate().collect::<Vec>());
        for (i, x) in [1.5, 2.5].iter().enumerate() { println!("{} {} {}", i is u64, i, x + 1.0); }
    """,
    "what a filter keeps": """
        let v = [[1], [2]];
        for x in v.iter().filter(|x| { x.push(3); x[0] == 2 }) { x[0] = "s"; }
        println!("{:?}", v);
    """,
    "a vector that a closure holds": """
        let v = [1, 2]; let f = |x| { v.push(x); v.len() };
        println!("{}", f(1.5)); for x in v { println!("{}", x); }
        v.iter().map(f).count();
    """,
    "options that are mapped": """
        let v = [1, 2];
        println!("{:?} {:?}", v.pop().map(|x| x + 1), v.get(7).map(|x| x.y));
        println!("{:?}", Some("s").map(|x| x + "t").map(|x| x.len()));
    """,
    "a range as a value": """
        let r = 0..3; for i in r { println!("{}", i + 1); }
        for i in r.iter().rev() { println!("{}", i + 1); }
        println!("{:?} {} {}", r, r.start, r.contains(2)); r.start = 2; for i in r { println!("{}", i); }
        for c in 'a'..='c' { println!("{}", c); } for i in 1u64..3 { println!("{}", i is u64); }
    """,
    "a range whose start is another": """
        fn f(a) { for i in a..3 { println!("{}", i); } } f(1); f(2u64); f(1.0);
    """,
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_tiers_agree(name: str) -> None:
    agree(PROGRAMS[name])


def test_arguments_of_closures_are_known() -> None:
    text = emitted("""
        fn apply(f, x) { f(x) }
        pub fn main() { let g = |x| x * 2; let n = 0; for i in 0..9 { n += g(i) + apply(|x| x + 1, i); } }
    """)
    assert "__class__ is int" not in text


def test_elements_of_chains_are_known() -> None:
    text = emitted("""
        pub fn main() {
            let v = (0..9).iter().map(|x| x * 2).collect::<Vec>();
            let n = 0; for i in 0..9 { n += v[i]; }
            for x in v.iter().rev() { n += x; }
        }
    """)
    assert "__class__ is int" not in text

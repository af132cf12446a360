"""``sort_by``: by keys or by the reference's comparisons, both tiers give one order, and charge the same."""

from __future__ import annotations

import pytest

from bindrune.core.api import MemoryIO, build_text
from bindrune.core.ir.comparators import sort_keys
from bindrune.core.std.vec import cost_of_sorting
from tests.codegen.tiers import agree, seen

NUMBERS = "let v = (0..200).iter().map(|i| (i * 7919 % 31, i)).collect::<Vec>();"

PROGRAMS = {
    "by a field": NUMBERS + "v.sort_by(|a, b| a.0.cmp(b.0)); println!(\"{:?}\", v);",
    "backwards, and stable": NUMBERS + "v.sort_by(|a, b| b.0.cmp(a.0)); println!(\"{:?}\", v);",
    "by two fields": NUMBERS
    + """
        v.sort_by(|a, b| match b.0.cmp(a.0) { std::cmp::Ordering::Equal => a.1.cmp(b.1), other => other });
        println!("{:?}", v);
    """,
    "by two fields with an if": NUMBERS
    + """
        v.sort_by(|a, b| if a.0 == b.0 { b.1.cmp(a.1) } else { a.0.cmp(b.0) }); println!("{:?}", v);
        v.sort_by(|a, b| { if b.0 != a.0 { b.0.cmp(a.0) } else { a.1.cmp(b.1) } }); println!("{:?}", v);
    """,
    "by relations": NUMBERS
    + """
        use std::cmp::Ordering;
        v.sort_by(|a, b| if a.0 < b.0 { Ordering::Less } else if a.0 > b.0 { Ordering::Greater } else { b.1.cmp(a.1) });
        println!("{:?}", v);
        v.sort_by(|a, b| match a.0.cmp(b.0) { Ordering::Less => Ordering::Greater, Ordering::Equal => a.1.cmp(b.1),
            _ => Ordering::Less });
        println!("{:?}", v);
        v.sort_by(|a, b| if a.0 >= b.0 && a.0 != b.0 { Ordering::Less } else if a.0 == b.0 { Ordering::Equal }
            else { Ordering::Greater });
        println!("{:?}", v);
    """,
    "by relations of several types": """
        use std::cmp::Ordering;
        let all = [["b", "a"], [1.5, 0.5], [2u64, 1u64], [true, false], [1, 1.5], [(2, 1), (1, 2)], [1, "a"]];
        for v in all {
            v.sort_by(|a, b| if a < b { Ordering::Less } else if a > b { Ordering::Greater } else { Ordering::Equal });
            println!("{:?}", v);
        }
    """,
    "a second field that only equal ones need": """
        let v = [(2, 1), (1,), (3, 4), (2, 0)];
        v.sort_by(|a, b| if a.0 == b.0 { a.1.cmp(b.1) } else { a.0.cmp(b.0) }); println!("{:?}", v);
        v.push((1,)); v.sort_by(|a, b| if a.0 == b.0 { a.1.cmp(b.1) } else { a.0.cmp(b.0) });
    """,
    "an equality of the program": """
        struct S { n } impl S { fn new(n) { S { n } } }
        let v = [S::new(2), S::new(1)];
        v.sort_by(|a, b| if a.n == b.n { std::cmp::Ordering::Equal } else { a.n.cmp(b.n) }); println!("{}", v[0].n);
    """,
    "vectors of vectors and tuples": """
        for v in [
            [(2, "b"), (1, "a"), (2, "a"), (1, "a")], [(2, 1.5, true), (2, 0.5, false)], [(1, ()), (0, ())], [[], []],
            [[2], [1, 5], [1], []], [(1, 2, 3, 4, 5, 'b'), (1, 2, 3, 4, 5, 'a')], [(1, "a"), ("a", 1)],
            [(2u64, 'x'), (1u64, 'z'), (1u64, 'y')], [("ä", 1), ("z", 2), ("", 3)],
            [((), ()), ((), ())], [((), (), (), (), ()), ((), (), (), (), ())],
        ] { v.sort(); println!("{:?}", v); }
        let a = "x"; a += "y"; let v = [(a, 1), ("xx", 2)]; v[1].0 += "z"; v.sort(); println!("{:?}", v);
    """,
    "structs that are followed": """
        struct S { n, t } let v = []; for i in 0..9 { v.push(S { n: i * 7 % 5, t: `${i}` }); }
        let w = v.clone(); w.sort_by(|a, b| if a.n == b.n { b.t.cmp(a.t) } else { a.n.cmp(b.n) });
        for i in 0..9 { println!("{} {} {}", v[i].n, w[i].n, w[i].t); }
        w[0].n = 100; w.push(S { n: 1.5, t: 2 }); println!("{} {}", v[0].n, w.len());
        w.sort_by(|a, b| a.n.cmp(b.n)); println!("{}", w[0].n);
    """,
    "tuples that are followed": """
        let v = [(2, 1.5), (1, 2.5)]; v.sort_by(|a, b| a.0.cmp(b.0)); println!("{:?} {}", v, v[0].1 + 1.0);
        let w = v.clone(); w[0].0 = 9; w.push((3, 0.5)); println!("{:?} {:?}", v, w);
        w.sort_by(|a, b| a.2.cmp(b.2));
    """,
    "a vector in itself": """
        let v = []; v.push([2]); v.push(v); v.push([1]); v.sort_by(|a, b| a.0.cmp(b.0));
    """,
    "a comparator that reaches the vector": """
        let v = [2, 1, 3]; let w = v.clone(); v.sort_by(|a, b| { w.push(1); a.cmp(b) }); println!("{:?}
        {:?}", v, w.len());
        v.sort_by(|a, b| v[0].cmp(b));
    """,
    "moved elements of a clone": """
        struct S { n } let v = [S { n: 2 }, S { n: 1 }]; let w = v.clone(); drop(w[0]);
        w.sort_by(|a, b| a.n.cmp(b.n));
    """,
    "a comparator with a name": """
        struct S { n } let f = |a, b| a.n.cmp(b.n); let v = [S { n: 2 }, S { n: 1 }]; v.sort_by(f);
        println!("{}", v[0].n); println!("{:?}", f(v[0], v[1])); f(1, 2);
    """,
    "a clone in a loop": """
        let v = [3, 1, 2]; for i in 0..3 { let w = v.clone(); w.sort_by(|a, b| b.cmp(a)); w.push("x");
        v = w.clone(); v.pop(); }
        println!("{:?}", v); let s = ["a"]; let t = s.clone(); t[0].push('b'); println!("{:?} {:?}", s, t);
    """,
    "whole elements": """
        for v in [[3, 1, 2], ["b", "a", "ä"], ['b', 'a'], [2u64, 1u64], [], [1]] {
            v.sort_by(|a, b| a.cmp(b));
            println!("{:?}", v);
        }
    """,
    "objects and structs": """
        struct S { n }
        let v = [#{ n: 2 }, #{ n: 1, m: 3 }];
        v.sort_by(|a, b| a.n.cmp(b.n));
        println!("{:?}", v);
        let w = [S { n: "b" }, S { n: "a" }];
        w.sort_by(|x, y| x.n.cmp(y.n));
        println!("{} {}", w[0].n, w[1].n);
    """,
    "elements of several classes": "let v = [1, \"a\"]; v.sort_by(|a, b| a.cmp(b)); println!(\"{:?}\", v);",
    "floats": "let v = [1.5, 0.5]; v.sort_by(|a, b| a.cmp(b)); println!(\"{:?}\", v);",
    "a field that one lacks": "let v = [(1, 2), (1,)]; v.sort_by(|a, b| a.1.cmp(b.1));",
    "a moved element": "let v = [[1], [2]]; let x = v[0]; drop(x); v.sort_by(|a, b| a.cmp(b));",
    "a borrowed Vec": "let v = [2, 1]; let i = v.iter(); v.sort_by(|a, b| a.cmp(b));",
    "a comparator that can be seen": """
        let v = [3, 1, 2];
        v.sort_by(|a, b| { println!("{} {}", a, b); a.cmp(b) });
        println!("{:?}", v);
    """,
    "an error that Python finds": """
        let v = [[3], [], [2]];
        v.sort_by(|a, b| { println!("{:?} {:?}", a, b); a[0].cmp(b[0]) });
    """,
    "errors in closures of natives": "println!(\"{:?}\", Some([]).map(|v| v[0]));",
    "errors of fields": "println!(\"{:?}\", [1].iter().map(|v| v.x).chain([]).count());",
    "a comparator that panics": "let v = [3, 1, 2]; v.sort_by(|a, b| { if a == 1 { panic!(\"no\") } a.cmp(b) });",
    "no order at all": "let v = [3, 1, 2]; v.sort_by(|a, b| std::cmp::Ordering::Less); println!(\"{:?}\", v);",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_both_tiers(name: str) -> None:
    agree(PROGRAMS[name])


def comparator(text: str) -> object:
    built = build_text(f"use std::cmp::Ordering; [].sort_by({text});", io=MemoryIO())
    assert built.ir is not None
    (call,) = built.ir.functions[0].body.body  # type: ignore[attr-defined]
    return sort_keys(call.args[0].fn)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("|a, b| a.cmp(b)", (((), False),)),
        ("|a, b| b.x.0.cmp(a.x.0)", ((("x", 0), True),)),
        ("|a, b| if a.x == b.x { b.y.cmp(a.y) } else { a.x.cmp(b.x) }", ((("x",), False), (("y",), True))),
        ("|a, b| if a.x != b.x { b.x.cmp(a.x) } else { a.y.cmp(b.y) }", ((("x",), True), (("y",), False))),
        ("|a, b| if a < b { Ordering::Less } else if a == b { Ordering::Equal } else { Ordering::Greater }",
         (((), False),)),
        ("|a, b| if b.x < a.x { Ordering::Less } else { b.x.cmp(a.x) }", ((("x",), True),)),
        ("|a, b| match a.x.cmp(b.x) { Ordering::Equal => if a > b { Ordering::Less } else { b.cmp(a) }, o => o }",
         ((("x",), False), ((), True))),
        ("|a, b| if a < b { Ordering::Less } else { Ordering::Greater }", None),
        ("|a, b| if a <= b { Ordering::Less } else { Ordering::Greater }", None),
        ("|a, b| if a.x == b.x { a.y.cmp(b.y) } else { a.z.cmp(b.z) }", None),
        ("|a, b| if a.x < b.x || a.y < b.y { Ordering::Less } else { Ordering::Equal }", None),
        ("|a, b| if a.x == 1 { a.y.cmp(b.y) } else { a.x.cmp(b.x) }", None),
        ("|a, b| if a.x < b.x { Ordering::Less } else { Ordering::Equal }", None),
        ("|a, b| match a.x.cmp(b.x) { Ordering::Less => a.y.cmp(b.y), o => o }", None),
        ("|a, b| match a.x.cmp(b.x) { o if a.x < b.x => o, o => o }", None),
        ("|a, b| match a.x { 1 => Ordering::Less, _ => a.x.cmp(b.x) }", None),
        ("|a, b| if a == b { Ordering::Equal }", None),
        ("|a, b| Ordering::Equal", None),
        ("|a, b| a.cmp(a)", None),
        ("|a, b| a.x.cmp(b.y)", None),
        ("|a, b| a.len().cmp(b.len())", None),
        ("|a, b| a.partial_cmp(b)", None),
        ("|a, (b, c)| a.cmp(b)", None),
    ],
)
def test_what_a_comparator_compares(text: str, keys: object) -> None:
    assert comparator(text) == keys


@pytest.mark.parametrize("n", [0, 1, 2, 20, 100, 1000])
def test_the_charge_is_by_length(n: int) -> None:
    plain = seen(build_text(f"let v = (0..{n}).iter().rev().collect::<Vec>();", io=MemoryIO()), 0).fuel
    text = f"let v = (0..{n}).iter().rev().collect::<Vec>(); v.sort_by(|a, b| a.cmp(b));"
    assert seen(build_text(text, io=MemoryIO()), 0).fuel == plain + cost_of_sorting(n)

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
    built = build_text(f"[].sort_by({text});", io=MemoryIO())
    assert built.ir is not None
    (call,) = built.ir.functions[0].body.body  # type: ignore[attr-defined]
    return sort_keys(call.args[0].fn)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("|a, b| a.cmp(b)", (((), False),)),
        ("|a, b| b.x.0.cmp(a.x.0)", ((("x", 0), True),)),
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

"""What diagnostics of names say beside their headline: labels, suggestions."""

from __future__ import annotations

import pytest

from bindrune.core.ir.program import Lowered
from tests.analysis.analyse import analyse


def labels(lowered: Lowered) -> list[tuple[str, str]]:
    """The labels of the first diagnostic, each with the text that it underlines."""
    sources = lowered.analysis.loaded.sources
    return [(sources.text(label.span), label.message) for label in lowered.diagnostics[0].labels]


def test_an_item_that_is_hidden_is_shown_with_the_imports_on_the_way() -> None:
    lowered = analyse(
        "mod a { fn f() {} }\nmod b { pub use super::a::f; }\nuse b::f as g;\n"
        "pub fn main() { g() }"
    )
    assert labels(lowered) == [
        ("b::f as g", "Re-exported here"),
        ("super::a::f", "Re-exported here"),
        ("f", "defined here"),
    ]


def test_the_steps_of_a_circle() -> None:
    lowered = analyse(
        "mod a { pub use crate::b::f; }\nmod b { pub use crate::a::f; }\npub fn main() { a::f() }"
    )
    shown = labels(lowered)
    assert ("crate::b::f", "Step #1 for `b::f`") in shown
    assert ("crate::a::f", "Step #2 for `a::f`") in shown
    assert ("crate::b::f", "Final step cycling back to `b::f`") in shown


def test_all_that_an_ambiguous_name_can_mean() -> None:
    lowered = analyse("fn d() {}\nfn d() {}\npub fn main() { d() }")
    assert labels(lowered) == [("fn d() {}", "Here as `d`"), ("fn d() {}", "Here as `d`")]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("fn helper() {} pub fn main() { helpr() }", "helper"),
        ("pub fn main() { let counter = 1; countr }", "counter"),
        ("enum Shape { Circle(r) } pub fn main() { Shape::Circel(1) }", "Circle"),
        ("mod tools { pub fn cut() {} } pub fn main() { tools::cot() }", "cut"),
        ('pub fn main() { printn!("a") }', "print"),
        ("pub fn main() { std::cmp::mx(1, 2) }", "max"),
        ("pub fn main() { Vec::CLON(1) }", "clone"),
        ("mod tools { pub fn cut() {} } use tools::cot; pub fn main() {}", "cut"),
    ],
)
def test_a_name_like_one_that_is_known(text: str, meant: str) -> None:
    lowered = analyse(text)
    errors = [d for d in lowered.diagnostics if d.severity == "error"]
    assert errors[0].help == f"did you mean `{meant}`?"


def test_nothing_is_suggested_for_a_name_like_no_other() -> None:
    assert analyse("pub fn main() { quetzalcoatl }").diagnostics[0].help is None


def test_a_long_chain_of_imports_is_refused_and_a_shorter_one_is_not() -> None:
    lines = ["pub fn f0() { 1 }"]
    lines += [f"use self::f{n - 1} as f{n};" for n in range(1, 131)]
    lines += ["pub fn main() { f128(); }", "pub fn second() { f129(); }"]
    errors = [d for d in analyse("\n".join(lines)).diagnostics if d.severity == "error"]
    assert errors[0].message == "Import recursion limit reached (129)"
    assert errors[0].span.start == "\n".join(lines).index("f129();")

"""Hover: declarations, documentation and evident types."""

from __future__ import annotations

import pytest

from bindrune.core.ide.hover import inspect
from bindrune.core.ide.scope import SessionItem, SessionScope
from tests.ide.cursor import shown


def test_a_function_with_its_documentation() -> None:
    text = "/// Adds.\n/// Well.\npub async fn add(a, (b, c)) { a }\nad$0d(1, 2).await;"
    assert shown(text) == "pub async fn add(a, (b, c))\n\nAdds.\nWell."


def test_a_block_comment_as_documentation() -> None:
    assert shown("/** Adds.\n * Well. */\nfn add() {}\n$0add();") == "fn add()\n\nAdds.\nWell."


def test_natives() -> None:
    assert shown("let v = [1]; v.pus$0h(2);").startswith("fn push(&mut self, value: any)\n\nin `std::vec::Vec`\n\n")
    assert shown("Ve$0c::new()").startswith("type ::std::vec::Vec")
    assert shown("Optio$0n").startswith("enum ::std::option::Option { None, Some }")
    assert shown("printl$0n!(\"\")").startswith("macro println!")
    assert shown("use std::collections::Hash$0Map;").startswith("type ::std::collections::hash_map::HashMap")


def test_all_forms_of_a_generic_function() -> None:
    text = shown("\"1\".pars$0e::<i64>()")
    assert text.startswith("fn parse::<char>(self: &str) -> Result\nfn parse::<f64>(self: &str)")
    found = inspect("std::string::String::parse::<i64>", 33, SCOPE)
    assert found is not None and found.plain == text


def test_a_method_of_an_iterator_names_the_iterator() -> None:
    assert "in `std::slice::Iter`" in shown("[1].iter().ma$0p(|n| n)")


def test_fields_of_natives() -> None:
    said = shown("(0..3).star$0t")
    assert said.startswith("field ::std::ops::Range::start\n\nin `std::ops::Range`\n\nThe first value")


def test_a_module_has_the_comments_at_its_head() -> None:
    assert shown("/// Outer.\nmod m {\n  //! Inner.\n}\nuse m$0::x;") == "mod m\n\nOuter.\n\nInner."


def test_structs_and_their_fields() -> None:
    point = "/// A place.\nstruct Point {\n  /// To the right.\n  x, y\n}\n"
    assert shown(point + "Poin$0t { x: 1, y: 2 }") == "struct Point { x, y }\n\nA place."
    field = "struct Point { x, y }\n\nfield `x` of `Point`\n\nTo the right."
    assert shown(point + "Point { x$0: 1, y: 2 }") == field
    assert shown(point + "let p = Point { x: 1, y: 2 };\np.$0x") == field


def test_enums_and_variants() -> None:
    text = "enum Shape { Dot, Circle(r), Box { w, h } }\n"
    assert shown(text + "Shap$0e::Dot") == "enum Shape {\n    Dot,\n    Circle(r),\n    Box { w, h },\n}"
    assert shown(text + "Shape::Circ$0le(1)") == "Shape::Circle(r)\n\nin `Shape`"


def test_constants_show_their_value() -> None:
    assert shown("const LIMIT = 60 * 60;\nLIMI$0T") == "const LIMIT = 60 * 60"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("let v$0 = 1;", "let v: i64\n\nvariable, declared on line 1"),
        ("let v = 1.5;\n$0v", "let v: f64\n\nvariable, declared on line 1"),
        ("let v = \"a\".len(); v$0", "let v: u64\n\nvariable, declared on line 1"),
        ("let v = [1]; let w = v.iter(); $0w", "let w: Iter\n\nvariable, declared on line 1"),
        ("let v = f(); v$0", "let v\n\nvariable, declared on line 1"),
        ("fn f(a) { $0a }", "a\n\nparameter, declared on line 1"),
        ("let f = |a| a$0;", "a\n\nclosure parameter, declared on line 1"),
        ("for i in [1] { $0i; }", "i\n\nloop variable, declared on line 1"),
        ("match 1 { n => $0n }", "n\n\npattern, declared on line 1"),
        ("if let Some(n) = Some(1) { $0n }", "n\n\npattern, declared on line 1"),
        ("let n = 1; println!(\"{} {n$0}\", 2)", "let n: i64\n\nvariable, declared on line 1"),
        ("let n = 1; let n = \"\"; $0n", "let n: String\n\nvariable, declared on line 1"),
    ],
)
def test_locals(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_self_and_types_from_constructors() -> None:
    text = "struct P { x }\nimpl P {\n  fn new() { P { x: 1 } }\n  fn get(self) { sel$0f.x }\n}\n"
    assert shown(text).startswith("self: P")
    text = "struct P { x }\nimpl P {\n  fn new() { P { x: 1 } }\n}\nlet p = P::new();\n$0p"
    assert shown(text).startswith("let p: P")


def test_methods_by_type_and_without() -> None:
    two = "struct A; struct B;\nimpl A { /// Of A.\n fn go(self) {} }\nimpl B { /// Of B.\n fn go(self) {} }\n"
    assert shown(two + "let a = A;\na.g$0o();").endswith("Of A.")
    assert shown(two + "fn f(x) { x.g$0o() }") == "fn go(self)  // in A\nfn go(self)  // in B"


def test_keywords() -> None:
    assert shown("mat$0ch 1 { _ => 2 }").startswith("match\n\nTakes the first arm")


def test_in_a_text_that_does_not_parse() -> None:
    text = "/// Doubles.\nfn twice(n) { n * 2 }\nlet a = [1];\nlet b = ;\nlet c = twic$0e(a.len(\n"
    assert shown(text) == "fn twice(n)\n\nDoubles."
    assert shown("let a = [1];\nlet b = 1 +;\n$0a.").startswith("let a: Vec")


@pytest.mark.parametrize("text", ["$0", "1 $0+ 2", "// wor$0d", "\"tex$0t\"", "nothin$0g"])
def test_nothing_to_say(text: str) -> None:
    assert shown(text) == ""


SCOPE = SessionScope(
    {"v": "::std::vec::Vec", "p": "Point"},
    {
        "Point": SessionItem(
            "struct", "Point", "struct Point { x }", "A place.", ["x"],
            {"length": SessionItem("fn", "Point::length", "fn length(self)", "How far.")},
        ),
    },
)  # fmt: skip


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("v$0", "let v: Vec\n\nvariable of the session"),
        ("v.push$0(1)", "fn push(&mut self, value: any)"),
        ("v.push(1$0)", "fn push(&mut self, value: any)"),
        ("println!(\"{}\", $0", "macro println!"),
        ("Point$0", "struct Point { x }\n\nA place."),
        ("p.length$0()", "fn length(self)\n\nin `Point`\n\nHow far."),
        ("let q = p; q.le$0ngth()", "fn length(self)\n\nin `Point`\n\nHow far."),
        ("p.x$0", "struct Point { x }\n\nfield `x` of `Point`"),
        ("std::iter$0", "mod std::iter"),
    ],
)
def test_inspection_in_a_session(code: str, expected: str) -> None:
    at = code.index("$0")
    found = inspect(code.replace("$0", ""), at, SCOPE)
    assert found is not None and found.plain.startswith(expected)


def test_markdown_of_what_is_inspected() -> None:
    found = inspect("p.length", 8, SCOPE)
    assert found is not None
    assert found.markdown == "```rune\nfn length(self)\n```\n\nin `Point`\n\n---\n\nHow far."


def test_nothing_is_known() -> None:
    assert inspect("unknown", 3, SCOPE) is None

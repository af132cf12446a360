"""Values on their way between a host and a script, and as they are shown."""

from __future__ import annotations

import pytest

from bindrune.core.api import Session, describe, to_host, to_script


@pytest.mark.parametrize(
    "value",
    [None, True, 7, -(1 << 63), 1.5, "text", "é🎉", b"bytes", [1, "a", [None]], (1, "b"), {"a": {"b": [1]}}, [], {}],
)
def test_plain_values_go_in_and_out(value: object) -> None:
    assert to_host(to_script(value)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Some(3)", 3),
        ("None", None),
        ("[1, 2].len()", 2),
        ("'x'", "x"),
        ("struct P { x, y } P { x: 1, y: [2] }", {"x": 1, "y": [2]}),
        ('#{ a: "b" }', {"a": "b"}),
    ],
)
def test_what_scripts_give(text: str, value: object) -> None:
    assert to_host(Session().evaluate(text).value) == value


def test_numbers_and_keys_must_fit() -> None:
    with pytest.raises(ValueError, match="64 bits"):
        to_script(1 << 63)
    with pytest.raises(TypeError, match="keys"):
        to_script({1: 2})


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("0..5", "0..5"),
        ("..='c'", "..='c'"),
        ("..", ".."),
        ("|a, b| a", "<closure of 2 arguments>"),
        ("fn f(a) { a } f", "<fn f of 1 argument>"),
        ("async { 1 }", "<std::future::Future>"),
        ('["a", 1.0]', '["a", 1.0]'),
    ],
)
def test_results_have_no_addresses(text: str, shown: str) -> None:
    assert describe(Session().evaluate(text).value) == shown

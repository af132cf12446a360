"""Codes, the collector of diagnostics, observers and suggestions."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bindrune.core.diagnostics import codes
from bindrune.core.diagnostics.model import Diagnostic, Diagnostics
from bindrune.core.diagnostics.observer import CompilerObserver
from bindrune.core.diagnostics.suggest import closest, did_you_mean, edits
from bindrune.core.source import Span


def test_every_code_has_a_name_a_severity_and_a_title() -> None:
    for name, row in codes.CODES.items():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) and name == row.name
        assert row.severity in ("error", "warning", "panic")
        assert row.title and not row.title.endswith(".")


def test_warnings_say_in_their_label_what_they_are_about() -> None:
    found = Diagnostics()
    warning = found.warning(codes.NOT_USED, Span(0, 0, 1), "Not used")
    assert (warning.message, warning.text, warning.severity) == ("Warning", "Not used", "warning")
    assert not found.has_errors
    error = found.error(codes.MISSING_LOCAL, Span(0, 0, 1), "No local variable `x`")
    assert found.has_errors
    assert error.text == error.message
    assert list(found.warnings()) == [warning]
    assert list(found.errors()) == [error]


def test_an_observer_hears_of_each() -> None:
    heard: list[str] = []

    class Listening(CompilerObserver):
        def on_diagnostic(self, diagnostic: Diagnostic) -> None:
            heard.append(diagnostic.code.name)

    observer = Listening()
    Diagnostics(observer).error(codes.MISSING_ITEM, Span(0, 0, 1), "Missing item f")
    observer.on_item(None, Span(0, 0, 1))
    observer.on_name(Span(0, 0, 1), None)
    assert heard == ["missing-item"]


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [
        ("prinln", ["print", "println", "panic"], "println"),
        ("lenght", ["len", "length"], "length"),
        ("Count", ["counter", "count"], "count"),
        ("x", ["y", "long"], None),
        ("x", ["abc"], None),
        ("foo", ["foo"], None),
        ("total", [], None),
    ],
)
def test_suggestions(name: str, known: list[str], expected: str | None) -> None:
    assert closest(name, known) == expected


def test_the_help_names_the_candidate() -> None:
    assert did_you_mean("lenght", ["length"]) == "did you mean `length`?"
    assert did_you_mean("lenght", ["width"]) is None


@given(st.text(max_size=8), st.text(max_size=8))
def test_edits_are_a_distance(left: str, right: str) -> None:
    assert edits(left, right) == edits(right, left)
    assert (edits(left, right) == 0) == (left == right)

"""Sources and their line index."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bindrune.core.source import LineIndex, Sources, Span


def test_lines() -> None:
    index = LineIndex("ab\r\n\nüc")
    assert [index.line_col(offset) for offset in (0, 3, 4, 5, 6, 7)] == [(1, 1), (1, 4), (2, 1), (3, 1), (3, 2), (3, 3)]
    assert [index.line_text(line) for line in (1, 2, 3)] == ["ab", "", "üc"]
    assert index.offset(9, 1) == 7 and index.offset(0, 5) == 0 and index.offset(1, 99) == 3


@given(st.text(alphabet="a\n\r\u2028ü"))
def test_places_and_back(text: str) -> None:
    index = LineIndex(text)
    for offset in range(len(text) + 1):
        assert index.offset(*index.line_col(offset)) == offset


def test_sources() -> None:
    sources = Sources()
    first = sources.add("a.rn", "let a;", "/x/a.rn")
    second = sources.add("b.rn", "b")
    assert (first.id, second.id, len(sources)) == (0, 1, 2)
    assert sources[1] is second and list(sources) == [first, second]
    assert sources.text(Span(0, 4, 5)) == "a"
    assert Span(0, 1, 2).join(Span(0, 4, 6)) == Span(0, 1, 6)

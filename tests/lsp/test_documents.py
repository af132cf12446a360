"""Positions and edits: conversion in both directions, and edits against a plain model of what they mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from bindrune.lsp.documents import Document
from bindrune.lsp.positions import UTF8, UTF16, UTF32, Lines, column_of, split_lines

texts = st.text(st.sampled_from("ab é😀\r\n\f\x0b\x1c\x85\u2028\t"), max_size=24)
encodings = st.sampled_from([UTF8, UTF16, UTF32])


def test_only_three_line_ends_end_a_line() -> None:
    assert split_lines("a\x0cb\u2028c\r\nd\re\nf") == ["a\x0cb\u2028c\r\n", "d\r", "e\n", "f"]
    assert split_lines("a\n") == ["a\n"]
    assert split_lines("") == []


@pytest.mark.parametrize(
    ("encoding", "columns"), [(UTF16, [0, 1, 3, 4]), (UTF8, [0, 1, 5, 7]), (UTF32, [0, 1, 2, 3])]
)
def test_columns(encoding: str, columns: list[int]) -> None:
    line = "a😀é\r\n"
    assert [column_of(line, column, encoding) for column in columns] == [0, 1, 2, 3]
    assert column_of(line, 99, encoding) == 3
    lines = Lines(line, encoding)
    assert [lines.position(offset).character for offset in range(4)] == columns


@pytest.mark.parametrize("encoding", [UTF16, UTF8])
def test_inside_of_a_character_is_its_start(encoding: str) -> None:
    assert column_of("a😀b", 2, encoding) == 1


@given(texts, encodings)
def test_offsets_come_back(text: str, encoding: str) -> None:
    lines = Lines(text, encoding)
    for offset in range(len(text) + 1):
        if text[offset - 1 : offset + 1] == "\r\n" and offset:
            continue  # the middle of a line end is no place
        assert lines.offset(lines.position(offset)) == offset


class Model:
    """A document as a plain text, edited by offsets."""

    def __init__(self, text: str, encoding: str) -> None:
        self.text = text
        self.encoding = encoding

    def apply(self, change: types.TextDocumentContentChangePartial) -> None:
        lines = Lines(self.text, self.encoding)
        start, end = lines.offset(change.range.start), lines.offset(change.range.end)
        self.text = self.text[:start] + change.text + self.text[max(start, end) :]


positions = st.builds(types.Position, st.integers(0, 8), st.integers(0, 12))
changes = st.builds(
    types.TextDocumentContentChangePartial, st.builds(types.Range, positions, positions), texts
)


@given(texts, encodings, st.lists(changes, max_size=6))
def test_edits_mean_what_they_say(
    text: str, encoding: str, edits: list[types.TextDocumentContentChangePartial]
) -> None:
    document, model = Document("file:///a.rn", text, 1, encoding), Model(text, encoding)
    for edit in edits:
        document.apply(edit)
        model.apply(edit)
        assert document.text == model.text
        assert document._lines == split_lines(model.text)


def test_a_new_text_replaces_all() -> None:
    document = Document("untitled:1", "a\nb", 1, UTF16)
    document.apply(types.TextDocumentContentChangeWholeDocument("c"))
    assert (document.text, document.path) == ("c", None)

"""Silenced rows: the programs that call one notice it, and nothing stays behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conformance.chunks import Chunk
from tests.mutants.excused import EXCUSED
from tests.mutants.programs import Program
from tests.mutants.rows import Row, all_rows
from tests.mutants.std import difference

PROGRAMS = {
    "::std::vec::Vec::push": ("let v = []; v.push(1); println!(`{}`, v.len());", "1"),
    "::std::iter::Map::collect::<Vec>": ("println!(`{:?}`, [1].iter().map(|x| x).collect::<Vec>());", "[1]"),
    "::std::vec::Vec::sort_by": ("let v = [1, 2]; v.sort_by(|a, b| b.cmp(a)); println!(`{:?}`, v);", "[2, 1]"),
    "::std::collections::vec_deque::VecDeque::DEBUG_FMT": (
        "println!(`{:?}`, std::collections::VecDeque::from_iter([1]));",
        "[1]",
    ),
    "::std::ops::Range.start": ("println!(`{}`, (1..2).start);", "1"),
}


@pytest.fixture(scope="module")
def rows() -> dict[str, Row]:
    """All rows by name."""
    return {row.name: row for row in all_rows()}


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_silenced_row_is_noticed(name: str, rows: dict[str, Row]) -> None:
    text, printed = PROGRAMS[name]
    chunk = Chunk(Path("program.rn"), 1, name, frozenset())
    chunk.text = text.replace("`", '"')
    chunk.wanted = [f"//> {printed}"]
    program = Program(chunk)
    assert difference(program) is None
    with rows[name].silenced():
        assert difference(program) is not None
    assert difference(program) is None


def test_excuses_are_of_rows(rows: dict[str, Row]) -> None:
    assert set(EXCUSED) <= set(rows)

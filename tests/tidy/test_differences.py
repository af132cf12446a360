"""Each row of `docs/differences.md` names the test that holds it."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COLUMNS = 5


def rows() -> list[list[str]]:
    """The cells of each row; a `|` inside a cell is written `\\|`."""
    lines = (ROOT / "docs" / "differences.md").read_text(encoding="utf-8").splitlines()
    cells = [re.split(r"(?<!\\)\|", line.strip("|")) for line in lines if line.startswith("| ")]
    return [[cell.strip() for cell in row] for row in cells if row[0].strip() != "what"]


def test_each_row_is_whole() -> None:
    assert [row for row in rows() if len(row) != COLUMNS or not row[0] or not row[2]] == []


def test_each_row_names_a_test_that_is_there() -> None:
    without = [row[0] for row in rows() if not re.fullmatch(r"`(tests/[\w./]+)`", row[-1])]
    assert without == []
    gone = [row[-1] for row in rows() if not (ROOT / row[-1].strip("`")).is_file()]
    assert gone == []

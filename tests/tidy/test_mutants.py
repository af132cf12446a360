"""The table of mutants fits the sources: each old line is there, once, and the new one differs."""

from __future__ import annotations

import pytest

from tests.mutants.run import CORE, ROOT, WANTED
from tests.mutants.table import MUTANTS


@pytest.mark.parametrize("number", range(len(MUTANTS)))
def test_a_mutant_changes_one_line(number: int) -> None:
    file, old, new, _ = MUTANTS[number]
    lines = (ROOT / CORE / file).read_text(encoding="utf-8").split("\n")
    assert [line.strip() for line in lines].count(old) == 1
    assert new != old


def test_there_are_fifty_mutants() -> None:
    assert len(MUTANTS) == len(set(MUTANTS)) == 50
    assert WANTED == 48

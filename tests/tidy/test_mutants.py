"""The table of mutants fits the sources: each old line is there, once, and the new one differs."""

from __future__ import annotations

import pytest

from tests.mutants.run import ALL, CORE, ROOT, WANTED
from tests.mutants.table import MUTANTS, TIER_MUTANTS


@pytest.mark.parametrize("number", range(len(ALL)))
def test_a_mutant_changes_one_line(number: int) -> None:
    file, old, new, _ = ALL[number]
    lines = (ROOT / CORE / file).read_text(encoding="utf-8").split("\n")
    assert [line.strip() for line in lines].count(old) == 1
    assert new != old


def test_there_are_ninety_mutants() -> None:
    assert len(ALL) == len(set(ALL))
    assert len(MUTANTS) == 50
    assert len(TIER_MUTANTS) == 40
    assert all(row[0].startswith("codegen/") for row in TIER_MUTANTS)
    assert WANTED == 88

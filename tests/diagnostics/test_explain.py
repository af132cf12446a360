"""Every code has its page, and every page its code."""

from __future__ import annotations

from pathlib import Path

import pytest

from bindrune.core.diagnostics import explain
from bindrune.core.diagnostics.codes import CODES


@pytest.mark.parametrize("name", CODES)
def test_a_page_begins_with_code_and_title(name: str) -> None:
    page = explain.explanation(name)
    assert page is not None
    assert page.startswith(f"# {name}\n\n{CODES[name].title}.\n\n")
    assert page.count("```") in (0, 2)


def test_there_is_no_page_without_a_code() -> None:
    folder = Path(explain.__file__).parent / "pages"
    assert {path.stem for path in folder.glob("*.md")} == set(CODES)


def test_an_unknown_code_gets_a_suggestion() -> None:
    assert explain.explanation("missing-locl") is None
    assert explain.similar_code("missing-locl") == "missing-local"

"""Every code has its page, and every page its code."""

from __future__ import annotations

from pathlib import Path

import pytest

from bindrune.core.diagnostics.codes import CODES
from bindrune.core.diagnostics.pages import FOLDER, page


@pytest.mark.parametrize("name", CODES)
def test_a_page_begins_with_code_and_title(name: str) -> None:
    text = page(name)
    assert text.startswith(f"# {name}\n\n{CODES[name].title}.\n\n")
    assert text.count("```") in (0, 2)


def test_there_is_no_page_without_a_code() -> None:
    assert {path.stem for path in Path(FOLDER).glob("*.md")} == set(CODES)

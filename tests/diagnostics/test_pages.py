"""Every code has its page, every page its code; programs on pages show what they are for."""

from __future__ import annotations

from pathlib import Path

import pytest

from bindrune.core.diagnostics.codes import CODES
from bindrune.core.diagnostics.pages import FOLDER, page
from bindrune.core.io import MemoryIO
from bindrune.core.session.program import build_text
from bindrune.core.vm.errors import VmError

RUNE = "```rune\n"


@pytest.mark.parametrize("name", CODES)
def test_a_page_begins_with_code_and_title(name: str) -> None:
    text = page(name)
    assert text.startswith(f"# {name}\n\n{CODES[name].title}.\n\n")
    assert text.count("```") in (0, 2)


def test_there_is_no_page_without_a_code() -> None:
    assert {path.stem for path in Path(FOLDER).glob("*.md")} == set(CODES)


@pytest.mark.parametrize("name", [name for name in CODES if RUNE in page(name)])
def test_the_program_on_a_page_shows_its_code(name: str) -> None:
    program = page(name).split(RUNE)[1].split("```")[0]
    built = build_text(program, path="page.rn", io=MemoryIO())
    if CODES[name].severity != "panic":
        assert name in [found.code.name for found in built.diagnostics]
        return
    assert built.ok
    with pytest.raises(VmError) as caught:
        built.run()
    assert caught.value.kind == name

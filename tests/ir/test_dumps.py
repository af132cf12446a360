"""Small programs and the IR they become, kept beside each other in `dumps/`.

`BINDRUNE_WRITE_GOLDENS=1 pytest tests/ir/test_dumps.py` writes the files anew.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bindrune.core.ir.printer import dump
from tests.ir.lowering import program

FOLDER = Path(__file__).parent / "dumps"
PROGRAMS = sorted(FOLDER.glob("*.rn"))


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_dump(path: Path) -> None:
    text = dump(program(path.read_text(encoding="utf-8"))) + "\n"
    golden = path.with_suffix(".ir")
    if os.environ.get("BINDRUNE_WRITE_GOLDENS"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")

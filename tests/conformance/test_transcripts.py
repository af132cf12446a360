"""The command against its transcripts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conformance.chunks import FOLDER
from tests.conformance.transcripts import Step, play, read


@pytest.mark.parametrize("path", sorted((FOLDER / "cli").glob("*.md")), ids=lambda path: path.stem)
def test_transcript(path: Path, tmp_path: Path) -> None:
    for step in read(path.read_text("utf-8")):
        if isinstance(step, Step):
            got = play(step, tmp_path)
            assert f"$ {step.command}{got.text()}" == f"$ {step.command}{step.text()}"

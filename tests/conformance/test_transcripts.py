"""The command against transcripts of the reference."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest

from tests.conformance.chunks import FOLDER
from tests.conformance.transcripts import comparable, play, read_steps

RUNE = f"{shlex.quote(sys.executable)} -m bindrune.repl.cli"


@pytest.mark.parametrize("path", sorted((FOLDER / "cli").glob("*.md")), ids=lambda path: path.stem)
def test_transcript(path: Path, tmp_path: Path) -> None:
    differing = []
    for wanted in read_steps(path.read_text("utf-8")):
        got = play(wanted, tmp_path, RUNE)
        want_lines, got_lines = comparable(wanted.printed), comparable(got.printed)
        if wanted.status != got.status or want_lines != got_lines:
            differing.append(
                f"$ {wanted.command}status {wanted.status}, here {got.status}\n"
                + "".join(f"- {line}\n" for line in (want_lines - got_lines).elements())
                + "".join(f"+ {line}\n" for line in (got_lines - want_lines).elements())
            )
    assert not differing, "\n" + "\n".join(differing)

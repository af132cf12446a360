"""The pages of the tools: their programs, commands, cells and prompts are run, and give what stands below them."""

from __future__ import annotations

import contextlib
import io
import re
from itertools import pairwise
from pathlib import Path

import pytest

from bindrune.core.api import MemoryIO, Session, debug
from tests.conformance.transcripts import Step, play, read

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)


@pytest.mark.parametrize("name", ["README.md", "docs/embedding.md", "docs/profiling.md"])
def test_python(name: str) -> None:
    blocks = BLOCK.findall((ROOT / name).read_text("utf-8"))
    names: dict[str, object] = {}
    for at, (kind, text) in enumerate(blocks):
        if kind != "python":
            continue
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(text, name, "exec"), names)
        wanted = blocks[at + 1][1] if at + 1 < len(blocks) and blocks[at + 1][0] == "text" else ""
        assert printed.getvalue() == wanted, text


PAGES = ["docs/command.md", "docs/documentation.md", "docs/prompt.md", "docs/testing_scripts.md"]


@pytest.mark.parametrize("name", PAGES)
def test_commands(name: str, tmp_path: Path) -> None:
    steps = [part for part in read((ROOT / name).read_text("utf-8")) if isinstance(part, Step)]
    assert steps
    for step in steps:
        assert f"$ {step.command}{play(step, tmp_path).text()}" == f"$ {step.command}{step.text()}"


@pytest.mark.parametrize("name", ["README.md", "docs/notebook.md"])
def test_cells(name: str) -> None:
    session = Session(MemoryIO())
    blocks = BLOCK.findall((ROOT / name).read_text("utf-8"))
    for (kind, cell), (_, wanted) in pairwise(blocks):
        if kind == "rune":
            assert given(session, cell) + "\n" == wanted


def test_prompt() -> None:
    session = Session(MemoryIO())
    _, text = BLOCK.search((ROOT / "docs/prompt.md").read_text("utf-8")).groups()  # type: ignore[union-attr]
    inputs = list(re.finditer(r"^\d+> .*\n(?:\.\. .*\n)*", text, re.M))
    for at, found in enumerate(inputs):
        typed = "".join(re.sub(r"^(\d+>|\.\.) ", "", line) for line in found[0].splitlines(keepends=True))
        until = inputs[at + 1].start() if at + 1 < len(inputs) else len(text)
        assert given(session, typed.rstrip("\n")) == text[found.end() : until].rstrip("\n")


def given(session: Session, text: str) -> str:
    """What an input gives: its value, or what is wrong."""
    outcome = session.evaluate(text)
    if not outcome.ok:
        return outcome.render_text().rstrip("\n")
    return "" if outcome.value is None else debug(outcome.value)

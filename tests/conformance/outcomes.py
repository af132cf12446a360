"""What a program of a conformance file does here, as the lines that its chunk wants.

Programs run in this process, one after another, in a folder of their own, with standard output
caught. Those tagged `test` go through the `test` command, as that prints what they want.
"""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

from bindrune.core.io import ForwardingIO, StdIO
from bindrune.core.session.program import build_text
from bindrune.core.vm.errors import Termination, VmError
from bindrune.core.vm.report import panic_of
from tests.conformance.chunks import Chunk

if TYPE_CHECKING:
    from bindrune.core.session.program import Build

BUDGET = 20_000_000
"""Units of fuel after which a program counts as endless."""

_SUMMARY = re.compile(r" +(Test ::|Executed )")
_PLACE = re.compile(r"^\s*┌─ (?:.*?):(\d+):(\d+)\s*$")
_HEADLINE = re.compile(r"^(error|warning)(?:\[[\w-]+\])?: (.*)$")


class CaughtIO(ForwardingIO):
    """The process's own files and clock, with the output kept and nothing to read."""

    def __init__(self) -> None:
        super().__init__(StdIO())
        self.parts: list[str] = []

    def write_out(self, text: str) -> None:
        """Keeps the text."""
        self.parts.append(text)

    def write_err(self, text: str) -> None:
        """Drops the text."""

    def read_line(self) -> str:
        """There is no input."""
        return ""


def outcome(chunk: Chunk, folder: Path, budget: int | None = BUDGET) -> list[str]:
    """The lines of a chunk as it runs here; `folder` is an empty one for it, `budget` its fuel."""
    with contextlib.chdir(folder):
        if "test" in chunk.tags:
            return _through_tests(chunk, folder)
        return _through_build(chunk, folder, budget)


def _through_build(chunk: Chunk, folder: Path, budget: int | None) -> list[str]:
    caught = CaughtIO()
    path = str(folder / "chunk.rn")
    if chunk.path.stem == "fs":
        (folder / "chunk.rn").write_text(chunk.text, encoding="utf-8")  # its programs read themselves
    built = build_text(
        chunk.text, "chunk.rn", script="module" not in chunk.tags, path=path, io=caught
    )
    lines = compile_lines(built, warnings="warnings" in chunk.tags)
    if built.ok:
        try:
            built.run(budget=budget)
        except VmError as error:
            lines.append(panic_line(built, error))
        except Termination as end:
            lines.append(f"//! {end.reason}")
    return output_lines("".join(caught.parts)) + lines


def compile_lines(built: Build, *, warnings: bool = False) -> list[str]:
    """What compiling found: the errors, and if wanted the warnings."""
    lines = []
    for found in built.diagnostics:
        if found.severity != "warning" or warnings:
            line, column = built.sources[found.span.source].line_index.line_col(found.span.start)
            lines.append(_line(found.severity, line, column, found.text))
    return lines


def panic_line(built: Build, error: VmError) -> str:
    """The panic that ended a run."""
    panic = panic_of(error).diagnostic
    line, column = built.sources[panic.span.source].line_index.line_col(panic.span.start)
    return _line("panic", line, column, panic.message)


def _line(kind: str, line: int, column: int, message: str) -> str:
    message = message.replace("\n", "\\n")
    return f"//! {kind} {line}:{column}: {message}".rstrip()


def output_lines(text: str) -> list[str]:
    """What a program printed."""
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    return [f"//> {line}".rstrip() for line in lines]


def _through_tests(chunk: Chunk, folder: Path) -> list[str]:
    from bindrune.repl.cli import main

    (folder / "chunk.rn").write_text(chunk.text, encoding="utf-8")
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        main(["test", "--path", str(folder / "chunk.rn")])
    printed = [line for line in output_lines(out.getvalue()) if not _SUMMARY.match(line[4:])]
    lines, diagnostics = err.getvalue().split("\n"), []
    for at, line in enumerate(lines):
        headline = _HEADLINE.match(line)
        if not headline:
            continue
        until = next((i for i in range(at + 1, len(lines)) if _PLACE.match(lines[i])), None)
        if until is not None and (place := _PLACE.match(lines[until])):
            message = "\n".join([headline[2], *lines[at + 1 : until]])
            diagnostics.append(_line(headline[1], int(place[1]), int(place[2]), message))
    return printed + diagnostics

"""What a program did, as lines that can be compared, and the running of programs to learn it.

The lines are those of the conformance files: `//> text` for a line of output, `//! panic L:C:
text` for the panic it ended in, `//! error L:C: text` for a compile error. They are read from
what a Rune command prints, so the same reader serves the reference and our own command; in this
process our own compiler and VM are called directly.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Callable, Sequence

from tests.conformance.chunks import agree, same

Lines = list[str]
Runner = Callable[[str], Lines]

PLACE = re.compile(r"^\s*┌─ (?:.*?):(\d+):(\d+)\s*$")
HEAD = re.compile(r"^(error|warning|note|help|bug)(?:\[[\w-]+\])?: (.*)$")
COLOR = re.compile(r"\x1b\[[0-9;]*m")
SECONDS = 10


def command(words: Sequence[str], seconds: float = SECONDS) -> Runner:
    """A runner that starts a command with the options of the reference for each program."""

    def run(text: str) -> Lines:
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "program.rn")
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            environment = dict(os.environ, NO_COLOR="1", RUST_BACKTRACE="0")
            environment.pop("RUNEFLAGS", None)
            try:
                done = subprocess.run(
                    [*words, "run", "-O", "function-body=true", path],
                    capture_output=True,
                    timeout=seconds,
                    env=environment,
                    cwd=folder,
                    stdin=subprocess.DEVNULL,
                    check=False,
                )
            except subprocess.TimeoutExpired:
                return ["//! timeout"]
        return join(
            read(done.stdout, done.returncode),
            read(done.stderr, done.returncode),
            done.returncode,
            done.stderr,
        )

    return run


def join(
    printed: tuple[Lines, Lines], told: tuple[Lines, Lines], status: int, errors: bytes
) -> Lines:
    """One outcome of what came on standard output and on standard error."""
    lines, diagnostics = printed
    diagnostics = diagnostics or told[1]
    if status < 0:
        diagnostics = [f"//! signal {-status}"]
    elif status and not diagnostics:
        tail = errors.decode("utf-8", "replace").strip().splitlines()
        diagnostics = [f"//! exit {status}: {tail[-1] if tail else ''}"]
    return lines + diagnostics


def read(stream: bytes, status: int) -> tuple[Lines, Lines]:
    """Part what a command printed into output and diagnostics; a panic ends it."""
    text = COLOR.sub("", stream.decode("utf-8", "replace"))
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    output: Lines = []
    diagnostics: Lines = []
    at, failed = 0, False
    while at < len(lines):
        match = HEAD.match(lines[at])
        place, end = None, at + 1
        while match and end < min(len(lines), at + 20):
            place = PLACE.match(lines[end])
            if place or HEAD.match(lines[end]):
                break
            end += 1
        if not (match and place):
            cut = lines[at].find("error: ")
            if cut > 0 and any(PLACE.match(line) for line in lines[at + 1 : at + 4]):
                lines[at : at + 1] = [lines[at][:cut], lines[at][cut:]]
                continue
            if not failed:
                output.append(f"//> {lines[at]}".rstrip())
            at += 1
            continue
        kind = "panic" if match[1] == "error" and status == 2 else match[1]
        message = "\\n".join([match[2], *lines[at + 1 : end]])
        if kind != "warning":
            failed = True
            diagnostics.append(f"//! {kind} {place[1]}:{place[2]}: {message}".rstrip())
        at = end + 1
        while at < len(lines) and lines[at].strip():
            at += 1
        at += 1
        if kind == "panic":
            break
    return output, diagnostics


def difference(wanted: Lines, actual: Lines) -> str | None:
    """The first difference of two outcomes, told in a line; None if they agree. More errors than
    the reference finds are none."""
    if same(wanted, actual):
        return None
    for index in range(max(len(wanted), len(actual))):
        left = wanted[index] if index < len(wanted) else "(nothing)"
        right = actual[index] if index < len(actual) else "(nothing)"
        if not agree(left, right):
            return f"line {index + 1}: wanted {left}   got {right}"
    return None

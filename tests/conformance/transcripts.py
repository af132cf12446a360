"""Shell transcripts: what the command prints and how it ends, recorded from the reference.

A transcript is Markdown with fenced blocks, played from top to bottom in one empty folder:

    ```file src/main.rn     the block is written to that file
    ```sh                   one command, in which `rune` is the command under test
    ```stdout, ```stderr    what it wrote; absent where nothing
    Exit status: 2          after every command

Durations, counts and the folder are recorded as `TIME`, `N` and `DIR`.

Bindrune writes the same things to other places: diagnostics and `Error:` lines go to standard
error, headlines carry a code, and frames of a panic stand at their calls. So a command is compared
by its exit status and by the lines of both streams together, in any order, without the codes and
without backtraces.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections import Counter
from pathlib import Path

_FENCE = re.compile(r"^(`{3,})(\w+)(?: (\S+))?\s*$")
_STATUS = re.compile(r"^Exit status: (-?\d+)$")
_CODE = re.compile(r"^(error|warning)\[[\w-]+\]: ", re.M)
_BACKTRACE = re.compile(r"^Backtrace:\n(?:.+:\d+:\d+:.*\n(?:.*\n)?|… .*\n)*", re.M)
_VARYING = [
    (re.compile(r"\(\d+(\.\d+)?(ns|µs|ms|s)\)"), "(TIME)"),
    (re.compile(r"in \d+(\.\d+)? seconds"), "in TIME seconds"),
    (re.compile(r"\d+(\.\d+)?(ns|µs|ms|s)\b"), "TIME"),
    (re.compile(r"\b\d+ iter"), "N iter"),
    (re.compile(r"iterations=\d+"), "iterations=N"),
    (re.compile(r": \.+$", re.M), ": DOTS"),
    (re.compile(r"Executed \d+ tests"), "Executed N tests"),
    (re.compile(r"\b\d+ filtered entries"), "N filtered entries"),
]


class Step:
    """A command of a transcript: the files written before it, and what it did."""

    __slots__ = ("command", "files", "printed", "status")

    def __init__(self, files: dict[str, str], command: str) -> None:
        self.files = files
        self.command = command
        self.printed = ""
        self.status = 0


def read_steps(text: str) -> list[Step]:
    """The commands of a transcript, in order."""
    steps: list[Step] = []
    files: dict[str, str] = {}
    lines = text.splitlines()
    at = 0
    while at < len(lines):
        fence = _FENCE.match(lines[at])
        if not fence:
            if (status := _STATUS.match(lines[at])) and steps:
                steps[-1].status = int(status[1])
            at += 1
            continue
        end = lines.index(fence[1], at + 1)
        body = "\n".join(lines[at + 1 : end]) + "\n"
        if fence[2] == "file":
            files[fence[3]] = body
        elif fence[2] == "sh":
            steps.append(Step(files, body))
            files = {}
        elif fence[2] in ("stdout", "stderr"):
            steps[-1].printed += body
        at = end + 1
    return steps


def play(step: Step, folder: Path, rune: str) -> Step:
    """What a command does here; `rune` is the shell command that stands for `rune`."""
    for name, text in step.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    environment = dict(os.environ, NO_COLOR="1")
    environment.pop("RUNEFLAGS", None)
    done = subprocess.run(
        ["sh", "-c", f'rune() {{ {rune} "$@"; }}\n{step.command}'],
        cwd=folder,
        env=environment,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
    )
    played = Step({}, step.command)
    played.printed = (done.stdout + done.stderr).decode().replace(str(folder), "DIR")
    for pattern, word in _VARYING:
        played.printed = pattern.sub(word, played.printed)
    played.status = done.returncode
    return played


def comparable(printed: str) -> Counter[str]:
    """The lines of what a command printed, so far as they must agree."""
    text = _BACKTRACE.sub("", _CODE.sub(r"\1: ", printed))
    return Counter(line.rstrip() for line in text.splitlines() if line.strip())

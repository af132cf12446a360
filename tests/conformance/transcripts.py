"""Shell transcripts: what the command prints and how it ends.

A transcript is Markdown with fenced blocks, played from top to bottom in one empty folder:

    ```file src/main.rn     the block is written to that file
    ```sh                   one command
    ```stdout, ```stderr    what it wrote; absent where nothing
    Exit status: 2          after every command

Durations and counts that differ from run to run stand as `TIME`, `N` and `DOTS`, the folder as `DIR`. Everything else
must come out as it is written.

    python -m tests.conformance.transcripts FILE...    write what the commands do now

Look at what changed before it is committed: where the reference does otherwise, `docs/differences.md` says why.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

_FENCE = re.compile(r"^(`{3,})(\w+)(?: (\S+))?\s*$")
_STATUS = re.compile(r"^Exit status: (-?\d+)$")
_VARYING = [
    (re.compile(r"\(\d+(\.\d+)?(ns|µs|ms|s)\)"), "(TIME)"),
    (re.compile(r"in \d+(\.\d+)? seconds"), "in TIME seconds"),
    (re.compile(r" {2,}\d+(\.\d+)?(ns|µs|ms|s)\b"), "  TIME"),
    (re.compile(r"\b\d+(\.\d+)?(ns|µs|ms|s)\b"), "TIME"),
    (re.compile(r"\b\d+ (iters|iterations)\b"), r"N \1"),
    (re.compile(r"iterations=\d+"), "iterations=N"),
    (re.compile(r": \.+$", re.M), ": DOTS"),
    (re.compile(r'"seconds": [\d.e-]+'), '"seconds": TIME'),
    (re.compile(r' time="[\d.]+"'), ' time="TIME"'),
]
BINDRUNE = f"{shlex.quote(sys.executable)} -m bindrune.repl.cli"


class Step:
    """A command of a transcript: the files written before it, and what it did.

    A page may leave out that a status was 0; `tells_status` keeps it so.
    """

    __slots__ = ("command", "files", "status", "stderr", "stdout", "tells_status")

    def __init__(self, files: dict[str, str], command: str) -> None:
        self.files = files
        self.command = command
        self.stdout = ""
        self.stderr = ""
        self.status = 0
        self.tells_status = False

    def text(self) -> str:
        """What it did, as a transcript has it."""
        parts = []
        for name, text in (("stdout", self.stdout), ("stderr", self.stderr)):
            if text:
                fence = "````" if "```" in text else "```"
                parts.append(f"{fence}{name}\n{text}{fence}\n")
        if self.status or self.tells_status:
            parts.append(f"Exit status: {self.status}\n")
        return "\n".join(parts)


def read(text: str) -> list[str | Step]:
    """A transcript's prose, files and commands as text, and after each command the step that it makes."""
    parts: list[str | Step] = []
    files: dict[str, str] = {}
    step: Step | None = None
    behind: list[str] = []  # a command, as long as more of what it did may come
    lines = text.splitlines(keepends=True)
    at = 0
    while at < len(lines):
        fence = _FENCE.match(lines[at])
        status = _STATUS.match(lines[at].rstrip("\n"))
        if status and step is not None:
            step.status = int(status[1])
            step.tells_status = True
            step = None
            behind = []
        elif not fence:
            (parts if step is None else behind).append(lines[at])
        else:
            end = at + 1
            while lines[end].rstrip("\n") != fence[1]:
                end += 1
            body = "".join(lines[at + 1 : end])
            if fence[2] in ("stdout", "stderr") and step is not None:
                setattr(step, fence[2], body)
                behind = []
            else:
                parts += [*behind, "".join(lines[at : end + 1])]
                behind = []
                step = None
                if fence[2] == "file":
                    files[fence[3]] = body
                elif fence[2] == "sh":
                    step = Step(files, body)
                    parts += ["\n", step]
                    files = {}
            at = end
        at += 1
    return parts + behind


def play(step: Step, folder: Path) -> Step:
    """What a command does here."""
    for name, text in step.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    environment = dict(os.environ, NO_COLOR="1", XDG_CACHE_HOME=str(folder / ".cache"), LC_ALL="C.UTF-8")
    environment.pop("RUNEFLAGS", None)
    done = subprocess.run(
        ["sh", "-c", f'bindrune() {{ {BINDRUNE} "$@"; }}\n{step.command}'],
        cwd=folder,
        env=environment,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=120,
    )
    played = Step({}, step.command)
    played.tells_status = step.tells_status
    played.stdout = normalised(done.stdout.decode(), folder)
    played.stderr = normalised(done.stderr.decode(), folder)
    played.status = done.returncode
    return played


def normalised(text: str, folder: Path) -> str:
    """A stream with what differs from run to run replaced by words."""
    text = text.replace(str(folder), "DIR")
    for pattern, word in _VARYING:
        text = pattern.sub(word, text)
    return text if not text or text.endswith("\n") else text + "\n"


def record(path: Path) -> None:
    """Write a transcript anew."""
    with tempfile.TemporaryDirectory() as folder:
        parts = [
            part if isinstance(part, str) else play(part, Path(folder)).text()
            for part in read(path.read_text("utf-8"))
        ]
    path.write_text("".join(parts), encoding="utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        record(Path(name))

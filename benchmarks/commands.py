"""The commands that run the programs of `benchmarks/programs`, and how long they take."""

from __future__ import annotations

import math
import os
import resource
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROGRAMS = HERE / "programs"
ROOTS = [str(HERE.parent / name) for name in ("core", "kernel", "lsp", "repl")]
SMALLEST_S = 1e-4


class Command:
    """A way to run a program: its name, its words, the ending of the files it runs, and what its environment adds."""

    def __init__(self, name: str, words: list[str], ending: str, **environment: str) -> None:
        self.name = name
        self.words = words
        self.ending = ending
        self.environment = {**os.environ, **environment}
        self.start_s = math.inf

    def time(self, path: Path) -> tuple[float, str]:
        """Run once; return the seconds of processor time that it took, and its output."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(
            [*self.words, str(path)], capture_output=True, text=True, timeout=300, check=True, env=self.environment
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return spent, done.stdout

    def measure_start(self) -> None:
        """Measure how long an empty program takes."""
        with tempfile.TemporaryDirectory() as folder:
            empty = Path(folder) / f"empty{self.ending}"
            empty.write_text("pub fn main() {}\n" if self.ending == ".rn" else "", encoding="utf-8")
            self.start_s = min(self.time(empty)[0] for _ in range(5))


def bindrune() -> list[str]:
    """The words of the command whose speed is measured."""
    script = Path(sys.executable).with_name("bindrune")
    return [str(script)] if script.exists() else [sys.executable, "-m", "bindrune.repl.cli"]


def commands(*, tier_0: bool = True) -> dict[str, Command]:
    """The ways to run a program, by what they are called; the reference where it is at hand."""
    words = [*bindrune(), "run", "--path"]
    found = [
        *([Command("tier 0", words, ".rn", BINDRUNE_TIER="0")] if tier_0 else ()),
        Command("tier 1", words, ".rn", BINDRUNE_TIER=""),
        Command("CPython", [sys.executable], ".py"),
    ]
    oracle = os.environ.get("BINDRUNE_ORACLE")
    if oracle:
        found.append(Command("reference", [*shlex.split(oracle), "run", "--path"], ".rn"))
    return {command.name: command for command in found}


def commands_of(python: str) -> dict[str, Command]:
    """The same for another Python, which needs no packages: a plain run by it, and that Python itself."""
    words = [python, "-m", "bindrune.repl.cli", "run", "--path"]
    path = os.pathsep.join(ROOTS)
    found = (Command("tier 1", words, ".rn", BINDRUNE_TIER="", PYTHONPATH=path), Command("CPython", [python], ".py"))
    return {command.name: command for command in found}


def version_of(python: str) -> str:
    """The version of a Python, such as 3.13.0."""
    asked = [python, "-c", "import platform; print(platform.python_version())"]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()


def least(name: str, by: list[Command], runs: int) -> dict[str, float]:
    """Return the least seconds that a program takes by each command, over interleaved runs.

    Raises SystemExit if the commands print different results.
    """
    found = dict.fromkeys((command.name for command in by), math.inf)
    outputs = set()
    for _ in range(runs):
        for command in by:
            spent, output = command.time(PROGRAMS / (name + command.ending))
            found[command.name] = min(found[command.name], max(spent - command.start_s, SMALLEST_S))
            outputs.add(output)
    if len(outputs) != 1:
        raise SystemExit(f"{name}: the commands print different results: {outputs}")
    return found

"""Baselines: the figures of a run, kept under a name, with which later runs are compared.

They are files in `.bindrune/bench` beside the nearest `Rune.toml`, or in the current folder where there is none:

    {"format": 1, "bindrune": "0.1.0", "saved": "2026-01-31T12:00:00Z", "benches": {
      "src/fast.rn::add": {"iterations": 1000, "min_ns": 81.5, "q1_ns": …, "median_ns": …, "q3_ns": …,
                           "mean_ns": …, "stddev_ns": …}}}

The key of a bench is its file as seen from that folder, and its name. Saving keeps the benches of the baseline that
were not run again. The folder keeps itself out of version control, since figures mean little on another machine.
"""

from __future__ import annotations

import json
import math
import os
import re
import time
from typing import TYPE_CHECKING

from bindrune.core.version import VERSION
from bindrune.repl.benching.figures import KEYS, Figures
from bindrune.repl.command.arguments import UsageError
from bindrune.repl.command.terminal import Failure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bindrune.repl.benching.measuring import BenchResult

FORMAT = 1
_FOLDER = os.path.join(".bindrune", "bench")
_NAME = re.compile(r"[^\W_][\w.-]*")


def project_folder() -> str:
    """The folder of the nearest `Rune.toml` upward, or the current one."""
    here = os.getcwd()
    folder = here
    while True:
        if os.path.isfile(os.path.join(folder, "Rune.toml")):
            return folder
        above = os.path.dirname(folder)
        if above == folder:
            return here
        folder = above


class Baselines:
    """The baselines of a project."""

    def __init__(self, folder: str) -> None:
        self.project = folder
        self.folder = os.path.join(folder, _FOLDER)

    def key(self, result: BenchResult) -> str:
        """What a bench is called in a file."""
        path = os.path.relpath(os.path.abspath(result.path), self.project).replace(os.sep, "/")
        return f"{path}::{result.name}"

    def file(self, name: str) -> str:
        """The file of a baseline."""
        return os.path.join(self.folder, f"{name}.json")

    def names(self) -> list[str]:
        """The baselines that there are."""
        try:
            return sorted(file[:-5] for file in os.listdir(self.folder) if file.endswith(".json"))
        except OSError:
            return []

    def load(self, name: str) -> dict[str, Figures]:
        """The figures of a baseline by bench. Raises Failure if there is none or the file is broken."""
        path = self.file(name)
        try:
            with open(path, encoding="utf-8") as file:
                return _read(json.load(file))
        except FileNotFoundError:
            known = self.names()
            cause = f"there are {', '.join(f'`{one}`' for one in known)}" if known else "none has been saved yet"
            raise Failure(f"There is no baseline `{name}`", f"{cause}; `--save {name}` makes it") from None
        except OSError as error:
            raise Failure(f"cannot read file: {path}", f"{error.strerror} (os error {error.errno})") from None
        except (ValueError, RecursionError) as error:  # json's errors, and those of encodings, are ValueErrors
            cause = str(error) or "it nests too deeply"
            raise Failure(f"The baseline `{name}` is broken: {path}", f"{cause}; `--save {name}` replaces it") from None

    def save(self, name: str, results: Sequence[BenchResult]) -> str:
        """Keep the figures of a run; return the path of the file. Raises Failure if it cannot be written."""
        try:
            benches = self.load(name)
        except Failure:
            benches = {}  # there is none yet, or it is broken and is replaced
        benches |= {self.key(result): result.figures for result in results if result.figures is not None}
        path = self.file(name)
        content = {
            "format": FORMAT,
            "bindrune": VERSION,
            "saved": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "benches": {key: figures.as_json() for key, figures in sorted(benches.items())},
        }
        try:
            os.makedirs(self.folder, exist_ok=True)
            ignore = os.path.join(os.path.dirname(self.folder), ".gitignore")
            if not os.path.exists(ignore):
                with open(ignore, "w", encoding="utf-8") as file:
                    file.write("*\n")
            new = f"{path}.{os.getpid()}"
            with open(new, "w", encoding="utf-8") as file:
                json.dump(content, file, ensure_ascii=False, indent=1)
                file.write("\n")
            os.replace(new, path)
        except OSError as error:
            raise Failure(f"cannot write file: {path}", f"{error.strerror} (os error {error.errno})") from None
        return path


def checked_name(name: str | None, flag: str) -> str | None:
    """The name of a baseline. Raises UsageError for one that is no name of a file."""
    if name is not None and not _NAME.fullmatch(name):
        raise UsageError(f"invalid value '{name}' for '{flag} <NAME>'\n  a name has letters, digits, `.`, `-` and `_`")
    return name


def _read(content: object) -> dict[str, Figures]:
    """The figures in a file. Raises ValueError for what is none of ours."""
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise ValueError(f"it is not of format {FORMAT}")
    benches = content.get("benches")
    if not isinstance(benches, dict):
        raise ValueError("it has no `benches`")
    found = {}
    for key, fields in benches.items():
        if not isinstance(fields, dict):
            raise ValueError(f"`{key}` has no figures")
        values = [float(fields[f"{name}_ns"]) for name in KEYS if _is_duration(fields.get(f"{name}_ns"))]
        if len(values) < len(KEYS) or not isinstance(fields.get("iterations"), int):
            raise ValueError(f"`{key}` has wrong figures")
        found[key] = Figures(fields["iterations"], values)
    return found


def _is_duration(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value) and value >= 0

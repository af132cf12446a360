"""Each item of the library is there, described, and shown by an example; `make std-coverage` looks at chunks too."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.std import inventory
from tests.std.coverage import BEYOND_EXAMPLES, BEYOND_PROGRAMS, ELSEWHERE

ROOT = Path(__file__).resolve().parents[2]


def test_nothing_lacks() -> None:
    """In a process of its own, since what hears the calls rebinds the machine's operations."""
    command = [sys.executable, "-m", "tests.std.coverage", "--quick"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_table() -> None:
    """As many items as the library has, each once, in order."""
    items = inventory.table()
    assert items == sorted(set(items))
    fields = [item for item in items if item.kind == "field"]
    std = [item for item in items if item.module == "std" and item.kind != "field"]
    assert (len(std), len(items) - len(std) - len(fields), len(fields)) == (957, 288, 14)


def test_exceptions_are_items() -> None:
    """Who is excused is an item of the table, or none that it has."""
    items = inventory.table()
    excused = {*BEYOND_PROGRAMS, *BEYOND_EXAMPLES, *ELSEWHERE}
    assert excused <= set(items)
    assert not inventory.EXTRA.keys() & {item.path for item in items}

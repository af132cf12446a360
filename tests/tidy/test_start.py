"""What a start may import: the parts of the core that run programs need nothing for types."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

CORE = Path(__file__).resolve().parents[2] / "core" / "bindrune" / "core"
RUNNING = ("vm", "runtime", "std", "formatting")
"""The parts that a program from the cache imports of, some of their modules or all."""
ONLY_FOR_TYPES = {"vm/closures/typing.py"}
"""What nothing imports but checkers."""


@pytest.mark.parametrize("part", RUNNING)
def test_types_are_for_checkers_only(part: str) -> None:
    found = []
    for path in sorted((CORE / part).rglob("*.py")):
        name = path.relative_to(CORE).as_posix()
        if name in ONLY_FOR_TYPES:
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ImportFrom) and node.module == "typing":
                found.append(f"{name}:{node.lineno}")
    assert not found, "import what annotations need under `TYPE_CHECKING = False` and `if TYPE_CHECKING:`"

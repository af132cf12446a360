"""Generated files are fresh: each is what its generator makes of the tables today.

A generator is a function that gives the file's text. Enter it in `GENERATED` beside the file and
the command that writes it.
"""

from __future__ import annotations

import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bindrune.core.compile import ops
from bindrune.core.diagnostics import pages
from bindrune.core.ir import generate as ir_nodes
from bindrune.core.syntax import generate as syntax_nodes
from bindrune.core.vm.closures import generate as closures
from tests.tidy import forms, rooms

ROOT = Path(__file__).resolve().parents[2]


def _architecture() -> str:
    return rooms.fresh(rooms.PAGE.read_text(encoding="utf-8"))


def _grammar() -> str:
    text: str = runpy.run_path(str(ROOT / "editors" / "textmate" / "generate.py"))["text"]()
    return text


def _catalogue() -> str:
    """The catalogue as a new process makes it: tests that call natives leave traces in the tables."""
    words = "from bindrune.core.runtime.generate_catalog import generate; print(generate(), end='')"
    return subprocess.run([sys.executable, "-c", words], capture_output=True, encoding="utf-8", check=True).stdout


_CLOSURES = "python -m bindrune.core.vm.closures.generate"

GENERATED: dict[str, tuple[Callable[[], str], str]] = {
    "core/bindrune/core/catalog/data.py": (
        _catalogue,
        "python -m bindrune.core.runtime.generate_catalog",
    ),
    "core/bindrune/core/vm/closures/arithmetic.py": (closures.arithmetic, _CLOSURES),
    "core/bindrune/core/vm/closures/comparison.py": (closures.comparison, _CLOSURES),
    "core/bindrune/core/ir/nodes.py": (ir_nodes.render, "python -m bindrune.core.ir.generate"),
    "core/bindrune/core/syntax/nodes.py": (
        syntax_nodes.render,
        "python -m bindrune.core.syntax.generate",
    ),
    "docs/bytecode.md": (ops.documentation, "python -m bindrune.core.compile.ops > docs/bytecode.md"),
    "docs/diagnostics.md": (pages.table, "python -m bindrune.core.diagnostics.pages > docs/diagnostics.md"),
    "editors/textmate/rune.tmLanguage.json": (_grammar, "python editors/textmate/generate.py"),
    "docs/codegen.md": (lambda: forms.fresh(forms.PAGE.read_text(encoding="utf-8")), "python -m tests.tidy.forms"),
    "docs/architecture.md": (_architecture, "python -m tests.tidy.rooms"),
}


@pytest.mark.parametrize("name", GENERATED)
def test_is_fresh(name: str) -> None:
    generate, command = GENERATED[name]
    assert (ROOT / name).read_text(encoding="utf-8") == generate(), f"run: {command}"

"""What the tests of lowering share: a text to its IR and diagnostics."""

from __future__ import annotations

from bindrune.core.ir.nodes import Program
from bindrune.core.ir.program import Lowered, lower_program
from bindrune.core.project.loader import load
from bindrune.core.project.options import Options
from bindrune.core.source import Sources


def lowered(text: str, script: bool = True, preset: tuple[str, ...] = ()) -> Lowered:
    """The result of lowering a text, as a script body or as a module."""
    sources = Sources()
    source = sources.add("test.rn", text)
    return lower_program(load(sources, source, None, script), Options(), preset=preset)


def program(text: str) -> Program:
    """The IR of a script without errors."""
    found = lowered(text)
    assert found.program is not None, errors(text)
    return found.program


def errors(text: str) -> list[str]:
    """The errors of a script, as `column: message`."""
    return [
        f"{found.span.start + 1}: {found.message}" for found in lowered(text).diagnostics if found.severity == "error"
    ]


def warnings(text: str) -> list[str]:
    """The warnings of a script, as `column: text`."""
    return [
        f"{found.span.start + 1}: {found.text}" for found in lowered(text).diagnostics if found.severity == "warning"
    ]

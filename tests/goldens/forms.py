"""The forms in which a program is kept: its tree, its IR and its bytecode, or its diagnostics as they are drawn.

`programs/` holds programs without errors, which together have every kind of IR node and every instruction; `errors/`
holds programs with errors or warnings. Files that begin with `//module` are modules, the others scripts.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bindrune.core.compile.disasm import disassemble
from bindrune.core.diagnostics.render import render_diagnostics
from bindrune.core.ir import printer as ir_printer
from bindrune.core.session.program import Build, build_text
from bindrune.core.source import Source
from bindrune.core.syntax import printer as tree_printer
from bindrune.core.syntax.parser.entry import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bindrune.core.syntax.tree import Tree

FOLDER = Path(__file__).resolve().parent
PROGRAMS = sorted((FOLDER / "programs").glob("*.rn"))
ERRORS = sorted((FOLDER / "errors").glob("*.rn"))
STYLES = {"txt": "text", "ansi": "ansi", "html": "html"}
"""The styles of diagnostics by the suffix of their files."""


def is_script(text: str) -> bool:
    """Whether a golden's program is a script."""
    return not text.startswith("//module")


def tree_of(path: Path) -> Tree:
    """The tree of a golden's program."""
    text = path.read_text(encoding="utf-8")
    return parse(Source(0, path.name, text), is_script(text))


def build_of(path: Path) -> Build:
    """The build of a golden's program."""
    text = path.read_text(encoding="utf-8")
    return build_text(text, path.name, script=is_script(text))


def goldens() -> Iterator[tuple[Path, str]]:
    """Each golden file with what should stand in it."""
    for path in PROGRAMS:
        built = build_of(path)
        assert built.ir is not None and built.unit is not None, (path, [d.message for d in built.diagnostics])
        yield path.with_suffix(".tree"), tree_printer.dump(tree_of(path))
        yield path.with_suffix(".ir"), ir_printer.dump(built.ir) + "\n"
        yield path.with_suffix(".code"), disassemble(built.unit)
    for path in ERRORS:
        built = build_of(path)
        yield path.with_suffix(".tree"), tree_printer.dump(tree_of(path))
        for suffix, style in STYLES.items():
            yield path.with_suffix(f".{suffix}"), render_diagnostics(built.diagnostics, built.sources, style)

"""The table of rooms in `docs/architecture.md`: every module with the first sentence of its docstring.

`python -m tests.tidy.rooms` rewrites the table; a test checks that it is fresh.
"""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "architecture.md"
MARK = "<!-- rooms: generated -->\n"
ROOTS = ("core", "kernel", "lsp", "repl")


def sentence(path: Path) -> str:
    """Return the first sentence of a module's docstring, on one line."""
    text = " ".join((ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split("\n\n")[0].split())
    end = text.find(". ")
    return (text if end < 0 else text[: end + 1]).replace("``", "`").replace("|", "\\|")


def table() -> str:
    """Return the generated part of the page: a heading and a table for each package, top to bottom of the tree."""
    lines: list[str] = []
    folder = None
    for root in ROOTS:
        for path in sorted((ROOT / root / "bindrune").rglob("*.py"), key=lambda p: (str(p.parent), p.name)):
            if path.name == "__init__.py":
                continue
            package = path.parent.relative_to(ROOT / root).as_posix()
            if package != folder:
                folder = package
                about = sentence(path.parent / "__init__.py")
                lines += ["", f"### `{package.replace('/', '.')}`", "", about, "", "| module | holds |", "|---|---|"]
            lines.append(f"| `{path.stem}` | {sentence(path)} |")
    return "\n".join(lines) + "\n"


def fresh(page: str) -> str:
    """Return the page with its table made anew."""
    return page[: page.index(MARK) + len(MARK)] + table()


if __name__ == "__main__":
    PAGE.write_text(fresh(PAGE.read_text(encoding="utf-8")), encoding="utf-8")

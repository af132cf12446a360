"""Documentation of native items: the texts beside the rows of the standard library.

Each file `std/NAME.md` begins with the path of its module as a heading; the text below a heading `## Type::function` is
what is said about that item. The files are read once, when something is first looked up; nothing of the library is
loaded for it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bindrune.core.catalog.lookup import Catalog, Entry

FOLDER = os.path.join(os.path.dirname(os.path.dirname(__file__)), "std")

_MODULE = "mod "
"""What stands before the path of a module, since `::std::i64` is both a module and a type."""

_texts: dict[str, str] | None = None


def native_doc(entry: Entry, catalog: Catalog) -> str:
    """What the documentation says about a native item, as Markdown; empty if it says nothing.

    A function with generic parameters may have a text for each of them, `## i64::to::<f64>`, or one for all.
    """
    texts = _load()
    if entry.kind == "reexport":
        target = catalog.get(entry.path)
        return native_doc(target, catalog) if target is not None else ""
    if entry.kind == "module":
        return texts.get(f"{_MODULE}{entry.path}") or texts.get(entry.path, "")
    shorts = ", ".join(path.rpartition("::")[2] for path in entry.generics)
    owner = catalog.get(entry.owner) if entry.owner is not None else None
    for path in (entry.path, *(f"{trait}::{entry.name}" for trait in (owner.traits if owner is not None else ()))):
        found = (texts.get(f"{path}::<{shorts}>") if shorts else None) or texts.get(path)
        if found is not None:
            return found
    return texts.get(f"{_MODULE}{entry.path}", "") if entry.kind == "type" else ""


def _load() -> dict[str, str]:
    global _texts
    if _texts is None:
        _texts = {}
        for name in sorted(os.listdir(FOLDER)):
            if name.endswith(".md"):
                with open(os.path.join(FOLDER, name), encoding="utf-8") as file:
                    _read(file.read(), _texts)
    return _texts


def _read(text: str, texts: dict[str, str]) -> None:
    """Enters the sections of one file by the paths of their items."""
    module = path = ""
    lines: list[str] = []
    fenced = False

    def enter() -> None:
        body = "\n".join(lines).strip()
        if path and body:
            texts.setdefault(path, body)

    for line in text.splitlines():
        if line.startswith("```"):
            fenced = not fenced
        if fenced or not line.startswith(("# ", "## ")):
            lines.append(line)
            continue
        enter()
        lines.clear()
        title = line.lstrip("# ").strip().strip("`")
        if line.startswith("# "):
            module = "::" + title.removeprefix("::")
            path = _MODULE + module
        else:
            # Methods of `::std::i64` stand in the file of a module of the same name.
            own, _, rest = title.partition("::")
            same = rest and module.endswith(f"::{own}")
            path = f"{module}::{rest}" if same else f"{module}::{title}"
    enter()

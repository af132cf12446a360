"""Where the library's items are described: the headings of the files beside the rows, by the paths of their items."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import bindrune.core.std
from tests.std.inventory import PROVIDED

if TYPE_CHECKING:
    from tests.std.inventory import Item

FOLDER = Path(bindrune.core.std.__path__[0])
_BLOCK = re.compile(r"^```rune\n(.*?)^```", re.M | re.S)


class Section(NamedTuple):
    """The text below one heading: its file, the path of what it is about, its prose and its examples."""

    file: str
    path: str
    prose: str
    examples: tuple[str, ...]


def sections() -> list[Section]:
    """The sections of all files."""
    return [section for file in sorted(FOLDER.glob("*.md")) for section in _read(file)]


def _read(file: Path) -> list[Section]:
    found = []
    module = ""
    for part in re.split(r"^(?=##? )", file.read_text(encoding="utf-8"), flags=re.M):
        heading, _, body = part.partition("\n")
        title = heading.lstrip("# ").strip("`")
        if heading.startswith("# "):
            module = path = "::" + title.removeprefix("::")
        else:
            # Methods of `::std::i64` stand in the file of a module of the same name.
            own, _, rest = title.partition("::")
            path = f"{module}::{rest if rest and module.endswith('::' + own) else title}"
        found.append(Section(file.name, path, _BLOCK.sub("", body).strip(), tuple(_BLOCK.findall(body))))
    return [section for section in found if section.path]


def places(item: Item) -> list[str]:
    """The paths at which an item may be described, its own first.

    Protocols, fields and traits of a type may be told at the type, methods with generic parameters at the one without,
    what a trait gives at the method that is its form.
    """
    owner = re.sub("<.*", "", item.owner)
    if item.kind == "impl":
        return [owner]
    if item.kind in ("protocol", "field"):
        return [item.path, owner, owner.rpartition("::")[0]] if item.kind == "field" else [item.path, owner]
    if item.kind == "provided":
        method = PROVIDED.get(item.name, item.name)
        return [f"{item.owner}::{method}", f"{item.owner}::{method.partition('::')[0]}"]
    return [item.path, re.sub("(::)?<.*", "", item.path)]

"""The index of the search: a script that hands all items to the page, since a page on a disk may fetch nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bindrune.repl.documentation.address import PROTOCOLS, link
from bindrune.repl.documentation.model import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bindrune.core.catalog.protocols import Protocol
    from bindrune.repl.documentation.model import Doc, Root
    from bindrune.repl.documentation.prose import Prose

INDEX = "search-index.js"
_UNNAMED = ("protocol", "reexport")
"""Kinds that are not found by themselves: a re-export leads to what is found anyway."""


def search_index(roots: Iterable[Root], protocols: Iterable[Protocol], prose: Prose) -> str:
    """The script: a row for each item with its kind, name, path, address, summary and the word for its kind.

    What a type has of a trait has one column more: it is found only where its type is asked for.
    """
    rows: list[list[str]] = []
    for root in roots:
        for item in root.module.walk():
            if item.origin is not None:
                rows.append(_given(item, item.origin))
            elif item.kind not in _UNNAMED:
                rows.append(_row(item, prose))
    for protocol in protocols:
        address = f"{PROTOCOLS}#{protocol.name}"
        rows.append(["protocol", protocol.name, protocol.name, address, protocol.doc, WORDS["protocol"]])
    lines = ",\n".join(json.dumps(row, ensure_ascii=True, separators=(",", ":")) for row in rows)
    return f"window.bindruneItems = [\n{lines}\n];\n"


def _given(item: Doc, trait: str) -> list[str]:
    path = item.title + item.label.removeprefix(item.name)
    about = f"Of the trait {trait.rpartition('::')[2]}."
    return [item.kind, item.name, path, link("index.html", item), about, WORDS[item.kind], trait]


def _row(item: Doc, prose: Prose) -> list[str]:
    word = item.root.word if item.parent is None else WORDS[item.kind]
    name = item.name + ("!" if item.kind == "macro" else "")
    path = item.title + ("!" if item.kind == "macro" else "")
    if item.label != item.name:
        path += item.label.removeprefix(item.name)
    return [item.kind, name, path, link("index.html", item), prose.plain_summary(item.doc, item), word]

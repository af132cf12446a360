"""Texts with a cursor, and the questions that editors ask about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.ide.completion import complete_at
from bindrune.core.ide.definition import definition
from bindrune.core.ide.hover import hover
from bindrune.core.ide.snapshot import Snapshot, take_snapshot
from bindrune.core.io import MemoryIO

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bindrune.core.ide.completion import CompletionItem


def at_cursor(text: str, files: Mapping[str, bytes | str] | None = None) -> tuple[Snapshot, int]:
    """The snapshot of a text without its cursor, and where that was. `files` are module files below `/src`."""
    offset = text.index("$0")
    io = MemoryIO(files or {})
    return take_snapshot(text.replace("$0", ""), "main.rn", "/src/main.rn", io), offset


def items(text: str) -> list[CompletionItem]:
    """What could stand at the cursor."""
    snapshot, offset = at_cursor(text)
    return complete_at(snapshot, snapshot.root.id, offset).items


def names(text: str) -> list[str]:
    """The texts of what could stand at the cursor."""
    return [item.text for item in items(text)]


def shown(text: str, files: Mapping[str, bytes | str] | None = None) -> str:
    """What hover says at the cursor, empty if nothing."""
    snapshot, offset = at_cursor(text, files)
    found = hover(snapshot, snapshot.root.id, offset)
    return "" if found is None else found.info.plain


def leads_to(text: str, files: Mapping[str, bytes | str] | None = None) -> list[str]:
    """Where the definition is: file, line and column of each place, counted from 1."""
    snapshot, offset = at_cursor(text, files)
    places = []
    for found in definition(snapshot, snapshot.root.id, offset):
        source = snapshot.sources[found.span.source]
        line, column = source.line_index.line_col(found.span.start)
        places.append(f"{source.name}:{line}:{column}")
    return places

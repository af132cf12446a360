"""The programs that have to notice a fault of a row: the library's examples and the conformance chunks.

Both are chunks (``tests.conformance.chunks``). An example should assert what it shows.
"""

from __future__ import annotations

import re
from pathlib import Path

import bindrune.core.std
from tests.conformance.chunks import FOLDER, Chunk, all_chunks

_EXAMPLE = re.compile(r"^```rune\n(.*?)^```", re.M | re.S)


class Program:
    """A chunk, and the path of the item that it is the example of."""

    def __init__(self, chunk: Chunk, item: str | None = None) -> None:
        self.chunk = chunk
        self.item = item

    @property
    def name(self) -> str:
        """The example's item, or where the chunk stands."""
        return f"example of {self.item}" if self.item else self.chunk.id


def all_programs() -> list[Program]:
    """The examples, then the chunks."""
    return examples() + [Program(chunk) for chunk in all_chunks()]


def examples() -> list[Program]:
    """The examples in the texts beside the rows, several of an item as one each."""
    found = []
    for path in sorted(Path(bindrune.core.std.__path__[0]).glob("*.md")):
        module = item = ""
        for section in re.split(r"^(?=##? )", path.read_text(encoding="utf-8"), flags=re.M):
            title = section.partition("\n")[0].lstrip("# ").strip("`")
            if section.startswith("# "):
                module = item = "::" + title.removeprefix("::")
            else:
                own, _, rest = title.partition("::")
                item = f"{module}::{rest if rest and module.endswith('::' + own) else title}"
            for text in _EXAMPLE.findall(section):
                chunk = Chunk(FOLDER / path.name, 1, item, frozenset())
                chunk.text = text
                found.append(Program(chunk, item))
    return found

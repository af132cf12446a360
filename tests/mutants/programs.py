"""The programs that have to notice a fault of a row: the library's examples and the conformance chunks.

Both are chunks (``tests.conformance.chunks``). An example should assert what it shows.
"""

from __future__ import annotations

from tests.conformance.chunks import FOLDER, Chunk, all_chunks
from tests.std.texts import sections


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
    for section in sections():
        for text in section.examples:
            chunk = Chunk(FOLDER / section.file, 1, section.path, frozenset())
            chunk.text = text
            found.append(Program(chunk, section.path))
    return found

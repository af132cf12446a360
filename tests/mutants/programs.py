"""The programs that have to notice a fault of a row: the library's examples and the conformance chunks.

Both are chunks (``tests.conformance.chunks``). An example should assert what it shows. Those that ask a web server ask
that of the tests.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.conformance.chunks import FOLDER, Chunk, all_chunks
from tests.std.http_server import DOCUMENTED, answers
from tests.std.texts import sections

if TYPE_CHECKING:
    from tests.std.http_server import Server


class Program:
    """A chunk, and the path of the item that it is the example of."""

    def __init__(self, chunk: Chunk, item: str | None = None) -> None:
        self.chunk = chunk
        self.item = item

    @property
    def name(self) -> str:
        """The example's item, or where the chunk stands."""
        if self.item:
            return f"example of {self.item}"
        chunk = self.chunk
        return chunk.id if chunk.path.is_relative_to(FOLDER) else f"{chunk.path.name}:{chunk.line}: {chunk.name}"


def all_programs(server: Server) -> list[Program]:
    """The examples, then the chunks."""
    return examples(server) + [Program(chunk) for chunk in (*all_chunks(), *answers(server))]


def examples(server: Server) -> list[Program]:
    """The examples in the texts beside the rows, several of an item as one each."""
    found = []
    for section in sections():
        for text in section.examples:
            chunk = Chunk(FOLDER / section.file, 1, section.path, frozenset())
            chunk.text = text.replace(DOCUMENTED, server.url)
            found.append(Program(chunk, section.path))
    return found

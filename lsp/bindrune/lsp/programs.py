"""Programs: which program an open document belongs to, and the newest snapshot of each.

A document is a program of its own unless it is the file of a module of another: of one that is open, or of a `main.rn`,
`lib.rn` or `mod.rn` beside or above it. A snapshot serves until a file that went into it, or was looked for, has
changed; so an edit costs the programs that it is part of, and nothing else.

Snapshots are made by one worker thread from the texts as they are when it is asked, so that the server goes on reading
messages meanwhile, and an answer is about the text that the client had when it asked.
"""

from __future__ import annotations

import gc
import re
from concurrent.futures import ThreadPoolExecutor
from os.path import dirname, isfile, join
from typing import TYPE_CHECKING

from bindrune.core.ide.snapshot import Snapshot, take_snapshot
from bindrune.lsp.documents import Files
from bindrune.lsp.positions import Lines

if TYPE_CHECKING:
    from collections.abc import Mapping
    from concurrent.futures import Future

    from bindrune.lsp.documents import Buffers, Document

ROOTS = ("main.rn", "lib.rn", "mod.rn")
"""The names of files below which others are usually modules."""
LEVELS = 6
"""How many folders upwards a root is looked for."""


class Program:
    """A program at one moment: its snapshot, and the files that went into it."""

    __slots__ = ("_lines", "encoding", "files", "snapshot", "text", "uri")

    def __init__(self, uri: str, text: str, files: Files, snapshot: Snapshot, encoding: str) -> None:
        self.uri = uri
        self.text = text
        self.files = files
        self.snapshot = snapshot
        self.encoding = encoding
        self._lines: dict[int, Lines] = {}

    def lines(self, source: int) -> Lines:
        """The lines of a source."""
        found = self._lines.get(source)
        if found is None:
            found = self._lines[source] = Lines(self.snapshot.sources[source].text, self.encoding)
        return found

    def source_of(self, document: Document) -> int | None:
        """The source that an open document is in this program."""
        if document.uri == self.uri:
            return self.snapshot.root.id
        source = None if document.path is None else self.snapshot.source_of(document.path)
        return None if source is None else source.id


class Programs:
    """All programs that open documents belong to."""

    def __init__(self, buffers: Buffers) -> None:
        self.buffers = buffers
        self.encoding = "utf-16"
        self._made: dict[str, Program] = {}
        self._worker = ThreadPoolExecutor(1, "analysis")

    def program_of(self, document: Document) -> Future[Program]:
        """The newest program of a document, made from the texts as they are now."""
        documents, texts = list(self.buffers), self.buffers.texts()
        return self._worker.submit(self._program_of, document, document.text, documents, texts)

    def forget_closed(self) -> None:
        """Drops the programs that no open document belongs to any more."""
        open_ = list(self.buffers)
        for uri, program in list(self._made.items()):
            if not any(program.source_of(document) is not None for document in open_):
                self._made.pop(uri, None)

    def close(self) -> None:
        """Ends the worker, whatever it is doing."""
        self._worker.shutdown(wait=False, cancel_futures=True)

    # In the worker.

    def _program_of(
        self, document: Document, text: str, documents: list[Document], texts: Mapping[str, str]
    ) -> Program:
        path = document.path
        if path is not None:
            for root_uri, root_path in self._candidates(document, path, documents, texts):
                program = self._program(root_uri, root_path, None, texts)
                if program is not None and program.snapshot.source_of(path) is not None:
                    return program
        program = self._program(document.uri, path, text, texts)
        assert program is not None
        return program

    def _candidates(
        self, document: Document, path: str, documents: list[Document], texts: Mapping[str, str]
    ) -> list[tuple[str, str]]:
        """The files that may have this one as a module: they stand beside or above, and name a part of its path."""
        found: dict[str, str] = {}
        for other in sorted(documents, key=lambda d: d.path or ""):
            if other.path is not None and other is not document:
                found[other.path] = other.uri
        folder = dirname(path)
        for _ in range(LEVELS):
            for name in ROOTS:
                root = join(folder, name)
                if root not in found and root != path and (root in texts or isfile(root)):
                    found[root] = self.buffers.uri_of(root)
            folder = dirname(folder)
        return [(uri, root) for root, uri in found.items() if _may_contain(root, path, texts)]

    def _program(
        self, uri: str, path: str | None, text: str | None, texts: Mapping[str, str]
    ) -> Program | None:
        """The program with this root, from before if nothing has changed."""
        files = Files(texts)
        if text is None:
            assert path is not None
            try:
                text = files.read_text(path)
            except OSError:
                return None
        made = self._made.get(uri)
        if made is not None and made.text == text and made.files.unchanged(texts):
            return made
        # Trees are many small objects, among which the collector searches in vain.
        gc.disable()
        try:
            snapshot = take_snapshot(text, path or uri, path, files)
        finally:
            gc.enable()
        program = Program(uri, text, files, snapshot, self.encoding)
        self._made[uri] = program
        return program


def _may_contain(root: str, path: str, texts: Mapping[str, str]) -> bool:
    """Whether a root file declares the module that a path would be below it."""
    folder = dirname(root) + "/"
    if not path.startswith(folder):
        return False
    first = path[len(folder) :].split("/")[0].removesuffix(".rn")
    text = texts.get(root)
    if text is None:
        try:
            with open(root, encoding="utf-8", errors="replace") as file:
                text = file.read()
        except OSError:
            return False
    return re.search(rf"\bmod\s+{re.escape(first)}\b", text) is not None

"""Open documents: the texts that clients hold, and edits to them.

A document keeps a list of lines, so that an edit costs no more than the lines it touches; the text is put together when
somebody wants it. `Buffers` are all open documents. `Files` reads through them: what is open wins over what is on disk.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lsprotocol import types
from pygls.uris import from_fs_path, to_fs_path

from bindrune.lsp.positions import column_of, split_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Document:
    """One open document. `uri` is spelled as the client did; `path` is None where it is no file."""

    __slots__ = ("_lines", "_text", "encoding", "path", "uri", "version")

    def __init__(self, uri: str, text: str, version: int, encoding: str) -> None:
        self.uri = uri
        self.path = path_of(uri)
        self.version = version
        self.encoding = encoding
        self._text: str | None = text
        self._lines = split_lines(text)

    @property
    def text(self) -> str:
        """The text as it is now; the same object until the next edit."""
        if self._text is None:
            self._text = "".join(self._lines)
        return self._text

    def apply(self, change: types.TextDocumentContentChangeEvent) -> None:
        """Applies one change: a replacement of a range, or a new text."""
        if not isinstance(change, types.TextDocumentContentChangePartial):
            self._text = change.text
            self._lines = split_lines(change.text)
            return
        lines = self._lines
        first, before = self._place(change.range.start)
        last, behind = self._place(change.range.end)
        if (last, behind) < (first, before):
            last, behind = first, before
        head = lines[first][:before] if first < len(lines) else ""
        tail = lines[last][behind:] if last < len(lines) else ""
        text = head + change.text + tail
        after = min(last + 1, len(lines))
        if first > 0 and (text.startswith("\n") or not lines[first - 1].endswith(("\n", "\r"))):
            # A carriage return before and a line feed now make one line end.
            first -= 1
            text = lines[first] + text
        if after < len(lines) and not text.endswith("\n"):
            text += lines[after]
            after += 1
        lines[first:after] = split_lines(text)
        self._text = None

    def _place(self, position: types.Position) -> tuple[int, int]:
        """The index of a line, which may be one behind the last, and an index in it."""
        lines = self._lines
        if position.line >= len(lines):
            return len(lines), 0
        line = lines[position.line]
        return position.line, column_of(line, position.character, self.encoding)


class Buffers:
    """The open documents by URI."""

    def __init__(self) -> None:
        self._documents: dict[str, Document] = {}

    def __iter__(self) -> Iterator[Document]:
        return iter(list(self._documents.values()))

    def get(self, uri: str) -> Document | None:
        """The document of a URI, if it is open."""
        return self._documents.get(unquote(uri))

    def open(self, document: Document) -> None:
        """Adds a document, or replaces it."""
        self._documents[unquote(document.uri)] = document

    def close(self, uri: str) -> Document | None:
        """Takes a document away."""
        return self._documents.pop(unquote(uri), None)

    def texts(self) -> dict[str, str]:
        """The texts of all open files by path, as they are now."""
        return {d.path: d.text for d in self._documents.values() if d.path is not None}

    def uri_of(self, path: str) -> str:
        """The URI of a file, as the client spells it if the file is open."""
        for document in self._documents.values():
            if document.path == path:
                return document.uri
        return from_fs_path(path) or path


class Files:
    """The texts of files at one moment: those that are open, and those on disk.

    `seen` records what was asked for: a path, and the text, or the stamp of the file on disk.
    """

    def __init__(self, open_texts: Mapping[str, str]) -> None:
        self._open = open_texts
        self.seen: dict[str, object] = {}

    def read_text(self, path: str) -> str:
        """The text of a file. Raises `OSError`."""
        text = self._open.get(path)
        if text is not None:
            self.seen[path] = text
            return text
        self.seen[path] = stamp(path)
        with open(path, "rb") as file:
            return file.read().decode("utf-8", "replace")

    def unchanged(self, open_texts: Mapping[str, str]) -> bool:
        """Whether all that was read would be read again as it was."""
        for path, seen in self.seen.items():
            text = open_texts.get(path)
            if text is None:
                if seen != stamp(path):
                    return False
            elif text is not seen and text != seen:
                return False
        return True


def stamp(path: str) -> tuple[int, int] | None:
    """What tells whether a file has changed: its time and size, None where there is none."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def path_of(uri: str) -> str | None:
    """The path of a `file:` URI."""
    path = to_fs_path(uri)
    return path or None

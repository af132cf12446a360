"""The examples of a program: the blocks of code in its documentation, with their names and places.

An example belongs to the item that it documents, or to a module where it stands in a `//!` comment, and is named after
it: `::FILE::module::item`, as the reference names it. Fences are those of CommonMark: three or more backticks or
tildes, closed by as many of the same kind, or by the end of the documentation. In an example that is Rune, a line that
begins with `# ` is code that readers need not see.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bindrune.core.syntax import nodes as n

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bindrune.core.project.loader import Loaded
    from bindrune.core.syntax.tree import Segment

_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})[ \t]*([^`\n]*)$")
_HIDDEN = re.compile(r"^([ \t]*)#(?: |$)", re.M)


class Example:
    """A block of code in documentation: the words of its fence, its text, and the line of the file of its fence."""

    __slots__ = ("code", "line", "name", "source", "words")

    def __init__(self, name: str, words: frozenset[str], code: str, source: int, line: int) -> None:
        self.name = name
        self.words = words
        self.code = code
        self.source = source
        self.line = line

    def __repr__(self) -> str:
        return f"Example({self.name!r}, {self.code!r}, line {self.line})"


def examples(loaded: Loaded, root: str) -> Iterator[Example]:
    """The examples of a program, in the order of its sources; names begin with `root`."""
    tree = loaded.root
    yield from _of_comments(loaded, root, tree.head, tree.inner)
    pending = [(root, segment) for segment in reversed(tree.segments)]
    while pending:
        around, segment = pending.pop()
        node = segment.node
        if node is None:
            continue
        if isinstance(node, n.ItemImpl):
            path = f"{around}::{_text(segment, node.path)}" if node.path.names else around
        else:
            token: int = getattr(node, "name", -1)
            path = f"{around}::{segment.text(token)}" if token >= 0 else around
        yield from _of_comments(loaded, path, segment, getattr(node, "attributes", ()))
        if isinstance(node, n.ItemEnum):
            for variant in node.variants:
                if variant.name >= 0:
                    name = f"{path}::{segment.text(variant.name)}"
                    yield from _of_comments(loaded, name, segment, variant.attributes)
        if isinstance(node, n.ItemMod):
            inside = loaded.modules.get(id(node))
            if inside is not None:
                yield from _of_comments(loaded, path, inside.head, inside.inner)
            else:
                yield from _of_comments(loaded, path, segment, node.inner)
            segments = inside.segments if inside is not None else node.items
            pending += [(path, child) for child in reversed(segments)]
        elif isinstance(node, n.ItemImpl):
            pending += [(path, child) for child in reversed(node.items)]


def _text(segment: Segment, node: n.Node) -> str:
    return "".join(segment.raw[segment.starts[node.first] : segment.ends[node.last]].split())


def _of_comments(
    loaded: Loaded, name: str, segment: Segment, attributes: Sequence[n.Attribute | n.DocComment]
) -> Iterator[Example]:
    """The examples in the documentation of one item."""
    lines: list[tuple[str, int]] = []
    for comment in attributes:
        if not isinstance(comment, n.DocComment):
            continue
        first = loaded.sources[segment.source].line_index.line_col(segment.offset(comment.token))[0]
        lines += [(line, first + at) for at, line in enumerate(comment_lines(segment.text(comment.token)))]
    for words, code, line in blocks(lines):
        yield Example(name, words, code, segment.source, line)


def comment_lines(text: str) -> list[str]:
    """The lines of a documentation comment without its markers."""
    if text.startswith(("///", "//!")):
        return [text[3:].removeprefix(" ").rstrip("\r")]
    lines = text[3:].removesuffix("*/").split("\n")
    starred = all(line.lstrip().startswith("*") for line in lines[1:] if line.strip())
    if starred:
        lines[1:] = [line.lstrip().removeprefix("*").removeprefix(" ") for line in lines[1:]]
    return [line.rstrip() for line in lines]


def blocks(lines: Sequence[tuple[str, int]]) -> Iterator[tuple[frozenset[str], str, int]]:
    """The blocks of code among numbered lines of Markdown: the words of the fence, the code, the number of its line."""
    opened: tuple[str, frozenset[str], int, int] | None = None
    code: list[str] = []
    for line, number in lines:
        fence = _FENCE.match(line)
        if opened is None:
            if fence:
                words = frozenset(word for word in re.split(r"[,\s]+", fence[2]) if word)
                opened = fence[1], words, number, len(line) - len(line.lstrip())
                code = []
        elif fence and not fence[2] and fence[1].startswith(opened[0]):
            yield opened[1], _joined(code), opened[2]
            opened = None
        else:
            code.append(line[min(opened[3], len(line) - len(line.lstrip())) :])
    if opened is not None:
        yield opened[1], _joined(code), opened[2]


def _joined(code: list[str]) -> str:
    return _HIDDEN.sub(r"\1", "\n".join(code)) + "\n"

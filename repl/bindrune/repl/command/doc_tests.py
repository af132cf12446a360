"""Examples in doc comments as tests.

A block of code in the documentation of an item is a test if its fence is marked `rune`, or with a word that only tests
have: `should_panic`. One marked `ignore` or `no_run` is left out. It is the body of a script that sees the items of
its module, as an input of a session sees those of earlier inputs; its name is that of the module's file and of the
item.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from bindrune.core.api import Session

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bindrune.core.api import IO, Build, Outcome
    from bindrune.core.ide.scope import SessionItem

RUN = {"rune", "should_panic"}
"""The words that make a block a test."""
WITHOUT_PANIC = "expected panic because of `should_panic`, but ran without issue"


class DocTest:
    """An example: its code, and whether it is to panic."""

    __slots__ = ("code", "name", "panics")

    def __init__(self, name: str, code: str, panics: bool) -> None:
        self.name = name
        self.code = code
        self.panics = panics


class DocTests:
    """The examples of a module, from its last item to its first, and the session in which they run."""

    def __init__(self, built: Build, io: IO) -> None:
        self.session = Session(io, options=built.options)
        self.tests: list[DocTest] = []
        if any("```" in source.text for source in built.sources):
            root = built.root
            stem = os.path.splitext(os.path.basename(root.name))[0]
            self.session.evaluate(root.text, root.name, path=root.path)
            self.tests = [*_collect(f"::{stem}", self.session.scope().items)]
            self.tests.reverse()

    def run(self, test: DocTest) -> Outcome:
        """Run an example; it leaves nothing behind for the next."""
        return self.session.evaluate(test.code, test.name, remember=False)


def _collect(path: str, items: Mapping[str, SessionItem]) -> Iterator[DocTest]:
    for name, item in items.items():
        for words, code in blocks(item.doc):
            if words and words <= RUN:
                yield DocTest(f"{path}::{name}", code, "should_panic" in words)
        yield from _collect(f"{path}::{name}", {**item.members, **item.methods})


def blocks(doc: str) -> Iterator[tuple[set[str], str]]:
    """The blocks of code in a text of Markdown, each with the words of its fence."""
    words: set[str] | None = None
    lines: list[str] = []
    for line in doc.splitlines():
        if line.strip().startswith("```"):
            if words is None:
                words = {word.strip() for word in line.strip().lstrip("`").split(",") if word.strip()}
                lines = []
            else:
                yield words, "\n".join(lines) + "\n"
                words = None
        else:
            lines.append(line)

"""The natives that the generator knows, as `tests.differential.rows` lists them, one a line: a
template with typed holes, and the type it gives.

`{vec<T>}` is a hole for an expression of that type, `{!vec<T>}` one for a variable or field that
may be written, `{#int 0 5}` one for a small literal, `{#json}` one for a text of that
kind. A line may end in flags: `risk` (may panic:
used in programs that are meant to), `grow` (not in loops), `w=N` (weight), `rare`. The type
variables are those of `rune_types`.
"""

from __future__ import annotations

import re

from tests.differential.rows import collections, iterators, modules, numbers, texts, values
from tests.differential.rune_types import Type, parse

THEMES = (values, texts, numbers, iterators, collections, modules)
HOLE = re.compile(r"\{([!#]?)((?:fn\([^{}]*)|[^{}]+)\}")
NAME = re.compile(r"\.([a-z_0-9]+(?:::<\w+>)?)\(|((?:\w+::)+\w+)")


class Native:
    """A row: its pieces of text and holes in turn, the result type, the flags."""

    __slots__ = ("grow", "head", "names", "pieces", "result", "risk", "text", "weight", "writes")

    def __init__(self, text: str, result: str, flags: str) -> None:
        self.text = text
        self.result = parse(result)
        words = flags.split()
        self.risk = "risk" in words
        self.grow = "grow" in words
        self.weight = 0.2 if "rare" in words else 1.0
        for word in words:
            if word.startswith("w="):
                self.weight = float(word[2:])
        self.pieces: list[str | tuple[str, Type | str]] = []
        at = 0
        for match in HOLE.finditer(text):
            if match[2] == "}" or text[match.start() - 1 : match.start() + 1] == '"{':
                continue
            self.pieces.append(text[at : match.start()])
            mark, body = match[1], match[2]
            self.pieces.append((mark, body if mark == "#" else parse(body)))
            at = match.end()
        self.pieces.append(text[at:])
        self.writes = any(isinstance(p, tuple) and p[0] == "!" for p in self.pieces)
        self.head = self.result[0]
        first = self.pieces[1] if len(self.pieces) > 1 and not self.pieces[0] else None
        owner = first[1][0] if isinstance(first, tuple) and isinstance(first[1], tuple) else ""
        names = [m[1] or m[2] for m in NAME.finditer(text)]
        self.names = [
            f"{owner}.{n}" if "::" not in n.split("<")[0][:-2] and i == 0 and owner else n
            for i, n in enumerate(names)
        ] or [text]


def _rows() -> list[Native]:
    rows = []
    for line in "\n".join(theme.TABLE for theme in THEMES).splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        text, _, rest = line.partition(" => ")
        result, _, flags = rest.partition(" ; ")
        rows.append(Native(text.strip(), result.strip(), flags))
    return rows


NATIVES = _rows()
BY_HEAD: dict[str, list[Native]] = {}
for _row in NATIVES:
    BY_HEAD.setdefault(_row.head, []).append(_row)

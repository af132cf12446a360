"""The text of tokens as `stringify!` gives it: each token as written, single spaces between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.syntax import tokens as t

if TYPE_CHECKING:
    from bindrune.core.syntax.tree import Segment

_ATTRIBUTE = ["#", "[", "builtin", "(", "literal", ")", "]", "template", "!", "("]


def stringified(segment: Segment, first: int, end: int) -> str:
    """The text of the tokens `first <= i < end`.

    Some tokens stand for others and come out as these: templates, documentation comments.
    """
    return " ".join(_words(segment, first, end))


def _words(segment: Segment, first: int, end: int) -> list[str]:
    words: list[str] = []
    kinds = segment.kinds
    at = first
    while at < end:
        kind = kinds[at]
        text = segment.text(at)
        if kind == t.TEMPLATE_OPEN:
            close = _template_end(kinds, at, end)
            words += _template(segment, at, close)
            at = close
        elif kind in (t.DOC_OUTER, t.DOC_INNER):
            inner = text[3:].removesuffix("*/") if text.startswith("/*") else text[3:]
            mark = ["#", "!"] if kind == t.DOC_INNER else ["#"]
            escaped = inner.replace("\\", "\\\\").replace('"', '\\"')
            words += [*mark, "[", "doc", "=", f'"{escaped}"', "]"]
        else:
            words.append(text)
        at += 1
    return words


def _template_end(kinds: list[int], at: int, end: int) -> int:
    depth = 0
    for i in range(at, end):
        if kinds[i] == t.TEMPLATE_OPEN:
            depth += 1
        elif kinds[i] == t.TEMPLATE_CLOSE:
            depth -= 1
            if depth == 0:
                return i
    return end


def _template(segment: Segment, open_: int, close: int) -> list[str]:
    """A template as the call of a macro that it stands for."""
    words = ["", *_ATTRIBUTE]
    kinds = segment.kinds
    at = open_ + 1
    first = True
    while at < close:
        if not first:
            words.append(",")
        first = False
        if kinds[at] == t.TEMPLATE_TEXT:
            words.append(f'"{segment.text(at)}"')
            at += 1
            continue
        start = at + 1
        depth = 0
        at = start
        while at < close and (depth or kinds[at] != t.EXPANSION_CLOSE):
            if kinds[at] == t.EXPANSION_OPEN:
                depth += 1
            elif kinds[at] == t.EXPANSION_CLOSE:
                depth -= 1
            at += 1
        words += _words(segment, start, at)
        at += 1
    return [*words, ")", ""]

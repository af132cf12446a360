"""The two values of a failed assertion, and where they differ.

A panic of `assert_eq!` shows both values under `{:?}`. Values of several lines, and strings with line breaks in them,
are compared line by line; others by characters, which are marked below them. The message is text alone: where it could
be cut in more than one way, since a value or the user's message looks like its parts, nothing is compared.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bindrune.core.diagnostics.columns import widths

if TYPE_CHECKING:
    from collections.abc import Iterator

_EQUAL = "assertion failed (left == right):"
_UNEQUAL = "assertion failed (left != right):"
_LEFT, _RIGHT = "\nleft: ", "\nright: "
_RED, _GREEN, _BOLD, _RESET = "\x1b[31m", "\x1b[32m", "\x1b[1m", "\x1b[0m"
_CONTEXT = 3
"""How many equal lines are shown around those that differ."""
_WINDOW = 30
"""How many equal characters are shown around those that differ, in long lines."""
_WORTH_MARKS = 8
"""From how many characters on it helps to mark those that differ."""
_SHORT = 100
"""Lines up to this length are shown whole."""
_APART = 3
"""Changes with fewer equal characters between them are one."""
_MATCHED = 600
"""Up to how many characters, or lines, are matched in full; more are compared from both ends only."""
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "'": "'", "\\": "\\", "0": "\0"}

_PICTURES = {
    **{chr(code): chr(0x2400 + code) for code in range(0x20) if chr(code) != "\t"},
    **{chr(code): "�" for code in range(0x80, 0xA0)},
    "\x7f": "␡",
}
"""What is shown of control characters, each in one character."""

Ranges = list[tuple[int, int]]


class Comparison:
    """The texts of both values, and whether they were to be `equal`."""

    __slots__ = ("equal", "left", "right")

    def __init__(self, left: str, right: str, equal: bool) -> None:
        self.left = left
        self.right = right
        self.equal = equal

    def render(self, *, color: bool) -> str:
        """Where the values differ; empty where that says nothing."""
        if not self.equal:
            return ""
        if self.left == self.right:
            return "The values look alike and are not equal: they may be of different types."
        left, right = _lines(self.left), _lines(self.right)
        drawn: list[str] = []
        if len(left) > 1 or len(right) > 1:
            drawn = list(_by_lines(left, right, color))
        elif max(len(self.left), len(self.right)) >= _WORTH_MARKS:
            drawn = list(_by_characters(self.left, self.right, color))
        return "\n".join(["Difference (-left +right):", *drawn]) if drawn else ""


def compared(message: str) -> Comparison | None:
    """The values that the message of a panic shows, if it is that of `assert_eq!` or `assert_ne!`."""
    equal = message.startswith(_EQUAL)
    if not equal and not message.startswith(_UNEQUAL):
        return None
    if message.count(_LEFT) != 1 or message.count(_RIGHT) != 1:
        return None
    left, right = message.split(_LEFT)[1].split(_RIGHT)
    return Comparison(left, right, equal)


def _lines(text: str) -> list[str]:
    """The lines of a value; a string with line breaks in it is that of its content."""
    if re.fullmatch(r'"(?:[^"\\]|\\.)*"', text) and re.search(r"(?<!\\)(?:\\\\)*\\n", text):
        return re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[0]), text[1:-1]).split("\n")
    return text.split("\n")


def _by_lines(left: list[str], right: list[str], color: bool) -> Iterator[str]:
    """The lines of both, those of one side only with its sign; equal ones far from others are left out.

    Where one line was changed, the characters that differ are marked.
    """
    changes = _changes(left, right)
    shown = 0
    for a, b, c, d in changes:
        first = max(shown, a - _CONTEXT)
        if first > shown:
            yield "  …"
        yield from (f"  {_visible(line)}".rstrip() for line in left[first:a])
        pair = list(_by_characters(left[a], right[c], color)) if b - a == d - c == 1 else []
        if pair:
            yield from pair
        else:
            yield from (_painted(f"- {_visible(line)}", _RED, color) for line in left[a:b])
            yield from (_painted(f"+ {_visible(line)}", _GREEN, color) for line in right[c:d])
        following = min((next_[0] for next_ in changes if next_[0] >= b and next_[2] >= d), default=len(left))
        shown = min(b + _CONTEXT, following)
        yield from (f"  {_visible(line)}".rstrip() for line in left[b:shown])
    if shown < len(left):
        yield "  …"


def _by_characters(left: str, right: str, color: bool) -> Iterator[str]:
    """Both values, the characters that differ marked below them; nothing where they share none."""
    changes = _changes(left, right)
    if not changes or (changes[0] == (0, len(left), 0, len(right))):
        return
    for sign, text, marked, paint in (
        ("-", left, [(a, b) for a, b, _, _ in changes], _RED),
        ("+", right, [(c, d) for _, _, c, d in changes], _GREEN),
    ):
        line, ranges = _cut(text, marked)
        columns = widths(line)
        marks = "".join("^" * columns[at] if any(a <= at < b for a, b in ranges) else " " * columns[at]
                        for at in range(len(line))).rstrip()  # fmt: skip
        yield f"{sign} {_marked(line, ranges, paint) if color else line}"
        if marks:
            yield f"  {_painted(marks, paint, color)}"


def _changes(left: str | list[str], right: str | list[str]) -> list[tuple[int, int, int, int]]:
    """The ranges that differ: where they begin and end on the left and on the right."""
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    end = 0
    while end < min(len(left), len(right)) - start and left[-1 - end] == right[-1 - end]:
        end += 1
    a, b, c, d = start, len(left) - end, start, len(right) - end
    if a == b and c == d:
        return []
    if max(b - a, d - c) > _MATCHED or a == b or c == d:
        return [(a, b, c, d)]
    from difflib import SequenceMatcher

    matcher: SequenceMatcher[str] = SequenceMatcher(None, left[a:b], right[c:d], autojunk=False)
    is_text = isinstance(left, str)
    # Characters that happen to be equal here and there say nothing.
    if is_text and matcher.ratio() < 0.5:
        return [(a, b, c, d)]
    changes: list[tuple[int, int, int, int]] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            continue
        if is_text and changes and a + i - changes[-1][1] < _APART:
            changes[-1] = changes[-1][0], a + j, changes[-1][2], c + m
        else:
            changes.append((a + i, a + j, c + k, c + m))
    return changes


def _cut(text: str, marked: Ranges) -> tuple[str, Ranges]:
    """A long line without what is far from its marks, and the marks in it."""
    text = _visible(text).replace("\t", "␉")  # one column wide, so that marks stand below what they mean
    if len(text) <= _SHORT or not marked:
        return text, marked
    kept: Ranges = []
    for a, b in marked:
        a, b = max(0, a - _WINDOW), min(len(text), b + _WINDOW)
        if kept and a <= kept[-1][1]:
            kept[-1] = kept[-1][0], b
        else:
            kept.append((a, b))
    line, ranges, last = "", [], 0
    for a, b in kept:
        line += "…" if a > last else ""
        shift = len(line) - a
        ranges += [(i + shift, j + shift) for i, j in marked if a <= i and j <= b]
        line += text[a:b]
        last = b
    return line + ("…" if last < len(text) else ""), ranges


def _marked(line: str, ranges: Ranges, paint: str) -> str:
    parts, last = [], 0
    for a, b in ranges:
        parts += [line[last:a], f"{_BOLD}{paint}{line[a:b]}{_RESET}" if b > a else ""]
        last = b
    return "".join(parts) + line[last:]


def _painted(text: str, paint: str, color: bool) -> str:
    return f"{paint}{text}{_RESET}" if color else text.rstrip()


def _visible(text: str) -> str:
    """A text with a picture for each control character, so that none reaches the terminal."""
    if text.isprintable():
        return text
    return "".join([_PICTURES.get(char, char) for char in text])

"""What tests print: kept until it is known whether anybody wants to see it.

`one_line` is for texts of a test that stand within a line of ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.io import ForwardingIO

if TYPE_CHECKING:
    from bindrune.core.api import IO


class CaughtIO(ForwardingIO):
    """What another IO gives, with the program's output kept; it is passed on too where `passes` is set."""

    def __init__(self, inner: IO, *, passes: bool = False) -> None:
        super().__init__(inner)
        self.parts: list[str] = []
        self.passes = passes

    def write_out(self, text: str) -> None:
        """Keep the text."""
        self.parts.append(text)
        if self.passes:
            self.inner.write_out(text)

    def write_err(self, text: str) -> None:
        """Keep the text."""
        self.parts.append(text)
        if self.passes:
            self.inner.write_err(text)

    def take(self) -> str:
        """What was printed since the last time."""
        text = "".join(self.parts)
        self.parts.clear()
        if self.passes:
            self.inner.flush()
        return text


def one_line(text: str) -> str:
    """A text without line breaks and other control characters, which are escaped."""
    return text if text.isprintable() else "".join([char if char.isprintable() else _escaped(char) for char in text])


def _escaped(char: str) -> str:
    return {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(char, f"\\u{{{ord(char):x}}}")

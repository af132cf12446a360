"""The grammar of format strings: `"{} {name:>8} {0:?}"` to a list of pieces.

    string  := ( text | '{{' | '}}' | '{' [argument] [':' spec] '}' )*
    spec    := [[fill] align] [sign] ['#'] ['0'] [width] ['.' precision] [type]

An argument is a number or a name; a name is everything up to `:` or `}`, so that `{ }` names the
variable ` `. A placeholder without one takes the next position; a precision of `*` takes the next
position too, before its placeholder does. A name is a named argument of the macro or else is
captured from the scope, which is looked up by the caller.

Reading stops at the first fault. Whether all arguments are used is looked at last.
"""

from __future__ import annotations

from bindrune.core.formatting.spec import FormatSpec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_END = "unexpected end of format string"
_LONE_CLOSE = "unsupported close `}`, if you meant to escape this use `}}`"
_LARGEST = (1 << 64) - 1


class Placeholder:
    """A place for an argument: its position or name, how to show it, where its precision is from.

    `precision_argument` is the position of the argument that a precision of `*` stands for.
    """

    __slots__ = ("argument", "precision_argument", "spec")

    def __init__(
        self, argument: int | str, spec: FormatSpec, precision_argument: int | None = None
    ) -> None:
        self.argument = argument
        self.spec = spec
        self.precision_argument = precision_argument


class FormatFault:
    """What is wrong with a format string: a message, and the argument it is about.

    `argument` is the position or the name of a macro argument; without one the fault is placed at
    the string.
    """

    __slots__ = ("argument", "message")

    def __init__(self, message: str, argument: int | str | None = None) -> None:
        self.message = message
        self.argument = argument


class FormatString:
    """The pieces of a format string, texts and placeholders in turn, up to its first fault."""

    __slots__ = ("fault", "pieces")

    def __init__(self, pieces: list[str | Placeholder], fault: FormatFault | None) -> None:
        self.pieces = pieces
        self.fault = fault


def parse_format_string(text: str, positional: int, names: Sequence[str]) -> FormatString:
    """The pieces of `text`, for a call with so many positional arguments and these named ones."""
    reader = _Reader(text, positional)
    fault = reader.read() or reader.unused(names)
    return FormatString(reader.pieces, fault)


class _Reader:
    """One pass over a format string."""

    __slots__ = ("_at", "_next", "_positional", "_text", "_used", "_used_names", "pieces")

    def __init__(self, text: str, positional: int) -> None:
        self._text = text
        self._at = 0
        self._next = 0
        self._positional = positional
        self._used: set[int] = set()
        self._used_names: set[str] = set()
        self.pieces: list[str | Placeholder] = []

    def read(self) -> FormatFault | None:
        text, pending = self._text, ""
        while self._at < len(text):
            char = text[self._at]
            if char not in "{}":
                begin = self._at
                while self._at < len(text) and text[self._at] not in "{}":
                    self._at += 1
                pending += text[begin : self._at]
            elif text.startswith(char, self._at + 1):
                pending += char
                self._at += 2
            elif char == "}":
                return FormatFault(_LONE_CLOSE)
            else:
                self._at += 1
                if pending:
                    self.pieces.append(pending)
                    pending = ""
                fault = self._placeholder()
                if fault:
                    return fault
        if pending:
            self.pieces.append(pending)
        return None

    def unused(self, names: Sequence[str]) -> FormatFault | None:
        """The first argument that no placeholder uses: by position, then by name."""
        for position in range(self._positional):
            if position not in self._used:
                return FormatFault("unused positional argument", position)
        for name in sorted(set(names)):
            if name not in self._used_names:
                return FormatFault(f"unused named argument `{name}`", name)
        return None

    def _placeholder(self) -> FormatFault | None:
        begin, text = self._at, self._text
        while self._at < len(text) and text[self._at] not in ":}":
            self._at += 1
        name = text[begin : self._at]
        spec, precision_argument = FormatSpec(), None
        if self._peek() == ":":
            self._at += 1
            star = self._spec(spec)
            if isinstance(star, FormatFault):
                return star
            if star:
                precision_argument = self._take()
                if precision_argument >= self._positional:
                    message = f"missing positional argument #{precision_argument}"
                    return FormatFault(f"{message} which is required for position parameter")
        if self._peek() != "}":
            return FormatFault(_END)
        self._at += 1
        argument = _position(name) if name else self._take()
        if argument is None:
            self._used_names.add(name)
            self.pieces.append(Placeholder(name, spec, precision_argument))
            return None
        if argument >= self._positional:
            return FormatFault(f"missing positional argument #{argument}")
        self._used.add(argument)
        self.pieces.append(Placeholder(argument, spec, precision_argument))
        return None

    def _spec(self, spec: FormatSpec) -> bool | FormatFault:
        """Read a spec up to its `}`: whether its precision is `*`, or what is wrong with it."""
        following = self._text[self._at : self._at + 2]
        if following[:1] and following[0] in "<^>":
            spec.align = following[0]
            self._at += 1
        elif following[1:] and following[1] in "<^>":
            spec.fill, spec.align = following[0], following[1]
            self._at += 2
        if self._peek() in ("+", "-"):
            spec.plus = self._peek() == "+"
            self._at += 1
        if self._peek() == "#":
            self._at += 1
        if self._peek() == "0":
            spec.zero = True
            self._at += 1
        spec.width = self._number()
        star = False
        if self._peek() == ".":
            self._at += 1
            if self._peek() == "*":
                star = True
                self._at += 1
            else:
                spec.precision = self._number()
        kind = self._peek()
        if kind and kind in "?xXbp":
            spec.kind = kind
            self._at += 1
        following = self._peek()
        if not following:
            return FormatFault(_END)
        if following != "}":
            return FormatFault(f"unsupported char `{following}` in spec")
        return star

    def _take(self) -> int:
        """The next position; where a precision takes it, it counts as used."""
        position = self._next
        self._next += 1
        self._used.add(position)
        return position

    def _number(self) -> int:
        """The number that stands here; 0 where there is none or it is too large."""
        begin = self._at
        while (char := self._peek()) and char in "0123456789":
            self._at += 1
        digits = self._text[begin : self._at]
        return (_position(digits) or 0) if digits else 0

    def _peek(self) -> str:
        return self._text[self._at] if self._at < len(self._text) else ""


def _position(name: str) -> int | None:
    """The position that a placeholder's text means, or None where it is a name."""
    digits = name.removeprefix("+")
    if not (digits.isascii() and digits.isdigit()) or len(digits.lstrip("0")) > 20:
        return None
    value = int(digits)
    return value if value <= _LARGEST else None

"""The iterators of Strings: ``chars`` and the ``split`` family.

A pattern is a char, a String (copied when the split begins) or a function that is asked char by
char as the iteration goes. A String is borrowed while an iterator over it lives, so its pieces can
be found at once; only functions must be asked lazily.
"""

from __future__ import annotations

from itertools import chain

from bindrune.core.runtime.iterators import ListIter, NativeIterator, list_iter
from bindrune.core.runtime.module import Module
from bindrune.core.runtime.traits import DOUBLE_ENDED, ITERATOR
from bindrune.core.std.string import string
from bindrune.core.vm import types
from bindrune.core.vm.access import borrow
from bindrune.core.vm.faults import expected, refuse
from bindrune.core.vm.native import END
from bindrune.core.vm.sizes import LARGE, charged
from bindrune.core.vm.types import native_type
from bindrune.core.vm.values import Function, String, Tuple, nothing, some, text, tuple_
from bindrune.core.vm.values import string as new

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator as PyIterator
    from typing import Any

    from bindrune.core.vm.native import Driving

std = Module("::std::string")


class Chars(ListIter):
    """``::std::string::Chars``: the characters of a String, from both ends."""

    __slots__ = ()

    def hint(self) -> tuple[int, None]:  # type: ignore[override]
        """Nothing is known: bytes are not characters."""
        return 0, None


class SplitText(NativeIterator):
    """``::std::string::Split`` by a char or a String: the pieces, found when it is made."""

    __slots__ = ("at", "borrowed", "pieces")
    direct = True
    at: int
    borrowed: object
    pieces: list[str]

    def step(self) -> Any:
        """The next piece as a fresh String; the last one ends the borrow."""
        i = self.at
        left = len(self.pieces) - i
        if left <= 1:
            if not left:
                return END
            self.borrowed = None
        self.at = i + 1
        return new(self.pieces[i])

    def rest(self) -> PyIterator[Any]:
        """The remaining pieces as fresh Strings."""
        return map(new, self.texts())

    def texts(self) -> PyIterator[str]:
        """The texts of the remaining pieces; before the last one the borrow ends."""
        i, self.at = self.at, len(self.pieces)
        return chain(self.pieces[i:-1], self._last()) if i < self.at else iter(())

    def _last(self) -> PyIterator[str]:
        self.borrowed = None
        yield self.pieces[-1]


class SplitChar(SplitText):
    """``::std::string::Split<char>``."""

    __slots__ = ()


class SplitFunction(NativeIterator):
    """``::std::string::Split`` by a function: ``at`` is where the next piece begins, -1 after the
    last.
    """

    __slots__ = ("at", "borrowed", "function", "text")
    borrowed: object
    function: Function
    text: str
    at: int

    def step(self) -> Any:
        """The next piece; asks the function for each character up to its end."""
        return END if self.at < 0 else self._search()

    def _search(self) -> Driving:
        start = self.at
        end = yield from _find(self.text, start, self.function)
        if end is None:
            self.at = -1
            self.borrowed = None
            return new(self.text[start:])
        self.at = end + 1
        return new(self.text[start:end])


def _find(s: str, start: int, function: Function) -> Driving:
    """Return the index of the first character from ``start`` that ``function`` takes, or
    ``None``.
    """
    for i in range(start, len(s)):
        if i & 63 == 63:
            yield 1
        answer = yield function, (s[i],)
        if answer.__class__ is not bool:
            raise expected(types.BOOL, answer)
        if answer:
            return i
    return None


std.type(native_type("::std::string::Chars", Chars)).implement(ITERATOR, DOUBLE_ENDED)
for _cls, _parameter in (
    (SplitText, "::std::string::String"),
    (SplitChar, "::std::char"),
    (SplitFunction, "::std::ops::Function"),
):
    _info = native_type("::std::string::Split", _cls, parameters=(_parameter,))
    std.type(_info).implement(ITERATOR)


@string.method("fn chars(&self) -> Chars")
def chars(s: String) -> Any:
    whole = text(s)
    return _chars(s, whole) if len(whole) < LARGE else charged(len(whole), _chars, s, whole)


def _chars(s: String, whole: str) -> Chars:
    it = list_iter(Chars, list(whole))
    it.borrowed = borrow(s)
    return it


@string.method("fn split_str(&self, pattern: any) -> any")
def split_str(s: String, pattern: Any) -> Any:
    n = len(text(s))
    return _split(s, pattern) if n < LARGE else charged(n, _split, s, pattern)


def _split(s: String, pattern: Any) -> NativeIterator:
    it: SplitText | SplitFunction
    if pattern.__class__ is Function:
        it = SplitFunction()
        it.text = text(s)
        it.function = _copy(pattern)
    else:
        it = SplitChar() if pattern.__class__ is str else SplitText()
        it.pieces = _pieces(text(s), _pattern_text(pattern))
    it.at = 0
    it.token = None
    it.borrowed = borrow(s)
    return it


@string.method("fn split(&self, pattern: any) -> any", deprecated="Use String::split instead")
def split(s: String, pattern: Any) -> Any:
    return split_str(s, pattern)


def _pieces(s: str, separator: str) -> list[str]:
    if separator:
        return s.split(separator)
    return ["", *s, ""] if s else [""]


def _pattern_text(pattern: Any) -> str:
    """Return the text of a pattern that is a char or a String; raise for other values."""
    if pattern.__class__ is str:
        return pattern
    if pattern.__class__ is not String:
        if isinstance(pattern, Function):
            refuse(pattern, types.FUNCTION, "read")
        refuse(pattern, types.STRING, "read")
    return text(pattern)


def _copy(function: Function) -> Function:
    """Return a function of its own, which lives on when the given one is dropped."""
    copy = Function()
    copy.kind = function.kind
    copy.target = function.target
    copy.env = function.env
    copy.arity = function.arity
    copy.py = function.py
    copy.token = None
    return copy


@string.method("fn split_once(&self, pattern: any) -> Option", calls_back=True)
def split_once(s: String, pattern: Any) -> Driving:
    whole = text(s)
    if pattern.__class__ is Function:
        at = yield from _find(whole, 0, pattern)
        n = 1
    else:
        separator = _pattern_text(pattern)
        at = whole.find(separator)
        n = len(separator)
    if at is None or at < 0:
        return nothing()
    return some(_pair(whole[:at], whole[at + n :]))


def _pair(before: str, after: str) -> Tuple:
    return tuple_([new(before), new(after)])

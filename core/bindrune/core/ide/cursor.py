"""What is being typed at a cursor: a name, a path, a member behind a dot, or something that wants no completion.

Only the tokens in front of the cursor decide, so that it works however little of the text parses. The prefix is the
part of a name that is there already; what stands before it says which kind of name it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.ide.use_path import inside_use, use_path
from bindrune.core.syntax import tokens as t

if TYPE_CHECKING:
    from bindrune.core.ide.place import Place
    from bindrune.core.ide.snapshot import Snapshot
    from bindrune.core.syntax.tree import Segment

NAME = "name"
"""A name of its own."""
PATH = "path"
"""What a path goes on to; `Cursor.path` is the path so far."""
MEMBER = "member"
"""A field or method; `Cursor.dot` is the token of the dot."""
ATTRIBUTE = "attribute"
"""The name of an attribute."""
INTERPOLATION = "interpolation"
"""A variable in a format string."""
NOTHING = "nothing"
"""Nothing that could be completed: a comment, a text, a new name."""

_STRINGS = frozenset((t.STRING, t.BYTE_STRING, t.CHAR, t.BYTE, t.TEMPLATE_TEXT))
_COMMENTS = frozenset((t.DOC_OUTER, t.DOC_INNER, t.SHEBANG))
_UNFINISHED = frozenset(
    (
        t.UNTERMINATED_COMMENT,
        t.UNTERMINATED_STRING,
        t.UNTERMINATED_BYTE_STRING,
        t.UNTERMINATED_CHAR,
        t.UNTERMINATED_BYTE,
        t.UNTERMINATED_TEMPLATE,
    )
)
_NEW_NAMES = frozenset((t.FN, t.STRUCT, t.ENUM, t.MOD, t.CONST, t.STATIC, t.LET, t.FOR, t.AS))
"""Behind these a new name is declared, which nobody can know."""
_PARTS = frozenset((t.IDENT, t.CRATE, t.SUPER, t.SELF_VALUE, t.SELF_TYPE))


class Cursor:
    """What is being typed: one of the words above, the offset at which the prefix starts, and the prefix.

    `previous` is the token before the prefix, -1 if it is the first of its segment.
    """

    __slots__ = ("dot", "kind", "leading", "path", "prefix", "previous", "start", "use")

    def __init__(self, kind: str, start: int, prefix: str) -> None:
        self.kind = kind
        self.start = start
        self.prefix = prefix
        self.previous = -1
        self.path: list[str] = []
        self.leading = False
        self.use = False
        self.dot = -1


def cursor_at(snapshot: Snapshot, place: Place) -> Cursor:
    """What is being typed at a place."""
    text, offset = snapshot.sources[place.source].text, place.offset
    start = offset
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] == "_"):
        start -= 1
    found = Cursor(NAME, start, text[start:offset])
    segment, token = place.segment, place.before
    if segment is None:
        if _commented(text[:offset]):
            found.kind = NOTHING
        return found
    end = segment.end_offset(token) if token >= 0 else segment.start
    if token >= 0:
        kind = segment.kinds[token]
        inside = end > offset or (end == offset and kind in _UNFINISHED)
        if (kind in _STRINGS or kind in _UNFINISHED) and inside:
            found.kind = INTERPOLATION if _interpolates(text, segment.offset(token), start) else NOTHING
            return found
        if kind in _COMMENTS and offset <= end:
            found.kind = NOTHING
            return found
        if end >= offset and start < offset:
            if kind == t.NUMBER and segment.offset(token) <= start and not _field_number(segment, token):
                found.kind = NOTHING
                return found
            token -= 1
    if end < offset and _commented(text[end:offset]):
        found.kind = NOTHING
        return found
    found.previous = token
    if token >= 0:
        _by_token(segment, token, found)
    return found


def _by_token(segment: Segment, token: int, found: Cursor) -> None:
    """Lets the token before the prefix decide."""
    kinds = segment.kinds
    kind = kinds[token]
    if kind == t.DOT:
        found.kind, found.dot = MEMBER, token
    elif kind == t.COLON_COLON:
        found.kind = PATH
        found.use = inside_use(segment, token)
        at = _behind_generics(segment, token - 1)
        if found.use:
            found.path = use_path(segment, at)
        else:
            while at >= 0 and kinds[at] in _PARTS:
                found.path.insert(0, segment.text(at))
                at -= 1
                if at < 0 or kinds[at] != t.COLON_COLON:
                    break
                at = _behind_generics(segment, at - 1)
        found.leading = not found.path or (at >= 0 and kinds[at] == t.COLON_COLON)
    elif kind in (t.COMMA, t.OPEN_BRACE, t.USE) and inside_use(segment, token):
        # A group in a `use`: the path is what stands before the brace.
        found.use = True
        found.path = _group_path(segment, token)
        found.kind = PATH if found.path else NAME
    elif kind == t.OPEN_BRACKET and token > 0 and kinds[token - 1] in (t.POUND, t.BANG):
        found.kind = ATTRIBUTE
    elif kind in _NEW_NAMES or kind == t.LABEL:
        found.kind = NOTHING


def _group_path(segment: Segment, token: int) -> list[str]:
    """The path before the group of a `use` that a comma or brace stands in."""
    depth = 0
    while token >= 0:
        kind = segment.kinds[token]
        if kind == t.CLOSE_BRACE:
            depth += 1
        elif kind == t.OPEN_BRACE and depth > 0:
            depth -= 1
        elif kind == t.OPEN_BRACE:
            return use_path(segment, token - 2) if token >= 2 else []
        elif kind == t.USE:
            return []
        token -= 1
    return []


def _behind_generics(segment: Segment, token: int) -> int:
    """The token before generic arguments, if these end with the token: `a::<B>::` goes on with `a`."""
    if token < 0 or segment.kinds[token] != t.GT:
        return token
    depth = 0
    while token >= 0:
        depth += {t.GT: 1, t.LT: -1}.get(segment.kinds[token], 0)
        token -= 1
        if depth == 0:
            break
    return token - 1 if token >= 0 and segment.kinds[token] == t.COLON_COLON else token


def _field_number(segment: Segment, token: int) -> bool:
    return token > 0 and segment.kinds[token - 1] == t.DOT


def _commented(gap: str) -> bool:
    """Whether a comment that began in this white space goes on at its end."""
    at = 0
    while True:
        line, block = gap.find("//", at), gap.find("/*", at)
        if line < 0 and block < 0:
            return False
        first = block < 0 or 0 <= line < block
        at = gap.find("\n", line) if first else gap.find("*/", block + 2)
        if at < 0:
            return True


def _interpolates(text: str, opening: int, start: int) -> bool:
    """Whether a name in a string is behind a brace of a format string."""
    before = text[opening:start]
    return before.endswith("{") and not before.endswith("{{")

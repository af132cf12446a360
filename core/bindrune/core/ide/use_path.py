"""Paths of `use` items: which path a token inside of nested groups belongs to.

This goes by tokens, from the one at hand back to `use`, so that it works in what is still being typed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.syntax import tokens as t

if TYPE_CHECKING:
    from bindrune.core.syntax.tree import Segment

_PARTS = frozenset((t.IDENT, t.CRATE, t.SUPER, t.SELF_VALUE, t.SELF_TYPE))


def use_path(segment: Segment, token: int) -> list[str]:
    """The path up to and including a name in a `use`: in `use a::{b::c, d}` that of `c` is `a::b::c`."""
    names, at = _back(segment, token)
    while at >= 0 and segment.kinds[at] != t.USE:
        at = _opening(segment, at)
        if at >= 1 and segment.kinds[at - 1] == t.COLON_COLON:
            outer, at = _back(segment, at - 2)
            names = outer + names
        else:
            at -= 1
    if len(names) > 1 and names[-1] == "self":
        names.pop()  # `a::{self}` is `a`
    return names


def inside_use(segment: Segment, token: int) -> bool:
    """Whether a token stands in a `use` that nothing has ended."""
    while token >= 0:
        kind = segment.kinds[token]
        if kind == t.USE:
            return True
        if kind not in _PARTS and kind not in (t.COLON_COLON, t.COMMA, t.OPEN_BRACE, t.CLOSE_BRACE, t.STAR, t.AS):
            return False
        token -= 1
    return False


def _back(segment: Segment, token: int) -> tuple[list[str], int]:
    """The names of a path that ends with a token, and the token before the path."""
    names: list[str] = []
    kinds = segment.kinds
    while token >= 0 and kinds[token] in _PARTS:
        names.insert(0, segment.text(token))
        token -= 1
        if token >= 0 and kinds[token] == t.COLON_COLON:
            token -= 1
        else:
            break
    return names, token


def _opening(segment: Segment, token: int) -> int:
    """The brace that opens the group a token stands in, or the `use` before it."""
    depth = 0
    while token >= 0:
        kind = segment.kinds[token]
        if kind == t.CLOSE_BRACE:
            depth += 1
        elif kind == t.OPEN_BRACE:
            if depth == 0:
                return token
            depth -= 1
        elif kind == t.USE:
            return token
        token -= 1
    return token

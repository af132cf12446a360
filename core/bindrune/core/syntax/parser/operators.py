"""The binary operators: their precedence, and which of them do not associate.

An expression is a chain of operands and operators, put together by precedence climbing. Comparison,
`as`, `is` and compound assignment do not associate: two of one level side by side need a group. The
range operator binds more loosely than all but compound assignment, and what stands right of it is a
whole expression again.
"""

from __future__ import annotations

from bindrune.core.syntax import tokens as t

# Precedence of each operator by its token, and the levels at which two operators need a group.
LEVELS: dict[int, int] = {
    t.AS: 13,
    t.IS: 13,
    t.STAR: 11,
    t.SLASH: 11,
    t.PERCENT: 11,
    t.PLUS: 10,
    t.MINUS: 10,
    t.LT_LT: 9,
    t.GT_GT: 9,
    t.AMP: 8,
    t.CARET: 7,
    t.PIPE: 6,
    t.EQ_EQ: 5,
    t.BANG_EQ: 5,
    t.LT: 5,
    t.GT: 5,
    t.LT_EQ: 5,
    t.GT_EQ: 5,
    t.AMP_AMP: 4,
    t.PIPE_PIPE: 3,
    t.DOT_DOT: 2,
    t.DOT_DOT_EQ: 2,
    t.PLUS_EQ: 1,
    t.MINUS_EQ: 1,
    t.STAR_EQ: 1,
    t.SLASH_EQ: 1,
    t.PERCENT_EQ: 1,
    t.AMP_EQ: 1,
    t.CARET_EQ: 1,
    t.PIPE_EQ: 1,
    t.LT_LT_EQ: 1,
    t.GT_GT_EQ: 1,
}
NOT_ASSOCIATIVE = frozenset({13, 5, 1})
RANGE = 2
ASSIGN = 1

"""What all parts of the parser stand on: the place in the tokens, errors, recovery, nesting.

Tokens are those of the whole text, but nodes count from the start of their segment: `self.at()` is
the index of the current token in the segment, `self.before()` that of the token before it.

**Errors.** The parser never raises. An error is noted and sets `panic`; while that is set nothing
more is noted, so that one mistake gives one message. Whoever parses a list or a statement looks at
`panic` afterwards, skips to a place where it can go on (`recover`), and clears it.

**Late errors** are those that the reference finds only after it has parsed a whole file; they are
kept apart, since an error of syntax anywhere comes before them and hides all else.

**Nesting** is counted where expressions, patterns, types and imports contain others; beyond
`MAX_DEPTH` the construct becomes an error. The functions of the parser call each other as plain
Python functions, so that depth costs heap and no stack; `entry` raises the recursion limit as
needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.diagnostics import codes
from bindrune.core.syntax import tokens as t
from bindrune.core.syntax.lexer import Tokens, error_of
from bindrune.core.syntax.tree import Hole, Problem, Segment

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from bindrune.core.diagnostics.codes import Code
    from bindrune.core.syntax.nodes import (
        Attribute,
        Block,
        DocComment,
        Expr,
        GenericArgs,
        Item,
        Path,
        Pattern,
        Stmt,
        Visibility,
    )

    T = TypeVar("T")

MAX_DEPTH = 4_000
"""How deep nodes nest. Each part of the grammar counts about as many as it builds for one level, at
most four, so that 1,000 levels of any construct fit. Some releases of Python free nested objects
recursively: with a stack of half a megabyte they bear few more.
"""
ITEM_DEPTH = 4
"""What a module or `impl` adds to the depth of the items inside."""
MAX_CHAIN = 3_000
"""How many operators or accesses follow each other in one expression."""

CLOSING = frozenset({t.CLOSE_PAREN, t.CLOSE_BRACKET, t.CLOSE_BRACE, t.EXPANSION_CLOSE})
CLOSER_OF = {**t.CLOSERS, t.EXPANSION_OPEN: t.EXPANSION_CLOSE}
STATEMENT_START = frozenset(
    {
        t.LET,
        t.FN,
        t.STRUCT,
        t.ENUM,
        t.IMPL,
        t.MOD,
        t.USE,
        t.CONST,
        t.STATIC,
        t.PUB,
        t.RETURN,
        t.FOR,
        t.WHILE,
        t.LOOP,
    }
)
"""Tokens that begin a statement or an item, where recovery ends before them."""
LIST_STOPS = frozenset({t.COMMA, t.SEMI}) | STATEMENT_START
"""Where recovery within a list ends."""
ITEM_START = frozenset({t.FN, t.STRUCT, t.ENUM, t.IMPL, t.MOD, t.USE, t.CONST, t.STATIC, t.PUB, t.ASYNC})
"""Tokens that begin an item if they stand at the start of a line."""

_EXPECTED = {
    t.OPEN_PAREN: "an opening parenthesis `(`",
    t.CLOSE_PAREN: "a closing parenthesis `)`",
    t.OPEN_BRACKET: "an open bracket `[`",
    t.CLOSE_BRACKET: "a closing bracket `]`",
    t.OPEN_BRACE: "an opening brace `{`",
    t.CLOSE_BRACE: "a closing brace `}`",
}


class Cursor:
    """The state of a parse; the parts of the grammar are the classes that extend it."""

    def __init__(self, text: str, tokens: Tokens, source: int, offset: int = 0) -> None:
        self.text = text
        self.source = source
        self.offset = offset
        end = tokens.ends[-1] if tokens.ends else 0
        # The end of the file stands at the end of the last token, and is there as often as anyone
        # looks ahead.
        self.kinds = [*tokens.kinds, t.EOF, t.EOF, t.EOF]
        self.starts = [*tokens.starts, end, end, end]
        self.ends = [*tokens.ends, end, end, end]
        self.count = len(tokens.kinds)
        self.pos = 0
        # Where the current segment began, and what to take from a place to count from there: the same until
        # the first hole.
        self.origin = 0
        self.base = 0
        self.panic = False
        # Whether tokens of items inside of others stay with those around them.
        self.inline = False
        # Whether the parser has looked for something up to the end of the tokens and gone back.
        self.exhausted = False
        self.depth = 0
        # How many expansions of templates are open: errors in them are late ones.
        self.expanding = 0
        # How many modules in place are open.
        self.modules = 0
        self.problems: list[Problem] = []
        self.reported = -1
        # The end of the text of the segment before the current one, and the holes of the current
        # one.
        self.covered = 0
        self.holes: list[tuple[int, int, list[Segment], int, bool]] = []

    # What the grammar's parts need of each other.

    def expr(self) -> Expr:
        """Parses an expression in which struct literals may stand."""
        raise NotImplementedError

    def unary(self, braces: bool, callable_: int) -> Expr:
        """Parses an operand of a binary operator."""
        raise NotImplementedError

    def pattern(self) -> Pattern:
        """Parses a pattern."""
        raise NotImplementedError

    def block(self) -> Block:
        """Parses a block in braces."""
        raise NotImplementedError

    def path(self) -> Path:
        """Parses a path."""
        raise NotImplementedError

    def generic_args(self) -> GenericArgs:
        """Parses `<…>`."""
        raise NotImplementedError

    def attributes(self) -> list[Attribute | DocComment]:
        """Parses any attributes and documentation that stand here."""
        raise NotImplementedError

    def at_item(self) -> bool:
        """Whether an item begins here."""
        raise NotImplementedError

    def item(self, first: int, attributes: list[Attribute | DocComment], visibility: Visibility | None) -> Item:
        """Parses an item behind its attributes and visibility."""
        raise NotImplementedError

    # Places.

    def at(self) -> int:
        """The index of the current token in its segment."""
        return self.pos - self.base

    def before(self) -> int:
        """The index in its segment of the token before the current one."""
        return self.pos - self.base - 1

    def take(self) -> int:
        """Steps over the current token and returns its index in the segment."""
        pos = self.pos
        self.pos = pos + 1
        return pos - self.base

    def place(self, token: int) -> int:
        """The place in the whole text of a token of the segment, be it before a hole or behind."""
        base = self.origin
        for start, _, _, end, _ in self.holes:
            if token + base >= start:
                base += end - start
        return token + base

    def accept(self, kind: int) -> int:
        """Steps over the current token if it is of this kind; returns its index in the segment or
        -1.
        """
        pos = self.pos
        if self.kinds[pos] == kind:
            self.pos = pos + 1
            return pos - self.base
        return -1

    def expect(self, kind: int) -> int:
        """Steps over a token of this kind; else an error, and -1."""
        pos = self.pos
        if self.kinds[pos] == kind:
            self.pos = pos + 1
            return pos - self.base
        what = _EXPECTED.get(kind) or t.DESCRIPTIONS[kind]
        self.unexpected(codes.EXPECTED_TOKEN, what)
        return -1

    def end_at(self, pos: int) -> None:
        """If the file ends here, moves its end to that of a token before.

        After some constructs that is where messages show it.
        """
        if self.pos >= self.count:
            end = self.ends[pos]
            count = self.count
            self.starts[count:] = self.ends[count:] = [end, end, end]

    # Errors.

    def unexpected(self, code: Code, what: str) -> None:
        """The error that `what` should stand here; at the end of the file, that the file ends."""
        if self.kinds[self.pos] == t.EOF:
            self.problem(codes.UNEXPECTED_END, "Unexpected end of file", self.pos, self.pos)
        else:
            self.expected(code, what)

    def expected(self, code: Code, what: str) -> None:
        """The error that `what` should stand here."""
        pos = self.pos
        description = t.DESCRIPTIONS[self.kinds[pos]]
        if self.kinds[pos] == t.EXPANSION_CLOSE:
            # A template is a list of its parts, and this is where the next begins.
            last = self.kinds[pos + 1] == t.TEMPLATE_CLOSE
            description = "eof" if last else "`,`"
            pos = pos if last else pos + 1
        self.problem(code, f"Expected {what} but got {description}", pos, pos)

    def problem(self, code: Code, message: str, first: int, last: int) -> None:
        """Notes an error from one token to another, both counted in the whole text, unless in
        panic.

        If the current token is one that the lexer could not read, that is what is wrong.
        """
        if self.panic:
            return
        self.panic = True
        pos = self.pos
        looks_on = code is codes.EXPECTED_EXPRESSION or code is codes.EXPECTED_PATTERN
        if looks_on and self.kinds[pos] < t.FIRST_ERROR <= self.kinds[pos + 1]:
            # One token more has been looked at to see that none begins here.
            pos += 1
        if self.kinds[pos] >= t.FIRST_ERROR:
            self.lexical(pos)
            return
        if self.kinds[self.pos] == t.EOF:
            # The end of the file is wrong only once.
            if self.reported > self.count:
                return
            self.reported = self.count + 1
        start, end = self.starts[first], self.ends[last]
        self.note(Problem(code, message, start, end, self.expanding > 0))

    def late(
        self,
        code: Code,
        message: str,
        first: int,
        last: int,
        labels: list[tuple[int, int, str]] | None = None,
        notes: tuple[str, ...] = (),
    ) -> None:
        """Notes a late error or a warning from one token to another, both counted in the whole
        text.
        """
        start, end = self.starts[first], self.ends[last]
        self.note(Problem(code, message, start, end, True, labels or [], notes))

    def note(self, problem: Problem) -> None:
        """Notes a problem as it is."""
        self.problems.append(problem)

    def lexical(self, pos: int) -> None:
        """Notes what is wrong with a token that the lexer could not read, once."""
        if pos <= self.reported:
            return
        self.reported = pos
        kind, start, end = self.kinds[pos], self.starts[pos], self.ends[pos]
        code, message, start, end = error_of(kind, self.text, start, end)
        self.note(Problem(code, message, start, end))

    # Recovery.

    def at_line_start(self, pos: int) -> bool:
        """Whether a token stands at the start of a line."""
        start = self.starts[pos]
        return self.text[start - 1] == "\n" if start else self.offset == 0

    def skip(self) -> None:
        """Steps over one token, noting it if the lexer could not read it."""
        if self.kinds[self.pos] >= t.FIRST_ERROR:
            self.lexical(self.pos)
        if self.pos < self.count:
            self.pos += 1

    def recover(self, stops: frozenset[int]) -> None:
        """Skips to a token in `stops` outside of all delimiters opened on the way.

        Stops as well before a closing delimiter that was not opened here, and before an item at the
        start of a line.
        """
        kinds = self.kinds
        closers: list[int] = []
        while self.pos < self.count:
            kind = kinds[self.pos]
            if kind in ITEM_START and self.at_line_start(self.pos):
                return
            if not closers and (kind in stops or kind in CLOSING):
                return
            if kind in CLOSER_OF:
                closers.append(CLOSER_OF[kind])
            elif kind in CLOSING and (closers[-1] == kind or kind in closers):
                # Whatever was opened behind the partner has not been closed.
                while closers.pop() != kind:
                    pass
            self.skip()

    def comma_list(self, closer: int, one: Callable[[], T], stops: frozenset[int] = LIST_STOPS) -> list[T]:
        """Parses things parted by commas, up to and including `closer`.

        After an error it goes on behind the next comma, if that comes before what is in `stops`.
        """
        found: list[T] = []
        kinds = self.kinds
        while kinds[self.pos] != closer:
            found.append(one())
            if self.panic:
                self.recover(stops)
                if kinds[self.pos] not in (t.COMMA, closer):
                    return found
                self.panic = False
            if kinds[self.pos] != t.COMMA:
                break
            self.pos += 1
        if kinds[self.pos] == closer:
            self.pos += 1
            return found
        self.expect(closer)
        self.recover(stops)
        while kinds[self.pos] == t.COMMA:
            self.pos += 1
            self.recover(stops)
        if kinds[self.pos] == closer:
            self.pos += 1
            self.panic = False
        return found

    # Nesting.

    def too_deep(self) -> bool:
        """Notes that constructs nest too deeply, if they do."""
        if self.depth < MAX_DEPTH:
            return False
        message = "Constructs nest too deeply, at most 1000 levels are supported"
        self.problem(codes.NESTED_TOO_DEEPLY, message, self.pos, self.pos)
        return True

    def too_long(self) -> None:
        """Notes that an expression has too many operators or accesses."""
        message = f"Expression is too long, at most {MAX_CHAIN} operands are supported"
        self.problem(codes.NESTED_TOO_DEEPLY, message, self.pos, self.pos)

    # Segments.

    def segment(self, parse: Callable[[], Item | Stmt]) -> Segment:
        """Parses one segment: what `parse` gives, with the tokens it stepped over."""
        base, covered, holes, problems = self.base, self.covered, self.holes, self.problems
        origin, inline = self.origin, self.inline
        start_pos = self.base = self.origin = self.pos
        self.inline = False
        self.holes = []
        self.problems = []
        node = parse()
        segment = self.build(node, start_pos, self.pos, covered)
        self.covered = self.ends[self.pos - 1] if self.pos > start_pos else covered
        self.base, self.holes, self.problems = base, holes, problems
        self.origin, self.inline = origin, inline
        return segment

    def build(self, node: Item | Stmt | None, first: int, end: int, start: int) -> Segment:
        """A segment of the tokens `first <= i < end` whose text begins at `start`."""
        stop = self.ends[end - 1] if end > first else start
        kinds, starts, ends, raw, holes = self.kinds, self.starts, self.ends, self.text, self.holes
        if not holes:
            return Segment(
                self.source,
                self.offset + start,
                raw[start:stop],
                kinds[first:end],
                [at - start for at in starts[first:end]],
                [at - start for at in ends[first:end]],
                node,
                [],
                [problem.moved(start) for problem in self.problems],
            )
        own_kinds: list[int] = []
        own_starts: list[int] = []
        own_ends: list[int] = []
        pieces: list[str] = []
        made: list[Hole] = []
        shift = start
        text_from = start
        bounds: list[tuple[int, int]] = []
        for token, offset, children, token_end, module in [*holes, (end, stop, [], end, False)]:
            own_kinds += kinds[first:token]
            own_starts += [at - shift for at in starts[first:token]]
            own_ends += [at - shift for at in ends[first:token]]
            pieces.append(raw[text_from:offset])
            if token_end > token:
                text_from = ends[token_end - 1]
                width = text_from - offset
                made.append(Hole(len(own_kinds), offset - shift, children, width, module))
                bounds.append((offset, width))
                shift += width
            first = token_end
        # A problem behind a hole counts in the segment's own text as well.
        problems = []
        for problem in self.problems:
            moved = start
            for offset, width in bounds:
                if problem.start >= offset + width:
                    moved += width
            problems.append(problem.moved(moved))
        return Segment(
            self.source,
            self.offset + start,
            "".join(pieces),
            own_kinds,
            own_starts,
            own_ends,
            node,
            made,
            problems,
        )

    def nested(self, parse_one: Callable[[], Segment | None], module: bool) -> list[Segment]:
        """Parses the child segments that stand here, until `parse_one` gives none, and leaves a
        hole for them.
        """
        token = self.pos
        offset = self.covered = self.ends[token - 1]
        base = self.base
        children: list[Segment] = []
        while True:
            child = parse_one()
            if child is None:
                break
            children.append(child)
        if children and not self.inline:
            self.holes.append((token, offset, children, self.pos, module))
            self.base = base + self.pos - token
        return children

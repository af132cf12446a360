"""The tree of a file: segments, each with its own text, tokens and nodes.

A segment is an item, or a top-level statement of a script body. Its tokens are three parallel
arrays, `kinds`, `starts` and `ends`, of what means something to the parser; white space and
comments are the gaps between them and are lexed again by whoever wants them (`tokens_with_trivia`).
Nodes hold indices into these arrays, so nothing in a segment knows where in the file it stands, and
an edit elsewhere costs one addition a segment: its `start`.

The items inside an `impl` or a `mod` are segments of their own (`children`), and are left out of
the text and the tokens of the segment around them. Each run of children is a `Hole`: tokens behind
it lie further on by its width.

A walker therefore goes over `tree.segments`, looks at `segment.node`, and takes the child segment
with it whenever it descends into `ItemImpl.items` or `ItemMod.items`. `segment.span(node)` is where
a node stands, absolutely.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bindrune.core.diagnostics.model import Diagnostic, Label
from bindrune.core.source import Span
from bindrune.core.syntax.nodes import Node

if TYPE_CHECKING:
    from bindrune.core.diagnostics.codes import Code
    from bindrune.core.source import Source
    from bindrune.core.syntax.nodes import Attribute, DocComment, Item, Stmt


class Problem:
    """An error or warning of a segment; `Tree.diagnostics` makes a diagnostic of it.

    Offsets count in the segment's own text; an offset behind a hole leaves the hole out. `late` is
    set on what the reference finds only after it has parsed everything, and on warnings.
    """

    __slots__ = ("code", "end", "labels", "late", "message", "notes", "start")

    def __init__(
        self,
        code: Code,
        message: str,
        start: int,
        end: int,
        late: bool = False,
        labels: Sequence[tuple[int, int, str]] = (),
        notes: tuple[str, ...] = (),
    ) -> None:
        self.code = code
        self.message = message
        self.start = start
        self.end = end
        self.late = late
        self.labels = labels
        self.notes = notes

    def moved(self, by: int) -> Problem:
        """The same problem, its offsets counted from `by`."""
        labels = [(start - by, end - by, text) for start, end, text in self.labels]
        return Problem(
            self.code,
            self.message,
            self.start - by,
            self.end - by,
            self.late,
            labels,
            self.notes,
        )


class Hole:
    """A run of child segments in front of the token `token` of the segment around them.

    `offset` is its place in the segment's own text, `width` how long the children are. `module` says that they
    are items of a module, not functions of an `impl`.
    """

    __slots__ = ("children", "module", "offset", "token", "width")

    def __init__(self, token: int, offset: int, children: list[Segment], width: int, module: bool) -> None:
        self.token = token
        self.offset = offset
        self.children = children
        self.width = width
        self.module = module


class Segment:
    """A piece of a file with its tokens and nodes; see the module's documentation.

    `start` is the absolute offset of the segment's text `raw`, which begins with the white space
    and comments in front of the first token. `problems` are the diagnostics of this segment, their
    offsets relative to `raw`.
    """

    __slots__ = ("ends", "holes", "kinds", "node", "problems", "raw", "source", "start", "starts")

    def __init__(
        self,
        source: int,
        start: int,
        text: str,
        kinds: list[int],
        starts: list[int],
        ends: list[int],
        node: Item | Stmt | None,
        holes: list[Hole],
        problems: list[Problem],
    ) -> None:
        self.source = source
        self.start = start
        self.raw = text
        self.kinds = kinds
        self.starts = starts
        self.ends = ends
        self.node = node
        self.holes = holes
        self.problems = problems

    @property
    def children(self) -> list[Segment]:
        """The child segments, in order."""
        return [child for hole in self.holes for child in hole.children]

    def text(self, token: int) -> str:
        """The text of a token."""
        return self.raw[self.starts[token] : self.ends[token]]

    def offset(self, token: int) -> int:
        """The absolute offset at which a token starts."""
        at = self.start + self.starts[token]
        for hole in self.holes:
            if token >= hole.token:
                at += hole.width
        return at

    def end_offset(self, token: int) -> int:
        """The absolute offset at which a token ends."""
        return self.offset(token) + self.ends[token] - self.starts[token]

    def span(self, node: Node) -> Span:
        """Where a node stands."""
        return self.span_of_tokens(node.first, node.last)

    def span_of_token(self, token: int) -> Span:
        """Where a token stands."""
        return self.span_of_tokens(token, token)

    def span_of_tokens(self, first: int, last: int) -> Span:
        """The span from the start of one token to the end of another, both included.

        `last < first` gives an empty span, at the start of `first` or, where there is no such
        token, at the end.
        """
        starts = self.starts
        if last < first:
            if first < len(starts):
                at = self.offset(first)
            else:
                at = self.start + len(self.raw) + sum(hole.width for hole in self.holes)
            return Span(self.source, at, at)
        if not self.holes:
            return Span(self.source, self.start + starts[first], self.start + self.ends[last])
        return Span(self.source, self.offset(first), self.end_offset(last))

    def absolute(self, offset: int) -> int:
        """The absolute place of an offset in the segment's own text."""
        at = self.start + offset
        for hole in self.holes:
            if offset >= hole.offset:
                at += hole.width
        return at

    def diagnostic(self, problem: Problem) -> Diagnostic:
        """A problem of this segment as a diagnostic."""
        start = self.absolute(problem.start)
        span = Span(self.source, start, start + problem.end - problem.start)
        labels = []
        for label_start, label_end, text in problem.labels:
            at = self.absolute(label_start)
            labels.append(Label(Span(self.source, at, at + label_end - label_start), text))
        if problem.code.severity == "warning":
            return Diagnostic(problem.code, "Warning", span, labels, problem.notes, None, problem.message)
        return Diagnostic(problem.code, problem.message, span, labels, problem.notes)

    @property
    def width(self) -> int:
        """The length of the segment's text, children included."""
        return len(self.raw) + sum(hole.width for hole in self.holes)


class Tree:
    """A parsed file.

    `segments` are the items of a module, or the items and statements of a script body, in order;
    `inner` the inner attributes and documentation at its head, whose tokens belong to `head`, a
    segment without a node that also holds a shebang. `tail` is a segment without a node that holds
    what follows the last item.

    `diagnostics` are errors of syntax, in the order they were found, then late errors (see
    `Problem`) and warnings. Where `has_syntax_errors`, nothing else is reported of any file; late
    errors alone do not hide others.
    """

    __slots__ = (
        "diagnostics",
        "far",
        "function_body",
        "has_syntax_errors",
        "head",
        "inner",
        "segments",
        "source",
        "tail",
    )

    def __init__(
        self,
        source: Source,
        function_body: bool,
        head: Segment,
        inner: list[Attribute | DocComment],
        segments: list[Segment],
        tail: Segment,
    ) -> None:
        self.source = source
        self.function_body = function_body
        self.head = head
        self.inner = inner
        self.segments = segments
        self.tail = tail
        self.diagnostics: list[Diagnostic] = []
        self.has_syntax_errors = False
        self.far = False

    @property
    def has_errors(self) -> bool:
        """Whether any diagnostic of the file is an error, of syntax or late."""
        return any(diagnostic.code.severity == "error" for diagnostic in self.diagnostics)

    def all_segments(self) -> Iterator[Segment]:
        """All segments that hold a node, those inside others after them."""
        pending = list(reversed(self.segments))
        while pending:
            segment = pending.pop()
            yield segment
            pending.extend(reversed(segment.children))


def children(node: Node) -> Iterator[Node]:
    """The child nodes of a node, in the order of its fields; the insides of `impl` and `mod` are
    left out.
    """
    for name in node.CHILDREN:
        value = getattr(node, name)
        if value is None:
            continue
        if value.__class__ is list:
            for child in value:
                if isinstance(child, Node):
                    yield child
        else:
            yield value

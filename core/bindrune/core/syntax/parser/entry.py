"""Where parsing starts: whole files, and expressions within the tokens of a file."""

from __future__ import annotations

import sys
from _thread import allocate_lock
from typing import TYPE_CHECKING

from bindrune.core.syntax import nodes as n
from bindrune.core.syntax import tokens as t
from bindrune.core.syntax.lexer import lex
from bindrune.core.syntax.parser.items import Items
from bindrune.core.syntax.parser.statements import awaits_semicolon, semicolon_problem
from bindrune.core.syntax.tree import Problem, Segment, Tree

if TYPE_CHECKING:
    from types import TracebackType

    from bindrune.core.diagnostics.model import Diagnostic
    from bindrune.core.source import Source


class Parser(Items):
    """The whole grammar."""

    def script_statement(self) -> n.Item | n.Stmt:
        """Parses a statement at the top of a script body, or skips what is none."""
        start = self.pos
        statement = self.statement()
        if self.panic:
            self.end_statement(start)
            if self.pos == start:
                self.skip()
            self.panic = False
            statement.last = self.before()
        return statement

    def top_item(self) -> n.Item:
        """Parses an item at the top of a module file, or skips what is none."""
        start = self.pos
        item = self.module_item()
        if self.pos == start:
            self.skip()
            item.last = self.before()
        self.panic = False
        return item


class DeepRecursion:
    """Lets Python functions nest deeply while a `with` block runs.

    The limit belongs to the whole interpreter; threads that parse at the same time share one raise
    of it.
    """

    LIMIT = 60_000

    _lock = allocate_lock()
    _inside = 0
    _before = 0

    def __enter__(self) -> None:
        with DeepRecursion._lock:
            if DeepRecursion._inside == 0:
                DeepRecursion._before = sys.getrecursionlimit()
                if DeepRecursion._before < self.LIMIT:
                    sys.setrecursionlimit(self.LIMIT)
            DeepRecursion._inside += 1

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        with DeepRecursion._lock:
            DeepRecursion._inside -= 1
            if DeepRecursion._inside == 0 and DeepRecursion._before < self.LIMIT:
                sys.setrecursionlimit(DeepRecursion._before)


def parse(source: Source, function_body: bool = False) -> Tree:
    """Parses a file: as a module, or as the body of a function, which is what a script is."""
    with DeepRecursion():
        return _parse(source, function_body)


def _parse(source: Source, function_body: bool) -> Tree:
    parser = Parser(source.text, lex(source.text), source.id)
    inner: list[n.Attribute | n.DocComment] = []
    if not function_body:
        parser.accept(t.SHEBANG)
        inner = parser.inner_attributes()
        parser.panic = False
    head = parser.build(None, 0, parser.pos, 0)
    parser.covered = len(head.raw)
    parser.problems = []
    segments: list[Segment] = []
    parse_one = parser.script_statement if function_body else parser.top_item
    while parser.pos < parser.count:
        segments.append(parser.segment(parse_one))
    covered = parser.covered
    tail = Segment(source.id, covered, source.text[covered:], [], [], [], None, [], [])
    tree = Tree(source, function_body, head, inner, segments, tail)
    tree.far = parser.exhausted
    tree.diagnostics = collect(tree)
    return tree


def collect(tree: Tree) -> list[Diagnostic]:
    """The diagnostics of all segments of a tree: errors of syntax first, then late errors and
    warnings.
    """
    found: list[tuple[Segment, Problem]] = []
    _gather(tree.head, found)
    for segment in tree.segments:
        if segment.problems or segment.holes:
            _gather(segment, found)
    if tree.function_body:
        _between_statements(tree.segments, found)
    early = [segment.diagnostic(problem) for segment, problem in found if not problem.late]
    late = [segment.diagnostic(problem) for segment, problem in found if problem.late]
    tree.has_syntax_errors = bool(early)
    return early + late


def _gather(segment: Segment, found: list[tuple[Segment, Problem]]) -> None:
    """Collects the problems of a segment and those of its children, in the order of the text."""
    pending = list(segment.problems)
    for hole in segment.holes:
        while pending and pending[0].start < hole.offset:
            found.append((segment, pending.pop(0)))
        for child in hole.children:
            if child.problems or child.holes:
                _gather(child, found)
    found += [(segment, problem) for problem in pending]


def _between_statements(segments: list[Segment], found: list[tuple[Segment, Problem]]) -> None:
    """Adds the errors that a statement of a script should end in a semicolon, unless there are others."""
    if any(not problem.late for _, problem in found):
        return
    unended: Segment | None = None
    for segment in segments:
        node = segment.node
        if not isinstance(node, n.Stmt):
            continue
        if unended is not None and unended.node is not None:
            start, end = unended.starts[unended.node.first], unended.ends[unended.node.last]
            span = segment.span(node)
            following = span.start - unended.start, span.end - unended.start
            problem = semicolon_problem(start, end, following, unended.raw[start:end])
            found.append((unended, problem))
        unended = segment if awaits_semicolon(node) else None

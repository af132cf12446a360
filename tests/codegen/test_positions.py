"""Line tables: each instruction has the place of the innermost mark around its text, or the line of its statement."""

from __future__ import annotations

from types import CodeType
from typing import Any

import pytest

from bindrune.core.codegen.positions import relocate
from bindrune.core.codegen.writer import Mark
from bindrune.core.source import Span

TEXT = """\
def f(a, b):
    x = (a + b) * a.g(b, a[b])
    for y in a.items(b):
        if (y and x or
            b):
            x = y
    return [z for z in x], lambda: a

def long(a):
    return (a.first(1), a.second(2), a.third(3), a.fourth(4), a.fifth(5), a.sixth(6), a.seventh(7), a.eighth(8))

def far():



    pass; return x.y
"""
WHERE = {
    2: ["(a + b)", "a.g(b, a[b])", "a[b]"],
    3: ["for", "a.items(b)"],
    4: ["y and x"],
    6: ["y"],
    7: ["z for z in x"],
}
"""The texts that are marked, by their lines."""


def marks_and_statements() -> tuple[list[Mark], list[Span | None]]:
    marks = []
    lines = TEXT.splitlines()
    statements: list[Span | None] = []
    for number, line in enumerate(lines, 1):
        same = number in (5, 6)  # two lines of one statement
        statements.append(None if not line.strip() else statements[-1] if same else Span(0, number * 100, 1))
        for at, text in enumerate(WHERE.get(number, ())):
            start = line.index(text)
            span = Span(0, number * 100 + at + 1, 1)
            marks.append(Mark(number, start, start + len(text), span, (f"{number} {at}",)))
        if number == 10:
            for at in range(40):
                marks.append(Mark(number, 12 + 2 * at, 14 + 2 * at, Span(0, 5000 + at, 1), ("eight",)))
    return marks, statements


def place(span: Span) -> tuple[int, int, int, int]:
    return span.start // 3 + 1, span.start // 3 + 1 + span.start % 2, span.start, span.start * 70


def wanted(marks: list[Mark], statements: list[Span | None], position: Any) -> Any:
    """What the position of an instruction becomes: found by looking at every mark."""
    line, last, start, end = position
    if line is None or start is None or not 0 < line <= len(statements):
        return (None, None, None, None)
    there = [mark for mark in marks if mark.line == line]
    if line == last:
        around = [mark for mark in there if mark.start <= start and mark.end >= end]
    else:
        around = [mark for mark in there if mark.start == start]
    if around:
        row, bottom, column, stop = place(min(around, key=lambda mark: mark.end - mark.start).span)
        return (row, bottom, column, stop)
    statement = statements[line - 1]
    if statement is None or (line != last and start != 0):
        return (None, None, None, None)
    row = place(statement)[0]
    return (row, row, None, None)


def pairs(before: CodeType, after: CodeType) -> list[tuple[CodeType, CodeType]]:
    found = [(before, after)]
    for a, b in zip(before.co_consts, after.co_consts, strict=True):
        if isinstance(a, CodeType):
            found += pairs(a, b)
    return found


def test_every_instruction_has_the_place_of_its_text() -> None:
    marks, statements = marks_and_statements()
    code = compile(TEXT, "text", "exec")
    made, functions = relocate(code, list(marks), statements, place, lambda number: "name.rn", {}, {})
    several = pairs(code, made)
    assert len(several) >= 5
    for before, after in several:
        assert after.co_filename == "name.rn"
        assert before.co_code == after.co_code
        expected = [wanted(marks, statements, position) for position in before.co_positions()]
        assert list(after.co_positions()) == expected
    assert len(functions) == len(several)


def test_runs_name_the_mark_of_each_code_unit() -> None:
    marks, statements = marks_and_statements()
    code = compile(TEXT, "text", "exec")
    made, functions = relocate(code, list(marks), statements, place, lambda number: "", {}, {})
    inner = [pair for pair in pairs(code, made) if pair[0].co_name == "f"]
    n_units = len(inner[0][0].co_code) // 2
    runs = next(runs for runs in functions if any(run[2] and run[2].replay == ("2 0",) for run in runs))
    assert all(0 <= start < end <= n_units for start, end, _ in runs)
    assert all(mark is not None and mark.replay is not None for _, _, mark in runs)
    assert {mark.replay for _, _, mark in runs if mark} >= {("2 0",), ("2 1",), ("2 2",), ("3 1",)}


@pytest.mark.parametrize("step", [1, 31, 32, 33, 63, 64, 4096, 5000])
def test_lines_may_lie_far_apart_in_both_directions(step: int) -> None:
    text = "a.b\nc.d\ne.f\n"
    spans = [Span(0, 3 * line, 0) for line in (5000, 5000 + step, 5000 - min(step, 4999))]
    statements: list[Span | None] = [*spans]
    made, _ = relocate(compile(text, "", "exec"), [], statements, place, lambda number: "", {}, {})
    lines = [line for line, *_ in made.co_positions() if line is not None]
    assert list(dict.fromkeys(lines)) == [place(span)[0] for span in spans]

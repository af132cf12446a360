"""What the fuzzer has found, each with the smallest input that shows it."""

from __future__ import annotations

import sys
from random import Random

import pytest

from bindrune.core.api import MemoryIO, Session
from bindrune.core.ide.hover import hover
from bindrune.core.ide.snapshot import take_snapshot
from bindrune.core.source import Source
from bindrune.core.syntax.parser.entry import parse
from bindrune.core.syntax.reparse import Edit, reparse
from tests.fuzz import grammar
from tests.fuzz.checks import attempt, state
from tests.fuzz.inputs import corpus, make

INPUTS = {
    "modules in modules": "mod m { " * 990 + "}" * 990,
    "functions in functions": "fn f() { " * 400 + "1" + "}" * 400,
    "macro calls in each other": "f!(" * 1365,
    "a chain of dots": "." * 1800 + "1",
    "a huge width": 'format!("{:>99999999999}", 1)',
    "a huge precision": 'format!("{:.*}", 99999999999, 1.5)',
    "an infinite index": "let x = 1; x.1e400",
    "a unit with a NaN": "const A = 0.0 / 0.0; A",
    "a block left within a constant argument": "const fn h(n) { 5 } h('l: { break 'l 1; })",
    "a missing generic method": "[1].iter().product();",
}


@pytest.mark.parametrize("name", INPUTS)
def test_input(name: str) -> None:
    for seed in range(4):
        attempt(INPUTS[name], True, Random(seed))


def test_an_edit_behind_a_character_that_was_reported() -> None:
    text = "}\0while&&"
    tree = parse(Source(0, "<test>", text), True)
    edited = Source(0, "<test>", text[:7] + " ")
    found = reparse(tree, edited, Edit(7, 9, 1))
    assert state(found) == state(parse(edited, True))


def test_an_editor_asks_within_macro_calls_in_each_other() -> None:
    text = "f!(" * 1365
    snapshot = take_snapshot(text, "<test>", script=True)
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        hover(snapshot, snapshot.root.id, len(text) - 2)
    finally:
        sys.setprofile(None)
    assert calls < 1000 * 1365


def test_statics_of_earlier_inputs_are_seen_and_can_be_declared_again() -> None:
    session = Session(MemoryIO())
    for text, wanted in [
        ("static P = 5; fn p() { P }", None),
        ("static Q = 1; P + p() + Q", 11),
        ("P = 7; (P + p()) * Q", 14),
        ("static P = 2; P + p()", 4),
        ("P += 1; P + p() + Q", 7),
    ]:
        outcome = session.evaluate(text)
        assert outcome.ok, outcome.render_text()
        assert outcome.value == wanted, text


def test_inputs_of_a_few_seeds() -> None:
    programs = corpus()
    for seed in range(40):
        text, script = make(seed, programs)
        attempt(text, script, Random(seed))


def test_texts_of_the_grammar_mostly_parse() -> None:
    texts = [grammar.write(Random(seed)) for seed in range(60)]
    trees = [parse(Source(0, "<test>", text), True) for text in texts]
    assert sum(not tree.has_syntax_errors for tree in trees) > 5

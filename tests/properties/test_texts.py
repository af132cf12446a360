"""Any text lexes without loss, parses, is drawn and parsed again after edits; debug forms of text are literals."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bindrune.core.api import MemoryIO, build_text, completeness, render_ansi, render_html, render_text
from bindrune.core.compile.disasm import disassemble
from bindrune.core.compile.unit_file import dump_unit, load_unit
from bindrune.core.formatting.escapes import debug_char, debug_string
from bindrune.core.source import Source
from bindrune.core.syntax import tokens
from bindrune.core.syntax.parser.entry import parse
from bindrune.core.syntax.reparse import Edit, reparse
from tests.differential.program import generate
from tests.fuzz.checks import check_tokens, content, state

WORDS = [*tokens.KEYWORDS, *tokens.PUNCTUATION, " ", "\n", "x", "1", "1.5", '"s"', "`${", "}`", "'a'", "//", "/*", "*/"]
CHARACTERS = st.characters(exclude_categories=["Cs"])
TEXTS = st.one_of(st.text(CHARACTERS), st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))
SETTINGS = settings(max_examples=60, deadline=None)


@SETTINGS
@given(TEXTS)
def test_tokens_and_gaps_join_to_the_text(text: str) -> None:
    check_tokens(text)


@SETTINGS
@given(TEXTS, st.booleans())
def test_any_text_parses_and_its_diagnostics_are_drawn(text: str, script: bool) -> None:
    built = build_text(text, script=script, io=MemoryIO())
    for found in built.diagnostics:
        assert 0 <= found.span.start <= found.span.end <= len(text)
        for draw in (render_text, render_ansi, render_html):
            assert found.message.split("\n")[0] or draw(found, built.sources)
    assert built.ok or built.diagnostics
    assert completeness(text).status in ("complete", "incomplete", "invalid")


@SETTINGS
@given(TEXTS, TEXTS, st.data(), st.booleans())
def test_parsing_again_is_parsing(text: str, piece: str, data: st.DataObject, script: bool) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    edited = Source(0, "<test>", text[:start] + piece + text[end:])
    tree = parse(Source(0, "<test>", text), script)
    assert state(reparse(tree, edited, Edit(start, end, len(piece)))) == state(parse(edited, script))


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 1 << 32))
def test_units_are_read_as_they_were_written(seed: int) -> None:
    built = build_text(generate(seed), io=MemoryIO())
    assert built.unit is not None, [found.message for found in built.diagnostics]
    loaded = load_unit(dump_unit(built.unit))
    assert content(loaded) == content(built.unit)
    assert disassemble(loaded) == disassemble(built.unit)


@SETTINGS
@given(st.text(CHARACTERS))
def test_the_debug_form_of_a_text_is_a_literal_of_it(text: str) -> None:
    built = build_text(debug_string(text), io=MemoryIO())
    assert built.ok, [found.message for found in built.diagnostics]
    assert built.run().s == text  # type: ignore[attr-defined]


@SETTINGS
@given(CHARACTERS)
def test_the_debug_form_of_a_char_is_a_literal_of_it(char: str) -> None:
    built = build_text(debug_char(char), io=MemoryIO())
    assert built.ok, [found.message for found in built.diagnostics]
    assert built.run() == char

"""The renderer against drawings recorded from the reference (with our codes put in)."""

from __future__ import annotations

import pytest

from bindrune.core.diagnostics import codes
from bindrune.core.diagnostics.columns import widths
from bindrune.core.diagnostics.layout import lay_out
from bindrune.core.diagnostics.model import Diagnostic, Frame, Label, Panic
from bindrune.core.diagnostics.render import (
    render_ansi,
    render_diagnostics,
    render_html,
    render_panic,
    render_text,
)
from bindrune.core.source import Sources, Span


def place(text: str, part: str, nth: int = 0, source: int = 0) -> Span:
    """The span of the `nth` occurrence of `part`."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(part, at + 1)
    return Span(source, at, at + len(part))


def drawn(diagnostic: Diagnostic, *texts: str) -> str:
    """The drawing, for sources `t.rn`, `u.rn`, …"""
    sources = Sources()
    for name, text in zip("tuvw", texts, strict=False):
        sources.add(f"{name}.rn", text)
    return render_diagnostics([diagnostic], sources)


def error(span: Span, message: str, *labels: Label, notes: tuple[str, ...] = ()) -> Diagnostic:
    return Diagnostic(codes.EXPECTED_SEMICOLON, message, span, labels, notes)


def test_one_label() -> None:
    text = "fn f() {\n\tx\n}\n"
    assert drawn(error(place(text, "x"), "No local variable `x`"), text) == (
        "error[expected-semicolon]: No local variable `x`\n"
        "  ┌─ t.rn:2:2\n"
        "  │\n"
        "2 │     x\n"
        "  │     ^ No local variable `x`\n"
        "\n"
    )


def test_two_lines_and_a_note() -> None:
    text = "let a = 1;\na + 1\nlet b = 2;\n"
    found = error(
        place(text, "a + 1"),
        "Expected a semicolon",
        Label(place(text, "let b = 2;"), "Because this immediately follows"),
        notes=("Hint: Rewrite to `a +\n1;`",),
    )
    assert drawn(found, text) == (
        "error[expected-semicolon]: Expected a semicolon\n"
        "  ┌─ t.rn:2:1\n"
        "  │\n"
        "2 │ a + 1\n"
        "  │ ^^^^^ Expected a semicolon\n"
        "3 │ let b = 2;\n"
        "  │ ---------- Because this immediately follows\n"
        "  │\n"
        "  = Hint: Rewrite to `a +\n"
        "    1;`\n"
        "\n"
    )


def test_labels_that_overlap_hang_from_pointers() -> None:
    text = "fn f((a, b)) { a + b }\n"
    found = error(
        place(text, "(a, b)"),
        "Pattern might panic",
        Label(place(text, text.rstrip()), "In this context"),
    )
    assert drawn(found, text) == (
        "error[expected-semicolon]: Pattern might panic\n"
        "  ┌─ t.rn:1:6\n"
        "  │\n"
        "1 │ fn f((a, b)) { a + b }\n"
        "  │ -----^^^^^^-----------\n"
        "  │ │    │\n"
        "  │ │    Pattern might panic\n"
        "  │ In this context\n"
        "\n"
    )


def test_labels_at_one_place_stand_in_the_order_given() -> None:
    text = "p.length()"
    span = place(text, text)
    assert drawn(error(span, "first", Label(span, "second")), text) == (
        "error[expected-semicolon]: first\n"
        "  ┌─ t.rn:1:1\n"
        "  │\n"
        "1 │ p.length()\n"
        "  │ ^^^^^^^^^^\n"
        "  │ │\n"
        "  │ first\n"
        "  │ second\n"
        "\n"
    )


def test_several_lines_fold_in_the_middle() -> None:
    text = "fn unused() {\n    1;\n    2\n}\n\n\n\nlet q = 1;\n\nearly();\n"
    found = Diagnostic(
        codes.NOT_USED,
        "Warning",
        place(text, "q"),
        (Label(Span(0, 0, len(text)), "In this context"),),
        label="Not used",
    )
    assert drawn(found, text) == (
        "warning[not-used]: Warning\n"
        "   ┌─ t.rn:8:5\n"
        "   │  \n"
        " 1 │ ╭ fn unused() {\n"
        " 2 │ │     1;\n"
        " 3 │ │     2\n"
        " 4 │ │ }\n"
        "   · │\n"
        " 8 │ │ let q = 1;\n"
        "   │ │     ^ Not used\n"
        " 9 │ │ \n"
        "10 │ │ early();\n"
        "11 │ │ \n"
        "   │ ╰' In this context\n"
        "\n"
    )


def test_a_stroke_from_within_a_line() -> None:
    text = "fn unused() {\n    1;\n    2\n}\n"
    span = Span(0, text.index("{"), text.index("}") + 1)
    found = error(place(text, "1"), "Not used", Label(span, "In this context"))
    assert drawn(found, text) == (
        "error[expected-semicolon]: Not used\n"
        "  ┌─ t.rn:2:5\n"
        "  │  \n"
        "1 │   fn unused() {\n"
        "  │ ╭─────────────'\n"
        "2 │ │     1;\n"
        "  │ │     ^ Not used\n"
        "3 │ │     2\n"
        "4 │ │ }\n"
        "  │ ╰─' In this context\n"
        "\n"
    )


def test_two_labels_of_several_lines_cross() -> None:
    text = (
        '// x\n\tfn f(\n\t(a,\nb) ) \t { /*\n */ let c =\n\t"é"\n\n+\n\n\n\n\n\n"z"; /*\n */ }f(1)'
    )
    pattern = Span(0, text.index("(a"), text.index("b)") + 2)
    function = Span(0, text.index("fn"), text.index("}") + 1)
    found = error(pattern, "Pattern might panic", Label(function, "In this context"))
    assert drawn(found, text) == (
        "error[expected-semicolon]: Pattern might panic\n"
        "   ┌─ t.rn:3:2\n"
        "   │    \n"
        " 2 │   ╭     fn f(\n"
        " 3 │ ╭ │     (a,\n"
        " 4 │ │ │ b) )     { /*\n"
        "   │ ╰─│──^ Pattern might panic\n"
        " 5 │   │  */ let c =\n"
        "   ·   │\n"
        '14 │   │ "z"; /*\n'
        "15 │   │  */ }f(1)\n"
        "   │   ╰─────' In this context\n"
        "\n"
    )


def test_several_sources() -> None:
    user, definition = "\n\n    keeper::secret()\n", "fn secret() {}\n"
    found = error(
        place(user, "keeper::secret()"),
        "not accessible",
        Label(place(definition, "fn secret() {}", source=1), "defined here"),
    )
    assert drawn(found, user, definition) == (
        "error[expected-semicolon]: not accessible\n"
        "  ┌─ t.rn:3:5\n"
        "  │\n"
        "3 │     keeper::secret()\n"
        "  │     ^^^^^^^^^^^^^^^^ not accessible\n"
        "  │\n"
        "  ┌─ u.rn:1:1\n"
        "  │\n"
        "1 │ fn secret() {}\n"
        "  │ -------------- defined here\n"
        "\n"
    )


def test_an_empty_span_and_the_end_of_the_text_get_one_caret() -> None:
    text = "f(1\n"
    assert drawn(error(Span(0, 4, 4), "Unexpected end of file"), text) == (
        "error[expected-semicolon]: Unexpected end of file\n"
        "  ┌─ t.rn:2:1\n"
        "  │\n"
        "2 │ \n"
        "  │ ^ Unexpected end of file\n"
        "\n"
    )
    assert "1 │ f(1\n  │  ^ here\n" in drawn(error(Span(0, 1, 1), "here"), text)
    assert "1 │ \n  │ ^ here\n" in drawn(error(Span(0, 0, 0), "here"), "")


def test_of_a_long_line_what_is_near_the_labels_is_shown() -> None:
    text = "a" * 1000 + "here" + "b" * 1000 + "there" + "c" * 1000
    found = error(place(text, "here"), "One", Label(place(text, "there"), "Other"))
    assert drawn(found, text) == (
        "error[expected-semicolon]: One\n"
        "  ┌─ t.rn:1:1001\n"
        "  │\n"
        f"1 │ …{'a' * 100}here{'b' * 100}…{'b' * 100}there{'c' * 100}…\n"
        f"  │ {' ' * 101}^^^^{' ' * 201}----- Other\n"
        f"  │ {' ' * 101}│{' ' * 205}\n"
        f"  │ {' ' * 101}One\n"
        "\n"
    )


def test_a_label_over_most_of_a_long_line() -> None:
    text = "ab" + "x" * 5000 + "yz"
    assert drawn(error(Span(0, 1, len(text) - 1), "All"), text) == (
        "error[expected-semicolon]: All\n"
        "  ┌─ t.rn:1:2\n"
        "  │\n"
        f"1 │ ab{'x' * 99}…{'x' * 99}yz\n"
        f"  │  {'^' * 201} All\n"
        "\n"
    )


def test_a_label_over_long_lines() -> None:
    text = "\n".join("(" + letter * 1000 for letter in "abcde")
    lines = drawn(error(Span(0, 500, text.index("e" * 1000) + 2), "Open"), text).split("\n")
    assert lines[3:] == [
        f"1 │   …{'a' * 200}…",
        f"  │ ╭{'─' * 102}^",
        *(f"{n} │ │ ({letter * 99}…" for n, letter in zip((2, 3, 4), "bcd", strict=True)),
        f"5 │ │ (e{'e' * 101}…",
        "  │ ╰───^ Open",
        "",
        "",
    ]


def test_many_labels_in_one_huge_line_are_drawn_in_proportion() -> None:
    sizes = []
    for count in 200, 400:
        text = "yield " * count
        found = [error(Span(0, 6 * i, 6 * i + 5), "No") for i in range(count)]
        sources = Sources()
        sources.add("t.rn", text)
        sizes.append(len(render_diagnostics(found, sources)))
    assert sizes[1] < 2.2 * sizes[0]


def test_a_label_of_many_lines_enters_few_of_them() -> None:
    text = "x\n" * 5000
    sources = Sources()
    sources.add("t.rn", text)
    (snippet,) = lay_out(error(Span(0, 0, len(text)), "All"), sources)
    assert sorted(snippet.lines) == [1, 2, 3, 4, 5000, 5001]


def test_wide_characters_and_tabs() -> None:
    text = 'let 語 = "語";\tlet b = 語 * 2;'
    assert (
        '1 │ let 語 = "語";  let b = 語 * 2;\n  │                         ^^^^^^ no\n'
    ) in drawn(error(place(text, "語 * 2"), "no"), text)
    assert widths("a\té\u0301😀\x1b") == [1, 3, 1, 0, 2, 0]


def test_help_stands_below_the_notes() -> None:
    found = Diagnostic(
        codes.MISSING_LOCAL, "no `x`", Span(0, 0, 1), notes=("a note",), help="did you mean `y`?"
    )
    assert drawn(found, "x").endswith("  │\n  = a note\n  = help: did you mean `y`?\n\n")


def test_a_message_of_several_lines_is_printed_as_it_is() -> None:
    found = Diagnostic(codes.PANIC, "Panicked: one\ntwo", Span(0, 0, 1))
    assert drawn(found, "x") == (
        "error[panic]: Panicked: one\ntwo\n  ┌─ t.rn:1:1\n  │\n1 │ x\n  │ ^ Panicked: one\ntwo\n\n"
    )


@pytest.fixture
def crash() -> tuple[Sources, Panic]:
    sources = Sources()
    text = 'fn inner(x) {\n    x + "a"\n}\npub fn main() { inner(\n1) }\n'
    sources.add("t.rn", text)
    span = place(text, 'x + "a"')
    frames = [Frame("inner", span), Frame("main", place(text, "inner(\n1)"))]
    return sources, Panic(Diagnostic(codes.PANIC, "Unsupported", span), frames)


def test_a_panic_shows_the_calls(crash: tuple[Sources, Panic]) -> None:
    sources, panic = crash
    assert render_panic(panic, sources) == (
        "error[panic]: Unsupported\n"
        "  ┌─ t.rn:2:5\n"
        "  │\n"
        '2 │     x + "a"\n'
        "  │     ^^^^^^^ Unsupported\n"
        "\n"
        "Backtrace:\n"
        "t.rn:2:5: in inner\n"
        '    x + "a"\n'
        "t.rn:4:17: in main\n"
        "pub fn main() { inner(\n"
    )


def test_of_many_frames_the_middle_is_counted(crash: tuple[Sources, Panic]) -> None:
    sources, panic = crash
    inner, outer = panic.frames
    panic.frames = [inner] * 20 + [outer] * 1000
    shown = render_panic(panic, sources)
    assert shown.count("in inner") == 20
    assert shown.count("in main") == 20
    assert "… 980 frames …\n" in shown
    panic.frames = [inner] * 40
    assert "frames …" not in render_panic(panic, sources)


def test_colours_and_html_hold_the_same_text(crash: tuple[Sources, Panic]) -> None:
    sources, panic = crash
    ansi = render_panic(panic, sources, "ansi")
    assert '\x1b[31mx + "a"\x1b[0m' in ansi
    assert ansi.startswith("\x1b[1;91merror[panic]\x1b[0m\x1b[1m: Unsupported\x1b[0m\n")
    panic = Panic(Diagnostic(codes.PANIC, "a<b & c", panic.diagnostic.span), panic.frames)
    page = render_panic(panic, sources, "html")
    assert page.startswith('<pre class="rune-diagnostic"><span class="rune-error">error[panic]')
    assert "Backtrace:" in page and "a&lt;b &amp; c" in page
    assert page.endswith("</pre>\n")


def test_one_diagnostic_in_each_form(crash: tuple[Sources, Panic]) -> None:
    sources, panic = crash
    found = panic.diagnostic
    assert render_text(found, sources) + "\n" == render_diagnostics([found], sources)
    assert render_ansi(found, sources).endswith("Unsupported\x1b[0m\n")
    assert render_html(found, sources).startswith('<pre class="rune-diagnostic">')


def test_a_panic_without_frames_is_its_headline() -> None:
    panic = Panic(Diagnostic(codes.PANIC, "Wrong number", Span(0, 0, 0)), [])
    assert render_panic(panic, Sources()) == "error[panic]: Wrong number\n\n"

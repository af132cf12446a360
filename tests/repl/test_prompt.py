"""The prompt, typed into on a terminal."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.repl.screen import COLUMNS, Screen


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    shown = Screen(tmp_path)
    shown.wait_for_prompt(1)
    yield shown
    shown.process.close(force=True)


def type_line(screen: Screen, text: str, number: int) -> list[str]:
    """Type an input and return the screen once the prompt after it has come."""
    screen.send(text + "\r")
    return screen.wait_for_prompt(number)


def test_an_input_gives_its_value(screen: Screen) -> None:
    assert "3" in type_line(screen, "1 + 2", 2)
    assert "6" in type_line(screen, "_ * 2", 3)
    assert "7" in type_line(screen, "Out[1] + 4", 4)


def test_enter_goes_on_where_the_parser_wants_more(screen: Screen) -> None:
    screen.send("fn f(a) {\r")
    screen.wait(lambda lines: lines[-1] == "..")
    screen.send("if a {\r")
    screen.wait(lambda lines: lines[-2:] == ["..     if a {", ".."])
    for line in ("1\r", "} else {\r", "2\r", "}\r"):
        screen.send(line)
    screen.wait(lambda lines: "..     }" in lines)
    screen.send("}\r")
    lines = screen.wait_for_prompt(2)
    assert lines[-8:] == [
        "1> fn f(a) {",
        "..     if a {",
        "..         1",
        "..     } else {",
        "..         2",
        "..     }",
        ".. }",
        "2>",
    ]
    assert "2" in type_line(screen, "f(false)", 3)


def test_an_empty_line_stands_for_the_last_semicolon(screen: Screen) -> None:
    screen.send("let half = 21\r")
    screen.wait(lambda lines: lines[-1] == "..")
    screen.send("\r")
    screen.wait_for_prompt(2)
    assert "42" in type_line(screen, "half * 2", 3)


def test_an_error_has_its_carets_and_colours(screen: Screen) -> None:
    lines = type_line(screen, "let n = 0; 10 / n", 2)
    at = next(i for i, line in enumerate(lines) if line.startswith("error[divide-by-zero]"))
    assert lines[at + 1].endswith("<in 1>:1:12")
    assert "^^^^^^ Division by zero" in lines[at + 4]
    assert "\x1b[" in screen.raw[screen.raw.index("Division") - 40 : screen.raw.index("Division")]


def test_a_failed_input_changes_no_variable(screen: Screen) -> None:
    type_line(screen, "let kept = 1;", 2)
    type_line(screen, 'let kept = 2; panic!("no");', 3)
    assert "1" in type_line(screen, "kept", 4)


def test_tab_completes_names_and_methods(screen: Screen) -> None:
    type_line(screen, "let words = [];", 2)
    screen.send("wor\t")
    screen.wait_for("2> words")
    screen.send(".pus\t")
    screen.wait_for("2> words.push")
    screen.send("(1); words\r")
    assert "[1]" in screen.wait_for_prompt(3)


def test_a_question_mark_shows_what_is_known(screen: Screen) -> None:
    screen.send("?std::vec::Vec::push\r")
    screen.wait_for("Appends an element")
    screen.send("?nowhere\r")
    screen.wait_for("Nothing is known about `nowhere`")
    screen.send("fn mine(a) { a }\r")
    screen.wait_for_prompt(2)
    screen.send("?mine\r")
    screen.wait(lambda lines: "fn mine(a)" in lines)


def test_history_is_gone_through_and_kept(screen: Screen, tmp_path: Path) -> None:
    type_line(screen, "40 + 2", 2)
    screen.send("\x1b[A")
    screen.wait_for("2> 40 + 2")
    screen.send("\r")
    screen.wait_for_prompt(3)
    screen.send("\x04")
    assert screen.wait_for_end() == 0
    again = Screen(tmp_path)
    again.wait_for_prompt(1)
    again.send("\x1b[A")
    again.wait_for("1> 40 + 2")
    again.process.close(force=True)


def test_control_c_drops_the_input(screen: Screen) -> None:
    screen.send("let abandoned = ")
    screen.wait_for("abandoned")
    screen.send("\x03")
    screen.wait(lambda lines: lines[-1] == "1>")
    assert any("No local variable `abandoned`" in line for line in type_line(screen, "abandoned", 2))


def test_control_c_interrupts_a_run_and_keeps_the_session(screen: Screen) -> None:
    type_line(screen, "let before = 7;", 2)
    screen.send("loop {}\r")
    time.sleep(0.5)
    screen.send("\x03")
    assert "Interrupted" in screen.wait_for_prompt(3)
    assert "7" in type_line(screen, "before", 4)


def test_control_d_leaves(screen: Screen) -> None:
    screen.send("\x04")
    assert screen.wait_for_end() == 0


def test_commands(screen: Screen) -> None:
    type_line(screen, "let v = [1];", 2)
    screen.send(":vars\r")
    screen.wait(lambda lines: "v = [1]" in lines)
    screen.send(":reset\r")
    screen.wait_for("Forgotten")
    screen.send(":nope\r")
    screen.wait_for("There is no command `:nope`")
    screen.send(":quit\r")
    assert screen.wait_for_end() == 0


def test_empty_input_does_nothing(screen: Screen) -> None:
    screen.send("\r   \r")
    assert screen.wait(lambda lines: lines.count("1>") == 3)[-1] == "1>"


def test_text_of_all_kinds(screen: Screen) -> None:
    assert '"žluťoučký 🎉 漢字"' in type_line(screen, 'let text = "žluťoučký 🎉 漢字"; text', 2)
    lines = type_line(screen, 'let 🎉 = 1', 3)
    assert any(line.startswith("error[") for line in lines)


def test_a_very_long_value_is_cut(screen: Screen) -> None:
    lines = type_line(screen, "(0..100000).iter().collect::<Vec>()", 2)
    assert any("more characters" in line for line in lines)
    assert all(len(line) <= COLUMNS for line in lines)


def test_long_output_of_a_program_is_whole(screen: Screen) -> None:
    type_line(screen, 'for i in 0..1000 { println!("line {}", i); }', 2)
    assert "line 0\r\n" in screen.raw
    assert "line 999\r\n" in screen.raw

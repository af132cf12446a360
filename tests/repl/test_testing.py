"""`bindrune test`: its reports for programs and people, limits, interrupts, the differences of values."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pexpect
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bindrune.core.diagnostics.columns import widths
from bindrune.repl.command import test as command
from bindrune.repl.command.arguments import parse
from bindrune.repl.command.inputs import Target
from bindrune.repl.command.terminal import Terminal
from bindrune.repl.testing.difference import Comparison, compared
from bindrune.repl.testing.junit import JunitReport
from bindrune.repl.testing.results import Case, Result, Totals
from bindrune.repl.testing.selection import Selection

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "bindrune.repl.cli", "test"]
MIXED = r"""
#[test]
fn last() { 1 }

#[test]
fn differs() {
    println!("bell \u{7}, escape \u{1b}[31m, end of text \u{3}, ]]> & <b>\r\n");
    assert_eq!("a long value, the first", "a long value, the second", "with \u{0} in it");
}

/// ```rune,ignore
/// ```
mod žluťoučký {
    #[test]
    fn kůň() { Err("\u{b}") }
}
"""


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*words: str) -> tuple[int, str, str]:
    """Run the command within this process: its status, standard output and standard error."""
    out, err = io.StringIO(), io.StringIO()
    status = command.main(parse(command.COMMAND, list(words)), Terminal(out, err))
    return status, out.getvalue(), err.getvalue()


def lines(*words: str) -> list[dict[str, object]]:
    """What the command writes as JSON."""
    status, out, err = run("--json", *words)
    assert err == ""
    objects: list[dict[str, object]] = [json.loads(line) for line in out.splitlines()]
    assert objects[-1]["type"] == "summary"
    assert status == (1 if objects[-1]["failed"] or objects[-1]["build_errors"] else 0)
    return objects


def write(name: str, text: str) -> None:
    """Write a file in the test's folder."""
    Path(name).write_text(text, encoding="utf-8")


def test_junit_is_xml_whatever_a_test_says() -> None:
    write("mixed & <more>.rn", MIXED)
    status, out, _ = run("--path", "mixed & <more>.rn", "--junit", "reports/new/junit.xml", "-q")
    assert (status, out.splitlines()[0]) == (1, "ff.i")
    root = ElementTree.parse("reports/new/junit.xml").getroot()
    assert root.tag == "testsuites"
    (suite,) = root
    for element in (root, suite):
        counts = {key: element.get(key) for key in ("tests", "failures", "errors", "skipped")}
        assert counts == {"tests": "4", "failures": "2", "errors": "0", "skipped": "1"}
    cases = {case.get("name"): case for case in suite}
    differs = cases["differs"]
    failure, printed = differs
    assert failure.tag == "failure"
    assert "with � in it" in failure.get("message", "")
    assert "Difference" in (failure.text or "")
    assert printed.tag == "system-out"
    assert printed.text == "bell �, escape �[31m, end of text �, ]]> & <b>\r\n\n"
    assert cases["žluťoučký::kůň"][0].get("message") == 'err: "\\u{b}"'
    assert cases["::mixed & <more>::žluťoučký"][0].tag == "skipped"
    assert {case.get("classname") for case in suite} == {"mixed & <more>"}


def test_every_key_of_json_is_documented() -> None:
    write("mixed.rn", MIXED)
    write("broken.rn", "#[test] fn t() { missing }")
    page = (ROOT / "docs" / "testing_scripts.md").read_text("utf-8")
    for found in lines("--path", "mixed.rn", "--path", "broken.rn", "--path", "nowhere.rn"):
        for key in found:
            assert f"`{key}`" in page, key


def test_json_has_values_places_and_output() -> None:
    write("mixed.rn", MIXED)
    found = {line["name"]: line for line in lines("--path", "mixed.rn") if line["type"] == "test"}
    differs = found["differs"]
    assert (differs["left"], differs["right"]) == ('"a long value, the first"', '"a long value, the second"')
    assert differs["place"] == {"file": "mixed.rn", "line": 8, "column": 5}
    assert str(differs["output"]).startswith("bell \u0007, escape \u001b[31m")
    assert found["last"]["status"] == "passed"
    assert found["::mixed::žluťoučký"]["status"] == "skipped"


def test_limits_end_a_test_and_the_others_run() -> None:
    write("t.rn", "#[test] fn a() { 1 }\n#[test] fn endless() { loop {} }\n#[test] async fn z() { 2 }")
    reasons = {line["name"]: line["reason"] for line in lines("--path", "t.rn", "--timeout", "0.02") if "name" in line}
    assert reasons == {"z": None, "endless": "timeout", "a": None}
    found = {line["name"]: line for line in lines("--path", "t.rn", "--budget", "500") if "name" in line}
    assert found["endless"]["reason"] == "budget"
    assert found["endless"]["place"] == {"file": "t.rn", "line": 2, "column": 24}


def test_examples_see_items_of_any_name() -> None:
    write("t.rn", "/// ```rune\n/// assert!(Out is Out);\n/// _x();\n/// ```\nstruct Out;\nfn _x() {}")
    assert [line["status"] for line in lines("--path", "t.rn") if "name" in line] == ["passed"]


def test_examples_fail_where_the_body_of_their_script_does() -> None:
    write("t.rn", 'panic!("at once");\n/// ```rune\n/// 1\n/// ```\nfn f() {}')
    found = {line["name"]: line for line in lines("--path", "t.rn", "-O", "function-body=true") if "name" in line}
    assert found["::t::f"]["place"] == {"file": "t.rn", "line": 1, "column": 1}


def test_empty_files_and_folders() -> None:
    write("empty.rn", "")
    status, out, err = run("--path", "empty.rn")
    assert (status, out[:25]) == (0, "    Executed 0 tests in 0")
    assert err.startswith("note: no tests found")
    Path("folder").mkdir()
    assert run("-R", "--path", "folder")[0] == 1


def test_texts_that_are_no_utf_8_are_build_errors() -> None:
    Path("t.rn").write_bytes(b"\xff#[test] fn a() {}")
    (_, build, _) = lines("--path", "t.rn")
    assert build["message"] == "cannot read file: t.rn: stream did not contain valid UTF-8"


def test_a_fault_of_ours_is_told_and_the_others_run(monkeypatch: pytest.MonkeyPatch) -> None:
    from bindrune.core.vm.machine import Machine

    execute = Machine.execute

    def broken(machine: Machine, function: str, *arguments: Any, **options: Any) -> object:
        if function == "bad":
            raise TypeError("an operand of ours")
        return execute(machine, function, *arguments, **options)

    monkeypatch.setattr(Machine, "execute", broken)
    write("t.rn", "#[test] fn fine() {}\n#[test] fn bad() {}")
    status, out, err = run("--path", "t.rn")
    assert status == 70
    assert out.splitlines()[:2] == ["        Test fine: ok", "        Test bad: internal error"]
    assert "TypeError: an operand of ours\ninternal error: this is a fault of Bindrune" in err


@given(st.text(), st.text(st.characters()), st.text())
def test_junit_takes_any_texts(name: str, output: str, message: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "j.xml")
        report = JunitReport(path)
        report.target(Target(name, script=False))
        result = Result(Case(name, "test", name, 1), "failed", message, "err")
        result.output = output
        report.result(result)
        report.end(Totals())
        ((case,),) = ElementTree.parse(path).getroot()
        assert len(case.findtext("system-out") or "") == len(output)


def test_fail_fast_stops_before_the_next_target() -> None:
    write("a.rn", "#[test] fn never_run() {}\n#[test] fn fails() { None }")
    write("b.rn", "#[test] fn other() {}")
    status, out, _ = run("--path", "a.rn", "--path", "b.rn", "--fail-fast", "--junit", "j.xml")
    assert status == 1
    assert "other" not in out
    assert "Executed 1 tests with 1 failure in" in out
    (suite,) = ElementTree.parse("j.xml").getroot()
    assert [(case.get("name"), case[0].tag) for case in suite] == [("fails", "failure"), ("never_run", "skipped")]


def test_a_slow_test_tells_its_time() -> None:
    from bindrune.repl.testing.results import PASSED, TEST
    from bindrune.repl.testing.text_report import TextReport

    out = io.StringIO()
    report = TextReport(Terminal(out, io.StringIO()))
    for nanoseconds in (999_999_999, 1_500_000_000):
        result = Result(Case("f", TEST, "t.rn", 1), PASSED)
        result.nanoseconds = nanoseconds
        report.result(result)
    assert out.getvalue() == "        Test f: ok\n        Test f: ok (1.500s)\n"


def test_an_interrupt_tells_what_ran_so_far(tmp_path: Path) -> None:
    write("t.rn", "#[test]\nfn endless() {\n    loop {}\n}\n#[test] fn fails() { Err(1) }\n#[test] fn first() { 1 }")
    process = subprocess.Popen(
        [*COMMAND, "--path", "t.rn", "--junit", "j.xml"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        encoding="utf-8", cwd=tmp_path,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "        Test first: ok\n"
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Interrupted, executed" in out
    assert "Traceback" not in err
    if "endless: interrupted" in out:  # the signal may come before the endless one has begun
        assert "t.rn:3:5: in endless" in err
    assert ElementTree.parse("j.xml").getroot().tag == "testsuites"


TWO = '#[test] fn differs() { assert_eq!("a long value one", "a long value two") }\n#[test] fn fine() {}'


def on_terminal(*words: str, **environment: str) -> str:
    """What the command, or a shell line of it, writes on a terminal."""
    clean = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    environment = {**clean, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **environment}
    process = pexpect.spawn(words[0], list(words[1:]), env=environment, encoding="utf-8", timeout=60)
    process.expect(pexpect.EOF)
    shown = process.before or ""
    process.close()
    return shown


def test_colours_on_a_terminal() -> None:
    write("t.rn", TWO)
    shown = on_terminal(*COMMAND, "--path", "t.rn")
    assert "Test fine: \x1b[32mok\x1b[0m" in shown
    assert "Test differs: \x1b[1;31merrored\x1b[0m" in shown
    assert '- "a long value \x1b[1m\x1b[31mone\x1b[0m"' in shown
    assert '+ "a long value \x1b[1m\x1b[32mtwo\x1b[0m"' in shown


def test_no_colours_where_none_are_wanted() -> None:
    write("t.rn", TWO)
    assert "\x1b" not in on_terminal(*COMMAND, "--path", "t.rn", NO_COLOR="1")
    assert "\x1b" not in on_terminal(*COMMAND, "--path", "t.rn", TERM="dumb")
    piped = subprocess.run([*COMMAND, "--path", "t.rn"], capture_output=True, encoding="utf-8")
    assert "\x1b" not in piped.stdout + piped.stderr
    line = " ".join([*COMMAND, "--path", "t.rn"])
    on_terminal("sh", "-c", f"{line} > out.txt")
    assert "\x1b" not in Path("out.txt").read_text("utf-8")


def marks(left: str, right: str) -> list[str]:
    """The lines of a difference below its head."""
    return Comparison(left, right, True).render(color=False).splitlines()[1:]


@pytest.mark.parametrize(
    ("left", "right", "wanted"),
    [
        ("[1, 2, 3, 4]", "[1, 2, 5, 4]", ["- [1, 2, 3, 4]", "         ^", "+ [1, 2, 5, 4]", "         ^"]),
        ("[1, 2, 3]", "[1, 3]", ["- [1, 2, 3]", "      ^^^", "+ [1, 3]"]),
        ('"日本語の文"', '"日本話の文章"', ['- "日本語の文"', "       ^^^^^^", '+ "日本話の文章"', "       ^^^^^^^^"]),
        ('"a\\nb"', '"a\\nc"', ["  a", "- b", "+ c"]),
        ('"x\\\\n y z"', '"x\\\\n y q"', ['- "x\\\\n y z"', "          ^", '+ "x\\\\n y q"', "          ^"]),
        ("one\ntwo", "one", ["  one", "- two"]),
        ('"a\\tbcdef\\n"', '"a bcdef\\n"', ["- a␉bcdef", "   ^", "+ a bcdef", "   ^"]),
        ('"\\u{1b}\\n\\"\\\\"', '"\\u{1c}\\n\\"\\\\"', ["- \\u{1b}", "      ^", "+ \\u{1c}", "      ^", '  "\\']),
        ("1", "2", []),
        ("abcdefghij", "0123456789", []),
        ("a wide \x9bm", "a wide \x9bn", ["- a wide �m", "          ^", "+ a wide �n", "          ^"]),
    ],
)
def test_differences(left: str, right: str, wanted: list[str]) -> None:
    assert marks(left, right) == wanted


def test_equal_texts_of_unequal_values_are_told() -> None:
    assert "different types" in Comparison("1", "1", True).render(color=False)
    assert Comparison("1", "1", False).render(color=False) == ""


def test_equal_lines_far_from_changes_are_left_out() -> None:
    left = [str(n) for n in range(100)]
    right = [*left[:50], "changed", *left[51:]]
    shown = marks("\n".join(left), "\n".join(right))
    assert shown == ["  …", "  47", "  48", "  49", "- 50", "+ changed", "  51", "  52", "  53", "  …"]


def test_large_values_are_compared_from_both_ends() -> None:
    shown = marks("[" + "1, " * 50_000 + "]", "[" + "1, " * 20_000 + "2" + "3, " * 30_000 + "]")
    assert shown[0].startswith("- …")
    assert shown[2].startswith("+ …")


@given(st.text(), st.text(), st.booleans())
def test_differences_take_any_texts(left: str, right: str, color: bool) -> None:
    shown = Comparison(left, right, True).render(color=color)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", plain)
    if not color:
        assert plain == shown


@given(st.text(alphabet="ab \U0001f98a", min_size=8, max_size=30), st.text(alphabet="ab \U0001f98a", max_size=30))
def test_marks_stand_below_their_characters(left: str, right: str) -> None:
    for line in marks(left, right):
        assert line.startswith(("- ", "+ ", "  "))
        if line.startswith("  "):
            assert sum(widths(line)) <= 2 + 2 * 30


@pytest.mark.parametrize(
    ("message", "found"),
    [
        ("assertion failed (left == right):\nleft: 1\nright: 2", ("1", "2", True)),
        ("assertion failed (left != right): why\nleft: a\nb\nright: c\nd", ("a\nb", "c\nd", False)),
        ("assertion failed (left == right): \nleft: x\nleft: 1\nright: 2", None),
        ("assertion failed (left == right):", None),
        ("assertion failed: left", None),
        ("", None),
    ],
)
def test_values_are_read_where_that_is_safe(message: str, found: tuple[str, str, bool] | None) -> None:
    comparison = compared(message)
    assert (comparison and (comparison.left, comparison.right, comparison.equal)) == found


def test_selections() -> None:
    assert "anything" in Selection([])
    assert "a::b" in Selection(["x", "::b"])
    assert "a::b" not in Selection(["::b"], exact=True)
    assert "a::b" in Selection(["a::b"], exact=True)

"""`bindrune bench`: figures, verdicts, baselines, reports, interrupts."""

from __future__ import annotations

import io
import json
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bindrune.core.api import Sources
from bindrune.core.diagnostics.columns import widths
from bindrune.core.formatting.durations import rounded_duration
from bindrune.repl.benching.baseline import Baselines, project_folder
from bindrune.repl.benching.figures import BETTER, NOISE, WORSE, Change, Figures
from bindrune.repl.benching.measuring import BenchResult
from bindrune.repl.benching.text_report import table
from bindrune.repl.command import bench as command
from bindrune.repl.command.arguments import parse
from bindrune.repl.command.terminal import Failure, Terminal

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "bindrune.repl.cli", "bench"]
QUICK = ("--warmup", "0", "--iter", "0")


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*words: str) -> tuple[int, str, str]:
    """Run the command within this process: its status, standard output and standard error."""
    out, err = io.StringIO(), io.StringIO()
    status = command.main(parse(command.COMMAND, [*QUICK, *words]), Terminal(out, err))
    return status, out.getvalue(), err.getvalue()


def figures(median: float, spread: float = 0.01, least: float | None = None) -> Figures:
    """Figures around a median."""
    low, high = median * (1 - spread), median * (1 + spread)
    return Figures(100, (low if least is None else least, low, median, high, median, spread * median))


def result(name: str, of: Figures | None, path: str = "b.rn") -> BenchResult:
    """A bench that was timed."""
    made = BenchResult(path, name, Sources())
    made.figures = of
    return made


def test_figures_of_samples() -> None:
    of = Figures.of([4.0, 1.0, 2.0, 3.0], 400)
    assert (of.iterations, of.min, of.q1, of.median, of.q3, of.mean) == (400, 1.0, 1.75, 2.5, 3.25, 2.5)
    assert of.stddev == pytest.approx(1.25**0.5)
    one = Figures.of([7.0], 1)
    assert (one.min, one.q1, one.median, one.q3, one.stddev) == (7.0, 7.0, 7.0, 7.0, 0.0)


@given(st.lists(st.floats(0, 1e12), min_size=1))
def test_figures_are_in_order(samples: Sequence[float]) -> None:
    of = Figures.of(samples, len(samples))
    assert of.min <= of.q1 <= of.median <= of.q3 <= max(samples)


@pytest.mark.parametrize(
    ("new", "old", "verdict"),
    [
        (figures(100), figures(100), NOISE),
        (figures(103), figures(100, 0.001), NOISE),
        (figures(120), figures(100), WORSE),
        (figures(80), figures(100), BETTER),
        (figures(120, 0.5), figures(100, 0.5), NOISE),
        (figures(120, least=90), figures(100), NOISE),
        (figures(0), figures(0), NOISE),
        (figures(1), figures(0), WORSE),
    ],
)
def test_verdicts(new: Figures, old: Figures, verdict: str) -> None:
    assert Change(new, old).verdict == verdict


@given(st.floats(0.1, 1e9), st.floats(0.1, 1e9))
def test_verdicts_are_turned_around(a: float, b: float) -> None:
    around = {BETTER: WORSE, WORSE: BETTER, NOISE: NOISE}
    assert Change(figures(a), figures(b)).verdict == around[Change(figures(b), figures(a)).verdict]


def test_baselines_keep_what_was_not_run_again(tmp_path: Path) -> None:
    baselines = Baselines(str(tmp_path))
    baselines.save("one", [result("a", figures(10)), result("ž", figures(20))])
    baselines.save("one", [result("a", figures(30)), result("failed", None)])
    loaded = baselines.load("one")
    assert {key: of.median for key, of in loaded.items()} == {"b.rn::a": 30, "b.rn::ž": 20}
    assert baselines.names() == ["one"]
    assert (tmp_path / ".bindrune" / ".gitignore").read_text() == "*\n"
    assert [path.name for path in (tmp_path / ".bindrune" / "bench").iterdir()] == ["one.json"]


@pytest.mark.parametrize(
    "text",
    [
        "", "null", "[]", "{}", '{"format": 2, "benches": {}}', '{"format": 1}', '{"format": 1, "benches": {"a": 1}}',
        '{"format": 1, "benches": {"a": {"iterations": 1, "min_ns": "x"}}}', "\ud800", "[" * 100_000,
        '{"format": 1, "benches": {"a": {"iterations": 1, "min_ns": NaN, "q1_ns": 1, "median_ns": 1, "q3_ns": 1,'
        ' "mean_ns": 1, "stddev_ns": 1}}}',
    ],
)  # fmt: skip
def test_broken_baselines_are_told_and_replaced(tmp_path: Path, text: str) -> None:
    baselines = Baselines(str(tmp_path))
    path = Path(baselines.file("one"))
    path.parent.mkdir(parents=True)
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(Failure, match="The baseline `one` is broken"):
        baselines.load("one")
    baselines.save("one", [result("a", figures(1))])
    assert list(baselines.load("one")) == ["b.rn::a"]


def test_a_baseline_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / ".bindrune").write_text("")
    with pytest.raises(Failure, match="cannot write file"):
        Baselines(str(tmp_path)).save("one", [result("a", figures(1))])


def test_the_folder_is_that_of_the_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "Rune.toml").write_text("")
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert project_folder() == str(tmp_path)
    assert Baselines(str(tmp_path)).key(result("f", None, "x.rn")) == "a/b/x.rn::f"


def test_columns_are_aligned_below_wide_names() -> None:
    results = [result("short", figures(1.5)), result("日本語", figures(2e9)), result("x" * 30, figures(999.96))]
    results[0].baseline = results[0].figures
    results[0].change = Change(figures(3), figures(1.5))
    shown = table(results, compares=True, color=False)
    ends = {[sum(widths(line[: found.end()])) for found in re.finditer(r"\S+", line)][4] for line in shown}
    assert len(ends) == 1
    assert shown[1].endswith("1.500ns      2.000  worse")
    assert shown[2].endswith("-          -  new")
    assert "\x1b[31mworse\x1b[0m" in table(results, compares=True, color=True)[1]


@pytest.mark.parametrize(
    ("nanoseconds", "text"),
    [
        (0, "0.000ns"), (9.9996, "10.00ns"), (12, "12.00ns"), (999.94, "999.9ns"), (999.96, "1.000µs"),
        (70_775, "70.78µs"), (1_500_000_000, "1.500s"), (123_456_000_000, "123.5s"), (5e12, "5000s"),
    ],
)  # fmt: skip
def test_rounded_durations(nanoseconds: float, text: str) -> None:
    assert rounded_duration(nanoseconds) == text


def test_json_holds_nothing_else_and_its_keys_are_documented(capfd: pytest.CaptureFixture[str]) -> None:
    Path("b.rn").write_text(
        '#[bench] fn prints(b) { b.iter(|| println!("loud")) }\n#[bench] fn bad(b) { panic!("no") }\n'
        "#[bench] fn empty(b) {}"
    )
    Path("broken.rn").write_text("#[bench] fn t(b) { missing }")
    words = ("--path", "b.rn", "--path", "broken.rn", "--path", "nowhere.rn", "--json", "--save", "mine")
    for more in ((), ("--baseline", "mine")):
        status, out, err = run(*words, *more)
        assert (status, err) == (1, "")
        found = [json.loads(line) for line in out.splitlines()]
        of = {line["name"]: line for line in found if line["type"] == "bench"}
        assert {name: line["status"] for name, line in of.items()} == {
            "prints": "timed", "bad": "failed", "empty": "empty"
        }  # fmt: skip
        assert ("baseline" in of["prints"]) == bool(more)
        assert found[-1] == {"type": "summary", "timed": 1, "failed": 1, "interrupted": False}
        page = (ROOT / "docs" / "testing_scripts.md").read_text("utf-8")
        for line in found:
            for key in line:
                assert f"`{key}`" in page, key
    printed = capfd.readouterr()
    assert printed.out == ""
    assert set(printed.err.split()) == {"loud"}


def test_rows_of_fast_benches_count_every_call() -> None:
    Path("b.rn").write_text("#[bench] fn fast(b) { b.iter(|| 1) }")
    out = io.StringIO()
    words = ["--warmup", "0.01", "--iter", "0.01", "--path", "b.rn", "--json"]
    assert command.main(parse(command.COMMAND, words), Terminal(out, io.StringIO())) == 0
    timed = json.loads(out.getvalue().splitlines()[1])
    assert timed["iterations"] > 1
    assert 0 < timed["min_ns"] <= timed["median_ns"]


def test_an_interrupt_tells_what_was_timed_so_far(tmp_path: Path) -> None:
    Path("b.rn").write_text("#[bench] fn endless(b) { b.iter(|| loop {}) }\n#[bench] fn first(b) { b.iter(|| 1) }")
    process = subprocess.Popen(
        [*COMMAND, *QUICK, "--path", "b.rn", "--save", "part"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        encoding="utf-8", cwd=tmp_path,
    )  # fmt: skip
    assert process.stdout is not None
    assert any("Result first" in line for line in iter(process.stdout.readline, ""))
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert re.search(r"^first +\d", out, re.M)
    assert list(Baselines(str(tmp_path)).load("part")) == ["b.rn::first"]

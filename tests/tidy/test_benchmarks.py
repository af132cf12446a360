"""The benchmarks: programs in pairs, bars and records for programs that there are, phases where they begin."""

from __future__ import annotations

from pathlib import Path

from benchmarks.commands import PROGRAMS
from benchmarks.compile_cost import BEGINNINGS, measure
from benchmarks.ratios import BARRED, BARS, on_record


def names(ending: str) -> set[str]:
    return {path.stem for path in PROGRAMS.glob(f"*{ending}")}


def test_every_program_is_there_in_both_languages() -> None:
    assert names(".rn") == names(".py")
    assert len(names(".rn")) >= 30


def test_bars_and_records_are_those_of_programs() -> None:
    assert set(BARRED) | set(BARS) <= names(".rn")
    assert set(BARS) <= set(BARRED)
    for known in on_record().values():
        assert set(known["programs"]) <= names(".rn")


def test_every_phase_of_compiling_is_met(tmp_path: Path) -> None:
    program = tmp_path / "some.rn"
    program.write_text("const N = 4;\n\npub fn main() {\n    for n in 0..N {}\n}\n", encoding="utf-8")
    seconds, n_lines = measure(1, [program])
    assert n_lines == 5
    assert all(seconds[phase] > 0 for phase, _, _ in BEGINNINGS)
    assert measure(1, [program])[0].keys() == seconds.keys()

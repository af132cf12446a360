"""The generator itself: the same seed gives the same program, and programs use what they should."""

from __future__ import annotations

import statistics
from collections import Counter
from pathlib import Path

import pytest

from bindrune.core.api import Build, build_text
from tests.codegen import tiers
from tests.codegen.tiers import run_both, seen
from tests.differential.comparison import Comparison, program, unlike
from tests.differential.coverage import ABSENT, expected, natives, used_by
from tests.differential.minimise import minimise
from tests.differential.natives import NATIVES
from tests.differential.outcome import difference, read
from tests.differential.program import generate, generate_counted
from tests.differential.rewritten import rewritten
from tests.differential.typical import typical


def test_a_seed_always_gives_the_same_program() -> None:
    for seed in range(20):
        assert generate(seed) == generate(seed)


def test_programs_use_most_natives_and_many_forms() -> None:
    used: Counter[str] = Counter()
    for seed in range(150):
        used += generate_counted(seed)[1]
    names = {name for row in NATIVES for name in row.names}
    seen = {name for name in names if used[f"native {name}"]}
    assert len(names) > 500
    assert len(seen) > 0.8 * len(names)
    assert len(used) > 500


def test_output_and_a_panic_are_read_from_what_a_command_prints() -> None:
    printed = (
        "one\ntwo\nerror: Division by zero\n  ┌─ program.rn:3:7\n"
        "  │\n3 │ 1 / 0\n  │ ^^^^^ Division\n"
        "\nBacktrace:\nprogram.rn:3:7: 1 / 0\n"
    )
    assert read(printed.encode(), 2) == (
        ["//> one", "//> two"],
        ["//! panic 3:7: Division by zero"],
    )


def test_a_hash_in_the_reference_agrees_with_any_name() -> None:
    wanted = ["//! panic 1:1: Missing instance function `0x44fda7830ac08539` for `P`"]
    assert difference(wanted, ["//! panic 1:1: Missing instance function `go` for `P`"]) is None
    assert difference(wanted, ["//! panic 1:2: Missing instance function `go` for `P`"]) is not None


def test_what_does_not_matter_is_left_out() -> None:
    text = "let a = 1;\nif a == 1 {\n    let b = 2;\n    fault();\n}\nlet c = 3;\n"
    assert minimise(text, lambda shorter: "fault" in shorter) == "    fault();\n"


def test_half_of_the_programs_have_25_statements() -> None:
    counts = []
    for seed in range(100):
        used = generate_counted(seed)[1]
        counts.append(sum(times for name, times in used.items() if name.startswith("statement ")))
    assert statistics.median(counts) >= 25


def test_a_few_programs_run_most_operations_and_nodes() -> None:
    ran: Counter[str] = Counter()
    for seed in range(12):
        ran += used_by(seed)
    wanted = expected()
    assert set(ABSENT) < set(wanted)
    assert not set(ABSENT) & set(ran)
    assert sum(name in ran for name in wanted) > 0.8 * len(wanted)
    assert len(natives(ran)) >= 190


def test_an_immediate_program_awaits_nothing_in_its_body() -> None:
    for seed in range(20):
        built = build_text(generate(seed, immediate=True))
        assert built.ir is not None, built.diagnostics
        body = next(fn for fn in built.ir.functions if fn.item == built.ir.entry)
        assert body.kind == "immediate"


def test_typical_programs_compile_and_mostly_run_to_their_end() -> None:
    ends = Counter(run_both(typical(seed))[0] for seed in range(30))
    assert set(ends) == {"value", "panic"}
    assert ends["value"] >= 18


def test_a_borrow_that_the_reference_keeps_is_no_difference() -> None:
    kept = "//! panic 3:1: Cannot write, value has snapshot --000001 and is not available for writing"
    assert unlike(["//> 1", kept], ["//> 1", "//> 2"]) is None
    assert unlike(["//> 1", kept], ["//> 2"]) is not None
    assert unlike(["//> 1", kept.replace("write", "read", 1)], ["//> 1", "//> 2"]) is not None
    assert unlike(["//> 1"], ["//> 1", kept]) is not None


def test_what_was_ended_is_compared_as_far_as_it_came() -> None:
    assert unlike(["//> 1", "//> 2"], ["//> 1", "//! budget"]) is None
    assert unlike(["//! timeout"], ["//> 1", "//! budget"]) is None
    assert unlike(["//> 2"], ["//> 1", "//! budget"]) is not None


def test_the_tiers_agree_on_a_few_programs() -> None:
    comparison = Comparison(None, None, None, whole=False)
    for seed in range(6):
        assert comparison.check(seed) == (seed, None)
    assert comparison.kinds.total() == 6
    comparison.runners.worker.close()


@pytest.mark.parametrize("first", range(0, 6000, 500))
def test_the_tiers_agree_on_rewritten_programs(first: int) -> None:
    for seed in range(first, first + 500, 50):
        text = rewritten(seed)
        assert run_both(text, most_fuel=300_000)[1] is None, text


def test_a_rewritten_program_has_other_operands() -> None:
    texts = [rewritten(seed) for seed in range(0, 400, 20)]
    assert texts == [rewritten(seed) for seed in range(0, 400, 20)]
    assert sum("zz" in text.split("\n", 1)[1] for text in texts) > 15


def test_what_differs_from_the_reference_is_told_and_written(tmp_path: Path) -> None:
    reference = tmp_path / "reference"
    reference.write_text("#!/bin/sh\necho nothing of that\n")
    reference.chmod(0o755)
    comparison = Comparison(str(reference), None, str(tmp_path / "found"), whole=True)
    seed, found = comparison.check(0)
    comparison.runners.worker.close()
    assert found is not None
    assert found.startswith("line 1: wanted //> nothing of that   got ")
    written = (tmp_path / "found" / "seed_0.rn").read_text(encoding="utf-8")
    assert written == f"//---- random program 0\n{program(seed)}//> nothing of that\n"


def test_a_difference_between_the_tiers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = iter((0, 1))

    def other(built: Build, tier: int, most_fuel: int) -> tiers.Seen:
        found = seen(built, tier, most_fuel)
        found.fuel += next(runs)
        return found

    monkeypatch.setattr(tiers, "seen", other)
    ended, found, lines = tiers.run_both('println!("{}", 1); 1 / 0')
    assert (ended, found) == ("panic", "fuel: 1   tier 1: 2")
    assert lines == ["//> 1", "//! panic 1:20: Division by zero"]

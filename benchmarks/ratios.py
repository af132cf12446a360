"""The programs against CPython: the table of a Python, the bars, and the ratios on record."""

from __future__ import annotations

import json
import math
from typing import Any

from benchmarks.commands import HERE, Command, least

RATIOS = HERE / "ratios.json"
BARS = {"fib": 24.0, "collatz": 10.0, "objects_methods": 35.0, "generators": 35.0, "sort": 35.0}
"""The most that a program may take in tier 0, as a multiple of CPython's time."""
BARRED = (
    "brainfuck", "closures", "collatz", "fib", "generators", "json_like", "mandelbrot", "matmul", "nbody", "nqueens",
    "objects_methods", "sieve", "sort", "spectral_norm", "string_build", "word_count",
)  # fmt: skip
"""The programs that have bars in a plain run. The others say how fast the rest of the language is."""
FAST_BAR = 2.5
"""The most that one of these may take in a plain run."""
MEAN_BAR = 1.5
"""The same for their geometric mean."""
LOSS = 1.1
"""How much longer than on record a program may take."""


def mean(ratios: list[float]) -> float:
    """The geometric mean."""
    return math.exp(sum(map(math.log, ratios)) / len(ratios))


def table(names: list[str], by: dict[str, Command], runs: int, recorded: dict[str, float]) -> tuple[list[str], bool]:
    """Return the table of the programs, and whether every bar was kept; the ratios are put into ``recorded``."""
    for command in by.values():
        command.measure_start()
    others = [name for name in by if name != "CPython"]
    head = [*(f"{name} (s)" for name in by), *(f"{name} ÷ CPython" for name in others), "bars"]
    lines = [f"| program | {' | '.join(head)} |", "|---" * (len(head) + 1) + "|"]
    print("\n".join(lines), flush=True)
    good = True
    ratios: dict[str, dict[str, float]] = {}
    for name in names:
        times = least(name, list(by.values()), runs)
        found = ratios[name] = {other: times[other] / times["CPython"] for other in others}
        verdict = []
        for other, bar in (("tier 0", BARS.get(name)), ("tier 1", FAST_BAR if name in BARRED else None)):
            if bar is not None and other in found:
                kept = found[other] <= bar
                good &= kept
                verdict.append(f"{'' if kept else 'missed: '}≤ {bar:g}")
        recorded[name] = round(found["tier 1"], 3)
        cells = [*(f"{spent:.3f}" for spent in times.values()), *(f"{ratio:.2f}" for ratio in found.values())]
        lines.append(f"| {name} | {' | '.join(cells)} | {', '.join(verdict)} |")
        print(lines[-1], flush=True)
    for title, chosen in (
        ("geometric mean of those with a bar", [name for name in names if name in BARRED]),
        ("geometric mean of all", names),
    ):
        if not chosen:
            continue
        means = {other: mean([ratios[name][other] for name in chosen]) for other in others}
        verdict = []
        if chosen is not names:
            kept = means["tier 1"] <= MEAN_BAR
            good &= kept
            verdict.append(f"{'' if kept else 'missed: '}≤ {MEAN_BAR:g}")
        cells = [*("" for _ in by), *(f"{found:.2f}" for found in means.values())]
        lines.append(f"| {title} | {' | '.join(cells)} | {', '.join(verdict)} |")
        print(lines[-1], flush=True)
    return lines, good


def guard(names: list[str], by: dict[str, Command], runs: int, version: str) -> bool:
    """Compare the fast tier with the ratios on record for this Python; print and return whether none was lost."""
    known = on_record().get(_minor(version), {}).get("programs", {})
    chosen = [command for command in by.values() if command.name in ("tier 1", "CPython")]
    for command in chosen:
        command.measure_start()
    names = lost = [name for name in names if name in known]
    ratios: dict[str, float] = {}
    for _ in range(3):
        for name in lost:
            times = least(name, chosen, runs)
            ratios[name] = times["tier 1"] / times["CPython"]
        lost = [name for name in lost if ratios[name] > known[name] * LOSS]
        if not lost:
            break
    for name in lost:
        print(f"{name}: {ratios[name]:.2f} times CPython's time, {known[name]:.2f} on record")
    print(f"Python {version}: {len(names) - len(lost)} of {len(names)} programs are as fast as on record")
    return not lost


def on_record() -> dict[str, dict[str, Any]]:
    """The ratios on record, by the Python they were measured with."""
    pythons: dict[str, dict[str, Any]] = json.loads(RATIOS.read_text(encoding="utf-8"))["pythons"]
    return pythons


def record(version: str, programs: dict[str, float]) -> None:
    """Put the ratios of a Python on record; those of others, and of programs that did not run, stay."""
    pythons = on_record()
    known = pythons.setdefault(_minor(version), {"version": version, "programs": {}})
    known["version"] = version
    known["programs"] = dict(sorted({**known["programs"], **programs}.items()))
    RATIOS.write_text(json.dumps({"pythons": dict(sorted(pythons.items()))}, indent=1) + "\n", encoding="utf-8")


def _minor(version: str) -> str:
    return ".".join(version.split(".")[:2])

"""`make bench`: how fast Bindrune is, as ratios measured side by side in one run.

    python -m benchmarks.run [--runs N] [--only NAME,NAME] [--write] [--guard]

Four tables: the programs of `benchmarks/programs` in tier 0 and in the tier of a plain run, against CPython running the
same program written in Python (and against the reference, where `BINDRUNE_ORACLE` names its command); what an observer
costs; how long generated source takes to bytecode; how long scripts take from start to end. A time is the least of
several interleaved runs, less the least time of an empty program by the same command; programs come from the cache, as
they do from the second run on. `--write` puts the tables into `docs/performance.md` and the ratios into
`benchmarks/ratios.json`. Figures with a bar say whether they keep it, and the exit status is 1 if one does not.

`--guard` measures the programs in the fast tier only and compares with the ratios on record: one that takes more than a
tenth longer, in each of three attempts, is a loss, and the exit status is 1.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import resource
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROGRAMS = HERE / "programs"
PAGE = HERE.parent / "docs" / "performance.md"
RATIOS = HERE / "ratios.json"
MARK = "<!-- figures: written by `make bench` -->\n"
BARS = {"fib": 24.0, "collatz": 10.0, "objects_methods": 35.0, "generators": 35.0, "sort": 35.0}
"""The most that a program may take in tier 0, as a multiple of CPython's time."""
FAST_BAR = 2.5
"""The most that any program may take in a plain run."""
MEAN_BAR = 1.5
"""The same for the geometric mean."""
LOSS = 1.1
"""How much longer than on record a program may take."""
OBSERVER_BAR = 1.35
COMPILE_BAR_S = 1.0
START_BAR = 3.5
CACHED_BAR = 1.3
SMALLEST_S = 1e-4


class Command:
    """A way to run a program: its name, its words, the ending of the files it runs, and what its environment adds."""

    def __init__(self, name: str, words: list[str], ending: str, **environment: str) -> None:
        self.name = name
        self.words = words
        self.ending = ending
        self.environment = {**os.environ, **environment}
        self.start_s = math.inf

    def time(self, path: Path) -> tuple[float, str]:
        """Run once; return the seconds of processor time that it took, and its output."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(
            [*self.words, str(path)], capture_output=True, text=True, timeout=300, check=True, env=self.environment
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return spent, done.stdout

    def measure_start(self) -> None:
        """Measure how long an empty program takes."""
        with tempfile.TemporaryDirectory() as folder:
            empty = Path(folder) / f"empty{self.ending}"
            empty.write_text("pub fn main() {}\n" if self.ending == ".rn" else "", encoding="utf-8")
            self.start_s = min(self.time(empty)[0] for _ in range(5))


def bindrune() -> list[str]:
    """The words of the command whose speed is measured."""
    script = Path(sys.executable).with_name("bindrune")
    return [str(script)] if script.exists() else [sys.executable, "-m", "bindrune.repl.cli"]


def commands() -> dict[str, Command]:
    """The ways to run a program, by what they are called; the reference where it is at hand."""
    words = [*bindrune(), "run", "--path"]
    found = [
        Command("tier 0", words, ".rn", BINDRUNE_TIER="0"),
        Command("tier 1", words, ".rn", BINDRUNE_TIER=""),
        Command("CPython", [sys.executable], ".py"),
    ]
    oracle = os.environ.get("BINDRUNE_ORACLE")
    if oracle:
        found.append(Command("reference", [*shlex.split(oracle), "run", "--path"], ".rn"))
    return {command.name: command for command in found}


def least(name: str, by: list[Command], runs: int) -> dict[str, float]:
    """Return the least seconds that a program takes by each command, over interleaved runs."""
    found = dict.fromkeys((command.name for command in by), math.inf)
    outputs = set()
    for _ in range(runs):
        for command in by:
            spent, output = command.time(PROGRAMS / (name + command.ending))
            found[command.name] = min(found[command.name], max(spent - command.start_s, SMALLEST_S))
            outputs.add(output)
    if len(outputs) != 1:
        raise SystemExit(f"{name}: the commands print different results: {outputs}")
    return found


def programs(names: list[str], runs: int, recorded: dict[str, float]) -> tuple[list[str], bool]:
    """Return the table of the programs, and whether every bar was kept; the ratios are put into ``recorded``."""
    by = commands()
    for command in by.values():
        command.measure_start()
    others = [name for name in by if name != "CPython"]
    head = [*(f"{name} (s)" for name in by), *(f"{name} ÷ CPython" for name in others), "bars"]
    lines = [f"| program | {' | '.join(head)} |", "|---" * (len(head) + 1) + "|"]
    good = True
    ratios: dict[str, list[float]] = {name: [] for name in others}
    for name in names:
        times = least(name, list(by.values()), runs)
        for other in others:
            ratios[other].append(times[other] / times["CPython"])
        verdict = []
        for other, bar in (("tier 0", BARS.get(name)), ("tier 1", FAST_BAR)):
            if bar is not None:
                kept = ratios[other][-1] <= bar
                good &= kept
                verdict.append(f"{'' if kept else 'missed: '}≤ {bar:g}")
        recorded[name] = round(ratios["tier 1"][-1], 3)
        cells = [*(f"{spent:.3f}" for spent in times.values()), *(f"{found[-1]:.2f}" for found in ratios.values())]
        lines.append(f"| {name} | {' | '.join(cells)} | {', '.join(verdict)} |")
        print(lines[-1], flush=True)
    means = {other: math.exp(sum(map(math.log, found)) / len(found)) for other, found in ratios.items()}
    kept = means["tier 1"] <= MEAN_BAR
    good &= kept
    cells = [*("" for _ in by), *(f"{mean:.2f}" for mean in means.values())]
    lines.append(f"| geometric mean | {' | '.join(cells)} | {'' if kept else 'missed: '}≤ {MEAN_BAR:g} |")
    print(lines[-1], flush=True)
    return lines, good


def guard(names: list[str], runs: int) -> bool:
    """Compare the fast tier with the ratios on record; print and return whether none was lost."""
    known: dict[str, float] = json.loads(RATIOS.read_text(encoding="utf-8"))["programs"]
    by = [command for command in commands().values() if command.name in ("tier 1", "CPython")]
    for command in by:
        command.measure_start()
    lost = [name for name in names if name in known]
    for _ in range(3):
        ratios = {name: _ratio(least(name, by, runs)) for name in lost}
        lost = [name for name, ratio in ratios.items() if ratio > known[name] * LOSS]
        if not lost:
            break
    for name in lost:
        print(f"{name}: {ratios[name]:.2f} times CPython's time, {known[name]:.2f} on record")
    print(f"{len(names) - len(lost)} of {len(names)} programs are as fast as on record")
    return not lost


def _ratio(times: dict[str, float]) -> float:
    return times["tier 1"] / times["CPython"]


def observer(runs: int) -> tuple[list[str], bool]:
    """Return the table of what observers cost: of which closures run, of frames, and of every instruction."""
    from bindrune.core.api import MemoryIO, build_text
    from bindrune.core.runtime.active import use_io
    from bindrune.core.runtime.scheduler import SelectorReactor
    from bindrune.core.vm.observer import FRAME_KINDS, Event, Observers

    class Quiet:
        """An observer that does nothing."""

        def __init__(self, wants: frozenset[str]) -> None:
            self.wants = wants

        def on_event(self, event: Event) -> None:
            """Ignore the event."""

    def seconds(name: str, wants: frozenset[str] | None) -> float:
        text = (PROGRAMS / f"{name}.rn").read_text(encoding="utf-8")
        execution = build_text(small(text), script=False).machine().execute("main", reactor=SelectorReactor())
        if wants is not None:
            execution.observers = Observers()
            execution.observers.attach(Quiet(wants))
        with use_io(MemoryIO()):
            started = time.process_time()
            execution.run()
            return time.process_time() - started

    lines = ["| program | flow ÷ none | frames ÷ none | instructions ÷ none | bar on flow |", "|---|---|---|---|---|"]
    kinds = (None, frozenset(("flow",)), FRAME_KINDS, frozenset(("op",)))
    good = True
    for name in ("fib", "collatz", "objects_methods", "generators", "sort"):
        least = [math.inf] * len(kinds)
        for _ in range(runs):
            for at, wants in enumerate(kinds):
                least[at] = min(least[at], seconds(name, wants))
        ratios = [spent / least[0] for spent in least[1:]]
        kept = ratios[0] <= OBSERVER_BAR
        good &= kept
        verdict = f"≤ {OBSERVER_BAR:g}" if kept else f"**missed: ≤ {OBSERVER_BAR:g}**"
        lines.append(f"| {name} | {' | '.join(f'{ratio:.2f}' for ratio in ratios)} | {verdict} |")
        print(lines[-1], flush=True)
    return lines, good


def small(text: str) -> str:
    """Return a program with its loops shortened, for measurements that need no long run."""
    shorter = {"fib(31)": "fib(21)", "30000": "1500", "0..1500": "0..60", "900000": "30000", "60000": "3000"}
    for large, little in shorter.items():
        text = text.replace(large, little)
    return text


def generated(n_lines: int) -> str:
    """Return a module of about ``n_lines`` lines of ordinary code."""
    block = """
struct Point{n} {{ x, y }}

impl Point{n} {{
    fn moved(self, dx, dy) {{
        Point{n} {{ x: self.x + dx, y: self.y + dy }}
    }}
}}

pub fn work{n}(items, limit) {{
    let total = 0;
    let names = [];

    for (index, item) in items.iter().enumerate() {{
        if index as i64 > limit {{
            break;
        }}

        match item {{
            Some(value) if value % 2 == 0 => total += value * {n},
            Some(value) => {{
                let point = Point{n} {{ x: value, y: total }}.moved(1, 2);
                total = point.x - point.y;
                names.push(format!("{{}}: {{:?}}", point.x, total));
            }}
            _ => return Err("nothing at " + "{n}"),
        }}
    }}

    Ok((total, names.len(), |x| x + total))
}}
"""
    count = n_lines // (block.count("\n"))
    return "".join(block.format(n=n) for n in range(count))


def compile_time(runs: int) -> tuple[list[str], bool]:
    """Return how long 10,000 lines take from text to bytecode."""
    from bindrune.core.api import build_text

    text = generated(10_000)
    n_lines = text.count("\n")
    least = math.inf
    for _ in range(runs):
        started = time.process_time()
        built = build_text(text, script=False)
        least = min(least, time.process_time() - started)
        assert built.ok, built.diagnostics
    kept = least * 10_000 / n_lines <= COMPILE_BAR_S
    line = f"{n_lines:,} generated lines to bytecode: {least:.2f} s, {least / n_lines * 1e6:.0f} µs a line"
    print(line, flush=True)
    return [line + ("" if kept else f" (**missed: {COMPILE_BAR_S} s for 10,000**)")], kept


def start_up(runs: int = 15) -> tuple[list[str], bool]:
    """Return how starting compares with starting Python, by processor time from start to end."""
    words = [*bindrune(), "run"]
    with tempfile.TemporaryDirectory() as folder:
        empty, large = Path(folder) / "empty.rn", Path(folder) / "large.rn"
        empty.write_text("", encoding="utf-8")
        large.write_text(generated(1000) + "for n in 0..10 { work0([Some(n)], n); }\n", encoding="utf-8")
        python = Command("python", [sys.executable, "-c", ""], "")
        script = Command("script", words, ".rn")
        for path in (empty, large):
            script.time(path)
        theirs = ours = cached = math.inf
        for _ in range(runs):
            theirs = min(theirs, python.time(empty)[0])
            ours = min(ours, script.time(empty)[0])
            cached = min(cached, script.time(large)[0])
    lines = []
    good = True
    for what, spent, by, bar in (
        ("an empty script ÷ `python -c ''`", ours, theirs, START_BAR),
        ("a script of 1,000 lines that ran before ÷ an empty one", cached, ours, CACHED_BAR),
    ):
        ratio = spent / by
        good &= ratio <= bar
        verdict = "" if ratio <= bar else f" (**missed: {bar}**)"
        lines.append(f"* `bindrune run` of {what}: {ratio:.2f} ({spent * 1e3:.0f} ms ÷ {by * 1e3:.0f} ms){verdict}")
        print(lines[-1], flush=True)
    return lines, good


def main() -> int:
    """Measure and print; with ``--write`` renew the page."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--only", help="only these programs, with commas")
    options.add_argument("--write", action="store_true", help="renew docs/performance.md")
    options.add_argument("--guard", action="store_true", help="only look for what got slower")
    chosen = options.parse_args()
    names = sorted(path.stem for path in PROGRAMS.glob("*.rn"))
    if chosen.only:
        names = [name for name in names if name in chosen.only.split(",")]
    if chosen.guard:
        return 0 if guard(names, chosen.runs) else 1
    recorded: dict[str, float] = {}
    sections: list[tuple[str, Callable[[], tuple[list[str], bool]]]] = [
        ("Programs", lambda: programs(names, chosen.runs, recorded)),
        ("Observers", lambda: observer(chosen.runs)),
        ("Compilation", lambda: compile_time(chosen.runs)),
        ("Start", lambda: start_up()),
    ]
    good = True
    text = [f"Python {platform.python_version()}, {os.cpu_count()} processors, {time.strftime('%Y-%m-%d')}.", ""]
    for title, measure in sections:
        print(f"\n{title}", flush=True)
        lines, kept = measure()
        good &= kept
        text += [f"## {title}", "", *lines, ""]
    if chosen.write:
        page = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(page[: page.index(MARK) + len(MARK)] + "\n" + "\n".join(text).rstrip() + "\n", encoding="utf-8")
        data = {"python": platform.python_version(), "programs": recorded}
        RATIOS.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())

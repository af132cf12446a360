"""`make bench`: how fast Bindrune is, as ratios measured side by side in one run.

    python benchmarks/run.py [--runs N] [--reference COMMAND] [--only NAME,NAME] [--write]

Four tables: the programs of `benchmarks/programs` against CPython running the same program written in Python (and
against another Rune where `--reference` names its command); what an observer costs; how long generated source takes to
bytecode; how long an empty script takes from start to end. A time is the least of several interleaved runs, less the
least time of an empty program by the same command. `--write` puts the tables into `docs/performance.md`. Figures with a
bar say whether they keep it, and the exit status is 1 if one does not.
"""

from __future__ import annotations

import argparse
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
MARK = "<!-- figures: written by `make bench` -->\n"
BARS = {"fib": 24.0, "collatz": 10.0, "objects_methods": 35.0, "generators": 35.0, "sort": 35.0}
"""The most that a program may take, as a multiple of CPython's time."""
OBSERVER_BAR = 1.35
COMPILE_BAR_S = 1.0
START_BAR = 5.0
SMALLEST_S = 1e-4


class Command:
    """A way to run a program: its name, its words, and the ending of the files it runs."""

    def __init__(self, name: str, words: list[str], ending: str) -> None:
        self.name = name
        self.words = words
        self.ending = ending
        self.start_s = math.inf

    def time(self, path: Path) -> tuple[float, str]:
        """Run once; return the seconds of processor time that it took, and its output."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run([*self.words, str(path)], capture_output=True, text=True, timeout=300, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return spent, done.stdout


def programs(commands: list[Command], names: list[str], runs: int) -> tuple[list[str], bool]:
    """Return the table of the programs, and whether every bar was kept."""
    with tempfile.TemporaryDirectory() as folder:
        for command in commands:
            empty = Path(folder) / f"empty{command.ending}"
            empty.write_text("pub fn main() {}\n" if command.ending == ".rn" else "", encoding="utf-8")
            command.start_s = min(command.time(empty)[0] for _ in range(5))
    lines = ["| program | " + " | ".join(f"{c.name} (s)" for c in commands) + " | ÷ CPython | bar |"]
    lines.append("|---" * (len(commands) + 3) + "|")
    good = True
    ratios = []
    for name in names:
        least = dict.fromkeys((c.name for c in commands), math.inf)
        outputs = set()
        for _ in range(runs):
            for command in commands:
                spent, output = command.time(PROGRAMS / (name + command.ending))
                least[command.name] = min(least[command.name], max(spent - command.start_s, SMALLEST_S))
                outputs.add(output)
        if len(outputs) != 1:
            raise SystemExit(f"{name}: the commands print different results: {outputs}")
        ratio = least["bindrune"] / least["CPython"]
        ratios.append(ratio)
        bar = BARS.get(name)
        kept = bar is None or ratio <= bar
        good &= kept
        verdict = "" if bar is None else f"≤ {bar:g}" if kept else f"**missed: ≤ {bar:g}**"
        cells = " | ".join(f"{least[c.name]:.3f}" for c in commands)
        lines.append(f"| {name} | {cells} | {ratio:.1f} | {verdict} |")
        print(lines[-1], flush=True)
    mean = math.exp(sum(map(math.log, ratios)) / len(ratios))
    lines.append(f"| geometric mean {'| ' * len(commands)}| {mean:.1f} | |")
    return lines, good


def observer(runs: int) -> tuple[list[str], bool]:
    """Return the table of what observers cost: of which closures run, of frames, and of every instruction."""
    from bindrune.core.api import MemoryIO, build_text
    from bindrune.core.runtime.active import use_io
    from bindrune.core.vm.observer import FRAME_KINDS, Event, Observers

    class Quiet:
        """An observer that does nothing."""

        def __init__(self, wants: frozenset[str]) -> None:
            self.wants = wants

        def on_event(self, event: Event) -> None:
            """Ignore the event."""

    def seconds(name: str, wants: frozenset[str] | None) -> float:
        text = (PROGRAMS / f"{name}.rn").read_text(encoding="utf-8")
        execution = build_text(small(text), script=False).start()
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


def start_up(command: Command, runs: int = 15) -> tuple[list[str], bool]:
    """Return how an empty script compares with an empty Python program, by wall time from start to end."""
    with tempfile.NamedTemporaryFile("w", suffix=".rn", encoding="utf-8") as empty:
        empty.write("")
        empty.flush()

        def wall(words: list[str]) -> float:
            started = time.perf_counter()
            subprocess.run(words, check=True)
            return time.perf_counter() - started

        ours = theirs = math.inf
        for _ in range(runs):
            ours = min(ours, wall([*command.words[:-1], empty.name]))
            theirs = min(theirs, wall([sys.executable, "-c", ""]))
    ratio = ours / theirs
    times = f"{ours * 1e3:.0f} ms ÷ {theirs * 1e3:.0f} ms"
    line = f"`bindrune run` of an empty script ÷ `python -c ''`: {ratio:.1f} ({times})"
    print(line, flush=True)
    return [line + ("" if ratio <= START_BAR else f" (**missed: {START_BAR}**)")], ratio <= START_BAR


def main() -> int:
    """Measure and print; with ``--write`` renew the page."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--reference", help="the command of another Rune, to which the path of a module is appended")
    options.add_argument("--only", help="only these programs, with commas")
    options.add_argument("--write", action="store_true", help="renew docs/performance.md")
    chosen = options.parse_args()
    bindrune = Path(sys.executable).with_name("bindrune")
    ours = Command("bindrune", [str(bindrune), "run", "--path"], ".rn")
    commands = [ours, Command("CPython", [sys.executable], ".py")]
    if chosen.reference:
        commands.append(Command("reference", shlex.split(chosen.reference), ".rn"))
    names = sorted(path.stem for path in PROGRAMS.glob("*.rn"))
    if chosen.only:
        names = [name for name in names if name in chosen.only.split(",")]
    sections: list[tuple[str, Callable[[], tuple[list[str], bool]]]] = [
        ("Programs", lambda: programs(commands, names, chosen.runs)),
        ("Observers", lambda: observer(chosen.runs)),
        ("Compilation", lambda: compile_time(chosen.runs)),
        ("Start", lambda: start_up(ours)),
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
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())

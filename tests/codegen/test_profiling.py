"""Tools for Python name the files and lines of the program: cProfile, coverage.py, traceback walkers such as py-spy."""

from __future__ import annotations

import cProfile
import json
import pstats
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from bindrune.core.api import MemoryIO, Termination, build_text

PROGRAM = """\
struct Circle { radius }

impl Circle {
    fn area(self) {
        return 3.0 * self.radius * self.radius;
    }
}

fn total(circles) {
    let sum = 0.0;
    for circle in circles {
        if circle.radius < 0.0 {
            panic!("negative");
        }
        sum += circle.area();
    }
    sum
}

let circles = [];
for i in 0..20 {
    circles.push(Circle { radius: i as f64 });
}
println!("{}", total(circles));
"""
COVERAGE = """
import json, sys, coverage
from bindrune.core.api import MemoryIO, build_text

path = sys.argv[1]
built = build_text(open(path).read(), path, path=path, io=MemoryIO())
measured = coverage.Coverage(data_file=None, include=["*.rn"], config_file=False)
with measured.collect():
    built.run()
print(json.dumps({file: sorted(measured.get_data().lines(file)) for file in measured.get_data().measured_files()}))
"""


def test_a_profile_has_functions_with_file_and_line() -> None:
    built = build_text(PROGRAM, "shapes.rn", path="shapes.rn", io=MemoryIO())
    profile = cProfile.Profile()
    profile.runcall(built.run)
    calls = {key: row[1] for key, row in pstats.Stats(profile).stats.items() if key[0] == "shapes.rn"}  # type: ignore[attr-defined]
    assert calls["shapes.rn", 4, "Circle::area"] == 20
    assert calls["shapes.rn", 9, "total"] == 1
    assert {name for _, _, name in calls} >= {"Circle::area", "total", "<script>"}


def test_coverage_has_the_lines_that_ran(tmp_path: Path) -> None:
    path = tmp_path / "shapes.rn"
    path.write_text(PROGRAM, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", COVERAGE, str(path)], capture_output=True, encoding="utf-8", timeout=60
    )
    assert done.returncode == 0, done.stderr
    lines = set(json.loads(done.stdout)[str(path)])
    assert {5, 10, 11, 12, 15, 17, 20, 21, 22, 24} <= lines
    assert not lines & {2, 7, 8, 13, 14, 16, 18, 19}


def test_a_frame_has_the_line_that_runs() -> None:
    text = 'fn deep(n) {\n    print!(".");\n    n\n}\nfor i in 0..1 {\n    deep(i);\n}\n'
    built = build_text(text, "a.rn", path="a.rn", io=Looking())
    built.run()
    assert isinstance(built.io, Looking)
    assert built.io.seen == [("a.rn", "deep", 2), ("a.rn", "<script>", 6)]


OTHERS = """\
mod shapes {
    pub fn twice(n) {
        let f = |m| {
            let t = n + m;
            while t > 100 { t -= 1; }
            t
        };
        f(n)
    }
}
fn items(n) {
    for i in 0..n {
        yield shapes::twice(i);
    }
}
async fn later(n) {
    let total = 0;
    for x in items(n) {
        total += x;
    }
    total
}
println!("{}", later(5).await);
"""


def test_closures_generators_and_async_functions_have_their_places() -> None:
    built = build_text(OTHERS, "others.rn", path="others.rn", io=MemoryIO())
    profile = cProfile.Profile()
    profile.runcall(built.run)
    calls = {key[1:]: row[1] for key, row in pstats.Stats(profile).stats.items() if key[0] == "others.rn"}  # type: ignore[attr-defined]
    assert calls[2, "shapes::twice"] == 5
    assert calls[11, "items"] == 6  # begun, and resumed after each yield
    assert calls[16, "later"] == 1
    assert calls[3, "shapes::twice::{closure#1}"] == 5


def test_samples_have_functions_and_lines() -> None:
    """What a sampling profiler does: another thread looks at the frames."""
    text = "fn spin() {\n    let n = 0;\n    loop {\n        n = (n + 1) % 7;\n    }\n}\nspin();\n"
    built = build_text(text, "spin.rn", path="spin.rn", io=MemoryIO())
    execution = built.start()
    found: set[tuple[str, int]] = set()
    main = threading.get_ident()

    def sample() -> None:
        while ("spin", 4) not in found:
            frame = sys._current_frames().get(main)
            while frame is not None:
                if frame.f_code.co_filename == "spin.rn":
                    found.add((frame.f_code.co_name, frame.f_lineno))
                frame = frame.f_back
        execution.interrupt()

    thread = threading.Thread(target=sample)
    thread.start()
    with pytest.raises(Termination):
        execution.run()
    thread.join()
    assert found <= {("<script>", 7), ("spin", 3), ("spin", 4)}


class Looking(MemoryIO):
    """An IO that notes who prints, as a sampling profiler would see it."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, str, int]] = []

    def write_out(self, text: str) -> None:
        """Note the frames of the program."""
        frame = sys._getframe()
        while frame is not None:
            code = frame.f_code
            if code.co_filename.endswith(".rn"):
                self.seen.append((code.co_filename, code.co_name, frame.f_lineno))
            frame = frame.f_back  # type: ignore[assignment]

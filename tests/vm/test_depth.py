"""Depth: script code nests as deep as memory allows, however the levels call each other, on a small C stack.

Each case runs in a process of its own, since what it guards against is a crash.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bindrune.core.vm.errors import VmError
from tests.vm.running import start

ROOT = Path(__file__).resolve().parents[2]

DEPTH = 100_000

PROGRAMS = {
    "calls": "fn f(n) { if n == 0 { 0 } else { 1 + f(n - 1) } } f(N)",
    "callbacks": "fn f(n) { if n == 0 { 0 } else { 1 + Some(n).map(|x| f(x - 1)).unwrap() } } f(N)",
    "iterators": "fn f(n) { if n == 0 { 0 } else { 1 + [n].iter().map(|x| f(x - 1)).next().unwrap() } } f(N)",
    "sorting": "fn f(n) { if n == 0 { return 0; } let r = [0];"
    " [2, 1].sort_by(|a, b| { r[0] = f(n - 1); a.cmp(b) }); 1 + r[0] } f(N)",
    "methods": "struct P { n } impl P { fn m(self) { if self.n == 0 { 0 } else { 1 + (P { n: self.n - 1 }).m() } } }"
    " (P { n: N }).m()",
    "await": "async fn f(n) { if n == 0 { 0 } else { 1 + f(n - 1).await } } f(N).await",
    "generators": "fn f(n) { if n == 0 { yield 0; } else { for x in f(n - 1) { yield 1 + x; } } } f(N).next().unwrap()",
    "closures": "let f = || 0; for i in 0..N { let g = f; f = || g() + 1; } f()",
    "freeing vectors": "let v = []; for i in 0..3 * N { v = [v]; } N",
    "freeing structs": "struct S { next } let v = None; for i in 0..3 * N { v = Some(S { next: v }); } N",
    "freeing generators": "fn f(g) { if let Some(h) = g { for x in h { yield x; } } yield 1; }"
    " let g = f(None); for i in 0..N { g = f(Some(g)); } g.next(); N",
}

WORK = """
import sys
from tests.vm.running import on_small_stack, run
print(on_small_stack(lambda: run(sys.argv[1])))
"""


@pytest.mark.parametrize("name", PROGRAMS)
def test_depth(name: str) -> None:
    text = PROGRAMS[name].replace("N", str(DEPTH)).replace(str(DEPTH) + "one", "None")
    paths = [str(ROOT), str(ROOT / "core")]
    setup = f"import sys; sys.path[:0] = {paths!r}\n"
    done = subprocess.run(
        [sys.executable, "-c", setup + WORK, text], capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, str(DEPTH)), done.stderr


def test_endless_recursion_ends_cleanly() -> None:
    execution = start("fn f(n) { 1 + f(n + 1) } f(0)")
    execution.max_depth = 10_000
    with pytest.raises(VmError, match="Calls nest deeper than 10000") as caught:
        execution.run()
    assert len(caught.value.frames) > 10_000
    assert execution.depth == 0


def test_a_panic_far_down_has_all_its_frames() -> None:
    execution = start("fn f(n) { if n == 0 { panic!(\"deep\") } else { Some(n).map(|x| f(x - 1)) } } f(5000)")
    with pytest.raises(VmError, match="Panicked: deep") as caught:
        execution.run()
    names = [place.name for place in caught.value.frames]  # type: ignore[attr-defined]
    assert names[0] == "f"
    assert len(names) == 2 * 5000 + 2

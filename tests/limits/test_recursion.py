"""Recursion 100,000 deep runs in both tiers, on the main thread and on one with a small stack."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.limits.programs import PROGRAMS

ROOT = Path(__file__).resolve().parents[2]


def deep(tier: str, *words: str) -> list[str]:
    """Run the programs in a process of its own and return the names of those that did what they should."""
    path = os.pathsep.join(str(ROOT / root) for root in ("core", "."))
    done = subprocess.run(
        [sys.executable, "-m", "tests.limits.programs", *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path, "BINDRUNE_TIER": tier},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, (done.returncode, done.stdout, done.stderr[-2000:])
    return done.stdout.splitlines()


@pytest.mark.parametrize("tier", ["0", "1"])
@pytest.mark.parametrize("name", PROGRAMS)
def test_on_the_main_thread(name: str, tier: str) -> None:
    assert deep(tier, name) == [name]


@pytest.mark.parametrize("tier", ["0", "1"])
@pytest.mark.parametrize("name", PROGRAMS)
def test_on_a_thread_with_a_small_stack(name: str, tier: str) -> None:
    assert deep(tier, "--thread", "512", name) == [name]

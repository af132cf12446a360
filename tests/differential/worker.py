"""Runs programs in a process of its own, one after another, so that Python starts once for all.

Started by `Worker`: a program comes in as a line of JSON, its outcome goes out as one. Compiler and
machine are called directly, with the output caught. A program that hangs or takes the process down
costs one restart. A worker for `tiers` runs each program in both tiers, and its answer begins with a line
that says how they differ, which is empty if they agree.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

from tests.codegen.tiers import run_both
from tests.conformance.chunks import Chunk
from tests.conformance.outcomes import outcome
from tests.differential.outcome import SECONDS, Lines

MOST_FUEL = 300_000
"""Units of fuel after which a program that both tiers run counts as endless: they are small."""

START_SECONDS = 60
"""Seconds that a process may take to start, on a machine that is busy or has compiled nothing yet."""


class Worker:
    """A process that runs programs, or compares the `tiers` on them."""

    def __init__(self, *, tiers: bool = False) -> None:
        self.words = ["tiers"] if tiers else []
        self.environment = dict(os.environ, NO_COLOR="1")
        self.process: subprocess.Popen[bytes] | None = None

    def __call__(self, text: str) -> Lines:
        """The outcome of a program."""
        seconds = SECONDS
        if self.process is None or self.process.poll() is not None:
            seconds += START_SECONDS
            self.process = subprocess.Popen(
                [sys.executable, "-m", __name__, *self.words],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=self.environment,
            )
        process = self.process
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(json.dumps(text).encode() + b"\n")
        process.stdin.flush()
        ready, _, _ = select.select([process.stdout], [], [], seconds)
        answer = process.stdout.readline() if ready else b""
        if answer:
            return list(json.loads(answer))
        self.close()
        return ["//! timeout"] if not ready else [f"//! process ended {process.returncode}"]

    def close(self) -> None:
        """End the process."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            for pipe in (self.process.stdin, self.process.stdout):
                if pipe is not None:
                    with contextlib.suppress(BrokenPipeError):
                        pipe.close()
            self.process = None


def run(text: str, folder: Path) -> Lines:
    """Run one program in this process; `folder` is an empty one."""
    try:
        if sys.argv[1:] == ["tiers"]:
            _, found, lines = run_both(text, most_fuel=MOST_FUEL)
            return [found or "", *lines]
        chunk = Chunk(folder, 1, "program", frozenset())
        chunk.text = text
        return outcome(chunk, folder)
    except Exception as fault:
        last = traceback.extract_tb(fault.__traceback__)[-1]
        where = f"{os.path.basename(last.filename)}:{last.lineno}"
        return [f"//! internal error: {type(fault).__name__}: {fault} ({where})"]


def serve() -> None:
    """Answer programs until there are no more."""
    with tempfile.TemporaryDirectory() as folder:
        for line in sys.stdin.buffer:
            print(json.dumps(run(json.loads(line), Path(folder))), flush=True)


if __name__ == "__main__":
    serve()

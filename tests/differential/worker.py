"""Runs programs in a process of its own, one after another, so that Python starts once for all.

Started by `Worker`: a program comes in as a line of JSON, its outcome goes out as one. What a
program prints is caught at the file descriptors, whichever way our command writes it. A program
that hangs or takes the process down costs one restart.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import tempfile
import traceback
from typing import BinaryIO

from tests.differential.outcome import SECONDS, Lines, join, read


class Worker:
    """A process that runs programs; `environment` is added to its own, to choose a tier say."""

    def __init__(self, environment: dict[str, str] | None = None) -> None:
        self.environment = dict(os.environ, NO_COLOR="1", **(environment or {}))
        self.process: subprocess.Popen[bytes] | None = None

    def __call__(self, text: str) -> Lines:
        """The outcome of a program."""
        if self.process is None or self.process.poll() is not None:
            self.process = subprocess.Popen(
                [sys.executable, "-m", __name__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=self.environment,
            )
        process = self.process
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(json.dumps(text).encode() + b"\n")
        process.stdin.flush()
        ready, _, _ = select.select([process.stdout], [], [], SECONDS)
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
            self.process = None


def run(text: str, out: BinaryIO, err: BinaryIO) -> Lines:
    """Run one program through our command, in this process."""
    from bindrune.repl.cli import main

    for file in (out, err):
        file.seek(0)
        file.truncate()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "program.rn")
        with open(path, "w", encoding="utf-8") as program:
            program.write(text)
        try:
            status = main(["run", "-O", "function-body=true", path])
        except SystemExit as exit_:
            status = exit_.code if isinstance(exit_.code, int) else 1
        except BaseException as fault:
            last = traceback.extract_tb(fault.__traceback__)[-1]
            where = f"{os.path.basename(last.filename)}:{last.lineno}"
            return [f"//! internal error {type(fault).__name__}: {fault} ({where})"]
    sys.stdout.flush()
    sys.stderr.flush()
    out.seek(0)
    err.seek(0)
    printed, told = out.read(), err.read()
    return join(read(printed, status), read(told, status), status, told)


def serve() -> None:
    """Answer programs until there are no more."""
    answers = os.fdopen(os.dup(1), "wb")
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        os.dup2(out.fileno(), 1)
        os.dup2(err.fileno(), 2)
        for line in sys.stdin.buffer:
            lines = run(json.loads(line), out, err)
            answers.write(json.dumps(lines).encode() + b"\n")
            answers.flush()


if __name__ == "__main__":
    serve()

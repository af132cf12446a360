"""Benches as JSON: one object a line. docs/testing_scripts.md has all keys."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

from bindrune.repl.diagnostic_json import diagnostic_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bindrune.core.api import Build
    from bindrune.repl.benching.measuring import BenchResult
    from bindrune.repl.command.inputs import Target
    from bindrune.repl.command.terminal import Failure, Terminal


class JsonReport:
    """Tells a run to a program."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal

    def target(self, target: Target) -> None:
        """Write a `target`."""
        self._write("target", path=target.path, kind=target.kind or None, package=target.package or None)

    def built(self, target: Target, build: Build, chosen: Sequence[str]) -> None:
        """Write a `build` for one with errors."""
        errors = [found for found in build.diagnostics if found.severity == "error"]
        if errors:
            diagnostics = [diagnostic_json(found, build.sources) for found in errors]
            self._write("build", path=target.path, ok=False, message=None, diagnostics=diagnostics)

    def failure(self, target: Target, failure: Failure) -> None:
        """Write a `build` for a target that cannot be read; errors of others are told already."""
        if failure.causes:
            message = ": ".join((failure.message, *failure.causes))
            self._write("build", path=target.path, ok=False, message=message, diagnostics=[])

    def listed(self, target: Target, name: str) -> None:
        """Write a `bench` that was not run."""
        self._write("bench", name=name, path=target.path, status="listed")

    def warmup_begins(self, name: str) -> None:
        """Nothing: progress is for people."""

    def warmup_ends(self, name: str, iterations: int) -> None:
        """Nothing."""

    def measuring(self, name: str, expected: int) -> None:
        """Nothing."""

    def result(self, result: BenchResult) -> None:
        """Write a `bench`."""
        fields: dict[str, object] = {"name": result.name, "path": result.path}
        if result.figures is not None:
            fields |= {"status": "timed", **result.figures.as_json()}
            change, old = result.change, result.baseline
            if change is not None and old is not None:
                fields["baseline"] = {
                    "median_ns": old.median,
                    "ratio": round(change.ratio, 6) if math.isfinite(change.ratio) else None,
                    "verdict": change.verdict,
                }
        elif result.error is not None:
            fields |= {"status": "failed", "message": str(result.error), "rendered": result.render(color=False)}
        else:
            fields["status"] = "empty"
        self._write("bench", **fields)

    def end(self, results: Sequence[BenchResult], interrupted: bool) -> None:
        """Write the `summary`."""
        self._write(
            "summary",
            timed=sum(result.figures is not None for result in results),
            failed=sum(result.error is not None for result in results),
            interrupted=interrupted,
        )

    def _write(self, type_: str, **fields: object) -> None:
        self.terminal.print(json.dumps({"type": type_, **fields}, ensure_ascii=False))

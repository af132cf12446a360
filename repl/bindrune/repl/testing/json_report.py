"""Results of tests as JSON: one object a line, of the type that its key `type` names.

* `target`: the tests of `path` come next; `kind` and `package` are there for a target of a project;
* `build`: a target does not build, or has warnings that count: `path`, `ok`, `diagnostics`, `message`;
* `test`: what came of a test, or with `--list` that there is one (`status` is `listed`);
* `summary`: the last line.

docs/testing_scripts.md has all keys.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bindrune.repl.diagnostic_json import diagnostic_json
from bindrune.repl.testing.results import FAILED, INTERRUPTED

if TYPE_CHECKING:
    from bindrune.core.api import Build
    from bindrune.repl.command.inputs import Target
    from bindrune.repl.command.terminal import Failure, Terminal
    from bindrune.repl.testing.results import Case, Result, Totals


class JsonReport:
    """Tells a run to a program."""

    def __init__(self, terminal: Terminal, *, warnings: bool = False) -> None:
        self.terminal = terminal
        self.warnings = warnings

    def target(self, target: Target) -> None:
        """Write a `target`."""
        self._write("target", path=target.path, kind=target.kind or None, package=target.package or None)

    def built(self, target: Target, build: Build, ok: bool) -> None:
        """Write a `build`, if there is anything to say."""
        shown = [found for found in build.diagnostics if self.warnings or found.severity == "error"]
        if shown or not ok:
            diagnostics = [diagnostic_json(found, build.sources) for found in shown]
            self._write("build", path=target.path, ok=ok, message=None, diagnostics=diagnostics)

    def unreadable(self, target: Target, failure: Failure) -> None:
        """Write a `build` without diagnostics."""
        message = ": ".join((failure.message, *failure.causes))
        self._write("build", path=target.path, ok=False, message=message, diagnostics=[])

    def listed(self, case: Case) -> None:
        """Write a `test` that was not run."""
        self._write("test", name=case.name, kind=case.kind, file=case.file, line=case.line, status="listed")

    def result(self, result: Result) -> None:
        """Write a `test`."""
        case, place, comparison = result.case, result.place, result.comparison
        fields: dict[str, object] = {
            "name": case.name, "kind": case.kind, "file": case.file, "line": case.line, "status": result.status,
            "reason": result.reason or None, "verdict": result.verdict, "seconds": result.nanoseconds / 1e9,
            "output": result.output,
        }  # fmt: skip
        if result.status in (FAILED, INTERRUPTED):
            fields |= {
                "message": result.message,
                "place": place and {"file": place.file, "line": place.line, "column": place.column},
                "left": comparison and comparison.left,
                "right": comparison and comparison.right,
                "rendered": result.render(color=False, output=False),
            }
        self._write("test", **fields)

    def end(self, totals: Totals) -> None:
        """Write the `summary`."""
        self._write(
            "summary", executed=totals.executed, passed=totals.passed, failed=totals.failed, ignored=totals.skipped,
            filtered=totals.filtered, build_errors=totals.unbuilt, interrupted=totals.interrupted,
            seconds=round(totals.seconds, 6),
        )  # fmt: skip

    def _write(self, type_: str, **fields: object) -> None:
        self.terminal.print(json.dumps({"type": type_, **fields}, ensure_ascii=False))

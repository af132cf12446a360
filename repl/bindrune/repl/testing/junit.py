"""Results of tests as JUnit XML, which GitLab, Jenkins and others read.

A target is a `testsuite`, a test a `testcase` of the class that is the target's path with dots. A test that fails has a
`failure`; one that could not run to its end (limits, a wrong number of parameters) has an `error`, and so has a target
that does not build, as a test of its own. What a test printed is its `system-out`.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from bindrune.repl.command.terminal import Failure
from bindrune.repl.testing.results import FAILED, INTERRUPTED, SKIPPED

if TYPE_CHECKING:
    from bindrune.core.api import Build
    from bindrune.repl.command.inputs import Target
    from bindrune.repl.testing.results import Case, Result, Totals

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML may hold, not even escaped."""
_ERRORS = ("timeout", "budget", "entry", "interrupt", "fault")
"""The reasons that are errors rather than failures."""


class _Suite:
    """The test cases of a target, written already, and how many there are of each kind."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.cases: list[str] = []
        self.failures = self.errors = self.skipped = self.nanoseconds = 0

    def counts(self) -> str:
        """The attributes that count."""
        return (
            f'tests="{len(self.cases)}" failures="{self.failures}" errors="{self.errors}" '
            f'skipped="{self.skipped}" time="{self.nanoseconds / 1e9:.6f}"'
        )


class JunitReport:
    """Gathers a run, and writes it to a file at its end."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._suites: list[_Suite] = []

    def target(self, target: Target) -> None:
        """Begin a suite."""
        self._suites.append(_Suite(target.path))

    def built(self, target: Target, build: Build, ok: bool) -> None:
        """Add an error for a target that does not build."""
        if not ok:
            from bindrune.core.diagnostics.render import render_diagnostics

            errors = [found for found in build.diagnostics if found.severity == "error"]
            shown = errors or build.diagnostics
            self._add_build_error(target, shown[0].text if shown else "", render_diagnostics(shown, build.sources))

    def unreadable(self, target: Target, failure: Failure) -> None:
        """Add an error for a target that cannot be read."""
        self._add_build_error(target, failure.message, "\n".join(failure.causes))

    def _add_build_error(self, target: Target, message: str, text: str) -> None:
        suite = self._suites[-1]
        suite.errors += 1
        body = _element("error", text, message=message, type="build")
        suite.cases.append(_element("testcase", body, raw=True, name="build", classname=_class(target.path),
                                    file=target.path, time="0"))  # fmt: skip

    def listed(self, case: Case) -> None:
        """Nothing: a list has no results."""

    def result(self, result: Result) -> None:
        """Add a test case."""
        suite = self._suites[-1]
        suite.nanoseconds += result.nanoseconds
        body = ""
        if result.status == SKIPPED:
            suite.skipped += 1
            body = _element("skipped", message=result.verdict)
        elif result.status in (FAILED, INTERRUPTED):
            kind = "error" if result.reason in _ERRORS else "failure"
            suite.errors += kind == "error"
            suite.failures += kind == "failure"
            message = result.message if result.reason == "panic" else result.verdict
            body = _element(kind, result.render(color=False, output=False), message=message, type=result.reason)
        if result.output:
            body += _element("system-out", result.output)
        case = result.case
        suite.cases.append(
            _element("testcase", body, raw=True, name=case.name, classname=_class(suite.name), file=case.file,
                     line=str(case.line), time=f"{result.nanoseconds / 1e9:.6f}")
        )  # fmt: skip

    def end(self, totals: Totals) -> None:
        """Write the file. Raises Failure if that cannot be done."""
        lines = []
        whole = _Suite("")
        for suite in self._suites:
            lines += [f"  <testsuite name={_quoted(suite.name)} {suite.counts()}>\n", *suite.cases, "  </testsuite>\n"]
            whole.cases += suite.cases
            whole.failures += suite.failures
            whole.errors += suite.errors
            whole.skipped += suite.skipped
            whole.nanoseconds += suite.nanoseconds
        text = (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="bindrune test" {whole.counts()}>\n'
            f"{''.join(lines)}</testsuites>\n"
        )
        try:
            folder = os.path.dirname(self.path)
            if folder:
                os.makedirs(folder, exist_ok=True)
            with open(self.path, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except OSError as error:
            raise Failure(f"cannot write file: {self.path}", f"{error.strerror} (os error {error.errno})") from None


def _class(path: str) -> str:
    """The name of a class for a file, as reports group by it: `tests/first.rn` is `tests.first`."""
    return ".".join(part for part in os.path.splitext(path)[0].split(os.sep) if part not in ("", ".", ".."))


def _element(tag: str, text: str = "", /, *, raw: bool = False, **attributes: str) -> str:
    """An element on lines of its own; `raw` text is XML already."""
    shown = "".join(f" {key}={_quoted(value)}" for key, value in attributes.items())
    pad = "    " if tag == "testcase" else "      "
    if not text:
        return f"{pad}<{tag}{shown}/>\n"
    if raw:
        return f"{pad}<{tag}{shown}>\n{text}{pad}</{tag}>\n"
    return f"{pad}<{tag}{shown}>{escape(_allowed(text), {chr(13): '&#13;'})}</{tag}>\n"


def _quoted(text: str) -> str:
    return quoteattr(_allowed(text))


def _allowed(text: str) -> str:
    return _FORBIDDEN.sub("�", text)

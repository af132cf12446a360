"""`bindrune test`: run the functions marked `#[test]` and tell which fail.

Tests run from the last of a file to the first, and behind them the examples in doc comments; a line is printed for
each that passes at once, and for those that fail after all others, with their panic and whatever they printed. A test
fails by a panic, by `Err` and by `None`.
"""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from bindrune.core.api import EntryError, Termination, VmError, debug
from bindrune.core.io import ForwardingIO
from bindrune.core.session.outcome import render_error
from bindrune.core.vm.values import Err, Nothing
from bindrune.repl.command.arguments import Arguments, Command, Flag
from bindrune.repl.command.doc_tests import WITHOUT_PANIC, DocTest, DocTests
from bindrune.repl.command.inputs import FLAGS, announce, build_target, options_of, targets, wants_listing
from bindrune.repl.command.terminal import Failure, Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bindrune.core.api import IO, Build

COMMAND = Command(
    "test",
    "Run tests",
    [
        *FLAGS,
        Flag("--warnings-are-errors", doc="Fail where there are warnings"),
        Flag("-q", "--quiet", doc="One character a test instead of a line"),
        Flag("--fail-fast", doc="Stop at the first test that fails"),
        Flag("--skip-lib-tests", doc="Skip the tests of the program's own functions"),
    ],
    "FILTER",
    "Only the tests whose name contains one of these",
)


class CaughtIO(ForwardingIO):
    """What another IO gives, with the program's output kept instead of printed."""

    def __init__(self, inner: IO) -> None:
        super().__init__(inner)
        self.parts: list[str] = []

    def write_out(self, text: str) -> None:
        """Keep the text."""
        self.parts.append(text)

    def write_err(self, text: str) -> None:
        """Keep the text."""
        self.parts.append(text)


class Failed:
    """A test that failed: what the line says, and what is shown below it."""

    __slots__ = ("detail", "name", "verdict")

    def __init__(self, name: str, verdict: str, detail: str) -> None:
        self.name = name
        self.verdict = verdict
        self.detail = detail


def main(arguments: Arguments, terminal: Terminal) -> int:
    """Build the targets and run their tests; the status is 1 if one fails or does not build."""
    if wants_listing(arguments, terminal):
        return 0
    started = time.perf_counter()
    executed = filtered = broken = 0
    failed: list[Failed] = []
    quiet = arguments.on("quiet")
    filters = arguments.positional
    try:
        options = options_of(arguments)
        for target in targets(arguments, terminal, ("test",), positional=False):
            announce(target, "Testing", terminal)
            target.script = False
            built = build_target(target, options)
            strict = arguments.on("warnings_are_errors")
            show = strict or arguments.on("warnings")
            errors = [found for found in built.diagnostics if found.severity == "error"]
            terminal.diagnostics(built.diagnostics if show else errors, built.sources)
            if not built.ok or (strict and built.warnings):
                broken += 1
                continue
            for name, start in entries(built, skip_lib_tests=arguments.on("skip_lib_tests"), color=terminal.color):
                if filters and not any(text in name for text in filters):
                    filtered += 1
                    continue
                executed += 1
                failure = start()
                if quiet:
                    terminal.out.write("." if failure is None else "f")
                elif failure is None:
                    terminal.print(f"        Test {name}: ok")
                if failure is not None:
                    failed.append(failure)
                    if arguments.on("fail_fast"):
                        break
            if failed and arguments.on("fail_fast"):
                break
    except Failure as failure_:
        terminal.failure(failure_)
        return 1
    if quiet and executed:
        terminal.print("")
    for failure in failed:
        terminal.print(f"        Test {failure.name}: {failure.verdict}")
        if failure.detail:
            terminal.error(failure.detail)
    terminal.print(f"    Executed {executed} tests{summary(len(failed), broken, filtered)} in "
                   f"{time.perf_counter() - started:.3f} seconds")  # fmt: skip
    return 1 if failed or broken else 0


def entries(
    built: Build, *, skip_lib_tests: bool, color: bool
) -> Iterator[tuple[str, Callable[[], Failed | None]]]:
    """The tests of a program by name, and what runs each: its functions so marked, and the examples in its comments."""
    if not skip_lib_tests:
        for name in built.tests:
            yield name, partial(run_test, built, name, color=color)
    io = CaughtIO(built.io)
    examples = DocTests(built, io)
    for test in examples.tests:
        yield test.name, partial(run_example, examples, test, io, color=color)


def summary(failures: int, broken: int, filtered: int) -> str:
    """Return what stands behind the number of tests: failures, build errors, how many were left out."""
    parts = []
    if failures:
        parts.append(f"{failures} failure{'s' if failures > 1 else ''}")
    if broken:
        parts.append(f"{broken} build error{'s' if broken > 1 else ''}")
    if filtered:
        parts.append(f"{filtered} filtered")
    return f" with {', '.join(parts)}" if parts else ""


def run_test(built: Build, name: str, *, color: bool) -> Failed | None:
    """Run one test in a machine of its own; return how it failed, or None."""
    before = built.io
    built.io = io = CaughtIO(before)
    try:
        value = built.run(entry=name, statics=False)
    except VmError as error:
        return Failed(name, "errored", with_output(render_error(error, built.sources, color=color), io))
    except (EntryError, Termination) as error:
        stop_if_interrupted(error)
        return Failed(name, "errored", with_output(f"error: {error}", io))
    finally:
        built.io = before
    if value.__class__ is Err:
        return Failed(name, f"err: {debug(value.f_0)}", with_output("", io))
    if value.__class__ is Nothing:
        return Failed(name, "returned none", with_output("", io))
    return None


def run_example(examples: DocTests, test: DocTest, io: CaughtIO, *, color: bool) -> Failed | None:
    """Run an example of a doc comment; return how it failed, or None."""
    io.parts.clear()
    outcome = examples.run(test)
    stop_if_interrupted(outcome.error)
    panicked = isinstance(outcome.error, VmError)
    if test.panics and (panicked or outcome.ok):
        return None if panicked else Failed(test.name, WITHOUT_PANIC, with_output("", io))
    if outcome.ok:
        return None
    text = outcome.render_ansi() if color else outcome.render_text()
    verdict = "errored" if outcome.error is not None else "does not compile"
    return Failed(test.name, verdict, with_output(text, io))


def stop_if_interrupted(error: Exception | None) -> None:
    """Let an interrupt end the command, not only the test under way."""
    if isinstance(error, Termination) and error.reason == "interrupt":
        raise KeyboardInterrupt


def with_output(text: str, io: CaughtIO) -> str:
    """Return `text` and below it what the test printed, if anything."""
    printed = "".join(io.parts)
    if not printed:
        return text
    head = text + "\n" if text else ""
    return f"{head}-- output --\n{printed.rstrip(chr(10))}\n-- end of output --"

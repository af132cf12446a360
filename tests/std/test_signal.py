"""Ctrl-C: heard by programs that wait for it, an interrupt for all others, and as before afterwards."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from select import select
from typing import TYPE_CHECKING, Any

import pytest

from bindrune.core.api import MemoryIO, Session, Termination, VmError, build_text
from bindrune.core.io import StdIO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes are sent SIGINT by their number")

READY = """
async fn tell() { println!("ready"); time::sleep(time::Duration::MAX).await }
async fn heard(n) { println!("{} {:?}", n, signal::ctrl_c().await); }
"""
"""``tell`` is polled behind what listens, so that it does so when a test reads the line."""


IS_OVER = threading.Event()
"""Set at the end of each test, so that a failed one sends nothing to those behind it."""


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Each test leaves the handler that it found."""
    before = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    IS_OVER.clear()
    yield
    IS_OVER.set()
    left = signal.signal(signal.SIGINT, before)
    assert left is signal.default_int_handler


class Child:
    """A program run by the command in a process of its own."""

    def __init__(self, folder: Path, text: str) -> None:
        script = folder / "script.rn"
        script.write_text(READY + text, encoding="utf-8")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bindrune.repl.cli", "run", "--no-cache", str(script)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env=dict(os.environ, LC_ALL="C.UTF-8"),
        )

    def line(self) -> str:
        """The next line of its output."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().rstrip("\n")

    def interrupt(self) -> None:
        """Send it the signal."""
        self.process.send_signal(signal.SIGINT)

    def end(self) -> tuple[int, str, str]:
        """Its status, and the rest of what it prints."""
        out, err = self.process.communicate(timeout=60)
        return self.process.returncode, out, err


def test_a_program_hears_the_signal(tmp_path: Path) -> None:
    child = Child(tmp_path, 'println!("{:?}", select { r = signal::ctrl_c() => r, _ = tell() => () });')
    assert child.line() == "ready"
    child.interrupt()
    assert child.end() == (0, "Ok(())\n", "")


def test_all_that_wait_hear_it_at_once(tmp_path: Path) -> None:
    text = 'select { _ = std::future::join([heard(1), heard(2)]) => println!("both"), _ = tell() => () }'
    child = Child(tmp_path, text)
    assert child.line() == "ready"
    child.interrupt()
    assert child.end() == (0, "1 Ok(())\n2 Ok(())\nboth\n", "")


def test_a_signal_for_which_nobody_waits_interrupts(tmp_path: Path) -> None:
    child = Child(tmp_path, "tell().await")
    assert child.line() == "ready"
    child.interrupt()
    assert child.end() == (130, "", "error: interrupted\n")


def test_a_program_that_has_heard_one_is_interrupted_by_the_next(tmp_path: Path) -> None:
    child = Child(tmp_path, "select { _ = heard(1) => (), _ = tell() => () } tell().await")
    assert child.line() == "ready"
    child.interrupt()
    assert [child.line(), child.line()] == ["1 Ok(())", "ready"]
    child.interrupt()
    assert child.end() == (130, "", "error: interrupted\n")


def test_a_program_that_does_not_look_is_interrupted_by_the_second(tmp_path: Path) -> None:
    text = """
        let stop = signal::ctrl_c();
        select { _ = stop => (), _ = time::sleep(time::Duration::ZERO) => () }
        println!("ready");
        time::sleep(time::Duration::MILLISECOND).await;
        loop {}
    """
    child = Child(tmp_path, text)
    assert child.line() == "ready"
    assert child.process.stderr is not None
    told = False
    while not told:  # two that come at once are one
        child.interrupt()
        told = bool(select([child.process.stderr], [], [], 0.2)[0])
    assert child.end() == (130, "", "error: interrupted\n")


def test_a_program_that_is_busy_hears_it_when_it_looks(tmp_path: Path) -> None:
    text = """
        let stop = signal::ctrl_c();
        let rounds = 0;
        while !select { _ = stop => true, _ = time::sleep(time::Duration::MILLISECOND) => false } {
            rounds += 1;
            if rounds == 3 { println!("ready"); }
        }
        println!("stopped");
    """
    child = Child(tmp_path, text)
    assert child.line() == "ready"
    child.interrupt()
    assert child.end() == (0, "stopped\n", "")


def later(send: Callable[[int], None] | None = None) -> threading.Thread:
    """Send this process the signal when somebody waits for it; handlers run in the main thread, whoever sends it."""
    before = signal.getsignal(signal.SIGINT)

    def wait_and_send() -> None:
        while signal.getsignal(signal.SIGINT) is before:
            if IS_OVER.wait(0.002):
                return
        if IS_OVER.wait(0.02):
            return
        if send is None:
            os.kill(os.getpid(), signal.SIGINT)
        else:
            send(signal.SIGINT)

    thread = threading.Thread(target=wait_and_send)
    thread.start()
    return thread


class Open(MemoryIO):
    """Memory, with signals."""

    def grants(self, capability: str) -> bool:
        """All there are."""
        return True


def run(text: str) -> str:
    """What a program prints."""
    io = Open()
    build_text(READY + text, io=io).run()
    return io.output


def test_the_handler_stands_only_while_somebody_waits() -> None:
    sender = later()
    assert run('heard("a").await') == "a Ok(())\n"
    sender.join()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    text = "select { _ = signal::ctrl_c() => 1, _ = time::sleep(time::Duration::MILLISECOND) => 2 }"
    assert run(f'println!("{{}}", {text})') == "2\n"


def test_a_thread_that_sends_itself_the_signal_wakes_the_main_thread() -> None:
    """The wait of the main thread is not broken off by it; the descriptor of the reactor is."""
    sender = later(signal.raise_signal)
    assert run('heard("a").await') == "a Ok(())\n"
    sender.join()


def test_the_handler_of_a_host_gets_what_nobody_waits_for() -> None:
    heard: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    session = Session(Open())
    # The future stays pending, but its run is over.
    text = "let stop = signal::ctrl_c(); select { _ = stop => 1, _ = time::sleep(time::Duration::ZERO) => 2 }"
    assert session.evaluate(text).ok
    signal.raise_signal(signal.SIGINT)
    assert heard == [signal.SIGINT]
    session.reactor.call_at(0.0, lambda: signal.raise_signal(signal.SIGINT))
    outcome = session.evaluate("stop.await.is_ok()")
    assert outcome.value is True
    assert heard == [signal.SIGINT]
    signal.raise_signal(signal.SIGINT)
    assert len(heard) == 2
    signal.signal(signal.SIGINT, signal.default_int_handler)


def test_a_handler_set_meanwhile_stays() -> None:
    """As that of a prompt, which stands for the time of one input."""
    session = Session(Open())
    text = "let stop = signal::ctrl_c(); select { _ = stop => 1, _ = time::sleep(time::Duration::ZERO) => 2 }"
    assert session.evaluate(text).ok
    heard: list[int] = []
    ours = signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    session.reset()
    signal.raise_signal(signal.SIGINT)
    assert heard == [signal.SIGINT]
    signal.signal(signal.SIGINT, ours)
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
    signal.signal(signal.SIGINT, signal.default_int_handler)


def test_an_interrupt_of_a_session_ends_the_waiting() -> None:
    session = Session(Open())
    timer = threading.Timer(0.05, session.interrupt)
    timer.start()
    outcome = session.evaluate("signal::ctrl_c().await")
    timer.join()
    assert isinstance(outcome.error, Termination)


def test_an_ignored_signal_can_be_waited_for() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sender = later()
    assert run('heard("a").await') == "a Ok(())\n"
    sender.join()
    assert signal.signal(signal.SIGINT, signal.default_int_handler) is signal.SIG_IGN


def test_outside_of_the_main_thread_it_is_an_error() -> None:
    outputs: list[Any] = []
    text = 'match signal::ctrl_c().await { Err(e) => println!("{}", e), r => println!("{:?}", r) }'
    thread = threading.Thread(target=lambda: outputs.append(run(text)))
    thread.start()
    thread.join()
    assert outputs == ["signals can be waited for in the main thread only\n"]


def test_it_needs_its_capability() -> None:
    assert StdIO().grants("signal")
    with pytest.raises(VmError, match="Missing capability `signal`"):
        build_text("signal::ctrl_c()", io=MemoryIO()).run()

"""Child processes: real ones, in every way that a script can start them and wait for them."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from bindrune.core.api import Session, StdIO, Termination, VmError, build_text
from bindrune.core.runtime.active import use_io
from bindrune.core.std import child_processes
from bindrune.core.std.process_text import signal_name, status_text
from tests.std.processes import HEAD, PATIENCE, Caught, is_alive, run, until

# Waiting.


def test_codes(way: str) -> None:
    assert run('shell("sleep 0.05; exit 7").spawn()?.wait().await?.code()') == 7
    assert run('shell("sleep 0.05; kill -9 $$").spawn()?.wait().await?.code()') is None
    assert run('format!("{}", shell("sleep 0.05; kill -15 $$").spawn()?.wait().await?)') == "signal: 15 (SIGTERM)"


def test_one_that_has_ended_before(way: str) -> None:
    session = Session(StdIO())
    assert session.evaluate(HEAD).ok
    pid = session.evaluate('let child = shell("exit 3").spawn().unwrap(); child.id().unwrap()').value
    assert isinstance(pid, int)
    until(lambda: not is_alive(pid))
    assert session.evaluate("child.wait().await.unwrap().code().unwrap()").value == 3
    assert session.evaluate("child.id().is_none()").value is True


def test_large_outputs_of_both_pipes(way: str) -> None:
    size = 700_000
    text = f"""
        let write = "head -c {size} /dev/zero";
        let o = piped(`${{write}}; ${{write}} >&2; ${{write}}; ${{write}} >&2`).spawn()?.wait_with_output().await?;
        [o.stdout.len(), o.stderr.len(), o.status.success()]
    """
    assert run(text) == [2 * size, 2 * size, True]


def test_output_after_the_end() -> None:
    """A grandchild keeps the pipe: the output ends with it, not with the child."""
    assert run('read("(sleep 0.1; echo late) & echo first").await') == "first\nlate\n"


def test_a_pipe_that_is_closed_before_the_end(way: str) -> None:
    text = 'let o = piped("exec >&- 2>&-; sleep 0.1; exit 5").spawn()?.wait_with_output().await?; o.status.code()'
    assert run(text) == 5


def test_output_that_is_no_text() -> None:
    text = r"""
        let o = piped("printf '\\377\\000a'").spawn()?.wait_with_output().await?;
        [o.stdout[0], o.stdout[1], o.stdout[2], String::from_utf8(o.stdout).is_err()]
    """
    assert run(text) == [255, 0, 97, True]


def test_select_and_join(way: str) -> None:
    text = """
        let slow = shell("exec sleep 30").spawn()?;
        let fast = shell("sleep 0.05; exit 2").spawn()?;
        let first = select { s = slow.wait() => 0, s = fast.wait() => s?.code()? };
        slow.start_kill()?;
        let both = std::future::join((slow.wait(), fast.wait())).await;
        (first, both.0?.code(), both.1?.code())
    """
    assert run(text) == (2, None, 2)


def test_several_at_once() -> None:
    text = """
        let futures = [];
        for n in 0..8 { futures.push(read(`sleep 0.0${8 - n}; echo ${n}`)); }
        let texts = "";
        for text in std::future::join(futures).await { texts = texts + text.trim(); }
        texts
    """
    assert run(text) == "01234567"


def test_a_future_that_is_dropped_frees_the_child(way: str) -> None:
    text = """
        let child = shell("exec sleep 30").spawn()?;
        let wait = child.wait();
        let n = select { _ = wait => 1, t = read("echo") => 2 };
        drop(wait);
        child.kill().await?;
        (n, child.wait().await?.code())
    """
    assert run(text) == (2, None)


def test_a_future_that_has_completed_frees_the_child() -> None:
    text = """
        let child = shell("true").spawn()?;
        std::future::join((child.wait(), async { read("sleep 0.1").await; child.id().is_none() })).await.1
    """
    assert run(text) is True


def test_waiting_closes_the_input() -> None:
    text = """
        let c = Command::new("cat");
        c.stdin(Stdio::piped());
        c.stdout(Stdio::piped());
        [c.spawn()?.wait().await?.code()?, c.spawn()?.wait_with_output().await?.status.code()?]
    """
    assert run(text) == [0, 0]


def test_an_input_whose_handle_somebody_has_stays_open() -> None:
    text = """
        let c = Command::new("cat");
        c.stdin(Stdio::piped());
        let child = c.spawn()?;
        let input = child.stdin();
        let n = select { _ = child.wait() => 1, _ = read("sleep 0.1") => 2 };
        drop(input);
        (n, child.wait().await?.code())
    """
    assert run(text) == (2, 0)


# Ending.


def test_kill(way: str) -> None:
    text = """
        let child = shell("exec sleep 30").spawn()?;
        let id = child.id()?;
        child.kill().await?;
        (id, child.id().is_none(), child.start_kill().is_ok(), child.kill().await.is_ok(), child.wait().await?.code())
    """
    value = run(text)
    assert isinstance(value, tuple)
    assert value[1:] == (True, True, True, None)
    assert not is_alive(value[0])


@pytest.mark.parametrize("how", ["drop(child);", "", 'panic!("now");', "child.wait_with_output();"])
def test_kill_on_drop(how: str) -> None:
    io = Caught()
    text = f"""
        let c = shell("exec sleep 30");
        c.kill_on_drop(true);
        let child = c.spawn().unwrap();
        println!("{{}}", child.id().unwrap());
        {how}
    """
    try:
        build_text(HEAD + text, io=io).run()
    except VmError as error:
        assert error.message == "Panicked: now"
    until(lambda: not is_alive(int("".join(io.out))))


def test_a_dropped_child_goes_on_and_is_reaped(tmp_path: Path) -> None:
    pid = run(f'let child = shell("sleep 0.05; touch {tmp_path}/done").spawn()?; child.id()?')
    assert isinstance(pid, int)
    until(lambda: (tmp_path / "done").exists() and not is_alive(pid))
    assert Path(f"/proc/{pid}").exists(), "nobody has waited for it yet"
    run('shell("true").spawn()?.wait().await?; 0')
    assert not Path(f"/proc/{pid}").exists()


def test_descriptors_are_closed() -> None:
    def count() -> int:
        return len(os.listdir("/proc/self/fd"))

    text = """
        for n in 0..5 {
            read("echo").await;
            shell("true").spawn()?.wait().await?;
            let c = piped("true");
            c.stdin(Stdio::piped());
            c.spawn()?;
            let child = c.spawn()?;
            let out = child.stdout()?;
            child.wait().await?;
            Command::new("no-such-program").spawn();
        }
        0
    """
    run(text)
    gc.collect()
    before = count()
    run(text)
    assert count() <= before


def test_interrupt_while_waiting(way: str) -> None:
    for wait in ("wait", "wait_with_output"):
        text = 'let c = piped("exec sleep 30"); c.kill_on_drop(true); let child = c.spawn().unwrap();'
        built = build_text(f"{HEAD} {text} child.{wait}().await")
        execution = built.start()
        threading.Timer(0.1, execution.interrupt).start()
        with use_io(built.io), pytest.raises(Termination, match="interrupt"):
            execution.run()


def test_control_c_in_the_command(tmp_path: Path) -> None:
    (tmp_path / "a.rn").write_text(
        'let c = process::Command::new("sleep"); c.arg("30"); c.kill_on_drop(true); let child = c.spawn()?;\n'
        'println!("{}", child.id()?);\nprocess::Command::new("true").spawn()?;\nchild.wait().await?;',
        encoding="utf-8",
    )
    command = subprocess.Popen(
        [sys.executable, "-m", "bindrune.repl.cli", "run", "a.rn"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert command.stdout is not None
    child = int(command.stdout.readline())
    command.send_signal(signal.SIGINT)
    _, errors = command.communicate(timeout=PATIENCE)
    assert (command.returncode, errors) == (130, "error: interrupted\n")
    until(lambda: not is_alive(child))


def test_in_another_thread(way: str) -> None:
    seen: list[object] = []
    threads = [
        threading.Thread(target=lambda n=n: seen.append(run(f'read("sleep 0.0{n}; echo {n}").await'))) for n in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert sorted(map(str, seen)) == ["0\n", "1\n", "2\n"]


def test_a_run_that_does_not_block() -> None:
    built = build_text(HEAD + 'shell("sleep 0.05; exit 4").spawn()?.wait().await?.code()?')
    execution = built.start()
    with use_io(built.io):
        assert execution.run(block=False).kind == "waiting"
        outcome = execution.run()
    assert (outcome.kind, outcome.value) == ("complete", 4)


def test_output_costs_fuel() -> None:
    text = 'piped("head -c 1000000 /dev/zero").spawn()?.wait_with_output().await?.stdout.len()'
    assert run(text, budget=100_000) == 1_000_000
    with pytest.raises(Termination, match="budget"):
        run(text, budget=10_000)


def test_a_budget_ends_output_without_end() -> None:
    text = 'let c = piped("exec yes"); c.kill_on_drop(true); c.spawn()?.wait_with_output().await'
    with pytest.raises(Termination, match="budget"):
        run(text, budget=200_000)


# Starting.


@pytest.mark.parametrize(
    ("program", "wanted"),
    [
        ("no-such-program", 'Os { code: 2, kind: NotFound, message: "No such file or directory" }'),
        ("", 'Os { code: 2, kind: NotFound, message: "No such file or directory" }'),
        ("/", 'Os { code: 13, kind: PermissionDenied, message: "Permission denied" }'),
        ("./plain", 'Os { code: 13, kind: PermissionDenied, message: "Permission denied" }'),
        ("./lost", 'Os { code: 2, kind: NotFound, message: "No such file or directory" }'),
        ("./words", 'Os { code: 8, kind: Uncategorized, message: "Exec format error" }'),
        (r"a\0b", 'Error { kind: InvalidInput, message: "nul byte found in provided data" }'),
    ],
)
def test_programs_that_cannot_be_started(
    program: str, wanted: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plain").write_text("#!/bin/sh\n")
    for name, text in (("lost", "#!/no/such/interpreter\n"), ("words", "neither script nor program\n")):
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    assert run(f'format!("{{:?}}", Command::new("{program}").spawn())') == f"Err({wanted})"
    assert run(f'let c = Command::new("{program}"); c.stdin(Stdio::piped()); c.arg0("x"); c.spawn().is_err()') is True


def test_arguments_reach_the_program_as_they_are() -> None:
    text = r"""
        let c = Command::new("printf");
        c.args(["[%s]", "a b", "", "$HOME", "*", "ä\n😀", "'\"\\"]);
        c.stdout(Stdio::piped());
        String::from_utf8(c.spawn()?.wait_with_output().await?.stdout)?
    """
    assert run(text) == "[a b][][$HOME][*][ä\n😀]['\"\\]"


def test_a_command_keeps_the_pipe_that_it_was_given() -> None:
    text = """
        let a = Command::new("echo");
        a.arg("once");
        a.stdout(Stdio::piped());
        let b = Command::new("cat");
        b.stdin(a.spawn()?.stdout()?.try_into_stdio()?);
        b.stdout(Stdio::piped());
        let one = b.spawn()?.wait_with_output().await?.stdout;
        let two = b.spawn()?.wait_with_output().await?.stdout;
        [String::from_utf8(one)?, String::from_utf8(two)?]
    """
    assert run(text) == ["once\n", ""]


# Texts.


def test_the_debug_form_of_a_command() -> None:
    text = r"""
        let c = Command::new("q\"'\\\n\u{7}ä\u{300}");
        c.arg("q\"'\\\n\u{7}ä\u{300}");
        c.arg("a\0");
        format!("{:?}", c)
    """
    assert run(text) == (
        r"""Command { inner: Command { std: "q\"\'\\\n\x07ä\u{300}" "q\"'\\\n\u{7}ä\u{300}" """
        """"<string-with-nul>", kill_on_drop: false } }"""
    )
    named = 'let c = Command::new("a"); c.arg0("b"); c.arg("c"); c.kill_on_drop(true); format!("{:?}", c)'
    assert run(named) == 'Command { inner: Command { std: ["a"] "b" "c", kill_on_drop: true } }'


def test_the_debug_form_of_a_child() -> None:
    text = """
        let child = piped("true").spawn()?;
        let before = format!("{:?}", child);
        child.wait().await?;
        (before, format!("{:?}", child))
    """
    value = run(text)
    assert isinstance(value, tuple)
    running, done = value
    assert running.startswith("Child { child: Child(ChildDropGuard { inner: Child { pid: ")
    assert "stdin: None, stdout: Some(ChildStdout { inner: ChildStdout { inner: PollEvented" in running
    assert done.startswith("Child { child: Done(ExitStatus(unix_wait_status(0))), stdin: None, stdout: Some(")


@pytest.mark.parametrize(
    ("status", "wanted"),
    [
        (0, "exit status: 0"),
        (255 << 8, "exit status: 255"),
        (11, "signal: 11 (SIGSEGV)"),
        (11 | child_processes.CORE, "signal: 11 (SIGSEGV) (core dumped)"),
        (40, "signal: 40"),
        (127, "signal: 127"),
    ],
)
def test_how_a_program_ended(status: int, wanted: str) -> None:
    assert status_text(status) == wanted


def test_a_core_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    text = '`${shell("kill -6 $$").spawn()?.wait().await?}`'
    assert run(text) == "signal: 6 (SIGABRT)"
    left_core = child_processes.left_core
    monkeypatch.setattr(child_processes, "left_core", lambda pid: None if left_core(pid) is None else True)
    assert run(text) == "signal: 6 (SIGABRT) (core dumped)"
    assert run('`${shell("exit 1").spawn()?.wait().await?}`') == "exit status: 1"


def test_signals_of_the_system_have_no_names_beyond_the_first() -> None:
    assert [signal_name(number) for number in (1, 9, 34, 64)] == ["SIGHUP", "SIGKILL", "", ""]


def test_statuses_are_copied() -> None:
    text = """
        let o = shell("exit 3").spawn()?.wait_with_output().await?;
        drop(o.status);
        (o.status.code(), o.status.success(), format!("{:?}", o))
    """
    shown = "Output { status: ExitStatus { inner: ExitStatus(unix_wait_status(768)) }, stdout: [], stderr: [] }"
    assert run(text) == (3, False, shown)

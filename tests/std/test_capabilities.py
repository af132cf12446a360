"""Capabilities: what each kind of IO grants, and what becomes of a call without one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bindrune.core.api import CAPABILITIES, Session, VmError, build_text, to_host
from bindrune.core.catalog.lookup import standard_catalog
from bindrune.core.ide.describe import describe
from bindrune.core.io import IO, DenyIO, ForwardingIO, LimitedIO, MemoryIO, RecordingIO, RootedIO, StdIO
from bindrune.core.runtime.active import use_io
from bindrune.core.runtime.rows import make_native
from bindrune.core.vm.types import BY_NAME

ALL = set(CAPABILITIES)
OWN = {"fs-read", "fs-write", "clock", "random"}


@pytest.mark.parametrize(
    ("io", "granted"),
    [
        (StdIO(), ALL),
        (IO(), set()),
        (DenyIO(), set()),
        (MemoryIO(), OWN),
        (RootedIO("."), OWN),
        (RootedIO(".", DenyIO()), set()),
        (ForwardingIO(StdIO()), ALL),
        (RecordingIO(MemoryIO()), OWN),
        (LimitedIO(StdIO(), {"clock", "net"}), {"clock", "net"}),
        (LimitedIO(MemoryIO(), {"clock", "net"}), {"clock"}),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_granted(io: IO, granted: set[str]) -> None:
    assert {name for name in CAPABILITIES if io.grants(name)} == granted
    assert not io.grants("stdout")


def test_a_capability_that_there_is_none_of() -> None:
    with pytest.raises(ValueError, match="no capability `disk`"):
        LimitedIO(StdIO(), {"disk"})


def test_a_limited_io_refuses_what_is_not_allowed() -> None:
    inner = MemoryIO({"a": "1"})
    inner.time = 5
    nothing = LimitedIO(inner, ())
    for refused in (
        lambda: nothing.read_bytes("a"),
        lambda: nothing.read_text("a"),
        lambda: nothing.list_folder("."),
        lambda: nothing.write_bytes("a", b"2"),
        nothing.now,
        nothing.monotonic,
        lambda: nothing.entropy(1),
        lambda: nothing.spawn(["true"], 0, 1, 2, {}),
        nothing.http_client,
    ):
        with pytest.raises(PermissionError):
            refused()
    assert not nothing.is_file("a")
    assert not LimitedIO(StdIO(), ()).environment()
    nothing.write_out("printed")
    assert (inner.output, inner.files) == ("printed", {"a": b"1"})


def test_a_limited_io_gives_what_is_allowed(tmp_path: Path) -> None:
    inner = StdIO()
    everything = LimitedIO(inner, CAPABILITIES)
    file = str(tmp_path / "a")
    everything.write_bytes(file, b"1")
    assert everything.read_bytes(file) == b"1"
    assert everything.is_file(file)
    assert everything.list_folder(str(tmp_path)) == ["a"]
    assert everything.environment() is inner.environment()
    assert len(everything.entropy(4)) == 4
    assert everything.now() > 0
    assert everything.monotonic() > 0
    process = everything.spawn(["true"], -3, -3, -3, {})
    process.kill()
    process.wait()


def test_rows_name_capabilities_that_exist() -> None:
    catalog = standard_catalog()
    named = {entry.path: entry.capability for entry in catalog.entries.values() if entry.capability is not None}
    assert set(named.values()) <= ALL
    assert named["::rand::rng"] == "random"
    assert "::std::io::println" not in named


def test_documentation_names_the_capability() -> None:
    catalog = standard_catalog()
    entry = catalog.get("::rand::rng")
    assert entry is not None
    assert "Needs the capability `random`: random numbers" in describe(entry, catalog).markdown


def test_a_row_without_capability_has_no_wrapper() -> None:
    def free() -> None:
        """A handler."""

    resolve = BY_NAME.__getitem__
    assert make_native("::m::free", "fn free()", free, resolve).handler is free
    guarded = make_native("::m::guarded", "fn guarded()", free, resolve, capability="net", raw=True).handler
    with use_io(DenyIO()), pytest.raises(VmError) as caught:
        guarded()
    assert caught.value.kind == "missing-capability"
    assert caught.value.message == "Missing capability `net`: the host does not allow it"
    with use_io(StdIO()):
        guarded()


@pytest.mark.parametrize(
    "call",
    [
        "rand::rng()",
        "rand::SmallRng::from_sys_rng()",
        "rand::StdRng::try_from_sys_rng()",
        "rand::StdRng::from_rng(rand::SysRng)",
    ],
)
def test_entropy_is_asked_of_the_host(call: str) -> None:
    with pytest.raises(VmError, match="Missing capability `random`: the host does not allow it"):
        build_text(f"{call};", io=DenyIO()).run()
    build_text(f"{call};", io=MemoryIO()).run()


def test_entropy_of_the_host_decides_the_numbers() -> None:
    class Sevens(MemoryIO):
        def entropy(self, count: int) -> bytes:
            """Always the same."""
            return b"\x07" * count

    text = "let r = rand::rng(); format!(\"{} {}\", r.random::<u64>(), r.random::<u64>())"
    one, same, other = (to_host(build_text(text, io=io).run()) for io in (Sevens(), Sevens(), MemoryIO()))
    assert one == same != other


def test_a_session_ends_an_input_that_lacks_one() -> None:
    session = Session(DenyIO())
    outcome = session.evaluate("rand::rng()")
    assert not outcome.ok
    assert outcome.message == "Missing capability `random`: the host does not allow it"
    assert session.evaluate("1 + 1").value == 2


@pytest.mark.parametrize(
    ("words", "status", "text"),
    [
        ([], 0, ""),
        (["--allow", "random"], 0, ""),
        (["--allow", "clock", "--allow", "random, net"], 0, ""),
        (["--allow="], 2, "Missing capability `random`"),
        (["--allow", "clock"], 2, "Missing capability `random`"),
        (["--deny", "net,random"], 2, "Missing capability `random`"),
        (["--allow", "random", "--deny", "random"], 2, "Missing capability `random`"),
        (["--deny", "net"], 0, ""),
        (["--deny", "disk"], 1, "invalid value 'disk' for '--deny <LIST>'"),
        (["--trace", "--deny", "random"], 2, "Missing capability `random`"),
    ],
)
def test_the_command(words: list[str], status: int, text: str, tmp_path: Path) -> None:
    (tmp_path / "a.rn").write_text("mod part; part::f();", encoding="utf-8")
    (tmp_path / "part.rn").write_text("pub fn f() { rand::rng(); }", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "bindrune.repl.cli", "run", "--no-cache", *words, "a.rn"],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (status, "")
    assert text in done.stderr


def test_help_lists_the_options(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bindrune.repl.cli", "run", "--help"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert "--allow <LIST>" in done.stdout
    assert ", ".join(CAPABILITIES) in done.stdout

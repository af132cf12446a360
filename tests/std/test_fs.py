"""Reading files: from each kind of IO, and what keeps a file from being read."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from bindrune.core.api import (
    IO,
    DenyIO,
    LimitedIO,
    MemoryIO,
    RecordingIO,
    RootedIO,
    StdIO,
    Termination,
    VmError,
    build_text,
    to_host,
)

NOT_FOUND = 'Err(Os { code: 2, kind: NotFound, message: "No such file or directory" })'


def debug_of(path: str, io: IO | None = None) -> object:
    """What reading a file gives, as its debug form."""
    text = f'let r = fs::read_to_string("{path}").await; format!("{{:?}}", r)'
    return to_host(build_text(text, io=io).run())


def test_a_text_is_read_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes("\ufeffä\r\n\0\U0001f600".encode())
    assert debug_of(f"{tmp_path}/a") == r'Ok("\u{feff}ä\r\n\0😀")'
    (tmp_path / "empty").touch()
    assert debug_of(f"{tmp_path}/empty") == 'Ok("")'


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("none", NOT_FOUND),
        ("", NOT_FOUND),
        ("dangling", NOT_FOUND),
        ("folder", 'Err(Os { code: 21, kind: IsADirectory, message: "Is a directory" })'),
        ("file/x", 'Err(Os { code: 20, kind: NotADirectory, message: "Not a directory" })'),
        ("loop", 'Err(Os { code: 40, kind: FilesystemLoop, message: "Too many levels of symbolic links" })'),
        ("x" * 300, 'Err(Os { code: 36, kind: InvalidFilename, message: "File name too long" })'),
        ("binary", 'Err(Error { kind: InvalidData, message: "stream did not contain valid UTF-8" })'),
        (r"a\0b", 'Err(Error { kind: InvalidInput, message: "file name contained an unexpected NUL byte" })'),
    ],
)
def test_errors(path: str, wanted: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    (tmp_path / "binary").write_bytes(b"abc\xff")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "dangling").symlink_to("nowhere")
    assert debug_of(path) == wanted


def test_a_file_is_read_when_it_is_awaited() -> None:
    io = RecordingIO(MemoryIO({"a": "1"}))
    build_text('let f = fs::read_to_string("a"); print!("first"); f.await; fs::read_to_string("b");', io=io).run()
    assert io.events == [("out", "first"), ("read", "a")]


def test_memory() -> None:
    io = MemoryIO({"a/b": "text"})
    assert debug_of("a/b", io) == 'Ok("text")'
    assert debug_of("a/c", io) == NOT_FOUND


def test_rooted(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (root / "a").write_text("inside", encoding="utf-8")
    (tmp_path / "b").write_text("outside", encoding="utf-8")
    io = RootedIO(str(root))
    assert debug_of("a", io) == 'Ok("inside")'
    denied = 'Err(Os { code: 13, kind: PermissionDenied, message: "Permission denied" })'
    assert debug_of("../b", io) == denied
    assert debug_of(str(tmp_path / "b"), io) == denied


def test_recording() -> None:
    io = RecordingIO(MemoryIO({"a": "1"}))
    assert debug_of("a", io) == 'Ok("1")'
    assert io.events == [("read", "a")]


@pytest.mark.parametrize("io", [DenyIO(), LimitedIO(StdIO(), {"fs-write"}), IO()])
def test_without_capability(io: IO) -> None:
    with pytest.raises(VmError) as caught:
        debug_of("a", io)
    assert caught.value.kind == "missing-capability"
    assert caught.value.message == "Missing capability `fs-read`: the host does not allow it"


def test_an_io_may_refuse_a_file() -> None:
    class Picky(DenyIO):
        def grants(self, capability: str) -> bool:
            """Everything; each file is decided on its own."""
            return True

    assert debug_of("a", Picky()) == 'Err(Os { code: 13, kind: PermissionDenied, message: "Permission denied" })'


def test_an_error_without_number() -> None:
    class Strange(MemoryIO):
        def read_bytes(self, path: str) -> bytes:
            """Fails in words only."""
            raise OSError("the tape is \"torn\"")

    assert debug_of("a", Strange()) == r'Err(Error { kind: Other, message: "the tape is \"torn\"" })'


def test_a_large_file_costs_fuel() -> None:
    io = MemoryIO({"a": "x" * 1_000_000})
    text = 'fs::read_to_string("a").await.unwrap().len()'
    assert build_text(text, io=io).run(budget=100_000) == 1_000_000
    with pytest.raises(Termination, match="budget"):
        build_text(text, io=io).run(budget=10_000)


def test_several_are_joined_and_selected() -> None:
    io = MemoryIO({"a": "1", "b": "2"})
    joined = """
        let texts = std::future::join([fs::read_to_string("a"), fs::read_to_string("b")]).await;
        texts[0].unwrap() + texts[1].unwrap()
    """
    assert to_host(build_text(joined, io=io).run()) == "12"
    first = """
        let a = fs::read_to_string("a");
        let b = fs::read_to_string("b");
        select { x = a => x.unwrap(), x = b => x.unwrap() }
    """
    assert to_host(build_text(first, io=io).run()) in ("1", "2")


def test_in_another_thread(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("text", encoding="utf-8")
    seen: list[object] = []
    thread = threading.Thread(target=lambda: seen.append(debug_of(f"{tmp_path}/a")))
    thread.start()
    thread.join()
    assert seen == ['Ok("text")']


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read every file")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "a").touch(mode=0)
    assert debug_of(f"{tmp_path}/a") == 'Err(Os { code: 13, kind: PermissionDenied, message: "Permission denied" })'

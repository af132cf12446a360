"""The kinds of IO: what each gives, refuses and records."""

from __future__ import annotations

from pathlib import Path

import pytest

from bindrune.core.io import IO, DenyIO, MemoryIO, RecordingIO, RootedIO, StdIO


def test_memory() -> None:
    io = MemoryIO({"a/b.rn": "x", "a/c.rn": b"\xff"}, input="one\ntwo")
    io.write_out("1")
    io.write_out("2\n")
    io.write_err("e")
    assert (io.output, io.errors) == ("12\n", "e")
    assert [io.read_line() for _ in range(3)] == ["one\n", "two", ""]
    assert io.read_text("a/b.rn") == "x"
    assert io.list_folder("a") == ["b.rn", "c.rn"]
    with pytest.raises(FileNotFoundError):
        io.read_bytes("b.rn")
    with pytest.raises(UnicodeDecodeError):
        io.read_text("a/c.rn")
    io.time = 2_000_000_000
    assert (io.now(), io.monotonic()) == (2.0, 2_000_000_000)
    assert io.entropy(4) == io.entropy(4)


@pytest.mark.parametrize("io", [IO(), DenyIO()])
def test_refusals(io: IO) -> None:
    for ask in (lambda: io.read_bytes("x"), lambda: io.write_bytes("x", b""), io.http_client, io.read_line):
        with pytest.raises(PermissionError):
            ask()
    assert not io.environment()
    assert not io.is_file(__file__)


def test_rooted(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "outside").write_text("no", encoding="utf-8")
    (root / "link").symlink_to(tmp_path / "outside")
    io = RootedIO(str(root), StdIO())
    io.write_bytes("a", b"1")
    assert io.read_text("a") == io.read_text(str(root / "a")) == "1"
    assert io.list_folder(".") == ["a", "link"]
    for path in ("../outside", str(tmp_path / "outside"), "link", str(root) + "2"):
        with pytest.raises(PermissionError):
            io.read_bytes(path)
        assert not io.is_file(path)
    with pytest.raises(PermissionError):
        io.http_client()


def test_recording() -> None:
    inner = MemoryIO({"a": "1"})
    io = RecordingIO(inner)
    io.write_out("x")
    io.read_text("a")
    assert io.events == [("out", "x"), ("read", "a")]
    assert io.output == inner.output == "x"

"""Emitted modules on disk: what a later run does with them, and with ones that are no longer what was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from bindrune.core.api import Build, MemoryIO, VmError, build_text
from bindrune.core.codegen.module import dump_module, load_module
from bindrune.core.compile.cache import UnitCache
from bindrune.core.session.outcome import render_error

PROGRAM = """
const LIST = [1, 2.5, "three", #{ four: (4, b"5") }];
struct P { x, y }
enum E { A(v), B { w }, C }

impl P {
    fn sum(self) { self.x + self.y }
}

fn kinds(e) {
    match e { E::A(v) => v, E::B { w } => w, E::C => 0, _ => 100 }
}

let total = 0;
for n in 0..10 {
    let k = |a| a + n;
    total += k(P { x: n, y: 1 }.sum()) + kinds(E::A(n)) + kinds(E::B { w: 1 }) + kinds(E::C);
}
println!("{total:>8} {:?} {:08.3}", LIST, 2.5);
println!("{:?} {}", [3, 1, 2].iter().map(|x| x * 2).collect::<Vec>(), 7u64 as i64 + total);
"""
FAILING = """
fn at(v, i) {
    v[i] + 1
}
for i in 0..5 { at([1, 2], i); }
"""
LITTLE = 'println!("{}", 1);'


def built(text: str, folder: Path, name: str = "a.rn", version: str = "") -> Build:
    return build_text(text, name, path=name, io=MemoryIO(), cache=UnitCache(str(folder), version=version))


def output(program: Build) -> str:
    program.run()
    assert isinstance(program.io, MemoryIO)
    return program.io.output


def failure(program: Build) -> str:
    with pytest.raises(VmError) as caught:
        program.run()
    return render_error(caught.value, program.sources, color=False)


def kept(folder: Path) -> list[Path]:
    return list(folder.rglob("*.rnp"))


def test_a_kept_module_does_what_the_first_run_did(tmp_path: Path) -> None:
    first = output(built(PROGRAM, tmp_path))
    (file,) = kept(tmp_path)
    again = built(PROGRAM, tmp_path)
    assert again.ir is None
    assert output(again) == first
    assert kept(tmp_path) == [file]
    assert "155" in first


def test_places_of_a_panic_are_found_in_a_kept_module(tmp_path: Path) -> None:
    first = failure(built(FAILING, tmp_path))
    assert "a.rn:3:5" in first and "a.rn:5:17" in first
    assert failure(built(FAILING, tmp_path)) == first


def test_the_same_text_under_another_name_is_called_by_that(tmp_path: Path) -> None:
    first = failure(built(FAILING, tmp_path))
    other = built(FAILING, tmp_path, "elsewhere/b.rn")
    assert failure(other) == first.replace("a.rn", "elsewhere/b.rn")
    assert len(kept(tmp_path)) == 1


@pytest.mark.parametrize("harm", ["cut", "altered", "empty", "header", "magic", "gone", "folder"])
def test_a_file_that_was_harmed_counts_as_missing(tmp_path: Path, harm: str) -> None:
    first = output(built(PROGRAM, tmp_path))
    (file,) = kept(tmp_path)
    data = file.read_bytes()
    if harm in ("gone", "folder"):
        file.unlink()
    if harm == "folder":
        file.mkdir()
    harmed = {
        "cut": data[:-7], "altered": data[:400] + bytes([data[400] ^ 1]) + data[401:], "empty": b"",
        "header": b"X" + data[1:], "magic": data[:22] + bytes([data[22] ^ 1]) + data[23:],
    }.get(harm)  # fmt: skip
    if harmed is not None:
        file.write_bytes(harmed)
        assert load_module(harmed) is None
    assert output(built(PROGRAM, tmp_path)) == first
    if harm != "folder":
        assert load_module(file.read_bytes()) is not None


def test_another_bindrune_has_modules_of_its_own(tmp_path: Path) -> None:
    output(built(PROGRAM, tmp_path, version="1"))
    output(built(PROGRAM, tmp_path, version="2"))
    assert len(kept(tmp_path)) == 2


def test_without_a_cache_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    build_text(PROGRAM, "a.rn", io=MemoryIO()).run()
    assert not kept(tmp_path)


def test_a_program_that_does_little_is_not_emitted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert output(built(LITTLE, tmp_path)) == "1\n"
    assert not kept(tmp_path)
    monkeypatch.setenv("BINDRUNE_TIER", "1")
    assert output(built(LITTLE, tmp_path)) == "1\n"
    assert kept(tmp_path)


def test_tier_0_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BINDRUNE_TIER", "0")
    output(built(PROGRAM, tmp_path))
    assert not kept(tmp_path)


def test_a_module_survives_its_file(tmp_path: Path) -> None:
    program = built(PROGRAM, tmp_path)
    module, _ = program.emit(program.machine(), [""])
    again = load_module(dump_module(module))
    assert again is not None
    for name in ("functions", "refused", "bindings", "names", "owners", "files", "marks", "code"):
        assert getattr(again, name) == getattr(module, name), name

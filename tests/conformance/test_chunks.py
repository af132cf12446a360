"""The reader of conformance files, and what counts as agreement."""

from __future__ import annotations

from pathlib import Path

from tests.conformance.chunks import agree, all_chunks, read_chunks, same


def test_a_file_is_cut_into_padded_programs(tmp_path: Path) -> None:
    path = tmp_path / "x.rn"
    path.write_text("// about\n\n//---- one [module, warnings]\nf();\n//> 1\n\n//---- two\ng()\n")
    one, two = read_chunks(path)
    assert (one.name, one.line, one.tags) == ("one", 3, frozenset({"module", "warnings"}))
    assert (one.text, one.wanted) == ("\n\n\nf();\n", ["//> 1"])
    assert (two.text, two.wanted, two.tags) == ("\n" * 7 + "g()\n", [], frozenset())


def test_a_name_may_stand_for_a_hash() -> None:
    wanted = "//! panic 1:2: Missing function with hash `0x1cad9186c9641c4f`"
    assert agree(wanted, "//! panic 1:2: Missing function with hash `f`")
    assert not agree(wanted, "//! panic 1:3: Missing function with hash `f`")
    assert not agree("//> 0x1cad9186c9641c4f", "//> f")


def test_further_errors_are_allowed() -> None:
    wanted = ["//! error 1:1: a", "//! error 5:1: b"]
    assert same(wanted, [*wanted[:1], "//! error 3:1: c", *wanted[1:]])
    assert not same(wanted, wanted[:1])
    assert not same(wanted, ["//! error 3:1: c", *wanted])
    assert not same(["//> 1"], ["//> 1", "//! error 3:1: c"])
    assert same(["//> 1"], ["//> 1"])


def test_no_recorded_program_ran_forever_and_ids_are_unique() -> None:
    chunks = all_chunks()
    assert len(chunks) > 6000
    assert not [c.id for c in chunks if "//! timeout" in c.wanted]
    assert len({c.id for c in chunks}) == len(chunks)

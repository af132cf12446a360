"""Hashes of items, against hashes recorded from the reference."""

from __future__ import annotations

import pytest

from bindrune.core.formatting.hashes import (
    format_hash,
    item_hash,
    method_hash,
    parameters_hash,
    path_hash,
    xxh64,
)


def test_xxh64_of_nothing_and_of_more_than_one_stripe() -> None:
    assert xxh64(b"") == 0xEF46DB3751D8E999
    assert xxh64(b"abc") == 0x44BC2CF5AD770999


@pytest.mark.parametrize(
    ("path", "hash"),
    [
        ("main", 0x1C69D5964E831FC1),
        ("A::B", 0x83DD0831FA0A77FB),
        ("f", 0x3B74174D24FCFF2),
        ("é", 0x8EB143CBEDEA45EA),
        ("std::vec::Vec", 0x733268212330EC56),
        ("::std::vec::Vec", 0xC11B1E769AEA94F2),
        ("::std::i64", 0x1CAD9186C9641C4F),
        ("averyveryverylongname::another::verylongnameofsomething", 0xB164F31C3D06B334),
    ],
)
def test_items(path: str, hash: int) -> None:
    assert path_hash(path) == hash


def test_components_and_paths_agree() -> None:
    assert item_hash(["a", 0, "b"]) == path_hash("a::$0::b")
    assert item_hash(["vec", "Vec"], crate="std") == path_hash("::std::vec::Vec")


def test_methods() -> None:
    assert method_hash(path_hash("Point"), "length") == 0x3FDA4CDE2BB5854A
    assert method_hash(path_hash("::std::f64"), "to_string") == 0x3C5A4CEFE6474EEF


def test_generic_arguments_change_the_top_bits_only() -> None:
    """`(0..3).next::<i64>()` and `::<i64, i64>`, as their panics print them."""
    plain = method_hash(path_hash("::std::vec::Vec"), "nothing")
    integer = path_hash("::std::i64")
    assert parameters_hash(plain, [integer]) ^ plain == (0xBE33 ^ 0x1C4F) << 48
    assert parameters_hash(plain, [integer, integer]) ^ plain == 0x1971 << 48


def test_text() -> None:
    assert format_hash(0x3B74174D24FCFF2) == "0x3b74174d24fcff2"

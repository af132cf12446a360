"""What is reported for whole programs, and in which order, is what the reference reports.

`order.rn` is recorded from the reference; only errors and warnings are compared here.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.analysis.analyse import analyse, found
from tests.conformance.chunks import Chunk, read_chunks, same

CHUNKS = read_chunks(Path(__file__).with_name("order.rn"))


@pytest.mark.parametrize("chunk", CHUNKS, ids=lambda chunk: chunk.name)
def test_program(chunk: Chunk) -> None:
    actual = found(analyse(chunk.text, script="module" not in chunk.tags))
    if "warnings" not in chunk.tags:
        actual = [line for line in actual if not line.startswith("//! warning")]
    wanted = [line for line in chunk.wanted if line.startswith(("//! error", "//! warning"))]
    assert same(wanted, actual) or wanted == actual, (wanted, actual)


def test_errors_of_declarations_come_first() -> None:
    text = "pub fn main() { a; `${#[x] 1}`; }\nstruct S { x: i64 }\nfn f() -> i64 { 1 }"
    errors = [line for line in found(analyse(text)) if "error" in line]
    assert errors == [
        "//! error 1:23: Attributes on expressions are not supported",
        "//! error 2:12: Static typing on fields is not supported",
        "//! error 3:1: Adding a return type in functions is not supported",
        "//! error 1:17: No local variable `a`",
    ]


def test_what_stands_behind_an_error_changes_no_later_error() -> None:
    text = (
        "use m::f;\nmod m { pub fn f() {} }\nfn g() { x2 }\nfn h() { x1 }\n"
        "struct S; struct S;\npub fn main() { h(); missing; g(); f(); S }"
    )
    assert found(analyse(text)) == [
        "//! error 6:22: No local variable `missing`",
        "//! error 4:10: No local variable `x1`",
        "//! error 5:1: Item `S` can refer to multiple things",
        "//! error 3:10: No local variable `x2`",
    ]

"""Snapshots: script or module, diagnostics of whole programs, and names in texts that do not parse."""

from __future__ import annotations

import pytest

from bindrune.core.ide.snapshot import take_snapshot
from bindrune.core.io import MemoryIO


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("", False),
        ("pub fn main() {}", False),
        ("struct S; impl S { fn f(self) { 1 } }", False),
        ("fn f() { 1 } f()", True),
        ("let x = 1;", True),
        ("println!(\"{}\", 1);", True),
        ("1 +", True),
        ("foo.", True),
        ("fn f() { let x = ; }\npub fn main() {}", False),
        ("fn f( { }\nfn g() { 1 }", False),
        ("let x = ;\nfn g() { 1 }", True),
        ("use std::\nfn f() {}", False),
        ("//! About it.\nfn f() {}", False),
    ],
)
def test_what_a_text_is(text: str, script: bool) -> None:
    assert take_snapshot(text, "a").script is script


def codes(text: str, files: dict[str, bytes | str] | None = None) -> list[tuple[str, str]]:
    snapshot = take_snapshot(text, "main.rn", "/src/main.rn", MemoryIO(files or {}))
    return [(snapshot.sources[d.span.source].name, d.code.name) for d in snapshot.diagnostics]


def test_diagnostics_of_all_files() -> None:
    files: dict[str, bytes | str] = {"/src/a.rn": "pub fn f() { missing }"}
    assert codes("mod a;\npub fn main() { a::f(); gone }", files) == [
        ("main.rn", "missing-local"),
        ("/src/a.rn", "missing-local"),
    ]


def test_errors_of_syntax_stand_alone() -> None:
    assert codes("pub fn main() { gone }\nfn f() { 1 + }") == [("main.rn", "expected-expression")]


def test_warnings_are_there() -> None:
    assert ("main.rn", "not-used") in codes("fn f() { 1 }\npub fn main() {}")

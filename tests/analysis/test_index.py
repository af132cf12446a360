"""The index of items: paths, blocks, kinds, and what observers are told."""

from __future__ import annotations

from bindrune.core.analysis.items import Function, Item, Struct
from bindrune.core.catalog.lookup import Entry
from bindrune.core.diagnostics.observer import CompilerObserver
from bindrune.core.source import Span
from tests.analysis.analyse import analyse


class Recorder(CompilerObserver):
    """Keeps what it is told of items and names."""

    def __init__(self) -> None:
        self.items: list[tuple[str, Span]] = []
        self.uses: list[tuple[str, Span]] = []

    def on_item(self, item: object, span: Span) -> None:
        assert isinstance(item, Item)
        self.items.append((item.title, span))

    def on_name(self, use: Span, target: object) -> None:
        if isinstance(target, Item | Entry):
            self.uses.append((target.path, use))


def test_paths_of_items_in_bodies() -> None:
    lowered = analyse("pub fn f() { { struct A; } fn g() { enum E { B } } || { struct C; 1 }; }")
    index = lowered.analysis.index
    paths = {entries[0].path for entries in index.entries}
    assert paths == {
        "f",
        "f::$0::$0::A",
        "f::$0::g",
        "f::$0::g::$0::E",
        "f::$0::g::$0::E::B",
        "f::$0::$1::$0::C",
    }


def test_what_an_index_says_of_functions_and_types() -> None:
    index = analyse(
        "struct P { x, y }\nimpl P { async fn f(self, a) { a } }\n#[test] fn t() {}\npub fn main() {}"
    ).analysis.index
    [struct] = index.entries_at("P") or [index.root]
    assert isinstance(struct, Struct)
    assert (struct.shape, struct.fields, struct.visibility) == ("named", ["x", "y"], "private")
    [function] = index.entries_at("P::f") or [index.root]
    assert isinstance(function, Function)
    assert function.impl is struct
    assert function.self_ and function.async_ and not function.test
    assert [f.path for f in index.functions if f.test] == ["t"]
    assert [f.path for f in index.functions if f.host] == ["main"]


def test_the_functions_of_a_program_and_those_it_does_not_use() -> None:
    analysis = analyse("fn a() { b() }\nfn b() {}\nfn c() {}\npub fn main() { a() }").analysis
    assert [f.path for f in analysis.functions] == ["main", "a", "b", "c"]
    assert analysis.reached == 3


def test_what_a_host_can_name_by_a_public_import() -> None:
    analysis = analyse("mod m { pub fn main() {} pub fn f() {} }\npub use m::{main, f as g};").analysis
    assert {path: item.path for path, item in analysis.exports.items()} == {
        "main": "m::main",
        "g": "m::f",
    }


def test_observers_hear_of_each_declaration_and_each_segment_of_a_path() -> None:
    text = "mod m { pub fn f() {} }\npub fn main() { m::f(); drop(1); }"
    recorder = Recorder()
    analyse(text, observer=recorder)
    assert [(title, text[span.start : span.end]) for title, span in recorder.items] == [
        ("module m", "m"),
        ("fn m::f", "f"),
        ("fn main", "main"),
    ]
    uses = [(path, text[span.start : span.end]) for path, span in recorder.uses]
    assert uses == [("m", "m"), ("m::f", "f"), ("::std::mem::drop", "drop")]


def test_observers_hear_of_each_segment_of_an_import() -> None:
    text = "mod m { pub fn f() {} }\nuse m::{f, gone, self_};\nuse std::cmp::*;\npub fn main() { f() }"
    recorder = Recorder()
    analyse(text, observer=recorder)
    uses = {(path, text[span.start : span.end]) for path, span in recorder.uses}
    assert uses == {("m", "m"), ("m::f", "f"), ("::std", "std"), ("::std::cmp", "cmp")}


def test_a_body_may_nest_deeper_than_python() -> None:
    depth = 900
    text = "pub fn main() { " + "{ " * depth + "struct S;" + " }" * depth + " }"
    index = analyse(text).analysis.index
    assert any(entries[0].name == "S" for entries in index.entries)

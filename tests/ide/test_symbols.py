"""Symbols: the outline of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.ide.snapshot import take_snapshot
from bindrune.core.ide.symbols import symbols

if TYPE_CHECKING:
    from bindrune.core.ide.symbols import Symbol


def outline(found: list[Symbol], depth: int = 0) -> list[str]:
    lines = []
    for symbol in found:
        lines.append(f"{'  ' * depth}{symbol.kind} {symbol.name}{symbol.detail}")
        lines += outline(symbol.children, depth + 1)
    return lines


def symbols_of(text: str) -> list[str]:
    return outline(symbols(take_snapshot(text, "a").trees[0]))


def test_a_module() -> None:
    text = """
    const LIMIT = 1;
    static COUNT = 0;
    struct Point { x, y }
    struct Pair(a, b);
    enum Shape { Dot, Circle { radius } }
    impl Point {
        fn new(x, y) { Point { x, y } }
        fn length(self) { fn inner() {} inner() }
    }
    mod inside { pub fn f() {} }
    """
    assert symbols_of(text) == [
        "constant LIMIT",
        "static COUNT",
        "struct Point",
        "  field x",
        "  field y",
        "struct Pair",
        "enum Shape",
        "  variant Dot",
        "  variant Circle",
        "    field radius",
        "impl impl Point",
        "  function new(x, y)",
        "  method length(self)",
        "    function inner()",
        "module inside",
        "  function f()",
    ]


def test_a_script() -> None:
    assert symbols_of("let a = 1;\nfn f() {}\nlet (b, c) = a;\nf()") == ["variable a", "function f()"]


def test_a_text_that_does_not_parse() -> None:
    assert symbols_of("struct {}\nfn (a) {}\nfn good() {}\nlet x = 1") == ["function good()", "variable x"]


def test_places() -> None:
    (found,) = symbols(take_snapshot("  pub fn name() {}  ", "a").trees[0])
    assert (found.span.start, found.span.end, found.name_span.start, found.name_span.end) == (2, 18, 9, 13)

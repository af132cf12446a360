"""Programs that nest deeper than Python compiles run all the same: what is refused runs in tier 0."""

from __future__ import annotations

import pytest

from bindrune.core.api import MemoryIO, build_text

LOOP = "for i in 0..2 {} fn id(x) { x } let x = 1;\n"
DEEP = {
    "parentheses": ("println!(\"{}\", " + "(" * 900 + "1" + ")" * 900 + ");", "1"),
    "operands": ("println!(\"{}\", " + "x + " * 2900 + "1);", "2901"),
    "signs": ("println!(\"{}\", " + "-(" * 900 + "x" + ")" * 900 + ");", "1"),
    "calls": ("println!(\"{}\", " + "id(" * 900 + "1" + ")" * 900 + ");", "1"),
    "vectors": ("println!(\"{:?}\", " + "[" * 300 + "1" + "]" * 300 + ".len());", "1"),
    "blocks": ("{" * 600 + "println!(\"{}\", 1);" + "}" * 600, "1"),
    "branches": ("if x == 1 {" * 300 + "println!(\"{}\", 1);" + "}" * 300, "1"),
    "loops": ("for i in 0..1 {" * 30 + "println!(\"{}\", 1);" + "}" * 30, "1"),
    "arms": ("match x { " + "".join(f"{i} => println!(\"{i}\")," for i in range(1500)) + "_ => () }", "1"),
    "methods": ("println!(\"{}\", 1" + ".min(5)" * 900 + ");", "1"),
}


@pytest.mark.parametrize("name", DEEP)
def test_what_nests_deeply_runs(name: str) -> None:
    text, wanted = DEEP[name]
    built = build_text(LOOP + text, io=MemoryIO())
    built.run()
    assert isinstance(built.io, MemoryIO)
    assert built.io.output == wanted + "\n"

"""The classes of structs are made when they are asked for."""

from __future__ import annotations

from bindrune.core.api import MemoryIO, build_text

PROGRAM = """
struct Used { x }
struct Unused { x }
enum Kind { First(x), Second }
fn never() { (Unused { x: 1 }, Kind::First(1), Kind::Second) }
Used { x: 1 }.x
"""


def test_a_class_is_made_when_it_is_asked_for() -> None:
    built = build_text(PROGRAM, io=MemoryIO())
    machine = built.machine()
    assert machine.structs._made == {}
    assert built.unit is not None
    machine.execute(built.unit.entry if built.unit.entry is not None else "main").run()
    assert list(machine.structs._made) == ["Used"]
    assert "Kind::First" in machine.structs
    assert "Kind" not in machine.structs
    assert machine.structs.get("Kind") is None
    assert machine.structs["Unused"] is machine.structs["Unused"]


def test_what_is_declared_again_is_another_class() -> None:
    machine = build_text(PROGRAM, io=MemoryIO()).machine()
    before = machine.structs["Used"]
    machine.structs.declare("Used", "named", ("x", "y"), before.info, None)
    assert machine.structs["Used"] is not before
    assert machine.structs["Used"].names == ("x", "y")

"""CPython specialises reads of attributes only for classes without a ``__getattr__``: no value's class has one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.api import MemoryIO, build_text
from bindrune.core.vm.values import Cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

SCRIPT = """
struct Point { x, y }
struct Line { x }
fn x(v) { v.x }
fn start(v) { v.start }
for value in [Point { x: 1, y: 2 }, #{ x: 3 }, Line { x: 4 }] { println!("{}", x(value)); }
println!("{}", start(1..4));
"""


def _below(cls: type[Any]) -> Iterator[type[Any]]:
    for inner in cls.__subclasses__():
        yield inner
        yield from _below(inner)


def test_no_class_of_values_answers_for_attributes_that_it_lacks() -> None:
    build_text(SCRIPT, io=MemoryIO()).run()  # loads the library, and makes classes of its own
    hooks = {"__getattr__", "__getattribute__", "__setattr__"}
    assert [cls for cls in [Cell, *_below(Cell)] if hooks & cls.__dict__.keys()] == []


def test_fields_of_structs_objects_and_natives_are_read_at_one_place(monkeypatch: pytest.MonkeyPatch) -> None:
    for tier in "01":
        monkeypatch.setenv("BINDRUNE_TIER", tier)
        io = MemoryIO()
        build_text(SCRIPT, io=io).run()
        assert io.output.split() == ["1", "3", "4", "1"]

"""Which items of the library a program calls, heard while it runs in this process.

Rows are heard by their handlers (``tests.mutants.rows``). What the machine answers itself is heard in
three ways: operations such as ``eq`` are rebound wherever they were imported, the steps of iterators are
methods of Python classes, and what an instruction does alone (``?``, ``value.0``, ``a + b``) an observer
sees. ``Ear.heard`` holds paths as ``inventory`` writes them, protocols as ``TYPE::PROTOCOL``.
"""

from __future__ import annotations

import sys
from functools import wraps
from typing import TYPE_CHECKING, Any

from bindrune.core.compile.ops import NUMBER
from bindrune.core.runtime import iterators
from bindrune.core.vm import loops
from bindrune.core.vm.functions import HEAD
from bindrune.core.vm.operations import arith, cloning, compare, debug, display, equality, hashing, iteration
from bindrune.core.vm.types import type_of
from tests.mutants.rows import all_rows
from tests.std.inventory import short

if TYPE_CHECKING:
    from bindrune.core.vm.observer import Event

_OPERATIONS = {
    "PARTIAL_EQ": (equality.partial_eq,),
    "EQ": (equality.eq,),
    "PARTIAL_CMP": (compare.partial_cmp, compare.lt, compare.le, compare.gt, compare.ge),
    "CMP": (compare.cmp,),
    "CLONE": (cloning.clone, cloning._copy),
    "HASH": (hashing.hash_key, hashing.hash_value, hashing._inner),
    "DEBUG_FMT": (debug.debug, debug.debug_charged, debug.debug_nested, debug._pieces),
    "DISPLAY_FMT": (display.display, display.format_value),
    "INTO_ITER": (iteration.iterate, iterators.into_iter, loops.loop_over),
    "ADD": (arith.add,),
    "ADD_ASSIGN": (arith.add_assign,),
}
"""Operations by the protocol of their first operand."""

_LEVELS = ((equality._level, "EQ", "PARTIAL_EQ"), (compare._level, "CMP", "PARTIAL_CMP"))
"""What compares nested values: the third argument tells whether the comparison is total."""

_STEPS = {
    "step": "NEXT",
    "rest": "NEXT",
    "step_back": "NEXT_BACK",
    "skip": "NTH",
    "skip_back": "NTH_BACK",
    "hint": "SIZE_HINT",
    "length": "LEN",
}
"""Methods of iterator classes, with their protocols."""

_OPS = {
    NUMBER["try"]: ("TRY", 2),
    NUMBER["match_type"]: ("IS_VARIANT", 1),
    NUMBER["eq"]: ("PARTIAL_EQ", 2),
    NUMBER["ne"]: ("PARTIAL_EQ", 2),
    NUMBER["add"]: ("ADD", 2),
    NUMBER["add_assign"]: ("ADD_ASSIGN", 1),
    NUMBER["set_index"]: ("INDEX_SET", 1),
    NUMBER["display"]: ("DISPLAY_FMT", 2),
}
"""Instructions that do the work of a protocol alone, with the place of the operand whose protocol it is."""

_METHOD = NUMBER["call_method"]


class Ear:
    """Hears what is called in this process, from now on."""

    wants = frozenset(("op",))

    def __init__(self) -> None:
        self.heard: set[str] = set()
        for row in all_rows():
            row.listen(self.heard)
        for protocol, operations in _OPERATIONS.items():
            for operation in operations:
                _rebind(operation, self._hearing(operation, protocol))
        for level, total, partial in _LEVELS:
            _rebind(level, self._hearing_level(level, total, partial))
        for cls in _subclasses(iterators.NativeIterator):
            for name, protocol in _STEPS.items():
                if name in cls.__dict__:
                    setattr(cls, name, self._hearing(getattr(cls, name), protocol))

    def paths(self) -> set[str]:
        """What was heard since it was cleared."""
        return {short(name).replace(".", "::") for name in self.heard}

    def _hearing(self, function: Any, protocol: str) -> Any:
        heard = self.heard

        @wraps(function)
        def hearing(value: Any, *rest: Any) -> Any:
            heard.add(f"{type_of(value).name}::{protocol}")
            return function(value, *rest)

        return hearing

    def _hearing_level(self, function: Any, total: str, partial: str) -> Any:
        heard = self.heard

        @wraps(function)
        def hearing(a: Any, b: Any, is_total: Any) -> Any:
            heard.add(f"{type_of(a).name}::{total if is_total else partial}")
            return function(a, b, is_total)

        return hearing

    def on_event(self, event: Event) -> None:
        """An instruction is about to run."""
        code: tuple[Any, ...] = event.function.function.code[event.pc]
        number = code[0]
        if number in _OPS:
            protocol, at = _OPS[number]
            self.heard.add(f"{type_of(_operand(event, code[at])).name}::{protocol}")
        elif number == _METHOD:
            # Generators are resumed without their row.
            self.heard.add(f"{type_of(_operand(event, code[2])).name}::{event.unit.strings[code[3]]}")
        elif number in _PAYLOADS:
            at, index = _PAYLOADS[number]
            value = _operand(event, code[at])
            info = type_of(value)
            self.heard.add(f"{info.name}::GET")
            if info.variants:
                self.heard.add(f"{info.name}::{type(value).__name__}::{code[index]}")


_PAYLOADS = {NUMBER["tuple_field"]: (2, 3), NUMBER["tuple_field_op"]: (2, 3), NUMBER["index"]: (2, 3)}
"""Instructions that reach into values by number: where their operands are."""


def _operand(event: Event, register: int) -> Any:
    return event.frame.registers[HEAD + (register if register >= 0 else ~register)]


def _rebind(old: Any, new: Any) -> None:
    """Replace a function in every module that has it."""
    for name, module in list(sys.modules.items()):
        if name.startswith("bindrune."):
            for key, value in list(vars(module).items()):
                if value is old:
                    setattr(module, key, new)


def _subclasses(cls: type) -> list[type]:
    """A class and everything below it, without the twins of moved and busy values."""
    if getattr(cls, "state", 0):
        return []
    below: list[type] = cls.__subclasses__()
    return [cls, *(found for each in below for found in _subclasses(each))]

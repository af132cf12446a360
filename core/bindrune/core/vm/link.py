"""Linking: the instructions of a function to closures.

The code is walked from its end, so that each closure is made with the closure that follows it; jumps back are filled in
afterwards. Twice over: the *plain* table has a closure for each instruction, and where a group of instructions can be
fused (``bindrune.core.vm.fusion``), the first of it gets a fused closure beside its own. What follows an instruction is
always the best closure there is, and unconditional jumps forward vanish: in their place stands a twin of the closure
they lead to. A function whose instructions are observed is linked a second time without any of this
(``Linker.observe``), so that each step is an instruction of the unit. What a fused closure or a twin stands for is
noted in ``ScriptFunction.groups`` and ``jumps``, for those who record which closures run (``bindrune.core.vm.flow``).
"""

from __future__ import annotations

from _operator import attrgetter
from types import FunctionType

from bindrune.core.compile.ops import OPS
from bindrune.core.formatting.hashes import path_hash
from bindrune.core.vm.closures.registry import HANDLERS
from bindrune.core.vm.constants import build
from bindrune.core.vm.errors import VmError
from bindrune.core.vm.functions import HEAD, ScriptFunction
from bindrune.core.vm.fusion import fuse
from bindrune.core.vm.operations import fields

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from bindrune.core.compile.unit import Unit, UnitFunction
    from bindrune.core.vm.closures.typing import Closure, Registers
    from bindrune.core.vm.machine import LoadedUnit, Machine
    from bindrune.core.vm.structs import Record
    from bindrune.core.vm.values import TypeValue


class Linker:
    """Links the functions of one unit."""

    def __init__(self, machine: Machine, loaded: LoadedUnit) -> None:
        self.machine = machine
        self.loaded = loaded
        self.unit = loaded.unit

    def link(self, function: ScriptFunction) -> None:
        """Make the closures and the frame template of a function."""
        code = function.function
        for index in code.constants:
            function.frame.append(self.constant(index))
        linking = Linking(self, code, fused=True)
        best = linking.run()
        for pc in range(len(best) - 1, -1, -1):
            if linking.plain[pc] is None:  # a jump that vanished
                function.starts[best[pc]] = pc
                function.pcs[best[pc]] = function.pcs[best[code.code[pc][1]]]  # type: ignore[index]
                continue
            for closure in (linking.plain[pc], best[pc]):
                function.pcs[closure] = function.starts[closure] = pc
        for closure, pc in linking.aside:
            function.pcs[closure] = pc
        function.groups = linking.groups
        function.jumps = linking.jumps
        if self.machine.is_recorded:
            from bindrune.core.vm.flow import expose

            expose(function)
        function.entry = best[0]

    def observe(self, function: ScriptFunction) -> list[Closure]:
        """The closures of a function one by one, for stepping."""
        function.prepare()
        if function.observed is None:
            linking = Linking(self, function.function, fused=False)
            function.observed = linking.run()
            for pc, closure in enumerate(function.observed):
                function.pcs[closure] = function.starts[closure] = pc
            for closure, pc in linking.aside:
                function.pcs[closure] = pc
        return function.observed

    def function(self, item: str) -> ScriptFunction:
        """The script function of an item: of this unit, or of one that was loaded before."""
        found = self.loaded.by_item.get(item)
        return self.machine.functions[item] if found is None else found

    def struct(self, item: str) -> type[Record]:
        """The class of a struct or variant."""
        return self.machine.structs[item]

    def pattern_class(self, at: int) -> type | None:
        """The class that a type pattern tests for; ``None`` for a native type that is tested by its hash."""
        item, native = self.unit.types[at]
        if not native:
            return self.machine.structs.get(item)
        owner, _, name = item.rpartition("::")
        info = self.machine.natives.type(owner) if owner else None
        if info is not None and name in info.variants:
            return info.variants[name]
        return None

    def type_value(self, at: int) -> TypeValue:
        """The type value of an entry of the table of types."""
        item, native = self.unit.types[at]
        return self.machine.type_value(item, native)

    def part_getter(self, at: int, name: str) -> Callable[[Any], Any]:
        """What reads a field that a type pattern takes out."""
        if self.pattern_class(at) is not None:
            return attrgetter("f_" + name)
        if name.isdigit():
            return lambda value: fields.get_tuple(value, int(name))
        return lambda value: fields.get_field(value, name)

    def missing_function(self, item: str, params: int = 0) -> VmError:
        """The error of calling a function that does not exist."""
        return VmError(
            "missing-function", f"Missing function with hash `0x{path_hash(item) ^ params:x}`"
        )

    def static(self, number: int) -> Any:
        """The cell of a static."""
        return self.loaded.statics[number]

    def constant(self, index: int) -> Any:
        """An inline constant or a type value."""
        plain: Any = self.unit.constants[index]
        if plain.__class__ is tuple and plain[0] == "type":
            return self.machine.type_value(plain[1], plain[2])
        return build(plain)


class Linking:
    """One pass over one function."""

    def __init__(self, linker: Linker, function: UnitFunction, *, fused: bool) -> None:
        self.linker = linker
        self.machine = linker.machine
        self.unit: Unit = linker.unit
        self.function = function
        self.code = function.code
        self.fused = fused
        n = len(self.code)
        self.plain: list[Any] = [None] * n
        self.best: list[Any] = [None] * n
        self.aside: list[tuple[Closure, int]] = []
        self.patches: list[tuple[Closure, dict[str, int]]] = []
        self.group: tuple[int, ...] = ()
        self.groups: list[tuple[Closure, tuple[int, ...], Closure, Closure]] = []
        self.jumps: list[tuple[Closure, int, Closure]] = []
        self.pc = 0

    def run(self) -> list[Closure]:
        """Link everything; return the best closure of each pc."""
        code = self.code
        for pc in range(len(code) - 1, -1, -1):
            self.pc = pc
            instruction = code[pc]
            name = OPS[instruction[0]].name  # type: ignore[index]
            if name == "jump" and self.fused and instruction[1] > pc:  # type: ignore[operator]
                target = self.best[instruction[1]]  # type: ignore[index]
                self.best[pc] = twin = _twin(target)
                self.jumps.append((twin, pc, target))
                continue
            closure = HANDLERS[name](self, *instruction[1:])
            self.plain[pc] = self.best[pc] = closure
            if self.fused:
                better = fuse(self, pc, name, instruction)
                if better is not None:
                    self.best[pc] = better
                    self.groups.append((better, self.group, closure, self.best[pc + 1]))
        for closure, targets in self.patches:
            patch(closure, {name: self.best[pc] for name, pc in targets.items()})
        return self.best

    def point(self) -> Point:
        """This instruction, for closures of it that are made while the program runs."""
        return Point(self, self.pc)

    @property
    def following(self) -> Closure:
        """What runs after this instruction."""
        return self.best[self.pc + 1]  # type: ignore[no-any-return]

    def at(self, target: int) -> Closure:
        """The closure at a jump target; one that lies behind is reached by a hop that is filled in later."""
        if target > self.pc:
            return self.best[target]  # type: ignore[no-any-return]
        return self.hop(target)

    def hop(self, target: int) -> Closure:
        """A closure that goes on at a target behind."""
        closure = _hop()
        self.aside.append((closure, target))
        self.patches.append((closure, {"target": target}))
        return closure

    def later(self, closure: Closure, **targets: int) -> Closure:
        """Fill in free variables of a closure when their targets are linked."""
        self.patches.append((closure, targets))
        return closure

    def beside(self, closure: Closure) -> Closure:
        """A further closure of this instruction: errors in it have the instruction's place."""
        self.aside.append((closure, self.pc))
        return closure

    def register(self, operand: int) -> int:
        """The register that an operand reads, moved or not."""
        return HEAD + (~operand if operand < 0 else operand)

    def moved(self, *operands: int) -> tuple[int, ...]:
        """The registers among the operands that die."""
        return tuple(HEAD + ~operand for operand in operands if operand < 0)

    def out(self, operand: int) -> int:
        """The register that an output is written to, 0 if it is discarded."""
        return 0 if operand < 0 else HEAD + operand

    def const(self, operand: int) -> Any:
        """The inline constant that an operand reads, or ``NOT_CONST``."""
        at = operand - self.function.n_registers
        if at < 0:
            return NOT_CONST
        return self.linker.constant(self.function.constants[at])

    def string(self, index: int) -> str:
        """A string of the pool."""
        return self.unit.strings[index]

    def plain_constant(self, index: int) -> Any:
        """A constant as it is encoded."""
        return self.unit.constants[index]


class Point:
    """Puts a linking back to an instruction for the time of a ``with`` block."""

    __slots__ = ("linking", "pc")

    def __init__(self, linking: Linking, pc: int) -> None:
        self.linking = linking
        self.pc = pc

    def __enter__(self) -> None:
        self.linking.pc = self.pc

    def __exit__(self, *exc: object) -> None:
        """Nothing to undo: a finished linking stands nowhere."""


NOT_CONST = object()
"""Stands for an operand that is no constant."""


def _hop() -> Closure:
    target: Closure | None = None

    def hop(R: Registers) -> Closure | None:
        return target

    return hop


def _twin(closure: Any) -> Closure:
    """The same closure as another object."""
    return FunctionType(
        closure.__code__, closure.__globals__, closure.__name__, closure.__defaults__, closure.__closure__
    )


def patch(closure: Any, values: dict[str, Closure]) -> None:
    """Fill in free variables of a closure."""
    cells = dict(zip(closure.__code__.co_freevars, closure.__closure__, strict=True))
    for name, value in values.items():
        cells[name].cell_contents = value

"""Emission of one function: instructions, labels, registers, constants and spans.

Temporaries are a stack above the locals: whoever needs one raises ``top`` and puts it back when the operation that
uses it has been emitted. Jump targets are labels while a function is assembled and are replaced by pcs at the end; so
are the registers of constants, which are numbered from ``CONSTANT`` until it is known how many other registers there
are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.compile import constants
from bindrune.core.compile.ops import NUMBER, OPS
from bindrune.core.compile.unit import Instruction, Unit, UnitFunction

if TYPE_CHECKING:
    from bindrune.core.ir import nodes
    from bindrune.core.source import Span

CONSTANT = 1 << 24
"""Registers from here on stand for inline constants until the function is finished."""

DISCARD = -1


class Pools:
    """The pools of a unit while it is made, and the functions that wait for their turn."""

    def __init__(self) -> None:
        self.unit = Unit()
        self.waiting: list[tuple[int, nodes.Fn]] = []
        self._strings: dict[str, int] = {}
        self._constants: dict[object, int] = {}
        self._callees: dict[tuple[str, str], int] = {}
        self._types: dict[tuple[str, bool], int] = {}

    def string(self, text: str) -> int:
        """The index of a string."""
        at = self._strings.setdefault(text, len(self._strings))
        if at == len(self.unit.strings):
            self.unit.strings.append(text)
        return at

    def constant(self, plain: object) -> int:
        """The index of an encoded constant."""
        at = self._constants.setdefault(constants.key(plain), len(self._constants))
        if at == len(self.unit.constants):
            self.unit.constants.append(plain)
        return at

    def callee(self, kind: str, item: str) -> int:
        """The index of a callee."""
        if kind not in ("native", "tuple", "unit"):
            kind = "script"
        at = self._callees.setdefault((kind, item), len(self._callees))
        if at == len(self.unit.callees):
            self.unit.callees.append((kind, item))
        return at

    def type(self, item: str, native: bool) -> int:
        """The index of a type target."""
        at = self._types.setdefault((item, native), len(self._types))
        if at == len(self.unit.types):
            self.unit.types.append((item, native))
        return at

    def function(self, fn: nodes.Fn) -> int:
        """Reserve the index of a function; it is assembled later."""
        at = len(self.unit.functions)
        self.unit.functions.append(None)  # type: ignore[arg-type]
        self.waiting.append((at, fn))
        return at


class Target:
    """What ``break`` and ``continue`` of one label lead to."""

    __slots__ = ("again", "end", "iterator", "label", "out", "top")

    def __init__(
        self, label: int, end: int, again: int, out: int, top: int, iterator: int | None
    ) -> None:
        self.label = label
        self.end = end
        self.again = again
        self.out = out
        self.top = top
        self.iterator = iterator


class Emitter:
    """The state of a function that is being assembled."""

    def __init__(self, pools: Pools, fn: nodes.Fn) -> None:
        self.pools = pools
        self.fn = fn
        self.n_slots = self.top = self.highest = max(fn.n_slots, fn.n_captures + len(fn.params))
        self.code: list[Instruction] = []
        self.spans: list[Span] = []
        self.places: list[int] = []
        self.constants: dict[int, int] = {}
        self.targets: list[Target] = []
        self.stubs: list[tuple[int, tuple[int, ...], int, Span]] = []

    def emit(self, span: Span, name: str, *operands: int | tuple[int, ...]) -> None:
        """Append an instruction."""
        self.code.append((NUMBER[name], *operands))
        self.spans.append(span)

    def label(self) -> int:
        """A new label, not placed yet."""
        self.places.append(-1)
        return len(self.places) - 1

    def place(self, label: int) -> None:
        """Put a label here."""
        self.places[label] = len(self.code)

    def temp(self) -> int:
        """A new temporary on the stack."""
        register = self.top
        self.top += 1
        if self.top > self.highest:
            self.highest = self.top
        return register

    def const(self, value: object) -> int:
        """The register of an inline constant."""
        return self.plain_const(constants.encode(value))

    def plain_const(self, plain: object) -> int:
        """The register of an encoded constant."""
        index = self.pools.constant(plain)
        return CONSTANT + self.constants.setdefault(index, len(self.constants))

    def drop(self, span: Span, registers: list[int] | tuple[int, ...]) -> None:
        """Let registers die; nothing is emitted for none."""
        if registers:
            self.emit(span, "drop", tuple(registers))

    def failing(self, span: Span, live: list[int], fail: int) -> int:
        """A label that lets the ``live`` registers die and goes on at ``fail``."""
        if not live:
            return fail
        for label, registers, target, _ in self.stubs:
            if target == fail and registers == tuple(live):
                return label
        label = self.label()
        self.stubs.append((label, tuple(live), fail, span))
        return label

    def finish(self) -> UnitFunction:
        """Resolve labels and constants and return the function."""
        for label, live, fail, span in self.stubs:
            self.place(label)
            self.drop(span, live)
            self.emit(span, "jump", fail)
        fn = self.fn
        code = [self._resolved(instruction) for instruction in self.code]
        starts: list[int] = []
        spans: list[tuple[int, int, int]] = []
        for pc, span in enumerate(self.spans):
            triple = (span.source, span.start, span.end)
            if not spans or spans[-1] != triple:
                starts.append(pc)
                spans.append(triple)
        return UnitFunction(
            fn.item,
            fn.name,
            fn.kind,
            len(fn.params),
            fn.n_captures,
            self.highest,
            code,
            list(self.constants),
            (fn.span.source, fn.span.start, fn.span.end),
            starts,
            spans,
            [(name.slot, name.name, name.start, name.end) for name in fn.names],
            any(name.slot == 0 and name.name == "self" for name in fn.names),
        )

    def _resolved(self, instruction: Instruction) -> Instruction:
        operands: list[int | tuple[int, ...]] = [instruction[0]]
        for kind, operand in zip(OPS[instruction[0]].kinds, instruction[1:], strict=True):  # type: ignore[index]
            if kind == "j":
                operand = self.places[operand]  # type: ignore[index]
            elif kind == "J":
                operand = tuple(self.places[label] for label in operand)  # type: ignore[union-attr]
            elif kind == "r":
                operand = self._register(operand)  # type: ignore[arg-type]
            elif kind == "R":
                operand = tuple(map(self._register, operand))  # type: ignore[arg-type]
            operands.append(operand)
        return tuple(operands)

    def _register(self, register: int) -> int:
        return register if register < CONSTANT else self.highest + register - CONSTANT

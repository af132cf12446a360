"""Frames as tools see them: places for backtraces, names and values for inspection."""

from __future__ import annotations

from bindrune.core.vm.functions import HEAD, ScriptFunction

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from bindrune.core.source import Span
    from bindrune.core.vm.closures.typing import Registers
    from bindrune.core.vm.execution import Execution


class Place:
    """Where a frame stood when an error passed through it: function and pc; the span is found when asked for."""

    __slots__ = ("function", "pc")

    def __init__(self, function: ScriptFunction, pc: int) -> None:
        self.function = function
        self.pc = pc

    @property
    def name(self) -> str:
        """The function's name."""
        return self.function.name

    @property
    def item(self) -> str:
        """The function's item path."""
        return self.function.item

    @property
    def span(self) -> Span:
        """The place: in the innermost frame of what failed, in the others of the call."""
        return self.function.span_at(self.pc)

    def __repr__(self) -> str:
        return f"<{self.function.item} at {self.pc}>"


class FrameView:
    """One frame of a suspended execution: its place and its named values. Values are read when asked for."""

    __slots__ = ("_registers", "depth", "function", "pc")

    def __init__(self, function: ScriptFunction, pc: int, registers: Registers, depth: int) -> None:
        self.function = function
        self.pc = pc
        self.depth = depth
        self._registers = registers

    @property
    def id(self) -> int:
        """Tells frames apart as long as they live."""
        return id(self._registers)

    @property
    def registers(self) -> Registers:
        """The frame itself: its header and its registers."""
        return self._registers

    @property
    def name(self) -> str:
        """The function's name."""
        return self.function.name

    @property
    def span(self) -> Span:
        """The place of the instruction that runs next, or of the call that is under way."""
        return self.function.span_at(self.pc)

    def variables(self) -> dict[str, Any]:
        """The names in force with their values, outermost first."""
        registers = self._registers
        return {
            name: registers[HEAD + register]
            for name, register in self.function.function.names_at(self.pc)
        }

    def assign(self, name: str, value: Any) -> bool:
        """Give a variable in force another value; return whether there is one of that name."""
        for known, register in self.function.function.names_at(self.pc):
            if known == name:
                self._registers[HEAD + register] = value
                return True
        return False


def frames_of(execution: Execution) -> list[FrameView]:
    """The script frames of an execution that does not run right now, innermost first."""
    found = []
    frames = execution.frames
    R = execution.R
    if R[1].__class__ is ScriptFunction:
        found.append(FrameView(R[1], R[1].pcs.get(execution.f, 0), R, len(frames)))
    for depth in range(len(frames) - 1, -1, -1):
        R, _, _, pc = frames[depth]
        if R[1].__class__ is ScriptFunction:
            found.append(FrameView(R[1], pc, R, depth))
    return found

"""Linked script functions, and the frames that calls of them make.

A ``ScriptFunction`` is what a unit's function becomes when it is linked: a template of its frame (with the inline
constants in place) and the closure of its first instruction. It is linked when it is first called. All calls go through
it, also those inside one unit: ``rebind`` puts another function in its place, for sessions and reloads, and calls that
were linked before then meet an entry that adapts their frame.

Registers of a frame: 0 the execution, 1 the function, 2 the owner (the generator or stream whose body runs), then the
registers of the unit's function.
"""

from __future__ import annotations

from bindrune.core.vm.errors import VmError
from bindrune.core.vm.faults import argument_count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Final

    from bindrune.core.compile.unit import Unit, UnitFunction
    from bindrune.core.source import Span
    from bindrune.core.vm.closures.typing import Closure, Registers
    from bindrune.core.vm.flow import Step
    from bindrune.core.vm.link import Linker
    from bindrune.core.vm.machine import Unlinked

HEAD: Final = 3
"""The number of registers of a frame's header."""


class ScriptFunction:
    """A function of a unit, linked when it is first called.

    ``frame`` is the template that calls copy, ``entry`` the closure they continue with. ``pcs`` maps every closure of
    the function to its pc, ``starts`` those that begin an instruction; ``observed`` are the closures for stepping.
    ``groups`` holds for each fused closure: it, the pcs it stands for, the closure of the first of them, and what
    follows that; ``jumps`` for each jump that vanished: the closure in its place, its pc, and the closure it leads to.
    ``steps`` says what counts when a closure runs, once somebody records that.
    ``maker`` is ``None`` for immediate functions, otherwise it makes the generator, future or stream of a frame.
    """

    __slots__ = (
        "arity", "entry", "frame", "function", "groups", "item", "jumps", "kind", "linker", "maker", "n_captures",
        "name", "observed", "pcs", "python", "starts", "steps", "successor", "unit",
    )  # fmt: skip

    def __init__(
        self,
        unit: Unit,
        function: UnitFunction,
        linker: Linker | Unlinked,
        maker: Callable[[ScriptFunction, Registers], object] | None,
    ) -> None:
        self.unit = unit
        self.function = function
        self.item = function.item
        self.name = function.name
        self.kind = function.kind
        self.arity = function.arity
        self.n_captures = function.n_captures
        self.linker: Linker | Unlinked = linker
        self.maker = maker
        self.frame: list[Any] = [None, self, None] + [None] * function.n_registers
        self.pcs: dict[Closure | None, int] = {}
        self.starts: dict[Closure | None, int] = {}
        self.observed: list[Closure] | None = None
        self.groups: list[tuple[Closure, tuple[int, ...], Closure, Closure]] = []
        self.jumps: list[tuple[Closure, int, Closure]] = []
        self.steps: dict[Closure | None, Step] | None = None
        self.successor: ScriptFunction | None = None
        self.python: Any = None
        """The function of the fast tier, or what makes it of the captures."""
        self.entry: Closure = self._first_call

    def _first_call(self, R: Registers) -> Closure | None:
        self.prepare()
        if len(R) != len(self.frame):
            R += self.frame[len(R) :]
        return self.entry

    def prepare(self) -> None:
        """Link the function if that was not done."""
        if not self.pcs and self.successor is None:
            self.linker.link(self)

    def current(self) -> ScriptFunction:
        """The function that stands in the place of this one now."""
        at = self
        while at.successor is not None:
            at = at.successor
        return at

    def span_at(self, pc: int) -> Span:
        """The place of an instruction."""
        return self.function.span_at(pc)

    def __repr__(self) -> str:
        return f"<script function {self.item}>"


class Foreign:
    """What stands in register 1 of frames that are not of a script function: driven natives, the bottom frame."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class PythonCode(Foreign):
    """What stands there for the body of a script function that is a generator of Python, which register 3 holds."""

    __slots__ = ()

    def place(self, generator: Any) -> Any:
        """Where such a body is suspended, for backtraces."""
        raise NotImplementedError

    def moved(
        self, entry: tuple[Registers, Closure, int, int], above: Registers
    ) -> tuple[Registers, Closure, int, int]:
        """What stands in the place of such a frame, which awaits the one above, on the stack of another execution."""
        raise NotImplementedError


DRIVEN: Final = Foreign("native")
BOTTOM: Final = Foreign("host")


def check_arity(function: ScriptFunction, given: int) -> None:
    """Raise unless ``given`` arguments fit. With captures the environment counts as one more on both sides."""
    if given != function.arity:
        raise wrong_arity(function, given)


def wrong_arity(function: ScriptFunction, given: int) -> VmError:
    """The error of a call with ``given`` arguments."""
    extra = 1 if function.n_captures else 0
    return argument_count(given + extra, function.arity + extra)


def new_frame(function: ScriptFunction, X: Any, values: Any) -> Registers:
    """A frame of ``function`` whose first registers are ``values``: captures and arguments."""
    if not function.pcs:
        function.prepare()
    frame = function.frame[:]
    frame[0] = X
    frame[HEAD : HEAD + len(values)] = values
    return frame


def rebind(old: ScriptFunction, new: ScriptFunction) -> None:
    """Let every later call of ``old``, by whatever was linked before, be a call of ``new``.

    The old entry closure is replaced by one that takes the arguments out of the frame that the caller made and calls
    the new function in its place. Frames that run already go on with the old code.
    """
    old.successor = new

    def adapt(R: Registers) -> Closure | None:
        from bindrune.core.vm.calls import enter_script

        X = R[0]
        first = HEAD + old.n_captures
        C, nx, out, pc = X.frames.pop()
        arguments = tuple(R[first : first + old.arity])
        X.R = C
        target = old.current()
        check_arity(target, len(arguments))
        following = enter_script(C, target, arguments, out, nx, pc)
        if following is not None:
            X.f = following
        return None

    old.entry = adapt

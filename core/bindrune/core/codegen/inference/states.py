"""What may be in a place for values (``shapes.py``): Vars, Boxes, and the Vars of a function."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from bindrune.core.ir import nodes as ir


NATURALS = {"n8": 8, "n16": 16, "n32": 32, "n48": 48, "grown": 62, "nat": 63}
"""The states of ints that are not negative, by how many bits they have at most; ``grown`` is ``kinds.GROWN``."""
INTEGERS = frozenset(("int", *NATURALS))
"""The states of an i64."""


def natural(bits: int) -> str:
    """The state of an int of so many bits that is not negative."""
    return next((name for name, most in NATURALS.items() if bits <= most and name != "grown"), "nat")


class Var:
    """A place for values: its state, the Vars that they flow to, and what is done when the state grows."""

    __slots__ = ("out", "state", "watch")

    def __init__(self, state: Any = None) -> None:
        self.state: Any = state
        self.out: list[Var] = []
        self.watch: list[Callable[[], None]] = []


class Box:
    """A native container: what it is called and what is in it. Boxes that meet become one (``link``)."""

    __slots__ = ("also", "changed", "escaped", "items", "lent", "link", "tag")

    def __init__(self, tag: str, items: list[Var]) -> None:
        self.tag = tag
        self.items = items
        self.link: Box | None = None
        self.escaped = False
        self.lent = False
        """Whether it is ever borrowed by an iterator."""
        self.changed = False
        """Whether one of its numbered fields is ever assigned."""
        self.also: list[Box] = []
        """Boxes that may be of the same value, though other things may be in them: they escape together."""

    def root(self) -> Box:
        """The Box that this one has become."""
        at = self
        while at.link is not None:
            at = at.link
        return at


class FnVars:
    """The Vars of a function: one for each slot, those of its parameters, and its result."""

    __slots__ = ("computed", "gives", "labels", "open", "operands", "params", "result", "slots")

    def __init__(self, fn: ir.Fn) -> None:
        self.slots = [Var() for _ in range(fn.n_slots)]
        self.params: list[Var] = []
        self.result = Var()
        self.labels: dict[int, Var] = {}
        self.open = False
        self.operands: set[int] = set()
        """The slots that stand in arithmetic, as receivers of methods that wrap around, or as arguments of calls."""
        self.computed: set[int] = set()
        """The slots of parameters, and those that are given what arithmetic or a call comes to."""
        self.gives = False
        """Whether the result is what arithmetic or a call comes to."""


Value = Var | str
"""What a node gives: a Var, or the state that it certainly has."""

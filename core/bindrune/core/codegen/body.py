"""One version of a function: what is known of its slots, and the ways in which nodes become text.

A node is emitted in one of three ways. ``value`` gives a text that evaluates to it, to be run once and at
once, after lines that it may have written; ``effect`` writes lines for what the node does; ``tail`` writes
lines that end in ``return``. The functions that do so stand by their node's class in ``VALUES`` and
``EFFECTS``, which the modules beside this one fill.

**Order.** Texts of operands run where their operation stands. If an operand needs lines, what stands left
of it has to run before them: ``operands`` gives these names first (``Body.hold``).

**Lifetimes.** A value that lies on Python's stack dies with its operation, as it should; one that was given
a name does not. Names that may hold a heap value are ``owned`` until they are let go: by the operation that
used them (``result``), at the latest at the end of the statement. Slots are let go where the IR says so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bindrune.core.codegen.inference import kinds as k
from bindrune.core.codegen.writer import Refused, Writer, plain
from bindrune.core.compile.assemble.reads import last_assigned
from bindrune.core.ir import nodes as ir

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bindrune.core.codegen.forms.charges import Turns
    from bindrune.core.codegen.forms.options import Apart
    from bindrune.core.codegen.inference.kinds import Kind
    from bindrune.core.codegen.unit import Emission, Version
    from bindrune.core.source import Span

VALUES: dict[type, Callable[[Body, Any], tuple[str, Kind]]] = {}
EFFECTS: dict[type, Callable[[Body, Any], None]] = {}


def gives(cls: type) -> Callable[[Callable[[Body, Any], tuple[str, Kind]]], Callable[[Body, Any], tuple[str, Kind]]]:
    """Register how nodes of a class become a value."""

    def register(function: Callable[[Body, Any], tuple[str, Kind]]) -> Callable[[Body, Any], tuple[str, Kind]]:
        VALUES[cls] = function
        return function

    return register


def does(cls: type) -> Callable[[Callable[[Body, Any], None]], Callable[[Body, Any], None]]:
    """Register how nodes of a class become lines. Their value is unit, unless they are in ``VALUES`` too."""

    def register(function: Callable[[Body, Any], None]) -> Callable[[Body, Any], None]:
        EFFECTS[cls] = function
        return function

    return register


class Loop:
    """A loop of Python around what is written: the label of the loop or block it stands for.

    ``out`` is the name that takes the value of a ``break``; ``exits`` are the environments where it is left, and
    ``crossing`` the numbers of jumps that go through it to a loop further out. ``owned`` are the names that
    were owned before it: a jump out of it keeps them, as they wait for the operation around.
    """

    __slots__ = ("again", "broken", "crossing", "dies", "exits", "kind", "label", "out", "owned", "rounds", "turns")

    def __init__(self, label: int, out: str, again: Sequence[int], dies: str = "") -> None:
        self.label = label
        self.out = out
        self.again = list(again)
        self.dies = dies
        self.kind = k.NEVER
        self.exits: list[dict[int, Kind]] = []
        self.rounds: list[dict[int, Kind]] = []
        self.crossing: list[tuple[int, int, bool]] = []
        self.owned: list[str] = []
        self.turns: Turns | None = None
        """How it is charged, if not by taking from ``B``."""
        self.broken = False
        """Whether its own text leaves it before its end."""


class Body(Writer):
    """The emitter of one version."""

    def __init__(self, emission: Emission, version: Version) -> None:
        super().__init__()
        self.emission = emission
        self.version = version
        self.fn = version.fn
        self.env: dict[int, Kind] = {}
        self.reached = True
        """Whether control comes to where the next line is written."""
        self.loops: list[Loop] = []
        self.owned: list[str] = []
        self.suspends = self.fn.kind != "immediate"
        """Whether it yields or awaits: its slots hold what the registers of tier 0 do, and no loop hides its state."""
        self.jumps = 0
        self.placed: list[tuple[int, ir.Fn]] = []
        """The functions whose bodies are written in place, with their first slots here."""
        self.first_fresh = self.next_slot = max(1000, self.fn.n_slots)
        """The slots from here on are those of bodies that are written in place."""
        self.wish = ""
        """The slot that the next operation's result is for: its name is as good as another."""
        self.pieces: set[int] = set()
        """The slots that may hold the text of a String in its place (``forms/pieces.py``)."""
        self.times_set: Mapping[int, int] = {}
        """How often something but a read names a slot, once that was asked for."""
        self.apart: Apart | None = None
        """How patterns take the value of the next call apart (``forms/options.py``)."""
        self.bare: dict[int, bool] = {}
        """The slots that were asked whether they hold u64s without their class."""
        self.aliases: dict[int, str] = {}
        """The slots that are other names: parameters of bodies that are written in place."""
        self.asked: dict[int, dict[tuple[str, bool], None]] | None = None
        """The types that locals are asked for, once that is asked (``forms/typetests.py``)."""
        self.classes: dict[int, str] = {}
        """The names of classes, by the nodes that ask for them."""
        self.pending: list[tuple[Sequence[ir.Expr], list[tuple[str, Kind]], dict[int, int]]] = []
        """The operands around what is written: their nodes, the values of those before it, the slots they assign."""
        self.yields: set[tuple[int, int, int]] = set()
        """The places of ``yield``s among them."""
        self.suspended: dict[int, tuple[Span, list[tuple[list[tuple[str, Kind]], int]]]] = {}
        """Where it yields and awaits, by the numbers of the marks: place, and the operands that wait."""
        self.moving = False
        """Whether values move into a script function: a name would keep them alive when it lets go of them."""

    # Names.

    def slot(self, slot: int) -> str:
        """The local of a slot; those of bodies written in place have other names, as tier 0 has no such slots."""
        return f"s{slot}" if slot < self.first_fresh else self.aliases.get(slot) or f"i{slot}"

    def kind(self, slot: int) -> Kind:
        """What is known of a slot."""
        kind = self.env.get(slot, k.ANY)
        if kind.name in k.INLINE and (kind.name != "int" or 0 <= kind.low <= kind.high < 1 << 16):
            return kind
        known = self.shape(slot)
        if known.name == kind.name == "int":
            low, high = max(known.low, kind.low), min(known.high, kind.high)
            return k.Kind("int", low, high) if low <= high else known
        return kind if known.name == "any" else known

    def shape(self, slot: int) -> Kind:
        """What is known of all values that a slot ever has."""
        return self.emission.shapes.slot(*self._owner(slot))

    def _owner(self, slot: int) -> tuple[ir.Fn, int]:
        """The function that has a slot, and which of its slots it is."""
        fn = self.fn
        if slot >= self.first_fresh:
            return next(((fn, slot - at) for at, fn in self.placed if at <= slot < at + fn.n_slots), (fn, slot))
        return fn, slot

    def is_bare(self, slot: int) -> bool:
        """Whether a slot holds u64s as ints of Python: their class is put on them where they are read."""
        if self.suspends:
            return False
        known = self.bare.get(slot)
        if known is None:
            fn, number = self._owner(slot)
            known = self.bare[slot] = self.emission.shapes.is_bare(fn, number)
        return known

    def read(self, slot: int) -> str:
        """A text that gives the value of a slot."""
        return f"U64({self.slot(slot)})" if self.is_bare(slot) else self.slot(slot)

    def fresh_slots(self, n: int) -> int:
        """The first of ``n`` slots that nobody uses."""
        self.next_slot += n
        return self.next_slot - n

    def hold(self, text: str, kind: Kind) -> str:
        """Give a value a name, here; the name of what has one already."""
        if is_atom(plain(text)):
            return plain(text)
        name = self.temp()
        self.put(f"{name} = {text}")
        if kind.name not in k.INLINE:
            self.owned.append(name)
        return name

    def named(self, text: str, kind: Kind) -> str:
        """The name of a value of which something is asked; numbers get one too."""
        if plain(text).isidentifier() and plain(text) not in ("None", "True", "False"):
            return plain(text)
        if not is_atom(plain(text)):
            return self.hold(text, kind)
        name = self.temp()
        self.put(f"{name} = {text}")
        return name

    def release(self, names: Sequence[str]) -> None:
        """Let go of names that are owned."""
        if not names:
            return
        dying = [name for name in dict.fromkeys(names) if name in self.owned]
        if dying:
            for name in dying:
                self.owned.remove(name)
            if self.reached:
                self.put(" = ".join(dying) + " = None")

    def result(self, text: str, kind: Kind, *operands: str) -> tuple[str, Kind]:
        """The value of an operation whose operands die with it, if they were given names."""
        dying = [name for name in operands if name in self.owned]
        if not dying:
            return text, kind
        name = self.temp()
        self.put(f"{name} = {text}")
        self.release(dying)
        if kind.name not in k.INLINE:
            self.owned.append(name)
        return name, kind

    def handed(self, texts: Sequence[str], fn: ir.Fn | None) -> str:
        """The arguments of a call of ``fn``, or of whatever function of the program.

        What waits for the call under names here would outlive a parameter that the function assigns, and so would what
        it borrows. So these names are cleared once all arguments lie on Python's stack, from where they move.
        """
        names = [name for name in dict.fromkeys(map(plain, texts)) if name in self.owned]
        if not names or not self.emission.lets_go(fn):
            return ", ".join(texts)
        for name in names:
            self.owned.remove(name)
        cleared = "".join(f", {name} := None" for name in names)
        return ", ".join([*texts[:-1], f"({texts[-1]}{cleared})[0]"])

    def drop(self, slots: Sequence[int]) -> None:
        """Let slots die."""
        if not self.reached:
            return
        dying = [self.slot(s) for s in slots if self.kind(s).name not in k.INLINE and s not in self.aliases]
        if dying:
            self.put(" = ".join(dying) + " = None")
        for slot in slots:
            self.env.pop(slot, None)

    def assign(self, slot: int, text: str, kind: Kind) -> None:
        """Give a slot a value."""
        name = self.slot(slot)
        if kind.name == "u64" and self.is_bare(slot):
            text = as_int(text, kind)
        if name != plain(text):
            self.put(f"{name} = {text}")
        if plain(text) in self.owned and kind.name not in k.INLINE:
            self.release([plain(text)])
        self.env[slot] = kind

    # The three ways.

    def value(self, node: ir.Expr) -> tuple[str, Kind]:
        """A text that gives the value of a node, and what is known of it."""
        form = VALUES.get(node.__class__)
        if form is not None:
            text, kind = form(self, node)
            found = self.known(node, kind)
            if found.name in k.INLINE and found is not kind and plain(text) in self.owned:
                self.owned.remove(plain(text))
            return text, found
        effect = EFFECTS.get(node.__class__)
        if effect is None:
            raise Refused(f"{node.__class__.__name__} is not emitted")
        effect(self, node)
        return ("None", k.UNIT) if self.reached else ("None", k.NEVER)

    def known(self, node: ir.Expr, kind: Kind = k.ANY) -> Kind:
        """What is known of the value of a node, which is at least ``kind``."""
        if kind.name in k.INLINE or kind.name == "payload":
            return kind
        found = self.emission.shapes.of(node)
        return kind if found.name == "any" else found

    def effect(self, node: ir.Expr) -> None:
        """Lines for what a node does; its value dies."""
        if not self.reached:
            return
        self.moving = False
        around, self.statement = self.statement, node.span
        before = len(self.owned)
        form = EFFECTS.get(node.__class__)
        if form is not None:
            form(self, node)
        else:
            text, _ = self.value(node)
            if self.reached and not is_atom(plain(text)):
                self.put(text)
        self.release(self.owned[before:])
        self.statement = around

    def tail(self, node: ir.Expr) -> None:
        """Lines that return the value of a node; the frame dies, so nothing else has to."""
        if not self.reached:
            return
        around, self.statement = self.statement, node.span
        form = TAILS.get(node.__class__)
        if form is not None:
            form(self, node)
        else:
            self.leave(*self.value(node))
        self.statement = around

    def leave(self, text: str, kind: Kind) -> None:
        """Return a value from the function."""
        if self.reached:
            self.version.returns(kind)
            if self.version.bare:
                text = bare(text)
            turns = self.turns
            self.settle(0)
            self.put(f"return {text}" if plain(text) != "None" else "return")
            self.turns = turns
            self.reached = False

    def charge(self, units: str) -> None:
        """A line that charges from the slice that the functions of a module share (``forms/charges.py``)."""
        self.version.charges = True
        self.put(f"if (F := F - {units if is_atom(units) else f'({units})'}) < 0: look()")

    def settle(self, at: int) -> None:
        """Charge what has begun of the loops from ``at`` on, which are left here.

        What is written afterwards lies in none of them: whoever calls this restores ``turns``.
        """
        left = [loop.turns.used for loop in self.loops[at:] if loop.turns is not None]
        if left:
            self.turns = self.turns[: -len(left)]
            self.charge(" + ".join(left))

    def arguments(self, items: Sequence[ir.Expr]) -> list[tuple[str, Kind]]:
        """The values of operands that move into a script function."""
        before, self.moving = self.moving, True
        found = self.operands(items)
        self.moving = before
        return found

    def operands(self, items: Sequence[ir.Expr]) -> list[tuple[str, Kind]]:
        """The values of operands, to be run from left to right."""
        found: list[tuple[str, Kind]] = []
        assigned = last_assigned(items)
        self.pending.append((items, found, assigned))
        n_named = 0
        for at, item in enumerate(items):
            mark = len(self.lines)
            text, kind = self.value(item)
            if len(self.lines) > mark:
                self._spill(found, n_named, mark)
                n_named = at
            if assigned and isinstance(item, ir.Local) and assigned.get(item.slot, -1) > at:
                name = self.temp()
                self.put(f"{name} = {text}")
                self.owned.append(name)
                text = name
            found.append((text, kind))
        self.pending.pop()
        return found

    def suspending(self, text: str, span: Span, *, yields: bool = False) -> str:
        """The text of a ``yield`` of Python, at which the operands wait that are evaluated by now."""
        operands = [
            (found, at)
            for items, found, assigned in self.pending
            for at in range(len(found))
            if waits_in_register(items, at, assigned)
        ]
        self.suspended[len(self._notes)] = span, operands
        if yields:
            self.yields.add((span.source, span.start, span.end))
        return self.mark(text, span)

    def _spill(self, found: list[tuple[str, Kind]], start: int, mark: int) -> None:
        """Let operands, those from ``start`` on, run before the lines from ``mark`` on."""
        lines: list[str] = []
        for at, (text, kind) in enumerate(found[start:], start):
            if is_atom(plain(text)):
                continue
            name = self.temp()
            lines.append(self.line(f"{name} = {text}"))
            if kind.name not in k.INLINE:
                self.owned.append(name)
            found[at] = (name, kind)
        self.lines[mark:mark] = lines

    def atoms(self, items: Sequence[ir.Expr]) -> list[tuple[str, Kind]]:
        """The values of operands that are used more than once, or where they may not run twice."""
        found = self.operands(items)
        return [(self.hold(text, kind), kind) for text, kind in found]

    # Branches.

    def fork(self) -> dict[int, Kind]:
        """What is known here, to be restored for another branch."""
        return dict(self.env)

    def merge(self, branches: Sequence[tuple[bool, dict[int, Kind]]]) -> None:
        """Go on where branches meet: those that come here, with what each knows."""
        live = [env for reached, env in branches if reached]
        self.reached = bool(live)
        if live:
            first, *others = live
            for other in others:
                first = {slot: k.join(kind, other[slot]) for slot, kind in first.items() if slot in other}
            self.env = first

    def bind(self, name: str, items: object) -> str:
        """The global of something that is found when the code is loaded."""
        return self.emission.binding(name, items)

    def fault(self, text: str, span: Span) -> None:
        """A line that raises."""
        self.put(self.mark(text, span))


TAILS: dict[type, Callable[[Body, Any], None]] = {}


def tails(cls: type) -> Callable[[Callable[[Body, Any], None]], Callable[[Body, Any], None]]:
    """Register how nodes of a class become lines that return."""

    def register(function: Callable[[Body, Any], None]) -> Callable[[Body, Any], None]:
        TAILS[cls] = function
        return function

    return register


STORES: dict[type, Callable[[Body, Any, str], Kind]] = {}
"""The nodes whose value comes out of branches: they store it where it is wanted."""


def store(body: Body, node: Any, name: str) -> Kind:
    """Lines that give ``name`` the value of a node."""
    form = STORES.get(node.__class__)
    if form is not None:
        return form(body, node, name)
    text, kind = body.value(node)
    if body.reached and plain(text) != name:
        body.put(f"{name} = {text}")
        body.release([plain(text)])
    return kind


def stored(body: Body, node: Any) -> tuple[str, Kind]:
    """The value of a node that is in ``STORES``, under a name of its own."""
    name = body.temp()
    kind = STORES[node.__class__](body, node, name)
    if kind.name not in k.INLINE:
        body.owned.append(name)
    return name, kind


def leaves_a_value(cls: type) -> Callable[[Callable[[Body, Any, str], Kind]], Callable[[Body, Any, str], Kind]]:
    """Register what is written the same way for what it does (without a name) and for a value that it stores."""

    def register(function: Callable[[Body, Any, str], Kind]) -> Callable[[Body, Any, str], Kind]:
        def effect(body: Body, node: Any) -> None:
            function(body, node, "")

        STORES[cls] = function
        EFFECTS[cls] = effect
        VALUES[cls] = stored
        return function

    return register


class Wanted(ir.Expr):
    """An operand of which a form wants something else than its value. What it assigns is seen through it."""

    __slots__ = ("node",)
    FIELDS = INNER = ("node",)

    def __init__(self, node: Any) -> None:
        self.span = node.span
        self.node = node


def waits_in_register(items: Sequence[ir.Expr], at: int, assigned: dict[int, int]) -> bool:
    """Whether an operand that was evaluated waits in a register of its own; locals and constants have theirs."""
    item = items[at]
    if item.__class__ is ir.Local:
        return assigned.get(item.slot, -1) > at
    return item.__class__ is not ir.Const and item.__class__ is not ir.TypeRef


def as_int(text: str, kind: Kind) -> str:
    """A u64 as an int: a name whose value is known is that number. A call of a known result is made all the same."""
    return str(kind.low) if kind.low == kind.high and is_atom(plain(text)) else bare(text)


def bare(text: str) -> str:
    """A u64 without the class that it has only just been given."""
    at = 4 if text[:4] in _CLASSED else 0
    if not at or text[-1] != ")":
        return text
    depth = 1
    for char in text[at:-1]:
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return text
    return text[at:-1] if depth == 1 and _CALLED.fullmatch(text[at:-1]) else text[at - 1 :]


_CLASSED = ("U64(", "u64(")
_CALLED = re.compile(r"\w+|\w+\(\w*(, \w+)*\)")
"""A text that needs no parentheses wherever it stands."""


def is_atom(text: str) -> bool:
    """Whether a text is a name or a number: it can be used twice, and later."""
    return text.isidentifier() or text.isdigit() or (text[:1] == "-" and text[1:].isdigit())

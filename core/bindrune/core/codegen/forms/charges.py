"""Charges of loops whose number of turns is known when they are entered.

A loop is charged once when it is entered and once each time it goes on. One over a range of ints or over a Vec,
which is borrowed meanwhile, has its turns counted by what it goes through anyway: nothing is charged in the
loop, and all of it where it is left. ``F``, which the functions of a module share, is what is left of a slice:

* where it ends by itself, the number of its turns and one are taken from ``F``;
* at a ``break``, ``return``, ``?`` or jump out of it, the turns that have begun, which its variable tells;
* at an error the text of the same count is evaluated with the locals of each frame of the traceback
  (``Loaded.turns``): each line knows in which loops it lies (``Writer.turns``).

Below zero, ``look`` does what happens at the end of a slice. A loop of ``L`` turns or more, which is what a
slice has, goes through pieces and looks between them. So no more than a slice is done in a loop without
a look, and each loop within charges ``F`` when it ends. Units taken from ``B`` and those taken from ``F`` are
counted apart and added.

Loops in which their function may be suspended take from ``B``: one that is dropped then leaves its loops without
a word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.codegen.body import is_atom
from bindrune.core.codegen.writer import plain
from bindrune.core.ir import nodes as ir
from bindrune.core.ir.walking import nodes_in
from bindrune.core.vm.fuel import MIN_SLICE

if TYPE_CHECKING:
    from collections.abc import Callable

    from bindrune.core.codegen.body import Body
    from bindrune.core.codegen.inference.kinds import Kind


class Turns:
    """A loop whose turns are known: what Python goes through, and texts of how many turns it has.

    ``used`` counts those that have begun, ``all`` all of them, with what is charged where it ends. ``name`` is the
    variable that ``used`` reads, if it reads one. ``end`` writes what is done where it ends by itself.
    """

    __slots__ = ("all", "end", "name", "source", "used")

    def __init__(self, source: str, used: str, all_: str, name: str = "") -> None:
        self.source = source
        self.used = used
        self.all = all_
        self.name = name
        self.end: Callable[[], None] | None = None


def over_range(
    body: Body, node: Any, name: str, low: Value, high: Value, more: int, *, down: bool = False
) -> Turns:
    """A loop over a range: bounds, ``more`` units at its end, ``node`` for its body, ``name`` for its variable.

    The bounds run here; names that the body assigns are copied. ``down`` has the range backwards.
    """
    start, stop = (_fixed(body, node, text, kind) for text, kind in (low, high))
    source = f"range({start}, {stop})"
    if down:
        source = f"range({difference(stop, '0', -1)}, {difference(start, '0', -1)}, -1)"
    least, most = low[1], high[1]
    if most.high - least.low > MIN_SLICE:
        source = f"{source} if {difference(stop, start, 0)} < L else pieces({source})"
    turns = difference(stop, start, more)
    if least.high > most.low:
        turns = f"{turns} if {stop} > {start} else {more}"
    used = difference(stop, name, 0) if down else difference(name, start, 1)
    return Turns(source, used, turns, name)


def over_sized(body: Body, items: str, more: int, view: str = "", going: str = "iter") -> tuple[Turns, str]:
    """A loop over a list or dict that does not change meanwhile, and the name of the iterator, which dies with it.

    ``view`` is a method that gives what is gone through, and ``going`` what makes the iterator over that.
    """
    iterator, length = body.temp(), body.temp()
    body.put(f"{iterator} = {items}")
    body.put(f"{length} = len({iterator})")
    body.put(f"{iterator} = {going}({iterator}{f'.{view}()' if view else ''})")
    source = f"{iterator} if {length} < L else pieces_of({iterator})"
    used = f"{length} - {iterator}.__length_hint__()"
    return Turns(source, used, f"{length} + {more}" if more else length), iterator


Value = tuple[str, "Kind"]

_WAITS = (ir.Await, ir.Select, ir.Yield)


def are_kept(body: Body, rounds: Any) -> bool:
    """Whether a loop is left in a way that is written: its rounds do not suspend the function."""
    return body.fn.kind == "immediate" or not _has(rounds, lambda at: at.__class__ in _WAITS)


def _fixed(body: Body, node: Any, text: str, kind: Kind) -> str:
    """A bound that stays what it is while the loop runs."""
    bare = plain(text)
    if is_atom(bare):
        if kind.low == kind.high:
            return str(kind.low)
        if bare[0] not in "si" or not assigns(node, int(bare[1:]) if bare[1:].isdigit() else -1):
            return bare
    elif kind.low == kind.high and bare == f"({kind.low})":
        return str(kind.low)
    name = body.temp()
    body.put(f"{name} = {text}")
    return name


def difference(a: str, b: str, more: int) -> str:
    """The text of ``a - b + more``."""
    literal = {text: int(text) for text in (a, b) if not text.isidentifier()}
    more += literal.get(a, 0) - literal.get(b, 0)
    names = ("" if a in literal else a) + ("" if b in literal else f" - {b}")
    if not names:
        return str(more)
    if names[0] == " ":
        return f"{more}{names}"
    return names if not more else f"{names} {'+' if more > 0 else '-'} {abs(more)}"


def assigns(node: Any, slot: int) -> bool:
    """Whether something in a tree may give a slot another value."""
    return _has(node, lambda at: getattr(at, "slot", None) == slot and at.__class__ is not ir.Local)


def goes_on(node: Any, label: int) -> bool:
    """Whether something in a tree goes on with the loop of a label."""
    return _has(node, lambda at: at.__class__ is ir.Continue and at.label == label)


def _has(node: Any, is_one: Callable[[Any], bool]) -> bool:
    """Whether there is such a node in a tree, but for the functions in it."""
    return any(map(is_one, nodes_in(node)))



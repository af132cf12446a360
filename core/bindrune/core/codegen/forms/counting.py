"""``while`` loops that count: ``while i < n { …; i += k; }`` as a ``for`` of Python over a range.

A loop is one if its test compares an int local with a limit, its last statement adds a step to the local or takes
one from it, towards the limit, and nothing else in it changes local, limit or step or goes on without the
last statement. Then the values of the local in the rounds are those of a range, its turns are known,
and they are charged where the loop is left (``charges.py``). Where it ends by itself the last step is made, with
its check: that is where it can fail.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.codegen.body import Loop, is_atom
from bindrune.core.codegen.forms import charges
from bindrune.core.codegen.forms.charges import Turns
from bindrune.core.codegen.forms.operators import compound
from bindrune.core.codegen.inference import kinds as k
from bindrune.core.codegen.writer import plain
from bindrune.core.ir import nodes as ir
from bindrune.core.vm.fuel import MIN_SLICE

if TYPE_CHECKING:
    from bindrune.core.codegen.body import Body
    from bindrune.core.codegen.forms.charges import Value
    from bindrune.core.codegen.inference.kinds import Kind

_TESTS = {"+": ("<", "<="), "-": (">", ">=")}


class Count:
    """A loop that counts: its local, the statements before the last one, and that one, ``local op= step``."""

    __slots__ = ("drops", "last", "limit", "rounds", "slot", "step", "test")

    def __init__(self, slot: int, rounds: list[Any], drops: list[int], last: Any, test: str) -> None:
        self.slot = slot
        self.rounds = rounds
        self.drops = drops
        self.last = last
        self.test = test
        self.limit: Value = ("", k.INT)
        self.step: Value = ("", k.INT)


def counts(body: Body, node: Any) -> Count | None:
    """What a ``while`` counts, if it does nothing else with it."""
    cond, block = node.cond, node.body
    if cond.__class__ is not ir.Binary or cond.left.__class__ is not ir.Local:
        return None
    rounds, last, drops = [], block, []
    if block.__class__ is ir.Block:
        rounds, last, drops = block.body, block.value, block.drops
        if last is None and rounds:
            rounds, last = rounds[:-1], rounds[-1]
    slot = cond.left.slot
    if last.__class__ is not ir.OpLocal or last.slot != slot or cond.op not in _TESTS.get(last.op.rstrip("="), ()):
        return None
    count = Count(slot, rounds, drops, last, cond.op)
    limit, step = _fixed(body, cond.right, rounds), _fixed(body, last.value, rounds)
    if limit is None or step is None or step[1].low < 1 or body.kind(slot).name != "int":
        return None
    if cond.right.__class__ is ir.Local and cond.right.slot == slot:
        return None
    if last.value.__class__ is ir.Local and last.value.slot == slot:
        return None
    if charges.assigns(rounds, slot) or not charges.are_kept(body, rounds) or charges.goes_on(rounds, node.label):
        return None
    count.limit, count.step = limit, step
    return count


def _fixed(body: Body, node: Any, rounds: list[Any]) -> Value | None:
    """The text and kind of an int that stays what it is in the rounds of a loop."""
    if node.__class__ is ir.Const and node.value.__class__ is int:
        return str(node.value), k.Kind("int", node.value, node.value)
    if node.__class__ is not ir.Local or body.kind(node.slot).name != "int" or charges.assigns(rounds, node.slot):
        return None
    return body.slot(node.slot), body.kind(node.slot)


def begin(body: Body, count: Count) -> tuple[Turns, Kind]:
    """The turns of a loop that counts, and the kind of its local in the rounds. Its start is kept here."""
    name, kind = body.slot(count.slot), body.kind(count.slot)
    (limit, most), (step, _) = count.limit, count.step
    up = count.last.op[0] == "+"
    start = str(kind.low)
    if kind.low != kind.high:
        start = body.temp()
        body.put(f"{start} = {name}")
    stop = limit
    if count.test in ("<=", ">="):
        more = 1 if up else -1
        most = k.Kind("int", most.low + more, most.high + more)
        if most.low == most.high:
            stop = str(most.low)
        else:
            stop = body.temp()
            body.put(f"{stop} = {limit} {'+' if up else '-'} 1")
    sign = "" if up else "-"
    source = f"range({start}, {stop}{'' if step == '1' and up else f', {sign}{step}'})"
    low, high = (kind.low, max(kind.low, most.high - 1)) if up else (min(kind.high, most.low + 1), kind.high)
    if high - low > MIN_SLICE:
        span = charges.difference(stop, start, 0) if up else charges.difference(start, stop, 0)
        source = f"{source} if {span} < L{'' if step == '1' else f' * {step}'} else pieces({source})"
    steps = charges.difference(name, start, 0) if up else charges.difference(start, name, 0)
    if step != "1":
        steps = f"{steps if is_atom(steps) else f'({steps})'} // {step}"
    return Turns(source, f"{steps} + 1", f"{steps} + 1", name), k.interval(low, high)


def write(body: Body, node: Any, count: Count, loop: Loop) -> tuple[str, Any, Kind]:
    """The head of the loop, what writes its rounds, and the kind of its local where it has ended by itself."""
    name, before = body.slot(count.slot), body.kind(count.slot)
    turns, kind = begin(body, count)
    loop.turns = turns

    def rounds() -> None:
        body.env[count.slot] = kind
        for item in count.rounds:
            body.effect(item)
        body.drop(count.drops)
        body.drop(loop.again)

    def end() -> None:
        body.open(f"if {name} {count.test} {count.limit[0]}:")
        around, body.statement = body.statement, count.last.span
        text, _ = compound(body, count.last, (name, kind), count.step, count.last.op[0])
        body.put(f"{name} = {plain(text)}")
        body.statement = around
        body.close()

    turns.end = end
    by = count.step[1].high
    if count.last.op[0] == "+":
        ended = k.interval(before.low, max(before.high, kind.high + by))
    else:
        ended = k.interval(min(before.low, kind.low - by), before.high)
    return f"for {name} in {turns.source}:", rounds, ended

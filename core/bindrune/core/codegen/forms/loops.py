"""Loops and jumps.

Loops are loops of Python around ``for _ in B``: ``B`` gives nothing, for ever, and looks at interrupts,
deadlines and the fuel now and then. A ``while`` tests behind its charge and a ``for`` zips its elements with
``B``, so that a loop is charged once when it is entered and once each time it goes on, as in tier 0. A ``for`` whose
turns are counted by what it goes through is charged where it is left (``charges.py``), and so is a ``while`` that
counts (``counting.py``). A jump through an inner loop sets ``j`` to a number of its own and leaves the inner
loop, behind which the number is looked at.

What is known of slots at the head of a loop must hold in every round: the body is written again until it does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.codegen.body import Loop, does, leaves_a_value, store
from bindrune.core.codegen.forms import charges, counting, pieces
from bindrune.core.codegen.forms.operators import condition, facts
from bindrune.core.codegen.forms.patterns import bound, matches, must_match
from bindrune.core.codegen.forms.yields import Pull, pulled, suspends
from bindrune.core.codegen.inference import kinds as k
from bindrune.core.codegen.writer import plain
from bindrune.core.ir import nodes as ir

if TYPE_CHECKING:
    from collections.abc import Callable

    from bindrune.core.codegen.body import Body
    from bindrune.core.codegen.forms.charges import Turns, Value
    from bindrune.core.codegen.inference.kinds import Kind

_BOUNDS = ((1 << 8) - 1, (1 << 16) - 1, (1 << 31) - 1, (1 << 32) - 1, k.FAR)
"""Bounds for an int that grows: the next one, which ``s = s * 31 % 1000`` keeps, then the last, then none."""

_ROUNDS = 6
"""How often a loop is written before what is known at its head is given up."""


def _looped(body: Body, loop: Loop, head: str, rounds: Callable[[], None]) -> None:
    """Write a loop until what is known at its head holds in every round."""
    before = body.fork()
    state = dict(before)
    mark, owned, blocks = len(body.lines), list(body.owned), body.blocks
    loop.owned = owned
    for attempt in range(_ROUNDS):
        body.env = dict(state)
        loop.kind, loop.exits, loop.rounds, loop.crossing = k.NEVER, [], [], []
        body.loops.append(loop)
        loop.broken = False
        body.open(head)
        turns = body.turns
        if loop.turns is not None:
            body.lines[-1].heads = loop.turns.used  # type: ignore[attr-defined]
            body.turns = (*turns, loop.turns.used)
        rounds()
        body.close(loop=True)
        body.turns = turns
        body.loops.pop()
        ends = [*loop.rounds, *([body.env] if body.reached else [])]
        new = dict(state)
        for end in ends:
            for slot in list(new):
                if slot not in end:
                    del new[slot]
                    continue
                joined = k.join(new[slot], end[slot])
                if joined != new[slot] and joined.name == "int":
                    joined = _widened(body, slot, new[slot], joined, attempt)
                new[slot] = joined
        if new == state or all(new.get(slot) == kind for slot, kind in state.items()):
            _charge_all(body, loop)
            return
        state = new if attempt < _ROUNDS - 2 else {slot: kind for slot, kind in new.items() if before.get(slot) == kind}
        if attempt == _ROUNDS - 2:
            state = {}
        del body.lines[mark:]
        body.owned, body.blocks, body.reached = list(owned), blocks, True


def _widened(body: Body, slot: int, before: Kind, found: Kind, attempt: int) -> Kind:
    """What is known of an int that changes in a loop: what holds in the whole program, or bounds that are given up."""
    shape = body.shape(slot)
    if shape.name == "int" and shape.high <= k.GROWN:
        return shape
    low, high = found.low, found.high
    if low != before.low:
        low = 0 if low >= 0 else low if low == -k.GROWN else -k.FAR if low >= -k.FAR and attempt == 0 else k.MIN
    if high != before.high:
        bounds = _BOUNDS if attempt == 0 else _BOUNDS[-1:] if attempt == 1 else ()
        high = high if high == k.GROWN else next((bound for bound in bounds if 0 <= high <= bound), k.MAX)
    return k.Kind("int", low, high)


def _charge_all(body: Body, loop: Loop) -> None:
    """Charge a loop whose turns are counted where it has ended by itself."""
    if loop.turns is None:
        return
    left = loop.broken or loop.exits or loop.crossing
    if left:
        body.open("else:")
    if loop.turns.end is not None:
        turns, reached = body.turns, body.reached
        body.turns, body.reached = (*turns, loop.turns.used), True
        loop.turns.end()
        body.turns, body.reached = turns, reached
    body.charge(loop.turns.all)
    if left:
        body.close()


def after(body: Body, loop: Loop, *, falls: dict[int, Kind] | None) -> None:
    """Go on behind a loop: where ``break`` comes to, and (with ``falls``) where it ends by itself."""
    ends = [(True, env) for env in loop.exits]
    if falls is not None:
        ends.append((True, falls))
    if loop.dies and (ends or loop.crossing):
        body.put(f"{loop.dies} = None")
    for number, depth, broken in loop.crossing:
        last = depth == len(body.loops) - 1  # it arrives: the number is not to be seen again
        body.put(f"if j == {number}: " + ("break" if not last else f"j = 0; {'break' if broken else 'continue'}"))
    body.merge(ends)


def counted_loop(body: Body, loop: Loop, head: str, rounds: Callable[[], None]) -> None:
    """A loop that ends by itself, and what is known behind it."""
    before = body.fork()
    _looped(body, loop, head, rounds)
    ended = dict(before)
    for env in [*loop.rounds, *([body.env] if body.reached else [])]:
        ended = {slot: k.join(kind, env[slot]) for slot, kind in ended.items() if slot in env}
    body.reached = True
    after(body, loop, falls=ended)


@leaves_a_value(ir.Loop)
def loop_(body: Body, node: Any, out: str) -> Kind:
    """``loop``, whose value goes to ``out`` where that is wanted."""
    loop = Loop(node.label, out, [])
    _looped(body, loop, "for _ in B:", lambda: body.effect(node.body))
    after(body, loop, falls=None)
    return loop.kind


@leaves_a_value(ir.While)
def while_(body: Body, node: Any, out: str) -> Kind:
    """``while``, whose value goes to ``out`` where that is wanted."""
    count = counting.counts(body, node)
    if count is not None:
        _counting(body, node, count, out)
        return k.UNIT
    found_ = pulled(body, node)
    pull = None
    if found_ is not None:
        pull = Pull(body, body.slot(found_[0]))
        pull.begin("pull_own")
    loop = Loop(node.label, out, node.drops, "" if pull is None else pull.names)
    falls: list[dict[int, Kind]] = []

    def rounds() -> None:
        del falls[:]
        before = len(body.owned)
        if node.cond.__class__ is ir.Matches:
            if pull is not None:
                body.open(f"if {pull.source} is False:")
            tests, found, dies = matches(body, node.cond)
            dying = [*([dies] if dies else []), *found.named]
            clear = " = ".join(dying) + " = None" if dying else ""
            if tests:
                body.open(f"if not ({' and '.join(tests)}):")
                if clear:
                    body.put(clear)
                _out(body, node, out)
                body.close()
            falls.append(body.fork())
            bound(body, found)
            if dies:
                body.put(f"{dies} = None")
            if pull is not None and found_ is not None:
                body.close()
                _pull(body, node, pull, found_[1], out)
                if found_[1].__class__ is ir.BindPat:
                    element = body.emission.elements(body.kind(found_[0]), body.version)
                    body.env[found_[1].slot] = element
        else:
            test = condition(body, node.cond)
            if not body.reached:
                return
            body.release(body.owned[before:])
            yes, no = facts(body, node.cond)
            falls.append({**body.fork(), **no})
            if test != "True":
                body.open(f"if not {test}:")
                _out(body, node, out)
                body.close()
            body.env.update(yes)
        body.effect(node.body)
        body.drop(node.drops)

    _looped(body, loop, "for _ in B:", rounds)
    end = falls[0] if falls else None
    if end is not None:
        loop.kind = k.join(loop.kind, k.UNIT)
    after(body, loop, falls=end)
    return loop.kind


def _counting(body: Body, node: Any, count: counting.Count, out: str) -> None:
    """A ``while`` that counts."""
    loop = Loop(node.label, out, node.drops)
    head, rounds, ended = counting.write(body, node, count, loop)
    before = body.fork()
    _looped(body, loop, head, rounds)
    falls = dict(before)
    for env in [*loop.rounds, *([body.env] if body.reached else [])]:
        falls = {slot: k.join(kind, env[slot]) for slot, kind in falls.items() if slot in env}
    falls[count.slot] = ended
    body.reached = True
    after(body, loop, falls=falls)
    if out:
        body.put(f"{out} = None")


def _pull(body: Body, node: Any, pull: Pull, part: Any, out: str) -> None:
    """The next element of a generator that only a ``while let`` reaches."""
    name = body.slot(part.slot) if part.__class__ is ir.BindPat else body.temp()
    body.open("else:")
    pull.step(name, node.cond.value.span)
    _out(body, node, out)
    body.close()
    if part.__class__ is not ir.BindPat:
        body.put(f"{name} = None")
    body.close()


def _out(body: Body, node: Any, out: str) -> None:
    """Leave a ``while`` whose test failed."""
    dying = [body.slot(slot) for slot in node.drops if body.kind(slot).name not in k.INLINE]
    if dying:
        body.put(" = ".join(dying) + " = None")
    if out:
        body.put(f"{out} = None")
    body.put("break")


_FRESH = frozenset(("iter", "keys", "values", "chars", "char_indices", "split", "split_whitespace", "lines", "bytes"))
"""The methods of the library that make an iterator which nobody else can know."""


@does(ir.For)
def for_effect(body: Body, node: Any) -> None:
    """``for``: a range of ints is Python's; otherwise an element may be the sign to ask the iterator (``STEP``)."""
    low, high, element = _counted(body, node.iter)
    counted = low is not None and high is not None
    if low is not None and high is not None:
        if charges.are_kept(body, node.body) and node.pattern.__class__ in (ir.BindPat, ir.AnyPat):
            _over_range(body, node, low, high, element)
            return
        source = f"range({low[0]}, {high[0]})"
    iterator = items = ""
    pull = None
    own = False
    if counted:
        if body.suspends and suspends(node.body):  # what is suspended has names
            iterator = body.slot(node.iter_slot)
            body.put(f"{iterator} = over_{source}")
            source = f"elements({iterator})"
    else:
        texts = pieces.eligible(body, node)
        of_iter = _is_iter(body, node.iter)
        text, kind, own = _iterated(body, node.iter) if of_iter else _gone_through(body, node.iter)
        if not body.reached:
            return
        if kind.name == "generator":
            _over_generator(body, node, text, kind)
            return
        if own and charges.are_kept(body, node.body):
            _over_vec(body, node, text, kind)
            return
        iterator = body.slot(node.iter_slot)
        if own and not (body.suspends and suspends(node.body)):  # nobody moves it: it is borrowed
            text, items = body.named(text, kind), body.temp()
            body.put(f"{iterator} = borrow({text})")
            body.put(f"{items} = {text}.a")
        else:
            body.put(f"{iterator} = {text if of_iter else body.mark(f'loop_over({text})', node.iter.span)}")
        body.release([plain(text)])
        fresh = node.iter.__class__ is ir.CallMethod and node.iter.name in _FRESH
        fresh = fresh and not body.emission.has_method(node.iter.name)
        fresh = fresh and not (body.suspends and suspends(node.body))
        given = f"{'fresh_' if fresh else ''}elements({iterator})"
        source = items or (f"{iterator}.items" if own else given)
        if texts:
            source, element = f"texts_of({iterator})", k.PIECE
            body.pieces.add(node.pattern.slot)
        elif body.emission.generates and not own:
            pull = Pull(body, iterator)
            body.put(f"{pull.source} = None")
    body.env.pop(node.iter_slot, None)
    simple = node.pattern.__class__ is ir.BindPat
    name = body.slot(node.pattern.slot) if simple else body.temp()
    loop = Loop(node.label, "", [slot for slot in node.drops if slot != node.iter_slot], iterator)
    if items:
        loop.dies += f" = {items}"
    if pull is not None:
        loop.dies += f" = {pull.names}"
    drops = loop.again

    def rounds() -> None:
        if not counted and not own:
            body.open(f"if {name} is STEP:")
            if pull is not None:
                body.open(f"if {pull.source} is None:")
                pull.begin("pull")
                body.close()
                body.open(f"if {pull.source} is not False:")
                pull.step(name, node.iter.span)
                body.put(f"{name} = None; break")
                body.close()
                body.close()
                body.open("else:")
            body.put(f"{name} = " + body.mark(f"step({iterator})", node.iter.span))
            body.put(f"if {name} is END: {name} = None; break")
            if pull is not None:
                body.close()
            if element == k.PIECE:
                body.put(f"{name} = text_of({name})")
            body.close()
        if simple:
            body.env[node.pattern.slot] = element
        elif node.pattern.__class__ is not ir.AnyPat:
            must_match(body, node.pattern, name, element)
            body.put(f"{name} = None")
        elif not counted:
            body.put(f"{name} = None")
        body.effect(node.body)
        body.drop(drops)

    before = body.fork()
    _looped(body, loop, f"for _, {name} in zip(B, {source}):", rounds)
    _ended(body, loop, before)
    if element == k.PIECE:
        body.pieces.discard(node.pattern.slot)


def _over_range(body: Body, node: Any, low: Value, high: Value, element: Kind) -> None:
    """``for`` over a range of ints: its variable counts the turns."""
    simple = node.pattern.__class__ is ir.BindPat
    hidden = not simple or charges.assigns(node.body, node.pattern.slot)
    name = body.temp() if hidden else body.slot(node.pattern.slot)
    loop = Loop(node.label, "", [slot for slot in node.drops if slot != node.iter_slot])
    loop.turns = charges.over_range(body, node.body, name, low, high, 1)

    def rounds() -> None:
        if simple:
            if hidden:
                body.put(f"{body.slot(node.pattern.slot)} = {name}")
            body.env[node.pattern.slot] = element
        body.effect(node.body)
        body.drop(loop.again)

    before = body.fork()
    _looped(body, loop, f"for {name} in {loop.turns.source}:", rounds)
    _ended(body, loop, before)


def _over_vec(body: Body, node: Any, text: str, kind: Kind) -> None:
    """``for`` over a Vec that nobody else reaches: borrowed, its elements are counted."""
    vec = body.hold(text, kind)
    token = body.slot(node.iter_slot)
    body.put(f"{token} = borrow({vec})")
    turns, iterator = charges.over_sized(body, f"{vec}.a", 1)
    body.release([vec])
    over_list(body, node, turns, iterator, k.ANY)


def over_list(body: Body, node: Any, turns: Turns, iterator: str, element: Kind) -> None:
    """``for`` over a list whose turns are counted: ``iterator`` goes through it, and the loop's slot borrows it."""
    token = body.slot(node.iter_slot)
    body.env.pop(node.iter_slot, None)
    simple = node.pattern.__class__ is ir.BindPat
    name = body.slot(node.pattern.slot) if simple else body.temp()
    loop = Loop(node.label, "", [slot for slot in node.drops if slot != node.iter_slot], f"{token} = {iterator}")
    loop.turns = turns

    def rounds() -> None:
        _element(body, node, name, element)
        body.effect(node.body)
        body.drop(loop.again)

    before = body.fork()
    _looped(body, loop, f"for {name} in {turns.source}:", rounds)
    _ended(body, loop, before)


def _over_generator(body: Body, node: Any, text: str, kind: Kind) -> None:
    """``for`` over what is known to be a generator."""
    iterator = body.slot(node.iter_slot)
    if _makes(body, node.iter):  # nobody else has it: it need not be taken
        body.put(f"{iterator} = {text}")
    else:
        body.put(f"{iterator} = " + body.mark(f"loop_over({text})", node.iter.span))
    body.release([plain(text)])
    body.env.pop(node.iter_slot, None)
    pull = Pull(body, iterator)
    pull.begin("pull")
    simple = node.pattern.__class__ is ir.BindPat
    name = body.slot(node.pattern.slot) if simple else body.temp()
    drops = [slot for slot in node.drops if slot != node.iter_slot]
    loop = Loop(node.label, "", drops, f"{iterator} = {pull.names}")

    def rounds() -> None:
        element = body.emission.elements(kind, body.version)
        body.open(f"if {pull.source} is False:")
        body.put(f"{name} = " + body.mark(f"step({iterator})", node.iter.span))
        body.put(f"if {name} is END: {name} = None; break")
        body.close()
        body.open("else:")
        pull.step(name, node.iter.span)
        body.put(f"{name} = None; break")
        body.close()
        body.close()
        _element(body, node, name, element)
        body.effect(node.body)
        body.drop(drops)

    before = body.fork()
    _looped(body, loop, "for _ in B:", rounds)
    _ended(body, loop, before)


def _makes(body: Body, node: Any) -> bool:
    """Whether an expression is a call of a generator function."""
    fn = body.emission.functions.get(node.fn.item) if node.__class__ is ir.Call else None
    return fn is not None and fn.kind == "generator"


def _element(body: Body, node: Any, name: str, element: Kind) -> None:
    """Bind the pattern of a ``for`` to an element."""
    if node.pattern.__class__ is ir.BindPat:
        body.env[node.pattern.slot] = element
        return
    if node.pattern.__class__ is not ir.AnyPat:
        must_match(body, node.pattern, name, element)
    body.put(f"{name} = None")


def _ended(body: Body, loop: Loop, before: dict[int, Kind]) -> None:
    """Go on behind a ``for``, before whose head ``before`` was known."""
    ended = dict(before)
    for env in [*loop.rounds, *([body.env] if body.reached else [])]:
        ended = {slot: k.join(kind, env[slot]) for slot, kind in ended.items() if slot in env}
    for slot in loop.again:
        ended.pop(slot, None)
    body.reached = True
    after(body, loop, falls=ended)


def _gone_through(body: Body, node: Any) -> tuple[str, Kind, bool]:
    """What a loop goes through, its kind, and whether it is an own vector, whose `iter()` is the loop's business."""
    if node.__class__ is ir.CallMethod and node.name == "iter" and not node.args and not node.params:
        shape = body.emission.shapes.of(node.receiver)
        if node.receiver.__class__ is ir.Local:
            shape = body.kind(node.receiver.slot)
        if shape.own and shape.name == "vec":
            return *body.value(node.receiver), True
    text, kind = body.value(node)
    return text, kind, kind.own and kind.name == "vec"


def _is_iter(body: Body, node: Any) -> bool:
    """Whether a loop goes through ``x.iter()`` of something that may be any Vec."""
    if node.__class__ is not ir.CallMethod or node.name != "iter" or node.args or node.params:
        return False
    if body.emission.has_method("iter") or body.emission.shapes.of(node.receiver).own:
        return False
    return node.receiver.__class__ is ir.Local and body.kind(node.receiver.slot).name == "any"


def _iterated(body: Body, node: Any) -> tuple[str, Kind, bool]:
    """The iterator of ``x.iter()``: a Vec is gone through as without ``iter``."""
    name = body.slot(node.receiver.slot)
    table = body.bind("M", ("method", "iter", 0, 1))
    exact = body.mark(f"iter_over({name}, {table})", node.span)
    return f"(ListLoop({name}) if {name}.__class__ is Vec else {exact})", k.ANY, False


def _counted(body: Body, node: Any) -> tuple[Value | None, Value | None, Kind]:
    """The bounds of a range of ints as Python counts it, and its elements; no bounds where it may be another one.

    The elements are of the class of the start, and the end is less than what that class has.
    """
    if node.__class__ is not ir.MakeRange or node.kind not in ("RangeHalfOpen", "RangeInclusive"):
        return None, None, k.ANY
    assert node.start is not None and node.end is not None
    mark, owned, env = len(body.lines), list(body.owned), body.fork()
    (low, a), (high, b) = body.operands([node.start, node.end])
    if a.name == "int" and b.name in ("int", "u64") and b.high <= k.MAX:
        if node.kind == "RangeInclusive":
            high, b = f"{high} + 1", k.Kind("int", b.low + 1, b.high + 1)
        return (low, a), (high, b), k.interval(a.low, max(a.low, b.high - 1))
    del body.lines[mark:]
    body.owned, body.env = owned, env
    return None, None, k.interval(a.low, k.MAX) if a.name == "int" else k.ANY


@leaves_a_value(ir.LabelBlock)
def labelled(body: Body, node: Any, out: str) -> Kind:
    """A labelled block: a loop of one round."""
    loop = Loop(node.label, out, [])
    loop.owned = list(body.owned)
    body.loops.append(loop)
    body.open("for _ in ONCE:")
    kind = k.UNIT
    if out:
        kind = store(body, node.body, out)
    else:
        body.effect(node.body)
    reached, env = body.reached, body.env
    body.close(loop=True)
    body.loops.pop()
    after(body, loop, falls=env if reached else None)
    return k.join(loop.kind, kind) if reached else loop.kind


# Jumps.


def _jump(body: Body, node: Any, *, broken: bool) -> None:
    at = next(i for i in range(len(body.loops) - 1, -1, -1) if body.loops[i].label == node.label)
    target = body.loops[at]
    drops = list(node.drops)
    if not broken:
        drops += [slot for slot in target.again if slot not in drops]
    env = body.fork()
    body.drop(drops)
    owned = list(body.owned)
    body.release([name for name in owned if name not in target.owned])
    body.owned = owned  # they live on where nothing jumps
    for slot in drops:
        env.pop(slot, None)
    (target.exits if broken else target.rounds).append(env)
    turns = body.turns
    body.settle(at if broken else at + 1)
    if at == len(body.loops) - 1:
        body.put("break" if broken else "continue")
    else:
        body.jumps += 1
        number = body.jumps
        body.put(f"j = {number}")
        body.put("break")
        for inner in body.loops[at + 1 :]:
            inner.crossing.append((number, at, broken))
        body.version.jumps = True
    body.turns = turns
    body.reached = False


@does(ir.Break)
def break_(body: Body, node: Any) -> None:
    """``break``."""
    target = next(loop for loop in reversed(body.loops) if loop.label == node.label)
    kind = k.UNIT
    if node.value is not None:
        if target.out:
            kind = store(body, node.value, target.out)
        else:
            body.effect(node.value)
    elif target.out:
        body.put(f"{target.out} = None")
    if body.reached:
        target.kind = k.join(target.kind, kind)
        _jump(body, node, broken=True)


@does(ir.Continue)
def continue_(body: Body, node: Any) -> None:
    """``continue``."""
    _jump(body, node, broken=False)

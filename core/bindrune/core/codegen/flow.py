"""Control flow: blocks, branches, ``match``, loops, jumps, ``return`` and ``?``.

Loops are loops of Python around ``for _ in B``: ``B`` gives nothing, for ever, and looks at interrupts,
deadlines and the fuel now and then. A ``while`` tests behind its charge and a ``for`` zips its elements
with ``B``, so that a loop is charged once when it is entered and once each time it goes on, as in tier 0. A
jump through an inner loop sets ``j`` to a number of its own and leaves the inner loop, behind which the
number is looked at.

What is known of slots at the head of a loop must hold in every round: the body is written again until it
does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.codegen import kinds as k
from bindrune.core.codegen.body import Loop, does, gives, is_atom, tails
from bindrune.core.codegen.operators import condition
from bindrune.core.codegen.patterns import Found, bound, look, matches, must_match
from bindrune.core.codegen.writer import plain
from bindrune.core.ir import nodes as ir

if TYPE_CHECKING:
    from collections.abc import Callable

    from bindrune.core.codegen.body import Body
    from bindrune.core.codegen.kinds import Kind

_MATCH = -1
"""The label of the loop of one round around the arms of a `match`: no jump names it."""

_ROUNDS = 6
"""How often a loop is written before what is known at its head is given up."""


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


def _stored(body: Body, node: Any) -> tuple[str, Kind]:
    name = body.temp()
    kind = STORES[node.__class__](body, node, name)
    if kind.name not in k.INLINE:
        body.owned.append(name)
    return name, kind


# Blocks.


def _run(body: Body, items: list[Any]) -> None:
    for item in items:
        body.effect(item)


@does(ir.Block)
def block_effect(body: Body, node: Any) -> None:
    """A block for what it does."""
    _run(body, node.body)
    if node.value is not None:
        body.effect(node.value)
    body.drop(node.drops)


@gives(ir.Block)
def block(body: Body, node: Any) -> tuple[str, Kind]:
    """A block for its value; one that lets slots die has it first."""
    _run(body, node.body)
    if not body.reached:
        return "None", k.NEVER
    if node.value is None:
        body.drop(node.drops)
        return "None", k.UNIT
    if not any(body.kind(slot).name not in k.INLINE for slot in node.drops):
        text, kind = body.value(node.value)
        if plain(text) == text and is_atom(text) and not text.startswith("t") and text.isidentifier():
            name = body.temp()
            body.put(f"{name} = {text}")
            text = name
        return text, kind
    name = body.temp()
    kind = store(body, node.value, name)
    body.drop(node.drops)
    if kind.name not in k.INLINE:
        body.owned.append(name)
    return name, kind


def _store_block(body: Body, node: Any, name: str) -> Kind:
    _run(body, node.body)
    kind = k.NEVER
    if body.reached:
        if node.value is None:
            body.put(f"{name} = None")
            kind = k.UNIT
        else:
            kind = store(body, node.value, name)
    body.drop([slot for slot in node.drops if body.slot(slot) != name])
    return kind


@tails(ir.Block)
def block_tail(body: Body, node: Any) -> None:
    """A block as what the function returns."""
    _run(body, node.body)
    if node.value is None:
        body.leave("None", k.UNIT)
    else:
        body.tail(node.value)


# Bindings.


@does(ir.Bind)
@does(ir.SetLocal)
def bind(body: Body, node: Any) -> None:
    """A slot gets a value."""
    name = body.slot(node.slot)
    if node.value.__class__ in STORES:
        kind = store(body, node.value, name)
        if body.reached:
            body.env[node.slot] = kind
        return
    text, kind = body.value(node.value)
    if body.reached:
        if node.slot in body.counters and kind.name == "int":
            kind = k.Kind("int", kind.low, 1 << 62)
        body.assign(node.slot, text, kind)


@does(ir.LetPat)
def let_pattern(body: Body, node: Any) -> None:
    """``let`` with a pattern."""
    if node.pattern.__class__ is ir.BindPat:
        bind(body, ir.Bind(node.span, node.pattern.slot, node.value))
        return
    text, kind = body.value(node.value)
    if not body.reached:
        return
    name = body.named(text, kind)
    must_match(body, node.pattern, name, kind)
    body.release([name])


# Branches.


def _branch(body: Body, node: Any, into: Callable[[Any], None], nothing: Callable[[], None]) -> None:
    if node.cond.__class__ is ir.Matches:
        _if_let(body, node, into, nothing)
        return
    test = condition(body, node.cond)
    if not body.reached:
        return
    before = body.fork()
    yes, no = facts(body, node.cond)
    body.open(f"if {test}:")
    body.env.update(yes)
    into(node.then)
    body.close()
    ends = [(body.reached, body.env)]
    body.env, body.reached = {**before, **no}, True
    _else(body, node.orelse, into, nothing)
    body.merge([*ends, (body.reached, body.env)])


def _else(body: Body, orelse: Any, into: Callable[[Any], None], nothing: Callable[[], None]) -> None:
    mark = len(body.lines)
    body.open("else:")
    if orelse is None:
        nothing()
    else:
        into(orelse)
    if len(body.lines) == mark + 1:
        body.lines.pop()
        body.depth -= 1
    else:
        body.close()


def _if_let(body: Body, node: Any, into: Callable[[Any], None], nothing: Callable[[], None]) -> None:
    tests, found, dies = matches(body, node.cond)
    before = body.fork()
    body.open(f"if {' and '.join(tests) or 'True'}:")
    bound(body, found)
    if dies:
        body.put(f"{dies} = None")
    into(node.then)
    body.close()
    ends = [(body.reached, body.env)]
    body.env, body.reached = before, True

    def other(_: Any = None) -> None:
        if dies or found.named:
            body.put(" = ".join([*([dies] if dies else []), *found.named]) + " = None")
        if node.orelse is not None:
            into(node.orelse)
        else:
            nothing()

    if tests:
        _else(body, None, into, other)
        ends.append((body.reached, body.env))
    body.merge(ends)


def facts(body: Body, cond: Any) -> tuple[dict[int, Kind], dict[int, Kind]]:
    """What a comparison of a local with something tells of it, where it holds and where it does not."""
    if cond.__class__ is not ir.Binary or cond.left.__class__ is not ir.Local:
        return {}, {}
    slot = cond.left.slot
    known = body.env.get(slot)
    right = cond.right
    bound_ = None
    if right.__class__ is ir.Const and right.value.__class__ is int:
        bound_ = k.Kind("int", right.value, right.value)
    elif right.__class__ is ir.Local:
        bound_ = body.env.get(right.slot)
    if known is None or bound_ is None or known.name != "int" or bound_.name != "int":
        return {}, {}
    less = k.Kind("int", known.low, max(known.low, min(known.high, bound_.high - 1)))
    most = k.Kind("int", known.low, max(known.low, min(known.high, bound_.high)))
    least = k.Kind("int", min(known.high, max(known.low, bound_.low)), known.high)
    more = k.Kind("int", min(known.high, max(known.low, bound_.low + 1)), known.high)
    table = {"<": (less, least), "<=": (most, more), ">": (more, most), ">=": (least, less)}
    if cond.op == "==":
        return {slot: bound_}, {}
    if cond.op not in table:
        return {}, {}
    yes, no = table[cond.op]
    return {slot: yes}, {slot: no}


@does(ir.If)
def if_effect(body: Body, node: Any) -> None:
    """``if`` for what it does."""
    _branch(body, node, body.effect, lambda: None)


@tails(ir.If)
def if_tail(body: Body, node: Any) -> None:
    """``if`` as what the function returns."""
    if node.orelse is None:
        _branch(body, node, body.effect, lambda: None)
        body.leave("None", k.UNIT)
    else:
        _branch(body, node, body.tail, lambda: None)


def _store_if(body: Body, node: Any, name: str) -> Kind:
    kinds: list[Kind] = []

    def into(branch: Any) -> None:
        before = len(body.owned)
        if node.orelse is None:
            body.effect(branch)
            nothing()
        else:
            kinds.append(store(body, branch, name))
        body.release(body.owned[before:])

    def nothing() -> None:
        if body.reached:
            kinds.append(k.UNIT)
            body.put(f"{name} = None")

    _branch(body, node, into, nothing)
    return _joined(kinds)


def _joined(kinds: list[Kind]) -> Kind:
    result = k.NEVER
    for kind in kinds:
        result = k.join(result, kind)
    return result


gives(ir.If)(_stored)


# Match.


def _match(body: Body, node: Any, into: Callable[[Any], None], nothing: Callable[[], None], *, tail: bool) -> None:
    text, kind = body.value(node.value)
    if not body.reached:
        return
    body.assign(node.slot, text, kind)
    if any(arm.guard is not None for arm in node.arms):
        _match_guarded(body, node, kind, into, nothing, tail=tail)
    else:
        _match_chain(body, node, kind, into, nothing)
    body.drop(node.drops)


def _match_chain(
    body: Body, node: Any, kind: Kind, into: Callable[[Any], None], nothing: Callable[[], None]
) -> None:
    """Arms without guards: one of the branches of a chain is taken."""
    ends: list[tuple[bool, dict[int, Kind]]] = []
    opened = 0
    for arm in node.arms:
        found = Found()
        look(body, arm.pattern, body.slot(node.slot), kind, found)
        before = body.fork()
        if not found.tests:
            bound(body, found)
            into(arm)
            ends.append((body.reached, body.env))
            break
        body.open(f"if {' and '.join(found.tests)}:")
        bound(body, found)
        into(arm)
        body.close()
        ends.append((body.reached, body.env))
        body.env, body.reached = before, True
        body.open("else:")
        opened += 1
        if found.named:
            body.put(" = ".join(found.named) + " = None")
    else:
        nothing()
        ends.append((body.reached, body.env))
    for _ in range(opened):
        body.close()
    body.merge(ends)


def _match_guarded(
    body: Body, node: Any, kind: Kind, into: Callable[[Any], None], nothing: Callable[[], None], *, tail: bool
) -> None:
    """Arms with guards, in a loop of one round: an arm that was taken leaves it."""
    loop = Loop(_MATCH, "", [])
    if not tail:
        body.loops.append(loop)
        body.open("for _ in ONCE:")

    def arm_end() -> None:
        if body.reached and not tail:
            loop.exits.append(body.env)
            body.put("break")
            body.reached = False

    for arm in node.arms:
        found = Found()
        look(body, arm.pattern, body.slot(node.slot), kind, found)
        before = body.fork()
        if found.tests:
            body.open(f"if {' and '.join(found.tests)}:")
        bound(body, found)
        if arm.guard is not None:
            guard = condition(body, arm.guard, "is not False")
            inner = body.fork()
            body.open(f"if {guard}:")
            into(arm)
            arm_end()
            body.close()
            body.env, body.reached = inner, True
            body.drop([slot for slot, _, _ in found.binds if slot in arm.drops])
        else:
            into(arm)
            arm_end()
        if found.tests:
            body.close()
        elif arm.guard is None:
            break
        body.env, body.reached = before, True
        if found.named:
            body.put(" = ".join(found.named) + " = None")
    else:
        nothing()
    reached, env = body.reached, body.env
    if not tail:
        body.close(loop=True)
        body.loops.pop()
        _after(body, loop, falls=env if reached else None)


@does(ir.Match)
def match_effect(body: Body, node: Any) -> None:
    """``match`` for what it does."""

    def into(arm: Any) -> None:
        body.effect(arm.body)
        body.drop(arm.drops)

    _match(body, node, into, lambda: None, tail=False)


@tails(ir.Match)
def match_tail(body: Body, node: Any) -> None:
    """``match`` as what the function returns."""
    _match(body, node, lambda arm: body.tail(arm.body), lambda: body.leave("None", k.UNIT), tail=True)


def _store_match(body: Body, node: Any, name: str) -> Kind:
    kinds: list[Kind] = []

    def into(arm: Any) -> None:
        before = len(body.owned)
        kinds.append(store(body, arm.body, name))
        body.drop(arm.drops)
        body.release(body.owned[before:])

    def nothing() -> None:
        kinds.append(k.UNIT)
        body.put(f"{name} = None")

    _match(body, node, into, nothing, tail=False)
    return _joined(kinds)


gives(ir.Match)(_stored)


@gives(ir.Matches)
def test(body: Body, node: Any) -> tuple[str, Kind]:
    """A pattern test as a value."""
    return condition(body, node), k.BOOL


# Loops.


def _looped(body: Body, loop: Loop, head: str, rounds: Callable[[], None]) -> None:
    """Write a loop until what is known at its head holds in every round."""
    before = body.fork()
    state = dict(before)
    mark, owned, blocks = len(body.lines), list(body.owned), body.blocks
    for attempt in range(_ROUNDS):
        body.env = dict(state)
        loop.kind, loop.exits, loop.rounds, loop.crossing = k.NEVER, [], [], []
        body.loops.append(loop)
        body.open(head)
        rounds()
        body.close(loop=True)
        body.loops.pop()
        ends = [*loop.rounds, *([body.env] if body.reached else [])]
        new = dict(state)
        for end in ends:
            for slot in list(new):
                if slot not in end:
                    del new[slot]
                    continue
                joined = k.join(new[slot], end[slot])
                if joined != new[slot]:
                    if slot in body.counters and joined.name == "int":
                        joined = k.Kind("int", joined.low, 1 << 62)
                    elif joined.name == "int":
                        low = joined.low if joined.low == new[slot].low else (0 if joined.low >= 0 else k.MIN)
                        high = joined.high if joined.high == new[slot].high else k.MAX
                        joined = k.Kind("int", low, high)
                new[slot] = joined
        if new == state or all(new.get(slot) == kind for slot, kind in state.items()):
            return
        state = new if attempt < _ROUNDS - 2 else {slot: kind for slot, kind in new.items() if before.get(slot) == kind}
        if attempt == _ROUNDS - 2:
            state = {}
        del body.lines[mark:]
        body.owned, body.blocks, body.reached = list(owned), blocks, True


def _after(body: Body, loop: Loop, *, falls: dict[int, Kind] | None) -> None:
    """Go on behind a loop: where ``break`` comes to, and (with ``falls``) where it ends by itself."""
    ends = [(True, env) for env in loop.exits]
    if falls is not None:
        ends.append((True, falls))
    if loop.dies and (ends or loop.crossing):
        body.put(f"{loop.dies} = None")
    for number, depth, broken in loop.crossing:
        body.put(f"if j == {number}:")
        if depth == len(body.loops) - 1:
            body.lines[-1] += " " + ("break" if broken else "continue")
        else:
            body.lines[-1] += " break"
    body.merge(ends)


@does(ir.Loop)
def loop_effect(body: Body, node: Any) -> None:
    """``loop`` for what it does."""
    _loop(body, node, "")


def _store_loop(body: Body, node: Any, name: str) -> Kind:
    return _loop(body, node, name)


gives(ir.Loop)(_stored)


def _loop(body: Body, node: Any, out: str) -> Kind:
    loop = Loop(node.label, out, [])
    _looped(body, loop, "for _ in B:", lambda: body.effect(node.body))
    _after(body, loop, falls=None)
    return loop.kind


@does(ir.While)
def while_effect(body: Body, node: Any) -> None:
    """``while`` for what it does."""
    _while(body, node, "")


def _store_while(body: Body, node: Any, name: str) -> Kind:
    return _while(body, node, name)


gives(ir.While)(_stored)


def _while(body: Body, node: Any, out: str) -> Kind:
    loop = Loop(node.label, out, node.drops)
    falls: list[dict[int, Kind]] = []

    def rounds() -> None:
        del falls[:]
        before = len(body.owned)
        if node.cond.__class__ is ir.Matches:
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
    _after(body, loop, falls=end)
    return loop.kind


def _out(body: Body, node: Any, out: str) -> None:
    """Leave a ``while`` whose test failed."""
    dying = [body.slot(slot) for slot in node.drops if body.kind(slot).name not in k.INLINE]
    if dying:
        body.put(" = ".join(dying) + " = None")
    if out:
        body.put(f"{out} = None")
    body.put("break")


@does(ir.For)
def for_effect(body: Body, node: Any) -> None:
    """``for``: a range of ints is Python's; otherwise an element may be the sign to ask the iterator (``STEP``)."""
    counted = _counted(body, node.iter)
    iterator = ""
    if counted is not None:
        source, element = counted
    else:
        text, _ = body.value(node.iter)
        if not body.reached:
            return
        iterator = body.slot(node.iter_slot)
        body.put(f"{iterator} = " + body.mark(f"loop_over({text})", node.iter.span))
        body.release([plain(text)])
        source, element = f"elements({iterator})", k.ANY
    body.env.pop(node.iter_slot, None)
    simple = node.pattern.__class__ is ir.BindPat
    name = body.slot(node.pattern.slot) if simple else body.temp()
    if node.pattern.__class__ is ir.AnyPat and counted is not None:
        name = "_"
    loop = Loop(node.label, "", [slot for slot in node.drops if slot != node.iter_slot], iterator)
    drops = loop.again

    def rounds() -> None:
        if counted is None:
            body.open(f"if {name} is STEP:")
            body.put(f"{name} = " + body.mark(f"step({iterator})", node.iter.span))
            body.put(f"if {name} is END:")
            body.lines[-1] += f" {name} = None; break"
            body.close()
        if simple:
            body.env[node.pattern.slot] = element
        elif node.pattern.__class__ is not ir.AnyPat:
            must_match(body, node.pattern, name, element)
            body.put(f"{name} = None")
        elif counted is None:
            body.put(f"{name} = None")
        body.effect(node.body)
        body.drop(drops)

    before = body.fork()
    _looped(body, loop, f"for _, {name} in zip(B, {source}):", rounds)
    ended = dict(before)
    for env in [*loop.rounds, *([body.env] if body.reached else [])]:
        ended = {slot: k.join(kind, env[slot]) for slot, kind in ended.items() if slot in env}
    for slot in drops:
        ended.pop(slot, None)
    body.reached = True
    _after(body, loop, falls=ended)


def _counted(body: Body, node: Any) -> tuple[str, Kind] | None:
    """A range of ints as Python counts it."""
    if node.__class__ is not ir.MakeRange or node.kind not in ("RangeHalfOpen", "RangeInclusive"):
        return None
    assert node.start is not None and node.end is not None
    mark, owned = len(body.lines), list(body.owned)
    (low, a), (high, b) = body.operands([node.start, node.end])
    if a.name != "int" or b.name != "int":
        del body.lines[mark:]
        body.owned = owned
        return None
    if node.kind == "RangeInclusive":
        return f"range({low}, {high} + 1)", k.interval(a.low, max(a.low, b.high))
    return f"range({low}, {high})", k.interval(a.low, max(a.low, b.high - 1))


@does(ir.LabelBlock)
def labelled_effect(body: Body, node: Any) -> None:
    """A labelled block for what it does."""
    _labelled(body, node, "")


def _store_labelled(body: Body, node: Any, name: str) -> Kind:
    return _labelled(body, node, name)


gives(ir.LabelBlock)(_stored)


def _labelled(body: Body, node: Any, out: str) -> Kind:
    """A loop of one round."""
    loop = Loop(node.label, out, [])
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
    _after(body, loop, falls=env if reached else None)
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
    body.release(list(body.owned))
    for slot in drops:
        env.pop(slot, None)
    (target.exits if broken else target.rounds).append(env)
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


@does(ir.Return)
def return_(body: Body, node: Any) -> None:
    """``return``."""
    if node.value is None:
        body.leave("None", k.UNIT)
    else:
        body.tail(node.value)


@gives(ir.Try)
def try_(body: Body, node: Any) -> tuple[str, Kind]:
    """``?``: the payload, or return what it is applied to."""
    text, kind = body.value(node.operand)
    if not body.reached:
        return "None", k.NEVER
    name = body.named(text, kind)
    body.version.returns(k.ANY)
    leaving = body.mark(f"leaving({name})", node.span)
    body.put(f"if {name}.__class__ is not Ok and {name}.__class__ is not Some: return {leaving}")
    return body.result(f"{name}.f_0", k.ANY, name)


STORES: dict[type, Callable[[Body, Any, str], Kind]] = {
    ir.Block: _store_block,
    ir.If: _store_if,
    ir.Match: _store_match,
    ir.Loop: _store_loop,
    ir.While: _store_while,
    ir.LabelBlock: _store_labelled,
}
"""The nodes whose value comes out of branches: they store it where it is wanted."""

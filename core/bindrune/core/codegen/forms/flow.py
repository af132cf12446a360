"""Blocks, bindings, branches, ``match``, ``return`` and ``?``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.codegen.body import STORES, Loop, does, gives, is_atom, store, stored, tails
from bindrune.core.codegen.forms import options, pieces
from bindrune.core.codegen.forms.charges import assigns
from bindrune.core.codegen.forms.loops import after
from bindrune.core.codegen.forms.operators import condition, facts
from bindrune.core.codegen.forms.patterns import Found, asks, bound, look, matches, must_match, rest
from bindrune.core.codegen.inference import kinds as k
from bindrune.core.codegen.writer import plain
from bindrune.core.ir import nodes as ir

if TYPE_CHECKING:
    from collections.abc import Callable

    from bindrune.core.codegen.body import Body
    from bindrune.core.codegen.inference.kinds import Kind

_MATCH = -1
"""The label of the loop of one round around the arms of a `match`: no jump names it."""


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
    if pieces.binds(body, node):
        return
    name = body.slot(node.slot)
    if node.value.__class__ in STORES:
        kind = store(body, node.value, name)
        if body.reached:
            body.env[node.slot] = kind
        return
    if node.value.__class__ is ir.Binary:
        body.wish = name
    text, kind = body.value(node.value)
    body.wish = ""
    if body.reached:
        body.assign(node.slot, text, kind)
        if not body.suspends and _makes_string(node.value):
            body.env[node.slot] = k.OWN_STRING


def _makes_string(node: Any) -> bool:
    """Whether the value of a node is a String that it makes."""
    if node.__class__ is ir.NativeCall:
        return bool(node.path == "::std::string::String::new" and not node.args)
    return node.__class__ in (ir.Str, ir.Template)


@does(ir.LetPat)
def let_pattern(body: Body, node: Any) -> None:
    """``let`` with a pattern."""
    if node.pattern.__class__ is ir.BindPat:
        bind(body, ir.Bind(node.span, node.pattern.slot, node.value))
        return
    text, kind = options.scrutinee(body, node.value, [node.pattern])
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
    if test in ("True", "False"):
        taken = node.then if test == "True" else node.orelse
        if taken is None:
            nothing()
        else:
            into(taken)
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


STORES[ir.Block] = _store_block
STORES[ir.If] = _store_if
gives(ir.If)(stored)


# Match.


def _match(body: Body, node: Any, into: Callable[[Any], None], nothing: Callable[[], None], *, tail: bool) -> None:
    patterns = [arm.pattern for arm in node.arms]
    if all(arm.guard is None for arm in node.arms) and options.slot_stays(body, node.arms):
        text, kind = options.scrutinee(body, node.value, patterns, body.slot(node.slot))
    else:
        text, kind = body.value(node.value)
    if not body.reached:
        return
    name, drops = body.slot(node.slot), node.drops
    if node.value.__class__ is ir.Local and not body.suspends and not assigns(node.arms, node.value.slot):
        # The local is as good as the slot: it lives as long, and stays what it is.
        name, drops = plain(text), [slot for slot in drops if slot != node.slot]
    else:
        body.assign(node.slot, text, kind)
    if any(arm.guard is not None for arm in node.arms):
        _match_guarded(body, node, name, kind, into, nothing, tail=tail)
    else:
        _match_chain(body, node, name, kind, into, nothing)
    body.drop(drops)


def _match_chain(
    body: Body, node: Any, name: str, kind: Kind, into: Callable[[Any], None], nothing: Callable[[], None]
) -> None:
    """Arms without guards: one of the branches of a chain is taken.

    Nothing of the program runs between two patterns: the class is looked at once, as is whether the value can be read.
    """
    ends: list[tuple[bool, dict[int, Kind]]] = []
    opened = 0
    follows = False
    home = ""
    asking = [asks(arm.pattern, kind) for arm in node.arms]
    if sum(asking) > 1:
        home = body.temp()
        body.put(f"{home} = {name}.__class__")
    for at, arm in enumerate(node.arms):
        found = Found(home, any(asking[:at]))
        look(body, arm.pattern, name, kind, found)
        kind = rest(kind, arm.pattern)
        before = body.fork()
        if not found.tests:
            if follows:
                body.open("else:")
                opened += 1
            bound(body, found)
            into(arm)
            ends.append((body.reached, body.env))
            break
        body.open(f"{'el' if follows else ''}if {' and '.join(found.tests)}:")
        bound(body, found)
        into(arm)
        body.close()
        ends.append((body.reached, body.env))
        body.env, body.reached = before, True
        follows = not found.named
        if found.named:
            body.open("else:")
            opened += 1
            body.put(" = ".join(found.named) + " = None")
    else:
        if follows:
            body.open("else:")
            opened += 1
        nothing()
        ends.append((body.reached, body.env))
    for _ in range(opened):
        body.close()
    body.merge(ends)


def _match_guarded(
    body: Body,
    node: Any,
    name: str,
    kind: Kind,
    into: Callable[[Any], None],
    nothing: Callable[[], None],
    *,
    tail: bool,
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
        look(body, arm.pattern, name, kind, found)
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
            ends = [(True, body.env)]  # the guard has been asked, or (below) the pattern did not fit
        else:
            into(arm)
            arm_end()
            ends = []
        if found.tests:
            body.close()
            ends.append((True, before))
        elif arm.guard is None:
            break
        body.merge(ends)
        if found.named:
            body.put(" = ".join(found.named) + " = None")
    else:
        nothing()
    reached, env = body.reached, body.env
    if not tail:
        body.close(loop=True)
        body.loops.pop()
        after(body, loop, falls=env if reached else None)


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


STORES[ir.Match] = _store_match
gives(ir.Match)(stored)


@gives(ir.Matches)
def test(body: Body, node: Any) -> tuple[str, Kind]:
    """A pattern test as a value."""
    return condition(body, node), k.BOOL


@does(ir.Return)
def return_(body: Body, node: Any) -> None:
    """``return``."""
    if node.value is None:
        body.leave("None", k.UNIT)
    else:
        body.tail(node.value)


_GOOD = {"opt": ("Some",), "res": ("Ok",)}
"""The classes behind which ``?`` goes on."""


@gives(ir.Try)
def try_(body: Body, node: Any) -> tuple[str, Kind]:
    """``?``: the payload, or return what it is applied to."""
    text, kind = options.tried(body, node)
    if not body.reached:
        return "None", k.NEVER
    name = body.named(text, kind)
    body.version.returns(k.ANY)
    if kind.name == "payload":
        _leave_if(body, f"if {name} is END:", "nothing()")
        found = body.known(node)
        if found.name in k.INLINE and name in body.owned:
            body.owned.remove(name)
        return name, found
    leaving = body.mark(f"leaving({name})", node.span)
    good = [f"{name}.__class__ is not {cls}" for cls in _GOOD.get(kind.name if kind.own else "", ("Ok", "Some"))]
    failed = f"if {' and '.join(good)}:"
    if kind.own:  # it is of the one type or the other, and nobody moves it
        leaving = name
    _leave_if(body, failed, leaving)
    return body.result(f"{name}.f_0", body.known(node), name)


def _leave_if(body: Body, failed: str, leaving: str) -> None:
    """Return from the function where ``?`` does."""
    if not body.turns:
        body.put(f"{failed} return {leaving}")
        return
    turns = body.turns
    body.open(failed)
    body.settle(0)
    body.put(f"return {leaving}")
    body.turns = turns
    body.close()

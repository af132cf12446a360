"""Strings that need not exist, since the program only looks at their text.

The pieces that a loop takes from ``text.split(…)``, the keys that it takes from an Object, and a template or a
trimmed piece that is bound to a slot once: such a slot holds Python's text, not a String, until something asks
for the String; then one is made, once, and the slot holds it. What only reads the text (whether it is empty or
equal to a literal, its length, a lookup in a map, a template, an append, ``starts_with`` and its like) reads
Python's. Literals and templates that are operands of these are texts, too. No program can tell: the String would
be fresh, nobody else would know it, and until it is made nobody can change or borrow it. A template is charged for
as if it had been made.

What a slot of ``Body.pieces`` holds is in the environment: ``PIECE`` while it is the text for certain, ``STRING``
once the String has been made on every way that leads here; anything else, nothing included, says that it may be
either. The text of a piece and a char are both ``str`` in Python, so such a slot is never read but by what
knows: ``ir.Local``, which makes the String, and the functions here.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from bindrune.core.codegen.body import Wanted, gives
from bindrune.core.codegen.forms import slices
from bindrune.core.codegen.forms.charges import assigns
from bindrune.core.codegen.forms.text_forms import BY_NAME
from bindrune.core.codegen.forms.tuple_keys import unmade
from bindrune.core.codegen.forms.yields import suspends
from bindrune.core.codegen.inference import kinds as k
from bindrune.core.codegen.inference.variants import SOME
from bindrune.core.codegen.writer import plain
from bindrune.core.ir import nodes as ir
from bindrune.core.ir.walking import nodes_in
from bindrune.core.vm.sizes import LARGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bindrune.core.codegen.body import Body
    from bindrune.core.codegen.forms.text_forms import Read
    from bindrune.core.codegen.inference.kinds import Kind
    from bindrune.core.source import Span

    Value = tuple[str, Kind]

_SPLITS = frozenset(("split", "split_str"))
_KEYED = frozenset((
    ("map", "get"), ("map", "contains_key"), ("map", "insert"), ("set", "contains"), ("set", "insert"),
))  # fmt: skip
"""The methods whose first argument is a key, by the kind of the receiver."""


def eligible(body: Body, node: Any) -> bool:
    """Whether the slot of a ``for`` may hold texts: what it goes through are pieces, and nothing else sets it."""
    call, pattern = node.iter, node.pattern
    if pattern.__class__ is not ir.BindPat or call.__class__ is not ir.CallMethod:
        return False
    if body.suspends and suspends(node.body):
        return False
    if call.name not in _SPLITS or call.params or len(call.args) != 1 or body.emission.has_method(call.name):
        return False
    if _kind(body, call.receiver).name != "string":
        return False
    return not assigns(node.body, pattern.slot)


def _kind(body: Body, node: Any) -> Kind:
    if node.__class__ is ir.Local:
        return body.kind(node.slot)
    return k.STRING if node.__class__ is ir.Str else body.emission.shapes.of(node)


def _times_set(*nodes: Any) -> Counter[int]:
    """How often something but a read names a slot."""
    found: Counter[int] = Counter()
    for at in nodes_in(*nodes):
        if at.__class__ is not ir.Local:
            slot = getattr(at, "slot", None)
            if slot is not None:
                found[slot] += 1
            if at.__class__ is ir.For:
                found[at.iter_slot] += 1
    return found


def made(body: Body, slot: int) -> Value:
    """The String of a slot, made here if that has not been done."""
    name = body.slot(slot)
    known = body.env.get(slot)
    if known is None or known.name != "string":
        asked = "" if known == k.PIECE else f"if {name}.__class__ is str: "
        body.put(f"{asked}{name} = string({name})")
        body.env[slot] = k.STRING
    return name, k.STRING


def is_text(body: Body, node: Any) -> bool:
    """Whether a node reads a slot that holds a text for certain."""
    return node.__class__ is ir.Local and node.slot in body.pieces and body.env.get(node.slot) == k.PIECE


class Text(Wanted):
    """An operand that may be left as a text."""

    __slots__ = ()


def has_text(body: Body, node: Any) -> bool:
    """Whether the text of a node can be had without a String."""
    if body.suspends:  # an operand that waits in a frame is a value
        return False
    if node.__class__ is ir.Str:
        return len(node.text) < LARGE
    if node.__class__ is ir.Template or is_text(body, node) or _trims(body, node):
        return True
    return slices.is_slice(body, node, "string") or _joins(body, node)


_DEEP = 8
"""How many texts are joined at once."""


def _joins(body: Body, node: Any) -> bool:
    """Whether a node is a sum of a few texts."""
    for _ in range(_DEEP):
        if node.__class__ is not ir.Binary or node.op != "+" or node.right.__class__ is ir.Binary:
            return False
        if not has_text(body, node.right):
            return False
        node = node.left
        if node.__class__ is not ir.Binary:
            return has_text(body, node)
    return False


def _trims(body: Body, node: Any) -> bool:
    """Whether a node is a method that gives another text of a text."""
    if node.__class__ is not ir.CallMethod or node.args or node.params or body.emission.has_method(node.name):
        return False
    read = BY_NAME.get(node.name)
    return read is not None and read.text and (is_text(body, node.receiver) or _trims(body, node.receiver))


@gives(Text)
def text_value(body: Body, operand: Any) -> Value:
    """The text of a node that has one; a template is charged for as its String would be."""
    node = operand.node
    if node.__class__ is ir.Local:
        return (body.slot(node.slot), k.PIECE) if is_text(body, node) else body.value(node)
    if node.__class__ is ir.Str:
        return ascii(node.text), k.PIECE
    if node.__class__ is ir.CallMethod:
        text, _ = text_value(body, Text(node.receiver))
        return _read(body, BY_NAME[node.name], text, "", node.span), k.PIECE
    if node.__class__ is ir.Index:
        return slices.content(body, node)
    if node.__class__ is ir.Binary:
        sides = operands(body, [node.left, node.right], 0, 1)
        if any(kind != k.PIECE for _, kind in sides):
            (left, _), (right, _) = map(as_value, sides)
            return body.mark(f"x_add({left}, {right})", node.span), k.STRING
        return _made(body, " + ".join(text for text, _ in sides), node.span)
    from bindrune.core.codegen.forms.calls import template_text

    text, owned = template_text(body, node)
    made_ = _made(body, text, node.span)
    body.release(owned)
    return made_


def _made(body: Body, text: str, span: Span) -> Value:
    """A text that was put together, which is charged for if it is long."""
    name = body.temp()
    body.put(f"{name} = {text}")
    body.put(f"if len({name}) >= {LARGE}: " + body.mark(f"large_text({name})", span))
    return name, k.PIECE


def _read(body: Body, read: Read, text: str, argument: str, span: Span) -> str:
    """What a method gives of a text, which is charged for if it is long."""
    if read.charged:
        text = body.hold(text, k.UNIT)
        body.put(f"if len({text}) >= {LARGE}: " + body.mark(f"large_text({text})", span))
    return read.value.replace("{s}", text).replace("{a}", argument)


def binds(body: Body, node: Any) -> bool:
    """Bind a slot to the text of a String, if nothing else sets the slot."""
    slot = node.slot
    body.pieces.discard(slot)
    if node.value.__class__ is not ir.Template and not _trims(body, node.value):
        return False
    if node.__class__ is not ir.Bind or body.suspends or slot >= body.first_fresh:
        return False
    if not body.times_set:
        body.times_set = _times_set(body.fn.params, body.fn.body)
    if body.times_set[slot] != 1:
        return False
    text, _ = text_value(body, Text(node.value))
    if body.reached:
        body.put(f"{body.slot(slot)} = {text}")
        body.pieces.add(slot)
        body.env[slot] = k.PIECE
    return True


def parted(body: Body, node: Any) -> tuple[str, list[tuple[int, str, Kind]]] | None:
    """``Some((a, b)) = text.split_once(…)``: the name of Python's three parts, and what the pattern binds of them."""
    call, pattern = node.value, node.pattern
    if call.__class__ is not ir.CallMethod or call.name != "split_once" or pattern.__class__ is not ir.TypePat:
        return None
    if body.suspends or call.params or len(call.args) != 1 or body.emission.has_method(call.name):
        return None
    if not pattern.type.native or pattern.type.item != SOME or len(pattern.items) != 1:
        return None
    pair, separator = pattern.items[0], call.args[0]
    if pair.__class__ is not ir.TuplePat or pair.rest or len(pair.items) != 2:
        return None
    if not body.times_set:
        body.times_set = _times_set(body.fn.params, body.fn.body)
    for part in pair.items:
        if part.__class__ is ir.BindPat:
            body.pieces.discard(part.slot)
            if part.slot >= body.first_fresh or body.times_set[part.slot] != 1:
                return None
        elif part.__class__ is not ir.AnyPat:
            return None
    by = separator.text if separator.__class__ is ir.Str else getattr(separator, "value", None)
    if by.__class__ is not str or not 0 < len(by) < LARGE or not has_text(body, call.receiver):
        return None
    text, _ = text_value(body, Text(call.receiver))
    name = body.temp()
    body.put(f"{name} = {text}.partition({by!a})")
    binds = []
    for part, at in zip(pair.items, (0, 2), strict=True):
        if part.__class__ is ir.BindPat:
            body.pieces.add(part.slot)
            binds.append((part.slot, f"{name}[{at}]", k.PIECE))
    return name, binds


def operands(body: Body, items: Sequence[Any], *which: int) -> list[Value]:
    """The values of operands; those at ``which`` are left as texts if they can be."""
    found = body.operands([Text(item) if at in which and has_text(body, item) else item
                           for at, item in enumerate(items)])  # fmt: skip
    for at in which:
        item = items[at]
        if found[at][1] == k.PIECE and item.__class__ is ir.Local and not is_text(body, item):
            found[at] = made(body, item.slot)  # another operand made the String
    return found


def unsure(body: Body, before: dict[int, Kind]) -> None:
    """What was done since ``before`` may not have been."""
    for slot in body.pieces:
        if body.env.get(slot) != before.get(slot):
            body.env.pop(slot, None)


_READS = frozenset(("starts_with", "ends_with", "contains", "split_once", "push_str"))
"""The methods of Strings whose first argument may be a text."""


def key_at(body: Body, node: Any) -> list[int]:
    """Where an instance call may have a text: at 1, if anywhere."""
    if not node.args or node.params or body.emission.has_method(node.name):
        return []
    kind = _kind(body, node.receiver)
    if kind.name in ("string", "any"):
        return [1] if node.name in _READS and len(node.args) == 1 else []
    return [1] if kind.own and (kind.name, node.name) in _KEYED else []


def keyed(body: Body, node: Any) -> list[Value]:
    """The values of receiver and arguments of an instance call."""
    items, at = [node.receiver, *node.args], key_at(body, node)
    is_key = at and (_kind(body, node.receiver).name, node.name) in _KEYED
    return operands(body, unmade(body, items, *at) if is_key else items, *at)


def indexed(body: Body, node: Any, *more: Any) -> list[Value]:
    """The values of what is indexed, of the index, and of ``more``."""
    items, at = [node.base, node.index, *more], index_at(body, node)
    return operands(body, unmade(body, items, *at), *at)


def index_at(body: Body, node: Any) -> list[int]:
    """Where an index has a key that may be a text: at 1, if anywhere."""
    kind = _kind(body, node.base)
    return [1] if kind.own and kind.name == "map" else []


def method(body: Body, node: Any) -> Value | None:
    """A method that only reads a text."""
    if node.params or not is_text(body, node.receiver) or body.emission.has_method(node.name):
        return None
    name = body.slot(node.receiver.slot)
    read = BY_NAME.get(node.name)
    if read is not None and not read.payload and len(node.args) == read.takes:
        return _method(body, node, read, name)
    if node.args:
        return None
    if node.name == "is_empty":
        return f"(not {name})", k.BOOL
    if node.name == "len":
        return f"u64({n_bytes(name)})", k.Kind("u64", 0, 1 << 62)
    return None


def _method(body: Body, node: Any, read: Read, name: str) -> Value | None:
    argument = ""
    if read.takes:
        if node.args[0].__class__ not in (ir.Str, ir.Local) or not has_text(body, node.args[0]):
            return None  # another argument may do something to the receiver
        argument, _ = text_value(body, Text(node.args[0]))
    text = _read(body, read, name, argument, node.span)
    return (f"string({text})", k.STRING) if read.text else (text, read.kind)


def n_bytes(name: str) -> str:
    """The length of a text."""
    return f"(len({name}) if {name}.isascii() else n_bytes({name}))"


def equal(body: Body, node: Any) -> Value | None:
    """``a == b`` where the text of one is at hand: it is Python's, if the other is a String."""
    sides = (node.left, node.right)
    if node.op not in ("==", "!=") or not any(has_text(body, side) for side in sides):
        return None
    found = operands(body, sides, 0, 1)
    if not body.reached:
        return "None", k.NEVER
    texts = [kind == k.PIECE for _, kind in found]
    if all(texts):
        return f"({found[0][0]} {node.op} {found[1][0]})", k.BOOL
    if not any(kind.name in ("any", "string") for _, kind in found):
        return _unlike(body, node, found)
    names = [plain(text) if is_ else body.named(text, kind) for is_, (text, kind) in zip(texts, found, strict=True)]
    tests = [f"{name}.__class__ is String and {name}.parts is None"
             for is_, name in zip(texts, names, strict=True) if not is_]  # fmt: skip
    fast = f" {node.op} ".join(name if is_ else f"{name}.s" for is_, name in zip(texts, names, strict=True))
    exact, _ = _unlike(body, node, [(name, kind) for name, (_, kind) in zip(names, found, strict=True)])
    return body.result(f"({fast} if {' and '.join(tests)} else {exact})", k.BOOL, *names)


def _unlike(body: Body, node: Any, found: Sequence[Value]) -> Value:
    """A comparison as tier 0 does it."""
    (left, _), (right, _) = map(as_value, found)
    return body.mark(f"x_{'eq' if node.op == '==' else 'ne'}({left}, {right})", node.span), k.BOOL


def joined(body: Body, node: Any) -> Value | None:
    """``a + b`` of texts that are at hand."""
    if not _joins(body, node):
        return None
    return as_value(text_value(body, Text(node)))


_VALUES = {"piece": "string({})", "parts": "tuple_([*{}])"}
"""The value of an operand that was not made, by its kind."""


def boxed(body: Body, args: Sequence[Value]) -> None:
    """Lines that make Strings of the texts among operands that go where any value goes, and tuples of their parts."""
    for text, kind in args:
        if kind.name in _VALUES:
            body.put(f"{plain(text)} = {_VALUES[kind.name].format(plain(text))}")


def as_value(operand: Value) -> Value:
    """An operand that is a value: the String of a text, if it is one, or the tuple of what was to be one."""
    text, kind = operand
    if kind.name in _VALUES:
        return _VALUES[kind.name].format(text), k.STRING if kind == k.PIECE else k.TUPLE
    return operand


def forget(body: Body, name: str) -> None:
    """A slot, by its name, may hold the String by now."""
    for slot in body.pieces:
        if body.slot(slot) == name:
            body.env.pop(slot, None)

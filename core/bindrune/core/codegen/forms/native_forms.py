"""Methods of the library in place: what a call comes to where the class of its receiver is as expected.

A ``Form`` is one row: a method, a class, and the text that does what the method's row does to a receiver of
that class. The test of the class is the test of access too (moved and held values have other classes); a
method that writes asks for the token as well, which is there only where the value was ever borrowed. All
that a form does not cover (another class, an argument of another class, a borrow) goes the general way, by
the table of the call, which raises what is to be raised. Rows that cost fuel have no form.

Methods that give an ``Option`` are described by what lies in it: ``payload`` is a text that gives the
payload, or ``END`` for ``None``. Lookups in maps take lines (``maps.py``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from bindrune.core.codegen.body import is_atom
from bindrune.core.codegen.forms import maps, pieces, text_forms
from bindrune.core.codegen.inference import kinds as k
from bindrune.core.codegen.inference.adaptors import I64
from bindrune.core.codegen.inference.variants import VARIANTS
from bindrune.core.codegen.writer import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bindrune.core.codegen.body import Body
    from bindrune.core.codegen.forms.options import Apart
    from bindrune.core.codegen.inference.kinds import Kind
    from bindrune.core.source import Span

Value = tuple[str, "Kind"]


class Form(NamedTuple):
    """A method of a class in place.

    ``value`` and ``also`` are texts with ``{0}`` for the receiver and ``{1}`` … for the arguments; ``also`` is a
    further condition. ``of`` is the kind of what has the ``payload``; with a ``value`` beside it, that is the whole.
    ``lines`` leave the value, or with ``payload`` what lies in the Option, in ``{n}``.
    A ``done`` form is a statement whose value is unit.
    """

    item: str
    name: str
    value: str = ""
    kind: Kind = k.ANY
    also: str = ""
    writes: bool = False
    done: str = ""
    payload: str = ""
    lines: tuple[str, ...] = ()
    of: str = "opt"


_VEC, _STRING, _OBJECT = "::std::vec::Vec", "::std::string::String", "::std::object::Object"
_MAP, _OPTION, _RESULT = maps.MAP, "::std::option::Option", "::std::result::Result"
_SET, _DEQUE = "::std::collections::hash_set::HashSet", "::std::collections::vec_deque::VecDeque"
_SIZE = k.Kind("u64", 0, 1 << 62)
_AT = "{1}.__class__ is int and {1} >= 0"
_PIECE = "{1}.__class__ is String and {1} is not {0} and {1}.parts is None and len({1}.s) < 4096"

_BYTES_ITEM = "::std::bytes::Bytes"
_CERTAIN = frozenset((_BYTES_ITEM,))
"""The types whose forms are written only where the receiver is known to be of them."""

_KEY = "{1}.__class__ is String and {1}.parts is None"

_BYTES = "(len({0}.s) if {0}.parts is None and {0}.s.isascii() else n_bytes(text_of({0})))"

FORMS = (
    Form(_VEC, "len", "u64(len({0}.a))", _SIZE),
    Form(_STRING, "len", f"u64({_BYTES})", _SIZE),
    Form(_OBJECT, "len", "u64(len({0}.d))", _SIZE),
    Form(_MAP, "len", "u64(len({0}.d))", _SIZE),
    Form(_BYTES_ITEM, "len", "u64(len({0}.b))", _SIZE),
    Form(_BYTES_ITEM, "is_empty", "(not {0}.b)", k.BOOL),
    Form(_VEC, "is_empty", "(not {0}.a)", k.BOOL),
    Form(_STRING, "is_empty", "(not ({0}.s if {0}.parts is None else text_of({0})))", k.BOOL),
    Form(_OBJECT, "is_empty", "(not {0}.d)", k.BOOL),
    Form(_MAP, "is_empty", "(not {0}.d)", k.BOOL),
    Form(_VEC, "push", done="{0}.a.append({1})", writes=True),
    Form(_STRING, "push", done="append({0}, {1})", also="{1}.__class__ is str", writes=True),
    Form(_STRING, "push_str", done="append({0}, {1}.s)", also=_PIECE, writes=True),
    Form(_STRING, "push_str", done="append({0}, {1})", also="PIECE and len({1}) < 4096", writes=True),
    Form(_VEC, "pop", payload="{0}.a.pop() if {0}.a else END", writes=True),
    Form(_VEC, "get", payload="{0}.a[{1}] if {1} < len({0}.a) else END", also=_AT),
    *(
        form
        for keys in maps.KEYS
        for form in (
            Form(_MAP, "get", also=keys.asked, payload="{n}", lines=maps.get(keys)),
            Form(_MAP, "contains_key", kind=k.BOOL, also=keys.asked, lines=maps.contains(keys)),
            Form(_MAP, "insert", also=keys.asked, payload="{n}", lines=maps.put(keys), writes=True),
            Form(_SET, "contains", kind=k.BOOL, also=keys.asked, lines=maps.contains(keys)),
            Form(_SET, "insert", kind=k.BOOL, also=keys.asked, lines=maps.add(keys), writes=True),
        )
    ),
    Form(_OBJECT, "get", payload="{0}.d.get({1}.s, END)", also=_KEY),
    Form(_OBJECT, "contains_key", "({1}.s in {0}.d)", k.BOOL, also=_KEY),
    Form(_OBJECT, "remove", payload="{0}.d.pop({1}.s, END)", also=_KEY, writes=True),
    Form(_SET, "len", "u64(len({0}.d))", _SIZE),
    Form(_SET, "is_empty", "(not {0}.d)", k.BOOL),
    Form(_DEQUE, "len", "u64(len({0}.q))", _SIZE),
    Form(_DEQUE, "push_back", done="{0}.q.append({1})", writes=True),
    Form(_DEQUE, "push_front", done="{0}.q.appendleft({1})", writes=True),
    Form(_DEQUE, "pop_front", payload="{0}.q.popleft() if {0}.q else END", writes=True),
    Form(_DEQUE, "pop_back", payload="{0}.q.pop() if {0}.q else END", writes=True),
    *text_forms.rows(Form),
    Form("", "next", payload="{0}.step()", also="DIRECT[{0}.__class__] and {0}.token is None"),
    Form(_OPTION + "::Some", "is_some", "True", k.BOOL),
    Form(_OPTION + "::None", "is_some", "False", k.BOOL),
    Form(_OPTION + "::Some", "is_none", "False", k.BOOL),
    Form(_OPTION + "::None", "is_none", "True", k.BOOL),
    Form(_OPTION + "::Some", "unwrap", "{0}.f_0"),
    Form(_OPTION + "::Some", "unwrap_or", "{0}.f_0"),
    Form(_OPTION + "::None", "unwrap_or", "{1}"),
    Form(_RESULT + "::Ok", "is_ok", "True", k.BOOL),
    Form(_RESULT + "::Err", "is_ok", "False", k.BOOL),
    Form(_RESULT + "::Ok", "is_err", "False", k.BOOL),
    Form(_RESULT + "::Err", "is_err", "True", k.BOOL),
    Form(_RESULT + "::Ok", "unwrap", "{0}.f_0"),
    Form(_RESULT + "::Ok", "unwrap_or", "{0}.f_0"),
    Form(_RESULT + "::Err", "unwrap_or", "{1}"),
    Form(_STRING, f"parse{I64}", "parse_i64({0}.s)", also="{0}.parts is None", payload="i64_in({0}.s, END)", of="res"),
    Form("::std::i64", "abs", "({0} if {0} >= 0 else -{0})", k.INT, also="{0} != -9223372036854775808"),
    Form("::std::i64", "min", "({0} if {0} <= {1} else {1})", k.INT, also="{1}.__class__ is int"),
    Form("::std::i64", "max", "({0} if {0} > {1} else {1})", k.INT, also="{1}.__class__ is int"),
    Form("::std::i64", "cmp", "(LESS if {0} < {1} else GREATER if {0} > {1} else EQUAL)",
         also="{1}.__class__ is int"),
)  # fmt: skip

_KNOWN = frozenset(maps.KNOWN.values())

BY_NAME: dict[str, list[Form]] = {}
for _form in FORMS:
    BY_NAME.setdefault(_form.name, []).append(_form)

_CLASSES = {
    _BYTES_ITEM: "Bytes",
    _VEC: "Vec", _STRING: "String", _OBJECT: "Object", _OPTION + "::Some": "Some", _OPTION + "::None": "Nothing",
    _RESULT + "::Ok": "Ok", _RESULT + "::Err": "Err", "::std::i64": "int",
}  # fmt: skip
_KINDS = {
    **VARIANTS,
    _BYTES_ITEM: "bytes",
    _VEC: "vec", _STRING: "string", _OBJECT: "object", "::std::i64": "int", _MAP: "map", _SET: "set", _DEQUE: "deque",
}  # fmt: skip


def forms(node: Any, kind: Kind, given: int) -> list[Form]:
    """The forms of a call whose receiver is of this kind."""
    name = f"{node.name}{node.params}" if node.params else node.name
    found = [form for form in BY_NAME.get(name, ()) if arity(form) == given]
    if kind.name == "any":
        return [form for form in found if form.item not in _CERTAIN]
    return [form for form in found if _KINDS.get(form.item) == kind.name or form.item == kind.of]


def arity(form: Form) -> int:
    """How many arguments a form takes, its receiver left out."""
    if form.name == "unwrap_or":
        return 1
    text = form.value + form.done + form.payload + form.also + "".join(form.lines)
    return 2 if "{2}" in text else 1 if "{1}" in text else 0


def class_name(body: Body, item: str) -> str:
    """What a class is called in emitted code."""
    known = _CLASSES.get(item)
    return known if known is not None else body.bind("C", ("loaded_class", item))


def holds(body: Body, form: Form, receiver: Value, args: Sequence[Value]) -> str:
    """The test of a form, or nothing where it holds for certain."""
    name, kind = receiver
    tests = []
    if form.item and kind.name != "int" and not (kind.own and form.item not in VARIANTS):
        tests.append(f"{name}.__class__ is {class_name(body, form.item)}")
    if form.writes and not (kind.own and kind.of == "unlent"):
        tests.append(f"{name}.token is None")
    for test in form.also.split(" and ") if form.also else ():
        if test in _KNOWN:
            continue
        if args and test in _ASKS and args[0][1].name in k.CLASSES:
            continue
        if args and test == "{1} >= 0" and args[0][1].low >= 0 and args[0][1].name == "int":
            continue
        tests.append(filled(test, receiver, args))
    return " and ".join(tests)


def filled(text: str, receiver: Value, args: Sequence[Value]) -> str:
    """A text of a form with its operands."""
    return text.format(receiver[0], *[arg for arg, _ in args])


def ready(body: Body, args: Sequence[Value]) -> list[Value]:
    """Arguments as names: they are asked for their class, and used in more than one branch."""
    return [(_named(body, text, kind), kind) for text, kind in args]


def _named(body: Body, text: str, kind: Kind) -> str:
    return plain(text) if is_atom(plain(text)) else body.hold(text, kind)


_ASKS = {
    "{1}.__class__ is int": "int", "{1}.__class__ is str": "char", "{1}.__class__ is String": "string",
    **{asked: kind for kind, asked in maps.KNOWN.items()},
}  # fmt: skip
"""The conditions that ask for a class, and the kind of its values."""


def fitting(found: Sequence[Form], args: Sequence[Value]) -> list[Form]:
    """The forms whose conditions the arguments may fulfil."""
    if not args:
        return list(found)
    name = args[0][1].name
    asked = maps.asks_for(args[0][1])
    asking = [form for form in found if asked in form.also] if asked else []
    if asking or (asked and name != "tuple"):
        return asking
    found = [form for form in found if _KNOWN.isdisjoint(form.also.split(" and "))]
    if name == "any":
        return found
    return [form for form in found if all(_ASKS.get(test, name) == name for test in form.also.split(" and "))]


_EXACT = re.compile(r"(?:found|put|add)_in\((?:[^()]|\([^()]*\))*\)")
"""What of the lines of a form may raise."""


def _put_lines(body: Body, form: Form, node: Any, receiver: Value, args: Sequence[Value], name: str) -> None:
    lines = form.lines or ("{n} = " + form.payload,)
    if form.lines and maps.is_certain(receiver[1], args[0][1]):
        lines = maps.certain(lines, maps.keys_of(args[0][1]))
    names = {"n": name, "e": body.temp() if form.lines else ""}
    for line in filter(None, lines):
        text = line.format(receiver[0], *[arg for arg, _ in args], **names)
        body.put(_EXACT.sub(lambda found: body.mark(found[0], node.span), text))


def branches(
    body: Body,
    node: Any,
    found: Sequence[Form],
    receiver: Value,
    args: Sequence[Value],
    name: str,
    *,
    wanted: bool = True,
    apart: bool = False,
) -> bool:
    """Write the branches of the forms, which give ``name`` a value; whether another one is to follow."""
    for at, form in enumerate(found):
        test = holds(body, form, receiver, args)
        if test:
            body.open(f"{'el' if at else ''}if {test}:")
        if form.done:
            body.put(filled(form.done, receiver, args))
            if wanted:
                body.put(f"{name} = None")
        elif (form.payload or form.lines) and (apart or not form.value):
            _put_lines(body, form, node, receiver, args, name)
            if form.payload and wanted and not apart:
                body.put(f"{name} = nothing() if {name} is END else some({name})")
        else:
            body.put(f"{name} = {filled(form.value, receiver, args)}")
        if not test:
            return False
        body.close()
    return True


def in_place(
    body: Body,
    node: Any,
    receiver: Value,
    args: Sequence[Value],
    general: Any,
    *,
    wanted: bool = True,
    apart: Apart | None = None,
) -> Value | None:
    """The value of a call by its forms, and by ``general(name, arguments)`` where none of them holds.

    With ``apart`` an Option is given as what lies in it, if all forms say what does.
    """
    found = fitting(forms(node, receiver[1], len(args)), args)
    if not found:
        return None
    given = ready(body, args)
    if apart is not None and not all(form.payload and form.of == apart.of for form in found):
        apart = None
    name = (apart.name if apart is not None else "") or body.temp()
    more = branches(body, node, found, receiver, given, name, wanted=wanted, apart=apart is not None)
    if more:
        body.open("else:")
        pieces.boxed(body, given)
        general(name, given)
        if apart is not None:
            opened = "opened" if apart.of == "opt" else "opened_result"
            body.put(f"{name} = " + body.mark(f"{opened}({name})", apart.span))
        body.close()
    if args and args[0][1] == k.PIECE and (more or node.name == "insert"):
        pieces.forget(body, args[0][0])
    body.release([receiver[0], *[plain(text) for text, _ in [*args, *given]]])
    if apart is not None:
        if not apart.name:
            body.owned.append(name)
        return name, k.PAYLOAD if more and receiver[1].name == "any" else k.CERTAIN_PAYLOAD
    certain = receiver[1].name != "any" and not body.emission.has_method(node.name)
    kind = k.ANY
    if certain and len({form.kind for form in found}) == 1 and not any(form.payload for form in found):
        kind = k.UNIT if found[0].done else found[0].kind
    if kind.name not in k.INLINE:
        body.owned.append(name)
    return name, kind


_LENGTHS = {
    "Vec": "len({0}.a)",
    "String": _BYTES,
    "Object": "len({0}.d)",
}


def length_as_int(body: Body, node: Any, general: Any, span: Span, target: str) -> Value | None:
    """``x.len() as i64``: no u64 is made between."""
    if node.name != "len" or node.args or node.params or body.emission.has_method("len"):
        return None
    if pieces.is_text(body, node.receiver):
        return pieces.n_bytes(body.slot(node.receiver.slot)), k.Kind("int", 0, 1 << 62)
    ((text, kind),) = body.operands([node.receiver])
    if not body.reached:
        return "None", k.NEVER
    receiver = body.named(text, kind)
    name = body.temp()
    known = {"vec": "Vec", "string": "String", "object": "Object"}
    at = 0
    for cls, length in _LENGTHS.items():
        if kind.name == "any" or known.get(kind.name) == cls:
            body.open(f"{'el' if at else ''}if {receiver}.__class__ is {cls}:")
            body.put(f"{name} = {length.format(receiver)}")
            body.close()
            at += 1
    if at:
        body.open("else:")
    general(name, receiver)
    body.put(f"{name} = " + body.mark(f"as_type({name}, {target})", span))
    if at:
        body.close()
    body.release([receiver])
    return name, k.Kind("int", 0, 1 << 62) if kind.name in known else k.INT

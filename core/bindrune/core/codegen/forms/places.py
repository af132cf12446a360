"""Values and places: constants, locals, statics, fields, elements; and assignments to them.

A field of a struct is an attribute, so it is read as one where the class allows; a moved struct has it no more and
raises an ``AttributeError``, behind which the operation is run again as tier 0 does it, for the exact error
(``Mark.replay``). No class of values may have a ``__getattr__``: CPython specialises only reads of classes without.
An element is read from the list where the class and the index allow; an ``IndexError`` is treated in the same way.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bindrune.core.codegen.body import does, gives, is_atom
from bindrune.core.codegen.forms import maps, objects, pieces, slices
from bindrune.core.codegen.forms.numbered import assigned
from bindrune.core.codegen.forms.operators import NAMES, compound
from bindrune.core.codegen.inference import kinds as k
from bindrune.core.codegen.writer import plain
from bindrune.core.compile.constants import encode
from bindrune.core.ir import nodes as ir
from bindrune.core.ir.constants import ConstU64
from bindrune.core.vm.constants import weight
from bindrune.core.vm.sizes import LARGE, STEPS

if TYPE_CHECKING:
    from bindrune.core.codegen.body import Body
    from bindrune.core.codegen.inference.kinds import Kind


_CALLS = re.compile(r"\w\(|:=")
"""What in a text may do something beside giving a value."""


@gives(ir.Const)
def const(body: Body, node: Any) -> tuple[str, Kind]:
    """An inline constant."""
    value = node.value
    if value is None:
        return "None", k.UNIT
    if value.__class__ is bool:
        return repr(value), k.BOOL
    if isinstance(value, ConstU64):
        return body.bind("K", ("const", value)), k.Kind("u64", int(value), int(value))
    if value.__class__ is int:
        return (f"({value})" if value < 0 else repr(value)), k.Kind("int", value, value)
    if value.__class__ is float:
        text = repr(value)
        if text.strip("-").replace(".", "").replace("e", "").replace("+", "").replace("-", "").isdigit():
            return (f"({text})" if text[0] == "-" else text), k.FLOAT
        return body.bind("K", ("const", value)), k.FLOAT
    if value.__class__ is str:
        return ascii(value), k.CHAR
    return body.bind("K", ("const", value)), k.ANY


@gives(ir.Str)
def str_(body: Body, node: Any) -> tuple[str, Kind]:
    """A String of a literal."""
    return f"string({node.text!a})", k.STRING


@gives(ir.ByteStr)
def byte_str(body: Body, node: Any) -> tuple[str, Kind]:
    """Bytes of a literal."""
    return f"bytes_({bytes(node.data)!r})", k.BYTES


@gives(ir.Fresh)
def fresh(body: Body, node: Any) -> tuple[str, Kind]:
    """A heap constant, built anew; a large one is charged for."""
    if weight(encode(node.value)) >= STEPS:
        return f"{body.bind('N', ('fresh', node.value))}()", k.ANY
    return f"build({body.bind('K', ('plain', node.value))})", k.ANY


@gives(ir.NativeConst)
def native_const(body: Body, node: Any) -> tuple[str, Kind]:
    """A constant of the library."""
    return f"{body.bind('K', ('native_const', node.path))}()", k.ANY


@gives(ir.TypeRef)
def type_ref(body: Body, node: Any) -> tuple[str, Kind]:
    """A type as a value."""
    return body.bind("K", ("type", node.target.item, bool(node.target.native))), k.ANY


@gives(ir.Local)
def local(body: Body, node: Any) -> tuple[str, Kind]:
    """A local."""
    if node.slot in body.pieces:
        return pieces.made(body, node.slot)
    if body.env.get(node.slot) == k.OWN_STRING:  # from here on somebody else may know it
        body.env[node.slot] = k.STRING
    return body.read(node.slot), body.kind(node.slot)


@gives(ir.Take)
def take(body: Body, node: Any) -> tuple[str, Kind]:
    """A local, taken away from all others."""
    kind = body.kind(node.slot)
    if kind.name in k.INLINE:
        return body.read(node.slot), kind
    return body.mark(f"taken({body.slot(node.slot)})", node.span), kind


@gives(ir.StaticGet)
def static_get(body: Body, node: Any) -> tuple[str, Kind]:
    """A static."""
    return body.mark(f"{body.bind('G', ('static', node.static))}.read()", node.span), k.ANY


@does(ir.StaticSet)
def static_set(body: Body, node: Any) -> None:
    """Assign a static."""
    ((text, _),) = body.operands([node.value])
    body.put(body.mark(f"{body.bind('G', ('static', node.static))}.write({text})", node.span))
    body.release([plain(text)])


def _token(op: str) -> str:
    return op if op.endswith("=") and op not in ("<=", ">=", "==", "!=") else op + "="


@does(ir.OpStatic)
def op_static(body: Body, node: Any) -> None:
    """A compound assignment of a static, which is read before the value."""
    cell = body.bind("G", ("static", node.static))
    simple = node.value.__class__ in (ir.Const, ir.Str, ir.Local)
    old = "" if simple else body.hold(body.mark(f"{cell}.read()", node.span), k.ANY)
    ((text, kind),) = body.operands([node.value])
    if simple:
        text = body.hold(text, kind)
        old = body.mark(f"{cell}.read()", node.span)
    name = NAMES[_token(node.op)[:-1]]
    body.put(body.mark(f"{cell}.write(x_{name}_assign({old}, {text}))", node.span))
    body.release([plain(old), plain(text)])


@does(ir.OpLocal)
def op_local(body: Body, node: Any) -> None:
    """A compound assignment of a slot, which is read after the value."""
    op = _token(node.op)[:-1]
    name = body.slot(node.slot)
    if op == "+" and node.value.__class__ is ir.Str and len(node.value.text) < LARGE:
        exact = body.mark(f"x_add_assign({name}, string({node.value.text!a}))", node.span)
        _append(body, node.slot, ascii(node.value.text), f"{name} = {exact}", [])
        if body.kind(node.slot).name != "string":
            body.env[node.slot] = k.ANY
        return
    if op == "+" and body.kind(node.slot).name == "string" and pieces.has_text(body, node.value):
        text, _ = pieces.text_value(body, pieces.Text(node.value))
        exact = body.mark(f"x_add_assign({name}, string({text}))", node.span)
        _append(body, node.slot, text, f"{name} = {exact}", [f"len({text}) < {LARGE}"])
        return
    ((text, kind),) = body.operands([node.value])
    if not body.reached:
        return
    known = body.kind(node.slot)
    if known.name == "string" or (known.name == "any" and kind.name == "string"):
        text = body.hold(text, kind)
        exact = f"{name} = " + body.mark(f"x_{NAMES[op]}_assign({name}, {text})", node.span)
        if op == "+" and kind.name in ("any", "string"):
            _append(body, node.slot, f"{text}.s", exact, [piece(text, name)])
        else:
            body.put(exact)
        body.release([text])
        return
    body.wish = name
    made, kind = compound(body, node, (body.read(node.slot), known), (text, kind), op)
    body.wish = ""
    body.assign(node.slot, made, kind)


def piece(text: str, base: str) -> str:
    """A test that a value is a String whose text can be appended to ``base`` as it is."""
    return f"{text}.__class__ is String and {text}.parts is None and {text} is not {base} and len({text}.s) < {LARGE}"


def _append(body: Body, slot: int, more: str, exact: str, also: list[str]) -> None:
    """Append a text to a String that nobody borrows."""
    name = body.slot(slot)
    own = body.env.get(slot) == k.OWN_STRING
    tests = also if own else [f"{name}.__class__ is String", f"{name}.token is None", *also]
    if tests:
        body.open(f"if {' and '.join(tests)}:")
    body.put(f"if {name}.parts is None: {name}.parts = [{name}.s, {more}]")
    body.put(f"else: {name}.parts.append({more})")
    if tests:
        body.close()
        body.put(f"else: {exact}")


@gives(ir.Field)
def field(body: Body, node: Any) -> tuple[str, Kind]:
    """``base.name``."""
    ((text, kind),) = body.operands([node.base])
    name = node.name
    made = body.known(node)
    test = _having(body, text, kind, name)
    if test == "True":
        return body.result(body.mark(f"{text}.f_{name}", node.span, "field", name), made, plain(text))
    text = body.named(text, kind)
    exact = body.mark(f"get_field({text}, {name!a})", node.span)
    test = _having(body, text, kind, name)
    if test:
        fast = body.mark(f"{text}.f_{name}", node.span, "field", name)
        if objects.likely(body, name):
            exact = objects.got(body, node, text, kind, exact)
        exact = f"{fast} if {test} else {exact}"
    else:
        exact = objects.got(body, node, text, kind, exact)
    return body.result(f"({exact})", made, text)


def _indexed(body: Body, at: str, of: Kind) -> tuple[str, str]:
    """An index as a list takes it, and its value; both are names of something, or numbers."""
    name = (body.named if of.name == "any" else body.hold)(slices.number(at, of), of)
    return name, slices.classed(at, name, of)


@gives(ir.Index)
def index(body: Body, node: Any) -> tuple[str, Kind]:
    """``base[index]``."""
    sliced = slices.value(body, node)
    if sliced is not None:
        return sliced
    of_literal = objects.literal(body, node)
    if of_literal is not None:
        return of_literal
    (base, kind), (at, of) = pieces.indexed(body, node)
    if kind.own and kind.name == "vec" and of.name in ("int", "u64") and of.low >= 0:
        if _CALLS.search(plain(slices.number(at, of))) is not None:
            base = body.hold(base, kind)
        at, value = _indexed(body, at, of)
        fast = body.mark(f"{base}.a[{at}]", node.span, "get_own", value)
        return body.result(fast, body.known(node), plain(base), at)
    if kind.own and kind.name == "deque" and of.name in ("int", "u64"):
        base = body.named(base, kind)
        at, value = _indexed(body, at, of)
        fast = body.mark(f"{base}.q[{at}]", node.span, "get_index", base, value)
        if of.low < 0:
            exact = body.mark(f"x_index({base}, {value})", node.span)
            fast = f"({fast} if {at} >= 0 else {exact})"
        return body.result(fast, body.known(node), base, at)
    if of.name in ("int", "any", "u64") and kind.name in ("vec", "any"):
        base = body.named(base, kind)
        at, value = _indexed(body, at, of)
        tests = [] if kind.own else [f"{base}.__class__ is Vec"]
        if of.name == "any":
            tests.append(f"{at}.__class__ is int")
        if of.low < 0:
            tests.append(f"{at} >= 0")
        exact = body.mark(f"x_index({base}, {value})", node.span)
        fast = body.mark(f"{base}.a[{at}]", node.span, "get_index", base, value)
        keyed = objects.index(body, node, (base, kind), (at, of))
        text = f"({fast} if {' and '.join(tests)} else {keyed}{exact})" if tests else fast
        return body.result(text, body.known(node), base, at)
    if kind.name == "bytes" and of.name in ("int", "u64") and of.low >= 0:
        base = body.named(base, kind)
        at, value = _indexed(body, at, of)
        exact = body.mark(f"x_index({base}, {value})", node.span)
        fast = body.mark(f"{base}.b[{at}]", node.span, "get_index", base, value)
        text = f"u64({fast} if {base}.__class__ is Bytes else {exact})"
        return body.result(text, k.Kind("u64", 0, 255), base, at)
    if kind.name in ("any", "object") and of.name in ("any", "string"):
        base, at = body.named(base, kind), body.named(at, of)
        exact = body.mark(f"x_index({base}, {at})", node.span)
        keyed = objects.index(body, node, (base, kind), (at, of))
        return body.result(f"({keyed}{exact})", body.known(node), base, at)
    if kind.name in ("map", "native"):
        base, at = body.named(base, kind), body.hold(at, of)
        found = maps.index(body, node, (base, kind), (at, of))
        if found is not None:
            body.release([base, at])
            return found
    return body.result(body.mark(f"x_index({base}, {at})", node.span), body.known(node), plain(base), plain(at))


@does(ir.SetIndex)
def set_index(body: Body, node: Any) -> None:
    """``base[index] = value``."""
    if objects.set_literal(body, node):
        return
    found = pieces.indexed(body, node, node.value)
    given = found[1][0]
    found = [(body.hold(slices.number(text, kind) if at == 1 else text, kind), kind)
             for at, (text, kind) in enumerate(found)]  # fmt: skip
    if not body.reached:
        return
    (base, kind), (at, of), (value, _) = found
    base = body.named(base, kind)
    index = slices.classed(given, at, of)
    exact = body.mark(f"x_set_index({base}, {index}, {value})", node.span)
    if of.name in ("int", "any", "u64") and kind.name in ("vec", "any"):
        tests = free(base, kind)
        if of.name == "any":
            tests.append(f"{at}.__class__ is int")
        if of.low < 0:
            tests.append(f"{at} >= 0")
        fast = body.mark(f"{base}.a[{at}] = {value}", node.span, "set_index", base, index, value)
        if tests:
            body.put(f"if {' and '.join(tests)}: {fast}")
            keyed = objects.set_index((base, kind), (at, of), value)
            if keyed:
                body.put(f"el{keyed}")
            body.put(f"else: {exact}")
        else:
            body.put(fast)
    elif kind.name in ("any", "object") and of.name in ("any", "string"):
        at = body.named(at, of)
        body.put(objects.set_index((base, kind), (at, of), value))
        body.put(f"else: {exact}")
    elif kind.own and kind.name == "deque" and of.name in ("int", "u64"):
        tests = [] if kind.of == "unlent" else [f"{base}.token is None"]
        if of.low < 0:
            tests.append(f"{at} >= 0")
        fast = body.mark(f"{base}.q[{at}] = {value}", node.span, "set_index", base, index, value)
        body.put(f"if {' and '.join(tests)}: {fast}" if tests else fast)
        if tests:
            body.put(f"else: {exact}")
    elif not maps.set_index(body, node, (base, kind), (index, of), value):
        body.put(exact)
    if of == k.PIECE:
        pieces.forget(body, at)
    body.release([base, at, value])


def free(base: str, kind: Kind) -> list[str]:
    """The tests that a vector can be written: those of them that are not known."""
    if not kind.own:
        return [f"{base}.__class__ is Vec and {base}.token is None"]
    return [] if kind.of == "unlent" else [f"{base}.token is None"]


def _having(body: Body, base: str, kind: Kind, name: str) -> str:
    """A test that a value is a struct with this field, or nothing where no struct has one."""
    classes = body.emission.structs_with(name)
    if kind.own and kind.name == "record" and all(item in classes for item in kind.of.split("|")):
        return "True"
    if not classes or not name.isascii() or kind.name not in ("any", "record"):
        return ""
    if len(classes) == 1:
        return f"{base}.__class__ is {body.bind('C', ('class', classes[0], False))}"
    return f"{base}.__class__ in {body.bind('K', ('classes', tuple(classes)))}"


def _writable(body: Body, base: str, kind: Kind, name: str) -> str:
    """A test that a field can be assigned as an attribute, or nothing where no struct has one of this name."""
    test = _having(body, base, kind, name)
    return test if test in ("", "True") else f"{test} and {base}.token is None"


@does(ir.SetField)
def set_field(body: Body, node: Any) -> None:
    """``base.name = value``."""
    found = body.atoms([node.base, node.value])
    if not body.reached:
        return
    (base, kind), (value, _) = found
    base = body.named(base, kind)
    exact = body.mark(f"set_field({base}, {node.name!a}, {value})", node.span)
    test = _writable(body, base, kind, node.name)
    if test == "True":
        body.put(f"{base}.f_{node.name} = {value}")
    else:
        keyed = objects.writable(base, kind) if not test or objects.likely(body, node.name) else ""
        ways = [(test, f"{base}.f_{node.name}"), (keyed, f"{base}.d[{node.name!a}]")]
        ways = [(test, place) for test, place in ways if test]
        for at, (test, place) in enumerate(ways):
            body.put(f"{'el' if at else ''}if {test}: {place} = {value}")
        body.put(f"else: {exact}" if ways else exact)
    body.release([base, value])


@does(ir.OpField)
def op_field(body: Body, node: Any) -> None:
    """``base.name += value``."""
    found = body.operands([node.base, node.value])
    if not body.reached:
        return
    (base, kind), (value, of) = found
    if not (is_atom(plain(base)) and kind.own and _CALLS.search(plain(value)) is None):
        base = body.hold(base, kind)
        value = body.hold(value, of)
    base = body.named(base, kind)
    op = _token(node.op)
    test = _writable(body, base, kind, node.name)
    known = body.emission.shapes.field_kind(kind, node.name)
    if test == "True" and known.name in ("int", "float") and of.name == known.name:
        text, _ = compound(body, node, (f"{base}.f_{node.name}", known), (value, of), op[:-1])
        body.put(f"{base}.f_{node.name} = {text}")
        body.release([base, value])
        return
    value = body.hold(value, of)
    exact = body.mark(f"x_op_field({op!a}, {base}, {node.name!a}, {value})", node.span)
    place = f"{base}.f_{node.name}"
    if not test:
        test, place = objects.writable(base, kind, node.name), f"{base}.d[{node.name!a}]"
    if not test or op[:-1] not in ("+", "-", "*"):
        body.put(exact)
        body.release([base, value])
        return
    assigned(body, node, (test, place), place, exact, op[:-1], (value, of))
    body.release([base, value])

"""``x.0`` of tuples, vectors and tuple structs: read, assigned, and assigned with an operator.

An element is read from the list where the class allows, a field of a tuple struct as an attribute; an element
that is not there raises an ``IndexError``, behind which the operation is run again as tier 0 does it. What is
written to was never borrowed (``token``), or is followed (``Kind.own``); all else goes the general way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.codegen.body import does, gives
from bindrune.core.codegen.forms.operators import compound
from bindrune.core.codegen.inference import kinds as k
from bindrune.core.ir import nodes as ir

if TYPE_CHECKING:
    from bindrune.core.codegen.body import Body
    from bindrune.core.codegen.inference.kinds import Kind

_LISTS = {"tuple": "{0}.__class__ is Tuple", "vec": "{0}.__class__ is Vec"}
_EITHER = "({0}.__class__ is Tuple or {0}.__class__ is Vec)"


def _place(body: Body, node: Any, base: str, kind: Kind) -> tuple[str, str] | None:
    """Where ``base.0`` is, and the test that it is there; the test is empty where that is known."""
    if kind.name == "record":
        structs = [body.emission.structs.get(item) for item in kind.of.split("|")]
        shapes = [(struct.shape, len(struct.fields)) for struct in structs if struct is not None]
        has_it = len(shapes) == len(structs) and all(way == "tuple" and node.index < n for way, n in shapes)
        return ("", f"{base}.f_{node.index}") if kind.own and has_it else None
    place = f"{base}.a[{node.index}]"
    if kind.name in _LISTS:
        return "" if kind.own else _LISTS[kind.name].format(base), place
    return (_EITHER.format(base), place) if kind.name == "any" else None


def _read(body: Body, node: Any, base: str, place: str) -> str:
    if not place.endswith("]"):
        return place
    return body.mark(place, node.span, "get_tuple", base, str(node.index))


def _free(base: str, kind: Kind, test: str) -> str:
    """A test that also says that a value can be written."""
    if kind.own and (kind.name == "record" or kind.of == "unlent"):
        return test
    return f"{test} and {base}.token is None" if test else f"{base}.token is None"


@gives(ir.TupleField)
def tuple_field(body: Body, node: Any) -> tuple[str, Kind]:
    """``base.0``."""
    ((text, kind),) = body.operands([node.base])
    if not body.reached:
        return "None", k.NEVER
    base = body.named(text, kind)
    exact = body.mark(f"get_tuple({base}, {node.index})", node.span)
    found = _place(body, node, base, kind)
    if found is None:
        return body.result(exact, k.ANY, base)
    test, place = found
    fast = _read(body, node, base, place)
    return body.result(f"({fast} if {test} else {exact})" if test else fast, body.known(node), base)


@does(ir.SetTupleField)
def set_tuple_field(body: Body, node: Any) -> None:
    """``base.0 = value``."""
    found = body.atoms([node.base, node.value])
    if not body.reached:
        return
    (base, kind), (value, _) = found
    base = body.named(base, kind)
    exact = body.mark(f"set_tuple({base}, {node.index}, {value})", node.span)
    at = _place(body, node, base, kind)
    if at is None:
        body.put(exact)
    else:
        test = _free(base, kind, at[0])
        if at[1].endswith("]"):
            test = f"{test} and {node.index} < len({base}.a)" if test else f"{node.index} < len({base}.a)"
        body.put(f"if {test}: {at[1]} = {value}" if test else f"{at[1]} = {value}")
        if test:
            body.put(f"else: {exact}")
    body.release([base, value])


@does(ir.OpTupleField)
def op_tuple_field(body: Body, node: Any) -> None:
    """``base.0 += value``."""
    found = body.atoms([node.base, node.value])
    if not body.reached:
        return
    (base, kind), (value, of) = found
    base = body.named(base, kind)
    op = node.op.rstrip("=")
    exact = body.mark(f"x_op_tuple_field('{op}=', {base}, {node.index}, {value})", node.span)
    at = _place(body, node, base, kind)
    if at is None or op not in ("+", "-", "*"):
        body.put(exact)
    else:
        assigned(body, node, (_free(base, kind, at[0]), at[1]), _read(body, node, base, at[1]), exact, op, (value, of))
    body.release([base, value])


def assigned(
    body: Body, node: Any, place: tuple[str, str], read: str, exact: str, op: str, value: tuple[str, Kind]
) -> None:
    """``place op= value`` where the place's test holds and both are ints or both floats, else ``exact``."""
    test, target = place
    text, of = value
    if test:
        body.open(f"if {test}:")
    old = body.temp()
    body.put(f"{old} = {read}")
    wanted = [name for name in ("int", "float") if of.name in (name, "any")]
    for at, name in enumerate(wanted):
        tests = [f"{old}.__class__ is {name}"]
        if of.name == "any":
            tests.append(f"{text}.__class__ is {name}")
        body.open(f"{'el' if at else ''}if {' and '.join(tests)}:")
        known = k.INT if name == "int" else k.FLOAT
        made, _ = compound(body, node, (old, known), (text, of if of.name == name else known), op)
        body.put(f"{target} = {made}")
        body.close()
    body.put(f"else: {old} = None; {exact}" if wanted else f"{old} = None; {exact}")
    if test:
        body.close()
        body.put(f"else: {exact}")

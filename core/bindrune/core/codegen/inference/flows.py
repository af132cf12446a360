"""Where values flow in each node of the IR, for ``shapes.py``: the functions of ``VISIT`` by the node's class.

A function follows the parts of its node and returns the node's own value: a Var, or a state that is
certain. Nodes that are not in the table let all that they touch escape.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.codegen.inference.adaptors import applied
from bindrune.core.codegen.inference.containers import gone_through
from bindrune.core.codegen.inference.states import NATURALS, Box, Var, natural
from bindrune.core.codegen.inference.summaries import FUNCTIONS
from bindrune.core.codegen.inference.variants import ERR, NONE, OK, SOME, VARIANTS, struct, whole
from bindrune.core.ir import nodes as ir
from bindrune.core.ir.constants import ConstU64

if TYPE_CHECKING:
    from collections.abc import Callable

    from bindrune.core.codegen.inference.shapes import Shapes
    from bindrune.core.codegen.inference.states import FnVars, Value

_LITERALS = {type(None): "unit", bool: "bool", int: "int", float: "float", str: "char", ConstU64: "u64"}
_COMPARES = frozenset(("<", "<=", ">", ">=", "==", "!="))
_NUMBERS = frozenset(("int", "float", "u64"))
_WRAPPING = "wrapping_"
_CASTS = {"::std::i64": "int", "::std::f64": "float", "::std::u64": "u64", "::std::bool": "bool", "::std::char": "char"}


def unknown(shapes: Shapes, node: Any) -> Value:
    """A node that is not described: nothing is known of what it takes, gives and binds."""
    if node.__class__ is ir.Fn:
        return "any"
    slot = getattr(node, "slot", None)
    if slot is not None:
        shapes.grow(shapes.now.slots[slot], "any")
    for name in node.FIELDS:
        part = getattr(node, name)
        for child in part if part.__class__ is list else (part,):
            if isinstance(child, ir.Pat):
                shapes.bind(child, "any")
            elif isinstance(child, ir.Node):
                shapes.sink(shapes.visit(child))
    return "any"


def _const(shapes: Shapes, node: Any) -> Value:
    value = node.value
    if value.__class__ is int and value >= 0:
        return natural(value.bit_length())
    return _LITERALS.get(value.__class__, "any")


def _string(shapes: Shapes, node: Any) -> Value:
    return "string"


def _byte_string(shapes: Shapes, node: Any) -> Value:
    return "bytes"


def _any(shapes: Shapes, node: Any) -> Value:
    return "any"


def _fn_ref(shapes: Shapes, node: Any) -> Value:
    item = node.target.item
    if node.target.kind == "script":
        fn = shapes.functions.get(item)
        if fn is not None and fn.kind == "immediate":
            return _function(shapes.infos[id(fn)])
        if fn is not None:
            shapes.opened(fn)
    elif item in shapes.fields:
        shapes.escape(frozenset((item,)))
    return "any"


def _local(shapes: Shapes, node: Any) -> Value:
    slot: Var = shapes.now.slots[node.slot]
    return slot


def _take(shapes: Shapes, node: Any) -> Value:
    slot: Var = shapes.now.slots[node.slot]
    shapes.sink(slot)
    return slot


def computes(node: Any, computed: set[int]) -> bool:
    """Whether the value of a node is what arithmetic or a call of the program comes to, in one of its branches."""
    cls = node.__class__
    if cls is ir.Block:
        return node.value is not None and computes(node.value, computed)
    if cls is ir.If:
        return computes(node.then, computed) or (node.orelse is not None and computes(node.orelse, computed))
    if cls is ir.Local:
        return node.slot in computed
    return cls is ir.Binary or cls is ir.Call or (cls is ir.CallMethod and node.name.startswith(_WRAPPING))


def _bind(shapes: Shapes, node: Any) -> Value:
    cls = node.value.__class__
    if cls is ir.Binary or cls is ir.Call or (cls is ir.CallMethod and node.value.name.startswith(_WRAPPING)):
        shapes.now.computed.add(node.slot)
    shapes.flow(shapes.visit(node.value), shapes.now.slots[node.slot])
    return "unit"


def _let(shapes: Shapes, node: Any) -> Value:
    shapes.bind(node.pattern, shapes.visit(node.value))
    return "unit"


def _unary(shapes: Shapes, node: Any) -> Value:
    result = shapes.noted(node)
    good = ("int", "float") if node.op == "-" else ("int", "bool", "u64")

    def then(state: Any) -> None:
        if state in NATURALS:
            shapes.grow(result, "int")
        elif state.__class__ is str and state in good:
            shapes.grow(result, state)
        else:
            shapes.escape(state)
            shapes.grow(result, "any")

    shapes.when(shapes.visit(node.operand), then)
    return result


def _binary(shapes: Shapes, node: Any) -> Value:
    for part in (node.left, node.right):
        if part.__class__ is ir.Local:
            shapes.now.operands.add(part.slot)
    left, right = shapes.visit(node.left), shapes.visit(node.right)
    if node.op in _COMPARES:
        return "bool"
    if left.__class__ is str and left in _NUMBERS:
        shapes.sink(right)
        return left
    result = shapes.noted(node)
    shapes.arithmetic(node.op, left, right, result)
    return result


def _either(shapes: Shapes, node: Any) -> Value:
    result = shapes.noted(node)
    shapes.flow(shapes.visit(node.left), result)
    shapes.flow(shapes.visit(node.right), result)
    return result


def _is(shapes: Shapes, node: Any) -> Value:
    shapes.visit(node.operand)
    shapes.visit(node.type)
    return "bool"


def _as_i64(state: Any) -> str:
    if state.__class__ is str and state in NATURALS:
        return str(state)
    return "nat" if state == "u64" else "int"


def _as(shapes: Shapes, node: Any) -> Value:
    value = shapes.visit(node.operand)
    shapes.sink(value)
    shapes.sinks([node.type])
    if node.type.__class__ is ir.TypeRef and node.type.target.native:
        if node.type.target.item == "::std::i64":
            result = Var()
            shapes.when(value, lambda state: shapes.grow(result, _as_i64(state)))
            return result
        return _CASTS.get(node.type.target.item, "any")
    return "any"


def _op_local(shapes: Shapes, node: Any) -> Value:
    slot = shapes.now.slots[node.slot]
    shapes.now.operands.add(node.slot)
    shapes.now.computed.add(node.slot)
    shapes.arithmetic(node.op.rstrip("="), slot, shapes.visit(node.value), slot)
    return "unit"


def _op_field(shapes: Shapes, node: Any) -> Value:
    base, value = shapes.visit(node.base), shapes.visit(node.value)
    name = node.name if node.__class__ is ir.OpField else str(node.index)
    old, new = Var(), Var()
    shapes.read(base, name, old)
    shapes.arithmetic(node.op.rstrip("="), old, value, new)
    shapes.write(base, name, new)
    return "unit"


def _field(shapes: Shapes, node: Any) -> Value:
    result = shapes.noted(node)
    shapes.read(shapes.visit(node.base), node.name if node.__class__ is ir.Field else str(node.index), result)
    return result


def _index(shapes: Shapes, node: Any) -> Value:
    result = shapes.noted(node)

    def use(var: Var | None) -> None:
        shapes.flow("any" if var is None else var, result)

    base, index = shapes.visit(node.base), shapes.visit(node.index)
    if node.index.__class__ is ir.MakeRange:
        shapes.sink(index)
        shapes.sliced(base, result)
    else:
        shapes.element(base, index, use)
    return result


def _set_index(shapes: Shapes, node: Any) -> Value:
    base, index, value = shapes.visit(node.base), shapes.visit(node.index), shapes.visit(node.value)

    def use(var: Var | None) -> None:
        if var is None:
            shapes.sink(value)
        else:
            shapes.flow(value, var)

    shapes.element(base, index, use)
    return "unit"


def _set_field(shapes: Shapes, node: Any) -> Value:
    base, value = shapes.visit(node.base), shapes.visit(node.value)
    shapes.write(base, node.name if node.__class__ is ir.SetField else str(node.index), value)
    return "unit"


def _call(shapes: Shapes, node: Any) -> Value:
    if node.fn.kind == "native":
        return _native(shapes, node, node.fn.item, 0)
    args = [shapes.visit(arg) for arg in node.args]
    if node.fn.kind in ("tuple", "unit"):
        return _made(shapes, node.fn.item, [str(at) for at in range(len(args))], args)
    result = shapes.noted(node)
    for arg in node.args:
        if arg.__class__ is ir.Local:
            shapes.now.operands.add(arg.slot)
    fn = shapes.functions.get(node.fn.item)
    if fn is None:
        for arg in args:
            shapes.sink(arg)
        return "any"
    shapes.called(fn, args, result)
    return result


def _native_call(shapes: Shapes, node: Any) -> Value:
    return _native(shapes, node, node.path, node.params)


def _native(shapes: Shapes, node: Any, path: str, params: int) -> Value:
    args = [shapes.visit(arg) for arg in node.args]
    known = FUNCTIONS.get(path)
    if known is None or params:
        for arg in args:
            shapes.sink(arg)
        return "any"
    result = shapes.noted(node)
    known(shapes, args, result)
    return result


def _made(shapes: Shapes, item: str, names: list[str], args: list[Value]) -> Value:
    if item not in shapes.fields:
        for arg in args:
            shapes.sink(arg)
        return "any"
    for name, arg in zip(names, args, strict=True):
        shapes.flow(arg, shapes.field(item, name))
    return Var(frozenset((item,)))


def _construct(shapes: Shapes, node: Any) -> Value:
    args = [shapes.visit(arg) for arg in node.args]
    return _made(shapes, node.type.item, [str(at) for at in range(len(args))], args)


def _construct_named(shapes: Shapes, node: Any) -> Value:
    return _made(shapes, node.type.item, node.names, [shapes.visit(value) for value in node.values])


def _call_method(shapes: Shapes, node: Any) -> Value:
    if node.receiver.__class__ is ir.Local and node.name.startswith(_WRAPPING):
        shapes.now.operands.add(node.receiver.slot)
    args = [shapes.visit(node.receiver), *[shapes.visit(arg) for arg in node.args]]
    result = shapes.noted(node)
    shapes.when(args[0], lambda state: shapes.method(node, args, result, state))
    return result


def _make_tuple(shapes: Shapes, node: Any) -> Value:
    items = [Var() for _ in node.items]
    for item, var in zip(node.items, items, strict=True):
        shapes.flow(shapes.visit(item), var)
    return Var(Box("tuple", items))


def _make_vec(shapes: Shapes, node: Any) -> Value:
    element = Var()
    for item in node.items:
        shapes.flow(shapes.visit(item), element)
    return Var(Box("vec", [element]))


def _closure(shapes: Shapes, node: Any) -> Value:
    captures = [shapes.visit(capture) for capture in node.captures]
    outer = shapes.now
    info = shapes.declare(node.fn)
    for capture, var in zip(captures, info.slots, strict=False):
        if node.__class__ is ir.AsyncBlock:
            shapes.sink(capture)
            shapes.grow(var, "any")
        else:
            shapes.flow(capture, var)
    shapes.body(node.fn)
    shapes.now = outer
    if node.fn.kind == "immediate" and node.__class__ is ir.MakeClosure:
        return _function(info)
    shapes.opened(node.fn)
    return "any"


def _function(info: FnVars) -> Var:
    """A function as a value."""
    return Var(Box("fn", [*info.params, info.result]))


def _call_value(shapes: Shapes, node: Any) -> Value:
    callee, *args = [shapes.visit(part) for part in (node.callee, *node.args)]
    result = shapes.noted(node)
    applied(shapes, callee, args, result)
    return result


def _make_range(shapes: Shapes, node: Any) -> Value:
    """A range between two ints is a Box of what it counts, which is of the class of its start."""
    low = "any" if node.start is None else shapes.visit(node.start)
    high = "any" if node.end is None else shapes.visit(node.end)
    shapes.sink(low)
    shapes.sink(high)
    if node.kind not in ("RangeHalfOpen", "RangeInclusive"):
        return "any"
    element = Var()

    def count(_: Any) -> None:
        a = low if low.__class__ is str else low.state  # type: ignore[union-attr]
        b = high if high.__class__ is str else high.state  # type: ignore[union-attr]
        if a is None or b is None:
            return
        if a in NATURALS:
            shapes.grow(element, b if b in NATURALS else "nat")
        else:
            shapes.grow(element, a if a in ("int", "u64", "char") else "any")

    shapes.when(low, count)
    shapes.when(high, count)
    return Var(Box("range", [element]))


def _block(shapes: Shapes, node: Any) -> Value:
    for item in node.body:
        shapes.visit(item)
    return "unit" if node.value is None else shapes.visit(node.value)


def _label(shapes: Shapes, node: Any) -> Var:
    labels = shapes.now.labels
    found = labels.get(node.label)
    if found is None:
        found = labels[node.label] = Var()
    return found


def _label_block(shapes: Shapes, node: Any) -> Value:
    result = _label(shapes, node)
    shapes.flow(shapes.visit(node.body), result)
    return result


def _loop(shapes: Shapes, node: Any) -> Value:
    result = _label(shapes, node)
    if node.__class__ is ir.While:
        shapes.visit(node.cond)
        shapes.grow(result, "unit")
    shapes.visit(node.body)
    return result


def _break(shapes: Shapes, node: Any) -> Value:
    shapes.flow("unit" if node.value is None else shapes.visit(node.value), _label(shapes, node))
    return shapes.never


def _continue(shapes: Shapes, node: Any) -> Value:
    return shapes.never


def _return(shapes: Shapes, node: Any) -> Value:
    shapes.flow("unit" if node.value is None else shapes.visit(node.value), shapes.now.result)
    return shapes.never


def _if(shapes: Shapes, node: Any) -> Value:
    shapes.visit(node.cond)
    then = shapes.visit(node.then)
    if node.orelse is None:
        return "unit"
    other = shapes.visit(node.orelse)
    if then.__class__ is str and then == other:
        return then
    result = Var()
    shapes.flow(then, result)
    shapes.flow(other, result)
    return result


def _matches(shapes: Shapes, node: Any) -> Value:
    shapes.bind(node.pattern, shapes.visit(node.value))
    return "bool"


def _match(shapes: Shapes, node: Any) -> Value:
    slot = shapes.now.slots[node.slot]
    shapes.flow(shapes.visit(node.value), slot)
    result = Var()
    open_ = True
    for arm in node.arms:
        shapes.bind(arm.pattern, slot)
        if arm.guard is not None:
            shapes.visit(arm.guard)
        elif arm.pattern.__class__ is ir.AnyPat or arm.pattern.__class__ is ir.BindPat:
            open_ = False
        shapes.flow(shapes.visit(arm.body), result)
    if open_:
        fitted = {whole(arm.pattern) for arm in node.arms if arm.guard is None}
        both = {VARIANTS[one] for one, other in ((SOME, NONE), (OK, ERR)) if {one, other} <= fitted}

        structs = {struct(arm.pattern) for arm in node.arms if arm.guard is None}

        def falls(state: Any) -> None:
            if state.__class__ is frozenset and state <= structs:
                return
            if state.__class__ is not Box or state.root().tag not in both:
                shapes.grow(result, "unit")

        shapes.when(slot, falls)
    return result


def _for(shapes: Shapes, node: Any) -> Value:
    element = Var()

    def go_through(state: Any) -> None:
        if state.__class__ is Box and gone_through(shapes, state.root(), element):
            return
        shapes.escape(state)
        shapes.grow(element, "any")

    shapes.when(shapes.visit(node.iter), go_through)
    shapes.grow(shapes.now.slots[node.iter_slot], "any")
    shapes.bind(node.pattern, element)
    shapes.visit(node.body)
    return "unit"


def _try(shapes: Shapes, node: Any) -> Value:
    result = shapes.noted(node)
    leaves = shapes.now.result
    value = shapes.visit(node.operand)

    left: dict[str, Box] = {}

    def then(state: Any) -> None:
        if state.__class__ is Box and state.root().tag in ("opt", "res"):
            box = state.root()
            shapes.flow(box.items[0], result)
            other = left.get(box.tag)
            if other is None:  # what leaves the function is a None or an Err: it has no payload of the other sort
                other = left[box.tag] = Box(box.tag, [Var(), *box.items[1:]])
            elif box.tag == "res":
                shapes.flow(box.items[1], other.root().items[1])
            box.also.append(other)
            other.root().also.append(box)
            if box.escaped or other.root().escaped:
                shapes.escape(box)
                shapes.escape(other)
            shapes.grow(leaves, other)
            return
        shapes.escape(state)
        shapes.grow(result, "any")
        shapes.grow(leaves, "any")

    shapes.when(value, then)
    return result


def _template(shapes: Shapes, node: Any) -> Value:
    for part in node.parts:
        shapes.visit(part.value if part.__class__ is ir.Format else part)
    return "string"


def _panic(shapes: Shapes, node: Any) -> Value:
    shapes.visit(node.message)
    return shapes.never


VISIT: dict[type, Callable[[Shapes, Any], Value]] = {
    ir.Const: _const, ir.Str: _string, ir.TypeRef: _any, ir.FnRef: _fn_ref, ir.Local: _local, ir.Take: _take,
    ir.StaticGet: _any, ir.Bind: _bind, ir.SetLocal: _bind, ir.LetPat: _let, ir.Unary: _unary, ir.Binary: _binary,
    ir.And: _either, ir.Or: _either, ir.Is: _is, ir.As: _as, ir.OpLocal: _op_local, ir.OpField: _op_field,
    ir.OpTupleField: _op_field, ir.Field: _field, ir.TupleField: _field, ir.Index: _index, ir.SetIndex: _set_index,
    ir.SetField: _set_field, ir.SetTupleField: _set_field, ir.Call: _call, ir.NativeCall: _native_call,
    ir.CallValue: _call_value,
    ir.Construct: _construct, ir.ConstructNamed: _construct_named, ir.CallMethod: _call_method,
    ir.MakeTuple: _make_tuple, ir.MakeVec: _make_vec, ir.MakeRange: _make_range, ir.MakeClosure: _closure,
    ir.AsyncBlock: _closure, ir.ByteStr: _byte_string,
    ir.Block: _block, ir.LabelBlock: _label_block, ir.Loop: _loop, ir.While: _loop, ir.Break: _break,
    ir.Continue: _continue, ir.Return: _return, ir.If: _if, ir.Matches: _matches, ir.Match: _match, ir.For: _for,
    ir.Try: _try, ir.Template: _template, ir.Panic: _panic,
}  # fmt: skip

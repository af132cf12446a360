"""The classes of IR nodes. Written by `ir.generate` from the table; do not edit.

What the nodes mean, and what lowering has settled about them, stands in `node_table.py`. `FIELDS`
names the fields of a node beside its span, in the order of the constructor, `INNER` those that hold
nodes with nodes in them: expressions, patterns, arms, functions, and lists of these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from bindrune.core.formatting.spec import FormatSpec
    from bindrune.core.ir.constants import ConstValue
    from bindrune.core.source import Span


class Node:
    """What all nodes share."""

    __slots__ = ("span",)

    FIELDS: ClassVar[tuple[str, ...]] = ()
    INNER: ClassVar[tuple[str, ...]] = ()

    def __init__(self, span: Span) -> None:
        self.span = span


class Expr(Node):
    """An expression."""

    __slots__ = ()


class Pat(Node):
    """A pattern."""

    __slots__ = ()


class Part(Node):
    """A part of an expression, or of a program."""

    __slots__ = ()


class Const(Expr):
    """An inline constant: unit (None), bool, char (str), int, U64 stand-in `ConstU64`, float."""

    __slots__ = ("value",)
    FIELDS = ("value",)

    def __init__(self, span: Span, value: object) -> None:
        self.span = span
        self.value = value


class Str(Expr):
    """A String literal, a fresh value at each evaluation."""

    __slots__ = ("text",)
    FIELDS = ("text",)

    def __init__(self, span: Span, text: str) -> None:
        self.span = span
        self.text = text


class ByteStr(Expr):
    """A Bytes literal, fresh at each evaluation."""

    __slots__ = ("data",)
    FIELDS = ("data",)

    def __init__(self, span: Span, data: bytes) -> None:
        self.span = span
        self.data = data


class Fresh(Expr):
    """A heap constant (of a const item or block), built anew at each evaluation."""

    __slots__ = ("value",)
    FIELDS = ("value",)

    def __init__(self, span: Span, value: ConstValue) -> None:
        self.span = span
        self.value = value


class TypeRef(Expr):
    """A type as a value."""

    __slots__ = ("target",)
    FIELDS = ("target",)

    def __init__(self, span: Span, target: TypeTarget) -> None:
        self.span = span
        self.target = target


class FnRef(Expr):
    """A function, native, or constructor as a value."""

    __slots__ = ("target",)
    FIELDS = ("target",)

    def __init__(self, span: Span, target: FnTarget) -> None:
        self.span = span
        self.target = target


class Local(Expr):
    """The value of a slot."""

    __slots__ = ("slot",)
    FIELDS = ("slot",)

    def __init__(self, span: Span, slot: int) -> None:
        self.span = span
        self.slot = slot


class Take(Expr):
    """The value of a slot, moved out of it (captures of `move` closures)."""

    __slots__ = ("slot",)
    FIELDS = ("slot",)

    def __init__(self, span: Span, slot: int) -> None:
        self.span = span
        self.slot = slot


class Bind(Expr):
    """Give a slot its value where the binding begins; the value is unit."""

    __slots__ = ("slot", "value")
    FIELDS = ("slot", "value")
    INNER = ("value",)

    def __init__(self, span: Span, slot: int, value: Expr) -> None:
        self.span = span
        self.slot = slot
        self.value = value


class SetLocal(Expr):
    """Assign a slot; the old content dies; the value is unit."""

    __slots__ = ("slot", "value")
    FIELDS = ("slot", "value")
    INNER = ("value",)

    def __init__(self, span: Span, slot: int, value: Expr) -> None:
        self.span = span
        self.slot = slot
        self.value = value


class LetPat(Expr):
    """Bind a pattern or panic with `pattern did not match` at the pattern's span."""

    __slots__ = ("pattern", "value")
    FIELDS = ("pattern", "value")
    INNER = ("pattern", "value")

    def __init__(self, span: Span, pattern: Pat, value: Expr) -> None:
        self.span = span
        self.pattern = pattern
        self.value = value


class StaticGet(Expr):
    """Read the static of this number."""

    __slots__ = ("static",)
    FIELDS = ("static",)

    def __init__(self, span: Span, static: int) -> None:
        self.span = span
        self.static = static


class StaticSet(Expr):
    """Assign a static; the value is unit."""

    __slots__ = ("static", "value")
    FIELDS = ("static", "value")
    INNER = ("value",)

    def __init__(self, span: Span, static: int, value: Expr) -> None:
        self.span = span
        self.static = static
        self.value = value


class Unary(Expr):
    """`-` or `!`."""

    __slots__ = ("op", "operand")
    FIELDS = ("op", "operand")
    INNER = ("operand",)

    def __init__(self, span: Span, op: str, operand: Expr) -> None:
        self.span = span
        self.op = op
        self.operand = operand


class Binary(Expr):
    """Arithmetic, bits, shifts and comparison by their operator."""

    __slots__ = ("left", "op", "right")
    FIELDS = ("op", "left", "right")
    INNER = ("left", "right")

    def __init__(self, span: Span, op: str, left: Expr, right: Expr) -> None:
        self.span = span
        self.op = op
        self.left = left
        self.right = right


class And(Expr):
    """The left value if it is exactly false, else the right one."""

    __slots__ = ("left", "right")
    FIELDS = ("left", "right")
    INNER = ("left", "right")

    def __init__(self, span: Span, left: Expr, right: Expr) -> None:
        self.span = span
        self.left = left
        self.right = right


class Or(Expr):
    """The left value if it is exactly true, else the right one."""

    __slots__ = ("left", "right")
    FIELDS = ("left", "right")
    INNER = ("left", "right")

    def __init__(self, span: Span, left: Expr, right: Expr) -> None:
        self.span = span
        self.left = left
        self.right = right


class Is(Expr):
    """`is`, `is not`; the type is an expression, most often a `TypeRef`."""

    __slots__ = ("negated", "operand", "type")
    FIELDS = ("operand", "type", "negated")
    INNER = ("operand", "type")

    def __init__(self, span: Span, operand: Expr, type: Expr, negated: bool) -> None:
        self.span = span
        self.operand = operand
        self.type = type
        self.negated = negated


class As(Expr):
    """`as`."""

    __slots__ = ("operand", "type")
    FIELDS = ("operand", "type")
    INNER = ("operand", "type")

    def __init__(self, span: Span, operand: Expr, type: Expr) -> None:
        self.span = span
        self.operand = operand
        self.type = type


class OpLocal(Expr):
    """`a += v` on a slot; the slot is read after the value."""

    __slots__ = ("op", "slot", "value")
    FIELDS = ("op", "slot", "value")
    INNER = ("value",)

    def __init__(self, span: Span, op: str, slot: int, value: Expr) -> None:
        self.span = span
        self.op = op
        self.slot = slot
        self.value = value


class OpStatic(Expr):
    """`S += v`; the static is read before the value."""

    __slots__ = ("op", "static", "value")
    FIELDS = ("op", "static", "value")
    INNER = ("value",)

    def __init__(self, span: Span, op: str, static: int, value: Expr) -> None:
        self.span = span
        self.op = op
        self.static = static
        self.value = value


class OpField(Expr):
    """`b.name += v`."""

    __slots__ = ("base", "name", "op", "value")
    FIELDS = ("op", "base", "name", "value")
    INNER = ("base", "value")

    def __init__(self, span: Span, op: str, base: Expr, name: str, value: Expr) -> None:
        self.span = span
        self.op = op
        self.base = base
        self.name = name
        self.value = value


class OpTupleField(Expr):
    """`b.0 += v`."""

    __slots__ = ("base", "index", "op", "value")
    FIELDS = ("op", "base", "index", "value")
    INNER = ("base", "value")

    def __init__(self, span: Span, op: str, base: Expr, index: int, value: Expr) -> None:
        self.span = span
        self.op = op
        self.base = base
        self.index = index
        self.value = value


class Field(Expr):
    """`b.name`."""

    __slots__ = ("base", "name")
    FIELDS = ("base", "name")
    INNER = ("base",)

    def __init__(self, span: Span, base: Expr, name: str) -> None:
        self.span = span
        self.base = base
        self.name = name


class TupleField(Expr):
    """`b.0`."""

    __slots__ = ("base", "index")
    FIELDS = ("base", "index")
    INNER = ("base",)

    def __init__(self, span: Span, base: Expr, index: int) -> None:
        self.span = span
        self.base = base
        self.index = index


class Index(Expr):
    """`b[i]`."""

    __slots__ = ("base", "index")
    FIELDS = ("base", "index")
    INNER = ("base", "index")

    def __init__(self, span: Span, base: Expr, index: Expr) -> None:
        self.span = span
        self.base = base
        self.index = index


class SetField(Expr):
    """`b.name = v`."""

    __slots__ = ("base", "name", "value")
    FIELDS = ("base", "name", "value")
    INNER = ("base", "value")

    def __init__(self, span: Span, base: Expr, name: str, value: Expr) -> None:
        self.span = span
        self.base = base
        self.name = name
        self.value = value


class SetTupleField(Expr):
    """`b.0 = v`."""

    __slots__ = ("base", "index", "value")
    FIELDS = ("base", "index", "value")
    INNER = ("base", "value")

    def __init__(self, span: Span, base: Expr, index: int, value: Expr) -> None:
        self.span = span
        self.base = base
        self.index = index
        self.value = value


class SetIndex(Expr):
    """`b[i] = v`."""

    __slots__ = ("base", "index", "value")
    FIELDS = ("base", "index", "value")
    INNER = ("base", "index", "value")

    def __init__(self, span: Span, base: Expr, index: Expr, value: Expr) -> None:
        self.span = span
        self.base = base
        self.index = index
        self.value = value


class Call(Expr):
    """A call of a script function by its path; `Binary` and others call natives themselves."""

    __slots__ = ("args", "fn")
    FIELDS = ("fn", "args")
    INNER = ("args",)

    def __init__(self, span: Span, fn: FnTarget, args: list[Expr]) -> None:
        self.span = span
        self.fn = fn
        self.args = args


class NativeCall(Expr):
    """A call of a native function by its path; `params` is the hash of generic parameters, 0 for
    none.
    """

    __slots__ = ("args", "params", "path")
    FIELDS = ("path", "params", "args")
    INNER = ("args",)

    def __init__(self, span: Span, path: str, params: int, args: list[Expr]) -> None:
        self.span = span
        self.path = path
        self.params = params
        self.args = args


class Construct(Expr):
    """Build a unit or tuple struct or variant."""

    __slots__ = ("args", "type")
    FIELDS = ("type", "args")
    INNER = ("args",)

    def __init__(self, span: Span, type: StructTarget, args: list[Expr]) -> None:
        self.span = span
        self.type = type
        self.args = args


class ConstructNamed(Expr):
    """Build a named struct or variant; values in written order."""

    __slots__ = ("names", "type", "values")
    FIELDS = ("type", "names", "values")
    INNER = ("values",)

    def __init__(
        self, span: Span, type: StructTarget, names: list[str], values: list[Expr]
    ) -> None:
        self.span = span
        self.type = type
        self.names = names
        self.values = values


class NativeConst(Expr):
    """A native constant that is no plain value, made anew at each use."""

    __slots__ = ("path",)
    FIELDS = ("path",)

    def __init__(self, span: Span, path: str) -> None:
        self.span = span
        self.path = path


class CallValue(Expr):
    """Call a function value."""

    __slots__ = ("args", "callee")
    FIELDS = ("callee", "args")
    INNER = ("callee", "args")

    def __init__(self, span: Span, callee: Expr, args: list[Expr]) -> None:
        self.span = span
        self.callee = callee
        self.args = args


class CallMethod(Expr):
    """An instance call; `params` is the hash of generic parameters."""

    __slots__ = ("args", "name", "params", "receiver")
    FIELDS = ("receiver", "name", "params", "args")
    INNER = ("receiver", "args")

    def __init__(
        self, span: Span, receiver: Expr, name: str, params: int, args: list[Expr]
    ) -> None:
        self.span = span
        self.receiver = receiver
        self.name = name
        self.params = params
        self.args = args


class MakeTuple(Expr):
    """A tuple; unit is a `Const`."""

    __slots__ = ("items",)
    FIELDS = ("items",)
    INNER = ("items",)

    def __init__(self, span: Span, items: list[Expr]) -> None:
        self.span = span
        self.items = items


class MakeVec(Expr):
    """A vector."""

    __slots__ = ("items",)
    FIELDS = ("items",)
    INNER = ("items",)

    def __init__(self, span: Span, items: list[Expr]) -> None:
        self.span = span
        self.items = items


class MakeObject(Expr):
    """An object."""

    __slots__ = ("keys", "values")
    FIELDS = ("keys", "values")
    INNER = ("values",)

    def __init__(self, span: Span, keys: list[str], values: list[Expr]) -> None:
        self.span = span
        self.keys = keys
        self.values = values


class MakeRange(Expr):
    """A range; the kind is the class name in `vm.values`."""

    __slots__ = ("end", "kind", "start")
    FIELDS = ("kind", "start", "end")
    INNER = ("start", "end")

    def __init__(self, span: Span, kind: str, start: Expr | None, end: Expr | None) -> None:
        self.span = span
        self.kind = kind
        self.start = start
        self.end = end


class MakeClosure(Expr):
    """A closure; captures are `Local` or `Take`."""

    __slots__ = ("captures", "fn")
    FIELDS = ("fn", "captures")
    INNER = ("fn", "captures")

    def __init__(self, span: Span, fn: Fn, captures: list[Expr]) -> None:
        self.span = span
        self.fn = fn
        self.captures = captures


class AsyncBlock(Expr):
    """A future or stream of a body that captures."""

    __slots__ = ("captures", "fn")
    FIELDS = ("fn", "captures")
    INNER = ("fn", "captures")

    def __init__(self, span: Span, fn: Fn, captures: list[Expr]) -> None:
        self.span = span
        self.fn = fn
        self.captures = captures


class Block(Expr):
    """Expressions in turn, the last one's value, then the drops; no value is unit."""

    __slots__ = ("body", "drops", "value")
    FIELDS = ("body", "value", "drops")
    INNER = ("body", "value")

    def __init__(self, span: Span, body: list[Expr], value: Expr | None, drops: list[int]) -> None:
        self.span = span
        self.body = body
        self.value = value
        self.drops = drops


class LabelBlock(Expr):
    """A labelled block, left by `Break` with this number."""

    __slots__ = ("body", "label")
    FIELDS = ("label", "body")
    INNER = ("body",)

    def __init__(self, span: Span, label: int, body: Expr) -> None:
        self.span = span
        self.label = label
        self.body = body


class If(Expr):
    """Taken if exactly true; without `orelse` the value is unit."""

    __slots__ = ("cond", "orelse", "then")
    FIELDS = ("cond", "then", "orelse")
    INNER = ("cond", "then", "orelse")

    def __init__(self, span: Span, cond: Expr, then: Expr, orelse: Expr | None) -> None:
        self.span = span
        self.cond = cond
        self.then = then
        self.orelse = orelse


class Matches(Expr):
    """True and bindings made, or false; the condition of `if let` and `while let`."""

    __slots__ = ("pattern", "value")
    FIELDS = ("value", "pattern")
    INNER = ("value", "pattern")

    def __init__(self, span: Span, value: Expr, pattern: Pat) -> None:
        self.span = span
        self.value = value
        self.pattern = pattern


class Match(Expr):
    """The value bound to a slot, then the first arm that fits; unit if none."""

    __slots__ = ("arms", "drops", "slot", "value")
    FIELDS = ("slot", "value", "arms", "drops")
    INNER = ("value", "arms")

    def __init__(
        self, span: Span, slot: int, value: Expr, arms: list[Arm], drops: list[int]
    ) -> None:
        self.span = span
        self.slot = slot
        self.value = value
        self.arms = arms
        self.drops = drops


class Loop(Expr):
    """For ever."""

    __slots__ = ("body", "label")
    FIELDS = ("label", "body")
    INNER = ("body",)

    def __init__(self, span: Span, label: int, body: Expr) -> None:
        self.span = span
        self.label = label
        self.body = body


class While(Expr):
    """While exactly true; a `Break` may give a value; `drops` die after each test that fails and
    each round.
    """

    __slots__ = ("body", "cond", "drops", "label")
    FIELDS = ("label", "cond", "body", "drops")
    INNER = ("cond", "body")

    def __init__(self, span: Span, label: int, cond: Expr, body: Expr, drops: list[int]) -> None:
        self.span = span
        self.label = label
        self.cond = cond
        self.body = body
        self.drops = drops


class For(Expr):
    """`iter_slot` holds the iterator and dies when the loop is left."""

    __slots__ = ("body", "drops", "iter", "iter_slot", "label", "pattern")
    FIELDS = ("label", "pattern", "iter", "iter_slot", "body", "drops")
    INNER = ("pattern", "iter", "body")

    def __init__(
        self,
        span: Span,
        label: int,
        pattern: Pat,
        iter: Expr,
        iter_slot: int,
        body: Expr,
        drops: list[int],
    ) -> None:
        self.span = span
        self.label = label
        self.pattern = pattern
        self.iter = iter
        self.iter_slot = iter_slot
        self.body = body
        self.drops = drops


class Break(Expr):
    """Leave the loop or block of this number."""

    __slots__ = ("drops", "label", "value")
    FIELDS = ("label", "value", "drops")
    INNER = ("value",)

    def __init__(self, span: Span, label: int, value: Expr | None, drops: list[int]) -> None:
        self.span = span
        self.label = label
        self.value = value
        self.drops = drops


class Continue(Expr):
    """Go on with the next round."""

    __slots__ = ("drops", "label")
    FIELDS = ("label", "drops")

    def __init__(self, span: Span, label: int, drops: list[int]) -> None:
        self.span = span
        self.label = label
        self.drops = drops


class Return(Expr):
    """Leave the function."""

    __slots__ = ("value",)
    FIELDS = ("value",)
    INNER = ("value",)

    def __init__(self, span: Span, value: Expr | None) -> None:
        self.span = span
        self.value = value


class Try(Expr):
    """`?`."""

    __slots__ = ("operand",)
    FIELDS = ("operand",)
    INNER = ("operand",)

    def __init__(self, span: Span, operand: Expr) -> None:
        self.span = span
        self.operand = operand


class Await(Expr):
    """`.await`."""

    __slots__ = ("operand",)
    FIELDS = ("operand",)
    INNER = ("operand",)

    def __init__(self, span: Span, operand: Expr) -> None:
        self.span = span
        self.operand = operand


class Yield(Expr):
    """`yield`; its value is what the generator is resumed with."""

    __slots__ = ("value",)
    FIELDS = ("value",)
    INNER = ("value",)

    def __init__(self, span: Span, value: Expr | None) -> None:
        self.span = span
        self.value = value


class Select(Expr):
    """Wait for the first future whose result fits its arm."""

    __slots__ = ("arms", "default")
    FIELDS = ("arms", "default")
    INNER = ("arms", "default")

    def __init__(self, span: Span, arms: list[SelectArm], default: Expr | None) -> None:
        self.span = span
        self.arms = arms
        self.default = default


class Template(Expr):
    """A String of display texts; `Str` parts are literal, `Format` parts have a spec, others are
    displayed plainly.
    """

    __slots__ = ("parts",)
    FIELDS = ("parts",)
    INNER = ("parts",)

    def __init__(self, span: Span, parts: list[Expr]) -> None:
        self.span = span
        self.parts = parts


class Format(Expr):
    """One formatted part of a `Template`."""

    __slots__ = ("spec", "value")
    FIELDS = ("value", "spec")
    INNER = ("value",)

    def __init__(self, span: Span, value: Expr, spec: FormatSpec) -> None:
        self.span = span
        self.value = value
        self.spec = spec


class Panic(Expr):
    """Panic with this text."""

    __slots__ = ("message",)
    FIELDS = ("message",)
    INNER = ("message",)

    def __init__(self, span: Span, message: Expr) -> None:
        self.span = span
        self.message = message


class AnyPat(Pat):
    """`_`."""

    __slots__ = ()


class BindPat(Pat):
    """A name."""

    __slots__ = ("slot",)
    FIELDS = ("slot",)

    def __init__(self, span: Span, slot: int) -> None:
        self.span = span
        self.slot = slot


class ConstPat(Pat):
    """An inline constant by class and value."""

    __slots__ = ("value",)
    FIELDS = ("value",)

    def __init__(self, span: Span, value: object) -> None:
        self.span = span
        self.value = value


class StrPat(Pat):
    """A String of this text."""

    __slots__ = ("text",)
    FIELDS = ("text",)

    def __init__(self, span: Span, text: str) -> None:
        self.span = span
        self.text = text


class BytesPat(Pat):
    """Bytes of this content."""

    __slots__ = ("data",)
    FIELDS = ("data",)

    def __init__(self, span: Span, data: bytes) -> None:
        self.span = span
        self.data = data


class TuplePat(Pat):
    """A tuple of this length, or at least."""

    __slots__ = ("items", "rest")
    FIELDS = ("items", "rest")
    INNER = ("items",)

    def __init__(self, span: Span, items: list[Pat], rest: bool) -> None:
        self.span = span
        self.items = items
        self.rest = rest


class VecPat(Pat):
    """A Vec of this length, or at least."""

    __slots__ = ("items", "rest")
    FIELDS = ("items", "rest")
    INNER = ("items",)

    def __init__(self, span: Span, items: list[Pat], rest: bool) -> None:
        self.span = span
        self.items = items
        self.rest = rest


class ObjectPat(Pat):
    """An Object with exactly these keys, or at least."""

    __slots__ = ("items", "keys", "rest")
    FIELDS = ("keys", "items", "rest")
    INNER = ("items",)

    def __init__(self, span: Span, keys: list[str], items: list[Pat], rest: bool) -> None:
        self.span = span
        self.keys = keys
        self.items = items
        self.rest = rest


class TypePat(Pat):
    """A value of this struct or variant (script or native) whose fields fit."""

    __slots__ = ("fields", "items", "type")
    FIELDS = ("type", "fields", "items")
    INNER = ("items",)

    def __init__(self, span: Span, type: TypeTarget, fields: list[str], items: list[Pat]) -> None:
        self.span = span
        self.type = type
        self.fields = fields
        self.items = items


class Arm(Part):
    """One arm; the guard rejects only on exactly false."""

    __slots__ = ("body", "drops", "guard", "pattern")
    FIELDS = ("pattern", "guard", "body", "drops")
    INNER = ("pattern", "guard", "body")

    def __init__(
        self, span: Span, pattern: Pat, guard: Expr | None, body: Expr, drops: list[int]
    ) -> None:
        self.span = span
        self.pattern = pattern
        self.guard = guard
        self.body = body
        self.drops = drops


class SelectArm(Part):
    """One branch of `select`."""

    __slots__ = ("body", "drops", "future", "pattern")
    FIELDS = ("pattern", "future", "body", "drops")
    INNER = ("pattern", "future", "body")

    def __init__(
        self, span: Span, pattern: Pat, future: Expr, body: Expr, drops: list[int]
    ) -> None:
        self.span = span
        self.pattern = pattern
        self.future = future
        self.body = body
        self.drops = drops


class Fn(Part):
    """A function, closure, async block or script body; kind is immediate, async, generator,
    stream.
    """

    __slots__ = (
        "body", "charge", "item", "kind", "n_captures", "n_slots", "name", "names", "params",
    )
    FIELDS = ("item", "name", "kind", "n_captures", "params", "n_slots", "names", "body", "charge")
    INNER = ("params", "body")

    def __init__(
        self,
        span: Span,
        item: str,
        name: str,
        kind: str,
        n_captures: int,
        params: list[Pat],
        n_slots: int,
        names: list[SlotName],
        body: Expr,
        charge: bool,
    ) -> None:
        self.span = span
        self.item = item
        self.name = name
        self.kind = kind
        self.n_captures = n_captures
        self.params = params
        self.n_slots = n_slots
        self.names = names
        self.body = body
        self.charge = charge


class SlotName(Part):
    """Which name a slot bears in which part of the source."""

    __slots__ = ("end", "name", "slot", "start")
    FIELDS = ("slot", "name", "start", "end")

    def __init__(self, span: Span, slot: int, name: str, start: int, end: int) -> None:
        self.span = span
        self.slot = slot
        self.name = name
        self.start = start
        self.end = end


class FnTarget(Part):
    """A script function by its item, or (kind `native`) a native by its path, or (kind `tuple`,
    `unit`) a constructor.
    """

    __slots__ = ("item", "kind")
    FIELDS = ("item", "kind")

    def __init__(self, span: Span, item: str, kind: str) -> None:
        self.span = span
        self.item = item
        self.kind = kind


class TypeTarget(Part):
    """A type by its item."""

    __slots__ = ("item", "native")
    FIELDS = ("item", "native")

    def __init__(self, span: Span, item: str, native: bool) -> None:
        self.span = span
        self.item = item
        self.native = native


class StructTarget(Part):
    """A script's struct or variant by its item."""

    __slots__ = ("item",)
    FIELDS = ("item",)

    def __init__(self, span: Span, item: str) -> None:
        self.span = span
        self.item = item


class StructType(Part):
    """A declared struct or variant; shape is unit, tuple, named."""

    __slots__ = ("fields", "hash", "item", "shape", "variant_of")
    FIELDS = ("item", "shape", "fields", "variant_of", "hash")

    def __init__(
        self,
        span: Span,
        item: str,
        shape: str,
        fields: list[str],
        variant_of: str | None,
        hash: int,
    ) -> None:
        self.span = span
        self.item = item
        self.shape = shape
        self.fields = fields
        self.variant_of = variant_of
        self.hash = hash


class Static(Part):
    """A declared static."""

    __slots__ = ("init", "item", "number")
    FIELDS = ("number", "item", "init")

    def __init__(self, span: Span, number: int, item: str, init: ConstValue | None) -> None:
        self.span = span
        self.number = number
        self.item = item
        self.init = init


class Program(Part):
    """All that is reachable."""

    __slots__ = ("entry", "functions", "statics", "types")
    FIELDS = ("functions", "types", "statics", "entry")
    INNER = ("functions",)

    def __init__(
        self,
        span: Span,
        functions: list[Fn],
        types: list[StructType],
        statics: list[Static],
        entry: str | None,
    ) -> None:
        self.span = span
        self.functions = functions
        self.types = types
        self.statics = statics
        self.entry = entry

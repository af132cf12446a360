"""Expressions: each node to the instructions that give its value, in a table by class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.compile.assemble.emitter import DISCARD
from bindrune.core.compile.assemble.flow import Flow
from bindrune.core.compile.assemble.reads import assigns, last_assigned
from bindrune.core.compile.constants import encode
from bindrune.core.compile.ops import OPERATORS
from bindrune.core.compile.specs import encode_spec
from bindrune.core.ir import nodes

if TYPE_CHECKING:
    from collections.abc import Callable

BINARY = {
    "+": "add", "-": "sub", "*": "mul", "/": "div", "%": "rem",
    "&": "bit_and", "|": "bit_or", "^": "bit_xor", "<<": "shl", ">>": "shr",
    "<": "lt", "<=": "le", ">": "gt", ">=": "ge", "==": "eq", "!=": "ne",
}  # fmt: skip

PLAIN = frozenset(
    (
        nodes.Unary, nodes.Binary, nodes.Is, nodes.As, nodes.Str, nodes.ByteStr, nodes.Template,
        nodes.SetLocal, nodes.SetField, nodes.SetIndex, nodes.SetTupleField,
        nodes.OpLocal, nodes.OpField, nodes.OpTupleField, nodes.Bind, nodes.Matches,
    )
)  # fmt: skip
"""Nodes whose values can hold no borrow: nobody has to drop one that is not wanted."""


def compound(op: str) -> str:
    """The name of the operator of a compound assignment, written with or without its `=`."""
    return BINARY[op] if op in BINARY and op != "<=" and op != ">=" else BINARY[op[:-1]]


_PLAIN = (nodes.Const, nodes.Str, nodes.Local)
"""What is evaluated without running any code."""


class Expressions(Flow):
    """Emission of expressions."""

    def value(self, node: nodes.Expr) -> int:
        cls = node.__class__
        if cls is nodes.Local:
            return node.slot  # type: ignore[attr-defined, no-any-return]
        if cls is nodes.Const:
            return self.const(node.value)  # type: ignore[attr-defined]
        if cls is nodes.TypeRef:
            target = node.target  # type: ignore[attr-defined]
            return self.plain_const(("type", target.item, bool(target.native)))
        temp = self.temp()
        self.into(node, temp)
        self.top = temp + 1
        return ~temp

    def into(self, node: nodes.Expr, out: int) -> None:
        top = self.top
        HANDLERS[node.__class__](self, node, out)
        self.top = top

    def operands(self, items: list[nodes.Expr]) -> tuple[int, ...]:
        found = []
        assigned = last_assigned(items)
        for at, item in enumerate(items):
            operand = self.value(item)
            if isinstance(item, nodes.Local) and assigned.get(item.slot, -1) > at:
                temp = self.temp()
                self.emit(item.span, "copy", temp, operand)
                operand = ~temp
            found.append(operand)
        return tuple(found)

    def tail(self, node: nodes.Expr) -> None:
        """Emit ``node`` as the value that the function returns; the frame dies, so no drops."""
        top = self.top
        if isinstance(node, nodes.Block):
            for item in node.body:
                self.into(item, DISCARD)
            if node.value is None:
                self.emit(node.span, "return", self.const(None))
            else:
                self.tail(node.value)
        elif isinstance(node, nodes.If):
            orelse = self.label()
            self.jump("jump_unless", node.cond, orelse)
            if node.orelse is None:
                self.into(node.then, DISCARD)
                self.place(orelse)
                self.emit(node.span, "return", self.const(None))
            else:
                self.tail(node.then)
                self.place(orelse)
                self.tail(node.orelse)
        elif isinstance(node, nodes.Match):
            self.into(node.value, node.slot)
            for arm in node.arms:
                following = self.label()
                self.arm_head(node, arm, following)
                self.tail(arm.body)
                self.place(following)
            self.emit(node.span, "return", self.const(None))
        elif isinstance(node, nodes.Return):
            self.return_(node, DISCARD)
        else:
            self.emit(node.span, "return", self.value(node))
        self.top = top

    def return_(self, node: nodes.Return, out: int) -> None:
        """``return``."""
        operand = self.const(None) if node.value is None else self.value(node.value)
        self.emit(node.span, "return", operand)

    def local(self, node: nodes.Local, out: int) -> None:
        """A local as a value."""
        if out not in (DISCARD, node.slot):
            self.emit(node.span, "copy", out, node.slot)

    def const_(self, node: nodes.Const, out: int) -> None:
        """An inline constant."""
        if out != DISCARD:
            self.emit(node.span, "copy", out, self.const(node.value))

    def type_ref(self, node: nodes.TypeRef, out: int) -> None:
        """A type as a value."""
        if out != DISCARD:
            self.emit(node.span, "copy", out, self.value(node))

    def simple(self, node: nodes.Expr, out: int, name: str, *operands: int | tuple[int, ...]) -> None:
        """An instruction whose first operand is its output, which is dropped if nobody wants it."""
        if out == DISCARD:
            temp = self.temp()
            self.emit(node.span, name, temp, *operands)
            if node.__class__ not in PLAIN:
                self.drop(node.span, (temp,))
        else:
            self.emit(node.span, name, out, *operands)

    def take(self, node: nodes.Take, out: int) -> None:
        """The value of a slot, taken away from all others."""
        self.simple(node, out, "take", node.slot)

    def bind(self, node: nodes.Bind | nodes.SetLocal, out: int) -> None:
        """Give a slot its value."""
        self.into(node.value, node.slot)
        self.unit(node.span, out)

    def let_pattern(self, node: nodes.LetPat, out: int) -> None:
        """``let`` with a pattern."""
        if isinstance(node.pattern, nodes.BindPat):
            self.into(node.value, node.pattern.slot)
        else:
            operand = self.value(node.value)
            register = ~operand if operand < 0 else operand
            self.must_match(node.pattern, register, moved=operand < 0)
        self.unit(node.span, out)

    def static_set(self, node: nodes.StaticSet, out: int) -> None:
        """Assign a static."""
        self.emit(node.span, "static_set", node.static, self.value(node.value))
        self.unit(node.span, out)

    def unary(self, node: nodes.Unary, out: int) -> None:
        """``-`` and ``!``."""
        self.simple(node, out, "neg" if node.op == "-" else "not", self.value(node.operand))

    def binary(self, node: nodes.Binary, out: int) -> None:
        """A binary operator; chains of them to the left are walked, not recursed into."""
        chain = [node]
        while isinstance(chain[-1].left, nodes.Binary):
            chain.append(chain[-1].left)
        innermost = chain[-1]
        left = self.first_of(innermost.left, innermost.right)
        while chain:
            at = chain.pop()
            top = self.top
            if chain:
                later = ~left if left < 0 else self.temp()
                right = self.value(at.right)
                self.emit(at.span, BINARY[at.op], later, left, right)
                self.top = max(top, later + 1)
                left = ~later
            else:
                self.simple(at, out, BINARY[at.op], left, self.value(at.right))

    def first_of(self, left: nodes.Expr, right: nodes.Expr) -> int:
        """The left one of two operands, read before the right one runs."""
        operand = self.value(left)
        if left.__class__ is nodes.Local and assigns(right, {operand}):
            temp = self.temp()
            self.emit(left.span, "copy", temp, operand)
            return ~temp
        return operand

    def is_(self, node: nodes.Is, out: int) -> None:
        """``is``, ``is not``."""
        left, right = self.operands([node.operand, node.type])
        self.simple(node, out, "is_not" if node.negated else "is", left, right)

    def as_(self, node: nodes.As, out: int) -> None:
        """``as``."""
        left, right = self.operands([node.operand, node.type])
        self.simple(node, out, "as", left, right)

    def op_local(self, node: nodes.OpLocal, out: int) -> None:
        """A compound assignment of a local."""
        self.emit(node.span, compound(node.op) + "_assign", node.slot, self.value(node.value))
        self.unit(node.span, out)

    def op_static(self, node: nodes.OpStatic, out: int) -> None:
        """A compound assignment of a static, whose value is read before the other one is looked for."""
        if node.value.__class__ in _PLAIN:
            number = OPERATORS.index(compound(node.op))
            self.emit(node.span, "static_op", number, node.static, self.value(node.value))
        else:
            held = self.temp()
            self.emit(node.span, "static_get", held, node.static)
            self.emit(node.span, compound(node.op) + "_assign", held, self.value(node.value))
            self.emit(node.span, "static_set", node.static, ~held)
        self.unit(node.span, out)

    def op_field(self, node: nodes.OpField, out: int) -> None:
        """A compound assignment of a field."""
        base, value = self.operands([node.base, node.value])
        name = self.pools.string(node.name)
        self.emit(node.span, "field_op", OPERATORS.index(compound(node.op)), base, name, value)
        self.unit(node.span, out)

    def op_tuple_field(self, node: nodes.OpTupleField, out: int) -> None:
        """A compound assignment of an element."""
        base, value = self.operands([node.base, node.value])
        number = OPERATORS.index(compound(node.op))
        self.emit(node.span, "tuple_field_op", number, base, node.index, value)
        self.unit(node.span, out)

    def set_field(self, node: nodes.SetField, out: int) -> None:
        """Assign a field."""
        base, value = self.operands([node.base, node.value])
        self.emit(node.span, "set_field", base, self.pools.string(node.name), value)
        self.unit(node.span, out)

    def set_tuple_field(self, node: nodes.SetTupleField, out: int) -> None:
        """Assign an element."""
        base, value = self.operands([node.base, node.value])
        self.emit(node.span, "set_tuple_field", base, node.index, value)
        self.unit(node.span, out)

    def set_index(self, node: nodes.SetIndex, out: int) -> None:
        """Assign by an index."""
        self.emit(node.span, "set_index", *self.operands([node.base, node.index, node.value]))
        self.unit(node.span, out)

    def index(self, node: nodes.Index, out: int) -> None:
        """Read by an index."""
        self.simple(node, out, "index", *self.operands([node.base, node.index]))

    def call(self, node: nodes.Call, out: int) -> None:
        """A call by path; the path may be a constructor's."""
        arguments = self.operands(node.args)
        if node.fn.kind == "native":
            self.emit(node.span, "call_native", out, self.pools.callee("native", node.fn.item), 0, arguments)
        else:
            self.emit(node.span, "call", out, self.pools.callee(node.fn.kind, node.fn.item), arguments)

    def native_call(self, node: nodes.NativeCall, out: int) -> None:
        """A call of a native by path."""
        callee = self.pools.callee("native", node.path)
        self.emit(node.span, "call_native", out, callee, node.params, self.operands(node.args))

    def construct(self, node: nodes.Construct, out: int) -> None:
        """Build a unit or tuple struct."""
        target = self.pools.type(node.type.item, False)
        self.simple(node, out, "construct", target, self.operands(node.args))

    def construct_named(self, node: nodes.ConstructNamed, out: int) -> None:
        """Build a named struct."""
        target = self.pools.type(node.type.item, False)
        names = self.pools.constant(("keys", tuple(node.names)))
        self.simple(node, out, "construct_named", target, names, self.operands(node.values))

    def call_value(self, node: nodes.CallValue, out: int) -> None:
        """Call a function value."""
        callee, *arguments = self.operands([node.callee, *node.args])
        self.emit(node.span, "call_value", out, callee, tuple(arguments))

    def call_method(self, node: nodes.CallMethod, out: int) -> None:
        """An instance call."""
        receiver, *arguments = self.operands([node.receiver, *node.args])
        name = self.pools.string(node.name)
        self.emit(node.span, "call_method", out, receiver, name, node.params, tuple(arguments))

    def make_object(self, node: nodes.MakeObject, out: int) -> None:
        """Build an object."""
        keys = self.pools.constant(("keys", tuple(node.keys)))
        self.simple(node, out, "object", keys, self.operands(node.values))

    def make_range(self, node: nodes.MakeRange, out: int) -> None:
        """Build a range."""
        bounds = [bound for bound in (node.start, node.end) if bound is not None]
        self.simple(node, out, "range", self.pools.string(node.kind), self.operands(bounds))

    def closure(self, node: nodes.MakeClosure, out: int) -> None:
        """A closure."""
        captures = self.operands(node.captures)
        self.simple(node, out, "closure", self.pools.function(node.fn), captures)

    def async_block(self, node: nodes.AsyncBlock, out: int) -> None:
        """An async block."""
        captures = self.operands(node.captures)
        self.simple(node, out, "async_block", self.pools.function(node.fn), captures)

    def yield_(self, node: nodes.Yield, out: int) -> None:
        """``yield``."""
        operand = self.const(None) if node.value is None else self.value(node.value)
        self.emit(node.span, "yield", out, operand)

    def template(self, node: nodes.Template, out: int) -> None:
        """A String of literal pieces and displayed values: all are evaluated, then displayed in order."""
        pieces: list[str | None] = []
        values: list[nodes.Expr] = []
        specs: list[int | None] = []
        for part in node.parts:
            if isinstance(part, nodes.Str):
                if pieces and pieces[-1] is not None:
                    pieces[-1] += part.text
                elif part.text:
                    pieces.append(part.text)
                continue
            pieces.append(None)
            if isinstance(part, nodes.Format):
                values.append(part.value)
                specs.append(self.pools.constant(encode_spec(part.spec)))
            else:
                values.append(part)
                specs.append(None)
        if not values:
            self.simple(node, out, "str", self.pools.string("".join(filter(None, pieces))))
            return
        texts = []
        for operand, spec in zip(self.operands(values), specs, strict=True):
            text = ~operand if operand < 0 else self.temp()
            texts.append(text)
            if spec is None:
                self.emit(node.span, "display", text, operand)
            else:
                self.emit(node.span, "format", text, operand, spec)
        constant = self.pools.constant(("pieces", tuple(pieces)))
        self.simple(node, out, "concat", constant, tuple(texts))


def _single(name: str, field: str) -> Callable[[Expressions, nodes.Expr, int], None]:
    """An instruction of one operand that can discard its result."""

    def handler(self: Expressions, node: nodes.Expr, out: int) -> None:
        self.emit(node.span, name, out, self.value(getattr(node, field)))

    return handler


def _sequence(name: str) -> Callable[[Expressions, nodes.Expr, int], None]:
    def handler(self: Expressions, node: nodes.Expr, out: int) -> None:
        self.simple(node, out, name, self.operands(node.items))  # type: ignore[attr-defined]

    return handler


HANDLERS: dict[type, Callable[..., None]] = {
    nodes.Const: Expressions.const_,
    nodes.Str: lambda self, node, out: self.simple(node, out, "str", self.pools.string(node.text)),
    nodes.ByteStr: lambda self, node, out: self.simple(
        node, out, "bytes", self.pools.constant(("bytes", bytes(node.data)))
    ),
    nodes.Fresh: lambda self, node, out: self.simple(
        node, out, "fresh", self.pools.constant(encode(node.value))
    ),
    nodes.TypeRef: Expressions.type_ref,
    nodes.FnRef: lambda self, node, out: self.simple(
        node, out, "fn", self.pools.callee(node.target.kind, node.target.item)
    ),
    nodes.NativeConst: lambda self, node, out: self.simple(
        node, out, "native_const", self.pools.string(node.path)
    ),
    nodes.Local: Expressions.local,
    nodes.Take: Expressions.take,
    nodes.Bind: Expressions.bind,
    nodes.SetLocal: Expressions.bind,
    nodes.LetPat: Expressions.let_pattern,
    nodes.StaticGet: lambda self, node, out: self.simple(node, out, "static_get", node.static),
    nodes.StaticSet: Expressions.static_set,
    nodes.Unary: Expressions.unary,
    nodes.Binary: Expressions.binary,
    nodes.And: Expressions.logic,
    nodes.Or: Expressions.logic,
    nodes.Is: Expressions.is_,
    nodes.As: Expressions.as_,
    nodes.OpLocal: Expressions.op_local,
    nodes.OpStatic: Expressions.op_static,
    nodes.OpField: Expressions.op_field,
    nodes.OpTupleField: Expressions.op_tuple_field,
    nodes.Field: lambda self, node, out: self.simple(
        node, out, "field", self.value(node.base), self.pools.string(node.name)
    ),
    nodes.TupleField: lambda self, node, out: self.simple(
        node, out, "tuple_field", self.value(node.base), node.index
    ),
    nodes.Index: Expressions.index,
    nodes.SetField: Expressions.set_field,
    nodes.SetTupleField: Expressions.set_tuple_field,
    nodes.SetIndex: Expressions.set_index,
    nodes.Call: Expressions.call,
    nodes.NativeCall: Expressions.native_call,
    nodes.Construct: Expressions.construct,
    nodes.ConstructNamed: Expressions.construct_named,
    nodes.CallValue: Expressions.call_value,
    nodes.CallMethod: Expressions.call_method,
    nodes.MakeTuple: _sequence("tuple"),
    nodes.MakeVec: _sequence("vec"),
    nodes.MakeObject: Expressions.make_object,
    nodes.MakeRange: Expressions.make_range,
    nodes.MakeClosure: Expressions.closure,
    nodes.AsyncBlock: Expressions.async_block,
    nodes.Block: Expressions.block,
    nodes.LabelBlock: Expressions.labelled,
    nodes.If: Expressions.branch,
    nodes.Matches: Expressions.test,
    nodes.Match: Expressions.match,
    nodes.Loop: Expressions.loop,
    nodes.While: Expressions.while_,
    nodes.For: Expressions.for_,
    nodes.Break: Expressions.break_,
    nodes.Continue: Expressions.continue_,
    nodes.Return: Expressions.return_,
    nodes.Try: _single("try", "operand"),
    nodes.Await: _single("await", "operand"),
    nodes.Yield: Expressions.yield_,
    nodes.Select: Expressions.select,
    nodes.Template: Expressions.template,
    nodes.Format: lambda self, node, out: self.simple(
        node, out, "format_value", self.value(node.value), self.pools.constant(encode_spec(node.spec))
    ),
    nodes.Panic: lambda self, node, out: self.emit(node.span, "panic", self.value(node.message)),
}
"""What emits each class of expression, given the assembler, the node and the output."""

"""The evaluator of constants: `const` items and blocks, `const fn`, initial values of statics.

It interprets the IR of an expression that `const_check` has passed. An overflow is an error, as
it is when a program runs. There is no unsigned arithmetic; collections are shared between locals
while the evaluation lasts. Each node costs a step of the budget, and what is built or copied costs
by its size, so that neither a text that doubles in a loop nor a vector that holds itself over and
over becomes larger than a compiler can bear.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.diagnostics import codes
from bindrune.core.formatting.numbers import display_float
from bindrune.core.ir import nodes as ir
from bindrune.core.ir.const_check import ConstFault
from bindrune.core.ir.constants import (
    ConstBytes,
    ConstObject,
    ConstString,
    ConstTuple,
    ConstValue,
    ConstVec,
    copied,
    type_name,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bindrune.core.source import Span

BUDGET = 1_000_000
"""How many steps one evaluation may take."""
MAX_LEVELS = 950
"""How deep a constant may nest; files of units hold it, at two levels of `marshal` for each."""
_PER_STEP = 64
"""How many characters are built for a step."""
_AGAIN = 64
"""How many steps an element costs that a constant holds a second time, as `[a, a]` all of `a`."""

_SIGN = 1 << 63


class _Break(Exception):
    """A `break` on its way to the loop it leaves."""

    def __init__(self, label: int, value: ConstValue) -> None:
        super().__init__()
        self.label = label
        self.value = value


class ConstFunction:
    """A `const fn`, lowered: the slots of its parameters and its body."""

    __slots__ = ("body", "op_spans", "params")

    def __init__(self, params: list[int], body: ir.Expr, op_spans: Mapping[ir.Expr, Span]) -> None:
        self.params = params
        self.body = body
        self.op_spans = op_spans


class Evaluation:
    """One evaluation: its budget, and the slots of the function it is in.

    `functions` gives a `const fn` by its path, `names` the name of a slot that has no value here.
    """

    __slots__ = ("functions", "left", "names", "op_spans", "slots")

    def __init__(
        self,
        functions: Callable[[str], ConstFunction],
        op_spans: Mapping[ir.Expr, Span],
        names: Mapping[int, str],
        budget: int = BUDGET,
    ) -> None:
        self.functions = functions
        self.op_spans = op_spans
        self.names = names
        self.slots: dict[int, ConstValue] = {}
        self.left = budget

    def result(self, node: ir.Expr) -> ConstValue:
        """The value of an expression as a constant: a tree, neither too deep nor too large."""
        value = self.value(node)
        self.measure(node.span, value, _AGAIN)
        return value

    def measure(self, span: Span, root: ConstValue, again: int) -> None:
        """Charge for the elements of a value, and refuse one that nests too deeply or holds itself.

        An element that is met a second time costs `again` steps.
        """
        pending: list[tuple[ConstValue, int]] = [(root, 1)]
        met: set[int] = set()
        while pending:
            value, level = pending.pop()
            if isinstance(value, (ConstString, ConstBytes)):
                self.spend(span, size_of(value))
                continue
            if isinstance(value, (ConstVec, ConstTuple)):
                items = value.items
            elif isinstance(value, ConstObject):
                items = list(value.fields.values())
            else:
                continue
            if level > MAX_LEVELS:
                raise ConstFault(codes.CONSTANT_FAILED, span, "Constant nests too deeply")
            self.spend(span, len(items) * (again if id(value) in met else 1))
            met.add(id(value))
            pending += [(item, level + 1) for item in items]

    def spend(self, span: Span, steps: int) -> None:
        """Take steps from the budget."""
        self.left -= steps
        if self.left < 0:
            raise ConstFault(codes.CONSTANT_BUDGET, span, "Evaluation budget exceeded")

    def value(self, node: ir.Expr) -> ConstValue:
        """The value of an expression."""
        self.left -= 1
        if self.left < 0:
            raise ConstFault(codes.CONSTANT_BUDGET, node.span, "Evaluation budget exceeded")
        return _EVALUATORS[node.__class__](self, node)

    def result_of(self, span: Span, path: str, arguments: list[ConstValue]) -> ConstValue:
        """The value of a call of a `const fn` as a constant."""
        value = self.call(span, path, arguments)
        self.measure(span, value, _AGAIN)
        return value

    def call(self, span: Span, path: str, arguments: list[ConstValue]) -> ConstValue:
        """The value of a call of a `const fn`."""
        function = self.functions(path)
        if len(arguments) != len(function.params):
            raise ConstFault(
                codes.CONSTANT_FAILED,
                span,
                f"Argument count mismatch, got {len(arguments)} but expected "
                f"{len(function.params)}",
            )
        outer = self.slots, self.op_spans
        self.slots = dict(zip(function.params, arguments, strict=True))
        self.op_spans = function.op_spans
        try:
            return self.value(function.body)
        finally:
            self.slots, self.op_spans = outer


def _constant(at: Evaluation, node: ir.Const) -> ConstValue:
    value: ConstValue = node.value  # type: ignore[assignment]
    return value


def _string(at: Evaluation, node: ir.Str) -> ConstValue:
    return ConstString(node.text)


def _bytes(at: Evaluation, node: ir.ByteStr) -> ConstValue:
    return ConstBytes(node.data)


def size_of(value: ConstString | ConstBytes) -> int:
    """How many steps the content of a String or Bytes costs."""
    return len(value.text if isinstance(value, ConstString) else value.data) // _PER_STEP


def _fresh(at: Evaluation, node: ir.Fresh) -> ConstValue:
    at.measure(node.span, node.value, 1)
    return copied(node.value)


def _local(at: Evaluation, node: ir.Local) -> ConstValue:
    if node.slot not in at.slots:
        name = at.names.get(node.slot, "")
        raise ConstFault(codes.MISSING_LOCAL, node.span, f"No local variable `{name}`")
    return at.slots[node.slot]


def _bind(at: Evaluation, node: ir.Bind | ir.SetLocal) -> ConstValue:
    at.slots[node.slot] = at.value(node.value)
    return None


def _let(at: Evaluation, node: ir.LetPat) -> ConstValue:
    at.value(node.value)
    return None


def _matches(at: Evaluation, node: ir.Matches) -> ConstValue:
    value = at.value(node.value)
    if isinstance(node.pattern, ir.BindPat):
        at.slots[node.pattern.slot] = value
    return True


def _checked(node: Any, number: int) -> int:
    """The result of an operation, if it is in the range of i64."""
    if not -_SIGN <= number < _SIGN:
        raise _out_of_range(node)
    return number


def _out_of_range(node: Any) -> ConstFault:
    fault = "underflow" if node.op == "-" or node.op == ">>" else "overflow"
    return ConstFault(codes.CONSTANT_FAILED, node.span, f"Numerical {fault}")


def _quotient(span: Span, a: int, b: int) -> int:
    if b == 0 or (b == -1 and a == -_SIGN):
        raise ConstFault(codes.CONSTANT_FAILED, span, "division by zero")
    return abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)


def _shift(node: Any, right_span: Span, a: int, b: int) -> int:
    if b < 0 or b >= 1 << 32:
        raise ConstFault(codes.CONSTANT_FAILED, right_span, "cannot be converted to shift operand")
    if b >= 64:
        raise _out_of_range(node)
    if node.op == ">>":
        return a >> b
    # Bits are pushed out at the top, as when a program runs.
    return ((a << b) + _SIGN & (1 << 64) - 1) - _SIGN


def _integers(node: Any, right_span: Span, a: int, b: int) -> int | bool | None:
    op = node.op
    if op == "+":
        return _checked(node, a + b)
    if op == "-":
        return _checked(node, a - b)
    if op == "*":
        return _checked(node, a * b)
    if op == "/":
        return _quotient(node.span, a, b)
    if op == "<<" or op == ">>":
        return _shift(node, right_span, a, b)
    if op == "&":
        return a & b
    if op == "|":
        return a | b
    if op == "^":
        return a ^ b
    return _compared(op, a, b)


def _compared(op: str, a: float, b: float) -> bool | None:
    if op == "<":
        return a < b
    if op == "<=":
        return a <= b
    if op == ">":
        return a > b
    if op == ">=":
        return a >= b
    if op == "==":
        return a == b
    return None


def _floats(op: str, a: float, b: float) -> float | bool | None:
    if op == "+":
        return a + b
    if op == "-":
        return a - b
    if op == "*":
        return a * b
    if op == "/":
        if b != 0.0:
            return a / b
        if a == 0.0 or a != a:
            return float("nan")
        negative = str(a).startswith("-") != str(b).startswith("-")
        return float("-inf") if negative else float("inf")
    return _compared(op, a, b)


def _binary(at: Evaluation, node: ir.Binary) -> ConstValue:
    left = at.value(node.left)
    right = at.value(node.right)
    result: ConstValue = None
    if left.__class__ is int and right.__class__ is int:
        result = _integers(node, node.right.span, left, right)
    elif left.__class__ is float and right.__class__ is float:
        result = _floats(node.op, left, right)
    elif isinstance(left, ConstString) and isinstance(right, ConstString) and node.op == "+":
        at.spend(node.span, size_of(left) + size_of(right))
        result = ConstString(left.text + right.text)
    if result is None:
        raise ConstFault(codes.NOT_CONSTANT, node.span, "Expected a constant expression")
    return result


def _combined(node: Any, old: ConstValue, value: ConstValue) -> ConstValue:
    if old.__class__ is not int or value.__class__ is not int:
        raise ConstFault(codes.CONSTANT_FAILED, node.span, "unsupported operands")
    return _integers(node, node.value.span, old, value)


def _op_local(at: Evaluation, node: ir.OpLocal) -> ConstValue:
    value = at.value(node.value)
    old = _local(at, ir.Local(node.span, node.slot))
    at.slots[node.slot] = _combined(node, old, value)
    return None


def _object_of(at: Evaluation, node: ir.Expr) -> ConstObject:
    value = at.value(node)
    if not isinstance(value, ConstObject):
        raise _unexpected(node.span, "::std::object::Object", value)
    return value


def _unexpected(span: Span, wanted: str, value: ConstValue) -> ConstFault:
    return ConstFault(
        codes.CONSTANT_FAILED,
        span,
        f"Expected a value of type {wanted} but got {type_name(value)}",
    )


def _items_of(at: Evaluation, node: ir.Expr) -> list[ConstValue]:
    value = at.value(node)
    if not isinstance(value, (ConstTuple, ConstVec)):
        raise _unexpected(node.span, "::std::tuple::Tuple", value)
    return value.items


def _field(at: Evaluation, node: ir.Field) -> ConstValue:
    fields = _object_of(at, node.base).fields
    if node.name not in fields:
        raise ConstFault(codes.CONSTANT_FAILED, node.span, f"Missing field `{node.name}`")
    return fields[node.name]


def _tuple_field(at: Evaluation, node: ir.TupleField) -> ConstValue:
    items = _items_of(at, node.base)
    if node.index >= len(items):
        raise ConstFault(codes.CONSTANT_FAILED, node.span, f"Missing index {node.index}")
    return items[node.index]


def _set_field(at: Evaluation, node: ir.SetField) -> ConstValue:
    value = at.value(node.value)
    _object_of(at, node.base).fields[node.name] = value
    return None


def _set_tuple_field(at: Evaluation, node: ir.SetTupleField) -> ConstValue:
    value = at.value(node.value)
    items = _items_of(at, node.base)
    if node.index >= len(items):
        raise ConstFault(codes.CONSTANT_FAILED, node.span, "missing index")
    items[node.index] = value
    return None


def _op_field(at: Evaluation, node: ir.OpField) -> ConstValue:
    value = at.value(node.value)
    fields = _object_of(at, node.base).fields
    if node.name not in fields:
        raise ConstFault(codes.CONSTANT_FAILED, node.span, f"Missing field `{node.name}`")
    fields[node.name] = _combined(node, fields[node.name], value)
    return None


def _op_tuple_field(at: Evaluation, node: ir.OpTupleField) -> ConstValue:
    value = at.value(node.value)
    items = _items_of(at, node.base)
    if node.index >= len(items):
        raise ConstFault(codes.CONSTANT_FAILED, node.span, "missing index")
    items[node.index] = _combined(node, items[node.index], value)
    return None


def _vec(at: Evaluation, node: ir.MakeVec) -> ConstValue:
    return ConstVec([at.value(item) for item in node.items])


def _tuple(at: Evaluation, node: ir.MakeTuple) -> ConstValue:
    return ConstTuple([at.value(item) for item in node.items])


def _object(at: Evaluation, node: ir.MakeObject) -> ConstValue:
    return ConstObject(dict(zip(node.keys, [at.value(item) for item in node.values], strict=True)))


def _struct(at: Evaluation, node: ir.ConstructNamed) -> ConstValue:
    return ConstObject(dict(zip(node.names, [at.value(item) for item in node.values], strict=True)))


def _block(at: Evaluation, node: ir.Block) -> ConstValue:
    for statement in node.body:
        at.value(statement)
    return None if node.value is None else at.value(node.value)


def _label_block(at: Evaluation, node: ir.LabelBlock) -> ConstValue:
    try:
        return at.value(node.body)
    except _Break as found:
        if found.label != node.label:
            raise
        return found.value


def _condition(at: Evaluation, node: ir.Expr) -> bool:
    value = at.value(node)
    if value.__class__ is not bool:
        raise ConstFault(
            codes.CONSTANT_FAILED,
            node.span,
            f"Expected type `::std::bool` but found `{type_name(value)}`",
        )
    return value is True


def _if(at: Evaluation, node: ir.If) -> ConstValue:
    if _condition(at, node.cond):
        value = at.value(node.then)
        return value if node.orelse is not None else None
    return None if node.orelse is None else at.value(node.orelse)


def _loop(at: Evaluation, node: ir.Loop | ir.While) -> ConstValue:
    try:
        if isinstance(node, ir.Loop):
            while True:
                at.value(node.body)
        while _condition(at, node.cond):
            at.value(node.body)
    except _Break as found:
        if found.label != node.label:
            raise
        return found.value
    return None


def _break(at: Evaluation, node: ir.Break) -> ConstValue:
    raise _Break(node.label, None if node.value is None else at.value(node.value))


def _template(at: Evaluation, node: ir.Template) -> ConstValue:
    texts: list[str] = []
    for part in node.parts:
        value = at.value(part)
        if isinstance(value, ConstString):
            at.spend(part.span, size_of(value))
            texts.append(value.text)
        elif value.__class__ is bool:
            texts.append("true" if value else "false")
        elif value.__class__ is int:
            texts.append(str(value))
        elif isinstance(value, float):
            texts.append(display_float(value))
        else:
            raise ConstFault(codes.NOT_CONSTANT, part.span, "Expected a constant expression")
    return ConstString("".join(texts))


def _call(at: Evaluation, node: ir.Call) -> ConstValue:
    return at.call(node.span, node.fn.item, [at.value(arg) for arg in node.args])


_EVALUATORS: dict[type, Callable[[Evaluation, Any], ConstValue]] = {
    ir.Const: _constant,
    ir.Str: _string,
    ir.ByteStr: _bytes,
    ir.Fresh: _fresh,
    ir.Local: _local,
    ir.Bind: _bind,
    ir.SetLocal: _bind,
    ir.LetPat: _let,
    ir.Matches: _matches,
    ir.Binary: _binary,
    ir.OpLocal: _op_local,
    ir.OpField: _op_field,
    ir.OpTupleField: _op_tuple_field,
    ir.Field: _field,
    ir.TupleField: _tuple_field,
    ir.SetField: _set_field,
    ir.SetTupleField: _set_tuple_field,
    ir.MakeVec: _vec,
    ir.MakeTuple: _tuple,
    ir.MakeObject: _object,
    ir.ConstructNamed: _struct,
    ir.Block: _block,
    ir.LabelBlock: _label_block,
    ir.If: _if,
    ir.Loop: _loop,
    ir.While: _loop,
    ir.Break: _break,
    ir.Template: _template,
    ir.Call: _call,
}

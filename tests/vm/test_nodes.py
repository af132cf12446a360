"""Every node of the IR, made by hand, assembled and run."""

from __future__ import annotations

from typing import Any

import pytest

from bindrune.core.formatting.spec import FormatSpec
from bindrune.core.ir import nodes
from bindrune.core.ir.constants import ConstString, ConstTuple, ConstU64, ConstVec
from bindrune.core.ir.generate import rows
from bindrune.core.ir.node_table import EXPRESSIONS, PATTERNS
from bindrune.core.vm.errors import VmError
from bindrune.core.vm.operations.debug import debug
from tests.vm.ir import binary, block, const, function, ir, local, program, value_of

STRUCTS = (
    ir.StructType("P", "named", ["a", "b"], None, 11),
    ir.StructType("T", "tuple", ["0"], None, 12),
    ir.StructType("E::V", "unit", [], "E", 13),
)


def type_target(item: str, native: bool = False) -> Any:
    return ir.TypeTarget(item, native)


def fn_target(item: str, kind: str = "immediate") -> Any:
    return ir.FnTarget(item, kind)


def some(value: Any) -> Any:
    return ir.NativeCall("::std::option::Option::Some", 0, [value])


OPTION_SOME = type_target("::std::option::Option::Some", True)
DOUBLE = function("double", 1, 1, binary("*", local(0), 2))
AFTER = function("after", 1, 1, binary("+", local(0), 1), "async")
COUNT = function(
    "count", 1, 4,
    ir.For(1, ir.BindPat(1), ir.MakeRange("RangeHalfOpen", const(0), local(0)), 2, ir.Yield(local(1)), [1]),
    "generator",
)  # fmt: skip
CAPTURING = function("main::closure", 1, 2, binary("+", local(0), local(1)), captures=1)
P_12 = ir.ConstructNamed(ir.StructTarget("P"), ["b", "a"], [const(2), const(1)])

CASES: list[tuple[str, Any, str]] = [
    ("Const", const(ConstU64(5)), "5"),
    ("Str", ir.Str("x"), '"x"'),
    ("ByteStr", ir.ByteStr(b"a"), "[97]"),
    ("Fresh", ir.Fresh(ConstVec([1, ConstTuple([ConstString("s")])])), '[1, ("s")]'),
    ("TypeRef", ir.Is(const(1), ir.TypeRef(type_target("::std::i64", True)), False), "true"),
    ("FnRef", ir.CallValue(ir.FnRef(fn_target("double")), [const(4)]), "8"),
    ("NativeConst", ir.NativeConst("::std::i64::MAX"), "9223372036854775807"),
    ("Local", block(ir.Bind(0, const(3)), value=local(0), drops=(0,)), "3"),
    ("SetLocal", block(ir.Bind(0, const(1)), ir.SetLocal(0, const(2)), value=local(0)), "2"),
    ("StaticGet", block(ir.StaticSet(1, const(4)), value=binary("+", ir.StaticGet(0), ir.StaticGet(1))), "11"),
    ("OpStatic", block(ir.OpStatic("+=", 0, const(1)), value=ir.StaticGet(0)), "8"),
    ("Unary", ir.Unary("-", const(3)), "-3"),
    ("Binary", binary("-", binary("*", 6, 7), 2), "40"),
    ("And", ir.And(const(3), const(True)), "true"),
    ("Or", ir.Or(const(False), const(5)), "5"),
    ("Is", ir.Is(const(1), ir.TypeRef(type_target("::std::f64", True)), True), "true"),
    ("As", ir.As(const(2.9), ir.TypeRef(type_target("::std::i64", True))), "2"),
    ("OpLocal", block(ir.Bind(0, const(5)), ir.OpLocal("-=", 0, const(2)), value=local(0)), "3"),
    (
        "OpField",
        block(ir.Bind(0, P_12), ir.OpField("+=", local(0), "a", const(9)), value=ir.Field(local(0), "a")),
        "10",
    ),
    (
        "OpTupleField",
        block(
            ir.Bind(0, ir.MakeTuple([const(1), const(2)])),
            ir.OpTupleField("*=", local(0), 1, const(4)),
            value=ir.TupleField(local(0), 1),
        ),
        "8",
    ),
    ("Field", ir.Field(P_12, "b"), "2"),
    ("TupleField", ir.TupleField(ir.MakeTuple([const(1), const(2)]), 0), "1"),
    ("Index", ir.Index(ir.MakeVec([const(4), const(5)]), const(1)), "5"),
    (
        "SetField",
        block(ir.Bind(0, P_12), ir.SetField(local(0), "b", const(7)), value=local(0)),
        "P {a: 1, b: 7}",
    ),
    (
        "SetTupleField",
        block(ir.Bind(0, ir.MakeTuple([const(1)])), ir.SetTupleField(local(0), 0, const(7)), value=local(0)),
        "(7)",
    ),
    (
        "SetIndex",
        block(ir.Bind(0, ir.MakeVec([const(1)])), ir.SetIndex(local(0), const(0), const(7)), value=local(0)),
        "[7]",
    ),
    ("Call", ir.Call(fn_target("double"), [const(21)]), "42"),
    ("NativeCall", some(const(1)), "Some(1)"),
    ("Construct", ir.Construct(ir.StructTarget("T"), [const(1)]), "T (1)"),
    ("ConstructNamed", P_12, "P {a: 1, b: 2}"),
    ("CallValue", ir.CallValue(ir.FnRef(fn_target("T", "tuple")), [const(1)]), "T (1)"),
    ("CallMethod", ir.CallMethod(ir.Str("abc"), "len", 0, []), "3"),
    ("MakeTuple", ir.MakeTuple([const(1), ir.Str("a")]), '(1, "a")'),
    ("MakeVec", ir.MakeVec([const(None), const("c")]), "[(), 'c']"),
    ("MakeObject", ir.MakeObject(["x"], [const(1)]), '{"x": 1}'),
    ("MakeRange", ir.Field(ir.MakeRange("RangeInclusive", const(1), const(3)), "end"), "3"),
    (
        "MakeClosure",
        block(
            ir.Bind(0, const(10)),
            value=ir.CallValue(ir.MakeClosure(CAPTURING, [local(0)]), [const(5)]),
        ),
        "15",
    ),
    (
        "Take",
        block(
            ir.Bind(0, ir.MakeVec([const(1)])),
            value=ir.CallValue(
                ir.MakeClosure(
                    function("main::take", 0, 1, ir.CallMethod(local(0), "len", 0, []), captures=1), [ir.Take(0)]
                ),
                [],
            ),
        ),
        "1",
    ),
    (
        "AsyncBlock",
        block(
            ir.Bind(0, const(3)),
            value=ir.Await(
                ir.AsyncBlock(function("main::async", 0, 1, binary("+", local(0), 1), "async", 1), [local(0)])
            ),
        ),
        "4",
    ),
    ("LabelBlock", ir.LabelBlock(1, block(ir.Break(1, const(6), []), value=const(7))), "6"),
    ("If", ir.If(binary("<", 1, 2), const(1), const(2)), "1"),
    (
        "Matches",
        ir.If(ir.Matches(some(const(4)), ir.TypePat(OPTION_SOME, ["0"], [ir.BindPat(0)])), local(0), const(0)),
        "4",
    ),
    (
        "Match",
        ir.Match(
            1,
            some(const(4)),
            [
                ir.Arm(ir.TypePat(OPTION_SOME, ["0"], [ir.BindPat(0)]), binary(">", local(0), 4), ir.Str("big"), [0]),
                ir.Arm(ir.TypePat(OPTION_SOME, ["0"], [ir.BindPat(0)]), None, local(0), [0]),
            ],
            [1],
        ),
        "4",
    ),
    (
        "Loop",
        block(
            ir.Bind(0, const(0)),
            value=ir.Loop(
                1,
                block(
                    ir.OpLocal("+", 0, const(1)),
                    ir.If(binary("==", local(0), 3), ir.Break(1, local(0), []), None),
                ),
            ),
        ),
        "3",
    ),
    (
        "While",
        block(
            ir.Bind(0, const(0)),
            ir.Bind(1, const(0)),
            ir.While(
                1,
                binary("<", local(0), 10),
                block(
                    ir.OpLocal("+=", 0, const(1)),
                    ir.If(binary("==", binary("%", local(0), 2), 0), ir.Continue(1, []), None),
                    ir.OpLocal("+=", 1, local(0)),
                ),
                [],
            ),
            value=local(1),
        ),
        "25",
    ),
    (
        "For",
        block(
            ir.Bind(0, const(0)),
            ir.For(
                1,
                ir.TuplePat([ir.BindPat(1), ir.AnyPat()], False),
                ir.MakeVec([ir.MakeTuple([const(1), const(2)]), ir.MakeTuple([const(3), const(4)])]),
                2,
                ir.OpLocal("+=", 0, local(1)),
                [1],
            ),
            value=local(0),
        ),
        "4",
    ),
    (
        "Yield",
        block(
            ir.Bind(0, const(0)),
            ir.For(1, ir.BindPat(1), ir.Call(fn_target("count"), [const(4)]), 2, ir.OpLocal("+=", 0, local(1)), []),
            value=local(0),
        ),
        "6",
    ),
    ("Return", block(ir.Return(const(2)), value=const(3)), "2"),
    ("Try", ir.Try(some(const(3))), "3"),
    ("Await", ir.Await(ir.Call(fn_target("after"), [const(1)])), "2"),
    (
        "Select",
        ir.Select(
            [
                ir.SelectArm(ir.ConstPat(9), ir.Call(fn_target("after"), [const(1)]), const(0), []),
                ir.SelectArm(ir.BindPat(0), ir.Call(fn_target("after"), [const(5)]), local(0), [0]),
            ],
            None,
        ),
        "6",
    ),
    (
        "Template",
        ir.Template([ir.Str("a%"), const(1), ir.Format(const(2), FormatSpec(width=3)), ir.Str("b")]),
        '"a%12  b"',
    ),
    ("Format", ir.Template([ir.Format(const(5), FormatSpec("x", zero=True, width=3)), ir.Str("")]), '"005"'),
    ("Format", ir.CallMethod(ir.Format(const(5), FormatSpec()), "clone", 0, []), "Format { value: 5 }"),
    (
        "LetPat",
        block(ir.LetPat(ir.VecPat([ir.BindPat(0)], True), ir.MakeVec([const(1), const(2)])), value=local(0)),
        "1",
    ),
    ("Block", block(ir.Bind(0, const(1)), drops=(0,)), "()"),
    ("Bind", ir.Bind(0, const(1)), "()"),
]


@pytest.mark.parametrize(("name", "body", "wanted"), CASES, ids=[case[0] for case in CASES])
def test_expression(name: str, body: Any, wanted: str) -> None:
    statics = (ir.Static(0, "S", 7), ir.Static(1, "U", None))
    assert debug(value_of(body, 8, DOUBLE, AFTER, COUNT, types=STRUCTS, statics=statics)) == wanted


PATTERNS_OF = {
    "AnyPat": (ir.AnyPat(), const(1), True),
    "BindPat": (ir.BindPat(0), const(1), True),
    "ConstPat": (ir.ConstPat(1), const(ConstU64(1)), False),
    "StrPat": (ir.StrPat("a"), ir.Str("a"), True),
    "BytesPat": (ir.BytesPat(b"a"), ir.ByteStr(b"b"), False),
    "TuplePat": (ir.TuplePat([ir.AnyPat()], True), ir.MakeTuple([const(1), const(2)]), True),
    "VecPat": (ir.VecPat([ir.ConstPat(1)], False), ir.MakeVec([const(2)]), False),
    "ObjectPat": (ir.ObjectPat(["x"], [ir.ConstPat(1)], False), ir.MakeObject(["x"], [const(1)]), True),
    "TypePat": (ir.TypePat(type_target("P"), ["a"], [ir.ConstPat(2)]), P_12, False),
}


@pytest.mark.parametrize("name", PATTERNS_OF)
def test_pattern(name: str) -> None:
    pattern, value, fits = PATTERNS_OF[name]
    assert value_of(ir.If(ir.Matches(value, pattern), const(True), const(False)), types=STRUCTS) is fits


def test_every_node_is_covered() -> None:
    expressions = {name for name, _, _ in rows(EXPRESSIONS)}
    tested = {name for name, _, _ in CASES} | {"Break", "Continue", "StaticSet", "Panic"}
    assert expressions - tested == set()
    assert {name for name, _, _ in rows(PATTERNS)} == set(PATTERNS_OF)


def test_panics() -> None:
    with pytest.raises(VmError, match="Panicked: text"):
        value_of(ir.Panic(ir.Str("text")))
    with pytest.raises(VmError, match="pattern did not match"):
        value_of(ir.LetPat(ir.ConstPat(1), const(2)))
    with pytest.raises(VmError, match="Reading uninitialized static `U`"):
        value_of(ir.StaticGet(0), statics=(ir.Static(0, "U", None),))


def test_parameters_that_are_patterns() -> None:
    params: list[nodes.Pat] = [ir.TuplePat([ir.BindPat(0), ir.BindPat(1)], False), ir.BindPat(2)]
    body = binary("-", binary("*", local(0), local(1)), local(2))
    fn = ir.Fn("f", "f", "immediate", 0, params, 3, [], body, True)
    call = ir.Call(fn_target("f"), [ir.MakeTuple([const(6), const(7)]), const(2)])
    assert value_of(call, 8, fn) == 40


def test_arguments_are_read_in_turn() -> None:
    """A local that a later argument assigns is copied before."""
    pair = function("pair", 2, 2, ir.MakeTuple([local(0), local(1)]))
    later = block(ir.SetLocal(0, const(5)), value=local(0))
    body = block(ir.Bind(0, const(1)), value=ir.Call(fn_target("pair"), [local(0), later]))
    assert debug(value_of(body, 8, pair)) == "(1, 5)"


def test_entry_of_a_program() -> None:
    assert program(DOUBLE).entry == "double"

"""What some natives do with values, for ``shapes.py``: those that neither keep, hold nor take what they are given.

A native that is not described here is one that may do anything. A description gets the Vars of arguments and
result and says where values flow. It must hold for every call that does not raise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.codegen.inference import adaptors, containers
from bindrune.core.codegen.inference.adaptors import parameter
from bindrune.core.codegen.inference.states import INTEGERS, Box, Var

if TYPE_CHECKING:
    from collections.abc import Callable

_FLOATS = (
    "abs", "acos", "asin", "atan", "atan2", "sin", "cos", "tan", "sqrt", "cbrt", "ceil", "floor", "round", "clamp",
    "div_euclid", "rem_euclid", "exp", "exp2", "ln", "log", "log2", "log10", "powf", "powi", "to_degrees",
    "to_radians", "max", "min",
)  # fmt: skip
_INTS = (
    "pow", "wrapping_add", "wrapping_sub", "wrapping_mul", "wrapping_div", "wrapping_rem", "saturating_add",
    "saturating_sub", "saturating_mul", "saturating_pow", "max", "min",
)  # fmt: skip
_TESTS = ["is_nan", "is_infinite", "is_finite", "is_subnormal", "is_normal"]

SCALARS: dict[str, dict[str, str]] = {
    "float": {**dict.fromkeys(_FLOATS, "float"), **dict.fromkeys(_TESTS, "bool")},
    "int": {
        **dict.fromkeys([*_INTS, "abs", "saturating_abs", "signum"], "int"),
        "is_positive": "bool", "to_string": "string",
    },
    "nat": {
        **dict.fromkeys([*_INTS, "saturating_abs", "signum"], "int"),
        "abs": "nat", "is_positive": "bool", "to_string": "string",
    },
    "u64": {**dict.fromkeys(_INTS, "u64"), "to_string": "string"},
    "char": {
        **dict.fromkeys([
            "is_alphabetic", "is_alphanumeric", "is_control", "is_lowercase", "is_numeric", "is_uppercase",
            "is_whitespace",
        ], "bool"),
        "to_i64": "n32",
    },
    "bytes": {
        "len": "u64", "is_empty": "bool", "capacity": "u64", "push": "unit", "remove": "u64", "clear": "unit",
        "extend": "unit", "extend_str": "unit",
    },
    "string": {
        "len": "u64", "is_empty": "bool", "capacity": "u64", "clear": "unit", "push": "unit", "push_str": "unit",
        "starts_with": "bool", "ends_with": "bool", "contains": "bool", "trim": "string", "trim_end": "string",
        "as_bytes": "bytes", "into_bytes": "bytes",
        "replace": "string", "to_lowercase": "string", "to_uppercase": "string",
    },
}  # fmt: skip
"""The state of what a method of a number or String gives. Its arguments are not followed."""


PARSED = {parameter("::std::i64"): "int", parameter("::std::f64"): "float"}
"""The state of what ``parse`` reads, by its generic parameter."""

PIECES = {
    "split": "string", "split_str": "string", "split_whitespace": "string", "lines": "string", "chars": "char",
}  # fmt: skip
"""The state of what the iterators over Strings give, by the methods that make them."""


def _box(shapes: Any, tag: str, items: list[Any], result: Any) -> None:
    shapes.grow(result, Box(tag, items))


def _push(shapes: Any, box: Any, args: list[Any], result: Any) -> bool:
    if len(args) == 1:
        shapes.flow(args[0], box.items[0])
    shapes.grow(result, "unit")
    return True


def _insert(shapes: Any, box: Any, args: list[Any], result: Any) -> bool:
    """A number, and a value that goes in."""
    if len(args) == 2:
        shapes.sink(args[0])
        shapes.flow(args[1], box.items[0])
    shapes.grow(result, "unit")
    return True


def _gives(state: str) -> Callable[..., bool]:
    def known(shapes: Any, box: Any, args: list[Any], result: Any) -> bool:
        for arg in args:
            shapes.sink(arg)
        shapes.grow(result, state)
        return True

    return known


def _item(shapes: Any, box: Any, args: list[Any], result: Any) -> bool:
    for arg in args:
        shapes.sink(arg)
    shapes.flow(box.items[0], result)
    return True


def _wrapped(tag: str, *, lends: bool = False) -> Callable[..., bool]:
    def known(shapes: Any, box: Any, args: list[Any], result: Any) -> bool:
        if args:
            return False
        box.lent = box.lent or lends
        if result.state is None:
            _box(shapes, tag, box.items, result)
        return True

    return known


def _or_default(shapes: Any, box: Any, args: list[Any], result: Any) -> bool:
    for arg in args:
        shapes.flow(arg, result)
    shapes.flow(box.items[0], result)
    return True


def _get(shapes: Any, box: Any, args: list[Any], result: Any) -> bool:
    if len(args) != 1:
        return False

    def at(state: Any) -> None:
        if state in INTEGERS or state == "u64":
            if result.state is None:
                _box(shapes, "opt", box.items, result)
            return
        shapes.escape(box)  # a range gives a slice
        shapes.grow(result, "any")

    shapes.when(args[0], at)
    return True


def _clone(shapes: Any, box: Any, args: list[Any], result: Any) -> bool:
    """A vector of the same elements: Strings are not copied either."""
    if args:
        return False
    if result.state is None:
        element = Var()
        shapes.flow(box.items[0], element)
        _box(shapes, box.tag, [element], result)
    return True


METHODS: dict[tuple[str, str], Callable[..., bool]] = {
    **containers.METHODS,
    **adaptors.METHODS,
    ("vec", "push"): _push,
    ("vec", "insert"): _insert,
    ("vec", "len"): _gives("u64"),
    ("vec", "capacity"): _gives("u64"),
    ("vec", "is_empty"): _gives("bool"),
    ("vec", "clear"): _gives("unit"),
    ("vec", "remove"): _item,
    ("vec", "pop"): _wrapped("opt"),
    ("vec", "iter"): _wrapped("iter", lends=True),
    ("vec", "get"): _get,
    ("vec", "resize"): _insert,
    ("vec", "sort"): _gives("unit"),
    ("vec", "clone"): _clone,
    ("opt", "is_some"): _gives("bool"),
    ("opt", "is_none"): _gives("bool"),
    ("opt", "unwrap"): _item,
    ("opt", "expect"): _item,
    ("opt", "unwrap_or"): _or_default,
    ("res", "is_ok"): _gives("bool"),
    ("res", "is_err"): _gives("bool"),
    ("res", "unwrap"): _item,
    ("res", "expect"): _item,
    ("res", "unwrap_or"): _or_default,
}
"""What methods of containers do, by the container's tag. False: this call is not described. Behind a name stand
generic parameters."""


def _new(tag: str) -> Callable[..., None]:
    def known(shapes: Any, args: list[Any], result: Any) -> None:
        for arg in args:
            shapes.sink(arg)
        _box(shapes, tag, [Var()], result)

    return known


def _some(shapes: Any, args: list[Any], result: Any) -> None:
    var = Var()
    for arg in args:
        shapes.flow(arg, var)
    _box(shapes, "opt", [var], result)


def _result(at: int) -> Callable[..., None]:
    def known(shapes: Any, args: list[Any], result: Any) -> None:
        items = [Var(), Var()]
        for arg in args:
            shapes.flow(arg, items[at])
        _box(shapes, "res", items, result)

    return known


def _string(shapes: Any, args: list[Any], result: Any) -> None:
    for arg in args:
        shapes.sink(arg)
    shapes.grow(result, "string")


def _bytes(shapes: Any, args: list[Any], result: Any) -> None:
    for arg in args:
        shapes.sink(arg)
    shapes.grow(result, "bytes")


def _unit(shapes: Any, args: list[Any], result: Any) -> None:
    shapes.grow(result, "unit")


FUNCTIONS: dict[str, Callable[..., None]] = {
    **containers.FUNCTIONS,
    "::std::vec::Vec::new": _new("vec"),
    "::std::vec::Vec::with_capacity": _new("vec"),
    "::std::option::Option::Some": _some,
    "::std::option::Option::None": _new("opt"),
    "::std::result::Result::Ok": _result(0),
    "::std::result::Result::Err": _result(1),
    "::std::bytes::Bytes::new": _bytes,
    "::std::bytes::Bytes::with_capacity": _bytes,
    "::std::string::String::new": _string,
    "::std::string::String::from": _string,
    "::std::io::println": _unit,
    "::std::io::print": _unit,
}
"""What functions of the library do, by their paths."""

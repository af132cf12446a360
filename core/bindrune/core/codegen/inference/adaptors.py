"""What iterators, their adaptors and function values do with values, for ``shapes.py``: the rest of ``summaries.py``.

A closure, and a script function that is named as a value, is a Box ``fn`` of its parameters and its result. What
an adaptor is given is called with the elements and with nothing else, so that they flow to its parameters; what is
not known of a function value is asked of it when it escapes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.codegen.inference.containers import gone_through
from bindrune.core.codegen.inference.states import Box, Var
from bindrune.core.formatting.hashes import parameters_hash, path_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def parameter(path: str) -> int:
    """What stands for one generic parameter of a call."""
    return parameters_hash(0, [path_hash(path)])


VEC = parameter("::std::vec::Vec")
I64 = parameter("::std::i64")
_F64 = parameter("::std::f64")
_U64 = parameter("::std::u64")


def applied(shapes: Any, function: Any, given: Sequence[Any], result: Var) -> None:
    """A function value is called."""

    def call(state: Any) -> None:
        box = state.root() if state.__class__ is Box else None
        if box is not None and box.tag == "fn" and len(box.items) == len(given) + 1:
            for value, param in zip(given, box.items, strict=False):
                shapes.flow(value, param)
            shapes.flow(box.items[-1], result)
            return
        shapes.escape(state)
        for value in given:
            shapes.sink(value)
        shapes.grow(result, "any")

    shapes.when(function, call)


def _over(shapes: Any, element: Var, result: Any) -> bool:
    shapes.grow(result, Box("iter", [element]))
    return True


def _within(shapes: Any, value: Any, element: Var, tags: Sequence[str]) -> None:
    """What is gone through, or taken out of an Option, comes to ``element``."""

    def take(state: Any) -> None:
        if state.__class__ is Box:
            box = state.root()
            if box.tag in tags:
                shapes.flow(box.items[0], element)
                return
            if "vec" in tags and gone_through(shapes, box, element):
                return
        shapes.escape(state)
        shapes.grow(element, "any")

    shapes.when(value, take)


def _same(n: int) -> Callable[..., bool]:
    """An adaptor that gives elements on, with so many arguments that are no functions."""

    def known(shapes: Any, box: Any, args: list[Any], result: Any) -> bool:
        if len(args) != n:
            return False
        for arg in args:
            shapes.sink(arg)
        return result.state is not None or _over(shapes, box.items[0], result)

    return known


def _applied(tag: str, *, keeps: bool) -> Callable[..., bool]:
    """A method that calls a function with what is in it, and gives a ``tag`` of that or of the results."""

    def known(shapes: Any, box: Any, args: list[Any], result: Any) -> bool:
        if len(args) != 1:
            return False
        if result.state is None:
            made = Var()
            applied(shapes, args[0], [box.items[0]], made)
            shapes.grow(result, Box(tag, [box.items[0] if keeps else made]))
        return True

    return known


def _flat(*tags: str) -> Callable[..., bool]:
    """``filter_map`` and ``flat_map``: what a function gives is taken apart."""

    def known(shapes: Any, box: Any, args: list[Any], result: Any) -> bool:
        if len(args) != 1 or result.state is not None:
            return bool(args)
        made, element = Var(), Var()
        applied(shapes, args[0], [box.items[0]], made)
        _within(shapes, made, element, tags)
        return _over(shapes, element, result)

    return known


def _chain(shapes: Any, box: Any, args: list[Any], result: Any) -> bool:
    if len(args) != 1 or result.state is not None:
        return bool(args)
    element = Var()
    shapes.flow(box.items[0], element)
    _within(shapes, args[0], element, ("vec", "iter"))
    return _over(shapes, element, result)


def _enumerate(shapes: Any, box: Any, args: list[Any], result: Any) -> bool:
    if args:
        return False
    return result.state is not None or _over(shapes, Var(Box("tuple", [Var("u64"), box.items[0]])), result)


def _fold(shapes: Any, box: Any, args: list[Any], result: Any) -> bool:
    if len(args) != 2:
        return False
    shapes.flow(args[0], result)
    applied(shapes, args[1], [result, box.items[0]], result)
    return True


def _asked(gives: str) -> Callable[..., bool]:
    """A consumer that asks a function of each element."""

    def known(shapes: Any, box: Any, args: list[Any], result: Any) -> bool:
        if len(args) != 1:
            return False
        applied(shapes, args[0], [box.items[0]], Var())
        if gives != "opt":
            shapes.grow(result, gives)
        elif result.state is None:
            shapes.grow(result, Box("opt", [box.items[0]]))
        return True

    return known


def _gives(state: str) -> Callable[..., bool]:
    def known(shapes: Any, box: Any, args: list[Any], result: Any) -> bool:
        shapes.grow(result, state)
        return not args

    return known


def _option(shapes: Any, box: Any, args: list[Any], result: Any) -> bool:
    for arg in args:
        shapes.sink(arg)
    if result.state is None:
        shapes.grow(result, Box("opt", [box.items[0]]))
    return True


def _collect(shapes: Any, box: Any, args: list[Any], result: Any) -> bool:
    if result.state is None:
        element = Var()
        shapes.grow(result, Box("vec", [element]))
        shapes.flow(box.items[0], element)
    return not args


METHODS: dict[tuple[str, str], Callable[..., bool]] = {
    ("range", "iter"): _same(0),
    ("iter", "iter"): _same(0), ("iter", "rev"): _same(0), ("iter", "peekable"): _same(0),
    ("iter", "take"): _same(1), ("iter", "skip"): _same(1),
    ("iter", "filter"): _applied("iter", keeps=True), ("iter", "map"): _applied("iter", keeps=False),
    ("iter", "filter_map"): _flat("opt"), ("iter", "flat_map"): _flat("vec", "iter"),
    ("iter", "chain"): _chain, ("iter", "enumerate"): _enumerate,
    ("iter", "fold"): _fold, ("iter", "any"): _asked("bool"), ("iter", "all"): _asked("bool"),
    ("iter", "find"): _asked("opt"), ("iter", "count"): _gives("u64"),
    ("iter", "next"): _option, ("iter", "next_back"): _option, ("iter", "nth"): _option, ("iter", "peek"): _option,
    **{("iter", f"{name}{of}"): _gives(state) for name in ("sum", "product")
       for of, state in ((I64, "int"), (_F64, "float"), (_U64, "u64"))},
    ("iter", f"collect{VEC}"): _collect,
    ("opt", "map"): _applied("opt", keeps=False),
}  # fmt: skip
"""What methods of iterators, ranges and Options do; behind a name stand generic parameters (``summaries.METHODS``)."""

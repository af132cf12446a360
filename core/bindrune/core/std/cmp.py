"""``std::cmp``: orderings, ``min`` and ``max``, and the traits that give comparable types their
methods.
"""

from __future__ import annotations

from bindrune.core.runtime.arguments import expected, integer
from bindrune.core.runtime.module import Module
from bindrune.core.runtime.traits import EQ, ORD, PARTIAL_EQ, PARTIAL_ORD
from bindrune.core.vm import types
from bindrune.core.vm.native import Driven
from bindrune.core.vm.operations import compare
from bindrune.core.vm.operations.driving import chained
from bindrune.core.vm.operations.equality import ne, partial_eq
from bindrune.core.vm.values import EQUAL, GREATER, LESS, U64, nothing, some, u64

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


std = Module("::std::cmp")
ordering = std.type(types.ORDERING)
ordering.variant("Less", "fn Less() -> Ordering", lambda: LESS)
ordering.variant("Equal", "fn Equal() -> Ordering", lambda: EQUAL)
ordering.variant("Greater", "fn Greater() -> Ordering", lambda: GREATER)
ordering.implement(PARTIAL_EQ, EQ)
for _trait in (PARTIAL_EQ, EQ, PARTIAL_ORD, ORD):
    std.trait(_trait)


def _then(r: Any, choose: Any) -> Any:
    return chained(r, choose) if r.__class__ is Driven else choose(r)


def _operand(a: Any, b: Any) -> Any:
    """The argument of a comparison method, which numbers convert to their own type."""
    if a.__class__ is int:
        return integer(b, "i64")
    if a.__class__ is U64:
        return u64(integer(b, "u64"))
    if a.__class__ is float and b.__class__ is not float:
        raise expected(types.F64, b)
    return b


def option(r: Any) -> Any:
    """What ``partial_cmp`` gives to scripts."""
    return _then(r, lambda o: nothing() if o is None else some(o))


@std.function("fn min(v1: any, v2: any) -> any")
def min_(a: Any, b: Any) -> Any:
    return _then(compare.cmp(a, b), lambda o: b if o is GREATER else a)


@std.function("fn max(v1: any, v2: any) -> any")
def max_(a: Any, b: Any) -> Any:
    return _then(compare.cmp(a, b), lambda o: a if o is GREATER else b)


@PARTIAL_EQ.method("fn eq(&self, other: any) -> bool")
def eq_method(a: Any, b: Any) -> Any:
    return partial_eq(a, _operand(a, b))


@PARTIAL_EQ.method("fn ne(&self, other: any) -> bool")
def ne_method(a: Any, b: Any) -> Any:
    return ne(a, _operand(a, b))


@PARTIAL_ORD.method("fn partial_cmp(&self, other: any) -> Option")
def partial_cmp(a: Any, b: Any) -> Any:
    return option(compare.partial_cmp(a, _operand(a, b)))


@PARTIAL_ORD.method("fn lt(&self, other: any) -> bool")
def lt(a: Any, b: Any) -> Any:
    return compare.lt(a, _operand(a, b))


@PARTIAL_ORD.method("fn le(&self, other: any) -> bool")
def le(a: Any, b: Any) -> Any:
    return compare.le(a, _operand(a, b))


@PARTIAL_ORD.method("fn gt(&self, other: any) -> bool")
def gt(a: Any, b: Any) -> Any:
    return compare.gt(a, _operand(a, b))


@PARTIAL_ORD.method("fn ge(&self, other: any) -> bool")
def ge(a: Any, b: Any) -> Any:
    return compare.ge(a, _operand(a, b))


@ORD.method("fn cmp(&self, other: any) -> Ordering")
def cmp(a: Any, b: Any) -> Any:
    return compare.cmp(a, _operand(a, b))


@ORD.method("fn min(&self, other: any) -> any")
def min_method(a: Any, b: Any) -> Any:
    return min_(a, _operand(a, b))


@ORD.method("fn max(&self, other: any) -> any")
def max_method(a: Any, b: Any) -> Any:
    return max_(a, _operand(a, b))

"""``std::option``: values that may be absent."""

from __future__ import annotations

from bindrune.core.runtime.arguments import expected, take_argument
from bindrune.core.runtime.iterators import ListIter, list_iter
from bindrune.core.runtime.module import Module
from bindrune.core.runtime.traits import CLONE, COMPARABLE, DOUBLE_ENDED, ITERATOR
from bindrune.core.vm import types
from bindrune.core.vm.access import check_read
from bindrune.core.vm.errors import panic
from bindrune.core.vm.operations.display import display
from bindrune.core.vm.types import native_type, type_of
from bindrune.core.vm.values import Err, Nothing, Ok, Some, err, nothing, ok, some

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from bindrune.core.vm.native import Driving
    from bindrune.core.vm.values import Function


class OptionIter(ListIter):
    """``::std::option::Iter``: the payload as it was when the iterator was made."""

    __slots__ = ()


std = Module("::std::option")
option = std.type(types.OPTION)
option_iter = std.type(native_type("::std::option::Iter", OptionIter))

option.variant("Some", "fn Some(value: any) -> Option", some)
option.variant("None", "fn None() -> Option", nothing)
option.implement(CLONE, *COMPARABLE)
option_iter.implement(ITERATOR, DOUBLE_ENDED, CLONE)


@option.method("fn is_some(&self) -> bool")
def is_some(value: Any) -> bool:
    return value.__class__ is Some


@option.method("fn is_none(&self) -> bool")
def is_none(value: Any) -> bool:
    return value.__class__ is Nothing


@option.method("fn expect(&self, message: any) -> any")
def expect(value: Any, message: Any) -> Any:
    if value.__class__ is Some:
        return value.f_0
    raise panic(display(message))


@option.method("fn unwrap(&self) -> any")
def unwrap(value: Any) -> Any:
    if value.__class__ is Some:
        return value.f_0
    raise panic("Called `Option::unwrap()` on a `None` value")


@option.method("fn unwrap_or(&self, default: any) -> any")
def unwrap_or(value: Any, default: Any) -> Any:
    return value.f_0 if value.__class__ is Some else default


@option.method("fn unwrap_or_else(&self, default: Function) -> any", calls_back=True)
def unwrap_or_else(value: Any, default: Function) -> Driving:
    if value.__class__ is Some:
        return value.f_0
    return (yield default, ())


@option.method("fn iter(&self) -> Iter")
@option.protocol("INTO_ITER", "fn into_iter(&self) -> Iter")
def iterate(value: Any) -> OptionIter:
    return list_iter(OptionIter, [value.f_0] if value.__class__ is Some else [])


@option.method("fn and_then(&self, then: Function) -> Option", calls_back=True)
def and_then(value: Any, then: Function) -> Driving:
    if value.__class__ is Nothing:
        return nothing()
    result = yield then, (value.f_0,)
    return take_argument(result, types.OPTION)


@option.method("fn map(&self, then: Function) -> Option", calls_back=True)
def map_(value: Any, then: Function) -> Driving:
    if value.__class__ is Nothing:
        return nothing()
    return some((yield then, (value.f_0,)))


@option.method("fn take(&mut self) -> Option")
def take(value: Any) -> Some | Nothing:
    if value.__class__ is Nothing:
        return nothing()
    taken = some(value.f_0)
    value.f_0 = None
    # The cell stays the same value for its other owners and becomes a None.
    value.__class__ = Nothing
    return taken


@option.method("fn transpose(&self) -> any")
def transpose(value: Any) -> Any:
    if value.__class__ is Nothing:
        return ok(nothing())
    inner = value.f_0
    if type_of(inner) is not types.RESULT:
        raise expected(types.RESULT, inner)
    check_read(inner)
    if inner.__class__ is Ok:
        return ok(some(inner.f_0))
    return err(inner.f_0)


@option.method("fn ok_or(&self, err: any) -> Result")
def ok_or(value: Any, error: Any) -> Ok | Err:
    return ok(value.f_0) if value.__class__ is Some else err(error)


@option.method("fn ok_or_else(&self, err: Function) -> Result", calls_back=True)
def ok_or_else(value: Any, error: Function) -> Driving:
    if value.__class__ is Some:
        return ok(value.f_0)
    return err((yield error, ()))


@option_iter.protocol("CLONE", "fn clone(&self) -> Iter")
def clone_iter(it: OptionIter) -> OptionIter:
    copy = list_iter(OptionIter, it.a)
    copy.i = it.i
    copy.j = it.j
    return copy

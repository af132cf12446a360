"""``std::result``: values or errors."""

from __future__ import annotations

from bindrune.core.runtime.arguments import take_argument
from bindrune.core.runtime.module import Module
from bindrune.core.runtime.traits import CLONE, COMPARABLE
from bindrune.core.vm import types
from bindrune.core.vm.errors import panic
from bindrune.core.vm.native import Driven
from bindrune.core.vm.operations.debug import debug_charged
from bindrune.core.vm.operations.display import display
from bindrune.core.vm.operations.driving import settle
from bindrune.core.vm.values import Err, Nothing, Ok, Some, err, nothing, ok, some

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from bindrune.core.vm.native import Driving
    from bindrune.core.vm.values import Function

std = Module("::std::result")
result = std.type(types.RESULT)
result.variant("Ok", "fn Ok(value: any) -> Result", ok)
result.variant("Err", "fn Err(value: any) -> Result", err)
result.implement(CLONE, *COMPARABLE)


@result.method("fn ok(&self) -> Option")
def ok_(value: Any) -> Some | Nothing:
    return some(value.f_0) if value.__class__ is Ok else nothing()


@result.method("fn is_ok(&self) -> bool")
def is_ok(value: Any) -> bool:
    return value.__class__ is Ok


@result.method("fn is_err(&self) -> bool")
def is_err(value: Any) -> bool:
    return value.__class__ is Err


@result.method("fn unwrap(&self) -> any")
def unwrap(value: Any) -> Any:
    if value.__class__ is Ok:
        return value.f_0
    return settle(_refuse("Called `Result::unwrap()` on an `Err` value", value.f_0))


def _refuse(message: str, error: Any) -> Driving:
    """Panic with the text of an error, which may be large."""
    text = debug_charged(error)
    if text.__class__ is Driven:
        text = yield text
    raise panic(f"{message}: {text}")


@result.method("fn unwrap_or(&self, default: any) -> any")
def unwrap_or(value: Any, default: Any) -> Any:
    return value.f_0 if value.__class__ is Ok else default


@result.method("fn unwrap_or_else(&self, default: Function) -> any", calls_back=True)
def unwrap_or_else(value: Any, default: Function) -> Driving:
    if value.__class__ is Ok:
        return value.f_0
    return (yield default, (value.f_0,))


@result.method("fn expect(&self, message: any) -> any")
def expect(value: Any, message: Any) -> Any:
    if value.__class__ is Ok:
        return value.f_0
    return settle(_refuse(display(message), value.f_0))


@result.method("fn and_then(&self, op: Function) -> Result", calls_back=True)
def and_then(value: Any, op: Function) -> Driving:
    if value.__class__ is Err:
        return err(value.f_0)
    return take_argument((yield op, (value.f_0,)), types.RESULT)


@result.method("fn map(&self, then: Function) -> Result", calls_back=True)
def map_(value: Any, then: Function) -> Driving:
    if value.__class__ is Err:
        return err(value.f_0)
    return ok((yield then, (value.f_0,)))

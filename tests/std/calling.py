"""Calling natives from tests: Python values in, debug texts out, and Python functions as
callbacks.

``call`` finds the row by its path and drives what it returns, answering requests as the machine
would.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.formatting.hashes import parameters_hash, path_hash
from bindrune.core.std.modules import default_context
from bindrune.core.vm.errors import VmError
from bindrune.core.vm.native import Driven, Native
from bindrune.core.vm.operations.debug import debug
from bindrune.core.vm.values import Bytes, Function, Range, RangeHalfOpen, string, tuple_, vec

if TYPE_CHECKING:
    from collections.abc import Callable

CONTEXT = default_context()


def script(value: Any) -> Any:
    """Return a script value: texts become Strings, lists Vecs, tuples Tuples, callables
    functions.
    """
    if isinstance(value, str):
        return string(value)
    if isinstance(value, bytes):
        made = Bytes()
        made.b = bytearray(value)
        made.token = None
        return made
    if isinstance(value, list):
        return vec([script(x) for x in value])
    if isinstance(value, tuple):
        return tuple_([script(x) for x in value]) if value else None
    if callable(value) and not isinstance(value, type):
        return function(value)
    return value


class Char:
    """A char among Python values, where a ``str`` means a String."""

    def __init__(self, c: str) -> None:
        self.c = c


def function(target: Callable[..., Any]) -> Function:
    """Return a function value that calls ``target``."""
    made = Function()
    made.py = None
    made.kind = "native"
    made.target = target
    made.env = ()
    made.arity = -1
    made.token = None
    return made


def span(start: Any, end: Any) -> Range:
    """Return the range ``start..end``."""
    made = RangeHalfOpen()
    made.start = start
    made.end = end
    made.token = None
    return made


def drive(result: Any) -> Any:
    """Return ``result``, after answering its requests if it is a generator object."""
    if result.__class__ is not Driven:
        return result
    answer: Any = None
    error: VmError | None = None
    while True:
        try:
            request = result.throw(error) if error else result.send(answer)
        except StopIteration as end:
            return end.value
        answer = error = None
        if isinstance(request, int):
            continue
        try:
            if request.__class__ is Driven:
                answer = drive(request)
            else:
                callee, arguments = request
                handler = callee.handler if isinstance(callee, Native) else callee.target
                answer = drive(handler(*arguments))
        except VmError as raised:
            error = raised


def call(path: str, *arguments: Any, generic: str | None = None) -> Any:
    """Call the native at ``path`` with script values made of ``arguments``."""
    params = parameters_hash(0, [path_hash(generic)]) if generic else 0
    native = CONTEXT.function(path, params)
    assert native is not None, path
    values = [x.c if isinstance(x, Char) else script(x) for x in arguments]
    assert native.arity in (-1, len(values))
    return drive(native.handler(*values))


def shown(path: str, *arguments: Any, generic: str | None = None) -> str:
    """Return the debug text of what ``call`` gives, or the message of its error."""
    try:
        return debug(call(path, *arguments, generic=generic))
    except VmError as error:
        return error.message


def elements(iterator: Any) -> list[Any]:
    """Return the debug texts of what is left of an iterator."""
    from bindrune.core.vm.native import END

    found = []
    while (x := drive(iterator.step())) is not END:
        found.append(debug(x))
    return found

"""``clone``: what is copied and how deep.

Inline values are copied as they are, Strings and Bytes with their content, Vec and Object
shallowly; a Tuple, Option or Result clones what it holds. A script's struct stays the same value.
Other types have the protocol CLONE or refuse.
"""

from __future__ import annotations

from bindrune.core.vm.access import check_read
from bindrune.core.vm.faults import missing_protocol
from bindrune.core.vm.native import Driven
from bindrune.core.vm.operations.driving import settle
from bindrune.core.vm.sizes import LARGE, PER_UNIT, STEPS, STEPS_FUEL
from bindrune.core.vm.structs import Record
from bindrune.core.vm.values import (
    Bytes,
    Cell,
    Err,
    Function,
    Nothing,
    Object,
    Ok,
    Some,
    String,
    Tuple,
    Variant,
    Vec,
    string,
    text,
    tuple_,
    vec,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def clone(value: Any) -> Any:
    """A clone of ``value``; a generator object if a type's CLONE needs the machine."""
    cls = value.__class__
    if not isinstance(value, Cell):
        return value
    if cls is String:
        return string(text(value))  # type: ignore[arg-type]
    if cls is Vec and len(value.a) < LARGE:  # type: ignore[attr-defined]
        return vec(value.a[:])  # type: ignore[attr-defined]
    return settle(_walk(value))


def _walk(root: Any) -> Any:
    """Copy depth first with a list of holes to fill: (container, index or -1, value)."""
    result: list[Any] = [root]
    todo: list[Any] = [(result, 0, root)]
    open_: dict[int, Any] = {}
    steps = 0
    while todo:
        steps += 1
        if steps == STEPS:
            yield STEPS_FUEL
            steps = 0
        target, index, value = todo.pop()
        if target is None:
            del open_[value]
            continue
        copy = open_.get(id(value))
        if copy is None:
            size = _size(value)
            if size >= LARGE:
                yield size // PER_UNIT
            copy = _copy(value)
            if copy.__class__ is Driven:
                copy = yield copy
            cls = value.__class__
            if cls is Tuple:
                open_[id(value)] = copy
                todo.append((None, 0, id(value)))
                todo += [(copy.a, i, x) for i, x in enumerate(value.a) if isinstance(x, Cell)]
            elif cls is Some or cls is Ok or cls is Err:
                open_[id(value)] = copy
                todo.append((None, 0, id(value)))
                if isinstance(value.f_0, Cell):
                    todo.append((copy, -1, value.f_0))
        if index < 0:
            target.f_0 = copy
        else:
            target[index] = copy
    return result[0]


def _size(value: Any) -> int:
    """How many elements a copy has, where they may be many."""
    cls = value.__class__
    if cls is Vec:
        return len(value.a)
    return len(value.d) if cls is Object else len(value.b) if cls is Bytes else 0


def _copy(value: Any) -> Any:
    """The copy of one cell; what it holds is still shared."""
    cls = value.__class__
    if cls.state:
        check_read(value)
    if cls is String:
        return string(text(value))
    if cls is Vec:
        return vec(value.a[:])
    if cls is Tuple:
        return tuple_(value.a[:])
    if cls is Object:
        fresh = Object()
        fresh.d = value.d.copy()
        fresh.token = None
        return fresh
    if cls is Bytes:
        copy = Bytes()
        copy.b = value.b[:]
        copy.token = None
        return copy
    if isinstance(value, Record):
        return value
    if issubclass(cls, Variant):
        same: Any = cls()
        if cls is not Nothing:
            same.f_0 = value.f_0
        same.token = None
        return same
    if cls is Function:
        function = Function()
        function.kind = value.kind
        function.target = value.target
        function.env = value.env
        function.arity = value.arity
        function.py = value.py
        function.token = None
        return function
    native = cls.info.protocol("CLONE")
    if native is None:
        raise missing_protocol("CLONE", value)
    return native.handler(value)

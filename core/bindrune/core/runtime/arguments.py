"""Checks and conversions of natives' arguments, generated once for each shape of parameters.

A *shape* is the tuple of the parameters' modes and types. For each a small Python function is
written as text and compiled when the first native of that shape is used; it tests every argument
from left to right by class, converts what is to be converted and calls the handler. The test of a
class is the access check as well, since moved and held values have other classes (see
``vm.access``); only the slow path, which raises, looks at what was wrong.

A native that calls back keeps its receiver borrowed or held while callbacks run; the wrapper then
is a generator function around the handler's generator.
"""

from __future__ import annotations

from bindrune.core.runtime.signatures import INLINE, INTEGERS, Param, Signature
from bindrune.core.vm import types
from bindrune.core.vm.access import borrow, deny, hold, n_shared, release, take
from bindrune.core.vm.faults import (
    clash,
    coercion,
    expected,
    expected_number,
    refuse,
)
from bindrune.core.vm.types import TypeInfo
from bindrune.core.vm.values import U64, String, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

__all__ = [
    "coercion",
    "expected",
    "expected_number",
    "integer",
    "read_argument",
    "refuse",
    "string_argument",
    "take_argument",
    "wrap",
    "write_argument",
]


def integer(value: object, target: str) -> int:
    """Convert an argument to the host integer ``target``."""
    cls = value.__class__
    if cls is not int and cls is not U64:
        raise expected_number(value)
    low, high = INTEGERS[target]
    if not low <= value <= high:  # type: ignore[operator]
        raise coercion(value, target)  # type: ignore[arg-type]
    return int(value)  # type: ignore[call-overload,no-any-return]


def string_argument(value: object) -> str:
    """The text of an argument that should be a String that can be read."""
    if value.__class__ is not String:
        refuse(value, types.STRING, "read")
    return text(value)


def read_argument(value: Any, info: TypeInfo) -> Any:
    """Check that an argument is of the type and readable."""
    cls = value.__class__
    if cls not in info.classes:
        refuse(value, info, "read")
    return value


def write_argument(value: Any, info: TypeInfo) -> Any:
    """Check that an argument is of the type and writable."""
    cls = value.__class__
    if cls not in info.classes:
        refuse(value, info, "write")
    if value.token is not None and n_shared(value):
        raise deny(value, "write", "writing")
    return value


def take_argument(value: Any, info: TypeInfo) -> Any:
    """Move an argument of the type out of its place."""
    cls = value.__class__
    if cls not in info.classes:
        refuse(value, info, "take")
    return take(value)


_NAMESPACE: dict[str, Any] = {
    "U64": U64,
    "String": String,
    "STRING": types.STRING,
    "text": text,
    "take": take,
    "borrow": borrow,
    "hold": hold,
    "release": release,
    "n_shared": n_shared,
    "deny": deny,
    "refuse": refuse,
    "clash": clash,
    "expected": expected,
    "expected_number": expected_number,
    "coercion": coercion,
    "str_": str,
    "float_": float,
    "bool_": bool,
}

_FACTORIES: dict[tuple[object, ...], Callable[..., Any]] = {}


def wrap(
    source: Callable[..., Any],
    signature: Signature,
    resolve: Callable[[str], TypeInfo],
    calls_back: bool,
) -> Callable[..., Any]:
    """Return ``source`` behind the checks that ``signature`` asks for."""
    infos: list[TypeInfo] = []
    shape: list[object] = [calls_back]
    for param in signature.params:
        if param.mode in ("read", "write", "take", "inline"):
            info = resolve(param.type)
            infos.append(info)
            if param.mode != "inline" or param.type not in INLINE:
                shape.append((param.mode, len(info.classes) > 1))
                continue
        else:
            infos.append(types.STRING)
        shape.append((param.mode, param.type))
    if all(param.mode in ("alias", "rest") for param in signature.params):
        return source
    key = tuple(shape)
    factory = _FACTORIES.get(key)
    if factory is None:
        factory = _FACTORIES[key] = _compile(signature.params, infos, calls_back)
    arguments: list[object] = [source]
    for info in infos:
        arguments.append(info)
        arguments.append(info.classes[0] if len(info.classes) == 1 else info.classes)
    return factory(*arguments)  # type: ignore[no-any-return]


def _compile(params: list[Param], infos: list[TypeInfo], calls_back: bool) -> Callable[..., Any]:
    names = [f"a{i}" for i in range(len(params))]
    held: list[tuple[str, str]] = []  # earlier arguments of this call and how they are held
    body: list[str] = []
    for a, (i, param) in zip(names, enumerate(params), strict=True):
        many = len(infos[i].classes) > 1
        test = f"{a}.__class__ {'not in' if many else 'is not'} C{i}"
        mode = param.mode
        if mode in ("read", "write", "take"):
            body.append(f"if {test}: refuse({a}, I{i}, {mode!r})")
            for other, how in held:
                if how == "write" or mode != "read":
                    body.append(f"if {a} is {other}: clash({a}, {mode!r}, {how!r})")
            if mode == "write":
                body.append(
                    f"if {a} is not None and {a}.token is not None and n_shared({a}): "
                    f"raise deny({a}, 'write', 'writing')"
                )
            if mode == "take":
                body.append(f"if {a} is not None: {a} = take({a})")
            else:
                held.append((a, mode))
        elif mode in ("str", "text"):
            verb = "read" if mode == "str" else "take"
            body.append(f"if {a}.__class__ is not String: refuse({a}, STRING, {verb!r})")
            for other, how in held:
                if how == "write" or mode == "text":
                    body.append(f"if {a} is {other}: clash({a}, {verb!r}, {how!r})")
            if mode == "text":
                body.append(f"{a} = take({a})")
            body.append(f"{a} = {a}.s if {a}.parts is None else text({a})")
        elif mode == "int":
            low, high = INTEGERS[param.type]
            body.append(f"if {a}.__class__ is not int:")
            body.append(f"    if {a}.__class__ is not U64: raise expected_number({a})")
            body.append(f"    {a} = int({a})")
            body.append(f"if not {low} <= {a} <= {high}: raise coercion({a}, {param.type!r})")
        elif mode == "inline":
            if param.type in INLINE:
                python = INLINE[param.type].__name__ + "_"
                body.append(f"if {a}.__class__ is not {python}: raise expected(I{i}, {a})")
            else:
                body.append(f"if {test}: raise expected(I{i}, {a})")
    heads = [f"*{a}" if p.mode == "rest" else a for a, p in zip(names, params, strict=True)]
    call = f"source({', '.join(heads)})"
    lines = [f"def make(source{''.join(f', I{i}, C{i}' for i in range(len(params)))}):"]
    if calls_back and held:
        lines.append(f"    def keep({', '.join(heads)}):")
        for i, (a, how) in enumerate(held):
            keep = "borrow" if how == "read" else "hold"
            lines.append(f"        t{i} = {keep}({a}) if {a} is not None else None")
        lines.append(f"        try: return (yield from {call})")
        lines.append("        finally:")
        lines += [f"            release({a})" for a, how in held if how == "write"]
        lines.append("            " + "; ".join(f"t{i} = None" for i in range(len(held))))
        call = f"keep({', '.join(heads)})"
    lines.append(f"    def call({', '.join(heads)}):")
    lines += [f"        {line}" for line in body]
    lines.append(f"        return {call}")
    lines.append("    return call")
    namespace = dict(_NAMESPACE)
    exec(compile("\n".join(lines), "<native arguments>", "exec"), namespace)
    return namespace["make"]  # type: ignore[no-any-return]

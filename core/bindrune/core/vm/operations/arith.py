"""Arithmetic, bits and shifts: ``add`` to ``shr``, their compound forms, ``neg`` and ``not_``.

The result has the type of the left operand. Integers mix by converting the right operand; every
result is checked. Floats go with floats only. On heap values an operator is the protocol function
of the same name; a String has ADD built in. Compound forms return the value to store: a new inline
value, or the heap value that was changed in place.
"""

from __future__ import annotations

import _operator as operator
from math import fmod

from bindrune.core.vm.access import deny, n_shared
from bindrune.core.vm.faults import (
    clash,
    coercion,
    divide_by_zero,
    expected_number,
    overflow,
    refuse,
    underflow,
    unsupported_binary,
    unsupported_unary,
)
from bindrune.core.vm.sizes import LARGE, charged
from bindrune.core.vm.types import STRING, type_of
from bindrune.core.vm.values import U64, Cell, String, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Final

MIN: Final = -(1 << 63)
MAX: Final = (1 << 63) - 1
U_MAX: Final = (1 << 64) - 1


def add(a: Any, b: Any) -> Any:
    """``a + b``."""
    cls = a.__class__
    if cls is b.__class__:
        if cls is int:
            r = a + b
            if r.bit_length() > 63 and r != MIN:
                raise overflow()
            return r
        if cls is float:
            return a + b
        if cls is String:
            return _join(a.s if a.parts is None else text(a), b.s if b.parts is None else text(b))
    return _slow("ADD", a, b)


def sub(a: Any, b: Any) -> Any:
    """``a - b``."""
    cls = a.__class__
    if cls is b.__class__:
        if cls is int:
            r = a - b
            if r.bit_length() > 63 and r != MIN:
                raise underflow()
            return r
        if cls is float:
            return a - b
    return _slow("SUB", a, b)


def mul(a: Any, b: Any) -> Any:
    """``a * b``."""
    cls = a.__class__
    if cls is b.__class__:
        if cls is int:
            r = a * b
            if r.bit_length() > 63 and r != MIN:
                raise overflow()
            return r
        if cls is float:
            return a * b
    return _slow("MUL", a, b)


def div(a: Any, b: Any) -> Any:
    """``a / b``, towards zero for integers."""
    cls = a.__class__
    if cls is b.__class__:
        if cls is int:
            return _div_int(a, b)
        if cls is float:
            return _div_float(a, b)
    return _slow("DIV", a, b)


def rem(a: Any, b: Any) -> Any:
    """``a % b``, with the sign of ``a``."""
    cls = a.__class__
    if cls is b.__class__:
        if cls is int:
            return _rem_int(a, b)
        if cls is float:
            return _rem_float(a, b)
    return _slow("REM", a, b)


def bit_and(a: Any, b: Any) -> Any:
    """``a & b``."""
    cls = a.__class__
    if cls is b.__class__ and (cls is int or cls is bool):
        return a & b
    return _slow("BIT_AND", a, b)


def bit_or(a: Any, b: Any) -> Any:
    """``a | b``."""
    cls = a.__class__
    if cls is b.__class__ and (cls is int or cls is bool):
        return a | b
    return _slow("BIT_OR", a, b)


def bit_xor(a: Any, b: Any) -> Any:
    """``a ^ b``."""
    cls = a.__class__
    if cls is b.__class__ and (cls is int or cls is bool):
        return a ^ b
    return _slow("BIT_XOR", a, b)


def shl(a: Any, b: Any) -> Any:
    """``a << b``; bits that are shifted out are lost."""
    return _slow("SHL", a, b)


def shr(a: Any, b: Any) -> Any:
    """``a >> b``, keeping the sign of an i64."""
    return _slow("SHR", a, b)


def _div_int(a: int, b: int) -> int:
    if b == 0 or (b == -1 and a == MIN):
        raise divide_by_zero()
    return a // b if (a >= 0) is (b > 0) else -(-a // b)


def _rem_int(a: int, b: int) -> int:
    if b == 0 or (b == -1 and a == MIN):
        raise divide_by_zero()
    return a % abs(b) if a >= 0 else -(-a % abs(b))


_INVALID: Final = -float("nan")
"""What an operation without a result gives: as on x86, its sign bit is set, and `{:08}` shows that."""


def _div_float(a: float, b: float) -> float:
    try:
        return a / b
    except ZeroDivisionError:
        if a == 0.0 or a != a:
            return _INVALID if a == 0.0 else a
        return float("inf") if (a > 0) is (str(b)[0] != "-") else float("-inf")


def _rem_float(a: float, b: float) -> float:
    try:
        return fmod(a, b)
    except ValueError:
        return _INVALID


def _shl_int(a: int, b: int) -> int:
    r = a << b & U_MAX
    return r - (1 << 64) if r > MAX else r


_INT: dict[str, tuple[Callable[[int, int], int], Callable[[], Exception]]] = {
    "ADD": (operator.add, overflow),
    "SUB": (operator.sub, underflow),
    "MUL": (operator.mul, overflow),
    "DIV": (_div_int, overflow),
    "REM": (_rem_int, overflow),
    "BIT_AND": (operator.and_, overflow),
    "BIT_OR": (operator.or_, overflow),
    "BIT_XOR": (operator.xor, overflow),
}

_FLOAT: dict[str, Callable[[float, float], float]] = {
    "ADD": operator.add,
    "SUB": operator.sub,
    "MUL": operator.mul,
    "DIV": _div_float,
    "REM": _rem_float,
}

_BOOL: dict[str, Callable[[bool, bool], bool]] = {
    "BIT_AND": operator.and_,
    "BIT_OR": operator.or_,
    "BIT_XOR": operator.xor,
}


def _slow(op: str, a: Any, b: Any, protocol: str | None = None) -> Any:
    """Any operator on any operands; ``protocol`` names its compound form, if it is one."""
    cls = a.__class__
    protocol = protocol or op
    if cls is int or cls is U64:
        other = b.__class__
        if other is not int and other is not U64:
            if isinstance(b, Cell):
                raise unsupported_binary(protocol, a, b)
            raise expected_number(b)
        if op in ("SHL", "SHR"):
            return _shift(op, a, b)
        if cls is int:
            if b > MAX:
                raise coercion(b, "i64")
            function, error = _INT[op]
            r = function(a, b)
            if not MIN <= r <= MAX:
                raise error()
            return int(r)
        if b < 0:
            raise coercion(b, "u64")
        function, error = _INT[op]
        r = function(int(a), int(b))
        if not 0 <= r <= U_MAX:
            raise error()
        return U64(r)
    if cls is float:
        if b.__class__ is float and op in _FLOAT:
            return _FLOAT[op](a, b)
        raise unsupported_binary(protocol, a, b)
    if cls is bool and b.__class__ is bool and op in _BOOL:
        return _BOOL[op](a, b)
    if not isinstance(a, Cell):
        raise unsupported_binary(protocol, a, b)
    if op == "ADD" and a.info is STRING:
        return _add_string(a, b)
    native = a.info.protocol(protocol)
    if native is None:
        raise unsupported_binary(protocol, a, b)
    return native.handler(a, b)


def _shift(op: str, a: Any, b: int) -> int:
    if not 0 <= b < 1 << 32:
        raise coercion(b, "u32")
    if b >= 64:
        raise overflow() if op == "SHL" else underflow()
    if op == "SHR":
        r = int(a) >> b
        return U64(r) if a.__class__ is U64 else r
    return U64(int(a) << b & U_MAX) if a.__class__ is U64 else _shl_int(a, b)


def _add_string(a: Any, b: Any) -> Any:
    if a.__class__ is not String:
        refuse(a, STRING, "read")
    if b.__class__ is not String:
        refuse(b, STRING, "read")
    return _join(text(a), text(b))


def _join(a: str, b: str) -> Any:
    size = len(a) + len(b)
    if size >= LARGE:
        return charged(size, concatenate, a, b)
    return concatenate(a, b)


def concatenate(a: str, b: str) -> String:
    """A String of two texts."""
    r = String()
    r.s = a + b
    r.parts = None
    r.token = None
    return r


def append(a: String, more: str) -> Any:
    """Append a text to a String; the result is the String."""
    if a.parts is None:
        a.parts = [a.s]
    a.parts.append(more)
    return a


def _compound(op: str) -> Callable[[Any, Any], Any]:
    protocol = op + "_ASSIGN"

    def compound(a: Any, b: Any) -> Any:
        if not isinstance(a, Cell):
            return _slow(op, a, b, protocol)
        native = a.info.protocol(protocol)
        if native is None:
            raise unsupported_binary(protocol, a, b)
        r = native.handler(a, b)
        return a if r is None else _then(r, a)

    return compound


def _then(driven: Any, value: Any) -> Any:
    """Drive a compound operation that calls back; the result is the changed value."""
    yield driven
    return value


def add_assign(a: Any, b: Any) -> Any:
    """``a += b``: the value to store."""
    cls = a.__class__
    if cls is int:
        if b.__class__ is int:
            r = a + b
            if r.bit_length() > 63 and r != MIN:
                raise overflow()
            return r
    elif cls is String:
        if a.token is not None and n_shared(a):
            raise deny(a, "write", "writing")
        if b is a:
            clash(a, "read", "write")
        if b.__class__ is not String:
            refuse(b, STRING, "read")
        more = b.s if b.parts is None else text(b)
        return append(a, more) if len(more) < LARGE else charged(len(more), append, a, more)
    elif isinstance(a, Cell) and a.info is STRING:
        raise deny(a, "write", "writing")  # type: ignore[arg-type]
    return _add_assign(a, b)


_add_assign = _compound("ADD")
sub_assign = _compound("SUB")
mul_assign = _compound("MUL")
div_assign = _compound("DIV")
rem_assign = _compound("REM")
bit_and_assign = _compound("BIT_AND")
bit_or_assign = _compound("BIT_OR")
bit_xor_assign = _compound("BIT_XOR")
shl_assign = _compound("SHL")
shr_assign = _compound("SHR")


def neg(a: Any) -> Any:
    """``-a``."""
    cls = a.__class__
    if cls is int:
        if a == MIN:
            raise overflow()
        return -a
    if cls is float:
        return -a
    return _unary("NEG", a)


def not_(a: Any) -> Any:
    """``!a``: of a bool, or the bits of an integer."""
    cls = a.__class__
    if cls is bool:
        return not a
    if cls is int:
        return ~a
    if cls is U64:
        return U64(a ^ U_MAX)
    return _unary("NOT", a)


def _unary(protocol: str, a: Any) -> Any:
    native = type_of(a).protocol(protocol)
    if native is None:
        raise unsupported_unary(protocol, a)
    return native.handler(a)

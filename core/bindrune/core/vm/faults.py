"""The errors of running programs: one function for each text, so that a text is written once.

Each returns the ``VmError`` to raise. ``KINDS`` of errors are lower-case with dashes, after the
reference's names.
"""

from __future__ import annotations

from bindrune.core.vm.access import deny, n_shared
from bindrune.core.vm.errors import VmError
from bindrune.core.vm.types import TypeInfo, name_of, type_of
from bindrune.core.vm.values import Borrowable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final, NoReturn


ACCESS: Final = {"read": "reading", "write": "writing", "take": "taking"}


def overflow() -> VmError:
    """Addition, multiplication, negation, left shift beyond the type."""
    return VmError("overflow", "Numerical overflow")


def underflow() -> VmError:
    """Subtraction or right shift beyond the type."""
    return VmError("underflow", "Numerical underflow")


def divide_by_zero() -> VmError:
    """Division by zero, and of the least i64 by -1."""
    return VmError("divide-by-zero", "Division by zero")


def expected(info: TypeInfo, value: object) -> VmError:
    """A value of the wrong type."""
    return VmError("expected-type", f"Expected type `{info.name}` but found `{name_of(value)}`")


def expected_number(value: object) -> VmError:
    """A value that should be an integer."""
    return VmError("expected-number", f"Expected number type, but found `{name_of(value)}`")


def coercion(value: int, target: str) -> VmError:
    """An integer that does not fit its target type."""
    return VmError(
        "value-to-integer-coercion",
        f"Failed to convert value `{int(value)}` to integer `{target}`",
    )


def unfit(value: int, target: str) -> VmError:
    """An integer of the host that fits no value of scripts."""
    return VmError("integer-to-value-coercion", f"Failed to convert integer `{value}` to value `{target}`")


def refuse(value: Any, info: TypeInfo, verb: str) -> NoReturn:
    """Raise what is wrong with a value that should be of ``info`` and available to ``verb``."""
    if type_of(value) is not info:
        raise expected(info, value)
    raise deny(value, verb, ACCESS[verb])


def clash(value: Borrowable, verb: str, held: str) -> NoReturn:
    """Raise the access error of an argument that the same call already holds for ``held`` (read or
    write).
    """
    snapshot = "-X000000" if held == "write" else f"--{n_shared(value) + 1:06}"
    raise VmError(
        "access",
        f"Cannot {verb}, value has snapshot {snapshot} and is not available for {ACCESS[verb]}",
    )


def unsupported_binary(protocol: str, a: object, b: object) -> VmError:
    """An operator that the left operand's type does not have."""
    return VmError(
        "unsupported-binary-operation",
        f"Unsupported binary operation `{protocol}` on `{name_of(a)}` and `{name_of(b)}`",
    )


def unsupported_unary(protocol: str, value: object) -> VmError:
    """A unary operator, or HASH, that the type does not have."""
    return VmError(
        "unsupported-unary-operation",
        f"Unsupported unary operation `{protocol}` on {name_of(value)}",
    )


def missing_protocol(protocol: str, value: object) -> VmError:
    """A protocol function that the type does not have."""
    return VmError(
        "missing-protocol-function",
        f"Missing protocol function `{protocol}` for `{name_of(value)}`",
    )


def argument_count(given: int, expected_: int) -> VmError:
    """A call with the wrong number of arguments."""
    return VmError("bad-argument-count", f"Wrong number of arguments {given}, expected {expected_}")


def out_of_range(index: int, length: int) -> VmError:
    """A write past the end."""
    return VmError(
        "out-of-range",
        f"Index out of bounds, the length is `{length}` but the index is `{int(index)}`",
    )


def missing_index(value: object, index: int | None = None) -> VmError:
    """An index, or with ``None`` a slice or key, that is not there."""
    if index is None:
        return VmError("missing-index", f"Type `{name_of(value)}` missing index")
    return VmError("missing-index-integer", f"Type `{name_of(value)}` missing integer index `{int(index)}`")


def missing_field(value: object, name: str) -> VmError:
    """A field that is not there."""
    return VmError("missing-field", f"Missing field `{name}` on `{name_of(value)}`", (name, value))


def missing_name(value: object, name: str) -> VmError:
    """Reading a field that an Object, or a struct with named fields, does not have."""
    return VmError("object-index-missing", f"Missing index by name `{name}`", (name, value))


def unsupported_field_get(value: object, name: str) -> VmError:
    """A field of a type that has no fields."""
    return VmError(
        "unsupported-object-slot-index-get",
        f"Field `{name}` not available on `{name_of(value)}`",
        (name, value),
    )


def unsupported_field_set(value: object, name: str) -> VmError:
    """Assigning a field of a type that has no such field."""
    return VmError(
        "unsupported-object-slot-index-set",
        f"Field `{name}` not available to set on `{name_of(value)}`",
        name,
    )


def unsupported_tuple_get(value: object, index: int) -> VmError:
    """``v.0`` of a type without numbered fields."""
    return VmError(
        "unsupported-tuple-index-get",
        f"The tuple index get {index} operation is not supported on `{name_of(value)}`",
    )


def unsupported_tuple_set(value: object) -> VmError:
    """``v.0 = x`` where that is not possible."""
    return VmError(
        "unsupported-tuple-index-set",
        f"The tuple index set operation is not supported on `{name_of(value)}`",
    )


def unsupported_index_get(value: object, index: object) -> VmError:
    """``v[i]`` of a type that cannot be indexed so."""
    return VmError(
        "unsupported-index-get",
        f"The index get operation `{name_of(value)}[{name_of(index)}]` is not supported",
    )


def unsupported_index_set(value: object, index: object, new: object) -> VmError:
    """``v[i] = x`` where that is not possible."""
    return VmError(
        "unsupported-index-set",
        f"The index set operation `{name_of(value)}[{name_of(index)}] = {name_of(new)}` is not supported",
    )


def illegal_float_comparison(a: float, b: float) -> VmError:
    """A total comparison with NaN."""
    return VmError(
        "illegal-float-comparison",
        f"Cannot perform a comparison of the floats {plain_float(a)} and {plain_float(b)}",
    )


def illegal_float_operation(x: float) -> VmError:
    """Hashing NaN."""
    return VmError("illegal-float-operation", f"Cannot perform operation on float `{plain_float(x)}`")


def illegal_format() -> VmError:
    """A format spec that does not suit the value."""
    return VmError("illegal-format", "Value cannot be formatted")


def plain_float(x: float) -> str:
    """A float as these messages print it: positional, whole ones without a fraction."""
    if x != x:
        return "NaN"
    if x in (float("inf"), float("-inf")):
        return "inf" if x > 0 else "-inf"
    shown = repr(x)
    if "e" not in shown:
        return shown.removesuffix(".0")
    digits, _, exponent = shown.partition("e")
    sign = "-" if digits[0] == "-" else ""
    whole, _, fraction = digits.lstrip("-").partition(".")
    point = len(whole) + int(exponent)
    both = whole + fraction
    if point <= 0:
        return f"{sign}0.{'0' * -point}{both}"
    if point >= len(both):
        return sign + both + "0" * (point - len(both))
    return f"{sign}{both[:point]}.{both[point:]}"

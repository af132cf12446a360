"""Values as hosts look at them, and on their way between a host and a script.

`to_script` copies plain Python values into a script's, `to_host` the other way round:

==================  ==========================================================
Python              Rune
==================  ==========================================================
None                unit; `None` of an Option too, on the way out
bool, int, float    bool, i64 (64 bits), f64
str                 String; a char comes out as a str of one character
bytes, bytearray    Bytes
list, tuple         Vec, Tuple
dict with str keys  Object; structs and variants with named fields come out so
==================  ==========================================================

On the way out `Some(value)` is its value. Everything else, such as functions and iterators, passes as it is, so that a
host can keep it and give it back.
"""

from __future__ import annotations

import re
from typing import Any

from bindrune.core.vm.operations.debug import debug
from bindrune.core.vm.structs import Record
from bindrune.core.vm.values import (
    U64,
    Bytes,
    Empty,
    Function,
    Nothing,
    Object,
    RangeFrom,
    RangeFull,
    RangeHalfOpen,
    RangeInclusive,
    RangeTo,
    RangeToInclusive,
    Some,
    String,
    Tuple,
    Vec,
    object_,
    string,
    text,
    tuple_,
    vec,
)


def is_unit(value: object) -> bool:
    """Whether a value is unit."""
    return value is None


def items_of(value: Any) -> list[object] | None:
    """The elements of a vector or tuple that can be read, else None."""
    return list(value.a) if value.__class__ in (Vec, Tuple) else None


def fields_of(value: Any) -> dict[str, object] | None:
    """The fields of an object or of a struct with named fields that can be read, else None."""
    if value.__class__ is Object:
        return dict(value.d)
    if isinstance(value, Record) and not value.state and value.shape == "named":
        return {name: getattr(value, "f_" + name) for name in value.names}
    return None


_RANGES = {
    RangeHalfOpen: "{0}..{1}",
    RangeFrom: "{0}..",
    RangeFull: "..",
    RangeInclusive: "{0}..={1}",
    RangeTo: "..{1}",
    RangeToInclusive: "..={1}",
}
_OBJECT = re.compile(r"<::(.+) object at 0x[0-9a-f]+>")


def describe(value: Any) -> str:
    """The text of a value as prompts and notebooks show it: its debug form, or more where that is only an address.

    Raises VmError if something in it cannot be read.
    """
    form = _RANGES.get(value.__class__)
    if form is not None:
        return form.format(*(end if end.__class__ is Empty else describe(end) for end in (value.start, value.end)))
    if value.__class__ is Function and value.kind in ("script", "closure", "native"):
        target: Any = value.target
        item = getattr(target, "item", "") or getattr(target, "path", "")
        takes = f"{value.arity} argument{'' if value.arity == 1 else 's'}"
        return f"<closure of {takes}>" if "{closure" in item else f"<fn {item.removeprefix('::')} of {takes}>"
    text_ = debug(value)
    found = _OBJECT.fullmatch(text_)
    return f"<{found[1]}>" if found else text_


def to_script(value: Any) -> Any:
    """Return a script's value for a plain Python value; what belongs to a script already stays. Raises ValueError for
    numbers beyond 64 bits, TypeError for keys that are no texts.
    """
    kind = value.__class__
    if kind is str:
        return string(value)
    if kind is int and not -(1 << 63) <= value < 1 << 63:
        raise ValueError("a number of a script has 64 bits")
    if kind in (bytes, bytearray):
        made = Bytes()
        made.b = bytearray(value)
        made.token = None
        return made
    if kind is list:
        return vec([to_script(item) for item in value])
    if kind is tuple:
        items = [to_script(item) for item in value]
        return tuple_(items) if items else None
    if kind is dict:
        if not all(isinstance(key, str) for key in value):
            raise TypeError("the keys of an Object are texts")
        return object_({key: to_script(item) for key, item in value.items()})
    return value


def to_host(value: Any) -> Any:
    """Return a plain Python value for a script's, as far as there is one."""
    kind = value.__class__
    if kind is String:
        return text(value)
    if kind is U64:
        return int(value)
    if kind is Bytes:
        return bytes(value.b)
    if kind is Vec:
        return [to_host(item) for item in value.a]
    if kind is Tuple:
        return tuple(to_host(item) for item in value.a)
    if kind is Some:
        return to_host(value.f_0)
    if kind is Nothing:
        return None
    fields = fields_of(value)
    return value if fields is None else {name: to_host(item) for name, item in fields.items()}

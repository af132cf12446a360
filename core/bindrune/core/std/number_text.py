"""Numbers read from texts: the rules of ``i64::parse``, ``u64::parse`` and ``f64::parse``.

An integer is ASCII digits after at most one sign. A float is digits with a point anywhere among
them, with an exponent, or ``inf``, ``infinity`` and ``nan`` in any case. Python's own readers take
more (blanks, underscores, other digits).
"""

from __future__ import annotations

from bindrune.core.std.num import parse_float_error, parse_int_error
from bindrune.core.vm.values import err, ok, u64

_SIGNS = ("+", "-")
_WORDS = ("inf", "infinity", "nan")


def integer_in(text: str) -> int | None:
    """Return the integer that ``text`` spells, or ``None``. It may be of any size."""
    digits = text[1:] if text[:1] in _SIGNS else text
    if not (digits.isascii() and digits.isdigit()):
        return None
    digits = digits.lstrip("0")
    if len(digits) > 20:
        return -(1 << 80) if text[0] == "-" else 1 << 80
    value = int(digits or "0")
    return -value if text[0] == "-" else value


def i64_in(text: str, missing: object) -> object:
    """Return the i64 that ``text`` spells, or ``missing``."""
    if text.isdigit() and text.isascii() and len(text) < 19:
        return int(text)
    value = integer_in(text)
    return missing if value is None or not -(1 << 63) <= value < 1 << 63 else value


def parse_i64(text: str) -> object:
    """Return ``Ok`` of the i64 that ``text`` spells, or an error."""
    value = i64_in(text, None)
    return err(parse_int_error()) if value is None else ok(value)


def parse_u64(text: str) -> object:
    """Return ``Ok`` of the u64 that ``text`` spells, or an error. A minus is refused, even before a
    zero.
    """
    value = integer_in(text)
    if value is None or text[0] == "-" or value >= 1 << 64:
        return err(parse_int_error())
    return ok(u64(value))


def parse_f64(text: str) -> object:
    """Return ``Ok`` of the float that ``text`` spells, or an error."""
    body = text[1:] if text[:1] in _SIGNS else text
    if body.lower() in _WORDS if body.isalpha() else _is_decimal(body):
        return ok(float(text))
    return err(parse_float_error())


def _is_decimal(body: str) -> bool:
    """Whether ``body`` is digits with at most one point, and a whole exponent if any."""
    if not body.isascii():
        return False
    mantissa, mark, exponent = body.replace("E", "e").partition("e")
    if mark:
        exponent = exponent[1:] if exponent[:1] in _SIGNS else exponent
        if not exponent.isdigit():
            return False
    return mantissa.replace(".", "", 1).isdigit()

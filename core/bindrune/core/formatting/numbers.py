"""Texts of floats: the form shown to people and the form shown inside other values.

Both are the shortest digits that read back as the same number, which `repr` finds. They part only
in where the exponent begins: shown by itself, a float has one from 1e16 up and below 1e-5; inside
another value (an element of a vector under `{:?}`) from 1e16 up and below 1e-4, as `repr` has it.
An exponent has neither plus nor padding, whole numbers end in `.0`.
"""

from __future__ import annotations


def display_float(x: float) -> str:
    """The text of a float by itself: `1.0`, `0.00001`, `1e-6`, `1e16`, `NaN`, `-inf`."""
    text = repr(x)
    if "e" not in text:
        return "NaN" if x != x else text
    mantissa, _, exponent = text.partition("e")
    power = int(exponent)
    if power != -5:
        return f"{_whole(mantissa)}e{power}"
    sign = "-" if mantissa[0] == "-" else ""
    return f"{sign}0.0000{mantissa.lstrip('-').replace('.', '')}"


def debug_float(x: float) -> str:
    """The text of a float inside another value: as by itself, but `1e-5` for `0.00001`."""
    text = repr(x)
    if "e" not in text:
        return "NaN" if x != x else text
    mantissa, _, exponent = text.partition("e")
    return f"{_whole(mantissa)}e{int(exponent)}"


def _whole(mantissa: str) -> str:
    """A mantissa without a fraction that is zero."""
    return mantissa.removesuffix(".0")

"""Texts of floats: the form shown to people and the form shown inside other values.

Both are the shortest digits that read back as the same number, which `repr` finds. They part only
in where the exponent begins: shown by itself, a float has one from 1e16 up and below 1e-5; inside
another value (an element of a vector under `{:?}`) from 1e16 up and below 1e-4, as `repr` has it.
An exponent has neither plus nor padding, whole numbers end in `.0`.

Where the exact value lies midway between the two shortest candidates, the form by itself takes the
even digit, the other one the larger: 872805598677135.25 is `…135.2` and `[…135.3]`.
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
    mantissa, _, exponent = text.partition("e")
    if len(mantissa) >= 17 and _is_midway(x, mantissa):
        mantissa = mantissa[:-1] + str(int(mantissa[-1]) + 1)
    if not exponent:
        return "NaN" if x != x else mantissa
    return f"{_whole(mantissa)}e{int(exponent)}"


def _is_midway(x: float, mantissa: str) -> bool:
    """Whether the exact digits of `x` are those of its text and a five.

    They are too many for that (more than 5**25) where more than 25 of them follow the point.
    """
    if x.as_integer_ratio()[1] > 2**25:
        return False
    exact = f"{x:.25f}".replace(".", "").strip("-0")
    return exact == mantissa.replace(".", "").strip("-0") + "5"


def _whole(mantissa: str) -> str:
    """A mantissa without a fraction that is zero."""
    return mantissa.removesuffix(".0")

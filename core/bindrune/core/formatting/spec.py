"""A format spec, such as `>8.2` in `{:>8.2}`, and what it does to a value's text.

Only four kinds of values heed a spec: ints and floats in both forms, Strings and chars in the
display form. All others (bools, u64, containers) are shown as if it were empty; the caller knows
which is which and asks here only for those four. What differs from the habits of other languages:

* without an alignment everything is flush left, numbers included, and centring puts the odd space
  on the right;
* `+` stands before the padding: `{:>+5}` of 1 is `+   1`;
* `0` puts zeros between sign and digits, whatever the alignment says, and drops the plus;
* a precision of zero counts as none; only floats have a precision;
* `x`, `X`, `b`, `p` take ints only. A negative one is shown in two's complement, but under `0`
  as sign and magnitude; the `0x` of `p` counts as digits.

Widths count code points.
"""

from __future__ import annotations

from math import copysign

from bindrune.core.formatting.numbers import display_float

DISPLAY = ""
DEBUG = "?"
RADIX_TYPES = "xXbp"

_U64 = 1 << 64


class FormatSpec:
    """A parsed spec. `kind` is its type: `""` (display), `?` (debug), `x`, `X`, `b` or `p`.

    `align` is `""`, `<`, `^` or `>`; `width` and `precision` are 0 where there is none.
    """

    __slots__ = ("align", "fill", "kind", "plus", "precision", "width", "zero")

    def __init__(
        self,
        kind: str = DISPLAY,
        *,
        fill: str = " ",
        align: str = "",
        plus: bool = False,
        zero: bool = False,
        width: int = 0,
        precision: int = 0,
    ) -> None:
        self.kind = kind
        self.fill = fill
        self.align = align
        self.plus = plus
        self.zero = zero
        self.width = width
        self.precision = precision

    @property
    def is_plain(self) -> bool:
        """Whether values are shown in their display or debug form, with nothing added."""
        return not (
            self.width or self.precision or self.plus or self.zero or self.takes_ints_only
        )

    @property
    def takes_ints_only(self) -> bool:
        """Whether the type is `x`, `X`, `b` or `p`: anything but an int cannot be formatted."""
        return self.kind != "" and self.kind in RADIX_TYPES

    def with_precision(self, precision: int) -> FormatSpec:
        """The same spec with the precision that a `*` stood for."""
        return FormatSpec(
            self.kind,
            fill=self.fill,
            align=self.align,
            plus=self.plus,
            zero=self.zero,
            width=self.width,
            precision=precision,
        )

    def apply_text(self, text: str) -> str:
        """A String or char in display form."""
        return self._pad(text, self.width)

    def apply_int(self, n: int) -> str:
        """An i64 in any form."""
        if self.takes_ints_only:
            if n < 0 and not self.zero:
                return self._pad(self._digits(n % _U64), self.width)
            digits = self._digits(abs(n))
        else:
            digits = str(abs(n))
        return self._signed(digits, n < 0)

    def apply_float(self, x: float) -> str:
        """An f64 in display or debug form."""
        negative = copysign(1.0, x) < 0
        magnitude = abs(x)
        if self.precision and magnitude - magnitude == 0:
            digits = f"{magnitude:.{self.precision}f}"
        else:
            digits = display_float(magnitude)
        if x != x and not self.zero:  # a negative NaN shows neither sign, but under `0` its minus
            return self._pad(digits, self.width) if negative else self._signed(digits, False)
        return self._signed(digits, negative)

    def _digits(self, n: int) -> str:
        if self.kind == "x":
            return f"{n:x}"
        if self.kind == "X":
            return f"{n:X}"
        if self.kind == "b":
            return f"{n:b}"
        return f"0x{n:x}"

    def _signed(self, digits: str, negative: bool) -> str:
        """Digits with their sign, zeros and padding."""
        if self.zero:
            sign = "-" if negative else ""
            return sign + digits.rjust(self.width - len(sign), "0")
        if negative:
            return self._pad("-" + digits, self.width)
        if self.plus:
            return "+" + self._pad(digits, self.width - 1)
        return self._pad(digits, self.width)

    def _pad(self, text: str, width: int) -> str:
        missing = width - len(text)
        if missing <= 0:
            return text
        if self.align == ">":
            return self.fill * missing + text
        if self.align == "^":
            left = missing // 2
            return self.fill * left + text + self.fill * (missing - left)
        return text + self.fill * missing

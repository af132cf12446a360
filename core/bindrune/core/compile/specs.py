"""Format specs as a unit holds them, among its constants: plain data."""

from __future__ import annotations

from bindrune.core.formatting.spec import FormatSpec


def encode_spec(spec: FormatSpec) -> object:
    """The plain form of a format spec."""
    return (
        "spec", spec.kind, spec.fill, spec.align, spec.plus, spec.zero, spec.width, spec.precision,
    )  # fmt: skip


def decode_spec(plain: tuple[object, ...]) -> FormatSpec:
    """The format spec that ``encode_spec`` wrote."""
    _, kind, fill, align, plus, zero, width, precision = plain
    return FormatSpec(
        kind,  # type: ignore[arg-type]
        fill=fill,  # type: ignore[arg-type]
        align=align,  # type: ignore[arg-type]
        plus=plus,  # type: ignore[arg-type]
        zero=zero,  # type: ignore[arg-type]
        width=width,  # type: ignore[arg-type]
        precision=precision,  # type: ignore[arg-type]
    )

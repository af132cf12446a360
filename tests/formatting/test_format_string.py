"""The grammar of format strings, and specs applied to values: recorded from the reference."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bindrune.core.formatting.format_string import Placeholder, parse_format_string

I64_MIN = -(1 << 63)


def shown(text: str, *values: int | float | str) -> str:
    """What `format!` gives for these values, by the pieces of `text`."""
    parsed = parse_format_string(text, len(values), ())
    assert parsed.fault is None
    parts = []
    for piece in parsed.pieces:
        if isinstance(piece, str):
            parts.append(piece)
            continue
        assert isinstance(piece.argument, int)
        value = values[piece.argument]
        if isinstance(value, str):
            parts.append(piece.spec.apply_text(value))
        elif isinstance(value, float):
            parts.append(piece.spec.apply_float(value))
        else:
            parts.append(piece.spec.apply_int(value))
    return "".join(parts)


SHOWN: list[tuple[str, tuple[int | float | str, ...], str]] = [
    ("{:5}|{:5}|{:5}", (1, "ab", 1.5), "1    |ab   |1.5  "),
    ("{:<5}|{:^5}|{:>5}", (1, 2, 3), "1    |  2  |    3"),
    ("{:^4}|{:^5}|{:^6}", ("a", "ab", "abc"), " a  | ab  | abc  "),
    ("{:é>3}|{:😀<3}|{:}>3}", (1, 2, 3), "éé1|2😀😀|}}3"),
    ("{:+}|{:+}|{:+}|{:+}", (1, -1, 0, -0.0), "+1|-1|+0|-0.0"),
    ("{:*>+8.2}|{:*<+8}|{:+08}", (1.5, 7, 7), "+***1.50|+7******|00000007"),
    ("{:<05}|{:*^05}|{:05}", (42, 42, "a"), "00042|00042|a    "),
    ("{:06}|{:06}|{:05}", (float("inf"), float("-inf"), -0.0), "000inf|-00inf|-00.0"),
    ("{:+}|{:+}|{:05}", (float("nan"), -float("nan"), -float("nan")), "+NaN|NaN|-0NaN"),
    ("{:.1}|{:.2}|{:.3}", (1.25, 1.255, 2.0), "1.2|1.25|2.000"),
    ("{:.0}|{:.}|{:.1}", (1.5, 2.25, 1e21), "1.5|2.25|1000000000000000000000.0"),
    ("{:08.2}|{:05.1}", (-3.14159, 2.25), "-0003.14|002.2"),
    ("{:x}|{:X}|{:b}|{:p}", (255, -255, 5, -1), "ff|FFFFFFFFFFFFFF01|101|0xffffffffffffffff"),
    ("{:06x}|{:+x}|{:+x}|{:08p}", (-255, 255, -1, 255), "-000ff|+ff|ffffffffffffffff|00000xff"),
    ("{:024x}|{:025}", (I64_MIN, I64_MIN), "-00000008000000000000000|-000009223372036854775808"),
    ("{:#x}|{:-}|{:99999999999999999999}", (255, 1, 1), "ff|1|1"),
    ("{1} {0} {1} {00} {+1}", ("a", "b"), "b a b a b"),
    ("{{}} {{{}}}", (1,), "{} {1}"),
    ("{:.65536}", (1.0,), "1." + "0" * 65536),  # where the reference aborts
]


@pytest.mark.parametrize(("text", "values", "result"), SHOWN, ids=[row[0] for row in SHOWN])
def test_shown(text: str, values: tuple[int | float | str, ...], result: str) -> None:
    assert shown(text, *values) == result


FAULTS: list[tuple[str, int, list[str], str, int | str | None]] = [
    ("a } b", 0, [], "unsupported close `}`, if you meant to escape this use `}}`", None),
    ("a { b", 0, [], "unexpected end of format string", None),
    ("{:5", 1, [], "unexpected end of format string", None),
    ("{} {}", 1, [], "missing positional argument #1", None),
    ("{} {:y}", 0, [], "missing positional argument #0", None),
    ("{:.*}", 1, [], "missing positional argument #1", None),
    (
        "{:.*}",
        0,
        [],
        "missing positional argument #0 which is required for position parameter",
        None,
    ),
    ("{:é}", 1, [], "unsupported char `é` in spec", None),
    ("{:<<5}", 1, [], "unsupported char `<` in spec", None),
    ("{:#+5}", 1, [], "unsupported char `+` in spec", None),
    ("{:x?}", 1, [], "unsupported char `?` in spec", None),
    ("{}", 3, ["x"], "unused positional argument", 1),
    ("{ }", 1, [], "unused positional argument", 0),
    ("", 0, ["y", "x"], "unused named argument `x`", "x"),
]


@pytest.mark.parametrize(
    ("text", "positional", "names", "message", "argument"), FAULTS, ids=[row[0] for row in FAULTS]
)
def test_faults(
    text: str, positional: int, names: list[str], message: str, argument: int | str | None
) -> None:
    fault = parse_format_string(text, positional, names).fault
    assert fault is not None
    assert (fault.message, fault.argument) == (message, argument)


def test_names_are_untrimmed_and_a_star_takes_its_position_first() -> None:
    pieces = parse_format_string("{ x } {:.*}", 2, ()).pieces
    first, last = pieces[0], pieces[2]
    assert isinstance(first, Placeholder) and first.argument == " x "
    assert isinstance(last, Placeholder)
    assert (last.precision_argument, last.argument) == (0, 1)
    assert last.spec.with_precision(2).apply_float(1.23456) == "1.23"


@given(st.text(alphabet="{}:.*<>^+-#0159x?pé \n"), st.integers(0, 3))
def test_any_text_is_read(text: str, positional: int) -> None:
    parsed = parse_format_string(text, positional, ())
    if parsed.fault is None:
        assert all(
            isinstance(p, str) or isinstance(p.argument, str) or p.argument < positional
            for p in parsed.pieces
        )

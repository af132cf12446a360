"""The values of literals, and what is wrong with some."""

from __future__ import annotations

import pytest

from bindrune.core.syntax import literals as lit


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("42", 42, "i64"),
        ("1_0.2_5", 10.25, "f64"),
        ("0xffu8", 255, "u64"),
        ("0b11i8", 3, "i64"),
        ("0x", 0, "i64"),
        ("0xf64", 3940, "i64"),
        ("1f32", 1.0, "f64"),
        ("0x1.5", 1.5, "f64"),
        ("0b1e+1", 10.0, "f64"),
        ("18446744073709551615u64", 18446744073709551615, "u64"),
        ("100000000000000000000f64", 1e20, "f64"),
    ],
)
def test_numbers(text: str, value: int | float, kind: str) -> None:
    found = lit.number_value(text)
    assert isinstance(found, lit.Number)
    assert (found.value, found.type) == (value, kind)


@pytest.mark.parametrize(
    ("text", "negative", "message", "place"),
    [
        ("12abc", False, "Bad number literal", (0, 5)),
        ("1.5i64", False, "Bad number literal", (0, 6)),
        ("1e", False, "Bad float literal", (0, 2)),
        ("0xe.5", False, "Bad float literal", (0, 5)),
        ("0Xff", False, "Unsupported suffix, expected one of `u8`, `i64`, `u64`, or `f64`", (2, 4)),
        ("256u8", False, "Unsigned number literal out of bounds `0` to `255`", (0, 5)),
        ("1u8", True, "Unsigned number literal out of bounds `0` to `255`", (0, 3)),
        ("129i8", True, "Signed number literal out of bounds `-128` to `127`", (0, 5)),
        ("18446744073709551616", False, "Bad number literal", (0, 20)),
    ],
)
def test_wrong_numbers(text: str, negative: bool, message: str, place: tuple[int, int]) -> None:
    found = lit.number_value(text, negative)
    assert isinstance(found, lit.LiteralFault)
    assert (found.message, (found.start, found.end)) == (message, place)
    assert found.signed == ("bounds" in message)


def test_least_integers() -> None:
    least = lit.number_value("9223372036854775808", negative=True)
    assert isinstance(least, lit.Number) and least.value == -(2**63)
    zero = lit.number_value("0u8", negative=True)
    assert isinstance(zero, lit.Number) and zero.value == 0


def test_texts() -> None:
    assert lit.string_value('"a\\n\\x41\\u{1F389}\\\n   b"') == "a\nA🎉b"
    assert lit.string_value('"\\$"', in_template=True) == "$"
    assert lit.template_text("\\$ \\`") == "$ `"
    assert lit.char_value("'\\''") == "'"
    assert lit.byte_value("b'''") == 39
    assert lit.byte_value("b'\\xff'") == 255
    assert lit.byte_string_value('b"é"') == b"\xc3\xa9"
    assert lit.byte_string_value('b"é\\n"') == b"\xc3\xa9\n"


@pytest.mark.parametrize(
    ("found", "message", "start"),
    [
        (lit.string_value('"ab\\q"'), "Bad escape sequence", 3),
        (lit.string_value('"\\$"'), "Bad escape sequence", 1),
        (lit.string_value('"\\u41"'), "Bad unicode escape", 1),
        (lit.string_value('"\\u{d800}"'), "Bad unicode escape", 1),
        (lit.string_value('"\\xg1"'), "Bad byte escape", 1),
        (lit.char_value("'ab'"), "Bad character literal", 0),
        (lit.char_value("'\\x4'"), "Bad byte escape", 0),
        (lit.char_value("'\\\n"), "Bad escape sequence", 0),
        (lit.byte_value("b'é'"), "Bad byte literal", 0),
        (lit.byte_value("b'ab'"), "Bad byte literal", 0),
        (
            lit.byte_string_value('b"\\u{41}"'),
            "Unicode escapes are not supported as a byte or byte string",
            2,
        ),
        (
            lit.string_value('"a\\x80"'),
            "This form of character escape may only be used with characters in the range [\\x00-\\x7f]",
            2,
        ),
    ],
)
def test_wrong_texts(found: object, message: str, start: int) -> None:
    assert isinstance(found, lit.LiteralFault)
    assert (found.message, found.start) == (message, start)

"""Strings, Bytes and chars, against what the reference was recorded to do."""

from __future__ import annotations

from typing import Any

import pytest

from bindrune.core.std.unicode import char_at_byte, lowercase, slice_bytes, uppercase
from bindrune.core.vm.access import n_shared
from tests.std.calling import Char, call, elements, script, shown, span

STRING = "::std::string::String::"
BYTES = "::std::bytes::Bytes::"
CHAR = "::std::char::"

ROWS: list[tuple[Any, ...]] = [
    (STRING + "len", "åäö", "6"),
    (STRING + "len", "😀", "4"),
    (STRING + "is_empty", "", "true"),
    (STRING + "starts_with", "hello", "he", "true"),
    (
        STRING + "starts_with",
        "hello",
        Char("h"),
        "Expected type `::std::string::String` but found `::std::char`",
    ),
    (STRING + "with_capacity", -1, "Failed to convert value `-1` to integer `usize`"),
    (STRING + "with_capacity", (1 << 64) - 1, "Capacity overflow"),
    (STRING + "char_at", "åb", 0, "Some('å')"),
    (STRING + "char_at", "åb", 1, "None"),
    (STRING + "char_at", "åb", 2, "Some('b')"),
    (STRING + "char_at", "åb", 9, "None"),
    (STRING + "trim", "  a b \n\t", '"a b"'),
    (STRING + "trim", "\u00a0\u3000x\u2003", '"x"'),
    (STRING + "trim", "\x1cx", '"\\u{1c}x"'),
    (STRING + "replace", "åä", "", ".", '".å.ä."'),
    (STRING + "to_lowercase", "ὈΔΥΣΣΕΎΣ", '"ὀδυσσεύς"'),
    (STRING + "to_uppercase", "hello åäö ß ﬁ", '"HELLO ÅÄÖ SS FI"'),
    (STRING + "get", "åb", span(0, 1), "None"),
    (STRING + "get", "åb", span(0, 2), 'Some("å")'),
    (STRING + "get", "abc", span(2, 1), "None"),
    (STRING + "get", "abc", span(-1, 2), "Failed to convert value `-1` to integer `usize`"),
    (
        STRING + "get",
        "abc",
        span("a", 2),
        "Expected number type, but found `::std::char`",
    ),
    (
        STRING + "get",
        "abc",
        0,
        "The index get operation `::std::string::String[::std::i64]` is not supported",
    ),
    (STRING + "split_once", "a=b=c", "=", 'Some(("a", "b=c"))'),
    (STRING + "split_once", "abc", "", 'Some(("", "abc"))'),
    (STRING + "split_once", "ab1c2", str.isdigit, 'Some(("ab", "c2"))'),
    (
        STRING + "split_once",
        "abc",
        lambda c: None,
        "Expected type `::std::bool` but found `::std::tuple::Tuple`",
    ),
    (
        STRING + "split_once",
        "abc",
        1,
        "Expected type `::std::string::String` but found `::std::i64`",
    ),
    (STRING + "from_utf8", b"\xc3\xa5", 'Ok("å")'),
    (BYTES + "from_vec", [0, 255], "[0, 255]"),
    (BYTES + "from_vec", [1, 256], "Failed to convert value `256` to integer `u8`"),
    (BYTES + "from_vec", ["a"], "Expected number type, but found `::std::string::String`"),
    (BYTES + "remove", b"abc", 3, "Index out of bounds, the length is `3` but the index is `3`"),
    (BYTES + "insert", b"abc", 0, 300, "Failed to convert value `300` to integer `u8`"),
    (BYTES + "last", b"abc", "Some(99)"),
    (CHAR + "from_i64", 0xD800, "None"),
    (CHAR + "from_i64", -1, "Numerical underflow"),
    (CHAR + "from_i64", 1 << 32, "Numerical overflow"),
    (CHAR + "is_alphabetic", Char("ⓐ"), "true"),
    (CHAR + "is_alphabetic", Char("\u0301"), "false"),
    (CHAR + "is_lowercase", Char("ª"), "true"),
    (CHAR + "is_numeric", Char("፲"), "true"),
    (CHAR + "is_numeric", Char("三"), "false"),
    (CHAR + "is_whitespace", Char("\x1c"), "false"),
    (CHAR + "is_control", Char("\u009c"), "true"),
    (CHAR + "to_digit", Char("z"), 36, "Some(35)"),
    (CHAR + "to_digit", Char("٣"), 10, "None"),
    (CHAR + "to_digit", Char("a"), 37, "Panicked: to_digit: radix is too high (maximum 36)"),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0].rpartition(':')[2]}-{row[-1]}")
def test_rows(row: tuple[Any, ...]) -> None:
    """A call gives the recorded value or error."""
    path, *arguments, expected = row
    assert shown(path, *arguments) == expected


@pytest.mark.parametrize(
    ("text", "pattern", "pieces"),
    [
        ("a,b,,c", ",", ["a", "b", "", "c"]),
        ("åxäxö", Char("x"), ["å", "ä", "ö"]),
        ("abc", "", ["", "a", "b", "c", ""]),
        ("", "", [""]),
        ("aaa", "aa", ["", "a"]),
        ("a1b22c", str.isdigit, ["a", "b", "", "c"]),
        ("", lambda c: True, [""]),
        ("abc", lambda c: True, ["", "", "", ""]),
    ],
)
def test_split(text: str, pattern: Any, pieces: list[str]) -> None:
    """The pieces between matches, the empty ones too."""
    assert elements(call(STRING + "split_str", text, pattern)) == [f'"{p}"' for p in pieces]


def test_a_split_function_is_asked_lazily() -> None:
    """Each character once, up to the end of the piece."""
    seen: list[str] = []

    def comma(c: str) -> bool:
        seen.append(c)
        return c == ","

    it = call(STRING + "split_str", "ab,cd", comma)
    assert seen == []
    from tests.std.calling import drive

    drive(it.step())
    assert seen == ["a", "b", ","]
    drive(it.step())
    assert seen == ["a", "b", ",", "c", "d"]


def test_iterators_borrow_their_string() -> None:
    """As long as an iterator lives, its String cannot be written."""
    s = script("abc")
    it = call(STRING + "chars", s)
    assert shown(STRING + "clear", s).startswith("Cannot write, value has snapshot --000001")
    del it
    assert n_shared(s) == 0
    assert shown(STRING + "clear", s) == "()"


def test_appending_to_itself_is_refused() -> None:
    """The receiver is held while the argument is read."""
    s = script("abc")
    assert shown(STRING + "push_str", s, s) == (
        "Cannot read, value has snapshot -X000000 and is not available for reading"
    )


def test_capacities() -> None:
    """What was reserved is told, and at least the length."""
    s = script("abc")
    assert shown(STRING + "capacity", s) == "3"
    call(STRING + "reserve", s, 100)
    assert shown(STRING + "capacity", s) == "103"
    call(STRING + "shrink_to_fit", s)
    assert shown(STRING + "capacity", s) == "3"
    assert shown(STRING + "reserve", s, (1 << 63) - 1) == "Capacity overflow"


def test_letters_younger_than_python() -> None:
    """Case mappings are those of Unicode 17."""
    assert lowercase("\ua7dc") == "\u019b"
    assert uppercase("\U00016ed3x") == "\U00016eb8X"


def test_slices_by_bytes() -> None:
    """Offsets count bytes and must be boundaries."""
    text = "aå😀b"
    data = text.encode()
    for start in range(len(data) + 2):
        assert char_at_byte(text, start) == _decoded(data[start : start + 4])
        for end in range(len(data) + 2):
            wanted = None if end > len(data) or start > end else _whole(data, start, end)
            assert slice_bytes(text, start, end) == wanted


def _whole(data: bytes, start: int, end: int) -> str | None:
    try:
        data[:start].decode()
        return data[start:end].decode()
    except UnicodeDecodeError:
        return None


def _decoded(data: bytes) -> str | None:
    for n in range(1, len(data) + 1):
        try:
            return data[:n].decode()
        except UnicodeDecodeError:
            continue
    return None

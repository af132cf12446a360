"""The lexer: kinds of tokens, what cannot be read, and that no text is lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bindrune.core.syntax import tokens as t
from bindrune.core.syntax.lexer import error_of, lex, trivia


def kinds(text: str) -> list[str]:
    """The names of the kinds of all tokens."""
    return [t.NAMES[kind] for kind in lex(text).kinds]


def texts(text: str) -> list[str]:
    """The texts of all tokens."""
    found = lex(text)
    return [text[start:end] for start, end in zip(found.starts, found.ends, strict=True)]


@pytest.mark.parametrize(
    "text",
    ["0", "1_000", "0xff_", "0b10u8", "1.", "1.5", "1e+5", "1.5e-3f64", "0x1.5", "12abc", "1u7", "0xe", "1ee5", "1²"],
)
def test_one_number(text: str) -> None:
    assert kinds(text) == ["NUMBER"]


def test_where_numbers_end() -> None:
    assert texts("1..2") == ["1", "..", "2"]
    assert texts("1.abs()") == ["1", ".", "abs", "(", ")"]
    assert texts("1._x") == ["1", ".", "_x"]
    assert texts("a.0.1") == ["a", ".", "0.1"]
    assert texts("0xe+1") == ["0xe", "+", "1"]
    assert texts("1e+5e+5") == ["1e+5e", "+", "5"]
    assert texts("1e5.5") == ["1e5", ".", "5"]


def test_quotes() -> None:
    assert kinds("'a'") == ["CHAR"]
    assert kinds("'a: 'b") == ["LABEL", "COLON", "LABEL"]
    assert kinds("'a_b") == ["LABEL", "IDENT"]
    assert texts("'A: loop { break 'A") == ["'A: loop { break '", "A"]
    assert kinds("'a\n") == ["UNTERMINATED_CHAR"]
    assert kinds("''") == ["UNCLOSED_CHAR"]
    assert kinds("b'''") == ["BYTE"]
    assert texts("b'\\'';") == ["b'\\''", ";"]
    assert texts("b'\\\\';") == ["b'\\\\'", ";"]
    assert kinds("b'\\'") == ["BYTE"]
    assert kinds("b'\\") == ["UNCLOSED_BYTE"]


def test_comments() -> None:
    assert texts("/* */ a /*x*/ b /*xy*/") == ["a", "b"]
    assert texts("/**/ a /***/ b /****/") == ["a", "b"]
    assert texts("/*/ a */ b") == ["b"]
    assert kinds("/*! */ /** */ /*!*/") == ["DOC_INNER", "DOC_OUTER", "DOC_INNER"]
    assert kinds("/*/ a") == kinds("/* a") == ["UNTERMINATED_COMMENT"]
    assert kinds("//// a\n/// b\n//! c") == ["DOC_OUTER", "DOC_INNER"]
    assert kinds("#! x\n#! y") == ["SHEBANG", "POUND", "BANG", "IDENT"]


def test_words() -> None:
    assert texts("größe e\u0301 語 _ __ union") == ["größe", "e\u0301", "語", "_", "__", "union"]
    assert kinds("_ __ self Self become") == ["UNDERSCORE", "IDENT", "SELF_VALUE", "SELF_TYPE", "BECOME"]
    assert kinds("🎉") == ["UNEXPECTED_CHARACTER"]


def test_templates() -> None:
    assert texts("`a${ {`b${1}`} }c` d") == [
        *("`", "a", "${", "{", "`", "b", "${", "1", "}", "`", "}", "}", "c", "`", "d"),
    ]
    assert kinds("`a $ b`")[2] == "LONE_DOLLAR"
    assert kinds("`a")[-1] == "UNTERMINATED_TEMPLATE"
    assert kinds("`a ${ 1")[-1] == "UNTERMINATED_EXPANSION"


def test_error_places() -> None:
    assert error_of(t.LONE_DOLLAR, "`a $ b`", 3, 4)[1:] == ("Unexpected character ` `", 4, 5)
    assert error_of(t.LONE_ESCAPE, '"ab\\', 0, 4)[1:] == ("Expected escape sequence", 3, 4)


def rejoin(text: str) -> str:
    """All tokens and gaps of a text, put together again."""
    found = lex(text)
    pieces: list[str] = []
    at = 0
    for start, end in zip([*found.starts, len(text)], [*found.ends, len(text)], strict=True):
        pieces += [text[begin:stop] for _, begin, stop in trivia(text, at, start)]
        pieces.append(text[start:end])
        at = end
    return "".join(pieces)


PIECES = st.sampled_from(
    [
        *"ab'\"`${}\\/*!#\n\t 01.e+_xé€b;()[]",
        "b'",
        'b"',
        "/*",
        "*/",
        "${",
        "//",
        "'a",
        "0x",
        "fn",
        "let",
        *t.PUNCTUATION,
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_nothing_is_lost(text: str) -> None:
    assert rejoin(text) == text
    found = lex(text)
    assert found.starts == sorted(found.starts)

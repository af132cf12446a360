"""Debug forms of chars and Strings, against texts recorded from the reference."""

from __future__ import annotations

import pytest

from bindrune.core.formatting.escapes import debug_char, debug_string, is_escaped


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", '""'),
        ("a\"b'c\\", '"a\\"b\'c\\\\"'),
        ("\0\t\n\r", '"\\0\\t\\n\\r"'),
        ("\x01\x1b\x7f", '"\\u{1}\\u{1b}\\u{7f}"'),
        ("größe 日本 😀", '"größe 日本 😀"'),
        ("e\u0301", '"e\\u{301}"'),
        ("\u200d\ufe0f\xa0\u3000", '"\\u{200d}\\u{fe0f}\\u{a0}\\u{3000}"'),
        ("\xad\ue000", '"\\u{ad}\\u{e000}"'),
        ("\U000e0100é\n", '"\\u{e0100}é\\n"'),
    ],
)
def test_strings(text: str, shown: str) -> None:
    assert debug_string(text) == shown


@pytest.mark.parametrize(
    ("char", "shown"),
    [
        ("a", "'a'"),
        ("'", "'\\''"),
        ('"', "'\"'"),
        ("\n", "'\\n'"),
        ("é", "'é'"),
        ("\u0301", "'\\u{301}'"),
    ],
)
def test_chars(char: str, shown: str) -> None:
    assert debug_char(char) == shown


def test_the_newest_characters_are_known_under_every_python() -> None:
    assert not is_escaped("\u088f")  # new in Unicode 17
    assert is_escaped("\u0378")  # not assigned

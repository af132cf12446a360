"""Literals of every type, and the small pieces of text that the generator cares to bracket."""

from __future__ import annotations

import re
from random import Random

INTS = (
    "0",
    "1",
    "2",
    "3",
    "4",
    "5",
    "7",
    "8",
    "10",
    "12",
    "42",
    "99",
    "100",
    "0x1f",
    "0b101",
    "0o17",
    "1_000",
    "3i64",
    "-1",
    "-2",
    "-7",
    "-30",
    "6",
    "9",
    "11",
    "20",
)
FLOATS = (
    "0.0",
    "1.0",
    "1.5",
    "2.25",
    "0.1",
    "-0.5",
    "3.75",
    "10.0",
    "1e3",
    "2.5e-3",
    "100.125",
    "-2.0",
    "7f64",
    "0.00001",
    "123456.789",
)
U64S = (
    "0u64",
    "1u64",
    "2u64",
    "3u64",
    "5u64",
    "7u64",
    "10u64",
    "b'a'",
    "b'\\n'",
    "0xffu64",
    "40u64",
    "9u8",
    "1_000u32",
)
CHARS = (
    "'a'",
    "'b'",
    "'z'",
    "'A'",
    "'Q'",
    "' '",
    "'7'",
    "'é'",
    "'ß'",
    "'λ'",
    "'\\n'",
    "'\\''",
    "'\"'",
    "'-'",
    "','",
    "'\\u{1f600}'",
    "'0'",
)
STRINGS = (
    '""',
    '"a"',
    '"b"',
    '"abc"',
    '"hello world"',
    '"Rune"',
    '"a,b,c"',
    '"x y z"',
    '"42"',
    '"-7"',
    '"3.5"',
    '"  padded  "',
    '"naïve"',
    '"tab\\there"',
    '"quote\\"d"',
    '"日本"',
    '"key"',
    '"other"',
    '"1"',
    '"UPPER"',
    '"l\\u{e9}"',
    '"{}"',
    '"a-b"',
    '"\\x41"',
)
BYTE_STRINGS = ('b""', 'b"abc"', 'b"\\x01\\xff"', 'b"xyz"', 'b"a"')
TEXTS = {
    "json": (
        '"[1, -2.5, \\"x\\", null, true]"',
        '"{\\"a\\": [1, {\\"b\\": false}]}"',
        '"  12  "',
        '"1e3"',
        '"18446744073709551616"',
        '"\\"l\\\\u00e9\\\\n\\""',
        '"[1, 2"',
        '"{\\"a\\" 1}"',
        '"[1,]"',
        '"tru"',
        '"\\"open"',
        '"01"',
        '"1 2"',
        '"-"',
        '""',
        '"[\\n1,\\n x]"',
    ),
    "toml": (
        '"a = 1"',
        '"a = [1, 2.5, \\"x\\"]"',
        '"[a]\\nb = true"',
        '"a.b = \'lit\'"',
        '"[[a]]\\nb = 1\\n[[a]]\\nb = 2"',
        '"a = 0x1f"',
        '"a = { b = 1 }"',
        '"a = \\"\\"\\"two\\nlines\\"\\"\\""',
        '""',
        '"# nothing"',
        '"a = "',
        '"a = 1\\na = 2"',
        '"a 1"',
        '"[a"',
        '"a = [1, 2"',
        '"a = \\"open"',
        '"= 1"',
        '"a = 1 b = 2"',
    ),
    "base64": ('"YWJj"', '"YQ=="', '"YWI="', '"YWJ"', '"!!!!"', '""', '"YQ"', '"//8="'),
    "seed": (
        "[" + ", ".join(f"{n}u64" for n in range(32)) + "]",
        "[" + ", ".join(["7u64"] * 32) + "]",
    ),
}
"""Texts for natives that read them, sound and not; and seeds of random numbers."""
PATTERN_INTS = ("0", "1", "2", "5", "10", "-1", "42")
PATTERN_STRINGS = ('"a"', '"abc"', '""', '"Rune"', '"42"')
PATTERN_CHARS = ("'a'", "'z'", "' '", "'7'")
PATTERN_U64S = ("0u64", "1u64", "2u64", "3u64", "b'a'")

QUOTED = re.compile(r'b?"(?:\\.|[^"\\])*"|b?\'(?:\\(?:u\{[^}]*\}|x..|.)|[^\'\\])\'|`[^`]*`', re.S)


LOCAL = re.compile(r"[a-z_]\w*")


def tight(text: str) -> bool:
    """Whether a postfix may follow an expression without brackets."""
    bare = QUOTED.sub("q", text)
    if bare[0] in "-!|&{'" or bare.startswith(("async", "move", "if ", "match ", "#")):
        return False
    depth, at = 0, 0
    while at < len(bare):
        char = bare[at]
        if char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
        elif depth == 0:
            if bare.startswith("::<", at):
                at = bare.index(">", at)
            elif char in " +*/%<>=!&|^-" or bare.startswith("..", at):
                return False
        at += 1
    return True


def grouped(text: str) -> str:
    """The expression, in brackets if a postfix or an operator could not follow it."""
    return text if tight(text) else f"({text})"


def kept(text: str) -> str:
    """The left side of `&&` and `||`: a copy of a local, for where both are an operand the reference
    may let the right side write to it.
    """
    bare = text.strip("()")
    return f"clone({bare})" if LOCAL.fullmatch(bare) and bare not in ("true", "false") else text


def head(text: str) -> str:
    """The expression as the head of an `if`, `while`, `match` or `for`, where no struct literal
    may stand."""
    return f"({text})" if "{" in QUOTED.sub("q", text) else text


def number(random: Random, low: int, high: int) -> int:
    """A small literal, for holes that want one in a range."""
    return random.randint(low, high)

"""Natives of texts and numbers do what a few lines of Python do, and what is written is read again."""

from __future__ import annotations

import base64
import math
import re
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bindrune.core.api import MemoryIO, build_text
from bindrune.core.vm.errors import VmError
from bindrune.core.vm.native import END
from bindrune.core.vm.operations.debug import debug
from bindrune.core.vm.values import Bytes, Nothing, Object, Ok, Some, String, Vec, object_, text
from bindrune.core.vm.values import u64 as unsigned
from tests.std.calling import Char, call, drive, script, shown

SETTINGS = settings(max_examples=60, deadline=None)
STRING = "::std::string::String::"
WHITE = "\t\n\x0b\x0c\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))

CHARS = st.one_of(st.sampled_from("ab,é "), st.sampled_from(WHITE), st.characters(exclude_categories=["Cs"]))
TEXTS = st.one_of(st.text("ab", max_size=8), st.text("aé,\U0001f600", max_size=8), st.text(CHARS, max_size=10))
SHORT = st.one_of(st.text("ab", max_size=2), st.text("é,\U0001f600", max_size=2))
I64 = st.one_of(st.integers(-(1 << 63), (1 << 63) - 1), st.integers(-8, 70))
U64 = st.one_of(st.integers(0, (1 << 64) - 1), st.integers(0, 70))
FLOATS = st.floats(allow_nan=False)


def plain(value: Any) -> Any:
    """A script value as Python's: Strings as texts, Vecs and iterators as lists, options as lists of one or none."""
    if isinstance(value, String):
        return text(value)
    if isinstance(value, Bytes):
        return bytes(value.b)
    if isinstance(value, Some | Ok):
        return [plain(value.f_0)]
    if isinstance(value, Nothing):
        return []
    if isinstance(value, Vec):
        return [plain(x) for x in value.a]
    if isinstance(value, Object):
        return {key: plain(x) for key, x in value.d.items()}
    if hasattr(value, "step"):
        found = []
        while (x := drive(value.step())) is not END:
            found.append(plain(x))
        return found
    if isinstance(value, int) and not isinstance(value, bool):
        return int(value)
    return [plain(x) for x in value.a] if hasattr(value, "a") else value


def outcome(path: str, *arguments: Any, generic: str | None = None) -> Any:
    """What a native gives, as Python's value; the kind of its error."""
    try:
        return plain(call(path, *arguments, generic=generic))
    except VmError as error:
        return error.kind


@SETTINGS
@given(TEXTS, SHORT)
def test_splitting_at_a_text(s: str, separator: str) -> None:
    wanted = s.split(separator) if separator else ["", *s, ""] if s else [""]
    assert outcome(STRING + "split", s, separator) == wanted
    before, found, after = s.partition(separator) if separator else ("", True, s)
    assert outcome(STRING + "split_once", s, separator) == ([[before, after]] if found else [])


@SETTINGS
@given(TEXTS, CHARS)
def test_splitting_at_a_char(s: str, c: str) -> None:
    assert outcome(STRING + "split", s, Char(c)) == s.split(c)
    before, found, after = s.partition(c)
    assert outcome(STRING + "split_once", s, Char(c)) == ([[before, after]] if found else [])


@SETTINGS
@given(TEXTS, st.text(WHITE + "\u200b\x1c\ufeff", max_size=3), st.text(WHITE + "\x1f\u180e", max_size=3))
def test_trimming(s: str, before: str, after: str) -> None:
    padded = before + s + after
    assert outcome(STRING + "trim", padded) == padded.strip(WHITE)
    assert outcome(STRING + "trim_end", padded) == padded.rstrip(WHITE)


@SETTINGS
@given(TEXTS, SHORT, SHORT)
def test_finding_and_replacing(s: str, old: str, new: str) -> None:
    assert outcome(STRING + "replace", s, old, new) == s.replace(old, new)
    assert outcome(STRING + "contains", s, old) == (old in s)
    assert outcome(STRING + "starts_with", s, old) == s.startswith(old)
    assert outcome(STRING + "ends_with", s, old) == s.endswith(old)


@SETTINGS
@given(TEXTS, st.integers(0, 12))
def test_texts_are_counted_in_bytes(s: str, index: int) -> None:
    encoded = s.encode()
    assert outcome(STRING + "len", s) == len(encoded)
    assert outcome(STRING + "as_bytes", s) == encoded
    assert outcome(STRING + "from_utf8", encoded) == [s]
    assert outcome(STRING + "chars", s) == list(s)
    starts = [len(s[:i].encode()) for i in range(len(s))]
    assert outcome(STRING + "char_at", s, index) == ([s[starts.index(index)]] if index in starts else [])


@SETTINGS
@given(st.binary(max_size=8))
def test_bytes_are_a_text_where_python_decodes_them(data: bytes) -> None:
    try:
        wanted: Any = [data.decode()]
    except UnicodeDecodeError:
        wanted = None
    found = outcome(STRING + "from_utf8", data)
    assert (found if isinstance(found, list) else None) == wanted


@SETTINGS
@given(st.sampled_from(["add", "sub", "mul", "div", "rem"]), I64, I64)
@example("div", -(1 << 63), -1)
@example("rem", -(1 << 63), -1)
def test_arithmetic_of_i64(name: str, a: int, b: int) -> None:
    check_arithmetic("::std::i64::", name, a, b, -(1 << 63), (1 << 63) - 1)


@SETTINGS
@given(st.sampled_from(["add", "sub", "mul", "div", "rem"]), U64, U64)
def test_arithmetic_of_u64(name: str, a: int, b: int) -> None:
    check_arithmetic("::std::u64::", name, a, b, 0, (1 << 64) - 1)


def check_arithmetic(module: str, name: str, a: int, b: int, low: int, high: int) -> None:
    """Compare the forms of an operation with what whole numbers without bounds give."""
    made = unsigned if low == 0 else int
    exact: int | None
    if name in ("div", "rem"):
        quotient = abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1) if b else 0
        exact = None if not b else quotient if name == "div" else a - quotient * b
        fits = exact is not None and low <= quotient <= high
    else:
        exact = {"add": a + b, "sub": a - b, "mul": a * b}[name]
        fits = low <= exact <= high
    assert outcome(f"{module}checked_{name}", made(a), made(b)) == ([exact] if fits else [])
    if exact is None:
        assert isinstance(outcome(f"{module}wrapping_{name}", made(a), made(b)), str)
        return
    assert outcome(f"{module}wrapping_{name}", made(a), made(b)) == (exact - low) % (1 << 64) + low
    if name not in ("div", "rem"):
        assert outcome(f"{module}saturating_{name}", made(a), made(b)) == max(low, min(high, exact))


@SETTINGS
@given(I64, st.integers(0, 70))
def test_powers(a: int, n: int) -> None:
    low, high = -(1 << 63), (1 << 63) - 1
    exact = a**n
    assert outcome("::std::i64::saturating_pow", a, n) == max(low, min(high, exact))
    assert outcome("::std::i64::pow", a, n) == (exact - low) % (1 << 64) + low


NUMERALS = st.one_of(st.text("0123456789+-_ .e", max_size=6), I64.map(str), U64.map(str), st.text(max_size=3))


@SETTINGS
@given(NUMERALS)
@example("9223372036854775808")
@example("-9223372036854775808")
@example("٣")
def test_parsing_integers(s: str) -> None:
    whole = re.fullmatch(r"[+-]?[0-9]+", s)
    fits = whole is not None and -(1 << 63) <= int(s) < 1 << 63
    assert shown(STRING + "parse", s, generic="::std::i64").startswith("Ok(" if fits else "Err(")
    if fits:
        assert outcome(STRING + "parse", s, generic="::std::i64") == [int(s)]
    if s.startswith("-"):
        return
    fits = whole is not None and int(s) < 1 << 64
    found = shown("::std::u64::parse", s)
    assert found == f"Ok({int(s)})" if fits else found.startswith("Err(")


FLOAT = re.compile(r"[+-]?(inf|infinity|nan|([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]+)?)", re.I)


@SETTINGS
@given(st.one_of(NUMERALS, FLOATS.map(repr)))
@example("1e999")
@example("-nan")
@example("Infinity")
def test_parsing_floats(s: str) -> None:
    found = outcome(STRING + "parse", s, generic="::std::f64")
    if FLOAT.fullmatch(s) is None:
        assert not isinstance(found, list)
    else:
        assert found == [float(s)] or (math.isnan(found[0]) and math.isnan(float(s)))


@SETTINGS
@given(FLOATS, st.integers(1, 8), st.integers(0, 12))
def test_floats_as_texts(x: float, precision: int, width: int) -> None:
    body = f'(`${{x}}`, format!("{{:?}}", x), format!("{{:>{width}.{precision}}}", x))'
    built = build_text(f"pub fn main(x) {{ {body} }}", script=False, io=MemoryIO())
    display, debugged, formatted = plain(built.run((x,)))
    assert float(display) == float(debugged) == x
    assert math.copysign(1, float(display)) == math.copysign(1, x)
    assert formatted == f"{x:>{width}.{precision}f}"


@SETTINGS
@given(FLOATS, FLOATS)
def test_float_arithmetic(a: float, b: float) -> None:
    assert outcome("::std::f64::max", a, b) == max(a, b)
    assert outcome("::std::f64::min", a, b) == min(a, b)
    assert outcome("::std::f64::abs", a) == abs(a)
    if math.isfinite(a):
        assert outcome("::std::f64::floor", a) == math.floor(a)
        assert outcome("::std::f64::ceil", a) == math.ceil(a)
        half = math.floor(abs(a)) + (abs(a) - math.floor(abs(a)) >= 0.5)
        assert outcome("::std::f64::round", a) == math.copysign(half, a)
        assert outcome("::std::f64::to", a, generic="::std::i64") == max(-(1 << 63), min((1 << 63) - 1, int(a)))


@SETTINGS
@given(CHARS, st.integers(2, 36))
def test_chars(c: str, radix: int) -> None:
    char = Char(c)
    assert outcome("::std::char::to_i64", char) == ord(c)
    assert outcome("::std::char::from_i64", ord(c)) == [c]
    digit = int(c, 36) if c.isascii() and c.isalnum() else 99
    assert outcome("::std::char::to_digit", char, radix) == ([digit] if digit < radix else [])
    assert outcome("::std::char::is_whitespace", char) == (c in WHITE)


@SETTINGS
@given(st.binary(max_size=20))
def test_base64_is_pythons(data: bytes) -> None:
    encoded = base64.b64encode(data).decode()
    assert outcome("::base64::encode", data) == encoded
    assert outcome("::base64::decode", encoded) == [data]


KEYS = st.text(CHARS, max_size=4)
DECIMALS = st.integers(-(10**6), 10**6).map(lambda n: n / 64)
"""Floats that the reference reads back from JSON; of longer ones it reads a neighbour, and so do we."""

JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), I64, DECIMALS, TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=8,
)
TOML = st.recursive(
    st.one_of(st.booleans(), I64, FLOATS, TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=8,
)


def made(value: Any) -> Any:
    """A script value of a Python value; dictionaries become Objects."""
    if isinstance(value, dict):
        return object_({key: made(x) for key, x in value.items()})
    if isinstance(value, list):
        return script([made(x) for x in value])
    return script(value)


def read_back(module: str, value: Any) -> str:
    """The debug text of what is read of what was written of a value."""
    written = call(f"{module}::to_string", made(value))
    assert isinstance(written, Ok) and isinstance(written.f_0, String)
    found = call(f"{module}::from_string", text(written.f_0))
    assert isinstance(found, Ok), text(written.f_0)
    return debug(found.f_0)


@SETTINGS
@given(JSON)
def test_json_reads_what_it_wrote(value: Any) -> None:
    assert read_back("::json", value) == debug(made(value))


@SETTINGS
@given(st.dictionaries(KEYS, TOML, max_size=4))
def test_toml_reads_what_it_wrote(value: dict[str, Any]) -> None:
    assert sorted(read_back("::toml", value)) == sorted(debug(made(value)))

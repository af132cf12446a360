"""Expressions that call natives: forms with holes, and random literals for them.

The holes: `{s}` a text, `{c}` a char, `{i}` an i64, `{u}` a u64, `{f}` a float, `{b}` bytes, `{n}` a
small number of any sign, `{p}` a small count, `{number}` a text that is nearly a number, `{spec}` a
format spec, `{v}` a value, in one case always of the same shape, `{h}` one that has a hash,
`{chain}` a chain of iterators. Literals are taken from the corners of their types as often as not.
"""

from __future__ import annotations

import math
import random
import re
import struct

from tests.differential import shapes
from tests.differential.chains import chain

FORMS = [
    # texts
    "{s}.len()",
    "{s}.chars().collect::<Vec>()",
    "{s}.chars().rev().collect::<String>()",
    "{s}.chars().size_hint()",
    "{s}.char_at({n})",
    "{s}.starts_with({s})",
    "{s}.ends_with({s})",
    "{s}.contains({s})",
    "{s}.split({s}).collect::<Vec>()",
    "{s}.split({c}).collect::<Vec>()",
    "{s}.split(|c| c.is_whitespace()).collect::<Vec>()",
    "{s}.split(|c| c == {c}).collect::<Vec>()",
    "{s}.split_str({s}).collect::<Vec>()",
    "{s}.split_once({s})",
    "{s}.split_once({c})",
    "{s}.trim()",
    "{s}.trim_end()",
    "{s}.to_lowercase()",
    "{s}.to_uppercase()",
    "{s}.replace({s}, {s})",
    "{s}.get({n}..{n})",
    "{s}.get({n}..={n})",
    "{s}.get({n}..)",
    "{s}.get(..{n})",
    "{s}.get(..={n})",
    "{s}[{p}..{p}]",
    "{s}[{p}..]",
    "{s}.as_bytes()",
    "{s}.into_bytes()",
    "{s}.is_empty()",
    "{s}.cmp({s})",
    "{s} == {s}",
    "{s} + {s}",
    "{s}.lt({s})",
    "{s}.max({s})",
    "match String::from_utf8({b}) {{ Ok(v) => `${{v:?}}`, Err(e) => `${{e}}` }}",
    "String::from_utf8({s}.as_bytes())",
    "{{ let s = {s}; s.push({c}); (s, s.len()) }}",
    "{{ let s = {s}; s.push_str({s}); (s, s.len()) }}",
    "{s}",
    'format!("{{}}|{{:?}}", {s}, {s})',
    # chars
    "{c}",
    "{c}.to_i64()",
    "char::from_i64({i})",
    "char::from_i64({n})",
    "{c}.is_alphabetic()",
    "{c}.is_alphanumeric()",
    "{c}.is_control()",
    "{c}.is_lowercase()",
    "{c}.is_numeric()",
    "{c}.is_uppercase()",
    "{c}.is_whitespace()",
    "{c}.to_digit({p})",
    "{c}.to_digit(36)",
    "{c}.cmp({c})",
    # parsing
    "match {number}.parse::<i64>() {{ Ok(v) => `${{v:?}}`, Err(e) => `${{e}}` }}",
    "match {number}.parse::<f64>() {{ Ok(v) => `${{v:?}}`, Err(e) => `${{e}}` }}",
    "match {number}.parse::<char>() {{ Ok(v) => `${{v:?}}`, Err(e) => `${{e}}` }}",
    "match i64::parse({number}) {{ Ok(v) => `${{v:?}}`, Err(e) => `${{e}}` }}",
    "match u64::parse({number}) {{ Ok(v) => `${{v:?}}`, Err(e) => `${{e}}` }}",
    "match f64::parse({number}) {{ Ok(v) => `${{v:?}}`, Err(e) => `${{e}}` }}",
    "{s}.parse::<char>()",
    "{s}.parse::<i64>()",
    "{s}.parse::<f64>()",
    "match base64::decode({s}) {{ Ok(v) => `${{v:?}}`, Err(e) => `${{e}}` }}",
    # bytes
    "{b}",
    "{b}.len()",
    "{b}.first()",
    "{b}.last()",
    "{b}.as_vec()",
    "{b}.cmp({b})",
    "{b}.eq({b})",
    "Bytes::from_vec([{n}, {n}])",
    "{{ let b = {b}; b.push({n}); (b, b.len()) }}",
    "{{ let b = {b}; (b.remove({p}), b) }}",
    "{{ let b = {b}; b.insert({p}, {p}); (b, b.len()) }}",
    "{{ let b = {b}; (b.pop(), b) }}",
    "{{ let b = {b}; b.extend({b}); (b, b.len()) }}",
    "{{ let b = {b}; b.extend_str({s}); (b, b.len()) }}",
    "{b}[{p}]",
    "{b}.get({p})",
    # formats
    'format!("{{:{spec}}}", {i})',
    'format!("{{:{spec}}}", {f})',
    'format!("{{:{spec}}}", {s})',
    'format!("{{:{spec}}}", {c})',
    'format!("{{:{spec}}}", {u})',
    'format!("{{:{spec}}}", [{f}, {i}])',
    'format!("{{}} {{:?}}", {f}, {f})',
    'format!("{{}} {{:?}}", {i}, {u})',
    # floats
    "{f}",
    "{f}.to::<i64>()",
    "{f} % {f}",
    "{f} * {f}",
    "{f} / {f}",
    "{f} - {f}",
    "{f}.powf({f})",
    "{f}.powi({n})",
    "{f}.powi({i})",
    "{f}.clamp({f}, {f})",
    "{f}.cmp({f})",
    "{f}.partial_cmp({f})",
    "{f} == {f}",
    "{f} < {f}",
    "{f} as i64",
    "{f} as u64",
    "{i} as f64",
    "{i} as u64",
    "{u} as i64",
    "{u} as f64",
    "{i}.to::<f64>()",
    "{u}.to::<f64>()",
    *(f"{{f}}.{name}()" for name in ("abs", "cbrt", "ceil", "floor", "round", "sqrt", "to_degrees", "to_radians")),
    *(f"{{f}}.is_{name}()" for name in ("finite", "infinite", "nan", "normal", "subnormal")),
    *(f"{{f}}.{name}({{f}})" for name in ("max", "min", "div_euclid", "rem_euclid", "atan2", "log")),
    *(
        f"{{f}}.{name}()"
        for name in ("sin", "cos", "tan", "asin", "acos", "atan", "exp", "exp2", "ln", "log2", "log10")
    ),
    # integers
    *(f"{{{t}}} {operator} {{{t}}}" for t in "iu" for operator in ("+", "-", "*", "/", "%", "&", "|", "^", "<", "==")),
    *(f"{{{t}}} {operator} {{n}}" for t in "iu" for operator in ("<<", ">>")),
    *(
        f"{{{t}}}.{way}_{name}({{{t}}})"
        for t in "iu"
        for way in ("checked", "wrapping")
        for name in ("add", "sub", "mul", "div", "rem")
    ),
    *(f"{{{t}}}.saturating_{name}({{{t}}})" for t in "iu" for name in ("add", "sub", "mul")),
    *(f"{{{t}}}.{name}({{p}})" for t in "iu" for name in ("pow", "saturating_pow")),
    *(f"{{{t}}}.{name}({{i}})" for t in "iu" for name in ("pow", "saturating_pow")),
    *(f"{{{t}}}.{name}({{{t}}})" for t in "iu" for name in ("cmp", "partial_cmp", "max", "min", "eq")),
    *(f"{{{t}}}.{name}({{{o}}})" for t in "iuf" for o in "iuf" for name in ("cmp", "eq", "max", "checked_add")),
    *(f"{{i}}.{name}()" for name in ("abs", "saturating_abs", "signum", "is_negative", "is_positive", "to_string")),
    "{u}.to_string()",
    "-{i}",
    "!{i}",
    "!{u}",
    # containers of numbers
    "[{f}, {f}, {f}].iter().fold({f}, |a, x| a + x)",
    "[{i}, {i}, {i}].iter().sum::<i64>()",
    "[{i}, {i}].iter().product::<i64>()",
    "[{f}, {f}, {f}].iter().sum::<f64>()",
    "[{n}, {n}, {n}].iter().product::<f64>()",
    "{{ let v = [{i}, {i}, {n}, {n}]; v.sort(); (v, 1) }}",
    "{{ let v = [{s}, {s}, {s}]; v.sort(); (v, 1) }}",
    "{{ let v = [{f}, {f}, {f}]; v.sort(); (v, 1) }}",
    "json::to_string({f})",
    "json::to_string({s})",
    "json::to_string([{i}, {u}])",
    "match json::from_string({number}) {{ Ok(v) => `${{v:?}}`, Err(e) => `${{e}}` }}",
    "json::from_string(json::to_string({s})?)",
    "toml::to_string(#{{ a: {s} }})",
    "toml::to_string(#{{ a: {f} }})",
    "match toml::from_string(`a = ${{{number}}}`) {{ Ok(v) => `${{v:?}}`, Err(e) => `${{e}}` }}",
    "base64::encode({b})",
    "base64::decode(base64::encode({b}))",
    # any values
    *(f"{{v}} {operator} {{v}}" for operator in ("==", "!=", "<", "<=", ">", ">=")),
    *(f"std::ops::{name}({{v}}, {{v}})" for name in ("eq", "partial_eq", "cmp", "partial_cmp")),
    *(f"{{v}}.{name}({{v}})" for name in ("eq", "cmp", "partial_cmp", "lt", "max")),
    "[{v}, {v}, {v}]",
    "{{ let v = [{v}, {v}, {v}, {v}]; v.sort(); (v, 1) }}",
    "{{ let v = [{h}, {h}, {h}, {h}]; v.sort(); (v, 1) }}",
    "std::ops::hash({v}) == std::ops::hash({v})",
    "std::ops::hash({h}) == std::ops::hash({h})",
    "std::collections::HashMap::from_iter([({h}, 1)]).get({h})",
    "std::collections::HashSet::from_iter([{h}, {h}, {h}]).len()",
    "{{ let v = {v}; (v, v.clone() == v) }}",
    "(`${{{v}}}`, 1)",
    "{v} is Option",
    "json::to_string({v})",
    "toml::to_string({v})",
    # iterators
    *(f"{{{{ let it = {{chain}}; it.{call} }}}}" for call in ("size_hint()", "len()", "rev().collect::<Vec>()")),
    *(f"{{{{ let it = {{chain}}; [it.{call}, it.next()] }}}}" for call in ("nth({p})", "nth_back({p})", "next_back()")),
    "{{ let it = {chain}; [it.nth({p}), it.size_hint(), it.collect::<Vec>()] }}",
    "{{ let it = {chain}; [it.next_back(), it.size_hint(), it.collect::<Vec>()] }}",
    "{{ let it = {chain}.peekable(); [it.peek(), it.size_hint(), it.next(), it.peek(), it.collect::<Vec>()] }}",
    "std::ops::hash({i}) == std::ops::hash({u})",
    "std::ops::partial_eq({n}, {f})",
]

CHARACTERS = (
    "abcXYZ 09_-+.,;eE"
    "\t\n\r\x0b\x0c\x00\x1b\x7f\x85\xa0\xad\u1680\u2003\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"
    "ßİıŉǅǆſΣσςΐµKÅẞﬁﬄÀéñŽžÖ"
    "Ⴀაᲀᏸꭰ𐐀𐐨ʰªº٣²½Ⅷⅷ①一あ가ก\u0301\u0e31\u0345ٱ\ud7ff\ue000\uffff\U0001f600\u200d\U0001f1e6\U000e0001\U0010ffff"
    "'\"\\`{}$/#"
)
WORDS = [
    "",
    "a",
    "ab",
    "aba",
    "ΑΣ",
    "ΑΣ.",
    "ΑΣΑ",
    "Σ",
    "ΌΣΟΣ",
    "İi",
    "ǆ",
    "straße",
    " a b ",
    "a,b,,c",
    "\u3000x\u2003",
    "é",
    "e\u0301",
]
NUMBERS = [
    *(
        "0",
        "-0",
        "+1",
        "-",
        "+",
        "",
        " 1",
        "1 ",
        "1_000",
        "0x10",
        "1e5",
        "1E-5",
        ".5",
        "5.",
        ".",
        "1.5.2",
        "inf",
        "-inf",
    ),
    *("+infinity", "INF", "nan", "-NaN", "NAN", "infinit", "1e", "1e+", "1e400", "1e-400", "9223372036854775807"),
    *("9223372036854775808", "-9223372036854775808", "-9223372036854775809", "18446744073709551615"),
    *(
        "18446744073709551616",
        "00012",
        "٣",
        "１",
        "1.7976931348623157e308",
        "1.7976931348623159e308",
        "4.9e-324",
        "2.4e-324",
    ),
    *(
        "0.1e-1",
        "1f",
        "1u64",
        "--1",
        "+-1",
        "true",
        "a",
        "ab",
        "é",
        "1e5_0",
        "1__0",
        '"a"',
        "[1,2",
        "null",
        "1.0e+2",
        "01",
    ),
    *(
        "-1.5",
        "0b11",
        "0o7",
        "1e05",
        "-.5",
        "+.5e-3",
        "1\x00",
        "2024-01-01",
        "12:30:00",
        "0.30000000000000004",
        "nan()",
    ),
]
INTEGERS = [
    0,
    1,
    -1,
    2,
    3,
    7,
    10,
    63,
    64,
    127,
    128,
    255,
    256,
    1 << 31,
    (1 << 31) - 1,
    1 << 32,
    (1 << 53) + 1,
    (1 << 63) - 1,
]
FLOATS = [
    *(
        0.0,
        -0.0,
        1.0,
        -1.0,
        0.5,
        -0.5,
        1.5,
        2.5,
        -2.5,
        0.1,
        0.3,
        1e15,
        1e16,
        1e17,
        1e21,
        123456789.125,
        5e-324,
        2.2250738585072014e-308,
    ),
    *(
        1.7976931348623157e308,
        math.inf,
        -math.inf,
        math.nan,
        9007199254740993.0,
        9.223372036854775807e18,
        1.8446744073709552e19,
    ),
    *(
        -9.223372036854775808e18,
        0.49999999999999994,
        4503599627370497.5,
        1e-5,
        1e-7,
        1e-6,
        100.0,
        3.14,
        1e22,
        1e23,
        2.0,
        3.0,
        -7.0,
    ),
]
_HOLE = re.compile(r"\{\{|\}\}|\{(\w+)\}")


def case(form: str, rng: random.Random) -> str:
    """A form with its holes filled."""

    shape = shapes.shape(rng, 2), shapes.shape(rng, 2, shapes.HASHED)

    def fill(found: re.Match[str]) -> str:
        if found[1] == "any":
            return shapes.literal(shapes.shape(rng, 1), rng)
        if found[1] in ("v", "h"):
            return shapes.literal(shape[found[1] == "h"], rng)
        return found[0][0] if found[1] is None else literal(found[1], rng)

    return _HOLE.sub(fill, form)


def literal(kind: str, rng: random.Random) -> str:
    """A random literal for a hole."""
    if kind == "s":
        return quoted(text(rng))
    if kind == "c":
        return f"'{escaped(character(rng))}'"
    if kind == "i":
        return integer(rng)
    if kind == "u":
        return f"{abs(some_integer(rng, 64))}u64"
    if kind == "f":
        return floating(rng)
    if kind == "b":
        return f'b"{"".join(rng.choice(BYTES) for _ in range(rng.randrange(6)))}"'
    if kind == "n":
        return str(rng.choice((-1, *range(8), *range(8), 15, 16, 31, 63, 64, 65, 128, 255, 256, -2, -64)))
    if kind == "p":
        return str(rng.choice((*range(12), 16, 35, 36, 37)))
    if kind == "number":
        return quoted(number(rng))
    if kind == "chain":
        return chain(rng, rng.randrange(5)).text
    assert kind == "spec"
    return spec(rng)


BYTES = [
    *'az09 "\\',
    *(f"\\x{n:02x}" for n in (0, 9, 10, 0x7F, 0x80, 0xBF, 0xC2, 0xC3, 0xA9, 0xE2, 0x82, 0xAC, 0xF0, 0xFF)),
]
BYTES = [{'"': '\\"', "\\": "\\\\"}.get(byte, byte) for byte in BYTES]


def text(rng: random.Random) -> str:
    """A random text, often of pieces that mean something to a method."""
    if rng.random() < 0.3:
        return rng.choice(WORDS)
    few = [character(rng) for _ in range(rng.randint(1, 4))]
    return "".join(rng.choice(few) for _ in range(rng.randrange(7)))


def character(rng: random.Random) -> str:
    """A random char: a peculiar one, a Latin one or any."""
    kind = rng.random()
    if kind < 0.6:
        return rng.choice(CHARACTERS)
    if kind < 0.8:
        return chr(rng.randrange(0x250))
    point = rng.randrange(0x110000 if kind < 0.9 else 0x3000)
    return chr(point) if not 0xD800 <= point < 0xE000 else "x"


def escaped(c: str) -> str:
    """A char within quotes of either kind."""
    return c if c.isalnum() and c.isascii() else f"\\u{{{ord(c):x}}}"


def quoted(content: str) -> str:
    """The literal of a text."""
    return '"' + "".join(map(escaped, content)) + '"'


def some_integer(rng: random.Random, bits: int) -> int:
    """A random integer of so many bits; its sign is a matter of the type."""
    kind = rng.random()
    if kind < 0.5:
        n = rng.choice(INTEGERS)
    elif kind < 0.75:
        n = (1 << bits) - 1 - rng.randrange(3)
    else:
        n = rng.getrandbits(rng.randint(1, bits))
    return -n if rng.random() < 0.3 else n


def integer(rng: random.Random) -> str:
    """An expression of an i64."""
    n = some_integer(rng, 63)
    if rng.random() < 0.07:
        return "i64::MIN"
    return f"({n})" if n < 0 else str(n)


def floating(rng: random.Random) -> str:
    """An expression of a float."""
    kind = rng.random()
    if kind < 0.6:
        x = rng.choice(FLOATS)
    elif kind < 0.8:
        x = struct.unpack("<d", rng.randbytes(8))[0]
    else:
        x = round(rng.uniform(-1000, 1000), rng.randrange(5))
    if math.isnan(x):
        return "f64::NAN"
    if math.isinf(x):
        return "f64::INFINITY" if x > 0 else "f64::NEG_INFINITY"
    shown = repr(abs(x))
    if "." not in shown:
        shown = shown.replace("e", ".0e") if "e" in shown else shown + ".0"
    return f"(-{shown})" if math.copysign(1, x) < 0 else shown


def number(rng: random.Random) -> str:
    """A text that is nearly a number."""
    kind = rng.random()
    if kind < 0.6:
        return rng.choice(NUMBERS)
    if kind < 0.8:
        return "".join(rng.choice("0123456789+-.eE_x ") for _ in range(rng.randint(1, 7)))
    return repr(struct.unpack("<d", rng.randbytes(8))[0])


def spec(rng: random.Random) -> str:
    """A format spec."""
    fill = rng.choice(["", "", "<", ">", "^", "*<", "#>", "é^", "0>"])
    sign = rng.choice(["", "", "", "+", "-"])
    alternate = rng.choice(["", "", "", "#"])
    zero = rng.choice(["", "", "0"])
    width = rng.choice(["", "", "1", "5", "12"])
    precision = rng.choice(["", "", ".0", ".1", ".3", ".20"])
    kind = rng.choice(["", "", "", "?", "x", "X", "b", "o"])
    return f"{fill}{sign}{alternate}{zero}{width}{precision}{kind}"

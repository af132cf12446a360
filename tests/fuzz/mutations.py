"""Random texts and mutations of texts, each a function of a random generator: the inputs of the fuzzer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.syntax import tokens
from bindrune.core.syntax.lexer import lex

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

MAX_LENGTH = 4096
"""The longest input, in characters; the time limit of the fuzzer is meant for this size."""

WORDS = [
    *tokens.KEYWORDS, *tokens.PUNCTUATION, "${", "`", "\"", "'", "b'", "b\"", "//", "/*", "*/", "///", "#!", "\\",
    "\n", " ", "x", "f", "self", "0", "1u8", "1.5", "0x_f", "1e9", "'a'", "'a: ", "\"s\"", "b\"s\"", "`a${x}b`",
    "println!", "format!", "dbg!", "assert!", "assert_eq!", "panic!", "stringify!", "#{", "Some", "None", "Ok", "Err",
    "Vec", "Option", "String", "é", "語", "\u0301", "🎉", "\ufeff", "\u0000", "{}", "{:?}", "{:>+08.3}", "::<", "||",
    "=>", "..=",
]  # fmt: skip


def soup(random: Random) -> str:
    """Return words and punctuation in any order."""
    return " ".join(random.choices(WORDS, k=random.randrange(1, 120)))[:MAX_LENGTH]


def noise(random: Random) -> str:
    """Return random characters, mostly ASCII."""
    letters = [chr(random.randrange(32, 127)) for _ in range(random.randrange(1, 200))]
    for _ in range(random.randrange(0, 8)):
        letters.insert(random.randrange(len(letters) + 1), chr(random.choice([9, 10, 13, 0, 0xE9, 0x301, 0x1F389])))
    return "".join(letters)


def nest(random: Random) -> str:
    """Return one construct nested many times, closed or not."""
    opening, middle, closing = random.choice(
        [
            ("(", "1", ")"), ("[", "1", "]"), ("{", "1", "}"), ("#{ a: ", "1", "}"), ("if true { ", "1", "}"),
            ("|x| ", "x", ""), ("-", "1", ""), ("!", "true", ""), ("f(", "1", ")"), ("`${", "1", "}`"),
            ("match 1 { _ => ", "1", "}"), ("loop { break ", "1", "}"), ("Some(", "1", ")"), ("async { ", "1", "}"),
            ("fn f() { ", "1", "}"), ("mod m { ", "", "}"), ("let (", "a", ",) = 1"), ("1 + ", "1", ""),
            ("a.b", "", ""), ("x = ", "1", ""), ("return ", "1", ""), ("'a: ", "{}", ""), ("const { ", "1", "}"),
            ("a && ", "b", ""), ("impl S { fn f() { ", "1", "}}"), ("#[a(", "1", ")] fn f() {}"),
            ("use a::{", "b", "};"), ("f!(", "1", ")"), ("[", "a", "] = 1"), ("if let Some(", "x", ") = 1 {}"),
            ("x?.y(", "1", ")"), ("1 + (", "1", ")"), ("/*", "", "*/"), ("enum E { A { ", "a", "}"),
            ("select { _ = ", "1", " => 1 }"), ("yield ", "1", ""), ("x[", "1", "]"), ("..", "1", ""),
            ("const A = ", "1", ";"), ("let a = || ", "1", ";"), ("match x { Some(", "1", ") => 1 }"),
            ("async || ", "1", ""), ("else if ", "1", " {}"), ("1.a().", "b", ""), ("if a {} else ", "{}", ""),
            ("A::<", "B", ">"), ("f(1)?", "", ""),
        ]
    )  # fmt: skip
    depth = random.choice([3, 20, 150, 900, 1300, 3500])
    closings = closing * (depth if random.random() < 0.7 else random.randrange(depth + 1))
    return (opening * depth + middle + closings)[: random.choice([MAX_LENGTH, 4 * MAX_LENGTH])]


GROWING = [
    "s = s + s", "s = `${s}${s}`", 's = format!("{}{:?}", s, s)', "s += s.clone()", "s.push_str(s.clone())",
    's = s.replace("x", "xx")', "s = [s, s].iter().collect::<String>()", "b.extend(b.clone())", "v.extend(v.clone())",
    "v = [v, v]", "v = [v.clone(), v.clone()]", "v.push(s.clone())", "v.resize(N, 1)", 'v.push(format!("{:>N}", 1))',
    'format!("{:.N}", 1.5)', "(0..N).iter().collect::<Vec>()", "(0..).iter().map(|n| [n]).collect::<Vec>()",
    "t = (t, t)", "d.extend(v.clone())", 'format!("{:?}", t)', "t == t", "o = #{ a: o, b: o }", "o == o.clone()",
    "v.push(v.clone())", "(0..N).iter().rev().collect::<VecDeque>()", "for i in 0..N { d.push_front(i) }",
    's.split("x").collect::<Vec>()', "s = s.to_uppercase()", "f = |x| f(x)", "f(1)", "i = i.chain(v.clone().iter())",
    "i.next()", "n = n * n", "n <<= 7", "b.extend_str(s)", 'panic!("{}", s)', "s.len()", "v.sort()", "v.len()",
    "s.chars().rev().collect::<Vec>()", "m.insert(m.len(), s.clone())", "Vec::with_capacity(N)", "s.reserve(N)",
    "n.pow(N)", "(0..N).iter().nth(N)", "t = t.clone()", "dbg!(t)", "m.insert(t, s)", "std::ops::hash(t)",
    "Err(t).unwrap()", "t < t.clone()", "v = [t, t.clone()]", "m == m.clone()", "m.get(t)",
]  # fmt: skip


def grow(random: Random) -> str:
    """Return a loop whose values grow: a budget has to bound what they take."""
    large = random.choice(["100", "70000", "1000000", "1000000000", "1000000000000"])
    body = "; ".join(random.choices(GROWING, k=random.randrange(1, 4))).replace("N", large)
    before = 'let s = "xxxxxxxx"; let b = b"xx"; let v = [1]; let t = (1,); let o = #{}; let n = 3; let f = |x| x;'
    collections = "let d = VecDeque::new(); let m = HashMap::new(); let i = v.iter();"
    return f"use std::collections::{{HashMap, VecDeque}};\n{before}\n{collections}\nloop {{ {body}; }}\n"


def drop(random: Random, pieces: list[str]) -> None:
    """Leave out a few neighbouring pieces."""
    at = random.randrange(len(pieces))
    del pieces[at : at + random.randrange(1, 4)]


def double(random: Random, pieces: list[str]) -> None:
    """Say a few neighbouring pieces twice."""
    at = random.randrange(len(pieces))
    pieces[at:at] = pieces[at : at + random.randrange(1, 6)]


def swap(random: Random, pieces: list[str]) -> None:
    """Exchange two pieces."""
    a, b = random.randrange(len(pieces)), random.randrange(len(pieces))
    pieces[a], pieces[b] = pieces[b], pieces[a]


def insert(random: Random, pieces: list[str]) -> None:
    """Put a word between two pieces."""
    pieces.insert(random.randrange(len(pieces) + 1), random.choice(WORDS))


def replace(random: Random, pieces: list[str]) -> None:
    """Put a word in the place of a piece."""
    pieces[random.randrange(len(pieces))] = random.choice(WORDS)


def cut(random: Random, pieces: list[str]) -> None:
    """Leave out all that follows some piece."""
    del pieces[random.randrange(len(pieces)) + 1 :]


MUTATIONS: list[Callable[[Random, list[str]], None]] = [drop, double, swap, insert, replace, cut]


def mutate(random: Random, text: str) -> str:
    """Return ``text`` after a few mutations of its tokens."""
    pieces = split(text)
    for _ in range(random.choice([1, 1, 1, 2, 3, 6])):
        if pieces:
            random.choice(MUTATIONS)(random, pieces)
    return "".join(pieces)[:MAX_LENGTH]


def splice(random: Random, one: str, other: str) -> str:
    """Return the head of one text and the tail of another."""
    a, b = split(one), split(other)
    return "".join(a[: random.randrange(len(a) + 1)] + b[random.randrange(len(b) + 1) :])[:MAX_LENGTH]


def split(text: str) -> list[str]:
    """Return the tokens of a text and the gaps between them, in order."""
    lexed = lex(text)
    pieces: list[str] = []
    at = 0
    for start, end in zip(lexed.starts, lexed.ends, strict=True):
        if at < start:
            pieces.append(text[at:start])
        if start < end:
            pieces.append(text[start:end])
        at = end
    if at < len(text):
        pieces.append(text[at:])
    return pieces

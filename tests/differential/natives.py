"""The natives that the generator knows, one a line: a template with typed holes, and the type it
gives.

`{vec<T>}` is a hole for an expression of that type, `{!vec<T>}` one for a variable or field that
may be written, `{#int 0 5}` one for a small literal. A line may end in flags: `risk` (may panic:
used in programs that are meant to), `grow` (not in loops), `w=N` (weight), `rare`. The type
variables are those of `rune_types`.
"""

from __future__ import annotations

import re

from tests.differential.rune_types import Type, parse

TABLE = r"""
# option
{opt<T>}.unwrap_or({T}) => T ; w=3
{opt<T>}.is_some() => bool
{opt<T>}.is_none() => bool
{opt<T>}.map({fn(T)->U}) => opt<U> ; w=3
{opt<T>}.and_then({fn(T)->opt<U>}) => opt<U> ; w=2
{opt<T>}.unwrap_or_else({fn()->T}) => T ; w=2
{opt<T>}.ok_or({str}) => res<T>
{opt<T>}.ok_or_else({fn()->str}) => res<T>
{!opt<T>}.take() => opt<T>
{opt<T>}.unwrap() => T ; risk
{opt<T>}.expect({str}) => T ; risk
Some({T}).unwrap() => T
Some({T}).expect({str}) => T
{opt<T>}.iter() => biter<T>
{opt<T>}.clone() => opt<T>
{opt<O>}.cmp({opt<O>}) => ord
{opt<O>}.partial_cmp({opt<O>}) => opt<ord>
{opt<T>}.eq({opt<T>}) => bool
{opt<T>}.ne({opt<T>}) => bool
{opt<O>}.lt({opt<O>}) => bool
{opt<O>}.le({opt<O>}) => bool
{opt<O>}.gt({opt<O>}) => bool
{opt<O>}.ge({opt<O>}) => bool
{opt<O>}.min({opt<O>}) => opt<O>
{opt<O>}.max({opt<O>}) => opt<O>
{opt<res<T>>}.transpose() => res<opt<T>>
Some({T}).0 => T
# result
{res<T>}.ok() => opt<T> ; w=2
{res<T>}.is_ok() => bool
{res<T>}.is_err() => bool
{res<T>}.unwrap_or({T}) => T ; w=2
{res<T>}.unwrap_or_else({fn(str)->T}) => T
{res<T>}.map({fn(T)->U}) => res<U> ; w=2
{res<T>}.and_then({fn(T)->res<U>}) => res<U> ; w=2
{res<T>}.unwrap() => T ; risk
{res<T>}.expect({str}) => T ; risk
Ok({T}).unwrap() => T
Ok({T}).expect({str}) => T
{res<T>}.clone() => res<T>
{res<T>}.eq({res<T>}) => bool
{res<T>}.ne({res<T>}) => bool
{res<O>}.cmp({res<O>}) => ord
{res<O>}.partial_cmp({res<O>}) => opt<ord>
{res<O>}.lt({res<O>}) => bool
{res<O>}.le({res<O>}) => bool
{res<O>}.gt({res<O>}) => bool
{res<O>}.ge({res<O>}) => bool
{res<O>}.max({res<O>}) => res<O>
{res<O>}.min({res<O>}) => res<O>
# vec
Vec::new() => vec<T>
Vec::with_capacity({#int 0 9}) => vec<T>
{vec<T>}.len() => u64 ; w=3
{vec<T>}.is_empty() => bool
{vec<T>}.get({#int 0 4}) => opt<T> ; w=3
{vec<T>}.get({#int 0 2}..) => opt<vec<T>>
{vec<T>}.get(..{#int 0 3}) => opt<vec<T>>
{vec<T>}.get({#int 0 1}..={#int 1 2}) => opt<vec<T>>
{vec<T>}[..] => vec<T>
{vec<T>}[0..0] => vec<T>
{vec<T>}[{#int 0 3}..] => vec<T> ; risk
{vec<T>}[{#int 0 4}] => T ; risk
[{T}, {T}][{#int 0 1}] => T
[{T}, {T}, {T}][{#int 0 1}..={#int 1 2}] => vec<T>
{!vec<T>}.clear() => unit
{!vec<T>}.extend({vec<T>}) => unit ; grow
{!vec<T>}.extend({iter<T>}) => unit ; grow
{!vec<T>}.push({T}) => unit ; w=5
{!vec<T>}.pop() => opt<T> ; w=3
{!vec<T>}.remove({#int 0 2}) => T ; risk
{!vec<T>}.insert(0, {T}) => unit
{!vec<T>}.insert({#int 0 4}, {T}) => unit ; risk
{!vec<O>}.sort() => unit ; w=2
{!vec<O>}.sort_by(|a, b| b.cmp(a)) => unit
{!vec<O>}.sort_by(|a, b| a.cmp(b)) => unit
{!vec<tup<O, T>>}.sort_by(|a, b| (a.0).cmp(b.0)) => unit
{!vec<T>}.resize({#int 0 6}, {T}) => unit
{vec<T>}.clone() => vec<T> ; w=2
{vec<T>}.iter() => diter<T> ; w=6
{vec<T>}.eq({vec<T>}) => bool
{vec<T>}.ne({vec<T>}) => bool
{vec<O>}.cmp({vec<O>}) => ord
{vec<O>}.partial_cmp({vec<O>}) => opt<ord>
{vec<O>}.lt({vec<O>}) => bool
{vec<O>}.le({vec<O>}) => bool
{vec<O>}.gt({vec<O>}) => bool
{vec<O>}.ge({vec<O>}) => bool
{vec<O>}.max({vec<O>}) => vec<O>
{vec<O>}.min({vec<O>}) => vec<O>
{vec<T>} == {iter<T>} => bool
# tuple
{tup<T, U>}.len() => u64
{tup<T, U, V>}.len() => u64
{tup<T, U>}.is_empty() => bool
{tup<T, T>}.get({#int 0 3}) => opt<T>
{tup<T, T, T>}.get({#int 0 3}) => opt<T>
{tup<T, T>}.iter() => diter<T>
{tup<T, T, T>}.iter() => diter<T>
{tup<T, U>}.clone() => tup<T, U>
{tup<O, O>}.cmp({tup<O, O>}) => ord
{tup<O, O>}.max({tup<O, O>}) => tup<O, O>
{tup<O, O>}.min({tup<O, O>}) => tup<O, O>
{tup<T, U>}.eq({tup<T, U>}) => bool
{tup<T, T>} == {vec<T>} => bool
# string
String::from({str}) => str
String::new() => str
String::with_capacity({#int 0 20}) => str
{str}.len() => u64 ; w=2
{str}.starts_with({str}) => bool
{str}.ends_with({str}) => bool
{str}.contains({str}) => bool
{!str}.clear() => unit
{!str}.push({char}) => unit
{!str}.push_str({str}) => unit ; grow
{str}.as_bytes() => bytes
(clone({str})).into_bytes() => bytes
String::from_utf8({bytes}).is_ok() => bool
String::from_utf8({str}.as_bytes()).unwrap() => str
{str}.char_at({#int 0 6}) => opt<char>
{str}.split({char}) => iter<str>
{str}.split({str}) => iter<str>
{str}.split({fn(char)->bool}) => iter<str>
{str}.split_str(" ") => iter<str>
{str}.split_once({char}) => opt<tup<str, str>>
{str}.split_once({str}) => opt<tup<str, str>>
{str}.trim() => str
{str}.trim_end() => str
{str}.replace({str}, {str}) => str ; grow
{str}.is_empty() => bool
{str}.chars() => biter<char> ; w=3
{str}.get({#int 0 2}..{#int 2 5}) => opt<str>
{str}.get(..{#int 0 5}) => opt<str>
{str}.get({#int 0 5}..) => opt<str>
{str}[..] => str
{str}[{#int 0 3}..] => str ; risk
{str}.parse::<i64>().ok() => opt<int>
{str}.parse::<i64>().is_ok() => bool
{int}.to_string().parse::<i64>().unwrap_or(0) => int
{str}.parse::<f64>().ok() => opt<float>
{str}.parse::<char>().ok() => opt<char>
{str}.to_lowercase() => str
{str}.to_uppercase() => str ; w=2
{str}.clone() => str
{str}.eq({str}) => bool
{str}.ne({str}) => bool
{str}.cmp({str}) => ord
{str}.partial_cmp({str}) => opt<ord>
{str}.lt({str}) => bool
{str}.le({str}) => bool
{str}.gt({str}) => bool
{str}.ge({str}) => bool
{str}.min({str}) => str
{str}.max({str}) => str
# i64
i64::parse({str}).ok() => opt<int>
{int}.to::<f64>() => float
{int}.pow({#int 0 3}) => int
{int}.checked_add({int}) => opt<int>
{int}.checked_sub({int}) => opt<int>
{int}.checked_mul({int}) => opt<int>
{int}.checked_div({int}) => opt<int>
{int}.checked_rem({int}) => opt<int>
{int}.wrapping_add({int}) => int
{int}.wrapping_sub({int}) => int
{int}.wrapping_mul({int}) => int
{int}.wrapping_div({#int 1 9}) => int
{int}.wrapping_rem({#int 1 9}) => int
{int}.wrapping_div({int}) => int ; risk
{int}.saturating_add({int}) => int
{int}.saturating_sub({int}) => int
{int}.saturating_mul({int}) => int
{int}.saturating_pow({#int 0 3}) => int
{int}.saturating_abs() => int
i64::MAX.checked_add({int}) => opt<int>
i64::MIN.saturating_sub({int}) => int ; rare
i64::MIN.checked_sub({int}) => opt<int>
i64::MAX.wrapping_add({int}) => int ; rare
{int}.to_string() => str ; w=3
{int}.abs() => int ; w=2
{int}.signum() => int
{int}.is_positive() => bool
{int}.is_negative() => bool
{int}.min({int}) => int
{int}.max({int}) => int
{int}.clone() => int
{int}.eq({int}) => bool
{int}.ne({int}) => bool
{int}.cmp({int}) => ord
{int}.partial_cmp({int}) => opt<ord>
{int}.lt({int}) => bool
{int}.le({int}) => bool
{int}.gt({int}) => bool
{int}.ge({int}) => bool
# u64
u64::parse({str}).ok() => opt<u64>
{u64}.to::<f64>() => float
{u64}.pow({#int 0 3}) => u64
{u64}.checked_add({u64}) => opt<u64>
{u64}.checked_sub({u64}) => opt<u64>
{u64}.checked_mul({u64}) => opt<u64>
{u64}.checked_div({u64}) => opt<u64>
{u64}.checked_rem({u64}) => opt<u64>
{u64}.wrapping_add({u64}) => u64
{u64}.wrapping_mul({u64}) => u64
{u64}.wrapping_sub({u64}) => u64 ; rare
{u64}.wrapping_div({#int 1 9}) => u64
{u64}.wrapping_rem({#int 1 9}) => u64
{u64}.saturating_add({u64}) => u64
{u64}.saturating_sub({u64}) => u64 ; w=2
{u64}.saturating_mul({u64}) => u64
{u64}.saturating_pow({#int 0 3}) => u64
u64::MAX.checked_add({u64}) => opt<u64>
{u64}.to_string() => str ; w=2
{u64}.min({u64}) => u64
{u64}.max({u64}) => u64
{u64}.eq({u64}) => bool
{u64}.ne({u64}) => bool
{u64}.cmp({u64}) => ord
{u64}.partial_cmp({u64}) => opt<ord>
{u64}.lt({u64}) => bool
{u64}.ge({u64}) => bool
# f64
{float}.is_nan() => bool
{float}.is_infinite() => bool
{float}.is_finite() => bool
{float}.is_normal() => bool
{float}.is_subnormal() => bool
{float}.abs() => float
{float}.ceil() => float
{float}.floor() => float
{float}.round() => float ; w=2
{float}.sqrt() => float
{float}.cbrt() => float
{float}.acos() => float
{float}.asin() => float
{float}.atan() => float
{float}.atan2({float}) => float
{float}.cos() => float
{float}.sin() => float
{float}.tan() => float
{float}.exp2() => float
{float}.exp() => float
{float}.ln() => float
{float}.log({#float 2 10}) => float
{float}.log10() => float
{float}.log2() => float
{float}.powf({#float 0 3}) => float
{float}.powi({#int 0 4}) => float
{float}.div_euclid({float}) => float
{float}.rem_euclid({float}) => float
{float}.clamp({#float 0 3}, {#float 4 9}) => float
{float}.to::<i64>() => int
{float}.to_degrees() => float
{float}.to_radians() => float
{float}.min({float}) => float
{float}.max({float}) => float
{float}.eq({float}) => bool
{float}.ne({float}) => bool
{float}.lt({float}) => bool
{float}.le({float}) => bool
{float}.gt({float}) => bool
{float}.ge({float}) => bool
{float}.partial_cmp({float}) => opt<ord>
{float}.cmp({float}) => ord ; risk
{float}.clone() => float
f64::consts::PI => float
f64::consts::E => float
f64::EPSILON => float
f64::INFINITY => float ; rare
f64::NAN.max({float}) => float
# char
char::from_i64({#int 33 126}) => opt<char>
char::from_i64({#int 160 9000}) => opt<char>
{char}.to_i64() => int ; w=2
{char}.is_alphabetic() => bool
{char}.is_alphanumeric() => bool
{char}.is_control() => bool
{char}.is_lowercase() => bool
{char}.is_numeric() => bool
{char}.is_uppercase() => bool
{char}.is_whitespace() => bool
{char}.to_digit({#int 2 36}) => opt<u64>
# bytes
Bytes::new() => bytes
Bytes::with_capacity({#int 0 9}) => bytes
Bytes::from_vec([{#int 0 255}, {#int 0 255}]) => bytes
{bytes}.as_vec() => vec<u64>
(clone({bytes})).into_vec() => vec<u64>
{!bytes}.extend({bytes}) => unit ; grow
{!bytes}.extend_str({str}) => unit ; grow
{!bytes}.pop() => opt<u64>
{!bytes}.push({#int 0 255}) => unit
{!bytes}.remove({#int 0 2}) => u64 ; risk
{!bytes}.insert(0, {#int 0 255}) => unit
{bytes}.first() => opt<u64>
{bytes}.last() => opt<u64>
{bytes}.len() => u64
{bytes}.is_empty() => bool
{!bytes}.clear() => unit
{bytes}.clone() => bytes
{bytes}.eq({bytes}) => bool
{bytes}.cmp({bytes}) => ord
{bytes}[{#int 0 2}] => u64 ; risk
{bytes}[..] => bytes
{bytes} < {bytes} => bool
# iterators
{iter<T>}.next() => opt<T> ; w=3
{iter<T>}.nth({#int 0 3}) => opt<T>
{iter<T>}.count() => u64 ; w=2
{iter<T>}.fold({U}, {fn(U, T)->U}) => U ; w=3
{iter<T>}.reduce({fn(T, T)->T}) => opt<T>
{iter<T>}.find({fn(T)->bool}) => opt<T>
{iter<T>}.any({fn(T)->bool}) => bool
{iter<T>}.all({fn(T)->bool}) => bool
{iter<T>}.chain({vec<T>}) => iter<T>
{iter<T>}.chain({opt<T>}) => iter<T>
{biter<T>}.chain({biter<T>}) => biter<T>
{diter<T>}.chain({diter<T>}) => diter<T>
{iter<T>}.enumerate() => iter<tup<u64, T>>
{diter<T>}.enumerate() => diter<tup<u64, T>> ; w=2
{iter<T>}.filter({fn(T)->bool}) => iter<T> ; w=2
{biter<T>}.filter({fn(T)->bool}) => biter<T> ; w=2
{iter<T>}.map({fn(T)->U}) => iter<U> ; w=2
{biter<T>}.map({fn(T)->U}) => biter<U>
{diter<T>}.map({fn(T)->U}) => diter<U> ; w=3
{iter<T>}.filter_map({fn(T)->opt<U>}) => iter<U>
{biter<T>}.filter_map({fn(T)->opt<U>}) => biter<U>
{iter<T>}.flat_map({fn(T)->vec<U>}) => iter<U>
{iter<T>}.peekable() => iter<T>
{diter<T>}.peekable() => diter<T>
{iter<T>}.peekable().peek() => opt<T>
{iter<T>}.skip({#int 0 2}) => iter<T>
{diter<T>}.skip({#int 0 2}) => diter<T>
{iter<T>}.take({#int 0 3}) => iter<T>
{diter<T>}.take({#int 0 3}) => diter<T>
{iter<T>}.size_hint() => tup<u64, opt<u64>>
{iter<T>}.into_iter() => iter<T>
{iter<u64>}.sum::<u64>() => u64
{iter<int>}.sum::<i64>() => int ; w=3
{iter<float>}.sum::<f64>() => float
{iter<int>}.take(3).product::<i64>() => int
{iter<u64>}.take(3).product::<u64>() => u64
{iter<float>}.product::<f64>() => float
{iter<T>}.collect::<Vec>() => vec<T> ; w=5
{iter<char>}.collect::<String>() => str ; w=2
{iter<str>}.collect::<String>() => str
{iter<T>}.collect::<Tuple>().len() => u64
{iter<tup<str, T>>}.map(|(k, v)| (clone(k), v)).collect::<Object>() => dict<T>
{iter<tup<str, T>>}.collect::<Object>() => dict<T> ; risk
{biter<T>}.next_back() => opt<T>
{biter<T>}.nth_back({#int 0 2}) => opt<T>
{biter<T>}.rev() => biter<T>
{diter<T>}.rev() => diter<T> ; w=2
{diter<T>}.rev().len() => u64
{diter<T>}.enumerate().len() => u64
{diter<T>}.skip(1).len() => u64
std::iter::once({T}) => biter<T>
std::iter::empty() => biter<T>
std::iter::range({#int 0 3}, {#int 3 6}) => diter<int>
# object
Object::new() => dict<T>
Object::with_capacity({#int 0 5}) => dict<T>
{dict<T>}.len() => u64
{dict<T>}.is_empty() => bool
{dict<T>}.get({str}) => opt<T> ; w=2
{dict<T>}.contains_key({str}) => bool
{!dict<T>}.insert(clone({str}), {T}) => opt<T> ; w=4
{!dict<T>}.insert({str}, {T}) => opt<T> ; risk
{!dict<T>}.remove({str}) => opt<T>
{!dict<T>}.clear() => unit
{dict<T>}.clone() => dict<T>
{dict<T>}.eq({dict<T>}) => bool
sorted_keys({dict<T>}) => vec<str> ; w=2
{dict<int>}.values().sum::<i64>() => int
{dict<T>}.keys().count() => u64
{dict<T>}.iter().len() => u64
{dict<T>}.values().any({fn(T)->bool}) => bool
# ranges
{#int 0 3}..{#int 3 6} => range
{range}.iter() => diter<int> ; w=2
{range}.contains({int}) => bool
({#int 0 3}..={#int 3 5}).iter() => diter<int>
({#int 0 3}..={#int 3 5}).contains({int}) => bool
({#int 0 3}..).contains({int}) => bool
(..{#int 0 9}).contains({int}) => bool
(..={#int 0 9}).contains({int}) => bool
(..).contains({T}) => bool
({#int 0 9}..).iter().take({#int 0 4}) => iter<int>
('a'..='e').iter() => biter<char>
('a'..'d').contains({char}) => bool
{range}.start => int
{range}.end => int
{range} == {range} => bool
# cmp, ops, clone, any, mem
std::cmp::min({O}, {O}) => O
std::cmp::max({O}, {O}) => O
std::ops::eq({O}, {O}) => bool
std::ops::cmp({O}, {O}) => ord
std::ops::partial_eq({T}, {T}) => bool
std::ops::partial_cmp({O}, {O}) => opt<ord>
clone({T}) => T ; w=2
std::any::type_name_of_val({T}) => str
std::any::Type::of_val({T}) == std::any::Type::of_val({U}) => bool
is_readable({T}) => bool
is_writable({T}) => bool
std::mem::snapshot({vec<T>}).is_some() => bool
std::mem::snapshot({int}).is_none() => bool
std::mem::snapshot({str}).unwrap().shared() => u64
std::mem::snapshot({vec<T>}).unwrap().is_exclusive() => bool
std::mem::snapshot({opt<T>}).unwrap().is_readable() => bool
std::mem::snapshot({vec<T>}).unwrap().is_writable() => bool
format!("{}", std::mem::snapshot({!vec<T>}).unwrap()) => str
{ord} == {ord} => bool
{ord} < {ord} => bool
{ord}.eq({ord}) => bool
# generators
{gen<T>}.next() => opt<T> ; w=2
{gen<T>}.iter() => iter<T> ; w=3
# deque
std::collections::VecDeque::from::<Vec>([{T}, {T}]) => deque<T>
{deque<T>}.len() => u64
{!deque<T>}.push_back({T}) => unit ; w=2
{!deque<T>}.push_front({T}) => unit ; w=2
{!deque<T>}.pop_front() => opt<T> ; w=2
{!deque<T>}.pop_back() => opt<T> ; w=2
{deque<T>}.back() => opt<T>
{!deque<T>}.front() => opt<T>
{!deque<T>}.insert(0, {T}) => unit
{!deque<T>}.remove({#int 0 2}) => opt<T>
{!deque<T>}.rotate_left(0) => unit
{deque<T>} == {vec<T>} => bool
{deque<T>}.iter().count() => u64
{deque<T>}.iter().fold({U}, {fn(U, T)->U}) => U
"""

HOLE = re.compile(r"\{([!#]?)((?:fn\([^{}]*)|[^{}]+)\}")
NAME = re.compile(r"\.([a-z_0-9]+(?:::<\w+>)?)\(|((?:\w+::)+\w+)")


class Native:
    """A row: its pieces of text and holes in turn, the result type, the flags."""

    __slots__ = ("grow", "head", "names", "pieces", "result", "risk", "text", "weight", "writes")

    def __init__(self, text: str, result: str, flags: str) -> None:
        self.text = text
        self.result = parse(result)
        words = flags.split()
        self.risk = "risk" in words
        self.grow = "grow" in words
        self.weight = 0.2 if "rare" in words else 1.0
        for word in words:
            if word.startswith("w="):
                self.weight = float(word[2:])
        self.pieces: list[str | tuple[str, Type | str]] = []
        at = 0
        for match in HOLE.finditer(text):
            if match[2] == "}" or text[match.start() - 1 : match.start() + 1] == '"{':
                continue
            self.pieces.append(text[at : match.start()])
            mark, body = match[1], match[2]
            self.pieces.append((mark, body if mark == "#" else parse(body)))
            at = match.end()
        self.pieces.append(text[at:])
        self.writes = any(isinstance(p, tuple) and p[0] == "!" for p in self.pieces)
        self.head = self.result[0]
        first = self.pieces[1] if len(self.pieces) > 1 and not self.pieces[0] else None
        owner = first[1][0] if isinstance(first, tuple) and isinstance(first[1], tuple) else ""
        names = [m[1] or m[2] for m in NAME.finditer(text)]
        self.names = [
            f"{owner}.{n}" if "::" not in n.split("<")[0][:-2] and i == 0 and owner else n
            for i, n in enumerate(names)
        ] or [text]


def _rows() -> list[Native]:
    rows = []
    for line in TABLE.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        text, _, rest = line.partition(" => ")
        result, _, flags = rest.partition(" ; ")
        rows.append(Native(text.strip(), result.strip(), flags))
    return rows


NATIVES = _rows()
BY_HEAD: dict[str, list[Native]] = {}
for _row in NATIVES:
    BY_HEAD.setdefault(_row.head, []).append(_row)

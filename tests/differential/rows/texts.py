"""Strings, characters and bytes."""

from __future__ import annotations

TABLE = r"""
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
# room
String::from_str({str}) => str
{str}.capacity() >= 0u64 => bool
{!str}.reserve({#int 0 40}) => unit
{!str}.reserve_exact({#int 0 40}) => unit
{!str}.shrink_to_fit() => unit
{bytes}.capacity() >= 0u64 => bool
{!bytes}.reserve({#int 0 40}) => unit
{!bytes}.reserve_exact({#int 0 40}) => unit
{!bytes}.shrink_to_fit() => unit
{str}.as_bytes().into_vec() => vec<u64>
Bytes::from_vec([b'a', {#int 0 255}]).remove({#int 0 1}) => u64
{bytes}.get({#int 0 3}) => opt<u64>
{bytes}.partial_cmp({bytes}) => opt<ord>
{bytes}.lt({bytes}) => bool
{bytes}.le({bytes}) => bool
{bytes}.gt({bytes}) => bool
{bytes}.ge({bytes}) => bool
{bytes}.ne({bytes}) => bool
{bytes}.max({bytes}) => bytes
{bytes}.min({bytes}) => bytes
"""

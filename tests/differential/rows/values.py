"""Options, results, vectors and tuples, and what takes any value."""

from __future__ import annotations

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
std::mem::snapshot([{T}]).unwrap().is_writable() => bool
format!("{}", std::mem::snapshot({!vec<T>}).unwrap()) => str
{ord} == {ord} => bool
{ord} < {ord} => bool
{ord}.eq({ord}) => bool
{vec<T>}.capacity() >= 0u64 => bool
{tup<O, O>}.partial_cmp({tup<O, O>}) => opt<ord>
{tup<T, U>}.ne({tup<T, U>}) => bool
{tup<O, O>}.lt({tup<O, O>}) => bool
{tup<O, O>}.le({tup<O, O>}) => bool
{tup<O, O>}.gt({tup<O, O>}) => bool
{tup<O, O>}.ge({tup<O, O>}) => bool
std::ops::hash({O}) == std::ops::hash({O}) => bool
format!("{}", std::any::Type::of_val({T})) => str
"""

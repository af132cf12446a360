"""Iterators, generators and ranges."""

from __future__ import annotations

TABLE = r"""
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
# generators
{gen<T>}.next() => opt<T> ; w=2
{gen<T>}.iter() => iter<T> ; w=3
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
"""

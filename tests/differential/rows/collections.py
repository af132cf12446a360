"""Objects, deques, maps and sets; what has no fixed order is counted or sorted."""

from __future__ import annotations

TABLE = r"""
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
std::collections::VecDeque::new() => deque<T>
std::collections::VecDeque::with_capacity({#int 0 9}) => deque<T>
std::collections::VecDeque::from_iter([{T}, {T}, {T}]) => deque<T>
std::collections::VecDeque::from_iter({vec<T>}.iter().rev()) => deque<T>
[{T}, {T}].iter().collect::<std::collections::VecDeque>() => deque<T>
{!deque<T>}.extend([{T}]) => unit
{!deque<T>}.capacity() >= 0u64 => bool
{!deque<T>}.reserve({#int 0 20}) => unit
{!deque<T>}.rotate_right(0) => unit
{!deque<T>}.rotate_left({#int 0 2}) => unit ; risk
{!deque<T>}.rotate_right({#int 0 2}) => unit ; risk
{!deque<T>}.insert({#int 0 3}, {T}) => unit ; risk
{deque<T>}[{#int 0 2}] => T ; risk
std::collections::VecDeque::from::<Vec>([{T}, {T}])[{#int 0 1}] => T
{deque<T>} == {deque<T>} => bool
{deque<O>} < {deque<O>} => bool
{deque<O>}.cmp({deque<O>}) => ord
{deque<O>}.partial_cmp({deque<O>}) => opt<ord>
{deque<O>}.eq({deque<O>}) => bool
listed({deque<T>}) => vec<T> ; w=2
{deque<T>}.iter().next() => opt<T>
{deque<T>}.iter().rev().next() => opt<T>
{deque<T>}.iter().next_back() => opt<T>
{deque<T>}.iter().nth({#int 0 2}) => opt<T>
{deque<T>}.iter().any({fn(T)->bool}) => bool
{deque<T>}.iter().find({fn(T)->bool}) => opt<T>
{deque<T>}.iter().filter({fn(T)->bool}).count() => u64
{deque<T>}.iter().map({fn(T)->U}).next() => opt<U>
{deque<T>}.iter().skip(1).next() => opt<T>
{deque<T>}.iter().take(1).next() => opt<T>
{deque<T>}.iter().enumerate().next() => opt<tup<u64, T>>
{deque<int>}.iter().sum::<i64>() => int
{deque<T>}.iter().reduce({fn(T, T)->T}) => opt<T>
# map
std::collections::HashMap::new() => map<T>
std::collections::HashMap::with_capacity({#int 0 9}) => map<T>
std::collections::HashMap::from_iter([("a", {T}), ("b", {T})]) => map<T> ; w=2
[("a", {T}), ("a", {T}), ("key", {T})].iter().collect::<std::collections::HashMap>() => map<T>
{map<T>}.clone() => map<T>
{map<T>}.iter().collect::<std::collections::HashMap>() => map<T>
{map<T>}.len() => u64
{map<T>}.is_empty() => bool
{map<T>}.capacity() >= 0u64 => bool
{map<T>}.get({str}) => opt<T> ; w=2
{map<T>}["a"] => T ; risk rare
{map<T>}.contains_key({str}) => bool
{!map<T>}.insert(clone({str}), {T}) => opt<T> ; w=3
{!map<T>}.remove({str}) => opt<T>
{!map<T>}.extend([("later", {T}), ("a", {T})]) => unit
{!map<T>}.clear() => unit
{map<T>} == {map<T>} => bool
{map<T>}.eq({map<T>}) => bool
{map<T>}.iter().count() => u64
{map<T>}.iter().size_hint() => tup<u64, opt<u64>>
{map<T>}.iter().filter(|pair| pair.0 == "a").count() => u64
{map<T>}.iter().fold({int}, |n, pair| n + 1) => int
{map<T>}.iter().any(|pair| pair.0.starts_with("k")) => bool
{map<T>}.iter().find(|pair| pair.0 == "a").is_some() => bool
{map<T>}.iter().enumerate().count() => u64
{map<T>}.iter().skip({#int 0 2}).count() => u64
{map<T>}.iter().take({#int 0 2}).count() => u64
{map<T>}.keys().count() => u64
{map<T>}.keys().all(|k| k.len() < 9) => bool
{map<T>}.keys().any(|k| k == "a") => bool
{map<T>}.keys().map(|k| k.len()).sum::<u64>() => u64
{map<T>}.keys().filter(|k| k.is_empty()).count() => u64
sorted({map<T>}.keys().map(|k| clone(k)).collect::<Vec>()) => vec<str> ; w=2
sorted_keys({map<T>}).len() => u64
{map<int>}.values().sum::<i64>() => int
{map<int>}.values().fold(0, |a, b| a ^ b) => int
{map<int>}.values().reduce(|a, b| a & b) => opt<int>
{map<T>}.values().count() => u64
{map<T>}.values().chain([{T}]).count() => u64
sorted({map<O>}.values().collect::<Vec>()) => vec<O>
# set
std::collections::HashSet::new() => set<K>
std::collections::HashSet::with_capacity({#int 0 9}) => set<K>
std::collections::HashSet::from_iter([{K}, {K}, {K}]) => set<K> ; w=2
[{K}, {K}].iter().collect::<std::collections::HashSet>() => set<K>
{vec<K>}.iter().collect::<std::collections::HashSet>() => set<K>
{set<K>}.clone() => set<K>
{set<K>}.union({set<K>}).collect::<std::collections::HashSet>() => set<K>
{set<K>}.intersection({set<K>}).collect::<std::collections::HashSet>() => set<K>
{set<K>}.difference({set<K>}).collect::<std::collections::HashSet>() => set<K>
sorted({set<K>}.iter().collect::<Vec>()) => vec<K> ; w=3
sorted({set<K>}.union({set<K>}).collect::<Vec>()) => vec<K>
sorted({set<K>}.intersection({set<K>}).collect::<Vec>()) => vec<K>
sorted({set<K>}.difference({set<K>}).collect::<Vec>()) => vec<K>
{set<K>}.union({set<K>}).count() => u64
{set<K>}.difference({set<K>}).count() => u64
{set<K>}.intersection({set<K>}).count() => u64
{set<K>}.len() => u64
{set<K>}.is_empty() => bool
{set<K>}.capacity() >= 0u64 => bool
{set<K>}.contains({K}) => bool ; w=2
{!set<K>}.insert({K}) => bool ; w=3
{!set<K>}.remove({K}) => bool
{!set<K>}.extend([{K}, {K}]) => unit
{!set<K>}.clear() => unit
{set<K>} == {set<K>} => bool
{set<K>}.eq({set<K>}) => bool
{set<K>}.iter().count() => u64
{set<K>}.iter().all(|n| n == n) => bool
{set<K>}.iter().any(|n| n.to_string() == "1") => bool
{set<K>}.iter().filter(|n| n.to_string().len() > 1).count() => u64
{set<K>}.iter().map(|n| n.to_string().len()).sum::<u64>() => u64
{set<K>}.iter().fold(0, |sum, n| sum + 1) => int
{set<int>}.iter().reduce(|a, b| a | b) => opt<int>
{set<u64>}.iter().chain([1u64]).count() => u64
{set<K>}.iter().size_hint() => tup<u64, opt<u64>>
"""

"""More forms of `calls`: containers, options, ranges, seeded random numbers, arguments of any type.

The hole `{any}` takes a value of any shape, so that most calls with it are refused; the rest is told
in `calls`.
"""

from __future__ import annotations

_VEC = "[{n}, {n}, {n}]"
_DEQUE = "std::collections::VecDeque::from_iter([{n}, {n}, {n}])"
_CHANGES = """
v.insert({n}, {n})
v.remove({n})
v.resize({n}, {n})
v.pop()
v.push({v})
v.extend({chain})
v.extend({s}.chars())
v.extend({v})
v.clear()
v[{n}] = {v}
v[{any}] = {n}
v.sort()
v.sort_by(|a, b| b.cmp(a))
v.sort_by(|a, b| {n})
"""
_DEQUE_CHANGES = """
v.insert({n}, {n})
v.remove({n})
v.push_front({v})
v.push_back({v})
v.pop_front()
v.pop_back()
v.rotate_left({p})
v.rotate_right({p})
v.rotate_left({n})
v.front()
v.back()
v[{n}]
v[{n}] = {v}
v.extend([{any}])
v.reserve({n})
"""
_READS = """
{vec}.get({n})
{vec}.get({n}..{n})
{vec}.get({n}..={n})
{vec}.get(..{n})
{vec}.get({n}..)
{vec}.get({any})
{vec}[{n}]
{vec}[{any}]
{vec}.len()
{vec}.iter().rev().collect::<Vec>()
({n}, {v}, {s}).get({n})
({n}, {s}, {f}).0
({n}, {s}, {f}).{p}
[{any}, {any}] == [{any}, {any}]
#{{ a: {v} }}.get({s})
#{{ a: {v} }}["a"]
#{{ a: {v} }}[{any}]
{{ let o = #{{ a: {n} }}; [o.insert("a", {v}), o.insert({s}, {n}), o.len(), o.remove("a"), o.contains_key({s})] }}
{{ let m = std::collections::HashMap::new(); [m.insert({h}, {v}), m.get({h}), m.remove({h}), m.len()] }}
{{ let m = std::collections::HashSet::from_iter([{h}]); [m.insert({h}), m.len(), m.remove({h}), m.contains({h})] }}
std::collections::HashSet::from_iter([{h}, {h}]).intersection(std::collections::HashSet::from_iter([{h}])).count()
std::collections::HashSet::from_iter([{h}]).difference(std::collections::HashSet::from_iter([{h}])).count()
std::collections::HashMap::from_iter([{any}])
std::collections::HashMap::from_iter([({any}, 1)]).len()
std::collections::HashSet::from_iter({any})
{{ let o = Some({v}); (o.take(), o) }}
Some({v}).map(|x| [x])
Some({v}).and_then(|x| {any})
Some({any}).transpose()
Some(Ok({v})).transpose()
None.ok_or({v})
Some({v}).ok_or({v})
None.unwrap_or({v})
None.expect({s})
Err({v}).unwrap()
Err({v}).expect({s})
Ok({v}).map(|x| (x,))
Ok({v}).ok()
Err({v}).unwrap_or({v})
({n}..{n}).contains({n})
({n}..={n}).contains({n})
({f}..{f}).contains({f})
({c}..={c}).contains({c})
({n}..{n}).contains({any})
(..{any}).contains({any})
(..={any}).contains({any})
({n}..={any}).contains({n})
({n}..{n}).iter().collect::<Vec>()
({n}..={n}).iter().rev().collect::<Vec>()
({c}..{c}).iter().size_hint()
({any}..{any}).iter()
rand::SmallRng::seed_from_u64({u}).random::<i64>()
rand::SmallRng::seed_from_u64({u}).random_range::<i64>({n}..{n})
rand::SmallRng::seed_from_u64({u}).random_range::<i64>({i}..={i})
rand::SmallRng::seed_from_u64({u}).random_range::<u64>({u}..{u})
rand::SmallRng::seed_from_u64({u}).random_range::<char>({c}..={c})
rand::StdRng::seed_from_u64({u}).random::<char>()
rand::StdRng::seed_from_u64({u}).random::<u64>()
rand::StdRng::seed_from_u64({u}).random_range::<i64>({n}..{any})
std::cmp::min({v}, {v})
std::cmp::max({any}, {any})
{any} + {any}
{any} - {any}
{any} % {any}
{any} << {any}
{any} & {any}
{any} == {any}
{any} < {any}
-{any}
!{any}
{any}[{any}]
{any}.0
{any}.a
{any}()
{any}.len()
{any}.iter()
{any}.clone()
{any}.to_string()
{any}.cmp({any})
{any} as i64
{any} as u64
{any} as f64
{any} is Vec
if {any} {{ 1 }} else {{ 2 }}
{any}?
(`${{{any}}}`, 1)
(format!("{{:>5}}", {any}), 1)
{s}.split({any}).collect::<Vec>()
{s}.split_once({any})
{s}.starts_with({any})
{s}.replace({any}, {s})
{s}.char_at({any})
{s}.get({any})
{s} + {any}
{s}.push({any})
{s}.push_str({any})
{b}.push({any})
{b}.extend({any})
{i}.checked_add({any})
{i}.pow({any})
{u}.wrapping_sub({any})
{f}.powi({any})
{f}.max({any})
{c}.to_digit({any})
char::from_i64({any})
i64::parse({any})
String::from({any})
String::from_utf8({any})
Bytes::from_vec([{any}])
Bytes::with_capacity({n})
Vec::with_capacity({any})
[{n}].iter().map({any}).collect::<Vec>()
[{n}].iter().chain({any}).collect::<Vec>()
[{n}].iter().take({any}).collect::<Vec>()
[{n}].iter().flat_map(|x| {any}).collect::<Vec>()
[{n}].iter().filter(|x| {any}).collect::<Vec>()
[{n}].iter().any(|x| {any})
[{n}].iter().filter_map(|x| {any}).collect::<Vec>()
[{any}].iter().sum::<i64>()
[{any}].iter().product::<f64>()
[{any}].iter().collect::<String>()
[{any}].iter().collect::<Object>()
[{any}, {any}].sort()
json::to_string({any})
toml::to_string({any})
toml::to_string(#{{ a: {any} }})
base64::encode({any})
(std::ops::hash({any}), 1).1
"""

FORMS = [
    *_READS.strip().replace("{vec}", _VEC).split("\n"),
    *(f"{{{{ let v = {_VEC}; let r = {change}; (r, v) }}}}" for change in _CHANGES.strip().split("\n")),
    *(f"{{{{ let v = {_DEQUE}; let r = {change}; (r, v) }}}}" for change in _DEQUE_CHANGES.strip().split("\n")),
]

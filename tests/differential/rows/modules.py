"""The modules beside `std`: JSON, TOML, base64, and random numbers of a fixed seed."""

from __future__ import annotations

TABLE = r"""
# json
format!("{:?}", json::to_string({T})) => str ; w=2
json::to_string({T}).is_ok() => bool
json::to_string({D}).unwrap_or("none") => str
json::to_bytes({T}).unwrap_or(b"") => bytes
format!("{:?}", json::from_string({#json})) => str ; w=3
json::from_string({#json}).map(|v| "").unwrap_or_else(|e| format!("{}", e)) => str
format!("{:?}", json::from_string({str})) => str
format!("{:?}", json::from_bytes({bytes})) => str
json::from_string({str}).is_ok() => bool
json::from_bytes({str}.as_bytes()).is_err() => bool
json::from_string(json::to_string({vec<int>}).unwrap()).unwrap() == {vec<int>} => bool
json::from_string(json::to_string({str}).unwrap()).unwrap() == {str} => bool
# toml
format!("{:?}", toml::to_string(#{ a: {T} })) => str ; w=2
toml::to_string(#{ key: {D} }).is_ok() => bool
toml::to_string(#{ key: #{ a: {D} } }).unwrap_or("none") => str
format!("{:?}", toml::to_string({D})) => str
toml::to_bytes(#{ a: {D} }).unwrap_or(b"") => bytes
format!("{:?}", toml::from_string({#toml})) => str ; w=3
toml::from_string({#toml}).map(|v| "").unwrap_or_else(|e| format!("{}", e)) => str
format!("{:?}", toml::from_bytes({#toml}.as_bytes())) => str
toml::from_string({str}).is_ok() => bool
toml::from_string(toml::to_string(#{ a: {str} }).unwrap()).unwrap().a == {str} => bool
# base64
base64::encode({bytes}) => str ; w=2
base64::encode({str}.as_bytes()) => str
base64::decode(base64::encode({bytes})).unwrap() => bytes
base64::decode({#base64}).ok() => opt<bytes>
base64::decode({str}).is_ok() => bool
# rand
rand::SmallRng::seed_from_u64({u64}) => rng ; w=2
rand::StdRng::seed_from_u64({u64}) => rng ; w=2
rand::SmallRng::from_seed({#seed}) => rng
rand::StdRng::from_seed({#seed}) => rng
rand::SmallRng::from_rng({rng}) => rng
rand::StdRng::from_rng({rng}) => rng
rand::SmallRng::try_from_rng({rng}).unwrap() => rng
rand::StdRng::try_from_rng({rng}).unwrap() => rng
{rng}.random::<i64>() % {#int 2 1000} => int
{rng}.random::<i64>().to_string() => str
{rng}.random::<u64>() % {#int 2 99}u64 => u64
{rng}.random::<bool>() => bool
{rng}.random::<char>().to_i64() => int
{rng}.random_range::<i64>({#int 0 9}..{#int 10 99}) => int
{rng}.random_range::<i64>({#int 0 9}..={#int 9 99}) => int
{rng}.random_range::<u64>({#int 0 9}u64..{#int 10 99}u64) => u64
{rng}.random_range::<u64>({#int 0 9}u64..={#int 9 99}u64) => u64
{rng}.random_range::<char>('a'..='z') => char
{rng}.random_range::<char>('0'..'9') => char
{rng}.random_range::<i64>({int}..{int}) => int ; risk
rand::SmallRng::seed_from_u64({#int 0 99}u64).random_range::<i64>(0..{#int 1 9}) => int
rand::StdRng::seed_from_u64({#int 0 99}u64).random_range::<i64>(0..={#int 1 9}) => int
rand::rng().random_range::<i64>({#int 3 3}..4) => int
rand::rng().random_range::<u64>(5u64..=5u64) => u64
rand::rng().random_range::<char>('q'..='q') => char
rand::rng().random::<i64>() & 0 => int
rand::rng().random::<u64>() & 0u64 => u64
rand::rng().random::<bool>() & false => bool
rand::rng().random::<char>().to_i64() & 0 => int
rand::rng().reseed().is_ok() => bool
rand::SmallRng::from_sys_rng().random::<i64>() & 0 => int
rand::StdRng::from_sys_rng().random_range::<i64>(7..8) => int
rand::SmallRng::try_from_sys_rng().is_ok() => bool
rand::StdRng::try_from_sys_rng().is_ok() => bool
"""

"""Keys that are tuples and need not be made, and deques by index: both tiers do the same, fuel included."""

from __future__ import annotations

import pytest

from tests.codegen.tiers import agree, emitted

_USE = "use std::collections::{HashMap, HashSet, VecDeque};"

PROGRAMS = {
    "a grid": """
        pub fn main() {
            let grid = HashMap::new();
            for i in 0..20 { grid[(i % 5, i / 5)] = i; }
            grid[(1, 1)] = grid[(1, 1)] + 100;
            grid[(0, 0)] = "another";
            let sum = 0;
            for y in 0..4 { for x in 1..5 { sum += grid[(x, y)]; } }
            println!("{} {} {}", sum, grid[(0, 0)], grid.len());
            for (key, value) in grid { println!("{:?} {}", key, value); }
            println!("{:?} {:?} {}", grid.get((1, 2)), grid.get((9, 9)), grid.contains_key((4, 3)));
            println!("{:?} {:?}", grid.insert((4, 3), 0), grid.insert((4, 4), 1));
            println!("{:?} {:?}", grid.remove((4, 3)), grid.remove((4, 3)));
            println!("{}", grid[(7, 7)]);
        }
    """,
    "a set": """
        pub fn main() {
            let seen = HashSet::new();
            for i in 0..9 { println!("{} {}", seen.insert((i % 3, 1, i % 2)), seen.contains((i, 1, 1))); }
            for key in seen { let (a, b, c) = key; println!("{} {} {} {}", a, b, c, seen.contains(key)); }
            println!("{} {}", seen.remove((0, 1, 0)), seen.len());
        }
    """,
    "a key that is changed": """
        pub fn main() {
            let m = HashMap::new();
            m[(1, 2)] = 1;
            for (key, _) in m { key.0 = 5; }
            println!("{:?} {:?}", m.get((1, 2)), m.get((5, 2)));
            m[(1, 2)] = 2;
            println!("{} {}", m.len(), m[(1, 2)]);
            let key = (3, 4);
            m.insert(key, 9);
            key.1 += 1;
            println!("{:?} {:?} {:?}", m.get((3, 4)), m.get((3, 5)), m.insert((3, 4), 10));
            for (key, value) in m { println!("{:?} {}", key, value); }
        }
    """,
    "a key that is changed to another type": """
        pub fn main() {
            let m = HashMap::new();
            m[(1, 2)] = 1;
            for (key, _) in m { key.0 = true; }
            println!("{:?}", m.get((5, 2)));
            println!("{:?}", m.get((1, 2)));
        }
    """,
    "a key that is changed elsewhere": """
        fn change(key) { key.0 = 7; key }
        pub fn main() {
            let s = HashSet::new();
            let key = (1, 2);
            s.insert(key);
            change(key);
            println!("{} {} {}", s.contains((1, 2)), s.contains((7, 2)), s.insert((1, 2)));
        }
    """,
    "a key that was moved": """
        pub fn main() {
            let m = HashMap::new();
            let key = (1, 2);
            m[key] = 1;
            drop(key);
            println!("{:?}", m.get((2, 1)));
            println!("{:?}", m[(1, 2)]);
        }
    """,
    "keys of several sorts": """
        pub fn main() {
            let m = HashMap::new();
            m[(1, 2)] = "two"; m[(1, 2, 3)] = "three"; m[3] = "int"; m["a"] = "text"; m[(1, "a")] = "mixed";
            println!("{} {} {} {} {}", m[(1, 2)], m[(1, 2, 3)], m[3], m["a"], m[(1, "a")]);
            println!("{:?} {:?} {:?}", m.get((1, 3)), m.insert((1, 3), 1), m.get((1, 3)));
            println!("{:?}", m.get((3,)));
        }
    """,
    "u64 and i64 in one place": """
        pub fn main() {
            let m = HashMap::new();
            m[(1, 2u64)] = 1;
            println!("{:?}", m.get((2, 2)));
            println!("{}", m[(1, 2)]);
        }
    """,
    "vectors and tuples in one place": """
        pub fn main() { let m = HashSet::new(); m.insert([1, 2]); println!("{}", m.contains((1, 2))); }
    """,
    "elements of any type": """
        fn at(m, x, y) { m.insert((x, y), (y, x)) }
        pub fn main() {
            let m = HashMap::new();
            for x in [1, "a", 2u64, 'c', true, (1, 2)] { println!("{:?} {:?}", at(m, x, x), m.get((x, x))); }
            println!("{:?}", m.get((1.5, 1)));
            println!("{:?}", m.get((1, || 1)));
        }
    """,
    "what elements do": """
        fn say(x) { println!("{}", x); x }
        pub fn main() {
            let m = HashMap::new();
            let x = 1;
            m[(say(1), say(2))] = say(3);
            m[(x, { x = 2; x })] = { x = 5; x };
            println!("{} {:?}", m[(say(1), { say(x); 2 })], m.get((x, say(x) + 9223372036854775807)));
        }
    """,
    "a map that is borrowed": """
        pub fn main() {
            let m = HashMap::new();
            m[(1, 2)] = 1;
            for (key, value) in m { m[(1, 2)] = 2; println!("{:?}", m[(1, 2)]); }
        }
    """,
    "keys that are kept": """
        pub fn main() {
            let m = HashMap::new();
            let key = (1, 2);
            let it = m.insert(key, 1);
            println!("{:?} {:?}", m.insert((1, 2), 2), m.insert((1, 2), 3));
            let first = m.keys().next().unwrap();
            println!("{:?} {} {:?}", first, first == key, m.get(first));
        }
    """,
    "a map that goes elsewhere": """
        pub fn main() {
            let m = HashMap::new();
            m[(1, 2)] = 1;
            let o = #{ m };
            let same = o.m;
            same[(1, "x")] = 2;
            println!("{} {} {:?}", m[(1, 2)], m[(1, "x")], same.get((1, 2)));
        }
    """,
    "keys at hand": """
        fn around(at) { let (x, y) = at; [(x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)] }
        pub fn main() {
            let far = HashMap::new(); let seen = HashSet::new(); let queue = VecDeque::new();
            queue.push_back((0, 0)); far.insert((0, 0), 0); seen.insert((2, 2));
            while let Some(at) = queue.pop_front() {
                let d = far[at];
                for next in around(at) {
                    if next.0 < 0 || next.1 < 0 || next.0 > 3 || next.1 > 3 || seen.contains(next) { continue; }
                    if far.contains_key(next) { continue; }
                    println!("{:?} {}", far.insert(next, d + 1), seen.insert(at));
                    queue.push_back(next);
                }
                far[at] = d * 10;
            }
            println!("{} {} {:?} {:?}", far.len(), seen.len(), far.get((3, 3)), far[(0, 3)]);
            let at = (9, 9); println!("{:?}", far.get(at)); println!("{}", far[at]);
        }
    """,
    "keys at hand that change": """
        pub fn main() {
            let m = HashMap::new(); let s = HashSet::new(); let key = (0, 0);
            for i in 0..4 {
                m.insert(key, i); s.insert(key); key.0 += 1; println!("{:?} {}", m.get(key), s.contains(key));
            }
            println!("{} {} {:?}", m.len(), s.len(), m.get((4, 0)));
            for (k, v) in m { println!("{:?} {}", k, v); }
        }
    """,
    "lookups by keys that change": """
        pub fn main() {
            let m = HashMap::new(); for i in 0..4 { m[(i, 0)] = i; }
            let key = (0, 0); let sum = 0;
            for i in 0..4 { sum += m[key] + m[(key.0, key.1)]; key.0 += 1; }
            println!("{} {:?}", sum, m.get(key)); key.1 = 2; println!("{}", m[key]);
        }
    """,
    "keys of other lengths and types at hand": """
        pub fn main() {
            let m = HashMap::new(); let s = HashSet::new();
            for key in [(1, 2), (3, 4)] { m.insert(key, 1); s.insert(key); }
            for key in [(1, 2, 3), (3, 4, 5)] { println!("{:?} {}", m.get(key), s.insert(key)); }
            for key in [(1, "a"), (3, "b")] { println!("{:?} {} {:?}", m.insert(key, 2), s.contains(key), m[key]); }
            for key in [(1,)] { println!("{:?} {}", m.insert(key, 2), s.contains(key)); }
            println!("{:?} {:?}", m.get((1, 2)), m.get(1));
        }
    """,
    "a deque by index": """
        pub fn main() {
            let q = VecDeque::new();
            for i in 0..10 { q.push_back(i); q.push_front(-i); }
            for i in 0..20 { q[i] = q[i] * 2 + q[19 - i]; }
            q[3] = q[3] + 5;
            println!("{:?} {} {}", q, q[0u64], q[19]);
            println!("{}", q[20]);
        }
    """,
    "a deque behind its end": """
        pub fn main() { let q = VecDeque::new(); q.push_back(1); let n = q.len(); q[0] = 5; q[n] = 6; }
    """,
    "a deque at a negative index": """
        pub fn main() { let q = VecDeque::new(); q.push_back(1); let n = -1; println!("{}", q[n]); }
    """,
    "a deque set at a negative index": """
        pub fn main() { let q = VecDeque::new(); q.push_back(1); let n = -1; q[n] = 2; }
    """,
    "a deque at a huge index": """
        pub fn main() { let q = VecDeque::new(); q.push_back(1); println!("{}", q[18446744073709551615u64]); }
    """,
    "a deque that is borrowed": """
        pub fn main() {
            let q = VecDeque::new();
            q.push_back(1);
            for x in q { println!("{} {}", x, q[0]); q[0] = 2; }
        }
    """,
    "a deque at something else": """
        pub fn main() { let q = VecDeque::new(); q.push_back([1]); q[0].push(2); println!("{:?}", q); q["a"] = 1; }
    """,
    "a deque that was moved": """
        pub fn main() { let q = VecDeque::new(); q.push_back(1); drop(q); println!("{}", q[0]); }
    """,
    "values of a deque": """
        pub fn main() {
            let q = VecDeque::from::<Vec>([1, 2]);
            let sum = 0;
            for i in 0..2 { sum += q[i]; }
            q[0] = "text";
            println!("{} {}", sum, q[0]);
            println!("{}", q[0] + 1);
        }
    """,
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_tiers_agree(name: str) -> None:
    agree(_USE + PROGRAMS[name], script=False)


def test_keys_that_are_not_made() -> None:
    text = emitted(
        _USE + "pub fn main() { let m = HashMap::new(); let s = HashSet::new(); let n = 0; for i in 0..9 {"
        " m[(i, 1)] = i; n += m[(i, 1)]; if s.insert((i, 2)) && s.contains((i, 3)) { n += 1; } } n }"
    )
    assert "x_index(s0, tuple_([*t" in text
    assert "same_parts" not in text and "add_in" not in text and "x_set_index" not in text


def test_keys_at_hand_are_looked_up_by_their_elements() -> None:
    text = emitted(
        _USE + "pub fn main() { let m = HashMap::new(); let q = VecDeque::new(); q.push_back((1, 2));"
        " while let Some(at) = q.pop_front() { m[at] = 1; if !m.contains_key(at) { q.push_back(at); } } m.len() }"
    )
    assert "(*s2.a,) in s0.d" in text and "same_parts" not in text and ".q.append(s2)" in text


def test_what_may_be_changed_is_looked_at() -> None:
    text = emitted(
        _USE + "pub fn main() { let m = HashMap::new(); m[(1, 2)] = 1; for (key, _) in m { key.0 = 2; } m[(1, 2)] }"
    )
    assert "same_parts" in text


def test_a_deque_that_nothing_borrows_is_indexed_at_once() -> None:
    text = emitted(
        _USE + "pub fn main() { let q = VecDeque::new(); q.push_back(1); for i in 0..9 { q[i % 1] = q[0] + i; } }"
    )
    assert ".q[0]" in text and "token" not in text and "x_index" not in text

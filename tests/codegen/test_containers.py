"""Maps, sets and deques whose class is known: both tiers do the same, fuel included."""

from __future__ import annotations

import pytest

from tests.codegen.tiers import agree, emitted

_USE = "use std::collections::{HashMap, HashSet, VecDeque};"

PROGRAMS = {
    "counting": """
        fn counts(text) {
            let found = HashMap::new();
            for word in text.split(" ") {
                let n = match found.get(word) { Some(n) => n, None => 0 };
                found.insert(word, n + 1);
            }
            found
        }
        pub fn main() {
            let found = counts("a b a  c b a");
            let keys = found.keys().collect::<Vec>();
            keys.sort();
            for key in keys { println!("{:?} {}", key, found[key]); }
            found["b"] = "changed";
            found["new"] = 1;
            println!("{} {} {}", found["b"], found["new"], found.len());
            println!("{:?}", found.remove("a"));
            println!("{:?} {}", found.remove("a"), found.is_empty());
            found.clear();
            println!("{} {}", found.len(), found.is_empty());
        }
    """,
    "an index that is not there": """
        pub fn main() { let m = HashMap::new(); m["a"] = 1; println!("{}", m["a"]); println!("{}", m["b"]); }
    """,
    "a negative index": """
        pub fn main() {
            let m = HashMap::new();
            m[-1] = 1;
            m[2] = 3;
            println!("{} {:?}", m[2], m.get(-1));
            println!("{}", m[-1]);
        }
    """,
    "keys of other types": """
        pub fn main() {
            let m = HashMap::new();
            for key in ["a", 1, 2u64, (1, 2), [3], Some(1)] { m.insert(key, key); }
            for key in ["a", 1, 2u64, (1, 2), [3], Some(1)] {
                println!("{:?} {}", m.get(key), m.contains_key(key));
            }
            println!("{}", m["a"]);
            println!("{}", m[1]);
            println!("{:?}", m.get(1.5));
        }
    """,
    "an index that is no key": """
        pub fn main() { let m = HashMap::new(); m.insert(1, 1); println!("{}", m['a']); }
    """,
    "a key that changes": """
        pub fn main() {
            let m = HashMap::new();
            let key = "ab";
            m[key] = 1;
            key += "c";
            println!("{:?} {:?}", m.get("ab"), m.get("abc"));
            m["ab"] = 2;
            println!("{} {}", m["ab"], m.len());
            let s = HashSet::new();
            let member = "x";
            println!("{} {}", s.insert(member), s.insert("x"));
            member += "y";
            println!("{} {} {} {}", s.contains("x"), s.contains("xy"), s.insert("x"), s.len());
        }
    """,
    "a key of another type in the same place": """
        pub fn main() {
            let s = HashSet::new();
            s.insert(1u64);
            println!("{}", s.contains(2));
            println!("{}", s.insert(1));
        }
    """,
    "sets": """
        pub fn main() {
            let s = HashSet::new();
            println!("{} {} {}", s.insert("a"), s.insert("a"), s.insert(1));
            println!("{} {} {} {}", s.contains("a"), s.contains("b"), s.contains(1), s.contains(2));
            println!("{} {}", s.remove("a"), s.remove("a"));
            println!("{} {}", s.len(), s.is_empty());
            for x in s { println!("{}", x); }
            for x in s.iter() { println!("{}", x); }
            for x in s { s.insert(x + 1); }
        }
    """,
    "deques": """
        pub fn main() {
            let q = VecDeque::new();
            q.push_back((1, "a"));
            q.push_back((2, "b"));
            q.push_front((0, "z"));
            while let Some((n, s)) = q.pop_front() {
                println!("{} {}", n, s);
                if n == 1 { q.push_back((9, s)); }
            }
            println!("{:?} {:?} {}", q.pop_back(), q.front(), q.len());
            q.push_back(5);
            for x in q { println!("{}", x); }
            for x in q.iter() { q.push_back(x); }
        }
    """,
    "what iterates gives": """
        pub fn main() {
            let m = HashMap::new();
            for i in 0..4 { m.insert(i, [i, i * i]); }
            let sum = 0;
            for (key, value) in m { sum += key * value[1]; }
            for (key, value) in m.iter() { sum += key * value[1]; value.push(key); }
            for value in m.values() { sum += value[2]; }
            for key in m.keys() { sum += key; }
            println!("{} {:?}", sum, m[2]);
        }
    """,
    "a map that is written while it is gone through": """
        pub fn main() {
            let m = HashMap::new();
            m.insert("a", 1);
            for (key, value) in m { m[key] = value + 1; }
        }
    """,
    "an iterator ends the borrow": """
        pub fn main() {
            let m = HashMap::new();
            m.insert("a", 1);
            let it = m.keys();
            println!("{:?}", m.get("a"));
            drop(it);
            m.insert("b", 2);
            let it = m.values();
            m["c"] = 3;
        }
    """,
    "in structs, vectors and functions": """
        struct Graph { edges, seen }
        impl Graph {
            fn link(self, a, b) {
                match self.edges.get(a) {
                    Some(to) => to.push(b),
                    None => { self.edges.insert(a, [b]); }
                }
            }
            fn visit(self, a) {
                if !self.seen.insert(a) { return 0; }
                let n = 1;
                if let Some(to) = self.edges.get(a) { for b in to.iter() { n += self.visit(b); } }
                n
            }
        }
        fn fill(m, n) { for i in 0..n { m.insert(i, i * 2); } m }
        pub fn main() {
            let g = Graph { edges: HashMap::new(), seen: HashSet::new() };
            g.link("a", "b"); g.link("b", "c"); g.link("c", "a"); g.link("d", "a");
            println!("{} {}", g.visit("a"), g.visit("d"));
            let maps = [HashMap::new(), HashMap::new()];
            fill(maps[0], 3);
            println!("{} {} {:?}", maps[0].len(), maps[1].len(), maps[0].get(2));
            let m = HashMap::new();
            m.insert("inner", HashMap::new());
            m["inner"].insert("x", 1);
            println!("{:?}", m["inner"].get("x"));
        }
    """,
    "what escapes": """
        fn eat(m) { drop(m); }
        pub fn main() {
            let m = HashMap::new();
            m.insert("a", 1);
            let f = |k| m.get(k);
            println!("{:?} {:?}", f("a"), f("b"));
            let copy = m.clone();
            copy.insert("b", 2);
            println!("{} {}", m.len(), copy.len());
            eat(m);
            println!("{}", m["a"]);
        }
    """,
    "a set that was moved": """
        pub fn main() {
            let s = HashSet::new();
            s.insert(1);
            let t = s;
            drop(t);
            println!("{}", s.contains(1));
        }
    """,
    "a deque that was moved": """
        pub fn main() { let q = VecDeque::new(); q.push_back(1); drop(q); q.push_back(2); }
    """,
    "one or another": """
        fn make(n) { if n == 0 { HashMap::new() } else if n == 1 { HashSet::new() } else { VecDeque::new() } }
        pub fn main() {
            for n in 0..3 { println!("{}", make(n).len()); }
            let m = make(0);
            m.insert("a", 1);
            println!("{:?}", m.get("a"));
            let o = if m.len() == 1u64 { HashMap::new() } else { #{} };
            o.insert("k", 1);
            println!("{:?} {}", o.get("k"), o["k"]);
        }
    """,
    "keys that are all ints": """
        pub fn main() {
            let m = HashMap::new();
            let s = HashSet::new();
            for i in 0..6 {
                println!("{:?} {}", m.insert(i % 4, i), s.insert(i % 4));
                if let Some(x) = m.insert(i % 2, x_of(i)) { println!("{:?}", x); }
            }
            println!("{} {:?} {} {}", m[1], m.get(9), s.contains(3), s.contains(4));
            println!("{} {}", m.contains_key(3), m.contains_key(-1));
            println!("{:?}", m[7]);
        }
        fn x_of(i) { [i] }
    """,
    "keys that are all ints but one": """
        fn fill(s, m) { for i in 0..3 { s.insert(i); m.insert(i, i); } s.insert(7u64); m.insert(8u64, 0); }
        pub fn main() {
            let s = HashSet::new();
            let m = HashMap::new();
            fill(s, m);
            println!("{} {} {:?} {}", s.contains(1), s.insert(2), m.get(2), m[1]);
            println!("{:?}", s.len());
            println!("{}", if m.len() > 2 { m.contains_key(8) } else { s.contains(7) });
        }
    """,
    "loops over known vectors": """
        fn each(n) { let v = []; for i in 0..n { v.push([i, i + 1]); } v }
        fn yielding(v) { for row in v { for x in row.iter() { yield x; } } }
        pub fn main() {
            let sum = 0;
            for row in each(3) { for x in row.iter() { if x == 2 { continue; } sum += x; } row.push(sum); }
            let v = [1, 2, 3];
            for x in v { if x == 2 { break; } sum += x; }
            v.push(4);
            let found = loop { for x in v.iter() { if x == 3 { break; } } break x_of(v); };
            println!("{} {:?} {:?}", sum, v, found);
            let g = yielding(each(2));
            println!("{:?} {:?}", g.next(), g.next());
            let h = g.clone();
            println!("{:?} {:?} {:?} {:?} {:?}", g.next(), h.next(), g.next(), h.next(), h.next());
            for x in v { v.push(x); }
        }
        fn x_of(v) { v.len() }
    """,
    "wrong arguments": """
        pub fn main() { let m = HashMap::new(); m.insert("a", 1); println!("{:?}", m.get("a", "b")); }
    """,
    "no such method": """
        pub fn main() { let q = VecDeque::new(); q.push_back(1); println!("{:?}", q.clear()); }
    """,
    "maps of maps in loops": """
        pub fn main() {
            let config = HashMap::new();
            let current = HashMap::new();
            for line in "[a]\\nx=1\\ny=2\\n[b]\\nz=3".split("\\n") {
                if line.starts_with("[") {
                    current = HashMap::new();
                    config.insert(line[1..line.len() - 1], current);
                    continue;
                }
                if let Some((key, value)) = line.split_once('=') { current.insert(key.trim_end(), value.trim()); }
            }
            println!("{} {} {}", config["a"]["x"], config["a"].len(), config["b"]["z"]);
        }
    """,
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_both_tiers(name: str) -> None:
    agree(f"{_USE}{PROGRAMS[name]}", script=False)


def test_known_containers_are_not_asked_for_their_class() -> None:
    text = """
        pub fn main() {
            let m = HashMap::new();
            for i in 0..9 { m[i % 3] = i; }
            let q = VecDeque::new();
            q.push_back(m[0]);
            while let Some(x) = q.pop_front() { println!("{}", x); }
        }
    """
    python = emitted(_USE + text)
    assert "is C" not in python
    assert "token is None" not in python

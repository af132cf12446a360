"""Chains of adapters, methods of the library in place and texts: both tiers do the same, fuel included."""

from __future__ import annotations

import pytest

from bindrune.core.api import MemoryIO, build_text
from tests.codegen.tiers import agree

PROGRAMS = {
    "folds over ranges": """
        pub fn main() {
            let k = 3;
            let a = (0..100).iter().map(|x| x * k).filter(|x| x % 2 == 0).fold(0, |acc, x| acc + x);
            let b = (1..=10).iter().fold(1, |acc, x| acc * x);
            let c = (5..0).iter().map(|x| x + 1).fold("none", |acc, x| x);
            println!("{} {} {}", a, b, c);
        }
    """,
    "bounds that are not ints": """
        fn bounds(a, b) { (a..b).iter().map(|x| x).collect::<Vec>() }
        pub fn main() { println!("{:?} {:?} {:?}", bounds(1, 4), bounds('a', 'd'), bounds(2u64, 4u64)); }
    """,
    "consumers": """
        pub fn main() {
            let v = [3, 1, 2];
            println!("{:?}", v.iter().map(|x| x * 2).collect::<Vec>());
            println!("{}", v.iter().map(|x| x * 2).sum::<i64>());
            println!("{}", v.iter().filter(|x| x > 1).count());
            println!("{} {}", v.iter().any(|x| x == 1), v.iter().all(|x| x < 3));
            println!("{} {}", [].iter().any(|x| true), [].iter().all(|x| false));
        }
    """,
    "the order of calls": """
        pub fn main() {
            let r = (0..5).iter()
                .map(|x| { println!("map {}", x); x })
                .filter(|x| { println!("filter {}", x); x != 2 })
                .map(|x| { println!("again {}", x); x * 10 })
                .any(|x| { println!("any {}", x); x == 30 });
            println!("{}", r);
        }
    """,
    "functions as values": """
        fn adder(n) { |x| x + n }
        fn twice(x) { x * 2 }
        pub fn main() {
            let add = adder(5);
            println!("{}", (0..10).iter().map(add).map(twice).map(|x| x).fold(0, |a, b| a + b));
            println!("{:?}", ["1", "x"].iter().map(|s| s).map(i64::parse).collect::<Vec>());
        }
    """,
    "a function moves into its adapter": """
        fn adder(n) { |x| x + n }
        pub fn main() {
            let add = adder(5);
            println!("{}", (0..3).iter().map(add).fold(0, |a, b| a + b));
            println!("{}", (0..3).iter().map(add).fold(0, |a, b| a + b));
        }
    """,
    "a panic in a closure": """
        fn check(x) { 10 / (x - 3) }
        pub fn main() {
            println!("{}", (0..9).iter().filter(|x| x != 1).map(|x| check(x) + 1).fold(0, |a, b| a + b));
        }
    """,
    "a panic in a predicate": """
        pub fn main() { println!("{}", (0..200).iter().map(|x| x - 150).filter(|x| 1 / x == 0).count()); }
    """,
    "a panic in a fold": """
        pub fn main() { println!("{}", (0..200).iter().map(|x| x).fold(1, |a, b| a * (b + 1))); }
    """,
    "a predicate that gives no bool": """
        pub fn main() { println!("{}", [1, 2].iter().filter(|x| x).count()); }
    """,
    "a sum of other than ints": """
        pub fn main() { println!("{}", [1, "2"].iter().map(|x| x).sum::<i64>()); }
    """,
    "a sum that overflows": """
        pub fn main() { println!("{}", [i64::MAX, 2].iter().map(|x| x - 1).sum::<i64>()); }
    """,
    "a Vec is borrowed while a chain runs": """
        pub fn main() {
            let v = [1, 2, 3];
            let n = v.iter().map(|x| x + 1).fold(0, |a, b| a + b);
            v.push(n);
            println!("{:?}", v);
            println!("{}", v.iter().map(|x| { v.push(x); x }).fold(0, |a, b| a + b));
        }
    """,
    "other things that have iterators": """
        struct S { items }
        impl S { fn numbers(self) { self.items.iter() } }
        fn total(x) { x.iter().map(|y| y + 1).fold(0, |a, b| a + b) }
        pub fn main() {
            println!("{} {} {}", total([1, 2]), total((1, 2)), total(0..4));
            println!("{}", S { items: [1] }.numbers().map(|y| y + 1).fold(0, |a, b| a + b));
            println!("{}", total(#{ a: 1 }));
        }
    """,
    "types with methods of these names": """
        struct S { n }
        impl S {
            fn iter(self) { S { n: self.n + 1 } }
            fn map(self, f) { f(self.n) }
            fn len(self) { 7 }
            fn get(self, k) { k }
        }
        pub fn main() {
            println!("{}", S { n: 1 }.iter().map(|x| x * 2));
            let s = S { n: 1 };
            println!("{} {} {}", s.len() as i64, s.get([1]).len(), [1, 2].len());
        }
    """,
    "chains in closures of chains": """
        pub fn main() {
            let rows = (0..4).iter().map(|i| (0..i).iter().map(|j| i * j).fold(0, |a, b| a + b)).collect::<Vec>();
            println!("{:?}", rows);
            let v = [[1, 2], [], [3]];
            println!("{}", v.iter().map(|r| r.iter().map(|x| x * 2).sum::<i64>()).fold(0, |a, b| a + b));
        }
    """,
    "closures with loops, blocks and patterns": """
        pub fn main() {
            let v = [(1, 2), (3, 4)];
            println!("{}", v.iter().map(|(a, b)| a * b).fold(0, |a, b| a + b));
            println!("{:?}", (0..5).iter().map(|n| {
                let t = 0;
                for i in 0..n { if i == 3 { break; } t += i; }
                let s = 'out: { if t > 1 { break 'out "big"; } "small" };
                (s, t)
            }).collect::<Vec>());
            println!("{}", [1].iter().map(|(a, b)| a).count());
        }
    """,
    "a parameter that its closure assigns": """
        pub fn main() {
            println!("{:?}", (0..4).iter().filter(|x| { x += 1; x > 2 }).map(|x| { x *= 2; x }).collect::<Vec>());
        }
    """,
    "captures as they were": """
        pub fn main() {
            let k = 1;
            let s = (0..3).iter().map(|x| x + k).fold({ k = 100; 0 }, |a, b| a + b + k);
            println!("{} {}", s, k);
            let v = [];
            (0..3).iter().map(|x| v.push(x)).count();
            println!("{:?}", v);
        }
    """,
    "calls within closures": """
        fn f(x) { x + 1 }
        pub fn main() {
            println!("{}", (0..100).iter().map(|x| f(x)).filter(|x| f(x) % 3 == 0).fold(0, |a, b| f(a + b)));
        }
    """,
    "chains in generators": """
        fn g() {
            for i in 0..3 {
                let n = (0..4).iter().map(|x| x + i).fold(0, |a, b| a + b);
                yield [1, 2].iter().map(|x| x * n).sum::<i64>();
            }
            yield (0..2).iter().map(|x| x).fold(yield 5, |a, b| b);
        }
        pub fn main() {
            let it = g();
            println!("{:?}", it.next());
            let other = it.clone();
            for x in it { println!("{:?}", x); }
            for x in other { println!("{:?}", x); }
        }
    """,
    "methods in place": """
        use std::collections::HashMap;
        fn size(x) { x.len() as i64 }
        pub fn main() {
            let m = HashMap::new();
            println!("{:?} {:?}", m.insert("a", 1), m.insert("a", 2));
            println!("{:?} {:?} {:?}", m.get("a"), m.get("b"), m.contains_key("a"));
            m.insert(1, "one");
            println!("{:?} {} {}", m.get(1), m.len(), m.is_empty());
            let key = "k";
            m.insert(key, 3);
            key.push_str("z");
            println!("{:?} {:?}", m.get("k"), m.get("kz"));
            println!("{} {} {} {}", size("häh"), size([1]), size(#{}), size(m));
            let v = [1];
            v.push("x");
            println!("{:?} {:?} {:?} {:?}", v.get(0), v.get(9), v.pop(), v.get(0..1));
            println!("{} {} {}", Some(1).unwrap(), None.unwrap_or([2]).len(), Err(1).is_ok());
            println!("{} {} {} {:?}", (-4).abs(), 3.min(2), 3.max(9), 1.cmp(2));
            println!("{}", size(1));
        }
    """,
    "a method that writes what is borrowed": """
        pub fn main() { let v = [1]; let i = v.iter(); v.push(2); }
    """,
    "a method of what was moved": """
        pub fn main() { let v = [1]; drop(v); println!("{}", v.len()); }
    """,
    "abs of the least": "pub fn main() { println!(\"{}\", i64::MIN.abs()); }",
    "types by class": """
        struct S;
        enum E { A, B(x) }
        fn of(x) { [x is i64, x is bool, x is Vec, x is Object, x is String, x is S, x is E, x is Option, x is Tuple] }
        pub fn main() {
            for x in [1, 1u64, true, [], #{}, "", S, E::A, E::B(1), Some(1), None, (), (1,), 'c', 1.0, 0..1, of] {
                println!("{:?}", of(x));
            }
            let moved = [1];
            drop(moved);
            println!("{} {}", moved is Vec, moved is not String);
        }
    """,
    "texts": """
        pub fn main() {
            for x in [1, -12, 1.5, -0.0, f64::NAN, f64::INFINITY, "ab", 'c', true, 7u64] {
                println!("{x}|{x:>6}|{x:<6}|{x:^7}|{x:*^8}|{:.2}|{:>9.1}|{:+}|{:05}", x, x, x, x);
            }
            let s = "x";
            s += "y";
            s += `${1 + 1}-${s}`;
            s += s.clone();
            println!("{s:>9} {}", s);
            println!("{s}{:?}", s);
        }
    """,
    "a String appended to itself": "pub fn main() { let s = \"a\"; s += s; }",
    "a String that is borrowed": "pub fn main() { let s = \"a\"; let c = s.chars(); s += \"b\"; }",
    "a String with a number": "pub fn main() { let s = \"a\"; s += 1; }",
    "a loop over an iterator that was moved": "pub fn main() { let i = [1].iter(); drop(i); for x in i {} }",
    "a loop over what has no iter": "pub fn main() { let x = 1; for y in x.iter() {} }",
    "a loop that changes its Vec": "pub fn main() { let f = |v| { for x in v.iter() { v.push(x); } }; f([1]); }",
    "loops over iterators": """
        pub fn main() {
            for (k, x) in #{ a: 1, b: [2] }.iter() { println!("{} {:?}", k, x); }
            let v = [1, 2, 3];
            for x in v.iter() { if x == 2 { break; } println!("{}", x); }
            v.push(4);
            for w in "a b  c".split(" ") { println!("[{}]", w); }
            let text = "p,q";
            for w in text.split(",") { if w == "q" { text.push('!'); } }
            println!("{}", text);
            for x in [[1], (2, 3), 0..2, #{ k: 1 }, Some(5), "s".chars()] {
                for y in x.iter() { println!("{:?}", y); }
            }
            let it = v.iter();
            for x in it { if x == 2 { break; } }
            for x in it { println!("{}", x); }
        }
    """,
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_both_tiers(name: str) -> None:
    agree(PROGRAMS[name], script=False)


def test_a_chain_makes_no_iterator() -> None:
    built = build_text(PROGRAMS["folds over ranges"], io=MemoryIO(), script=False)
    module, text = built.emit(built.machine(), ["main"])
    assert not module.refused
    assert "'iter'" not in repr(module.bindings)
    assert text.count(" in range(") == 3

"""Adapters of chains as parts of one loop: sources, stages, consumers and ``for``; both tiers do the same."""

from __future__ import annotations

import pytest

from tests.codegen.tiers import agree, emitted

VALUES = {
    "skips and limits": """
        pub fn main() {
            let v = [5, 6, 7, 8];
            for n in 0..6 {
                println!("{:?}", v.iter().skip(n).map(|x| x + 1).collect::<Vec>());
                println!("{:?}", v.iter().skip(1).take(n).map(|x| x + 1).collect::<Vec>());
                println!("{:?}", v.iter().rev().skip(n).take(2).map(|x| x + 1).collect::<Vec>());
                println!("{:?}", (0..4).iter().skip(n).take(2).map(|x| x + 1).collect::<Vec>());
                println!("{:?}", (1..=4).iter().rev().skip(1).take(n).map(|x| x + 1).collect::<Vec>());
                println!("{:?}", v.iter().take(n as u64).enumerate().map(|(i, x)| (x, i)).collect::<Vec>());
            }
            println!("{}", v.iter().skip(u64::MAX).map(|x| x).count());
            println!("{}", (0..3).iter().skip(u64::MAX).take(u64::MAX).map(|x| x).count());
        }
    """,
    "skips of short Vecs": """
        pub fn main() {
            let v = [];
            for len in 0..4 {
                for n in 0..5 {
                    println!("{:?}", v.iter().skip(n).map(|x| x).collect::<Vec>());
                    println!("{:?}", v.iter().rev().skip(n).map(|x| x).collect::<Vec>());
                    for x in v.iter().rev().skip(n).take(1) { println!("{}", x); }
                }
                v.push(len);
            }
        }
    """,
    "limits behind other stages": """
        pub fn main() {
            let v = [3, 4, 5, 6, 7];
            for n in 0..7 {
                println!("{:?}", v.iter().filter(|x| { println!("asked {}", x); x % 2 == 1 }).take(n).map(|x| {
                    println!("taken {}", x);
                    x
                }).collect::<Vec>());
                println!("{:?}", v.iter().map(|x| { println!("made {}", x); x }).skip(n).take(2).count());
                println!("{:?}", v.iter().filter(|x| x > 3).enumerate().take(n).filter(|(i, x)| x != 6).count());
                println!("{:?}", v.iter().flat_map(|x| [x, x + 1]).take(n).map(|x| { println!("{}", x); x }).count());
                for x in v.iter().map(|x| { println!("{}", x); x }).take(n) { println!("body {}", x); }
            }
        }
    """,
    "one behind another": """
        pub fn main() {
            let v = [1, 2];
            let w = [9, 8, 7];
            println!("{:?}", v.iter().chain(w).map(|x| x * 2).collect::<Vec>());
            println!("{:?}", v.iter().rev().chain(w.iter().rev()).chain(0..3).take(7).map(|x| x * 2).collect::<Vec>());
            println!("{:?}", (0..2).iter().chain((5..9).iter().rev().skip(1)).map(|x| x * 2).sum::<i64>());
            println!("{:?}", [].iter().chain([]).map(|x| x * 2).collect::<Vec>());
            for (i, x) in v.iter().chain(w.iter().take(2)).enumerate() { println!("{} {}", i, x); }
        }
    """,
    "a Vec in a chain is free when it is through": """
        pub fn main() {
            let v = [1, 2];
            let w = [3, 4];
            for x in v.iter().chain(w.iter()) { if x > 2 { v.push(x); } }
            v.push(0);
            w.push(0);
            println!("{:?} {:?}", v, w);
        }
    """,
    "numbers of elements": """
        pub fn main() {
            let v = ["a", "b", "c"];
            println!("{:?}", v.iter().enumerate().map(|p| p).collect::<Vec>());
            println!("{:?}", v.iter().enumerate().map(|(i, x)| `${i}${x}`).collect::<String>());
            println!("{:?}", v.iter().enumerate().enumerate().map(|(i, (j, x))| (i, j, x)).collect::<Vec>());
            println!("{:?}", v.iter().enumerate().filter(|(i, _)| i != 1u64).map(|(_, x)| x).collect::<Vec>());
            println!("{:?}", v.iter().filter(|x| x != "b").enumerate().find(|(i, x)| x == "c"));
            println!("{:?}", (3..5).iter().enumerate().fold(0, |a, (i, x)| a * 10 + x + i as i64));
            for p in v.iter().rev().enumerate() { println!("{:?}", p); }
            for (i, (j, x)) in v.iter().enumerate().enumerate() { println!("{:?}", (i, j, x)); }
        }
    """,
    "Options of closures": """
        fn half(x) { if x % 2 == 0 { Some(x / 2) } else { None } }
        pub fn main() {
            println!("{:?}", (0..9).iter().filter_map(|x| if x > 2 { Some(x / 2) } else { None }).collect::<Vec>());
            println!("{:?}", (0..9).iter().filter_map(|x| match x {
                0 => None,
                n if n > 6 => None,
                1 => { let y = [x]; Some(y) },
                _ => Some([x, x]),
            }).collect::<Vec>());
            println!("{:?}", (0..9).iter().filter_map(|x| half(x)).filter_map(half).collect::<Vec>());
            println!("{}", (0..9).iter().filter_map(|x| None).count());
            println!("{}", (0..9).iter().filter_map(|x| Some(x)).count());
        }
    """,
    "Vecs of closures": """
        pub fn main() {
            let shared = [7, 8];
            println!("{:?}", (0..3).iter().flat_map(|x| [x, x * 10]).collect::<Vec>());
            println!("{:?}", (0..3).iter().flat_map(|x| if x == 1 { [] } else { [x, [x]] }).collect::<Vec>());
            println!("{:?}", (0..3).iter().flat_map(|x| shared).map(|x| x + 1).collect::<Vec>());
            println!("{:?}", (0..3).iter().flat_map(|x| [x, x]).flat_map(|x| [x, 5]).any(|x| x == 2));
            println!("{:?}", (0..3).iter().flat_map(|x| [x, x]).filter(|x| x > 0).find(|x| x > 1));
            println!("{:?}", (0..3).iter().flat_map(|x| 0..x).map(|x| x).collect::<Vec>());
            shared.push(1);
        }
    """,
    "what is found": """
        pub fn main() {
            let v = [1, 2, 3];
            println!("{:?} {:?}", v.iter().find(|x| x > 1), v.iter().find(|x| x > 3));
            println!("{:?} {:?}", v.iter().map(|x| x * 2).next(), v.iter().filter(|x| x > 3).next());
            if let Some(x) = v.iter().find(|x| x == 3) { println!("found {}", x); }
            match v.iter().filter(|x| x > 1).next() { Some(x) => println!("{}", x), None => println!("none") }
            while let Some(x) = v.iter().find(|x| x == 1) { v[0] = x + 1; }
            println!("{:?}", v);
        }
    """,
    "numbers": """
        pub fn main() {
            let v = [1, 2, 3];
            println!("{} {}", v.iter().map(|x| x).product::<i64>(), v.iter().map(|x| x as f64).sum::<f64>());
            println!("{} {}", v.iter().map(|x| x as f64).product::<f64>(), v.iter().map(|x| x as u64).sum::<u64>());
            println!("{} {}", v.iter().map(|x| x).sum::<u64>(), [].iter().map(|x| x).product::<u64>());
            println!("{:?}", v.iter().map(|x| i64::MIN / x).take(1).sum::<i64>());
        }
    """,
    "what is collected": """
        pub fn main() {
            let v = ["a", 'b', "c".repeat(200)];
            println!("{}", v.iter().map(|x| x).collect::<String>());
            println!("{:?}", v.iter().enumerate().map(|(i, x)| (`k${i}`, x)).collect::<Object>());
            println!("{:?} {:?}", (0..2).iter().map(|x| x).collect::<Tuple>(), [].iter().map(|x| x).collect::<Tuple>());
        }
    """,
    "tables that are collected": """
        use std::collections::{HashMap, HashSet, VecDeque};
        pub fn main() {
            let v = [3, 1, 3];
            let m = v.iter().enumerate().map(|(i, x)| (x, i)).collect::<HashMap>();
            println!("{:?} {:?} {}", m.get(3), m.get(1), m.len());
            let s = (0..200).iter().map(|x| x % 7).collect::<HashSet>();
            println!("{} {}", s.len(), s.contains(6));
            println!("{:?}", v.iter().filter(|x| x > 1).collect::<VecDeque>());
            println!("{}", [].iter().map(|x| x).collect::<HashMap>().len());
        }
    """,
    "loops that are left": """
        fn first(v) { for (i, x) in v.iter().enumerate().skip(0) { if x > 3 { return Some(i); } } None }
        fn tried(v) { for x in v.iter().map(|x| if x > 3 { None } else { Some(x) }) { println!("{}", x?); } Some(()) }
        pub fn main() {
            let v = [2, 3, 4, 5];
            println!("{:?} {:?}", first(v), tried(v));
            'outer: for x in v.iter().filter(|x| x != 3) {
                for y in v.iter().rev().take(2) {
                    if x == 2 { continue 'outer; }
                    if y == 4 { break 'outer; }
                    println!("{} {}", x, y);
                }
            }
            for x in v.iter().take(3) { x += 1; if x == 4 { continue; } println!("{}", x); }
            v.push(6);
            for x in (0..4).iter().rev().map(|x| x * 2) { v.push(x); }
            println!("{:?}", v);
        }
    """,
    "elements that hold borrows": """
        pub fn main() {
            let v = [1, 2];
            let its = [v.iter(), v.iter()];
            println!("{}", its.iter().map(|it| it).filter(|it| true).take(1).any(|it| it.next() == Some(1)));
            let n = its.iter().filter_map(|it| Some(it)).find(|it| it.next() == Some(2)).is_some();
            its.clear();
            v.push(3);
            println!("{} {:?}", n, v);
            for it in [v.iter()].iter().map(|it| it) { if it.next().is_some() { break; } }
            v.push(4);
            let n = [v.iter(), v.iter()].iter().filter_map(|it| Some(it)).find(|it| it.next() == Some(1)).is_some();
            v.push(3);
            for x in [1, 2].iter().flat_map(|x| [v.iter()]).map(|it| it.next()) { println!("{:?}", x); }
            v.push(5);
        }
    """,
    "more than a slice": """
        pub fn main() {
            let v = (0..30000).iter().map(|x| x % 100).collect::<Vec>();
            println!("{}", v.iter().skip(7).take(29000).filter(|x| x > 50).count());
            println!("{}", v.iter().chain(0..20000).enumerate().filter(|(i, x)| i % 3u64 == 0u64).count());
            println!("{}", v.iter().rev().flat_map(|x| [x, 1]).filter(|x| x == 1).take(9000).count());
            for x in v.iter().chain(v.iter().rev()).map(|x| x + 1) { if x == 101 { break; } }
        }
    """,
    "chains of other things": """
        fn total(x, y) { x.iter().take(2).chain(y).map(|x| x + 1).sum::<i64>() }
        pub fn main() {
            println!("{} {} {}", total([1, 2, 3], [4]), total((1, 2), 0..2), total(0..4, [1].iter()));
            println!("{:?}", total(#{ a: 1 }, []));
        }
    """,
    "adapters that are kept": """
        pub fn main() {
            let it = [1, 2, 3, 4].iter().map(|x| x * 2).skip(1);
            println!("{:?}", it.next());
            println!("{:?}", it.take(1).map(|x| x + 1).collect::<Vec>());
        }
    """,
    "arguments run in order": """
        fn say(x) { println!("{:?}", x); x }
        pub fn main() {
            let n = 4;
            println!("{:?}", (0..n).iter().skip({ n = 2; say(1) }).take(say(n)).map(|x| x + n).chain({
                n = 50;
                say([9])
            }).map(|x| x + n).collect::<Vec>());
            println!("{:?}", (0..say(9)).iter().skip(say(1)).chain(say([2])).map(|x| x + n).fold(say(0), |a, b| a + b));
        }
    """,
    "other iterators": """
        use std::collections::{HashMap, HashSet};
        fn letters(x) { x.chars().map(|c| c).filter(|c| c != 'l').take(3).collect::<String>() }
        fn n_keys(x) { x.keys().map(|k| k).count() }
        pub fn main() {
            let s = "hello world";
            println!("{} {}", letters(s), s.chars().enumerate().map(|(i, c)| i).sum::<u64>());
            println!("{:?} {:?}", s.split(" ").map(|w| w.len()).collect::<Vec>(), s.split("l").find(|w| w == "o wor"));
            println!("{:?}", s.chars().take(5).filter(|c| c == 'l').take(1).map(|c| c).collect::<String>());
            println!("{:?} {:?}", s.chars().filter(|c| c == 'l').next(), s.lines().map(|l| l).next());
            for (i, c) in s.chars().enumerate() { if c == 'w' { println!("{}", i); break; } }
            for c in s.chars().filter(|c| c != 'l').take(3) { println!("{}", c); }
            let m = HashMap::new();
            m.insert(1, 2);
            m.insert(2, 4);
            let o = #{ a: 1, b: 2 };
            println!("{} {} {}", n_keys(m), n_keys(o), m.iter().map(|(k, v)| k * v).sum::<i64>());
            println!("{:?} {:?}", o.iter().map(|(k, v)| `${k}${v}`).collect::<Vec>(), o.values().any(|v| v == 1));
            for (k, v) in m.iter().filter(|(k, v)| v > 2) { println!("{} {}", k, v); }
            for x in HashSet::from_iter([5]).iter().map(|x| x + 1) { println!("{}", x); }
            m.insert(3, m.values().filter(|x| x > 2).count());
            let t = "a";
            for (i, w) in t.split(",").enumerate() { t.push('x'); println!("{} {}", i, w); }
            println!("{} {}", t, m.len());
        }
    """,
    "arguments that leave": """
        fn early(v) { v.iter().take({ if v.len() > 1 { return "early"; } 1 }).map(|x| x).count() }
        fn tried(v, n) { Some(v.iter().skip(n?).map(|x| x).count()) }
        fn given() { let v = [1, 2]; yield v.iter().take({ yield 5; 1 }).map(|x| x).fold(yield 6, |a, x| a + x); }
        pub fn main() {
            let v = [1, 2];
            println!("{} {} {:?} {:?}", early(v), early([1]), tried(v, Some(1)), tried(v, None));
            for n in 0..3 { println!("{}", v.iter().take({ if n == 1 { break; } n }).map(|x| x).count()); }
            for n in 0..3 { for x in v.iter().take({ if n == 1 { continue; } n }) { println!("{}", x); } }
            v.push(3);
            let it = given();
            println!("{:?}", it.next());
            let other = it.clone();
            println!("{:?} {:?} {:?} {:?}", it.next(), other.next(), it.resume(3), other.resume(4));
        }
    """,
    "methods of these names": """
        struct S { n }
        impl S { fn iter(self) { self } fn take(self, n) { self } fn filter_map(self, f) { f(self.n) } }
        pub fn main() { println!("{:?}", S { n: 1 }.iter().take(3).filter_map(|x| Some(x))); }
    """,
}

PANICS = {
    "a negative limit": "pub fn main() { let n = 2; [1].iter().take(n - 3).map(|x| println!(\"{}\", x)).count(); }",
    "a limit that never is": "pub fn main() { [1].iter().take(panic!(\"no\")).map(|x| x).count(); }",
    "a limit of a loop that never is": "pub fn main() { for x in [1].iter().take(panic!(\"no\")).map(|x| x) {} }",
    "a limit that is no number": "pub fn main() { (0..9).iter().skip(\"1\").map(|x| x).count(); }",
    "an error in a map of a loop": "pub fn main() { for x in (0..200).iter().map(|x| 1 / (x - 150)) { drop(x); } }",
    "an error in a filter of a loop": """
        pub fn main() { for x in (0..200).iter().filter(|x| x > 20 && 1 / (x - 150) == 0) { if x > 170 { break; } } }
    """,
    "an error in the body": "pub fn main() { for x in (0..200).iter().filter(|x| x > 2) { drop(1 / (x - 50)); } }",
    "an error in filter_map": """
        pub fn main() { (0..200).iter().filter_map(|x| if 1 / (x - 150) == 0 { None } else { Some(x) }).count(); }
    """,
    "an error in flat_map": "pub fn main() { (0..200).iter().flat_map(|x| [1 / (x - 150), 2]).count(); }",
    "an error behind flat_map": "pub fn main() { (0..200).iter().flat_map(|x| [x]).map(|x| 1 / (x - 150)).count(); }",
    "an error in what is skipped": "pub fn main() { (0..200).iter().map(|x| 1 / (x - 150)).skip(180).count(); }",
    "an error behind another iterator": """
        pub fn main() { "abcdef".chars().filter(|c| c != 'b').map(|c| 1 / (c.to_i64() - 100)).count(); }
    """,
    "an error in a loop over another iterator": """
        pub fn main() { for x in "abcdef".chars().filter(|c| 1 / (c.to_i64() - 100) == 0) { println!("{}", x); } }
    """,
    "a String that is changed under its pieces": """
        pub fn main() { let t = "a,b"; for (i, w) in t.split(",").enumerate() { t.push('x'); drop((i, w)); } }
    """,
    "a map that is changed": """
        pub fn main() { let m = #{ a: 1 }; for k in m.keys().map(|k| k) { m.insert(k, 2); m.insert("b", 1); } }
    """,
    "a moved String": "pub fn main() { let t = \"a\"; drop(t); t.chars().map(|c| c).count(); }",
    "an iterator without a back": "pub fn main() { #{ a: 1 }.keys().rev().rev().map(|k| k).count(); }",
    "no such method": "fn f(x) { x.chars().map(|c| c).count() } pub fn main() { f(\"a\"); f(5); }",
    "no Option": "pub fn main() { (0..200).iter().filter_map(|x| if x < 100 { Some(x) } else { x }).count(); }",
    "no iterator": "pub fn main() { (0..200).iter().flat_map(|x| if x < 100 { [x] } else { x }).count(); }",
    "no Strings": "pub fn main() { (0..200).iter().map(|x| if x < 100 { \"a\" } else { x }).collect::<String>(); }",
    "no pairs": "pub fn main() { (0..200).iter().map(|x| if x < 100 { (\"a\", 1) } else { x }).collect::<Object>(); }",
    "no entries": """
        use std::collections::HashMap;
        pub fn main() { (0..200).iter().map(|x| { println!("{}", x); (x, x, 1) }).collect::<HashMap>(); }
    """,
    "an error before a table": """
        use std::collections::HashSet;
        pub fn main() { (0..200).iter().map(|x| 1 / (x - 150)).collect::<HashSet>(); }
    """,
    "no keys": """
        use std::collections::HashSet;
        pub fn main() { (0..200).iter().map(|x| if x < 100 { x } else { || x }).collect::<HashSet>(); }
    """,
    "no room for a map": """
        use std::collections::HashMap;
        pub fn main() { (0..1 << 60).iter().map(|x| (x, x)).collect::<HashMap>(); }
    """,
    "no room for a deque": """
        use std::collections::VecDeque;
        pub fn main() { (0..1 << 60).iter().map(|x| (x, x)).collect::<VecDeque>(); }
    """,
    "no floats": "pub fn main() { (0..200).iter().map(|x| if x < 100 { 1.0 } else { x }).sum::<f64>(); }",
    "a product that overflows": "pub fn main() { (1..200).iter().map(|x| x).product::<i64>(); }",
    "a sum below zero": "pub fn main() { (0..200).iter().map(|x| 50 - x).sum::<u64>(); }",
    "a pattern of a closure that does not fit": """
        pub fn main() { (0..200).iter().enumerate().map(|(i, (a, b))| a).count(); }
    """,
    "a pattern of a loop that does not fit": """
        pub fn main() { for (i, 5) in (5..7).iter().filter(|x| true).enumerate() { println!("{}", i); } }
    """,
    "a Vec of a chain that is changed": """
        pub fn main() { let v = [1, 2]; for x in v.iter().take(2).map(|x| x) { v.push(x); } }
    """,
    "a moved Vec behind another": """
        pub fn main() { let v = [1]; let w = [2]; drop(w); v.iter().chain(w).map(|x| x).count(); }
    """,
    "too many to collect": "pub fn main() { (0..1 << 60).iter().skip(1).map(|x| x).collect::<Vec>(); }",
    "too many in a table": """
        pub fn main() { (0..1 << 60).iter().take(1 << 59).map(|x| ("a", x)).collect::<Object>(); }
    """,
}


@pytest.mark.parametrize("name", VALUES)
def test_both_tiers(name: str) -> None:
    agree(VALUES[name], script=False)


@pytest.mark.parametrize("name", PANICS)
def test_both_tiers_have_the_same_error(name: str) -> None:
    assert agree(PANICS[name], script=False) == "panic"


WRITTEN = (
    "v.iter().skip(1).take(2).map(|x| x).count()",
    "v.iter().rev().chain(0..3).filter_map(|x| if x > 1 { Some(x) } else { None }).sum::<i64>()",
    "v.iter().enumerate().flat_map(|(i, x)| [i, x]).find(|x| x == 1)",
    "for (i, x) in v.iter().map(|x| x + 1).filter(|x| x > 1).enumerate() { println!(\"{}\", x); }",
)


@pytest.mark.parametrize("chain", WRITTEN)
def test_no_adapter_is_made(chain: str) -> None:
    text = emitted(f"pub fn main() {{ let v = [1, 2]; {chain}; }}")
    assert "drive(" not in text
    assert "closure(" not in text


KEPT = (
    "v.iter().take(2).skip(1).map(|x| x).count()",
    "v.iter().enumerate().rev().map(|x| x).count()",
    "v.iter().map(|x| x).chain(v).map(|x| x).count()",
    "v.iter().flat_map(|x| 0..x).map(|x| x).count()",
    "v.iter().map(|x| x).peekable().filter(|x| true).count()",
)


@pytest.mark.parametrize("chain", KEPT)
def test_what_is_not_known_is_made(chain: str) -> None:
    assert "closure(" in emitted(f"pub fn main() {{ let v = [1, 2]; {chain}; }}")


def test_options_and_vecs_of_closures_are_not_made() -> None:
    text = emitted("""
        pub fn main() {
            println!("{}", (0..9).iter().filter_map(|x| if x > 2 { Some(x) } else { None }).count());
            println!("{}", (0..9).iter().flat_map(|x| [x, x]).count());
            println!("{}", (0..9).iter().enumerate().map(|(i, x)| x).count());
        }
    """)
    assert "Some()" not in text
    assert "vec(" not in text
    assert "tuple_(" not in text

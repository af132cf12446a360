"""Options that are not made, and lookups in maps in place: both tiers do the same, fuel included."""

from __future__ import annotations

import pytest

from tests.codegen.tiers import agree, emitted

PROGRAMS = {
    "what a map gives": """
        use std::collections::HashMap;
        fn shown(m, k) {
            match m.get(k) { Some(0) => "zero", Some(n) => `${n}`, None => "none" }
        }
        pub fn main() {
            let m = HashMap::new();
            println!("{:?}", m.insert("a", 0));
            println!("{:?}", m.insert("b", 2));
            println!("{:?}", m.insert("b", 3));
            println!("{:?}", m.insert(1, "one"));
            println!("{} {} {} {} {}", shown(m, "a"), shown(m, "b"), shown(m, "c"), shown(m, 1), shown(m, 2));
            println!("{} {}", m.contains_key("a"), m.contains_key("c"));
            println!("{} {}", m.contains_key(1), m.contains_key(2));
            let key = "b";
            key.push('x');
            println!("{} {}", m.contains_key(key), m.contains_key("b"));
            if let Some(x) = m.get("a") { println!("{}", x); } else { println!("no"); }
            if let Some(x) = m.get("z") { println!("{}", x); } else { println!("no"); }
            if let None = m.get("z") { println!("none"); }
            let Some(x) = m.get("b");
            println!("{}", x);
            let Some(y) = m.get("nowhere");
        }
    """,
    "keys that change, and keys of one hash": """
        use std::collections::HashMap;
        pub fn main() {
            let m = HashMap::new();
            let key = "ab";
            m.insert(key, 1);
            key.push('c');
            println!("{:?} {:?} {:?}", m.get("ab"), m.get("abc"), m.contains_key("ab"));
            m.insert("ab", 2);
            println!("{:?} {}", m.get("ab"), m.len());
            m.insert([5], 3);
            if let Some(x) = m.get(5) { println!("{}", x); }
        }
    """,
    "an i64 in the place of a u64": """
        use std::collections::HashMap;
        pub fn main() {
            let m = HashMap::new();
            m.insert(1u64, "u");
            match m.contains_key(1) { true => println!("there"), _ => println!("not there") }
        }
    """,
    "a map that is borrowed or moved": """
        use std::collections::HashMap;
        fn eat(m) { drop(m) }
        pub fn main() {
            let m = HashMap::new();
            m.insert("a", 1);
            let it = m.iter();
            if let Some(n) = m.get("a") { println!("{}", n); }
            drop(it);
            if let None = m.insert("b", 1) { println!("new"); }
            eat(m);
            if let Some(n) = m.get("a") { println!("{}", n); }
        }
    """,
    "a map is not written while it is borrowed": """
        use std::collections::HashMap;
        pub fn main() {
            let m = HashMap::new();
            m.insert("a", 1);
            for k in m.keys() { if let None = m.insert("b", 1) { println!("new"); } }
        }
    """,
    "the payload lives as long as the Option would": """
        pub fn main() {
            let v = [1, 2, 3];
            let its = [v.iter()];
            match its.pop() {
                Some(it) => { it = 0; println!("{:?}", it); v.push(4); }
                None => {}
            }
        }
    """,
    "the payload dies where the Option would": """
        pub fn main() {
            let v = [1, 2, 3];
            let its = [v.iter()];
            if let Some(it) = its.pop() { it = 0; v.push(4); }
            its.push(v.iter());
            match its.pop() { Some(it) => { println!("{:?}", it.next()); } None => {} }
            v.push(5);
            its.push(v.iter());
            for x in 0..2 { match its.pop() { Some(it) => { continue; } None => { break; } } }
            v.push(6);
            println!("{:?}", v);
        }
    """,
    "methods of the program": """
        struct S { n }
        impl S {
            fn get(self, k) { self.n }
            fn pop(self) { Some(self.n) }
            fn next(self) { if self.n > 2 { None } else { self.n += 1; Some(self.n) } }
        }
        fn asked(x) { match x.get(0) { Some(n) => n, None => "none", _ => "other" } }
        fn asked_first(x) { match x.get(0) { Some(n) => n, _ => "not" } }
        fn all(x) { let sum = 0; while let Some(n) = x.next() { sum += n; } sum }
        pub fn main() {
            println!("{} {} {}", asked(S { n: 7 }), asked(S { n: Some(8) }), asked(S { n: None }));
            println!("{} {}", asked([4]), asked([]));
            println!("{} {} {}", asked_first(S { n: 7 }), asked_first([4]), asked_first([]));
            println!("{:?}", match (S { n: 1 }).get(0) { Some(n) => n, None => 5 });
            if let Some(n) = (S { n: 9 }).pop() { println!("{}", n); }
            println!("{} {}", all(S { n: 0 }), all([1, 2].iter()));
        }
    """,
    "an Option that was moved": """
        struct S { n }
        impl S { fn get(self, k) { self.n } }
        pub fn main() {
            let o = Some(1);
            let s = S { n: o };
            drop(o);
            match s.get(0) {
                Some(n) => println!("{}", n),
                None => println!("none"),
            }
        }
    """,
    "iterators": """
        fn all(it) { let n = 0; while let Some(x) = it.next() { print!("{:?} ", x); n += 1; } println!(""); n }
        pub fn main() {
            println!("{}", all("a\\u{e4}b".chars()));
            println!("{}", all("a b".split(" ")));
            println!("{}", all("a b".split(|c| c == ' ')));
            println!("{}", all([1, 2, 3].iter()));
            println!("{}", all([1, 2, 3].iter().map(|x| x + 1)));
            println!("{}", all([1, 2, 3].iter().rev()));
            println!("{}", all(#{ a: 1 }.iter()));
            println!("{}", all((0..3).iter()));
            println!("{}", all(0..3));
        }
    """,
    "an iterator that is borrowed": """
        pub fn main() {
            let it = [1, 2, 3].iter();
            let taken = it.take(2);
            while let Some(x) = it.next() { println!("{}", x); }
        }
    """,
    "the borrow of an iterator that has ended": """
        pub fn main() {
            let v = [1, 2];
            let it = v.iter();
            while let Some(x) = it.next() { println!("{}", x); }
            println!("{:?}", it.next());
            let s = "abc";
            let chars = s.chars();
            let Some(c) = chars.next();
            s.push(c);
        }
    """,
    "other classes": """
        fn first(x) { match x.get(0) { Some(y) => y, None => () } }
        fn last(x) { if let Some(y) = x.pop() { y } else { "none" } }
        pub fn main() {
            println!("{:?} {:?} {:?}", first([1]), first((2, 3)), first([]));
            println!("{:?} {:?} {:?}", last([1]), last([]), last(b"a"));
            println!("{:?}", match [1, 2, 3].get(1..) { Some(y) => y.len(), None => 0 });
            println!("{:?}", match [1].get(-1) { Some(y) => y, None => 0 });
            println!("{:?}", first(5));
        }
    """,
    "patterns of other types": """
        pub fn main() {
            let v = [1];
            match v.get(0) { Ok(x) => println!("ok {}", x), Some(x) => println!("some {}", x), _ => println!("_") }
            match v.get(0) { x => println!("{:?}", x) }
            match v.get(0) { Some(x) if x > 5 => println!("big"), Some([a]) => println!("{}", a), _ => println!("_") }
            match v.get(0) { Some(Some(x)) => println!("{}", x), Some(1) => println!("one"), _ => println!("_") }
            let n = match v.get(4) { Some(x) => x };
            println!("{:?}", n);
        }
    """,
    "in generators": """
        fn each(v) { while let Some(x) = v.pop() { yield x; } }
        fn kept(v) { match v.pop() { Some(x) => { yield x; yield v.len(); } None => { yield "none"; } } }
        pub fn main() {
            for x in each([1, 2]) { println!("{}", x); }
            for x in kept([1, 2]) { println!("{}", x); }
            for x in kept([]) { println!("{}", x); }
            let g = kept([5]);
            println!("{:?}", g.next());
            let h = g.clone();
            println!("{:?} {:?} {:?}", g.next(), h.next(), h.next());
        }
    """,
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_both_tiers(name: str) -> None:
    agree(PROGRAMS[name], script=False)


def test_no_option_is_made_that_patterns_take_apart() -> None:
    assert "some(" not in emitted(PROGRAMS["the payload lives as long as the Option would"])
    assert ".step()" in emitted(PROGRAMS["iterators"])

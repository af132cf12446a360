"""Pieces of Strings that are not made: both tiers do the same, fuel included."""

from __future__ import annotations

import pytest

from bindrune.core.api import MemoryIO, build_text
from tests.codegen.tiers import compare

_USE = "use std::collections::{HashMap, HashSet};"

PROGRAMS = {
    "what reads the text": """
        pub fn main() {
            let text = "red,,bl\\u{fc},red,{x},''";
            let all = String::new();
            let long = 0;
            for word in text.split(",") {
                if word.is_empty() { println!("empty"); continue; }
                if word == "red" || "''" == word { print!("* "); }
                if word != "red" && word.len() > 3 { print!("long "); }
                all += word;
                all += "/";
                long += word.len() as i64;
                println!("{} {:>6}|{:<5}|{:?} {}", word, word, word, word, word.len());
                let shown = `<${word}>`; println!("{}", shown);
            }
            println!("{} {}", all, long);
        }
    """,
    "what needs the String": """
        fn shout(s) { s.push('!'); s }
        pub fn main() {
            let kept = [];
            for word in "a b c".split(" ") {
                let other = word;
                other.push('x');
                if word == "bx" { kept.push(word); }
                println!("{} {}", word, shout(word));
                kept.push(word);
                kept.push(other);
                println!("{} {}", word.is_empty(), word.len());
            }
            println!("{:?}", kept);
            kept[0].push('?');
            println!("{:?}", kept);
        }
    """,
    "on some ways only": """
        fn odd(s) { s.push('-'); s.len() % 2u64 == 1u64 }
        pub fn main() {
            let seen = [];
            for word in "a bb ccc dddd".split(" ") {
                if word.len() > 1 { seen.push(word); }
                if word == "bb" { word.push('!'); }
                if word.len() > 3 && odd(word) { println!("odd {}", word); } else { println!("not {}", word); }
                if word.is_empty() || odd(word) { println!("odd {}", word); }
                let both = (word.is_empty(), odd(word), word.len());
                println!("{:?} {}", both, word);
                match word { "a--" => println!("first"), _ => println!("other") }
            }
            println!("{:?}", seen);
        }
    """,
    "loops within": """
        pub fn main() {
            for word in "ab cd".split(" ") {
                for i in 0..2 { if i == 1 { word.push('x'); } println!("{} {}", word, i); }
                for part in word.split("x") { print!("[{}]", part); }
                for c in word.chars() { print!("{:?}", c); }
                let n = 0;
                while word.len() < 6 { word += "y"; n += 1; }
                for i in 0..word.len() { n += 1; }
                println!("{} {}", word, n);
            }
            let c = 'q';
            let d = "z";
            println!("{:?} {:?}", c, d);
        }
    """,
    "keys": """
        pub fn main() {
            let counts = HashMap::new();
            let seen = HashSet::new();
            for word in "a b a c b a".split(" ") {
                let first = seen.insert(word);
                counts.insert(word, counts.get(word).unwrap_or(0) + 1);
                if counts.contains_key(word) && seen.contains(word) { print!("{} ", counts[word]); }
                println!("{} {}", first, word);
            }
            for word in "a d".split(" ") {
                counts[word] = 9;
                println!("{}", counts[word]);
            }
            for key in counts.keys() { key.push('x'); }
            for word in "a b c d ax".split(" ") { println!("{:?} {}", counts.get(word), counts.contains_key(word)); }
            for word in "a b".split(" ") { println!("{:?} {:?}", counts.insert(word, 1), counts.insert(word, 2)); }
            println!("{}", counts.len());
        }
    """,
    "the key that is kept is the String": """
        pub fn main() {
            let m = HashMap::new();
            for word in "a b".split(" ") {
                m.insert(word, word);
                word.push('x');
                println!("{:?} {}", m.get(word), word);
            }
            for (key, value) in m { println!("{} {}", key, value); value.push('y'); println!("{}", key); }
        }
    """,
    "a key that is not there": """
        pub fn main() {
            let m = HashMap::new();
            for word in "a b".split(" ") { m["a"] = 1; println!("{}", m[word]); }
        }
    """,
    "a map that is borrowed": """
        pub fn main() {
            let m = HashMap::new();
            m.insert("k", 1);
            for key in m.keys() { for word in "a b".split(" ") { m.insert(word, 1); } }
        }
    """,
    "a map that is borrowed, by index": """
        pub fn main() {
            let m = HashMap::new();
            m.insert("k", 1);
            for key in m.keys() { for word in "a b".split(" ") { m[word] = 1; } }
        }
    """,
    "maps that escape": """
        fn make(n) { if n == 0 { HashMap::new() } else { #{} } }
        pub fn main() {
            let m = make(0);
            for word in "a b".split(" ") { m.insert(word, word.len()); println!("{:?}", m.get(word)); }
        }
    """,
    "the borrow of the text": """
        pub fn main() {
            let text = "a,b";
            for word in text.split(",") { if word == "b" { text.push('!'); println!("{}", text); } }
            for word in text.split(",") { text.push('!'); }
        }
    """,
    "leaving early": """
        pub fn main() {
            let text = "a,b,c";
            for word in text.split(",") { if word == "b" { break; } }
            text.push('!');
            let found = 'all: loop {
                for word in text.split(",") { if word == "c!" { break 'all word; } }
                break "none";
            };
            println!("{} {}", text, found);
        }
    """,
    "patterns of all sorts": """
        pub fn main() {
            for word in "a-b".split('-') { println!("{}", word); }
            for word in "a-b".split(|c| c == '-') { if word == "a" { println!("{}", word.len()); } }
            for word in "abc".split("") { println!("[{}]", word); }
            for word in "".split(",") { println!("[{}] {}", word, word.is_empty()); }
        }
    """,
    "a predicate that gives no bool": """
        pub fn main() { for word in "a-b".split(|c| 1) { println!("{}", word.len()); } }
    """,
    "a pattern that is none": """
        pub fn main() { for word in "a-b".split(1) { println!("{}", word.len()); } }
    """,
    "closures": """
        pub fn main() {
            let all = [];
            for word in "a b".split(" ") {
                let f = |x| { word.push(x); word };
                println!("{}", f('1'));
                all.push(f);
                println!("{}", (0..3).iter().map(|i| word.len() as i64 + i).sum::<i64>());
                println!("{} {:?}", word, ["b", "a1"].iter().filter(|x| x == word).count());
            }
            for f in all { println!("{}", f('2')); }
        }
    """,
    "moved": """
        pub fn main() {
            for word in "a b".split(" ") {
                if word == "b" { drop(word); }
                println!("{}", word);
            }
        }
    """,
    "assigned": """
        pub fn main() {
            for word in "a b".split(" ") { if word == "a" { word = 'c'; } println!("{:?}", word); }
            for word in "a b".split(" ") { word += "x"; println!("{:?}", word); }
            for word in "a b".split(" ") { for word in 0..2 { print!("{:?}", word); } println!("{:?}", word); }
        }
    """,
    "not of Strings": """
        struct S;
        impl S { fn pieces(self) { ['a', "b", 3] } }
        fn each(x) { for y in x.pieces() { println!("{:?}", y); } }
        pub fn main() { each(S); for y in [1, "a b"] { for z in y.split(" ") { println!("{:?}", z); } } }
    """,
    "large pieces": """
        pub fn main() {
            let long = "x";
            for _ in 0..13 { long = `${long}${long}`; }
            let all = "";
            for word in `${long} ${long}`.split(" ") { all += word; println!("{}", word.len()); all += `[${word}]`; }
            println!("{}", all.len());
        }
    """,
    "in generators": """
        fn words(text) { for word in text.split(" ") { yield word; println!("{}", word); } }
        pub fn main() { for word in words("a b") { word.push('!'); } }
    """,
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_both_tiers(name: str) -> None:
    ended, difference = compare(f"{_USE}{PROGRAMS[name]}", script=False)
    assert ended in ("value", "panic")
    assert difference is None


def test_no_string_is_made_of_what_is_only_read() -> None:
    text = 'pub fn main() { let n = 0; for word in "a b".split(" ") { if word == "a" { n += word.len() as i64; } } n }'
    built = build_text(text, io=MemoryIO(), script=False)
    module, emitted = built.emit(built.machine(), ["main"])
    assert not module.refused
    assert emitted.count("string(") == 2  # the text and the pattern

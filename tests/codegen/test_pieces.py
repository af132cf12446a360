"""Pieces of Strings that are not made: both tiers do the same, fuel included."""

from __future__ import annotations

import pytest

from tests.codegen.tiers import agree, emitted

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
    "methods of texts": """
        fn parse(text) {
            let found = [];
            for line in text.split("\n") {
                let line = line.trim();
                if line.is_empty() || line.starts_with(";") { continue; }
                if line.starts_with("[") && line.ends_with("]") { found.push(line[1..line.len() - 1]); continue; }
                if line.contains("=") && !line.contains("==") {
                    if let Some((key, value)) = line.split_once('=') { found.push((key.trim_end(), value.trim())); }
                }
                let Some((a, b)) = `${line}==`.split_once("==");
                found.push(a);
                found.push(line.trim().trim_end());
                line.push('.');
                found.push(line);
            }
            found
        }
        pub fn main() { println!("{:?}", parse(" [a] \n;c\nk = v\n\n x == y \nno")); }
    """,
    "methods of Strings": """
        fn each(s, t) {
            println!("{} {} {}", s.starts_with(t), s.ends_with(t), s.contains(t));
            println!("{} {} {}", s.starts_with("a"), s.ends_with(`b${1}`), s.contains("-"));
            println!("{:?} {:?} {:?}", s.split_once(t), s.split_once("-"), s.split_once('-'));
            println!("{:?} {:?} {:?}", s.split_once(""), s.trim(), s.trim_end());
            s.push_str(t);
            s.push_str("!");
            s.push_str(`<${s}>`);
            println!("{}", s);
        }
        pub fn main() {
            each(" a-b1 ", "a");
            let s = "x";
            s += "y-z";
            each(s, s.trim());
            println!("{}", s.contains(s));
            s.push_str(s);
        }
    """,
    "methods of texts with other arguments": """
        pub fn main() {
            for word in "ab cd".split(" ") { if word == "cd" { println!("{}", word.starts_with('c')); } }
        }
    """,
    "methods of other values": """
        pub fn main() {
            let v = ["a", "b"];
            for x in [v, "ab", (0..3), v.iter()] {
                if x is String { println!("{}", x.contains("a")); }
            }
            println!("{}", 5.starts_with("a"));
        }
    """,
    "a method that the program has": """
        struct S;
        impl S { fn contains(self, x) { x.push('!'); x } fn trim(self) { "S" } }
        pub fn main() {
            for word in "a b".split(" ") { println!("{} {}", S.contains(word), word); println!("{}", word.trim()); }
            println!("{} {}", "a!".contains("!"), S.trim());
        }
    """,
    "a method of a String that was moved": """
        pub fn main() { let s = " x "; let t = s.trim(); drop(s); println!("{}", t); println!("{}", s.trim()); }
    """,
    "templates that are only read": """
        pub fn main() {
            let all = String::new();
            let m = HashMap::new();
            let same = [];
            for i in 0..4 {
                let name = `n${i % 2}`;
                let row = format!("{:<4}|{}", name, i);
                all += row;
                all += `/${name}/`;
                if i > 1 { same.push(name); name.push('x'); }
                m.insert(name, i);
                m.insert(`k${i}`, name);
                m[`j${i}`] = name;
                println!("{} {} {:?} {:?}", name, row.len(), m.get(`k${i}`), m[`j${i}`]);
                println!("{}", m.contains_key(`n${i}`) && row.ends_with(`${i}`));
            }
            println!("{} {:?}", all, same);
            same[0].push('y');
            println!("{:?} {:?}", same, m.get("k2"));
        }
    """,
    "templates that are bound once": """
        fn id(x) { x }
        pub fn main() {
            let i = 7;
            let first = `a${i}`;
            let f = || { first.push('!'); first };
            let second = if i > 3 { let inner = `b${i}`; if i > 5 { id(inner) } else { `c${inner}` } } else { "d" };
            for k in 0..3 {
                let third = `t${k}`;
                if k == 1 { println!("{}", id(third)); }
                println!("{} {}", third, third == "t2");
                while third.len() < 4 { third.push('+'); }
                println!("{}", third);
            }
            println!("{} {} {} {}", f(), first, second, second == "b7");
            match first { "a7!" => println!("it"), _ => println!("not") }
            let moved = `m${i}`;
            drop(moved);
            println!("{}", moved);
        }
    """,
    "large templates": """
        pub fn main() {
            let long = "x";
            for _ in 0..12 { long = `${long}${long}`; }
            let m = HashMap::new();
            let t = `${long}${long}`;
            m.insert(`${t}${t}`, t.len());
            let all = String::new();
            all += `${t}-`;
            all += t;
            println!("{} {} {} {:?}", all.len(), t.trim().len(), t.contains("y"), m.get(`${t}${t}`));
            for word in `${t} ${t}`.split(" ") { let w = word.trim(); println!("{} {}", w.len(), w.contains("y")); }
        }
    """,
    "formats": """
        pub fn main() {
            let ss = ["a", "q\\"\\\\'\\n\\u{e9}\\u{7f}\\u{301}", ""];
            for n in [0, 1, -1, 255, -255, 9223372036854775807, -9223372036854775808] {
                let m = n + 0;
                let t = format!("{:05}|{:x}|{:X}|{:b}|{:>8x}|{:*^9b}|{:08x}|{:?}|{:>5?}|{:05?}|{:01}|{:0}|{:+05}|{:p}",
                    m, m, m, m, m, m, m, m, m, m, m, m, m, m);
                println!("{}", t);
            }
            for i in 0..3 { let t = format!("{:05}|{:x}|{:>8X}|{:?}", i, i, i, i); println!("{}", t);
                let p = `a${i}"`; println!("{:?} {:>9?}", p, p); }
            for s in "a \\"b\\" c".split(" ") { println!("{:?}|{:>6?}|{:.2}|{:02}", s, s, s, s); }
            for x in [0.1, 1.0, 1e16, 1e-5, 1e-7, f64::NAN, f64::INFINITY, -0.0] { let y = x * 1.0;
                println!("{} {:?} {:>9} {:05}", y, y, y, y); }
            for s in ss { let t = s + ""; println!("{:?} {}", t, t); }
        }
    """,
    "split in two by a pattern": """
        pub fn main() {
            let all = [];
            for line in "k = v;=;x;a==b; y=z ".split(";") {
                if let Some((key, value)) = line.split_once('=') {
                    println!("{}|{}|{}", key.trim_end(), value.trim(), key == "k ");
                    if value.is_empty() { continue; }
                    value.push('!');
                    all.push((key, value, line));
                }
                if let Some((_, value)) = line.trim().split_once("==") { println!("{}", value); }
                if let Some(both) = line.split_once("=") { println!("{:?}", both); }
                if let Some((c, d)) = line.split_once("") { println!("{:?} {:?}", c, d); }
                let name = `<${line}>`;
                while let Some((head, tail)) = name.split_once("<") { println!("{} {}", head, tail); break; }
                let found = if let Some((a, b)) = name.split_once('=') { a } else { line };
                found.push('?');
                println!("{} {} {}", found, name, line);
            }
            println!("{:?}", all);
            let s = "a=b";
            if let Some((a, b)) = s.split_once("=") { s.push('c'); println!("{} {} {}", a, b, s); }
            drop(s);
            if let Some((a, b)) = s.split_once("=") { println!("{} {}", a, b); }
        }
    """,
    "what a guard does": """
        fn odd(s) { s.push('-'); s.len() % 2u64 == 1u64 }
        fn keep(v, s) { v.push(s); false }
        pub fn main() {
            for word in "a bb ccc".split(" ") {
                let n = match [word.len()] {
                    [2u64] if odd(word) => 1,
                    [x] if x == 3u64 && odd(word) => 2,
                    _ if odd(word) => 3,
                    _ => if word.is_empty() { 4 } else { word.len() },
                };
                println!("{} {}", n, word);
            }
            let kept = [];
            let s = "x";
            let n = match s.len() { 1u64 if keep(kept, s) => 1, m if keep(kept, s) => 2, _ => 3 };
            let it = kept.iter();
            s += "y";
            drop(kept[0]);
            s += "z";
        }
    """,
    "Strings that grow": """
        fn keep(v, s) { v.push(s); v.len() }
        pub fn main() {
            let kept = [];
            let out = String::new();
            for i in 0..6 {
                out += "a";
                out += `<${i}>`;
                out += kept.len().to_string();
                if i == 2 { keep(kept, out); }
                if i == 4 { let other = out; other += "!"; }
                out += out.len().to_string();
            }
            println!("{} {:?}", out, kept);
            let text = `t${1}`;
            let f = || { text += "f"; text };
            text += "g";
            println!("{} {}", f(), text);
            let s = "a,b";
            s += ",c";
            for part in s.split(",") { if part == "b" { s += part; } }
        }
    """,
    "a String that was moved and grows": """
        pub fn main() { let s = "a"; s += "b"; let t = s; t += "c"; println!("{}", s); drop(s); s += "d"; }
    """,
    "a String that is borrowed and grows": """
        pub fn main() { let s = String::new(); s += "ab"; let it = s.chars(); println!("{:?}", it.next()); s += "d"; }
    """,
    "a suspension in the middle": """
        fn g(m) { m.insert("k", yield 1); let t = `x${m.len()}`; yield t; t.push('!'); yield t; }
        pub fn main() {
            let m = HashMap::new();
            let x = g(m);
            println!("{:?} {:?}", x.next(), x.next());
            let y = x.clone();
            println!("{:?} {:?} {:?}", x.next(), y.next(), m.get("k"));
        }
    """,
    "in async functions": """
        async fn other(x) { x }
        pub async fn main() {
            for word in "a b".split(" ") {
                let t = `${word}!`;
                let w = other(t).await;
                w.push('?');
                println!("{} {} {}", word, t, w);
            }
        }
    """,
    "in generators": """
        fn words(text) { for word in text.split(" ") { yield word; println!("{}", word); } }
        pub fn main() { for word in words("a b") { word.push('!'); } }
    """,
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_both_tiers(name: str) -> None:
    agree(f"{_USE}{PROGRAMS[name]}", script=False)


def test_no_string_is_made_of_what_is_only_read() -> None:
    text = 'pub fn main() { let n = 0; for word in "a b".split(" ") { if word == "a" { n += word.len() as i64; } } n }'
    python = emitted(text)
    assert python.count("string(") == 2  # the text and the pattern

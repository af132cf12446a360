"""Objects, type tests and loops over containers: both tiers do the same where a rule holds and beside it."""

from __future__ import annotations

import pytest

from tests.codegen.tiers import agree, emitted

PROGRAMS = {
    "pairs whose keys are only looked at": """
        fn f(v) {
            let n = 0;
            if v is Object {
                for (key, item) in v.iter() {
                    if key == "id" { n += 1; }
                    if "name" != key { n += 10; }
                    if key.is_empty() { n += 100; }
                    n += key.len() as i64;
                    println!("{} {:>6}| {}", key, key, key.len());
                    println!("{}", match key { "id" => 1, "ünï" => 2, _ => item });
                }
            }
            n
        }
        println!("{}", f(#{ id: 1, name: "x", "": 3, "ünï": 4, "a longer key": [5] }));
    """,
    "keys that are values": """
        fn f(v) {
            let keys = [];
            if v is Object {
                for (key, item) in v.iter() { let k = key; keys.push(k); k.push('!'); println!("{}", key); }
                for (key, _) in v { keys.push(key); key.push_str("?"); }
                for (key, item) in v { println!("{:?}", v.get(key)); }
                for (key, item) in v { let g = || key; println!("{} {:?}", g(), item); }
                for (key, item) in v { key = item; println!("{:?}", key); }
                for (_, (a, b)) in v { println!("{} {}", a, b); }
            }
            keys
        }
        println!("{:?}", f(#{ a: (1, 2), b: (3, 4) }));
        println!("{:?}", f(#{ a: (1, 2), b: 4 }));
    """,
    "a key that is written to while it is compared": """
        fn f(v) { if v is Object { for (key, item) in v { if key == "a" { key.push('b'); } println!("{}", key); } } }
        f(#{ a: 1, b: 2 });
    """,
    "an object that is written while it is gone through": """
        fn f(v) { if v is Object { for (key, item) in v.iter() { println!("{}", key); v.z = 1; } } }
        f(#{ a: 1 });
    """,
    "a key that is removed while it is gone through": """
        fn f(v) { if v is Object { for (key, item) in v { println!("{}", key); v.remove("a"); } } }
        f(#{ a: 1, b: 2 });
    """,
    "an object that is written behind its loop": """
        fn f(v) {
            if v is Object {
                for (key, item) in v { if item == 1 { break; } }
                v.c = 3;
                for (key, item) in v { if item == 1 { continue; } v.get("c"); }
                v.d = 4;
                'out: for (key, item) in v { for x in [1, 2] { if x == 2 { break 'out; } } }
                v.e = 5;
            }
            println!("{:?}", v);
        }
        f(#{ a: 1, b: 2 }); f(#{});
    """,
    "an object that was moved": """
        fn f(v) { if v is Object { drop(v); println!("{}", v is Object); for (key, item) in v.iter() { } } }
        f(#{ a: 1 });
    """,
    "an object that was moved, without iter": """
        fn f(v) { if v is Object { drop(v); for (key, item) in v { } } }
        f(#{ a: 1 });
    """,
    "a vector that was moved": "fn f(v) { if v is Vec { drop(v); for x in v.iter() { } } } f([1]);",
    "a vector that was moved, without iter": "fn f(v) { if v is Vec { drop(v); for x in v { } } } f([1]);",
    "a vector that is written while it is gone through": """
        fn f(v) { if v is Vec { for x in v.iter() { println!("{}", x); v.push(1); } } } f([1, 2]);
    """,
    "a vector that is written behind its loop": """
        fn f(v) {
            if v is Vec {
                for x in v.iter() { } v.push(3);
                for _ in v { } v.push(4);
                for (a, b) in [(1, 2)] { } for x in v { if x == 3 { break; } } v.push(5);
            }
            println!("{:?}", v);
        }
        f([1, 2]);
    """,
    "a String that was moved": """
        fn f(v) {
            if v is String { println!("{}", v.len()); drop(v); v.len() as i64 }
        }
        f("abc");
    """,
    "elements that do not match": """
        fn f(v) { if v is Vec { for (a, b) in v { println!("{}", a); } } } f([(1, 2), 3]);
    """,
    "a local that is assigned another value": """
        fn f(v) {
            if v is Object {
                println!("{}", v.len()); v = [1, 2, 3];
                for x in v { println!("{}", x); }
                println!("{}", v.len());
            }
            while v is Vec { println!("{}", v.len()); v = 5; v += 1; }
            println!("{}", v);
        }
        f(#{ a: 1 }); f("s");
    """,
    "types of values": """
        struct P { x } struct U; struct T(a); enum E { A, B(v) }
        fn f(v) {
            println!("{} {} {} {} {}", v is Object, v is Vec, v is String, v is bool, v is i64);
            println!("{} {} {} {}", v is f64, v is u64, v is char, v is Tuple);
            println!("{} {} {} {} {}", v is P, v is U, v is T, v is E, v is Option);
            println!("{} {}", v is not Object, v is not P);
            if v is P { println!("{}", v.x); v.x += 1; } else if v is i64 { println!("{}", v + 1); }
            else if v is f64 { println!("{}", v * 2.0); } else if v is char || v is bool { println!("{}", v); }
            if v is not P { println!("no P"); } else { println!("{}", v.x); }
            if !(v is Vec) || v.len() == 0 { return; }
            println!("{}", v.len());
        }
        for v in [1, 1.5, true, 'c', 2u64, "s", (), (1, 2), [3], [], #{ a: 1 }] { f(v); }
        for v in [P { x: 1 }, U, T(2), E::A, E::B(1), Some(1), None] { f(v); }
    """,
    "types of values that were moved": """
        struct P { x }
        fn f(v) {
            drop(v);
            println!("{} {} {} {}", v is Object, v is Vec, v is String, v is P);
            if v is P { v.x } else if v is Vec { v.len() } else if v is String { v.len() } else { v.a }
        }
        fn g(v) { if v is P { drop(v); println!("{}", v is P); v.x } }
        for v in [P { x: 1 }] { f(v); }
    """,
    "a struct that was moved where its type is known": """
        struct P { x }
        fn g(v) { if v is P { println!("{}", v.x); drop(v); println!("{}", v is P); v.x } }
        g(P { x: 1 });
    """,
    "what a test tells, within a condition": """
        fn f(v) {
            if v is Vec && v.len() == 2 && v[0] == 1 { println!("two"); }
            if v is i64 && v > 2 || v is String && v.len() > 2 { println!("more than two"); }
            if v is not i64 || v < 5 { println!("not five"); }
            if v is Vec && { v = 7; true } { println!("{}", v + 1); }
            let n = v is i64 && v == 7; println!("{}", n);
        }
        f([1, 2]); f([]); f(3); f(7); f("abc"); f("a");
    """,
    "one test after another, of what changes in between": """
        struct P { x } struct Q(a);
        fn f(v) {
            let n = 0;
            for i in 0..4 {
                if v is Object { n += 1; drop(v); }
                if v is Object { n += 10; }
                else if v is Vec { n += 100; v = "s"; } else if v is String { n += 1000; v = P { x: 1 }; }
                else if v is P { n += 10000; v = Q(1); }
                else if v is i64 { n += 5; } else if v is bool { v = 1; }
                let w = v;
                v = if w is P { w } else if w is Q && w.0 == 1 { Q(2) }
                    else if w is not Vec && w is not i64 { w } else { 2 };
                let g = || w is Q || w is P;
                if g() { n += 7; }
            }
            while v is i64 || v is Vec || v is Object {
                if v is i64 { v = []; } else if v is Vec { v = #{}; } else { v = (); }
            }
            n
        }
        for v in [[1], 5, true, "s", P { x: 2 }, Q(3), 1.5] { println!("{}", f(v)); }
        println!("{}", f(#{}));
    """,
    "sums of what may be no number": """
        fn f(v, w) {
            let s = 1; let t = 0.5;
            for x in v { s += x; s = s + x * 2; s = x % 7 + s; }
            for x in w { t += x; }
            println!("{} {}", s, t);
        }
        f([1, 2, 3], [0.5]); f([1, 2u64], []); f([9223372036854775807], []);
    """,
    "sums of what is no number": """
        fn f(v) { let s = 1; for x in v { s += x; println!("{}", s); } } f([1, 2u64, 1.5]);
    """,
    "fields of objects": """
        struct P { age }
        fn f(o) {
            println!("{}", o.age); o.age = 5; o.age += 1; o.age -= 2; o.age *= 3; o.age /= 2; println!("{}", o.age);
            o.new = o.age; o.new += 0.5;
        }
        let o = #{ age: 1 }; o.new = 1; println!("{:?}", o); o.x = "s"; o.x += "t"; println!("{}", o.x);
        f(P { age: 1 });
    """,
    "a field that an object lacks": "fn f(o) { println!(\"{}\", o.a); o.b } f(#{ a: 1 });",
    "a field that an object lacks, added to": "fn f(o) { o.a += 1; o.b += 1; } f(#{ a: 1 });",
    "a field that is no number": "fn f(o) { o.a += 1; } f(#{ a: [] });",
    "a field whose sum is too large": """
        fn f(o) { o.a += 1; println!("{}", o.a); o.a += 1; } f(#{ a: 9223372036854775806 });
    """,
    "fields of what is no object": "fn f(o) { o.a } f(5);",
    "fields of what was moved": "fn f(o) { drop(o); o.a } f(#{ a: 1 });",
    "assigned fields of what was moved": "fn f(o) { drop(o); o.a = 1; } f(#{ a: 1 });",
    "assigned fields of what is borrowed": """
        fn f(o) { let it = o.iter(); o.a = 1; } fn g(o) { let it = o.iter(); drop(it); o.a = 2; println!("{}", o.a); }
        g(#{ a: 1 }); f(#{ a: 1 });
    """,
    "added fields of what is borrowed": "fn f(o) { let it = o.iter(); o.a += 1; } f(#{ a: 1 });",
    "keys of objects": """
        struct P { a }
        fn f(o, k) {
            println!("{} {}", o["a"], o[k]);
            o["b"] = 2; o[k] = 3; k.push('!');
            if o is Object { o[k] = 4; println!("{}", o[k]); }
            println!("{:?}", o);
        }
        f(#{ a: 1 }, "a"); f(#{ "ünï": 1, a: 2 }, "ünï");
        let o = #{ a: 1 }; o["x"] = 1; println!("{} {}", o["x"], o["a"]);
        let k = "x"; k.push('y'); o[k] = 5; println!("{}", o[k]);
        fn g(p) { p["a"] = 2; println!("{}", p["a"]); } g(P { a: 1 });
    """,
    "a key that an object lacks": "fn f(o) { println!(\"{}\", o[\"a\"]); o[\"b\"] } f(#{ a: 1 });",
    "a key that is a value and lacks": "fn f(o, k) { o[k] } f(#{ a: 1 }, \"b\");",
    "keys of what is no object": "fn f(o) { o[\"a\"] } f([1]);",
    "assigned keys of what is no object": "fn f(o) { o[\"a\"] = 1; } f([1]);",
    "keys of what was moved": "fn f(o) { drop(o); o[\"a\"] } f(#{ a: 1 });",
    "a key that was moved": "fn f(o, k) { drop(k); o[k] } f(#{ a: 1 }, \"a\");",
    "assigned keys of what is borrowed": "fn f(o) { let it = o.iter(); o[\"a\"] = 1; } f(#{ a: 1 });",
    "maps with literal keys": """
        use std::collections::HashMap;
        let m = HashMap::new(); m["a"] = 1; println!("{}", m["a"]);
        fn f(m) { m["b"] = 2; println!("{}", m["b"]); m["c"] } f(m);
    """,
    "methods of objects": """
        fn f(o, k) {
            println!("{:?} {:?} {} {}", o.get("a"), o.get(k), o.contains_key("a"), o.contains_key(k));
            println!("{:?} {:?}", o.insert("z", 1), o.insert(k, 2));
            if let Some(x) = o.get("z") { println!("{}", x); } else { println!("none"); }
            match o.get("y") { Some(x) => println!("{}", x), None => println!("none") }
            println!("{:?} {:?} {:?}", o.remove("z"), o.remove("z"), o);
            while let Some(x) = o.remove(k) { println!("{}", x); }
        }
        let k = "a"; k.push('b'); f(#{ a: 1, c: 2 }, k); f(#{}, "a");
    """,
    "methods of objects with a key that was moved": "fn f(o, k) { drop(k); o.get(k) } f(#{ a: 1 }, \"a\");",
    "methods of objects that are borrowed": "fn f(o) { let it = o.iter(); o.insert(\"b\", 1); } f(#{ a: 1 });",
    "an object that is its own value": "fn f(o) { o.me = o; o.me.me.x = 1; println!(\"{}\", o.x); } f(#{});",
    "a number that is none": "fn f(v) { if v is i64 || v is String { v + 1 } } println!(\"{}\", f(1)); f(\"s\");",
    "loops over what is held": """
        fn f(v) { if v is Vec { v.sort_by(|a, b| { for x in v { } a.cmp(b) }); } } f([2, 1]);
    """,
    "closures and generators": """
        fn g(v) { if v is Object { for (key, item) in v { yield item; } } }
        fn f(v) { if v is Vec { let t = || { let n = 0; for x in v { n += x; } n }; t() } }
        for x in g(#{ a: 1, b: 2 }) { println!("{}", x); }
        println!("{}", f([1, 2]));
    """,
    "an iterator of one loop in the element of another": """
        fn f(v) { if v is Vec { for x in v { for y in x { println!("{}", y); } } v[0].push(9); println!("{:?}", v); } }
        f([[1], [2, 3]]); let w = [5]; f([w, w]);
    """,
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_tiers_agree(name: str) -> None:
    agree(PROGRAMS[name])


def test_a_key_that_is_only_looked_at_is_no_string() -> None:
    text = emitted("""
        fn f(v) { let n = 0; if v is Object { for (key, item) in v.iter() { n += key.len() as i64; } } n }
        pub fn main() { f(#{ a: 1 }) }
    """)
    assert ".items())" in text
    assert "string(" not in text


def test_a_vector_that_is_known_gives_its_elements() -> None:
    text = emitted("""
        fn f(v) { if v is Vec { for x in v.iter() { println!("{}", x); } } }
        pub fn main() { f([1]); f("s") }
    """)
    assert " = s0.a\n" in text
    assert "STEP" not in text

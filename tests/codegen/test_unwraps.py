"""``unwrap`` and ``expect`` on what a method of the library gives: both tiers agree, with an Option or without."""

from __future__ import annotations

import pytest

from tests.codegen.tiers import agree, emitted

PROGRAMS = {
    "values that are there": """
        use std::collections::{HashMap, VecDeque};
        fn f(v, m, o, d, k) {
            println!("{} {} {}", v.pop().unwrap(), v.get(0).unwrap(), v.get(0).expect("first"));
            println!("{} {}", m.get(k).unwrap(), m.get("a").expect("a"));
            println!("{} {} {}", o.get("x").unwrap(), o.remove("x").unwrap(), d.pop_front().unwrap());
            let it = v.iter(); println!("{} {}", it.next().unwrap(), k.chars().next().unwrap());
            println!("{} {}", (k.chars().next().unwrap(), { k = "b"; k }).0, v.get(1).unwrap_or(7));
        }
        let m = HashMap::new(); m.insert("a", 1); let d = VecDeque::new(); d.push_back(5);
        f([1, 2], m, #{ x: 3 }, d, "a");
        let v = [1, 2, 3]; let n = 0; while !v.is_empty() { n = n * 10 + v.pop().unwrap(); } println!("{}", n);
        for i in 0..3 { v.push([i]); } v.get(1).unwrap().push(9); println!("{:?}", v);
    """,
    "nothing": "let v = [1]; println!(\"{}\", v.pop().unwrap()); v.pop().unwrap();",
    "nothing, as it was expected not to be": """
        fn f(v) { v.pop().expect("none left") } println!("{}", f([1])); f([]);
    """,
    "nothing in a map": "use std::collections::HashMap; let m = HashMap::new(); m.get(\"a\").unwrap()",
    "nothing in what may be anything": "fn f(v, k) { v.get(k).unwrap() } println!(\"{}\", f([1], 0)); f(#{}, \"a\");",
    "no method": "fn f(v) { v.pop().unwrap() } f(1);",
    "a method that gives no Option": """
        struct S; impl S { fn get(self, k) { k } } fn f(v, k) { v.get(k).unwrap() } println!("{}", f(S,
            Some(3))); f(S, 3);
    """,
    "a container that was moved": "fn f(v) { drop(v); v.pop().unwrap() } f([1]);",
    "a container that is borrowed": "fn f(v) { let it = v.iter(); v.pop().unwrap() } f([1]);",
    "an argument that was moved": "fn f(m, k) { drop(k); m.get(k).unwrap() } f(#{ a: 1 }, \"a\");",
    "what lies in it is borrowed no longer": """
        let v = [[1].iter()]; let it = v.pop().unwrap(); println!("{:?}", it.next());
        let w = [1]; let u = [w.iter()]; u.pop().unwrap(); w.push(2); println!("{:?}", w);
    """,
    "messages with effects": """
        fn say() { println!("said"); "s" } let v = [1]; println!("{}", v.pop().expect(say())); v.pop().expect(say());
    """,
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_tiers_agree(name: str) -> None:
    agree(PROGRAMS[name])


def test_no_option_is_made() -> None:
    program = "pub fn main() { let v = [1, 2]; let n = 0; for _ in 0..2 { n += v.pop().unwrap(); } n }"
    assert "some(" not in emitted(program)

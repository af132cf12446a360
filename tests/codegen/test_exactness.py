"""Where an emitted operation is close to another one, programs tell them apart: both tiers do the same.

Each program fails or prints something else if operands run in another order, if a compound assignment is taken
for an operator and an assignment, or if more is thought of what a pattern binds than is certain. `tests/mutants` breaks
each of these places, and these programs have to notice.
"""

from __future__ import annotations

import pytest

from tests.codegen.tiers import agree

PROGRAMS = {
    "operands in front of one that needs lines": """
        fn say(n) { println!("{}", n); n }
        let a = [say(1), if say(2) > 1 { say(3) } else { 0 }, say(4)];
        let b = say(5) - (loop { break say(6); }) * say(7);
        let c = (say(8), match say(9) { 9 => say(10), _ => 0 }, say(11), { let x = say(12); x + say(13) });
        println!("{:?} {} {:?}", a, b, c);
        let s = `${say(14)} ${if say(15) > 0 { say(16) } else { 1 }} ${say(17)}`;
        println!("{} {}", s, say(18).max(if say(19) > 1 { say(20) } else { 3 }));
    """,
    "reads of elements in front of one that needs lines": """
        fn grow(v) { v.push(9); v.len() }
        let v = [1, 2]; let o = #{ n: 1 };
        println!("{:?}", (v.len(), v[0], if grow(v) > 2 { v.len() } else { 0 }, v.len()));
        println!("{:?}", [o.n, { o.n = 5; o.n }, o.n]);
        println!("{:?}", v.get(7).is_none() == (loop { grow(v); break v.len() > 4; }));
    """,
    "an error in front of one that needs lines": """
        let v = [1];
        let n = [v[3], if { println!("not here"); true } { 1 } else { 2 }];
    """,
    "an error behind one that needs lines": """
        let v = [1];
        let n = [if { println!("here"); true } { 1 } else { 2 }, v[3]];
    """,
    "locals that an operand assigns whose value is not made": """
        use std::collections::HashMap;
        fn go(n) {
            let a = HashMap::new(); let b = HashMap::new();
            a.insert((1, 2), "a"); b.insert((1, 2), "b");
            let g = a;
            println!("{}", g[({ g = b; 1 }, n)]);
            println!("{:?}", g.get(({ g = a; 1 }, n)));
            let v = [1, 2, 3]; let w = [2, 3]; let q = v;
            println!("{}", q == [{ q = w; 1 }, 2, 3]);
            let k = 1; let l = [5, 6, 7, 8];
            println!("{} {}", l[k..{ k = 3; 4 }] == [6, 7, 8], [k, 1] == [{ k = 9; 3 }, 1]);
            let s = "x";
            println!("{}", s == `${{ s = "y"; "x" }}`);
            let o = HashMap::new(); o.insert("x", 1); let p = HashMap::new(); p.insert("x", 2);
            let h = o;
            println!("{:?}", h.get(`${{ h = p; "x" }}`));
            println!("{:?} {:?}", h.insert(`${{ h = o; "x" }}`, 5), p);
        }
        go(2);
    """,
    "locals that a later operand assigns": """
        let n = 1; let s = "a";
        println!("{:?} {}", (n, { n = 2; n }, n), n - { n = 10; n });
        println!("{:?}", [s, { s = "b"; s }, { s += "c"; s }]);
        let v = [1];
        println!("{:?}", (v, { v = [2]; v }, v.len() + { v = [3, 4, 5]; v.len() }));
        fn all(a, b, c) { (a, b, c) }
        println!("{:?} {:?}", all(n, { n = 3; n }, n), all(n, n, { n = 4; n }));
        println!("{}", n.max({ n = 2; n }));
    """,
    "`+=` of texts changes the text, `+` does not": """
        let a = String::from("a"); let b = a;
        a += "b"; println!("{} {}", a, b);
        let c = a; a = a + "c"; println!("{} {}", a, c);
        for word in ["x", "y"] { b += word; } println!("{} {}", a, b);
    """,
    "`+=` and `+` of a struct that has both": """
        struct N { n }
        impl N { fn more(self, by) { self.n += by; } }
        fn sum(list, start) { for x in list { start += x; } start }
        println!("{} {:?}", sum([1, 2], 3), sum([1.5], 2.0));
        println!("{}", sum(["a", "b"], String::from("c")));
        let n = N { n: 1 }; n.more(2); n.n += 3; println!("{}", n.n);
        println!("{}", sum([N { n: 1 }], 1));
    """,
    "`+=` of a text that is no text": "fn f(a) { a += \"x\"; a } println!(\"{}\", f(String::from(\"s\"))); f(1);",
    "`+=` of what cannot be added": "fn f(a, b) { a += b; a } println!(\"{}\", f(1, 2)); f(1, 2.5);",
    "`+` of what cannot be added": "fn f(a, b) { a = a + b; a } println!(\"{}\", f(1, 2)); f(1, 2.5);",
    "`-=` of a vector": "fn f(a, b) { a -= b; a } println!(\"{}\", f(1, 2)); f([1], 2);",
    "`-` of a vector": "fn f(a, b) { a = a - b; a } println!(\"{}\", f(1, 2)); f([1], 2);",
    "`*=` of a local that is an int or a float": """
        let n = 3;
        for x in [2, 5] { n *= x; }
        println!("{}", n); n = 1.5;
        for x in [2.0, 4.0] { n *= x; }
        println!("{}", n);
        for x in ["a"] { n *= x; }
    """,
    "`<<=` and `>>=` by too much": """
        let n = 5;
        for by in [1, 2, 63, 64] { n >>= by; println!("{}", n); }
    """,
    "`<<` by too much": "let n = 5; for by in [1, 62, 64] { let m = n << by; println!(\"{}\", m); }",
    "a part of a pattern is of any kind": """
        fn first(v) { let [a, b] = v; a + b }
        fn part(v) { match v { (a, b) => a < b, [a, ..] => a, _ => () } }
        println!("{} {} {}", first([1, 2]), first([1.5, 2.0]), first(["a", "b"]));
        println!("{} {} {:?}", part((1, 2)), part(("b", "a")), part([1.5, 2]));
        for (a, b) in [(1, 2), (1.5, 0.5), ("x", "y")] { println!("{}", a + b); }
        if let Some(n) = Some("text") { println!("{}", n + "s"); }
        if let Some(n) = Some(true) { println!("{}", !n); }
        let n = Some(2.5)?; println!("{}", n + 1.5);
        first([1, "a"]);
    """,
    "a binding is of the kind of its value": """
        let total = 0;
        for v in [1, 2] { match v { n if n > 1 => { total += n; } n => { total -= n; } } }
        println!("{}", total);
        match "a" { s => println!("{}", s + "b") }
        match 9223372036854775807 { n => { println!("{}", n); println!("{}", n + n); } }
    """,
    "a part of a struct in a pattern": """
        struct P { x, y } enum E { A(n), B { n } }
        fn size(p) { let P { x, y } = p; x * y }
        fn of(e) { match e { E::A(n) => n + 1, E::B { n } => n * n } }
        println!("{} {}", size(P { x: 3, y: 4 }), size(P { x: 1.5, y: 2.0 }));
        println!("{} {}", of(E::A(1)), of(E::B { n: 1.5 }));
        println!("{}", size(P { x: 9223372036854775807, y: 2 }));
    """,
    "the bytes of a pattern are small numbers": """
        for b in b"ab".iter() { match b { 97u64 => println!("a"), n => println!("{}", n + 1u64) } }
        if let [first, ..] = [9223372036854775807, 1] { println!("{}", first + 1); }
    """,
    "the end of a generator, asked for in each way": """
        fn items(n) { for i in 0..n { yield i; } }
        fn last(g) { let found = None; loop { let item = g.next(); if item.is_none() { break; } found = item; } found }
        let g = items(2);
        println!("{:?} {:?} {:?} {:?}", g.next(), g.next(), g.next(), g.next());
        println!("{:?} {:?}", last(items(3)), last(items(0)));
        let it = items(1).iter(); println!("{:?} {:?} {:?}", it.next(), it.next(), it.next());
        match items(0).next() { None => println!("none"), Some(n) => println!("{}", n) }
        println!("{:?} {}", items(0).resume(()), items(0).next() == None);
    """,
    "numbers that get smaller in a loop": """
        let n = -9223372036854775800;
        loop { n -= 3; println!("{}", n); }
    """,
    "numbers that get larger in a loop": """
        let n = 9223372036854775800;
        while n > 0 { n += 3; println!("{}", n); }
    """,
    "numbers that are halved and doubled": """
        let n = 1; let m = -1;
        loop { n += n; m += m; println!("{} {}", n, m); }
    """,
    "numbers that get smaller by what they are": """
        let n = -3;
        for _ in 0..100 { n = n * 3 - 1; }
    """,
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_both_tiers_do_the_same(name: str) -> None:
    agree(PROGRAMS[name])

"""u64s in slots, arguments and results without their class: it is there wherever somebody may look at it."""

from __future__ import annotations

import pytest

from tests.codegen.tiers import agree, emitted

MIX = "fn mix(h, b) { h = (h ^ b).wrapping_mul(1099511628211u64); h ^ h >> 32 } "
LOOP = "let h = 7u64; for i in 0..5 { h = mix(h, 3u64); h = h ^ h << 5; } "

PROGRAMS = {
    "shown": MIX + LOOP + 'println!("{} {:?} {:>30} {:x}", h, h, h, h & 255u64); dbg!(h);',
    "asked for its type": MIX + LOOP + 'println!("{} {}", h is u64, h is i64); if h is i64 { println!("no"); }',
    "kept": MIX + LOOP + """
        let v = []; let o = #{h: h}; let m = std::collections::HashMap::new();
        for i in 0..3 { h = mix(h, 1u64); v.push(h); o.h = h; m.insert(h, i); v[0] = h; }
        println!("{:?} {:?} {} {} {:?}", v, o.h, v[1] is u64, o.h is u64, m.get(h));
    """,
    "in a struct and a tuple": "struct P { a, b } " + MIX + LOOP + """
        let p = P { a: h, b: 0u64 }; p.b = h; p.a += h ^ h; let t = (h, p.a);
        println!("{} {} {} {}", p.a is u64, p.b is u64, t.0 is u64, p.a == t.0);
    """,
    "captured": MIX + LOOP + """
        let k = h ^ 1u64; let f = || h; let g = move |x| { k = k ^ x; k };
        println!("{} {} {} {}", f() is u64, f(), g(5u64), g(5u64) is u64); h = mix(h, 2u64); println!("{}", f());
    """,
    "a function as a value": MIX + """
        let f = mix; println!("{} {}", f(5u64, 6u64) is u64, f(5u64, 6u64) == mix(5u64, 6u64));
        println!("{:?}", [1u64, 2u64].iter().map(|x| mix(x, 1u64)).collect::<Vec>());
        println!("{}", [1u64, 2u64].iter().fold(0u64, |h, x| { h = mix(h, x); h }));
        println!("{}", [1u64, 2u64].iter().fold(1u64, |h, x| (h ^ x).wrapping_mul(3u64)) is u64);
        let all = [mix]; println!("{}", all[0](1u64, 2u64) is u64);
    """,
    "in chains": MIX + LOOP + """
        let v = [1u64, 2u64, 300u64];
        println!("{:?}", v.iter().enumerate().map(|(i, x)| { i = i + 1u64;
        x ^ i }).filter(|x| x > 1u64).collect::<Vec>());
        println!("{:?}", v.iter().map(|x| { x = x ^ h;
        x }).filter(|x| x & 1u64 == 0u64).map(|x| x is u64).collect::<Vec>());
        println!("{:?}", v.iter().filter(|x| { x = x + 1u64; x > 2u64 }).map(|x| x).collect::<Vec>());
        println!("{}
        {}", v.iter().any(|x| x + 1u64 == 3u64), v.iter().map(|x| mix(x, 1u64)).fold(0u64, |a, b| a ^ b) is u64);
        for (i, x) in v.iter().enumerate() { i = i + x; let y = i; h = h ^ y; println!("{} {} {}", y is u64, i, [i]); }
        for i in 0u64..3u64 { let j = i + 1u64; i = i * j; println!("{} {} {:?}", i, j is u64, (i, j)); }
    """,
    "the first to be called by another": """
        fn twice(f, x) { f(f(x)) } fn step(x) { x = x ^ x << 3; x }
        println!("{} {}", twice(step, 5u64) is u64, step(5u64)); println!("{}", twice(|x| step(x) ^ 1u64, 1u64) is u64);
    """,
    "returned early": """
        fn down(n, by) { if n < by { return n; } n = n - by; if n > 100u64 { return down(n, by); } n }
        let n = down(1000u64, 7u64); println!("{} {}", n, n is u64); println!("{}", down(3u64, 7u64) is u64);
    """,
    "returned as one or the other": """
        fn pick(n) { if n > 2u64 { n * 2u64 } else { -1 } }
        for n in [1u64, 3u64] { let x = pick(n); println!("{} {}", x, x is u64); }
    """,
    "a leaf": """
        fn same(x) { x } fn next(x) { x = x ^ x << 7; x } fn sum(a, b) { a + b }
        let s = 3u64; for i in 0..3 { s = next(s); let t = same(s); s = sum(s, { s = s ^ 1u64; s });
        println!("{} {}", s, t is u64); }
        let v = [same(s), next(s)]; println!("{:?} {}", v, v[0] is u64);
    """,
    "a method": """
        struct R { state } impl R {
            fn next(self) { self.state = self.state ^ self.state << 13;
            self.state = self.state ^ self.state >> 7; self.state }
            fn below(self, n) { let x = self.next(); x % n }
        }
        let r = R { state: 88172645463325252u64 }; let t = 0u64;
        for i in 0..9 { t = t.wrapping_add(r.next()) ^ r.below(10u64); } println!("{} {} {}", t, r.state, t is u64);
    """,
    "compared and matched": MIX + LOOP + """
        println!("{} {} {}", h == h, h.cmp(5u64), (h, 1) == (h, 1));
        let k = h & 1u64; match k { 0u64 => println!("even"), 1u64 => println!("odd"), _ => println!("none") }
        match h % 3u64 { n if n == 0u64 => println!("0"), n => println!("{} {}", n, n is u64) }
        println!("{:?}", match h { x => x is u64 });
    """,
    "with an i64 that is below zero": MIX + LOOP + "let n = 1; for i in 0..3 { println!(\"{}\", h & n); n -= 1; }",
    "an i64 and it": MIX + LOOP + """
        let n = 1; h = h & 7u64; println!("{} {}", n + h, (n + h) is i64);
        println!("{}", n + mix(1u64, 2u64));
    """,
    "a float and it": MIX + LOOP + "println!(\"{}\", h as f64); println!(\"{}\", 1.5 + h);",
    "too large": "fn grow(h) { h = h * 3u64; h } let h = 5u64; for i in 0..99 { h = grow(h); println!(\"{}\", h); }",
    "too large in a compound assignment": "let h = 5u64; for i in 0..99 { h *= 3u64; h ^= 1u64; println!(\"{}\", h); }",
    "below zero": "fn less(h, n) { h -= n; h } let h = 9u64; for i in 0..9 { h = less(h, 2u64); println!(\"{}\", h); }",
    "an index": MIX + LOOP + """
        let v = [1, 2, 3, 4]; let at = h & 3u64; println!("{}", v[at]); v[at] = 9; println!("{:?}", v);
        for i in 0..9 { at = at + 1u64; println!("{}", v[at]); }
    """,
    "an index to write": MIX + LOOP + "let v = [1]; let at = h; for i in 0..9 { v[at] = i; at = at ^ h; }",
    "an index that is too large": "let v = [1]; println!(\"{}\", v[7u64]);",
    "an index that is too large to write": "let v = [1]; v[9223372036854775809u64] = 1;",
    "a bound": MIX + LOOP + """
        let n = h & 7u64; for i in 0..n { println!("{}", i); } for i in 0u64..n { println!("{}", i is u64);
        }
    """,
    "a length": "let s = \"abc\"; let n = s.len(); n = n + 1u64; println!(\"{} {}\", n, n is u64); n -= 9u64;",
    "a generator": MIX + """
        fn all(h) { for i in 0..3 { h = h ^ h << 3; yield h; } }
        let g = all(5u64); while let Some(x) = g.next() { println!("{} {}", x, x is u64); }
    """,
    "an async function": """
        async fn a(h) { h = h ^ 5u64; h } let h = 1u64; for i in 0..2 { h = h ^ a(h).await; println!("{}
        {}", h, h is u64); }
    """,
    "a panic in the middle": MIX + LOOP + "fn f(h) { h = h ^ 1u64; if h > 0u64 { panic!(\"{}\", h) } h } f(h);",
    "a condition": MIX + LOOP + """
        let g = if h > 5u64 { h ^ 1u64 } else { h }; let b = { h = h + 1u64; h }; println!("{}
        {}", g is u64, b is u64);
    """,
    "deep": """
        fn f(n, h) { if n == 0 { return h; } f(n - 1, h ^ h << 1) } println!("{}
        {}", f(20000, 3u64), f(5, 3u64) is u64);
    """,
    "never": """
        fn f(h) { loop { h = h ^ 1u64; if h > 9u64 { panic!("over") } h = h + 7u64; } }
        println!("{}", f(1u64) ^ 1u64);
    """,
    "a name that is not ASCII": """
        struct P { ä } fn f(h) { let p = P { ä: h }; h = h ^ p.ä; println!("{}", h is u64); h }
        println!("{}", f(9u64) is u64);
    """,
}  # fmt: skip

BYTES = {
    "elements": """
        let b = b"a\\xff"; for i in 0..2 { println!("{} {} {}", b[i], b[i] is u64, 5u64 ^ b[i]); }
        println!("{}", b[2]);
    """,
    "a length": """
        fn f(b) { let t = 0u64; for i in 0..b.len() { t = t * 3u64 + b[i]; } t } println!("{}
        {}", f(b"abc"), f(b""));
    """,
    "an i64 and an element": """
        let b = b"ab"; println!("{} {}", 1 + b[0], (1 + b[0]) is i64); println!("{}", b[0] - 98u64);
    """,
    "an index below zero": 'let b = b"ab"; for i in 0..3 { println!("{}", b[1 - i]); }',
    "a range": 'let b = b"abcd"; println!("{:?} {:?}", b[1..3], b[..]); println!("{:?}", b[3..9]);',
    "written": 'let b = b"ab"; b.push(200); b[0] = 7; println!("{:?} {} {}", b, b.len(), b.is_empty()); b[0] = 300;',
    "moved": 'let b = b"ab"; drop(b); println!("{}", b.len());',
    "moved before an element": """
        fn f(b, n) { if n { drop(b); } b[0] } println!("{}", f(b"a", false)); println!("{}", f(b"a", true));
    """,
    "other values": """
        fn f(b) { (b.len(), b.is_empty(), b[0]) } println!("{:?} {:?}
        {:?}", f(b"abc"), f([1]), f(Bytes::new()));
    """,
    "of Strings": """
        let s = "h\u00e9"; let b = s.as_bytes(); let t = 0u64; for i in 0..b.len() { t += b[i]; }
        println!("{} {}", t, s.into_bytes().len());
    """,
    "removed": """
        let b = b"abc"; println!("{} {}", b.remove(1) is u64, b.remove(0) + 1u64); b.clear();
        println!("{}", b.is_empty());
    """,
}  # fmt: skip


@pytest.mark.parametrize("name", PROGRAMS)
def test_tiers_agree(name: str) -> None:
    agree(PROGRAMS[name])


@pytest.mark.parametrize("name", BYTES)
def test_tiers_agree_on_bytes(name: str) -> None:
    agree(BYTES[name])


def test_the_class_is_put_on_where_it_is_seen() -> None:
    text = emitted("""
        fn next(state) { state = state ^ (state << 13); for _ in 0..2 { state = state ^ state >> 7; } state }
        pub fn main() { let s = 1u64; for i in 0..9 { s = next(s); } let all = []; all.push(s); all }
    """)
    assert text.count("U64(") == 1

"""Operators on u64 as those of Python: both tiers agree up to the edges, and nothing is asked in between."""

from __future__ import annotations

import pytest

from tests.codegen.tiers import agree, emitted

TOP = "18446744073709551615u64"
EDGE = "let v = [0u64, 1u64, 18446744073709551615u64, 9223372036854775808u64];"

PROGRAMS = {
    "bits": EDGE + """
        for a in v { for b in v {
            println!("{} {} {} {}", a & b, a | b, a ^ b, (a ^ b) is u64);
            println!("{} {} {} {}", a & 7, a | 7, a >> 3, a << 3);
        } }
    """,
    "comparisons": EDGE + """
        for a in v { for b in v { println!("{} {} {} {}", a < b, a <= b, a == b, a != b); }
            println!("{} {} {}", a < 5, a == 1, a >= 0); }
    """,
    "wrapping": EDGE + """
        for a in v { for b in v {
            println!("{} {}", a.wrapping_add(b), a.wrapping_sub(b).wrapping_mul(b));
            println!("{} {}", (a ^ b).wrapping_mul(3u64) is u64, a.wrapping_add(7));
        } }
    """,
    "division": EDGE + "for a in v { println!(\"{} {} {}\", a / 3u64, a % 3u64, a / 2); println!(\"{}\", 7u64 / a); }",
    "what is below zero": EDGE + "for a in v { println!(\"{}\", a + 1u64 - a); println!(\"{}\", a - 1u64); }",
    "what is too large": EDGE + "for a in v { println!(\"{}\", a * 1u64); println!(\"{}\", a + 1u64); }",
    "what is too large in the middle": (
        EDGE + "for a in v { println!(\"{}\", a); println!(\"{}\", (a + a * 2u64) & 3u64); }"
    ),
    "an i64 on the right": EDGE + "let n = 3; for a in v { println!(\"{} {}\", a & n, a ^ n); n -= 2; }",
    "an i64 on the left": EDGE + "for a in v { println!(\"{}\", 5 + a); }",
    "a shift too far": EDGE + "for n in [0, 1, 63, 64] { println!(\"{} {}\", v[2] >> n, v[2] << n); }",
    "compound assignments": (
        f"let a = 5u64; for i in 0..3 {{ a += 2u64; a *= 3u64; a ^= 1u64; println!(\"{{}}\", a); }} a += {TOP};"
    ),
    "casts": "for i in 0..3 { let a = i as u64; println!(\"{} {} {}\", a + 1u64, a is u64, (a + 1u64) as i64 - 2); }",
    "a negative cast": (
        "for i in -1..1 { println!(\"{}\", i); println!(\"{}\", (0 - i) as u64); println!(\"{}\", i as u64); }"
    ),
    "calls whose results are known": """
        fn two(a) { println!("{}", a); 2u64 }
        let x = 97u64;
        if x <= two(1) { println!("no"); }
        println!("{} {}", x + two(2), x.wrapping_sub(two(3)));
        println!("{} {}", two(4) << two(5), two(6) / two(7));
        let v = [1, 2, 3];
        v[two(8)] = v[two(9)] + 1;
        let s = two(10);
        println!("{:?} {}", v, s + s);
        fn all(a) { println!("{}", a); 18446744073709551615u64 }
        println!("{} {}", x & all(11), x << 3 & all(12));
    """,
    "lengths": (
        "let v = [1, 2]; for i in 0..3 { println!(\"{}\", v.len() - 1u64); println!(\"{}\", v.pop().is_some()); }"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PROGRAMS)
def test_tiers_agree(name: str) -> None:
    agree(PROGRAMS[name])


def test_nothing_is_asked_in_between() -> None:
    text = emitted("""
        fn next(state) { state = state ^ (state << 13); state = state ^ state >> 7; state.wrapping_mul(5u64) }
        pub fn main() { let s = 1u64; for _ in 0..9 { s = next(s); } }
    """)
    assert "x_" not in text
    assert "U64(" not in text

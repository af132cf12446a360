"""How far integers are known to come: sums are tested for overflow where they may, at the place that overflows."""

from __future__ import annotations

import pytest

from bindrune.core.codegen.inference import kinds as k
from bindrune.core.codegen.inference.states import NATURALS, natural
from tests.codegen.tiers import agree, emitted

TOP = 9223372036854775807
HALF = 4611686018427387903
"""The double of this is just below the top."""

PROGRAMS = {
    "a counter near the end": f"let n = {TOP - 5}; for i in 0..9 {{ println!(\"{{}}\", n); n += 1; }}",
    "a counter near the least": f"let n = -{TOP - 5}; for i in 0..9 {{ println!(\"{{}}\", n); n -= 1; }}",
    "a field near the end": f"""
        struct P {{ n }}
        let p = P {{ n: {TOP - 2} }}; for i in 0..9 {{ p.n += 1; println!("{{}}", p.n); }}
    """,
    "an element near the end": f"let v = [{TOP - 2}]; for i in 0..9 {{ v[0] = v[0] + 1; println!(\"{{}}\", v[0]); }}",
    "twice a counter from far": f"let n = {k.FAR}; for i in 0..3 {{ n += 1; println!(\"{{}}\", n * 7 + n); }}",
    "twice a counter": f"let n = {HALF}; for i in 0..3 {{ n += 1; println!(\"{{}}\", n); let m = n + n; }}",
    "a counter that doubles": "let n = 1; loop { n += 1; n = n + n; println!(\"{}\", n); }",
    "a counter that doubles downwards": "let n = 0; loop { n -= 1; n = n + n; println!(\"{}\", n); }",
    "a product that overflows below a sum": f"let v = [{HALF}]; let y = v[0] * 3 + 1;",
    "a sum that overflows above a product": f"let v = [{HALF}]; let y = v[0] * 2 + 2;",
    "a product with nothing": f"let v = [{HALF}, 0]; println!(\"{{}}\", (v[0] + v[0] + 1 + 1) * v[1]);",
    "a remainder hides what overflows": f"let v = [{HALF}, 7]; println!(\"{{}}\", v[0] * 4 % v[1] + v[1]);",
    "a sum right of one that overflows": f"let v = [{HALF}, 7]; println!(\"{{}}\", v[0] * 3 + v[0] * 5);",
    "a sum left of a remainder": f"let v = [{TOP}, 7]; println!(\"{{}}\", (v[0] + v[1]) + v[0] * 2 % v[1]);",
    "arguments from two places": f"""
        fn add(a, b) {{ a + b }}
        for i in 0..9 {{ println!("{{}}", add(i, 7)); }}
        println!("{{}}", add({TOP}, 0)); add({TOP}, 1);
    """,
    "a range that ends before it begins": "for i in 7..3 { println!(\"{}\", i); } for i in 3..=3 { println!(\"=\"); }",
    "a range below zero": "for i in -3..2 { println!(\"{}\", i * 2 - 1); }",
    "ranges that end at a u64": """
        let v = [1, 2, 3]; let n = 0;
        for i in 0..v.len() { n += i * v[i]; }
        for i in 1..=v.len() { n = n * 10 + i; }
        for i in 7..v.len() { n += 1000; }
        fn f(a, b) { let n = a; for i in a..b { n += i; } n }
        fn g(b) { let n = 0; for i in 0..b { n += i; } n }
        println!("{} {} {} {} {}", n, f(1, v.len()), f(1u64, v.len()), g(v.len()), g(4));
    """,
    "a range that ends behind the last i64": "for i in 0..9223372036854775808u64 { println!(\"{}\", i); break; }",
    "a range that ends at a float": "fn g(b) { for i in 0..b { println!(\"{}\", i); } } g(2); g(2.0);",
    "remainders of negative numbers": "for i in -3..3 { println!(\"{} {} {}\", i % 2, i / 2, (i - 9) % 4); }",
    "what shrinks through zero": "let n = 3; while n > -3 { n -= 2; println!(\"{} {}\", n, n % 2); }",
    "bits": "for i in 0..300 { let m = (i & 12) | 3 ^ i; if m > 280 { println!(\"{} {}\", m, m >> 1); } }",
    "casts": "let v = [1]; for i in 0..3 { println!(\"{} {}\", v.len() as i64 - 2, (i as u64) as i64 + 1); }",
}  # fmt: skip


@pytest.mark.parametrize("name", PROGRAMS)
def test_tiers_agree(name: str) -> None:
    agree(PROGRAMS[name])


def test_small_numbers_do_not_overflow() -> None:
    text = emitted("""
        fn mixed(i, j) { (i + j) * (i * j + 1) / 2 }
        pub fn main() { for i in 0..200 { for j in 0..i { println!("{}", mixed(i, j)); } } }
    """)
    assert "x_check" not in text


def test_sums_of_small_numbers_do_not_overflow() -> None:
    text = emitted("""
        struct P { n }
        pub fn main() {
            let p = P { n: 0 }; let v = [0]; let sum = 0; let len = 1; let down = 0;
            for i in 0..200 { sum += i * 200; len = len + 1; p.n += i; v[0] = v[0] + 1; down -= 2; }
        }
    """)
    assert "x_check" not in text


def test_sums_of_large_numbers_are_tested() -> None:
    text = emitted("pub fn main() { let sum = 0; for i in 0..100000000 { sum += i; } }")
    assert "x_check" in text


def test_a_sum_is_tested_once_where_its_parts_are_smaller() -> None:
    text = emitted("pub fn main() { let v = [1]; for i in 0..9 { let y = v[0]; v[0] = y * 3 + y + 1; } }")
    assert text.count("> 1073741823") == 1
    assert text.count("x_check(") == 3


def test_states_of_naturals() -> None:
    assert [natural(bits) for bits in (0, 8, 9, 48, 49, 63, 99)] == ["n8", "n8", "n16", "n48", "nat", "nat", "nat"]
    assert list(NATURALS.values()) == sorted(NATURALS.values())


def test_bounds_of_sums() -> None:
    step = k.Kind("int", -k.STEP, k.STEP)
    grown = k.Kind("int", -k.GROWN, k.GROWN)
    far = k.Kind("int", -k.FAR, k.FAR)
    assert k.added(far, step) == k.added(step, far) == k.added(grown, step) == grown
    assert k.added(far, k.Kind("int", 0, k.STEP + 1)) == k.Kind("int", -k.FAR, k.FAR + k.STEP + 1)
    assert k.added(k.Kind("int", 0, k.FAR + 1), step) == k.Kind("int", -k.STEP, k.FAR + 1 + k.STEP)
    assert k.added(grown, grown).high > k.MAX
    assert k.negated(k.INT) == k.Kind("int", -k.MAX, k.MAX + 1)


def test_only_sums_are_grown() -> None:
    assert k.interval(0, k.GROWN).high == k.GROWN + 1
    assert k.interval(-k.GROWN, 0).low == -k.GROWN - 1
    assert k.added(k.Kind("int", 0, k.GROWN - k.FAR), k.Kind("int", 0, k.FAR)).high == k.GROWN + 1

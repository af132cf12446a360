"""Slices by a range, sums and equality of texts, equality of vectors: both tiers do the same, fuel included."""

from __future__ import annotations

import pytest

from tests.codegen.tiers import agree, emitted

_LONG = "x" * 4094

PROGRAMS = {
    "slices of a String": """
        let s = "a word";
        println!("{} {} {} {}", s[2..6], s[..1], s[2..], s[..]);
        println!("{} {} {}", s[0..=1], s[..=0], s[6..] + "|" + s[6..6]);
        for a in 0..3 { for b in a..6 { println!("{} {}", s[a..b] == "a", s[a..=b] != "or"); } }
        let n = s.len(); println!("{} {}", s[n..], s[1u64..n]);
    """,
    "slices of another text": """
        let s = "zwölf"; println!("{} {}", s[0..2], s[2..4] == "ö"); let t = s[4..]; t += "!"; println!("{}", t);
        println!("{}", s[0..3]);
    """,
    "a slice behind the end": "let s = \"abc\"; println!(\"{}\", s[1..2]); println!(\"{}\", s[1..4]);",
    "a slice from behind the end": "let s = \"abc\"; let n = 4; println!(\"{}\", s[n..] == \"\");",
    "a slice that ends before it begins": "let s = \"abc\"; println!(\"{}\", s[2..1] + \"x\");",
    "a slice from a negative bound": "let s = \"abc\"; let n = -1; println!(\"{}\", s[n..2]);",
    "a slice to a negative bound": "let s = \"abc\"; let n = -1; println!(\"{}\", s[..=n]);",
    "bounds of another type": "let s = \"abc\"; println!(\"{}\", s[\"a\"..2] == \"a\");",
    "bounds of floats": "let s = [1, 2]; println!(\"{}\", s[0.5..] == [1]);",
    "bounds that do something": """
        fn say(x) { println!("{}", x); x }
        let s = "abcdef"; println!("{}", s[say(1)..say(3)] + "!" == `${say("bc")}!`);
        println!("{}", s[{ s = "xyz"; 0 }..2]); println!("{}", s[say(2)..say(1)] + `${say(5)}`);
    """,
    "bounds of any type": """
        fn cut(s, a, b) { s[a..b] }
        println!("{} {:?} {}", cut("abc", 1, 2), cut([1, 2, 3], 1, 3), cut("abc", 0u64, 3u64));
        println!("{}", cut((1, 2), 0, 1));
    """,
    "a String that grew": """
        let s = "ab"; s += "cd"; println!("{} {}", s[1..3], s[1..3] == "bc"); s.clear(); println!("{}", s[0..0] == "");
    """,
    "a String that was moved": "let s = \"abc\"; drop(s); println!(\"{}\", s[0..1] == \"a\");",
    "a slice that is changed": """
        let s = "abc"; let t = s[0..2]; t += "!"; t.push('?'); println!("{} {}", s, t);
    """,
    "long texts": f"""
        let s = "{_LONG}"; s += "abcd"; println!("{{}}", (s[0..4000] + "abc").len());
        let t = "{_LONG}"; println!("{{}} {{}}", (t[0..] + "abc").len(), t[1..] + "yz" == "{_LONG[1:]}yz");
        println!("{{}}", s[4090..] == "xxxxabcd");
    """,
    "sums of texts": """
        fn say(x) { println!("{}", x); x }
        let s = "ab"; println!("{}", "a" + "b" + `${say(1)}` + s[0..1] + "d");
        println!("{} {}", "a" + "b" == s, s + "c" == "a" + "bc");
        let t = "x" + "y"; t += "a" + `${t}`; println!("{}", t);
        println!("{}", "a" + "b" + s + "c" + s[1..] + "1" + "2" + "3" + "4" + "5" + "6" + "7" + "8");
        println!("{}", "a" + `${say(2)}` + 1);
    """,
    "equality of texts": """
        fn same(a, b) { (a == "x", "x" == a, a != `x`, a == b, `${a}` == `${b}`) }
        println!("{:?} {:?}", same("x", "x"), same("y", "x")); let s = "x"; s += "y";
        println!("{} {} {}", s == "xy", "xy" != s, `${s}` == "xy"); println!("{:?}", same(1, 1));
    """,
    "a text and a char": "let c = 'x'; println!(\"{}\", c == \"x\");",
    "a text and a String that was moved": "let s = \"x\"; drop(s); println!(\"{}\", s == \"x\");",
    "a text and no String": "fn f(s) { \"x\" == s } println!(\"{}\", f(\"x\")); println!(\"{}\", f([1]));",
    "a text and an own equality": """
        struct P { x } impl P { fn partial_eq(self, other) { true } }
        fn f(s) { s != "x" } println!("{}", f("y")); println!("{}", f(P { x: 1 }));
    """,
    "equality of vectors": """
        fn say(x) { println!("{}", x); x }
        let v = [1, 2, 3, 4];
        for i in 0..5 { println!("{} {} {}", v[i..] == [3, 4], v[..i] != [1, 2], v[i..] == v[..]); }
        println!("{} {} {}", [say(1), say(2)] == [say(1), say(2)], [1] == v, v == [1, 2, 3, 4]);
        println!("{} {} {}", [] == [], v[0..0] == [], [1.5] == [1.5]);
        let nan = 0.0 / 0.0; println!("{}", [nan] == [nan]);
        println!("{} {}", ["a"] == ["a"], [[1], [2]] == [[1], [2]]); println!("{}", v == (1, 2, 3, 4));
        println!("{}", [1, 2] == [1, 2u64]); println!("{}", [1, 2] == [1, 2.0]);
    """,
    "equality of long vectors": """
        let v = []; for i in 0..600 { v.push(i); } println!("{} {}", v[1..] == v[..599], v[..599] == v[0..599]);
        println!("{} {}", v == [0, 1], [0, 1] == v[..300]);
    """,
    "a vector and something else": "let v = [1, 2]; println!(\"{}\", [1, 2] == \"a\");",
    "a vector that was moved": "let v = [1, 2]; drop(v); println!(\"{}\", v == [1, 2]);",
    "a slice of a vector that is changed": """
        let v = [[1], [2], [3]]; let w = v[1..]; w[0].push(5); w.push([6]); println!("{:?} {:?} {:?}", v, w, v[..=1]);
        let n = [1, 2, 3]; let m = n[0..2]; m.push("text"); m[0] = 9; println!("{:?} {:?} {}", n, m, n[0] + 1);
        println!("{}", m[2] + 1);
    """,
    "a slice of a vector behind its end": "let v = [1, 2]; println!(\"{:?}\", v[1..]); println!(\"{:?}\", v[1..3]);",
    "a slice of a vector from behind its end": "let v = [1, 2]; let n = 3; println!(\"{}\", v[n..] == [1]);",
    "a slice of a vector from a negative bound": "let v = [1, 2]; let n = -1; println!(\"{}\", v[n..] == [1]);",
    "a slice of a borrowed vector": "let v = [1, 2]; for x in v { let w = v[..x]; w.push(x); println!(\"{:?}\", w); }",
    "when elements of a slice die": """
        fn f(v) { let w = v[0..1]; drop(v); w[0].push(1); w }
        let inner = [0]; println!("{:?}", f([inner, [1]])); let it = [inner][0..][0].iter(); drop(it);
        inner.push(2); println!("{:?}", inner);
    """,
    "no range": "let v = [1, 2]; let r = 0..1; println!(\"{:?}\", v[r]); println!(\"{}\", \"abc\"[r] == \"a\");",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_tiers_agree(name: str) -> None:
    agree(PROGRAMS[name])


@pytest.mark.parametrize("name", [name for name, program in PROGRAMS.items() if "fn " not in program])
def test_tiers_agree_where_functions_suspend(name: str) -> None:
    """What waits in a frame is a value: nothing is left unmade there."""
    agree(f"async fn all() {{ {PROGRAMS[name]} }} all().await;")


def test_texts_are_not_made() -> None:
    text = emitted(
        'pub fn main() { let s = "a text"; let n = 0; for i in 0..4 { if s[i..i + 2] + "!" == "a!" { n += 1; } } n }'
    )
    assert "string('a!')" not in text and "x_add(" not in text and "x_eq(" not in text


def test_lists_of_i64_are_compared_as_they_are() -> None:
    text = emitted("pub fn main() { let v = [1, 2]; let n = 0; for i in 0..3 { if v[i..] == [2] { n += 1; } } n }")
    assert "== [2])" in text and "x_eq" not in text
    text = emitted("pub fn main() { let v = [1.5]; v == [1.5] }")
    assert "x_eq(" in text

"""Options and Results that are followed: both tiers do the same, fuel included."""

from __future__ import annotations

import pytest

from tests.codegen.tiers import agree, emitted

PROGRAMS = {
    "errors are handed on": """
        enum Problem { Empty, NotANumber(text), OutOfRange { value, limit } }
        fn number(text) {
            if text.is_empty() { return Err(Problem::Empty); }
            match text.parse::<i64>() { Ok(n) => Ok(n), Err(_) => Err(Problem::NotANumber(text)) }
        }
        fn within(value, limit) { if value > limit { Err(Problem::OutOfRange { value, limit }) } else { Ok(value) } }
        fn first(fields) { let field = fields.get(0)?; Some(field.len() as i64) }
        fn order(fields) {
            let count = within(number(fields[0])?, 50)?;
            let price = within(number(fields[1])?, 900)?;
            Ok(count * price - number(fields[2]).unwrap_or(5))
        }
        pub fn main() {
            for fields in [["3", "100", "7"], ["50", "899", ""], ["", "1", "1"], ["x", "1", "1"], ["51", "3", "1"]] {
                println!("{:?}", first(fields));
                match order(fields) {
                    Ok(total) => println!("{}", total),
                    Err(Problem::Empty) => println!("empty"),
                    Err(Problem::NotANumber(text)) => println!("no {}", text),
                    Err(Problem::OutOfRange { value, limit }) => println!("{}", value - limit),
                }
            }
            println!("{:?} {:?}", first([]), number("9").is_ok());
            order(["1"]);
        }
    """,
    "kinds of payloads differ": """
        fn pick(n) { if n == 0 { None } else if n == 1 { Some(1) } else { Some("two") } }
        fn hand(n) { let x = pick(n)?; Some([x]) }
        fn result(n) { if n == 0 { Err("zero") } else if n == 1 { Ok(1.5) } else { Err(2) } }
        fn on(n) { let x = result(n)?; Ok(#{ x }) }
        pub fn main() {
            for n in 0..3 {
                println!("{:?} {:?} {:?}", hand(n), on(n), result(n).unwrap_or(7));
                match on(n) { Ok(o) => println!("{}", o.x + 1.0), Err(e) => println!("{:?}", e) }
                if let Some([x]) = hand(n) { println!("{}", x); }
                if let Err(e) = on(n) { println!("{}", e); }
            }
        }
    """,
    "the same None in two places": """
        struct S { opt }
        fn hand(s) { let x = s.opt?; Some(x) }
        pub fn main() {
            let s = S { opt: None };
            let r = hand(s);
            drop(r);
            match s.opt { Some(x) => println!("{}", x), None => println!("none") }
        }
    """,
    "the same Err in two places": """
        struct S { res }
        fn hand(s) { let x = s.res?; Ok(x) }
        pub fn main() {
            let s = S { res: Err([1]) };
            let r = hand(s);
            drop(s.res);
            match r { Ok(x) => println!("{}", x), Err(x) => println!("{:?}", x) }
        }
    """,
    "an Option that changes": """
        pub fn main() {
            let o = Some(1);
            println!("{:?} {:?}", o.take(), o);
            match o { Some(n) => println!("{}", n), None => println!("none") }
            let p = o;
            drop(p);
            println!("{}", o.is_some());
        }
    """,
    "an Option that was moved": """
        fn asked(o) { match o { Some(n) => n, None => 0 } }
        pub fn main() { let o = Some(1); println!("{}", asked(o)); drop(o); println!("{}", asked(o)); }
    """,
    "a Result that was moved": """
        fn asked(r) { let n = r?; Ok(n) }
        pub fn main() { let r = Ok(1); println!("{:?}", asked(r)); drop(r); println!("{:?}", asked(r)); }
    """,
    "? on what is neither": """
        fn asked(x) { let n = x?; Some(n) }
        pub fn main() { println!("{:?} {:?}", asked(Some(1)), asked(None)); println!("{:?}", asked(5)); }
    """,
    "? on Options and Results": """
        fn asked(x) { let n = x?; n }
        pub fn main() {
            println!("{:?} {:?} {:?} {:?}", asked(Some(1)), asked(None), asked(Ok([2])), asked(Err("e")));
        }
    """,
    "no arm fits": """
        fn asked(r) { match r { Ok(0) => "zero", Err(_) => "err" } }
        fn only(r) { match r { Ok(n) => n } }
        pub fn main() {
            println!("{:?} {:?} {:?}", asked(Ok(0)), asked(Ok(1)), asked(Err(1)));
            println!("{:?} {:?}", only(Ok(0)), only(Err(1)));
        }
    """,
    "patterns within": """
        pub fn main() {
            for r in [Ok(Some(1)), Ok(None), Err((1, "x"))] {
                match r {
                    Ok(Some(n)) => println!("{}", n),
                    Ok(None) => println!("nothing"),
                    Err((n, s)) => println!("{} {}", n, s),
                }
            }
            let own = if [1].len() == 1u64 { Ok(Some([4])) } else { Err(2) };
            if let Ok(Some([n])) = own { println!("{}", n + 1); }
            let Ok(x) = own;
            println!("{:?}", x);
            let Err(y) = own;
        }
    """,
    "what is read": """
        pub fn main() {
            for text in ["1", "-7", "+3", "x", "", "9223372036854775808", " 1"] {
                println!("{:?} {:?}", text.parse::<i64>().unwrap_or(-1), text.parse::<f64>().is_ok());
                if let Ok(n) = text.parse::<i64>() { println!("{}", n + 1); }
            }
            let s = "4";
            s += "2";
            println!("{:?}", s.parse::<i64>());
            drop(s);
            println!("{:?}", s.parse::<i64>());
        }
    """,
    "payloads of what is not made": """
        fn first(v) { let x = v.get(0)?; Some(x + 1) }
        fn last(v) { let it = [v.pop()?]; Some(it) }
        fn all(v) { let sum = 0; for i in 0..9 { sum += v.get(i)?; } Some(sum) }
        fn num(s) { match s.parse::<i64>() { Ok(n) => n, Err(_) => -1 } }
        fn num2(s) { match s.parse::<i64>() { Ok(n) => n, Err(e) => `${e is String}` } }
        fn num3(s) { if let Ok(n) = s.parse::<i64>() { n } else { "no" } }
        fn num4(s) { match s.parse::<i64>() { Ok(5) => "five", Ok(n) => n, _ => "other" } }
        fn num5(s) { match s.parse::<i64>() { Some(5) => "five", _ => "other" } }
        fn num6(s) { match s.parse::<i64>() { Err(_) => "err", Ok(n) => n } }
        fn num7(s) { match s.parse::<f64>() { Err(_) => "err", Ok(n) => n } }
        struct P;
        impl P { fn parse(self) { Ok(77) } }
        pub fn main() {
            println!("{:?} {:?} {:?} {:?}", first([1]), first([]), last([3, 4]), last([]));
            println!("{:?} {:?}", all([1, 2]), all([1, 2, 3, 4, 5, 6, 7, 8, 9]));
            for s in ["1", "5", "-7", "+3", "x", "", "9223372036854775808", "-9223372036854775808",
                "0000000000000000000000000001", " 1",
                "1_0", "\\u{663}"] {
                println!("{:?} {:?} {:?} {:?}", num(s), num2(s), num3(s), num4(s));
                println!("{:?} {:?} {:?}", num5(s), num6(s), num7(s));
            }
            println!("{:?}", P.parse());
            if let Ok(n) = P.parse() { println!("{}", n); }
            let s = "4";
            s += "2";
            println!("{}", num(s));
            let Ok(n) = s.parse::<i64>();
            println!("{}", n);
            let Ok(n) = "x".parse::<i64>();
        }
    """,
    "methods that give": """
        pub fn main() {
            let ok = Ok(1);
            let err = Err("e");
            println!("{} {} {} {}", ok.is_ok(), ok.is_err(), err.is_ok(), err.is_err());
            println!("{} {} {}", ok.unwrap(), ok.unwrap_or(2), err.unwrap_or(3));
            println!("{} {:?}", ok.expect("fine"), Some(4).unwrap_or(5));
            println!("{}", err.unwrap());
        }
    """,
    "a program's own Ok": """
        enum R { Ok(x), Err(x) }
        pub fn main() {
            let r = R::Ok(1);
            match r { R::Ok(x) => println!("{}", x), R::Err(x) => println!("{}", x) }
            match r { Ok(x) => println!("{}", x), _ => println!("not the library's") }
        }
    """,
    "in vectors and maps": """
        use std::collections::HashMap;
        pub fn main() {
            let all = [];
            for i in 0..4 { all.push(if i % 2 == 0 { Ok(i) } else { Err(`${i}`) }); }
            let sum = 0;
            for r in all { match r { Ok(n) => sum += n, Err(s) => { s.push('!'); println!("{}", s); } } }
            let m = HashMap::new();
            m.insert("a", Some(1));
            m.insert("b", None);
            match m.get("a") { Some(Some(n)) => sum += n, Some(None) => sum += 100, None => sum += 1000 }
            match m.get("b") { Some(Some(n)) => sum += n, Some(None) => sum += 100, None => sum += 1000 }
            println!("{} {:?}", sum, all);
            drop(all[0]);
            match all[0] { Ok(n) => println!("{}", n), Err(s) => println!("{}", s) }
        }
    """,
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_both_tiers(name: str) -> None:
    agree(PROGRAMS[name], script=False)


def test_own_results_are_not_asked_whether_they_can_be_read() -> None:
    text = """
        fn half(n) { if n % 2 == 0 { Ok(n / 2) } else { Err("odd") } }
        fn quarter(n) { Ok(half(half(n)?)?) }
        pub fn main() { let sum = 0; for i in 0..9 { match quarter(i) { Ok(n) => sum += n, Err(_) => sum -= 1 } } sum }
    """
    python = emitted(text)
    assert "unlike" not in python
    assert "leaving" not in python
    assert "x_" not in python.replace("x_check", "")

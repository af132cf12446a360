"""Deliberate faults: statements that end a program in a panic, in places of every kind."""

from __future__ import annotations

import re

from tests.differential.items import Items
from tests.differential.rune_types import FLOAT, INT, STR

# Expressions that panic. Names of items they need are in every program.
EXPRESSIONS = (
    '1 + "x"',
    '"x" + 1',
    "1 + 1.5",
    "1.5 + 1",
    "true + 1",
    "[1] + [2]",
    "() + 1",
    "'a' + 'b'",
    "1 - ()",
    '"a" - "b"',
    "#{} + 1",
    "None + 1",
    "1 == 1.0",
    "1 == true",
    "'a' == \"a\"",
    '"1" == 1',
    "() == (1,)",
    "Some(1) == 1",
    "[1] == 1",
    "[1] < (2,)",
    "#{} == [1]",
    "1 < 'a'",
    "true < 1",
    "Some(1) < [1]",
    "!5.0",
    "-true",
    '-"a"',
    "!None",
    "-b'a'",
    '"a" as i64',
    "1 as bool",
    "true as i64",
    "1 as char",
    '"abc"[0]',
    "[1, 2][5]",
    "(1, 2)[2]",
    "[1][-1]",
    "[1][1.0]",
    "#{ a: 1 }[0]",
    "5[0]",
    "None.0",
    "(1, 2).5",
    "#{ a: 1 }.b",
    '#{ a: 1 }["b"]',
    "5.x",
    "(1, 2).x",
    "5()",
    '"f"()',
    "().nothing()",
    "5.nothing()",
    "[1].nothing(2)",
    "Some(1).nothing()",
    "1.5.pow(2)",
    "[1].push()",
    "[1].push(1, 2)",
    '"a".push("b")',
    '"a".push_str(1)',
    "[1].insert(9, 1)",
    "[1].remove(3)",
    "[].remove(0)",
    "None.unwrap()",
    'None.expect("nothing here")',
    'Err("bad").unwrap()',
    'Err("bad").expect("told")',
    "9223372036854775807 + 1",
    "i64::MIN - 1",
    "i64::MAX * 2",
    "-i64::MIN",
    "1 / 0",
    "1 % 0",
    "i64::MIN / -1",
    "1 << 64",
    "1 >> 64",
    "1 << -1",
    "0u64 - 1",
    "u64::MAX + 1",
    "5u64 + -1",
    "1.pow(-1)",
    '1.pow("a")',
    "1.0.powf(2)",
    "5.wrapping_div(0)",
    "char::from_i64(-1)",
    "'a'.to_digit(99)",
    'b"abc"[9]',
    '"abc"[2..1]',
    '"é"[1..]',
    "[1, 2][1..5]",
    "f64::NAN.cmp(1.0)",
    "[1, 'a'].sort()",
    "[2.0, f64::NAN, 1.0].sort()",
    "[1, 2u64].sort()",
    'std::cmp::max(1, "a")',
    "[1].iter().map(5)",
    "[1].iter().map(|| 1).next()",
    "[1].iter().filter(|x| 1).next()",
    "[1].iter().filter_map(|x| x).next()",
    "[1].iter().flat_map(|x| x).next()",
    '[1, "a"].iter().sum::<i64>()',
    "[1.5].iter().sum::<i64>()",
    "[1].iter().collect::<String>()",
    "[1].iter().nothing()",
    "[1].iter().len()",
    '"abc".chars().enumerate().rev().next()',
    "(0..).iter().rev()",
    "(0.0..1.0).iter()",
    "('a'..3).iter()",
    "(0..'c').iter()",
    "5.await",
    "Some(1)?.x",
    "(|a| a)()",
    "(|a, b| a)(1)",
    "Some(1).map(2)",
    "Some(1).and_then(|x| x)",
    "Some(5).transpose()",
    'panic!("stopped at {}", 7)',
    "assert!(1 == 2)",
    'assert!(false, "why {}", 3)',
    "assert_eq!(1, 2)",
    'assert_eq!([1], [2], "lists")',
    'assert_ne!("a", "a")',
    'println!("{}", [1])',
    'println!("{}", Some(1))',
    'format!("{}", ())',
    "`${(1, 2)}`",
    'println!("{:x}", "a")',
    'println!("{:b}", 1.5)',
    "println(5)",
    "Bytes::from_vec([300])",
    "Bytes::from_vec(['a'])",
    '"x".get(0)',
    "[1].get(-1)",
    "[1].extend(5)",
    "[1].resize(-1, 0)",
    "Object::new().insert(1, 2)",
    "std::mem::snapshot(1).unwrap()",
)

# Statements that panic, most of them for access.
STATEMENTS = (
    "let gone = [1]; drop(gone); gone.len();",
    'let gone = "a"; drop(gone); println!("{}", gone);',
    "let gone = [1]; drop(gone); drop(gone);",
    "let held = [1, 2]; for x in held { held.push(x); }",
    "let held = [1]; let it = held.iter(); held.push(2);",
    "let held = [1]; let it = held.iter(); drop(held);",
    "let text = \"a\"; let it = text.chars(); text.push('b');",
    'let s = "a"; s += s;',
    "let held = [1]; held.extend(held);",
    "let o = #{ a: 1 }; for k in o.keys() { o.b = 2; }",
    "let held = [3, 1]; held.sort_by(|a, b| { held.len(); a.cmp(b) });",
    "let f = |x| x; Some(1).map(f); f(1);",
    "let g = (|| { yield 1; })(); for x in g {} g.next();",
    "let g = (|| { yield 1; })(); g.resume(()); g.resume(()); g.resume(());",
    "let w = async { 1 }; w.await; w.await;",
    "let v = [1]; let alias = v; let f = move || v; f(); alias.len();",
    "let [a] = [1, 2];",
    "let (a, b) = (1, 2, 3);",
    "let Some(x) = None;",
    "let #{ a } = #{ b: 1 };",
    "for (a, b) in [1] {}",
    "let v = [1]; v[5] = 2;",
    "let t = (1, 2); t.7 = 3;",
    "let t = (1, 2); t[0] = 3;",
    "let n = 5; n.x = 1;",
    "let n = 5; n += 1.0;",
    "let o = #{}; o.x += 1;",
    "let u = (); u += 1;",
    "let v = [1]; v -= 1;",
    'let s = "a"; s += 1;',
    "fn lone(a) { a } lone(1, 2);",
    "for x in 5 {}",
    'for x in "abc" {}',
    "for x in Ok(1) {}",
    "let r = 0..3; r.nothing = 1;",
    "let k = None; k.0 = 1;",
    "let e = Err(1); e.2 = 2;",
    "struct Solo; let s = Solo; s.x;",
    "struct Solo { x } let s = Solo { x: 1 }; s.y = 2;",
    "struct Solo { x } let s = Solo { x: 1 }; s.go();",
    "struct Solo(x); Solo(1) + 1;",
    'struct Solo(x); Solo(1) < Solo("a");',
    "enum Two { A, B(x) } Two::A + 1;",
    'enum Two { A, B(x) } Two::B(1).0 += "a";',
    'struct Solo { x } println!("{}", Solo { x: 1 });',
    "struct Solo(x); for x in Solo(1) {}",
    "let s = select { x = 5 => x };",
    "std::future::join(5).await;",
    "std::future::join([1]).await;",
    "std::future::join([async { 1 / 0 }]).await;",
)

WAITS = re.compile(r"\.await|\bselect\b")
"""What can stand in asynchronous code only."""


class Faults(Items):
    """Writes the statement that ends a program."""

    def fault(self) -> None:
        """One fault, at a place of some kind."""
        waits = self.place.asynchronous
        if self.chance(0.45):
            text = self.random.choice([one for one in STATEMENTS if waits or not WAITS.search(one)])
            self.used["fault statement"] += 1
            simple = (
                ".await" not in text
                and "struct" not in text
                and "enum" not in text
                and "select" not in text
            )
        else:
            expression = self.random.choice([one for one in EXPRESSIONS if waits or not WAITS.search(one)])
            self.used["fault expression"] += 1
            text = (
                f"let wrong = {expression};"
                if self.chance(0.5)
                else f'println!("{{:?}}", {expression});'
            )
            simple = ".await" not in text and "?" not in expression
        places = ["here", "here", "here", "block", "if", "loop"]
        if simple:
            places += ["closure", "callback", "function", "generator", "sort"]
        if waits:
            places.append("async")
        place = self.random.choice(places)
        self.used[f"fault in {place}"] += 1
        for line in self.wrapped(place, text):
            self.emit(line)

    def wrapped(self, place: str, text: str) -> list[str]:
        """The lines that run a fault at a place."""
        before = f'println!("{{:?}}", {self.expr(self.random.choice((INT, STR, FLOAT)), 1)});'
        if place == "block":
            return ["{", f"    {before}", f"    {text}", "}"]
        if place == "if":
            return ["if 1 < 2 {", f"    {text}", "}"]
        if place == "loop":
            return [
                "for round in 0..3 {",
                '    println!("{}", round);',
                f"    if round == 1 {{ {text} }}",
                "}",
            ]
        if place == "closure":
            return [
                "let faulty = |n| {",
                f"    {text}",
                "    n + 1",
                "};",
                'println!("{:?}", faulty(1));',
            ]
        if place == "callback":
            return [
                f"let results = [1, 2].iter().map(|n| {{ {text} n + 1 }});",
                'println!("{:?}", results.next());',
            ]
        if place == "function":
            return [
                "fn faulty(n) {",
                "    if n > 0 { return faulty(n - 1) + 1; }",
                f"    {text}",
                "    n",
                "}",
                'println!("{}", faulty(3));',
            ]
        if place == "generator":
            return [
                "fn faulty() {",
                "    yield 1;",
                f"    {text}",
                "    yield 2;",
                "}",
                'for item in faulty() { println!("{}", item); }',
            ]
        if place == "async":
            return [
                "async fn faulty(n) {",
                f"    {text}",
                "    n",
                "}",
                'println!("{}", faulty(1).await);',
            ]
        if place == "sort":
            return [f"let sorted = [2, 1]; sorted.sort_by(|a, b| {{ {text} a.cmp(b) }});"]
        return [text]

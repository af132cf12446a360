"""Small programs for the table of forms (`forms.py`): for each node of the IR one or more that have it.

An example is a note on what is known there, the function `f` that has the node, what else the program needs, and the
calls that make the function known. The first node of its class in `f` is shown.
"""

from __future__ import annotations

from typing import NamedTuple


class Example(NamedTuple):
    """A program with a node: the items, among them `f`, and the body that calls it."""

    note: str
    items: str
    body: str


_POINT = "struct P { x, y } "
_MAYBE = "enum E { A(n), B { n }, C } "

EXAMPLES: dict[str, tuple[Example, ...]] = {
    "Const": (Example("", "fn f() { 3 }", "f();"),),
    "Str": (Example("", 'fn f() { "text" }', "f();"),),
    "ByteStr": (Example("", 'fn f() { b"text" }', "f();"),),
    "Fresh": (Example("", "const K = [1, 2]; fn f() { K }", "f();"),),
    "TypeRef": (Example("", "fn f() { i64 }", "f();"),),
    "FnRef": (Example("", "fn g() { 1 } fn f() { g }", "f();"),),
    "Local": (Example("", "fn f(n) { n }", "f(1);"),),
    "Take": (Example("", "fn f(v) { move || v.len() }", "f([1])();"),),
    "Bind": (
        Example("an inline value", "fn f(n) { let m = n + 1; m * m }", "f(2);"),
        Example("a vector", "fn f(n) { let v = [n]; v }", "f(2);"),
    ),
    "SetLocal": (Example("", "fn f(n) { let m = 0; m = n; m }", "f(2);"),),
    "LetPat": (Example("", "fn f(t) { let (a, b) = t; a + b }", "f((1, 2));"),),
    "StaticGet": (Example("", "static S = 1; fn f() { S }", "f();"),),
    "StaticSet": (Example("", "static S = 1; fn f(n) { S = n; }", "f(2);"),),
    "Unary": (
        Example("an int", "fn f(n) { -n }", "f(1);"),
        Example("anything", "fn f(a) { !a }", "f(true); f([1]); f(2);"),
    ),
    "Binary": (
        Example("ints of few bits", "fn f(a, b) { a + b }", "f(1, 2);"),
        Example("ints that may overflow", "fn f(v) { v[0] * v[1] - 1 }", "f([4611686018427387904, 2]);"),
        Example("floats", "fn f(a, b) { a * b + 1.0 }", "f(1.5, 2.5);"),
        Example("anything", "fn f(a, b) { a + b }", 'f(1, 2); f("a", "b");'),
        Example("a division", "fn f(a, b) { a / b }", "for i in -3..4 { f(i, i); }"),
        Example("an order", "fn f(a, b) { a < b }", "f(1, 2);"),
        Example("equality of Strings", "fn f(a, b) { a == b }", 'f("a", "b");'),
    ),
    "And": (Example("", "fn f(a, b) { a > 1 && b > 1 }", "f(1, 2);"),),
    "Or": (Example("", "fn f(a, b) { a > 1 || b > 1 }", "f(1, 2);"),),
    "Is": (Example("", "fn f(a) { a is i64 }", 'f(1); f("a");'),),
    "As": (
        Example("an int", "fn f(a) { a as f64 }", "f(1);"),
        Example("anything", "fn f(a) { a as i64 }", "f(1); f(1.5);"),
    ),
    "OpLocal": (
        Example("ints", "fn f(a, b) { a += b; a }", "f(1, 2);"),
        Example("a String and a text", 'fn f(s) { s += "b"; s }', 'f("a");'),
        Example("anything", "fn f(a, b) { a -= b; a }", "f(1, 2); f(1.5, 2.5); f([1], 2);"),
    ),
    "OpStatic": (Example("", "static S = 1; fn f(n) { S += n; }", "f(2);"),),
    "OpField": (
        Example("a struct of the program", f"{_POINT}fn f(p) {{ p.x += 1; }}", "f(P { x: 1, y: 2 });"),
        Example("anything", "fn f(o) { o.x += 1; }", "f(#{ x: 1 }); f([1]);"),
    ),
    "OpTupleField": (Example("", "fn f(t) { t.0 += 1; }", "f((1, 2));"),),
    "Field": (
        Example("a struct of the program", f"{_POINT}fn f(p) {{ p.x }}", "f(P { x: 1, y: 2 });"),
        Example("anything", "fn f(o) { o.x }", "f(#{ x: 1 }); f([1]);"),
    ),
    "TupleField": (Example("", "fn f(t) { t.1 }", "f((1, 2)); f([1]);"),),
    "Index": (
        Example("a vector that is known, an int", "fn f(v, i) { v[i] }", "f([1, 2], 0);"),
        Example("anything", "fn f(v, i) { v[i] }", 'f([1, 2], 0); f(#{ a: 1 }, "a");'),
    ),
    "SetField": (Example("a struct of the program", f"{_POINT}fn f(p, n) {{ p.x = n; }}", "f(P { x: 1, y: 2 }, 3);"),),
    "SetTupleField": (Example("", "fn f(t, n) { t.1 = n; }", "f((1, 2), 3); f([1], 3);"),),
    "SetIndex": (Example("a vector that is known, an int", "fn f(v, i, n) { v[i] = n; }", "f([1, 2], 0, 5);"),),
    "Call": (
        Example("", "fn g(n) { while n > 9 { n -= 1; } n } fn f(n) { g(n + 1) }", "f(1);"),
    ),
    "NativeCall": (Example("", "fn f(n) { String::from(n) }", 'f("a");'),),
    "Construct": (Example("", f"{_MAYBE}fn f(n) {{ E::A(n) }}", "f(1);"),),
    "ConstructNamed": (Example("", f"{_POINT}fn f(n) {{ P {{ y: n, x: 1 }} }}", "f(1);"),),
    "NativeConst": (),
    "CallValue": (Example("", "fn f(g, n) { g(n) }", "f(|n| n + 1, 1); f(|n| n + 2, 1);"),),
    "CallMethod": (
        Example(
            "a method of the program's structs",
            f"{_POINT}impl P {{ fn sum(self) {{ self.x }} }} fn f(p) {{ p.sum() }}",
            "f(P { x: 1, y: 2 });",
        ),
        Example("a vector that is known", "fn f(v, n) { v.push(n); }", "f([1], 2);"),
        Example("anything", "fn f(v) { v.len() }", 'f([1]); f("a"); f((1, 2));'),
        Example("a chain", "fn f(v) { v.iter().map(|n| n * 2).filter(|n| n > 2).sum::<i64>() }", "f([1, 2]);"),
    ),
    "MakeTuple": (Example("", "fn f(a, b) { (a, b) }", "f(1, 2);"),),
    "MakeVec": (Example("", "fn f(a, b) { [a, b] }", "f(1, 2);"),),
    "MakeObject": (Example("", "fn f(a, b) { #{ a, b } }", "f(1, 2);"),),
    "MakeRange": (Example("", "fn f(a, b) { a..b }", "f(1, 2);"),),
    "MakeClosure": (Example("", "fn f(n) { |m| n + m }", "f(1)(2);"),),
    "AsyncBlock": (Example("", "fn f(n) { async { n + 1 } }", "f(1).await;"),),
    "Block": (Example("one whose local dies", "fn f(n) { let m = { let v = [n]; v.len() }; m }", "f(1);"),),
    "LabelBlock": (Example("", "fn f(n) { let m = 'a: { if n > 1 { break 'a 5; } n }; m }", "f(1);"),),
    "If": (
        Example("for what it does", "fn f(n) { let m = 0; if n > 1 { m = 1; } else { m = 2; } m }", "f(1);"),
        Example("as what the function returns", "fn f(n) { if n > 1 { 1 } else { n } }", "f(1);"),
        Example("as a value", "fn f(n) { let m = if n > 1 { 1 } else { n }; m }", "f(1);"),
    ),
    "Matches": (Example("", "fn f(o) { if let Some(n) = o { n } else { 0 } }", "f(Some(1)); f(None);"),),
    "Match": (
        Example(
            "without guards",
            f"{_MAYBE}fn f(e) {{ match e {{ E::A(n) => n, E::B {{ n }} => n * 2, _ => 0 }} }}",
            "f(E::A(1)); f(E::B { n: 2 }); f(E::C);",
        ),
        Example(
            "with a guard, as a value", "fn f(n) { let m = match n { 0 => 5, n if n > 3 => n, _ => 1 }; m }", "f(1);"
        ),
    ),
    "Loop": (Example("", "fn f(n) { loop { n += 1; if n > 9 { break n; } } }", "f(1);"),),
    "While": (
        Example("", "fn f(n) { while n < 9 { n += 1; } n }", "f(1);"),
        Example("with a pattern", "fn f(v) { let t = 0; while let Some(n) = v.pop() { t += n; } t }", "f([1, 2]);"),
    ),
    "For": (
        Example("a range", "fn f(n) { let t = 0; for i in 0..n { t += i; } t }", "f(9);"),
        Example("a vector", "fn f(v) { let t = 0; for n in v { t += n; } t }", "f([1, 2]);"),
        Example("anything", "fn f(v) { for n in v { println!(\"{}\", n); } }", "f([1, 2]); f((1, 2)); f(Some(3));"),
    ),
    "Break": (
        Example("out of a loop", "fn f(n) { loop { n += 1; if n > 9 { break; } } n }", "f(1);"),
        Example("out of two", "fn f(n) { 'a: loop { loop { n += 1; if n > 9 { break 'a; } } } n }", "f(1);"),
    ),
    "Continue": (Example("", "fn f(n) { for i in 0..n { if i > 3 { continue; } n += 1; } n }", "f(1);"),),
    "Return": (Example("", "fn f(n) { if n > 1 { return 5; } n }", "f(1);"),),
    "Try": (Example("", "fn f(o) { let n = o?; Some(n + 1) }", "f(Some(1));"),),
    "Await": (Example("", "async fn f(g) { g.await }", "f(async { 1 }).await;"),),
    "Yield": (Example("", "fn f(n) { let m = yield n; yield m; }", "f(1).next();"),),
    "Select": (
        Example("", "async fn f(a, b) { select { x = a => x, y = b => y } }", "f(async { 1 }, async { 2 }).await;"),
    ),
    "Template": (
        Example("an int", "fn f(n) { `${n} of` }", "f(1);"),
        Example("with a format", 'fn f(n) { format!("{:>5}", n) }', "f(1);"),
        Example("anything", "fn f(a, b) { `${a}${b}` }", 'f("a", 1); f(1, [1]);'),
    ),
    "Format": (),
    "Panic": (Example("", 'fn f(n) { panic!("no {}", n) }', "if [1].len() > 3 { f(1); }"),),
    "AnyPat": (),
    "BindPat": (),
    "ConstPat": (Example("", "fn f(n) { match n { 7 => 1, true => 2, _ => 3 } }", "f(7); f(true); f(1.5);"),),
    "StrPat": (Example("", 'fn f(s) { match s { "a" => 1, _ => 2 } }', 'f("a"); f(1);'),),
    "BytesPat": (Example("", 'fn f(s) { match s { b"a" => 1, _ => 2 } }', 'f(b"a"); f(1);'),),
    "TuplePat": (Example("", "fn f(t) { match t { (1, n) => n, _ => 2 } }", "f((1, 2)); f(1);"),),
    "VecPat": (Example("", "fn f(v) { match v { [a, b, ..] => a + b, _ => 2 } }", "f([1, 2]); f(1);"),),
    "ObjectPat": (Example("", "fn f(o) { match o { #{ a, .. } => a, _ => 2 } }", "f(#{ a: 1 }); f(1);"),),
    "TypePat": (
        Example("", f"{_POINT}fn f(p) {{ match p {{ P {{ x: 1, y }} => y, _ => 2 }} }}", "f(P { x: 1, y: 2 }); f(1);"),
    ),
}

ALSO: dict[str, str] = {
    "Binary": """fn f(a, b) {
        (a + b, a - b, a * b, a / b, a % b, a & b, a | b, a ^ b, a << b, a >> b);
        (a < b, a <= b, a > b, a >= b, a == b, a != b)
    }
    f(1, 2);""",
    "OpLocal": """fn f(a, b) {
        a += b; a -= b; a *= b; a /= b; a %= b; a &= b; a |= b; a ^= b; a <<= b; a >>= b;
    }
    f(1, 2);""",
    "Local": "fn f(a) { let b = a; let c = 0; c = a; [b, c, { let d = a; d }]; } f(1);",
    "Const": "fn f(a) { let b = 1; b = 2; b } f(1);",
    "Is": "fn f(a) { a is not i64 } f(1);",
    "Template": 'fn f() { "text"; `text` } f();',
}
"""Further programs, of which only the opcodes are told."""

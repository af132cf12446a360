"""Texts from a grammar: programs that mostly parse, with names that may mean something or not.

`RULES` gives for each symbol its forms, in which `<symbol>` stands for another. The forms are those of the language and
some that it refuses after parsing (types, generics, macros with wrong arguments), since each refusal is code as well.
Many are short and stand behind declarations (`known`), since one error of syntax keeps a text from all later stages.
The first forms of a symbol are its shortest: where a text gets deep or long, one of those is taken.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

MAX_DEPTH = 9
MAX_PIECES = 400
N_SHORT = 2

KNOWN = """const K = #{ a: 1, b: [1, 2], c: (1, 2.5), s: "s" };
const LIMIT = 10;
static N = 1;
struct S { a, b }
struct T(a);
struct Point;
enum E { A, B(a), C { a } }
impl S { fn f(self) { 1 } fn g(a) { a } }
mod m { pub const N = 1; pub fn f() { 1 } pub mod x { pub fn y() { super::f() } } fn b() {} }
const fn g(a) { a + 1 }
let x = 1; let y = [1, 2]; let v = [1, 2.5, "s"]; let a = (1, 2); let b = #{ a: 1 };
let value = |n| n; let len = S { a: 1, b: 2 };
"""
"""What texts begin with that are to get further than the parser: most names of the grammar mean something then."""

RULES: dict[str, list[str]] = {
    "program": [
        "<script>", "<module>", "<known><short>", "<known><short>", "<known><constants>", "<known><paths>",
        "<builtins>", "<known><patterned>", "<known><evaluated>", "<known>const A = <evaluation>; A",
        "<known><structural>", "<known><scoped>",
    ],
    "known": [

        KNOWN,
    ],
    "short": [
        "<expr>", "<statement>\n", "<item>\n<expr>", "<expr>;\n<statement>\n",
    ],
    "constants": [
        "const A = <value>; A", "const { <value> }", "const B = <value>; match x { B => 1, _ => 2 }",
        "const fn h(n) { <value> }\nh(<value>)",
        "const fn h(n) { if n == 0 { 0 } else { h(n - 1) + 1 } } const A = h(9); A",
        'println!("{:.*}", <value>, 1.5)', "const A = <value>; const B = A + <value>; (A, B)",
        "static Z = <value>; Z", "const fn h(n, m) { <steps> n }\nconst A = h(<value>, <value>); A",
        "const A = { <steps> <value> }; A", "const A = { <steps> x };", "const A = { <steps> (x, o) };",
    ],
    "value": [
        "1", "2.5", "<integer>", "<floating>", "<integer> <arithmetic> <integer>",
        "<floating> <arithmetic> <floating>", "<integer> <comparison> <integer>", '"a" + "b"', '"a" == "b"',
        "(<value>, <value>)", "[<value>, <value>]", "#{ a: <value>, b: <value> }", "K.a", "K.b", "K.c.1", "K.<name>",
        "LIMIT", "`a ${<value>} ${LIMIT}`", "g(<value>)",
        "if <integer> <comparison> <integer> { <value> } else { <value> }", "true", "()", "'c'", 'b"b"', "5u64",
        "-<value>", "{ let x = <value>; <steps> x }", "<value> <arithmetic> <value>", "!<value>",
        "S { a: <value>, b: <value> }", "E::A", "{ let (a, b) = (<value>, <value>); a }",
        "{ if let [a, ..] = [<value>] { a } else { <value> } }", "i64::MAX", "'l: { break 'l <value>; }", "f64::MAX",
        "u64::MAX", "std::f64::consts::PI", "<value>.0", "<value>.a", "g",
        "match <value> { <value> => <value>, _ => <value> }", "const { <value> }", "LIMIT as u64", "LIMIT is i64",
        "x", "<floating> <comparison> <floating>", "true && false || true", "(|| 1)()", "vec![1]",
        'format!("{}", <value>)',
    ],
    "integer": [
        "1", "0", "7", "-1", "63", "64", "9223372036854775807", "LIMIT",
    ],
    "floating": [
        "1.5", "0.0", "-0.0", "-2.5", "1e300",
    ],
    "arithmetic": [
        "+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>",
    ],
    "comparison": [
        "==", "!=", "<", "<=", ">", ">=",
    ],
    "steps": [
        "", "let x = <value>; <steps>",
        "let o = #{ a: <value>, b: (1, 2) }; o.a <compound> <value>; o.b.0 = <value>; <steps>",
        "x = <value>; <steps>", "x <compound> <value>; <steps>", "while x < 9 { x += 1; if x == 5 { break; } }",
        "let o = (<value>, 2); o.0 <compound> <value>; o.1 = <value>; <steps>", "let [p, q] = [1, 2]; <steps>",
        "o.c = 1;", "let #{ a, .. } = #{ a: 1, b: 2 }; <steps>",
        "let y = loop { x += 1; if x > 5 { break x; } }; <steps>",
        "let t = if let #{ a: 1 } = #{ a: <value> } { 1 } else { 2 };", "let s = <string>;", "<value>;",
        "let b = o.a;", "let S { a, b } = S { a: 1, b: <value> }; <steps>",
        "if x == <value> { x = 2; } else { <steps> }", "x.0 = 1;", "'l: while true { break 'l; }",
        "if let (1, n) = (1, <value>) { x = n; }", "let c = <value>; c <compound> <value>;",
    ],
    "evaluation": [
        "<integer> <arithmetic> <integer>", "<floating> <arithmetic> <floating>", "<integer> <arithmetic> <integer>",
        "<floating> <comparison> <floating>", "<integer> <comparison> <integer>", '"a" + "b" + K.s', "K.d", "K.a.b",
        "K.c.5", "K.c.1", "K.b.0", "K", "S { a: 1, b: K }", "{ let o = #{ a: 1 }; o.a += 1; o.a = K; o }",
        "{ let o = #{ a: 1 }; o.<name> <compound> <value>; o }", "{ let t = (1, 2); t.0 = 5; t.1 += 2; t }",
        "{ let t = (1, 2); t.<number> <compound> <value>; t }", "{ let t = (1, 2); t.7 = <value>; t }",
        "{ let t = <value>; t.a = 2; t }", "{ let t = <value>; t.0 = 2; t }", "{ let t = <value>; t <compound> 1; t }",
        "{ let t = <integer>; t <compound> <integer>; t }", "if <value> { 2 } else { 3 }", "if <value> { <value> }",
        "'a: { loop { break 'a <value>; } }", "'a: { 'b: { break 'a 1; } }", "'a: loop { loop { break 'a 1; } }",
        "'a: { 'b: loop { break 'a 1; } }", "'a: while true { while true { break 'a; } }",
        "{ let v = 1; let n = 0; while n < 1000 { v = [v]; n += 1; } v }", "{ let o = #{}; o.a = o; o }",
        "{ let v = <value>; let n = 0; while n < <number> { v = [v, v]; n += 1; if n > 16 { break; } } v }",
        '{ let s = "aaaaaaaa"; while true { s = s + s; } }', '{ let s = "a"; loop { s = `${s}${s}${true}${1.5}`; } }',
        "`${1.5} ${true} ${LIMIT} ${K.s}`", "`${K}`", "`${<value>} ${<value>}`", "{ let v = [1, 2]; let x = v.1; x }",
        "#{ t: (1, [2]) }.t", "{ let o = #{ t: (1, [2]) }; o.t.1.0 }", "{ let o = #{ t: 1 }; o.t.1.0 = 2; }",
        "{ missing }", "{ let [a] = [1]; a }", "if let a = <value> { a } else { 1 }", "g(1, 2)", "g(g(1))", "g(K)",
        "{ if true { let q = 1; } q }", "1.0 / 0.0", "-1.0 / 0.0", "0.0 / 0.0", "-7 / 2", "1 << -1", "1 << 4294967296",
        "K.b == K.b", "true == true", "1 == 1.0", "std::f64::consts::PI", "u64::MAX", "b\"x\"", "{ b\"x\"; 'c' }",
        "[b\"x\", 'c', 1u64, 2u8, \"s\", 1.5, true, (), #{ a: 1, b: [] }, (1, 2)]", "S", "Point", "E::A", "T(1)",
    ],
    "evaluated": [
        "const A = <evaluation>; match x { A => 1, _ => 2 }", "static Z = <evaluation>; Z", "g(<evaluation>)",
        "const fn h(n) { <evaluation> } h(<evaluation>)", "const { <evaluation> }",
        "const fn h(n) { n <arithmetic> <integer> } h(<evaluation>)", 'println!(<evaluation>, 1)',
        "const fn h(n) { n.a } h(<evaluation>)", "const fn h() { async { 1 }.await } h()",
        "const fn h() { yield 1 } h()",
        "const fn h(n, n) { n } h(1, 2); g()", "g(1, 2)", "g(x)", 'println!("{:.*}", -1, 1.5)',
        'println!("{:.*}", 1.5, 1)', "println!(1)", 'println!("{a}", a = 1, 2)',
        'println!("{Missing} {missing} {S} {N}")',
        "const A = B; const B = A; A", "const A = <evaluation>; const B = #{ a: A, b: A }; (A, B)",
    ],
    "structural": [
        "std::ops::Range { start: 1, end: 2 }", "std::ops::Range { end: <expr>, start: <expr> }",
        "std::ops::Range { end: 1 }", "std::ops::RangeFrom { start: 1 }", "std::ops::RangeTo { end: 1 }",
        "std::ops::RangeFull {}", "std::ops::RangeInclusive { start: 1, end: 2 }",
        "std::ops::RangeToInclusive { end: <expr> }", "std::ops::Range { begin: 1 }", "std::ops::RangeFull",
        "S { a: 1 }", "S { a: 1, b: 2, c: 3 }", "S { a: 1, a: 2, b: 3 }", "Point {}", "Point { a: 1 }", "T { a: 1 }",
        "T(1, 2)", "T()", "Point()", "Point(1)", "E::A()", "E::B(1, 2)", "E::C { a: 1 }", "E::C { b: 1 }", "m {}",
        "E::A {}", "E::B { a: 1 }", "Vec { a: 1 }", "K { a: 1 }", "g { a: 1 }", "missing { a: 1 }", "T", "E", "(T)(1)",
        "match x { self => 1 }", "match x { std::f64::EPSILON => 1, u64::MAX => 2, std::f64::consts::PI => 3 }",
        "match x { T(a, b) => 1 }", "match x { T(.., a) => 1 }", "match len { S { a } => 1, S { .., a } => 2 }",
        "match len { S { .. } => 1, E::C { .. } => 2, Point { .. } => 3, T(..) => 4 }", "match x { Some(1, 2) => 1 }",
        "match x { #{ 1: a } => 1 }", "match x { #{ \"s\" } => 1 }", "match x { Vec { .. } => 1 }",
        "match x { 0 if { x = 1; false } => 1, 1 => 2, n if return n => 3 }",
        "select { default => 1, default => 2 }", "select { 1 }", "for i in y { break 1; }", "'a: { continue 'a; }",
        "x(return 1)", "match x { 1 => return 1, _ => return 2 } 3", "match x { 1 => break, n => return 2 } 3",
        "if return 1 { 2 } else { 3 }; 4", "value({ value = |n| n; 1 })", "value(x, { x = 2; 1 }, { value = 3; })",
        "x is (S)", "x is (1 + 1)", "x as (u64)", "x is T", "x is Point", "x is E::A", "x is m",
        "std::iter::Iterator::map",
        "std::cmp::PartialEq::eq", "assert_eq!(x, 1, )", 'assert_eq!(x, 1, "m {}", x)', "assert_ne!(x, 2)",
        "template!(1)", "println![];", "print!();", "format!{}", "panic!();", "f!();", "dbg!{} stringify!{}",
        "x + { x = 2; x } + [x, { x = 3; x }].len()", "y[{ y = [5]; 0 }]", "b.a += { b = #{ a: 5 }; 1 }",
        "let f = || { x += 1; || { x += 1; v } }; f()()", "async { x; move || x }.await", "async { yield x; }",
        "'a: async { break 'a; }", "'a: const { break 'a; }", "|| { yield 1; yield x }", "|a, a| a", "|self| self",
    ],
    "scoped": [
        "#[test] #[test] fn t() {}", "#[test(a)] fn t() {}", "#[test] fn t(a) {}", "fn t() { #[test] fn u() {} u() }",
        "#[bench] #[test] fn t(b) {}", "impl S { #[test] fn t(self) {} }", "mod i { #![doc = 1] }",
        "mod i { #![allow(x)] }", "#[doc] fn t() {}", "#[doc = 1] struct D;", "#[doc = \"a\" 1] fn t() {} t()",
        "#[doc(hidden)] fn t() {} t()", "use m::*; use m::x::*; f(); y()", "use missing::*; f()",
        "use std::missing::*;",
        "use std::option::*; Option::None", "use m::f; use m::*; f()", "fn f() {} use m::*; f()", "use S::*; f()",
        "use K::*; a", "use g::*; b", "use m::f::*; b", "pub use m::f as e; e()", "use m::b; b()", "use m as n; n::b()",
        "mod h { struct P; pub mod i { pub fn f() {} } mod j { pub fn f() {} } } h::P; h::i::f(); h::j::f()",
        "mod h { pub(super) fn f() {} pub(crate) fn e() {} pub(self) fn d() {} } h::f(); h::e(); h::d()",
        "mod h { pub mod i { pub(super) fn f() {} pub(in crate::h) fn e() {} } } h::i::f(); h::i::e()",
        "fn t() {} fn t() {} t()", "struct t; fn t() {} t()", "mod h { pub use super::m::f; } h::f()",
        "mod h { use super::m::f; pub mod i { pub fn e() { super::f() } } } h::i::e(); h::f()",
        "use a as b; use b as c; use c as a; a()", "use self::a::b as a; a()", "use m::x::super::f; f()",
        "use crate::{self as c, m::{self, x::{self as z}}}; z::y()", "use {m::f, crate::m::x}; x::y(); f()",
        "use super::m; m::f()", "mod h { use super::super::m; use crate::crate::m; use self::self::f; }",
        "Vec::<i64>::<u64>::new()", "m::<i64>::x::<i64>::y::<i64>()", "Vec::<x>::new()", "Vec::<(1)>::new()",
        "Option::<m>::None", "Option::<missing>::Some(1)", "Some::<i64>(1)", "crate()", "self()", "super::f()",
        "E::Missing", "use E::{A, Missing}; A", "use E::A as Z; match x { Z => 1 }", "enum E { A } E::A",
        "impl S { fn f(self) { 2 } } len.f()", "impl m::x::Missing { fn f() {} }", "impl E::A { fn f() {} }",
        "impl S { const C = 1; fn c() { Self::C } } S::c()", "impl S { struct I; fn i() { I } } S::i()",
        "fn o() { let inner_name = 1; fn i() { inner_name } i() } o()", "fn o() { mod i { pub fn f() {} } i::f() } o()",
        "fn o() { use m::f; f() } o()", "fn o() { const C = 1; static Q = 2; struct R; C + Q } o()",
        "pub mod h { pub(in super::super) fn f() {} } h::f()", "pub mod h { pub(in missing) fn f() {} } h::f()",
        "pub use m::f; pub use m::x::y as e; pub use m::missing as o; pub use std::mem::drop;",
        "use m::f; use m::f; f()",
        "mod h { pub use self::i::*; mod i { pub use super::*; pub fn f() {} } } h::f()", "Missing::f()", "missing()",
        "use std::macros::panic; panic!()", "use std::panic as p; p!()", "use m::f as p; p!()", "S::f!()", "self!()",
    ],
    "paths": [
        "m::f()", "m::x::y()", "m::b()", "m::missing", "self::m::f()", "crate::m::x::super::f()", "m::N", "S::f",
        "S::g(1)", "E::B(1)", "E::missing", "E::A::B", "m::f::g", "Vec::<i64>::new()", "Vec::<x>::new()",
        "Vec::<m>::new()", "v.iter().collect::<1>()", "v.iter().collect::<Vec, Vec>()", "S::<i64>::g(1)",
        "m::<i64>::f()", "self", "Self::g()", "mod p { use super::S; impl S { fn q(self) { Self::g(1) } } }",
        "use m::{self, x::*}; y()", "super::super::f()", "N::a", "use m::missing; missing()", "use E::*; A",
        "use std::option::Option::*; Some(1)", "Option::Some(1)", "K::a", "x::y",
        "std::option::Option::<i64>::Some(1)", "Option::Some::<i64>(1)", "m::x::y!()", "self::panic!()",
        "super::panic!()", "crate::panic!()", '::std::panic!("a")', "std::macros::panic!()", "S!()", "m!()",
        "impl E { fn q() { Self::A } } E::q()", "impl std::vec::Vec { fn q() { 1 } } std::vec::Vec::q()",
        "impl m { fn q() {} }", "impl Missing { fn q() {} }", "Vec", "impl i64 { fn q() { 1 } } i64::q()",
        "mod r { pub(in crate::m) fn z() {} pub(super) fn y() {} } r::z()", "std", "Less",
        "use std::cmp::Ordering::Less; Less", "use self::m as n; n::f()", "let S = 1; S", "x.y::<i64>()", "m", "E",
        "<path>", "use m::f; use m::x::y as f; f()", "mod m {} m::f()", "fn g() {} g()", "use a::b; use b::a; a()",
        "a::super::b", "::x", "mod q { mod w { pub fn e() {} } pub use self::w::e; } q::e()",
        "#[test] fn t() { super::g(1) }", "Self", "crate::N",
    ],
    "builtins": [
        "#[builtin] format!(<option>)", "#[builtin] template!(1, <value>, 2)", "#[builtin] line!()",
        "#[builtin] file!()", "#[builtin] <name>!()", "#[builtin(literal = true)] template!(1)",
        "#[builtin] line!(1)", "#[builtin] template!()", "stringify!(<quoted>)", "stringify!(<quoted> <quoted>)",
        "std::macros::builtin::line!()", "#[builtin] format!()",
    ],
    "option": [
        "1, width = 5", "1, type = debug, width = 5, fill = '*'", "1.5, precision = 2, flags = 9",
        "1, align = center, width = 9", "1, width = 5, width = 6", "1, align = nowhere", "1, type = x", "1, 2 = 3",
        "1, other = 1", '1, width = "a"', "1,", "1, type = lower_hex, flags = 1", '1, fill = "ab"', "1, width",
        "1, width = x", "1 2",
    ],
    "quoted": [
        "`a ${b} c`", "`${`${x}`}`", "'label", 'b"bytes"', "/// doc\n", "//! doc\n", "/** a */", "'c'", '"s"',
        "1.5 + x", "`", "{ [ ( ) ] }", "b'a'", "`${x} ${y}`",
    ],
    "patterned": [
        "match <value> { <pattern> => 1, _ => 2 }", "let <pattern> = <value>;", "if let <pattern> = <value> { 1 }",
        "const P = <value>; match <value> { P => 1, (P, ..) => 2, _ => 3 }",
        "let f = |<pattern>, x| x; f(<value>, 1)", "fn p(<pattern>) { 1 } p(<value>)",
        "for <pattern> in [<value>] {}", "select { <pattern> = async { <value> } => 1 }",
        "match len { S { a, .. } => a, S { a: 1, b } => b, S { c } => 1, <pattern> => 2 }", "match 1 { N => 1 }",
        "match x { E::A => 1, E::B(y) => y, E::C { a } => a, E::B => 2, E::A(1) => 3, E::C(a) => 4 }",
        "match x { Point => 5, T(1) => 6 }",
        "match x { i64 => 1, f => 2, m => 3, K => 4, LIMIT => 5, self => 6, Vec { a } => 7, Some(1) => 8, None => 9 }",
        "match v { [a, a] => 1, [.., a] => 2, (.., a) => 3, #{ a: 1, a: 2 } => 4, [_, ..] => 5, #{ .., a } => 6 }",
        "match x { 1.5 => 1, -1.5 => 2, -\"s\" => 3, 300u8 => 4, -1u8 => 5, b'a' => 6, 'a' => 7, () => 8, true => 9 }",
    ],
    "module": [
        "<items>", "<inner><items>",
    ],
    "script": [
        "<statements>", "<items><statements><expr>", "#!/bin/rune\n<inner><statements>",
    ],
    "inner": [
        "//! Text.\n", "#![doc = \"a\"]\n", "/*! b */\n", "#![<name>]\n", "#![doc = <expr>]\n",
    ],
    "items": [
        "", "<item>\n", "<item>\n<items>", "<item>\n<items>", "<item>\n<items>",
    ],
    "item": [
        "fn <name>() {}", "struct <Type>;", "<attribute><visibility>fn <name>(<params>) <block>",
        "<visibility>async fn <name>(<params>) <block>", "<visibility>const fn <name>(<params>) <block>",
        "fn <name>(<params>) { <statements>yield <expr>; }", "async fn <name>() { yield <expr>; <statements> }",
        "fn <name>(<params>) -> <type> <block>", "<attribute>struct <Type> { <fields> }", "struct <Type>(<fields>);",
        "<visibility>enum <Type> { <variants> }", "impl <path> { <methods> }", "impl <Type> { <items> }",
        "<visibility>mod <name> { <items> }", "mod <name>;", "<visibility>mod <name> { <inner><items> }",
        "use <use>;", "<visibility>use <use>;", "use <use>;", "<visibility>const <NAME> = <constant>;",
        "const <NAME> = <expr>;", "static <NAME> = <expr>;", "<attribute>pub static <NAME> = <constant>;",
        "<name>!(<arguments>);", "stringify! { <soup> }", "pub fn main() <block>", "#[test] fn <name>() <block>",
        "#[bench] fn <name>(b) { b.iter(|| <expr>) }", "fn <name>(mut <name>, self, ref <name>) {}",
    ],
    "attribute": [
        "", "", "#[test]\n", "#[doc = \"x\"]\n", "/// Text.\n", "#[<name>(<arguments>)]\n", "#[test, <name>]\n",
        "#[bench]\n", "#[cfg(test)]\n", "#[doc(hidden)]\n", "#[macro]\n", "#[<path> = <literal>]\n",
        "#[derive(<Type>)]\n", "#[const]", "#[test(]\n", "#[doc =]\n", "#[built_in]\n", "#[builtin]\n",
    ],
    "visibility": [
        "", "pub ", "pub(crate) ", "pub(super) ", "pub(self) ", "pub(in <path>) ", "pub(in crate::<name>) ",
    ],
    "methods": [
        "", "fn <name>(self) <block>\n<methods>", "<attribute><visibility>fn <name>(self, <params>) <block>\n",
        "const <NAME> = <constant>;\n", "fn <name>(<params>) <block>\n<methods>", "async fn <name>(self) <block>\n",
        "<item>\n",
    ],
    "params": [
        "", "<name>", "<name>, <params>", "<pattern>, <params>", "<name>: <type>", "self", "&self", "_", "mut <name>",
    ],
    "fields": [
        "", "<name>", "<name>, <fields>", "<attribute><name>, <fields>", "pub <name>", "<name>: <type>, <fields>",
    ],
    "variants": [
        "", "<Type>,", "<Type>, <variants>", "<Type>(<fields>), <variants>", "<Type> { <fields> }, <variants>",
        "<attribute><Type>", "<Type> = <literal>",
    ],
    "use": [
        "<path>", "<path>::*", "<path>::{<uses>}", "<path> as <name>", "<path> as _", "crate::<path>", "self::<path>",
        "super::<name>", "std::{iter, <uses>}", "std::collections::HashMap", "std::ops::generator::Generator",
        "::std::<name>", "<path>::{self, <uses>}", "*", "{<uses>}", "super::super::<name>", "std::cmp::Ordering::*",
        "<path>::*::<name>", "crate", "self", "Self::<name>", "std::cmp::max as <name>",
    ],
    "uses": [
        "", "<use>", "<use>, <uses>", "self",
    ],
    "path": [
        "<name>", "<Type>", "<path>::<name>", "<Type>::<Type>", "self::<path>", "super::<path>", "crate::<path>",
        "Self", "Self::<name>", "::<path>", "<Type>::<<type>>::<name>", "std::mem::drop", "<name>::<<types>>",
    ],
    "type": [
        "<Type>", "i64", "(<types>)", "!", "<path>", "Vec<<type>>", "u64", "f64", "bool", "String", "()",
    ],
    "types": [
        "", "<type>", "<type>, <types>",
    ],
    "block": [
        "{}", "{ <expr> }", "{ <statements> }", "{ <statements><expr> }", "{ <item> <statements><expr> }",
    ],
    "statements": [
        "", "<statement>\n", "<statement>\n<statements>", "<statement>\n<statements>", "<statement>\n<statements>",
    ],
    "statement": [
        "<expr>;", "let <name> = <expr>;", "let <pattern> = <expr>;", "let <pattern> = <expr> else { return };",
        "let mut <name> = <expr>;", "<place> = <expr>;", "<place> <compound> <expr>;", "<item>", "return <expr>;",
        "'<name>: loop { <statements>break '<name> <expr>; }", "for <pattern> in <expr> <block>",
        "while <condition> <block>", "if <condition> <block> else if <condition> <block>", "let <name>;", ";",
        "break;", "continue '<name>;", "println!(<format>);", "<attribute>let <name> = <expr>;", "<attribute><expr>;",
        "let <name>: <type> = <expr>;", "match <expr> { <arms> }", "yield <expr>;", "drop(<name>);",
        "for <pattern> in <range> <block>", "<expr>", "select { <branches> }", "<name>.<name>.<number> = <expr>;",
        "move || <expr>;",
    ],
    "place": [
        "<name>", "<name>.<name>", "<name>[<expr>]", "<name>.<number>", "<expr>.<name>", "*<name>", "(<name>)",
        "<NAME>", "<path>", "<expr>", "Self::<name>", "_", "[<name>, <name>]",
    ],
    "compound": [
        "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=",
    ],
    "condition": [
        "true", "<name>", "let <pattern> = <expr>", "<expr>", "let <pattern> = <expr> && <condition>",
        "<expr> && let <pattern> = <expr>", "<name> < <number>",
    ],
    "arms": [
        "_ => {}", "<pattern> => <expr>,", "<pattern> => <expr>, <arms>",
        "<pattern> if <condition> => <block> <arms>", "<literal> => <expr>, <arms>",
        "<pattern> | <pattern> => <expr>, <arms>", "<attribute><pattern> => <expr>,",
    ],
    "branches": [
        "", "<pattern> = <expr> => <expr>, <branches>", "default => <expr>",
        "<name> = <name>() => <block> <branches>", "_ = <expr> => <expr>,", "default => {}, <branches>",
    ],
    "pattern": [
        "_", "<name>", "<literal>", "(<patterns>)", "[<patterns>]", "#{ <entries> }", "<path>", "<Type>(<patterns>)",
        "<Type> { <entries> }", "..", "Some(<pattern>)", "-<number>", "<path>::<Type>(<patterns>)", "None", "&<name>",
        "ref <name>", "mut <name>", "move <name>", "<name> @ <pattern>", "(<pattern>)", "1..=<number>",
        "<name>!(<name>)", "<NAME>", "'a'..='z'", "`t`",
    ],
    "patterns": [
        "", "<pattern>", "<pattern>, <patterns>", "<pattern>, ..", "..", "<pattern>, .., <pattern>",
    ],
    "entries": [
        "", "<name>", "<name>, <entries>", "<name>: <pattern>, <entries>", "<string>: <pattern>", "..", "<name>, ..",
        "[<number>]: <pattern>", "<name>: <pattern>, <name>: <pattern>",
    ],
    "expr": [
        "<name>", "<literal>", "<expr> <operator> <expr>", "<unary><expr>", "(<expr>)", "(<elements>)",
        "[<elements>]", "#{ <object> }", "<Type> { <object> }", "<path>", "<expr>(<elements>)",
        "<expr>.<name>(<elements>)", "<expr>.<name>", "<expr>.<number>", "<expr>[<expr>]", "<expr>?", "<expr>.await",
        "<closure>", "<block>", "if <condition> <block>", "if <condition> <block> else <block>",
        "match <expr> { <arms> }", "loop <block>", "loop { break <expr>; }", "async <block>", "async move <block>",
        "const <block>", "'<name>: <block>", "return", "break <expr>", "break '<name>", "yield", "<range>",
        "<template>", "format!(<format>)", "<macro>", "<expr> as <type>", "<expr> is <type>", "<expr> is not <path>",
        "<place> = <expr>", "select { <branches> }", "<name>(<elements>)", "<name>.<method>",
        "<name>.iter().<method>", "Some(<expr>)", "Ok(<expr>)", "Err(<expr>)", "[<expr>; <number>]",
        "<expr>.<name>::<<types>>(<elements>)", "<path>::<<types>>(<elements>)", "self", "Self",
        "while <condition> <block>", "for <pattern> in <expr> <block>", "let <pattern> = <expr>", "<string>.<method>",
        "unsafe <block>", "-<number>", "<expr>.<method>.await", "<name>.<expr>", "super::<name>", "async || <expr>",
        "{ <statements> <expr> }", "throw <expr>", "join([<elements>])", "<closure>(<elements>)",
        "(<closure>)(<elements>)", "dbg!(<elements>)", "*<expr>", "&<expr>", "<attribute><expr>",
    ],
    "closure": [
        "|| <expr>", "|<params>| <expr>", "move |<params>| <block>", "async |<params>| <expr>",
        "|<patterns>| <block>", "async move || <block>", "|<name>| |<name>| <name> + <name>",
    ],
    "method": [
        "len()", "map(<closure>)", "filter(<closure>).collect::<Vec>()", "next()", "collect::<<type>>()",
        "push(<expr>)", "sum::<i64>()", "iter()", "clone()", "unwrap()", "unwrap_or(<expr>)", "sort_by(<closure>)",
        "rev()", "fold(0, <closure>)", "get(<number>)", "insert(<expr>, <expr>)", "resume(<expr>)", "is_some()",
        "split(<expr>)", "take(<number>)",
    ],
    "elements": [
        "", "<expr>", "<expr>, <elements>", "<expr>, <elements>", "<expr>, <expr>,",
    ],
    "object": [
        "", "<name>", "<name>: <expr>, <object>", "<string>: <expr>, <object>", "<name>, <object>", "..<name>",
        "<name>: <expr>, <name>: <expr>",
    ],
    "range": [
        "<number>..<number>", "0..10", "..", "<expr>..", "..<expr>", "<expr>..=<expr>", "..=<number>", "'a'..='e'",
    ],
    "operator": [
        "+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>", "==", "!=", "<", ">", "<=", ">=", "&&", "||", "..", "..=",
        "is", "is not", "as", "and", "or", "<=>", "=",
    ],
    "unary": [
        "-", "!", "&", "*", "--", "!!", "&mut ", "~",
    ],
    "template": [
        "`a`", "`${<expr>}`", "`x ${<expr>} \\n ${<name>}`", "`${`${<expr>}`}`", "`${}`", "`$<name>`",
        "`\\${<expr>}`",
    ],
    "format": [
        "<string>", '"{}", <expr>', '"{:?} {<name>}", <expr>', '"{:>8.2}", <expr>', '"{0} {1}", <expr>, <expr>',
        '"{<name>}", <name> = <expr>', '"{:*^+10}{:#x}", <elements>', '"{:.*}", <number>, <expr>', "<elements>",
        '"{:1$}", <expr>, <number>', '"{{}} {", <expr>', '"{:08.3}{:x}{:b}{:p}", <expr>, <expr>, <expr>, <expr>',
        '"{:<name>$}", <expr>', '"{}"', '"", <expr>', 'concat!("{", "}"), <expr>', "<expr>, <expr>", "",
    ],
    "macro": [
        "assert!(<expr>)", "assert_eq!(<expr>, <expr>)", "assert_ne!(<expr>, <expr>, <format>)", "panic!(<format>)",
        "stringify!(<soup>)", "dbg!(<expr>)", "file!()", "line!()", "todo!(<format>)", "unimplemented!()",
        "vec![<elements>]", "println!(<format>)", "print!(<format>)", "assert!(<expr>, <format>)",
        "matches!(<expr>, <pattern>)", "<name>!(<soup>)", "unreachable!(<format>)", "std::assert!(<expr>)",
        "column!()", "module!()", "write!(<expr>, <format>)", "ident_to_string!(<name>)", "line!(1)", "stringify!()",
        "::std::panic!(<format>)", "format_args!(<format>)", "template!(<elements>)", "macro_rules!(<soup>)",
        "dbg!()", "assert!()", "assert_eq!(<expr>)", "file!(<expr>)",
    ],
    "soup": [
        "", "<name> <operator> <literal>", "( <soup> )", "[ <soup> ] <soup>", "{ <soup> }", "<template> <soup>", "'a",
    ],
    "arguments": [
        "", "<expr>", "<name> = <literal>", "<literal>, <arguments>", "<soup>",
    ],
    "constant": [
        "1", '"s"', "<literal>", "<constant> <operator> <constant>", "[<constant>, <constant>]", "<NAME>",
        "-<constant>", "#{ <name>: <constant> }", "(<constant>, <constant>)",
        "if <constant> { <constant> } else { <constant> }", "{ let <name> = <constant>; <name> }", "<path>",
        "<name>(<constant>)", "`${<constant>}`", "!<constant>", "{ let x = 0; while x < <number> { x += 1; } x }",
        "loop { break <constant>; }", "<constant>.<name>", "{ let x = <constant>; x <compound> <constant>; x }",
        "match <constant> { <arms> }", "(<constant>)", "<constant> + <constant>",
        "'<name>: loop { break '<name> <constant>; }", "{ <NAME> = <constant>; 1 }",
        "{ let x = 0; loop { x += 1; if x > 5 { break x; } else { continue; } } }", "const { <constant> }",
        "{ let [<name>, ..] = <constant>; 1 }", "[<constant>][0]", "format!(<format>)", "Some(<constant>)",
    ],
    "literal": [
        "1", "true", "<number>", "<string>", "<char>", "()", "false", "None", 'b"bytes"', "b'b'", "[]", "#{}",
    ],
    "number": [
        "0", "1", "2", "10", "9223372036854775807", "9223372036854775808", "18446744073709551615u64", "255u8",
        "256u8", "-1", "0xff", "0b101", "0o17", "1e10", "1.5", "1.5e-300", "1e400", "1_000", "0x", "1u64", "5i64",
        "2.0f64", "1__0", "99999999999999999999999999999", "0b2", "3u99", "1.", "0x1.5", "1e", "00012", "1i8",
        "300i8", "1usize",
    ],
    "string": [
        '"s"', '""', '"é語🎉"', "\"\\n\\t\\u{1F389}\"", "\"\\x41\\\n  b\"", '"{}"', "\"\\q\"", "\"\\u{110000}\"",
        "\"\\u{}\"", "\"\\x80\"", "\"\\xg\"", "b\"\\xff\"", 'b"é"', "\"\\u{d800}\"", "b\"\\u{41}\"",
    ],
    "char": [
        "'a'", "'é'", "'\\n'", "'\\''", "'\\u{1F389}'", "'ab'", "''", "'\\x7f'", "b'a'", "b'\\xff'", "b''",
        "'\\u{d800}'",
    ],
    "name": [
        "x", "y", "f", "g", "v", "self_", "a", "b", "len", "m", "é", "_z", "value", "main",
    ],
    "Type": [
        "S", "T", "E", "A", "Vec", "Option", "Point", "HashMap",
    ],
    "NAME": [
        "N", "K", "LIMIT", "x",
    ],
}  # fmt: skip

_SYMBOL = re.compile(r"<([A-Za-z]+)>")


def write(random: Random) -> str:
    """Return a text from the grammar: a module, or the body of a script."""
    pieces: list[str] = []
    pending: list[tuple[str, int]] = [("<program>", 0)]
    while pending:
        text, depth = pending.pop()
        found = _SYMBOL.search(text)
        if found is None or found[1] not in RULES:
            pieces.append(text)
            continue
        pieces.append(text[: found.start()])
        pending.append((text[found.end() :], depth))
        forms = RULES[found[1]]
        is_long = depth > MAX_DEPTH or len(pieces) > MAX_PIECES
        pending.append((random.choice(forms[:N_SHORT] if is_long else forms), depth + 1))
    return "".join(pieces)

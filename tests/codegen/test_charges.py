"""Loops that are charged where they are left: both tiers burn the same fuel, whichever way that is."""

from __future__ import annotations

import _thread
import threading
import time

import pytest

from bindrune.core.api import MemoryIO, Termination, build_text
from bindrune.core.runtime.active import use_io
from tests.codegen.tiers import agree, emitted, start

PROGRAMS = {
    "the end": "let s = 0; for i in 0..10 { s += i; } println!(\"{}\", s);",
    "nothing to do": """
        fn f(a, b) { let n = 0; for _ in a..b { n += 1; } for _ in a..=b { n += 1; } n }
        for (a, b) in [(0, 0), (5, 2), (-3, 2), (2, -3), (7, 7), (8, 7), (-1, -1)] { println!("{}", f(a, b)); }
    """,
    "numbers as bounds": """
        let n = 0;
        for _ in 5..2 { n += 1; }
        for i in -3..=3 { n += i * i; }
        for i in 3..=3 { n += i; }
        for i in 4..=3 { n += i; }
        println!("{}", n);
    """,
    "break": """
        fn f(n) { let s = 0; for i in 1..n { if i * i > 50 { break; } s += i; } s }
        println!("{} {} {}", f(3), f(100), f(0));
    """,
    "continue": "let s = 0; for i in 0..20 { if i % 3 == 0 { continue; } s += i; } println!(\"{}\", s);",
    "return": """
        fn f(v, x) { for i in 0..v.len() as i64 { if v[i] == x { return i; } } -1 }
        println!("{} {} {}", f([1, 2, 3], 1), f([1, 2, 3], 3), f([], 3));
    """,
    "return of a call": """
        fn g(n) { for i in 0..n { if i == 4 { return i; } } n }
        fn f(n) { for i in 2..=n { for j in i..n { if i * j > 30 { return g(i + j); } } } 0 }
        println!("{} {} {}", f(1), f(5), f(10));
    """,
    "labels": """
        fn f(n, m) {
            let s = 0;
            'a: for i in 0..n {
                'b: for j in i..m {
                    for k in 0..=j {
                        s += 1;
                        if k == 3 { continue 'b; }
                        if j == 5 { continue 'a; }
                        if s > 60 { break 'a; }
                    }
                    if i == 2 { break 'b; }
                }
                s += 1;
            }
            s
        }
        println!("{} {} {} {}", f(3, 3), f(8, 4), f(8, 9), f(30, 30));
    """,
    "labels through other loops": """
        let s = 0;
        'a: for i in 0..10 {
            let n = 0;
            while n < 5 {
                n += 1;
                'c: loop {
                    for k in [1, 2, 3] {
                        s += k;
                        if k == 2 && n == 3 { break 'c; }
                        if s % 17 == 0 { continue 'a; }
                        if s > 200 { break 'a; }
                    }
                    if n < 9 { break; }
                }
            }
        }
        println!("{}", s);
    """,
    "labelled blocks and guards": """
        let s = 0;
        for i in 0..10 {
            let x = 'b: {
                for j in 0..i { if j == 3 { break 'b j; } if s == 40 { continue; } s += 1; }
                match i { n if n > 7 => break, _ => i }
            };
            s += x;
        }
        println!("{}", s);
    """,
    "a question mark": """
        fn get(i) { if i == 7 { Err(i) } else { Ok(i) } }
        fn f(n) { let s = 0; for i in 0..n { for j in 1..3 { s += get(i * j)?; } } Ok(s) }
        fn g(v) { for x in v { for _ in 0..2 { x?; } } None }
        println!("{:?} {:?} {:?}", f(3), f(10), f(0));
        println!("{:?} {:?}", g([Some(1), None, Some(2)]), g([Some(1)]));
    """,
    "a question mark after what is neither": "fn f() { for i in 0..3 { let x = i?; } None } f();",
    "a panic in the body": "let v = [1, 2, 3]; let s = 0; for i in 0..10 { for j in 0..2 { s += v[i]; } }",
    "a panic in a callee": """
        fn h(n) { for i in (0..9).iter() { } for i in 0..n { if i == 5 { panic!("five {}", i); } } n }
        fn g(n) { let s = 0; for i in 0..n { for _ in 0..3 { s += h(i); } } s }
        fn f(n) { for i in 3..n { g(i); } }
        f(20);
    """,
    "a panic in the bounds": """
        fn bound(n) { if n > 2 { panic!("bound") } n }
        for i in 0..5 { for j in bound(i)..bound(i + 1) { println!("{}", j); } }
    """,
    "a panic at the first turn": "fn f(n) { for i in 5..n { panic!(\"{}\", i); } } for j in 2..9 { f(j); }",
    "overflow": "let s = 9223372036854775800; for i in 0..100 { s += i; }",
    "a panic in a comparator": """
        fn f(v) { v.sort_by(|a, b| { for i in 0..a { if i == 3 { panic!("no") } } a.cmp(b) }); }
        for i in 0..6 { f([i, 1, 2]); }
    """,
    "a panic in a closure of an adapter": """
        let v = [3, 1, 2, 7];
        for i in 0..5 {
            let w = v.iter().map(|x| { for j in 0..x { if i * j == 12 { panic!("no") } } x }).collect::<Vec>();
            println!("{:?}", w);
        }
    """,
    "a panic in a method of a script type": """
        struct S { n }
        impl S { fn go(self, k) { for i in 0..k { if self.n == i { panic!("no") } } k } }
        let s = S { n: 4 };
        for i in 0..9 { for x in [s.go(i)] { println!("{}", x); } }
    """,
    "a native that calls back": """
        fn f(n) { for i in 0..n { if i == 2 { return Some(i); } } None }
        let s = 0;
        for i in 0..5 { for x in [1, 2, 3] { s += Some(i).and_then(f).map(|y| y + x).unwrap_or(0); } }
        println!("{}", s);
    """,
    "a native that calls back what panics": """
        fn f(n) { for i in 0..n { if i == 2 { panic!("two"); } } Some(n) }
        for i in 0..5 { for x in [1, 2, 3] { Some(i).and_then(f); } }
    """,
    "the body changes its variables": """
        fn f(n) {
            let s = 0;
            for i in 0..n { i += 2; n -= 1; s += i; if s > 40 { break; } }
            let a = 1;
            let b = 6;
            for i in a..b { a = 9; b = 0; s += i; for i in i..9 { i = 100; if s % 7 == 0 { continue; } s += i; } }
            (s, n, a, b)
        }
        println!("{:?} {:?}", f(5), f(50));
    """,
    "the body changes its variables and panics": """
        fn f(n) { for i in 2..n { i = i * 100; n = 0; if i == 700 { panic!("{}", i); } } }
        f(5); f(20);
    """,
    "bounds with side effects": """
        let v = [0];
        fn next(v) { v[0] = v[0] + 1; println!("next {}", v[0]); v[0] }
        for i in next(v)..next(v) + 3 { println!("{}", i); if i == 3 { break; } }
        let k = 1;
        fn set(k, n) { n + k }
        for i in k..=set(k, 4) { k += 1; println!("{} {}", i, k); }
    """,
    "u64 bounds": "let s = 0u64; for i in 0u64..10u64 { if i == 7u64 { break; } s += i; } println!(\"{}\", s);",
    "bounds that nobody knows": """
        fn f(a, b) { let s = 0; for i in a..b { s += 1; if s > 5 { return s; } } s }
        println!("{} {} {}", f(0, 3), f(0, 10), f('a', 'e'));
    """,
    "vectors": """
        fn f(v, x) { let n = 0; for y in v { n += 1; if y == x { return n; } } -n }
        fn g(v) { let s = 0; for a in v.iter() { for b in v.iter() { if b > a { break; } s += b; } } s }
        println!("{} {} {}", f([5, 6], 5), f([5, 6], 9), f([], 9));
        let v = [3, 1, 2, 5];
        println!("{} {}", g(v), g([]));
    """,
    "vectors are borrowed while a loop runs": """
        let v = [1, 2, 3];
        for x in v { if x == 2 { break; } }
        v.push(4);
        for x in v.iter() { for y in v { if x == y { continue; } } }
        v.push(5);
        for x in v { for i in 0..x { if x == 3 { v.push(x); } } }
    """,
    "a vector gets another value meanwhile": """
        let v = [1, 2, 3];
        let s = 0;
        for x in v { v = [x, x]; s += x; if s == 3 { continue; } }
        println!("{} {:?}", s, v);
    """,
    "a vector of a call": """
        fn make(n) { let v = Vec::new(); for i in 0..n { v.push(i); } v }
        let s = 0;
        for x in make(5) { for y in make(x) { s += y; if s > 6 { break; } } }
        println!("{}", s);
    """,
    "patterns": """
        let s = 0;
        for (a, b) in [(1, 2), (3, 4)] { for _ in a..b { s += a; } }
        for _ in [1, 2, 3] { s += 1; }
        for (a, b) in [(1, 2), 3] { s += 1; }
    """,
    "a pattern that does not match": "for i in 0..3 { for 1 in 1..4 { println!(\"{}\", i); } }",
    "long loops": """
        let s = 0;
        for i in 0..50000 { s += i; if i == 40001 { break; } }
        for i in -40000..=40000 { s += i; }
        let v = Vec::new();
        for i in 0..40000 { v.push(i); }
        for x in v { s += x; }
        for x in v { if x == 33333 { break; } }
        for x in v.iter() { for i in 0..x { if i == 2 { break; } } }
        println!("{}", s);
    """,
    "long loops that panic": """
        fn f(n) { for i in 0..n { if i == 33000 { panic!("{}", i); } } }
        for i in 32990..40000 { f(i); }
    """,
    "long vectors that panic": """
        let v = Vec::new();
        for i in 0..40000 { v.push(i); }
        for x in v { for y in v.iter() { if y == 30000 { panic!("{}", y); } } }
    """,
    "the ends of the integers": """
        let s = 0;
        for i in 9223372036854775800..=9223372036854775807 { s += i % 10; if i % 10 == 5 { break; } }
        for i in -9223372036854775808..-9223372036854775800 { s += i % 10; }
        for i in -9223372036854775808..=9223372036854775807 { s += 1; if s > 40000 { break; } }
        println!("{}", s);
    """,
    "loops in closures": """
        let f = |n| { let s = 0; for i in 0..n { if i == 3 { return s; } s += i; } s };
        let g = |v| v.iter().map(|x| { let s = 0; for i in 0..x { if i == 3 { break; } s += i; } s }).sum::<i64>();
        for i in 0..5 { for j in i..5 { println!("{} {}", f(j), g([i, j])); } }
    """,
    "chains": """
        let v = [3, 1, 2, 5, 4];
        let s = 0;
        for i in 0..6 {
            s += v.iter().map(|x| x * i).filter(|x| x % 2 == 0).sum::<i64>();
            if v.iter().any(|x| x == i) { s += 1; }
            if (0..i).iter().all(|x| x < 3) { s += 1; }
            s += (0..=i).iter().filter(|x| { for k in 0..x { if k == 2 { return false; } } true }).count() as i64;
            s += (i..0).iter().fold(0, |a, b| { b += 1; a + b });
            s += (i..=8).iter().map(|x| { x = x * 2; x }).fold(0, |a, b| { b += 1; a + b });
            if (i..9).iter().any(|b| { b += 1; b == 7 }) { s += 1; }
            let f = |a, b| (a..b).iter().map(|x| x).collect::<Vec>();
            s += f(i, 4).len() as i64 + f('a', 'c').len() as i64;
        }
        println!("{}", s);
    """,
    "chains that panic": """
        let v = [3, 1, 2, 5, 4];
        for i in 0..6 {
            let n = v.iter().map(|x| { if x * i == 20 { panic!("{}", i) } x }).any(|x| x == 5);
            let l = (i..40).iter().filter(|x| { x *= 2; 20 / (x - 60) > 0 }).count();
            let m = (0..9).iter().map(|x| x + 1).fold(0, |a, b| { for k in 0..b { a += v[k]; } a });
        }
    """,
    "a panic in the right operand of an and": """
        fn f(v, n) {
            for i in 0..9 {
                if i > 2 && v.iter().map(|x| { for j in 0..x { if i * j == 12 { v[99]; } } x }).any(|x| x == n + i) {
                    return i;
                }
            }
            n
        }
        println!("{}", f([3, 1, 2, 7], 0));
        f([3, 1, 2, 7], 9);
    """,
    "what comparisons tell of parameters": """
        fn f(n) { if n < -9223372036854775807 { n - 1 } else { n - 1 } }
        fn g(a, b) { if a <= b { a - 1 } else { b + 1 } }
        fn h(a, b) { if a > b { if b >= a { a + 1 } else { a - b } } else if a == b { b + 1 } else { b - a } }
        println!("{} {} {}", f(-9223372036854775807), g(1, 2), g(5, 9223372036854775806));
        println!("{} {} {}", h(1, 2), h(5, 3), h(7, 7));
        println!("{}", h(-5, 9223372036854775807));
    """,
    "a difference that is too low": "fn f(n) { if n < 2 { n - 1 } else { n } } f(5); f(-9223372036854775808);",
    "generators": """
        fn g(n) { for i in 0..n { for x in [1, 2] { if x * i == 6 { return; } yield x + i; } } }
        let s = 0;
        for i in 0..6 { for x in g(i) { s += x; if s % 11 == 0 { break; } } }
        let h = g(9);
        for i in 0..3 { s += h.next().unwrap(); }
        println!("{}", s);
    """,
    "suspended within loops": """
        async fn a(n) { let s = 0; for i in 0..n { for x in [i, 2] { s += x; if s > 9 { return s; } } b(i).await; } s }
        async fn b(n) { for i in 0..n { if i == 3 { panic!("three"); } } n }
        fn g(n) { for i in 0..n { for j in 0..i { if j == 2 { break; } } yield i; } }
        async fn s(n) { for i in 0..n { yield b(i).await; } }
        let n = a(3).await;
        let h = g(9);
        h.next();
        h.next();
        drop(h);
        let t = s(7);
        for i in 0..9 { n += t.next().await.unwrap(); println!("{}", n); }
    """,
    "a panic below a generator": """
        fn f(n) { for i in 0..n { if i == 3 { panic!("three"); } } n }
        fn g(n) { for i in 0..n { yield f(i); } }
        for i in 0..6 { for x in g(i) { for _ in 0..x { println!("{}", x); } } }
    """,
    "recursion within loops": """
        fn f(n) { let s = 1; for i in 0..n { for x in [i, 0] { s += f(x); if s > 500 { return s; } } } s }
        println!("{} {}", f(3), f(6));
    """,
    "deep recursion within loops": """
        fn f(n) { for i in 0..3 { if i == 1 { if n == 0 { panic!("bottom"); } f(n - 1); } } }
        f(500);
    """,
    "loops that count": """
        fn up(i, n) { let s = 0; while i < n { s += i; i += 1; } (i, s) }
        fn to(i, n, k) { let s = 0; while i <= n { s += i; i += k; } (i, s) }
        fn down(i, n) { let s = 0; while i > n { s += i; i -= 3; } (i, s) }
        fn till(i) { let s = 0; while i >= 2 { s += i; i -= 1 } (i, s) }
        for (i, n) in [(0, 5), (5, 5), (6, 5), (-3, 3), (0, 40)] {
            println!("{:?} {:?} {:?} {:?} {:?}", up(i, n), to(i, n, 1), to(i, n, 3), down(n, i), till(n));
        }
    """,
    "loops that count and are left": """
        fn f(n, v) {
            let i = 0;
            while i < n { if v[i] > 3 { break; } for j in 0..i { if j == 2 { return (i, j); } } i += 1; }
            let j = 10;
            'a: while j > 0 {
                let k = 1;
                while k <= j { if k * j == n { break 'a; } v[k % 3]?; if k == 7 { j -= 4; continue 'a; } k += 2; }
                j -= 1;
            }
            (i, j)
        }
        for n in 0..30 { println!("{:?}", f(n % 5, [0, 1, 2, 3, 9])); println!("{:?}", f(n, [9])); }
    """.replace("v[k % 3]?; ", ""),
    "a question mark in a loop that counts": """
        fn f(v) { let i = 0; let s = 0; while i < 4 { let k = 0; while k < 3 { s += v[i]?; k += 1; } i += 1; } Some(s) }
        println!("{:?} {:?}", f([Some(1), Some(2), Some(3), Some(4)]), f([Some(1), None]));
        f([Some(1)]);
    """,
    "loops that do more than count": """
        fn f(n) {
            let s = 0;
            let i = 0;
            while i < n { i += 1; s += i; if s % 3 == 0 { continue; } s += 1; i += 1; }
            let i = 0;
            while i < n { if s % 5 == 0 { i += 1; } s += i; i += 1; }
            let i = 0;
            while i < n { n -= 1; s += i; i += 1; }
            let k = 1;
            while i < 50 { k += 1; s += i; i += k; }
            while i > 0 { s += 1; if i == 33 { continue; } i -= i; }
            while i < 9 { s += i; i += 0; i += 3; }
            while i < i { i += 1; }
            (s, n, i, k)
        }
        println!("{:?} {:?}", f(7), f(20));
    """,
    "loops that count in nests": """
        let n = 12;
        let s = 0;
        let i = 2;
        while i < n {
            let j = i * i;
            while j < 100 { s += j; j += i; }
            let k = j;
            while k > i { k -= i; }
            s += k;
            i += 1;
        }
        println!("{} {}", s, i);
        let v = [];
        let i = 0;
        while i < 4 { v.push(|x| x + i); i += 1; }
        for f in v { println!("{}", f(10)); }
    """,
    "a panic in a loop that counts": """
        fn f(v, n) { let i = 1; while i < n { let k = i; while k >= 0 { v[k]; k -= 1; } i += 2; } }
        let n = 0;
        while n < 9 { f([1, 2, 3], n); n += 1; }
    """,
    "a loop that counts too far": "let i = 9223372036854775800; while i <= 9223372036854775806 { i += 3; }",
    "a loop that counts up to the end": """
        fn f(i, n) { let s = 0; while i <= n { s += 1; i += 1; } s }
        println!("{}", f(9223372036854775800, 9223372036854775806));
        f(9223372036854775800, 9223372036854775807);
    """,
    "a loop that counts down to the end": """
        fn f(i, n) { let s = 0; while i > n { s += 1; if s > 100 { break; } i -= 7; } s }
        println!("{}", f(0, -500));
        f(-9223372036854775800, -9223372036854775807);
    """,
    "long loops that count": """
        fn f(n, m) { let i = 3; let s = 0; while i < n { if i == m { panic!("{}", s); } s += i % 7; i += 2; } s }
        println!("{} {}", f(100000, 0), f(0, 0));
        let i = 100000;
        while i >= 7 { if i == 40000 { break; } i -= 3; }
        println!("{}", i);
        f(100000, 70001);
    """,
    "loops that count in suspended functions": """
        fn g(n) { let i = 0; while i < n { let k = 0; while k < i { if k == 4 { break; } k += 1; } yield k; i += 1; } }
        for x in g(8) { println!("{}", x); }
        let h = g(9);
        h.next();
        h.next();
    """,
    "a limit that is no int": """
        fn f(a, b, k) { let n = 0; while a < b { n += 1; a += k; } (a, n) }
        println!("{:?} {:?} {:?}", f(1, 5, 2), f(1.0, 5.0, 1.5), f(1u64, 5u64, 1u64));
        f(1, 5.0, 1);
    """,
    "backwards and numbered": """
        fn f(v, n) {
            let s = 0;
            for x in v.iter().rev() { s = s * 3 + x; if s > 60 { break; } }
            for (i, x) in v.iter().enumerate() { if i == n { return (s, i); } s += x; }
            for (_, x) in v.iter().enumerate() { for (i, _) in v.iter().enumerate() { s += x + i as i64; } }
            for i in (0..s % 7).iter().rev() { s += i; if s % 4 == 0 { continue; } i += 1; s += i; }
            for i in (s % 3..=5).iter().rev() { for _ in (1..i).iter().rev() { s += 1; if s > 99 { return (s, i); } } }
            (s, n)
        }
        for n in 0..6 { println!("{:?} {:?} {:?}", f([1, 2, 3], n as u64), f([], n as u64), f([9, 8], n as u64)); }
        for (a, b) in [[1, 2], (3, 4), (5,)].iter().rev() { println!("{} {}", a, b); }
    """,
    "backwards into a pattern that does not match": """
        let v = [1, (3, 4)];
        for (a, b) in v.iter().rev() { println!("{} {}", a, b); }
    """,
    "backwards and numbered with panics": """
        fn f(v, w) {
            for i in (0..5).iter().rev() {
                for x in v.iter().rev() { for (k, y) in w.iter().enumerate() { v[y - i]; } }
            }
        }
        f([1, 2, 3], [5, 4]);
    """,
    "backwards over what is borrowed or moved": """
        let v = [1, 2];
        for x in v.iter().rev() { if x == 1 { break; } }
        for (i, x) in v.iter().enumerate() { if x == 1 { continue; } }
        v.push(3);
        let w = v;
        for (i, x) in w.iter().enumerate() { if x == 3 { w.push(i); } }
    """,
    "numbered after a move": "let v = [1]; drop(v); for i in 0..3 { for (i, x) in v.iter().enumerate() { } }",
    "long loops backwards": """
        fn f(n) { for i in (0..n).iter().rev() { if i == 5 { return i; } } 0 }
        let v = (0..40000).iter().collect::<Vec>();
        for (i, x) in v.iter().enumerate() { if i == 30000 { for y in v.iter().rev() { if x == y { break; } } } }
        println!("{}", f(50000));
    """,
    "a moved value": """
        struct S { n }
        fn f(s) { for i in 0..3 { drop(s); for k in 0..2 { s.n; } } }
        f(S { n: 1 });
    """,
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_both_tiers_burn_the_same(name: str) -> None:
    agree(PROGRAMS[name])


@pytest.mark.parametrize(
    "text",
    [
        "for i in 0..9223372036854775807 {}",
        "for i in 0..1000000000 { for j in 0..1000000000 { if j == 5 { break; } } }",
        "for i in 0..1000 { for j in 0..1000 { for k in 0..1000 { for l in 0..1000 {} } } }",
        "let f = |n| { for j in 0..n { if j == 999 { return j; } } n }; for i in 0..1000 { for k in 0..1000 { f(k); } }"
        " loop { f(3); }",
        "let v = Vec::new(); for i in 0..200000 { v.push(i); } for x in v { for y in v { for z in v.iter() {} } }",
        "let i = 0; while i < 9000000000000000000 { i += 1; }",
        "let i = 0; while i < 999 { let j = 999; while j > 0 { let k = 0; while k < 999 { k += 1; } j -= 1; } i += 1; }"
        " loop {}",
        "(0..100000000000).iter().map(|x| x + 1).filter(|x| x < 0).count()",
    ],
)
def test_long_loops_end_at_a_deadline(text: str) -> None:
    built = build_text(text, io=MemoryIO())
    execution = start(built, 1)
    looks = 0

    def probe() -> None:
        nonlocal looks
        looks += 1
        if looks == 4:
            execution.deadline = time.monotonic()

    execution.probe = probe
    execution.deadline = time.monotonic() + 3600
    with use_io(built.io), pytest.raises(Termination) as caught:
        execution.run()
    assert caught.value.reason == "deadline"
    assert looks == 4


def test_a_halt_counts_what_was_done() -> None:
    """A probe ends runs at one look after another; output tells how far each came, and what that costs."""
    text = "for i in 0..40 { for j in 0..3000 { if j == 1400 { println!(\"\"); } } }"
    built = build_text(text, io=MemoryIO())
    whole = start(built, 1)
    with use_io(built.io):
        whole.run()
    for most in range(1, 7):
        io = MemoryIO()
        execution = start(built, 1)
        looks = 0

        def probe(most: int = most) -> None:
            nonlocal looks
            looks += 1
            if looks == most:
                raise Termination("budget", "enough")

        execution.probe = probe
        with use_io(io), pytest.raises(Termination):
            execution.run()
        lines = len(io.output)
        least = lines * 3002 - 1600
        assert least <= execution.fuel_spent() <= least + 3002
    assert whole.fuel_spent() == _fuel_in_tier_0(text)


def test_a_loop_that_counts_is_one_of_python() -> None:
    text = "fn f(n) { let i = 0; while i < n { i += 2; } while i >= 0 { i -= n; if i == 7 { break; } } i } f(5);"
    python = emitted(text, script=True)
    assert "in range(0, s0, 2)" in python
    assert "break" in python


def test_a_signal_before_the_first_turn_is_no_fault() -> None:
    """Ctrl-C ends loops wherever they are, in the calls at their heads too."""
    built = build_text("loop { for i in 0..20 { for j in (0..3).iter().rev() {} } }", io=MemoryIO())
    for _ in range(5):
        execution = start(built, 1)
        timers: list[threading.Timer] = []

        def probe(timers: list[threading.Timer] = timers) -> None:
            if not timers:  # it runs
                timers.append(threading.Timer(0.01, _thread.interrupt_main))
                timers[0].start()

        execution.probe = probe
        with use_io(built.io), pytest.raises(Termination) as caught:
            execution.run()
        timers[0].join()
        assert caught.value.reason == "interrupt"
        assert execution.fuel_spent() > 0


def _fuel_in_tier_0(text: str) -> int:
    built = build_text(text, io=MemoryIO())
    execution = start(built, 0)
    with use_io(built.io):
        execution.run()
    return execution.fuel_spent()

"""Arguments die when the function that has them lets go of them, however they came to the call: both tiers agree.

Each program lets a function assign a parameter whose value borrows a vector, and asks the vector who borrows it.
"""

from __future__ import annotations

import pytest

from tests.codegen.tiers import agree, emitted

HEAD = """
    fn state(at, v) { println!("{at}: {}", std::mem::snapshot(v).unwrap()); }
    fn first(it, v) { state("in", v); it = 0; state("set", v); }
    fn again(it, v) { it = it.map(|x| x); state("wrapped", v); it = 0; state("set", v); }
    struct S; struct P;
    impl S { fn first(self, it, v) { state("in", v); it = 0; state("set", v); } }
    impl P { fn first(self, it, v) { self = it; it = 0; state("kept", v); self = 0; state("set", v); } }
    let v = [1, 2]; let c = true;
"""

PROGRAMS = {
    "as they are": "first(v.iter(), v); again(v.iter(), v);",
    "in front of one that needs lines": "first(v.iter(), if c { v } else { 0 }); again(v.iter(), match c { _ => v });",
    "as one that needs lines": "first(if c { v.iter() } else { 0 }, v); first(loop { break v.iter(); }, v);",
    "alone": "fn one(it) { it = 0; println!(\"one\"); } one(if c { v.iter() } else { 0 }); state(\"after\", v);",
    "of a method": "S.first(v.iter(), if c { v } else { 0 }); P.first(v.iter(), if c { v } else { 0 });",
    "of a method of two structs": "for s in [S, P] { s.first(v.iter(), if c { v } else { 0 }); }",
    "of a method of anything": """
        let other = #{ s: S }; let s = other.s; s.first(v.iter(), if c { v } else { 0 }); drop(other);
        for s in [P, S, P] { let q = Some(s).unwrap(); q.first(v.iter(), if c { v } else { 0 }); }
    """,
    "of a closure": """
        let f = |it, v| { it = 0; state("closure", v); };
        f(v.iter(), if c { v } else { 0 });
        let g = [f, |it, v| state("other", v)];
        for f in g { f(v.iter(), if c { v } else { 0 }); }
    """,
    "of a closure with many": """
        let f = |a, b, it, d, v| { it = 0; a = 0; state("closure", v); };
        f(v.iter(), 1, v.iter(), 2, if c { v } else { 0 });
    """,
    "held by another local": "let it = v.iter(); first(it, if c { v } else { 0 }); state(\"after\", v);",
    "that are one value": """
        fn two(a, b, v) { a = 0; state("one", v); b = 0; state("both", v); }
        let it = if c { v.iter() } else { 0 };
        two(it, it, v); two(if c { it } else { 0 }, it, v); it = 0; state("none", v);
    """,
    "of a call that fails": "fn bad(it, v) { it = 0; state(\"set\", v); v[9] } bad(v.iter(), if c { v } else { 0 });",
    "of closures that natives call": """
        Some(v.iter()).map(|it| { it = 0; state("map", v); });
        [v.iter()].iter().map(|it| { it = 0; state("iter", v); 1 }).count();
        (0..2).iter().map(|i| v.iter()).map(|it| { it = 0; state("chain", v); 1 }).count();
        let f = |it| { it = 0; state("any", v); true };
        println!("{}", (0..2).iter().map(|i| v.iter()).any(f));
        for n in (0..2).iter().map(|i| v.iter()).map(|it| { it = 0; state("for", v); 1 }) { state("in", v); }
    """,
    "of the wrong number": "let f = |a, b| a; f(v.iter(), if c { v } else { 0 }, 3);",
}  # fmt: skip


@pytest.mark.parametrize("name", PROGRAMS)
def test_tiers_agree(name: str) -> None:
    agree(HEAD + PROGRAMS[name])


def test_names_are_kept_where_no_parameter_is_assigned() -> None:
    program = """
        fn g(n) { if n > 0 { g(n - 1) } else { n } }
        fn f(a, b) { g(1); (a, b) }
        pub fn main() { f("a", if g(1) == 0 { "b" } else { "c" }) }
    """
    assert ":= None" not in emitted(program)
    assert ":= None" in emitted(program.replace("(a, b) }", "a = b; (a, b) }"))

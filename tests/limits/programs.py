"""Recursion 100,000 deep, each way that a script can recurse: programs by name, with what they print.

`python -m tests.limits.programs` runs them all in a process of its own, on the main thread or (`--thread KIB`) on one
with a small stack. Tests start it so, since a stack that overflows takes the process with it.
"""

from __future__ import annotations

import argparse
import sys
import threading

from bindrune.core.api import MemoryIO, build_text

DEPTH = 100_000
PROGRAMS: dict[str, str] = {
    "plain": "fn f(n) { if n == 0 { 0 } else { 1 + f(n - 1) } } println!(\"{}\", f(DEPTH));",
    "method": """
        struct S { n }
        impl S { fn down(self, n) { if n == 0 { self.n } else { 1 + self.down(n - 1) } } }
        println!("{}", S { n: 0 }.down(DEPTH));
    """,
    "closure": "let f = #{}; f.go = |n| if n == 0 { 0 } else { 1 + (f.go)(n - 1) }; println!(\"{}\", (f.go)(DEPTH));",
    "sort_by": """
        fn f(n) {
            if n == 0 { return 0; }
            let below = [0];
            let v = [1, 2];
            v.sort_by(|a, b| { below[0] = f(n - 1); a.cmp(b) });
            below[0] + 1
        }
        println!("{}", f(DEPTH));
    """,
    "map": "fn f(n) { if n == 0 { 0 } else { Some(n).map(|n| f(n - 1)).unwrap() + 1 } } println!(\"{}\", f(DEPTH));",
    "iter map": """
        fn f(n) { if n == 0 { 0 } else { 1 + [n].iter().map(|n| f(n - 1)).next().unwrap() } }
        println!("{}", f(DEPTH));
    """,
    "fold": """
        fn f(n) { if n == 0 { 0 } else { [n].iter().fold(1, |sum, n| sum + f(n - 1)) } }
        println!("{}", f(DEPTH));
    """,
    "entry": """
        use std::collections::HashMap;
        fn f(n) {
            if n == 0 { return 0; }
            let m = HashMap::from_iter([("k", n)]);
            1 + m.iter().map(|e| f(e.1 - 1)).next().unwrap()
        }
        println!("{}", f(DEPTH));
    """,
    "await": """
        async fn f(n) { if n == 0 { 0 } else { 1 + f(n - 1).await } }
        println!("{}", f(DEPTH).await);
    """,
    "generator": """
        fn g(n) { if n == 0 { yield 0; } else { for x in g(n - 1) { yield x + 1; } } }
        println!("{:?}", g(DEPTH).next());
    """,
    "mutual": """
        fn even(n) { match n { 0 => 0, n => 1 + odd(n - 1) } }
        fn odd(n) { if n == 0 { return 0; } let below = even(n - 1); below + 1 }
        println!("{}", even(DEPTH));
    """,
    "tree": """
        struct Tree { left, right }
        impl Tree { fn size(self) {
            let n = 0;
            for side in [self.left, self.right] { if let Some(tree) = side { n += 1 + tree.size(); } }
            n
        } }
        let t = Tree { left: None, right: None };
        for _ in 0..DEPTH { t = Tree { left: Some(t), right: None }; }
        println!("{}", t.size());
    """,
    "pattern and loop": """
        fn f(n) { while let Some(m) = Some(n) { if m == 0 { break 0; } break loop { break 1 + f(m - 1); }; } }
        println!("{}", f(DEPTH));
    """,
    "question": """
        fn f(n) { if n == 0 { return Ok(0); } let below = f(n - 1)?; Ok(below + 1) }
        println!("{}", f(DEPTH)?);
    """,
    "chain": """
        fn f(n) { if n == 0 { 0 } else { [n - 1].iter().map(|n| f(n)).filter(|n| n >= 0).fold(1, |a, b| a + b) } }
        println!("{}", f(DEPTH));
    """,
    "any": "fn f(n) { n == 0 || [n - 1].iter().any(|n| f(n)) } println!(\"{}\", if f(DEPTH) { DEPTH } else { 0 });",
    "display": """
        struct S { n }
        impl S { fn text(self) { if self.n == 0 { "" } else { let below = S { n: self.n - 1 }.text(); `${below}` } } }
        println!("{}", S { n: DEPTH }.text().len() as i64 + DEPTH);
    """,
    "async closure": """
        let f = #{};
        f.go = async |n| if n == 0 { 0 } else { 1 + (f.go)(n - 1).await };
        println!("{}", (f.go)(DEPTH).await);
    """,
    "stream": """
        async fn s(n) { if n == 0 { yield 0; } else { let below = s(n - 1); yield 1 + below.next().await.unwrap(); } }
        println!("{}", s(DEPTH).next().await.unwrap());
    """,
    "panic": "fn f(n) { if n == 0 { panic!(\"bottom\") } else { 1 + f(n - 1) } } f(DEPTH)",
    "nested value": """
        let v = [];
        for i in 0..DEPTH { v = [v]; }
        let w = v;
        println!("{} {}", v == w, format!("{:?}", v).len());
    """,
}
WANTED = {"generator": f"Some({DEPTH})\n", "nested value": f"true {2 * DEPTH + 2}\n", "panic": ""}


def run(name: str) -> str:
    """Run one program and return what it prints."""
    io = MemoryIO()
    built = build_text(PROGRAMS[name].replace("DEPTH", str(DEPTH)), io=io)
    assert built.ok, built.diagnostics
    try:
        built.run()
    except Exception as error:
        if name != "panic":
            raise
        assert str(error) == "Panicked: bottom", error
        assert len(error.frames) == DEPTH + 2  # type: ignore[attr-defined]
    return io.output


def main() -> int:
    """Run the chosen programs; print the name of each that printed what it should."""
    options = argparse.ArgumentParser()
    options.add_argument("--thread", type=int, default=0, help="run in a thread with a stack of so many KiB")
    options.add_argument("names", nargs="*")
    chosen = options.parse_args()

    def work() -> None:
        for name in chosen.names or PROGRAMS:
            printed = run(name)
            assert printed == WANTED.get(name, f"{DEPTH}\n"), (name, printed[:200])
            print(name, flush=True)

    if not chosen.thread:
        work()
        return 0
    threading.stack_size(chosen.thread * 1024)
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""What a walk over the IR meets, and what the generated classes say of the nodes in them."""

from __future__ import annotations

from collections import Counter
from typing import Any

from bindrune.core.api import build_text
from bindrune.core.ir import nodes as ir
from bindrune.core.ir.walking import nodes_in

TEXT = """
struct P { x, y }

fn f(v) {
    for (a, [b, ..]) in v {
        match a {
            P { x, .. } if x > 1 => yield x,
            Some(n) => { let c = |m| m + n; c(b); }
            _ => { `${a}`; }
        }
    }
}

async fn g() {
    select { r = h() => r, default => 0 }
}

async fn h() { async { 1 }.await }
for x in f([1]) { g().await; }
"""


def everything(node: Any) -> Counter[type]:
    """The nodes of a tree by all its fields, without those of functions within."""
    found: Counter[type] = Counter()
    stack = [node]
    while stack:
        at = stack.pop()
        if isinstance(at, list):
            stack += at
        elif isinstance(at, ir.Node):
            found[at.__class__] += 1
            if not isinstance(at, ir.Fn):
                stack += [getattr(at, name) for name in at.FIELDS]
    return found


def test_a_walk_meets_every_node_but_targets() -> None:
    built = build_text(TEXT)
    program = built.ir
    assert program is not None, built.diagnostics
    for fn in program.functions:
        met = Counter(at.__class__ for at in nodes_in(fn.body, fn.params))
        wanted = everything([fn.body, *fn.params])
        for target in (ir.FnTarget, ir.TypeTarget, ir.StructTarget):
            del wanted[target]
        assert met == wanted
    assert ir.Fn in {at.__class__ for fn in program.functions for at in nodes_in(fn.body)}


def test_nothing_is_a_root_too() -> None:
    assert list(nodes_in(None, [])) == []

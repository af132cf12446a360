"""Trees of operators on u64: Python's operators on its ints, with the class put on the result, and only there.

An operation has the class of its left operand. Results that may leave the 64 bits are tested behind the tree, in
the order of the operators (``operators.py`` does the same for i64).

**Bare u64s.** A slot that is always a u64, is computed and stands in arithmetic (``Shapes.is_bare``) holds ints of
Python or u64s, as they come: both calculate and compare alike. Whoever reads it gets ``U64(slot)`` (``Body.read``),
and what only wants the number takes the class off again (``body.bare``), so that a u64 is made only where it goes where
its class may be looked at. Parameters are such slots if all calls are seen, and what a function gives is bare in a
version of its own for those who call it by its path (``Shapes.gives_bare``); function values and tier 0 call the
other one. Functions that are suspended have none: what waits in their slots can be looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.codegen.body import as_int, bare
from bindrune.core.codegen.forms.operators import CLOSED, EQUALITY, ORDER, Leaf, Tree
from bindrune.core.codegen.inference import kinds as k
from bindrune.core.codegen.writer import plain

if TYPE_CHECKING:
    from bindrune.core.codegen.body import Body
    from bindrune.core.codegen.inference.kinds import Kind

MOST = (1 << 64) - 1
_WRAPPING = {"wrapping_add": "+", "wrapping_sub": "-", "wrapping_mul": "*"}

_Found = tuple[str, int, int]
"""The text of an int, and its bounds."""
_Checks = list[tuple[str, Any, bool]]
"""Names of results, the nodes that gave them, and whether it is zero that they may be below."""


def fits(tree: Tree | Leaf) -> bool:
    """Whether a tree is one of u64 whose operators are those of Python."""
    if isinstance(tree, Leaf):
        return tree.kind.name == "u64"
    left, right = tree.left, tree.right
    if not fits(left) or not (fits(right) or _natural(right)):
        return False
    if tree.op in ("<<", ">>"):
        return isinstance(right, Leaf) and 0 <= right.kind.low == right.kind.high < 64
    if tree.op in "/%":
        return isinstance(right, Leaf) and right.kind.low > 0
    return tree.op in CLOSED or tree.op in ORDER or tree.op in EQUALITY


def _natural(right: Tree | Leaf) -> bool:
    """An i64 that is no less than zero counts as a u64 on the right."""
    return isinstance(right, Leaf) and right.kind.name == "int" and right.kind.low >= 0


def value(body: Body, tree: Tree) -> tuple[str, Kind]:
    """The value of a tree that fits."""
    checks: _Checks = []
    if tree.op in ORDER or tree.op in EQUALITY:
        text = f"({_int(body, tree.left, checks)[0]} {tree.op} {_int(body, tree.right, checks)[0]})"
        low, high = 0, 1
    else:
        text, low, high = _int(body, tree, checks)
    if checks:
        name = body.temp()
        body.put(f"{name} = {text}")
        text = name
    for result, node, below in checks:
        test, fault = (f"{result} < 0", "x_under()") if below else (f"{result} > {MOST}", "x_over()")
        body.put(f"if {test}: " + body.mark(fault, node.span))
    if tree.op in ORDER or tree.op in EQUALITY:
        return text, k.BOOL
    return f"U64({text})", k.Kind("u64", max(low, 0), min(high, MOST))


def _int(body: Body, tree: Tree | Leaf, checks: _Checks) -> _Found:
    if isinstance(tree, Leaf):
        return as_int(tree.text, tree.kind), tree.kind.low, tree.kind.high
    a, low, high = _int(body, tree.left, checks)
    b, least, most = _int(body, tree.right, checks)
    op = tree.op
    if op == "<<":
        return f"({a} << {b} & {MOST})", 0, MOST
    if op == "/":
        return f"({a} // {b})", 0, high // least
    if op == "%":
        return f"({a} % {b})", 0, min(high, most - 1)
    text = f"{a} {op} {b}"
    if op == ">>":
        return f"({text})", low >> least, high >> least
    if op == "&":
        if b.isdigit() and most >= high and most & (most + 1) == 0:
            return a, low, high  # all its bits stay
        return f"({text})", 0, min(high, most)
    if op in "|^":
        return f"({text})", 0, (1 << max(high, most).bit_length()) - 1
    if op == "-":
        low, high = low - most, high - least
    elif op == "+":
        low, high = low + least, high + most
    else:
        low, high = low * least, high * most
    if low >= 0 and high <= MOST:
        return f"({text})", low, high
    name = body.temp()
    checks.append((name, tree.node, op == "-"))
    return f"({name} := {text})", max(low, 0), min(high, MOST)


def wrapping(body: Body, name: str, receiver: str, args: list[tuple[str, Kind]]) -> tuple[str, Kind] | None:
    """What a method of a u64 that wraps around comes to, if it is one on another u64."""
    op = _WRAPPING.get(name)
    if op is None or len(args) != 1 or args[0][1].name != "u64":
        return None
    text, kind = args[0]
    made = f"U64({bare(receiver)} {op} {as_int(text, kind)} & {MOST})"
    return body.result(made, k.U64, plain(receiver), plain(text))

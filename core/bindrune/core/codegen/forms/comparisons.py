"""Comparisons of what has parts: structs that are followed, and tuples that are made only to be compared.

Where the fields of a struct are known to be of inline kinds, they are compared one by one, in the order in
which they are declared, as the language does. No struct of the program has an equality or order of its own.
Two tuples of the same length whose elements are of the same inline kinds need not be made. Strings are compared
by their texts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.codegen.inference import kinds as k
from bindrune.core.codegen.writer import plain
from bindrune.core.ir import nodes as ir

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bindrune.core.codegen.body import Body
    from bindrune.core.codegen.inference.kinds import Kind

    Value = tuple[str, Kind]

_ORDERED = frozenset(("int", "bool", "char", "u64"))
_EQUAL = frozenset((*_ORDERED, "float"))
_MOST = 6
"""How many parts are compared in place."""


def structs(body: Body, op: str, left: Value, right: Value) -> Value | None:
    """A comparison of two structs of one type, of which no value escapes."""
    kind = left[1] if left[1].own else right[1]
    struct = body.emission.structs.get(kind.of) if kind.own else None
    if struct is None or left[1].of != right[1].of or struct.shape == "unit":
        return None
    names = struct.fields if struct.shape == "named" else [str(at) for at in range(len(struct.fields))]
    fields = [body.emission.shapes.field_kind(kind, name).name for name in names]
    if len(names) > _MOST or not all(name.isascii() for name in names):
        return None
    if not _EQUAL.issuperset(fields) or not (op in ("==", "!=") or _ORDERED.issuperset(fields)):
        return None
    a, b = (body.named(text, of) for text, of in (left, right))
    text = _compared(op, [(f"{a}.f_{name}", f"{b}.f_{name}") for name in names])
    return body.result(text, k.BOOL, a, b)


def strings(body: Body, op: str, left: Value, right: Value, exact: Callable[[str, str], str]) -> Value:
    """A comparison of what are two Strings, as far as is known: of their texts, which are in the order of their bytes.

    ``exact`` gives the operation of tier 0 for two names: for Strings whose parts are not joined, and other values.
    """
    found = [(body.named(text, kind), kind) for text, kind in (left, right)]
    a, b = names = [name for name, _ in found]
    tests = [f"{name}.__class__ is String and {name}.parts is None" for name in dict.fromkeys(names)]
    return body.result(f"({a}.s {op} {b}.s if {' and '.join(tests)} else {exact(a, b)})", k.BOOL, *names)


def _compared(op: str, pairs: Sequence[tuple[str, str]]) -> str:
    """Whether a relation holds between sequences, whose elements are names or attributes."""
    if op in ("==", "!="):
        return f"({(' and ' if op == '==' else ' or ').join(f'{x} {op} {y}' for x, y in pairs)})"
    *first, (x, y) = pairs
    text = f"{x} {op} {y}"
    for x, y in reversed(first):
        text = f"({x} {op[0]} {y} or {x} == {y} and {text})"
    return f"({text})"


def tuples(body: Body, node: Any) -> Value | None:
    """``(a, b) == (c, d)``."""
    left, right = node.left, node.right
    if node.op not in ("==", "!=") or left.__class__ is not ir.MakeTuple or right.__class__ is not ir.MakeTuple:
        return None
    n = len(left.items)
    if not 0 < n == len(right.items) <= _MOST:
        return None
    found = body.atoms([*left.items, *right.items])
    if not body.reached:
        return "None", k.NEVER
    pairs = list(zip(found[:n], found[n:], strict=True))
    if all(a[1].name == b[1].name and a[1].name in _EQUAL for a, b in pairs):
        return _compared(node.op, [(plain(a[0]), plain(b[0])) for a, b in pairs]), k.BOOL
    made = [f"tuple_([{', '.join(text for text, _ in side)}])" for side in (found[:n], found[n:])]
    exact = body.mark(f"x_{'eq' if node.op == '==' else 'ne'}({', '.join(made)})", node.span)
    return body.result(exact, k.BOOL, *[plain(text) for text, _ in found])

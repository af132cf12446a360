"""Values that can be compared with each other: a random shape, and literals of it from few leaves.

Two literals of one shape are equal often enough, and differ in a leaf, a length or a variant
otherwise. What has no order of its own has one element, so that it is shown in one way. Structs and
enums are those of `ITEMS`.
"""

from __future__ import annotations

import random

ITEMS = "struct P { x, y } struct T(a, b); struct U; enum E { A, B(a), C { x } }"
"""The declarations that a program with such literals needs, on one line."""

LEAVES: dict[str, list[str]] = {
    "i64": ["0", "1", "(-1)", "i64::MIN", "i64::MAX", "256"],
    "u64": ["0u64", "1u64", "2u64", "18446744073709551615u64"],
    "f64": ["0.0", "(-0.0)", "1.0", "1.5", "f64::NAN", "f64::INFINITY", "f64::NEG_INFINITY"],
    "bool": ["true", "false"],
    "char": ["'a'", "'b'", "'é'", "'\\u{10ffff}'"],
    "str": ['""', '"a"', '"ab"', '"é"', '"\\u{ffff}"', '"\\u{10000}"'],
    "bytes": ['b""', 'b"a"', 'b"ab"', 'b"\\xff"'],
    "unit": ["()"],
    "ordering": ["std::cmp::Ordering::Less", "std::cmp::Ordering::Equal", "std::cmp::Ordering::Greater"],
    "type": ["i64", "String", "P", "E"],
}
HASHED = ("i64", "u64", "bool", "str", "bytes", "unit")
NESTING = ("vec", "tuple", "option", "result", "object", "P", "T", "E", "range", "deque", "map", "set")

Shape = tuple[str, list["Shape"]]
"""A kind with the shapes of its parts; `Shape` is recursive."""


def shape(rng: random.Random, depth: int, leaves: tuple[str, ...] = tuple(LEAVES)) -> Shape:
    """A random shape, nested so deep at most."""
    if depth == 0 or rng.random() < 0.3:
        return rng.choice(leaves), []
    kind = rng.choice(NESTING[:3] if leaves is HASHED else NESTING)
    if kind == "range":
        return kind, [(rng.choice(("i64", "u64", "f64", "char")), [])]
    if kind in ("map", "set"):
        return kind, [(rng.choice(("i64", "str")), []), shape(rng, depth - 1)]
    parts = rng.randint(1, 3) if kind == "tuple" else 2
    return kind, [shape(rng, depth - 1, leaves) for _ in range(parts)]


def literal(form: Shape, rng: random.Random) -> str:
    """An expression of a value of a shape."""
    kind, parts = form
    if kind in LEAVES:
        return rng.choice(LEAVES[kind])
    first, last = parts[0], parts[-1]
    if kind in ("vec", "deque"):
        items = f"[{', '.join(literal(first, rng) for _ in range(rng.randrange(3)))}]"
        return items if kind == "vec" else f"std::collections::VecDeque::from_iter({items})"
    if kind == "tuple":
        return f"({', '.join(literal(part, rng) for part in parts)},)"
    if kind == "option":
        return rng.choice(("None", f"Some({literal(first, rng)})"))
    if kind == "result":
        return rng.choice((f"Ok({literal(first, rng)})", f"Err({literal(last, rng)})"))
    if kind == "object":
        names = rng.sample("ab", rng.randrange(2))
        return f"#{{ {', '.join(f'{name}: {literal(first, rng)}' for name in names)} }}"
    if kind == "P":
        return f"P {{ x: {literal(first, rng)}, y: {literal(last, rng)} }}"
    if kind == "T":
        return f"T({literal(first, rng)}, {literal(last, rng)})"
    if kind == "E":
        return rng.choice(("E::A", f"E::B({literal(first, rng)})", f"E::C {{ x: {literal(first, rng)} }}"))
    if kind == "range":
        start, end = literal(first, rng), literal(first, rng)
        return rng.choice((f"({start}..{end})", f"({start}..={end})", f"({start}..)", f"(..{end})"))
    count = rng.randrange(2)
    if kind == "set":
        return f"std::collections::HashSet::from_iter([{', '.join(literal(first, rng) for _ in range(count))}])"
    assert kind == "map"
    entries = ", ".join(f"({literal(first, rng)}, {literal(last, rng)})" for _ in range(count))
    return f"std::collections::HashMap::from_iter([{entries}])"

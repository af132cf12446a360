"""What maps, sets and deques do with values, for ``shapes.py``: the rest of ``summaries.py``.

A key is hashed and compared, which runs nothing of the program for keys that can be hashed; of those that are no
inline values only tuples of i64 are followed further (``Shapes.key``). Values and elements are followed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bindrune.core.codegen.inference.states import Box, Var

if TYPE_CHECKING:
    from collections.abc import Callable

_PATH = "::std::collections::"

FUNCTIONS: dict[str, Callable[..., None]] = {}
METHODS: dict[tuple[str, str], Callable[..., bool]] = {}


def _new(tag: str, n: int) -> Callable[..., None]:
    def known(shapes: Any, args: list[Any], result: Any) -> None:
        for arg in args:
            shapes.sink(arg)
        shapes.grow(result, Box(tag, [Var() for _ in range(n)]))

    return known


for _name in ("new", "with_capacity"):
    FUNCTIONS[f"{_PATH}hash_map::HashMap::{_name}"] = _new("map", 2)
    FUNCTIONS[f"{_PATH}hash_set::HashSet::{_name}"] = _new("set", 1)
    FUNCTIONS[f"{_PATH}vec_deque::VecDeque::{_name}"] = _new("deque", 1)


def _does(takes: str, gives: str) -> Callable[..., bool]:
    """A method by what it takes (``k`` a key, ``v`` what goes in last, ``i`` an index) and what it gives.

    It gives a state by its name, ``opt`` an Option of what is in it last, ``item`` that itself.
    """

    def known(shapes: Any, box: Any, args: list[Any], result: Any) -> bool:
        if len(args) != len(takes):
            return False
        for arg, how in zip(args, takes, strict=True):
            if how == "v":
                shapes.flow(arg, box.items[-1])
            elif how == "k":
                shapes.key(arg, box.items[0])
            else:
                shapes.sink(arg)
        if gives == "item":
            shapes.flow(box.items[-1], result)
        elif gives != "opt":
            shapes.grow(result, gives)
        elif result.state is None:
            shapes.grow(result, Box("opt", [box.items[-1]]))
        return True

    return known


def _iterates(*which: int) -> Callable[..., bool]:
    """A method that gives an iterator over these items of the container."""

    def known(shapes: Any, box: Any, args: list[Any], result: Any) -> bool:
        if args:
            return False
        box.lent = True
        if result.state is None:
            found = [box.items[at] for at in which]
            shapes.grow(result, Box("iter", found if len(found) == 1 else [Var(Box("tuple", found))]))
        return True

    return known


def gone_through(shapes: Any, box: Any, element: Any) -> bool:
    """What a loop over a container takes from it, if that is known."""
    if box.tag in ("vec", "iter", "range", "set", "deque"):
        shapes.flow(box.items[0], element)
    elif box.tag != "map":
        return False
    elif element.state is None:
        shapes.grow(element, Box("tuple", box.items))
    box.lent = True
    return True


METHODS |= {
    ("map", "insert"): _does("kv", "opt"), ("map", "get"): _does("k", "opt"), ("map", "remove"): _does("k", "opt"),
    ("map", "contains_key"): _does("k", "bool"), ("map", "keys"): _iterates(0), ("map", "values"): _iterates(1),
    ("map", "iter"): _iterates(0, 1),
    **{("set", name): _does("k", "bool") for name in ("insert", "contains", "remove")},
    ("set", "iter"): _iterates(0),
    ("deque", "push_back"): _does("v", "unit"), ("deque", "push_front"): _does("v", "unit"),
    ("deque", "insert"): _does("iv", "unit"), ("deque", "remove"): _does("i", "opt"),
    **{("deque", name): _does("", "opt") for name in ("front", "back", "pop_front", "pop_back")},
    ("deque", "iter"): _iterates(0),
    **{(tag, "len"): _does("", "u64") for tag in ("map", "set", "deque")},
    **{(tag, "clear"): _does("", "unit") for tag in ("map", "set", "deque")},
    **{(tag, "is_empty"): _does("", "bool") for tag in ("map", "set")},
}  # fmt: skip

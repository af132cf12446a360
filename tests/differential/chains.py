"""Random chains of iterators, as Rune text and as the Python list that they should give.

A chain is a source, such as a range, and adapters behind it, all of pure functions over integers; so
what an adapter gives is a list made of its source's, from whichever end it is asked. Which chains
have a back end and a known length follows from their parts, and no other is asked for either.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import reduce


class Chain:
    """An iterator's ``text``, its ``items``, and what it can be asked for.

    ``back`` is whether it has a back end, ``exact`` whether it knows its length, ``counts`` whether
    a script can ask for that, ``peeks`` whether it can be peeked into, ``stays`` whether `nth` beyond
    the end leaves it where it was, as the reference's iterator over a Vec does.
    """

    def __init__(self, text: str, items: list[int], back: bool, exact: bool) -> None:
        self.text = text
        self.items = items
        self.back = back
        self.exact = exact
        self.counts = exact
        self.peeks = False
        self.stays = False

    def then(self, call: str, items: list[int], back: bool, exact: bool) -> Chain:
        """The chain with one more call."""
        return Chain(f"{self.text}.{call}", items, back, exact)


def source(rng: random.Random) -> Chain:
    """Something that gives integers."""
    n = rng.randrange(6)
    items = [rng.randrange(-9, 100) for _ in range(n)]
    start = rng.randrange(-3, 6)
    kind = rng.randrange(9)
    if kind == 0:
        return Chain(f"({start}..{start + n}).iter()", list(range(start, start + n)), True, True)
    if kind == 1:
        # Its length is one too small in the reference, and so are the numbers from behind.
        return Chain(f"({start}..={start + n}).iter()", list(range(start, start + n + 1)), True, False)
    if kind == 2:
        text = "".join(chr(97 + abs(x) % 26) for x in items)
        return Chain(f'"{text}".chars().map(|c| c.to_i64())', [ord(c) for c in text], True, False)
    if kind == 3:
        return Chain("std::iter::empty()", [], True, False)
    if kind == 4:
        return Chain(f"std::iter::once({start})", [start], True, False)
    if kind == 5:
        return Chain(f"Some({start}).iter()", [start], True, False)
    if kind == 6:
        body = " ".join(f"yield {x};" for x in items)
        return Chain(f"(|| {{ {body} if false {{ yield 0; }} }})().iter()", items, False, False)
    if kind == 7:
        return Chain(f"({start}..).iter().take({n})", list(range(start, start + n)), False, False)
    found = Chain(f"{items}.iter()", items, True, True)
    found.counts = False  # only adapters behind it have the method
    found.stays = True
    return found


def _map(it: Chain, rng: random.Random) -> Chain:
    k = rng.randrange(1, 4)
    return it.then(f"map(|x| x * {k} - 1)", [x * k - 1 for x in it.items], it.back, it.exact)


def _filter(it: Chain, rng: random.Random) -> Chain:
    k = rng.randrange(1, 4)
    return it.then(f"filter(|x| x % {k} == 0)", [x for x in it.items if x % k == 0], it.back, False)


def _filter_map(it: Chain, rng: random.Random) -> Chain:
    k = rng.randrange(-5, 50)
    return it.then(
        f"filter_map(|x| if x > {k} {{ Some(x - {k}) }} else {{ None }})",
        [x - k for x in it.items if x > k],
        it.back,
        False,
    )


def _flat_map(it: Chain, rng: random.Random) -> Chain:
    if rng.random() < 0.5:
        return it.then("flat_map(|x| [x, x + 1])", [y for x in it.items for y in (x, x + 1)], it.back, False)
    return it.then("flat_map(|x| 0..x % 3)", [y for x in it.items for y in range(remainder(x, 3))], it.back, False)


def _enumerate(it: Chain, rng: random.Random) -> Chain:
    return it.then(
        "enumerate().map(|p| p.1 - p.0.to_string().len() as i64)",
        [x - len(str(i)) for i, x in enumerate(it.items)],
        it.back and it.exact,
        it.exact,
    )


def _skip(it: Chain, rng: random.Random) -> Chain:
    n = rng.randrange(4)
    return it.then(f"skip({n})", it.items[n:], it.back and it.exact, it.exact)


def _take(it: Chain, rng: random.Random) -> Chain:
    n = rng.randrange(6)
    return it.then(f"take({n})", it.items[:n], it.back and it.exact, it.exact)


def _chain(it: Chain, rng: random.Random) -> Chain:
    other = chain(rng, rng.randrange(3))
    return it.then(f"chain({other.text})", it.items + other.items, it.back and other.back, it.exact and other.exact)


def _rev(it: Chain, rng: random.Random) -> Chain:
    return it.then("rev()", it.items[::-1], True, it.exact) if it.back else it


def _peekable(it: Chain, rng: random.Random) -> Chain:
    found = it.then("peekable()", it.items, it.back, it.exact)
    found.peeks = True
    return found


ADAPTERS: list[Callable[[Chain, random.Random], Chain]] = [
    *(_map, _filter, _filter_map, _flat_map, _enumerate, _skip, _take, _chain, _rev, _rev, _peekable),
]


def remainder(x: int, y: int) -> int:
    """The remainder as the language has it, with the sign of ``x``."""
    return x % y if x >= 0 else -(-x % y)


def chain(rng: random.Random, length: int) -> Chain:
    """A source with so many adapters."""
    it = source(rng)
    for _ in range(length):
        it = rng.choice(ADAPTERS)(it, rng)
    return it


def asked(it: Chain, rng: random.Random) -> tuple[str, str]:
    """A block that asks the chain from both ends, then for the rest; and the debug text of its value."""
    items = list(it.items)
    calls: list[str] = []
    results: list[str] = []
    for _ in range(rng.randrange(6)):
        n = rng.randrange(3)
        kinds = ["next", "nth"] + ["next_back", "nth_back"] * it.back + ["peek"] * it.peeks + ["len"] * it.counts
        kind = rng.choice(kinds)
        if kind == "len":
            results.append(str(len(items)))
        elif kind == "peek":
            results.append(option(items[:1]))
        elif kind == "nth" and it.stays and n >= len(items):
            results.append("None")
        else:
            if kind.startswith("nth"):
                items = items[n:] if kind == "nth" else items[: len(items) - min(n, len(items))]
            back = kind.endswith("back")
            results.append(option(items[-1:] if back else items[:1]))
            items = items[:-1] if back else items[1:]
        calls.append(f"it.{kind}({n if kind.startswith('nth') else ''})")
    call, result = rest(items, rng)
    calls.append(f"it.{call}")
    results.append(result)
    return f"{{ let it = {it.text}; [{', '.join(calls)}] }}", f"[{', '.join(results)}]"


def rest(items: list[int], rng: random.Random) -> tuple[str, str]:
    """A call that uses an iterator up, and the debug text of what it gives."""
    k = rng.randrange(10)
    passing = [x for x in items if x > k]
    return rng.choice(
        [
            ("collect::<Vec>()", str(items)),
            ("count()", str(len(items))),
            ("sum::<i64>()", str(sum(items))),
            ("fold(7, |a, x| a * 2 - x)", str(reduce(lambda a, x: a * 2 - x, items, 7))),
            ("reduce(|a, x| a * 2 - x)", option([reduce(lambda a, x: a * 2 - x, items)] if items else [])),
            (f"find(|x| x > {k})", option(passing[:1])),
            (f"any(|x| x > {k})", str(bool(passing)).lower()),
            (f"all(|x| x > {k})", str(len(passing) == len(items)).lower()),
        ]
    )


def option(found: list[int]) -> str:
    """The debug text of an option: of the element, if there is one."""
    return f"Some({found[0]})" if found else "None"

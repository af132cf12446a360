"""The order of comparisons of sorts, against recordings, and their result, against Python's."""

from __future__ import annotations

import random
import zlib
from typing import Any

import pytest

from bindrune.core.std.sorting import sort


def traced(items: list[Any]) -> list[tuple[Any, Any]]:
    """Sort ``items`` in place by their first parts; return the pairs of second parts compared."""
    pairs = []
    steps: Any = sort(items)
    try:
        a, b = next(steps)
        while True:
            pairs.append((a[1], b[1]))
            a, b = steps.send(a[0] < b[0])
    except StopIteration:
        return pairs


def items_of(n: int, seed: int, m: int) -> list[tuple[int, int]]:
    """Return the pseudo-random items that the reference was given."""
    items = []
    x = seed
    for i in range(n):
        x = (x * 1103515245 + 12345) % 2147483648
        items.append((x // 65536 % m, i))
    return items


RECORDED = [
    (2, 15, 1000000, 1, 2414782723),
    (2, 2, 5, 1, 2414782723),
    (2, 5, 40, 1, 2414782723),
    (5, 36, 1000000, 8, 1741811867),
    (5, 5, 5, 5, 3791022500),
    (5, 8, 40, 6, 3904246718),
    (20, 141, 1000000, 125, 3481495346),
    (20, 20, 5, 99, 1480022818),
    (20, 23, 40, 99, 3381823595),
    (21, 148, 1000000, 89, 3617866205),
    (21, 21, 5, 84, 3279898868),
    (21, 24, 40, 81, 30291266),
    (22, 155, 1000000, 94, 3458959137),
    (22, 22, 5, 82, 2522679844),
    (22, 25, 40, 82, 4141432798),
    (31, 218, 1000000, 135, 687948455),
    (31, 31, 5, 140, 2985010095),
    (31, 34, 40, 172, 2223984851),
    (32, 225, 1000000, 179, 3381933774),
    (32, 32, 5, 172, 3484460959),
    (32, 35, 40, 172, 498015339),
    (33, 232, 1000000, 177, 1996249110),
    (33, 33, 5, 165, 179356108),
    (33, 36, 40, 202, 312060310),
    (40, 281, 1000000, 264, 1246819254),
    (40, 40, 5, 220, 387668160),
    (40, 43, 40, 220, 2960201259),
    (63, 442, 1000000, 394, 1439669042),
    (63, 63, 5, 369, 1691303771),
    (63, 66, 40, 396, 1136681499),
    (64, 449, 1000000, 436, 3578791289),
    (64, 64, 5, 405, 322683462),
    (64, 67, 40, 457, 1661459760),
    (65, 456, 1000000, 417, 2766713473),
    (65, 65, 5, 342, 2992004400),
    (65, 68, 40, 412, 2826918072),
    (66, 463, 1000000, 439, 4256043710),
    (66, 66, 5, 373, 2367151471),
    (66, 69, 40, 402, 1372441602),
    (80, 561, 1000000, 535, 2598965133),
    (80, 80, 5, 395, 496009335),
    (80, 83, 40, 531, 509771016),
    (100, 701, 1000000, 684, 31962193),
    (100, 100, 5, 552, 3445893199),
    (100, 103, 40, 657, 518594533),
    (128, 897, 1000000, 980, 3008995629),
    (128, 128, 5, 502, 3042265018),
    (128, 131, 40, 1002, 1812017711),
    (129, 904, 1000000, 920, 3434582321),
    (129, 129, 5, 618, 941669087),
    (129, 132, 40, 906, 2921813303),
    (200, 1401, 1000000, 1593, 4154087394),
    (200, 200, 5, 863, 2584671060),
    (200, 203, 40, 1580, 2348353497),
    (300, 2101, 1000000, 2691, 3563094185),
    (300, 300, 5, 1277, 192358072),
    (300, 303, 40, 2602, 2539655342),
    (600, 4201, 1000000, 5896, 3985036786),
    (600, 600, 5, 2311, 3970179707),
    (600, 603, 40, 5123, 882879774),
    (1000, 7001, 1000000, 10561, 3593454857),
    (1000, 1000, 5, 4180, 2382404195),
    (1000, 1003, 40, 8189, 199315006),
    (3000, 21001, 1000000, 36763, 4104378798),
    (3000, 3000, 5, 11274, 520744762),
    (3000, 3003, 40, 20632, 8561308),
    (5000, 35001, 1000000, 64979, 584180118),
    (5000, 5000, 5, 18602, 2411780857),
    (5000, 5003, 40, 33971, 755471129),
]


@pytest.mark.parametrize(("n", "seed", "m", "count", "checksum"), RECORDED)
def test_comparisons_are_those_of_the_reference(n: int, seed: int, m: int, count: int, checksum: int) -> None:
    """As many, of the same pairs, in the same order."""
    pairs = traced(items_of(n, seed, m))
    assert (len(pairs), zlib.crc32(repr(pairs).encode())) == (count, checksum)


@pytest.mark.parametrize("n", [0, 1, 2, 20, 21, 64, 65, 500, 5000])
def test_sorts_are_stable(n: int) -> None:
    """The same result as Python's sort, for many and for few different keys."""
    for m in (3, 50, 10**9):
        items = [(random.Random(n + m).randrange(m), i) for i in range(n)]
        random.Random(n).shuffle(items)
        wanted = sorted(items, key=lambda item: item[0])
        traced(items)
        assert items == wanted


def test_an_inconsistent_comparator_keeps_the_elements() -> None:
    """No order, but nothing lost."""
    chance = random.Random(5)
    for n in (30, 64, 100, 1000):
        items: list[Any] = list(range(n))
        steps: Any = sort(items)
        try:
            next(steps)
            while True:
                steps.send(chance.random() < 0.5)
        except StopIteration:
            pass
        assert sorted(items) == list(range(n))

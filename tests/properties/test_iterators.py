"""Chains of iterators give what the same chain gives on Python lists, asked from both ends."""

from __future__ import annotations

import random
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from bindrune.core.api import MemoryIO, build_text
from bindrune.core.vm.operations.debug import debug
from tests.differential.chains import asked, chain

SETTINGS = settings(max_examples=60, deadline=None)


def value_of(text: str) -> str:
    """The debug text of an expression's value."""
    built = build_text(text, io=MemoryIO())
    assert built.ok, [found.message for found in built.diagnostics]
    return debug(built.run(budget=100_000))


@SETTINGS
@given(st.randoms(use_true_random=False), st.integers(0, 6))
def test_chains_are_lists(rng: random.Random, length: int) -> None:
    text, wanted = asked(chain(rng, length), rng)
    assert value_of(text) == wanted, text


@SETTINGS
@given(st.randoms(use_true_random=False), st.integers(0, 6))
def test_size_hints_hold(rng: random.Random, length: int) -> None:
    it = chain(rng, length)
    shown = value_of(f"{it.text}.size_hint()")
    found = re.fullmatch(r"\((\d+), (?:Some\((\d+)\)|None)\)", shown)
    assert found is not None, shown
    assert int(found[1]) <= len(it.items), it.text
    assert found[2] is None or int(found[2]) >= len(it.items), it.text
    assert not it.exact or found[1] == found[2], it.text

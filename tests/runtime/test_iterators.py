"""Iterators and adapters against Python's lists, from both ends."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bindrune.core.runtime.adapters import Chain, Enumerate, Peekable, Rev, Skip, Take, adapt
from bindrune.core.runtime.iterators import slice_iter
from bindrune.core.runtime.range_iterators import range_iter
from bindrune.core.vm.native import END, Driven
from bindrune.core.vm.values import EMPTY, RangeHalfOpen, RangeInclusive, Tuple, vec


def drive(result: Any) -> Any:
    """Drive nested generator objects that call nothing."""
    if result.__class__ is not Driven:
        return result
    stack, answer = [result], None
    while stack:
        try:
            request = stack[-1].send(answer)
        except StopIteration as end:
            stack.pop()
            answer = end.value
            if answer.__class__ is Driven:
                stack.append(answer)
                answer = None
            continue
        answer = None
        if request.__class__ is Driven:
            stack.append(request)
    return answer


Model = tuple[Any, list[Any]]


def build(items: list[int], plan: list[tuple[str, int]]) -> Model:
    """An iterator with adapters on it, and the list of what it should give."""
    it: Any = slice_iter(vec(list(items)))
    model: list[Any] = list(items)
    for name, n in plan:
        if name == "rev":
            it = adapt(Rev, it)
            it.direct = False
            model = model[::-1]
        elif name == "skip":
            it = adapt(Skip, it)
            it.n = n
            model = model[n:]
        elif name == "take":
            it = adapt(Take, it)
            it.n = n
            model = model[:n]
        elif name == "chain":
            it = adapt(Chain, it)
            it.other = slice_iter(vec([n]))
            model = [*model, n]
        elif name == "peekable":
            it = adapt(Peekable, it)
            it.peeked = EMPTY
    return it, model


PLANS = st.lists(
    st.tuples(st.sampled_from(["rev", "skip", "take", "chain", "peekable"]), st.integers(0, 4)),
    max_size=4,
)


@given(st.lists(st.integers(0, 9), max_size=5), PLANS, st.lists(st.booleans(), max_size=12))
def test_adapters(items: list[int], plan: list[tuple[str, int]], ends: list[bool]) -> None:
    """Elements, hints and lengths from both ends, in any mixture."""
    it, model = build(items, plan)
    for from_back in ends:
        assert drive(it.length()) == len(model)
        low, high = drive(it.hint())
        assert low <= len(model) <= (high if high is not None else len(model))
        x = drive(it.step_back() if from_back else it.step())
        if model:
            assert x == model.pop(-1 if from_back else 0)
        else:
            assert x is END
            break


@given(st.integers(-5, 5), st.integers(-5, 9), st.booleans(), st.integers(0, 6))
def test_ranges(start: int, end: int, inclusive: bool, n: int) -> None:
    """Integers and chars, steps of n and all at once."""
    made = RangeInclusive() if inclusive else RangeHalfOpen()
    made.start, made.end, made.token = start, end, None
    model = list(range(start, end + inclusive))
    assert list(range_iter(made).rest()) == model
    it = range_iter(made)
    assert it.skip(n) == (model[n] if n < len(model) else END)
    made.start, made.end = chr(0xD7FB + start), chr(0xE000 + end if end >= 0 else 0xD7FF + end)
    chars = "".join(range_iter(made).rest())
    assert all(not 0xD800 <= ord(c) < 0xE000 for c in chars)
    assert chars == "".join(sorted(chars))


def test_a_direct_adapter_steps_without_generators() -> None:
    """A slice under a few adapters needs no machine; under many it does."""
    it: Any = adapt(Enumerate, slice_iter(vec([5])))
    it.count = 0
    x = it.step()
    assert x.__class__ is Tuple
    assert x.a == [0, 5]
    it = slice_iter(vec([1]))
    for _ in range(1000):
        it = adapt(Take, it)
        it.n = 9
    assert it.direct is False
    assert drive(it.step()) == 1
    assert drive(it.hint()) == (0, 0)

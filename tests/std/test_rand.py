"""Generators: known answers of their algorithms, limits of ranges, equal seeds."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bindrune.core.std.generators import (
    ChaCha,
    Source,
    System,
    Xoshiro,
    below_u32,
    below_u64,
    chacha_block,
    pcg_seed,
    splitmix_seed,
)

SOURCES = st.builds(lambda n: Xoshiro(splitmix_seed(n)), st.integers(0, (1 << 64) - 1))


def test_splitmix_begins_as_published() -> None:
    """The first outputs of splitmix64 from zero are known."""
    seed = splitmix_seed(0)
    assert int.from_bytes(seed[:8], "little") == 0xE220A8397B1DCDAF
    assert int.from_bytes(seed[8:16], "little") == 0x6E789E6AA1B965F4


def test_a_block_is_what_twelve_rounds_of_zeros_give() -> None:
    """ChaCha12 of the zero key is known: 9bf49a6a 0755f953 …"""
    block = chacha_block([0] * 8, 0)
    assert [word.to_bytes(4, "little").hex() for word in block[:2]] == ["9bf49a6a", "0755f953"]


def test_words_go_on_past_a_block() -> None:
    """A u64 that begins at the last word of a block ends in the next block."""
    one, other = ChaCha(pcg_seed(7)), ChaCha(pcg_seed(7))
    words = [other.u32() for _ in range(40)]
    assert [one.u32() for _ in range(15)] == words[:15]
    assert one.u64() == words[15] | words[16] << 32


@given(SOURCES, st.integers(1, 1 << 64))
@settings(max_examples=60)
def test_u64_keeps_to_its_range(source: Xoshiro, size: int) -> None:
    assert 0 <= below_u64(source, size) < size


@given(SOURCES, st.integers(1, (1 << 32) - 1))
@settings(max_examples=60)
def test_u32_keeps_to_its_range(source: Xoshiro, size: int) -> None:
    assert 0 <= below_u32(source, size) < size


def test_seeds_have_32_bytes() -> None:
    sources: list[Source | System] = [Xoshiro(splitmix_seed(1)), ChaCha(pcg_seed(1)), System()]
    assert [len(source.fill()) for source in sources] == [32, 32, 32]

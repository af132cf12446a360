"""The number generators behind ``::rand``, which give the reference's numbers for a seed.

``Xoshiro`` (xoshiro256++) is small and fast, ``ChaCha`` (12 rounds, a stream of 32-bit words) is
hard to predict. Both give ``u32``, ``u64`` and ``fill``, 32 bytes; everything is little endian.
``System`` gives only ``fill``: what the host has for random bytes.
"""

from __future__ import annotations

from bindrune.core.runtime.active import granting_io

M32 = (1 << 32) - 1
M64 = (1 << 64) - 1
SEED_SIZE = 32


class Xoshiro:
    """xoshiro256++ with a state of four words of 64 bits."""

    __slots__ = ("a", "b", "c", "d")

    def __init__(self, seed: bytes) -> None:
        if not any(seed):
            seed = splitmix_seed(0)
        words = [int.from_bytes(seed[i : i + 8], "little") for i in range(0, SEED_SIZE, 8)]
        self.a, self.b, self.c, self.d = words

    def u64(self) -> int:
        """The next 64 bits."""
        a, b, c, d = self.a, self.b, self.c, self.d
        total = (a + d) & M64
        result = ((total << 23 | total >> 41) + a) & M64
        shifted = b << 17 & M64
        c ^= a
        d ^= b
        self.b = b ^ c
        self.a = a ^ d
        self.c = c ^ shifted
        self.d = (d << 45 | d >> 19) & M64
        return result

    def u32(self) -> int:
        """The upper half of the next 64 bits."""
        return self.u64() >> 32

    def fill(self) -> bytes:
        """The next 32 bytes."""
        return b"".join(self.u64().to_bytes(8, "little") for _ in range(4))


class ChaCha:
    """ChaCha of 12 rounds; the seed is the key, the block counter has 64 bits."""

    __slots__ = ("at", "block", "counter", "key")

    def __init__(self, seed: bytes) -> None:
        self.key = [int.from_bytes(seed[i : i + 4], "little") for i in range(0, SEED_SIZE, 4)]
        self.counter = 0
        self.block: list[int] = []
        self.at = 0

    def u32(self) -> int:
        """The next word."""
        if self.at == len(self.block):
            self.block = chacha_block(self.key, self.counter)
            self.counter = (self.counter + 1) & M64
            self.at = 0
        self.at += 1
        return self.block[self.at - 1]

    def u64(self) -> int:
        """The next two words, the lower one first."""
        low = self.u32()
        return low | self.u32() << 32

    def fill(self) -> bytes:
        """The next 32 bytes."""
        return b"".join(self.u32().to_bytes(4, "little") for _ in range(8))


class System:
    """The random bytes of the host, which are the operating system's unless it has others."""

    __slots__ = ()

    def fill(self) -> bytes:
        """The next 32 bytes. Raises ``VmError`` where the host does not grant them."""
        return granting_io("random").entropy(SEED_SIZE)


def chacha_block(key: list[int], counter: int) -> list[int]:
    """Return the 16 words of a block."""
    start = [0x61707865, 0x3320646E, 0x79622D32, 0x6B206574, *key, counter & M32, counter >> 32, 0, 0]
    x = start[:]
    for _ in range(6):
        for i, j, k, m in _QUARTERS:
            a, b, c, d = x[i], x[j], x[k], x[m]
            a = (a + b) & M32
            d ^= a
            d = (d << 16 | d >> 16) & M32
            c = (c + d) & M32
            b ^= c
            b = (b << 12 | b >> 20) & M32
            a = (a + b) & M32
            d ^= a
            d = (d << 8 | d >> 24) & M32
            c = (c + d) & M32
            b ^= c
            x[i], x[j], x[k], x[m] = a, (b << 7 | b >> 25) & M32, c, d
    return [(word + first) & M32 for word, first in zip(x, start, strict=True)]


_QUARTERS = (
    (0, 4, 8, 12),
    (1, 5, 9, 13),
    (2, 6, 10, 14),
    (3, 7, 11, 15),
    (0, 5, 10, 15),
    (1, 6, 11, 12),
    (2, 7, 8, 13),
    (3, 4, 9, 14),
)


def splitmix_seed(state: int) -> bytes:
    """Return the seed that splitmix64 makes of a number."""
    out = b""
    for _ in range(4):
        state = (state + 0x9E3779B97F4A7C15) & M64
        z = (state ^ state >> 30) * 0xBF58476D1CE4E5B9 & M64
        z = (z ^ z >> 27) * 0x94D049BB133111EB & M64
        out += (z ^ z >> 31).to_bytes(8, "little")
    return out


def pcg_seed(state: int) -> bytes:
    """Return the seed that PCG32 makes of a number."""
    out = b""
    for _ in range(8):
        state = (state * 6364136223846793005 + 11634580027462260723) & M64
        mixed = ((state >> 18 ^ state) >> 27) & M32
        turn = state >> 59
        out += ((mixed >> turn | mixed << (32 - turn)) & M32).to_bytes(4, "little")
    return out


Source = Xoshiro | ChaCha


def below_u64(source: Source, size: int) -> int:
    """Return a number from 0 to ``size`` - 1; ``size`` is at most 2**64."""
    if size > M64:
        return source.u64()
    product = source.u64() * size
    high, low = product >> 64, product & M64
    if low > (1 << 64) - size:
        more = source.u64() * size >> 64
        high += low + more > M64
    return high


def below_u32(source: Source, size: int) -> int:
    """Return a number from 0 to ``size`` - 1; ``size`` is less than 2**32."""
    least = ((1 << 32) - size) % size
    while True:
        product = source.u32() * size
        if product & M32 >= least:
            return product >> 32

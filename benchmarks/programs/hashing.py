MASK = 0xFFFFFFFFFFFFFFFF


def hash_of(text):
    found = 14695981039346656037
    for byte in text:
        found = (found ^ byte) * 1099511628211 & MASK
    return found ^ found >> 32


def step(state):
    state ^= state << 13 & MASK
    state ^= state >> 7
    return state ^ (state << 17 & MASK)


def ones(n):
    count = 0
    while n != 0:
        n &= n - 1
        count += 1
    return count


def main():
    text = b"the quick brown fox jumps over the lazy dog"
    mixed = 0
    for _ in range(2000):
        mixed = (mixed + hash_of(text) & MASK) ^ mixed >> 3
    state = 88172645463325252
    bits = 0
    total = 0
    for _ in range(150000):
        state = step(state)
        total = total + ((state * 2685821657736338717 & MASK) >> 11) & MASK
    for _ in range(8000):
        state = step(state)
        bits += ones(state)
    print(mixed, total, bits)


main()

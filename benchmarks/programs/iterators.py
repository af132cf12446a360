from itertools import chain, islice


def checks(n):
    values = [x * 7 % 1000 for x in range(n)]
    total = sum(x + 1 for x in values if x % 3 == 0)
    folded = 0
    for x in islice(values, 10, n - 10):
        folded = (folded * 3 + x) % 1000003
    indexed = 0
    for index, value in enumerate(values):
        indexed = (indexed + index * value) % 1000003
    last = 0
    for value in islice(reversed(values), n // 2):
        last = (last * 5 + value) % 10007
    both = sum(1 for x in chain(values, range(n // 4)) if x % 2 == 0)
    flat = sum(y % 11 for x in range(n // 50) for y in (x, x * 2, x * 3))
    found = any(x == 1001 for x in values)
    small = all(x < 1000 for x in values)
    return total, folded, indexed, last, both, flat, found, small


def main():
    result = ()
    for n in range(30):
        result = checks(10000 + n)
    print("(" + ", ".join(str(x).lower() for x in result) + ")")


main()

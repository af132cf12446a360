class Row:
    __slots__ = ("name", "count", "price")

    def __init__(self, name, count, price):
        self.name = name
        self.count = count
        self.price = price


def make_rows(n):
    return [Row(f"item {i % 100}", i % 37, (i % 1000) / 8.0) for i in range(n)]


def report(rows):
    parts = []
    for row in rows:
        total = row.price * row.count
        parts.append(f"{row.name:<10}|{row.count:>5}|{row.price:>9.2f}|{total:>11.3f}\n")
    return "".join(parts)


def main():
    rows = make_rows(60000)
    text = report(rows)
    length = len(text)
    for row in rows:
        line = f"{row.name}: {row.count} at {row.price}"
        pair = f'"{row.name}" {row.count:05} {row.count:x}'
        length += len(line) + len(pair)
    print(length)
    print(text[:80], end="")


main()

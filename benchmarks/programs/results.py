class Problem(Exception):
    pass


class Empty(Problem):
    pass


class NotANumber(Problem):
    def __init__(self, text):
        self.text = text


class OutOfRange(Problem):
    def __init__(self, value, limit):
        self.value = value
        self.limit = limit


def number(text):
    if not text:
        raise Empty
    try:
        return int(text)
    except ValueError:
        raise NotANumber(text) from None


def within(value, limit):
    if value > limit:
        raise OutOfRange(value, limit)
    return value


def first(fields):
    return len(fields[0]) if fields else None


def order(fields):
    count = within(number(fields[0]), 50)
    price = within(number(fields[1]), 900)
    try:
        discount = number(fields[2])
    except Problem:
        discount = 5
    return count * price - discount


def main():
    inputs = [
        ["3", "100", "7"],
        ["50", "899", ""],
        ["", "100", "1"],
        ["x1", "100", "1"],
        ["51", "3", "1"],
        ["7", "901", "x"],
        ["12", "34", "5"],
    ]
    total = empty = broken = beyond = 0
    for _ in range(20000):
        for fields in inputs:
            total += first(fields) or 0
            try:
                total = (total + order(fields)) % 1000003
            except Empty:
                empty += 1
            except NotANumber as problem:
                broken += len(problem.text)
            except OutOfRange as problem:
                beyond += problem.value - problem.limit
    print(total, empty, broken, beyond)


main()

def operations(modulus):
    bias = modulus % 10

    def add(stack):
        b = stack.pop()
        a = stack.pop()
        stack.append((a + b) % modulus)

    def multiply(stack):
        b = stack.pop()
        a = stack.pop()
        stack.append(a * b % modulus)

    def double(stack):
        a = stack.pop()
        stack.append(a + bias)
        stack.append(a)

    def scale(stack):
        a = stack.pop()
        stack.append((a * 3 + bias) % modulus)

    return [add, multiply, double, scale]


def counter(i):
    cell = 0

    def count(by):
        nonlocal cell
        cell += by + i
        return cell

    return count


def main():
    table = operations(10007)
    stack = [1]
    for i in range(500000):
        run = table[2] if len(stack) < 2 else table[i * 7 % 4]
        run(stack)
    total = 0
    for value in stack:
        total = (total + value) % 1000003
    counters = {f"counter {i}": counter(i) for i in range(10)}
    count = counters["counter 3"]
    for i in range(250000):
        total = (total + count(i % 5)) % 1000003
    print(total)


main()

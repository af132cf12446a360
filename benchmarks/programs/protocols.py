from collections import deque
from dataclasses import dataclass


@dataclass(slots=True)
class Point:
    x: int
    y: int


@dataclass(slots=True, order=True)
class Span:
    start: int
    end: int


def main():
    points = [Point(i % 17, i % 5) for i in range(300)]
    same = 0
    for a in points:
        for b in points:
            if a == b:
                same += 1
    before = 0
    span = Span(10, 20)
    for i in range(100000):
        if Span(i % 25, i % 40) < span:
            before += 1
        if (i % 7, i % 11) != (3, 4):
            before += 2
    grid = {}
    queue = deque()
    for i in range(1000):
        grid[i % 50, i // 50] = i
        queue.append(i)
    total = 0
    for i in range(100000):
        total += grid[i % 50, i % 20] * 2 + queue[i % 1000]
        queue[i % 1000] = total % 101
    text = "the quick brown fox jumps over the lazy dog"
    values = [1, 2, 3, 4, 5, 6, 7, 8]
    equal = 0
    for i in range(30000):
        start = i % 30
        if text[start : start + 3] + "!" == "own!":
            equal += 1
        if values[i % 4 :] == [3, 4, 5, 6, 7, 8]:
            equal += 10
    print(same, before, total, equal)


main()

class Heap:
    __slots__ = ("items",)

    def __init__(self):
        self.items = []

    def push(self, priority, value):
        items = self.items
        at = len(items)
        items.append((priority, value))
        while at > 0:
            parent = (at - 1) // 2
            if items[parent][0] <= priority:
                break
            items[at] = items[parent]
            at = parent
        items[at] = (priority, value)

    def pop(self):
        items = self.items
        if not items:
            return None
        last = items.pop()
        length = len(items)
        if length == 0:
            return last
        top = items[0]
        at = 0
        while True:
            child = at * 2 + 1
            if child >= length:
                break
            if child + 1 < length and items[child + 1][0] < items[child][0]:
                child += 1
            if last[0] <= items[child][0]:
                break
            items[at] = items[child]
            at = child
        items[at] = last
        return top


def main():
    heap = Heap()
    seed = 42
    check = 0
    for i in range(50000):
        seed = (seed * 1103515 + 12345) % 2147483
        heap.push(seed, i)
        if i % 3 == 2:
            priority, value = heap.pop()
            check = (check * 3 + priority + value) % 1000003
    while (found := heap.pop()) is not None:
        priority, value = found
        check = (check * 3 + priority + value) % 1000003
    print(check)


main()

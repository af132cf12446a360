class Node:
    __slots__ = ("left", "value", "right")

    def __init__(self, left, value, right):
        self.left = left
        self.value = value
        self.right = right


def insert(node, value):
    if node is None:
        return Node(None, value, None)
    if value < node.value:
        node.left = insert(node.left, value)
    else:
        node.right = insert(node.right, value)
    return node


def walk(node):
    if node is not None:
        yield from walk(node.left)
        yield node.value
        yield from walk(node.right)


def main():
    root = None
    seed = 12345
    for _ in range(4000):
        seed = (seed * 1103 + 12345) % 65536
        root = insert(root, seed)
    check = 0
    for number in range(30):
        for index, value in enumerate(walk(root), 1):
            check = (check + value * index + number) % 1000003
    print(check)


main()

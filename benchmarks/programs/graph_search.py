from collections import deque


def graph(nodes):
    return {n: [(n * 7 + 1) % nodes, (n * 3 + 5) % nodes, (n + 11) % nodes] for n in range(nodes)}


def distances(edges, start):
    seen = {start}
    queue = deque([(start, 0)])
    total = 0
    while queue:
        node, distance = queue.popleft()
        total += distance
        for other in edges[node]:
            if other not in seen:
                seen.add(other)
                queue.append((other, distance + 1))
    return len(seen), total


def main():
    edges = graph(5000)
    total = 0
    for start in range(80):
        reached, found = distances(edges, start * 13)
        total += reached + found
    print(total)


main()

def matrix(n, seed):
    rows = []
    for i in range(n):
        row = []
        for j in range(n + 1):
            seed = (seed * 1103 + 12345) % 65536
            row.append(seed / 65536.0 + (2.0 if i == j else 0.0))
        rows.append(row)
    return rows


def solve(rows, n):
    for k in range(n):
        pivot = k
        for i in range(k + 1, n):
            if abs(rows[i][k]) > abs(rows[pivot][k]):
                pivot = i
        rows[pivot], rows[k] = rows[k], rows[pivot]
        top = rows[k]
        for i in range(k + 1, n):
            row = rows[i]
            factor = row[k] / top[k]
            for j in range(k, n + 1):
                row[j] -= factor * top[j]
    found = [0.0] * n
    for i in reversed(range(n)):
        rest = rows[i][n]
        for j in range(i + 1, n):
            rest -= rows[i][j] * found[j]
        found[i] = rest / rows[i][i]
    return found


def main():
    check = 0.0
    for seed in range(20):
        for x in solve(matrix(60, seed), 60):
            check += x * x
    print(f"{check:.6f}")


main()

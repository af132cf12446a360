def distance(a, b):
    previous = list(range(len(b) + 1))
    for i in range(len(a)):
        current = [i + 1]
        for j in range(len(b)):
            cost = 0 if a[i] == b[j] else 1
            best = previous[j] + cost
            if previous[j + 1] + 1 < best:
                best = previous[j + 1] + 1
            if current[j] + 1 < best:
                best = current[j] + 1
            current.append(best)
        previous = current
    return previous[len(b)]


def ways(coins, at, amount, memo):
    if amount == 0:
        return 1
    if amount < 0 or at == len(coins):
        return 0
    known = memo[at][amount]
    if known >= 0:
        return known
    found = (ways(coins, at + 1, amount, memo) + ways(coins, at, amount - coins[at], memo)) % 1000003
    memo[at][amount] = found
    return found


def main():
    a = "the quick brown fox jumps over the lazy dog and runs away"
    b = "a quiet brown cat sleeps under the crazy log and dreams all day"
    total = 0
    for _ in range(150):
        total += distance(a, b)
    coins = [1, 2, 5, 10, 20, 50, 100, 200]
    for number in range(6):
        memo = [[-1] * 701 for _ in coins]
        total += ways(coins, 0, 700 - number, memo)
    print(total)


main()

class Item:
    __slots__ = ("name", "weight", "price")

    def __init__(self, name, weight, price):
        self.name = name
        self.weight = weight
        self.price = price


def main():
    items = []
    seed = 99
    for _ in range(40000):
        seed = (seed * 1103515 + 12345) % 2147483
        items.append(Item(f"n{seed % 500}", seed % 97, seed // 100))
    by_price = sorted(items, key=lambda item: item.price)
    by_weight = sorted(items, key=lambda item: (item.weight, -item.price))
    names = sorted((item.name, item.weight, item.price) for item in items)
    check = 0
    for i in range(len(items)):
        check = (check * 3 + by_price[i].weight + by_weight[i].price + names[i][2]) % 1000003
    print(check, names[0][0])


main()

import asyncio


async def leaf(n):
    return n * 7 % 13


async def tree(depth, n):
    if depth == 0:
        return await leaf(n)
    left = await tree(depth - 1, n * 2)
    right = await tree(depth - 1, n * 2 + 1)
    return (left + right * 3 + depth) % 100003


async def batch(number):
    a, b, c = await asyncio.gather(leaf(number), leaf(number + 1), tree(3, number))
    return a + b + c


async def main():
    total = await tree(15, 1)
    for number in range(4000):
        total = (total + await batch(number)) % 1000003
    print(total)


asyncio.run(main())

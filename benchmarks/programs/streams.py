import asyncio


async def numbers(limit):
    n = 0
    while n < limit:
        yield n
        n += 1


async def scaled(source, by):
    async for n in source:
        yield n * by % 1013


async def pairs(source):
    last = None
    async for n in source:
        if last is not None:
            yield last, n
            last = None
        else:
            last = n


async def main():
    total = 0
    async for a, b in pairs(scaled(numbers(150000), 37)):
        total = (total * 3 + a * b) % 1000003
    print(total)


asyncio.run(main())

import asyncio


async def produce(start, step):
    return (start * step) % 97


async def relay(future):
    return await future + 1


async def main():
    total = 0
    firsts = 0
    for number in range(3000):
        quick = asyncio.ensure_future(produce(number, 3))
        slow = asyncio.ensure_future(relay(relay(produce(number, 5))))
        waiting = {quick, slow}
        left = 2
        while waiting:
            done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                if task is quick:
                    total += task.result()
                    firsts += 1
                else:
                    total += task.result() * 2
                left -= 1
    print(total, firsts)


asyncio.run(main())

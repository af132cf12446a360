"""Micro-benchmark behind tier 0: ways to run the same loop of register bytecode in Python.

Run `python benchmarks/micro_dispatch.py`. The program counts down from n and sums what is even: eight instructions a
round. All forms share values, checks and result; each line is the least of five runs, in nanoseconds an instruction of
the program, and as a multiple of plain Python. `docs/decisions/0005-tier-0.md` quotes the ratios.
"""

from __future__ import annotations

import platform
import time
from collections.abc import Callable
from itertools import repeat
from typing import Any

N = 60_000
REM_EQ, ADD, SUB, LT, JUMP_UNLESS, LOOP, RETURN, REM, EQ = range(9)
# Registers: 0 n, 1 sum, 2 and 3 temporaries, 4 the constants 0, 5: 1, 6: 2.
PROGRAM: list[tuple[int, ...]] = [
    (LT, 2, 4, 0),  # 0: t = 0 < n
    (JUMP_UNLESS, 2, 8, 0),  # 1
    (REM, 2, 0, 6),  # 2: t = n % 2
    (EQ, 3, 2, 4),  # 3: u = t == 0
    (JUMP_UNLESS, 3, 6, 0),  # 4
    (ADD, 1, 1, 0),  # 5: sum += n
    (SUB, 0, 0, 5),  # 6: n -= 1
    (LOOP, 0, 0, 0),  # 7
    (RETURN, 1, 0, 0),  # 8
]
INSTRUCTIONS = N * 8 - N // 2
Registers = list[Any]


def registers() -> Registers:
    return [N, 0, None, None, 0, 1, 2]


def plain() -> int:
    """The same loop as Python itself runs it."""
    n, total = N, 0
    while n > 0:
        if n % 2 == 0:
            total += n
        n -= 1
    return total


def chain() -> int:
    """One loop, one `if` an operation."""
    R = registers()
    code = PROGRAM
    tick = repeat(None).__next__
    pc = 0
    while True:
        op, o, a, b = code[pc]
        pc += 1
        if op == ADD:
            x, y = R[a], R[b]
            if x.__class__ is not int or y.__class__ is not int or (x + y).bit_length() > 63:
                raise TypeError
            R[o] = x + y
        elif op == SUB:
            x, y = R[a], R[b]
            if x.__class__ is not int or y.__class__ is not int or (x - y).bit_length() > 63:
                raise TypeError
            R[o] = x - y
        elif op == REM:
            x, y = R[a], R[b]
            if x.__class__ is not int or y.__class__ is not int or x < 0 or y <= 0:
                raise TypeError
            R[o] = x % y
        elif op == LT:
            x, y = R[a], R[b]
            if x.__class__ is not int or y.__class__ is not int:
                raise TypeError
            R[o] = x < y
        elif op == EQ:
            x, y = R[a], R[b]
            if x.__class__ is not int or y.__class__ is not int:
                raise TypeError
            R[o] = x == y
        elif op == JUMP_UNLESS:
            if R[o] is not True:
                pc = a
        elif op == LOOP:
            tick()
            pc = a
        else:
            return int(R[o])


Handler = Callable[[Registers, int, int, int, int], int]


def _binary(compute: Callable[[int, int], Any]) -> Handler:
    def run(R: Registers, pc: int, o: int, a: int, b: int) -> int:
        x, y = R[a], R[b]
        if x.__class__ is not int or y.__class__ is not int:
            raise TypeError
        r = compute(x, y)
        if r.bit_length() > 63:
            raise OverflowError
        R[o] = r
        return pc + 1

    return run


def _jump_unless(R: Registers, pc: int, o: int, a: int, b: int) -> int:
    return pc + 1 if R[o] is True else a


def table() -> int:
    """One function an operation, found in a table by its number."""
    ticks = repeat(None).__next__

    def loop(R: Registers, pc: int, o: int, a: int, b: int) -> int:
        ticks()
        return a

    def leave(R: Registers, pc: int, o: int, a: int, b: int) -> int:
        return -1

    handlers: list[Handler] = [leave] * 9
    handlers[ADD] = _binary(int.__add__)
    handlers[SUB] = _binary(int.__sub__)
    handlers[REM] = _binary(int.__mod__)
    handlers[LT] = _binary(int.__lt__)
    handlers[EQ] = _binary(int.__eq__)
    handlers[JUMP_UNLESS], handlers[LOOP] = _jump_unless, loop
    R = registers()
    pc = 0
    while pc >= 0:
        op, o, a, b = PROGRAM[pc]
        pc = handlers[op](R, pc, o, a, b)
    return int(R[1])


SOURCES = {
    "add": "r = x + y\n        if r.bit_length() > 63: raise OverflowError\n        R[o] = r",
    "sub": "r = x - y\n        if r.bit_length() > 63: raise OverflowError\n        R[o] = r",
    "rem": "if x < 0 or y <= 0: raise TypeError\n        R[o] = x % y",
    "lt": "R[o] = x < y",
    "eq": "R[o] = x == y",
}
SHAPE = """
def make(o, a, b, nx):
    def run(R):
        x, y = R[a], R[b]
        if x.__class__ is not int or y.__class__ is not int: raise TypeError
        {body}
        return nx
    return run
"""


def _maker(name: str) -> Any:
    names: dict[str, Any] = {}
    exec(SHAPE.format(body=SOURCES[name]), names)
    return names["make"]


MAKERS = {number: _maker(name) for number, name in ((ADD, "add"), (SUB, "sub"), (REM, "rem"), (LT, "lt"), (EQ, "eq"))}


def by_pc() -> Callable[[], int]:
    """A closure an instruction, in a list; each returns the pc to go on with."""
    tick = repeat(None).__next__

    def jump(o: int, a: int, nx: int) -> Any:
        return lambda R: nx if R[o] is True else a

    def loop(R: Registers) -> int:
        tick()
        return 0

    code: list[Any] = []
    for pc, (op, o, a, b) in enumerate(PROGRAM):
        if op in MAKERS:
            code.append(MAKERS[op](o, a, b, pc + 1))
        else:
            code.append(jump(o, a, pc + 1) if op == JUMP_UNLESS else loop if op == LOOP else lambda R: -1)

    def run() -> int:
        R = registers()
        pc = 0
        while pc >= 0:
            pc = code[pc](R)
        return int(R[1])

    return run


def threaded(fused: bool) -> Callable[[], int]:
    """A closure an instruction that returns the closure to go on with; `fused` joins tests and jumps, step and loop."""
    tick = repeat(None).__next__

    def jump(o: int, other: Any, nx: Any) -> Any:
        return lambda R: nx if R[o] is True else other

    first: Any = None

    def loop(R: Registers) -> Any:
        tick()
        return first

    after: list[Any] = [None] * 9
    for pc in range(7, -1, -1):
        op, o, a, b = PROGRAM[pc]
        nx = after[pc + 1]
        after[pc] = MAKERS[op](o, a, b, nx) if op in MAKERS else jump(o, after[a], nx) if op == JUMP_UNLESS else loop
    if fused:
        plain_step, add_step = after[6], MAKERS[ADD]

        def step(R: Registers) -> Any:  # 6, 7, 0, 1
            x = R[0]
            if x.__class__ is not int:
                return plain_step
            R[0] = x = x - 1
            tick()
            return test if x > 0 else None

        add = add_step(1, 1, 0, step)

        def test(R: Registers) -> Any:  # 2, 3, 4
            x = R[0]
            if x.__class__ is not int or x < 0:
                raise TypeError
            return add if x % 2 == 0 else step

        first = test
    else:
        first = after[0]

    def run() -> int:
        R = registers()
        f = first
        while f is not None:
            f = f(R)
        return int(R[1])

    return run


def main() -> None:
    """Measure every form and print it."""
    forms: dict[str, Callable[[], int]] = {
        "plain Python": plain,
        "if chain": chain,
        "table of handlers": table,
        "closures, by pc": by_pc(),
        "closures, threaded": threaded(False),
        "closures, threaded, fused": threaded(True),
    }
    least = dict.fromkeys(forms, float("inf"))
    for _ in range(5):
        for name, form in forms.items():
            started = time.process_time()
            result = form()
            least[name] = min(least[name], time.process_time() - started)
            assert result == plain()
    base = least["plain Python"]
    print(f"Python {platform.python_version()}, {INSTRUCTIONS:,} instructions")
    for name, seconds in least.items():
        print(f"{name:28} {seconds * 1e9 / INSTRUCTIONS:7.1f} ns {seconds / base:7.1f}")


if __name__ == "__main__":
    main()

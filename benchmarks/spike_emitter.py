"""A spike, to be thrown away: real IR to Python source, to see that the fast tier needs no other representation.

    python benchmarks/spike_emitter.py [--source NAME]

It lowers five programs of `benchmarks/programs`, emits Python for the nodes that these use (`spike_bodies.py`; others
raise `KeyError` or `NotImplementedError`), runs it beside tier 0 and the program's twin in Python, and prints the
ratios. Output has to be that of both, fuel that of tier 0. What it shows stands in
`docs/decisions/0006-fast-tier-spike.md`.

A charge point takes one from `B`, which never ends: behind each slice of it stands the slow path (`Slices`).
"""

from __future__ import annotations

import gc
import io
import sys
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from functools import cmp_to_key
from itertools import chain, repeat
from pathlib import Path
from typing import Any

from spike_bodies import ARITHMETIC, MIN, Unit

from bindrune.core.api import MemoryIO, build_text
from bindrune.core.runtime.active import use_io
from bindrune.core.std import sorting
from bindrune.core.vm.access import borrow
from bindrune.core.vm.faults import overflow, underflow
from bindrune.core.vm.generators import Generator
from bindrune.core.vm.native import END
from bindrune.core.vm.operations import arith, compare, display, equality, fields
from bindrune.core.vm.values import Function, Tuple, vec

PROGRAMS = Path(__file__).resolve().parent / "programs"
BARS = {"fib": 1.7, "sieve": 1.6, "closures": 1.8, "generators": 2.5, "sort": 1.5}
"""What prototypes written by hand reached, as multiples of CPython's time."""
RUNS = 5


def generator(body: Any) -> Generator:
    """A generator whose frame is a generator of Python."""
    value = Generator()
    value.frame = body
    value.token = None
    return value


def closure(env: tuple[object, ...]) -> Function:
    """A function value."""
    value = Function()
    value.kind = "closure"
    value.env = env
    value.token = None
    return value


def refuse(value: object) -> Any:
    """Where the spike ends: values it has no path for."""
    raise NotImplementedError(repr(value))


def recheck(operation: str, value: int) -> None:
    """Refuse what is no i64; `bit_length` finds the smallest one too long."""
    if value != MIN:
        raise underflow() if operation == "sub" else overflow()


def sort_in_c(items: list[Any], comparator: Callable[[Any, Any], int]) -> None:
    """The bulk form of `sort_by`: Python's sort, which asks for other comparisons than the reference."""
    items.sort(key=cmp_to_key(comparator))


def sort_as_reference(items: list[Any], comparator: Callable[[Any, Any], int]) -> None:
    """`sort_by` with the comparisons of the reference, each charged."""
    sorting_ = sorting.sort(items)
    answer: Any = None
    try:
        while True:
            a, b = sorting_.send(answer)
            answer = comparator(a, b) < 0
    except StopIteration:
        pass


class Slices:
    """What `B` takes its ticks from: one `repeat` a slice. The slow path is the generator behind it."""

    LENGTH = 16_384

    def __init__(self) -> None:
        self.begun = 0
        self.slice: Any = repeat(None, 0)

    def __iter__(self) -> Any:
        while True:  # here budget, deadline and interrupts are looked at
            self.begun += 1
            self.slice = repeat(None, self.LENGTH)
            yield self.slice

    def spent(self) -> int:
        """How many ticks were taken."""
        return self.begun * self.LENGTH - int(self.slice.__length_hint__())


def emitted(source: str, out: io.StringIO, sort: Callable[..., None]) -> tuple[float, int]:
    """Run emitted source; return its seconds, and the fuel."""
    slices = Slices()
    exact = {f"exact_{name}": getattr(arith, name) for name in ARITHMETIC.values()}
    exact |= {f"exact_{name}": getattr(compare, name) for name in ("lt", "le", "gt", "ge", "cmp")}
    exact |= {"exact_eq": equality.partial_eq, "exact_ne": equality.ne}
    exact |= {"exact_not": arith.not_, "exact_field": fields.get_tuple}
    names: dict[str, Any] = {
        **exact, "B": chain.from_iterable(slices), "END": END, "Generator": Generator, "Tuple": Tuple, "borrow": borrow,
        "closure": closure, "display": display.display, "generator": generator,
        "mismatch": refuse, "println": lambda text: out.write(text + "\n"),
        "recheck": recheck, "refuse": refuse, "sort": sort, "vec": vec,
    }  # fmt: skip
    exec(compile(source, "<emitted>", "exec"), names)
    gc.collect()
    gc.disable()  # the language counts references and nothing else
    try:
        started = time.process_time()
        names["main_0"]()
        return time.process_time() - started, slices.spent()
    finally:
        gc.enable()


def twin(path: Path, out: io.StringIO) -> float:
    """Run the program in Python; return its seconds."""
    code = compile(path.read_text(encoding="utf-8"), str(path), "exec")
    with redirect_stdout(out):
        started = time.process_time()
        exec(code, {"__name__": "__main__"})
        return time.process_time() - started


def measure(name: str, sort: Callable[..., None] = sort_in_c) -> None:
    """Run a program three ways and print what came of it."""
    built = build_text((PROGRAMS / f"{name}.rn").read_text(encoding="utf-8"), script=False, io=MemoryIO())
    started = time.process_time()
    source = Unit(built.ir).source()
    emitting = time.process_time() - started
    execution = built.start()
    memory = MemoryIO()
    with use_io(memory):
        execution.run(1 << 60)
    ours = theirs = float("inf")
    for _ in range(RUNS):
        outs = [io.StringIO(), io.StringIO()]
        seconds, fuel = emitted(source, outs[0], sort)
        ours = min(ours, seconds)
        theirs = min(theirs, twin(PROGRAMS / f"{name}.py", outs[1]))
        assert outs[0].getvalue() == outs[1].getvalue() == memory.output, name
    same = "same" if fuel == execution.fuel_spent() else f"{fuel:,}, not {execution.fuel_spent():,}"
    label = name if sort is sort_in_c else f"{name}, comparisons as in the reference"
    times = f"{ours * 1e3:.0f} | {theirs * 1e3:.0f} | **{ours / theirs:.2f}** | {BARS[name]}"
    print(f"| {label} | {times} | {same} | {emitting * 1e3:.1f} |", flush=True)


def main() -> None:
    """Measure all five, or print what is emitted for one."""
    if sys.argv[1:2] == ["--source"]:
        text = (PROGRAMS / f"{sys.argv[2]}.rn").read_text(encoding="utf-8")
        print(Unit(build_text(text, script=False).ir).source())
        return
    print("| program | emitted (ms) | CPython (ms) | ratio | prototype | fuel | emission (ms) |")
    print("|---" * 7 + "|")
    for name in BARS:
        measure(name)
    measure("sort", sort_as_reference)


if __name__ == "__main__":
    main()

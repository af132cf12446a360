"""Generators that run as Python: what makes them, resumes them, and turns them into frames of tier 0.

The value is the same ``Generator`` in both tiers. While its ``frame`` is a generator of Python, ``f`` is
its ``Suspension``, ``out`` its *rank*, and ``wrap`` the fuel that its loops take from: that of the run in
which it was made. Python's generators are resumed by C, so what nests in one another is bounded:

* A generator's rank is above those of the generators it is given when it is made. Its body may resume
  generators of lower rank without further ado (``pull_within``), which takes as much stack as the rank says.
* Every other resumption *claims* the rank of what it resumes, by as many references to ``CLAIM``, which are
  let go when it is over, whichever way. A loop claims once. In a generator it holds its claim while that is
  suspended, too: no more than half of ``LIMIT`` may go there, or those that wait would leave nothing to the others.
* Where more is claimed than ``LIMIT``, the generator becomes a frame of tier 0 (``Suspension.thaw``), for
  good, and goes on there. So it does when it is cloned, when another run resumes it, and when tier 0 does:
  below tier 0 there is tier 0 only.

While its body runs, a generator's class is the busy twin, unless only the loop that resumes it can reach it.
"""

from __future__ import annotations

from sys import getrefcount

from bindrune.core.codegen.running.execution import CodePlace
from bindrune.core.vm.calls import Resume
from bindrune.core.vm.functions import HEAD, PythonCode
from bindrune.core.vm.generators import BusyGenerator, Generator, Stream
from bindrune.core.vm.native import END, Driven
from bindrune.core.vm.values import EMPTY, Complete, Some, Yielded, nothing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Final

    from bindrune.core.codegen.forms.sites import Site, Triple
    from bindrune.core.codegen.forms.waiting import Waiting
    from bindrune.core.codegen.module import Module
    from bindrune.core.codegen.running.support import Driver
    from bindrune.core.vm.closures.typing import Closure, Registers

    Entry = tuple[Registers, Closure, int, int]
    from bindrune.core.vm.functions import ScriptFunction

LIMIT: Final = 64
"""How much stack is claimed at most, in ranks."""

MAX_RANK: Final = 16
"""Generators of a higher rank are made in tier 0."""

NEXT: Final = "::std::ops::generator::Generator::next"


class Claim:
    """What is referred to once for each nested generator."""

    __slots__ = ()


CLAIM: Final = Claim()
_UNCLAIMED: Final = getrefcount(CLAIM)


def _references(value: object) -> int:
    return getrefcount(value)


def _alone() -> int:
    value = object()
    return _references(value)


ALONE: Final = _alone()
"""How many references the argument of a function has that only a local of its caller refers to."""


class Suspension(PythonCode):
    """What is known of the suspended frames of a function's code in Python: a generator's, future's or stream's."""

    __slots__ = ("_closures", "function", "module", "n_values", "number", "sites", "waiting")

    def __init__(
        self, function: ScriptFunction, module: Module, number: int, sites: dict[Triple, Site], waiting: Waiting = ()
    ) -> None:
        super().__init__(function.name)
        self.function = function
        self.n_values = function.n_captures + function.arity
        self.module = module
        self.number = number
        """That of its code object in the module."""
        self.sites = sites
        self.waiting = dict(waiting)
        self._closures: dict[int, Closure] = {}

    def thaw(self, generator: Any) -> None:
        """Let a generator that is suspended, or has not begun, go on in tier 0."""
        python = generator.frame
        if not self._closures:
            self._find_closures()
        if python.gi_suspended:
            place = self._place_of(python)
            pc, out = self.sites[place]
            frame = self._frame_of(python, place)
            generator.f = self._closures[pc + 1]
            generator.out = HEAD + out if out >= 0 else 0
        else:
            frame = self.function.frame[:]
            self.fill(frame, python)
            generator.f = self._closures[0]
            generator.out = 0
        python.close()
        generator.frame = frame
        generator.wrap = None

    def _place_of(self, python: Any) -> Triple:
        site = self.module.site(self.number, python.gi_frame.f_lasti // 2)
        assert site is not None
        return site.span.source, site.span.start, site.span.end

    def _frame_of(self, python: Any, place: Triple) -> list[Any]:
        """The frame of tier 0 for one that is suspended."""
        frame: list[Any] = self.function.frame[:]
        values = dict(python.gi_frame.f_locals)
        for name, value in values.items():
            if name[0] == "s":
                frame[HEAD + int(name[1:])] = value
        for register, name in self.waiting[place]:
            frame[HEAD + register] = values[name] if name in values else eval(name, python.gi_frame.f_globals)
        return frame

    def moved(self, entry: Entry, above: Registers) -> Entry:
        """What stands on the stack of another run for a body that awaits: a frame of tier 0, where it can be told."""
        N = entry[0]
        python = N[3]
        place = self._place_of(python)
        if place not in self.waiting:
            return entry
        if not self._closures:
            self._find_closures()
        pc, out = self.sites[place]
        frame = self._frame_of(python, place)
        frame[2] = N[2]
        python.close()
        if isinstance(above[2], Stream) and above[2].wrap is None:
            above[2].wrap = Some  # in tier 0 a stream's next is an Option always
        known = self.function.pcs.items()
        aside = [closure for closure, at in known if at == pc and closure not in self.function.starts]
        following = aside[0] if aside else self._closures[pc + 1]
        assert following is not None
        return frame, following, HEAD + out if out >= 0 else 0, pc

    def fill(self, frame: list[Any], python: Any) -> None:
        """Give a fresh frame of tier 0 the captures and arguments of one that has not begun."""
        values = python.gi_frame.f_locals
        for at, name in enumerate(python.gi_code.co_varnames[: self.n_values]):
            frame[HEAD + at] = values[name]

    def go_on(self, R: Registers, generator: Any, *_: Any) -> bool:
        """Tier 0 resumes a generator: it becomes one of it."""
        self.thaw(generator)
        return False

    def place(self, generator: Any) -> CodePlace:
        """Where a suspended body stands."""
        return CodePlace(self.function, self.module.site(self.number, generator.gi_frame.f_lasti // 2))

    def _find_closures(self) -> None:
        self.function.prepare()
        for closure, pc in self.function.starts.items():
            if closure is not None:
                self._closures.setdefault(pc, closure)


class Generators:
    """The generators of a program in the run that its driver serves."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver

    def maker(self, suspension: Suspension, body: Callable[..., Any]) -> Callable[..., Any]:
        """What a call of a generator function is; with captures, what makes that of them."""
        driver = self.driver
        function = suspension.function

        def make(*values: Any) -> Any:
            rank = 1
            for value in values:
                if value.__class__ is Generator and value.frame.__class__ is Driven and value.out >= rank:
                    rank = value.out + 1
            if rank > MAX_RANK or rank + getrefcount(CLAIM) - _UNCLAIMED > LIMIT:
                return driver.suspended(function, values)
            generator: Any = Generator()
            generator.frame = body(*values, rank)
            generator.f = suspension
            generator.out = rank
            generator.wrap = driver.run.fuel
            generator.token = None
            return generator

        if not function.n_captures:
            return make

        def capturing(*captures: Any) -> Callable[..., Any]:
            return lambda *arguments: make(*captures, *arguments)

        return capturing

    def is_here(self, generator: Any) -> bool:
        """Whether a generator is in order, runs as Python and was made in this run."""
        return (
            generator.__class__ is Generator
            and generator.frame.__class__ is Driven
            and generator.wrap is self.driver.run.fuel
        )

    def resume(self, request: Resume) -> Any:
        """Run a generator's body until it yields or ends."""
        if self.is_here(request.generator):
            return self.advance(request.generator, request.value, request.wrap)
        return self.driver.run.nested().resume(request)

    def advance(self, generator: Any, value: object, wrap: type | None) -> Any:
        """The same for one that is here."""
        rank = generator.out
        if rank + getrefcount(CLAIM) - _UNCLAIMED > LIMIT:
            return self.driver.run.nested().resume(Resume(generator, value, wrap))
        claimed = (CLAIM,) * rank
        frame = generator.frame
        generator.__class__ = BusyGenerator
        generator.frame = None
        try:
            # `next` resumes with nothing, which is not unit.
            answer = frame.send((value,) if value is not EMPTY and frame.gi_suspended else None)
        except StopIteration as stop:
            stop.__traceback__ = None
            generator.__class__ = Generator
            if wrap is None:
                return END
            if wrap is not Yielded:
                return nothing()
            wrap, answer = Complete, stop.value
        else:
            generator.__class__ = Generator
            generator.frame = frame
        del claimed
        if wrap is None:
            return answer
        wrapped: Any = wrap()
        wrapped.f_0 = answer
        wrapped.token = None
        return wrapped

    def next_site(self, handler: Callable[[Any], Any]) -> Callable[[Any], Any]:
        """The method ``next`` of generators."""
        is_here, advance, resume = self.is_here, self.advance, self.resume

        def site(generator: Any) -> Any:
            if is_here(generator) and generator.token is None:
                return advance(generator, EMPTY, Some)
            return resume(handler(generator))

        return site

    # For loops, which go through a generator of Python themselves.

    def pull(self, iterator: Any) -> tuple[Any, Any]:
        """The generator of Python that a ``for`` goes through, and a claim; false if it has to ask step by step."""
        if self.is_here(iterator):
            rank = iterator.out
            if rank + getrefcount(CLAIM) - _UNCLAIMED <= LIMIT:
                return iterator.frame, (CLAIM,) * rank
        return False, None

    def pull_within(self, iterator: Any, rank: int) -> tuple[Any, Any]:
        """The same within a generator of a rank: without a claim where that is high enough."""
        if self.is_here(iterator):
            below = iterator.out
            if below < rank:
                return iterator.frame, None
            if below + getrefcount(CLAIM) - _UNCLAIMED <= LIMIT // 2:
                return iterator.frame, (CLAIM,) * below
        return False, None

    def pull_own(self, value: Any) -> tuple[Any, Any]:
        """The same for the value of a local that nobody else can reach."""
        if getrefcount(value) == ALONE and value.__class__ is Generator and value.token is None:
            return self.pull(value)
        return False, None

    def pull_own_within(self, value: Any, rank: int) -> tuple[Any, Any]:
        """The same within a generator of a rank."""
        if getrefcount(value) == ALONE and value.__class__ is Generator and value.token is None:
            return self.pull_within(value, rank)
        return False, None

    def names(self) -> dict[str, Any]:
        """What emitted code knows of this."""
        return {
            "pull": self.pull, "pull_within": self.pull_within,
            "pull_own": self.pull_own, "pull_own_within": self.pull_own_within,
        }  # fmt: skip

"""Sessions: inputs evaluated one after another that share variables and items, as prompts and notebooks need.

An input is the body of a script in a source of its own (`<in 7>`). The session's variables are its first locals: they are
copied in before it runs, and its visible locals are copied out when it ends in order. So an input that panics, is
interrupted or does not compile changes no binding; what it did to shared values through them stays done.

How the locals get out: the body ends in an object that holds its value under `RESULT` and each visible local under its own
name. The machine needs to know nothing of sessions. An input that ends early, by `return` or `?`, gives a value but leaves
the variables as they were.

Items stay by path. A later input sees them behind its own, and before the prelude; what it defines again takes the place of
the old definition for all callers, since calls go through the machine's table of functions. A struct that is defined again
is a new type.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.io import StdIO
from bindrune.core.ir import nodes as ir
from bindrune.core.project.options import Options
from bindrune.core.session.outcome import Outcome
from bindrune.core.source import Sources
from bindrune.core.vm.errors import Termination, VmError
from bindrune.core.vm.values import EMPTY, Object

if TYPE_CHECKING:
    from bindrune.core.analysis.index import Scopes
    from bindrune.core.diagnostics.observer import CompilerObserver
    from bindrune.core.io import IO
    from bindrune.core.ir.lower.functions import Script
    from bindrune.core.ir.program import Lowered
    from bindrune.core.runtime.context import Context
    from bindrune.core.vm.execution import Execution


RESULT = "\0result"
"""The key of an input's value among its locals; no local can have this name."""


class Session:
    """Inputs that share bindings. One thread evaluates at a time; `interrupt` may come from any other."""

    def __init__(self, io: IO | None = None, *, context: Context | None = None, options: Options | None = None) -> None:
        if context is None:
            from bindrune.core.std.modules import default_context

            context = default_context()
        self.io = io or StdIO()
        self.context = context
        self.options = (options or Options()).copy()
        self.options.function_body = True
        self.sources = Sources()
        self._running: Execution | None = None
        self.reset()

    def reset(self) -> None:
        """Forget all variables and items. Sources stay, since values may still point at them."""
        from bindrune.core.runtime.scheduler import SelectorReactor
        from bindrune.core.vm.machine import Machine
        from bindrune.core.vm.statics import Statics

        self.variables: dict[str, object] = {}
        """The values of the variables by name."""
        self.moved: frozenset[str] = frozenset()
        """The variables that a closure has taken: naming them is an error."""
        self.items: Scopes = {}
        """The items of all inputs, as analysis keeps them."""
        self.machine = Machine(self.context, statics=Statics())
        self.reactor = SelectorReactor()
        self.count = 0

    def evaluate(
        self, text: str, name: str | None = None, *, remember: bool = True, observer: CompilerObserver | None = None
    ) -> Outcome:
        """Evaluate an input and return what came of it; only faults of ours raise.

        `name` is what messages call the source. With `remember` off, the input leaves no variables or items behind.
        """
        self.count += 1
        source = self.sources.add(name or f"<in {self.count}>", text)
        lowered = self._lower(source.id, observer)
        diagnostics = list(lowered.diagnostics)
        if lowered.program is None or lowered.script is None:
            return Outcome(self.sources, diagnostics)
        _end_in_object(lowered.script)
        from bindrune.core.compile.assemble.program import assemble

        loaded = self.machine.load(assemble(lowered.program))
        entry = loaded.entry
        assert entry is not None
        try:
            execution = self.machine.execute(
                entry, [self.variables[name] for name in self.variables], reactor=self.reactor
            )
            value = self._run(execution)
        except (VmError, Termination) as error:
            return Outcome(self.sources, diagnostics, error=error)
        if value.__class__ is not Object or RESULT not in value.d:  # type: ignore[attr-defined]
            return Outcome(self.sources, diagnostics, ok=True, value=value)
        assert isinstance(value, Object)
        result = value.d.pop(RESULT)
        if remember:
            self.variables = {name: kept for name, kept in value.d.items() if kept is not EMPTY}
            self.moved = lowered.script.moved
            self.items = lowered.analysis.index.to_inherit()
        return Outcome(self.sources, diagnostics, ok=True, value=result)

    def _lower(self, source: int, observer: CompilerObserver | None) -> Lowered:
        from bindrune.core.ir.program import lower_program
        from bindrune.core.project.loader import load

        loaded = load(self.sources, self.sources[source], self.io, function_body=True)
        return lower_program(
            loaded, self.options, observer, preset=list(self.variables), inherited=self.items
        )

    def _run(self, execution: Execution) -> object:
        from bindrune.core.runtime.active import use_io

        self._running = execution
        try:
            with use_io(self.io):
                outcome = execution.run()
        finally:
            self._running = None
        if outcome.kind == "yielded":
            execution.cancel()
            raise VmError("halted", "Halted for unexpected reason `yielded`")
        return outcome.value

    def interrupt(self) -> None:
        """End the run under way at its next charge point; from any thread. Without a run nothing happens."""
        running = self._running
        if running is not None:
            running.interrupt()


def _end_in_object(script: Script) -> None:
    """Make the body of a script end in an object of its value and its visible locals."""
    span = script.fn.span
    locals_: list[ir.Expr] = [ir.Local(span, slot) for slot in script.locals.values()]
    script.fn.body = ir.MakeObject(span, [RESULT, *script.locals], [script.fn.body, *locals_])

"""Sessions: inputs evaluated one after another that share variables and items, as prompts and notebooks need.

An input is the body of a script in a source of its own (`<in 7>`). The session's variables are its first locals: they
are copied in before it runs, and its visible locals are copied out when it ends in order. So an input that panics, is
interrupted or does not compile changes no binding; what it did to shared values through them stays done.

How the locals get out: the body ends in an object that holds its value under `RESULT` and each visible local under its
own name. The machine needs to know nothing of sessions. An input that ends early, by `return` or `?`, gives a value
but leaves the variables as they were.

Results stay too: `_` is the latest value that was not unit, `Out` maps the number of an input to its value. How `_` is
read is told in `syntax.inputs`.

Items stay by path. A later input sees them behind its own, and before the prelude; what it defines again takes the
place of the old definition for all callers, since calls go through the machine's table of functions. A struct that is
defined again is a new type.
"""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from bindrune.core.diagnostics.codes import NOT_USED
from bindrune.core.io import StdIO
from bindrune.core.ir import nodes as ir
from bindrune.core.project.options import Options
from bindrune.core.session.outcome import Outcome
from bindrune.core.source import Sources
from bindrune.core.std.hash_map import new_map
from bindrune.core.std.hash_tables import put
from bindrune.core.syntax.inputs import LAST, parse_input
from bindrune.core.vm.errors import Termination, VmError
from bindrune.core.vm.values import EMPTY, Object

if TYPE_CHECKING:
    from bindrune.core.diagnostics.observer import CompilerObserver
    from bindrune.core.ide.scope import SessionItem, SessionScope
    from bindrune.core.io import IO
    from bindrune.core.ir.lower.functions import Script
    from bindrune.core.ir.program import Lowered
    from bindrune.core.runtime.context import Context
    from bindrune.core.source import Source
    from bindrune.core.vm.execution import Execution


RESULT = "\0result"
"""The key of an input's value among its locals; no local can have this name."""


OUT = "Out"
"""The name of the map of all results."""


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
        self._is_to_stop = False
        self.is_evaluating = False
        """Whether an input is under way; what `interrupt` then says is heard."""
        self.reset()

    def reset(self) -> None:
        """Forget all variables and items. Sources stay, since values may still point at them."""
        from bindrune.core.runtime.scheduler import SelectorReactor
        from bindrune.core.vm.machine import Machine
        from bindrune.core.vm.statics import Statics

        self._out = new_map({})
        self.variables: dict[str, object] = {LAST: None, OUT: self._out}
        """The values of the variables by name, `LAST` and `OUT` among them."""
        self._before: Lowered | None = None
        """The latest input that left anything behind; it knows the items of all before it."""
        self._items: dict[str, SessionItem] | None = {}
        self.machine = Machine(self.context, statics=Statics())
        self.reactor = SelectorReactor()
        self.count = 0

    def evaluate(
        self,
        text: str,
        name: str | None = None,
        *,
        path: str | None = None,
        number: int | None = None,
        remember: bool = True,
        run: bool = True,
        budget: int | None = None,
        seconds: float | None = None,
        observer: CompilerObserver | None = None,
    ) -> Outcome:
        """Evaluate an input and return what came of it; only faults of ours raise.

        `name` is what messages call the source; beside `path` module files are looked for. `number` is the input's key
        in `Out`, by default how many there were. With `remember` off, the input leaves no variables, items or results
        behind; with `run` off, it is only compiled. A run that uses up its `budget` of fuel, or its `seconds`,
        ends in a termination.
        """
        self._is_to_stop = False
        self.count += 1
        number = self.count if number is None else number
        source = self.sources.add(name or f"<in {number}>", text, path)
        self.is_evaluating = True
        try:
            return self._evaluate(source, number, remember, run, budget, seconds, observer)
        finally:
            self.is_evaluating = False

    def _evaluate(
        self,
        source: Source,
        number: int,
        remember: bool,
        run: bool,
        budget: int | None,
        seconds: float | None,
        observer: CompilerObserver | None,
    ) -> Outcome:
        lowered = self._lower(source.id, observer)
        # What this input does not use, a later one may.
        diagnostics = [found for found in lowered.diagnostics if found.code is not NOT_USED]
        if lowered.program is None or lowered.script is None:
            return Outcome(self.sources, diagnostics)
        if not run:
            return Outcome(self.sources, diagnostics, ok=True)
        _bind(lowered.script, len(self.variables))
        from bindrune.core.compile.assemble.program import assemble

        statics = self.machine.statics
        assert statics is not None
        for static in lowered.program.statics:
            if static.span.source == source.id:
                statics.renew(static.item)
        loaded = self.machine.load(assemble(lowered.program))
        entry = loaded.entry
        assert entry is not None
        try:
            execution = self.machine.execute(
                entry, [self.variables[name] for name in self.variables], reactor=self.reactor
            )
            value = self._run(execution, budget, seconds)
        except (VmError, Termination) as error:
            return Outcome(self.sources, diagnostics, error=error)
        if value.__class__ is Object and RESULT in value.d:
            assert isinstance(value, Object)
            bindings = value.d
            value = bindings.pop(RESULT)
            if remember:
                self.variables = {name: kept for name, kept in bindings.items() if kept is not EMPTY}
                self._before = lowered
                self._items = None
        if remember and value is not None:
            self.variables[LAST] = value
            put(self._out.d, number, value)
        return Outcome(self.sources, diagnostics, ok=True, value=value)

    def _lower(self, source: int, observer: CompilerObserver | None) -> Lowered:
        from bindrune.core.ir.program import lower_program
        from bindrune.core.project.loader import load_tree

        tree = parse_input(self.sources[source])
        loaded = load_tree(self.sources, tree, self.io)
        return lower_program(
            loaded, self.options, observer, session=True, preset=list(self.variables), before=self._before
        )

    def _run(self, execution: Execution, budget: int | None, seconds: float | None) -> object:
        from bindrune.core.runtime.active import use_io

        if seconds is not None:
            execution.deadline = monotonic() + seconds
        self._running = execution
        if self._is_to_stop:
            execution.interrupt()
        try:
            with use_io(self.io):
                outcome = execution.run(budget)
        finally:
            self._running = None
        if outcome.kind == "limited":
            raise execution.end("budget", "the budget is used up")
        if outcome.kind == "yielded":
            execution.cancel()
            raise VmError("halted", "Halted for unexpected reason `yielded`")
        return outcome.value

    def scope(self) -> SessionScope:
        """What completion and inspection may know of the session; from any thread."""
        from bindrune.core.ide.scope import SessionScope, session_items
        from bindrune.core.vm.types import type_of

        types = {name: type_of(value).item for name, value in list(self.variables.items()) if name != LAST}
        before, items = self._before, self._items
        if items is None and before is not None:
            items = self._items = session_items(before.analysis.index.to_inherit())
        return SessionScope(types, items)

    def interrupt(self) -> None:
        """End the input under way at its next charge point; from any thread. Between inputs nothing happens."""
        self._is_to_stop = True
        running = self._running
        if running is not None:
            running.interrupt()


def _bind(script: Script, n_preset: int) -> None:
    """Make parameters of the preset variables, and end the body in an object of its value and its visible locals."""
    fn = script.fn
    fn.params = [ir.BindPat(fn.span, slot) for slot in range(n_preset)]
    locals_: list[ir.Expr] = [ir.Local(fn.span, slot) for slot in script.locals.values()]
    fn.body = ir.MakeObject(fn.span, [RESULT, *script.locals], [fn.body, *locals_])

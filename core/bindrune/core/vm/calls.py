"""Calls in full: any callee, from script code or from a native that calls back.

A call pushes ``(registers, closure, out, pc)`` onto the frame stack of the execution: whose turn it is when the callee
returns, where it goes on, which register takes the result (0: none), and the pc of the call, for backtraces.

A native that calls back is a Python generator object; it runs as a frame of its own (a *driven* frame), whose closure
``step_driven`` sends it the last answer and acts on its next request. So natives and scripts may call each other to any
depth on one Python loop. Register 3 of a driven frame holds the generator, 4 the answer.
"""

from __future__ import annotations

from bindrune.core.vm.access import deny
from bindrune.core.vm.errors import VmError
from bindrune.core.vm.faults import argument_count
from bindrune.core.vm.functions import DRIVEN, ScriptFunction, new_frame, wrong_arity
from bindrune.core.vm.native import Driven, Native
from bindrune.core.vm.structs import construct
from bindrune.core.vm.types import name_of
from bindrune.core.vm.values import Function, TypeValue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from bindrune.core.vm.closures.typing import Closure, Registers


class Resume:
    """A request to run the body of a generator or stream until it yields or ends.

    ``wrap`` says what the answer is: ``Some`` (an Option), ``Yielded`` (a GeneratorState), or ``None`` for the bare
    element or ``END``.
    """

    __slots__ = ("generator", "value", "wrap")

    def __init__(self, generator: Any, value: object, wrap: type | None) -> None:
        self.generator = generator
        self.value = value
        self.wrap = wrap


def invoke(
    R: Registers, callee: Any, arguments: tuple[Any, ...], o: int, nx: Closure, pc: int
) -> Closure | None:
    """Call any value from frame ``R``; return what runs next, or ``None`` if the frame changed."""
    if callee.__class__ is Function:
        target: Any = callee.target
        if target.__class__ is ScriptFunction:
            if len(arguments) != callee.arity:
                raise wrong_arity(target, len(arguments))
            return enter_script(R, target, callee.env + arguments, o, nx, pc)
        if target.__class__ is Native:
            return enter_native(R, target, arguments, o, nx, pc)
        if len(arguments) != callee.arity:
            raise argument_count(len(arguments), callee.arity)
        value = construct(target, arguments)
        if o:
            R[o] = value
        return nx
    if callee.__class__ is Native:
        return enter_native(R, callee, arguments, o, nx, pc)
    if callee.__class__ is ScriptFunction:
        if len(arguments) != callee.arity:
            raise wrong_arity(callee, len(arguments))
        return enter_script(R, callee, arguments, o, nx, pc)
    raise not_callable(callee)


def not_callable(callee: Any) -> VmError:
    """The error of calling a value that is no function, or one that was moved."""
    if getattr(callee.__class__, "home", None) is Function:
        return deny(callee, "read", "reading")
    if callee.__class__ is TypeValue:
        return VmError("missing-function", f"Missing function with hash `0x{callee.hash:x}`")
    return VmError(
        "unsupported-call-fn",
        f"Type `{name_of(callee)}` cannot be called since it's not a function",
    )


def enter_script(
    R: Registers, function: ScriptFunction, values: tuple[Any, ...], o: int, nx: Closure, pc: int
) -> Closure | None:
    """Call a script function with captures and arguments whose number was checked."""
    if function.successor is not None and not function.n_captures:
        function = function.current()
        if len(values) != function.arity:
            raise wrong_arity(function, len(values))
    X = R[0]
    frame = new_frame(function, X, values)
    if function.maker is not None:
        value = function.maker(function, frame)
        if o:
            R[o] = value
        return nx
    X.frames.append((R, nx, o, pc))
    X.R = frame
    X.f = function.entry
    return None


def enter_native(
    R: Registers, native: Native, arguments: tuple[Any, ...], o: int, nx: Closure, pc: int
) -> Closure | None:
    """Call a native; one that calls back gets a driven frame."""
    if native.arity != len(arguments) and native.arity >= 0:
        raise argument_count(len(arguments), native.arity)
    if native.fuel:
        R[0].charge(native.fuel)
    value = native.handler(*arguments)
    if value.__class__ is Driven or value.__class__ is Resume:
        return drive(R, value, o, nx, pc)
    if o:
        R[o] = value
    return nx


def drive(R: Registers, request: Any, o: int, nx: Closure, pc: int) -> Closure | None:
    """Run what a handler or operation returned instead of a value, as a frame of its own."""
    X = R[0]
    if request.__class__ is Resume:
        from bindrune.core.vm.generators import resume

        return resume(R, request.generator, request.value, request.wrap, o, nx, pc)
    X.frames.append((R, nx, o, pc))
    X.R = [X, DRIVEN, None, request, None]
    X.f = step_driven
    return None


def step_driven(N: Registers) -> Closure | None:
    """Send a driven native its answer and act on its next request, until a script function has to run.

    A driven frame that ends goes on in the one below it here at once, if that is driven too.
    """
    X = N[0]
    frames = X.frames
    answer = N[4]
    N[4] = None
    if N[2] is not None:
        X.task = N[2].parent
        N[2] = None
    while True:
        try:
            request = N[3].send(answer)
        except StopIteration as stop:
            answer = stop.value
            stop.__traceback__ = None
            if answer.__class__ is Driven:
                N[3] = answer
                answer = None
                continue
            N, f, o, pc = frames.pop()
            if answer.__class__ is Resume:
                X.R = N
                X.f = drive(N, answer, o, f, pc) or X.f
                return None
            if f is step_driven:
                if N[2] is not None:
                    X.task = N[2].parent
                    N[2] = None
                continue
            if o:
                N[o] = answer
            X.R = N
            X.f = f
            return None
        cls = request.__class__
        if cls is tuple:
            callee, arguments = request
            if callee.__class__ is Function:
                function: Any = callee.target
                if (
                    function.__class__ is ScriptFunction
                    and function.maker is None
                    and function.successor is None
                    and function.pcs
                    and function.arity == len(arguments)
                ):
                    frame = function.frame[:]
                    frame[0] = X
                    values = callee.env + arguments if callee.env else arguments
                    frame[3 : 3 + len(values)] = values
                    frames.append((N, step_driven, 4, 0))
                    X.R = frame
                    X.f = function.entry
                    return None
            try:
                following = invoke(N, callee, arguments, 4, step_driven, 0)
            except VmError:
                frames.append((N, step_driven, 4, 0))  # the native that asked sees the error
                raise
        elif cls is Driven:
            frames.append((N, step_driven, 4, 0))
            N = [X, DRIVEN, None, request, None]
            answer = None
            continue
        elif cls is int:
            if not X.charge(request):
                X.look(N, step_driven)
            answer = None
            continue
        elif cls is Resume:
            following = drive(N, request, 4, step_driven, 0)
        else:
            following = request.answer(N)
        if following is None:
            return None
        answer = N[4]
        N[4] = None

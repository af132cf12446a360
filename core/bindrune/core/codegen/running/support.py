"""What emitted code calls: the operations of tier 0 with their requests driven, calls of any value, iteration.

Operations and natives return a value or a generator of requests (``vm.native``). In tier 0 the machine
drives it as a frame; here ``Driver.drive`` does, a loop of Python that calls emitted functions itself:
between two functions of the program there is never a frame of C, so they nest as deep as Python's own do.
"""

from __future__ import annotations

from itertools import repeat
from math import sqrt

from bindrune.core.codegen.running.execution import FAULTS
from bindrune.core.codegen.running.generators import NEXT, Generators
from bindrune.core.vm import values as v
from bindrune.core.vm.access import borrow, take
from bindrune.core.vm.calls import Resume, not_callable
from bindrune.core.vm.closures.flow import refusal
from bindrune.core.vm.closures.matching import readable
from bindrune.core.vm.constants import build, bytes_
from bindrune.core.vm.errors import VmError, panic
from bindrune.core.vm.faults import argument_count, coercion, expected, expected_number, overflow, refuse, underflow
from bindrune.core.vm.functions import ScriptFunction, new_frame, wrong_arity
from bindrune.core.vm.generators import Generator
from bindrune.core.vm.loops import RANGE_LOOP, ListLoop, LongRange, loop_over, over_range
from bindrune.core.vm.native import END, Driven, Native
from bindrune.core.vm.operations import arith, compare, conversion, equality, fields, indexing
from bindrune.core.vm.operations.display import display, format_charged
from bindrune.core.vm.sizes import LARGE, PER_UNIT, charged
from bindrune.core.vm.structs import construct
from bindrune.core.vm.types import BOOL, FUNCTION, INLINE, STRING, type_of
from bindrune.core.vm.values import (
    EMPTY,
    Err,
    Function,
    Nothing,
    Ok,
    Some,
    String,
    Tuple,
    object_,
    string,
    text,
    tuple_,
    vec,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from bindrune.core.codegen.running.execution import CompiledExecution
    from bindrune.core.codegen.running.futures import Futures
    from bindrune.core.codegen.running.methods import MethodTable

STEP = object()
"""Stands for an element that the iterator has to be asked for."""

_ELEMENT = 16
"""The bytes of an element of a Vec in the reference."""

ARITHMETIC = ("add", "sub", "mul", "div", "rem", "bit_and", "bit_or", "bit_xor", "shl", "shr")


def x_check(value: int) -> None:
    """Refuse a result of more than 63 bits that is no i64."""
    if value != arith.MIN:
        raise overflow()


def x_check_low(value: int) -> None:
    """The same of a difference."""
    if value != arith.MIN:
        raise underflow()


def x_over() -> None:
    """What is more than a u64 may be."""
    raise overflow()


def x_under() -> None:
    """What is less than a u64 may be."""
    raise underflow()


def unlike(value: Any) -> bool:
    """False for a value that a pattern does not fit; one that was moved or is held is an error."""
    readable(value)
    return False


def is_unit(value: Any) -> bool:
    """Whether a value that is not ``None`` is unit: an empty tuple that a native made."""
    if value.__class__ is Tuple:
        return not value.a
    readable(value)
    return False


def is_of(value: Any, type_: Any) -> bool:
    """Whether a value is of a type that has no class of its own."""
    readable(value)
    return type_of(value).hash == type_.hash  # type: ignore[no-any-return]


OTHER = object()
"""Stands for what lies in a value that is no Option."""


def opened(value: Any) -> Any:
    """What lies in an Option: ``END`` for ``None``, ``OTHER`` if it is none at all."""
    cls = value.__class__
    if cls is Some:
        return value.f_0
    if cls is Nothing:
        return END
    readable(value)
    return OTHER


def opened_result(value: Any) -> Any:
    """The same of a Result, of whose error nothing is asked."""
    cls = value.__class__
    if cls is Ok:
        return value.f_0
    if cls is Err:
        return END
    readable(value)
    return OTHER


def same_parts(key: Any, parts: tuple[int, ...]) -> bool:
    """Whether a key is a tuple of these i64."""
    return key.__class__ is Tuple and key.a == [*parts] and all(part.__class__ is int for part in key.a)


def mismatch() -> Any:
    """A pattern that had to match did not."""
    raise panic("pattern did not match")


def taken(value: Any) -> Any:
    """A value moved out of its slot."""
    return take(value) if isinstance(value, v.Borrowable) else value


def leaving(value: Any) -> Any:
    """What ``?`` returns from the function, or the error of a value that is neither."""
    if value.__class__ is Nothing or value.__class__ is Err:
        return value
    raise refusal(value)


def closure(kind: str, target: Any, env: tuple[Any, ...], python: Any) -> Function:
    """A function value of a script function; ``python`` is what calls it here."""
    value = Function()
    value.kind = kind
    value.target = target
    value.env = env
    value.arity = target.arity
    value.py = python
    value.token = None
    return value


def ranged(cls: Any, start: Any, end: Any) -> Any:
    """A range."""
    value = cls()
    value.start = start
    value.end = end
    value.token = None
    return value


def elements(iterator: Any) -> Iterable[Any]:
    """What Python goes through for the iterator of a loop; others are asked step by step."""
    cls = iterator.__class__
    if cls is RANGE_LOOP:
        return iterator  # type: ignore[no-any-return]
    if cls is ListLoop or cls is LongRange:
        return iterator.items  # type: ignore[no-any-return]
    if getattr(cls, "direct", None) is True:
        return iter(iterator.step, END)  # somebody else may step it too
    return repeat(STEP)


class TypeTest(dict[type, bool]):
    """Whether values of a class are of a type; filled as classes are met."""

    __slots__ = ("hash",)

    def __init__(self, hash_: int) -> None:
        super().__init__()
        self.hash = hash_

    def __missing__(self, cls: Any) -> bool:
        info = INLINE.get(cls)
        if info is None:
            info = cls.info
        found = self[cls] = info.hash == self.hash
        return found


class Direct(dict[type, bool]):
    """Whether values of a class are native iterators in order that never run scripts; filled as classes are met."""

    __slots__ = ()

    def __missing__(self, cls: Any) -> bool:
        found = self[cls] = getattr(cls, "direct", None) is True and not cls.state
        return found


class Unloaded:
    """Stands for a class whose module is not loaded: no value is of it."""


def fresh_elements(iterator: Any) -> Iterable[Any]:
    """The same of an iterator that nobody else knows: its elements may be taken beforehand."""
    if getattr(iterator.__class__, "direct", None) is True:
        return iterator.rest()  # type: ignore[no-any-return]
    return elements(iterator)


def split_in_two(whole: str, separator: str) -> Any:
    """What ``split_once`` gives of a text: the two pieces, or ``END``."""
    before, found, after = whole.partition(separator)
    return tuple_([string(before), string(after)]) if found else END


def texts_of(iterator: Any) -> Iterable[Any]:
    """The texts of the pieces of a String that an iterator that nobody else knows gives; ``STEP`` for Strings."""
    from bindrune.core.std.string_split import SplitText

    return iterator.texts() if isinstance(iterator, SplitText) else repeat(STEP)


def taken_function(value: Any) -> Any:
    """A function that moves into a native."""
    from bindrune.core.runtime.arguments import take_argument

    return take_argument(value, FUNCTION)


def no_bool(value: Any) -> Any:
    """A predicate gave something that is no bool."""
    raise expected(BOOL, value)


def summed(total: int, value: Any) -> int:
    """The sum of ints with one more."""
    if value.__class__ is not int and value.__class__ is not v.U64:
        raise expected_number(value)
    if value > arith.MAX:
        raise coercion(value, "i64")
    total = int(total + value)
    if not arith.MIN <= total <= arith.MAX:
        raise overflow()
    return total


def hinted(items: range, entry: int = 0) -> None:
    """Refuse to collect more elements than there is memory for; of a table, an entry has so many bytes."""
    if items.start < items.stop:
        from bindrune.core.std.capacity import check_capacity, check_table

        if entry:
            check_table(items.stop - items.start, entry)
        else:
            check_capacity(items.stop - items.start, _ELEMENT)


def no_function(*_: Any) -> None:
    """What makes the Python function of a closure that has none."""


def text_of(value: String) -> str:
    """The text of a String."""
    return value.s if value.parts is None else text(value)


class Driver:
    """The operations of one run: they charge its fuel and run what is not emitted in its tier 0."""

    def __init__(self, run: CompiledExecution) -> None:
        self.run = run
        self.generators = Generators(self)
        self._futures: Futures | None = None
        self.resume = self.generators.resume

    @property
    def futures(self) -> Futures:
        """What makes futures and streams; a program without them needs none."""
        if self._futures is None:
            from bindrune.core.codegen.running.futures import Futures

            self._futures = Futures(self)
        return self._futures

    def drive(self, request: Any) -> Any:
        """Answer the requests of a generator until it returns; return its result."""
        generators: list[Any] = []
        answer: Any = None
        failed: Any = None
        while True:
            try:
                if failed is None:
                    request_ = request.send(answer)
                else:
                    error, failed = failed, None
                    request_ = request.throw(error)
            except StopIteration as stop:
                answer = stop.value
                stop.__traceback__ = None
                if answer.__class__ is Driven:
                    request, answer = answer, None
                    continue
                if answer.__class__ is not Resume:
                    if not generators:
                        return answer
                    request = generators.pop()
                    continue
                request, request_ = None, answer  # what a generator gives is the result
            except VmError as error:
                if not generators:
                    raise
                request = generators.pop()
                failed = error
                continue
            cls = request_.__class__
            if cls is Driven:
                generators.append(request)
                request, answer = request_, None
                continue
            if cls is int:
                self.run.charge(request_)
                answer = None
                continue
            try:
                if cls is tuple:
                    callee, arguments = request_
                    answer = self.call(callee, arguments)
                elif cls is Resume:
                    answer = self.resume(request_)
                else:
                    answer = self.run.nested().answer(request_)
            except VmError as error:
                failed = error
            except FAULTS as error:
                failed = self.run.exact(error)
                if not isinstance(failed, VmError):
                    raise
            if failed is not None:
                self.run.note(failed)  # the native may catch it, and go on
            if request is None:
                if not generators:
                    if failed is not None:
                        raise failed
                    return answer
                request = generators.pop()

    def call(self, callee: Any, arguments: tuple[Any, ...]) -> Any:
        """Call any value."""
        if callee.__class__ is Function:
            target: Any = callee.target
            if target.__class__ is ScriptFunction:
                if len(arguments) != callee.arity:
                    raise wrong_arity(target, len(arguments))
                python = callee.py
                if python is None:
                    python = self._bound(callee, target)
                if python is not None:
                    n = len(arguments)
                    # Without a star: these calls take no stack of C on any Python.
                    if n == 1:
                        return python(arguments[0])
                    if n == 2:
                        return python(arguments[0], arguments[1])
                    if n == 0:
                        return python()
                    if n == 3:
                        return python(arguments[0], arguments[1], arguments[2])
                    return python(*arguments)
                return self.script(target, callee.env + arguments)
            if target.__class__ is Native:
                return self.native(target, arguments)
            if len(arguments) != callee.arity:
                raise argument_count(len(arguments), callee.arity)
            return construct(target, arguments)
        if callee.__class__ is Native:
            return self.native(callee, arguments)
        if callee.__class__ is ScriptFunction:
            if len(arguments) != callee.arity:
                raise wrong_arity(callee, len(arguments))
            return self.script(callee, arguments)
        raise not_callable(callee)

    def python_of(self, callee: Function) -> Any:
        """The Python function of a function value of a script function, if that is emitted."""
        if callee.py is None and isinstance(callee.target, ScriptFunction):
            return self._bound(callee, callee.target)
        return callee.py

    def _bound(self, callee: Function, target: ScriptFunction) -> Any:
        """The Python function of a function value that was made elsewhere."""
        python = target.python
        if python is None or not target.n_captures:
            callee.py = python
            return python
        callee.py = python(*callee.env)
        return callee.py

    def script(self, function: ScriptFunction, values: tuple[Any, ...]) -> Any:
        """Call a script function that is not emitted, with captures and arguments that fit."""
        self._permit(function)
        if function.maker is not None:
            return self.suspended(function, values)
        return self.run.nested().call(function, values)

    def _permit(self, function: ScriptFunction) -> None:
        """Refuse what is not emitted where all has to be."""
        if self.run.loaded is not None and self.run.loaded.strict and function.python is None:
            name = function.item.removeprefix("::")
            raise VmError("tier", f"`{name}` is not emitted, which BINDRUNE_TIER=1 asks for")

    def suspended(self, function: ScriptFunction, values: tuple[Any, ...]) -> Any:
        """The generator, future or stream of a function."""
        assert function.maker is not None
        return function.maker(function, new_frame(function, self.run.nested(), values))

    def native(self, native: Native, arguments: tuple[Any, ...]) -> Any:
        """Call a native."""
        if native.arity != len(arguments) and native.arity >= 0:
            raise argument_count(len(arguments), native.arity)
        if native.fuel:
            self.run.charge(native.fuel)
        value = native.handler(*arguments)
        if value.__class__ is Driven:
            return self.drive(value)
        if value.__class__ is Resume:
            return self.resume(value)
        return value

    def native_caller(self, native: Native, given: int) -> Callable[..., Any]:
        """What calls a native with a number of arguments. Its result may have to be driven."""
        if native.arity >= 0 and native.arity != given:
            arity = native.arity

            def wrong(*_: Any) -> Any:
                raise argument_count(given, arity)

            return wrong
        handler = native.handler
        if native.fuel:
            charge, fuel = self.run.charge, native.fuel

            def costly(*arguments: Any) -> Any:
                charge(fuel)
                return handler(*arguments)

            return costly
        if native.path == NEXT:
            return self.generators.next_site(handler)
        if native.path.startswith(("::std::ops::generator::", "::std::stream::")):
            resume = self.resume

            def resuming(*arguments: Any) -> Any:
                value = handler(*arguments)
                return resume(value) if value.__class__ is Resume else value

            return resuming
        return handler

    def driven(self, value: Any) -> Any:
        """What a native returned, driven if it asks for something."""
        return self.drive(value) if value.__class__ is Driven else value

    def sorted_by(self, vec: Any, keys: Any) -> bool:
        """Sort a Vec by keys, if it has plain ones."""
        from bindrune.core.codegen.forms.sorting import sorted_by

        return sorted_by(vec, keys, self.run.charge)

    def caller_1(self, function: Any) -> Callable[[Any], Any]:
        """What calls a function value with one argument."""
        return self._direct(function, 1) or (lambda a: self.call(function, (a,)))

    def caller_2(self, function: Any) -> Callable[[Any, Any], Any]:
        """What calls a function value with two arguments."""
        return self._direct(function, 2) or (lambda a, b: self.call(function, (a, b)))

    def _direct(self, function: Any, given: int) -> Any:
        target = function.target
        if target.__class__ is not ScriptFunction or function.arity != given or target.maker is not None:
            return None
        return function.py if function.py is not None else self._bound(function, target)

    def call_0(self, callee: Any) -> Any:
        """Call a value without arguments."""
        return self.call(callee, ())

    def call_1(self, callee: Any, a: Any) -> Any:
        """Call a value with an argument."""
        return self.call(callee, (a,))

    def call_2(self, callee: Any, a: Any, b: Any) -> Any:
        """Call a value with two arguments."""
        return self.call(callee, (a, b))

    def call_3(self, callee: Any, a: Any, b: Any, c: Any) -> Any:
        """Call a value with three arguments."""
        return self.call(callee, (a, b, c))

    def step(self, iterator: Any) -> Any:
        """The next element of a loop's iterator, or ``END``."""
        if iterator.__class__ is Generator:
            return self.resume(Resume(iterator, EMPTY, None))
        value = iterator.step()
        if value.__class__ is Driven:
            return self.drive(value)
        return value

    def loop_over(self, value: Any) -> Any:
        """The iterator of a loop."""
        cls = value.__class__
        if getattr(cls, "direct", None) is True and not cls.state:
            return value
        iterator = loop_over(value)
        return self.drive(iterator) if iterator.__class__ is Driven else iterator

    def iter_over(self, value: Any, table: MethodTable) -> Any:
        """The iterator of a loop over what ``iter`` gives."""
        found = table[value.__class__](value)
        return self.loop_over(self.drive(found) if found.__class__ is Driven else found)

    def shown(self, value: Any) -> str:
        """The display form of a value."""
        cls = value.__class__
        if cls is String:
            return value.s if value.parts is None else text(value)
        found: Any = display(value)
        return self.drive(found) if found.__class__ is Driven else found  # type: ignore[no-any-return]

    def formatted(self, value: Any, spec: Any) -> str:
        """A value under a format spec."""
        found: Any = format_charged(value, spec)
        return self.drive(found) if found.__class__ is Driven else found  # type: ignore[no-any-return]

    def made_string(self, made: str) -> String:
        """A String of a template's text."""
        if len(made) >= LARGE:
            self.drive(charged(len(made), int))
        return string(made)

    def collected(self, value: Any) -> str:
        """The text of a String or char that is collected, and charged for by its length."""
        if value.__class__ is String:
            value = text(value)
        elif value.__class__ is not str:
            refuse(value, STRING, "read")
        if len(value) >= PER_UNIT:
            self.drive(charged(len(value), int))
        return value  # type: ignore[no-any-return]

    def large_text(self, made: str) -> None:
        """Charge for the String of a long text that is not made."""
        self.drive(charged(len(made), int))

    def panicking(self, message: Any) -> Any:
        """``panic!``."""
        raise panic(self.shown(message))

    def look(self) -> None:
        """The slice that loops take from is used up."""
        self.run.look_on()

    def pieces(self, items: range) -> Iterable[int]:
        """A range that is longer than a slice."""
        return self.run.pieces(items)

    def pieces_of(self, items: Any, n: int = -1) -> Iterable[Any]:
        """The iterator over a list that is longer than a slice, or over ``n`` elements."""
        return self.run.pieces_of(items, n)

    def driving(self, operation: Callable[..., Any]) -> Callable[..., Any]:
        """An operation on two values whose requests are driven."""
        drive = self.drive

        def run(a: Any, b: Any) -> Any:
            value = operation(a, b)
            return drive(value) if value.__class__ is Driven else value

        return run

    def driving_any(self, operation: Callable[..., Any]) -> Callable[..., Any]:
        """The same for any number of operands."""
        drive = self.drive

        def run(*operands: Any) -> Any:
            value = operation(*operands)
            return drive(value) if value.__class__ is Driven else value

        return run

    def names(self) -> dict[str, Any]:
        """The globals of emitted code, but for its bindings."""
        two, some = self.driving, self.driving_any
        exact = {f"x_{name}": two(getattr(arith, name)) for name in ARITHMETIC}
        exact |= {f"x_{name}_assign": two(getattr(arith, f"{name}_assign")) for name in ARITHMETIC}
        exact |= {f"x_{name}": two(getattr(compare, name)) for name in ("lt", "le", "gt", "ge")}
        return {
            **exact,
            "x_eq": two(equality.partial_eq), "x_ne": two(equality.ne),
            "x_neg": some(arith.neg), "x_not": some(arith.not_), "x_check": x_check, "x_check_low": x_check_low,
            "x_over": x_over, "x_under": x_under,
            "x_index": two(indexing.get_index), "x_set_index": some(indexing.set_index),
            "x_op_field": some(fields.op_field), "x_op_tuple_field": some(fields.op_tuple_field),
            "get_field": some(fields.get_field), "set_field": some(fields.set_field),
            "get_tuple": fields.get_tuple, "set_tuple": fields.set_tuple,
            "is_type": conversion.is_type, "as_type": conversion.as_type,
            "unlike": unlike, "is_unit": is_unit, "is_of": is_of, "mismatch": mismatch, "taken": taken,
            "DIRECT": Direct(), "opened": opened, "opened_result": opened_result, "OTHER": OTHER,
            "leaving": leaving, "closure": closure, "ranged": ranged, "elements": elements,
            "fresh_elements": fresh_elements, "texts_of": texts_of, "text_of": text_of,
            "no_function": no_function, "build": build, "bytes_": bytes_,
            "u64": v.u64, "append": arith.append,
            "some": v.some, "nothing": v.nothing, "LESS": v.LESS, "EQUAL": v.EQUAL, "GREATER": v.GREATER,
            "string": string, "vec": vec, "tuple_": tuple_, "object_": object_,
            "borrow": borrow, "taken_function": taken_function, "no_bool": no_bool, "summed": summed,
            "same_parts": same_parts, "ListLoop": ListLoop, "iter_over": self.iter_over, "hinted": hinted,
            "sorted_by": self.sorted_by, "caller_1": self.caller_1, "caller_2": self.caller_2,
            "drive": self.drive, "driven": self.driven, "call_0": self.call_0,
            "call_1": self.call_1, "call_2": self.call_2,
            "call_3": self.call_3, "call_n": self.call, "step": self.step, "loop_over": self.loop_over,
            "shown": self.shown, "formatted": self.formatted, "made_string": self.made_string,
            "look": self.look, "pieces": self.pieces, "pieces_of": self.pieces_of, "collected": self.collected,
            "large_text": self.large_text, "split_in_two": split_in_two,
            "panicking": self.panicking, "suspended": self.suspended, "over_range": over_range,
            **self.generators.names(), "FOREVER": repeat(None),
            "Driven": Driven, "END": END, "STEP": STEP, "EMPTY": EMPTY, "ONCE": (None,),
            "NUMBERS": frozenset((int, float)), "sqrt": sqrt, "U64": v.U64,
            **{name: getattr(v, name) for name in _CLASSES},
        }  # fmt: skip


_CLASSES = (
    "Bytes", "Err", "Function", "Nothing", "Object", "Ok", "Some", "String", "Tuple", "Vec",
    "RangeHalfOpen", "RangeFrom", "RangeFull", "RangeInclusive", "RangeTo", "RangeToInclusive",
)  # fmt: skip

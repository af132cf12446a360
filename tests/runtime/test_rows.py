"""Signatures, the checks that are made of them, and the tables that rows fill."""

from __future__ import annotations

from typing import Any

import pytest

from bindrune.core.runtime.module import LOADED, Module
from bindrune.core.runtime.signatures import parse
from bindrune.core.runtime.traits import CLONE
from bindrune.core.vm.access import borrow
from bindrune.core.vm.errors import VmError
from bindrune.core.vm.native import Driven
from bindrune.core.vm.types import VEC, native_type
from bindrune.core.vm.values import Borrowable, Function, Vec, string, text, u64, vec


class Thing(Borrowable):
    """A native type of the test."""

    __slots__ = ("n",)
    n: int


THING = native_type("::test::Thing", Thing)
module = Module("::test")
thing = module.type(THING)


@thing.method("fn read(&self) -> i64")
def read(value: Thing) -> int:
    return value.n


@thing.method("fn write(&mut self, n: u8)")
def write(value: Thing, n: int) -> None:
    value.n = n


@thing.method("fn swap(&mut self, other: &mut Thing)")
def swap(value: Thing, other: Thing) -> None:
    value.n, other.n = other.n, value.n


@thing.method("fn join(&mut self, other: &Thing)")
def join(value: Thing, other: Thing) -> None:
    value.n += other.n


@thing.method("fn eat(&self, other: Thing)")
def eat(value: Thing, other: Thing) -> int:
    return other.n


@thing.method("fn each(&mut self, f: Function)", calls_back=True)
def each(value: Thing, f: Function) -> Any:
    yield f, (value.n,)
    return value.n


@thing.method("fn peek(&self, f: Function)", calls_back=True)
def peek(value: Thing, f: Function) -> Any:
    yield f, (value.n,)


@module.function("fn mixed(a: f64, b: bool, c: char, d: &str, e: text, v: &Vec, rest: ..)")
def mixed(*values: Any) -> Any:
    return values


del LOADED["::test"]


def new(n: int = 1) -> Thing:
    """A thing."""
    made = Thing()
    made.n = n
    made.token = None
    return made


def function() -> Function:
    """A function value that nobody calls."""
    made = Function()
    made.py = None
    made.token = None
    made.kind = "native"
    made.target = None
    made.env = ()
    made.arity = 1
    return made


def method(name: str) -> Any:
    """The handler of a method."""
    return THING.method(name).handler


def error(name: str, *arguments: Any) -> str:
    """The text of the error that a method raises."""
    with pytest.raises(VmError) as caught:
        method(name)(*arguments)
    return caught.value.message


def test_signature() -> None:
    """Names, kinds, modes and results are read off the text."""
    signature = parse("async fn f::<T>(&mut self, a: usize, b: &Vec, ..) -> (u64, Option)", "T")
    assert (signature.name, signature.is_async, signature.arity) == ("f", True, -1)
    assert [p.mode for p in signature.params] == ["write", "int", "read", "rest"]
    assert signature.params[0].type == "T"
    assert signature.result == "(u64, Option)"
    assert parse("fn f()").params == []


def test_rows_are_built_when_used() -> None:
    """Handler and arity come with the first access."""
    native = THING.method("read")
    assert native.arity == 1
    assert native.handler(new(7)) == 7
    assert native.path == "::test::Thing::read"


def test_wrong_type() -> None:
    """The type is named as it is printed."""
    assert error("read", 1) == "Expected type `::test::Thing` but found `::std::i64`"


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (256, "Failed to convert value `256` to integer `u8`"),
        (-1, "Failed to convert value `-1` to integer `u8`"),
        (1.0, "Expected number type, but found `::std::f64`"),
        (True, "Expected number type, but found `::std::bool`"),
    ],
)
def test_integers(value: Any, message: str) -> None:
    """Integers must fit; other values are no numbers."""
    assert error("write", new(), value) == message


def test_u64_arrives_as_int() -> None:
    """Handlers never see the class of u64."""
    made = new()
    method("write")(made, u64(9))
    assert made.n.__class__ is int


def test_access() -> None:
    """Borrowed values are not written, moved ones not read, and one call does not hold a value twice."""
    made = new()
    held = borrow(made)
    assert error("write", made, 1).startswith("Cannot write, value has snapshot --000001")
    assert method("read")(made) == 1
    del held
    assert error("swap", made, made).startswith("Cannot write, value has snapshot -X000000")
    assert error("join", made, made).startswith("Cannot read, value has snapshot -X000000")
    assert error("eat", made, made).startswith("Cannot take, value has snapshot --000001")
    assert method("eat")(made, other := new(5)) == 5
    assert error("read", other).startswith("Cannot read, value has snapshot M-000000")


def test_arguments_are_checked_from_the_left() -> None:
    """The first fault is told."""
    assert error("write", 1, 1.0).startswith("Expected type")


def test_callbacks_hold_the_receiver() -> None:
    """``&mut self`` is held and ``&self`` borrowed while the callback runs; functions are moved."""
    made, f = new(), function()
    driven = method("each")(made, f)
    assert driven.__class__ is Driven
    callee, arguments = next(driven)
    assert callee is not f
    assert f.__class__.state == "M"
    assert arguments == (1,)
    assert error("read", made).startswith("Cannot read, value has snapshot -X000000")
    with pytest.raises(StopIteration) as end:
        driven.send(None)
    assert end.value.value == 1
    assert method("read")(made) == 1
    driven = method("peek")(made, function())
    next(driven)
    assert error("write", made, 1).startswith("Cannot write, value has snapshot --000001")
    driven.close()
    method("write")(made, 2)


def test_inline_and_text_arguments() -> None:
    """Floats, bools and chars by class, texts as Python text; the rest is handed on."""
    handler = module.functions["mixed"].handler
    owned, v = string("own"), vec([])
    assert handler(1.0, True, "c", string("d"), owned, v, 1, 2) == (
        1.0, True, "c", "d", "own", v, 1, 2,
    )  # fmt: skip
    assert owned.__class__.state == "M"
    with pytest.raises(VmError, match="Expected type `::std::f64` but found `::std::i64`"):
        handler(1, True, "c", string("d"), string("e"), v)


def test_traits_give_methods_when_asked() -> None:
    """A trait's row becomes the type's own."""
    assert VEC.method("clone").path == "::std::vec::Vec::clone"
    assert VEC.method("clone").handler(vec([1])).a == [1]
    assert CLONE in VEC.traits
    assert VEC.method("missing") is None


def test_string_arguments_keep_the_string() -> None:
    """A ``&str`` only reads."""
    s = string("a")
    module.functions["mixed"].handler(1.0, True, "c", s, string("e"), Vec_())
    assert text(s) == "a"


def Vec_() -> Vec:
    """An empty Vec."""
    return vec([])

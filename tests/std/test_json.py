"""JSON: what is written reads back, what Python's own reader reads is read the same, and no text
raises.
"""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bindrune.core.std.json_reader import Fault, read
from bindrune.core.vm.operations.debug import debug
from bindrune.core.vm.values import nothing, object_, some, string, text, vec
from tests.std.calling import call, shown

plain = st.none() | st.booleans() | st.integers(-(1 << 63), (1 << 63) - 1) | st.text()
data = st.recursive(plain, lambda x: st.lists(x) | st.dictionaries(st.text(), x), max_leaves=15)


def script(x: Any) -> Any:
    """Return the script value of Python's data."""
    if isinstance(x, str):
        return string(x)
    if isinstance(x, list):
        return vec([script(y) for y in x])
    if isinstance(x, dict):
        return object_({key: script(y) for key, y in x.items()})
    return x


@given(data)
@settings(max_examples=60)
def test_there_and_back(x: Any) -> None:
    value = script(x)
    written = call("::json::to_string", value).f_0
    assert json.loads(text(written)) == x
    assert debug(read(text(written).encode())) == debug(value)
    assert debug(read(json.dumps(x, indent=1).encode())) == debug(value)


@given(st.floats(allow_nan=False, allow_infinity=False))
@settings(max_examples=60)
def test_floats_are_near(x: float) -> None:
    back = call("::json::from_string", text(call("::json::to_string", x).f_0)).f_0
    assert abs(back - x) <= abs(x) * 1e-15 or abs(x) < 1e-300


@given(st.text(alphabet='{}[],:"\\u0189dDeE+-.truefalsn \n\x01å', max_size=25))
@settings(max_examples=150)
def test_no_text_is_beyond_reading(source: str) -> None:
    """Whatever is read, Python's reader reads; what is not gives a place within the text."""
    written = source.encode()
    try:
        read(written)
    except Fault as fault:
        assert 0 <= fault.at <= len(written) + 1
    else:
        json.loads(source)


@given(st.binary(max_size=12))
@settings(max_examples=100)
def test_any_bytes_may_stand_in_a_string(data: bytes) -> None:
    try:
        read(b'"' + data + b'"')
    except Fault as fault:
        assert 0 < fault.at <= len(data) + 2


def test_a_value_that_contains_itself_is_refused() -> None:
    round_ = vec([])
    round_.a.append(round_)
    assert "contains itself" in shown("::json::to_string", round_)


def test_nesting_costs_no_stack() -> None:
    deep = vec([])
    for _ in range(20_000):
        deep = vec([some(deep), nothing()])
    written = text(call("::json::to_string", deep).f_0)
    assert written.startswith("[" * 20_000)
    assert "recursion limit exceeded" in shown("::json::from_string", written)

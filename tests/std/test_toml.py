"""TOML: what is written reads back, here and with Python's own reader, and no text raises."""

from __future__ import annotations

import tomllib
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bindrune.core.std.toml_reader import read
from bindrune.core.std.toml_syntax import Fault
from bindrune.core.vm.operations.debug import debug
from bindrune.core.vm.values import object_, string, text, vec
from tests.std.calling import call, shown

words = st.text(alphabet="ab'\"\\\n\r\t\x01\x7få .")
plain = st.booleans() | st.integers(-(1 << 63), (1 << 63) - 1) | words
tables = st.recursive(
    st.dictionaries(words, plain | st.lists(plain, max_size=3), max_size=4),
    lambda x: st.dictionaries(words, x | st.lists(x | plain, max_size=3), max_size=3),
    max_leaves=6,
)


def script(x: Any) -> Any:
    """Return the script value of Python's data."""
    if isinstance(x, str):
        return string(x)
    if isinstance(x, list):
        return vec([script(y) for y in x])
    if isinstance(x, dict):
        return object_({key: script(y) for key, y in x.items()})
    return x


def sorted_(x: Any) -> Any:
    """Return data with its keys in order, since pairs are written before tables."""
    if isinstance(x, dict):
        return {key: sorted_(x[key]) for key in sorted(x)}
    return [sorted_(y) for y in x] if isinstance(x, list) else x


@given(tables)
@settings(max_examples=100)
def test_there_and_back(x: dict[str, Any]) -> None:
    written = text(call("::toml::to_string", script(x)).f_0)
    back = read(written.encode())
    assert tomllib.loads(written) == x
    again = text(call("::toml::to_string", back).f_0)
    assert again == written
    assert debug(script(sorted_(tomllib.loads(again)))) == debug(script(sorted_(x)))


@given(st.floats(allow_nan=False))
@settings(max_examples=60)
def test_floats_there_and_back(x: float) -> None:
    written = text(call("::toml::to_string", object_({"a": x})).f_0)
    assert debug(read(written.encode()).d["a"]) == debug(x)


@given(st.text(alphabet="ab01.=[]{},\"'\\#\n\r -_:Tx+eå\x01", max_size=25))
@settings(max_examples=200)
def test_no_text_is_beyond_reading(source: str) -> None:
    """Every text reads or gives an error that can be shown."""
    try:
        read(source.encode())
    except Fault as fault:
        assert -1 <= fault.start <= fault.end <= len(source.encode())
        assert shown("::toml::from_string", source).startswith("Err(Error { message: ")


def test_a_value_that_contains_itself_is_refused() -> None:
    round_ = object_({})
    round_.d["a"] = round_
    assert "contains itself" in shown("::toml::to_string", round_)
    loop = vec([])
    loop.a.append(loop)
    assert "contains itself" in shown("::toml::to_string", object_({"a": loop}))


def test_dotted_keys_within_inline_tables_nest_deeply() -> None:
    opening = "{" + ".".join("b" * 75) + " = "
    source = "a = " + opening * 75 + "1" + "}" * 75
    deep = call("::toml::from_string", source).f_0
    assert debug(deep).count("b") == 75 * 75
    assert text(call("::toml::to_string", deep).f_0).endswith(".b]\nb = 1\n")

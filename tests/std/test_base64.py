"""Base64: what is encoded decodes, and only one text stands for given bytes."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bindrune.core.vm.values import Bytes, Ok, text
from tests.std.calling import call


@given(st.binary())
@settings(max_examples=60)
def test_there_and_back(data: bytes) -> None:
    encoded = text(call("::base64::encode", data))
    assert bytes(call("::base64::decode", encoded).f_0.b) == data


@given(st.text(alphabet="AQgw+/=\nå", max_size=10))
@settings(max_examples=100)
def test_what_decodes_is_what_encodes(source: str) -> None:
    decoded = call("::base64::decode", source)
    if isinstance(decoded, Ok):
        assert isinstance(decoded.f_0, Bytes)
        assert text(call("::base64::encode", bytes(decoded.f_0.b))) == source

"""What a panic's help says about methods and fields that are missing."""

from __future__ import annotations

import pytest

from bindrune.core.api import VmError, build_text
from bindrune.core.vm.report import panic_of

STRUCT = "struct P { width } impl P { fn area(self) { 1 } } let p = P { width: || 1 };"


@pytest.mark.parametrize(
    ("text", "help_"),
    [
        ('"abc".lenn()', "did you mean `len`?"),
        ("[1].qqqqqq()", None),
        (f"{STRUCT} p.widht", "did you mean `width`?"),
        (f"{STRUCT} p.arae()", "did you mean `area`?"),
        (f"{STRUCT} p.area", "`area` is a method: call it by `value.area()`"),
        (f"{STRUCT} p.width()", "`width` is a field: call what it holds by `(value.width)(…)`"),
        ("#{ alpha: 1 }.alhpa", "did you mean `alpha`?"),
        ("1 / 0", None),
    ],
)
def test_help(text: str, help_: str | None) -> None:
    with pytest.raises(VmError) as raised:
        build_text(text).run()
    assert panic_of(raised.value).diagnostic.help == help_

"""Access states: moves, holds, shared borrows, and where references are not counted."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bindrune.core.vm.access import (
    borrow,
    check_read,
    check_write,
    hold,
    n_shared,
    release,
    snapshot,
    take,
)
from bindrune.core.vm.errors import VmError
from bindrune.core.vm.values import Vec, nothing, some, vec


def test_moves() -> None:
    """A moved value is gone for every name; its content lives on in a fresh cell."""
    v = vec([1])
    moved = take(v)
    assert moved.a == [1]
    assert moved.__class__ is Vec
    assert snapshot(v) == "M-000000"
    for use in (check_read, check_write, take):
        with pytest.raises(VmError, match="value has snapshot M-000000"):
            use(v)
    assert take(nothing()).name == "None"


def test_holds() -> None:
    """A held value can neither be read nor written."""
    v = some(1)
    hold(v)
    assert snapshot(v) == "-X000000"
    with pytest.raises(VmError, match="Cannot read, value has snapshot -X000000"):
        check_read(v)
    release(v)
    check_write(v)


def test_borrows() -> None:
    """Borrows last for as long as somebody has them; they forbid writing and taking."""
    v = vec([])
    held = [borrow(v), borrow(v)]
    assert n_shared(v) == 2
    check_read(v)
    with pytest.raises(VmError, match="Cannot take, value has snapshot --000002"):
        take(v)
    held.pop()
    assert snapshot(v) == "--000001"
    held.clear()
    check_write(v)


def test_without_counted_references() -> None:
    """Loans do the same where the interpreter does not count."""
    program = (
        "import sys\n"
        "sys.getrefcount = lambda x: 1\n"
        "from bindrune.core.vm import access\n"
        "from bindrune.core.vm.values import vec\n"
        "assert access.OWN == 0\n"
        "v = vec([])\n"
        "held = [access.borrow(v), access.borrow(v)]\n"
        "assert access.snapshot(v) == '--000002'\n"
        "held.pop()\n"
        "assert access.snapshot(v) == '--000001'\n"
        "held.clear()\n"
        "access.check_write(v)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)

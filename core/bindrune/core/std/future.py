"""``std::future``: lazy computations, and ``join``."""

from __future__ import annotations

from bindrune.core.runtime.module import Module
from bindrune.core.vm.access import check_read
from bindrune.core.vm.errors import VmError
from bindrune.core.vm.futures import FUTURE, Future, future
from bindrune.core.vm.select import join_all
from bindrune.core.vm.values import Tuple, Vec, tuple_, vec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from bindrune.core.vm.native import Driving

std = Module("::std::future")
std.type(FUTURE)


@std.function("async fn join(value: any) -> any")
def join(value: Any) -> Future:
    return future(_join(value))


def _join(value: Any) -> Driving:
    if value is None:
        return None
    home = getattr(value.__class__, "home", None)
    if home is not Vec and home is not Tuple:
        raise VmError("bad-argument", "Bad argument #0")
    check_read(value)
    results = yield join_all(list(value.a))
    return vec(results) if home is Vec else tuple_(results)

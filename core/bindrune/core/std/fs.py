"""``::fs``: reading files."""

from __future__ import annotations

from bindrune.core.runtime.active import current_io
from bindrune.core.runtime.module import Module
from bindrune.core.std.io import made_error, new_error
from bindrune.core.vm.futures import Future, future
from bindrune.core.vm.sizes import PER_UNIT
from bindrune.core.vm.values import err, ok, string

TYPE_CHECKING = False
if TYPE_CHECKING:
    from bindrune.core.io import IO
    from bindrune.core.vm.native import Driving

std = Module("::fs")


@std.function("async fn read_to_string(path: text) -> Result<String, Error>", capability="fs-read")
def read_to_string(path: str) -> Future:
    return future(_reading(current_io(), path))


def _reading(io: IO, path: str) -> Driving:
    """Read when the future is polled; the whole file at once."""
    if "\0" in path:
        return err(made_error("InvalidInput", "file name contained an unexpected NUL byte"))
    try:
        data = io.read_bytes(path)
    except OSError as cause:
        return err(new_error(cause))
    if len(data) >= PER_UNIT:
        yield len(data) // PER_UNIT
    try:
        return ok(string(data.decode("utf-8")))
    except UnicodeDecodeError:
        return err(made_error("InvalidData", "stream did not contain valid UTF-8"))

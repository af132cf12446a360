"""``std::stream``: async generators."""

from __future__ import annotations

from bindrune.core.runtime.module import Module
from bindrune.core.runtime.traits import CLONE
from bindrune.core.vm.futures import Future, stream_future
from bindrune.core.vm.generators import STREAM, Stream, fork
from bindrune.core.vm.values import EMPTY, Some, Yielded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


std = Module("::std::stream")
stream = std.type(STREAM)
stream.implement(CLONE)


@stream.method("async fn next(&mut self) -> Option")
def next_(s: Stream) -> Future:
    return stream_future(s, EMPTY, Some)


@stream.method("async fn resume(&mut self, value: any) -> GeneratorState")
def resume(s: Stream, value: Any) -> Future:
    return stream_future(s, value, Yielded)


@stream.protocol("DEBUG_FMT", "fn debug(&self)")
def debug(s: Stream) -> str:
    return f"Stream {{ completed: {'true' if s.frame is None else 'false'} }}"


@stream.protocol("CLONE", "fn clone(&self) -> Stream")
def clone(s: Stream) -> Any:
    return fork(s)

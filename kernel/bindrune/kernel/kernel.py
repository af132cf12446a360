"""The Jupyter kernel: messages in, one `Session` behind, messages out.

ipykernel's base class gives the process: channels, heartbeat, threads, streams. This class says what a cell does.
Its overrides, and why they differ from the base:

* ``kernel_info`` claims only what is there; the base imports a Python debugger to claim it.
* completion, inspection, ``is_complete`` and history are answered in the thread that reads the shell channel, so that
  they work while a cell runs: front ends send them on the same channel, behind the running cell.
* an interrupt is a message; the session is told, and stops at its next charge point with all values as they were. A
  signal does the same: the base would raise KeyboardInterrupt wherever Python happens to be.
* what a cell prints belongs to the cell: the base tells Python's streams nothing of the request they serve.

Standard output and standard error go through ipykernel's batching streams. A cell's error is shown once, as ANSI text
with the place in the source.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from errno import ENOTSUP
from threading import Lock, Timer
from traceback import format_exception
from typing import TYPE_CHECKING, Any

from ipykernel.kernelbase import Kernel

from bindrune.core.api import Session, completeness, render_ansi
from bindrune.core.ide.completion import complete
from bindrune.core.ide.hover import inspect
from bindrune.core.io import StdIO
from bindrune.core.version import VERSION
from bindrune.kernel.display import bundle
from bindrune.kernel.history import History

if TYPE_CHECKING:
    from bindrune.core.api import Outcome

ANSWERED_WHILE_BUSY = {
    "complete_request",
    "inspect_request",
    "is_complete_request",
    "history_request",
    "kernel_info_request",
    "comm_info_request",
}


WAITS = 200
"""How often an interrupt looks whether its cell has begun."""
MAX_PRINTED = 4_000_000
"""Characters that one cell may print; a notebook with more cannot be opened any more."""


class StreamIO(StdIO):
    """The program's input and output: the streams that ipykernel puts in the place of Python's."""

    def __init__(self) -> None:
        self.printed = 0

    def write_out(self, text: str) -> None:
        """Write to the cell's standard output."""
        if self._fits(text):
            sys.stdout.write(text)

    def write_err(self, text: str) -> None:
        """Write to the cell's standard error."""
        if self._fits(text):
            sys.stderr.write(text)

    def _fits(self, text: str) -> bool:
        before = self.printed
        self.printed += len(text)
        if self.printed <= MAX_PRINTED:
            return True
        if before <= MAX_PRINTED:
            sys.stderr.write(f"[what the cell prints beyond {MAX_PRINTED:,} characters is not shown]\n")
        return False

    def read_line(self) -> str:
        """Refuse: nobody could answer."""
        raise OSError(ENOTSUP, "A cell has no standard input")


class RuneKernel(Kernel):
    """A kernel with one session; see the module's documentation."""

    implementation = "bindrune"
    implementation_version = VERSION
    banner = f"Bindrune {VERSION}: Rune 0.15"
    language_info = {  # noqa: RUF012  (the base declares an instance variable)
        "name": "rune",
        "version": "0.15",
        "mimetype": "text/x-rune",
        "file_extension": ".rn",
        "pygments_lexer": "rune",
        "codemirror_mode": "rust",
        "nbconvert_exporter": "script",
    }
    help_links = [{"text": "The Rune language", "url": "https://rune-rs.github.io/"}]  # noqa: RUF012

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)  # type: ignore[no-untyped-call]
        self.streams = StreamIO()
        self.rune = Session(self.streams)
        self.past = History()
        self._evaluating = Lock()
        self._is_serving = False

    @property
    def kernel_info(self) -> dict[str, Any]:
        """What a front end is told about this kernel."""
        return {
            "protocol_version": "5.5",
            "implementation": self.implementation,
            "implementation_version": self.implementation_version,
            "language_info": self.language_info,
            "banner": self.banner,
            "help_links": self.help_links,
            "debugger": False,
            "supported_features": [],
        }

    def set_parent(self, ident: Any, parent: Any, channel: str = "shell") -> None:
        """Note which request is served, for what is sent and for what is printed."""
        super().set_parent(ident, parent, channel)  # type: ignore[no-untyped-call]
        if channel == "shell":
            self._is_serving = parent.get("header", {}).get("msg_type") == "execute_request"
            for stream in (sys.stdout, sys.stderr):
                if hasattr(stream, "set_parent"):
                    stream.set_parent(parent)

    def pre_handler_hook(self) -> None:
        """Let a signal interrupt the session while a request is served."""
        self.saved_sigint_handler = signal.signal(signal.SIGINT, lambda *_: self._interrupt())

    def _interrupt(self, waits: int = WAITS) -> None:
        """Stop the running cell; one of which front ends know already may not have reached the session yet."""
        if waits and self._is_serving and not self.rune.is_evaluating:
            again = Timer(0.005, self._interrupt, (waits - 1,))
            again.daemon = True
            again.start()
            return
        self.rune.interrupt()

    async def shell_channel_thread_main(self, msg: Any) -> None:
        """Answer what needs no running cell at once, in this thread; pass the rest on."""
        session: Any = self.session
        try:
            idents, frames = session.feed_identities(msg, copy=False)
            header = session.deserialize(frames, content=False, copy=False)["header"]
        except Exception:  # not a message; the base reports it
            header = {}
        if header.get("msg_type") not in ANSWERED_WHILE_BUSY or header.get("subshell_id"):
            await super().shell_channel_thread_main(msg)  # type: ignore[no-untyped-call]
            return
        parent = session.deserialize(frames, content=True, copy=False)
        self._publish_status("busy", "shell", parent)  # type: ignore[no-untyped-call]
        try:
            await getattr(self, header["msg_type"])(self.shell_stream, idents, parent)
        finally:
            self._publish_status("idle", "shell", parent)  # type: ignore[no-untyped-call]

    async def interrupt_request(self, stream: Any, ident: Any, parent: Any) -> None:
        """Stop the running cell; the reply does not wait for it.

        A cell of which front ends know already may not have reached the session yet.
        """
        for _ in range(WAITS):
            if not self._is_serving or self.rune.is_evaluating:
                break
            await asyncio.sleep(0.005)
        self.rune.interrupt()
        session: Any = self.session
        session.send(stream, "interrupt_reply", {"status": "ok"}, parent, ident=ident)

    def publish(self, kind: str, content: dict[str, Any]) -> None:
        """Send a message to all front ends, about the request that is served."""
        self.send_response(self.iopub_socket, kind, content)  # type: ignore[no-untyped-call]

    async def do_execute(
        self,
        code: str,
        silent: bool,
        store_history: bool = True,
        user_expressions: dict[str, str] | None = None,
        allow_stdin: bool = False,
        *,
        cell_meta: dict[str, Any] | None = None,
        cell_id: str | None = None,
    ) -> dict[str, Any]:
        """Run a cell and publish its result or its error."""
        if code.lstrip().startswith("?"):
            return self._page(code.lstrip()[1:].strip())
        number = self.execution_count
        self.streams.printed = 0
        try:
            with self._evaluating:
                outcome = self.rune.evaluate(
                    code, f"<in {number}>", number=number, remember=store_history and not silent
                )
            self._is_serving = False
            return self._publish(outcome, number, code, silent, store_history, user_expressions or {})
        except Exception as fault:
            return self._internal_error(fault, number)
        finally:
            self._is_serving = False

    def _publish(
        self, outcome: Outcome, number: int, code: str, silent: bool, store: bool, expressions: dict[str, str]
    ) -> dict[str, Any]:
        """Publish what came of a cell; return the content of the reply."""
        sys.stdout.flush()
        warnings = [d for d in outcome.diagnostics if d.severity == "warning"]
        if warnings and not silent:
            sys.stderr.write("\n".join(render_ansi(d, self.rune.sources) for d in warnings) + "\n")
        sys.stderr.flush()
        shown = bundle(outcome.value) if outcome.ok else None
        if store and not silent:
            self.past.add(number, code, shown["text/plain"] if shown else None)
        reply: dict[str, Any] = {"execution_count": number, "payload": [], "user_expressions": {}}
        if outcome.ok:
            if shown and not silent:
                self.publish("execute_result", {"execution_count": number, "data": shown, "metadata": {}})
            reply["user_expressions"] = {name: self._expression(text) for name, text in expressions.items()}
            return {"status": "ok", **reply}
        lines = outcome.render_ansi().rstrip("\n").split("\n")
        error = {"ename": outcome.title, "evalue": outcome.message, "traceback": lines}
        if not silent:
            self.publish("error", error)
        return {"status": "error", **reply, **error}

    def _internal_error(self, fault: Exception, number: int) -> dict[str, Any]:
        """Publish a fault of ours as what it is; the session stays."""
        lines = "".join(format_exception(fault)).splitlines()
        lines.append("internal error: this is a fault of Bindrune, not of the cell; please report it")
        error = {"ename": "InternalError", "evalue": str(fault), "traceback": lines}
        self.publish("error", error)
        return {"status": "error", "execution_count": number, "payload": [], "user_expressions": {}, **error}

    def _expression(self, text: str) -> dict[str, Any]:
        with self._evaluating:
            outcome = self.rune.evaluate(text, "<expression>", remember=False)
        if outcome.ok:
            return {"status": "ok", "data": bundle(outcome.value) or {"text/plain": "()"}, "metadata": {}}
        return {"status": "error", "ename": outcome.title, "evalue": outcome.message, "traceback": []}

    def _page(self, name: str) -> dict[str, Any]:
        found = inspect(name, len(name), self.rune.scope())
        text = found.plain if found else f"Nothing is known about `{name}`"
        page = {"source": "page", "data": {"text/plain": text}, "start": 0}
        return {
            "status": "ok",
            "execution_count": self.execution_count,
            "payload": [page],
            "user_expressions": {},
        }

    async def do_complete(self, code: str, cursor_pos: int | None) -> dict[str, Any]:
        """Names and methods that fit at the cursor (in code points, as the protocol counts)."""
        at = len(code) if cursor_pos is None else cursor_pos
        found = complete(code, at, self.rune.scope())
        start = found.start
        types = [
            {"text": item.text, "type": item.kind, "start": start, "end": at, "signature": item.detail}
            for item in found.items
        ]
        return {
            "status": "ok",
            "matches": [item.text for item in found.items],
            "cursor_start": start,
            "cursor_end": at,
            "metadata": {"_jupyter_types_experimental": types},
        }

    async def do_inspect(
        self, code: str, cursor_pos: int | None, detail_level: int = 0, omit_sections: Any = ()
    ) -> dict[str, Any]:
        """What is known about the name at the cursor."""
        found = inspect(code, len(code) if cursor_pos is None else cursor_pos, self.rune.scope())
        data = {} if found is None else {"text/plain": found.plain, "text/markdown": found.markdown}
        return {"status": "ok", "found": found is not None, "data": data, "metadata": {}}

    async def do_is_complete(self, code: str) -> dict[str, str]:
        """Whether the input can be run, needs more, or never can be; the parser knows."""
        if code.lstrip().startswith("?"):
            return {"status": "complete"}
        found = completeness(code)
        if found.status == "incomplete":
            return {"status": "incomplete", "indent": found.indent}
        return {"status": found.status}

    async def do_history(
        self,
        hist_access_type: str,
        output: bool,
        raw: bool,
        session: int | None = None,
        start: int | None = None,
        stop: int | None = None,
        n: int | None = None,
        pattern: str | None = None,
        unique: bool = False,
    ) -> dict[str, Any]:
        """Earlier inputs, with their results if ``output``."""
        if hist_access_type == "range":
            entries = self.past.range(start or 0, stop)
        elif hist_access_type == "search":
            entries = self.past.search(pattern or "*", n, unique)
        else:
            entries = self.past.tail(n)
        history = [(s, number, (code, out) if output else code) for s, number, code, out in entries]
        return {"status": "ok", "history": history}

    async def do_shutdown(self, restart: bool) -> dict[str, Any]:
        """End what still runs."""
        self.rune.interrupt()
        return {"status": "ok", "restart": restart}

"""The interactive prompt: prompt_toolkit in front of a `Session`.

Enter evaluates when the parser says that the input is complete or can never be, and else starts a new line, indented.
Alt-Enter always starts a new line. Ctrl-C at the prompt drops the input, during a run it interrupts the run, and the
session keeps its values; Ctrl-D leaves. ``?name`` shows what is known about a name, ``:help`` the commands.
"""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.filters import completion_is_selected
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout.processors import HighlightMatchingBracketProcessor

from bindrune.core.syntax.inputs import INDENT, LAST, completeness
from bindrune.repl.colors import STYLE, TokenLexer
from bindrune.repl.completion import NameCompleter

if TYPE_CHECKING:
    from types import FrameType

    from prompt_toolkit.formatted_text import StyleAndTextTuples

    from bindrune.core.api import Session
    from bindrune.repl.printer import Printer

HELP = """\
Type Rune; Enter evaluates what is complete. Items and variables stay for the next input.
  ?name        what is known about a name, such as ?Vec or ?std::iter
  :vars        the session's variables
  :reset       forget everything
  :help        this text
  :quit        leave, as Ctrl-D does
Alt-Enter starts a new line, Ctrl-C drops the input or interrupts a run, Tab completes."""


def run(session: Session, printer: Printer, remember: bool = True) -> int:
    """Read and evaluate until the user leaves; return the exit status."""
    prompt = make_prompt(session, history_file() if remember else None)
    printer.terminal.print("Bindrune, Rune 0.15. :help for help, Ctrl-D to leave.")
    number = 1
    while True:
        try:
            text = prompt.prompt(f"{number}> ")
        except KeyboardInterrupt:
            continue
        except EOFError:
            return 0
        text = text.strip()
        if not text:
            continue
        if text.startswith("?"):
            printer.terminal.print(known(text[1:].strip(), session))
        elif text.startswith(":"):
            if command(text[1:].strip(), session, printer):
                return 0
        else:
            try:
                evaluate(text, session, printer)
            except KeyboardInterrupt:  # between the prompt and the run
                printer.terminal.error("Interrupted")
            number += 1


def known(name: str, session: Session) -> str:
    """Return what is known about a name."""
    from bindrune.core.ide.hover import inspect

    if not name:
        return HELP
    found = inspect(name, len(name), session.scope())
    return found.plain if found else f"Nothing is known about `{name}`"


def evaluate(text: str, session: Session, printer: Printer) -> None:
    """Evaluate an input and print what comes of it; Ctrl-C meanwhile interrupts the run only."""

    def on_interrupt(_signal: int, _frame: FrameType | None) -> None:
        session.interrupt()

    before = signal.signal(signal.SIGINT, on_interrupt)
    try:
        printer.show(session.evaluate(text))
    except Exception:  # the session stays
        printer.terminal.internal_error()
    finally:
        signal.signal(signal.SIGINT, before)


def command(text: str, session: Session, printer: Printer) -> bool:
    """Run a command (without its colon); return whether it leaves the prompt."""
    terminal = printer.terminal
    if text in ("q", "quit", "exit"):
        return True
    if text in ("h", "help"):
        terminal.print(HELP)
    elif text == "vars":
        for name, value in session.variables.items():
            if name != LAST:
                terminal.print(f"{name} = {printer.value(value)}")
    elif text == "reset":
        session.reset()
        terminal.print("Forgotten.")
    else:
        terminal.error(f"There is no command `:{text}`; `:help` lists them")
    return False


def make_prompt(session: Session, history: str | None) -> PromptSession[str]:
    """Return the prompt for ``session``, with its history in the file ``history`` if given."""
    store: History = FileHistory(history) if history else InMemoryHistory()
    prompt: PromptSession[str] = PromptSession(
        history=store,
        lexer=TokenLexer(),
        style=STYLE,
        include_default_pygments_style=False,
        input_processors=[HighlightMatchingBracketProcessor(chars="()[]{}")],
        completer=NameCompleter(session),
        complete_while_typing=False,
        complete_in_thread=True,
        auto_suggest=AutoSuggestFromHistory(),
        multiline=True,
        key_bindings=_keys(),
        prompt_continuation=_continuation,
        enable_open_in_editor=True,
    )
    # How long a lone Escape waits for what may follow it: the defaults take a second and a half.
    prompt.app.ttimeoutlen = 0.01
    prompt.app.timeoutlen = 0.5
    return prompt


def _continuation(width: int, _line: int, _wrapped: int) -> StyleAndTextTuples:
    return [("", "." * max(width - 1, 0) + " ")]


def _keys() -> KeyBindings:
    keys = KeyBindings()

    @keys.add("enter", filter=~completion_is_selected)
    def _enter(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        text = buffer.text
        if text.lstrip().startswith((":", "?")):
            buffer.validate_and_handle()
            return
        found = completeness(text)
        if found.status == "incomplete" or buffer.document.text_after_cursor.strip():
            buffer.insert_text("\n" + found.indent)
        else:
            buffer.validate_and_handle()

    @keys.add("escape", "enter")
    def _newline(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text("\n")

    def close(event: KeyPressEvent) -> None:
        """Insert a closing bracket, one level further out if the line is empty so far."""
        buffer = event.current_buffer
        before = buffer.document.current_line_before_cursor
        if before and not before.strip():
            buffer.delete_before_cursor(min(INDENT, len(before)))
        buffer.insert_text(event.data)

    for bracket in ")]}":
        keys.add(bracket)(close)
    return keys


def history_file() -> str | None:
    """Return the path of the history file, made with its folder where missing; ``None`` where it cannot be."""
    root = os.environ.get("XDG_STATE_HOME") or os.path.join(os.path.expanduser("~"), ".local", "state")
    folder = os.path.join(root, "bindrune")
    path = os.path.join(folder, "history")
    try:
        os.makedirs(folder, exist_ok=True)
        with open(path, "a", encoding="utf-8"):
            return path
    except OSError:
        return None

"""Command-line arguments: each command declares its flags as rows, from which parsing, usage errors and help derive.

``argparse`` is not used, since importing it takes longer than running a small script. The forms accepted are those of
the reference's command: ``--flag``, ``--flag VALUE``, ``--flag=VALUE``, ``-f VALUE``, ``-fVALUE``, grouped short
switches, and ``--`` before arguments that begin with a dash.
"""

from __future__ import annotations

VERSION_LINE = "The Bindrune interpreter of the Rune language"


class UsageError(Exception):
    """The command line cannot be understood; the text says what is wrong, without the usage line."""


class Flag:
    """One option of a command.

    ``names`` are its spellings, longest last (``-t``, ``--trace``); ``value`` is the placeholder of its value, ``""``
    for a switch; ``kind`` is ``str``, ``int`` or ``float``; ``repeat`` collects a list; ``choices`` limits the value.
    """

    __slots__ = ("choices", "default", "doc", "kind", "names", "repeat", "value")

    def __init__(
        self,
        *names: str,
        doc: str,
        value: str = "",
        kind: type = str,
        repeat: bool = False,
        default: object = None,
        choices: tuple[str, ...] = (),
    ) -> None:
        self.names = names
        self.doc = doc
        self.value = value
        self.kind = kind
        self.repeat = repeat
        self.default = default
        self.choices = choices

    @property
    def key(self) -> str:
        """The name under which the value is kept: the longest spelling, in snake case."""
        return self.names[-1].lstrip("-").replace("-", "_")

    def convert(self, text: str) -> object:
        """Return the value of ``text``. Raises UsageError."""
        if self.choices and text not in self.choices:
            wanted = ", ".join(self.choices)
            raise UsageError(
                f"invalid value '{text}' for '{self.names[-1]} <{self.value}>'\n  [possible values: {wanted}]"
            )
        try:
            return self.kind(text)
        except ValueError:
            raise UsageError(f"invalid value '{text}' for '{self.names[-1]} <{self.value}>'") from None


class Command:
    """What a command is called, takes and does: a summary, its flags, and the name of its positional arguments."""

    __slots__ = ("flags", "name", "positional", "positional_doc", "summary")

    def __init__(
        self, name: str, summary: str, flags: list[Flag], positional: str = "", positional_doc: str = ""
    ) -> None:
        self.name = name
        self.summary = summary
        self.flags = flags
        self.positional = positional
        self.positional_doc = positional_doc

    @property
    def usage(self) -> str:
        """The usage line."""
        tail = f" [{self.positional}]..." if self.positional else ""
        return f"Usage: bindrune {self.name} [OPTIONS]{tail}".replace("  ", " ")


class Arguments:
    """The parsed arguments: ``args["trace"]`` is a flag's value, ``args.positional`` the rest in order."""

    __slots__ = ("positional", "values")

    def __init__(self, values: dict[str, object], positional: list[str]) -> None:
        self.values = values
        self.positional = positional

    def __getitem__(self, key: str) -> object:
        return self.values[key]

    def on(self, key: str) -> bool:
        """Whether a switch was given."""
        return bool(self.values[key])

    def texts(self, key: str) -> list[str]:
        """The values of a repeatable flag."""
        value = self.values[key]
        return [str(item) for item in value] if isinstance(value, list) else []

    def text(self, key: str) -> str | None:
        """The value of a flag that takes a text, or ``None``."""
        value = self.values[key]
        return None if value is None else str(value)

    def number(self, key: str) -> float:
        """The value of a flag that takes a number."""
        value = self.values[key]
        assert isinstance(value, (int, float))
        return value


def parse(command: Command, argv: list[str]) -> Arguments:
    """Return the arguments of ``command``. Raises UsageError."""
    by_name = {name: flag for flag in command.flags for name in flag.names}
    values: dict[str, object] = {
        flag.key: ([] if flag.repeat else flag.default if flag.value else False) for flag in command.flags
    }
    positional: list[str] = []
    rest = list(argv)
    while rest:
        word = rest.pop(0)
        if word == "--":
            positional += rest
            break
        if not word.startswith("-") or word == "-":
            positional.append(word)
            continue
        name, given, text = word.partition("=")
        flag = by_name.get(name)
        if flag is None and not word.startswith("--"):
            name, text = word[:2], word[2:]
            flag, given = by_name.get(name), text
            if flag is not None and not flag.value and text:  # switches in a group: -tR is -t -R
                rest.insert(0, "-" + text)
                given = ""
        if flag is None:
            tip = f"\n\n  tip: to pass '{word}' as a value, use '-- {word}'"
            raise UsageError(f"unexpected argument '{name}' found{tip}")
        if not flag.value:
            if given and word.startswith("--"):
                raise UsageError(f"unexpected value '{text}' for '{name}' found; no more were expected")
            values[flag.key] = True
            continue
        if not given:
            if not rest:
                raise UsageError(f"a value is required for '{flag.names[-1]} <{flag.value}>' but none was supplied")
            text = rest.pop(0)
        value = flag.convert(text)
        if flag.repeat:
            kept = values[flag.key]
            assert isinstance(kept, list)
            kept.append(value)
        else:
            values[flag.key] = value
    if positional and not command.positional:
        raise UsageError(f"unexpected argument '{positional[0]}' found")
    return Arguments(values, positional)


def help_text(command: Command) -> str:
    """Return the help of a command."""
    lines = [VERSION_LINE, "", command.summary, "", command.usage]
    if command.positional:
        lines += ["", "Arguments:", f"  [{command.positional}]...  {command.positional_doc}"]
    lines += ["", "Options:"]
    heads = [
        ("" if flag.names[0].startswith("-") and len(flag.names[0]) == 2 else "    ")
        + ", ".join(flag.names)
        + (f" <{flag.value}>" if flag.value else "")
        for flag in command.flags
    ]
    width = max(map(len, heads), default=0)
    for flag, head in zip(command.flags, heads, strict=True):
        default = f" [default: {flag.default}]" if flag.value and flag.default is not None else ""
        lines.append(f"  {head:{width}}  {flag.doc}{default}")
    return "\n".join(lines) + "\n"

"""`bindrune hash`: the 64-bit hashes under which items are known, as debug forms of types and functions show them."""

from __future__ import annotations

from bindrune.core.formatting.hashes import format_hash, path_hash
from bindrune.repl.command.arguments import Arguments, Command, Flag
from bindrune.repl.command.terminal import Terminal

COMMAND = Command(
    "hash",
    "Show the hashes of items",
    [
        Flag("--random", doc="Show random hashes"),
        Flag("--count", value="COUNT", kind=int, default=1, doc="How many random hashes to show"),
    ],
    "ITEM",
    "Items such as `a::b`, or `::std::vec::Vec` with a crate",
)


def main(arguments: Arguments, terminal: Terminal) -> int:
    """Print a line for each item, or random hashes."""
    if arguments.on("random"):
        from secrets import randbits

        for _ in range(int(arguments.number("count"))):
            terminal.print(format_hash(randbits(64)))
        return 0
    for item in arguments.positional:
        terminal.print(f"{item} => {format_hash(path_hash(item))}")
    return 0

"""Compiler options: the table of what `-O key=value` accepts, and a set of values for one build.

Each option is one row of ``TABLE``; ``--list-options``, parsing and the attributes of ``Options``
derive from it. The keys, defaults and texts of parse errors are those of the reference's command;
options that only steer its own machinery (``bytecode``, ``lowering``, ``v2`` …) are accepted and
have no effect here, which their text says.
"""

from __future__ import annotations


class Row:
    """One option: its key, default, whether it is unstable, what values it takes, and its
    description by line.
    """

    __slots__ = ("attribute", "default", "doc", "key", "unstable", "values")

    def __init__(self, key: str, default: object, unstable: bool, values: str, *doc: str) -> None:
        self.key = key
        self.default = default
        self.unstable = unstable
        self.values = values
        self.doc = doc
        self.attribute = key.replace("-", "_").replace(".", "_")


BOOL = "true, false"
TABLE: tuple[Row, ...] = (
    Row(
        "link-checks", True, False, BOOL, "Report functions that are referred to and exist nowhere."
    ),
    Row(
        "memoize-instance-fn",
        True,
        False,
        BOOL,
        "Accepted for compatibility; loops always look up `next` once.",
    ),
    Row("debug-info", True, False, BOOL, "Keep places and names in the unit."),
    Row("macros", True, False, BOOL, "Expand macros."),
    Row("bytecode", False, True, BOOL, "Accepted for compatibility; units are cached by content."),
    Row(
        "function-body", False, True, BOOL, "Take sources for function bodies rather than modules."
    ),
    Row("test-std", False, True, BOOL, "Run the examples of the standard library with the tests."),
    Row("lowering", 0, True, "0-3", "Accepted for compatibility; has no effect."),
    Row("print-tree", False, False, BOOL, "Print the syntax tree when formatting."),
    Row("v2", False, True, BOOL, "Accepted for compatibility; there is one front end."),
    Row("max-macro-depth", 64, True, "<number>", "How deep macro expansions may nest."),
    Row("fmt.error-recovery", False, True, BOOL, "Format in spite of syntax errors."),
    Row("fmt.force-newline", True, True, BOOL, "End documents in a line break when formatting."),
    Row("fmt.indent", 4, True, "<number>, tab", "How many spaces to indent with, or `tab`."),
)


class Options:
    """The values of all options for one build; one attribute a row, such as ``function_body``."""

    link_checks: bool
    memoize_instance_fn: bool
    debug_info: bool
    macros: bool
    bytecode: bool
    function_body: bool
    test_std: bool
    lowering: int
    print_tree: bool
    v2: bool
    max_macro_depth: int
    fmt_error_recovery: bool
    fmt_force_newline: bool
    fmt_indent: int | str

    __slots__ = tuple(row.attribute for row in TABLE)

    def __init__(self) -> None:
        for row in TABLE:
            setattr(self, row.attribute, row.default)

    def copy(self) -> Options:
        """Return an independent copy."""
        other = Options()
        for row in TABLE:
            setattr(other, row.attribute, getattr(self, row.attribute))
        return other

    def parse(self, text: str) -> str | None:
        """Set the options of one ``-O`` argument (``key``, ``key=value``, several with commas).

        Returns the part that is not an option, or ``None`` where all were accepted. A boolean
        option is on for a bare key or ``true``, off for any other value.
        """
        for part in text.split(","):
            part = part.strip()
            key, given, value = part.partition("=")
            row = next((row for row in TABLE if row.key == key), None)
            if row is None or not self._set(row, value if given else None):
                return part
        return None

    def _set(self, row: Row, value: str | None) -> bool:
        if row.values == BOOL:
            setattr(self, row.attribute, value is None or value == "true")
            return True
        if row.key == "lowering":
            if value not in ("0", "1", "2", "3"):
                return False
        elif row.key == "fmt.indent" and value == "tab":
            self.fmt_indent = "tab"
            return True
        elif value is None or not value.isdecimal():
            return False
        setattr(self, row.attribute, int(value))
        return True


def listing() -> str:
    """Return the text of ``--list-options``."""
    lines = ["Available compiler options (set with -O <option>=<value>):"]
    for row in TABLE:
        shown = str(row.default).lower() if isinstance(row.default, bool) else str(row.default)
        lines += [
            "",
            f"{row.key}={shown}{' (unstable)' if row.unstable else ''}:",
            f"    Options: {row.values}",
            "",
        ]
        lines += [f"    {line}" for line in row.doc]
    return "\n".join(lines) + "\n"

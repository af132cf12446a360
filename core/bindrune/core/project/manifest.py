"""The manifest of a package or workspace: `Rune.toml`.

    [package]
    name = "app"
    version = "0.1.0"

    [workspace]
    members = ["crates/*"]

A manifest has one of these tables or both, and nothing else. Its values come from `tomllib`; since
that tells no places, the lines are read once more for where keys and values stand, in as far as
these few keys need it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.diagnostics.codes import BAD_MANIFEST
from bindrune.core.project.semver import version_problem
from bindrune.core.source import Span

if TYPE_CHECKING:
    from bindrune.core.diagnostics.model import Diagnostics
    from bindrune.core.source import Source

FILE_NAME = "Rune.toml"


class Manifest:
    """What a manifest says. `name` and `version` are None for a workspace that is no package,
    `members` where it is none; `broken` says that errors were reported.
    """

    __slots__ = ("broken", "members", "name", "version")

    def __init__(self) -> None:
        self.name: str | None = None
        self.version: str | None = None
        self.members: list[str] | None = None
        self.broken = False


def read_manifest(source: Source, diagnostics: Diagnostics) -> Manifest:
    """Reads a manifest, reporting what is wrong with it."""
    return _Reader(source, diagnostics).manifest


class _Reader:
    def __init__(self, source: Source, diagnostics: Diagnostics) -> None:
        import tomllib

        self._source = source
        self._diagnostics = diagnostics
        self.manifest = Manifest()
        try:
            # Offsets are those of the text as it is; the parser turns no line ends around.
            tables = tomllib.loads(source.text)
        except tomllib.TOMLDecodeError as error:
            self._syntax_error(str(error))
            return
        self._places = _Places(source.text)
        package = tables.pop("package", None)
        workspace = tables.pop("workspace", None)
        if package is not None:
            self._package(package)
        if workspace is not None:
            self._workspace(workspace)
        self._reject(tables, "")

    def _package(self, table: object) -> None:
        if not isinstance(table, dict):
            self._error(self._places.value("", "package"), "Expected table")
            return
        for key in ("name", "version"):
            if key not in table:
                self._error(self._places.header("package"), f"Missing required field `{key}`")
        name, version = table.pop("name", None), table.pop("version", None)
        if isinstance(name, str):
            self.manifest.name = name
        elif name is not None:
            self._wrong_type("package", "name", name, "a string")
        if isinstance(version, str):
            self.manifest.version = version
            problem = version_problem(version)
            if problem is not None:
                self._error(
                    self._places.value("package", "version"), f"Failed to deserialize: {problem}"
                )
        elif version is not None:
            self._wrong_type("package", "version", version, "semver version")
        self._reject(table, "package")

    def _workspace(self, table: object) -> None:
        if not isinstance(table, dict):
            self._error(self._places.value("", "workspace"), "Expected table")
            return
        self.manifest.members = []
        members = table.pop("members", [])
        if isinstance(members, list):
            for at, member in enumerate(members):
                if isinstance(member, str):
                    self.manifest.members.append(member)
                else:
                    place = self._places.element("workspace", "members", at)
                    self._wrong_type_at(place, member, "a relative path")
        else:
            self._error(self._places.value("workspace", "members"), "Expected array")
        self._reject(table, "workspace")

    def _reject(self, table: dict[str, object], around: str) -> None:
        for key in sorted(table):
            self._error(self._places.key(around, key), f"Key `{key}` not supported")

    def _wrong_type(self, table: str, key: str, value: object, wanted: str) -> None:
        self._wrong_type_at(self._places.value(table, key), value, wanted)

    def _wrong_type_at(self, place: tuple[int, int], value: object, wanted: str) -> None:
        self._error(
            place, f"Failed to deserialize: invalid type: {_described(value)}, expected {wanted}"
        )

    def _syntax_error(self, text: str) -> None:
        """Reports what the parser says, at the place that it names at the end of its message."""
        message, _, where = text.rpartition(" (at ")
        offset = len(self._source.text)
        if where.startswith("line "):
            line, _, column = where[5:].rstrip(")").partition(", column ")
            offset = self._source.line_index.offset(int(line), int(column))
        self._error(
            (offset, min(offset + 1, len(self._source.text))),
            f"Failed to deserialize manifest: {message or text}",
        )

    def _error(self, place: tuple[int, int], message: str) -> None:
        self.manifest.broken = True
        self._diagnostics.error(BAD_MANIFEST, Span(self._source.id, *place), message)


def _described(value: object) -> str:
    """A value of the wrong type, as messages name it."""
    if isinstance(value, bool):
        return f"boolean `{str(value).lower()}`"
    if isinstance(value, int):
        return f"integer `{value}`"
    if isinstance(value, float):
        return f"floating point `{value}`"
    if isinstance(value, str):
        return f'string "{value}"'
    return "sequence" if isinstance(value, list) else "map"


class _Places:
    """Where the tables, keys and values of a manifest stand, as pairs of offsets.

    Headers, keys and values that begin on a line of their own are found; whatever is written in a
    more roundabout way is placed at the head of the file.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._headers: dict[str, tuple[int, int]] = {}
        self._keys: dict[tuple[str, str], tuple[int, int]] = {}
        self._values: dict[tuple[str, str], tuple[int, int]] = {}
        table = ""
        start = 0
        for line in text.split("\n"):
            bare = line.strip()
            at = start + len(line) - len(line.lstrip())
            if bare.startswith("["):
                end = bare.rfind("]") + 1
                table = bare[:end].strip("[] \"'")
                self._headers.setdefault(table, (at, at + end))
                name_at = text.index(table, at)
                self._keys.setdefault(
                    ("", table.partition(".")[0]), (name_at, name_at + len(table))
                )
                if bare.startswith("[["):
                    self._values.setdefault(("", table), (at, at + end))
            elif "=" in bare and not bare.startswith("#"):
                self._assignment(table, line, start, at)
            start += len(line) + 1

    def _assignment(self, table: str, line: str, start: int, at: int) -> None:
        left, _, right = line.partition("=")
        key = left.strip()
        name = key.strip("\"'")
        value = right.strip()
        self._keys.setdefault((table, name), (at, at + len(key)))
        value_at = start + len(left) + 1 + len(right) - len(right.lstrip())
        self._values.setdefault((table, name), (value_at, value_at + _value_length(value)))

    def header(self, table: str) -> tuple[int, int]:
        """The header of a table."""
        return self._headers.get(table, (0, 0))

    def key(self, table: str, key: str) -> tuple[int, int]:
        """A key in a table."""
        return self._keys.get((table, key), (0, 0))

    def value(self, table: str, key: str) -> tuple[int, int]:
        """The value of a key in a table."""
        return self._values.get((table, key), (0, 0))

    def element(self, table: str, key: str, at: int) -> tuple[int, int]:
        """An element of an array."""
        start, _ = self.value(table, key)
        offset = self._text.find("[", start) + 1
        while True:
            while offset < len(self._text) and self._text[offset] in " \t\r\n,":
                offset += 1
            length = _value_length(self._text[offset:])
            if at == 0 or not length:
                return offset, offset + length
            offset += length
            at -= 1


def _value_length(text: str) -> int:
    """The length of the value that a text begins with."""
    if text[:1] in ('"', "'"):
        end = text.find(text[0], 1)
        while end > 0 and text[0] == '"' and text[end - 1] == "\\":
            end = text.find('"', end + 1)
        return end + 1 if end > 0 else len(text)
    if text[:1] in ("[", "{"):
        return max(text.find("]" if text[0] == "[" else "}") + 1, 1)
    end = 0
    while end < len(text) and text[end] not in " \t\r\n,]}#":
        end += 1
    return end

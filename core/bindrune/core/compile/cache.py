"""The cache of units on disk: a program that ran before starts without the front end.

The key is a digest of everything the unit depends on: the texts, the options and the version of the format. Entries are
written to a file of another name first and then renamed, so a reader meets a whole file or none; whatever is wrong with
an entry, it counts as missing. The folder can be deleted at any time.
"""

from __future__ import annotations

import os

from bindrune.core.compile.unit import Unit, UnitError
from bindrune.core.compile.unit_file import dump_unit, format_version, load_unit
from bindrune.core.formatting.digests import blake2b

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def default_folder() -> str:
    """Where units are cached unless the host says otherwise."""
    root = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(root, "bindrune", "units")


class UnitCache:
    """A folder of units by the digest of what they were made of."""

    def __init__(self, folder: str | None = None, *, version: str = "") -> None:
        self.folder = folder or default_folder()
        self._version = version.encode()

    def key(self, texts: Iterable[str], options: str = "") -> str:
        """The key of a program: its texts in order, and the options that influence its unit."""
        digest = blake2b(format_version() + self._version, digest_size=20)
        for text in (options, *texts):
            data = text.encode("utf-8", "surrogatepass")
            digest.update(len(data).to_bytes(8, "little"))
            digest.update(data)
        return digest.hexdigest()

    def _path(self, key: str, suffix: str = ".rnu") -> str:
        return os.path.join(self.folder, key[:2], key[2:] + suffix)

    def load(self, key: str) -> Unit | None:
        """The unit under ``key``, or ``None`` if there is none that can be read."""
        try:
            with open(self._path(key), "rb") as file:
                return load_unit(file.read(), trusted=True)
        except (OSError, UnitError):
            return None

    def store(self, key: str, unit: Unit) -> bool:
        """Write a unit; a folder that cannot be written to is no error, the unit is then not cached."""
        return self._write(self._path(key), dump_unit(unit))

    def load_beside(self, key: str, suffix: str) -> bytes | None:
        """What was stored beside the unit under ``key`` in a file of this suffix."""
        try:
            with open(self._path(key, suffix), "rb") as file:
                return file.read()
        except OSError:
            return None

    def store_beside(self, key: str, suffix: str, data: bytes) -> bool:
        """Write something that belongs to the unit under ``key``."""
        return self._write(self._path(key, suffix), data)

    def load_files(self, key: str) -> list[str] | None:
        """The paths stored under ``key``: the module files of a program."""
        try:
            with open(self._path(key, ".files"), encoding="utf-8", newline="") as file:
                count, _, paths = file.read().partition("\n")
        except (OSError, UnicodeDecodeError):
            return None
        found = paths.split("\0") if paths else []
        return found if count == str(len(found)) else None

    def store_files(self, key: str, paths: list[str]) -> bool:
        """Write the paths of a program's module files."""
        text = f"{len(paths)}\n" + "\0".join(paths)
        return self._write(self._path(key, ".files"), text.encode("utf-8", "surrogateescape"))

    def _write(self, path: str, data: bytes) -> bool:
        beside = f"{path}.{os.getpid()}"
        try:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(beside, "wb") as file:
                file.write(data)
            os.replace(beside, path)
        except OSError:
            try:  # noqa: SIM105 - contextlib is no part of a start
                os.unlink(beside)
            except OSError:  # it was never written
                pass
            return False
        return True

"""What is wrong with a version number, by the rules of semantic versioning (`1.2.3-rc.1+b5`)."""

from __future__ import annotations

_DIGITS = frozenset("0123456789")
_IDENTIFIER = _DIGITS | frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-")


def version_problem(text: str) -> str | None:
    """A sentence on why a text is no version, or None if it is one."""
    if not text:
        return "empty string, expected a semver version"
    rest = text
    for part in ("major", "minor", "patch"):
        length = 0
        while length < len(rest) and rest[length] in _DIGITS:
            length += 1
        if not length:
            return _unexpected(rest, f"while parsing {part} version number")
        if length > 1 and rest[0] == "0":
            return f"invalid leading zero in {part} version number"
        if int(rest[:length]) >= 1 << 64:
            return f"value of {part} version number exceeds u64::MAX"
        rest = rest[length:]
        if part != "patch":
            if not rest:
                return f"unexpected end of input while parsing {part} version number"
            if rest[0] != ".":
                return f"unexpected character '{rest[0]}' after {part} version number"
            rest = rest[1:]
    for mark, name in (("-", "pre-release identifier"), ("+", "build metadata")):
        if rest[:1] != mark:
            continue
        length = 1
        while length < len(rest) and (rest[length] in _IDENTIFIER or rest[length] == "."):
            length += 1
        for identifier in rest[1:length].split("."):
            if not identifier:
                return f"empty identifier segment in {name}"
            if (
                mark == "-"
                and identifier.isdecimal()
                and len(identifier) > 1
                and identifier[0] == "0"
            ):
                return f"invalid leading zero in {name}"
        rest = rest[length:]
        if rest and rest[0] != "+":
            return f"unexpected character '{rest[0]}' after {name}"
    return f"unexpected character '{rest[0]}' after patch version number" if rest else None


def _unexpected(rest: str, where: str) -> str:
    if not rest:
        return f"unexpected end of input {where}"
    return f"unexpected character '{rest[0]}' {where}"

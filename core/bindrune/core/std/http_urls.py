"""URLs as browsers read them (the URL Standard of the WHATWG), which is how the reference reads them.

``parse`` takes a text, and for a relative one the URL that it is relative to, and gives a ``Url``,
whose ``text()`` is what errors show. Schemes that are not the web's are read too, so that an error
can name what was asked for. Hosts are normalised: names in lower case and in their ASCII form,
addresses as numbers. Names with letters beyond ASCII go through Unicode's compatibility mapping,
without the table of letters that the standard for domain names forbids.
"""

from __future__ import annotations

import re

_SPECIAL = {"http": 80, "https": 443, "ws": 80, "wss": 443, "ftp": 21, "file": None}
"""The schemes with rules of their own, and their ports."""

_C0 = frozenset(map(chr, (*range(0x20), 0x7F)))
_QUERY = _C0 | frozenset(' "#<>')
_SPECIAL_QUERY = _QUERY | frozenset("'")
_FRAGMENT = _C0 | frozenset(' "<>`')
_PATH = _QUERY | frozenset("?`{}")
_USERINFO = _PATH | frozenset("/:;=@[\\]^|")
_FORBIDDEN = frozenset(map(chr, range(0x21))) | frozenset('"#%/:<>?@[\\]^`{|}\x7f') - frozenset('"`{}')
_FORBIDDEN_OPAQUE = frozenset("\0\t\n\r #/:<>?@[\\]^|")

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):", re.A)
_NUMBER = re.compile(r"(?:[0-9]+|0[xX][0-9A-Fa-f]*)", re.A)
_DOT = {".", "%2e"}
_DOTS = {"..", ".%2e", "%2e.", "%2e%2e"}


class InvalidUrl(ValueError):
    """A text is no URL."""


class Url:
    """A URL in parts. ``host`` is None where there is no authority, ``path`` begins with a slash or
    is opaque; ``query`` and ``fragment`` are None where they are absent.
    """

    __slots__ = ("fragment", "host", "password", "path", "port", "query", "scheme", "username")

    def __init__(self, scheme: str) -> None:
        self.scheme = scheme
        self.username = ""
        self.password = ""
        self.host: str | None = None
        self.port: int | None = None
        self.path = ""
        self.query: str | None = None
        self.fragment: str | None = None

    @property
    def is_special(self) -> bool:
        """Whether the scheme is the web's."""
        return self.scheme in _SPECIAL

    @property
    def origin(self) -> str:
        """Scheme, host and port: what a connection is made to."""
        port = "" if self.port is None else f":{self.port}"
        return f"{self.scheme}://{self.host}{port}"

    @property
    def target(self) -> str:
        """Path and query: what a server is asked for."""
        return self.path if self.query is None else f"{self.path}?{self.query}"

    def text(self, fragment: bool = True) -> str:
        """The whole URL, without name and password, which are nobody else's business."""
        front = f"{self.scheme}:" if self.host is None else self.origin
        tail = "" if self.fragment is None or not fragment else f"#{self.fragment}"
        return front + self.target + tail

    def sibling(self) -> Url:
        """A URL at the same place, with an empty path."""
        url = Url(self.scheme)
        url.username, url.password = self.username, self.password
        url.host, url.port = self.host, self.port
        return url


def parse(text: str, near: Url | None = None) -> Url:
    """Read a URL; one without scheme is relative to ``near``. Raises ``InvalidUrl``."""
    text = text.strip("".join(map(chr, range(0x21))))
    text = text.replace("\t", "").replace("\n", "").replace("\r", "")
    text, mark, fragment = text.partition("#")
    found = _SCHEME.match(text)
    if found is None:
        if near is None:
            raise InvalidUrl("relative URL without a base")
        url = _relative(text, near)
    else:
        url = _absolute(found[1].lower(), text[found.end() :], near)
    if mark:
        url.fragment = _encoded(fragment, _FRAGMENT)
    return url


def _absolute(scheme: str, rest: str, near: Url | None) -> Url:
    url = Url(scheme)
    if not url.is_special:
        if rest.startswith("//"):
            _read_authority(url, rest[2:])
        else:
            _read_path(url, rest)
        return url
    slashes = len(rest) - len(rest.lstrip("/\\"))
    if scheme == "file":
        if slashes >= 2:
            _read_authority(url, rest[2:])
        else:
            url.host = ""
            _read_path(url, rest)
    elif near is not None and near.scheme == scheme and slashes < 2:
        return _relative(rest, near)
    else:
        _read_authority(url, rest[slashes:])
    return url


def _relative(rest: str, near: Url) -> Url:
    if near.is_special:
        head = rest.partition("?")[0].replace("\\", "/")
        rest = head + rest[len(head) :]
    if rest.startswith("//"):
        url = Url(near.scheme)
        _read_authority(url, rest[2:])
        return url
    if not near.path.startswith("/"):
        raise InvalidUrl("relative URL with a cannot-be-a-base base")
    url = near.sibling()
    if rest.startswith("/"):
        _read_path(url, rest)
        return url
    path, mark, query = rest.partition("?")
    if path:
        _read_path(url, near.path[: near.path.rindex("/") + 1] + rest)
        return url
    url.path = near.path
    url.query = _encoded(query, _SPECIAL_QUERY if url.is_special else _QUERY) if mark else near.query
    return url


def _read_authority(url: Url, rest: str) -> None:
    """Read what stands behind the slashes: name and password, host, port, path."""
    ends = "/?\\" if url.is_special else "/?"
    at = min((i for i in map(rest.find, ends) if i >= 0), default=len(rest))
    userinfo, mark, place = rest[:at].rpartition("@")
    if mark:
        name, _, password = userinfo.partition(":")
        url.username, url.password = _encoded(name, _USERINFO), _encoded(password, _USERINFO)
    host, colon, port = place.rpartition(":")
    if not colon or "]" in port:
        host, port = place, ""
    if port:
        if not (port.isascii() and port.isdigit()) or int(port) > 65535:
            raise InvalidUrl("invalid port number")
        number = int(port)
        url.port = None if number == _SPECIAL.get(url.scheme) else number
    if not host and url.scheme != "file" and (url.is_special or mark or colon):
        raise InvalidUrl("empty host")
    url.host = _host(host, url.is_special) if host else ""
    _read_path(url, rest[at:])


def _read_path(url: Url, rest: str) -> None:
    """Read path and query."""
    path, mark, query = rest.partition("?")
    if mark:
        url.query = _encoded(query, _SPECIAL_QUERY if url.is_special else _QUERY)
    if not url.is_special:
        if not path.startswith("/"):
            url.path = _encoded(path, _C0)
            return
    else:
        path = path.replace("\\", "/")
        if not path.startswith("/"):
            path = "/" + path
    parts = path[1:].split("/")
    segments: list[str] = []
    for i, part in enumerate(parts):
        plain = part.lower()
        if plain in _DOTS:
            del segments[-1:]
        elif plain not in _DOT:
            segments.append(_encoded(part, _PATH))
            continue
        if i == len(parts) - 1:
            segments.append("")
    url.path = "/" + "/".join(segments)


def _encoded(text: str, unsafe: frozenset[str]) -> str:
    """Percent-encode what may not stand there, and all beyond ASCII."""
    if text.isascii() and unsafe.isdisjoint(text):
        return text
    return "".join(c if c < "\x7f" and c not in unsafe else "".join(f"%{b:02X}" for b in c.encode()) for c in text)


def decoded(text: str) -> bytes:
    """The bytes that a percent-encoded text stands for."""
    from urllib.parse import unquote_to_bytes

    return unquote_to_bytes(text)


def _host(text: str, is_special: bool) -> str:
    if text.startswith("["):
        if not text.endswith("]"):
            raise InvalidUrl("invalid IPv6 address")
        return f"[{_ipv6(text[1:-1])}]"
    if not is_special:
        if not _FORBIDDEN_OPAQUE.isdisjoint(text):
            raise InvalidUrl("invalid domain character")
        return _encoded(text, _C0)
    name = _ascii_name(decoded(text).decode("utf-8", "replace"))
    if not name or not _FORBIDDEN.isdisjoint(name):
        raise InvalidUrl("invalid domain character")
    parts = name.split(".")
    last = parts[-2] if parts[-1] == "" and len(parts) > 1 else parts[-1]
    if last.isdigit() or re.fullmatch(r"0x[0-9a-f]*", last):
        return _ipv4(parts[:-1] if parts[-1] == "" else parts)
    return name


def _ascii_name(name: str) -> str:
    """A domain name in lower case, with the labels that are beyond ASCII in Punycode."""
    if name.isascii():
        name = name.lower()
        if "xn--" in name:
            for label in name.split("."):
                _check_punycode(label)
        return name
    from unicodedata import normalize

    name = name.replace("\xad", "").replace("\u200b", "").replace("\u3002", ".").replace("\uff61", ".")
    name = normalize("NFC", normalize("NFKC", name.replace("\u1e9e", "ß")).lower())
    if "\ufffd" in name:
        raise InvalidUrl("invalid international domain name")
    labels = name.split(".")
    return ".".join(x if x.isascii() else "xn--" + x.encode("punycode").decode("ascii") for x in labels)


def _check_punycode(label: str) -> None:
    if label.startswith("xn--"):
        try:
            meant = label[4:].encode("ascii").decode("punycode")
            is_fine = meant.isprintable() and not meant.isascii()
        except UnicodeError:
            is_fine = False
        if not is_fine:
            raise InvalidUrl("invalid international domain name")


def _ipv4(parts: list[str]) -> str:
    if len(parts) > 4:
        raise InvalidUrl("invalid IPv4 address")
    numbers = []
    for part in parts:
        if not _NUMBER.fullmatch(part):
            raise InvalidUrl("invalid IPv4 address")
        numbers.append(_ipv4_number(part))
    if any(n > 255 for n in numbers[:-1]) or numbers[-1] >= 256 ** (5 - len(numbers)):
        raise InvalidUrl("invalid IPv4 address")
    whole = numbers[-1] + sum(n << 8 * (3 - i) for i, n in enumerate(numbers[:-1]))
    return ".".join(str(whole >> shift & 255) for shift in (24, 16, 8, 0))


def _ipv4_number(part: str) -> int:
    """A part of an address, which is hexadecimal behind ``0x`` and octal behind ``0``."""
    try:
        if part[:2] in ("0x", "0X"):
            return int(part[2:] or "0", 16)
        return int(part, 8 if len(part) > 1 and part[0] == "0" else 10)
    except ValueError:
        raise InvalidUrl("invalid IPv4 address") from None


def _ipv6(text: str) -> str:
    """An address in its short form: the longest run of zeros is left out."""
    from ipaddress import AddressValueError, IPv6Address

    try:
        if "%" in text:
            raise AddressValueError
        packed = IPv6Address(text).packed
    except AddressValueError:
        raise InvalidUrl("invalid IPv6 address") from None
    groups = [f"{packed[i] << 8 | packed[i + 1]:x}" for i in range(0, 16, 2)]
    runs = [(length, -start) for start in range(8) for length in range(2, 9 - start)
            if all(g == "0" for g in groups[start : start + length])]  # fmt: skip
    if not runs:
        return ":".join(groups)
    length, start = max(runs)
    return f"{':'.join(groups[:-start])}::{':'.join(groups[length - start :])}"

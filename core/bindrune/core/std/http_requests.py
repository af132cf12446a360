"""Requests as data: headers, what a builder fills in, and what a redirect makes of a request.

Nothing here touches the network. ``Failure`` is every way in which a request can fail, with the text
that the script sees.
"""

from __future__ import annotations

from bindrune.core.std.http_urls import InvalidUrl, Url, decoded, parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_REDIRECTS = 10
"""How many redirects of one request are followed."""

_TOKEN = frozenset(b"!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz")

_PAYLOAD = ("content-type", "content-length", "content-encoding", "transfer-encoding")
"""What describes a body, and goes where the body goes."""

_SECRETS = ("authorization", "cookie", "cookie2", "proxy-authorization", "www-authenticate")
"""What is told to the host it was meant for only."""


class Failure(Exception):
    """A request failed; the text is that of the script's error."""

    def __init__(self, what: str, url: Url | None = None, cause: str | None = None) -> None:
        place = "" if url is None else f" for url ({url.text()})"
        super().__init__(f"{what}{place}" if cause is None else f"{what}{place}: {cause}")


class Headers:
    """The headers of a request: names in lower case, each with its values, in order of insertion.

    What is removed leaves its place to the last one, as in the reference.
    """

    __slots__ = ("_values",)

    def __init__(self) -> None:
        self._values: dict[str, list[bytes]] = {}

    def add(self, name: str, value: bytes) -> None:
        """Append a value."""
        self._values.setdefault(name, []).append(value)

    def put(self, name: str, value: bytes) -> None:
        """Set the only value."""
        self._values[name] = [value]

    def default(self, name: str, value: bytes) -> None:
        """Set a value where there is none."""
        self._values.setdefault(name, [value])

    def get(self, name: str) -> bytes | None:
        """The first value."""
        return self._values.get(name, [None])[0]

    def remove(self, names: tuple[str, ...]) -> None:
        """Remove all values of some names."""
        for name in names:
            if name in self._values:
                items = list(self._values.items())
                at = list(self._values).index(name)
                items[at] = items[-1]
                self._values = dict(items[:-1])

    def items(self) -> Iterator[tuple[bytes, bytes]]:
        """Names with values, those of a name one after the other."""
        for name, values in self._values.items():
            for value in values:
                yield name.encode("ascii"), value


class Request:
    """A request: where to, how, with what. ``error`` is the first mistake in building it."""

    __slots__ = ("body", "error", "headers", "method", "url")

    def __init__(self, method: str, address: str) -> None:
        self.method = method
        self.headers = Headers()
        self.body = b""
        self.error: Failure | None = None
        try:
            self.url: Url | None = parse(address)
        except InvalidUrl:
            self.url = None
            self.error = Failure("builder error")
            return
        if self.url.username or self.url.password:
            self.authorize(decoded(self.url.username), decoded(self.url.password))

    def add(self, name: str, value: str) -> None:
        """Add a header; one that cannot be is an error."""
        key = name.lower() if name.isascii() else ""
        data = value.encode("utf-8")
        if not key or not _TOKEN.issuperset(key.encode()) or any((b < 0x20 and b != 9) or b == 0x7F for b in data):
            self.error = self.error or Failure("builder error")
        else:
            self.headers.add(key, data.strip(b" \t"))

    def authorize(self, name: bytes, password: bytes) -> None:
        """Add name and password."""
        from binascii import b2a_base64

        self.headers.add("authorization", b"Basic " + b2a_base64(name + b":" + password, newline=False))

    def ready(self) -> Url:
        """Set what each request has and return where it goes. Raises ``Failure``."""
        if self.error is not None:
            raise self.error
        url = self.url
        assert url is not None
        if url.scheme not in ("http", "https") or not url.host:
            raise Failure("builder error", url)
        self.headers.default("accept", b"*/*")
        self.headers.default("accept-encoding", b"gzip")
        length = self.headers.get("content-length")
        if length is not None and length.isdigit():
            self.body = self.body[: int(length)]
        return url

    def sent(self) -> list[tuple[bytes, bytes]]:
        """The headers with those that go last."""
        assert self.url is not None and self.url.host is not None
        headers = list(self.headers.items())
        if self.headers.get("host") is None:
            headers.append((b"host", self.url.origin.partition("//")[2].encode("ascii")))
        if self.body and self.headers.get("content-length") is None:
            headers.append((b"content-length", b"%d" % len(self.body)))
        return headers

    def redirect(self, status: int, location: bytes | None) -> bool:
        """Become the request that a response asks for; False if it is no redirect.

        Raises ``Failure`` where it leads to something else than the web.
        """
        url = self.url
        assert url is not None
        if status not in (301, 302, 303, 307, 308) or location is None or not location.isascii():
            return False
        try:
            target = parse(location.decode("ascii"), url)
        except InvalidUrl:
            return False
        if target.host == "":
            return False
        target.fragment = None
        if target.scheme not in ("http", "https"):
            raise Failure("builder error", target)
        if (status == 303 and self.method != "HEAD") or (status in (301, 302) and self.method == "POST"):
            self.method = "GET"
            self.body = b""
            self.headers.remove(_PAYLOAD)
        if target.origin != url.origin:
            self.headers.remove(_SECRETS)
        if url.scheme == target.scheme or target.scheme == "https":
            self.headers.put("referer", url.text(fragment=False).encode("ascii"))
        self.url = target
        return True

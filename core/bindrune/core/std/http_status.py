"""``::http``, continued: status codes and versions.

Codes without a name have no constant in scripts. A number that is not listed is a status code all the same.
"""

from __future__ import annotations

from bindrune.core.runtime.module import Module
from bindrune.core.runtime.traits import COMPARABLE
from bindrune.core.vm.operations.compare import order
from bindrune.core.vm.types import native_type
from bindrune.core.vm.values import Borrowable, nothing, some, string, u64

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from bindrune.core.runtime.module import Type
    from bindrune.core.vm.values import Nothing, Ordering, Some, String

_TABLE = """
100 CONTINUE Continue
101 SWITCHING_PROTOCOLS Switching Protocols
102 PROCESSING Processing
200 OK OK
201 CREATED Created
202 ACCEPTED Accepted
203 NON_AUTHORITATIVE_INFORMATION Non Authoritative Information
204 NO_CONTENT No Content
205 RESET_CONTENT Reset Content
206 PARTIAL_CONTENT Partial Content
207 MULTI_STATUS Multi-Status
208 ALREADY_REPORTED Already Reported
226 IM_USED IM Used
300 MULTIPLE_CHOICES Multiple Choices
301 MOVED_PERMANENTLY Moved Permanently
302 FOUND Found
303 SEE_OTHER See Other
304 NOT_MODIFIED Not Modified
305 USE_PROXY Use Proxy
307 TEMPORARY_REDIRECT Temporary Redirect
308 PERMANENT_REDIRECT Permanent Redirect
400 BAD_REQUEST Bad Request
401 UNAUTHORIZED Unauthorized
402 PAYMENT_REQUIRED Payment Required
403 FORBIDDEN Forbidden
404 NOT_FOUND Not Found
405 METHOD_NOT_ALLOWED Method Not Allowed
406 NOT_ACCEPTABLE Not Acceptable
407 PROXY_AUTHENTICATION_REQUIRED Proxy Authentication Required
408 REQUEST_TIMEOUT Request Timeout
409 CONFLICT Conflict
410 GONE Gone
411 LENGTH_REQUIRED Length Required
412 PRECONDITION_FAILED Precondition Failed
413 PAYLOAD_TOO_LARGE Payload Too Large
414 URI_TOO_LONG URI Too Long
415 UNSUPPORTED_MEDIA_TYPE Unsupported Media Type
416 RANGE_NOT_SATISFIABLE Range Not Satisfiable
417 EXPECTATION_FAILED Expectation Failed
418 IM_A_TEAPOT I'm a teapot
421 MISDIRECTED_REQUEST Misdirected Request
422 UNPROCESSABLE_ENTITY Unprocessable Entity
423 LOCKED Locked
424 FAILED_DEPENDENCY Failed Dependency
425 - Too Early
426 UPGRADE_REQUIRED Upgrade Required
428 PRECONDITION_REQUIRED Precondition Required
429 TOO_MANY_REQUESTS Too Many Requests
431 REQUEST_HEADER_FIELDS_TOO_LARGE Request Header Fields Too Large
451 UNAVAILABLE_FOR_LEGAL_REASONS Unavailable For Legal Reasons
500 INTERNAL_SERVER_ERROR Internal Server Error
501 NOT_IMPLEMENTED Not Implemented
502 BAD_GATEWAY Bad Gateway
503 SERVICE_UNAVAILABLE Service Unavailable
504 GATEWAY_TIMEOUT Gateway Timeout
505 HTTP_VERSION_NOT_SUPPORTED HTTP Version Not Supported
506 VARIANT_ALSO_NEGOTIATES Variant Also Negotiates
507 INSUFFICIENT_STORAGE Insufficient Storage
508 LOOP_DETECTED Loop Detected
510 NOT_EXTENDED Not Extended
511 NETWORK_AUTHENTICATION_REQUIRED Network Authentication Required
"""

_ROWS = [line.split(" ", 2) for line in _TABLE.strip().splitlines()]

CODES = {name: int(code) for code, name, _ in _ROWS if name != "-"}
"""The codes by the names of their constants."""

REASONS = {int(code): reason for code, _, reason in _ROWS}
"""The phrases by code."""

VERSIONS = {
    "HTTP_09": "HTTP/0.9",
    "HTTP_10": "HTTP/1.0",
    "HTTP_11": "HTTP/1.1",
    "HTTP_2": "HTTP/2.0",
    "HTTP_3": "HTTP/3.0",
}
"""The texts of versions by the names of their constants, from the oldest on."""

_TEXTS = tuple(VERSIONS.values())


class StatusCode(Borrowable):
    """``::http::StatusCode``."""

    __slots__ = ("code",)
    code: int


class Version(Borrowable):
    """``::http::Version``: ``at`` is its place in ``VERSIONS``."""

    __slots__ = ("at",)
    at: int


std = Module("::http")
status_code = std.type(native_type("::http::StatusCode", StatusCode))
version = std.type(native_type("::http::Version", Version))


def status_of(code: int) -> StatusCode:
    """Return a fresh status code."""
    made = StatusCode()
    made.code = code
    made.token = None
    return made


def version_of(at: int) -> Version:
    """Return a fresh version."""
    made = Version()
    made.at = at
    made.token = None
    return made


for _name, _code in CODES.items():
    status_code.constant(_name, "StatusCode", status_of(_code))
for _at, _name in enumerate(VERSIONS):
    version.constant(_name, "Version", version_of(_at))
status_code.implement(*COMPARABLE)
version.implement(*COMPARABLE)


@status_code.method("fn as_u16(&self) -> u16")
def as_u16(it: StatusCode) -> int:
    return u64(it.code)


@status_code.method("fn as_str(&self) -> String")
def as_str(it: StatusCode) -> String:
    return string(str(it.code))


@status_code.method("fn canonical_reason(&self) -> Option<String>")
def canonical_reason(it: StatusCode) -> Some | Nothing:
    reason = REASONS.get(it.code)
    return nothing() if reason is None else some(string(reason))


def declare_class(row: Type, name: str, digit: int) -> None:
    """Declare the question whether a code begins with a digit."""
    row.method(f"fn {name}(&self) -> bool")(lambda it: it.code // 100 == digit)


for _digit, _name in enumerate(("informational", "success", "redirection", "client_error", "server_error"), 1):
    declare_class(status_code, f"is_{_name}", _digit)


@status_code.protocol("DISPLAY_FMT", "fn display(&self)")
def display_status(it: StatusCode) -> str:
    return f"{it.code} {REASONS.get(it.code, '<unknown status code>')}"


@status_code.protocol("DEBUG_FMT", "fn debug(&self)")
def debug_status(it: StatusCode) -> str:
    return str(it.code)


@version.protocol("DEBUG_FMT", "fn debug(&self)")
def debug_version(it: Version) -> str:
    return _TEXTS[it.at]


def declare_order(row: Type, name: str, key: Callable[[Any], int]) -> None:
    """Declare equality, order and hash of values that ``key`` makes integers."""

    def equal(it: Any, other: Any) -> bool:
        return key(it) == key(other)

    def partial_cmp(it: Any, other: Any) -> Some | Nothing:
        return some(order(key(it), key(other)))

    def cmp(it: Any, other: Any) -> Ordering:
        return order(key(it), key(other))

    def hash_(it: Any) -> bytes:
        return key(it).to_bytes(2, "little")

    row.protocol("PARTIAL_EQ", f"fn partial_eq(&self, other: &{name}) -> bool")(equal)
    row.protocol("EQ", f"fn eq(&self, other: &{name}) -> bool")(equal)
    row.protocol("PARTIAL_CMP", f"fn partial_cmp(&self, other: &{name}) -> Option")(partial_cmp)
    row.protocol("CMP", f"fn cmp(&self, other: &{name}) -> Ordering")(cmp)
    row.protocol("HASH", "fn hash(&self)")(hash_)


declare_order(status_code, "StatusCode", lambda it: it.code)
declare_order(version, "Version", lambda it: it.at)

"""The kinds of I/O errors by the numbers of the operating system, as debug forms of errors name them."""

from __future__ import annotations

import errno

_NAMES = {
    "AddrInUse": "EADDRINUSE",
    "AddrNotAvailable": "EADDRNOTAVAIL",
    "AlreadyExists": "EEXIST",
    "ArgumentListTooLong": "E2BIG",
    "BrokenPipe": "EPIPE",
    "ConnectionAborted": "ECONNABORTED",
    "ConnectionRefused": "ECONNREFUSED",
    "ConnectionReset": "ECONNRESET",
    "CrossesDevices": "EXDEV",
    "Deadlock": "EDEADLK",
    "DirectoryNotEmpty": "ENOTEMPTY",
    "ExecutableFileBusy": "ETXTBSY",
    "FileTooLarge": "EFBIG",
    "FilesystemLoop": "ELOOP",
    "HostUnreachable": "EHOSTUNREACH",
    "InProgress": "EINPROGRESS",
    "Interrupted": "EINTR",
    "InvalidFilename": "ENAMETOOLONG",
    "InvalidInput": "EINVAL",
    "IsADirectory": "EISDIR",
    "NetworkDown": "ENETDOWN",
    "NetworkUnreachable": "ENETUNREACH",
    "NotADirectory": "ENOTDIR",
    "NotConnected": "ENOTCONN",
    "NotFound": "ENOENT",
    "NotSeekable": "ESPIPE",
    "OutOfMemory": "ENOMEM",
    "PermissionDenied": "EACCES EPERM",
    "QuotaExceeded": "EDQUOT",
    "ReadOnlyFilesystem": "EROFS",
    "ResourceBusy": "EBUSY",
    "StaleNetworkFileHandle": "ESTALE",
    "StorageFull": "ENOSPC",
    "TimedOut": "ETIMEDOUT",
    "TooManyLinks": "EMLINK",
    "Unsupported": "ENOSYS EOPNOTSUPP",
    "WouldBlock": "EAGAIN",
}
_KINDS = {
    getattr(errno, name): kind for kind, names in _NAMES.items() for name in names.split() if hasattr(errno, name)
}


def kind_of(code: int) -> str:
    """Return the kind of an error of the operating system; most numbers have none of their own."""
    return _KINDS.get(code, "Uncategorized")

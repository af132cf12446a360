"""Access at run time: shared borrows, exclusive holds and moves of heap values.

The reference gives each heap value a count of shared borrows, an exclusive flag and a moved flag.
Here:

* *moved* and *exclusive* swap the value's ``__class__`` to a twin made by ``twins``: a subclass
  without further slots. Operations test ``x.__class__ is Vec`` and so refuse both without a test of
  their own; the slow path then calls ``deny``, which raises the exact access error.
* a *shared borrow* is one more reference to the value's ``token``. Whoever borrows (an iterator, a
  native that calls back) keeps ``borrow(value)`` in a slot or local for as long as the borrow lasts,
  and drops it by letting go. Writers and takers ask ``n_shared``: the number of references beyond the
  value's own. Readers need not ask.

Counting is by ``sys.getrefcount``, checked once at import; where that does not count (another
interpreter), tokens fall back to an explicit count with a finaliser. A kept traceback must not hold
a frame that holds a token: the machine drops tracebacks when it has read them.
"""

from __future__ import annotations

import sys

from bindrune.core.vm.errors import VmError
from bindrune.core.vm.values import Borrowable, Cell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeVar

    T = TypeVar("T", bound=Borrowable)


class Token:
    """What stands for a value among its borrowers. Counted, never read."""

    __slots__ = ("count",)

    def __init__(self) -> None:
        self.count = 0


class Loan:
    """One borrow, where the interpreter does not count references; it ends when it is let go."""

    __slots__ = ("token",)

    def __init__(self, token: Token) -> None:
        self.token = token
        token.count += 1

    def __del__(self) -> None:
        self.token.count -= 1


def _own_references() -> int:
    """How many references to a token that nobody borrows are counted; 0 if counting is of no use.

    The value's slot and the argument of the count are references; interpreters differ in the rest.
    """
    count = getattr(sys, "getrefcount", None)
    if count is None:
        return 0
    value = Borrowable()
    value.token = Token()
    before: int = count(value.token)
    held = value.token
    during = count(value.token)
    del held
    return before if during == before + 1 and count(value.token) == before else 0


OWN = _own_references()
"""The references that are no borrows. If it is 0, a borrow is a ``Loan`` instead of a reference."""


def borrow(value: Borrowable) -> object:
    """Return a shared borrow of ``value``, which lasts for as long as the result is held."""
    token = value.token
    if token is None:
        value.token = token = Token()
    return token if OWN else Loan(token)  # type: ignore[arg-type]


if OWN:

    def n_shared(value: Borrowable, grc: Callable[[object], int] = sys.getrefcount, own: int = OWN) -> int:
        """Return how many shared borrows ``value`` has."""
        return 0 if value.token is None else grc(value.token) - own

else:

    def n_shared(value: Borrowable, grc: Callable[[object], int] = id, own: int = OWN) -> int:
        """Return how many shared borrows ``value`` has."""
        return 0 if value.token is None else value.token.count  # type: ignore[attr-defined]


def twins(cls: type[Cell], denied: Mapping[str, object]) -> None:
    """Make the moved and the exclusive twin of ``cls``: ``cls.taken`` and ``cls.busy``, with
    ``home`` naming ``cls``. They have what is ``denied`` in the place of what the class has.
    """
    names = {**denied, "__slots__": (), "home": cls, "__module__": cls.__module__}
    cls.home = cls
    cls.contents = tuple(slot for slot in slots_of(cls) if slot != "token")
    cls.taken = type(cls.__name__ + "Taken", (cls,), {**names, "state": "M"})
    cls.busy = type(cls.__name__ + "Busy", (cls,), {**names, "state": "X"})


def snapshot(value: Borrowable) -> str:
    """Return the access word as it is printed: moved flag, exclusive flag, six digits of shared
    borrows.
    """
    state = value.__class__.state
    return f"{'M' if state == 'M' else '-'}{'X' if state == 'X' else '-'}{n_shared(value):06}"


def deny(value: Borrowable, verb: str, purpose: str) -> VmError:
    """Return the access error of trying to ``verb`` (read, write, take) a value that is not
    available.
    """
    return VmError(
        "access",
        f"Cannot {verb}, value has snapshot {snapshot(value)} and is not available for {purpose}",
    )


def check_read(value: Borrowable) -> None:
    """Raise unless ``value`` can be read: it is neither moved nor exclusively held."""
    if value.__class__.state:
        raise deny(value, "read", "reading")


def check_write(value: Borrowable) -> None:
    """Raise unless ``value`` can be written: no borrow of any kind, not moved."""
    if value.__class__.state or (value.token is not None and n_shared(value)):
        raise deny(value, "write", "writing")


def take(value: T) -> T:
    """Move ``value`` out: mark it moved for every alias and return a fresh cell with its content.

    Raises the access error if it is borrowed or was moved before.
    """
    cls = value.__class__
    if cls.state or (value.token is not None and n_shared(value)):
        raise deny(value, "take", "taking")
    fresh = cls.__new__(cls)
    for slot in cls.contents:
        try:
            content = getattr(value, slot)
        except AttributeError:
            continue
        setattr(fresh, slot, content)
        delattr(value, slot)
    fresh.token = None
    value.__class__ = cls.taken
    return fresh


def copied(value: T) -> T:
    """A fresh cell with the same content, not borrowed."""
    cls = value.__class__
    fresh = cls.__new__(cls)
    for slot in cls.contents:
        setattr(fresh, slot, getattr(value, slot))
    fresh.token = None
    return fresh


def slots_of(cls: type) -> list[str]:
    """Return the names of all slots of ``cls``, those of its bases first."""
    return [slot for base in reversed(cls.__mro__) for slot in base.__dict__.get("__slots__", ())]


def hold(value: Borrowable) -> None:
    """Hold ``value`` exclusively while a native that writes it calls back; ``release`` ends it."""
    check_write(value)
    value.__class__ = value.__class__.busy


def release(value: Borrowable) -> None:
    """End an exclusive hold."""
    value.__class__ = value.__class__.home

"""Running a generator of requests as far as it goes without a request.

Operations on nested values are generators inside, since an element may need script code; most need
none. ``settle`` runs such a generator: if it ends without a request its result is returned as a
plain value, otherwise a generator object that goes on from the first request, for the machine to
drive.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from bindrune.core.vm.native import Driving


def settle(generator: Driving) -> Any:
    """Return the result of ``generator``, or a generator object if it needs the machine."""
    try:
        request = next(generator)
    except StopIteration as end:
        return end.value
    return _go_on(generator, request)


def _go_on(generator: Driving, request: Any) -> Driving:
    try:
        while True:
            try:
                answer = yield request
            except Exception as error:
                request = generator.throw(error)
            else:
                request = generator.send(answer)
    except StopIteration as end:
        return end.value
    finally:
        generator.close()


def uncharged(driven: Driving) -> Any:
    """The result of ``driven``, which charges at most: it raises ``TypeError`` if it calls back."""
    while True:
        try:
            request = next(driven)
        except StopIteration as end:
            return end.value
        if request.__class__ is not int:
            raise TypeError("a call back where no machine drives it")


def chained(driven: Any, function: Any) -> Driving:
    """Drive ``driven`` and return ``function`` of its result."""
    return function((yield driven))

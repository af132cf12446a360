"""Method calls: what each does by the class of its receiver, found when a class is met."""

from __future__ import annotations

from bindrune.core.vm import values as v
from bindrune.core.vm.functions import ScriptFunction, wrong_arity
from bindrune.core.vm.types import missing_method, type_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from bindrune.core.codegen.running.support import Driver

    _ByClass = dict[type, Any]
else:
    _ByClass = dict


class MethodTable(_ByClass):
    """What a method call does, by the class of its receiver; filled as classes are met."""

    __slots__ = ("driver", "given", "name", "params")

    def __init__(self, driver: Driver, name: str, params: int, given: int) -> None:
        super().__init__()
        self.driver = driver
        self.name = name
        self.params = params
        self.given = given

    def __missing__(self, cls: type) -> Callable[..., Any]:
        def first(receiver: Any, *arguments: Any) -> Any:
            info = type_of(receiver)
            method = info.method(self.name, self.params)
            if method is None:
                raise missing_method(info, self.name, self.params)
            site = self._site(method)
            if not (isinstance(receiver, v.Cell) and receiver.__class__.state) and receiver.__class__ is cls:
                self[cls] = site
            n = len(arguments)
            if n == 0:
                return site(receiver)
            if n == 1:
                return site(receiver, arguments[0])
            if n == 2:
                return site(receiver, arguments[0], arguments[1])
            return site(receiver, *arguments)

        return first

    def _site(self, method: Any) -> Callable[..., Any]:
        driver = self.driver
        if method.__class__ is ScriptFunction:
            if method.arity != self.given:
                given = self.given

                def wrong(*_: Any) -> Any:
                    raise wrong_arity(method, given)

                return wrong
            if method.python is not None:
                return method.python  # type: ignore[no-any-return]

            def script(*arguments: Any) -> Any:
                return driver.script(method, arguments)

            return script
        return driver.native_caller(method, self.given)

"""Method calls: what each does by the class of its receiver, found when a class is met."""

from __future__ import annotations

from bindrune.core.vm.functions import ScriptFunction, wrong_arity
from bindrune.core.vm.types import INLINE, missing_method

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

    def __missing__(self, cls: Any) -> Callable[..., Any]:
        info = INLINE.get(cls)
        if info is None:
            info = cls.info
        method = info.method(self.name, self.params)
        if method is None:

            def missing(*_: Any) -> Any:
                raise missing_method(info, self.name, self.params)

            return missing
        site: Callable[..., Any] = self._site(method)
        self[cls] = site
        return site

    def _site(self, method: Any) -> Any:
        driver = self.driver
        if method.__class__ is ScriptFunction:
            if method.arity != self.given:
                given = self.given

                def wrong(*_: Any) -> Any:
                    raise wrong_arity(method, given)

                return wrong
            if method.python is not None:
                return method.python

            def script(*arguments: Any) -> Any:
                return driver.script(method, arguments)

            return script
        return driver.native_caller(method, self.given)

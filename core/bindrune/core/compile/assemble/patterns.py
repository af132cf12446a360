"""Patterns: tests that jump when a value does not fit, and extractions that bind.

A pattern is emitted against a register. While it is tested, ``live`` lists what was bound or extracted so far: a later
test that fails lets these die first (an out-of-line stub), so that a pattern that does not fit leaves nothing behind.
"""

from __future__ import annotations

from bindrune.core.compile.assemble.emitter import Emitter
from bindrune.core.compile.constants import encode
from bindrune.core.compile.ops import NUMBER
from bindrune.core.ir import nodes

_READS_FIRST = frozenset(NUMBER[name] for name in ("item", "key", "part", "copy"))


class Patterns(Emitter):
    """Emission of patterns."""

    def pattern(self, pattern: nodes.Pat, register: int, fail: int, *, moved: bool) -> list[int]:
        """Test ``register`` and bind, or jump to ``fail``; return the slots that were bound.

        If ``moved``, the register dies in both cases.
        """
        live = [register] if moved else []
        bound: list[int] = []
        self._pattern(pattern, register, fail, live, bound)
        if moved:
            self._consume(pattern, register)
        return bound

    def refutable(self, pattern: nodes.Pat) -> bool:
        """Whether a pattern may fail to match."""
        return not isinstance(pattern, (nodes.AnyPat, nodes.BindPat))

    def must_match(self, pattern: nodes.Pat, register: int, *, moved: bool) -> None:
        """Bind a pattern or panic at its span."""
        if not self.refutable(pattern):
            self.pattern(pattern, register, -1, moved=moved)
            return
        fail, done = self.label(), self.label()
        self.pattern(pattern, register, fail, moved=moved)
        self.emit(pattern.span, "jump", done)
        self.place(fail)
        self.emit(pattern.span, "mismatch")
        self.place(done)

    def _consume(self, pattern: nodes.Pat, register: int) -> None:
        """Let a matched register die: by its last extraction if that came last, else by a drop."""
        code = self.code
        if code and code[-1][0] in _READS_FIRST and code[-1][2] == register and not self._is_target():
            code[-1] = (*code[-1][:2], ~register, *code[-1][3:])
        else:
            self.drop(pattern.span, (register,))

    def _is_target(self) -> bool:
        return len(self.code) in self.places

    def _pattern(
        self, pattern: nodes.Pat, register: int, fail: int, live: list[int], bound: list[int]
    ) -> None:
        span = pattern.span
        if isinstance(pattern, nodes.AnyPat):
            return
        if isinstance(pattern, nodes.BindPat):
            if pattern.slot != register:
                self.emit(span, "copy", pattern.slot, register)
                live.append(pattern.slot)
                bound.append(pattern.slot)
            return
        otherwise = self.failing(span, live, fail)
        if isinstance(pattern, nodes.ConstPat):
            constant = self.pools.constant(encode(pattern.value))
            self.emit(span, "match_const", register, constant, otherwise)
        elif isinstance(pattern, nodes.StrPat):
            self.emit(span, "match_str", register, self.pools.string(pattern.text), otherwise)
        elif isinstance(pattern, nodes.BytesPat):
            constant = self.pools.constant(("bytes", bytes(pattern.data)))
            self.emit(span, "match_bytes", register, constant, otherwise)
        elif isinstance(pattern, (nodes.TuplePat, nodes.VecPat)):
            name = "match_tuple" if isinstance(pattern, nodes.TuplePat) else "match_vec"
            self.emit(span, name, register, len(pattern.items), int(pattern.rest), otherwise)
            for at, item in enumerate(pattern.items):
                self._part(item, "item", register, (at,), fail, live, bound)
        elif isinstance(pattern, nodes.ObjectPat):
            keys = self.pools.constant(("keys", tuple(pattern.keys)))
            self.emit(span, "match_object", register, keys, int(pattern.rest), otherwise)
            for key, item in zip(pattern.keys, pattern.items, strict=True):
                self._part(item, "key", register, (self.pools.string(key),), fail, live, bound)
        elif isinstance(pattern, nodes.TypePat):
            target = self.pools.type(pattern.type.item, pattern.type.native)
            keys = self.pools.constant(("keys", tuple(pattern.fields)))
            self.emit(span, "match_type", register, target, keys, otherwise)
            for key, item in zip(pattern.fields, pattern.items, strict=True):
                name_at = self.pools.string(key)
                self._part(item, "part", register, (target, name_at), fail, live, bound)
        else:
            raise TypeError(f"not a pattern: {pattern.__class__.__name__}")

    def _part(
        self,
        item: nodes.Pat,
        op: str,
        register: int,
        where: tuple[int, ...],
        fail: int,
        live: list[int],
        bound: list[int],
    ) -> None:
        """Extract an element straight into its binding, or into a temporary that is tested in turn."""
        if isinstance(item, nodes.AnyPat):
            return
        if isinstance(item, nodes.BindPat):
            self.emit(item.span, op, item.slot, register, *where)
            live.append(item.slot)
            bound.append(item.slot)
            return
        top = self.top
        temp = self.temp()
        self.emit(item.span, op, temp, register, *where)
        live.append(temp)
        self._pattern(item, temp, fail, live, bound)
        live.remove(temp)
        self._consume(item, temp)
        self.top = top




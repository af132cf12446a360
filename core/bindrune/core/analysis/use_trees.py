"""What a `use` brings in: its tree of paths, groups and globs, flattened into imports.

The form of the tree is checked here; what its paths mean, when all items are known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.analysis.items import Import, Item
from bindrune.core.diagnostics.codes import BAD_USE
from bindrune.core.syntax import tokens
from bindrune.core.syntax.nodes import UseGlob, UseGroup, UseName

if TYPE_CHECKING:
    from bindrune.core.diagnostics.model import Diagnostics
    from bindrune.core.source import Span
    from bindrune.core.syntax.nodes import ItemUse, UseTree
    from bindrune.core.syntax.tree import Segment

AT_ROOT = "Keyword `super` is not supported at the root module level"
FIRST_ONLY = "Segment is only supported in the first position"


class _Prefix:
    """The path in front of a part of the tree."""

    __slots__ = ("leading", "segments", "start", "tokens")

    def __init__(
        self, leading: bool, start: Item | None, segments: list[str], tokens: list[int]
    ) -> None:
        self.leading = leading
        self.start = start
        self.segments = segments
        self.tokens = tokens

    @property
    def empty(self) -> bool:
        return not self.leading and self.start is None and not self.segments


def imports_of(
    node: ItemUse, segment: Segment, scope: Item, visibility: str, diagnostics: Diagnostics
) -> list[Import]:
    """The imports of a `use`, in order; a part whose form is wrong is reported and left out."""
    return _Flattening(node, segment, scope, visibility, diagnostics).found


class _Flattening:
    def __init__(
        self,
        node: ItemUse,
        segment: Segment,
        scope: Item,
        visibility: str,
        diagnostics: Diagnostics,
    ) -> None:
        self.found: list[Import] = []
        self._node = node
        self._segment = segment
        self._scope = scope
        self._visibility = visibility
        self._diagnostics = diagnostics
        pending: list[tuple[UseTree, _Prefix]] = [(node.tree, _Prefix(False, None, [], []))]
        while pending:
            tree, prefix = pending.pop()
            pending += reversed(self._tree(tree, prefix))

    def _tree(self, tree: UseTree, around: _Prefix) -> list[tuple[UseTree, _Prefix]]:
        """Flattens a tree up to its first group, whose trees are returned."""
        segment = self._segment
        prefix = _Prefix(
            around.leading or tree.leading >= 0,
            around.start,
            list(around.segments),
            list(around.tokens),
        )
        if tree.leading >= 0 and not (tree.segments and isinstance(tree.segments[0], UseName)):
            return self._bad(
                segment.span_of_token(tree.leading), "Unsupported crate prefix `::`"
            )
        name = ""
        name_token = -1
        groups: list[tuple[UseTree, _Prefix]] = []
        for at, part in enumerate(tree.segments):
            if isinstance(part, UseName):
                kind = segment.kinds[part.token]
                name_token = part.token
                if kind == tokens.IDENT:
                    name = segment.text(part.token)
                    prefix.segments.append(name)
                    prefix.tokens.append(part.token)
                elif kind == tokens.SUPER:
                    name = ""
                    if not self._up(prefix, part.token):
                        return []
                elif kind in (tokens.CRATE, tokens.SELF_VALUE) and prefix.empty:
                    name = ""
                    module = self._scope.module
                    while kind == tokens.CRATE and module.scope is not None:
                        module = module.scope.module
                    prefix.start = module
                else:
                    return self._bad(segment.span_of_token(part.token), FIRST_ONLY)
                continue
            if at + 1 < len(tree.segments):
                return self._bad(
                    segment.span(tree.segments[at + 1]),
                    "Another segment can't follow wildcard `*` or group imports",
                )
            if tree.alias >= 0:
                return self._bad(
                    segment.span_of_tokens(part.first, tree.alias),
                    "Use aliasing is not supported for wildcard `*` or group imports",
                )
            if isinstance(part, UseGlob):
                self._add("*", prefix, segment.span(part), glob=True)
            elif isinstance(part, UseGroup):
                groups = [(inner, prefix) for inner in part.trees]
            return groups
        if not tree.segments:
            return []
        if name_token >= 0 and not name and tree.alias < 0:
            return self._bad(segment.span(tree), "Missing last use component")
        if tree.alias >= 0:
            name = segment.text(tree.alias)
        if name != "_":
            self._add(name, prefix, segment.span(tree), glob=False)
        return []

    def _up(self, prefix: _Prefix, token: int) -> bool:
        """Takes one step up, from the last segment or the module."""
        if prefix.segments:
            prefix.segments.pop()
            prefix.tokens.pop()
            if not prefix.segments and prefix.start is None and not prefix.leading:
                prefix.start = self._scope.module
            return True
        module = prefix.start if prefix.start is not None else self._scope.module
        if module.scope is None:
            self._bad(self._segment.span_of_token(token), AT_ROOT)
            return False
        prefix.start = module.scope.module
        return True

    def _add(self, name: str, prefix: _Prefix, where: Span, glob: bool) -> None:
        path = f"{self._scope.path}::{name}" if self._scope.path else name
        found = Import(
            -1, "import", path, name, self._scope, self._visibility, self._segment, self._node
        )
        found.leading = prefix.leading
        found.start = prefix.start
        found.segments = prefix.segments
        found.glob = glob
        found.from_glob = False
        found.host = False
        found.tokens = prefix.tokens
        found.where = where
        self.found.append(found)

    def _bad(self, span: Span, message: str) -> list[tuple[UseTree, _Prefix]]:
        self._diagnostics.error(BAD_USE, span, message)
        return []

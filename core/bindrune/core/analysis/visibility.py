"""Visibility: who may name an item.

An item is visible from a module if every module on its way is, down from the one that both stand
in, and the item itself is. A private item can be named in its module and all modules inside that.
Fields, and items in bodies, have no visibility of their own; a variant has that of its enum.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.analysis.items import PUB_CRATE, PUB_SUPER, PUBLIC, Item
from bindrune.core.analysis.sites import ROOT
from bindrune.core.diagnostics.codes import MODULE_NOT_VISIBLE, NOT_VISIBLE
from bindrune.core.diagnostics.model import Label

if TYPE_CHECKING:
    from bindrune.core.analysis.sites import Site
    from bindrune.core.diagnostics.model import Diagnostics


def is_visible(item: Item, module: Item) -> bool:
    """Whether `item` may be named in `module`."""
    return _obstacle(item, module) is None


def report_hidden(
    diagnostics: Diagnostics, item: Item, site: Site, entry_only: bool = False
) -> None:
    """Reports that an item cannot be named; `entry_only` if the item itself is known to be the
    reason.
    """
    obstacle = item if entry_only else _obstacle(item, site.module) or item
    where = f"is not accessible from module `{site.module.path or ROOT}`"
    labels = [Label(step.where, "Re-exported here") for step in site.chain]
    if obstacle is item:
        labels.append(Label(item.name_span, "defined here"))
        diagnostics.error(
            NOT_VISIBLE,
            site.place(),
            f"Item `{item.path}` with visibility `{item.visibility}`, {where}",
            labels=labels,
        )
    else:
        labels.append(Label(obstacle.name_span, "Module defined here"))
        diagnostics.error(
            MODULE_NOT_VISIBLE,
            site.place(),
            f"Module `{obstacle.path}` with {obstacle.visibility} visibility, {where}",
            labels=labels,
        )


def _obstacle(item: Item, module: Item) -> Item | None:
    """The outermost module on the way to `item` that `module` may not name, or the item itself, or
    None.
    """
    around = item.scope.module if item.scope is not None else None
    if around is not None and not module.inside(around):
        way = []
        at: Item | None = around
        while at is not None:
            way.append(at)
            at = at.scope.module if at.scope is not None else None
        for step in reversed(way):
            if not _accessible(step, module):
                return step
    return None if _accessible(item, module) else item


def _accessible(item: Item, module: Item) -> bool:
    """Whether the visibility of `item` alone lets `module` name it."""
    visibility = item.visibility
    if visibility in (PUBLIC, PUB_CRATE) or item.scope is None:
        return True
    around = item.scope.module
    if visibility == PUB_SUPER and around.scope is not None:
        around = around.scope.module
    return module.inside(around)

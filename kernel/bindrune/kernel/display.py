"""What a cell's result looks like: a value as plain text and as HTML.

Rows of like objects or structs become a table, one object or struct a table of its fields; everything else is its
text in a ``<pre>``. Unit shows nothing at all. Both forms are cut at a size that a notebook can bear, and say so.
"""

from __future__ import annotations

from html import escape

from bindrune.core.api import VmError, describe, fields_of, is_unit, items_of

MAX_TEXT = 20_000
"""Characters of a text that are shown."""
MAX_ROWS = 100
"""Rows of a table that are shown."""


def bundle(value: object) -> dict[str, str] | None:
    """Return the MIME bundle of a result, or ``None`` for unit. Where a part cannot be read, the bundle says why."""
    if is_unit(value):
        return None
    try:
        text = describe(value)
        return {"text/plain": cut(text), "text/html": html(value, text)}
    except VmError as error:
        return {"text/plain": f"<{error.message}>"}


def cut(text: str) -> str:
    """Return ``text``, or its head with a note of how much is left out."""
    if len(text) <= MAX_TEXT:
        return text
    return f"{text[:MAX_TEXT]}… ({len(text) - MAX_TEXT:,} more characters)"


def html(value: object, text: str) -> str:
    """Return the HTML form of a value whose text is ``text``."""
    rows = items_of(value)
    if rows:
        fields = [fields_of(row) for row in rows[:MAX_ROWS]]
        heads = [tuple(row) for row in fields if row is not None]
        if heads and len(heads) == len(fields) and len(set(heads)) == 1 and heads[0]:
            cells = [[cut(describe(cell)) for cell in row.values()] for row in fields if row is not None]
            return _table(heads[0], cells, len(rows))
    own = fields_of(value)
    if own:
        return _table(("field", "value"), [[name, cut(describe(cell))] for name, cell in own.items()], len(own))
    return f"<pre>{escape(cut(text))}</pre>"


def _table(heads: tuple[str, ...], rows: list[list[str]], total: int) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in heads)
    body = "".join(
        "<tr>" + "".join(f"<td><code>{escape(cell)}</code></td>" for cell in row) + "</tr>" for row in rows[:MAX_ROWS]
    )
    left = total - min(len(rows), MAX_ROWS)
    note = f"<p>… {left:,} more rows</p>" if left > 0 else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{note}"

"""What the core says, in the types of the protocol: diagnostics, hovers, definitions, symbols, completions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from bindrune.core.diagnostics import codes

if TYPE_CHECKING:
    from collections.abc import Callable

    from bindrune.core.diagnostics.model import Diagnostic
    from bindrune.core.ide.completion import Completions
    from bindrune.core.ide.definition import Definition
    from bindrune.core.ide.symbols import Symbol
    from bindrune.core.source import Span
    from bindrune.lsp.positions import Lines
    from bindrune.lsp.programs import Program

    UriOf = Callable[[int], str]
    """The URI of a source."""

SOURCE = "bindrune"
"""Who says it, as editors show beside a diagnostic."""

_UNNECESSARY = frozenset((codes.NOT_USED, codes.UNREACHABLE, codes.SURPLUS_SEMICOLON))
_SYMBOLS = {
    "function": types.SymbolKind.Function,
    "method": types.SymbolKind.Method,
    "struct": types.SymbolKind.Struct,
    "enum": types.SymbolKind.Enum,
    "variant": types.SymbolKind.EnumMember,
    "field": types.SymbolKind.Field,
    "constant": types.SymbolKind.Constant,
    "static": types.SymbolKind.Variable,
    "variable": types.SymbolKind.Variable,
    "module": types.SymbolKind.Module,
    "impl": types.SymbolKind.Class,
}
_COMPLETIONS = {
    "variable": types.CompletionItemKind.Variable,
    "function": types.CompletionItemKind.Function,
    "method": types.CompletionItemKind.Method,
    "field": types.CompletionItemKind.Field,
    "struct": types.CompletionItemKind.Struct,
    "enum": types.CompletionItemKind.Enum,
    "variant": types.CompletionItemKind.EnumMember,
    "constant": types.CompletionItemKind.Constant,
    "module": types.CompletionItemKind.Module,
    "type": types.CompletionItemKind.Class,
    "macro": types.CompletionItemKind.Function,
    "keyword": types.CompletionItemKind.Keyword,
}


def diagnostic(found: Diagnostic, program: Program, uri_of: UriOf, related: bool) -> types.Diagnostic:
    """A diagnostic; `related` says that the client shows further places."""
    lines = [found.text, *found.notes]
    if found.help:
        lines.append(f"help: {found.help}")
    information = [
        types.DiagnosticRelatedInformation(_location(label.span, program, uri_of), label.message)
        for label in found.labels
    ]
    if information and not related:
        lines += [label.message for label in found.labels]
    tags = []
    if found.code in _UNNECESSARY:
        tags.append(types.DiagnosticTag.Unnecessary)
    if found.code is codes.DEPRECATED:
        tags.append(types.DiagnosticTag.Deprecated)
    warning = found.severity == "warning"
    return types.Diagnostic(
        range=program.lines(found.span.source).range(found.span),
        message="\n".join(lines),
        severity=types.DiagnosticSeverity.Warning if warning else types.DiagnosticSeverity.Error,
        code=found.code.name,
        source=SOURCE,
        tags=tags or None,
        related_information=information if information and related else None,
    )


def fault_diagnostic(fault: BaseException) -> types.Diagnostic:
    """A fault of ours, at the head of the document in which it came to light."""
    start = types.Position(0, 0)
    return types.Diagnostic(
        range=types.Range(start, start),
        message=f"Internal error of the language server, not of this program: {fault!r}",
        severity=types.DiagnosticSeverity.Error,
        code="internal-error",
        source=SOURCE,
    )


def _location(span: Span, program: Program, uri_of: UriOf) -> types.Location:
    return types.Location(uri_of(span.source), program.lines(span.source).range(span))


def locations(found: list[Definition], program: Program, uri_of: UriOf) -> list[types.Location]:
    """Definitions as places."""
    return [_location(one.span, program, uri_of) for one in found]


def location_links(found: list[Definition], program: Program, uri_of: UriOf) -> list[types.LocationLink]:
    """Definitions as links from the name that was asked about."""
    links = []
    for one in found:
        place = _location(one.span, program, uri_of)
        origin = program.lines(one.origin.source).range(one.origin)
        links.append(types.LocationLink(place.uri, place.range, place.range, origin))
    return links


def document_symbols(found: list[Symbol], lines: Lines) -> list[types.DocumentSymbol]:
    """Symbols as a tree."""
    return [
        types.DocumentSymbol(
            name=symbol.name,
            kind=_SYMBOLS[symbol.kind],
            range=lines.range(symbol.span),
            selection_range=lines.range(symbol.name_span),
            detail=symbol.detail or None,
            children=document_symbols(symbol.children, lines),
        )
        for symbol in found
    ]


def flat_symbols(
    found: list[Symbol], lines: Lines, uri: str, container: str | None = None
) -> list[types.SymbolInformation]:
    """Symbols as a list, for clients that show no tree."""
    flat = []
    for symbol in found:
        place = types.Location(uri, lines.range(symbol.name_span))
        flat.append(types.SymbolInformation(place, symbol.name, _SYMBOLS[symbol.kind], container_name=container))
        flat += flat_symbols(symbol.children, lines, uri, symbol.name)
    return flat


def completion_list(found: Completions, lines: Lines, end: types.Position) -> types.CompletionList:
    """Completions, each replacing what is there of the name."""
    where = types.Range(lines.position(found.start), end)
    items = [
        types.CompletionItem(
            label=item.text,
            kind=_COMPLETIONS.get(item.kind, types.CompletionItemKind.Text),
            detail=item.detail or None,
            sort_text=f"{index:05}",
            text_edit=types.TextEdit(where, item.text),
        )
        for index, item in enumerate(found.items)
    ]
    return types.CompletionList(is_incomplete=False, items=items)

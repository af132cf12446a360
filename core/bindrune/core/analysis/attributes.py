"""Attributes of items: few are known, and each kind of item takes some or none.

Documentation, written as a comment or as `#[doc = "…"]`, belongs to functions, structs, enums, to
fields, variants, constants, statics and modules; `#[test]` and `#[bench]` to functions at the
level of modules and in `impl` blocks. All else is an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bindrune.core.diagnostics.codes import (
    EXPECTED_END,
    EXPECTED_TOKEN,
    NESTED_TEST,
    REPEATED_ATTRIBUTE,
    UNEXPECTED_END,
    UNSUPPORTED_ATTRIBUTE,
)
from bindrune.core.source import Span
from bindrune.core.syntax import tokens
from bindrune.core.syntax.nodes import Attribute

if TYPE_CHECKING:
    from bindrune.core.analysis.items import Function
    from bindrune.core.diagnostics.model import Diagnostics
    from bindrune.core.syntax.nodes import DocComment
    from bindrune.core.syntax.tree import Segment

    AttributeList = list[Attribute | DocComment]


class Attributes:
    """Checks attributes, and reports what is wrong with them."""

    __slots__ = ("_diagnostics",)

    def __init__(self, diagnostics: Diagnostics) -> None:
        self._diagnostics = diagnostics

    def of(
        self, segment: Segment, attributes: AttributeList, kind: str, documented: bool = False
    ) -> None:
        """Checks the attributes of something that takes documentation or nothing; `kind` is its
        plural.
        """
        for attribute in attributes:
            if documented and self._is_doc(segment, attribute):
                continue
            self._unsupported(segment, attribute, f"Attributes on {kind} are not supported")

    def of_file(self, segment: Segment, attributes: AttributeList) -> None:
        """Checks the inner attributes of a file or an inline module."""
        for attribute in attributes:
            if not self._is_doc(segment, attribute):
                self._unsupported(segment, attribute, "File attributes are not supported")

    def of_function(self, segment: Segment, function: Function, nested: bool) -> None:
        """Checks the attributes of a function and sets its `test` and `bench`; `nested` says that
        it stands in a body.
        """
        seen: dict[str, Span] = {}
        for attribute in function.attributes:
            if self._is_doc(segment, attribute):
                continue
            name = attribute_name(segment, attribute)
            if name not in ("test", "bench"):
                self._unsupported(segment, attribute, "Attributes on functions are not supported")
                continue
            assert isinstance(attribute, Attribute)
            span = segment.span(attribute)
            if name in seen:
                self._diagnostics.error(
                    REPEATED_ATTRIBUTE, seen[name], f"Can only specify one attribute named `{name}`"
                )
                continue
            seen[name] = span
            if attribute.input_first < attribute.input_end:
                kind = segment.kinds[attribute.input_first]
                self._diagnostics.error(
                    EXPECTED_END,
                    segment.span_of_token(attribute.input_first),
                    f"Expected end of file, but got {tokens.DESCRIPTIONS[kind]}",
                )
            if nested:
                self._diagnostics.error(
                    NESTED_TEST, span, f"Attribute `#[{name}]` is not supported on nested items"
                )
            elif function.self_:
                self._diagnostics.error(
                    UNSUPPORTED_ATTRIBUTE,
                    segment.span(attribute),
                    f"The #[{name}] attribute is not supported on functions receiving `self`",
                )
            elif name == "test":
                function.test = True
            else:
                function.bench = True

    def _unsupported(
        self, segment: Segment, attribute: Attribute | DocComment, message: str
    ) -> None:
        self._diagnostics.error(UNSUPPORTED_ATTRIBUTE, segment.span(attribute), message)

    def _is_doc(self, segment: Segment, attribute: Attribute | DocComment) -> bool:
        """Whether an attribute is documentation; if it is but badly written, that is reported."""
        if not isinstance(attribute, Attribute):
            return True
        if attribute_name(segment, attribute) != "doc":
            return False
        at, end = attribute.input_first, attribute.input_end
        for wanted, what in ((tokens.EQ, "`=`"), (tokens.STRING, "a string literal")):
            if at >= end:
                place = segment.span(attribute)
                self._diagnostics.error(
                    UNEXPECTED_END,
                    Span(place.source, place.end, place.end),
                    "Unexpected end of file",
                )
                return True
            if segment.kinds[at] != wanted:
                got = tokens.DESCRIPTIONS[segment.kinds[at]]
                self._diagnostics.error(
                    EXPECTED_TOKEN, segment.span_of_token(at), f"Expected {what} but got {got}"
                )
                return True
            at += 1
        if at < end:
            got = tokens.DESCRIPTIONS[segment.kinds[at]]
            self._diagnostics.error(
                EXPECTED_END, segment.span_of_token(at), f"Expected end of file, but got {got}"
            )
        return True


def attribute_name(segment: Segment, attribute: Attribute | DocComment) -> str:
    """The name of an attribute whose path is a single one, `doc` for a comment, else nothing."""
    if not isinstance(attribute, Attribute):
        return "doc"
    path = attribute.path
    if path is None or path.leading >= 0 or len(path.names) != 1:
        return ""
    return segment.text(path.names[0])

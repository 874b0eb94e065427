"""The normal form of a name: case goes, number and the author's letters stay."""

from __future__ import annotations

from pipeline.model import Parse, Span


def normal_form(parse: Parse, span: Span) -> str:
    """The nominative of the name in tokens [first, last)."""
    return ' '.join(parse.tokens.text[span.first:span.last])

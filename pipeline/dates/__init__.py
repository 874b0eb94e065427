"""Dates: every expression that a release puts on the calendar, as an interval."""

from __future__ import annotations

from pipeline.model import Date, Parse


def find_dates(parse: Parse) -> list[Date]:
    """The dates of a document, in order; relative ones count from `parse.document.published`."""
    return []

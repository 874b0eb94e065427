"""Tables → a folder of pages that opens from disk: no server, no network, no size that it cannot take.

    store      the tables in reading order, through DuckDB
    site       pages from templates, data for scripts
    overview, documents, entities, listings     what is on the pages
    word_index, word_forms     where words stand, and which lemma a form leads to
    marked     a text with its marks; timeline, worldmap     the pictures
    labels     the words, in Russian and English

A page shows what it needs and loads the rest by parts, so a collection may have tens of thousands of documents. Nothing
that stands in a release is ever code: templates escape everything, data are literals, a page forbids inline scripts.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from svodka.report.document_pages import write_documents
from svodka.report.entities import write_entities
from svodka.report.listings import write_lists
from svodka.report.overview import write_overview
from svodka.report.site import ReportError, Site
from svodka.report.store import Store, hash_of
from svodka.report.word_index import index_texts, write_words
from svodka.schema import Language

__all__ = ['ReportError', 'write_report']


def write_report(
    tables: str | Path, out: str | Path, language: Language = 'ru', tell: Callable[[str], None] = lambda step: None
) -> int:
    """Write the report of a folder of tables; returns the number of pages.

    A report that is there, whole and made of the same tables, stays as it is.

    Raises FileNotFoundError if there are no tables, ReportError if `out` holds anything but an older report.
    """
    made_of, site = hash_of(Path(tables)), Site(Path(out), language)
    if pages := site.pages_made_of(made_of):
        return pages
    store = Store(Path(tables))
    try:
        site.prepare()
        for write in (write_documents, write_entities, write_overview):
            tell(write.__name__.removeprefix('write_'))
            write(site, store)
        tell('words')
        index, spans = index_texts(site, store)
        tell('lists')
        write_lists(site, store, index, spans)
        write_words(site, index)
        site.finish(made_of)
        return site.pages
    finally:
        store.close()

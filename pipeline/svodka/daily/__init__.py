"""A day's news of a collection: what is new, who said it, what changed, what rises, and what somebody watches for.

    period     which documents are new: those of the last run, or those published since a day
    gather     the tables → sections: documents, first mentions, positions, quotations
    rising     what is mentioned more than in the weeks before, and the test that says so
    watch      a watch list, and where it is met
    pages      the sections as Markdown, a page, or a workbook

A digest is made of the tables and of the journal that the runs keep (svodka.run.journal); it changes neither.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa

from svodka.daily.gather import gather
from svodka.daily.period import Period, of_run, since
from svodka.daily.render import SUFFIXES, markdown, write
from svodka.daily.sections import Digest, DigestError
from svodka.daily.watch import Watch, read_watch
from svodka.schema import Language

__all__ = ['SUFFIXES', 'Digest', 'DigestError', 'Period', 'Watch', 'gather', 'markdown', 'of_run',
           'read_watch', 'since', 'write']  # fmt: skip


def make_digest(tables: Path, period: Period, watch: Watch | None, language: Language, limit: int) -> Digest:
    """The digest of a folder of tables; `limit` is the most rows of a section, 0 for all.

    Raises FileNotFoundError for a folder without tables, DigestError for tables of another version.
    """
    try:
        return gather(tables, period, watch, language, limit)
    except (duckdb.Error, pa.ArrowException) as error:
        why = str(error).partition('\n')[0]
        raise DigestError(f'{tables} cannot be read ({why}): run svodka extract again.') from error

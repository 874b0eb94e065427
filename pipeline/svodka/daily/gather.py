"""The tables → the sections of a digest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb

from svodka.api import connect
from svodka.daily import rising, watch
from svodka.daily.period import Period
from svodka.daily.positions import changes
from svodka.daily.sections import Digest, Group, Item, Section, day, labels
from svodka.run.journal import Run
from svodka.schema import Language
from svodka.tables.reasons import reason

Row = dict[str, Any]
LONGEST_TEXT = 700  # characters of a sentence or a quotation that are shown
MOST_RISING = 30
FEW = (2, 3, 4)  # of which Russian has another form of a noun
KINDS = ('people', 'organisations', 'places')

DOCUMENTS = """
SELECT d.document_id, coalesce(d.title, '') AS title, d.path, d.published, coalesce(d.outlet, '') AS outlet,
       coalesce(d.url, '') AS url, coalesce(d.author, '') AS author, d.status, coalesce(d.message, '') AS message,
       c.document_id IS NOT NULL AS changed
FROM documents d JOIN fresh USING (document_id) LEFT JOIN changed c USING (document_id)
ORDER BY d.published DESC NULLS LAST, d.path"""
# The first mention in the new and changed documents of each entity that no other document mentions. What a document
# said before it changed is not known any more; whom the tables knew then, is. A body without a name of its own is no
# newcomer: «главк», «полиция».
FIRST = """
WITH debut AS (
    SELECT entity_id, count(DISTINCT document_id) AS documents FROM mentions GROUP BY entity_id
    HAVING bool_and(document_id IN (SELECT document_id FROM fresh))
       AND (entity_id IN (SELECT entity_id FROM arrived)
            OR bool_and(document_id NOT IN (SELECT document_id FROM changed))))
SELECT e.*, o.documents, m.document_id, m.sentence
FROM debut o JOIN (
    SELECT p.entity_id, 'people' AS kind, p.name, concat_ws(', ', p.position, w.name) AS about, p.mentions
    FROM people p LEFT JOIN organisations w ON w.entity_id = p.organisation_id
    UNION ALL SELECT entity_id, 'organisations', name, coalesce(abbreviation, ''), mentions FROM organisations
        WHERE NOT generic
    UNION ALL SELECT entity_id, 'places', name, coalesce(country, ''), mentions FROM places) e USING (entity_id)
JOIN mentions m USING (entity_id) JOIN documents d ON d.document_id = m.document_id
QUALIFY row_number() OVER (PARTITION BY entity_id ORDER BY d.published NULLS LAST, d.path, m.start) = 1
ORDER BY kind, o.documents DESC, e.mentions DESC, e.name, entity_id"""
UNDATED = """
SELECT document_id, coalesce(title, '') AS title, path, coalesce(url, '') AS url FROM documents
WHERE published IS NULL AND status = 'ok' ORDER BY path"""
QUOTATIONS = """
SELECT q.speaker, q.speaker_id, q.text, q.kind, q.document_id, coalesce(relayed_by, '') AS relayed_by,
       count(*) OVER (PARTITION BY q.speaker, q.speaker_id) AS n
FROM quotations q JOIN fresh USING (document_id) JOIN documents d USING (document_id)
ORDER BY q.speaker = '', n DESC, q.speaker, q.speaker_id, d.published DESC NULLS LAST, d.path, q.start"""


class Gatherer:
    """The questions of one digest to one folder of tables."""

    def __init__(self, db: duckdb.DuckDBPyConnection, language: Language, limit: int) -> None:
        self.db, self.language, self.limit, self.t = db, language, limit, labels(language)
        self.documents: dict[str, Row] = {}

    def rows(self, query: str, **values: object) -> list[Row]:
        found = self.db.execute(query, values) if values else self.db.execute(query)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def choose(self, period: Period) -> None:
        """The tables `fresh` and `changed`: the documents that the digest is about, and those of them that only
        changed; `arrived`: entities that the run has brought."""
        if period.since:
            self.db.execute('CREATE TEMP TABLE fresh AS SELECT document_id FROM documents WHERE published >= $since',
                            {'since': period.since})  # fmt: skip
        else:
            self.db.execute(
                """CREATE TEMP TABLE fresh AS SELECT document_id FROM documents
                   SEMI JOIN (SELECT unnest($ids::VARCHAR[]) AS document_id) USING (document_id)""",
                {'ids': [*period.new, *period.changed]},
            )
        changed = {'ids': list(period.changed)}
        self.db.execute('CREATE TEMP TABLE changed AS SELECT unnest($ids::VARCHAR[]) AS document_id', changed)
        arrived = {'ids': list(period.entities)}
        self.db.execute('CREATE TEMP TABLE arrived AS SELECT unnest($ids::VARCHAR[]) AS entity_id', arrived)
        self.documents = {row['document_id']: row for row in self.rows(DOCUMENTS)}

    def sentences(self, wanted: Sequence[tuple[str, int]]) -> Mapping[tuple[str, int], str]:
        """The texts of some sentences by document and number."""
        if not wanted:
            return {}
        query = """SELECT document_id, sentence, text FROM sentences
                   JOIN (SELECT unnest($ids) AS document_id, unnest($numbers) AS sentence)
                   USING (document_id, sentence)"""
        ids, numbers = [w[0] for w in wanted], [w[1] for w in wanted]
        found = self.db.execute(query, {'ids': ids, 'numbers': numbers}).fetchall()
        return {(document, number): shortened(text) for document, number, text in found}

    def about(self, document_id: str) -> dict[str, Any]:
        """What an item says of its document."""
        row = self.documents[document_id]
        return {'day': row['published'], 'title': row['title'], 'path': row['path'], 'url': row['url']}

    def section(self, key: str, groups: Sequence[tuple[str, list[Item]]], note: str = '', more: int = 0) -> Section:
        """A section of at most `limit` rows."""
        shares = shared([len(items) for _, items in groups], self.limit)
        kept = [Group(title, tuple(items[:n])) for (title, items), n in zip(groups, shares, strict=True) if n]
        more += sum(len(items) for _, items in groups) - sum(shares)
        return Section(key, self.t[key], tuple(kept), note, more)

    # ------------------------------------------------------------------------------------------------ the sections

    def new_documents(self) -> Section:
        by_outlet: dict[str, list[Item]] = defaultdict(list)
        for row in self.documents.values():
            if row['status'] == 'ok' and not row['changed']:
                by_outlet[row['outlet']].append(self.document(row))
        ordered = sorted(by_outlet.items(), key=lambda pair: (not pair[0], -len(pair[1]), pair[0]))
        groups = [(f'{outlet or self.t["no_outlet"]} ({len(items)})', items) for outlet, items in ordered]
        return self.section('new_documents', groups)

    def changed_documents(self) -> Section:
        items = [self.document(row) for row in self.documents.values() if row['status'] == 'ok' and row['changed']]
        return self.section('changed_documents', [('', items)] if items else [])

    def unread(self) -> Section:
        items = [
            Item(row['path'], reason(row['message']) if self.language == 'ru' else row['message'], day=row['published'])
            for row in self.documents.values()
            if row['status'] == 'failed'
        ]
        return self.section('unread', [('', items)] if items else [])

    def gone(self, run: Run | None) -> Section:
        items = [Item(path) for path in run.gone_paths] if run else []
        more = run.gone - len(items) if run else 0
        return self.section('gone', [('', items)] if items else [], more=max(more, 0))

    def undated(self, period: Period) -> Section:
        """Documents without a date, which a digest since a day cannot place: how many, when they were first read, and
        those that were on that day or later."""
        rows = self.rows(UNDATED) if period.since else []
        if not rows or not period.since:
            return self.section('undated', [])
        days = sorted(period.first_seen[row['document_id']] for row in rows if row['document_id'] in period.first_seen)
        note = self.t['undated_note'].format(n=len(rows))
        if days:
            first, last = (day(seen, self.language) for seen in (days[0], days[-1]))
            note += ' ' + self.t['first_read_on' if first == last else 'first_read'].format(first=first, last=last)
        items = []
        for row in rows:
            seen = period.first_seen.get(row['document_id'])
            if seen and seen >= period.since:
                told = self.t['read_on'].format(day=day(seen, self.language))
                items.append(
                    Item(row['title'] or row['path'], told, title=row['title'], path=row['path'], url=row['url'])
                )
        return self.section('undated', [('', items)] if items else [], note)

    def document(self, row: Row) -> Item:
        return Item(row['title'] or row['path'], row['author'], **self.about(row['document_id']))

    def first(self) -> Section:
        found = self.rows(FIRST)
        texts = self.sentences([(row['document_id'], row['sentence']) for row in found])
        groups: dict[str, list[Item]] = {kind: [] for kind in KINDS}
        for row in found:
            sentence = texts.get((row['document_id'], row['sentence']), '')
            note = row['about'] if row['kind'] != 'organisations' or row['about'] != row['name'] else ''
            groups[row['kind']].append(
                Item(row['name'], note, (('', sentence),) if sentence else (), **self.about(row['document_id']))
            )
        return self.section('first', [(self.t[kind], items) for kind, items in groups.items() if items])

    def positions(self) -> Section:
        items = []
        for change in changes(self.db):
            before, after = change.before, change.after
            was = before.called(self.t) if before else ''
            quotes = [(self.t['now'], shortened(after.text))] if after.text else []
            if before and before.text:
                told = f'{self.t["before"]}, {day(before.published, self.language)}'.removesuffix(', ')
                quotes.insert(0, (told, shortened(before.text)))
            note = f'{was} → {after.called(self.t)}' if was else f'{self.t["new_position"]}: {after.called(self.t)}'
            items.append(Item(change.person, note, tuple(quotes), **self.about(after.document_id)))
        return (
            self.section('positions', [('', items)], self.t['positions_note'])
            if items
            else self.section('positions', [])
        )

    def quotations(self) -> Section:
        groups: dict[tuple[str, str], list[Item]] = defaultdict(list)
        for row in self.rows(QUOTATIONS):
            relayed = f'{self.t["relayed_by"]} {row["relayed_by"]}' if row['relayed_by'] else ''
            own = self.t[row['kind']] if row['kind'] != 'direct' else ''
            groups[row['speaker'], row['speaker_id'] or ''].append(
                Item('', relayed, ((own, shortened(row['text'])),), **self.about(row['document_id']))
            )
        listed = [(f'{speaker or self.t["unknown"]} ({len(items)})', items) for (speaker, _), items in groups.items()]
        return self.section('quotations', listed)

    def rises(self, period: Period) -> Section:
        found = rising.compare(self.db, period.since)
        if not found.new:
            return self.section('rising', [])
        if not found.is_possible:
            note = self.t['too_few'].format(new=found.new, before=found.before, least_new=rising.LEAST_NEW,
                                            least=rising.LEAST_BEFORE, weeks=rising.WEEKS)  # fmt: skip
            return Section('rising', self.t['rising'], (), note)
        note = self.t['rising_note'].format(new=found.new, before=found.before, weeks=rising.WEEKS)
        if not found.rises:
            note = f'{note} {self.t["no_rise"]}'
        groups: dict[str, list[Item]] = {kind: [] for kind in (*KINDS, 'words')}
        for rise in found.rises[:MOST_RISING]:
            told = self.t['rise'].format(new=rise.new, new_all=found.new, before=rise.before, before_all=found.before,
                                         p=f'{rise.p:.1g}')  # fmt: skip
            groups[rise.kind].append(Item(rise.name, told))
        listed = [(self.t[kind], items) for kind, items in groups.items() if items]
        return self.section('rising', listed, note, len(found.rises[MOST_RISING:]))

    def watched(self, listed: watch.Watch) -> tuple[Section, int]:
        """What a watch list met, and how many of its entries did."""
        met = list(watch.find(self.db, listed))
        texts = self.sentences([(m.document_id, m.sentence) for m in met])
        groups: dict[str, list[Item]] = defaultdict(list)
        for m in met:
            sentence = texts.get((m.document_id, m.sentence), '')
            few = m.times % 10 in FEW and m.times % 100 // 10 != 1  # «2 раза», «12 раз»
            times = self.t['times_few' if few else 'times'].format(n=m.times) if m.times > 1 else ''
            row = self.documents[m.document_id]
            head = row['title'] or row['path']
            groups[m.entry].append(
                Item(head, times, (('', sentence),) if sentence else (), **self.about(m.document_id))
            )
        asked = [*listed.entities, *listed.words, *listed.phrases]
        missing = [entry for entry in asked if entry not in groups]
        note = f'{self.t["not_met"]}: {", ".join(missing)}.' if missing else ''
        made = self.section('watched', [(f'{entry} ({len(items)})', items) for entry, items in groups.items()], note)
        return made, len(groups)


def gather(tables: Path, period: Period, listed: watch.Watch | None, language: Language, limit: int) -> Digest:
    """The digest of a period. Raises FileNotFoundError for a folder without tables."""
    with closing(connect(tables)) as db:
        ask = Gatherer(db, language, limit)
        ask.choose(period)
        sections: list[Section] = []
        matched = 0
        if listed:
            section, matched = ask.watched(listed)
            sections.append(section)
        sections += [ask.new_documents(), ask.changed_documents(), ask.first(), ask.positions(), ask.quotations(),
                     ask.rises(period), ask.undated(period), ask.unread(), ask.gone(period.run)]  # fmt: skip
        return Digest(language, ask.t['title'], tuple(_lead(ask, period)), tuple(sections), matched, ask.t)


def _lead(ask: Gatherer, period: Period) -> Iterator[str]:
    """What the digest is about, in a line or two."""
    t, rows = ask.t, ask.documents.values()
    if period.run:
        time = period.run.time.astimezone()
        yield t['of_run'].format(number=period.run.number, day=day(time.date(), ask.language), time=f'{time:%H:%M}')
    elif period.since:
        yield t['of_days'].format(day=day(period.since, ask.language))
    status = [row['status'] for row in rows if not row['changed']]
    counts = {'new': status.count('ok'), 'changed': sum(row['changed'] for row in rows),
              'skipped': status.count('skipped'), 'failed': status.count('failed'),
              'gone': period.run.gone if period.run else 0}  # fmt: skip
    told = ', '.join(f'{t[f"count_{kind}"]}: {n}' for kind, n in counts.items() if n)
    yield f'{told}.' if told else t['nothing']
    if not told and period.run and period.run.news_before:
        yield t['news_before'].format(number=period.run.news_before)


def shortened(text: str) -> str:
    """A text on one line, cut where it is long."""
    line = ' '.join(text.split())
    return line if len(line) <= LONGEST_TEXT else f'{line[:LONGEST_TEXT].rsplit(" ", 1)[0]} …'


def shared(sizes: Sequence[int], limit: int) -> list[int]:
    """How many rows of each group are shown, `limit` in all (0: all of them): as many of each as there is room for, so
    that a large group does not push the others out.

    >>> shared([50, 2, 9], 10)
    [4, 2, 4]
    """
    if not limit or sum(sizes) <= limit:
        return list(sizes)
    shares = [0] * len(sizes)
    left = limit
    while left:
        for i in [i for i, size in enumerate(sizes) if shares[i] < size][:left]:
            shares[i] += 1
            left -= 1
    return shares

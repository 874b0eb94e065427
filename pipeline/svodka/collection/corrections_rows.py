"""Corrections of single rows: of documents, mentions, quotations, positions and dates.

What is found goes into the table `fixes` of the assembly, and the queries that make the tables look there. A row is
known by its id without the letter, positions and dates by document:start:stop; so old files hold, too. An id tells a
place in a text, so where the line holds the words of its row, these must stand there; if they do not, the document has
changed, and the row is the one of the same document with these words, if there is one only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import duckdb
import pyarrow as pa
from svodka.collection.corrections import DOCUMENT_ACTIONS, ENTITY_ID, NONE, Correction, Effect, bare, one_line
from svodka.lexicons import folded

# The rows that a line may be about: how a row of a table is known, and what it is called.
KEYS = {
    'mentions': 'right(r.mention_id, 16)',
    'quotations': 'right(r.quotation_id, 16)',
    'positions': "right(document_id, 16) || ':' || r.start || ':' || r.stop",
    'dates': "right(document_id, 16) || ':' || r.start || ':' || r.stop",
}
IDS = {
    'mentions': 'r.mention_id',
    'quotations': 'r.quotation_id',
    'positions': "document_id || ':' || r.start || ':' || r.stop",
    'dates': "document_id || ':' || r.start || ':' || r.stop",
}
NOUNS = {table: table.removesuffix('s') for table in (*KEYS, 'documents')}
TABLE_OF = {'speaker': ('quotations',), 'position': ('positions',), 'date': ('dates',), 'drop': tuple(KEYS)}
FIXES = pa.schema([(name, pa.string()) for name in ('tbl', 'key', 'action', 'value', 'entity_id')])

# A document's entity without the mentions that were dropped.
MENTIONED = """
UPDATE entities SET mentions = entities.mentions - d.n, forms = list_filter(list_transform(forms, lambda f: {
    'name': f.name, 'form': f.form,
    'mentions': (f.mentions - len(list_filter(d.gone, lambda g: g.name = f.name AND g.form = f.form)))::INTEGER}),
    lambda f: f.mentions > 0)
FROM (SELECT document_id, entity_id AS entity, count(*)::INTEGER AS n, list({'name': name, 'form': form}) AS gone
      FROM found_mentions GROUP BY ALL) d
WHERE entities.document_id = d.document_id AND entities.local = d.entity"""
# Nobody is in a document by no mention; a place may stand in an organisation's name.
UNMENTIONED = """
DELETE FROM entities USING found_mentions d
WHERE entities.document_id = d.document_id AND entities.local = d.entity_id AND entities.mentions <= 0
  AND NOT EXISTS (SELECT 1 FROM entities o WHERE o.document_id = d.document_id AND o.located = d.entity_id)"""
HELD = """
UPDATE entities SET position = {value}{organisation}
FROM found_positions d WHERE entities.document_id = d.document_id AND entities.local = d.person_id
  AND entities.position = d.position AND d.key = $key"""
NAMED = f"""
SELECT DISTINCT entity_id, name FROM linked WHERE type IN ('PER', 'ORG')
  AND {folded('name')} = {folded('$name')}"""
ALIASED = f"""
SELECT DISTINCT entity_id, linked.name FROM (SELECT document_id, local, unnest(forms) AS f FROM entities)
JOIN links USING (document_id, local) JOIN linked USING (entity_id)
WHERE linked.type IN ('PER', 'ORG') AND {folded('f.name')} = {folded('$name')}"""


def _tables_by_id(c: Correction) -> tuple[str, ...]:
    """The tables that a line may be about, as its action and the kind of its id tell."""
    if c.action != 'drop':
        return TABLE_OF[c.action]
    if ':' in c.entity_id:
        return ('positions', 'dates')
    return {'m': ('mentions',), 'q': ('quotations',)}.get(c.entity_id[: -len(bare(c.entity_id))], ())


@dataclass(frozen=True, slots=True)
class Fix:
    """What a table's row is to be: `entity_id` is that of a speaker."""

    table: str
    key: str
    action: str
    value: str = ''
    entity_id: str | None = None


class RowCorrections:
    """The corrections of single rows in an assembly's database."""

    def __init__(self, db: duckdb.DuckDBPyConnection, corrections: Sequence[Correction]) -> None:
        self.db = db
        self.corrections = [c for c in corrections if c.may_be_row]
        self.effects: list[Effect] = []
        self.fixes: dict[tuple[str, str, str], Fix] = {}
        self.holds: dict[tuple[str, str, str], Correction] = {}  # the line that each fix comes from
        self.moved: dict[tuple[str, int], str] = {}  # by line: the id that its row has now, where it is another
        self.found: set[tuple[str, int]] = set()  # lines that are about single rows for sure

    @property
    def tables(self) -> frozenset[str]:
        """The tables that have a row to correct."""
        return frozenset(fix.table for fix in self.fixes.values())

    def documents(self) -> None:
        """Correct what the table `live` says of documents."""
        for c in self.corrections:
            if c.action in DOCUMENT_ACTIONS:
                query = 'SELECT document_id FROM live WHERE right(document_id, 16) = $id OR $path IN (path, shown)'
                where = {'id': bare(c.entity_id), 'path': '' if c.entity_id else c.document}
                ids = [bare(row[0]) for row in self.db.execute(query, where).fetchall()]
                self._note(c, 'documents', ids)
        self._write()
        if self.fixes:
            self.db.execute(
                f"""UPDATE live SET published = nullif(f.value, '{NONE}')::DATE FROM fixes f
                    WHERE f.action = 'published' AND f.key = right(live.document_id, 16)"""
            )

    def rows(self, documents: Callable[[str], Iterable[str]]) -> None:
        """Find the rows that are to be corrected and what hangs on them; `documents(condition)` gives queries for the
        rows of the parts."""
        self._find_ids(documents)
        self._find_words(documents)
        for c in (c for c in self.corrections if c.action in TABLE_OF):
            tables = self._tables_of(c)
            if tables or c.action != 'drop' or not ENTITY_ID.fullmatch(c.entity_id):
                self._note(c, (tables or TABLE_OF[c.action])[0], [self._key(c)] if tables else [])
        for table, key, action in self.fixes:
            drop = self.holds.get((table, key, 'drop'))
            if drop and action != 'drop':
                self._overrule(self.holds[table, key, action], drop)
        self._write()
        if self._exists('found_mentions'):
            self.db.execute("DELETE FROM found_mentions WHERE key NOT IN (SELECT key FROM fixes WHERE action = 'drop')")
            self.db.execute(MENTIONED)
            self.db.execute(UNMENTIONED)
        for fix in [fix for fix in self.fixes.values() if fix.table == 'positions']:
            dropped = fix.action == 'drop'
            query = HELD.format(
                value='NULL' if dropped else '$value', organisation=', organisation = NULL' if dropped else ''
            )
            self.db.execute(query, {'key': fix.key} | ({} if dropped else {'value': fix.value}))

    def _key(self, c: Correction) -> str:
        return bare(self.moved.get(c.place, c.entity_id))

    def _tables_of(self, c: Correction) -> list[str]:
        """The tables in which the row of a line stands."""
        return [table for table in TABLE_OF[c.action] if self._has(table, self._key(c), c.text)]

    def _find_ids(self, documents: Callable[[str], Iterable[str]]) -> None:
        wanted = [c for c in self.corrections if c.action in TABLE_OF]
        for table in KEYS:
            asked = {self._key(c) for c in wanted if table in TABLE_OF[c.action]}
            keys = {key for key in asked if (':' in key) == (table in ('positions', 'dates'))}
            if keys:
                self._find(table, keys, documents)

    def _find_words(self, documents: Callable[[str], Iterable[str]]) -> None:
        """Find the rows by their words that have not the ids of the lines: of the same document, the only one with
        these words among those that the line may be about."""
        lost = [
            c
            for c in self.corrections
            if c.action in TABLE_OF and c.text and c.is_alone and c.document and not self._tables_of(c)
        ]
        if not lost:
            return
        paths = sorted({c.document for c in lost})
        ids: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        for query in documents('kept'):
            for table, row_id in IDS.items():
                rows = self.db.execute(
                    f"""SELECT path, shown, {row_id}, r.text FROM (
                            SELECT document_id, path, shown, unnest({table}) AS r FROM {query}
                            WHERE path = ANY($paths) OR shown = ANY($paths))""",
                    {'paths': paths},
                ).fetchall()
                for path, shown, found, text in rows:
                    for name in {path, shown}:
                        ids[name, one_line(text)].append((table, found))
        for c in lost:
            tables = _tables_by_id(c)
            found_ids = {found for table, found in ids[c.document, one_line(c.text)] if table in tables}
            if len(found_ids) == 1:
                self.moved[c.place] = found_ids.pop()
        self._find_ids(documents)

    def _find(self, table: str, keys: set[str], documents: Callable[[str], Iterable[str]]) -> None:
        """The table `found_…`: the rows of these keys."""
        wanted = {'keys': sorted(keys)}
        self.db.execute(f'DROP TABLE IF EXISTS found_{table}')
        for query in documents('kept'):
            select = f"""SELECT document_id, {KEYS[table]} AS key, unnest(r) FROM (
                             SELECT document_id, unnest({table}) AS r FROM {query}) WHERE {KEYS[table]} = ANY($keys)"""
            begin = f'INSERT INTO found_{table}' if self._exists(f'found_{table}') else f'CREATE TABLE found_{table} AS'
            self.db.execute(f'{begin} {select}', wanted)

    def _exists(self, table: str) -> bool:
        query = 'SELECT count(*) FROM information_schema.tables WHERE table_name = $name'
        return bool(self.db.execute(query, {'name': table}).fetchall()[0][0])

    def _has(self, table: str, key: str, text: str = '') -> bool:
        """Whether a table has a row of this key, with these words if there are any."""
        if not self._exists(f'found_{table}'):
            return False
        rows = self.db.execute(f'SELECT text FROM found_{table} WHERE key = $key', {'key': key}).fetchall()
        return any(not text or one_line(text) == one_line(row[0]) for row in rows)

    def _note(self, c: Correction, table: str, keys: Sequence[str]) -> None:
        """Take down what a line is about; the last of several that say something of one cell holds."""
        self.found.add(c.place)
        noun = NOUNS[table]
        if not keys:
            noun = 'row' if c.action == 'drop' else noun
            what = f'no {noun} has the id {c.entity_id}' if c.entity_id else f'there is no document {c.document}'
            if c.entity_id and c.text:
                what += ' and the words of the line, nor do these words stand once in its document'
            self.effects.append(Effect(c, c.entity_id, 0, noun, what))
            return
        self.effects.append(Effect(c, c.entity_id, len(keys), noun, row_id=self.moved.get(c.place, '')))
        for key in keys:
            place = table, key, c.action
            if place in self.fixes and self.fixes[place].value != c.value:
                self._overrule(self.holds[place], c)
            self.fixes[place], self.holds[place] = Fix(table, key, c.action, c.value), c

    def _overrule(self, earlier: Correction, by: Correction) -> None:
        self.effects = [effect.overruled(by) if effect.correction is earlier else effect for effect in self.effects]

    def speakers(self) -> None:
        """Give the speakers that the user names their ids, after the entities have theirs. A line whose speaker could
        be several, or has an id that nothing has, changes nothing."""
        for c in (c for c in self.corrections if c.action == 'speaker'):
            place = 'quotations', self._key(c), 'speaker'
            fix = self.fixes.get(place)
            if fix is None or self.holds[place] is not c:
                continue
            found = [(None, '')] if c.value == NONE else self._speakers(c.value)
            if len(found) == 1:
                self.fixes[place] = replace(fix, entity_id=found[0][0], value=found[0][1])
                continue
            del self.fixes[place]
            why = (
                f'{len(found)} are called «{c.value}», give the entity_id' if found else f'nothing is called {c.value}'
            )
            self.effects = [
                replace(e, mentions=0, row_id='', why=why) if e.correction is c else e for e in self.effects
            ]
        self._write()

    def _speakers(self, value: str) -> list[tuple[str | None, str]]:
        """The ids and names of those whom a value may mean; a name that no entity has is taken as it is."""
        if ENTITY_ID.fullmatch(value):
            query = "SELECT entity_id, name FROM linked WHERE right(entity_id, 16) = $id AND type IN ('PER', 'ORG')"
            return self.db.execute(query, {'id': bare(value)}).fetchall()
        for query in (NAMED, ALIASED):
            if found := self.db.execute(query, {'name': value}).fetchall():
                return found
        return [(None, value)]

    def _write(self) -> None:
        rows = [(f.table, f.key, f.action, f.value, f.entity_id) for f in self.fixes.values()]
        given = pa.Table.from_arrays([pa.array([r[i] for r in rows], pa.string()) for i in range(5)], schema=FIXES)
        self.db.register('given_fixes', given)
        self.db.execute('CREATE OR REPLACE TABLE fixes AS SELECT * FROM given_fixes')
        self.db.unregister('given_fixes')

    # --------------------------------------------------------------------------------------------- in the queries

    def join(self, table: str) -> str:
        """The joins that a query over a table needs, whose rows are `r`, of documents `d`."""
        key = (
            'right(d.document_id, 16)'
            if table == 'documents'
            else KEYS[table].replace('(document_id', '(r.document_id')
        )
        actions = (
            DOCUMENT_ACTIONS if table == 'documents' else ('drop', *(a for a, t in TABLE_OF.items() if t == (table,)))
        )
        return ''.join(
            f" LEFT JOIN fixes f_{action} ON f_{action}.tbl = '{table}' AND f_{action}.action = '{action}' "
            f'AND f_{action}.key = {key}'
            for action in actions
        )

    def values(self, table: str, values: dict[str, str]) -> dict[str, str]:
        """Expressions for the columns of a table, with those that may be corrected."""

        def fixed(action: str, column: str, value: str) -> None:
            values[column] = f'CASE WHEN f_{action}.key IS NULL THEN {values[column]} ELSE {value} END'

        if table == 'documents':
            for action in DOCUMENT_ACTIONS:
                cast = '::DATE' if action == 'published' else ''
                fixed(action, action, f"nullif(f_{action}.value, '{NONE}'){cast}")
            fixed('published', 'published_from', f"CASE WHEN f_published.value <> '{NONE}' THEN 'correction' END")
        elif table == 'positions':
            fixed('position', 'position', 'f_position.value')
        elif table == 'quotations':
            fixed('speaker', 'speaker', 'f_speaker.value')
            fixed('speaker', 'speaker_id', 'f_speaker.entity_id')
            for column in ('speaker_start', 'speaker_stop', 'speaker_from'):
                fixed('speaker', column, 'NULL')
        elif table == 'dates':
            first, last = (f"split_part(f_date.value, '/', {n})" for n in (1, 2))
            last = f"coalesce(nullif({last}, ''), {first})"
            for column, value in {'edtf': f'CASE WHEN {first} = {last} THEN {first} ELSE f_date.value END',
                                  'start_date': f'{first}::DATE', 'end_date': f'{last}::DATE', 'anchor': 'NULL',
                                  'kind': "'absolute'", 'rule': "'correction'"}.items():  # fmt: skip
                fixed('date', column, value)
            fixed('date', 'granularity', f"CASE WHEN {first} = {last} THEN 'day' ELSE {values['granularity']} END")
        return values

    @staticmethod
    def condition(table: str) -> str:
        """What leaves out the rows that were dropped."""
        return 'true' if table == 'documents' else 'f_drop.key IS NULL'

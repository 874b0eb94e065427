"""What an entity of the collection is called and known as, of all that its documents say of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import pyarrow as pa
from svodka.collection.identity import Signature
from svodka.collection.names_known import YES, generic
from svodka.collection.unnamed import home_country
from svodka.find.places.gazetteer import candidates
from svodka.language.compare import is_initial
from svodka.language.organisation_names import lexicon
from svodka.resolve.keys import fullness
from svodka.run.part_schema import PLACE

if TYPE_CHECKING:  # who links in memory does without
    import duckdb

# Words of a state's official name.
STATES = frozenset('республика королевство федерация союз государство княжество'.split())


@dataclass(slots=True)
class Canonical:
    """What an entity is called and known as; `country` is that of a body without a name of its own, `place` the
    gazetteer's key, `own` a place that the user set."""

    entity_id: str
    type: str
    name: str | None = None
    first: str | None = None
    middle: str | None = None
    last: str | None = None
    gender: str | None = None
    abbreviation: str | None = None
    generic: bool = False
    country: str | None = None
    wikidata: str | None = None
    place: str | None = None
    own: dict[str, object] | None = None


KINDS = {'own': PLACE, 'generic': pa.bool_()}
CANONICAL = pa.schema([(f.name, KINDS.get(f.name, pa.string())) for f in fields(Canonical)])


def canonical_rows(
    members: Mapping[str, Sequence[Signature]], forms: Mapping[str, Mapping[str, int]]
) -> list[Canonical]:
    """A row each entity of these signatures; `forms` as of place_forms."""
    rows = [canonical(entity, found) for entity, found in members.items()]
    name_places(rows, forms)
    return rows


def canonical(entity: str, members: Sequence[Signature]) -> Canonical:
    """One entity: its fullest name in the most frequent form."""
    if len(members) == 1:  # as of most entities: there is nothing to choose from
        (s,) = members
        row = Canonical(entity, s.type, s.name or None, abbreviation=s.abbreviation or None, place=s.place or None)
        if s.type == 'PER':
            row.first, row.middle, row.last = s.first or None, s.middle or None, s.last or None
            row.gender = s.gender or None
        else:
            row.country = home_country(s.home)
        return row

    def best(field: str, among: Sequence[Signature] = members) -> str | None:
        return most_frequent((getattr(s, field), s.documents) for s in among)

    def unabbreviated(field: str) -> list[Signature]:
        return [s for s in members if not is_initial(getattr(s, field))] or list(members)

    row = Canonical(entity, best('type') or '', abbreviation=best('abbreviation'), place=best('place'))
    if row.type == 'PER':
        fullest = [s for s in members if s.last and s.first and not is_initial(s.first)] or members
        row.name = best('name', fullest)
        row.first, row.middle = best('first', unabbreviated('first')), best('middle', unabbreviated('middle'))
        row.last, row.gender = best('last'), best('gender')
    else:
        named = [s for s in members if s.name != row.abbreviation] or list(members)
        row.name = best('name', whole(named) if row.type == 'ORG' else named)
        row.country = most_frequent((home_country(s.home), s.documents) for s in members)
        usual = usual_abbreviation(members, row.name)
        if usual:
            row.name = row.abbreviation = usual
    return row


def without_yo(form: str) -> str:
    return form.replace('ё', 'е').replace('Ё', 'Е')


def most_frequent(forms: Iterable[tuple[str | None, int]]) -> str | None:
    """Of forms and how many documents have each: the most frequent, of several the longest; ё goes before е."""
    counts, folded = Counter[str](), Counter[str]()
    for form, documents in forms:
        if form:
            counts[form] += documents
            folded[without_yo(form)] += documents
    return max(counts, key=lambda f: (folded[without_yo(f)], len(f), f != without_yo(f), counts[f], f), default=None)


def whole(members: Sequence[Signature]) -> list[Signature]:
    """Those that call a body by a name that is rather its whole one (`fullness`)."""
    most = max(fullness(s.name, s.located) for s in members)
    return [s for s in members if fullness(s.name, s.located) == most]


def usual_abbreviation(members: Sequence[Signature], full: str | None) -> str | None:
    """The abbreviation by which most documents know a body that nobody spells out: ООН, НАТО."""
    for name in sorted({s.name for s in members}.intersection(lexicon()['abbreviations'])):
        if sum(s.documents for s in members if s.name == name) > sum(s.documents for s in members if s.name == full):
            return str(name)
    return None


def place_forms(db: duckdb.DuckDBPyConnection, links: str = 'links') -> dict[str, Counter[str]]:
    """For each place of the table `links` what it is called and in how many documents, adjectives aside."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    result = db.execute(
        f"""SELECT entity_id, f.name, count(DISTINCT document_id)
            FROM (SELECT document_id, local, unnest(forms) AS f FROM entities WHERE type = 'LOC')
            JOIN {links} USING (document_id, local) WHERE f.form <> 'adjective' GROUP BY ALL"""
    )
    for entity, name, documents in result.fetchall():
        forms[entity][name] = documents
    return forms


def name_places(rows: Iterable[Canonical], forms: Mapping[str, Mapping[str, int]]) -> None:
    """Call each place as most documents do, if the gazetteer knows it by that name (Кыргызстан or Киргизия); a country
    always by a short one."""
    for row in rows:
        called = forms.get(row.entity_id, {})
        known = {
            name: (documents, name == row.name, len(name), name)
            for name, documents in called.items()
            if row.place and not name.isupper() and any(c.place.key == row.place for c in candidates(name))
            if not (row.place.startswith('country:') and is_official(name, row.name or ''))
        }
        usual = max(known, key=known.__getitem__, default=None)
        if usual and known[usual][0] > called.get(row.name or '', 0):
            row.name = usual


def is_official(name: str, short: str) -> bool:
    """Whether a country's name is its official one beside the gazetteer's: «Российская Федерация»; what an abbreviation
    stands for is none (ОАЭ)."""
    if short.isupper():
        return False
    words, own = (n.lower().replace('-', ' ').split() for n in (name, short))  # «Коста Рика»
    return len(words) > len(own) or bool(STATES.intersection(words).difference(own))


def mark_generic(rows: Iterable[Canonical]) -> None:
    """Mark the bodies that have no name of their own."""
    for row in rows:
        row.generic = row.type == 'ORG' and generic(row.name or '', row.abbreviation) == YES

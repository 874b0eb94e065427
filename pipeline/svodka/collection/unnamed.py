"""Bodies without a name of their own: whose «полиция» is, and that one «комиссия» is not another.

A body that every country has belongs to the country that its text names beside it, else to the one that clearly most of
the places of its document lie in; documents that tell no country share one row, and one that is torn between countries
keeps its own. Any other body that is called by common nouns alone («администрация аэропорта») is known in its document
only.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

import pyarrow as pa
from svodka.language.morph import known_readings, nominatives
from svodka.language.organisation_names import bodies, is_national, lexicon, organisation_key
from svodka.lexicons import fold, head_nouns
from svodka.resolve.keys import kinds_of_body

if TYPE_CHECKING:  # who links in memory does without
    import duckdb

# A document's bodies are those of the country that so many times as many mentions of places lie in as in any other; of
# countries that are known only from a dateline or the names of bodies, none is clear. They are no region's if the
# country is named more than so many times as often as its regions. svodka.collection.small_link counts the same.
CLEAR_COUNTRY = 2
NATIONAL, LOCAL = 'national', 'local'
# Behind the country of a text that names regions of it, and itself not so clearly oftener: they may have a government
# and ministries of their own.
REGIONAL = '*'
CODE = 2  # letters of a country's code, which tell it from a document's id

# `home` is a country's code or a document's id, or nothing. A country that the document names becomes the body's place.
HOMES = f"""
CREATE TABLE homes AS
WITH bodies AS (
    SELECT document_id, local, kind, sovereign, located FROM entities JOIN unnamed USING (name)
    WHERE type = 'ORG' AND (kind = '{NATIONAL}' OR coalesce(abbreviation, name) = name)),
lands AS (
    SELECT document_id, place.country AS country, sum(mentions) AS n, arg_max(local, (mentions, -local))
               FILTER (place.kind = 'country') AS local,
           coalesce(sum(mentions) FILTER (place.kind = 'region'), 0) > 0
               AND {CLEAR_COUNTRY} * sum(mentions) FILTER (place.kind = 'region')
                   >= coalesce(sum(mentions) FILTER (place.kind = 'country'), 0) AS regional
    FROM entities SEMI JOIN (SELECT document_id FROM bodies WHERE kind = '{NATIONAL}') USING (document_id)
    WHERE type = 'LOC' AND place.country IS NOT NULL GROUP BY ALL),
clear AS (
    SELECT document_id, most.country AS country, most.local AS local, most.regional AS regional
    FROM (SELECT document_id, arg_max({{country: country, local: local, regional: regional}}, n) AS most
          FROM lands GROUP BY document_id
          HAVING max(n) >= greatest(1, {CLEAR_COUNTRY} * coalesce(max(n, 2)[2], 0))))
SELECT b.document_id, b.local,
       CASE WHEN kind = '{NATIONAL}' THEN coalesce(
                p.place.country, c.country || CASE WHEN c.regional AND NOT sovereign THEN '{REGIONAL}' ELSE '' END,
                torn.document_id)
            WHEN b.located IS NULL THEN b.document_id END AS home,
       coalesce(b.located, CASE WHEN kind = '{NATIONAL}' THEN c.local END) AS located
FROM bodies b LEFT JOIN clear c USING (document_id)
LEFT JOIN (SELECT DISTINCT document_id FROM lands WHERE n > 0) torn USING (document_id)
LEFT JOIN entities p ON p.document_id = b.document_id AND p.local = b.located"""


def find_homes(db: duckdb.DuckDBPyConnection) -> None:
    """Makes the table `homes` (document_id, local, home, located) of the bodies that have no name of their own,
    and puts the country that was found into their `located`."""
    names = db.execute("SELECT DISTINCT name FROM entities WHERE type = 'ORG'").fetchall()
    kinds = [(name, kind) for (name,) in names if (kind := unnamed(name))]
    columns = [pa.array([pair[i] for pair in kinds], pa.string()) for i in range(2)]
    states = pa.array([is_sovereign(name) for name, _ in kinds], pa.bool_())
    db.register('unnamed', pa.table([*columns, states], ['name', 'kind', 'sovereign']))
    db.execute(HOMES)
    db.unregister('unnamed')
    db.execute(
        """UPDATE entities SET located = h.located FROM homes h
           WHERE entities.document_id = h.document_id AND entities.local = h.local AND entities.located IS NULL"""
    )


@cache
def sovereign() -> frozenset[str]:
    """Keys of bodies that a country has and no region of it."""
    return frozenset(organisation_key(name) for name in lexicon()['sovereign'])


def is_sovereign(name: str) -> bool:
    """Whether an organisation's name is that of a body that no region has."""
    return organisation_key(name) in sovereign()


@lru_cache(maxsize=100_000)
def unnamed(name: str) -> str | None:
    """Whether an organisation's name is that of a body every country has, of some body of the document, or its own.

    >>> unnamed('полиция'), unnamed('МИД'), unnamed('администрация аэропорта'), unnamed('МИД Узбекистана')
    ('national', 'national', 'local', None)
    >>> unnamed('Пресс-служба министерства'), unnamed('областная прокуратура'), unnamed('Совет мира')
    ('local', 'local', None)
    >>> unnamed('Нацбанк республики'), unnamed('Нацбанк Перу')
    ('local', None)
    """
    if is_national(name):
        return NATIONAL
    folded = fold(name)
    if folded in bodies():
        return None
    words = folded.split()
    if len(words) == 1:
        return LOCAL if organisation_key(name) in kinds_of_body() else None
    if not name.replace(' ', '').replace('-', '').isalpha() or not name[1:].islower():
        return None
    head = next((i for i, word in enumerate(words) if not is_one_of(word, 'unnamed_adjectives')), len(words))
    national = head == 0 and is_national(words[0]) and len(words) > 1  # «Нацбанк республики»
    if words[head : head + 1] and (national or words[head] in kinds_of_body()):
        owners = words[head + 1 :]
        return LOCAL if name.islower() or all(is_one_of(word, 'unnamed_owners') for word in owners) else None
    return None


def is_generic(name: str, abbreviation: str | None = None) -> bool:
    """Whether a body has no name of its own: what common nouns alone call it says of what kind it is. A ministry has a
    name, though every country has one of that name.

    >>> is_generic('правительство'), is_generic('Пресс-служба министерства'), is_generic('МИД')
    (True, True, False)
    """
    kind = unnamed(name)
    if kind == LOCAL:
        return not abbreviation or abbreviation == name
    key = organisation_key(name)
    return kind == NATIONAL and any(r.kind == 'noun' for r in known_readings(key)) and not name.isupper()


def home_country(home: str | None) -> str | None:
    """The country's code in a body's home, None if that is a document or nothing.

    >>> home_country('RU*'), home_country('UZ'), home_country('0123456789abcdef')
    ('RU', 'UZ', None)
    """
    code = (home or '').removesuffix(REGIONAL)
    return code if len(code) == CODE else None


def is_one_of(word: str, kind: str) -> bool:
    """Whether a word is a form of one in a list of heads.yaml, or of a noun that says what a body is."""
    known = head_nouns(kind)
    lemmas = {*nominatives(word), word}
    return not lemmas.isdisjoint(known) or (kind == 'unnamed_owners' and not lemmas.isdisjoint(kinds_of_body()))

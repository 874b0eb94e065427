"""The tables: a row class each, whose fields with their types, descriptions and keys are the schema.

The Arrow schema, the data package and the column reference in docs/ are all made from these classes, so that a
column is described in one place. The order of fields is the order of columns. Nobody makes rows of these classes.
"""

from __future__ import annotations

import datetime as dt
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin

# Of what people read: the workbook, the pages, the digest. Tables for programs have one language.
Language = Literal['ru', 'en']

if typing.TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Key:
    """A column that is its table's primary key, or a part of it."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A column that holds the id of a row of one of these tables, empty or never dangling."""

    tables: tuple[str, ...]


KEY = Key()
DOCUMENT = Ref(('documents',))
PERSON = Ref(('people',))
ORGANISATION = Ref(('organisations',))
PLACE = Ref(('places',))
PERSON_OR_ORGANISATION = Ref(('people', 'organisations'))
ENTITY = Ref(('people', 'organisations', 'places'))

DocumentId = Annotated[str, 'The document.', DOCUMENT]
KeyDocumentId = Annotated[str, 'The document.', DOCUMENT, KEY]
Start = Annotated[int, 'First character in the text of the document, counted from 0.']
Stop = Annotated[int, 'Character after the last one.']
Words = Annotated[str, 'The words as they stand in the document: text[start:stop].']
SentenceNumber = Annotated[int, 'The sentence of the document in which it begins, counted from 0.']
Documents = Annotated[int, 'Number of documents that mention it.']
Mentions = Annotated[int, 'Number of mentions in all documents.']
Quotations = Annotated[int, 'Number of quotations of which it is the speaker.']
FirstDate = Annotated[dt.date | None, 'Earliest date of publication of a document that mentions it.']
WikidataId = Annotated[str | None, 'Wikidata id, where the corrections give one.']
LastDate = Annotated[dt.date | None, 'Latest date of publication of a document that mentions it.']


class DocumentRow:
    """A source file, or one text inside it: an item of a feed, an attachment, a member of an archive."""

    document_id: Annotated[str, 'A hash of the path.', KEY]
    path: Annotated[str, 'The file, relative to the source folder, with /; file#part for a text inside a file.']
    format: Annotated[str, 'What the file was read as: txt, html, pdf, docx, …; empty if it could not be read.']
    encoding: Annotated[str | None, 'Character encoding of the file, for formats that have one.']
    sha256: Annotated[str, 'Hash of the bytes.']
    title: Annotated[str | None, 'Headline.']
    published: Annotated[dt.date | None, 'Date of publication; empty if it is stated nowhere.']
    published_from: Annotated[
        Literal['metadata', 'filename', 'dateline', 'text', 'correction'] | None,
        'Where the date of publication was found.',
    ]
    outlet: Annotated[str | None, 'Who published it, as it calls itself: the site, feed, channel or sender.']
    url: Annotated[str | None, 'Where it was published.']
    author: Annotated[str | None, 'Byline.']
    place_id: Annotated[str | None, 'The place in the dateline.', PLACE]
    language: Annotated[str | None, 'Language of the text, ISO 639-1.']
    characters: Annotated[int, 'Number of characters of the text.']
    sentences: Annotated[int, 'Number of sentences.']
    tokens: Annotated[int, 'Number of tokens.']
    status: Annotated[Literal['ok', 'empty', 'failed', 'skipped'], 'What came of it; only ok has rows elsewhere.']
    message: Annotated[str | None, 'Why it is not ok.']
    same_text_as: Annotated[
        str | None,
        'The document whose text this one reprints, or nearly: the oldest of its group; empty for that one.',
        DOCUMENT,
    ]


class TextRow:
    """The text of a document, which every start and stop counts."""

    document_id: KeyDocumentId
    text: Annotated[str, 'The text as decoded, line ends and marks as they are.']


class SentenceRow:
    """A sentence."""

    document_id: KeyDocumentId
    sentence: Annotated[int, 'Number in the document, counted from 0.', KEY]
    start: Start
    stop: Stop
    text: Words


class TokenRow:
    """A token: a word, a number, a mark."""

    document_id: KeyDocumentId
    sentence: Annotated[int, 'The sentence of the document, counted from 0.']
    token: Annotated[int, 'Number in the document, counted from 0.', KEY]
    start: Start
    stop: Stop
    text: Words
    lemma: Annotated[str, 'Dictionary form.']
    pos: Annotated[str, 'Part of speech, Universal Dependencies.']
    feats: Annotated[str, 'Grammatical features, Universal Dependencies.']
    head: Annotated[int | None, 'The token that governs it; empty for the root of a sentence.']
    relation: Annotated[str, 'Its relation to the head, Universal Dependencies.']


class MentionRow:
    """A name in a text."""

    document_id: DocumentId
    mention_id: Annotated[str, 'A hash of the document, the type and the place in the text.', KEY]
    entity_id: Annotated[str, 'Whom or what it names: people (PER), organisations (ORG) or places (LOC).', ENTITY]
    type: Annotated[Literal['PER', 'ORG', 'LOC'], 'Person, organisation or place.']
    form: Annotated[
        Literal['name', 'abbreviation', 'adjective'], 'How it is named: «российский» is an adjective for Россия.'
    ]
    start: Start
    stop: Stop
    text: Words
    name: Annotated[str, 'Normal form of this mention.']
    sentence: SentenceNumber
    rule: Annotated[str, 'What made it or changed it last: net, the tagger, or a rule.']


class PersonRow:
    """A person in the whole collection."""

    entity_id: Annotated[str, 'Stable id.', KEY]
    name: Annotated[str, 'Canonical name.']
    first_name: Annotated[str | None, 'Given name or initial.']
    middle_name: Annotated[str | None, 'Patronymic or initial.']
    last_name: Annotated[str | None, 'Surname.']
    gender: Annotated[Literal['male', 'female'] | None, 'As the forms of the name tell it.']
    position: Annotated[str | None, 'The position stated most often.']
    organisation_id: Annotated[str | None, 'The organisation stated with this position, if one is.', ORGANISATION]
    documents: Documents
    mentions: Mentions
    quotations: Quotations
    first_date: FirstDate
    last_date: LastDate
    wikidata_id: WikidataId


class OrganisationRow:
    """An organisation in the whole collection."""

    entity_id: Annotated[str, 'Stable id.', KEY]
    name: Annotated[str, 'Canonical name.']
    abbreviation: Annotated[str | None, 'Its abbreviation, as given in brackets or used for it.']
    generic: Annotated[bool, 'Whether it is a body without a name of its own: «полиция», «пресс-служба министерства».']
    place_id: Annotated[str | None, 'The country or place in its name.', PLACE]
    country: Annotated[str | None, 'The country it belongs to, ISO 3166-1 alpha-2.']
    documents: Documents
    mentions: Mentions
    quotations: Quotations
    first_date: FirstDate
    last_date: LastDate
    wikidata_id: WikidataId


class PlaceRow:
    """A place in the whole collection."""

    entity_id: Annotated[str, 'Stable id.', KEY]
    name: Annotated[str, 'Canonical name.']
    kind: Annotated[str | None, 'country, region, city, …; empty if the gazetteer does not know it.']
    country: Annotated[str | None, 'Country, ISO 3166-1 alpha-2.']
    geonames_id: Annotated[int | None, 'Id in GeoNames.']
    latitude: Annotated[float | None, 'Degrees north, WGS 84.']
    longitude: Annotated[float | None, 'Degrees east, WGS 84.']
    documents: Documents
    mentions: Mentions
    first_date: FirstDate
    last_date: LastDate
    wikidata_id: WikidataId


class PositionRow:
    """A stated position of a person."""

    document_id: DocumentId
    person_id: Annotated[str, 'Who holds it.', PERSON]
    position: Annotated[str, 'The position in the nominative.']
    organisation_id: Annotated[str | None, 'Where, if it is stated.', ORGANISATION]
    place_id: Annotated[str | None, 'The country or place of the office, or of its organisation.', PLACE]
    start: Start
    stop: Stop
    text: Words
    sentence: SentenceNumber
    status: Annotated[str | None, 'former, acting, then (тогдашний) or future; empty for a present one.']
    rule: Annotated[str, 'The rule that ties it to the person.']


class DateRow:
    """A date in a text and the days it covers."""

    document_id: DocumentId
    start: Start
    stop: Stop
    text: Words
    edtf: Annotated[str | None, 'The date in ISO 8601-2 (EDTF).']
    start_date: Annotated[dt.date | None, 'First day; empty for a relative date without an anchor.']
    end_date: Annotated[dt.date | None, 'Last day, inclusive.']
    time: Annotated[str | None, 'Time of day stated beside it, ISO 8601.']
    granularity: Annotated[str, 'day, week, month, quarter, season, year, decade, century.']
    kind: Annotated[Literal['absolute', 'relative', 'recurring'], 'Whether it needs an anchor.']
    anchor: Annotated[dt.date | None, 'The date that a relative one counts from.']
    rule: Annotated[str, 'The rule that found it.']
    sentence: SentenceNumber


class QuotationRow:
    """Something said, written or stated."""

    document_id: DocumentId
    quotation_id: Annotated[str, 'A hash of the document, the kind and the place in the text.', KEY]
    start: Start
    stop: Stop
    text: Words
    kind: Annotated[
        Literal['direct', 'mixed', 'indirect'],
        "In the speaker's own words, quoted words in a report, or reported without marks.",
    ]
    cue: Annotated[str, 'Lemma of the verb or frame that reports it, with its «не»; empty without one.']
    cue_start: Annotated[int | None, 'First character of the words of the cue.']
    cue_stop: Annotated[int | None, 'Character after the last one of the words of the cue.']
    negated: Annotated[bool, 'Whether the speaker denies or doubts it: «отрицает, что …».']
    speaker: Annotated[str, 'Canonical name, or the noun as written; empty if unknown.']
    speaker_id: Annotated[str | None, 'The speaker: a row of people or organisations.', PERSON_OR_ORGANISATION]
    speaker_start: Annotated[int | None, 'First character of the words that name the speaker.']
    speaker_stop: Annotated[int | None, 'Character after the last one of the words that name the speaker.']
    speaker_from: Annotated[
        Literal['name', 'pronoun', 'noun', 'label', 'context'] | None,
        'What tells the speaker; context: only what goes before.',
    ]
    relayed_by: Annotated[str | None, 'Who passes it on: «…, передаёт «Вестник»».']
    utterance_id: Annotated[str, 'The same for the stretches of one quotation that an attribution splits.']
    sentence: SentenceNumber
    rule: Annotated[str, 'The rule that found it.']


class AliasRow:
    """A name under which an entity is mentioned."""

    entity_id: Annotated[str, 'Whom or what it names.', ENTITY, KEY]
    name: Annotated[str, 'Normal form of the mentions.', KEY]
    mentions: Mentions


class CooccurrenceRow:
    """Two people or organisations that are mentioned in the same documents; the smaller id comes first."""

    entity_id: Annotated[str, 'The one.', ENTITY, KEY]
    other_id: Annotated[str, 'The other.', ENTITY, KEY]
    documents: Annotated[int, 'Number of documents that mention both.']
    first_date: Annotated[dt.date | None, 'Earliest date of publication of these documents.']
    last_date: Annotated[dt.date | None, 'Latest date of publication of these documents.']


TABLES: Mapping[str, type] = {
    'documents': DocumentRow,
    'texts': TextRow,
    'sentences': SentenceRow,
    'tokens': TokenRow,
    'mentions': MentionRow,
    'people': PersonRow,
    'organisations': OrganisationRow,
    'places': PlaceRow,
    'positions': PositionRow,
    'dates': DateRow,
    'quotations': QuotationRow,
    'aliases': AliasRow,
    'cooccurrences': CooccurrenceRow,
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column as its row class states it; `values` are all it may hold, `refers` the tables of the ids in it."""

    name: str
    type: type
    nullable: bool
    description: str
    key: bool = False
    refers: tuple[str, ...] = ()
    values: tuple[str, ...] = ()


@cache
def columns(table: str) -> tuple[Column, ...]:
    """The columns of a table, in order.

    >>> [c.name for c in columns('texts')]
    ['document_id', 'text']
    """
    hints = typing.get_type_hints(TABLES[table], include_extras=True)
    return tuple(_column(name, hint) for name, hint in hints.items())


def _column(name: str, hint: Any) -> Column:
    inner, *notes = get_args(hint)
    options = [inner]
    if get_origin(inner) in (types.UnionType, typing.Union):
        options = [a for a in get_args(inner) if a is not types.NoneType]
    nullable = options != [inner]
    (kind,) = options
    values = get_args(kind) if get_origin(kind) is Literal else ()
    refers = next((n.tables for n in notes if isinstance(n, Ref)), ())
    description = next(n for n in notes if isinstance(n, str))
    return Column(name, str if values else kind, nullable, description, KEY in notes, refers, values)


def description(table: str) -> str:
    """What a row of a table is, in one sentence."""
    return (TABLES[table].__doc__ or '').strip()


def arrow_type(kind: type) -> pa.DataType:
    """The Arrow type of a column: whole numbers have 64 bits, dates no time of day."""
    import pyarrow as pa

    return {str: pa.string(), int: pa.int64(), float: pa.float64(), dt.date: pa.date32(), bool: pa.bool_()}[kind]


@cache
def arrow_schema(table: str) -> pa.Schema:
    """The Arrow schema of a table, with the descriptions as the fields' metadata."""
    import pyarrow as pa

    return pa.schema(
        [
            pa.field(c.name, arrow_type(c.type), c.nullable, metadata={'description': c.description})
            for c in columns(table)
        ],
        metadata={'description': description(table)},
    )

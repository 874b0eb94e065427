"""The plain data that passes between stages. The rows of the tables are in svodka.schema.

Two coordinate systems meet here. `start` and `stop` count characters of a document's text as decoded, stop exclusive.
`first` and `last` count tokens of a document, last exclusive. No stage changes what another has made.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, NamedTuple

Status = Literal['ok', 'empty', 'failed', 'skipped']
EntityType = Literal['PER', 'ORG', 'LOC']
Form = Literal['name', 'abbreviation', 'adjective']


# ---------------------------------------------------------------------------------------------- between the stages


@dataclass(frozen=True, slots=True)
class Document:
    """One text as it was read, or the reason why it could not be.

    `path` is relative to the source folder, POSIX, `file#part` for a text inside a file; `text` is the text as
    decoded, which every offset counts; `published_from` is one of metadata, filename, dateline, text; `dateline` the
    place of the dateline as written; `outlet` who published it, as it calls itself, `url` where, `author` the byline;
    `language` ISO 639-1; `fingerprint` is the same for two documents with the same
    letters and digits, whatever their format, line ends and marks; `condition` is what the outcome hangs on beside the
    file and svodka, see svodka.run.conditions; `evidence` what was found for date, headline and outlet, as
    svodka.read.claims writes it, where that was asked for.
    """

    document_id: str
    path: str
    text: str = ''
    format: str = ''
    encoding: str | None = None
    sha256: str = ''
    title: str | None = None
    published: dt.date | None = None
    published_from: str | None = None
    outlet: str | None = None
    url: str | None = None
    author: str | None = None
    dateline: str | None = None
    language: str | None = None
    status: Status = 'ok'
    message: str | None = None
    fingerprint: str = ''
    condition: str = ''
    evidence: str = ''


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of repaired text that no sentence crosses: a paragraph, a headline, a list item, a table's cell."""

    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text made fit for the tagger, and where each of its characters stands in the document's text.

    `source[i]` is the offset in the document's text of character i of `text`; None means that they are the same.
    What lies outside every block (a page number, a header) is no text and gets no tokens.
    """

    text: str
    blocks: tuple[Block, ...]
    source: tuple[int, ...] | None = None

    def span(self, start: int, stop: int) -> tuple[int, int]:
        """Offsets in the document's text of the non-empty stretch [start, stop) of the repaired text."""
        if self.source is None:
            return start, stop
        return self.source[start], self.source[stop - 1] + 1


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: characters [start, stop) of the document's text, tokens [first, last), the block it lies in."""

    start: int
    stop: int
    first: int
    last: int
    block: int


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one document as columns of one length: rules read single columns, and 20 million tokens stay small.

    `text` is the repaired word («сотрудничества», where the document has «сотрудни-\\nчества»); `pos` is UPOS; `feats`
    a UD string («Case=Gen|Number=Sing»), see `features`; `head` the document-wide index of the governor, -1 for a
    root; `relation` a UD relation; `sentence` the index of the sentence.
    """

    start: list[int]
    stop: list[int]
    text: list[str]
    sentence: list[int]
    lemma: list[str] = field(default_factory=list)
    pos: list[str] = field(default_factory=list)
    feats: list[str] = field(default_factory=list)
    head: list[int] = field(default_factory=list)
    relation: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.text)


class Span(NamedTuple):
    """What a tagger marked: tokens [first, last) and a type, PER, ORG, LOC, or ROLE for a position. A tuple, as each
    round of rules makes new ones."""

    first: int
    last: int
    type: str


@dataclass(frozen=True, slots=True)
class Parse:
    """A document with its sentences, tokens and the tagger's spans (in order, without overlap within a type)."""

    document: Document
    sentences: tuple[Sentence, ...]
    tokens: Tokens
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a person's name in the nominative, as far as they are known; gender is 'male', 'female' or None."""

    first: str | None = None
    middle: str | None = None
    last: str | None = None
    gender: Literal['male', 'female'] | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer; `key` is unique and stable («country:UZ», «geonames:1512569», «region:…»)."""

    key: str
    name: str
    kind: str
    country: str | None = None
    geonames_id: int | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text. `name` is its normal form; `same_as` the index of the mention in the document which its
    brackets make the same thing («Институт … (ИСМИ)»); `full_name` the name of which an abbreviation is made when that
    is the tail of a longer one («представительство Управления ООН по … (УНП ООН)» → «Управление ООН по …»); `place`
    the gazetteer's entry for a place, or for the country or place inside an organisation's name; `rule` what made or
    last changed its span or type, see svodka.find.names."""

    first: int
    last: int
    start: int
    stop: int
    sentence: int
    type: EntityType
    text: str
    name: str
    form: Form = 'name'
    person: PersonName | None = None
    place: Place | None = None
    same_as: int | None = None
    full_name: str | None = None
    rule: str = 'net'


@dataclass(frozen=True, slots=True)
class Position:
    """A stated position of a person. `person` and `organisation` are indices of mentions; `position` is in the
    nominative; `status` marks 'former', 'acting', 'then' (тогдашний), 'future' or None; `rule` is the rule that ties it
    to the person; `place` the mention of the place that the office is of."""

    person: int
    organisation: int | None
    position: str
    start: int
    stop: int
    sentence: int
    status: str | None = None
    rule: str = ''
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """One person, organisation or place of one document; `mentions` are indices, in order."""

    type: EntityType
    name: str
    mentions: tuple[int, ...]
    abbreviation: str | None = None
    person: PersonName | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Date:
    """A date in a text and its interval; without an anchor a relative one has no interval."""

    start: int
    stop: int
    sentence: int
    rule: str
    kind: Literal['absolute', 'relative', 'recurring']
    granularity: str
    edtf: str | None = None
    start_date: dt.date | None = None
    end_date: dt.date | None = None
    time: str | None = None
    anchor: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """Something said. `speaker` is a canonical name or a noun as written, empty if unknown; `entity` the index of the
    speaker's entity in the document; `speaker_start`/`speaker_stop` the words that name the speaker, `speaker_from` how
    he was found; `cue_start`/`cue_stop` the words of the cue; `negated` says that the speaker denies it, `relayed_by`
    who passes it on; `utterance` is where the whole begins of which an attribution splits off this stretch."""

    start: int
    stop: int
    sentence: int
    kind: Literal['direct', 'mixed', 'indirect']
    cue: str
    rule: str
    speaker: str = ''
    entity: int | None = None
    speaker_start: int | None = None
    speaker_stop: int | None = None
    cue_start: int | None = None
    cue_stop: int | None = None
    negated: bool = False
    speaker_from: Literal['name', 'pronoun', 'noun', 'label', 'context'] | None = None
    relayed_by: str | None = None
    utterance: int = 0


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything found in one document. `entity_of[i]` is the index of the entity of mention i."""

    parse: Parse
    mentions: tuple[Mention, ...] = ()
    positions: tuple[Position, ...] = ()
    entities: tuple[Entity, ...] = ()
    entity_of: tuple[int, ...] = ()
    dates: tuple[Date, ...] = ()
    quotations: tuple[Quotation, ...] = ()


@lru_cache(maxsize=4096)
def features(feats: str) -> Mapping[str, str]:
    """The UD features of a token as a mapping.

    >>> features('Case=Gen|Number=Sing')['Case']
    'Gen'
    """
    return MappingProxyType(dict(pair.split('=', 1) for pair in feats.split('|') if '=' in pair))

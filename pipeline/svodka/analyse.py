"""One batch of documents through every stage; the whole way of a release on one screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from svodka.engine import Engine, shared
from svodka.find.dates import find_dates
from svodka.find.definitions import with_definitions
from svodka.find.names import find_spans, name_mentions
from svodka.find.normal.lemmas import lemmas_by_names
from svodka.find.places import find_places
from svodka.find.positions import find_positions
from svodka.find.quotations import find_quotations
from svodka.language.lemma import lemmatise
from svodka.language.segment import segment
from svodka.limits import check, checked
from svodka.model import Analysis, Document, Mention, Parse
from svodka.repair import repair
from svodka.resolve import resolve_mentions
from svodka.tag import Tagger, tag


def parse_documents(documents: Sequence[Document], tagger: Tagger = 'svodka', engine: Engine = shared) -> list[Parse]:
    """Documents → segmented, tagged and lemmatised ones, in order. Raises TimeoutError as svodka.limits says."""
    segmented = [segment(d, repair(d.text)) for d in checked(documents)]
    with engine.models() as models:
        tagged = tag(segmented, models, tagger)
    return lemmatise(checked(tagged))


def find_mentions(parse: Parse) -> list[Mention]:
    """The names of one parsed document, in order: where they stand, what brackets define, their nominatives, places."""
    spans = find_spans(parse)
    defined = with_definitions(parse, spans)
    mentions = name_mentions(parse, defined)
    return find_places(parse, mentions)


def find(parse: Parse) -> Analysis:
    """Everything that is found in one parsed document. Raises TimeoutError as svodka.limits says."""
    check()
    mentions = find_mentions(parse)
    check()
    positions = find_positions(parse, mentions)
    check()
    entities, entity_of = resolve_mentions(parse, mentions, positions)
    check()
    dates = find_dates(parse)
    check()
    quotations = find_quotations(parse, mentions, entities, entity_of, positions)
    named = replace(parse, tokens=replace(parse.tokens, lemma=lemmas_by_names(parse, mentions)))
    return Analysis(
        named, tuple(mentions), tuple(positions), tuple(entities), tuple(entity_of), tuple(dates), tuple(quotations)
    )


def analyse(documents: Sequence[Document], tagger: Tagger = 'svodka', engine: Engine = shared) -> list[Analysis]:
    """A batch of documents through every stage, in order. Raises TimeoutError as svodka.limits says."""
    return [find(parse) for parse in parse_documents(documents, tagger, engine)]

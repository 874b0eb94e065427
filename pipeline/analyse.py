"""One batch of documents through every stage; the whole way of a release on one screen."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.dates import find_dates
from pipeline.engine import Engine, shared
from pipeline.lemma import lemmatise
from pipeline.limits import check, checked
from pipeline.model import Analysis, Document, Parse
from pipeline.names import find_mentions
from pipeline.positions import find_positions
from pipeline.quotations import find_quotations
from pipeline.repair import repair
from pipeline.resolve import resolve_mentions
from pipeline.segment import segment
from pipeline.tag import Tagger, tag


def parse_documents(
    documents: Sequence[Document], tagger: Tagger = 'svodka', engine: Engine = shared
) -> list[Parse]:
    """Documents → segmented, tagged and lemmatised ones, in order. Raises TimeoutError as pipeline.limits says."""
    segmented = [segment(d, repair(d.text)) for d in checked(documents)]
    with engine.models() as models:
        tagged = tag(segmented, models, tagger)
    return lemmatise(checked(tagged))


def find(parse: Parse) -> Analysis:
    """Everything that is found in one parsed document. Raises TimeoutError as pipeline.limits says."""
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
    return Analysis(parse, tuple(mentions), tuple(positions), tuple(entities), tuple(entity_of), tuple(dates),
                    tuple(quotations))


def analyse(
    documents: Sequence[Document], tagger: Tagger = 'svodka', engine: Engine = shared
) -> list[Analysis]:
    """A batch of documents through every stage, in order. Raises TimeoutError as pipeline.limits says."""
    return [find(parse) for parse in parse_documents(documents, tagger, engine)]

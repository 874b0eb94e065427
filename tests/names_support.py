"""A parse from a marked-up text: «[PER Шавкату Мирзиёеву] вручили …» gives the text, tagged, with that span."""

from __future__ import annotations

import re
from dataclasses import replace

from svodka.analyse import analyse, parse_documents
from svodka.model import Analysis, Document, Parse, Span

MARK = re.compile(r'\[(PER|ORG|LOC) (.*?)\]', re.S)


def marked(text: str) -> Parse:
    """The parse of a text whose names are marked; the tagger's own spans are put aside."""
    plain, spans, at = '', [], 0
    for found in MARK.finditer(text):
        plain += text[at : found.start()]
        spans.append((len(plain), len(plain) + len(found[2]), found[1]))
        plain += found[2]
        at = found.end()
    plain += text[at:]
    parse = parse_documents([Document('d', 'd', plain)])[0]
    tokens = parse.tokens
    inside = [[i for i in range(len(tokens)) if a <= tokens.start[i] < b] for a, b, _ in spans]
    return replace(parse, spans=tuple(Span(i[0], i[-1] + 1, t) for i, (_, _, t) in zip(inside, spans, strict=True)))


def grouped(found: Analysis) -> str:
    """The entities that are named more than once, as the examples of resolution write them."""
    named: dict[int, list[str]] = {}
    for mention, entity in zip(found.mentions, found.entity_of, strict=True):
        named.setdefault(entity, []).append(mention.text)
    return '; '.join(' = '.join(names) for names in named.values() if len(names) > 1)


def bodies_of(text: str) -> dict[str, list[str]]:
    """The organisations of a text by their canonical names, each with its mentions as the text has them."""
    (found,) = analyse([Document('d', 'd', text)])
    own = {e.name: [found.mentions[i].text for i in e.mentions] for e in found.entities if e.type == 'ORG'}
    assert len(own) == sum(e.type == 'ORG' for e in found.entities), 'two bodies of one name'
    return own

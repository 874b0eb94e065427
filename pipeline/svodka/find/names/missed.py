"""People whom the tagger saw once and missed elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from svodka.find.names.no_people import families
from svodka.find.normal.evidence import lexemes
from svodka.language.morph import known_readings
from svodka.lexicons import fold
from svodka.model import Mention, Parse, Span

SHORTEST = 4  # letters of a last name that is looked for again


def seen_again(parse: Parse, mentions: Sequence[Mention]) -> Iterator[Span]:
    """Words outside the mentions that are a form of the last name of a person named elsewhere in the document.

    A word that the dictionary has as a common noun or adjective is left alone («мороз», «Толстой»), and a family's name
    («Роговых»)."""
    names = {fold(m.person.last) for m in mentions if m.person and m.person.last and len(m.person.last) >= SHORTEST}
    if not names:
        return
    begin = {name[0] for name in names}  # no form of a name begins with another letter
    tokens = parse.tokens
    covered = bytearray(len(tokens))
    for i in families(tokens):
        covered[i] = 1
    for m in mentions:
        covered[m.first : m.last] = b'\1' * (m.last - m.first)
    for i in [i for i, text in enumerate(tokens.text) if text[:1].isupper() and len(text) >= SHORTEST]:
        text = tokens.text[i]
        if covered[i] or tokens.pos[i] not in ('PROPN', 'NOUN', 'X'):
            continue
        if fold(text[0]) not in begin or names.isdisjoint((fold(text), *lexemes(text, 'PER'))):
            continue
        if not any(r.kind in ('noun', 'adjective', 'place') for r in known_readings(text.lower())):
            yield Span(i, i + 1, 'PER')

"""Texts as releases write them, made of frames and of names made of parts: see releases.yaml, bodies, persons, towns.

The corpora are news of agencies: institutions there have a descriptor or are known to everybody, and people are written
one way. In releases a firm of one word opens a sentence, lists have SURNAME First Patronymic, and half of a page is its
furniture. Each kind is a list of frames; what has the same shape and another type stands in a kind beside it
(«{body.n} открыл…», «{surname.n} открыл…»), so that the net learns the word and not the frame.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Collection, Iterator

from tools.train import bodies, persons, towns
from tools.train.corpora import Marked, Text
from tools.train.invented import marked
from tools.train.parts import Name, parts, word

MAKERS: dict[str, Callable[[random.Random], Name]] = {**bodies.MAKERS, **persons.MAKERS, **towns.MAKERS}
PARAGRAPHS = 5  # of a text
CAPITALS = ('capitals',)  # kinds whose paragraphs are in capitals
VERB = {'m': '', 'f': 'а', 'n': 'о'}
SLOT = re.compile(r'\{(!?)(\w+)(\*?)(?:\.([ngdail]))?}|~')


def filled(frame: str, rng: random.Random) -> str:
    """A frame with names and words in its slots, in the notation of `invented.marked`.

    «{firm.g}» is a new firm in the genitive with its mark, «{firm*.d}» the same one again, of a person the surname,
    «{!firm.g}» one without a mark of its own, «{hometown.l}» the town that is called as the namesake before it is;
    «{trade}» a word of a list; «~» ends a verb in the gender of the name that was drawn last.
    """
    drawn: dict[str, Name] = {}
    last: list[Name] = []

    def slot(m: re.Match[str]) -> str:
        if m[0] == '~':
            return VERB[last[-1].gender]
        if m[4] is None:
            return word(m[2], rng)
        if m[2] == 'hometown':
            return f'[LOC {Name(drawn["namesake"].town, "LOC", "m").form(m[4])}]'
        if not m[3]:
            drawn[m[2]] = MAKERS[m[2]](rng)
        name = drawn[m[2]]
        last.append(name)
        said = Name(name.short, name.type, name.gender) if m[3] and name.short else name
        return said.form(m[4]) if m[1] else said.marked(m[4])

    return SLOT.sub(slot, frame)


def paragraph(kind: str, rng: random.Random) -> str:
    """A paragraph of a kind, with marks."""
    return filled(rng.choice(parts()['kinds'][kind]), rng)


def releases(count: int, seed: int = 0, without: Collection[str] = ()) -> Iterator[Text]:
    """`count` texts of paragraphs of all kinds but `without`; the same seed gives the same ones."""
    rng = random.Random(seed)
    kinds = [kind for kind in parts()['kinds'] if kind not in without]
    stock: list[str] = []
    for number in range(count):
        while len(stock) < PARAGRAPHS:
            stock += rng.sample(kinds, len(kinds))
        chosen, stock = stock[:PARAGRAPHS], stock[PARAGRAPHS:]
        text, layers = '', dict[str, list[Marked]](names=[], roles=[])
        for kind in chosen:
            plain, found = marked(paragraph(kind, rng))
            for layer, spans in layers.items():
                spans += [(a + len(text), b + len(text), type_) for a, b, type_ in found[layer]]
            text += (plain.upper() if kind in CAPITALS else plain) + '\n'
        yield Text(f'release{number}', text, layers)

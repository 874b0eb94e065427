"""Both halves of a compound adjective: «российско-узбекский» is a mention of Russia and one of Uzbekistan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from svodka.find.places.gazetteer import Candidate, candidates
from svodka.find.places.lookup import whole_half
from svodka.lexicons import fold
from svodka.model import Mention


def with_halves(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions with each compound adjective of several places as a mention of each, in the order of the text."""
    found: list[Mention] = []
    number: dict[int, int] = {}
    for i, mention in enumerate(mentions):
        number[i] = len(found)
        found += halves(mention) or [mention]
    if len(found) == len(mentions):
        return found
    return [m if m.same_as is None else replace(m, same_as=number[m.same_as]) for m in found]


def halves(mention: Mention) -> list[Mention]:
    """The mentions of a compound adjective's parts, none if a part is of no place or the whole is of one («северо-
    американский»)."""
    words, own = mention.text.split('-'), mention.name.split('-')
    if mention.type == 'LOC' and mention.form == 'name' and mention.text.count('-') == 1 and mention.place is None:
        return ends(mention, words)
    if mention.type != 'LOC' or mention.form != 'adjective' or not 1 < len(words) == len(own):
        return []
    lemmas = [whole_half(word.lower()) for word in words[:-1]]
    places: list[Sequence[Candidate]] = [candidates(fold(lemma), True) if lemma else () for lemma in lemmas]
    if mention.place is None or not all(places) or candidates(fold('-'.join((*words[:-1], masculine(own[-1])))), True):
        return []
    starts = [mention.start, *(mention.start + n for n in accumulate(len(w) + 1 for w in words[:-1]))]
    return [
        replace(
            mention,
            start=start,
            stop=start + len(word),
            text=word,
            name=like(word, lemma) if lemma else own[-1],
            place=found[0].place if found else mention.place,
            rule='halves',
        )
        for start, word, lemma, found in zip(starts, words, [*lemmas, ''], [*places, ()], strict=True)
    ]


def like(word: str, lemma: str) -> str:
    """A lemma with the capital of the word that stands for it."""
    return lemma[0].upper() + lemma[1:] if word[0].isupper() else lemma


def ends(mention: Mention, words: Sequence[str]) -> list[Mention]:
    """The two cities between which something runs: «Киев-Берлин»."""
    found = [next((c.place for c in candidates(word) if c.place.kind == 'city'), None) for word in words]
    if None in found or candidates(mention.text) or not all(word[:1].isupper() for word in words):
        return []
    middle = mention.start + len(words[0])
    one = replace(mention, stop=middle, text=words[0], name=words[0], place=found[0], rule='ends')
    return [one, replace(one, start=middle + 1, stop=mention.stop, text=words[1], name=words[1], place=found[1])]


def masculine(adjective: str) -> str:
    """An adjective in -ский of any gender or number in the masculine."""
    return adjective[:-2] + 'ий'

"""The verb over a date: its tense, what governs it if it is an infinitive, and whether the date is its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from svodka.find.dates.lexicon import cues
from svodka.find.dates.meaning import Tense
from svodka.language.paradigms import parses
from svodka.model import Tokens

VERBS = ('VERB', 'AUX')
MAY_BE_A_VERB = frozenset(('ADV', 'ADJ', 'NOUN', 'PROPN'))
WILL_BE = cues('will_be')
# A tagger may take «поджидавший» for a finite verb.
PAST_PARTICIPLE = re.compile('вш(?:ий|ая|ее|ие|его|ей|их|им|ими|ую|ему|ем|и)(?:ся)?$')
# OpenCorpora's grammemes.
MARKS: Mapping[str, Tense] = {'past': 'past', 'pres': 'present', 'futr': 'future', 'impr': 'imperative'}
MOST_STEPS = 12  # up the tree from a date to its verb
REACH = 40  # tokens to either side in which a verb is looked for
PREDICATIVES = cues('predicatives')
REPORTING = cues('reporting')
BREAKS = frozenset((',', ':', ';', '—', '–', '«', '»', '"', '(', ')'))


class Clause(NamedTuple):
    """Tokens of the verb and, over an infinitive, of the word that governs it; `direct` if the date hangs on the verb
    itself and not on a noun. `attributive` is a participle before or behind its noun («намеченный на 5 мая»)."""

    verb: int | None = None
    tense: Tense | None = None
    matrix: int | None = None
    direct: bool = True
    attributive: bool = False


NO_CLAUSE = Clause()


def clause_of(tokens: Tokens, inside: range, first: int, last: int) -> Clause:
    """The clause of the tokens `inside` of a date, in a sentence of tokens [first, last): the nearest verb above them
    in the tree, otherwise the nearest in the sentence. A verb that only reports («…, сообщили в мэрии») has no part in
    what it reports."""
    if not tokens.pos:
        return NO_CLAUSE
    step, direct = tokens.head[inside[0]], True
    for _ in range(MOST_STEPS):
        if not first <= step < last:
            break
        if step not in inside:
            found = tense_of(tokens, step, first, last)
            if found:
                if aside(tokens, step, inside):
                    break
                return clause_at(tokens, step, found, direct, first, last)
            direct = direct and tokens.pos[step] not in ('NOUN', 'PROPN')
        step = tokens.head[step]
    return nearest_clause(tokens, inside, first, last)


def nearest_clause(tokens: Tokens, inside: range, first: int, last: int) -> Clause:
    """The clause of the nearest verb of the sentence, best with no sign between."""
    at, pos, feats = inside[0], tokens.pos, tokens.feats
    span = range(max(first, at - REACH), min(last, inside[-1] + 1 + REACH))
    near = [i for i in span if i not in inside]
    verbs = [i for i in near if pos[i] in VERBS or 'VerbForm=' in feats[i] or 'Variant=Short' in feats[i]]
    verbs.sort(key=lambda i: (broken(tokens, i, inside), abs(i - at)))
    for i in chain(verbs, mistaken(tokens, near, at)):
        if (found := tense_of(tokens, i, first, last)) and not aside(tokens, i, inside):
            return clause_at(tokens, i, found, False, first, last)
    return NO_CLAUSE


def mistaken(tokens: Tokens, near: list[int], at: int) -> Iterator[int]:
    """«можно», and what the tagger may have taken for another part of speech, the nearest first."""
    yield from sorted((i for i in near if tokens.pos[i] in MAY_BE_A_VERB), key=lambda i: abs(i - at))


def between(i: int, inside: range) -> range:
    """The tokens between token i and a date, near the date."""
    return range(max(i + 1, inside[0] - REACH), inside[0]) if i < inside[0] else range(inside[-1] + 1, i)[:REACH]


def broken(tokens: Tokens, i: int, inside: range) -> int:
    """How many signs stand between a verb and a date."""
    return sum(tokens.text[k] in BREAKS for k in between(i, inside))


def aside(tokens: Tokens, i: int, inside: range) -> bool:
    """Whether a verb reports what the date belongs to: a sign stands between them."""
    if tokens.lemma[i] not in REPORTING:
        return False
    return any(tokens.text[k] in BREAKS for k in between(i, inside))


def clause_at(tokens: Tokens, verb: int, tense: Tense, direct: bool, first: int, last: int) -> Clause:
    feats = tokens.feats[verb]
    attributive = 'VerbForm=Part' in feats and 'Variant=Short' not in feats
    matrix = None
    if tense == 'infinitive':
        step = tokens.head[verb]
        for _ in range(3):
            if not first <= step < last:
                break
            if tense_of(tokens, step, first, last) not in (None, 'infinitive'):
                matrix = step
                break
            step = tokens.head[step]
    return Clause(verb, tense, matrix, direct, attributive)


def tense_of(tokens: Tokens, i: int, first: int, last: int) -> Tense | None:
    """The tense of token i, if it is a verb or a predicative: «откроют» and «будет открыт» are future."""
    feats, pos = tokens.feats[i], tokens.pos[i]
    if tokens.lemma[i] in PREDICATIVES:
        return 'future' if will_be(tokens, i, first, last) else 'present'
    if pos not in VERBS and 'VerbForm=' not in feats and 'Variant=Short' not in feats:
        return tense_by_form(tokens.text[i]) if pos in ('NOUN', 'ADJ', 'PROPN') and tokens.text[i].islower() else None
    if known := (tense_by_form(tokens.text[i]) if 'VerbForm=Part' in feats or 'VerbForm=Conv' in feats else None):
        return known
    if 'VerbForm=Conv' in feats:
        return None
    if ('VerbForm=Inf' in feats or 'Variant=Short' in feats) and will_be(tokens, i, first, last):
        return 'future'
    if 'Mood=Imp' in feats:
        return 'imperative'
    if 'VerbForm=Inf' in feats:
        return 'infinitive'
    return finite(tokens, i)


def finite(tokens: Tokens, i: int) -> Tense | None:
    """The tense of a verb or a participle that is none of the above; the dictionary knows it better than the tagger."""
    feats = tokens.feats[i]
    if 'VerbForm=Part' not in feats and (known := tense_by_form(tokens.text[i])):
        return known
    if 'Tense=Past' in feats or PAST_PARTICIPLE.search(tokens.text[i]):
        return 'past'
    if 'Tense=Fut' in feats or ('Tense=Pres' in feats and 'Aspect=Perf' in feats and 'VerbForm=Fin' in feats):
        return 'future'
    if 'VerbForm=Part' in feats and 'Aspect=Perf' in feats and 'Voice=Pass' in feats:
        return 'past'
    return 'present' if 'Tense=Pres' in feats else None


@lru_cache(4096)
def tense_by_form(word: str) -> Tense | None:
    """The tense of a form that can be nothing but a finite verb of one tense, by the dictionary."""
    readings = [str(reading.tag) for reading in parses(word.lower())]
    if not readings or not all(tag.startswith(('VERB', 'PRTS,impf')) for tag in readings):
        return None
    tenses = {tense for tag in readings if 'VERB' in tag for mark, tense in MARKS.items() if mark in tag}
    return next(iter(tenses)) if len(tenses) == 1 else None


def will_be(tokens: Tokens, i: int, first: int, last: int) -> bool:
    return any(
        tokens.text[k].lower() in WILL_BE and (k == i or tokens.head[k] == i)
        for k in range(max(first, i - 4), min(last, i + 4))
    )

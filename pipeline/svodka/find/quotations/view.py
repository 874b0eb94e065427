"""A parsed document as the rules of this folder look at it: the view of its parse with the names that cover its tokens,
and verbs of saying that a tagger did not know."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from svodka.find.quotations.lexicon import cues, words
from svodka.language import marks
from svodka.language.paradigms import analyzer, known_places, parses
from svodka.language.view import ParseView, without_yo
from svodka.model import Entity, Mention, Parse, Position

WORD = 3  # letters of a word whose full stop ends a sentence, at least
DASHES = marks.DASHES | {'--', '---'}
PAUSES = DASHES | {','}
OPENING_BRACKETS = frozenset('([')
CLOSING_BRACKETS = frozenset(')]')
SENTENCE_END = frozenset(('.', '!', '?', '…', '...', '?!', '!..', '?..', '!!', '!!!', '..'))
# Endings of the third person and of the past, and what they tell.
FINITE = re.compile(
    '(?:(?P<he>л|рёк|рек)|(?P<she>ла)|(?P<it>ло)|(?P<they>ли)|(?P<tells>[еёи]т)|(?P<tell>[юуяа]т))(?:ся|сь)?$'
)
CONVERB = re.compile('(?:в|вши|вшись|ясь)$')
FINITE_FEATS = {
    'he': 'Gender=Masc|Mood=Ind|Number=Sing|Tense=Past',
    'she': 'Gender=Fem|Mood=Ind|Number=Sing|Tense=Past',
    'it': 'Gender=Neut|Mood=Ind|Number=Sing|Tense=Past',
    'they': 'Mood=Ind|Number=Plur|Tense=Past',
    'tells': 'Mood=Ind|Number=Sing|Person=3|Tense=Pres',
    'tell': 'Mood=Ind|Number=Plur|Person=3|Tense=Pres',
}
# What stands between speech and the dash before the author's verb.
BEFORE_VERB = frozenset((',', '!', '?', '…', '...', '»', '"', '”', '“', '’', "'", '>'))
MODAL = words('modal')
NOMINAL = frozenset(('NOUN', 'PROPN', 'PRON'))


@dataclass(frozen=True, slots=True)
class View(ParseView):
    """A document's parse and names; `mention_at` maps a token to the longest name that covers it, adjectives
    aside, `place_at` to the place that it names; `organisations` are (token, mention)."""

    mentions: Sequence[Mention]
    entities: Sequence[Entity]
    entity_of: Sequence[int]
    positions: Sequence[Position]
    mention_at: dict[int, int]
    place_at: dict[int, int]
    organisations: list[tuple[int, int]]

    def is_predicate(self, token: int) -> bool:
        """A finite verb, a short adjective or participle («готов», «открыт»), or «можно», «нет»."""
        pos, feats = self.pos[token], self.feats[token]
        if pos in ('VERB', 'AUX', 'ADJ'):
            told = self.is_finite(token) or ('Variant=Short' in feats and pos != 'AUX')
            return told or self.lemma[token] in MODAL or (pos == 'ADJ' and is_predicative(self.text[token]))
        return self.lemma[token] in MODAL or (pos == 'NOUN' and is_predicative(self.text[token]))

    def stops(self, token: int) -> bool:
        """Whether a stop ends a sentence although no space follows it: «…мост.Ранее …»."""
        if self.text[token] not in SENTENCE_END or not 0 < token < len(self.text) - 1:
            return False
        before, after = self.text[token - 1], self.text[token + 1]
        glued = self.parse.tokens.stop[token] == self.parse.tokens.start[token + 1]
        ends = before in '»"”' or (len(before) >= WORD and 'а' <= before[-1] <= 'я')
        return glued and ends and 'А' <= after[0] <= 'Я' and len(after) > 1

    def mention(self, token: int) -> Mention | None:
        number = self.mention_at.get(token)
        return None if number is None else self.mentions[number]

    def organisations_before(self, token: int) -> list[tuple[int, int]]:
        """(token, mention) of the organisations named before a token."""
        return self.organisations[: bisect_left(self.organisations, (token, -1))]

    def entity(self, token: int) -> int | None:
        number = self.mention_at.get(token)
        return None if number is None else self.entity_of[number]


def view_of(
    parse: Parse,
    mentions: Sequence[Mention],
    entities: Sequence[Entity],
    entity_of: Sequence[int],
    positions: Sequence[Position],
) -> View:
    mention_at: dict[int, int] = {}
    place_at = {
        i: number
        for number, mention in enumerate(mentions)
        if mention.type == 'LOC'
        for i in range(mention.first, mention.last)
    }
    for number in sorted(range(len(mentions)), key=lambda n: mentions[n].last - mentions[n].first):
        if mentions[number].form != 'adjective':
            for token in range(mentions[number].first, mentions[number].last):
                mention_at[token] = number
    t = parse.tokens
    lemmas, pos, feats = finite_after_all(t.text, without_yo(t.lemma), t.pos, t.feats)
    return View(
        *(parse, t.text, lemmas, pos, feats, t.head, t.relation, t.sentence),
        mentions=mentions,
        entities=entities,
        entity_of=entity_of,
        positions=positions,
        mention_at=mention_at,
        place_at=place_at,
        organisations=[(mention.first, number) for number, mention in enumerate(mentions) if mention.type == 'ORG'],
    )


def finite_after_all(
    text: list[str], lemmas: list[str], pos: list[str], feats: list[str]
) -> tuple[list[str], list[str], list[str]]:
    """Lemmas, parts of speech and features where a verb of saying that a tagger took for a noun or an adjective is a
    verb: it has seldom seen «передаёт» with ё, «вымолвил», or «…», – буркнул он»."""
    verbs = cues().verbs
    wrong: list[tuple[int, str, re.Match[str]]] = []
    converbs: list[int] = []
    for i in [i for i, lemma in enumerate(lemmas) if lemma in verbs and pos[i] not in ('VERB', 'AUX')]:
        if (ending := FINITE.search(text[i])) is not None:
            wrong.append((i, lemmas[i], ending))
        elif CONVERB.search(text[i]) is not None:  # «Заявив, что …», which a capital made a name
            converbs.append(i)
    dashes = [] if DASHES.isdisjoint(text) else [i for i, word in enumerate(text[:-1]) if word in DASHES and i > 0]
    for i in dashes:
        if text[i - 1] in BEFORE_VERB and 'VerbForm=Fin' not in feats[i + 1] and (ending := FINITE.search(text[i + 1])):
            lemma = verb_of(text[i + 1])
            if lemma is not None:
                wrong.append((i + 1, lemma, ending))
    if wrong or converbs:
        lemmas, pos, feats = list(lemmas), list(pos), list(feats)
        for i in converbs:
            pos[i], feats[i] = 'VERB', 'VerbForm=Conv'
        for i, lemma, ending in wrong:
            lemmas[i], pos[i] = lemma, 'VERB'
            feats[i] = f'{FINITE_FEATS[str(ending.lastgroup)]}|VerbForm=Fin|Voice=Act'
    return lemmas, pos, feats


@lru_cache(maxsize=20_000)
def is_predicative(word: str) -> bool:
    """Whether the dictionary knows a word in lower case as a predicate only: «тесна», «спасён», «достроило»."""
    if not word.islower() or word[-1] not in 'аноытиел':
        return False
    forms = known_places(word)
    dictionary = analyzer().dictionary
    return bool(forms) and all(dictionary.build_tag_info(*form[1:]).POS in ('ADJS', 'PRTS', 'VERB') for form in forms)


@lru_cache(maxsize=2_000)
def verb_of(word: str) -> str | None:
    """The lemma without ё of a word in lower case that the dictionary reads as a verb first of all."""
    if not word.islower():
        return None
    best = next(iter(parses(word)), None)
    return None if best is None or best.tag.POS != 'VERB' else str(best.normal_form).replace('ё', 'е')


@dataclass(frozen=True, slots=True)
class Found:
    """Words that a rule took for somebody's. `who` is the token that names the speaker (a noun's or a name's head,
    a pronoun), -1 if the subject is dropped and the speaker is the one before, None if nobody is named; `label` are
    the characters of a transcript's label, `mention` the name there if the rule knows whose it is; `cue` the token of
    the cue, `at` the place in the text that the speaker is looked for from, `cue_last` the cue's last token; `relay`
    the token that names an outlet which passes the words on, `negated` that the speaker denies them; `utterance` the
    token at which the whole of what was said begins."""

    first: int
    last: int
    kind: Literal['direct', 'mixed', 'indirect']
    rule: str
    lemma: str
    at: int
    cue: int | None = None
    who: int | None = None
    label: tuple[int, int] | None = None
    cue_last: int | None = None
    relay: int | None = None
    negated: bool = False
    utterance: int | None = None
    mention: int | None = None

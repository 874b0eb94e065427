"""What makes words in marks direct speech: what stands before them, behind them, or inside the marks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from svodka.find.quotations.asides import is_person
from svodka.find.quotations.attribution import (
    ATTRIBUTION,
    colon_before,
    label_or_subject,
    left_cue,
    right_attribution,
    source_before,
)
from svodka.find.quotations.cues import CueAt, owner
from svodka.find.quotations.direct_case import Attribution, Case, attributed_to
from svodka.find.quotations.lexicon import nouns
from svodka.find.quotations.nominals import genitive
from svodka.find.quotations.nominatives import agrees, is_nominative
from svodka.find.quotations.reporters import is_outlet
from svodka.find.quotations.subjects import OWNED, subject
from svodka.find.quotations.view import DASHES, View
from svodka.find.rule import rule

ROW = 3  # tokens between the quotations of one row, at most
NAMED = 3  # words of a name, at most
NOUN = 8  # tokens from the noun of somebody's words to these, at most


@rule(
    yes={
        '«[Мост открыт]», – сказал мэр Орска Пётр Ильин.': 'Ильин',
        '«[Мост открыт]», – сообщили в мэрии.': 'мэрия',
        '«[Мост открыт!]» – обрадовался Пётр Ильин.': 'Ильин',
        '"[Мост открыт]", - говорится в сообщении Росавтодора.': 'Росавтодор',
        '«[Мост открыт]», цитирует мэра Петра Ильина «Орский вестник».': 'Ильин',
        '«[Мост открыт]», – приводит слова главного инженера пресс-служба завода.': 'главный инженер',
        '«[Мост открыт]», – цитирует инженера РИА «Заря».': 'инженер',
        '«[Мост открыт]», – цитирует инженера бригады официальный сайт завода.': 'инженер бригады',
        '«[Мост открыт]», – рассказал главный инженер пресс-службе завода.': 'главный инженер',
        'Пётр Ильин заявил: «[Мост открыт]», – сообщает «Орский вестник».': 'Ильин',
    },
    no=['Роман «Тихая река», сообщает издательство, выйдет в мае.'],
)
def attribution(view: View, cues: Mapping[int, CueAt], case: Case) -> Attribution | None:
    """A cue behind the words: «…», – сказал X."""
    if case.titled and not case.clause:
        return None
    behind = right_attribution(view, case.quoted, cues)
    if behind is None or not (case.begins or (case.clause and view.text[case.first][0].isupper() and not case.titled)):
        return None
    by = attributed_to(view, attribution.__name__, *behind, case.quoted)
    told = reported(view, cues, case)
    if told is not None and (by.who is None or by.who < 0 or is_outlet(view, by.who)):
        return replace(told, rule=attribution.__name__, relay=by.who if by.relay is None else by.relay)
    return by


def reported(view: View, cues: Mapping[int, CueAt], case: Case) -> Attribution | None:
    """The attribution by a cue and a colon before the words."""
    at_colon = colon_before(view, case.quoted.open)
    at = None if at_colon is None else left_cue(view, at_colon, cues)
    if at is None or at_colon is None:
        return None
    other = another_speaks(view, at, at_colon)
    if other is not None:
        return without_cue(view, *other)
    by = attributed_to(view, colon.__name__, at, at.token, case.quoted)
    return by if by.relay is not None else replace(by, relay=passed_on(view, cues, at))


def passed_on(view: View, cues: Mapping[int, CueAt], at: CueAt) -> int | None:
    """The outlet of a frame that the sentence of a cue begins with: «Как передаёт «Вестник», мэр сказал: «…»»."""
    for i in range(view.bounds(at.token)[0], at.token):
        frame = cues.get(i)
        if frame is None or (frame.kind != 'source' and (i == 0 or view.lemma[i - 1] != 'как')):
            continue
        who = owner(view, frame) if frame.kind == 'source' else subject(view, i)
        return who if who is not None and who >= 0 and is_outlet(view, who) else None
    return None


def another_speaks(view: View, at: CueAt, at_colon: int) -> tuple[int, int] | None:
    """Who speaks, and the verb, in a clause of somebody else's between a cue and a colon: «Мэр считает, что мост готов,
    а Ильин с ним спорит: «…»»."""
    verb = next((i for i in range(at_colon - 1, at.last, -1) if view.is_finite(i)), None)
    joined = None if verb is None else next((i for i in range(verb, at.last, -1) if view.text[i] == ','), None)
    if verb is None or joined is None or view.lemma[joined + 1] not in ('а', 'но', 'и'):
        return None
    people = (i for i in range(joined + 2, verb) if is_person(view, i) and is_nominative(view, i))
    return next(((i, verb) for i in people if agrees(view, verb, i)), None)


@rule(
    yes={
        'Мэр Орска Пётр Ильин сообщил: «[Мост открыт]».': 'Ильин',
        'Пётр Ильин был краток: «[Мост открыт]».': 'Ильин',
        'Анна Белова считает, что мост готов, а Пётр Ильин спорит с ней: «[Мост не готов]».': 'Ильин',
        'По словам Петра Ильина, план всем по душе: «[Мы стремимся к прочному миру]».': 'Ильин',
    },
    no=['В афише два спектакля: «Чайка» и «Гроза».'],
)
def colon(view: View, cues: Mapping[int, CueAt], case: Case) -> Attribution | None:
    """A cue, or a person as the subject, before a colon: «X сказал: «…»», «Мэр был краток: «…»»."""
    at_colon = colon_before(view, case.quoted.open)
    if at_colon is None or (case.titled and not case.clause):
        return None
    told = reported(view, cues, case)
    if told is not None:
        return told
    if not case.clause or is_theme(view, at_colon):
        return None
    source = source_before(view, at_colon, cues)
    if source is not None:
        return attributed_to(view, colon.__name__, source, source.token, case.quoted)
    noun = owned_words(view, at_colon)
    if noun is not None:  # «Комментарий клуба: «…»»
        return Attribution(colon.__name__, genitive(view, noun))
    if view.lemma[at_colon - 1] in OWNED and view.text[at_colon - 2] == ',':  # «Мэр Пётр Ильин, цитата: «…»»
        cited = next((i for i in range(at_colon - 3, view.bounds(at_colon)[0] - 1, -1) if is_person(view, i)), None)
        if cited is not None:
            return Attribution(colon.__name__, cited)
    named = label_or_subject(view, at_colon)
    if named is not None:
        return without_cue(view, named[1], named[0] if named[0] != at_colon else None)
    first = view.bounds(at_colon)[0]
    verb = next((i for i in range(at_colon - 1, first - 1, -1) if view.is_finite(i)), None)
    if verb is None:
        return None
    who = subject(view, verb)
    outlet = who is not None and who >= 0 and is_outlet(view, who)
    return without_cue(view, who if outlet else None, verb)


def without_cue(view: View, who: int | None, verb: int | None) -> Attribution:
    """An attribution by a verb that is no cue of the lexicon; «быть» is none at all."""
    if verb is None or view.lemma[verb] == 'быть' or view.pos[verb] != 'VERB':
        return Attribution(colon.__name__, who)
    return Attribution(colon.__name__, who, verb, view.lemma[verb], verb)


def is_theme(view: View, at_colon: int) -> bool:
    """Whether the word before a colon takes a title: «конференция на тему: «…»», «под девизом: «…»»."""
    lemma = view.lemma[at_colon - 1] if at_colon else ''
    return lemma in nouns().titled and lemma not in nouns().words and lemma not in nouns().documents


def owned_words(view: View, stop: int) -> int | None:
    """The noun of somebody's words whose phrase ends before `stop`: «слова министра Ильина», «комментарий клуба»."""
    first = view.bounds(stop - 1)[0] if stop else 0
    for i in range(stop - 1, max(first, stop - NOUN) - 1, -1):
        if view.is_predicate(i) or view.text[i] in (',', ';'):
            return None
        if view.lemma[i] in nouns().words | OWNED and view.pos[i] == 'NOUN' and genitive(view, i) is not None:
            return i
    return None


@rule(
    yes={
        'Пётр Ильин закончил речь, сказав «[мы построили мост вместе]».': 'Ильин',
        'Мэр Пётр Ильин ответил «[Мы не знаем, когда откроют мост]» и уехал.': 'Ильин',
    }
)
def words_after_cue(view: View, cues: Mapping[int, CueAt], case: Case) -> Attribution | None:
    """A statement right behind a verb of saying, without a colon."""
    i = case.quoted.open - 1
    said = cues.get(i)
    if said is None or not case.clause or case.titled or 'words' not in said.cue.takes:
        return None
    return attributed_to(view, words_after_cue.__name__, said, i, case.quoted)


@rule(
    yes={
        'Пётр Ильин вышел на сцену со словами «[Мы построили этот мост вместе]».': 'Ильин',
        'Слова мэра Петра Ильина «[мост откроют в мае]» всех удивили.': 'Ильин',
    }
)
def words_after_noun(view: View, cues: Mapping[int, CueAt], case: Case) -> Attribution | None:
    """A statement behind «со словами», «с возгласом»."""
    i = case.quoted.open - 1
    if i < 0 or view.sentence[i] != view.sentence[case.quoted.open] or not (case.clause or is_sentence(view, case)):
        return None
    noun = owned_words(view, case.quoted.open)
    if noun is not None and noun < i:
        return Attribution(words_after_noun.__name__, genitive(view, noun))
    if case.titled or view.lemma[i] not in nouns().words or view.feature(i, 'Case') != 'Ins':
        return None
    verb = view.head[i]
    return (
        attributed_to(view, words_after_noun.__name__, None, verb, case.quoted)
        if verb >= 0 and view.pos[verb] == 'VERB'
        else None
    )


def is_sentence(view: View, case: Case) -> bool:
    """Whether words in marks begin as a sentence, and are too many for a name: «Это, к сожалению, не шутка»."""
    words = sum(view.is_word(i) for i in range(case.first, case.last))
    return view.text[case.first][0].isupper() and words > NAMED


@rule(
    yes={
        '«Мост открыт», – сказал Пётр Ильин. – «[Завтра откроем дорогу]».': 'Ильин',
        'Пётр Ильин сказал: «Мост открыт.\n\n«[Очередь дороги.]\n\n«Спасибо всем», – добавил он.': 'Ильин',
    }
)
def continued(view: View, cues: Mapping[int, CueAt], case: Case) -> Attribution | None:
    """Speech that goes on: behind an attribution and a dash, or in a row («…», «…»)."""
    before, i = case.before, case.quoted.open - 1
    if before is None:
        return None
    again = Attribution(continued.__name__, before.who, before.cue, before.lemma, before.cue_last, before.relay)
    if case.spoken_until == case.quoted.open:  # a paragraph that opens the mark again
        return again
    if not case.clause or case.titled or i <= 0 or view.block(case.spoken_until) != view.block(case.quoted.open):
        return None
    gap = case.quoted.open - case.spoken_until
    row = gap <= ROW and view.text[i] in (',', 'и') and view.sentence[i] == view.sentence[before.last - 1]
    dash = case.begins and gap <= ATTRIBUTION and view.text[i] in DASHES and view.text[i - 1] in ',.:;'
    return again if row or dash else None

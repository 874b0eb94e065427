"""Direct speech: whole clauses in somebody's own words, in marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.quotations.attribution import (
    ATTRIBUTION,
    INNER,
    colon_before,
    cue_subject,
    ends_sentence,
    is_clause,
    is_titled,
    label_or_subject,
    left_cue,
    right_attribution,
    source_before,
    split_inside,
    starts_sentence,
)
from pipeline.quotations.cues import CueAt, owner
from pipeline.quotations.lexicon import nouns
from pipeline.quotations.marks import Quoted, trim
from pipeline.quotations.nominals import genitive
from pipeline.quotations.rules import rule
from pipeline.quotations.subjects import DROPPED, OWNED, linear_subject, subject
from pipeline.quotations.view import DASHES, SENTENCE_END, Found, View

ALONE = 4  # Russian words in marks that may stand without any attribution, at least


@dataclass(frozen=True, slots=True)
class Attribution:
    """What makes words in marks direct speech: a rule, the cue's lemma and token, the token that names the speaker."""

    rule: str
    who: int | None
    token: int | None = None
    lemma: str = ''


def find_direct(
    view: View, cues: Mapping[int, CueAt], marks: Sequence[Quoted], covered: bytearray
) -> tuple[list[Found], set[int]]:
    """Direct speech in marks, and the cues that it took. Marks `covered`: what is in somebody's own words."""
    found: list[Found] = []
    taken: set[int] = set()
    # Paragraphs of a speech whose attribution comes at its end.
    pending: list[tuple[Quoted, list[tuple[int, int]]]] = []
    last_row: Found | None = None
    spoken_until = -1
    for quoted in marks:
        if covered[quoted.first]:
            continue
        by = classify(view, quoted, cues, last_row, spoken_until)
        if by is None:
            continue
        stretches, inner = split_inside(view, quoted.first, quoted.last, cues)
        if inner is not None:
            taken.add(inner.token)
            if by.rule == 'standalone' or by.who is None:
                by = Attribution('attribution_inside', cue_subject(view, inner), inner.token, inner.cue.cue)
        covered[quoted.first : quoted.last] = b'\1' * (quoted.last - quoted.first)
        if by.token is not None:
            taken.add(by.token)
        if by.rule == 'standalone' and not quoted.closed and follows(view, quoted, marks):
            pending.append((quoted, stretches))
            continue
        place = by.token if by.token is not None else quoted.open
        for one in [*(s for _, earlier in pending for s in earlier), *stretches]:
            kind: Literal['direct', 'mixed'] = 'direct'
            if by.rule == 'words_after_cue' and view.text[one[0]][0].islower():
                kind = 'mixed'
            found.append(Found(*one, kind, by.rule, by.lemma, place, by.token, by.who))
        pending = []
        last_row, spoken_until = found[-1] if found else None, max(quoted.last, by.token or 0)
    for quoted, stretches in pending:
        found += [Found(*one, 'direct', 'standalone', '', quoted.open, None, DROPPED) for one in stretches]
    return found, taken


def follows(view: View, quoted: Quoted, marks: Sequence[Quoted]) -> bool:
    """Whether the next paragraph opens a mark again: «Первое. ¶ «Второе», – сказал X."""
    after = quoted.last
    return after < len(view) and view.text[after] in '«"“„' and view.block(after) != view.block(quoted.open)


def attributed_to(view: View, rule: str, at: CueAt | None, token: int, quoted: Quoted) -> Attribution:
    """An attribution by a cue, or by a verb that the lexicon lacks; its subject never stands inside the words."""
    if at is None:
        who = subject(view, token)
    elif at.kind == 'source':
        who = owner(view, at)
    else:
        who = cue_subject(view, at)
    if who is not None and quoted.open <= who < quoted.last:
        who = linear_subject(view, token)
        if who is None or quoted.open <= who < quoted.last:
            who = DROPPED
    owned = [who] if who is not None and who >= 0 else []
    for child in [*owned, *(c for c in view.children(token) if view.relation[c] == 'obj')]:
        belongs = genitive(view, child) if view.lemma[child] in OWNED else None
        who = who if belongs is None else belongs
    return Attribution(rule, who, token, at.cue.cue if at is not None else view.lemma[token])


@dataclass(frozen=True, slots=True)
class Case:
    """Words in marks as the rules see them: tokens [first, last), whether they are a statement (`clause`), a name or
    a title, whether they begin a sentence; the row before them and the token that it and its attribution reach."""

    quoted: Quoted
    first: int
    last: int
    clause: bool
    titled: bool
    begins: bool
    before: Found | None
    spoken_until: int


@rule(
    yes={
        '«[Мост открыт]».\n— Пётр Ильин, мэр Орска': 'Ильин',
        '«[Мы ждали этого десять лет]» – Пётр Ильин, мэр Орска.': 'Ильин',
    },
    no=['«Парус» – Зенит» – матч дня.'],
)
def signature(view: View, cues: Mapping[int, CueAt], case: Case) -> Attribution | None:
    """A person's name alone behind a dash or on the next line."""
    if not case.clause or not case.begins:
        return None
    quoted = case.quoted
    i = quoted.close + 1 if quoted.closed else quoted.last
    while i < len(view) and view.text[i] in SENTENCE_END:
        i += 1
    if i + 1 >= len(view) or view.text[i] not in DASHES:
        return None
    mention = view.mention(i + 1)
    if mention is None or mention.type != 'PER' or mention.first != i + 1:
        return None
    end = min(view.bounds(i + 1)[1], mention.last + INNER)
    said = any(view.is_predicate(j) for j in range(mention.last, end))
    return None if said else Attribution('signature', i + 1)


@rule(
    yes={
        '«[Мост открыт]», – сказал мэр Орска Пётр Ильин.': 'Ильин',
        '«[Мост открыт]», – сообщили в мэрии.': 'мэрия',
        '«[Мост открыт!]» – обрадовался Пётр Ильин.': 'Ильин',
        '"[Мост открыт]", - говорится в сообщении Росавтодора.': 'Росавтодор',
        '«[Мост открыт]», цитирует мэра Петра Ильина «Орский вестник».': 'Ильин',
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
    return attributed_to(view, 'attribution', *behind, case.quoted)


@rule(
    yes={
        'Мэр Орска Пётр Ильин сообщил: «[Мост открыт]».': 'Ильин',
        'Пётр Ильин был краток: «[Мост открыт]».': 'Ильин',
        'Студент ответил на вопрос: «[Когда экзамен?]»': '',
        'По словам Петра Ильина, план всем по душе: «[Мы стремимся к прочному миру]».': 'Ильин',
    },
    no=['В афише два спектакля: «Чайка» и «Гроза».'],
)
def colon(view: View, cues: Mapping[int, CueAt], case: Case) -> Attribution | None:
    """A cue, or a person as the subject, before a colon: «X сказал: «…»», «Мэр был краток: «…»»."""
    at_colon = colon_before(view, case.quoted.open)
    if at_colon is None or (case.titled and not case.clause):
        return None
    at = left_cue(view, at_colon, cues)
    if at is not None:
        if view.lemma[at_colon - 1] == 'вопрос':  # «ответил на вопрос: «…»»: the question is another's
            return Attribution('colon', None, at.token, at.cue.cue)
        return attributed_to(view, 'colon', at, at.token, case.quoted)
    if not case.clause:
        return None
    source = source_before(view, at_colon, cues)
    if source is not None:
        return attributed_to(view, 'colon', source, source.token, case.quoted)
    named = label_or_subject(view, at_colon)
    if named is not None:
        return Attribution('colon', named[1], named[0], view.lemma[named[0]])
    first = view.bounds(at_colon)[0]
    verb = next((i for i in range(at_colon - 1, first - 1, -1) if view.is_finite(i)), None)
    return None if verb is None else Attribution('colon', None, None, view.lemma[verb])


@rule(yes={'Пётр Ильин закончил речь, сказав «[мы построили мост вместе]».': 'Ильин'})
def words_after_cue(view: View, cues: Mapping[int, CueAt], case: Case) -> Attribution | None:
    """A statement right behind a verb of saying, without a colon."""
    i = case.quoted.open - 1
    said = cues.get(i)
    if said is None or not case.clause or case.titled or 'words' not in said.cue.takes:
        return None
    return attributed_to(view, 'words_after_cue', said, i, case.quoted)


@rule(yes={'Пётр Ильин вышел на сцену со словами «[Мы построили этот мост вместе]».': 'Ильин'})
def words_after_noun(view: View, cues: Mapping[int, CueAt], case: Case) -> Attribution | None:
    """A statement behind «со словами», «с возгласом»."""
    i = case.quoted.open - 1
    if i < 0 or not case.clause or case.titled or view.sentence[i] != view.sentence[case.quoted.open]:
        return None
    if view.lemma[i] not in nouns().words or view.feature(i, 'Case') != 'Ins':
        return None
    verb = view.head[i]
    return (
        attributed_to(view, 'words_after_noun', None, verb, case.quoted)
        if verb >= 0 and view.pos[verb] == 'VERB'
        else None
    )


@rule(
    yes={
        '«Мост открыт», – сказал Пётр Ильин. – «[Завтра откроем дорогу]».': 'Ильин',
        'Пётр Ильин сказал: «Мост открыт.\n\n«[Очередь дороги.]\n\n«Спасибо всем», – добавил он.': 'Ильин',
    }
)
def continued(view: View, cues: Mapping[int, CueAt], case: Case) -> Attribution | None:
    """Speech that goes on: behind an attribution and a dash, or in a row («…», «…»)."""
    before, i = case.before, case.quoted.open - 1
    if before is not None and case.spoken_until == case.quoted.open:  # a paragraph that opens the mark again
        return Attribution('continued', before.who, before.cue, before.lemma)
    if before is None or not case.clause or case.titled or i <= 0:
        return None
    if view.block(case.spoken_until) != view.block(case.quoted.open):
        return None
    gap = case.quoted.open - case.spoken_until
    row = gap <= 3 and view.text[i] in (',', 'и') and view.sentence[i] == view.sentence[before.last - 1]
    dash = case.begins and gap <= ATTRIBUTION and view.text[i] in DASHES and view.text[i - 1] in ',.:;'
    return Attribution('continued', before.who, before.cue, before.lemma) if row or dash else None


@rule(
    yes={'Пётр Ильин рассказал о планах города. «[Мы откроем мост уже в мае]».': 'Ильин'},
    no=['В городе открыли театр «Парус».'],
)
def standalone(view: View, cues: Mapping[int, CueAt], case: Case) -> Attribution | None:
    """Whole sentences in marks without an attribution of their own."""
    words = sum('А' <= view.text[i][0] <= 'я' for i in range(case.first, case.last))
    if not case.clause or case.titled or not case.begins or words < ALONE:
        return None
    if not view.text[case.first][0].isupper() or not ends_sentence(view, case.quoted):
        return None
    return Attribution('standalone', DROPPED)


IN_ORDER = (signature, attribution, colon, words_after_cue, words_after_noun, continued, standalone)


def classify(
    view: View, quoted: Quoted, cues: Mapping[int, CueAt], before: Found | None, until: int
) -> Attribution | None:
    """What makes words in marks direct speech; None for names, titles and words inside the author's own sentence."""
    first, last = trim(view, quoted.first, quoted.last)
    if last <= first:
        return None
    case = Case(
        quoted,
        first,
        last,
        is_clause(view, first, last),
        is_titled(view, quoted),
        starts_sentence(view, quoted.open),
        before,
        until,
    )
    return next((by for find in IN_ORDER if (by := find(view, cues, case)) is not None), None)

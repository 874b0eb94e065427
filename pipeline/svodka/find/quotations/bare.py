"""Words in marks whose speaker stands beside them: signatures, a sentence that credits them, who asked a question."""

from __future__ import annotations

from collections.abc import Mapping

from svodka.find.quotations.asides import is_person
from svodka.find.quotations.attribution import (
    INNER,
)
from svodka.find.quotations.cues import CueAt
from svodka.find.quotations.direct_case import Attribution, Case
from svodka.find.quotations.lexicon import nouns
from svodka.find.quotations.nominals import genitive
from svodka.find.quotations.quoted import Quoted
from svodka.find.quotations.subjects import DROPPED, subject
from svodka.find.quotations.view import DASHES, SENTENCE_END, View
from svodka.find.rule import rule
from svodka.lexicons import fold

QUESTION = 8  # tokens from «на вопрос» to the question, at most
OFFICE = 16  # tokens of an office before the name of who signs, at most


@rule(
    yes={
        'На вопрос журналистов: «[Когда откроют мост?]» – Пётр Ильин ответил: «В мае».': 'журналисты',
        'Отвечая на вопрос «[Когда откроют мост?]», Пётр Ильин назвал май.': '',
        'Студент ответил на вопрос: «[Когда экзамен?]»': '',
    },
    no=['Мэр задал вопрос: «Когда откроют мост?»'],
)
def question(view: View, cues: Mapping[int, CueAt], case: Case) -> Attribution | None:
    """A question that somebody answers: «на вопрос журналистов: «…»» – theirs, not his who answers."""
    i = case.quoted.open - 1
    if i > 0 and view.text[i] == ':':
        i -= 1
    first = max(view.bounds(case.quoted.open)[0], i - QUESTION)
    asked = next((j for j in range(i, first - 1, -1) if view.lemma[j] == 'вопрос'), None)
    if asked is None or not case.clause or asked == first or view.lemma[asked - 1] != 'на':
        return None
    if any(view.is_predicate(j) or view.text[j] == ',' for j in range(asked + 1, i + 1)):
        return None
    return Attribution(question.__name__, genitive(view, asked))


@rule(
    yes={
        '«[Мост открыт]».\n— Пётр Ильин, мэр Орска': 'Ильин',
        '«[Мы ждали этого десять лет]» – Пётр Ильин, мэр Орска.': 'Ильин',
        '«[Мы ждали этого десять лет]», — мэр Орска Пётр Ильин.': 'Ильин',
        '«[Мы ждали этого десять лет]» (Пётр Ильин, мэр Орска).': 'Ильин',
        '«[Мы ждали этого десять лет]».\nПётр Ильин, мэр Орска': 'Ильин',
    },
    no=['«Парус» – Зенит» – матч дня.', '«Мост» – Пётр Ильин.'],
)
def signature(view: View, cues: Mapping[int, CueAt], case: Case) -> Attribution | None:
    """A person's name and office alone behind a dash, in brackets or on the next line."""
    if not case.clause or not case.begins:
        return None
    i = behind_stop(view, case.quoted)
    if i >= len(view):
        return None
    end = view.bounds(i)[1]
    if view.text[i] in DASHES or view.text[i] == '(':
        bracket = view.text[i] == '('
        i += 1
        end = view.bounds(i)[1] if i < len(view) else i
        if bracket:
            end = next((j for j in range(i, end) if view.text[j] == ')'), i)
    elif not on_new_line(view, i) or any(view.text[j] in SENTENCE_END for j in range(i, end)):
        return None
    if not 0 < end - i <= INNER or any(view.is_predicate(j) for j in range(i, end)):
        return None
    named = next((j for j in range(i, end) if (m := view.mention(j)) is not None and m.type == 'PER'), None)
    if named is None or view.feature(named, 'Case') not in ('Nom', '') or named - i > OFFICE:
        return None
    return Attribution(signature.__name__, named)


def behind_stop(view: View, quoted: Quoted) -> int:
    """The token behind words in marks and their stop or comma."""
    i = quoted.close + 1 if quoted.closed else quoted.last
    while i < len(view) and (view.text[i] in SENTENCE_END or view.text[i] == ','):
        i += 1
    return i


def on_new_line(view: View, i: int) -> bool:
    """Whether token i begins a line."""
    tokens = view.parse.tokens
    return '\n' in view.parse.document.text[tokens.stop[i - 1] : tokens.start[i]]


@rule(
    yes={
        '«[Мы ждали этого десять лет]». Об этом сообщил мэр Орска Пётр Ильин.': 'Ильин',
        '«[Мы ждали этого десять лет]». Такими словами Пётр Ильин открыл мост.': 'Ильин',
    },
    no=['«Мы ждали этого десять лет». Пётр Ильин открыл мост.'],
)
def credited(view: View, cues: Mapping[int, CueAt], case: Case) -> Attribution | None:
    """Whole sentences in marks, and behind them a sentence that says whose they are."""
    i = behind_stop(view, case.quoted)
    if not case.alone or i >= len(view):
        return None
    last = view.bounds(i)[1]
    lead = ' '.join(fold(word) for word in view.text[i : min(last, i + 3)])
    if not any(f'{lead} '.startswith(f'{words} ') for words in nouns().credits):
        return None
    if lead.startswith('это '):  # «Это строки из письма Бориса Орлова»
        named = next((j for j in range(i, last) if (m := view.mention(j)) is not None and m.type == 'PER'), None)
        return None if named is None else Attribution(credited.__name__, named)
    verb = next((j for j in range(i, last) if view.is_finite(j)), None)
    who = None if verb is None else subject(view, verb)
    if verb is None or who is None or who < 0 or not (is_person(view, who) or verb in cues):
        return None
    return Attribution(credited.__name__, who, verb, view.lemma[verb], verb)


@rule(
    yes={'Пётр Ильин рассказал о планах города. «[Мы откроем мост уже в мае]».': 'Ильин'},
    no=['В городе открыли театр «Парус».'],
)
def standalone(view: View, cues: Mapping[int, CueAt], case: Case) -> Attribution | None:
    """Whole sentences in marks without an attribution of their own."""
    return Attribution(standalone.__name__, DROPPED) if case.alone else None

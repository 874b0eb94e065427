"""Whose year a date takes: of its sentence, of the story so far, of the day of publication."""

from __future__ import annotations

import datetime as dt

from svodka.find.dates.anchor.evidence import Scene
from svodka.find.dates.anchor.plans import deadline
from svodka.find.dates.anchor.story import Story
from svodka.find.dates.lexicon import cues
from svodka.find.dates.meaning import Calendar, Range, unit_of
from svodka.find.dates.numbers import YEAR_DIGITS
from svodka.find.rule import rule

OF_WHAT_IS_DATED = cues('of_what_is_dated')
CITING = cues('citing')
BORN = cues('born')
COMPARING = cues('comparing')
NOWADAYS = cues('nowadays')
STORY_GAP = 2  # sentences from an event to one that goes on with it
NAMED_WITHIN = 366  # days from publication: a day that was named before is meant again
LOOK_BACK = 80  # tokens in front of a date in which the text may have come back to these days


def may_date_the_text(s: Scene) -> bool:
    """Whether a full date may be about the time of the text: no document and no birth is of that day."""
    return s.before != 'от' and s.verb not in BORN and s.w.low(s.match.last) not in BORN


def dates_an_event(s: Scene) -> bool:
    """Whether a date with its year says when something happens, and not what something is about, is compared with,
    limited by or was born in."""
    w, first, last = s.w, s.match.first, s.match.last
    behind = last + (w.low(last) == '.')
    if w.low(behind) in BORN or w.low(first - 1) in OF_WHAT_IS_DATED:
        return False
    meaning = s.match.meaning
    day = isinstance(meaning, Range) or (isinstance(meaning, Calendar) and meaning.unit == 'day')
    opened = w.low(first) in ('с', 'со', 'c')
    if not day and not opened and s.before not in ('в', 'во'):
        return False
    if any(w.low(k) in COMPARING for k in range(max(0, first - 6), first)):
        return False
    if not s.tokens.pos:
        return True
    c = s.clause
    if c.attributive or c.verb is None:
        return False
    of_a_document = any(s.tokens.lemma[k] in CITING for k in range(max(s.first, s.inside[0] - 4), s.inside[0]))
    return c.direct or (day and not of_a_document)


def event_of(s: Scene) -> Story:
    """What has been told, once the dates with a year are asked, the last first, whether they date an event: most texts
    never ask."""
    for scene, start in reversed(s.story.pending):
        if dates_an_event(scene):
            s.story.tell(start, scene.sentence, tells_the_past(scene))
            break
    s.story.pending.clear()
    return s.story


def tells_the_past(s: Scene) -> bool:
    """Whether the date is of a story of the past, which later sentences may go on with; a birth is none."""
    return not s.tokens.pos or (s.clause.tense == 'past' and s.verb not in BORN)


def lies_ahead(s: Scene) -> bool:
    """Whether a date with its year is one that is still to come, as its sentence tells: «арестован до 18 января»."""
    return s.clause.tense in ('future', 'imperative') or deadline(s) == 'ahead'


def nowadays(s: Scene, first: int) -> bool:
    """Whether the text speaks of these days from token `first` up to the date."""
    first = max(first, s.inside[0] - LOOK_BACK)
    return any(t.lower() in NOWADAYS for t in s.tokens.text[first : s.inside[-1]])


def year_alone(s: Scene, at: int) -> int | None:
    """The year that the sentence at token `at` consists of («2016 г.», «2017 год»)."""
    t = s.tokens
    if at >= len(t) or not (t.text[at].isdecimal() and len(t.text[at]) == YEAR_DIGITS):
        return None
    end = at + 1
    while end < len(t) and t.sentence[end] == t.sentence[at]:
        if t.text[end].lower() not in ('г', 'г.', 'год', 'года', '.'):
            return None
        end += 1
    return int(t.text[at])


def heads_a_table(s: Scene) -> int | None:
    """The year that is a heading: a sentence of its own, or the last cell of rows of figures («… 98,6 2017 г.»)."""
    if (alone := year_alone(s, s.first)) is not None:
        return alone
    at = s.inside[0]
    figures = at - 1 >= s.first and s.tokens.text[at - 1][-1:].isdecimal() and ',' in s.tokens.text[at - 1]
    if not figures or s.clause.verb is not None or s.inside[-1] + 2 < s.last:
        return None
    return int(s.tokens.text[at]) if s.tokens.text[at].isdecimal() and len(s.tokens.text[at]) == YEAR_DIGITS else None


def in_a_cell(s: Scene) -> bool:
    """Whether a month, a quarter or the like stands in words without a verb, as in a table."""
    return unit_of(s.match.meaning) in ('month', 'quarter', 'half') and s.clause.verb is None


@rule(
    yes={'Январь-август\n\n2023 г.\n\nИюль-август\n\n2022 г.': '2022-07-01/2022-08-31'},
    no={'Рост в июле': '2025-07-01/2025-07-31'},
)
def of_the_next_cell(s: Scene) -> dt.date | None:
    """The year that is the next cell of a table's head."""
    if s.inside[-1] + 1 < s.last or not in_a_cell(s):
        return None
    found = year_alone(s, s.last)
    return dt.date(found, 1, 1) if found else None


@rule(
    yes={
        '2016 г.\n\nЯнварь 98,6 100,1\n\nФевраль 98,4 101,0': '2016-02-01/2016-02-29',
        'Выпуск, т\n\n2021 год\n\nI квартал 15,2': '2021-01-01/2021-03-31',
        '2016 г.\n\nIV квартал 98,6\nГод 99,1\n2017 г.\n\nЯнварь 98,6': '2017-01-01/2017-01-31',
    },
    no={'2016 г.\n\nЗавод работал.\n\nОтпуск начался в марте.': '2025-03-01/2025-03-31'},
)
def of_the_heading(s: Scene) -> dt.date | None:
    """The year that is a heading or a cell of its own, for what stands under it without a verb."""
    head = s.story.heading
    return head if head and in_a_cell(s) else None


@rule(
    yes={
        'В 2023 году завод получил прибыль, 12 мая сменили директора.': '2023-05-12',
        'В 2019 году школу закрыли, а в ноябре снесли.': '2019-11-01/2019-11-30',
        'В 1925 году, 5 мая, родился зодчий.': '1925-05-05',
    },
    no={
        'Итоги 2023 года подвели 20 января.': '2025-01-20',
        'По сравнению с 2023 годом рост в марте составил 5 %.': '2025-03-01/2025-03-31',
        'Бюджет на 2027 год рассмотрят 20 ноября.': '2025-11-20',
        'Мужчина 1990 года рождения задержан в августе.': '2025-08-01/2025-08-31',
    },
)
def of_the_sentence(s: Scene) -> dt.date | None:
    """The year that dates an event earlier in the same sentence."""
    told = event_of(s)
    return told.event if told.event_in == s.sentence and not nowadays(s, s.first) else None


@rule(
    yes={'Сбор пройдёт 9 мая 2026 года. Всех ждут. Просим быть. Удачи! Вход 9 мая свободный.': '2026-05-09'},
    no={'Победа пришла 9 мая 1945 года. Парад пройдёт 9 мая.': '2026-05-09'},
)
def named_before(s: Scene) -> dt.date | None:
    """A day that the text has named with its year is the same day, if it is not long ago."""
    m = s.match.meaning
    if not isinstance(m, Calendar) or m.unit != 'day' or not m.month or not m.number:
        return None
    found = s.story.named.get((m.month, m.number))
    if found and s.published and abs((found - s.published).days) > NAMED_WITHIN:
        return None
    return found


@rule(
    yes={
        'Бой начался 5 июля 1943 года. 12 июля танки пошли вперёд.': '1943-07-12',
        'В июне 2019 года он уволился. В августе он уехал.': '2019-08-01/2019-08-31',
    },
    no={
        'Устав принят 5 июля 2019 года. 12 октября пройдёт съезд.': '2025-10-12',
        'Бой начался 5 июля 1943 года. Сегодня об этом помнят. Вчера, 24 сентября, открыли памятник.': '2025-09-24',
        'Он родился 3 мая 1925 года. 5 июня прошёл митинг.': '2025-06-05',
        'В 2023 году собрали много. Буквально в мае построили склад.': '2025-05-01/2025-05-31',
        'Завод построили в 1936 году. Сейчас он закрыт. Ремонт начали 10 июня.': '2025-06-10',
        'Школа основана 5 мая 1931 года. В июле её покрасили.': '2025-07-01/2025-07-31',
    },
)
def of_the_story(s: Scene) -> dt.date | None:
    """The story of the past that this sentence goes on with."""
    told = event_of(s)
    if not told.event or not told.past or not 0 < s.sentence - told.event_in <= STORY_GAP:
        return None
    if s.clause.tense not in ('past', None):
        return None
    first = s.first
    while first > s.first - LOOK_BACK and first > 0 and s.tokens.sentence[first - 1] > told.event_in:
        first -= 1
    return None if nowadays(s, first) else told.event


@rule(
    yes={},
    no={'Устав принят 5 июля 2019 года. Всё хорошо. Все довольны. Ура! Снег выпал в ноябре.': '2024-11-01/2024-11-30'},
)
def of_the_text(s: Scene) -> dt.date | None:
    """Without a day of publication, the latest full date of the text so far."""
    return s.story.dated if s.published is None and (s.clause.verb is not None or not s.tokens.pos) else None

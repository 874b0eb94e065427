"""Evidence for the side of publication on which a date lies: what its preposition, the tense of its verb and the nouns
around it say when nothing plans it."""

from __future__ import annotations

from svodka.find.dates.anchor.clause import tense_of
from svodka.find.dates.anchor.evidence import Scene, achieved, noun_before, opened
from svodka.find.dates.lexicon import cues
from svodka.find.dates.meaning import Calendar, Side, Weekday, unit_of
from svodka.find.rule import rule
from svodka.language.marks import DASHES

PLANNING, SCHEDULING = cues('planning'), cues('scheduling')
REPORTS, MEASURING, LASTING, EVERY = cues('reports'), cues('measuring'), cues('lasting'), cues('every')
CLOSING = cues('closing')
LONGEST_WORDING = 7  # tokens of a verb with its auxiliary


@rule(
    yes={
        'Письмо от 12 декабря рассмотрят в мэрии.': '2024-12-12',
        'Приказом от 3 ноября назначен директор.': '2024-11-03',
    },
    no={'Совещание пройдёт 12 декабря.': '2025-12-12'},
)
def cited(s: Scene) -> Side | None:
    """A document of that day exists."""
    return 'behind' if s.before == 'от' else None


@rule(
    yes={
        'На 1 августа зарегистрировано 300 случаев гриппа.': '2025-08-01',
        'По состоянию на 15 июня посеяно всё.': '2025-06-15',
        'На 1 декабря в области числилось 40 школ.': '2024-12-01',
    },
    no={'Заседание назначено на 1 декабря.': '2025-12-01', 'Забег запланирован на 1 марта.': '2026-03-01'},
)
def as_of(s: Scene) -> Side | None:
    """What was counted on a day."""
    if s.before != 'на' or not isinstance(s.match.meaning, Calendar):
        return None
    i = s.match.first - 1
    if 'состоянию' in (s.w.low(i - 1), s.w.low(i - 2)) or 'данным' in (s.w.low(i - 1), s.w.low(i - 2)):
        return 'behind'
    counted = s.match.meaning.number == 1 and s.verb not in SCHEDULING and s.verb not in PLANNING
    return 'behind' if counted and i <= 1 and s.clause.tense in ('past', 'present') else None


@rule(
    yes={
        'За ноябрь выпало мало снега.': '2024-11-01/2024-11-30',
        'За октябрь — 12 пожаров.': '2024-10-01/2024-10-31',
        'Зарплата за ноябрь задерживается.': '2024-11-01/2024-11-30',
    },
    no={'За ноябрь посадят двести клёнов.': '2025-11-01/2025-11-30'},
)
def whole_period(s: Scene) -> Side | None:
    """«за март» sums up what is over."""
    future = s.clause.tense in ('future', 'imperative', 'infinitive')
    return 'behind' if s.before == 'за' and not future and not isinstance(s.match.meaning, Weekday) else None


@rule(
    yes={
        'Ежегодно 12 июня в городе проходит парад.': '2025-06-12',
        'Каждое 1 декабря здесь зажигают ель.': '2025-12-01',
    },
    no={'Парад пройдёт 12 июня.': '2026-06-12'},
)
def recurring(s: Scene) -> Side | None:
    """What comes every year stands for this year's."""
    i = s.match.first
    return 'this_year' if {s.w.low(i - 1), s.w.low(i - 2)} & EVERY else None


@rule(
    yes={
        'Мост откроют 15 мая.': '2026-05-15',
        'Снег пойдёт в пятницу.': '2025-09-26',
        'Ярмарка будет работать в январе.': '2026-01-01/2026-01-31',
        'Каток будет закрыт в августе.': '2026-08-01/2026-08-31',
    },
    no={'Мост открыли 15 мая.': '2025-05-15'},
)
def future_verb(s: Scene) -> Side | None:
    return 'ahead' if s.clause.tense == 'future' else None


@rule(
    yes={
        'Улица закрыта с 15 ноября по 20 декабря.': '2025-11-15/2025-12-20',
        'Бассейн был закрыт с 1 по 20 июня.': '2025-06-01/2025-06-20',
        'За период с 1 января по 31 августа собрано пять тонн.': '2025-01-01/2025-08-31',
        'Касса закрыта 10 декабря.': '2025-12-10',
    },
    no={
        'Выставка работала с 15 ноября по 20 декабря.': '2024-11-15/2024-12-20',
        'Памятник открыт 10 декабря.': '2024-12-10',
    },
)
def state(s: Scene) -> Side | None:
    """What is in a state from one day to another, or closed on a day: the nearest such days."""
    c = s.clause
    if c.tense != 'past' or 'Variant=Short' not in s.feats(c.verb):
        return None
    return 'nearest' if opened(s) or s.verb in CLOSING else None


@rule(
    yes={
        'Пожар потушили 14 ноября.': '2024-11-14',
        'В среду делегация прибыла.': '2025-09-24',
        'Соревнования, прошедшие 5 мая, собрали сотни гостей.': '2025-05-05',
    },
    no={'Пожар потушат 14 ноября.': '2025-11-14'},
)
def past_verb(s: Scene) -> Side | None:
    tense = s.clause.tense
    return 'mostly_behind' if tense == 'past' or (tense == 'infinitive' and achieved(s)) else None


@rule(
    yes={
        'С 1 июня действует новый порядок.': '2025-06-01',
        'С 15 ноября он руководит кафедрой.': '2024-11-15',
        'Прирост в мае составляет 5 %.': '2025-05-01/2025-05-31',
    },
    no={'С 1 января вводится новый порядок.': '2026-01-01', 'Рынок открывается в мае.': '2026-05-01/2026-05-31'},
)
def since_then(s: Scene) -> Side | None:
    """A state of the present that began on a day, a figure of a period that is over."""
    if s.clause.tense != 'present':
        return None
    if s.before in ('с', 'со', 'c') and not opened(s) and s.verb in LASTING:
        return 'behind'
    return 'behind' if s.verb in MEASURING else None


@rule(
    yes={'Итоги встречи 14 ноября': '2024-11-14', 'Данные о продажах в июле: таблица': '2025-07-01/2025-07-31'},
    no={'Встреча — 14 мая': '2026-05-14', 'Итоги — 14 мая': '2026-05-14'},
)
def report(s: Scene) -> Side | None:
    """Results, figures and pictures are of what is over, but «итоги — 5 мая» says when they come."""
    noun = noun_before(s, REPORTS)
    said = noun is not None and not DASHES.intersection(s.tokens.text[noun : s.inside[0]])
    return 'behind' if said else None


@rule(
    yes={
        'Выпуск в феврале 2019,5 тонны.': '2025-02-01/2025-02-28',
        'Март 2119,0 96,3 98,8': '2025-03-01/2025-03-31',
        'Заявок в мае — 18, в июне — 20.': '2025-06-01/2025-06-30',
    },
    no={'Открытие тира — в феврале.': '2026-02-01/2026-02-28'},
)
def figure_behind(s: Scene) -> Side | None:
    """A month, without a verb, of which a figure is told is over."""
    i = s.match.last
    i += s.w.dash(i) or s.w.low(i) in (':', ';')
    told = s.w.get(i, 'number') is not None and s.clause.verb is None and unit_of(s.match.meaning) != 'day'
    return 'behind' if told else None


@rule(
    yes={'Все запомнили тот день. Двадцать пятое ноября. Дамба рухнула.': '2024-11-25'},
    no={'Все запомнили тот день. Двадцать пятое ноября будет праздником.': '2025-11-25'},
)
def after_the_past(s: Scene) -> Side | None:
    """A date that is a sentence of its own goes on in the tense of the one before."""
    if s.clause.verb is not None or s.last - s.first > len(s.inside) + 1 or not s.tokens.pos:
        return None
    at = s.first - 1
    while at >= 0 and s.tokens.sentence[at] == s.tokens.sentence[s.first - 1]:
        if (found := tense_of(s.tokens, at, max(0, at - LONGEST_WORDING), s.first)) in ('past', 'future'):
            return 'mostly_behind' if found == 'past' else 'ahead'
        at -= 1
    return None


@rule(
    yes={
        'Закон вступает в силу 1 января.': '2026-01-01',
        'Выставка открывается в субботу.': '2025-09-27',
        'Концерт — 20 января.': '2026-01-20',
    },
    no={'Мероприятие было 20 января.': '2025-01-20'},
)
def plan_by_default(s: Scene) -> Side | None:
    """The present and a sentence without a verb announce; without one a month just over is likelier than the next."""
    if not s.tokens.pos:
        return None
    return 'ahead' if s.clause.tense == 'present' else 'mostly_ahead'

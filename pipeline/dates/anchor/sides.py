"""On which side of publication a date without its year lies: the first evidence of its sentence that speaks decides."""

from __future__ import annotations

from pipeline.dates.anchor.clause import BREAKS, tense_of
from pipeline.dates.anchor.evidence import SIDES_WRITTEN, Scene, side
from pipeline.dates.lexicon import cues
from pipeline.dates.meaning import Calendar, Side, Weekday, unit_of

PLANNING, SCHEDULING, COMPLETING = cues('planning'), cues('scheduling'), cues('completing')
ACHIEVING, ANNOUNCING, REPORTING = cues('achieving'), cues('announcing'), cues('reporting')
PLANS, EVENTS, REPORTS, INVITATIONS = cues('plans'), cues('events_planned'), cues('reports'), cues('invitations')
MEASURING, LASTING = cues('measuring'), cues('lasting')
EVERY, WISHING = cues('every'), cues('wishing')
PLANS_MADE = PLANNING | SCHEDULING
WAS = frozenset(('был', 'была', 'было', 'были'))
PHRASE = 7  # words from a date back to the noun that it may belong to


def opened(s: Scene) -> bool:
    """Whether the date is a range «с … по …»."""
    return s.w.low(s.match.first) in ('с', 'со', 'c')


def noun_before(s: Scene, lemmas: frozenset[str]) -> int | None:
    """The token of the nearest of these nouns in front of the date, with no verb and no sign between them."""
    if not s.tokens.pos:
        return None
    at = s.inside[0]
    for i in range(at - 1, max(s.first, at - PHRASE) - 1, -1):
        if s.tokens.pos[i] in ('VERB', 'AUX') or (s.tokens.text[i] in BREAKS and s.tokens.text[i] not in '—–:«»"'):
            return None
        if s.tokens.lemma[i] in lemmas:
            return i
    return None


@side(
    yes={
        'Письмо от 12 декабря рассмотрят в мэрии.': '2024-12-12',
        'Приказом от 3 ноября назначен директор.': '2024-11-03',
    },
    no={'Совещание пройдёт 12 декабря.': '2025-12-12'},
)
def cited(s: Scene) -> Side | None:
    """A document of that day exists."""
    return 'behind' if s.before == 'от' else None


@side(
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


@side(
    yes={
        'За ноябрь выпало мало снега.': '2024-11-01/2024-11-30',
        'За октябрь — 12 пожаров.': '2024-10-01/2024-10-31',
    },
    no={'За ноябрь посадят двести клёнов.': '2025-11-01/2025-11-30'},
)
def whole_period(s: Scene) -> Side | None:
    """«за март» sums up what is over."""
    future = s.clause.tense in ('future', 'imperative', 'infinitive')
    return 'behind' if s.before == 'за' and not future and not isinstance(s.match.meaning, Weekday) else None


@side(
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


@side(
    yes={
        'Забег назначили на 1 июня, но дождь сорвал праздник.': '2025-06-01',
        'Работы планировали завершить к 1 июля, однако подрядчик опоздал.': '2025-07-01',
        'Форум должен был пройти 3 мая, но его отменили.': '2025-05-03',
    },
    no={'Забег назначили на 1 июня.': '2026-06-01', 'Мост хотят открыть 1 июня, но денег нет.': '2026-06-01'},
)
def thwarted(s: Scene) -> Side | None:
    """A plan of the past that came otherwise, as «но» goes on to say, may lie on either side."""
    over = next((i for i in (s.clause.matrix, s.clause.verb) if s.lemma(i) in PLANS_MADE), None)
    if over is None or not any(t.lower() in ('но', 'однако') for t in s.tokens.text[s.inside[-1] + 1 : s.last]):
        return None
    was = any(t.lower() in WAS for t in s.tokens.text[max(s.first, over - 2) : over + 3])
    return 'nearest' if 'Tense=Past' in s.feats(over) or was else None


@side(
    yes={
        'Заседание перенесли на 10 января.': '2026-01-10',
        'Приём заявок продлён до 25 февраля.': '2026-02-25',
        'Открытие школы планируется в феврале.': '2026-02-01/2026-02-28',
        'Забег, намеченный на 14 марта, отменили.': '2026-03-14',
        'Артиста ждут в городе 3 февраля.': '2026-02-03',
        'Приглашаем всех на ярмарку 5 января.': '2026-01-05',
        'Концерт назначили на субботу.': '2025-09-27',
    },
    no={
        'Он ждал автобус 3 марта.': '2025-03-03',
        '3 марта министр назначил нового директора.': '2025-03-03',
        'Встречу отложили 5 июня.': '2025-06-05',
    },
)
def planned(s: Scene) -> Side | None:
    """What is planned, expected or put off to a day, whatever the tense."""
    put = s.verb in SCHEDULING and (s.before in ('на', 'до', 'к', 'ко', 'по', 'с', 'со') or opened(s))
    expected = s.verb in PLANNING and (s.clause.tense != 'past' or s.inside[0] > (s.clause.verb or 0))
    expected = expected and not (s.clause.tense == 'past' and s.verb in WISHING)
    if not put and not expected:
        return None
    return 'ahead'


@side(
    yes={
        'Они приняли приглашение на 9 декабря.': '2025-12-09',
        'Прогноз погоды на 14 ноября': '2025-11-14',
        'Столик на 5 декабря заняли заранее.': '2025-12-05',
    },
    no={'По состоянию на 15 июня посеяно всё.': '2025-06-15'},
)
def aimed_at(s: Scene) -> Side | None:
    """«на 5 мая» is what something is meant for."""
    m, first = s.match.meaning, s.match.first
    if s.before != 'на' or not isinstance(m, Calendar) or m.unit != 'day' or s.w.get(first, 'holiday'):
        return None
    return 'nearest' if s.clause.tense == 'past' else 'ahead'


@side(
    yes={
        'Дорогу перекрыли до 12 января.': '2026-01-12',
        'Заявки принимаются до 27 декабря, сообщили в фонде.': '2025-12-27',
        'Дорогу закрыли до пятницы.': '2025-09-26',
        'Срок сдачи работ: до 10 февраля, уточнили в мэрии.': '2026-02-10',
        'К 9 мая площадь украсят.': '2026-05-09',
        'Заявки — не позднее 3 февраля.': '2026-02-03',
        'Его арестовали до 15 ноября.': '2025-11-15',
    },
    no={
        'Выставка работала до 12 мая.': '2025-05-12',
        'Снег пролежал до 20 апреля.': '2025-04-20',
        'К 1 июня отремонтировали сорок школ.': '2025-06-01',
        'Строители закончили ремонт до 15 августа.': '2025-08-15',
    },
)
def deadline(s: Scene) -> Side | None:
    """«до», «по», «к», «не позднее» look ahead, but for what has lasted or was completed till then."""
    later = s.before == 'позднее' and s.w.low(s.match.first - 2) == 'не'
    if s.before not in ('до', 'по', 'к', 'ко') and not later:
        return None
    c = s.clause
    if c.tense == 'past' and not c.attributive:
        over = 'Aspect=Imp' in s.feats(c.verb) or s.verb in COMPLETING or s.verb.startswith('про')
        if (over or s.before in ('к', 'ко')) and s.verb not in ('продлить', 'продлевать'):
            return None
    if c.tense == 'infinitive' and achieved(s):
        return None
    return 'ahead'


@side(
    yes={
        'Президент подписал указ о проведении форума 15 февраля.': '2026-02-15',
        'Глава объявил о начале приёма заявок с 1 февраля.': '2026-02-01',
        'Утверждён план проведения ярмарки в январе.': '2026-01-01/2026-01-31',
        'Билеты на концерт 15 января поступили в продажу.': '2026-01-15',
        'Подготовку к фестивалю 10 марта обсудили в мэрии.': '2026-03-10',
        'Дата открытия — 12 января, сообщили в театре.': '2026-01-12',
    },
    no={
        'Министр подписал указ 15 февраля.': '2025-02-15',
        'Полиция сообщила о пожаре 3 июня.': '2025-06-03',
        'Глава рассказал об итогах форума 15 мая.': '2025-05-15',
    },
)
def planned_event(s: Scene) -> Side | None:
    """An event's noun under an announcement, a plan or a ticket."""
    if noun_before(s, REPORTS) is not None:
        return None
    if noun_before(s, PLANS) is not None:
        return 'ahead'
    i = noun_before(s, INVITATIONS)
    if i is not None and any(s.tokens.text[k].lower() in ('на', 'к', 'ко') for k in range(i, s.inside[0])):
        return 'ahead'
    i = noun_before(s, EVENTS)
    if i is None:
        return None
    if s.verb in ANNOUNCING:
        return 'ahead'
    about = any(s.tokens.text[k].lower() in ('о', 'об') for k in range(max(s.first, i - 3), i))
    return 'nearest' if s.verb in REPORTING and about else None


@side(
    yes={
        'Приходите на ярмарку 11 января.': '2026-01-11',
        'Глава поручил сдать мост в марте.': '2026-03-01/2026-03-31',
        'Форум должен пройти 12 февраля.': '2026-02-12',
        'Необходимо подать документы в январе.': '2026-01-01/2026-01-31',
        'Билеты можно будет купить в понедельник.': '2025-09-29',
        'Депутаты решили провести слушания 20 января.': '2026-01-20',
    },
    no={
        'Рабочие начали сносить дом 5 мая.': '2025-05-05',
        'Спасателям удалось потушить огонь 3 июня.': '2025-06-03',
        '14 марта мэр поручил проверить дворы.': '2025-03-14',
    },
)
def wanted(s: Scene) -> Side | None:
    """Imperatives, and infinitives of what is to be done."""
    c = s.clause
    if c.tense == 'imperative':
        return 'ahead'
    if c.tense != 'infinitive':
        return None
    return None if achieved(s) else 'ahead'


def achieved(s: Scene) -> bool:
    """Whether the infinitive over the date tells what happened («удалось потушить»), or the date is that of the verb
    in front of it («5 мая мэр поручил проверить»)."""
    c = s.clause
    if c.matrix is None or 'Tense=Past' not in s.feats(c.matrix):
        return False
    return s.lemma(c.matrix) in ACHIEVING or s.inside[0] < c.matrix


@side(
    yes={
        'Мост откроют 15 мая.': '2026-05-15',
        'Снег пойдёт в пятницу.': '2025-09-26',
        'Ярмарка будет работать в январе.': '2026-01-01/2026-01-31',
    },
    no={'Мост открыли 15 мая.': '2025-05-15'},
)
def future_verb(s: Scene) -> Side | None:
    return 'ahead' if s.clause.tense == 'future' else None


@side(
    yes={
        'Улица закрыта с 15 ноября по 20 декабря.': '2025-11-15/2025-12-20',
        'Бассейн был закрыт с 1 по 20 июня.': '2025-06-01/2025-06-20',
        'За период с 1 января по 31 августа собрано пять тонн.': '2025-01-01/2025-08-31',
    },
    no={'Выставка работала с 15 ноября по 20 декабря.': '2024-11-15/2024-12-20'},
)
def state_of_a_range(s: Scene) -> Side | None:
    """What is in a state from one day to another: the nearest such days."""
    c = s.clause
    return 'nearest' if opened(s) and c.tense == 'past' and 'Variant=Short' in s.feats(c.verb) else None


@side(
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


@side(
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


@side(
    yes={'Итоги встречи 14 ноября': '2024-11-14', 'Данные о продажах в июле: таблица': '2025-07-01/2025-07-31'},
    no={'Встреча — 14 мая': '2026-05-14'},
)
def report(s: Scene) -> Side | None:
    """Results, figures and pictures are of what is over."""
    return 'behind' if noun_before(s, REPORTS) is not None else None


@side(
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


@side(
    yes={'Все запомнили тот день. Двадцать пятое ноября. Дамба рухнула.': '2024-11-25'},
    no={'Все запомнили тот день. Двадцать пятое ноября будет праздником.': '2025-11-25'},
)
def after_the_past(s: Scene) -> Side | None:
    """A date that is a sentence of its own goes on in the tense of the one before."""
    if s.clause.verb is not None or s.last - s.first > len(s.inside) + 1 or not s.tokens.pos:
        return None
    at = s.first - 1
    while at >= 0 and s.tokens.sentence[at] == s.tokens.sentence[s.first - 1]:
        if (found := tense_of(s.tokens, at, max(0, at - PHRASE), s.first)) in ('past', 'future'):
            return 'mostly_behind' if found == 'past' else 'ahead'
        at -= 1
    return None


@side(
    yes={
        'Закон вступает в силу 1 января.': '2026-01-01',
        'Выставка открывается в субботу.': '2025-09-27',
        'Концерт — 20 января.': '2026-01-20',
    },
    no={'Мероприятие было 20 января.': '2025-01-20'},
)
def plan_by_default(s: Scene) -> Side | None:
    """The present and a sentence without a verb announce; a month just over is more likely meant than the next."""
    return 'mostly_ahead' if s.tokens.pos else None


SIDES = tuple(SIDES_WRITTEN)

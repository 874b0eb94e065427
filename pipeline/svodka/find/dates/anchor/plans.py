"""Evidence that a date lies ahead of publication: plans, deadlines, announcements, wishes."""

from __future__ import annotations

from svodka.find.dates.anchor.clause import REACH
from svodka.find.dates.anchor.evidence import Scene, achieved, noun_before, opened
from svodka.find.dates.lexicon import cues
from svodka.find.dates.meaning import Calendar, Side
from svodka.find.rule import rule

PLANNING, SCHEDULING, WISHING = cues('planning'), cues('scheduling'), cues('wishing')
COMPLETING, ANNOUNCING, REPORTING = cues('completing'), cues('announcing'), cues('reporting')
PLANS, EVENTS, REPORTS, INVITATIONS = cues('plans'), cues('events_planned'), cues('reports'), cues('invitations')
PREPARED, ABOUT = cues('prepared'), cues('about')
OF_A_DAY = cues('of_a_day_planned')
PLANS_MADE = PLANNING | SCHEDULING
TOWARDS = ('к', 'ко')
WAS, BUT = frozenset(('был', 'была', 'было', 'были')), frozenset(('но', 'однако'))


@rule(
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
    end = s.inside[-1] + 1
    if over is None or not BUT.intersection(map(str.lower, s.tokens.text[end : min(s.last, end + REACH)])):
        return None
    was = WAS.intersection(map(str.lower, s.tokens.text[max(s.first, over - 2) : over + 3]))
    return 'nearest' if 'Tense=Past' in s.feats(over) or was else None


@rule(
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
    if s.verb in SCHEDULING and (s.before in OF_A_DAY or opened(s)):
        return 'ahead'
    if s.verb not in PLANNING:
        return None
    behind_it = s.inside[0] > (s.clause.verb or 0) and s.verb not in WISHING
    return 'ahead' if s.clause.tense != 'past' or behind_it else None


@rule(
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


@rule(
    yes={
        'Продавца наказали за наклейки к 12 декабря.': '2025-12-12',
        'Кафе отказалось от скидок к 1 января.': '2026-01-01',
        'Соседи поссорились из-за гирлянд к 5 декабря, купленных на рынке.': '2025-12-05',
        'Дети нарисовали плакаты к 1 сентября.': '2025-09-01',
    },
    no={
        'Рабочие завершили ремонт моста к 1 декабря.': '2024-12-01',
        'Доходы музея выросли на треть к 1 декабря.': '2024-12-01',
        'Запасы сена удвоились в хозяйствах к 10 ноября.': '2024-11-10',
    },
)
def made_for(s: Scene) -> Side | None:
    """«плакаты к 1 мая» hang on their noun and not on the verb, and the feast they are made for is a near one."""
    if s.before not in TOWARDS or s.clause.tense != 'past':
        return None
    return 'nearest' if noun_before(s, PREPARED) is not None or spoken_of(s) else None


def spoken_of(s: Scene) -> bool:
    """Whether the date hangs, in the tree, on a noun that the sentence is about: «спор из-за флажков к 1 мая»."""
    tokens = s.tokens
    over = next((tokens.head[i] for i in s.inside if tokens.head[i] not in s.inside), -1)
    if not s.first <= over < s.inside[0] or tokens.pos[over] != 'NOUN':
        return False
    return any(tokens.head[i] == over and tokens.text[i].lower() in ABOUT for i in range(s.first, over))


@rule(
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
    if s.before not in ('до', 'по', *TOWARDS) and not later:
        return None
    c = s.clause
    if c.tense == 'past' and not c.attributive:
        over = 'Aspect=Imp' in s.feats(c.verb) or s.verb in COMPLETING or s.verb.startswith('про')
        if (over or s.before in TOWARDS) and s.verb not in ('продлить', 'продлевать'):
            return None
    if c.tense == 'infinitive' and achieved(s):
        return None
    return 'ahead'


@rule(
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


@rule(
    yes={
        'Приходите на ярмарку 11 января.': '2026-01-11',
        'Глава поручил сдать мост в марте.': '2026-03-01/2026-03-31',
        'Ректор велел открыть музей в августе.': '2026-08-01/2026-08-31',
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

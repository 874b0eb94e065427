"""Which year a date without one is of: the examples of every piece of evidence, and a grid of days of publication,
distances and shapes of sentences."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import cache

import pytest
from svodka.analyse import parse_documents
from svodka.find.dates import Explanation, explain_dates, find_dates
from svodka.find.dates.anchor import SIDES, YEARS
from svodka.model import Date, Document, Parse

REFERENCE = dt.date(2025, 9, 25)  # a Thursday
EVIDENCE = [
    (e.name, text, value, decides)
    for e in SIDES + YEARS
    for examples, decides in ((e.yes, True), (e.no, False))
    for text, value in examples.items()
]
MONTHS = 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря'.split()
IN_MONTH = 'январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре'.split()
ON_WEEKDAY = 'понедельник вторник среду четверг пятницу субботу воскресенье'.split()
TO_WEEKDAY = 'понедельника вторника среды четверга пятницы субботы воскресенья'.split()

PUBLISHED = [dt.date(2024 + (n > 7), n, 3 + 2 * n) for n in range(1, 13)]
DAYS = (3, 8, 17, 30, 45, 75, 110, 150)  # from publication
WEEKDAYS = (1, 2, 3, 4, 5, 6)
MONTHS_AWAY = (1, 2, 3, 4)
PAST_DAYS = [
    'Склад на окраине сгорел {}.',
    'Меморандум был подписан {}, сообщили в пресс-службе.',
    'По словам ректора, {} студенты вернулись из экспедиции.',
    'Библиотека, открытая {}, приняла первых читателей.',
]
PLANNED_DAYS = [
    'Акцию проведут {}.',
    'Турнир стартует {}, рассказал тренер.',
    'Премьера намечена на {}.',
    'Сбор книг продлили до {}.',
    'Мэр потребовал убрать снег до {}.',
    'Анкеты принимаются до {}, уточнили в училище.',
    'Правила вступают в силу {}.',
    'Ждём гостей на дне открытых дверей {}.',
    'Министр подписал приказ о проведении учений {}.',
    'Лекция о звёздах — {}.',
]
PAST_WEEKDAYS = ['В {} горняки достали из шахты последний вагон.']
PLANNED_WEEKDAYS = ['Каток открывается в {}.', 'Переправу закрыли до {}.']
PAST_MONTHS = ['Музей получил коллекцию монет в {}.']
PLANNED_MONTHS = ['Новый автобус выйдет на линию в {}.', 'Ремонт дороги начинается в {}.']


def value(date: Date) -> str:
    return f'{date.start_date}' if date.start_date == date.end_date else f'{date.start_date}/{date.end_date}'


@cache
def parsed() -> dict[str, Parse]:
    texts = list(dict.fromkeys(text for _, text, _, _ in EVIDENCE))
    documents = [Document(str(n), f'{n}.txt', text, published=REFERENCE) for n, text in enumerate(texts)]
    return dict(zip(texts, parse_documents(documents), strict=True))


def last_of(parse: Parse) -> Explanation:
    """The last date whose year is not written."""
    return [e for e in explain_dates(parse) if e.won and e.why[-1]][-1]


@pytest.mark.parametrize(('name', 'text', 'expected', 'decides'), EVIDENCE)
def test_evidence(name: str, text: str, expected: str, decides: bool) -> None:
    found = last_of(parsed()[text])
    assert value(found.dates[-1]) == expected, found.why
    assert (name in found.why[-1].split(', ')) == decides, found.why


def test_every_piece_of_evidence_has_examples() -> None:
    assert all(e.yes or e.no for e in SIDES + YEARS)
    assert len({e.name for e in SIDES + YEARS}) == len(SIDES + YEARS)


def test_without_a_day_of_publication_the_latest_full_date_tells() -> None:
    text = 'Устав принят 5 июля 2019 года. Его хранят в сейфе, в шкафу, в доме. Вот он. Снег выпал в ноябре.'
    (parse,) = parse_documents([Document('x', 'x.txt', text)])
    found = last_of(parse)
    assert (value(found.dates[-1]), found.why[-1]) == ('2019-11-01/2019-11-30', 'of_the_text, past_verb')


@pytest.mark.parametrize(
    ('text', 'expected'),
    [
        ('Суд арестовал его до 18 января 2027 года. Мэр отстранил чиновника 20 ноября.', '2026-11-20'),
        ('Мост откроют 5 марта 2027 года. Договор подписали в августе.', '2026-08-01/2026-08-31'),
        ('Его арестовали до 15 мая 2027 года. Мужчину задержали 12 марта.', '2027-03-12'),
        ('Мост откроют 5 марта 2027 года. Ярмарка пройдёт 20 марта.', '2027-03-20'),
        ('Школу закрыли 18 января 2026 года. Ремонт начали 20 ноября.', '2026-11-20'),
    ],
)
def test_what_has_happened_is_not_behind_a_day_to_come(text: str, expected: str) -> None:
    (parse,) = parse_documents([Document('x', 'x.txt', text)])
    assert value(last_of(parse).dates[-1]) == expected


@pytest.mark.parametrize(
    ('text', 'year'),
    [
        ('Дети поедут в лагерь уже осенью.', 2027),
        ('Этой осенью завод начнёт работу.', 2026),
        ('Осенью школа открылась.', 2026),
    ],
)
def test_a_season_nearly_over_is_not_planned_for(text: str, year: int) -> None:
    (parse,) = parse_documents([Document('x', 'x.txt', text, published=dt.date(2026, 11, 26))])
    assert value(find_dates(parse)[-1]) == f'{year}-09-01/{year}-11-30'


def month_of(day: dt.date, away: int) -> str:
    """The first day of the month so many months away."""
    year, month = divmod(12 * day.year + day.month - 1 + away, 12)
    return f'{year:04d}-{month + 1:02d}-01'


def grid() -> list[tuple[str, str, dt.date, str]]:
    """Shape, text, day of publication, first day of the date expected."""
    out = []
    for published in PUBLISHED:
        for shapes, sign in ((PAST_DAYS, -1), (PLANNED_DAYS, 1)):
            for day in (published + dt.timedelta(sign * n) for n in DAYS):
                told = f'{day.day} {MONTHS[day.month - 1]}'
                out += [(shape, shape.format(told), published, f'{day}') for shape in shapes]
        for shapes, sign in ((PAST_WEEKDAYS, -1), (PLANNED_WEEKDAYS, 1)):
            for day in (published + dt.timedelta(sign * n) for n in WEEKDAYS):
                for shape in shapes:
                    forms = TO_WEEKDAY if 'до {}' in shape else ON_WEEKDAY
                    out.append((shape, shape.format(forms[day.weekday()]), published, f'{day}'))
        for shapes, sign in ((PAST_MONTHS, -1), (PLANNED_MONTHS, 1)):
            for away in MONTHS_AWAY:
                first = month_of(published, sign * away)
                told = IN_MONTH[int(first[5:7]) - 1]
                out += [(shape, shape.format(told), published, first) for shape in shapes]
    return out


def test_grid_of_publication_distance_and_shape() -> None:
    cells = grid()
    documents = [Document(str(n), f'{n}.txt', text, published=day) for n, (_, text, day, _) in enumerate(cells)]
    right: Counter[str] = Counter()
    for (shape, _, _, expected), parse in zip(cells, parse_documents(documents), strict=True):
        right[shape] += [str(d.start_date) for d in find_dates(parse)] == [expected]
    of_shape = Counter(shape for shape, *_ in cells)
    shares = {shape: right[shape] / of_shape[shape] for shape in of_shape}
    assert len(of_shape) == 20
    assert min(shares.values()) >= 0.9, shares
    assert sum(right.values()) / len(cells) >= 0.98, shares

"""Dates: the examples of every rule through the whole stage, values, context, and what must never happen."""

from __future__ import annotations

import datetime as dt
import random
from functools import cache
from itertools import pairwise

import pytest
from edtf import parse_edtf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from svodka.analyse import parse_documents
from svodka.find.dates import explain_dates, find_dates
from svodka.find.dates.anchor import SIDES, YEARS
from svodka.find.dates.calendar import easter
from svodka.find.dates.lexicon import load
from svodka.find.dates.stage import RULES
from svodka.find.rule import rules_in
from svodka.model import Date, Document, Parse

REFERENCE = dt.date(2025, 9, 25)  # a Thursday
EXAMPLES = [(r.name, text, value) for r in RULES for text, value in r.yes.items()]
COUNTEREXAMPLES = [(r.name, text) for r in RULES for text in r.no]


def parse(text: str, published: dt.date | None = REFERENCE) -> Parse:
    return parse_documents([Document('x', 'x.txt', text, published=published)])[0]


@cache
def parsed() -> dict[str, Parse]:
    """All examples, tagged in one batch."""
    texts = list(dict.fromkeys([text for _, text, _ in EXAMPLES] + [text for _, text in COUNTEREXAMPLES]))
    documents = [Document(str(n), f'{n}.txt', text, published=REFERENCE) for n, text in enumerate(texts)]
    return dict(zip(texts, parse_documents(documents), strict=True))


def value(date: Date) -> str:
    if date.start_date is None:
        return ''
    return f'{date.start_date}' if date.start_date == date.end_date else f'{date.start_date}/{date.end_date}'


def values(parse: Parse) -> str:
    return ', '.join(value(d) for d in find_dates(parse))


def test_every_rule_has_its_place_and_examples() -> None:
    assert {r.name for r in (*RULES, *SIDES, *YEARS)} == rules_in('svodka.find.dates')
    assert all(r.yes for r in RULES)


@pytest.mark.parametrize(('rule', 'text', 'expected'), EXAMPLES)
def test_example(rule: str, text: str, expected: str) -> None:
    dates = find_dates(parsed()[text])
    assert dates, rule
    assert ', '.join(map(value, dates)) == expected
    assert rule in {d.rule for d in dates}


def test_the_year_of_a_season_holds_for_its_neighbours() -> None:
    text = 'Мост откроют весной 2027 года. Это хорошо. Все ждут. Погода стоит тёплая. Учения начнутся в январе.'
    assert values(parse(text)) == '2027-03-01/2027-05-31, 2026-01-01/2026-01-31'


@pytest.mark.parametrize(('rule', 'text'), COUNTEREXAMPLES)
def test_counterexample(rule: str, text: str) -> None:
    assert not find_dates(parsed()[text]), rule


def test_there_are_enough_examples() -> None:
    assert len({text for _, text, _ in EXAMPLES}) >= 300
    assert len({text for _, text in COUNTEREXAMPLES}) >= 100


def test_every_edtf_string_is_valid_and_means_the_interval() -> None:
    for p in parsed().values():
        for d in find_dates(p):
            if d.edtf is None:
                assert d.start_date is None
                continue
            found = parse_edtf(d.edtf)
            if d.start_date and d.end_date:
                assert tuple(found.lower_strict()[:3]) == d.start_date.timetuple()[:3], d
                assert tuple(found.upper_strict()[:3]) == d.end_date.timetuple()[:3], d


@pytest.mark.parametrize(
    ('text', 'time'),
    [
        ('Заседание начнётся 26 сентября в 15:30 мск', '15:30+03:00'),
        ('Сбор 1 октября 2025 года, 09:05', '09:05'),
        ('С 18.00 19 апреля 2024 года действует запрет', '18:00'),
        ('Завтра в 7 часов вечера откроют сезон', '19:00'),
        ('Приём 3 октября с 10:00 до 12:30', '10:00/12:30'),
        ('Старт 5 октября в 10:00 (по ташкентскому времени)', '10:00+05:00'),
        ('Старт 5 октября в 17:15 (UTC+5)', '17:15+05:00'),
        ('Старт 5 октября в 15:00 GMT+3', '15:00+03:00'),
        ('Старт 5 октября, 12:00 (МСК+2)', '12:00+05:00'),
        ('Старт 5 октября в 08:00 UTC-03:30', '08:00-03:30'),
        ('Запись 2025-09-25T10:30:05Z стёрта', '10:30:05Z'),
        ('Запись 2025-09-25T10:30+03:00 стёрта', '10:30+03:00'),
        ('Приём 6 октября с 10 до 18 часов', '10:00/18:00'),
        ('Завтра в семь вечера откроют сезон', '19:00'),
        ('Завтра в десять часов тридцать минут начнут отсчёт', '10:30'),
        ('Салют дадут 9 октября в полночь', '00:00'),
        ('Концерт 4 октября (12:00)', '12:00'),
        ('Концерт 4 октября, начало в 18:30', '18:30'),
        ('Поезд уйдёт 4 октября в час дня', '13:00'),
        ('Обновлено 20.11.2025/14:00', '14:00'),
        ('12:27, 06 октября', '12:27'),
        ('Встреча 3 октября 12 человек', None),
        ('Открытие 4 октября', None),
    ],
)
def test_time_beside_a_date(text: str, time: str | None) -> None:
    assert [d.time for d in find_dates(parse(text))] == [time]


def test_the_year_of_the_nearest_date_before() -> None:
    assert values(parse('Бой начался 5 июля 1943 года. 12 июля танки пошли вперёд.')) == '1943-07-05, 1943-07-12'
    assert values(parse('Устав принят 5 июля 2019 года. 12 октября пройдёт съезд.')) == '2019-07-05, 2025-10-12'


def test_no_anchor_no_interval() -> None:
    for text in (
        'Вчера прошёл дождь',
        'В прошлом году построили мост',
        'Суд состоится 3 мая',
        'В пятницу открылся рынок',
    ):
        dates = find_dates(parse(text, published=None))
        assert len(dates) == 1
        assert (dates[0].start_date, dates[0].edtf, dates[0].anchor) == (None, None, None)


def test_kind_and_anchor() -> None:
    one, two, three = find_dates(parse('Встреча прошла 5 мая 2024 года, вчера её обсудили, а 1 октября повторят.'))
    assert (one.kind, one.anchor) == ('absolute', None)
    assert (two.kind, two.anchor) == ('relative', REFERENCE)
    assert (three.kind, three.anchor) == ('relative', REFERENCE)
    [again] = find_dates(parse('Ежегодно 12 июня в городе проходит парад.'))
    assert (again.kind, again.edtf) == ('recurring', '2025-06-12')


def test_explanation_names_the_winner_and_the_beaten() -> None:
    found = explain_dates(parse('Форум пройдёт с 28 сентября по 3 октября 2025 года'))
    assert [e.rule for e in found if e.won] == ['between']
    assert {'day', 'month'} <= {e.rule for e in found if not e.won and e.beaten_by == 'between'}


def test_orthodox_easter() -> None:
    assert [easter(y) for y in (2000, 2024, 2025)] == [dt.date(2000, 4, 30), dt.date(2024, 5, 5), dt.date(2025, 4, 20)]


def test_feasts_of_the_moon() -> None:
    """A year of theirs has 354 or 355 days; days that Russia's muftiates announced."""
    for days in load('feasts').values():
        assert {(b - a).days for a, b in pairwise(days)} <= {354, 355}
        assert (days[0].year, days[-1].year) == (1990, 2060)
    assert dt.date(2024, 4, 10) in load('feasts')['fitr']
    assert {dt.date(2024, 6, 16), dt.date(2025, 6, 6)} <= set(load('feasts')['adha'])


def test_lexicons_have_no_form_twice() -> None:
    lists = load('dates')
    for kind in ('months', 'weekdays', 'seasons', 'units', 'parts', 'cardinals'):
        forms = [form for entry in lists[kind].values() for form in entry]
        assert len(forms) == len(set(forms)), kind
    holidays = [form for entry in load('holidays') for form in entry['forms']]
    assert len(holidays) == len(set(holidays))


FRAGMENTS = [
    f.strip()
    for f in """
25 | 31 | 2025 | 1-го | 23–25 | 25.09.2025 | 31.02.2025 | 28.09–03.10.2025 | сентября | мае | года | г. | гг. | с | по
| до | в | на | – | - | , | и | ( | ) | четверг | среду | прошлой | неделе | лет | назад | через | XX | века | в. |
III | квартале | 90-е | 1990-х | начале | второй | половине | весной | вчера | сегодня | накануне | тот | же | день |
Новый | год | Победы | до н. э. | две | тысячи | третьего | 9999 | 0 | 0000 | 00.00.0000 | « | » | № | 10:30 | мск |
полгода | спустя | сентябре-октябре | 2020/21 | 99999999999999999999 | декабря | 8 | Марта | месяцев | этого | ранее |
годом | 5 | выходные | . | назначили | прошла | откроется | будет | закрыт | зимой | следующим | летом | последние |
три | за | конца | «12» | сорок | третьем | году | первый | последнее | воскресенье | понедельник | ежегодно |
Рождество | Пасху | полтора | минувшие | с. г. | неделю
""".replace('\n', ' ').split('|')
] + ['\x00']


@settings(max_examples=250, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.sampled_from(FRAGMENTS), max_size=14),
    st.sampled_from([' ', '', '\n']),
    st.sampled_from([REFERENCE, None, dt.date.min, dt.date.max]),
)
def test_any_heap_of_fragments(fragments: list[str], glue: str, published: dt.date | None) -> None:
    text = glue.join(fragments)
    check(bare(text, published))


def check(parse: Parse) -> None:
    """What holds for the dates of any text: offsets, order, intervals, EDTF."""
    text, found = parse.document.text, find_dates(parse)
    for d in found:
        assert 0 <= d.start < d.stop <= len(text)
        assert text[d.start : d.stop].strip()
        if d.start_date and d.end_date:
            assert d.start_date <= d.end_date
        if d.edtf:
            parse_edtf(d.edtf)
    assert all(a.stop <= b.start for a, b in pairwise(found))


def test_heaps_of_fragments_with_tense_and_syntax() -> None:
    draw = random.Random(6)
    days = [REFERENCE, None, dt.date.min, dt.date.max, dt.date(2024, 2, 29)]
    texts = [' '.join(draw.choice(FRAGMENTS) for _ in range(draw.randint(1, 14))) for _ in range(400)]
    for parse in parse_documents(
        [Document(t, f'{n}.txt', t, published=draw.choice(days)) for n, t in enumerate(texts)]
    ):
        check(parse)


def bare(text: str, published: dt.date | None) -> Parse:
    """A parse without the tagger: the rules must do without it, too."""
    from svodka.language.segment import segment
    from svodka.repair import repair

    document = Document('x', 'x.txt', text, published=published)
    return segment(document, repair(text))

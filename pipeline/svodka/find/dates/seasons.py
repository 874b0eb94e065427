"""Seasons, with their year or without."""

from __future__ import annotations

from svodka.find.dates import read, read_years
from svodka.find.dates.lexicon import cues, stems
from svodka.find.dates.match import Match, point
from svodka.find.dates.meaning import SHIFT, Calendar, Year
from svodka.find.dates.numbers import MILLENNIUM
from svodka.find.dates.read_years import year_behind
from svodka.find.dates.sight import Words
from svodka.find.rule import rule

PREPARATION = stems('preparation')
ADVERBIAL = cues('seasons_adverbial')


@rule(
    'season',
    'which',
    yes={
        'Осенью 2025 года пройдёт перепись': '2025-09-01/2025-11-30',
        'Этим летом побит рекорд': '2025-06-01/2025-08-31',
        'Прошлой осенью собрали урожай': '2024-09-01/2024-11-30',
        'Прошлой зимой лёд был тонким': '2024-12-01/2025-02-28',
        'Зимой 2023–2024 годов снега было мало': '2023-12-01/2024-02-29',
        'Весной мост отремонтировали': '2025-03-01/2025-05-31',
        'Следующим летом построят пляж': '2026-06-01/2026-08-31',
        'К весне 2026 года дорогу сдадут': '2026-03-01/2026-05-31',
        'Летом прошлого года было жарко': '2024-06-01/2024-08-31',
        'Минувшей весной посадили сад': '2025-03-01/2025-05-31',
        'Лето 2022 года запомнилось засухой': '2022-06-01/2022-08-31',
        'Летом мы планируем открыть лагерь': '2026-06-01/2026-08-31',
        'Запуск линии намечен на осень': '2025-09-01/2025-11-30',
        'Суд перенесли на весну': '2026-03-01/2026-05-31',
        'За лето построили школу': '2025-06-01/2025-08-31',
        'Всю весну чистили русло': '2025-03-01/2025-05-31',
        'Весной и осенью 2023 года шли ливни': '2023-03-01/2023-05-31, 2023-09-01/2023-11-30',
        'Летом 2000 детей отдохнули у моря': '2025-06-01/2025-08-31',
    },
    no=['Заготовили сено на зиму', 'Идёт подготовка к зиме', 'Команда Зимы победила', 'Ему сто лет', 'Запах осени'],
)
@point('season', 'which')
def season(w: Words, i: int) -> Match | None:
    which = w.get(i, 'which')
    k = i + 1 if which in SHIFT else i
    name = w.get(k, 'season')
    if not name:
        return None
    if which:
        return Match(i, k + 1, Calendar('season', season=name, which=which))
    j, year = year_behind(w, k + 1)
    if (
        (first := w.get(k + 1, 'year_like'))
        and (w.dash(k + 2) or w.low(k + 2) == '/')
        and (second := w.get(k + 3, 'number')) is not None
    ):
        end = second if second >= MILLENNIUM else first - first % 100 + second
        if end == first + 1:
            j = k + 4
            if w.low(j) in read_years.ALL_YEAR_WORDS:
                j = read.dot(w, j + 1) if w.low(j) in ('г', 'гг') else j + 1
            return Match(i, j, Calendar('season', Year(end if name == 'winter' else first), season=name))
    if year:
        return Match(i, j, Calendar('season', year, season=name))
    if w.low(k - 2).startswith(PREPARATION):
        return None
    return Match(k, k + 1, Calendar('season', season=name)) if is_when(w, k) else None


def is_when(w: Words, k: int) -> bool:
    """Whether the season at piece k says when something is: «летом», «к зиме», «в конце лета», «намечено на осень»."""
    if w.titled(k) and k > 0:
        return False
    if w.low(k) in ADVERBIAL or w.get(k - 1, 'part') in ('begin', 'middle', 'end'):
        return True
    before = w.low(k - 1)
    if before == 'на':
        return any(w.low(i).startswith(PUT_TO) for i in range(max(0, k - REACH), k - 1))
    through = before in ('за', 'всю', 'все') and w.low(k) in WHOLE
    return (before in ('к', 'до', 'с') and w.part_of_speech(k) == 'NOUN') or through


WHOLE = cues('whole_seasons')
PUT_TO = stems('put_to')
REACH = 6  # words in front of «на осень»

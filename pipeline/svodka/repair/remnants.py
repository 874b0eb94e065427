"""What a page flattened to text leaves in it: pop-up cards, stamps, links, lost line ends, the fields below."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from svodka.language.paradigms import analyzer
from svodka.repair.align import Edit, Stretch

# «Михаил Мишустин Мишустин Михаил Владимирович Председатель Правительства , …»: the link's pop-up card follows the
# name; it begins with the surname again and ends before a punctuation mark that a space sets off.
_CARD = re.compile(
    r'(?<=[а-яё])(\s+)(?P<card>(?P<surname>[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?)\s+[А-ЯЁ][а-яё-]+\s+[А-ЯЁ][а-яё]+(?:вич|ич|вна|чна)'
    r'\s(?:[^.!?;:,]|,(?!\s)|(?<=\S),(?=\s)){0,240}?)(?=\s[,.:;!?)]|\s*\Z)'
)
STEM = 3
"""So many first letters of a surname stay the same in every case."""

# Fields that a site prints below a text, each with its value; the dates and names in some are worth reading.
_FIELD = re.compile(
    r'(?<!\S)(?:Смотрите\sтакже|География|Темы|Лица|Статус\sматериала|Опубликован[оа]?\sв\sраздел(?:е|ах)|'
    r'Дата\sпубликации|Ссылка\sна\sматериал|Текстовая\sверсия)(?![а-яё])'
)
_NO_TEXT = ('Статус', 'Опубликован', 'Ссылка', 'Текстовая')
_FOOTER = re.compile(r'(?<!\S)Статус\sматериала')
_WORD = re.compile(r'[^\W\d_]+(?:-[^\W\d_]+)*')
# The names of sections that stand above a headline, and the words with a capital that begin a lead.
_BEFORE_LEAD = re.compile(r'[а-яё»]\s')
_SECTIONS = ('События', 'Новости', 'Документы', 'Поездки', 'Стенограммы')
_OPENERS = frozenset(
    (
        'В',
        'Во',
        'На',
        'По',
        'С',
        'Со',
        'О',
        'Об',
        'К',
        'У',
        'Из',
        'За',
        'При',
        'Под',
        'Для',
        'После',
        'Перед',
        'От',
        'До',
        'Сегодня',
        'Вчера',
        'Накануне',
    )
)
HEAD = 1500
"""Characters in which the stamp that follows a lead is looked for."""
FOOTER_FIELDS = 3
"""So many different fields make a footer."""
FOOTER_LENGTH = 1500
"""Characters before «Статус материала» in which the other fields are looked for."""

_MONTH = r'(?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)'
_S = r'\s{1,2}'  # two at a line end of Windows
_DAY = rf'\d{{1,2}}{_S}{_MONTH}{_S}\d{{4}}{_S}года'
# «… встречу. 12 марта 2025 года 21:40 Курская область Президент …»: a page's stamp inside its flattened text.
_INNER_STAMP = re.compile(
    rf'(?<=[а-яё.!?»…]\s)\s?{_DAY}{_S}\d\d:\d\d(?=\s+[А-ЯЁ«*])'
    rf'(?:{_S}(?P<place>(?:[А-ЯЁ][а-яё]+(?:ая|ий|ый|ое|ой|ые){_S})?[А-ЯЁ][А-ЯЁа-яё-]+(?:{_S}(?:область|край|район))?)'
    rf'(?P<more>,{_S}[А-ЯЁ][А-ЯЁа-яё-]+(?:{_S}[а-яё]+)?)?(?=\s+[А-ЯЁ«*]))?'
)
# «Смотрите также Название другого материала 28 апреля 2025 года» between two paragraphs.
_SEE_ALSO = re.compile(rf'(?<!\S)(?:Смотрите\sтакже|Дополнительно)(?:\s[А-ЯЁ«][^.!?]{{5,200}}?{_DAY}(?=\s)){{1,6}}')
# «… хорошо? В.Володин: Всё хорошо.»: a speaker's turn inside a flattened transcript; what stands behind an initial or
# over a line end is none («Орлова Т. И.⏎Секретарь: …»).
_TURN = re.compile(
    r'(?<=[.!?»…)>]\s)(?<!\b[А-ЯЁ]\.\s)\s?(?:(?:[А-ЯЁ]\.[ \xa0]?){1,2}[А-ЯЁ][а-яё-]+|Вопрос|Ответ|Реплика)\s{0,2}'
    r'(?:\([^()\n]{1,60}\)\s?)?:(?=\s)'
)


def remnant_edits(text: str) -> Iterator[Edit]:
    """The cards in a text, to be left out."""
    for m in _CARD.finditer(text):
        surname = m.group('surname')
        before = text[max(0, m.start() - 40) : m.start()].split()
        if before and before[-1].rpartition('.')[2][:STEM] == surname[:STEM]:
            yield m.start(), m.end(), ''


def cut_remnants(text: str, blocks: Sequence[Stretch]) -> list[Stretch]:
    """The blocks, cut before each field of a footer, around a stamp and before a turn; fields without news left out."""
    footer = _footer(text)
    inner = _inner(text)
    if not footer and not inner:
        return list(blocks)
    places = sorted({*footer, *inner})
    pieces = []
    for start, stop in blocks:
        edges = [start, *places[bisect_right(places, start) : bisect_left(places, stop)], stop]
        for a, b in pairwise(edges):
            piece = text[a:b]
            if not (a in footer and piece.startswith(_NO_TEXT)) and piece.strip():
                at = a + len(piece) - len(piece.lstrip())
                pieces.append((at, at + len(piece.strip())))
    return pieces


def _footer(text: str) -> set[int]:
    """Where the fields below a text begin, if it has them."""
    footer = _FOOTER.search(text, max(0, len(text) - FOOTER_LENGTH))
    if not footer:
        return set()
    found = list(_FIELD.finditer(text, max(0, footer.start() - FOOTER_LENGTH)))
    return {m.start() for m in found} if len({m.group() for m in found}) >= FOOTER_FIELDS else set()


def _inner(text: str) -> set[int]:
    """Where turns begin, and where stamps and links to other texts begin and end inside the text."""
    found = {m.start() for m in _TURN.finditer(text)}
    if (first := _INNER_STAMP.search(text[:HEAD])) and '\n' not in text[: first.start()].strip():
        found |= _headline(text, first.start())
    for m in _INNER_STAMP.finditer(text):
        place = m.group('place')
        found |= {m.start(), m.end() if not place or _is_place(place) else m.start('place')}
    for m in _SEE_ALSO.finditer(text):
        found |= {m.start(), m.end()}
    return found


def stamp_place(text: str) -> str | None:
    """The place in the stamp of a page that was flattened to a line.

    >>> stamp_place('Министр провёл встречу. 7 мая 2025 года 18:20 Самара Обсуждены планы.')
    'Самара'
    """
    m = _INNER_STAMP.search(text[:HEAD])
    if not m or not m.group('place') or not _is_place(m.group('place')):
        return None
    return m.group('place') + (m.group('more') or '')


def stamped_headline(text: str) -> str | None:
    """The headline of such a page, if its end shows.

    >>> stamped_headline('Новости Встреча с послом Мали В Кремле прошла встреча. 7 мая 2025 года 18:20 Самара Да.')
    'Встреча с послом Мали'
    """
    m = _INNER_STAMP.search(text[:HEAD])
    if not m:
        return None
    start, stop = 0, m.start()
    for cut in sorted(_headline(text, m.start())):
        if text[:cut].strip() in _SECTIONS:
            start = cut
        else:
            stop = cut
    words = ' '.join(text[start:stop].split())
    return None if set('.!?') & set(words) else words or None


def _headline(text: str, stop: int) -> set[int]:
    """Where the section's name and the headline end in a line that runs on into the lead, if that shows.

    The lead begins with a capital that no name explains: a preposition, a verb, or a person who then does something.
    """
    words = list(_WORD.finditer(text, 0, stop))
    ends = {words[1].start()} if len(words) > 1 and words[0].group() in _SECTIONS else set()
    for i in range(4, len(words) - 3):
        word = words[i].group()
        if word[0].isupper() and _BEFORE_LEAD.match(text, words[i].start() - 2):
            after = i + 2 if _is(word, 'Name', 'nomn') and _is(words[i + 1].group(), 'Surn', 'nomn') else i + 1
            acts = _is(word, 'NOUN', 'anim', 'nomn') and _is(words[after].group(), 'VERB', 'past')
            if word in _OPENERS or _is(word, 'VERB', 'past') or acts:
                return ends | {words[i].start()}
    return ends


def _is(word: str, *grammemes: str) -> bool:
    known = analyzer().word_is_known(word)
    return known and any(set(grammemes) <= set(parse.tag.grammemes) for parse in analyzer().parse(word)[:2])


def _is_place(name: str) -> bool:
    last = name.split()[-1]
    tags = [parse.tag for parse in analyzer().parse(last)]
    return last.islower() or (any('Geox' in tag for tag in tags) and not any('Name' in tag for tag in tags))

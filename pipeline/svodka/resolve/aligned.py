"""Short and long names of one body put side by side, word by word: an abbreviation inside a name stands for as many
words as it has letters, and what follows «имени» may be left out or shortened.

    КГМА                      имени И. К. Ахунбаева    Секретариат   СВМДА
    Кыргызская государственная …   имени Ахунбаева     Секретариат   Совещания по взаимодействию и мерам …
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from svodka.find.rule import rule
from svodka.language.compare import LEGAL_FORMS, SKIPPED_IN_ACRONYM, WORD, fold
from svodka.language.organisation_names import namesakes
from svodka.limits import checked
from svodka.model import Mention
from svodka.resolve.keys import AREA, LONGEST_PLACE, names_place, stem, without_place
from svodka.resolve.pairs import Names

MAX_CANDIDATES = 40  # of one key in a text; the last ones are enough to choose from
SHORTEST = 2  # letters of an abbreviation inside a name
CALLED_AFTER = 2  # words of «Центр Орлова»
BEFORE_PLACES = frozenset(('в', 'во', 'на', 'по', 'при', 'для'))
LONGEST = 24  # words of a name that is put beside another
NAMESAKE = frozenset(('имени', 'им', 'памяти'))
NUMBER = re.compile(r'(\d+)(?:-?[а-яё]{1,3})?$')
ORDINALS = (
    'перв втор трет четверт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат четырнадцат пятнадцат'
).split()
PARTS = re.compile('[-–]')


@lru_cache(maxsize=20_000)
def words_of(name: str) -> tuple[tuple[str, ...], str]:
    """A name's words up to «имени», and the stem of the last word behind it; '' where nobody is honoured.

    >>> words_of('КГМА имени И. К. Ахунбаева')
    (('КГМА',), 'ахунбаев')
    >>> words_of('8-й суд') == words_of('Восьмой суд')
    True
    """
    words = WORD.findall(name.replace('ё', 'е').replace('Ё', 'Е'))
    at = next((i for i, word in enumerate(words) if i and word.lower() in NAMESAKE), len(words))
    own = [word for word in words[:at] if word.lower() not in LEGAL_FORMS]
    honoured = stem(words[-1].lower()) if at < len(words) - 1 else ''
    return tuple(word if is_short(word) else plain(word.lower()) for word in own), honoured


def is_short(word: str) -> bool:
    return len(word) >= SHORTEST and word.isupper() and word.replace('-', '').isalpha()


def plain(word: str) -> str:
    """A folded word without its ending; an ordinal as its number."""
    if number := NUMBER.match(word):
        return number[1]
    own = word if word in SKIPPED_IN_ACRONYM else stem(word)
    return str(ORDINALS.index(own) + 1) if own in ORDINALS else own


def signature(name: str) -> str:
    """The letters of a name's words, those of its abbreviations and the first of others: two names of one body that are
    put together differently share it."""
    words, _ = words_of(name)
    return ''.join(letter for word in words for letter in letters(word))


def letters(word: str) -> str:
    """What a word gives to an abbreviation: its first letter, of each of its halves."""
    if is_short(word):
        return word.lower().replace('-', '')
    return '' if word in SKIPPED_IN_ACRONYM else ''.join(part[0] for part in PARTS.split(word) if part)


def alike(one: Sequence[str], two: Sequence[str]) -> bool:
    """Whether two names are the same word by word, where an abbreviation of one stands for the words of the other.

    >>> alike(words_of('Первый ОГУ')[0], words_of('Первый Омский государственный университет')[0])
    True
    >>> alike(words_of('УФСИН')[0], words_of('Управление ФСИН')[0])
    True
    >>> alike(words_of('совет ОГУ')[0], words_of('склад Омского государственного университета')[0])
    False
    """
    if not one or not two:
        return not one and not two
    a, b = one[0], two[0]
    if a == b:
        return alike(one[1:], two[1:])
    if is_short(b):
        one, two, a = two, one, b
    if not is_short(a):
        return False
    return any(alike(one[1:], two[size:]) for size in sizes(a, two))


def sizes(short: str, words: Sequence[str]) -> Iterator[int]:
    """How many of the words an abbreviation may stand for."""
    made = ''
    for size, word in enumerate(words, 1):
        if is_short(word) and size == 1:
            return
        made += letters(word)
        if made == short.lower():
            yield size
        elif not short.lower().startswith(made):
            return


@rule(
    yes={
        '[ORG Отдел СОР] решает. [ORG Отдел Совета по озёрам и рекам] ушёл.': (
            'Отдел СОР = Отдел Совета по озёрам и рекам'
        ),
        '[ORG Восьмой лесной суд] решил. [ORG 8-й лесной суд] ждёт.': 'Восьмой лесной суд = 8-й лесной суд',
        '[ORG Главное управление МЧС России по Омской области] ждёт. [ORG ГУ МЧС по Омской области] решает.': (
            'Главное управление МЧС России по Омской области = ГУ МЧС по Омской области'
        ),
    },
    no={
        '[ORG Отдел СОР] ждёт. [ORG Склад Совета по озёрам и рекам] закрыт.': '',
        '[ORG Центр охраны лугов] и [ORG Цех охотничьих лодок] ([ORG ЦОЛ]) ждут.': 'Цех охотничьих лодок = ЦОЛ',
    },
)
def word_by_word(names: Names) -> Iterator[tuple[int, int]]:
    """A name with the only one that it is the same as word by word, an abbreviation being as many words as it has
    letters; with their places, for an abbreviation may have their letters, too, and without."""
    mentions, root = names.mentions, names.root
    of_places = {i: whose(mentions[i]) for i in names.indices if mentions[i].place}
    for named in ({i: mentions[i].name for i in names.indices}, of_places):
        buckets: dict[str, list[int]] = defaultdict(list)
        for i, name in named.items():
            if len(words_of(name)[0]) <= LONGEST:
                buckets[signature(name)].append(i)
        for i in checked(list(named)):
            one, honoured = words_of(named[i])
            alone = len(one) == 1 and not honoured and named[i] == mentions[i].name  # which `by_initials` joins
            if alone or not any(is_short(word) or word.isdigit() for word in one):
                continue
            fitting = [
                j
                for j in buckets[signature(named[i])][-MAX_CANDIDATES:]
                if j != i
                and same_place(mentions[i], mentions[j])
                and ('' in (honoured, other := words_of(named[j])[1]) or honoured == other)
                and alike(one, words_of(named[j])[0])
            ]
            if len({root(j) for j in fitting}) == 1:
                yield i, fitting[0]


def whose(mention: Mention) -> str:
    """A body's name without the place whose it is."""
    words = mention.name.split()
    if not mention.place:
        return mention.name
    for size in range(min(LONGEST_PLACE, len(words) - 1), 0, -1):
        if words[-size - 1].lower() not in BEFORE_PLACES and names_place(
            fold(' '.join(words[-size:])).split(), mention.place.key
        ):
            return ' '.join(words[:-size])
    folded = [fold(word) for word in words]
    return ' '.join(words[: len(kept)]) if (kept := of_area(folded, mention.place.key)) else mention.name


def of_area(words: Sequence[str], place: str) -> Sequence[str]:
    """A division's folded words without its area: «ГУ МЧС России | по Республике Коми» and «ГУ МЧС по Коми»."""
    if AREA not in words or not all(words):
        return ()
    kept = without_place(words, place)
    return kept if words[: len(kept)] == kept else ()


def same_place(one: Mention, two: Mention) -> bool:
    return one.place is None or two.place is None or one.place.key == two.place.key


@rule(
    yes={
        '[ORG Школа № 7 имени Анны Мороз] ждёт. [ORG Школа имени Мороз] закрыта.': (
            'Школа № 7 имени Анны Мороз = Школа имени Мороз'
        )
    },
    no=['[ORG Школа № 7 имени Анны Мороз] ждёт. [ORG Лицей имени Мороз] закрыт.'],
)
def honouring(names: Names) -> Iterator[tuple[int, int]]:
    """«Школа имени Орлова», «Центр Орлова» with the only body of the text of that kind that is called after him."""
    mentions, root = names.mentions, names.root
    named: dict[str, list[int]] = defaultdict(list)
    for i in names.indices:
        if honoured := words_of(mentions[i].name)[1]:
            named[honoured].append(i)
    for i in checked(names.indices if named else ()):
        words, honoured = words_of(mentions[i].name)
        if not honoured and len(words) == CALLED_AFTER and words[0] in kinds():
            words, honoured = words[:1], words[1]
        if len(words) != 1 or is_short(words[0]):
            continue
        others = [j for j in named[honoured][-MAX_CANDIDATES:] if j != i]
        fitting = [j for j in others if is_kind(words[0], words_of(mentions[j].name)[0])]
        if len({root(j) for j in fitting}) == 1:
            yield i, fitting[0]


@cache
def kinds() -> frozenset[str]:
    """Stems of institutions that are named after people."""
    return frozenset(map(stem, namesakes()))


def is_kind(noun: str, words: Sequence[str]) -> bool:
    """Whether a name of several words is of a kind: «центр» is in «детский центр», and the end of «НМИЦ»."""
    return noun in words or any(is_short(word) and word[-1].lower() == noun[0] for word in words)

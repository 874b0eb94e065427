"""Names compared: what counts as the same when a document's or a collection's names are joined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from svodka.lexicons import word_list

# «Ан», «Ли» are names, but an abbreviation of fewer letters than this fits too many names by chance.
MIN_ACRONYM = 2

LONGEST_INITIAL = 2  # letters: «Ш.», «Дж.»
# One given name in two forms shares so many letters, and ends in so many others at most («Шавкат», «Шавката»).
SHARED, OWN_ENDING, CASE_ENDING = 3, 1, 2
QUOTED = re.compile(r'[«"„“]([^«»"„“”]+)[»"”“]')
WORD = re.compile(r'[^\W_]+(?:[-’\'][^\W_]+)*')
LEGAL_FORMS = word_list('legal_forms')
FOREIGN_FORMS = word_list('foreign_forms')  # which stand behind a name
SKIPPED_IN_ACRONYM = word_list('skipped_in_acronyms')


# Letters of Kazakh, Kyrgyz, Uzbek and Tajik that Russian texts write as these: «Самрук-Қазына».
TURKIC = str.maketrans('қғұүөәңіҳӯў', 'кгууоанихуу')


def shared_start(one: str, two: str) -> int:
    """How many first letters two words share.

    >>> shared_start('Филлипсу', 'Филлипс'), shared_start('мост', 'дом')
    (7, 0)
    """
    return next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))


@lru_cache(maxsize=20_000)  # a document asks for a name's several times
def fold(name: str) -> str:
    """A name for comparison: lower case, ё as е, no marks, single spaces.

    >>> fold('АО «Зелёный  Мир»')
    'ао зеленый мир'
    """
    return ' '.join(WORD.findall(name.lower().replace('ё', 'е')))


@lru_cache(maxsize=20_000)
def core(name: str) -> str:
    """An organisation's name without legal form and marks, for comparison.

    >>> core('ПАО «НК «Роснефть»'), core('«Роснефть»'), core('The Northern Post Ltd.')
    ('роснефть', 'роснефть', 'northern post')
    """
    words = fold(name).translate(TURKIC).split()
    kept = [w for w in words if w not in LEGAL_FORMS]
    if kept and kept[0] == 'the':
        kept = kept[1:]
    if kept[-2:] in (['b', 'v'], ['n', 'v'], ['s', 'a']):
        kept = kept[:-2]
    while len(kept) > 1 and kept[-1] in FOREIGN_FORMS:
        kept.pop()
    return ' '.join(kept or words)


def acronym(name: str) -> str:
    """The initials of a name's words, small words passed over.

    >>> acronym('Организация Объединённых Наций')
    'оон'
    """
    words = [w for w in re.split(r'[\s\-–—]+', fold_marks(name)) if w]
    return ''.join(w[0] for w in words if w not in SKIPPED_IN_ACRONYM)


def fold_marks(name: str) -> str:
    """A name in lower case with nothing but its words and hyphens."""
    return re.sub(r'[^\w\s\-–—]', ' ', name.lower().replace('ё', 'е'))


def quoted_core(name: str) -> str:
    """The name in quotation marks inside a longer one («компания «Степной путь»» → степной путь), else empty."""
    inner = QUOTED.findall(name)
    found = core(inner[-1]) if inner else ''
    return found if found != core(name) else ''


def abbreviation_key(name: str) -> str:
    """An abbreviation as acronyms are compared: its capitals, if it is one word of them."""
    word = name.strip('«»"')
    return fold(word) if len(word) > MIN_ACRONYM and word.isupper() and word.isalpha() else ''


def is_initial(part: str | None) -> bool:
    """«Б.», «Б», «Ш.»: what stands for a name."""
    return part is not None and len(part.rstrip('.')) <= LONGEST_INITIAL and (part.endswith('.') or len(part) == 1)


def agree(known: Iterable[str], part: str | None) -> bool:
    """Whether a first or middle name, or its initial, or one of several, goes with those known of an entity."""
    if not part:
        return True
    name = fold(part)
    for known_name in known:
        other = fold(known_name)
        if is_initial(part) or is_initial(known_name):
            if other[:1] != name[:1]:
                return False
        elif name != other and not same_first_name(name, other) and skeleton(part) != skeleton(known_name):
            few, many = sorted((name.split(), other.split()), key=len)
            if len(few) != 1 or few[0] not in many:
                return False
    return True


@lru_cache(maxsize=20_000)
def squeezed(name: str) -> str:
    """A name for comparison without what joins its words: «Джей Зи», «ДЖЕЙ-ЗИ»."""
    return re.sub(r'[\s\-’\']', '', fold(name))


def same_first_name(a: str, b: str) -> bool:
    """One name in two spellings or cases: «Наталья» and «Наталия», «Шавката» left undeclined beside «Шавкат»."""
    short, long = sorted((a, b), key=len)
    shared = next((i for i, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
    cut, added = len(short) - shared, len(long) - shared
    return shared >= SHARED and cut <= OWN_ENDING and added <= CASE_ENDING


# Spellings that differ from source to source: Мирзиёев, Мирзиеев; Наталья, Наталия; Джаммаль, Джамаль.
SPELLINGS = (('ё', 'е'), ('э', 'е'), ('й', 'и'), ('ъ', ''), ('ь', ''), ("'", ''), ('’', ''), ('ўл', 'ул'), ('ў', 'у'),
             ('қ', 'к'), ('ғ', 'г'), ('ҳ', 'х'))  # fmt: skip
DOUBLED = re.compile(r'([^\W\d_])\1')


@lru_cache(maxsize=20_000)
def skeleton(part: str) -> str:
    """A part of a person's name without what spellings differ in, for comparison.

    >>> skeleton('Мирзиёев') == skeleton('Мирзиеев'), skeleton('Наталья') == skeleton('Наталия')
    (True, True)
    """
    found = part.lower()
    for written, kept in SPELLINGS:
        found = found.replace(written, kept)
    found = re.sub('иа$|ия$|я$', 'а', found)
    return ' '.join(WORD.findall(DOUBLED.sub(r'\1', found)))


class Groups:
    """Union-find over signatures; the representative is the smallest index, so the order of joining does not matter.

    Members may take sides: `sides[i]` maps a question to the side on which i stands. Groups on two sides of one
    question are never joined, neither directly nor through a third. What is kept are the sides, never pairs; the
    smaller record goes into the larger, so the work grows with n log n.
    """

    def __init__(self, size: int, sides: Mapping[int, Mapping[str, str]] = MappingProxyType({})) -> None:
        self.parent = list(range(size))
        self.sides = {i: dict(own) for i, own in sides.items()}

    def root(self, i: int) -> int:
        while self.parent[i] != i:
            self.parent[i] = self.parent[self.parent[i]]
            i = self.parent[i]
        return i

    def join(self, i: int, j: int) -> bool:
        """Make two groups one, unless they must stay apart; whether they are one now."""
        a, b = sorted((self.root(i), self.root(j)))
        if a == b:
            return True
        few, many = sorted((self.sides.get(a, {}), self.sides.get(b, {})), key=len)
        if any(many.get(question, side) != side for question, side in few.items()):
            return False
        self.parent[b] = a
        if few:
            many.update(few)
        if many:
            self.sides[a] = many
            self.sides.pop(b, None)
        return True

"""Credits: who wrote, photographed or published a text, said beside it («Фото: …», «Автор: …», «Источник: …»).

They name people and bodies that the text does not speak of. So they are no text to the tagger (svodka.repair) and tell
`author` and `outlet` of a document (svodka.read). A credit is a whole line, or the end of one behind a full stop: a
label and names, or an office. One word of a sentence, and it is none: «Фото: Иван Петров вручает награду» describes a
picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from svodka.lexicons import load

LONGEST = 120
"""Characters of a credit."""
WORDS, OFFICE_WORDS = 8, 10
"""Words of the names in a credit, of an office's."""
TOP = 3
"""The line with an author's name is one of so many below the headline."""
SHORTEST = 3
"""Characters of a line with a credit."""
ENDING = 2
"""Letters at a surname's end that its cases change: «Яровая», «Яровой»."""
PARAGRAPH = 100
"""A line of so many characters is a paragraph, above which an author's name may stand."""
_PART = r'[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?'
_NAME = re.compile(
    rf'(?:{_PART}(?:\s{_PART})?\s(?:{_PART}|[А-ЯЁ]{{3,20}}(?:-[А-ЯЁ]{{2,20}})?)|(?:[А-ЯЁ]\.\s?){{1,2}}{_PART}|'
    rf'{_PART}\s(?:[А-ЯЁ]\.\s?){{1,2}})'
)
_AND = re.compile(r'\s*(?:,|\sи\s|&)\s*')
_TAIL = re.compile(r'\s*(?:[/|(–—]|,\s|\s-\s)')
_SENTENCE_INSIDE = re.compile(r'[.!?…]\s+[А-ЯЁ][а-яё]+\s+[а-яё]')
# «Корр.: Анна Петровна, когда откроют мост?»
_SPOKEN = re.compile(
    r'[?!]|,\s(?:когда|что|чем|как|как[аио][йяе]|где|почему|зачем|кто|куда|сколько|котор[а-я]+|вы|мы|я)\b', re.I
)
_ADDRESS = re.compile(r'https?://\S+')
_WORD = re.compile(r'[^\W_][\w.-]*')
_DESCRIBED = re.compile(r'^(?:[А-ЯЁа-яё]+(?:-[а-яё]+)?(?:ая|ое|ее|ий|ый|ой)\s)+')  # «Унженская районная | газета»
_OUTLET = re.compile(r'«[^«»\n]{2,60}»|[А-ЯЁA-Z][\w.-]*(?:\s[А-ЯЁA-Z«"][\w.»"-]*){0,3}')


class Credit(NamedTuple):
    """A credit in a line: where it begins there, whose it is (author, picture, source), what it names."""

    start: int
    role: str
    value: str


class Credits(NamedTuple):
    author: str | None = None
    outlet: str | None = None
    url: str | None = None


@cache
def _labels() -> tuple[dict[str, str], re.Pattern[str], re.Pattern[str], frozenset[str], frozenset[str]]:
    lexicon = load('credits')
    roles = {label: role for role, labels in lexicon['labels'].items() for label in labels}
    named = '|'.join(sorted(map(re.escape, roles), key=len, reverse=True))
    bare = '|'.join(sorted(map(re.escape, lexicon['names_follow']), key=len, reverse=True))
    start = r'(?:^|(?<=[.!?…»)]\s))[(\[]?(?P<label>'
    return (
        roles,
        re.compile(rf'{start}{named})\.?\s{{0,3}}(?::|\s[–—-]\s|©)\s{{0,3}}', re.IGNORECASE),
        re.compile(rf'{start}{bare})\s{{1,3}}(?=[А-ЯЁ])', re.IGNORECASE),
        frozenset(lexicon['offices']),
        frozenset(lexicon['between']),
    )


@cache
def _outlets() -> frozenset[str]:
    return frozenset(load('credits')['outlets'])


def credit_in(line: str) -> Credit | None:
    """The credit that a line is, or that ends it.

    >>> credit_in('Фото: Илья Громов / архив музея'), credit_in('Текст: Анна Ли').value
    (Credit(start=0, role='picture', value='Илья Громов / архив музея'), 'Анна Ли')
    >>> credit_in('Фото: Илья Громов вручает награду.'), credit_in('Мост открыли. Фото: Илья Громов').start
    (None, 14)
    """
    roles, labelled, bare, *_ = _labels()
    tail = max(len(line) - LONGEST, 0)
    for pattern in (labelled, bare) if not tail else (labelled,):
        for found in pattern.finditer(line, tail):
            value = line[found.end() :].strip().rstrip(')]').rstrip('.').strip()
            role = roles[found['label'].lower()]
            fits = _is_name(value) if pattern is bare else _is_credit(value, role)
            if fits and (found.start() == 0 or pattern is labelled):
                return Credit(found.start(), role, value)
    if line.startswith('©') and len(line) <= LONGEST and _is_credit(line[1:].strip(), 'picture'):
        return Credit(0, 'picture', line[1:].strip())
    return None


def _is_name(value: str) -> bool:
    """Whether words are names of persons and nothing else but, behind a mark, what they are or whom they work for."""
    at = 0
    while name := _NAME.match(value, at):
        following = _AND.match(value, name.end())
        if following and _NAME.match(value, following.end()):
            at = following.end()
            continue
        rest = value[name.end() :]
        return not rest or (bool(_TAIL.match(rest)) and len(_WORD.findall(rest)) <= WORDS)
    return False


def _is_credit(value: str, role: str) -> bool:
    """Whether what follows a label names somebody and says nothing."""
    *_, offices, between = _labels()
    if role == 'source':
        with_address, value = value, _ADDRESS.sub('', value).rstrip(' ,;—–-')
        if not value:
            return bool(with_address)
    words = _WORD.findall(value)
    if not words or _SENTENCE_INSIDE.search(value) or _SPOKEN.search(value):
        return False
    if role == 'author':
        return _is_name(value) or (words[0].lower().rstrip('.') in offices and len(words) <= OFFICE_WORDS)
    kind = _WORD.search(_DESCRIBED.sub('', value, count=1))
    if role == 'source' and kind and kind.group().lower() in _outlets() and _OUTLET.search(value):
        return len(words) <= OFFICE_WORDS
    if words[0].lower().rstrip('.') in offices:
        return len(words) <= OFFICE_WORDS
    if _is_name(value):
        return True
    outside = _WORD.findall(re.sub(r'«[^«»]*»|"[^"]*"', ' ', value))
    return len(words) <= WORDS and all(not w[0].islower() or w.lower() in between or '.' in w for w in outside)


def credit_lines(lines: Sequence[str]) -> Iterator[tuple[int, Credit]]:
    """The credits of a text, given by its lines that are not empty: the number of the line and the credit."""
    for i, line in enumerate(lines):
        if len(line) >= SHORTEST and (found := credit_in(line)):
            yield i, found
        elif 0 < i <= TOP and (byline := _byline(lines, i)):
            yield i, Credit(0, 'author', byline)


def _byline(lines: Sequence[str], i: int) -> str | None:
    """The name that a line below a headline is, if the text goes on at once and does not speak of its bearer."""
    line = lines[i].strip().rstrip('.')
    name = _NAME.match(line)
    if not name or len(line) > LONGEST or i + 1 >= len(lines) or not _is_name(line):
        return None
    if len(lines[0]) >= PARAGRAPH or any(len(above) >= PARAGRAPH for above in lines[:i]):
        return None
    rest = line[name.end() :].lower()
    if rest and not any(trade in rest for trade in load('credits')['trades']):
        return None
    if not any(len(text) >= PARAGRAPH for text in lines[i + 1 : i + 3]):
        return None
    *_, surname = re.findall('[А-ЯЁа-яё]{2,}', name.group())
    elsewhere = ' '.join((*lines[:i], *lines[i + 1 :])).lower()
    return line if surname[: max(len(surname) - ENDING, 2)].lower() not in elsewhere else None


def credits_of(lines: Sequence[str]) -> Credits:
    """Who wrote a text and published it, as its credits say; each empty where none does. Where nobody signs the text,
    who took its pictures does.

    >>> credits_of(['Мост открыт', 'Текст: Анна Ли', 'Источник: газета «Унжа»'])
    Credits(author='Анна Ли', outlet='газета «Унжа»', url=None)
    """
    author = outlet = url = photographer = None
    for _, credit in credit_lines(lines):
        if credit.role == 'author':
            author = author or _author(credit.value)
        elif credit.role == 'picture' and _is_name(credit.value):
            photographer = photographer or _author(credit.value)
        elif credit.role == 'source':
            address = _ADDRESS.search(credit.value)
            url = url or (address.group() if address else None)
            outlet = outlet or (_ADDRESS.sub('', credit.value).strip(' ,–—-()') or None)
    return Credits(author or photographer, outlet or _agency(lines), url)


def names_in(words: str) -> str | None:
    """The names that a byline consists of, with or without a label; None for other words."""
    credit = credit_in(words)
    words = credit.value if credit and credit.role == 'author' else words
    return _author(words) if _is_name(words) else None


def _author(value: str) -> str:
    """The names in a credit, without what stands behind them."""
    at, end = 0, 0
    while name := _NAME.match(value, at):
        end = name.end()
        following = _AND.match(value, end)
        if not following:
            break
        at = following.end()
    return value[:end] or value


@cache
def _agencies() -> re.Pattern[str]:
    named = '|'.join(load('credits')['agencies'])
    return re.compile(
        rf'(?:^|[.–—/(-]\s{{0,3}})(?P<name>(?i:{named})\s(?:{_OUTLET.pattern}))(?=[.)/\s]*(?:$|[.)/–—-]))'
    )


def _agency(lines: Sequence[str]) -> str | None:
    """The agency that a line at the end is («— ИА «Унжа»»), or in the dateline («… 5 марта — ИА «Унжа».»)."""
    for line in (*lines[-2:], *lines[:TOP]):
        found = _agencies().search(line[:LONGEST])
        if found and (found.start('name') > len('— ') or len(line) <= found.end() + len('».')):
            return found['name'].rstrip('.')
    return None

"""The headline of a text: what its file states, or the first line that is one.

Order of evidence: what the file states as the title of this text (a page, a mail, a feed, a table); a title among a
document's properties, which outlives the texts that are written over it, only where the text has it, too; the first
line of the text that is no label («ПРЕСС-РЕЛИЗ»), stamp, address, number or field of a letter; the property after all.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

from svodka.lexicons import load
from svodka.read.dateline import without_dateline
from svodka.read.stamps import stamp_of

LONGEST = 250
"""A first line that is longer is no headline."""
HEAD = 2000
"""Characters at the beginning of a text in which its headline is looked for."""
MOST_ABOVE, MOST_LINES = 8, 4
"""Lines that may stand above a headline, and that it may take."""
PLACE = 2
"""Words of a place above a date, at most."""
FEWEST = 3
"""A headline has so many letters."""
LONGEST_LABEL = 5
"""Words of a line that stands above headlines."""
REPEATED = 20
"""A line of so many characters that an earlier one begins with, or has after a time, was printed there as a running
head."""
OF_PROPERTIES = frozenset(('docx', 'odt', 'doc', 'rtf', 'pdf', 'pptx'))
"""Formats that state a title among their properties only."""
_UNSEEN = re.compile('[\u00ad\u200b-\u200f\u2060\ufeff]')
_PROGRAM = re.compile(
    r'Microsoft\s|\.(?:docx?|rtf|odt|txt|html?|pdf|indd|pptx?)\b|^(?:Untitled|Документ\s?\d|Без имени)', re.I
)
_STAMPED = re.compile(r'\d{1,2}\.\d{1,2}\.\d{2,4},?\s+\d{1,2}:\d\d\s+(?=\S)')
_SUBJECT = re.compile(r'(?:тема|subject)\s*:\s*', re.IGNORECASE)
_MARKDOWN = re.compile(r'#{1,6}\s+(.+?)\s*#*')
_POSTCODE = re.compile(r'\d{6},|[^,]+,\s*\d{6}(?:,|$)|г\.\s*[А-ЯЁ][\w-]+,\s*(?:ул|пр|пл|пер|наб|бул)')
_CONTACT = re.compile(r'\d{6},|(?:тел|факс|телефоны?|адрес|e-?mail|эл\. почта|инн|огрн)\b', re.I)
_SETTLEMENT = re.compile(
    r'(?:г|гор|пос|пгт|р\.\s?п|с|д|ст)\.\s?[А-ЯЁ][а-яё]+(?:[ -][А-ЯЁ][а-яё]+){0,2}'
)  # «г. Верхний Уфалей»
_DATED = re.compile(r'[^:.!?]{3,40}:\s*(?:до|с|по)?\s*(?=\d)')  # «Начало: 5 марта 2025 в 10:00»
_SENTENCE_INSIDE = re.compile(r'(?<=[а-яё»)]{3})[.!?…]\s[А-ЯЁ«]')


def headline(text: str, stated: str | None, format: str) -> str | None:
    """The headline of a text, None if it shows none; `stated` is the title that its file of this format gives."""
    return next((title for title, _, against in titles_of(text, stated, format) if not against), None)


def titles_of(text: str, stated: str | None, format: str) -> Iterator[tuple[str, str, str]]:
    """What may be the headline of a text, the best first: the words, where they stand, why they are none or ''."""
    title, property_of = clean(stated or ''), format in OF_PROPERTIES
    where = 'property of the document' if property_of else f'stated by the file ({format})'
    against = ''
    if title and (is_label(title) or _PROGRAM.search(title)):
        yield title, where, 'a label, or what a program writes'
        title = ''
    elif title and property_of and _letters(title)[:60] not in _letters(text[:HEAD]):
        against = 'the text does not have it'
    if title:
        yield title, where, against
    if line := first_line(text):
        yield line, 'first line of the text that may be one', ''
    if title and against:
        yield title, f'{where}, as nothing better stands', ''


def clean(title: str) -> str:
    """A title as it is read: one form of each letter, no entities and no marks that do not show.

    >>> clean('Форум &laquo;Лед\u200bник&raquo;')
    'Форум «Ледник»'
    """
    return ' '.join(unicodedata.normalize('NFC', _UNSEEN.sub('', html.unescape(title))).split())


def _words_of(lines: Sequence[str]) -> str:
    """The words of a headline's lines, without what marks it as one."""
    words = ' '.join(lines)
    if marked := _MARKDOWN.fullmatch(words):
        words = marked[1]
    words = re.sub(r'(?<=[а-яё])- (?=[а-яё])', '', without_dateline(words))  # a word cut at a line end
    return _SUBJECT.sub('', _STAMPED.sub('', words, count=1), count=1)


def first_line(text: str) -> str | None:
    """The headline of a text that has no other title: the first line that may be one, ends no sentence and has more
    below it."""
    found = [clean(line) for line in re.split('\r\n|[\n\r\f\u2028\u2029]', text[:HEAD].strip('\f\ufeff'))]
    letterhead = _letterhead(found) or _publisher(found)
    lines = enumerate(found[letterhead:], letterhead)
    at = next((i for i, line in lines if line and not is_label(line)), len(found))
    if sum(map(bool, found[:at])) > MOST_ABOVE:
        return None
    taken: list[str] = []
    for line in found[at:]:
        if not line or (taken and not _goes_on(taken[-1], line)):
            break
        taken.append(line)
    if not taken or not any(found[at + len(taken) :]):
        return None
    # A paragraph in short lines is longer than a headline, or has a sentence's end inside.
    if len(taken) > MOST_LINES or (len(taken) > 1 and _SENTENCE_INSIDE.search(' '.join(taken))):
        return None
    words = _words_of(taken)
    below = (line for line in found[at + len(taken) : at + len(taken) + MOST_ABOVE] if len(line) >= REPEATED)
    words = next((line for line in below if words.startswith(line)), words)
    fits = words and len(words) <= LONGEST and words[-1] not in '.,:;' and any(map(str.isalpha, words))
    return words if fits else None


def _letterhead(lines: list[str]) -> int:
    """How many lines at the beginning are a letterhead's: a body's name, and its address or telephone right below.

    Where empty lines part them the address has a postcode, for that of an event may stand below its headline, too.
    """
    filled = [i for i, line in enumerate(lines) if line][: MOST_ABOVE + 1]
    contact = next((n for n, i in enumerate(filled) if n and _CONTACT.match(lines[i])), len(filled))
    if contact > MOST_LINES or contact == len(filled) or any(lines[i][-1] in '.!?…' for i in filled[:contact]):
        return 0
    parted = filled[contact] - filled[0] > contact
    if parted and not _POSTCODE.match(lines[filled[contact]]):
        return 0
    while contact < len(filled) and (_CONTACT.match(lines[filled[contact]]) or is_label(lines[filled[contact]])):
        contact += 1
    return filled[contact - 1] + 1


def _publisher(lines: list[str]) -> int:
    """How many lines at the beginning name who publishes or where, above a stamp or label with a headline below."""
    filled = [line for line in lines if line]
    if len(filled) < MOST_LINES or is_label(filled[0]) or not is_label(filled[1]):
        return 0
    words = filled[0].lower().split()
    below = next((line for line in filled[2:] if not is_label(line)), '')
    publishes = (words[0] in _lexicon()[2] and len(words) <= MOST_ABOVE) or len(words) <= PLACE
    publishes = publishes and not below.endswith(('.', ':', ',', ';'))
    return lines.index(filled[1]) if publishes and 0 < len(below) <= LONGEST else 0


def is_label(line: str) -> bool:
    """Whether a line is one that stands above headlines: a kind of text, a stamp, an address, a town behind
    «г.», a rule, a field."""
    labels, heads, _ = _lexicon()
    low = line.lower()
    if sum(map(str.isalpha, line)) < FEWEST or low.startswith(heads) or _POSTCODE.match(line) or stamp_of(line):
        return True
    if _SETTLEMENT.fullmatch(line):
        return True
    if (dated := _DATED.match(line)) and stamp_of(line[dated.end() :]):
        return True
    words = re.findall(r'[^\W\d_]+(?:-[^\W\d_]+)*', low)
    return len(words) <= LONGEST_LABEL and all(word in labels for word in words)


@cache
def _lexicon() -> tuple[frozenset[str], tuple[str, ...], frozenset[str]]:
    lexicon = load('headlines')
    labels, publishers = (frozenset(str(lexicon[name]).split()) for name in ('labels', 'publishers'))
    return labels, tuple(map(str, lexicon['heads'])), publishers


def _goes_on(line: str, following: str) -> bool:
    """Whether a headline goes on in the next line: with a small letter, or in capitals like the line before."""
    small = 'а' <= following[0] <= 'я'
    return (small or (line.isupper() and following.isupper())) and not is_label(following)


def _letters(words: str) -> str:
    return re.sub(r'[\W_]+', '', clean(words)).lower().replace('ё', 'е')

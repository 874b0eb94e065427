"""Transcripts and documents: turns behind a speaker's label («В.Путин: …»), the text of a decree or a letter."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from pipeline.quotations.cues import CueAt
from pipeline.quotations.endings import end_of_speech
from pipeline.quotations.lexicon import nouns
from pipeline.quotations.marks import Quoted
from pipeline.quotations.rules import rule
from pipeline.quotations.subjects import DROPPED
from pipeline.quotations.view import Found, View

INITIAL = r'[А-ЯЁA-Z]\.[ \u00a0]?'
SURNAME = r"[А-ЯЁ][А-ЯЁа-яё’'-]+(?:[ \u00a0](?:[А-ЯЁ]\.|оглы|кызы|Аун|Хлайн))?"
REMARK = r'(?:[ \u00a0]*\([^()\n]{2,80}\))?'
# A site's card of the speaker between the label and its colon: «И.Орлов Орлов Иван Петрович губернатор области :».
CARD = r'(?:\s+[А-ЯЁ][^:.!?…\n]{5,200}?(?:\.[^:.!?…\n]{1,60}){0,2})?'
NAMED = re.compile(rf'(?<![\w.,;])(?P<label>(?:{INITIAL}){{1,3}}{SURNAME})(?P<card>{CARD}){REMARK}\s{{0,3}}:(?=\s)')
DOTTED = re.compile(rf'^(?P<label>(?:{INITIAL}){{1,3}}[А-ЯЁ][А-ЯЁ-]+){REMARK}\s?[.:–—-](?=\s)', re.M)
FULL = re.compile(rf'^(?P<label>[А-ЯЁ][а-яё-]+ [А-ЯЁ][а-яё-]+(?: [А-ЯЁ][а-яё-]+)?){REMARK}\s?:(?=\s)', re.M)
COLON = re.compile(r':\s')
# What ends or interrupts a turn: a remark of the stage, a cut, and the furniture of a page around it.
STAGE = re.compile(r'\((?:[А-ЯЁ][^()\n]{2,120}[.!…])\)|\([Аа]плодисменты\.?\)|<…>|<\.\.\.>|\*[ \u00a0]?\*[ \u00a0]?\*')
# A site's card of a person who is named in a turn: «с Юрием Ивановичем [Орловым] Орлов Юрий Иванович глава фонда …».
CARD_INSIDE = re.compile(r'(?<=\])\s(?:[А-ЯЁ][а-яё-]+ ){2}[А-ЯЁ][а-яё]+(?:вич|вна|ич|чна)\b')
MONTHS = 'января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря'
FURNITURE = re.compile(
    r'(?:Смотрите также|Дополнительно|Читайте также)\s'
    rf'(?:[А-ЯЁ«][^!?…]{{3,300}}?\d{{1,2}} (?:{MONTHS}) \d{{4}} года\s*)+'
)
END = re.compile(
    r'(?:География|Темы|Лица|Статус материала|Дата публикации|Текстовая версия|Ссылка на материал)[ \n:]+(?=[А-ЯЁa-z])'
)
DECREE = re.compile(
    r'(?:Т|Полный т)екст (?:документа|[Уу]каза|обращения|послания|телеграммы|приветствия|письма|распоряжения|заявления|'
    r'поздравления)'
    r'[^:\n.]{0,120}:'
)
TURNS = 3  # labels of a full name («Иван Орлов:») that make a transcript, at least
CARD_TOKENS = 25  # tokens of an office on a person's card, at most
OFFICE = frozenset(('NOUN', 'PROPN', 'ADJ', 'ADP', 'CCONJ', 'NUM', 'PUNCT'))
SHORTEST = 1  # tokens of a turn, at least


def find_turns(view: View, covered: bytearray, cues: dict[int, CueAt], marks: Sequence[Quoted]) -> list[Found]:
    """Turns of a transcript and the texts of documents; marks `covered` all of them with their labels."""
    text = view.parse.document.text
    labels = sorted(find_labels(view, text))
    decrees = [(m.start(), m.end(), '') for m in DECREE.finditer(text)]
    if not labels and not decrees:
        return []
    stage, furniture = [m.span() for m in STAGE.finditer(text)], [m.span() for m in FURNITURE.finditer(text)]
    ends = sorted({*(m.start() for m in END.finditer(text)), *(start for start, *_ in labels + decrees), len(text)})
    cards = [(m.start(), card_end(view, m.end())) for m in CARD_INSIDE.finditer(text)]
    gaps = sorted(stage + furniture + cards)
    cuts = sorted({*ends, *(a for a, _ in furniture), *(a for a, _ in stage if text[a] in '<*')})
    last = max(stop for _, stop, _ in labels + decrees)
    first = bisect_left(view.parse.tokens.start, last)
    end = bisect_left(view.parse.tokens.start, ends[bisect_left(ends, last)])
    if first < end and (over := end_of_speech(view, cues, first, end)) < end:
        ends = cuts = sorted({*ends, view.parse.tokens.start[over]})
    return [
        *turns(view, covered, labels, ends, gaps),
        *documents(view, covered, decrees, cuts, marks),
    ]


def card_end(view: View, start: int) -> int:
    """Where the office on a card that begins with a full name ends: before the first word that is no part of it."""
    tokens = view.parse.tokens
    first = i = bisect_left(tokens.start, start)
    while i < min(len(view), first + CARD_TOKENS):
        named = view.mention(i)
        if view.pos[i] not in OFFICE or view.text[i] in '.,!?;:' or (named is not None and named.type == 'PER'):
            break
        i += 1
    while i > first and view.pos[i - 1] in ('ADP', 'CCONJ'):
        i -= 1
    return tokens.stop[i - 1] if i > first else start


@rule(
    yes={
        'П.Ильин: [Добрый день!]\n\nА.Белова: [Добрый день.]': 'П. Ильин; А. Белова',
        'Пётр Ильин открыл мост. П.Ильин: [Мост открыт.] (Аплодисменты.) [Спасибо.] Темы Дороги': 'Ильин; Ильин',
        'П. ИЛЬИН. [Добрый день, коллеги.]': 'Ильин',
        'Вопрос: [Когда откроют мост?]\n\nП.Ильин: [В мае.]': '; Ильин',
        'П.Ильин: [Друзья! Мы открыли мост.]\n\nГлава Орска\nПётр Ильин': 'Ильин',
        'П.Ильин: [Мы открыли мост.]\n\nСправочно. Мост строили десять лет.': 'Ильин',
        'Ведущий: [Где мост?]\n\nПётр Ильин: [Готов.]\n\nВедущий: [Спасибо.]': '; Ильин; ',
    },
    no=['На встрече были П. Ильин, А. Белова: они открыли мост.'],
)
def turns(
    view: View,
    covered: bytearray,
    labels: Sequence[tuple[int, int, str]],
    ends: Sequence[int],
    gaps: Sequence[tuple[int, int]],
) -> list[Found]:
    """The turns of a transcript: from a label to the next one or to the furniture of the page."""
    found: list[Found] = []
    for start, stop, name in labels:
        add_turn(view, found, covered, gaps, stop, ends[bisect_left(ends, stop)], 'turns', (start, stop), name)
    return found


@rule(
    yes={
        'Президент России подписал указ. Текст Указа: [1. Построить мост. 2. Открыть дорогу.]': 'Президент',
        'Президент России подписал указ. Текст Указа: «[1. Построить мост. 2. Открыть дорогу]». Указ вступил в силу.': (
            'Президент'
        ),
    }
)
def documents(
    view: View,
    covered: bytearray,
    heads: Sequence[tuple[int, int, str]],
    cuts: Sequence[int],
    marks: Sequence[Quoted] = (),
) -> list[Found]:
    """The text of a decree or a letter behind «Текст указа:», by the one who signed it, or what stands in its marks."""
    found: list[Found] = []
    tokens = view.parse.tokens
    closing = {quoted.open: quoted.last for quoted in marks if quoted.closed}
    for _, stop, _ in heads:
        end = cuts[bisect_left(cuts, stop)]
        opening = bisect_left(tokens.start, stop)
        close = closing.get(opening)
        if close is not None and tokens.start[close] < end:
            stop, end = tokens.stop[opening], tokens.start[close]
        add_turn(view, found, covered, [], stop, end, 'documents', None, '')
    return found


def find_labels(view: View, text: str) -> list[tuple[int, int, str]]:
    """(start, stop, name) of each label, stop behind its colon; a label without a name has none."""
    found: dict[int, tuple[int, int, str]] = {}
    colon = COLON.search(text) is not None  # most texts have none, and a pattern that needs one looks at every letter
    for match in NAMED.finditer(text) if colon else ():
        quoting = text[match.end() : match.end() + 3].strip()[:1] in ('«', '"', '“', '„')
        card = not match['card'] or is_card(match)
        if card and not quoting and stands_alone(view, text, match.start()):
            found[match.start()] = (match.start(), match.end(), match['label'])
    for match in DOTTED.finditer(text):
        found.setdefault(match.start(), (match.start(), match.end(), match['label']))
    full = list(FULL.finditer(text)) if colon else []
    asked = sum(1 for _ in without_name('^').finditer(text))
    if len(found) == 1 and not asked and not begins_line(text, next(iter(found))) and not END.search(text):
        found.clear()  # a name and a colon inside an article
    if len(full) >= TURNS or (full and asked >= 2):
        for match in full:
            found.setdefault(match.start(), (match.start(), match.end(), match['label']))
    for match in without_name(r'(?<!\w)').finditer(text) if found or asked >= 2 else ():
        ends_before = text[max(0, match.start() - 40) : match.start()].rstrip()[-1:]
        if begins_line(text, match.start()) or (found and ends_before in '.!?…)>*') or len(found) > 1:
            found.setdefault(match.start(), (match.start(), match.end(), ''))
    return list(found.values())


@cache
def without_name(before: str) -> re.Pattern[str]:
    """A label that is a noun («Вопрос:») behind what the pattern `before` allows."""
    words = '|'.join(sorted((re.escape(w.capitalize()) for w in nouns().labels), key=len, reverse=True))
    upper = '|'.join(sorted((re.escape(w.upper()) for w in nouns().labels), key=len, reverse=True))
    return re.compile(rf'{before}(?:{words}|{upper}){REMARK}\s?(?::|[–—](?=\s[А-ЯЁ]))(?=\s)', re.M)


def is_card(match: re.Match[str]) -> bool:
    """Whether the words between a label and its colon are the speaker's card: they begin with the same surname."""
    surname = re.split(r'[.\s\u00a0]', match['label'].strip())[-1]
    return match['card'].strip()[:4] == surname[:4]


def stands_alone(view: View, text: str, start: int) -> bool:
    """Whether a label begins a turn: not «…сообщил В. Орлов: «…», not a name in a list."""
    before = text[max(0, start - 40) : start].rstrip()
    if not before or text[start - 1] == '\n':
        return True
    if before[-1] in ',(«"':
        return False
    tokens = view.parse.tokens
    i = bisect_left(tokens.start, start) - 1
    if i < 0 or view.text[i] in '.!?…)>*»':
        return True
    return view.pos[i] not in ('ADP', 'CCONJ', 'VERB', 'SCONJ', 'ADJ') and not (
        view.pos[i] == 'NOUN' and view.feature(i, 'Animacy') == 'Anim'
    )


def begins_line(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] == '\n'


def add_turn(
    view: View,
    found: list[Found],
    covered: bytearray,
    gaps: Sequence[tuple[int, int]],
    start: int,
    end: int,
    name_of_rule: str,
    label: tuple[int, int] | None,
    name: str,
) -> None:
    """The rows of one turn between characters start and end: the stretches between remarks and furniture."""
    tokens = view.parse.tokens
    pieces, begin = [], start
    for a, b in gaps[bisect_left(gaps, (start, 0)) :]:
        if a >= end:
            break
        if view.parse.document.text[a] in '<*':
            pieces.append((begin, a))
            begin = end
            break
        pieces.append((begin, a))
        begin = b
    pieces.append((begin, end))
    for a, b in pieces:
        first, last = bisect_left(tokens.start, a), bisect_left(tokens.start, b)
        if last - first >= SHORTEST and any(view.is_word(i) for i in range(first, last)):
            found.append(
                Found(
                    first,
                    last,
                    'direct',
                    name_of_rule,
                    '',
                    first,
                    None,
                    DROPPED if label is None else None,
                    label if name else None,
                )
            )
    first, last = bisect_left(tokens.start, start if label is None else label[0]), bisect_left(tokens.start, end)
    covered[first:last] = b'\1' * (last - first)

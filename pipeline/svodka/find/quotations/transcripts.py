"""Transcripts and documents: turns behind a speaker's label («В.Путин: …»), the text of a decree or a letter."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from svodka.find.quotations.cues import CueAt
from svodka.find.quotations.endings import end_of_speech
from svodka.find.quotations.labels import END, Label, find_labels
from svodka.find.quotations.quoted import CLOSES, MARKS, OPENS, Quoted, blocks_of
from svodka.find.quotations.subjects import DROPPED
from svodka.find.quotations.view import SENTENCE_END, Found, View
from svodka.find.rule import rule
from svodka.lexicons import load

# What ends or interrupts a turn: a remark of the stage, a cut, and the furniture of a page around it.
AROUND = 2  # marks of the text of a document
STAGE = re.compile(r'\((?:[А-ЯЁ][^()\n]{2,120}[.!…])\)|\([Аа]плодисменты\.?\)|<…>|<\.\.\.>|\*[ \u00a0]?\*[ \u00a0]?\*')
# A site's card of a person who is named in a turn: «с Юрием Ивановичем [Орловым] Орлов Юрий Иванович глава фонда …».
CARD_INSIDE = re.compile(r'(?<=\])\s(?:[А-ЯЁ][а-яё-]+ ){2}[А-ЯЁ][а-яё]+(?:вич|вна|ич|чна)\b')
MONTHS = '|'.join(forms[1] for forms in load('dates')['months'].values())  # genitives
FURNITURE = re.compile(
    r'(?:Смотрите также|Дополнительно|Читайте также)\s'
    rf'(?:[А-ЯЁ«"“„][^!?…]{{3,300}}?\d{{1,2}} (?:{MONTHS}) \d{{4}} года\s*)+'
)
DECREE = re.compile(
    r'(?:Т|Полный т)екст (?:документа|[Уу]каза|обращения|послания|телеграммы|приветствия|письма|распоряжения|заявления|'
    r'поздравления)'
    r'[^:\n.]{0,120}:'
)
CARD_TOKENS = 25  # tokens of an office on a person's card, at most
OFFICE = frozenset(('NOUN', 'PROPN', 'ADJ', 'ADP', 'CCONJ', 'NUM', 'PUNCT'))
SHORTEST = 1  # tokens of a turn, at least


def find_turns(view: View, covered: bytearray, cues: dict[int, CueAt], marks: Sequence[Quoted]) -> list[Found]:
    """Turns of a transcript and the texts of documents; marks `covered` all of them with their labels."""
    text = flowing(view)
    labels = find_labels(view, text)
    decrees = [Label(m.start(), m.end(), m.end(), m.end()) for m in DECREE.finditer(text)]
    if not labels and not decrees:
        return []
    stage, furniture = [m.span() for m in STAGE.finditer(text)], [m.span() for m in FURNITURE.finditer(text)]
    ends = sorted({*(m.start() for m in END.finditer(text)), *(label.start for label in labels + decrees), len(text)})
    cards = [(m.start(), card_end(view, m.end())) for m in CARD_INSIDE.finditer(text)]
    gaps = sorted(stage + furniture + cards)
    cuts = sorted({*ends, *(a for a, _ in furniture), *(a for a, _ in stage if text[a] in '<*')})
    last = max(label.stop for label in labels + decrees)
    first = bisect_left(view.parse.tokens.start, last)
    end = bisect_left(view.parse.tokens.start, ends[bisect_left(ends, last)])
    if first < end and (over := end_of_speech(view, cues, first, end)) < end:
        ends = cuts = sorted({*ends, view.parse.tokens.start[over]})
    return [
        *turns(view, covered, labels, ends, gaps),
        *documents(view, covered, decrees, cuts, marks),
    ]


def flowing(view: View) -> str:
    """The document's text with a space for each line end inside a block, so that no label or card ends with a line that
    was wrapped at some width; of the same length, as offsets count it."""
    text = view.parse.document.text
    if '\n' not in text:
        return text
    parts, at = [], 0
    for first, last in blocks_of(view):
        start, stop = view.parse.tokens.start[first], view.parse.tokens.stop[last - 1]
        parts += [text[at:start], text[start:stop].replace('\n', ' ')]
        at = stop
    return ''.join((*parts, text[at:]))


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
        'П.Ильин: [Рад видеть Вас на заводе.]А.Белова: [Цех готов.]': 'П. Ильин; А. Белова',
        'Открыт цех "Север" П.Ильин: [Рад видеть Вас на заводе.] А.Белова: [Цех готов.]': 'Ильин; Белова',
        'П.Ильин: [Рад видеть Вас! Расскажите нам, как дела.] А.Белова Белова Анна Юрьевна директор\n'
        'завода : [Здравствуйте! Цех готов, печь работает, люди наняты.]': 'П. Ильин; А. Белова',
        'Вопрос: [Когда откроют мост?]\n\nП.Ильин: [В мае.]': '; Ильин',
        'П.Ильин: [Друзья! Мы открыли мост.]\n\nГлава Орска\nПётр Ильин': 'Ильин',
        'П.Ильин: [Мы открыли мост.]\n\nСправочно. Мост строили десять лет.': 'Ильин',
        'Ведущий: [Где мост?]\n\nПётр Ильин: [Готов.]\n\nВедущий: [Спасибо.]': '; Ильин; ',
        'Вед.: [Где мост?]\n\nП.Ильин: [Мы его открыли.]\n\nПресс-служба завода\n\nТел.: 22-33-44': '; Ильин',
        'П.Ильин: [Мы открыли мост.]\n\nКонтакты для СМИ:\n\nАнна Белова, press@most.ru': 'Ильин',
        'П.Ильин: [Мы открыли мост.]\n\nО заводе «Мост»: цех основан в 1950 году.': 'Ильин',
        'В.: [Вы рады?]\n\nО.: [Да, рады.]\n\nВ.: [А мост открыт?]\n\nО.: [Мы его открыли.]': '; ; ; ',
        'Житель: [Где мост?]\n\nГлава порта: [Мы его строим.]\n\nЖитель: [А дом?]\n\nГлава порта: [Сдали.]': '; ; ; ',
        'Голос из зала: [А когда?]\n\nИльин: [В мае, если успеем.]': '; Ильин',
    },
    no=[
        'На встрече были П. Ильин, А. Белова: они открыли мост.',
        'Справочно: завод «Мост» основан в 1950 году.\n\nПресс-служба завода\n\nТел.: 8 (3537) 22-33-44',
        'Вкратце: Мост готов, дорога построена.\n\nИсп.: Белова ждёт звонков.',
        'Зима: Мы ждём снега.\n\nВесна: Мы ждём тепла.',
        'Завод открыли в мае.\n\nКонтактное лицо:\n\nП. Ильин: 8 (3537) 22-33-44',
        'А. Белова: за\n\nП. Ильин: против',
        'А. БЕЛОВА – председатель совета;\n\nП. ИЛЬИН – секретарь.',
        'Анна Белова: родилась в Орске, строила мост.\n\nПётр Ильин: родился в порту, чинил краны.',
    ],
)
def turns(
    view: View,
    covered: bytearray,
    labels: Sequence[Label],
    ends: Sequence[int],
    gaps: Sequence[tuple[int, int]],
) -> list[Found]:
    """The turns of a transcript: from a label to the next one or to the furniture of the page."""
    found: list[Found] = []
    for label in labels:
        end = ends[bisect_left(ends, label.stop)]
        add_turn(view, found, covered, gaps, label.stop, end, turns.__name__, label)
    return found


@rule(
    yes={
        'Президент России подписал указ. Текст Указа: [1. Построить мост. 2. Открыть дорогу.]': 'президент',
        'Президент России подписал указ. Текст Указа: «[1. Построить мост. 2. Открыть дорогу]». Указ вступил в силу.': (
            'президент'
        ),
    }
)
def documents(
    view: View,
    covered: bytearray,
    heads: Sequence[Label],
    cuts: Sequence[int],
    marks: Sequence[Quoted] = (),
) -> list[Found]:
    """The text of a decree or a letter behind «Текст указа:», by the one who signed it, or what stands in its marks."""
    found: list[Found] = []
    tokens = view.parse.tokens
    closing = {quoted.open: quoted.last for quoted in marks if quoted.closed}
    for head in heads:
        stop = head.stop
        end = cuts[bisect_left(cuts, stop)]
        opening = bisect_left(tokens.start, stop)
        close = closing.get(opening)
        if close is not None and tokens.start[close] < end:
            stop, end = tokens.stop[opening], tokens.start[close]
        add_turn(view, found, covered, [], stop, end, documents.__name__, None)
    return found


def add_turn(
    view: View,
    found: list[Found],
    covered: bytearray,
    gaps: Sequence[tuple[int, int]],
    start: int,
    end: int,
    name_of_rule: str,
    label: Label | None,
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
    named = None if label is None or label.name_stop == label.name_start else (label.name_start, label.name_stop)
    begin = bisect_left(tokens.start, start)
    for a, b in pieces:
        first, last = in_marks(view, bisect_left(tokens.start, a), bisect_left(tokens.start, b))
        if last - first >= SHORTEST and any(view.is_word(i) for i in range(first, last)):
            who = DROPPED if label is None else None
            found.append(Found(first, last, 'direct', name_of_rule, '', first, None, who, named, utterance=begin))
    first, last = bisect_left(tokens.start, start if label is None else label.start), bisect_left(tokens.start, end)
    covered[first:last] = b'\1' * (last - first)


def in_marks(view: View, first: int, last: int) -> tuple[int, int]:
    """A turn without the marks that stand around all of it: «Илья Створов: «Мост открыт»»."""
    end = last
    while end > first and view.text[end - 1] in SENTENCE_END:
        end -= 1
    if end - first > AROUND and view.text[first] in OPENS | {'"', '“'} and view.text[end - 1] in CLOSES | {'"', '”'}:
        inside = view.text[first + 1 : end - 1]
        if not any(word in MARKS for word in inside):
            return first + 1, end - 1
    return first, last

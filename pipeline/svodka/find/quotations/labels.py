"""Labels of a transcript's turns: «В. Путин:», «СТВОРОВ И.М.:», «Илья Створов, начальник порта:», «Вопрос:»."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from svodka.find.quotations.lexicon import nouns
from svodka.find.quotations.view import View
from svodka.language.marks import OPENING
from svodka.language.paradigms import known_forms, parses
from svodka.lexicons import fold

INITIAL = r'[А-ЯЁA-Z]\.[ \u00a0\u200b]*'
WORD = r"[А-ЯЁ][А-ЯЁа-яё’'-]+"
SURNAME = rf'{WORD}(?:[ \u00a0](?:[А-ЯЁ]\.|оглы|кызы|Аун|Хлайн))?'
REMARK = r'(?:[ \u00a0]*\([^()\n]{2,80}\))?'
# A site's card of the speaker between the label and its colon: «И.Орлов Орлов Иван Петрович губернатор области :».
CARD = r'(?:\s+[А-ЯЁ][^:.!?…\n]{5,200}?(?:\.[^:.!?…\n]{1,60}){0,2})?'
# The letter of an initial stands first, so that the search runs from one such letter to the next; what may not stand
# before it is looked at from behind its stop. A stop before it may have lost its space: «…с праздником.И.Орлов: …».
BEGINS = r'[А-ЯЁA-Z]\.(?:(?<![\w.,;]..)|(?<=[а-яё\d»)]\...))[ \u00a0\u200b]*'
NAMED = re.compile(rf'(?P<label>{BEGINS}(?:{INITIAL}){{0,2}}{SURNAME})(?P<card>{CARD}){REMARK}\s{{0,3}}:(?=\s)')
DOTTED = re.compile(rf'^(?P<label>(?:{INITIAL}){{1,3}}[А-ЯЁ][А-ЯЁ-]+){REMARK}\s?[.:–—-](?=\s)', re.M)
LINE = re.compile(
    rf'^[ \t\u00a0*_]*(?P<label>[^\W\d_][^\n:]{{0,90}}?|[«"“„][^\n:]{{2,60}}?){REMARK}[ \t*_]*:[*_]*(?=\s|$)', re.M
)
COLON = re.compile(r':[*_]*\s')
# What a label at a line's start may be; the name is the part that tells who speaks.
GAP = '[ \u00a0\u200b]+'
NAME = rf'(?:(?:{INITIAL}){{1,3}}{WORD}|{WORD}{GAP}(?:{INITIAL}){{1,3}}|{WORD}(?:{GAP}{WORD}){{1,2}})'
FORMS = (
    ('name', re.compile(rf'(?P<name>{NAME})')),
    ('card', re.compile(rf'(?P<name>{NAME}),[ \u00a0][а-яё][^:]*')),
    ('outlet', re.compile(r'[«"“„](?P<name>[^«»"“”„]{2,40})[»"”“]')),
    ('office', re.compile(rf'[А-ЯЁ]?[а-яё-]+(?:[ \u00a0][а-яё-]+){{0,5}}[ \u00a0](?P<name>{NAME}|{WORD})')),
    ('surname', re.compile(rf'(?P<name>{WORD})')),
    ('role', re.compile(r'[А-ЯЁ][а-яё-]+(?:[ \u00a0][А-ЯЁа-яё-]+){1,4}(?P<name>)')),
)
ALIVE = frozenset(('anim', 'Name', 'Surn', 'Patr'))  # what a dictionary's tag tells of a word that may be a name
TURNS = 2  # labels at line starts that make a transcript, at least
SHORTEST = 2  # letters of a label of one word, more than
ANSWERED = 40  # characters before a label in which a stop is looked for


@dataclass(frozen=True, slots=True)
class Label:
    """A label: characters [start, stop) with its colon, and [name_start, name_stop) of the name in it, empty where it
    names nobody («Вопрос:»)."""

    start: int
    stop: int
    name_start: int
    name_stop: int


def find_labels(view: View, text: str) -> list[Label]:
    """The labels of a document, in order."""
    found: dict[int, Label] = {}
    if COLON.search(text) is not None:  # most texts have none, and a pattern that needs one looks at every letter
        found = {label.start: label for label in line_labels(view, text)}
        inline = [m for m in NAMED.finditer(text) if is_turn(view, text, m)]
        for match in inline if sounds_spoken(view, text, inline) else ():
            if not any(label.start <= match.start() < label.stop for label in found.values()):
                found.setdefault(match.start(), Label(match.start(), match.end(), *match.span('label')))
        alone = len(found) == 1 and not begins_line(text, next(iter(found)))
        if alone and not is_dated(text):
            found.clear()  # a name and a colon inside an article
    if not found:
        found = {label.start: label for label in name_lines(view, text)}
    dotted = list(DOTTED.finditer(text))
    for match in dotted if sounds_spoken(view, text, dotted) else ():
        found.setdefault(match.start(), Label(match.start(), match.end(), *match.span('label')))
    for match in without_name().finditer(text) if found else ():
        ends_before = text[max(0, match.start() - ANSWERED) : match.start()].rstrip()[-1:]
        if begins_line(text, match.start()) or ends_before in '.!?…)>*' or len(found) > 1:
            found.setdefault(match.start(), Label(match.start(), match.end(), match.start(), match.start()))
    return sorted(found.values(), key=lambda label: label.start)


def line_labels(view: View, text: str) -> list[Label]:
    """The labels at line starts, where there are enough of them to make a transcript."""
    matches = list(LINE.finditer(text))
    if len({m['label'] for m in matches}) < TURNS:
        return []
    lines = [(m, *without_office(view, m, *read_label(m['label'].strip()))) for m in matches]
    known = {fold(word) for entity in view.entities if entity.type == 'PER' for word in entity.name.split()}
    times = Counter(m['label'].strip() for m, *_ in lines)
    strong = [(m, kind, name) for m, kind, name in lines if is_label(view, m, kind, name, known, times)]
    said = [m for m, kind, _ in strong if kind != 'noun' or answers(view, text, m.end())]
    distinct = {m['label'].strip() for m, kind, name in lines if (m, kind, name) in strong or is_unknown(view, m, kind)}
    if len(distinct) < TURNS or not said or not sounds_spoken(view, text, [m for m, *_ in strong]):
        return []
    names = {fold(name.split()[-1].strip('.')) for _, kind, name in strong if name and kind != 'outlet'}
    labels = []
    for match, kind, name in lines:
        if is_label(view, match, kind, name, known | names, times) or is_unknown(view, match, kind):
            start = match.start('label')
            if kind == 'surname' and fold(name) not in known and not is_unknown(view, match, kind):
                name = ''  # an office that names nobody
            at = start + match['label'].find(name) if name else start
            labels.append(Label(match.start(), match.end(), at, at + len(name)))
    return labels


def read_label(label: str) -> tuple[str, str]:
    """What kind of label a text is, and the name in it: ('', '') for none."""
    if fold(label).rstrip('.') in nouns().labels:
        return 'noun', ''
    for kind, form in FORMS:
        match = form.fullmatch(label)
        if match is not None:
            return kind, match['name']
    return '', ''


def without_office(view: View, match: re.Match[str], kind: str, name: str) -> tuple[str, str]:
    """The kind and the name of a label whose first word with a capital is an office: «Депутат | Каримов»."""
    first = first_token(view, match)
    office = kind == 'name' and '.' not in name and first not in view.mention_at and is_human(view, first)
    return ('office', name.split(maxsplit=1)[1]) if office else (kind, name)


def first_token(view: View, match: re.Match[str]) -> int:
    return min(bisect_left(view.parse.tokens.start, match.start('label')), len(view) - 1)


def is_human(view: View, token: int) -> bool:
    """Whether a word that is no name is a person's office or trade; a capital at a line's start may hide the noun."""
    noun = view.pos[token] in ('NOUN', 'PROPN') and token not in view.mention_at
    return noun and view.feature(token, 'Animacy') == 'Anim'


def is_label(view: View, match: re.Match[str], kind: str, name: str, known: set[str], times: Counter[str]) -> bool:
    """Whether the words before a colon at a line's start name a speaker."""
    label = match['label'].strip()
    if kind == 'noun':
        return True
    if kind == 'outlet':
        return times[label] > 1
    if kind == '':
        return is_shortened(view, match, label, times)
    first = first_token(view, match)
    if kind == 'surname':
        if fold(name) in known or is_unknown(view, match, kind):
            return True
        return times[label] > 1 and is_human(view, first)  # «Министр: …»
    if kind == 'role':  # «Глава района: …»
        return times[label] > 1 and is_human(view, first) and answers(view, match.string, match.end())
    if kind == 'office':
        return first not in view.mention_at and (is_human(view, first) or view.lemma[first] in nouns().same_office)
    named = view.mention(first)
    return '.' in name or (named is not None and named.type == 'PER')


def is_unknown(view: View, match: re.Match[str], kind: str) -> bool:
    """Whether a single word before a colon at a line's start may be somebody's name."""
    label, first = match['label'].strip(), first_token(view, match)
    named = view.mention(first)
    person = view.pos[first] == 'PROPN' if named is None else named.type == 'PER'
    return kind == 'surname' and person and len(label) > SHORTEST and may_be_name(label)


def is_shortened(view: View, match: re.Match[str], label: str, times: Counter[str]) -> bool:
    """Whether a label is the abbreviation of a noun that may be one («Корр.»), initials, or a letter or a short word of
    one who speaks more than once («В.: …»); not «Тел.: 22-33-44», «Исп.: Белова»."""
    if not label.endswith('.') or ' ' in label:
        return False
    short = fold(label).rstrip('.')
    if len(short) > 1 and ('.' in short or any(noun.startswith(short) for noun in nouns().labels)):
        return True
    return times[label] > 1 and answers(view, match.string, match.end())


def may_be_name(word: str) -> bool:
    """Whether a word may be a person's name: the dictionary has it as one, or as a living being, or not at all.

    >>> [may_be_name(word) for word in ('Белова', 'Волк', 'Джусупов', 'Справочно', 'Осень')]
    [True, True, True, False, False]
    """
    word = word.lower()
    return not known_forms(word) or any(not ALIVE.isdisjoint(parse.tag.grammemes) for parse in parses(word))


def sounds_spoken(view: View, text: str, labels: list[re.Match[str]]) -> bool:
    """Whether most of what follows labels is speech: sentences, no names, numbers and addresses."""
    return 2 * sum(answers(view, text, match.end()) for match in labels) > len(labels)


def answers(view: View, text: str, start: int) -> bool:
    """Whether a sentence that somebody may say begins behind a label: it has a predicate, or is a question or a cry;
    not «родился в Орске», which goes on with the label."""
    while start < len(text) and text[start].isspace():
        start += 1
    first = bisect_left(view.parse.tokens.start, start)
    if first >= len(view) or view.text[first][0].islower():
        return False
    last = view.bounds(first)[1]
    if view.text[last - 1] in '!?…':
        return True
    if any(view.is_predicate(i) for i in range(first, last)):
        return True
    named = view.mention(first)
    whole = named is not None and named.last >= last - 1
    return view.text[last - 1] == '.' and not whole and not view.text[first][0].isdigit()


def is_turn(view: View, text: str, match: re.Match[str]) -> bool:
    """Whether a name with initials and a colon begins a turn, in a line or at its start."""
    card = not match['card'] or is_card(match)
    quoting = text[match.end() : match.end() + 3].strip()[:1] in OPENING
    if quoting and not begins_line(text, match.start()):
        return False
    return card and not quoting and stands_alone(view, text, match.start())


def is_dated(text: str) -> bool:
    return END.search(text) is not None


END = re.compile(
    r'(?:География|Темы|Лица|Статус материала|Дата публикации|Текстовая версия|Ссылка на материал)[ \n:]+(?=[А-ЯЁA-z])'
)


@cache
def without_name() -> re.Pattern[str]:
    """A label that is a noun («Вопрос:»), anywhere in a text."""
    words = '|'.join(sorted((re.escape(w.capitalize()) for w in nouns().labels), key=len, reverse=True))
    upper = '|'.join(sorted((re.escape(w.upper()) for w in nouns().labels), key=len, reverse=True))
    return re.compile(rf'(?<!\w)(?:{words}|{upper}){REMARK}\s?(?::|[–—](?=\s[А-ЯЁ]))(?=\s)', re.M)


def is_card(match: re.Match[str]) -> bool:
    """Whether the words between a label and its colon are the speaker's card: they begin with the same surname."""
    surname = re.split(r'[.\s\u00a0]', match['label'].strip())[-1]
    return match['card'].strip()[:4] == surname[:4]


def stands_alone(view: View, text: str, start: int) -> bool:
    """Whether a label begins a turn: not «…сообщил В. Орлов: «…», not a name in a list."""
    before = text[max(0, start - ANSWERED) : start].rstrip()
    if not before or text[start - 1] == '\n':
        return True
    if before[-1] in ',(«' or text[start - 1] == '"':  # a straight mark that closes has a space behind it
        return False
    i = bisect_left(view.parse.tokens.start, start) - 1
    if i < 0 or view.text[i] in '.!?…)>*»"':
        return True
    return view.pos[i] not in ('ADP', 'CCONJ', 'VERB', 'SCONJ', 'ADJ') and not (
        view.pos[i] == 'NOUN' and view.feature(i, 'Animacy') == 'Anim'
    )


def begins_line(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] == '\n'


def name_lines(view: View, text: str) -> Iterator[Label]:
    """Labels without a colon, each a line of its own, in interviews: a person's name, an outlet, a noun of a label."""
    matches = [m for m in ALONE.finditer(text) if is_name_line(view, m)]
    times = Counter(m['label'].strip() for m in matches)
    kept = [m for m in matches if times[m['label'].strip()] > 1]
    if len(kept) < 2 * TURNS or len({m['label'].strip() for m in kept}) < TURNS:
        return
    if not sounds_spoken(view, text, kept):
        return
    for match in kept:
        name = read_label(match['label'].strip())[1]
        at = match.start('label') + match['label'].find(name)
        yield Label(match.start(), match.end(), at, at + len(name))


def is_name_line(view: View, match: re.Match[str]) -> bool:
    kind = read_label(match['label'].strip())[0]
    named = view.mention(first_token(view, match))
    return kind in ('noun', 'outlet') or (kind == 'name' and named is not None and named.type == 'PER')


ALONE = re.compile(r'^[ \t*_]*(?P<label>[А-ЯЁ«"][^\n.!?:,]{2,60})[ \t*_]*$', re.M)

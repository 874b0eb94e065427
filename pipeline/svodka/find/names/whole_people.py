"""People by the grammar of names: spans that a patronymic, a particle of one, a surname in capitals or a title fixes.

A tagger knows a person by the names it has seen; «Вагиф кызы», «КРАВЕЦ Илья», «главбух Орлова», «проф. Седов» it cuts
where it likes. Each of these holds a word that can only stand in a person's name or before one. Such an anchor says
which neighbours belong to the name, whatever was tagged, and the spans across give way.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from functools import lru_cache

from svodka.find.names.edges import is_inside
from svodka.find.names.person_words import (
    PLURAL_LIKE,
    SHORTEST_CAPITALS,
    agree_in_case,
    beside,
    is_capital_surname,
    is_capitalised,
    is_common,
    is_given_form,
    is_patronymic_form,
    is_surname_form,
    may_be_surname,
    seen_in_one_case,
    surname_cases,
)
from svodka.find.names.titles import without_titles
from svodka.find.positions.lexicon import role_lemma
from svodka.find.rule import rule
from svodka.language.latin import latin_key
from svodka.language.morph import known_readings, readings
from svodka.language.name_frames import shared_frames
from svodka.language.name_words import ADDRESS, INITIAL, PATRONYMIC_WORDS, given_names, is_surname
from svodka.language.organisation_names import assemblies, is_double_house
from svodka.lexicons import load
from svodka.model import Span, Tokens

LATIN = re.compile('[A-Z][a-z]+(?:-[A-Z][a-z]+)?')
PAIR = 2  # words of a given name and a surname
LATIN_WORDS = (2, 3)  # of a whole name in Latin letters
INITIALED = ('Седов', 'Э', '.', 'Г', '.')  # the tokens of such a name
RELATIONAL_FORM = re.compile('[сц]к(?:ий|ая|ого|ой|ому|ую|им|ом)$')  # in the singular
INITIALS = re.compile(r'(?:[А-ЯЁ]\.){2}')


@rule(
    yes={
        'Приехал КРАВЕЦ [PER Илья].': '[PER КРАВЕЦ Илья]',
        'Участники: [LOC Тульский] [PER Павел Ильич], юрист.': '[PER Тульский Павел Ильич]',
        'Приехал СЕДОВ [PER Мейрхан Олегович].': '[PER СЕДОВ Мейрхан Олегович]',
        'Выступила [PER Лейла Вагиф] кызы Садыхова.': '[PER Лейла Вагиф кызы Садыхова]',
        'Ответил [PER проф. Седов].': '[PER Седов]',
        '[PER Хоким] [LOC Омской области] занят. [PER Хоким] рад.': '[LOC Омской области]',
        'Взято из [PER Дома-музея Павла Лунина].': '[ORG Дома-музея Павла Лунина]',
    }
)
def with_whole_people(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """The spans, with those that the grammar of names fixes in place of what lies across them."""
    spans = [cut for span in spans for cut in without_titles(tokens, retyped(tokens, span))]
    fixed: list[Span] = []
    covered = bytearray(len(tokens))
    people = (behind_body(tokens, span) for span in anchored(tokens))
    for span in sorted(people, key=lambda s: (s.first - s.last, s.first)):
        if not any(covered[span.first : span.last]):
            covered[span.first : span.last] = b'\1' * (span.last - span.first)
            fixed.append(span)
    found, rest = list[Span](), deque(spans)
    for name in sorted(fixed, key=lambda s: s.first):
        while rest and rest[0].last <= name.first:
            found.append(rest.popleft())
        across = []
        while rest and rest[0].first < name.last:
            across.append(rest.popleft())
        rest.extendleft(reversed(_placed(tokens, across, name)))
    return [*found, *rest]


def behind_body(tokens: Tokens, person: Span) -> Span:
    """A person without the end of a parliament's name: «Жогорку Кенеша | Айбек Орозбек уулу»."""
    pair = tuple(word.lower() for word in tokens.text[max(person.first - 1, 0) : person.first + 1])
    return Span(person.first + (pair in assemblies()), person.last, 'PER')


@lru_cache(maxsize=1)
def latin_names() -> frozenset[str]:
    """Given names in Latin letters, those known in Cyrillic among them, as they are compared (see latin_key)."""
    return frozenset(map(latin_key, (*load('given_names')['latin'].split(), *given_names())))


@lru_cache(maxsize=1)
def latin_firms() -> frozenset[str]:
    """Words in Latin letters that end a firm's name and nobody's."""
    return frozenset(load('given_names')['latin-firms'].split())


def retyped(tokens: Tokens, span: Span) -> Span:
    """A person's span as a body's if it begins with a noun for one («Дом-музей Седова»); another as a person's if its
    form can be nobody else's: a surname with two initials behind («Полевая В.И.») or before («Жалобу | В.И. Полевой»),
    Latin words that begin with a given name («Karl Webber», not «The Prodigy»)."""
    words = tokens.text[span.first : span.last]
    if span.type == 'PER':
        return Span(span.first, span.last, 'ORG') if len(words) > 1 and is_double_house(words[0]) else span
    person = len(words) == len(INITIALED) and words[0].istitle() and bool(INITIALS.fullmatch(''.join(words[1:])))
    if len(words) == len(INITIALED) + 1 and INITIALS.fullmatch(''.join(words[1:5])) and is_common(words[0].lower()):
        return Span(span.first + 1, span.last, 'PER')
    if len(words) in LATIN_WORDS and all(LATIN.fullmatch(w) for w in words):
        person = latin_key(words[0]) in latin_names() and words[-1].lower() not in latin_firms()
    return Span(span.first, span.last, 'PER') if person else span


def _placed(tokens: Tokens, across: Sequence[Span], name: Span) -> list[Span]:
    """What stands in place of the spans that lie across a person's name: the name, and what they have in front of it; a
    body that is called after him keeps him."""
    left, first, last = list[Span](), name.first, name.last
    for span in across:
        whole = span.first <= first and span.last >= last
        if whole and (last - first == 1 if span.type == 'PER' else span.last - span.first > last - first):
            return list(across)  # a trade fixes the surname alone: «командир Лаврин А.А.»
        if span.type == 'PER':
            while first > span.first and _continues_left(tokens, first, name):
                first -= 1
        elif span.first < first and tokens.pos[first - 1] not in ('ADP', 'CCONJ'):
            left.append(Span(span.first, first, span.type))
    return [*left, Span(first, last, 'PER')]


def _continues_left(tokens: Tokens, first: int, name: Span) -> bool:
    """Whether the word before a name that the tagger has in it is a second given name or surname of it."""
    if not beside(tokens, first) or not is_capitalised(tokens, first - 1):
        return False
    return is_given_form(tokens.text[first - 1]) or (first == name.first and may_be_surname(tokens, first - 1))


# ------------------------------------------------------------------------------------------------------------ anchors


def anchored(tokens: Tokens) -> Iterator[Span]:
    """The names that hold an anchor."""
    for i, word in enumerate(tokens.text):
        if len(word) < SHORTEST_CAPITALS or not word[0].isalpha():
            continue
        if word.lower() in PATRONYMIC_WORDS:
            yield from behind_father(tokens, i)
        elif word in ADDRESS:
            yield from around_address(tokens, i)
        elif word[0].isupper():
            if is_patronymic_form(word):
                yield from around_patronymic(tokens, i)
            elif is_capital_surname(tokens, i):
                yield from beside_capitals(tokens, i)
        if i + 1 < len(tokens) and word[1:].islower() and role_lemma(word):
            yield from behind_trade(tokens, i)
    for i, word in enumerate(tokens.text):
        if word == '.' and INITIALS.fullmatch(''.join(tokens.text[max(i - 3, 0) : i + 1])):
            yield from before_initials(tokens, i - 3)
        if word == '-' and 0 < i < len(tokens) - 3 and tokens.text[i - 1] == '.':
            yield from around_double_initial(tokens, i)


def behind_father(tokens: Tokens, i: int) -> Iterator[Span]:
    """«Рашад Гейдар оглы Алиев», «Алиев Рашад Гейдар оглы»; the particle is token i."""
    if not (beside(tokens, i) and is_capitalised(tokens, i - 1)):
        return
    if not (is_capitalised(tokens, i - 2) and beside(tokens, i - 1)):
        yield Span(i - 1, i + 1, 'PER')  # «Бейшен уулу», who has no surname
        return
    first, last = i - 2, i + 1
    behind = is_capitalised(tokens, last) and beside(tokens, last)
    before = first > 0 and is_capitalised(tokens, first - 1) and beside(tokens, first)
    another = behind and is_capitalised(tokens, last + 1) and beside(tokens, last + 1)
    another = another and is_given_form(tokens.text[last]) and not is_surname_form(tokens.text[last])
    if another:
        pass  # «Айзады Рашид кызы | Олег Рогов»
    elif behind and is_surname_form(tokens.text[last]):
        last += 1
    elif before and may_be_surname(tokens, first - 1):
        first -= 1
    elif behind and (may_be_surname(tokens, last) or is_given_form(tokens.text[last])):
        last += 1
    yield Span(first, last, 'PER')


def around_address(tokens: Tokens, i: int) -> Iterator[Span]:
    """«Фания апа Рогова»; the form of address is token i."""
    first, last = i - 1, i + 1
    if first < 0 or not (is_capitalised(tokens, first) and is_capitalised(tokens, last)):
        return
    if not (beside(tokens, i) and beside(tokens, last) and is_given_form(tokens.text[first])):
        return
    if may_be_surname(tokens, last) and agree_in_case(tokens, first, last):
        yield Span(first, last + 1, 'PER')


def around_patronymic(tokens: Tokens, i: int) -> Iterator[Span]:
    """«Анна Ильинична Седова», «Седова Анна Ильинична»; the patronymic is token i."""
    given = i - 1
    if given < 0 or not beside(tokens, i) or not is_capitalised(tokens, given):
        return
    if not is_given_form(tokens.text[given]) or not agree_in_case(tokens, given, i):
        return
    first, last = given, i + 1
    behind = is_capitalised(tokens, last) and beside(tokens, last) and may_be_surname(tokens, last)
    behind = behind and agree_in_case(tokens, last, given)
    before = _surname_before(tokens, given)
    if behind and not (before and _starts_anew(tokens, last + 1)):
        last += 1
    elif before:
        first -= 1
    if last - first > PAIR:
        yield Span(first, last, 'PER')


def _surname_before(tokens: Tokens, given: int) -> bool:
    """Whether a surname stands before a given name."""
    i = given - 1
    if i < 0 or not is_capitalised(tokens, i) or not beside(tokens, given):
        return False
    if is_adjective_of(tokens, i, given):
        return True
    if not may_be_surname(tokens, i) and not is_noun_inside(tokens, i):
        return False
    return agree_in_case(tokens, i, given) and seen_in_one_case(tokens, i, given)


def is_adjective_of(tokens: Tokens, i: int, given: int) -> bool:
    """Whether a word that the dictionary may have as a place's adjective alone is the surname of the given name and
    patronymic behind it, in their case and gender: «Тульский Павел Ильич», not «Тульские Павел Ильич и Анна»."""
    word = tokens.text[i]
    if not word.istitle() or not RELATIONAL_FORM.search(word):
        return False
    own = {(r.case, r.slot) for r in readings(word.lower()) if r.kind == 'adjective'}
    return not own.isdisjoint(shared_frames((tokens.text[given], tokens.text[given + 1])))


def is_noun_inside(tokens: Tokens, i: int) -> bool:
    """Whether a common noun has a capital inside a sentence and is nobody's trade: «; Козел Игорь Петрович»."""
    known = known_readings(tokens.text[i].lower())
    noun = bool(known) and all(r.kind == 'noun' for r in known) and any(r.case == 'Nom' for r in known)
    return noun and tokens.text[i].istitle() and is_inside(tokens, i) and not role_lemma(tokens.text[i])


def _starts_anew(tokens: Tokens, i: int) -> bool:
    """Whether another given name and patronymic stand at token i, as in a list of surnames first."""
    if not (is_capitalised(tokens, i) and is_capitalised(tokens, i + 1) and beside(tokens, i + 1)):
        return False
    return beside(tokens, i) and is_given_form(tokens.text[i]) and is_patronymic_form(tokens.text[i + 1])


def beside_capitals(tokens: Tokens, i: int) -> Iterator[Span]:
    """«КРАВЕЦ Илья», «Илья КРАВЕЦ»; the surname in capitals is token i."""
    before, after = i - 1, i + 1
    titled = is_capitalised(tokens, after) and beside(tokens, after) and tokens.text[after].istitle()
    if titled and (is_given_form(tokens.text[after]) or _by_the_patronymic(tokens, after)):
        last = after + 1
        if is_capitalised(tokens, last) and beside(tokens, last) and is_patronymic_form(tokens.text[last]):
            last += 1
        another = is_capitalised(tokens, last) and beside(tokens, last)  # «МИД Сергей Лавров»
        if last == after + 1 and is_common(tokens.text[i].lower()):  # a headline's last word: «ОБОРУДОВАНИЯ Август»
            return
        if not another and not (last < len(tokens) and tokens.text[last].lower() in PATRONYMIC_WORDS):
            yield Span(i, last, 'PER')
    elif before >= 0 and beside(tokens, i) and tokens.text[before].istitle() and is_given_form(tokens.text[before]):
        yield Span(before, i + 1, 'PER')


def _by_the_patronymic(tokens: Tokens, i: int) -> bool:
    """Whether token i, which no list has, is a given name by the patronymic behind it: «СЕДОВ | Улжалгас Олеговна»."""
    behind = is_capitalised(tokens, i + 1) and beside(tokens, i + 1) and is_patronymic_form(tokens.text[i + 1])
    return behind and not known_readings(tokens.text[i].lower())


def around_double_initial(tokens: Tokens, i: int) -> Iterator[Span]:
    """«Ж.-П. Морель»; the hyphen is token i."""
    first, last = i - 2, i + 1
    if first < 0 or not INITIAL.match(tokens.text[first]):
        return
    while last + 1 < len(tokens) and INITIAL.match(tokens.text[last]) and tokens.text[last + 1] == '.':
        last += 2
    if last > i + 1 and is_capitalised(tokens, last) and tokens.start[last] - tokens.stop[last - 1] <= 1:
        yield Span(first, last + 1, 'PER')


def before_initials(tokens: Tokens, i: int) -> Iterator[Span]:
    """«Донская В.И.», whatever else the surname may be; the first initial is token i."""
    surname, last = i - 1, i + 4
    if surname < 0 or not tokens.text[surname].istitle() or not is_capitalised(tokens, surname):
        return
    if not beside(tokens, i) or (last < len(tokens) and tokens.text[last][0].isupper()):
        return
    if is_surname(tokens.text[surname].lower()) or is_surname_form(tokens.text[surname]):
        yield Span(surname, last, 'PER')


def behind_trade(tokens: Tokens, i: int) -> Iterator[Span]:
    """«главбух Орлова»: a surname alone behind a trade in its case."""
    name = i + 1
    if not is_capitalised(tokens, name) or not beside(tokens, name) or not tokens.text[name].istitle():
        return
    if is_capitalised(tokens, name + 1) and beside(tokens, name + 1):
        return
    low = tokens.text[name].lower()
    verb = name + 1 < len(tokens) and tokens.pos[name + 1] == 'VERB'
    if PLURAL_LIKE.search(low) or (low.endswith('ких') and verb):  # «депутат Малых», «юрист Сибирских подала»
        if any(r.case == 'Nom' and r.slot != 'p' for r in readings(tokens.text[i].lower())):
            yield Span(name, name + 1, 'PER')
        return
    if any(r.kind in ('place', 'organisation', 'adjective') for r in known_readings(low)):
        return  # «папа Римский»
    if is_surname_form(tokens.text[name]) and not is_given_form(tokens.text[name]) and _fits_trade(tokens, i, name):
        yield Span(name, name + 1, 'PER')


def _fits_trade(tokens: Tokens, trade: int, name: int) -> bool:
    """Whether a surname may stand in the case of the trade before it."""
    cases = {r.case for r in readings(tokens.text[trade].lower()) if r.slot != 'p'}
    found = surname_cases(tokens.text[name])
    return '' in found or not cases.isdisjoint(found)

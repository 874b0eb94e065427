"""What a tagger takes for the beginning of a person's name: «хоким | Бухары | Ботир Зарипов», «Аким | Бектасов»."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from svodka.find.names.person_words import (
    beside,
    is_capitalised,
    is_patronymic_form,
    is_surname_form,
)
from svodka.find.places.gazetteer import candidates
from svodka.find.places.lookup import cases, forms, heads
from svodka.find.positions.lexicon import role_lemma
from svodka.find.rule import rule
from svodka.language.morph import RELATIONAL, has_kind, known_readings, nominatives
from svodka.language.name_frames import NAMES, listed_frames, name_frames
from svodka.language.name_words import given_names
from svodka.language.organisation_names import is_institution
from svodka.language.view import opens_sentence
from svodka.lexicons import fold, load
from svodka.model import Span, Tokens

REACH = 10  # tokens between an office and the place at the end of what it is of
PAIR, TRIPLE = 2, 3  # words of a given name and a surname, and of a place before them
KINDS = frozenset(('country', 'region', 'district', 'city'))  # of places that have officials
KNOWN = 20_000  # people of a town whose name does not decline and that no dictionary has
PHRASE = frozenset(('NOUN', 'PROPN', 'ADJ', 'CCONJ'))  # parts of speech between an office and its place
RULERS = 'аким'  # a name of Russians as well


# ------------------------------------------------------------------------------------------------------------ offices


@cache
def offices() -> frozenset[str]:
    """Offices that are or look like given names, in the nominative."""
    return frozenset(load('titles')['like_names'].split())


@cache
def unlike_names() -> frozenset[str]:
    """Those of them that are nobody's name."""
    return frozenset(load('titles')['unlike_names'].split())


@lru_cache(maxsize=20_000)
def office_of(word: str) -> str:
    """The office that a word may be a form of, '' for none and for a word in capitals."""
    if not (word.istitle() or word.islower()):
        return ''
    return next((n for n in nominatives(word.lower()) if n in offices()), '')


@rule(
    yes={
        '[PER Акиму Ерлану Бектасову] дали семь лет.': '[PER Ерлану Бектасову]',
        '[PER Аким Бектасов] задержан.': '[PER Бектасов]',
        '[PER Аким Анна Седова] ушла.': '[PER Анна Седова]',
        '[PER Раису Ринату Галимзянову] показали школу.': '[PER Ринату Галимзянову]',
        '[LOC Раис Татарстана] [PER Ринат Галимзянов] открыл завод.': '[LOC Татарстана] [PER Ринат Галимзянов]',
        '[PER Торага] поручил доработать статью.': '',
        '[LOC Вчера раис Татарстана] уехал.': '[LOC Татарстана]',
        '[ORG Раис Татарстана] уехал.': '[LOC Татарстана]',
        '[ORG Торага Жогорку Кенеша] выступил.': '[ORG Жогорку Кенеша]',
        '[PER Хякимлик Мары] сообщил о ремонте.': '[ORG Хякимлик Мары]',
        '[PER Хяким Марыйского] велаята занят.': '[LOC Марыйского велаята]',
    },
    no={
        '[LOC Хоким города] ушёл.': '',
        'Пришла [PER Раиса Петрова].': '[PER Раиса Петрова]',
        '[PER Раису Максимовну Петрову] наградили.': '[PER Раису Максимовну Петрову]',
        '[PER Аким Иванович Седов] уехал. [PER Аким Ивлев] остался.': '[PER Аким Иванович Седов] [PER Аким Ивлев]',
        '[PER Раиса Анна Седова] ушла.': '[PER Раиса Анна Седова]',
        'Пели [PER Раис Мухаметшин] и [PER Аким Седов].': '[PER Раис Мухаметшин] [PER Аким Седов]',
    },
)
def with_offices(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """«Аким | Ерлан Бектасов», «Раис | Татарстана», «Торага»: an office is no given name."""
    return [cut for span in spans for cut in without_office(tokens, span)]


def without_office(tokens: Tokens, span: Span) -> Iterator[Span]:
    """A span without the office in front, nothing of an office alone; an institution and its place as a body."""
    first, last = span.first, span.last
    if span.type != 'PER':
        if first and tokens.lemma[first - 1].lower() in heads():  # «село Аким»
            yield span
            return
        behind = behind_office(tokens, span)
        place = behind > first and is_of_place(tokens, behind)
        yield Span(behind, last, 'LOC' if place else span.type)
        return
    if is_institution(tokens.text[first]):
        yield Span(first, last, 'ORG')
        return
    office = office_of(tokens.text[first])
    if not office:
        yield span
    elif last - first == 1:
        if not is_office_alone(tokens, first, office):
            yield span
    elif last - first == PAIR and is_of_place(tokens, first + 1):
        yield Span(first + 1, last + (beside(tokens, last) and tokens.lemma[last].lower() in heads()), 'LOC')
    else:
        yield Span(first + is_office_before(tokens, span, office), last, 'PER')


def behind_office(tokens: Tokens, span: Span) -> int:
    """Where a place or a body begins behind the office that the tagger has in it: «Вчера раис | Татарстана»."""
    named = any(not text.islower() for text in tokens.text[span.first + 1 : span.last])  # not «Хоким города»
    for i in range(span.first, span.last - 1) if named else ():
        if (office := office_of(tokens.text[i])) and (i == span.first or tokens.text[i].islower()):
            noun = tokens.lemma[i + 1].lower() in heads()  # «Раис | Республики Татарстан»
            return i + 1 if noun or office in unlike_names() or is_of_place(tokens, i + 1) else span.first
    return span.first


def is_office_alone(tokens: Tokens, i: int, office: str) -> bool:
    """Whether a word alone is an office: what is nobody's name anywhere; «Аким» at the beginning of a sentence, where
    the text has no capital of it elsewhere; «Раис», a name of many, where the text has the office in lower case."""
    if office in unlike_names() or tokens.text[i].islower():
        return True
    if not opens_sentence(tokens, i):
        return False
    if has_office(tokens, office):
        return True
    others = (k for k, text in enumerate(tokens.text) if k != i and office_of(text) == office)
    return office == RULERS and all(opens_sentence(tokens, k) and not is_capitalised(tokens, k + 1) for k in others)


def is_office_before(tokens: Tokens, span: Span, office: str) -> bool:
    """Whether the first word of a person's span is an office: one that is nobody's name; before a given name in its
    case and a surname; «Аким» before a surname that no Russian bears."""
    first, following = span.first, tokens.text[span.first + 1]
    if office in unlike_names() or tokens.text[first].islower():
        return True
    if is_patronymic_form(following):
        return False
    if may_be_given(following):
        return span.last - first >= TRIPLE and may_hold(tokens.text[first], following)
    if not opens_sentence(tokens, first) or office != RULERS or span.last - first > PAIR:
        return False
    foreign = not has_kind(following, 'surname')
    return has_office(tokens, office) or (foreign and is_surname_form(following))


def may_hold(office: str, given: str) -> bool:
    """Whether an office, which is masculine whoever holds it, stands in the case of a given name: «Аким Анна», not
    «Раиса Анна»."""
    own = {case for case, slot in name_frames(office) if slot == 'm'}
    cases_of = {case for case, _ in name_frames(given)}
    return not own or not cases_of or not own.isdisjoint(cases_of)


def has_office(tokens: Tokens, office: str) -> bool:
    """Whether a text has an office in lower case."""
    return any(text.islower() and office in nominatives(text) for text in tokens.text if text[:2] == office[:2])


def is_of_place(tokens: Tokens, i: int) -> bool:
    """Whether token i is a place in the genitive, or the adjective of one."""
    if is_place(tokens.text[i]):
        return not may_name(tokens.text[i])
    return tokens.pos[i] == 'ADJ' and tokens.lemma[i].lower().endswith(RELATIONAL) and 'Case=Gen' in tokens.feats[i]


# ------------------------------------------------------------------------------------------------------------- places


@rule(
    yes={
        'Хоким [PER Бухары Ботир Зарипов] открыл школу.': '[LOC Бухары] [PER Ботир Зарипов]',
        'Хоким [PER Самарканда] [PER Бобур Назаров] занят.': '[LOC Самарканда] [PER Бобур Назаров]',
        'Дом показали хокиму [PER Термеза Равшану Юсупову].': '[LOC Термеза] [PER Равшану Юсупову]',
        'Ушёл министр здравоохранения [PER Хорезма Рустам Алиев].': '[LOC Хорезма] [PER Рустам Алиев]',
        'Глава [ORG Совета Министров] [PER Хорезма Рустам Алиев] занят.': (
            '[ORG Совета Министров Хорезма] [PER Рустам Алиев]'
        ),
        'Приехал мэр [PER Владимира Олег Седов].': '[LOC Владимира] [PER Олег Седов]',
    },
    no={
        'Вызван прокурор [PER Кирова Анна Ильинична].': '[PER Кирова Анна Ильинична]',
        'Ждут министра [PER Владимира Олега Седова].': '[PER Владимира Олега Седова]',
        'Ждут директора [PER Анны] [PER Олег Седов].': '[PER Анны] [PER Олег Седов]',
        'Книга [PER Самарканда Олега Седова].': '[PER Самарканда Олега Седова]',
    },
)
def with_office_places(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """«Хоким | Бухары | Ботир Зарипов»: a place in the genitive between an office and a person is in no name."""
    covered = {i: span for span in spans for i in range(span.first, span.last)}
    made: list[Span] = []
    for i in range(1, len(tokens) - 1):
        if (last := person_behind(tokens, i, covered)) is not None:
            body = covered.get(i - 1)  # «Совета Министров | Каракалпакстана»
            made.append(Span(body.first, i + 1, 'ORG') if body and body.type == 'ORG' else Span(i, i + 1, 'LOC'))
            made.append(Span(i + 1, last, 'PER'))
    if not made:
        return list(spans)
    taken = {i for span in made for i in range(span.first, span.last)}
    return sorted([*made, *(s for s in spans if taken.isdisjoint(range(s.first, s.last)))], key=lambda s: s.first)


def person_behind(tokens: Tokens, i: int, covered: Mapping[int, Span]) -> int | None:
    """Where the person ends that begins behind token i, if this is a place of the office before it; None if not."""
    word, behind = tokens.text[i], i + 1
    if not (is_capitalised(tokens, i) and beside(tokens, i)):
        return None
    if not (is_capitalised(tokens, behind) and beside(tokens, behind)):
        return None
    own, next_span = covered.get(i), covered.get(behind)
    if own and (own.type == 'LOC' or own.first != i or (own.type == 'ORG' and own.last > behind)):
        return None  # the tagger knows it
    if not is_place(word) or not has_person(tokens, i, own, next_span) or not is_held(tokens, i, covered):
        return None
    if next_span and next_span.type == 'PER':
        return next_span.last
    return behind + PAIR if next_span is None and is_whole(tokens, behind) else None


def has_person(tokens: Tokens, i: int, own: Span | None, following: Span | None) -> bool:
    """Whether a person begins behind a place, whose first name or surname the place may not be."""
    behind, word = i + 1, tokens.text[i]
    whole = is_whole(tokens, behind)
    apart = following is not None and following.type == 'PER' and following.last - behind >= PAIR
    if may_be_given(word) and not has_kind(word, 'place'):
        return False  # «директор Анны»
    if may_name(word):
        clash = differ(word, tokens.text[behind])
        return (whole or apart) and (clash or not (may_be_given(word) or is_patronymic_form(tokens.text[i + 2])))
    if whole or (apart and following != own) or (own is not None and own.last - i == TRIPLE):
        return True
    surname = own is not None and own.last - i == PAIR and is_surname_form(tokens.text[behind])
    return surname and has_kind(word, 'place')


def is_whole(tokens: Tokens, i: int) -> bool:
    """Whether a given name stands at token i and a word with a capital behind it."""
    return may_be_given(tokens.text[i]) and is_capitalised(tokens, i + 1) and beside(tokens, i + 1)


def is_held(tokens: Tokens, i: int, covered: Mapping[int, Span]) -> bool:
    """Whether an office governs token i: «министр здравоохранения | Хорезма»."""
    for k in range(i - 1, max(i - REACH, -1), -1):
        if tokens.sentence[k] != tokens.sentence[i]:
            return False
        held = covered.get(k)
        if held and held.type == 'PER' and not role_lemma(tokens.text[k]):
            return False
        if role_lemma(tokens.text[k]) and (tokens.text[k].islower() or opens_sentence(tokens, k)):
            return True
        if tokens.pos[k] not in PHRASE or not tokens.text[k][0].isalpha():
            return False
    return False


@lru_cache(maxsize=20_000)
def is_place(word: str) -> bool:
    """Whether a word may be the genitive of a place's name; one that does not decline is a known place's."""
    known = has_kind(word, 'place')
    for name in forms(word.lower()) if word.istitle() or '-' in word else ():
        found = [c for c in candidates(name) if c.place.kind in KINDS]
        if not found:
            continue
        seen = cases([word], name)
        if 'Gen' in seen or ('' in seen and (known or found[0].weight >= KNOWN)):
            return True
    return False


@lru_cache(maxsize=20_000)
def may_be_given(word: str) -> bool:
    """Whether a word is one person's given name in any case; «Иванов» is rather a surname than several Ivans."""
    if any(r.kind == 'name' and r.slot != 'p' for r in known_readings(word.lower())):
        return True
    return fold(word) in given_names() or bool(listed_frames(word))


@lru_cache(maxsize=20_000)
def may_name(word: str) -> bool:
    """Whether a dictionary or the lexicon has a word as a given name or a surname, too: «Кирова», «Владимира»."""
    return may_be_given(word) or any(r.kind in NAMES and r.slot != 'p' for r in known_readings(word.lower()))


def differ(one: str, two: str) -> bool:
    """Whether two words can stand in no case together as parts of one name."""
    first, second = name_frames(one), name_frames(two)
    return bool(first) and bool(second) and first.isdisjoint(second)

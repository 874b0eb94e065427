"""Where a name ends: at a sentence's end, a bracket, between people and between places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from svodka.find.names.person_words import is_given_form, is_patronymic_form, is_surname_form
from svodka.find.normal.document import common_nouns
from svodka.find.places import find_place
from svodka.find.positions.lexicon import role_lemma
from svodka.language.morph import known_readings
from svodka.language.name_frames import is_oblique_given, name_frames, shared_frames
from svodka.language.name_words import INITIAL, PATRONYMIC_WORDS, eastern, given_slots, is_given
from svodka.lexicons import fold, head_nouns
from svodka.model import Parse, Span, Tokens, features

SERVICE = 2  # words of «внутренней службы»
PAIR = 2  # words of a given name and a surname
SEPARATORS = frozenset('•·|■▪●;')  # between the items of a list
SHORTEST_DOUBLED = 4  # letters of a last name said twice
PLANT = 3  # letters of an abbreviation behind a place
KOREAN = 4  # letters of a word of a Korean name, at most
OBLIQUE_SURNAME = re.compile('(?:[оеё]в|[иы]н)[ау]$')  # of a man, the first that of a woman in the nominative
BULLET = re.compile(r'[•▪■●\*·–—-]$')


def pieces(parse: Parse, span: Span) -> Iterator[Span]:
    """A span cut where no name goes on: at a sentence's or block's end, a bracket, between people, between places."""
    if span.last - span.first == 1 and parse.tokens.text[span.first].isalpha():
        yield span  # as half of the names are
        return
    for part in cut_at_sentences(parse, span):
        for inner in cut_at_brackets(parse.tokens, part):
            if inner.type == 'PER':
                yield from cut_between_people(parse.tokens, inner)
            elif inner.type == 'LOC':
                yield from cut_between_places(parse.tokens, inner)
            else:
                for marked in cut_between_marks(parse.tokens, inner):
                    for body in cut_between_bodies(parse.tokens, marked):
                        own = without_office(parse.tokens, body)
                        if own.first < own.last:
                            yield from cut_off_origin(parse.tokens, own)


def cut_at_sentences(parse: Parse, span: Span) -> Iterator[Span]:
    """Pieces of a span within one sentence and one item of a list each."""
    tokens, first = parse.tokens, span.first
    for i in range(span.first, span.last):
        if tokens.text[i] in SEPARATORS:
            if first < i:
                yield Span(first, i, span.type)
            first = i + 1
        elif i > first and ends_before(parse, i):
            yield Span(first, i, span.type)
            first = i
    if first < span.last:
        yield Span(first, span.last, span.type)


def ends_before(parse: Parse, i: int) -> bool:
    """Whether a sentence, a paragraph or a list's item begins with token i."""
    tokens = parse.tokens
    gap = parse.document.text[tokens.stop[i - 1] : tokens.start[i]]
    return (
        tokens.sentence[i] != tokens.sentence[i - 1]
        or '\n\n' in gap
        or '\u2028' in gap
        or '\u2029' in gap
        or ('\n' in gap and bool(BULLET.match(tokens.text[i])) and i + 1 < len(tokens))
    )


def cut_at_brackets(tokens: Tokens, span: Span) -> Iterator[Span]:
    """What stands before a bracket and what stands in it; a bracket that a name goes on after stays inside it
    («Арсен (Арсений) Павлов»)."""
    depth = 0
    for i in range(span.first, span.last):
        if tokens.text[i] in '([':
            closing = next((k for k in range(i + 1, span.last) if tokens.text[k] in ')]'), None)
            if (
                closing is not None
                and closing < span.last - 1
                and tokens.text[closing + 1] not in ',;'
                and i > span.first
            ):
                depth += 1
                continue
            if i > span.first:
                yield Span(span.first, i, span.type)
            inner = Span(i + 1, closing if closing is not None else span.last, span.type)
            if inner.first < inner.last:
                yield inner
            return
        if tokens.text[i] in ')]':
            depth -= 1
            if depth < 0:
                if i > span.first:
                    yield Span(span.first, i, span.type)
                if i + 1 < span.last:
                    yield Span(i + 1, span.last, span.type)
                return
    yield span


def cut_between_people(tokens: Tokens, span: Span) -> Iterator[Span]:
    """Neighbours apart: at a comma, and where a name begins anew."""
    first = span.first
    for i in range(span.first, span.last):
        if tokens.text[i] in ',;':
            if first < i:
                yield Span(first, i, span.type)
            first = i + 1
        elif i > first and begins_anew(tokens, first, i, span.last):
            yield Span(first, i, span.type)
            first = i
    if first < span.last:
        yield Span(first, span.last, span.type)


def begins_anew(tokens: Tokens, first: int, i: int, last: int) -> bool:
    """Whether another person's name begins at token i of [first, last): two surnames in different cases («Сталину
    Вертинский»), a last name said twice, an initial after a whole name («В.Шеймана А.Кулешов»), a third word that is
    given name again («Майкла Джексона Кэтрин»), a whole name behind another («Рустама Садыкова Эмомали Лунину»)."""
    if (at := second_of_patronymics(tokens, first, i, last)) is not None:
        return i == at
    if i == first + 1 and ends_in_another_case(*tokens.text[first : i + 1]):
        return True
    if (i, last) == (first + 1, first + 2):
        return _neighbours(tokens, first, i)
    if len(tokens.text[i]) >= SHORTEST_DOUBLED and tokens.text[i] == tokens.text[i - 1]:
        return True
    initials = [k for k in range(first, last) if tokens.text[k] == '.' and INITIAL.match(tokens.text[k - 1])]
    if initials:
        return initials[0] == first + 1 < i and i + 1 in initials and tokens.text[i - 1] != '.'
    if tokens.text[i - 1].lower() in PATRONYMIC_WORDS and i + 1 < last:
        return is_given_form(tokens.text[i]) and not is_surname_form(tokens.text[i])  # «Айзады Рашид кызы | Олег Рогов»
    if (i, last) != (first + 2, first + 3):
        return min(i - first, last - i) >= PAIR and whole_names(tokens.text[first:i], tokens.text[i:last])
    words = tokens.text[first:last]
    return given_last_given(*words) or in_another_case(*words) or receives(*words)


def second_of_patronymics(tokens: Tokens, first: int, i: int, last: int) -> int | None:
    """Where in [first, last) the second of two names begins between whose patronymics token i stands: «Михаила
    Ивановича [Козлова] | Козлов Михаил Иванович»; None where it does not."""
    whole = last - first > PAIR
    found = [k for k in range(first, last) if has_kind(tokens.text[k], 'patronymic')] if whole else []
    if len(found) == len(found[:1]) or not found[0] < i < found[1]:
        return None
    return found[1] - (2 if found[1] - found[0] > PAIR else 1)


def ends_in_another_case(one: str, two: str) -> bool:
    """Whether a surname stands in no case of the man's given name or the surname behind it: «Тренирует Рогова | Олег
    Лунин», «оскорбившим Рогова | Макгрегором»."""
    if not OBLIQUE_SURNAME.search(one) or is_given_form(one):
        return False
    own, other = name_frames(one), name_frames(two)
    man = given_slots(two) == {'m'}
    another = two.endswith(('ом', 'ем', 'ым')) and {case for case, _ in other} == {'Ins'}
    return bool(own and other) and (man or another) and own.isdisjoint(other)


def in_another_case(given: str, surname: str, other: str) -> bool:
    """Whether a surname behind a full name stands in no case of its given name: «Анной Зайченко | Токарев», «Антоном
    Лебедем | Гончар», for only a woman's would stand so in all cases."""
    names = [r for r in known_readings(given.lower()) if r.kind == 'name' and r.slot != 'p']
    cases, slots = {r.case for r in names}, {r.slot for r in names}
    fitting = [r for r in known_readings(other.lower()) if r.kind == 'surname' and r.slot != 'p']
    own = {r.case for r in fitting if r.slot == 'mf' or r.slot in slots or 'mf' in slots} or {r.case for r in fitting}
    known = {r.kind for r in known_readings(surname.lower())}
    if not cases or not own or '' in cases or '' in own or 'patronymic' in known or 'name' in known:
        return False
    return cases.isdisjoint(own)


def receives(given: str, surname: str, other: str) -> bool:
    """Whether a name behind a whole one in the genitive can only be a dative or instrumental: «письмо Садыра Рогова |
    Назарову»."""
    owner, own = shared_frames((given, surname)), name_frames(other)
    declines = name_frames(surname) and (name_frames(given) or fold(given) in eastern())
    if not declines or not owner.isdisjoint(own) or is_patronymic_form(surname):
        return False
    named = is_surname_form(other) or is_given_form(other)
    return named and 'Gen' in {case for case, _ in owner} and not {case for case, _ in own}.isdisjoint(('Dat', 'Ins'))


def given_last_given(one: str, two: str, three: str) -> bool:
    """Whether three words are a full name and another given name; a Korean one has three short words (Ким Чен Ир)."""
    return (
        max(len(one), len(two), len(three)) > KOREAN
        and has_kind(one, 'name')
        and has_kind(three, 'name')
        and not any(has_kind(two, kind) or has_kind(three, kind) for kind in ('patronymic',))
        and not has_kind(two, 'name')
        and not has_kind(three, 'surname')
    )


def whole_names(one: Sequence[str], two: Sequence[str]) -> bool:
    """Whether words side by side are the names of two people: the second begins with a given name or a surname of one
    syllable, and no case and gender are common to both («Ли Цяна | Олегу Лунину»), or a given name stands behind a
    surname («Анна Лунина | Вера Рогова»)."""
    if not all(word[:2].istitle() and word.replace('-', '').isalpha() for word in (*one, *two)):
        return False
    if not is_given_form(two[0]) and fold(two[0]) not in eastern():
        return False
    frames = shared_frames(one), shared_frames(two)
    if all(frames) and frames[0].isdisjoint(frames[1]):
        return True
    given = name_frames(one[0]), name_frames(two[0])
    if len(one) == len(two) == PAIR and all(given) and is_oblique_given(one[0]) and is_given(two[0]):
        return given[0].isdisjoint(given[1])  # «Жайны Омар | Нурлан Рогов»
    pairs = len(one) == len(two) == PAIR and all(is_given_form(pair[0]) for pair in (one, two))
    return pairs and all(is_surname_form(last) and not is_given_form(last) for _, last in (one, two)) and (
        not is_surname_form(two[0]) and not is_patronymic_form(one[1]) and not is_patronymic_form(two[1])
    )  # fmt: skip


def has_kind(word: str, kind: str) -> bool:
    """Whether the dictionary has a word as a given name, surname or patronymic."""
    return any(r.kind == kind for r in known_readings(word.lower()))


def _neighbours(tokens: Tokens, a: int, b: int) -> bool:
    """Whether two words are two people: both known surnames, and no case that both may stand in."""
    one, two = (known_readings(tokens.text[i].lower()) for i in (a, b))
    if not all(any(r.kind == 'surname' for r in word) and all(r.case for r in word) for word in (one, two)):
        return False
    return {r.case for r in one}.isdisjoint(r.case for r in two)


def cut_between_bodies(tokens: Tokens, span: Span) -> Iterator[Span]:
    """A body in the nominative apart from the one in another case before it: «в университете | Институт печати»."""
    case = ''
    for i in range(span.first, span.last):
        if tokens.text[i] in '«"„“(':
            break
        own = features(tokens.feats[i]).get('Case', '') if tokens.pos[i] in ('NOUN', 'PROPN') else ''
        if case and own == 'Nom' and tokens.text[i].istitle() and tokens.lemma[i] in common_nouns():
            yield Span(span.first, i, span.type)
            yield Span(i, span.last, span.type)
            return
        if case and own == 'Nom' and i + 1 < span.last and tokens.text[i] == 'Герой':
            yield Span(span.first, i, span.type)  # an honour of the person behind it: «директор завода | Герой Труда»
            return
        case = case or (own if own in ('Gen', 'Dat', 'Ins', 'Loc') else 'Nom' if own else '')
        if case == 'Nom':
            break
    yield span


def of_rank(tokens: Tokens, first: int) -> bool:
    """Whether a service is that of the rank in front: «майор | внутренней службы»; one that has it is a body's."""
    if not first or first + SERVICE > len(tokens) or tokens.sentence[first - 1] != tokens.sentence[first]:
        return False
    service = tokens.lemma[first + 1].lower() == 'служба' and 'Case=Gen' in tokens.feats[first + 1]
    adjective = tokens.pos[first] == 'ADJ' and tokens.text[first].islower()
    role = role_lemma(tokens.text[first - 1]) if service and adjective else None
    return role is not None and role[1] == 'rank'


def without_office(tokens: Tokens, span: Span) -> Span:
    """A body without the office of its head in front («Руководителя | Администрации Президента»), the service of a rank
    («полковник внутренней службы | МЧС») and the rank of the person behind it («управления полиции | генерал-майору
    Седову»); an empty span if nothing else is left."""
    first, last = span.first, span.last
    if last - first > 1 and tokens.lemma[first].lower() in head_nouns('chiefs'):
        named = tokens.text[first + 1][0].isupper() and 'Case=Gen' in tokens.feats[first + 1]
        first += named
    if of_rank(tokens, first):
        first = min(first + SERVICE, last)
    if (
        first < last < len(tokens)
        and tokens.text[last][0].isupper()
        and tokens.sentence[last] == tokens.sentence[first]
    ):
        for i in range(first + 2, last):  # no «Академия генерала Хрулёва»
            role = role_lemma(tokens.text[i]) if tokens.text[i].islower() else None
            if role and role[1] == 'rank':
                return Span(first, i, span.type)
    return Span(first, last, span.type)


def cut_between_marks(tokens: Tokens, span: Span) -> Iterator[Span]:
    """Two names in marks apart: «НК «Ромашка» и | «Лютик»», and an abbreviation behind a name."""
    text, first = tokens.text, span.first
    for i in range(span.first + 1, span.last - 2):
        if text[i] in '»”' and text[i + 1] in (',', 'и') and text[i + 2] in '«„':
            yield Span(first, i + 1, span.type)
            first = i + 2
    last = span.last
    if last - first > PLANT and text[last - 2] == 'и' and text[last - 1].isupper() and len(text[last - 1]) >= PLANT:
        yield Span(first, last - 2, span.type)  # «Фонд культуры и | ТАСС»
        first = last - 1
    yield Span(first, last, span.type)


def cut_off_origin(tokens: Tokens, span: Span) -> Iterator[Span]:
    """An organisation without «от России»: whom somebody stands for in it is no part of its name."""
    for i in range(span.first + 1, span.last - 1):
        if tokens.text[i] == 'от' and tokens.text[i + 1][0].isupper():
            yield Span(span.first, i, span.type)
            yield Span(i + 1, span.last, 'LOC' if find_place(tokens.lemma[i + 1]) else span.type)
            return
    yield span


def cut_between_places(tokens: Tokens, span: Span) -> Iterator[Span]:
    """Places of a list apart: at a comma, and at «и» unless the whole is one place («Босния и Герцеговина»)."""
    first = span.first
    last = span.last - 1
    plant = last - first == 1 and tokens.text[last].isupper() and len(tokens.text[last]) >= PLANT
    if plant and find_place(tokens.lemma[first]) and not find_place(' '.join(tokens.text[first : last + 1])):
        yield Span(first, last, span.type)  # «в Омске | НПЗ встал»
        return
    for i in range(span.first + 1, span.last - 1):
        text = tokens.text[i]
        if text in ',;' or text == 'от' or (text == 'и' and _two_places(tokens, first, i, span.last)):
            if first < i and any(tokens.text[k][0].isupper() for k in range(first, i)):
                yield Span(first, i, span.type)
            first = i + 1
    yield Span(first, span.last, span.type)


def _two_places(tokens: Tokens, first: int, i: int, last: int) -> bool:
    def name(a: int, b: int) -> str:
        return ' '.join(tokens.text[a:b])

    lemmas = ' '.join(tokens.lemma[first:last])
    return (
        find_place(name(first, last)) is None
        and find_place(lemmas) is None
        and tokens.text[first][0].isupper()
        and tokens.text[i + 1][0].isupper()
        and tokens.pos[first] == tokens.pos[i + 1]
    )

"""Where one person's name ends and another's begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from svodka.find.names.person_words import is_given_form, is_patronymic_form, is_surname_form
from svodka.language.morph import has_kind, known_readings
from svodka.language.name_frames import is_oblique_given, name_frames, shared_frames
from svodka.language.name_words import INITIAL, PATRONYMIC_WORDS, eastern, given_slots, is_given
from svodka.lexicons import fold
from svodka.model import Span, Tokens

OBLIQUE_SURNAME = re.compile('(?:[оеё]в|[иы]н)[ау]$')  # of a man, the first that of a woman in the nominative
PAIR = 2  # words of a given name and a surname
SHORTEST_DOUBLED = 4  # letters of a last name said twice
KOREAN = 4  # letters of a word of a Korean name, at most


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
    if len(found) < PAIR or not found[0] < i < found[1]:
        return None
    return found[1] - (2 if found[1] - found[0] > PAIR else 1)


def ends_in_another_case(one: str, two: str) -> bool:
    """Whether a surname stands in no case of the man's given name or the surname behind it: «Тренирует Рогова | Олег
    Лунин», «оскорбившим Рогова | Макбреннаном»."""
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
        and not has_kind(two, 'patronymic')
        and not has_kind(three, 'patronymic')
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


def _neighbours(tokens: Tokens, a: int, b: int) -> bool:
    """Whether two words are two people: both known surnames, and no case that both may stand in."""
    one, two = (known_readings(tokens.text[i].lower()) for i in (a, b))
    if not all(any(r.kind == 'surname' for r in word) and all(r.case for r in word) for word in (one, two)):
        return False
    return {r.case for r in one}.isdisjoint(r.case for r in two)

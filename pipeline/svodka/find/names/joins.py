"""What belongs together: initials, nicknames, bodies of places; and what is no name of an organisation at all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache

from svodka.find.places import find_place
from svodka.find.places.lookup import look_up
from svodka.find.rule import rule
from svodka.language.morph import nominatives
from svodka.language.organisation_names import is_institution
from svodka.language.person_names import INITIAL, is_given
from svodka.lexicons import load, word_list
from svodka.model import Span, Tokens, features

NOUNS = ('PROPN', 'NOUN')
MARKS = 2  # around a nickname
NICKNAME = 3  # tokens of a nickname at most
MOST_INITIALS, INITIALS_BEHIND = 3, 2  # in front of a surname and behind it
PLACE_NOUNS = word_list('place_nouns')
LONGEST_SURNAME = 2  # words that initials may stand behind


@lru_cache(maxsize=1)
def heads() -> dict[str, frozenset[str]]:
    """The lists of heads.yaml: lemmas of bodies, events, peoples."""
    return {key: frozenset(words.split()) for key, words in load('heads').items()}


def joined(
    tokens: Tokens,
    spans: Sequence[Span],
    type: str,
    behind: Collection[str],
    goes_on: Callable[[Tokens, Span, Span], bool],
) -> list[Span]:
    """The spans of a type with those of the types `behind` it, in the same sentence, that go on with it."""
    found: list[Span] = []
    for span in spans:
        before = found[-1] if found else None
        if (
            before
            and before.type == type
            and span.type in behind
            and tokens.sentence[before.first] == tokens.sentence[span.first]
            and goes_on(tokens, before, span)
        ):
            found[-1] = Span(before.first, span.last, type)
        else:
            found.append(span)
    return found


@rule(
    yes={
        'Так решили власти [LOC Перу].': '[ORG власти Перу]',
        'Ждут в [LOC Хокимияте].': '[ORG Хокимияте]',
        'Генеральное консульство [LOC Перу] закрыто.': '[ORG Генеральное консульство Перу]',
        'Живут в селе [LOC Маслихат].': '[LOC Маслихат]',
    }
)
def with_bodies(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """«властями | России» → one organisation, if the place depends on the body; what a noun of another language calls
    an institution («Хокимият») is no place."""
    found: list[Span] = []
    taken = 0
    for span in spans:
        village = span.first and tokens.lemma[span.first - 1].lower() in PLACE_NOUNS  # «село Маслихат»
        if span.type == 'LOC' and is_institution(tokens.text[span.first]) and not village:
            span = Span(span.first, span.last, 'ORG')
        first, noun = span.first, span.last - 1
        at = first - 1 - (first > 1 and tokens.lemma[first - 1] == 'город')  # «мэрия города Тулы»
        alone = bool(found) and found[-1] == Span(at, at + 1, 'ORG')
        if (
            span.type == 'LOC'
            and (at >= taken or alone)
            and first > 0
            and is_body(tokens, at)
            and tokens.sentence[first] == tokens.sentence[at]
            and (features(tokens.feats[first]).get('Case') == 'Gen' or at < first - 1)  # «города Рудный»
            and (tokens.pos[first] in NOUNS or (tokens.pos[noun] in NOUNS and noun > first))
        ):
            at -= at > taken and qualifies_mission(tokens, at)
            found[len(found) - alone :] = [Span(at, span.last, 'ORG')]
        else:
            found.append(span)
        taken = span.last
    return found


@rule(yes={'Построен завод [ORG им. Кирова].': '[ORG завод им. Кирова]'})
def with_descriptor(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """«завод | им. Гагарина» → one organisation: nothing is named after somebody without the thing itself."""
    found: list[Span] = []
    for span in spans:
        first = span.first
        low = found[-1].last if found else 0
        if span.type == 'ORG' and tokens.text[first].lower() in ('им', 'имени'):
            while (
                first > low
                and tokens.pos[first - 1] in ('NOUN', 'ADJ', 'PROPN')
                and (tokens.sentence[first - 1] == tokens.sentence[span.first] and tokens.text[first - 1][0].isalpha())
            ):
                first -= 1
                if tokens.pos[first] != 'ADJ' and (first == low or tokens.pos[first - 1] != 'ADJ'):
                    break
        found.append(Span(first, span.last, span.type))
    return found


@rule(
    yes={
        'Закрыто [ORG Управление] [ORG ООН].': '[ORG Управление ООН]',
        'Так заявило [ORG ГУ МВД] по [LOC Москве].': '[ORG ГУ МВД по Москве]',
    }
)
def with_tail(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """«Управление | ООН», «школа при | ЦК КПСС», «ГУ МВД по | Москве» → one organisation.

    In NEREL's training texts 1,186 of 1,216 such neighbours are one, 24 of 29 with «при» and «по», 25 of 91 with «в».
    """
    return joined(tokens, spans, 'ORG', ('ORG', 'LOC'), tails)


def tails(tokens: Tokens, before: Span, span: Span) -> bool:
    """Whether a name is the tail of the organisation before it."""
    first = span.first
    if tokens.pos[first] not in ('PROPN', 'NOUN'):
        return False
    case = features(tokens.feats[first]).get('Case')
    if first == before.last and span.type == 'LOC' and is_state(tokens, first - 1):
        return True  # «посольство в Федеративной Республике | Германия»
    if first == before.last:
        return case == 'Gen' and tokens.start[first] > tokens.stop[first - 1]
    between = tokens.text[before.last].lower()
    return first == before.last + 1 and (
        (between == 'при' and span.type == 'ORG') or (between == 'по' and span.type == 'LOC' and case == 'Dat')
    )


def is_body(tokens: Tokens, i: int) -> bool:
    """Whether a word is a noun that makes a body of a place; the tagger does not know the lemma of each."""
    own = heads()['bodies'] | (heads()['missions'] - {'миссия'})  # «миссия Перу на Марс»
    return tokens.lemma[i].lower() in own or not own.isdisjoint(nominatives(tokens.text[i].lower()))


def qualifies_mission(tokens: Tokens, i: int) -> bool:
    """Whether an adjective in front of a mission says what kind of one it is: «генеральное | консульство»."""
    mission = tokens.lemma[i].lower() in heads()['missions']
    return mission and tokens.lemma[i - 1].lower() in heads()['mission_adjectives']


def is_state(tokens: Tokens, i: int) -> bool:
    """Whether a noun for a state stands with a capital inside a name: «Республике | Германия»."""
    return tokens.text[i].istitle() and tokens.lemma[i].lower() == 'республика' and tokens.pos[i - 1] == 'ADJ'


@rule(yes={'Послы [LOC Боснии] и [LOC Герцеговины] уехали.': '[LOC Боснии и Герцеговины]'})
def with_both(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """«Боснии | и | Герцеговины», «Папуа | – | Новой Гвинеи» → one place, if the gazetteer has it."""
    return joined(tokens, spans, 'LOC', ('LOC',), is_one_place)


def is_one_place(tokens: Tokens, before: Span, span: Span) -> bool:
    """Whether two places and what stands between them are one of the gazetteer."""
    if span.first != before.last + 1:
        return False
    between = tokens.text[before.last]
    if between == 'и':
        return find_place(' '.join(tokens.lemma[before.first : span.last])) is not None
    return between in ('–', '—') and bool(look_up(tokens, before.first, span.last).places)


@rule(yes={'[PER Иван] (Ваня) [PER Глазков] поёт.': '[PER Иван (Ваня) Глазков]'})
def with_nicknames(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """«Джеймс | «Бадди» | Макгирт» → one person: a given name, a nickname in marks or brackets, a last name."""
    found: list[Span] = []
    for span in spans:
        before = found[-1] if found and found[-1].type == span.type == 'PER' else None
        if (
            before
            and is_given(tokens.text[before.first])
            and before.last - before.first == 1
            and (
                MARKS < span.first - before.last <= NICKNAME + MARKS
                and tokens.text[before.last] + tokens.text[span.first - 1] in ('«»', '()', '""', '“”', '„“')
                and not is_given(tokens.text[span.first])
                and tokens.sentence[before.first] == tokens.sentence[span.first]
            )
        ):
            found[-1] = Span(before.first, span.last, 'PER')
            continue
        if (
            found
            and found[-1].type == span.type == 'PER'
            and len(found) > 1
            and joins(tokens, found[-2], found[-1], span)
        ):
            found[-2:] = [Span(found[-2].first, span.last, 'PER')]
            continue
        found.append(span)
    return found


def joins(tokens: Tokens, first: Span, nickname: Span, last: Span) -> bool:
    """Whether three people are one with a nickname between the given and the last name."""
    return (
        first.type == 'PER'
        and first.last - first.first == 1
        and nickname.first == first.last + 1
        and last.first == nickname.last + 1
        and nickname.last - nickname.first <= NICKNAME
        and tokens.text[first.last] + tokens.text[nickname.last] in ('«»', '()', '""', '“”', '„“')
        and not is_given(tokens.text[last.first])
        and tokens.sentence[first.first] == tokens.sentence[last.first]
    )


@rule(yes={'Открыт [ORG Международный конкурс имени Глинки].': '[PER Глинки]'})
def without_events(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """No event as an organisation; the place and the person in its name stay («конкурс имени …»)."""
    kept: list[Span] = []
    for span in spans:
        if span.type == 'ORG' and is_title(tokens, span):
            continue
        kept.extend(_of_event(tokens, span) if span.type == 'ORG' and is_event(tokens, span) else (span,))
    return sorted(kept, key=lambda s: s.first)


def _of_event(tokens: Tokens, span: Span) -> Iterator[Span]:
    """The adjectives of places in an event's name and the person after «имени»."""
    for i in range(span.first, span.last):
        if tokens.pos[i] == 'ADJ' and tokens.text[i][0].isupper() and find_place(tokens.lemma[i], adjective=True):
            yield Span(i, i + 1, 'LOC')
        if tokens.lemma[i] == 'имя' and i + 1 < span.last and tokens.text[i + 1][0].isupper():
            yield Span(i + 1, span.last, 'PER')
            break


def is_title(tokens: Tokens, span: Span) -> bool:
    """Whether a span is the title of a work or an undertaking in marks behind its noun («проект «Север»»), or that
    noun alone («Нацпроект»)."""
    at = span.first - 2
    if at >= 0 and tokens.text[at + 1] in '«„“"' and tokens.sentence[at] == tokens.sentence[span.first]:
        return tokens.lemma[at].lower() in heads()['works'] | heads()['events']
    return span.last - span.first == 1 and tokens.lemma[span.first].lower() in heads()['works']


def is_event(tokens: Tokens, span: Span) -> bool:
    """Whether the first noun of a span names an event."""
    for i in range(span.first, span.last):
        if tokens.pos[i] in ('NOUN', 'PROPN'):
            return tokens.lemma[i].lower() in heads()['events']
    return False


@rule(
    yes={
        'Приехал В. В. [PER Лунин].': '[PER В. В. Лунин]',
        '[PER Лунин] П. В. приехал в срок.': '[PER Лунин П. В.]',
        'Приехал [PER Лунин П. В].': '[PER Лунин П. В.]',
        'Доклад сделал [PER А. Б.] [PER Глазков].': '[PER А. Б. Глазков]',
    }
)
def with_initials(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """People with the initials that stand beside their surname: «В.В. Путин», «Путин В. В.», «Б.Мустафаев»."""
    found: list[Span] = []
    spans = rejoined(tokens, spans)
    for number, span in enumerate(spans):
        if span.type == 'PER':
            low = found[-1].last if found else 0
            high = spans[number + 1].first if number + 1 < len(spans) else len(tokens)
            begin = initials_before(tokens, span, low)
            span = Span(begin, initials_behind(tokens, span, high) if begin == span.first else span.last, 'PER')
        found.append(span)
    return found


def initials_before(tokens: Tokens, span: Span, low: int) -> int:
    """Where the initials begin that stand in front of a person's name, not before token `low`."""
    first = begin = span.first
    while begin - 2 >= low and tokens.text[begin - 1] == '.' and INITIAL.match(tokens.text[begin - 2]):
        if first - begin >= 2 * MOST_INITIALS or tokens.sentence[begin - 2] != tokens.sentence[first]:
            break
        begin -= 2
    return begin


def initials_behind(tokens: Tokens, span: Span, high: int) -> int:
    """Where the initials end that stand behind a surname, before token `high`; they are the next person's where a
    capital right behind them belongs to no other name."""
    first, last = span.first, span.last
    if last < high and _lacks_its_stop(tokens, span):
        return last + 1
    if last - first > LONGEST_SURNAME or any(tokens.text[i] == '.' for i in range(first, last)):
        return last
    end = last
    while end + 1 < high and INITIAL.match(tokens.text[end]) and tokens.text[end + 1] == '.':
        if end - last >= 2 * INITIALS_BEHIND or tokens.sentence[end + 1] != tokens.sentence[first]:
            break
        if not _near(tokens, end):
            break
        end += 2
    another = last < end and end + 1 == high and end + 2 < len(tokens)
    return last if another and tokens.text[end][0].isupper() and _near(tokens, end) else end


def _lacks_its_stop(tokens: Tokens, span: Span) -> bool:
    """Whether the full stop behind a span is that of its last initial: «Лунин П. В | .»."""
    before, last = tokens.text[span.first : span.last], span.last
    stops = tokens.text[last] == '.' and tokens.sentence[last] == tokens.sentence[span.first]
    return stops and '.' in before[1:-1] and before[-2] == '.' and bool(INITIAL.match(before[-1]))


def rejoined(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """Spans of nothing but initials put to the person beside them."""
    return joined(tokens, spans, 'PER', ('PER',), are_one_person)


def are_one_person(tokens: Tokens, before: Span, span: Span) -> bool:
    """Whether of two spans side by side one is nothing but initials."""
    if before.last != span.first or not _near(tokens, span.first):
        return False
    return only_initials(tokens, before) != only_initials(tokens, span)


def only_initials(tokens: Tokens, span: Span) -> bool:
    return all(tokens.text[i] in '.-' or INITIAL.match(tokens.text[i]) for i in range(span.first, span.last))


def _near(tokens: Tokens, i: int) -> bool:
    return tokens.start[i] - tokens.stop[i - 1] <= 1

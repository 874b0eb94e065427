"""What belongs together: a body and its place, a name and its tail; and what is no name of an organisation at all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache

from svodka.find.places import find_place
from svodka.find.places.lookup import heads as head_kinds
from svodka.find.places.lookup import look_up
from svodka.find.rule import rule
from svodka.language.morph import nominatives
from svodka.language.organisation_names import assemblies, is_institution
from svodka.lexicons import load, word_list
from svodka.model import Span, Tokens, features

NOUNS = ('PROPN', 'NOUN')
PLACE_NOUNS = word_list('place_nouns')


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
        'Так заявило [ORG УФНС] по [LOC Омской области].': '[ORG УФНС по Омской области]',
        'Так решил [ORG Сенат] [ORG Олий Мажлиса].': '[ORG Сенат Олий Мажлиса]',
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
    if first == before.last and span.type == 'ORG' and (words := tuple(map(str.lower, tokens.text[first : first + 2]))):
        nominative = assemblies().get(words)
        if nominative and words[1] != nominative:
            return True  # «Сенат | Олий Мажлиса», whose words may look like anything
    if tokens.pos[first] not in ('PROPN', 'NOUN'):
        return area_of(tokens, before, span)
    case = features(tokens.feats[first]).get('Case')
    if first == before.last and span.type == 'LOC' and is_state(tokens, first - 1):
        return True  # «посольство в Федеративной Республике | Германия»
    if first == before.last:
        return case == 'Gen' and tokens.start[first] > tokens.stop[first - 1]
    between = tokens.text[before.last].lower()
    return first == before.last + 1 and (
        (between == 'при' and span.type == 'ORG') or (between == 'по' and span.type == 'LOC' and case == 'Dat')
    )


def area_of(tokens: Tokens, before: Span, span: Span) -> bool:
    """Whether a region called by an adjective and a noun is what the body before it is for: «УФНС | по | Омской
    области»."""
    at, noun = before.last, span.last - 1
    kind = span.type == 'LOC' and noun > span.first and tokens.lemma[noun].lower() in head_kinds()
    return span.first == at + 1 and tokens.text[at] == 'по' and kind and 'Case=Dat' in tokens.feats[noun]


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

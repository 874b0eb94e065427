"""Mentions of places that the tagger passed over or took for something else, by the evidence around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from svodka.find.places.evidence import OWNED, Evidence, Surroundings, flows, preposition, weigh
from svodka.find.places.kinds import kind_of, natural_kind
from svodka.find.places.lookup import CAPITALS, ENDINGS, abbreviated_noun, is_ordinary, weightiest
from svodka.find.places.shared_heads import head_before
from svodka.find.positions.lexicon import role_lemma
from svodka.language.morph import readings
from svodka.language.name_words import is_given
from svodka.model import Span, Tokens

LONGEST = 3  # tokens of a place that is looked for
BEFORE = frozenset('в во на из изо под над через близ около возле до вокруг мимо вблизи за ( и ,'.split())
PLACING = frozenset('descriptor predicate in_brackets listed behind_its_noun place_here'.split())
SUBJECTS = frozenset(('nsubj', 'nsubj:pass', 'obj', 'iobj'))
STREETS = ('-стрит', '-авеню', '-роуд', '-штрассе', '-сквер')
LANDS = frozenset(
    'вилоят вилаят вилайет велаят этрап туман район уезд аймак улус область воеводство губерния провинция'.split()
)
DISTRICTS = frozenset(('этрап', 'махалля', 'джамоат', 'аймак', 'улус', 'микрорайон'))
SHORT_NOUNS = frozenset('р-н р-на р-ну р-не р-ном кр обл окр'.split())
STOPPED = frozenset('кр обл окр'.split())  # of them those that a full stop follows
WORD = 3  # letters of a place behind an abbreviated noun, at least
SINGLE = 2  # tokens of an abbreviation of one word with its full stop
NAMED = 2  # words behind an abbreviated noun: «х. Новый Маяк»


def with_places(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """The spans with the places that the evidence tells, where the tagger saw a person, a body or nothing."""
    covered = {i: span for span in spans for i in range(span.first, span.last)}
    around = surroundings(tokens, spans)
    gone: set[Span] = set()
    found: list[Span] = []
    gone.update(s for s, other in pairwise(spans) if holds_office(tokens, s, other))
    for single in (s for s in spans if s.type == 'LOC' and s.last - s.first == 1):
        if (kind := other_kind(tokens, single, around)) != 'LOC':
            gone.add(single)
            if kind:
                found.append(Span(single.first, single.last, kind))
    changed = len(found)
    for first in starts(tokens, covered):
        if len(found) > changed and first < found[-1].last:
            continue
        span = covered.get(first)
        if span and (span.type == 'LOC' or span.first != first or span.last - first > LONGEST):
            continue
        if (last := longest(tokens, first, span, covered, around)) is not None:
            found.append(Span(first, last, 'LOC'))
            gone.update(covered[i] for i in range(first, last) if i in covered)
    found += (in_nature(tokens, s) for s in spans if s not in gone)
    whole = with_capitals(tokens, with_nouns(tokens, sorted(found, key=lambda s: s.first)))
    return with_surnames(tokens, whole)


def in_nature(tokens: Tokens, span: Span) -> Span:
    """A span as it is; a person as a place if a noun for a river, a mountain, a glacier is before or begins it, and an
    adjective of a district in a list of them."""
    span = without_abbreviation(tokens, span)
    last = span.last
    land = last - span.first == 1 and last < len(tokens) and tokens.lemma[last] in LANDS
    named = tokens.text[span.first][0].isupper() and tokens.text[span.first][-3:] in ENDINGS
    if land and named and span.type != 'ORG' and tokens.text[last].islower():
        return Span(span.first, last + 1, 'LOC')  # «Ферганского | вилоята»
    if span.type != 'PER':
        return span
    if last - span.first == 1 and in_district(tokens, span.first):
        return Span(span.first, last, 'LOC')
    if last - span.first == 1 and head_before(tokens, span.first):
        return Span(span.first, last, 'LOC')  # «Главами районов стали: Чуйского – …»
    inside = last - span.first <= NAMED and abbreviated(tokens, span.first)
    inside = inside and preposition(tokens, span.first) is not None
    noun = kind_of(tokens, span.first) or tokens.lemma[span.first].lower() in DISTRICTS
    begins = inside or (last - span.first > 1 and noun)  # «в а. Ольшаны»
    return Span(span.first, span.last, 'LOC') if begins or natural_kind(tokens, span.first) else span


def in_district(tokens: Tokens, i: int) -> bool:
    """Whether a noun for a district whose name follows stands before token i: «этрап Сакар», not «глава махалли |
    Каримов»."""
    if not i or tokens.lemma[i - 1] not in DISTRICTS or tokens.sentence[i - 1] != tokens.sentence[i]:
        return False
    return not (i > 1 and role_lemma(tokens.text[i - 2]))


def with_capitals(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """The spans with «южная столица | Казахстана» whole: a capital of its kind is a place of a country."""
    if 'столица' not in tokens.lemma:
        return list(spans)
    found: list[Span] = []
    for span in spans:
        first, last = span.first, span.last
        if span.type == 'LOC' and first > 1 and is_capital(tokens, first - 2) and 'Case=Gen' in tokens.feats[first]:
            while found and found[-1].last > first - 2:
                found.pop()
            span = Span(first - 2, last, 'LOC')
        elif span.type == 'LOC' and last - first == 1 and is_capital(tokens, first):
            span = Span(first, last + 1, 'LOC')
        found.append(span)
    return found


def is_capital(tokens: Tokens, i: int) -> bool:
    """Whether «южная столица» or the like stands at token i."""
    inside = i + 1 < len(tokens) and tokens.sentence[i] == tokens.sentence[i + 1]
    return inside and tokens.lemma[i].lower() in CAPITALS and tokens.lemma[i + 1] == 'столица'


def with_nouns(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """The spans with abbreviated nouns behind an adjective with a capital: «Люберецкий | р-н», «Пермского | кр.»."""
    if SHORT_NOUNS.isdisjoint(tokens.text):
        return list(spans)
    covered = {i: span for span in spans for i in range(span.first, span.last)}
    found, gone = [], set()
    for i, text in enumerate(tokens.text):
        if not i or text not in SHORT_NOUNS or not tokens.text[i - 1][0].isupper() or not adjectival(tokens, i - 1):
            continue
        span = covered.get(i - 1)
        alone = span is None or span.last - span.first <= 1 + (span.last > i)
        if alone and (text not in STOPPED or tokens.text[i + 1 : i + 2] == ['.']):
            gone |= {s for s in (span, covered.get(i)) if s}
            found.append(Span(i - 1, i + 1, 'LOC'))
    return sorted([*(s for s in spans if s not in gone), *found], key=lambda s: s.first)


def adjectival(tokens: Tokens, i: int) -> bool:
    """Whether token i is an adjective, or declines as one in -ский, whatever the tagger says."""
    return tokens.pos[i] == 'ADJ' or tokens.text[i][-3:] in ENDINGS


def with_surnames(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """The spans with a person whole whose surname or given name is a town's: «Сергей | Киров», «Сидней | Браун»."""
    found: list[Span] = []
    for span in spans:
        before = found[-1] if found else None
        if before and before.last == span.first and before.last - before.first == span.last - span.first == 1:
            types = before.type, span.type
            if 'PER' in types and 'LOC' in types and one_person(tokens, before.first, types == ('LOC', 'PER')):
                found[-1] = Span(before.first, span.last, 'PER')
                continue
        found.append(span)
    return found


def one_person(tokens: Tokens, i: int, place_first: bool) -> bool:
    """Whether token i is a given name and the one behind it a surname in the same case; a town in front of a person has
    no preposition («в Сидней Браун не приехал») and stands in the nominative."""
    one, two = tokens.text[i].lower(), tokens.text[i + 1].lower()
    if not is_given(tokens.lemma[i]) or tokens.sentence[i] != tokens.sentence[i + 1] or '-' in one + two:
        return False
    given = {r.case for r in readings(one) if r.kind == 'name'} or {r.case for r in readings(one)}
    surname = {r.case for r in readings(two) if r.kind == 'surname'}
    if not place_first:
        return not given.isdisjoint(surname)
    behind_preposition = i > 0 and tokens.pos[i - 1] == 'ADP'
    return not behind_preposition and 'Nom' in given | {''} and any(r.case in ('Nom', '') for r in readings(two))


def starts(tokens: Tokens, covered: dict[int, Span]) -> list[int]:
    """The words with a capital at which a place may begin: what the tagger calls a person or a body, and what stands
    behind a preposition, an abbreviated noun, a bracket or a comma."""
    return [
        i
        for i, text in enumerate(tokens.text)
        if text[0].isupper()
        and (i in covered or text.lower().endswith(STREETS) or (i and begins(tokens, i)) or flows(tokens, i))
    ]


def other_kind(tokens: Tokens, span: Span, around: Surroundings) -> str:
    """What a single word is that the tagger calls a place: PER for a word of somebody's whole name that does something
    («Ростов приехал» beside «Алексей Ростов»), '' for an ordinary word («Крупнейшие») or an office («Хоким |
    Наманганской области»), otherwise LOC."""
    i = span.first
    text, lemma = tokens.text[i], tokens.lemma[i]
    signs = evidence(tokens, i, span.last, 'LOC', around).signs
    if not PLACING.isdisjoint(signs) or preposition(tokens, i) is not None or not text[0].isupper():
        return 'LOC'
    if (text in around.whole_names or lemma in around.whole_names) and tokens.relation[i] in SUBJECTS:
        return 'PER'
    if is_office(tokens, i):
        return ''
    return '' if is_ordinary(text) and tokens.pos[i] in ('ADJ', 'NOUN') else 'LOC'


def holds_office(tokens: Tokens, span: Span, other: Span) -> bool:
    """Whether somebody of one word is an office of the place or body behind it: «Аким | Абайской области»."""
    i, behind = span.first, span.last
    if span.type != 'PER' or span.last - i > 1 or other.first != behind or other.type == 'PER':
        return False
    opens = i == 0 or tokens.sentence[i - 1] != tokens.sentence[i]
    return opens and role_lemma(tokens.text[i]) is not None and 'Case=Gen' in tokens.feats[behind]


def is_office(tokens: Tokens, i: int) -> bool:
    """Whether token i opens a sentence and is an office that no place is called after."""
    opens = i == 0 or tokens.sentence[i - 1] != tokens.sentence[i]
    return opens and role_lemma(tokens.text[i]) is not None and not weightiest(tokens, i, i + 1).places


def begins(tokens: Tokens, i: int) -> bool:
    """Whether a place may begin at token i of which the tagger says nothing."""
    return tokens.text[i - 1].lower() in BEFORE or tokens.lemma[i - 1] in OWNED or abbreviated(tokens, i)


def longest(
    tokens: Tokens, first: int, span: Span | None, covered: dict[int, Span], around: Surroundings
) -> int | None:
    """Where the longest place ends that begins with token `first` and for which the evidence is enough."""
    if tokens.text[first].lower().endswith(STREETS):
        return first + 1
    if span:
        return span.last if evidence(tokens, first, span.last, span.type, around).is_enough else None
    end = first + 1
    while (
        end < min(first + LONGEST, len(tokens))
        and end not in covered
        and tokens.text[end][0].isupper()
        and tokens.sentence[end] == tokens.sentence[first]
    ):
        end += 1
    tail = covered.get(end)  # the tagger's place may be the end of one: «г. Набережные | Челны»
    joins = tail is not None and tail.type == 'LOC' and tokens.sentence[end] == tokens.sentence[first]
    if tail and joins and tokens.text[end][0].isupper():
        whole = evidence(tokens, first, tail.last, '', around)
        end = tail.last if whole.is_enough else end
    for last in range(end, first, -1):
        if evidence(tokens, first, last, '', around).is_enough:
            return last
    # What the gazetteer lacks is a place by its noun: «в х. Дальний Лог».
    return min(end, first + NAMED) if abbreviated(tokens, first) else None


def evidence(tokens: Tokens, first: int, last: int, tagged: str, around: Surroundings) -> Evidence:
    """The evidence for tokens [first, last), which the tagger calls `tagged`."""
    others = around.people.difference(range(first, last)) if tagged == 'PER' else around.people
    return weigh(tokens, first, last, replace(around, people=others, tagged=tagged))


def abbreviated(tokens: Tokens, i: int) -> bool:
    """Whether an abbreviated noun for a kind of place stands before token i, behind a preposition or a comma; one of
    several letters («р.п.») anywhere."""
    begin = abbreviated_noun(tokens, i)
    if begin is None or len(tokens.text[i]) < WORD:
        return False
    return i - begin > SINGLE or (begin > 0 and tokens.text[begin - 1].lower() in BEFORE)


def without_abbreviation(tokens: Tokens, span: Span) -> Span:
    """A span as it is; without the abbreviation of several letters that it begins with, as a place: «р.п. | Коченёво»,
    whatever the tagger says."""
    for first in range(span.first + SINGLE + 1, span.last):
        if abbreviated_noun(tokens, first) == span.first:
            return Span(first, span.last, 'LOC')
    return span


def surroundings(tokens: Tokens, spans: Sequence[Span]) -> Surroundings:
    """What the spans of a document tell of the words around a stretch."""
    people = frozenset(i for s in spans if s.type == 'PER' for i in range(s.first, s.last))
    places = frozenset(i for s in spans if s.type == 'LOC' for i in range(s.first, s.last))
    several = [i for s in spans if s.type == 'PER' and s.last - s.first > 1 for i in range(s.first, s.last)]
    whole = frozenset(tokens.text[i] for i in several) | {tokens.lemma[i] for i in several}
    short = (s for s in spans if s.type == 'LOC' and s.last - s.first <= LONGEST)
    return Surroundings(
        people, places, whole, frozenset(weightiest(tokens, s.first, s.last).name for s in short) - {''}
    )

"""What a name cannot be: a verb is nobody, «Республики» goes on with its place, «имени» with a person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from svodka.find.names.person_words import is_given_form, is_surname_form
from svodka.find.names.places import with_places
from svodka.find.places import find_place
from svodka.find.places.lookup import heads
from svodka.find.positions.lexicon import role_lemma
from svodka.find.rule import rule
from svodka.language.morph import known_readings
from svodka.language.paradigms import known_forms, parses
from svodka.lexicons import head_nouns
from svodka.model import Span, Tokens

# Parts of speech that are no name: «Поясним», «Немедленно», «Вами»; nor are «Справочно», «Известно».
FULL_NAME = 2  # words of a given name and a surname
NAMELESS = frozenset(('VERB', 'INFN', 'GRND', 'PRTS', 'ADVB', 'NPRO', 'PREP', 'CONJ', 'PRCL', 'INTJ', 'PRED', 'COMP'))
NAMESAKE = ('им', 'имени')
PRIZED = re.compile('ск(?:ая|ой|ую|ое|ого|ому|ом|ие|их|им|ими|ий)$')
COLUMN = ('фио', 'ф.и.о', 'ф.и.о.')  # the head of a column of names


@rule(
    yes={
        '[PER Поясним]: срок прежний.': '',
        '№, [PER Ф.И.О], должность.': '',
        'Летел [PER Ту-154].': '',
        'Плыли [LOC к востоку] от острова.': '',
        'Судья – Седов (г. Великие [LOC Луки]).': '[LOC Великие Луки]',
        'Открыли [ORG лицей имени] [PER Олега Седых].': '[ORG лицей имени Олега Седых]',
        'Письмо отдали [PER Губернатору].': '',
        'Вручена [PER Рубинская] премия.': '',
    }
)
def sensible(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """The spans without what is nobody, each «Республика …» with its place and each «… имени» with its person."""
    kept = [s for s in spans if not (is_none(tokens, s) or is_prize(tokens, s))]
    return list(with_namesake(tokens, with_place(tokens, with_places(tokens, kept))))


def is_none(tokens: Tokens, span: Span) -> bool:
    """Whether a span is no name: a thing's adjective, a word that is nobody, the head of a column, «к востоку»."""
    if span.last - span.first > 1:
        words = tokens.text[span.first : span.last]
        beside = span.type == 'LOC' and tokens.pos[span.first] == 'ADP' and all(word.islower() for word in words)
        return beside or ''.join(words).lower() in COLUMN
    return quality(tokens, span) or (span.type == 'PER' and nobody(tokens.text[span.first]))


def is_prize(tokens: Tokens, span: Span) -> bool:
    """Whether somebody of one word is the adjective of a prize and no surname: «Нобелевскую премию»."""
    i = span.first
    if span.type != 'PER' or span.last - i > 1:
        return False
    follows = i + 1 < len(tokens) and tokens.sentence[i + 1] == tokens.sentence[i]
    return follows and PRIZED.search(tokens.text[i]) is not None and tokens.lemma[i + 1] in head_nouns('prizes')


def quality(tokens: Tokens, span: Span) -> bool:
    """Whether a single word in lower case is an adjective of a thing: «парламентские» of elections is no body."""
    i = span.first
    if span.type != 'ORG' or tokens.pos[i] != 'ADJ' or tokens.relation[i] != 'amod' or not tokens.text[i].islower():
        return False
    head = tokens.head[i]
    return head > i and tokens.pos[head] == 'NOUN' and 'Animacy=Inan' in tokens.feats[head]


@lru_cache(maxsize=10_000)
def nobody(word: str) -> bool:
    """Whether a single word is no person: a type («Су-34»), an office, a verb, an adverb, a pronoun, things in the
    plural, words glued together («мостСмотрите»)."""
    if (role_lemma(word) or ('', ''))[1] == 'office' and not (is_given_form(word) or is_surname_form(word)):
        return True  # «Губернатору»
    if any(c.isdigit() for c in word) or (word[0].islower() and word != word.lower()):
        return True
    known = parses(word.lower()) if known_forms(word.lower()) else ()
    if known and all(p.tag.POS in NAMELESS or {'ADJS', 'neut'} in p.tag for p in known):
        return True
    things = known_readings(word.lower())
    return len(things) == len(known) > 0 and all(
        r.kind == 'noun' and r.slot == 'p' and r.case in ('Nom', 'Acc') for r in things
    ) and all('inan' in p.tag for p in known)  # fmt: skip


def with_place(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """«Комитета Республики | Каракалпакстан Иван Седых»: the place belongs to the noun before it, not to the person."""
    found: list[Span] = []
    for span in spans:
        first = span.first
        if (
            span.type == 'PER'
            and span.last - first > FULL_NAME
            and first
            and tokens.lemma[first - 1].lower() in heads()
        ):
            place = find_place(tokens.lemma[first]) or find_place(tokens.text[first])
            if place is not None and place.kind in ('country', 'region'):
                before = found[-1] if found and found[-1].last == first and found[-1].type != 'PER' else None
                if before:
                    found[-1] = Span(before.first, first + 1, before.type)
                else:
                    found.append(Span(first - 1, first + 1, 'LOC'))
                span = Span(first + 1, span.last, 'PER')
        found.append(span)
    return found


def with_namesake(tokens: Tokens, spans: Sequence[Span]) -> Iterator[Span]:
    """«лицей имени | Ивана Седых» → one organisation; «Дворец спорта имени» with nothing behind ends before it."""
    held: Span | None = None
    for span in spans:
        if held is None:
            held = span
            continue
        if held.type == 'ORG' and span.type == 'PER' and span.first in begins(tokens, held):
            held = Span(held.first, span.last, 'ORG')
            continue
        yield from without_namesake(tokens, held)
        held = span
    if held is not None:
        yield from without_namesake(tokens, held)


def begins(tokens: Tokens, span: Span) -> tuple[int | None, ...]:
    """Where a person's name may begin that goes on with an organisation's: behind «имени», or behind the first of
    somebody's names that the organisation ends with: «лицей имени Ходжи | Ахмеда Седых»."""
    honours = span.last - span.first > FULL_NAME and tokens.text[span.last - 2].lower() == 'имени'
    goes_on = (
        honours
        and tokens.text[span.last - 1][0].isupper()
        and 'Case=Gen' in ''.join(tokens.feats[span.last : span.last + 1])
    )
    return namesake_end(tokens, span), span.last if goes_on else None


def namesake_end(tokens: Tokens, span: Span) -> int | None:
    """Where the person begins after whom an organisation is named, if the span ends or stops before «им.», «имени»."""
    for at in (span.last - 1, span.last):
        if at > span.first and at < len(tokens) and tokens.text[at].lower() in NAMESAKE:
            return at + 1 + (at + 1 < len(tokens) and tokens.text[at + 1] == '.')
    return None


def without_namesake(tokens: Tokens, span: Span) -> Iterator[Span]:
    last = span.last
    if span.type == 'ORG' and last - span.first > 1 and tokens.text[last - 1].lower() in NAMESAKE:
        last -= 1
    yield Span(span.first, last, span.type)

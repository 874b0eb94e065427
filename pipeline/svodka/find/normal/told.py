"""What the words around a name tell of its case and gender for certain, so that no model need weigh it."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from svodka.find.normal.around import case_of_title, subject_slot, title_of
from svodka.find.normal.choose import Frame
from svodka.find.places.lookup import stops
from svodka.language.morph import known_readings
from svodka.language.name_frames import is_oblique_given, listed_frames, name_frames, shared_frames
from svodka.language.name_words import DAUGHTER, INITIAL, SON, eastern, given_names, given_slots
from svodka.language.paradigms import parses
from svodka.lexicons import fold, load
from svodka.model import Parse, Span, Tokens, features

BEFORE_STOP = 3  # tokens from the preposition of «в д. Ольха» to the name
INSIDE = ('в', 'во', 'на')
PREPOSITIONAL = re.compile('(?<![оеь])е$|[иую]$|[оеё][йм]$|х$|[^а-яё]$')
OBLIQUE_SURNAME = re.compile('(?:[оеё]в|[иы]н)а$')  # of a man, or that of a woman in the nominative
DAUGHTERLY = re.compile('(?:[оеё]вн|ичн)(?:а|ы|е|у|ой|ою)$')  # patronymics, which no surname looks like
CLIMB = 5  # words up to an office, «заместитель начальника управления мэрии»
PAIR = 2  # words of a given name and a surname


def told(parse: Parse, span: Span) -> Frame:
    """The case and slot of a name, each empty if unknown, that its own grammar and the words around tell for certain.

    A speaker's label («А. Седова: …») is in the nominative, «матери Седова» has a man's name in the genitive, behind
    another's name in the genitive stands a dative, behind «и» the case of the name before it.
    """
    if span.type != 'PER':
        return told_of_thing(parse.tokens, span)
    tokens, first = parse.tokens, parse.sentences[parse.tokens.sentence[span.first]].first
    if span.last - span.first == 1 and possesses(tokens, span.first):
        return 'Gen', 'm'
    if span.last - span.first == 1 and has_assistant(tokens, span.first):
        return 'Gen', 'm'
    if span.last - span.first == 1 and is_object(tokens, span.first):
        return 'Acc', 'm'
    slot = child_of(tokens, span) or (slot_of_given(tokens.text[span.first]) if span.last - span.first > 1 else '')
    subject = subject_slot(tokens, span)
    if subject and slot in ('', subject):
        return 'Nom', subject
    if receives(tokens, span):
        return 'Dat', slot
    if slot != 'm' and (of_woman(tokens, span) or acts_as_woman(tokens, span) or assists(tokens, span)):
        return 'Nom', 'f'
    labels = span.first == first and span.last < len(tokens) and tokens.text[span.last] == ':'
    return 'Nom' if labels else case_beside(tokens, span), slot


def is_object(tokens: Tokens, i: int) -> bool:
    """Whether a surname stands right before a man's given name in the nominative, whose deed it is the object of:
    «Тренирует Лунина | Олег Рогов»."""
    behind = i + 1
    if behind >= len(tokens) or tokens.sentence[behind] != tokens.sentence[i] or not tokens.text[behind].istitle():
        return False
    return OBLIQUE_SURNAME.search(tokens.text[i]) is not None and given_slots(tokens.text[behind]) == {'m'}


@cache
def assistants() -> frozenset[str]:
    """Lemmas of those who are something for somebody: «помощник», «адвокат»."""
    return frozenset(load('roles')['relative'])


def has_assistant(tokens: Tokens, i: int) -> bool:
    """Whether a surname stands between the word for somebody who works for another and a whole name, who that is:
    «советница Лунина | Анна Рогова», «заместительница Лунина, | Анна Рогова,»."""
    if not i or tokens.lemma[i - 1].lower() not in assistants():
        return False
    first = i + 1 + (tokens.text[i + 1 : i + 2] == [','])
    if first + PAIR >= len(tokens) or tokens.sentence[first + PAIR - 1] != tokens.sentence[i - 1]:
        return False
    if not all(word.istitle() for word in tokens.text[first : first + PAIR]) or not given_slots(tokens.text[first]):
        return False
    # «адвокат Лунина, Анна Рогова и Олег Белов» are rather a list.
    closed = first == i + 1 or tokens.text[first + PAIR] in (',', '.', ';')
    return closed and OBLIQUE_SURNAME.search(tokens.text[i]) is not None


def of_woman(tokens: Tokens, span: Span) -> bool:
    """Whether a title in front is a woman's and in the nominative, and the name in apposition to it: «певица Рамуне
    Виткайте», not «жена Ивана Седова»."""
    at = title_of(tokens, span)
    if at < 0 or (at == span.first - 1 and tokens.relation[span.first] != 'appos'):
        return False
    feats = features(tokens.feats[at])
    return feats.get('Case') == 'Nom' and feats.get('Gender') == 'Fem'


def acts_as_woman(tokens: Tokens, span: Span) -> bool:
    """Whether the verb behind initials and a surname is a woman's, the office in front being a man's by its form:
    «директор МУП «Заря» Н. А. Рогова доложила»."""
    at, behind = title_of(tokens, span), span.last
    initials = span.last - span.first > 1 and any(map(INITIAL.match, tokens.text[span.first : span.last]))
    if at < 0 or not initials or behind >= len(tokens) or not is_womans_deed(tokens.text[behind]):
        return False
    title = case_of_title(tokens, at).split()
    return title[0] == 'Nom' and title[-1] != 'f' and tokens.sentence[behind] == tokens.sentence[at]


def assists(tokens: Tokens, span: Span) -> bool:
    """Whether a name that may be a woman's stands behind the office of somebody's assistant, who is the subject of a
    verb in the feminine: «рассказала заместитель мэра Александра Рогова»."""
    if span.last - span.first != PAIR or 'f' not in given_slots(tokens.text[span.first]):
        return False
    at = span.first
    for _ in range(CLIMB):
        up = tokens.head[at]
        if up < 0 or up >= span.first or tokens.sentence[up] != tokens.sentence[at]:
            return False
        at = up
        if tokens.pos[at] != 'NOUN':
            return False
        verb = tokens.head[at]
        if tokens.relation[at] == 'nsubj' and 0 <= verb < at:
            helps = tokens.lemma[at].lower() in assistants() and 'Case=Nom' in tokens.feats[at]
            return helps and is_womans_deed(tokens.text[verb])
    return False


@lru_cache(maxsize=5_000)
def is_womans_deed(word: str) -> bool:
    """Whether a word may be a verb of the past in the feminine, whatever the tagger takes it for: «доложила»."""
    return word.endswith(('ла', 'лась')) and any({'VERB', 'past', 'femn'} in p.tag for p in parses(word))


def case_beside(tokens: Tokens, span: Span) -> str:
    """The one case that a name has in common with the whole name before it and «и», '' if there are several or none:
    «Олег Рогов и Александра Рогова»."""
    first, before = span.first - 1, range(span.first - 1 - PAIR, span.first - 1)
    if before.start < 0 or tokens.text[first] != 'и' or tokens.sentence[before.start] != tokens.sentence[first]:
        return ''
    if not all(tokens.text[i][:2].istitle() and tokens.pos[i] == 'PROPN' for i in before):
        return ''
    theirs = {case for case, _ in shared_frames(tokens.text[i] for i in before)}
    own = {case for case, _ in shared_frames(tokens.text[span.first : span.last])}
    both = theirs & own
    return both.pop() if len(both) == 1 else ''


def child_of(tokens: Tokens, span: Span) -> str:
    """f for a name with a woman's patronymic or the word for a daughter behind the father's («… кызы»), m for a name
    with that for a son, '' for others."""
    words = [tokens.text[i].lower() for i in range(span.first + 1, span.last)]
    if any(map(DAUGHTERLY.search, words)):
        return 'f'
    own = {word.rpartition('-')[2] for word in words[-2:]}
    return 'f' if not own.isdisjoint(DAUGHTER) else 'm' if not own.isdisjoint(SON) else ''


def receives(tokens: Tokens, span: Span) -> bool:
    """Whether a name that may be a dative and no genitive stands right behind a whole one in the genitive: whoever gets
    something of somebody's, «письмо Петра Лунина | Олегу Рогову»."""
    first, before = span.first, range(span.first - PAIR, span.first)
    if before.start < 0 or tokens.sentence[before.start] != tokens.sentence[first]:
        return False
    if not all(tokens.text[i][:2].istitle() and tokens.pos[i] == 'PROPN' for i in before):
        return False
    own = {case for case, _ in shared_frames(tokens.text[first : span.last])}
    return 'Dat' in own and 'Gen' not in own and 'Gen' in {c for c, _ in shared_frames(tokens.text[i] for i in before)}


def slot_of_given(word: str) -> str:
    """The slot of a given name in a case, and of a woman's in the nominative; '' for others and where names of men and
    of women have the form."""
    if fold(word) in eastern():
        return ''
    if not is_oblique_given(word):
        return 'f' if is_womans(word) else ''
    # «Асию», «Асии» are rather of Асия, whom the lexicon has, than of Асий.
    own = {slot for _, slot in listed_frames(word)}
    slots = own if len(own) == 1 else {slot for case, slot in name_frames(word) if case != 'Loc'}
    return slots.pop() if len(slots) == 1 else ''


@lru_cache(maxsize=5_000)
def is_womans(word: str) -> bool:
    """Whether a word is the nominative of a known woman's given name, and of no known man's the genitive."""
    stem = word[:-1]
    slots, men = given_slots(word), (stem, f'{stem}й', f'{stem}ь')
    listed = fold(word) in given_names()
    if not listed and any(r.kind == 'name' and r.slot == 'm' for r in known_readings(word.lower())):
        return False  # «Петра», «Валерия»
    return bool(slots) and slots <= {'f', 'x'} and not any('m' in given_slots(name) for name in men if stem)


def possesses(tokens: Tokens, i: int) -> bool:
    """Whether a name in the genitive stands behind somebody in an oblique case: «матери Седова» is no Седова's."""
    if not i or tokens.head[i] != i - 1 or tokens.pos[i - 1] != 'NOUN' or not tokens.text[i].endswith('а'):
        return False
    whose, own = features(tokens.feats[i - 1]), features(tokens.feats[i])
    oblique = whose.get('Animacy') == 'Anim' and whose.get('Case', 'Nom') != 'Nom'
    followed = i + 1 < len(tokens) and tokens.pos[i + 1] == 'VERB'  # «во время номера Седова ушла»
    return oblique and own.get('Case') == 'Gen' and own.get('Number') == 'Sing' and not followed


def told_of_thing(tokens: Tokens, span: Span) -> Frame:
    """The same of a body or a place: «власти Перу» are several, in «в д. Ольха» stands a nominative."""
    if span.type == 'LOC' and stays(tokens, span):
        return 'Nom', ''
    return '', 'p' if tokens.text[span.first].lower() == 'власти' else ''


def stays(tokens: Tokens, span: Span) -> bool:
    """Whether a place keeps its nominative behind an abbreviated noun and «в», for its form is that of no prepositional
    case: «в д. Ольха», «в пос. Речное», not «в д. Ольхе»."""
    first = span.first
    if first < BEFORE_STOP or tokens.text[first - 1] != '.' or tokens.text[first - 2] not in stops():
        return False
    return tokens.text[first - BEFORE_STOP].lower() in INSIDE and not PREPOSITIONAL.search(tokens.text[span.last - 1])

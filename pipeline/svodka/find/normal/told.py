"""What the words around a name tell of its case and gender for certain, so that no model need weigh it."""

from __future__ import annotations

import re
from functools import lru_cache

from svodka.find.normal.around import subject_slot, title_of
from svodka.find.places.lookup import stops
from svodka.language.morph import known_readings
from svodka.language.name_frames import is_oblique_given, name_frames, shared_frames
from svodka.language.name_words import DAUGHTER, SON, given_slots
from svodka.model import Parse, Span, Tokens, features

BEFORE_STOP = 3  # tokens from the preposition of «в д. Ольха» to the name
INSIDE = ('в', 'во', 'на')
PREPOSITIONAL = re.compile('(?<![оеь])е$|[иую]$|[оеё][йм]$|х$|[^а-яё]$')
ENDS = ('', 'а', 'я', 'й', 'ь')  # of given names in the nominative
PAIR = 2  # words of a given name and a surname


def told(parse: Parse, span: Span) -> tuple[str, str]:
    """The case and slot of a name, each empty if unknown, that the words around it tell for certain.

    A speaker's label («А. Седова: …») is in the nominative, «матери Седова» has a man's name in the genitive, behind
    another's name in the genitive stands a dative.
    """
    if span.type != 'PER':
        return told_of_thing(parse.tokens, span)
    tokens, first = parse.tokens, parse.sentences[parse.tokens.sentence[span.first]].first
    if span.last - span.first == 1 and possesses(tokens, span.first):
        return 'Gen', 'm'
    if child := child_of(tokens, span):
        return '', child
    if slot := subject_slot(tokens, span):
        return 'Nom', slot
    if receives(tokens, span):
        return 'Dat', ''
    if span.last - span.first > 1 and (slot := slot_of_given(tokens.text[span.first])):
        return '', slot
    if span.first == first and span.last < len(tokens) and tokens.text[span.last] == ':':
        return 'Nom', ''
    at = title_of(tokens, span)
    if at >= 0 and (at < span.first - 1 or tokens.relation[span.first] == 'appos'):  # no «жена Ивана Седова»
        feats = features(tokens.feats[at])
        return ('Nom', 'f') if feats.get('Case') == 'Nom' and feats.get('Gender') == 'Fem' else ('', '')
    return '', ''


def child_of(tokens: Tokens, span: Span) -> str:
    """f for a name with the word for a daughter behind the father's («… кызы»), m for a son, '' for neither."""
    inner = tokens.text[span.last - 2].lower() if span.last - 2 > span.first else ''
    own = {tokens.text[span.last - 1].lower().rpartition('-')[2], inner}
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
    if not is_oblique_given(word):
        return 'f' if is_womans(word) else ''
    slots = {slot for case, slot in name_frames(word) if case != 'Loc'}
    listed = frozenset[str]().union(*(given_slots(word[:-1] + end) for end in ENDS))
    if not slots:  # «Асии» is rather of Асия than of Асий
        return 'f' if 'f' in listed else ''
    return slots.pop() if len(slots | listed) == 1 else ''


@lru_cache(maxsize=5_000)
def is_womans(word: str) -> bool:
    """Whether a word is the nominative of a known woman's given name, and of no known man's the genitive."""
    stem = word[:-1]
    slots, men = given_slots(word), (stem, f'{stem}й', f'{stem}ь')
    if any(r.kind == 'name' and r.slot == 'm' for r in known_readings(word.lower())):
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


def told_of_thing(tokens: Tokens, span: Span) -> tuple[str, str]:
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

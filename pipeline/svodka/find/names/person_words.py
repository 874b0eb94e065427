"""Whether a word may be a part of a person's name, in any case: given name, patronymic, surname."""

from __future__ import annotations

import re
from functools import lru_cache

from svodka.find.normal.evidence import lexemes
from svodka.find.normal.readings import PLURAL_LIKE as PLURAL_LIKE
from svodka.language.agreement import CASE, agree
from svodka.language.morph import has_kind, known_readings, readings
from svodka.language.name_frames import FIXED, NAMES
from svodka.language.name_words import PATRONYMIC_WORDS, given_names, is_grown, is_surname
from svodka.language.paradigms import known_forms
from svodka.lexicons import fold
from svodka.model import Tokens, features

GAP = 2  # characters between two words of one name, at most
PATRONYMIC = re.compile(
    '(?:[оеё]|ь)вич(?:а|у|ем|е)?$|[оеё]вн(?:а|ы|е|у|ой|ою)$|(?:ин)?ичн(?:а|ы|е|у|ой|ою)$|'
    '(?:ьич|кич|мич|тич|лич)(?:а|у|[ое]м|е)?$'
)
SHORTEST_CAPITALS = 3  # letters of a surname in capitals; shorter ones are abbreviations
SHORTEST_UNKNOWN = 5  # and of one that the dictionary lacks
VOWEL = re.compile('[АЕЁИОУЫЭЮЯ]')


def beside(tokens: Tokens, i: int) -> bool:
    """Whether a token stands in one sentence with the one before it, and no line or mark between."""
    if not 0 < i < len(tokens) or tokens.sentence[i] != tokens.sentence[i - 1]:
        return False
    return 0 < tokens.start[i] - tokens.stop[i - 1] <= GAP


def is_capitalised(tokens: Tokens, i: int) -> bool:
    """Whether token i is a word that begins with a capital, and no initial."""
    return (
        0 <= i < len(tokens) and len(tokens.text[i]) > 1 and tokens.text[i][0].isupper() and tokens.text[i][1].isalpha()
    )


@lru_cache(maxsize=20_000)
def is_given_form(word: str) -> bool:
    """Whether a word is a given name in any case."""
    if has_kind(word, 'name'):
        return True
    return fold(word) in given_names() or any(lexeme in given_names() for lexeme in lexemes(word.title(), 'PER'))


@lru_cache(maxsize=20_000)
def is_patronymic_form(word: str) -> bool:
    """Whether a word has the form of a patronymic; surnames in -ович do, too."""
    low = word.lower()
    if any(r.kind == 'patronymic' for r in known_readings(low)):
        return True
    head, dash, tail = low.rpartition('-')
    if dash:
        return tail in PATRONYMIC_WORDS and len(head) > 1
    return bool(PATRONYMIC.search(low) or is_grown(low)) and not is_common(low)


@lru_cache(maxsize=20_000)
def is_common(low: str) -> bool:
    """Whether the dictionary has a word, and as no name."""
    return bool(known_forms(low)) and not any(r.kind in NAMES for r in readings(low))


@lru_cache(maxsize=20_000)
def surname_cases(word: str) -> frozenset[str]:
    """The cases in which a word may be somebody's surname, '' for one that does not decline; none if it is no surname.

    A word that the dictionary lacks is one by its ending.
    """
    low = word.lower()
    known = [r.case for r in known_readings(low) if r.kind == 'surname' and r.slot != 'p']
    if not known and FIXED.search(low):  # «Долгих», which the dictionary has as an adjective alone
        return frozenset(('',))
    if known or is_common(low):
        return frozenset(known)
    found = {r.case for r in readings(low) if r.slot != 'p' and is_surname(r.nominative)}
    return frozenset(found | {'Nom'} if is_surname(low) else found)


def is_surname_form(word: str) -> bool:
    """Whether a word may be a surname in any case."""
    return bool(surname_cases(word))


def may_be_surname(tokens: Tokens, i: int) -> bool:
    """Whether a word beside a given name and patronymic is a surname and not a title: «Романович Председатель»."""
    word = tokens.text[i]
    if word.isupper():
        return is_capital_surname(tokens, i)
    return word.istitle() and (is_surname_form(word) or not known_forms(word.lower()))


def is_capital_surname(tokens: Tokens, i: int) -> bool:
    """Whether a word in capitals may be a surname: no abbreviation, and its neighbours are not in capitals, too."""
    word = tokens.text[i]
    if len(word) < SHORTEST_CAPITALS or not word.isupper() or not word.replace('-', '').isalpha():
        return False
    kinds = {r.kind for r in known_readings(word.lower())}
    if not kinds.isdisjoint(('abbreviation', 'organisation')) or ('place' in kinds and not is_surname(word.lower())):
        return False
    if len(word) < SHORTEST_UNKNOWN:  # «ФАО», «ЕСПЧ»
        return has_kind(word, 'surname')
    return is_surname_form(word) or len(VOWEL.findall(word)) > 1


def seen_in_one_case(tokens: Tokens, i: int, j: int) -> bool:
    """Whether the tagger saw no two cases: «вдова Седова Анна Ильинична» are two people; in the oblique cases it errs
    («Приказом ректора Седовой Анне Ильиничне …»)."""
    if agree(tokens.feats[i], tokens.feats[j], CASE, unknown=True) or not tokens.text[i].istitle():
        return True
    two, own = features(tokens.feats[j])[CASE], surname_cases(tokens.text[i])
    return '' in own or (two != 'Nom' and two in own)


def agree_in_case(tokens: Tokens, i: int, j: int) -> bool:
    """Whether two words may stand in one case as parts of a name."""
    one, two = name_cases(tokens.text[i]), name_cases(tokens.text[j])
    return not one or not two or '' in one or '' in two or not one.isdisjoint(two)


@lru_cache(maxsize=20_000)
def name_cases(word: str) -> frozenset[str]:
    """The cases of a word as a part of a name, '' for one that does not decline, none where nothing is known."""
    low = word.lower()
    if FIXED.search(low):
        return frozenset(('',))
    known = frozenset(r.case for r in known_readings(low) if r.kind in NAMES and r.slot != 'p')
    return known or frozenset(r.case for r in readings(low) if not r.known and r.slot != 'p')

"""The nominative of a name that no dictionary has, by the regular declension of its ending.

pymorphy3 takes the forms of such a word from words that end like it, rare ones among them: Фортелла would be of
«фортелла», «Торвилсу» of торвилёс, «Мавратило» of мавратить. A foreign name is declined as most are, or not at all, and
the case that the tagger sees says which: nothing in -о or -у is a genitive.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

SHORTEST = 4  # letters
CONSONANT = frozenset('бвгджзйклмнпрстфхцчшщ')
HUSHING = frozenset('жшчщц')
OBLIQUE = re.compile('[оеёыи]м$')  # an instrumental or a locative
PLURAL = re.compile('(?:[аяыи]х|[ая]м)$')
ADJECTIVE = re.compile('([сц]к)(?:им|ого|ому|ом)$')  # «Тавричанским» is nothing else, whatever the tagger has it for
FLEETING = re.compile('[бвгджзлптфцчшщ]к$|[бвгджзйклмнпрстфхчшщ]ц$')  # a stem that no word ends in
GENITIVE, DATIVE = frozenset(('Gen', 'Acc')), frozenset(('Dat', 'Loc'))


def regular(word: str, feats: Mapping[str, str]) -> str | None:
    """The lemma of a name in lower case by its ending and the features that the tagger gives it, None where they do
    not tell.

    >>> regular('фортелла', {'Case': 'Gen', 'Gender': 'Masc', 'Number': 'Sing'})
    'фортелл'
    >>> regular('мавратило', {'Case': 'Loc', 'Gender': 'Masc', 'Number': 'Sing'})
    'мавратило'
    """
    if found := ADJECTIVE.search(word):
        return word[: found.end(1)] + 'ий'
    case = feats.get('Case')
    if case is None or feats.get('Number') != 'Sing' or len(word) < SHORTEST:
        return None
    if case == 'Nom' or word[-1] == 'о':
        return word
    if word[-1] in CONSONANT:
        return _of_consonant(word, case)
    return _of_vowel(word, case, feats.get('Gender', ''))


def _of_consonant(word: str, case: str) -> str | None:
    """A word that ends in a consonant stands in the nominative, a masculine accusative, or does not decline."""
    if word.endswith(('ой', 'ей')) or PLURAL.search(word):
        return None
    if not OBLIQUE.search(word):
        return word
    stem = word[:-2]
    if case != 'Ins' or word[-2] in 'ыи' or FLEETING.search(stem):
        return None
    return stem if word[-2] == 'о' else _soft(stem)


def _soft(stem: str) -> str:
    """A masculine nominative whose other cases are soft: «Врабелем», «Кортеем», «Зимончем»."""
    if stem[-1] in HUSHING:
        return stem
    return stem + ('ь' if stem[-1] in CONSONANT else 'й')


def _of_vowel(word: str, case: str, gender: str) -> str | None:
    stem, last = word[:-1], word[-1]
    if last == 'а':
        if FLEETING.search(stem):
            return word if stem[-1] == 'к' else None  # «Мотряшка» is no genitive
        return stem if case in GENITIVE and gender == 'Masc' and stem[-1] in CONSONANT else None
    if last == 'я':
        return _soft(stem) if case in GENITIVE and gender == 'Masc' else None
    if last in 'ую':
        return _of_dative(word, case, gender)
    if last == 'ы':
        return stem + 'а' if case == 'Gen' else None
    if last == 'и':
        return stem + 'я' if word.endswith('ии') else word if gender == 'Masc' else None
    return word if last == 'е' and case not in DATIVE else None


def _of_dative(word: str, case: str, gender: str) -> str | None:
    """A word in -у, -ю: the dative of a masculine, the accusative of a feminine, else it does not decline."""
    stem, last = word[:-1], word[-1]
    if case == 'Acc':
        return stem + ('а' if last == 'у' else 'я')
    if case not in DATIVE:
        return f'{stem}й' if stem.endswith('и') else word
    if case != 'Dat' or gender != 'Masc' or FLEETING.search(stem) or (last == 'у' and stem[-1] not in CONSONANT):
        return None
    return stem if last == 'у' else _soft(stem)

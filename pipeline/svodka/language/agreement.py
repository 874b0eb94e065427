"""Agreement of two words in case, gender and number, as yargy's relations have it: small, and the one place of it.

A word is given by its features, a UD string («Case=Gen|Number=Sing»).
"""

from __future__ import annotations

from svodka.model import features

CASE, GENDER, NUMBER, TENSE = 'Case', 'Gender', 'Number', 'Tense'
VARIANT, VERB_FORM = 'Variant', 'VerbForm'
# An animate noun has one form for both, and taggers mix them up.
ALIKE = frozenset(('Gen', 'Acc'))


def agree(one: str, other: str, *categories: str, unknown: bool = False) -> bool:
    """Whether two words have the same values in every one of the categories, or both none.

    With `unknown` what a tagger left out may be anything, and so agrees with everything.

    >>> agree('Gender=Fem|Number=Sing', 'Case=Nom|Gender=Fem|Number=Sing', GENDER, NUMBER)
    True
    >>> agree('Number=Sing', 'Gender=Fem|Number=Sing', GENDER)
    False
    >>> agree('Number=Sing', 'Gender=Fem|Number=Sing', GENDER, unknown=True)
    True
    """
    a, b = features(one), features(other)
    for category in categories:
        mine, yours = a.get(category), b.get(category)
        if mine != yours and not (unknown and None in (mine, yours)):
            return False
    return True


def cases_agree(one: str, other: str, unknown: bool = False) -> bool:
    """Whether two cases, '' for none, are one, or the genitive and the accusative; `unknown` as in `agree`.

    >>> cases_agree('Gen', 'Acc'), cases_agree('', ''), cases_agree('Nom', ''), cases_agree('Nom', '', unknown=True)
    (True, True, False, True)
    """
    return one == other or {one, other} == ALIKE or (unknown and '' in (one, other))

"""Agreement of two words in case, gender and number, as yargy's relations have it: small, and the one place of it.

A word is given by its features, a UD string («Case=Gen|Number=Sing»). What a tagger left out may be anything, and so
agrees with everything; in the plural there is no gender.
"""

from __future__ import annotations

from svodka.model import features

CASE, GENDER, NUMBER, TENSE = 'Case', 'Gender', 'Number', 'Tense'
# An animate noun has one form for both.
ALIKE = frozenset(('Gen', 'Acc'))


def same(one: str, other: str, *categories: str) -> bool:
    """Whether two words have the same values, or both none, in every one of the categories.

    >>> same('Gender=Fem|Number=Sing', 'Case=Nom|Gender=Fem|Number=Sing', GENDER, NUMBER)
    True
    >>> same('Number=Sing', 'Gender=Fem|Number=Sing', GENDER)
    False
    """
    a, b = features(one), features(other)
    return all(a.get(category) == b.get(category) for category in categories)


def agree(one: str, other: str, *categories: str) -> bool:
    """Whether two words may agree in every one of the categories, all three if none is named.

    >>> agree('Case=Nom|Gender=Fem|Number=Sing', 'Case=Nom|Number=Sing')
    True
    >>> agree('Case=Nom|Gender=Fem|Number=Plur', 'Case=Nom|Gender=Masc|Number=Plur')
    True
    >>> agree('Case=Gen', 'Case=Dat')
    False
    """
    a, b = features(one), features(other)
    for category in categories or (CASE, GENDER, NUMBER):
        if category == GENDER and 'Plur' in (a.get(NUMBER), b.get(NUMBER)):
            continue
        mine, yours = a.get(category), b.get(category)
        if mine is not None and yours is not None and mine != yours:
            return False
    return True


def one_case(one: str, other: str) -> bool:
    """Whether two cases are one, or the genitive and the accusative, which taggers mix up.

    >>> one_case('Gen', 'Acc'), one_case('', ''), one_case('Nom', '')
    (True, True, False)
    """
    return one == other or {one, other} == ALIKE


def cases_agree(one: str, other: str) -> bool:
    """Whether two cases, '' for an unknown one, may be those of joined people: the genitive is the accusative's twin.

    >>> cases_agree('Gen', 'Acc'), cases_agree('Nom', ''), cases_agree('Nom', 'Dat')
    (True, True, False)
    """
    return not one or not other or one_case(one, other)

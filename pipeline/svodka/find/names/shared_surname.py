"""The surname that two people have in common and the text says once: «Пётр и Инна Луговы» are Пётр Лугов and Инна
Лугова."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from svodka.model import Mention, Tokens

SEVERAL = re.compile('(?:[оеё]в|[иы]н)(?:ы|ых|ыми?)$|[сц]к(?:ие|их|ими?)$')
ONE = re.compile('(?:[оеё]в|[иы]н)а?$|[сц]к(?:ий|ая)$')
# The ending of a man's surname and of a woman's.
ENDINGS = (('ий', 'ая'), ('', 'а'))


def with_shared_surnames(tokens: Tokens, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, with a given name alone before «и» as one of the surname that stands behind the other in the
    plural."""
    found = list(mentions)
    for i, (one, other) in enumerate(pairwise(mentions)):
        if not one.person or not other.person or not one.person.first or one.person.last or one.person.middle:
            continue
        joined = other.first == one.last + 1 and tokens.text[one.last] == 'и'
        if joined and other.person.last and SEVERAL.search(tokens.text[other.last - 1]):
            last = of_gender(other.person.last, one.person.gender)
            found[i] = replace(one, person=replace(one.person, last=last))
    return found


def of_gender(surname: str, gender: str | None) -> str | None:
    """A surname of one that declines as a man's or a woman's, None if the gender is unknown.

    >>> of_gender('Лугова', 'male'), of_gender('Донской', 'female'), of_gender('Донский', 'female')
    ('Лугов', None, 'Донская')
    """
    man, woman = next((pair for pair in ENDINGS if surname.endswith(pair) and ONE.search(surname)), ('', ''))
    if not woman or gender is None:
        return None
    stem = surname.removesuffix(woman) if surname.endswith(woman) else surname.removesuffix(man)
    return stem + (man if gender == 'male' else woman)

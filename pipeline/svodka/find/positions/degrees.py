"""Degrees, which are no positions: «д. и. н.», «кандидат технических наук»."""

from __future__ import annotations

import re
from collections.abc import Sequence

# «д. и. н.», «к. т. н.», «д. ф.-м. н.», written with spaces or without, of at most so many tokens.
DEGREE = re.compile(r'[дк]\.(?:[а-я]{1,6}[.-]{1,2}){1,3}н\.?')
LONGEST_DEGREE = 12
WRITTEN_DEGREE = re.compile(r'(?:доктор|кандидат)(?:а|у|ом|е)?')
LONGEST_WRITTEN = 4  # «доктор физико-математических наук»


def degree_at(texts: Sequence[str], i: int) -> int:
    """How many tokens an abbreviated degree has that begins at token i, 0 if none does.

    >>> degree_at(['член', 'жюри', 'д', '.', 'и', '.', 'н', '.', 'Иванов'], 2)
    6
    """
    if texts[i].lower()[:1] not in ('д', 'к') or '.' not in ''.join(texts[i : i + 2]):
        return 0
    sizes = range(min(LONGEST_DEGREE, len(texts) - i), 0, -1)
    return next((n for n in sizes if DEGREE.fullmatch(''.join(texts[i : i + n]).lower())), 0)


def written_degree_at(texts: Sequence[str], i: int) -> int:
    """How many tokens a degree written out has that begins at token i, 0 if none does.

    >>> written_degree_at(['академик', ',', 'доктора', 'исторических', 'наук', 'Иванова'], 2)
    3
    """
    if not WRITTEN_DEGREE.fullmatch(texts[i].lower()):
        return 0
    return next((n + 1 for n, word in enumerate(texts[i : i + LONGEST_WRITTEN]) if word == 'наук'), 0)

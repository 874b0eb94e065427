"""Why a document was not read, in Russian: the messages of the readers are English sentences with values in them."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from svodka.tables.layout import read_words


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Each English sentence as a pattern, in which a number in braces stands for any words, and the Russian one."""
    found = []
    for english, russian in read_words('reasons.yaml').items():
        pieces = re.split(r'(\{\d\})', english)
        pattern = ''.join(f'(?P<v{p[1]}>.*?)' if re.fullmatch(r'\{\d\}', p) else re.escape(p) for p in pieces)
        found.append((re.compile(rf'{pattern}(?:\s+|$)', re.DOTALL), russian))
    return tuple(found)


@lru_cache(4096)
def reason(message: str) -> str:
    """A reason in Russian, sentence by sentence; what is not known stays as it is.

    >>> reason('The text is the same as that of a.txt (duplicate).')
    'Тот же текст, что в a.txt (повтор).'
    """
    told, rest = [], message
    while rest:
        match, russian = next(((m, r) for pattern, r in _patterns() if (m := pattern.match(rest))), (None, ''))
        if match is None:
            told.append(rest)
            break
        told.append(_filled(russian, match))
        rest = rest[match.end() :]
    return ' '.join(told)


def _filled(russian: str, match: re.Match[str]) -> str:
    return re.sub(r'\{(\d)\}', lambda m: match[f'v{m[1]}'], russian)

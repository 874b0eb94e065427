"""The forms of words, for a browser: a table that leads from any form of a lemma to the lemma.

A lemma is cut into a stem and an ending; which endings its stem may have is a paradigm, one of some thousands that are
shared. So the forms of all lemmas take little more room than the lemmas, those that no text holds included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from svodka.language.paradigms import Form, guessed_forms, known_forms, paradigm_forms

# A word as scripts see it, too (assets/words.js): letters and digits with soft hyphens and stress marks inside, parts
# joined by hyphens.
INNER = '\u00ad\u0301'
WORD = re.compile(rf'[^\W_](?:[^\W_]|[{INNER}])*(?:-[^\W_](?:[^\W_]|[{INNER}])*)*')
INSIDE = str.maketrans({'ё': 'е', '\u00ad': None, '\u0301': None})
STEM = 2  # letters of a stem at least: by so many the index of words is cut
LONGEST = 40  # letters; what is longer is no word that anybody looks for
MOST = 3  # paradigms of a lemma: a surname is declined for men and women


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Text as it is compared: lower case, ё as е, without soft hyphens and stress marks.

    >>> fold('Её')
    'ее'
    """
    return text.lower().translate(INSIDE)


def words_of(text: str) -> Iterator[re.Match[str]]:
    """The words of a text, in order."""
    return WORD.finditer(text)


@lru_cache(maxsize=3_000)
def endings(paradigm: int) -> tuple[str, ...]:
    """The endings of a paradigm, folded, without those behind a prefix («наи-»)."""
    return tuple(sorted({fold(ending) for prefix, _, ending in paradigm_forms(paradigm) if not prefix}))


@lru_cache(maxsize=60_000)
def stems(lemma: str) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """The ways to inflect a lemma, folded: stem, own ending, all endings.

    >>> stem, own, ends = stems('река')[0]
    >>> stem, own, 'ою' in ends
    ('рек', 'а', True)
    """
    head, hyphen, last = lemma.rpartition('-')
    found: dict[tuple[str, str, tuple[str, ...]], None] = {}
    for form in _forms(last):
        _, _, own = paradigm_forms(form.paradigm)[form.number]
        own, word = fold(own), fold(form.word)
        if word == last and word.endswith(own):
            found[head + hyphen + word[: len(word) - len(own)], own, endings(form.paradigm)] = None
    return tuple(found)[:MOST]


def _forms(word: str) -> Sequence[Form]:
    """What a lemma may be in the dictionary, as a lemma if it can be one."""
    found = known_forms(word) or guessed_forms(word) or ()
    return [form for form in found if form.number == 0] or found


def lemma_of(word: str) -> str:
    """The dictionary's likeliest lemma of a folded form that the tables have no lemma of; the form itself if none.

    >>> lemma_of('президента')
    'президент'
    """
    for form in known_forms(word):
        forms = paradigm_forms(form.paradigm)
        return fold(form.word[: len(form.word) - len(forms[form.number][2])] + forms[0][2])
    return word


@dataclass(slots=True)
class Forms:
    """The table as it is made: the paradigms by number; by piece the stems and the forms that no paradigm tells."""

    paradigms: dict[tuple[str, ...], int] = field(default_factory=dict)
    stems: dict[str, dict[str, list[list[str | int]]]] = field(default_factory=dict)
    forms: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def add(self, lemma: str, seen: Sequence[str]) -> None:
        """Add a lemma and the forms of it that the texts hold."""
        told = {lemma}
        for stem, own, ends in stems(lemma):
            if len(stem) < STEM:
                for ending in ends:
                    self._single(stem + ending, lemma)
            else:
                number = self.paradigms.setdefault(ends, len(self.paradigms))
                self.stems.setdefault(piece_of(stem), {}).setdefault(stem, []).append([own, number])
            told.update(stem + ending for ending in ends)
        for form in seen:
            if form not in told:
                self._single(form, lemma)

    def _single(self, form: str, lemma: str) -> None:
        lemmas = self.forms.setdefault(piece_of(form), {}).setdefault(form, [])
        if lemma not in lemmas:
            lemmas.append(lemma)


def piece_of(word: str) -> str:
    """The piece of the index in which a word stands, by its first letters.

    >>> piece_of('река')
    '440-435'
    """
    return '-'.join(f'{ord(letter):x}' for letter in word[:STEM])

"""The dictionary's words and their paradigms, as pymorphy3 keeps them.

pymorphy3 makes several objects of each reading of a word. Here a word of the dictionary is the numbers of its forms in
their paradigms, and how a form becomes another is worked out once for all words of a paradigm.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Container
from functools import lru_cache
from typing import Any, NamedTuple

ONE = 1_000_000  # the dictionary keeps estimates as whole numbers
# How pymorphy3 guesses: letters before a known word and of that, letters of an ending, of a word that may have one, and
# the estimate of a guess against a word of the dictionary.
LONGEST_PREFIX, SHORTEST_REST, LONGEST_ENDING, SHORTEST_GUESS, GUESS = 5, 3, 5, 4, 0.5
PLAIN = re.compile(r'[а-яё]+\Z')
NUMBERS = frozenset(('sing', 'plur'))
# Grammemes that tell nothing about which nominative is a form's.
VARIABLE = frozenset('nomn gent gen1 gen2 datv accs acc2 ablt loct loc1 loc2 anim inan Arch'.split())


_MAKING = threading.Lock()


@lru_cache(maxsize=1)
def analyzer() -> Any:
    """pymorphy3's analyzer, with a Latin unit for letters of every script.

    One thread makes it: a second analyzer in the making would empty the table of grammemes that the first one's tags
    look into, and pymorphy3 calls them unknown.
    """
    with _MAKING:
        return _made()


@lru_cache(maxsize=1)
def _made() -> Any:
    # pymorphy3 takes as long to load as a short command.
    from pymorphy3 import MorphAnalyzer
    from pymorphy3.lang.ru import DEFAULT_UNITS
    from pymorphy3.units import LatinAnalyzer
    from pymorphy3_dicts_ru import get_path

    class Latin(LatinAnalyzer):  # type: ignore[misc]
        """pymorphy3's own raises for the scripts whose letters have no Unicode name («𗀀»)."""

        def check_shape(self, word: str, word_lower: str) -> bool:
            letters = [letter for letter in word if letter.isalpha()]
            return bool(letters) and all('LATIN' in unicodedata.name(letter, '') for letter in letters)

    def mended(unit: Any) -> Any:
        if isinstance(unit, list):
            return [*map(mended, unit)]
        return Latin(unit.score) if type(unit) is LatinAnalyzer else unit

    # Without a path pymorphy3 looks for dictionaries through all installed packages.
    return MorphAnalyzer(path=get_path(), lang='ru', units=mended(DEFAULT_UNITS))


@lru_cache(maxsize=1_000)
def parses(word: str) -> tuple[Any, ...]:
    """pymorphy3's parses of a word; several ask for those of one word in turn."""
    return tuple(analyzer().parse(word))


class Form(NamedTuple):
    """A word as the dictionary spells it (with its ё), its paradigm and number there, pymorphy3's estimate."""

    word: str
    paradigm: int
    number: int
    score: float


def known_places(word: str) -> list[tuple[str, int, int]]:
    """What a word in lower case is in the dictionary, in no order: its spelling, paradigm and number there."""
    similar = analyzer().dictionary.words.similar_items(word, analyzer().char_substitutes)
    return [(form, paradigm, number) for form, places in similar for paradigm, number in places]


@lru_cache(maxsize=1_000)
def known_forms(word: str) -> tuple[Form, ...]:
    """What a word in lower case is in the dictionary, the likelier first; nothing for other words.

    The same as `parses`, without the objects that pymorphy3 makes of it and their price.
    """
    found = known_places(word)
    told = dict(analyzer().prob_estimator.p_t_given_w.items(f'{word}:')) if found else {}
    if told:
        tags = (analyzer().dictionary.build_tag_info(paradigm, number) for _, paradigm, number in found)
        scores = [told.get(f'{word}:{tag}', 0) / ONE for tag in tags]
        if any(scores):
            forms = [Form(*form, score) for form, score in zip(found, scores, strict=True)]
            return tuple(sorted(forms, key=lambda form: form.score, reverse=True))
    return tuple(Form(*form, 1 / len(found)) for form in found)


@lru_cache(maxsize=1_000)
def guessed_forms(word: str) -> tuple[Form, ...] | None:
    """What a word in lower case that the dictionary lacks may be: as a word of the dictionary behind some letters, or
    inflected as words with its ending are. The same as `parses`; None where pymorphy3 guesses in other ways, too."""
    if not PLAIN.match(word) or word.startswith(_prefixes()) or analyzer().prob_estimator.p_t_given_w.items(f'{word}:'):
        return None
    similar, letters = analyzer().dictionary.words.similar_items, analyzer().char_substitutes
    found: dict[tuple[str, int, str], tuple[int, float]] = {}
    for size in range(1, min(LONGEST_PREFIX, len(word) - SHORTEST_REST) + 1):
        for rest, places in similar(word[size:], letters):
            for paradigm, number in places:
                if tag := _productive(paradigm, number):
                    found.setdefault((word[:size] + rest, paradigm, tag), (number, GUESS))
    found |= _by_ending(word, found.keys())
    share = 1.0 / sum([score for _, score in found.values()]) if found else 1.0
    items = found.items()
    return tuple([Form(form, paradigm, number, score * share) for (form, paradigm, _), (number, score) in items])


def _by_ending(word: str, known: Container[tuple[str, int, str]]) -> dict[tuple[str, int, str], tuple[int, float]]:
    """The forms of a word by its longest ending that words of the dictionary have, without those known, the likelier
    first: form, paradigm, tag → number, score."""
    endings, letters = analyzer().dictionary.prediction_suffixes_dawgs[0], analyzer().char_substitutes
    for size in range(LONGEST_ENDING if len(word) >= SHORTEST_GUESS else 0, 0, -1):
        total, found = 1, dict[tuple[str, int, str], tuple[int, int]]()
        for ending, places in endings.similar_items(word[-size:], letters):
            for count, paradigm, number in places:
                if tag := _productive(paradigm, number):
                    total += count
                    key = (word[:-size] + ending, paradigm, tag)
                    if key not in known:
                        found.setdefault(key, (number, count))
        if total > 1:
            scored = [(key, (number, count / total * GUESS)) for key, (number, count) in found.items()]
            return dict(sorted(scored, key=lambda item: item[1][1], reverse=True))
    return {}


@lru_cache(maxsize=20_000)
def _productive(paradigm: int, number: int) -> str:
    """The tag of a form of a paradigm that new words may follow, else nothing."""
    tag = analyzer().dictionary.build_tag_info(paradigm, number)
    return str(tag) if tag.is_productive() else ''


@lru_cache(maxsize=1)
def _prefixes() -> tuple[str, ...]:
    """Beginnings of words that pymorphy3 cuts off first, and those that a paradigm may put before a word."""
    # As above.
    from pymorphy3.lang import ru

    return (*ru.KNOWN_PREFIXES, *filter(None, ru.PARADIGM_PREFIXES))


@lru_cache(maxsize=3_000)
def paradigm_forms(paradigm: int) -> tuple[tuple[str, frozenset[str], str], ...]:
    """The forms of a paradigm: prefix, grammemes, ending."""
    forms = analyzer().dictionary.build_paradigm_info(paradigm)
    return tuple((prefix, tag.grammemes, ending) for prefix, tag, ending in forms)


class Change(NamedTuple):
    """How a form becomes another of its paradigm: letters to cut off at its start and end, what to put there."""

    start: int = 0
    before: str = ''
    stop: int = 0
    after: str = ''

    def of(self, word: str) -> str:
        return self.before + word[self.start : len(word) - self.stop] + self.after


@lru_cache(maxsize=20_000)
def nearest(paradigm: int, number: int, wanted: frozenset[str]) -> int | None:
    """Which form of a paradigm with these grammemes is nearest to a form of it, as pymorphy3 inflects."""
    forms = paradigm_forms(paradigm)
    kept = analyzer().dictionary.build_tag_info(paradigm, number).updated_grammemes(wanted)
    fitting = [i for i, (_, own, _) in enumerate(forms) if wanted <= own]
    return max(fitting, key=lambda i: len(kept & forms[i][1]) - 0.1 * len(kept ^ forms[i][1]), default=None)


def change(paradigm: int, number: int, wanted: int) -> Change:
    """How a form of a paradigm becomes another."""
    (prefix, _, suffix), (before, _, after) = (paradigm_forms(paradigm)[i] for i in (number, wanted))
    return Change(len(prefix), before, len(suffix), after)


@lru_cache(maxsize=20_000)
def ending(paradigm: int, number: int) -> tuple[int | None, str]:
    """How many letters to cut off a form of a paradigm, and what to put on, for its nominative; (None, '') if it has
    a prefix or no nominative."""
    forms = paradigm_forms(paradigm)
    prefix, own, suffix = forms[number]
    if prefix:
        return None, ''
    plural, wanted = own & NUMBERS, own - VARIABLE
    # Of forms as near by their grammemes («высший», «высочайший») the one with the same letters.
    candidates = [
        (len(wanted ^ other - VARIABLE), -shared(after, suffix), after)
        for before, other, after in forms
        if 'nomn' in other and not before and other & NUMBERS == plural
    ]
    return (len(suffix), min(candidates, key=lambda c: c[:2])[2]) if candidates else (None, '')


def shared(a: str, b: str) -> int:
    """The number of letters that two words begin with alike."""
    most = min(len(a), len(b))
    while a[:most] != b[:most]:  # of forms only the last letters differ
        most -= 1
    return most

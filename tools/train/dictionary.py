"""What pymorphy3's dictionary says of each word of the vectors' vocabulary, a byte of flags a word.

Part of the model file: looking words up takes longer than tagging them.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from svodka.language.paradigms import analyzer
from svodka.tag.files import model_folder
from svodka.tag.natasha_files import EMBEDDINGS, read_words

# OpenCorpora's grammemes of a first name, surname, patronymic, place, organisation, abbreviation; then two flags more.
GRAMMEMES = ('Name', 'Surn', 'Patr', 'Geox', 'Orgn', 'Abbr')
IN_DICTIONARY, COMMON = 1 << len(GRAMMEMES), 1 << (len(GRAMMEMES) + 1)
READINGS = 5
LEAST_SCORE = 0.02  # a reading less likely than this says nothing


def flags(word: str) -> int:
    """The flags of one word in lower case.

    >>> flags('москва') == IN_DICTIONARY | 1 << GRAMMEMES.index('Geox')
    True
    """
    if not word[:1].isalpha():
        return 0
    found = IN_DICTIONARY if analyzer().word_is_known(word) else 0
    for reading in analyzer().parse(word)[:READINGS]:
        if reading.score >= LEAST_SCORE:
            own = [1 << i for i, grammeme in enumerate(GRAMMEMES) if grammeme in reading.tag]
            found |= sum(own) or COMMON
    return found


def dictionary() -> npt.NDArray[np.uint8]:
    """The flags of all words that have a vector (250,000 in about half a minute)."""
    return np.array([flags(word) for word in read_words(model_folder() / EMBEDDINGS)], np.uint8)

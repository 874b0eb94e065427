"""The lemmas of a name's words, from its normal form: a tagger alone does not know that «Филлипсу» is Филлипс."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache, partial

from svodka.language.compare import shared_start
from svodka.language.morph import known_readings
from svodka.language.paradigms import known_forms
from svodka.model import Mention, Parse

WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
STEM = 2  # letters that a form and its normal form share, at least


def lemmas_by_names(parse: Parse, mentions: Sequence[Mention]) -> list[str]:
    """The lemma of each token of a document, in which a proper noun of a person, a place, a body of one word has
    that of the name's normal form; an adjective keeps its own («Балтийского» моря), and so do a word that the
    dictionary has as no name («Штатах» → штат) and the words of a longer name of a body, of which many stand in the
    genitive («Министерство культуры»)."""
    tokens = parse.tokens
    found = list(tokens.lemma)
    for mention in mentions:
        if mention.form != 'name' or (mention.type == 'ORG' and mention.last - mention.first > 1):
            continue
        words = WORD.findall(mention.name.lower())
        for i in range(mention.first, mention.last):
            text = tokens.text[i].lower()
            if tokens.pos[i] != 'PROPN' or 'Number=Plur' in tokens.feats[i]:  # «династия Седовых»
                continue
            if len(text) > STEM and not is_common(text):
                found[i] = max(
                    (word for word in words if is_form(text, word)), key=partial(shared_start, text), default=found[i]
                )
    return found


@lru_cache(maxsize=10_000)
def is_common(text: str) -> bool:
    """Whether the dictionary has a word in lower case, and as no name."""
    known = known_readings(text)
    return bool(known_forms(text)) and all(r.kind in ('noun', 'adjective') for r in known)


def is_form(text: str, word: str) -> bool:
    """Whether a word may be the normal form of another, both in lower case."""
    return shared_start(text, word) >= max(STEM, len(word) - STEM) and text.count('-') == word.count('-')

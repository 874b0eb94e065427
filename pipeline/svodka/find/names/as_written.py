"""Names of bodies that no dictionary declines, by what the document writes elsewhere: «СВМДА» as its brackets have it,
«Гродно Азота» beside «Гродно Азот»."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from svodka.find.definitions import Defined
from svodka.find.names.explained import abbreviations
from svodka.language.compare import shared_start
from svodka.model import Mention, Tokens

PUT_TOGETHER = re.compile('[а-яё][А-ЯЁ][а-яё]+$')
STEM = 3  # letters that two cases of a word share, at least
LONGEST_ENDING = 2
ENDS = 2  # capitals at the end of an abbreviation
# The ending of a nominative → those of its other cases in the singular.
CASES = {
    '': ('а', 'у', 'ом', 'ем', 'е'),
    'а': ('ы', 'и', 'е', 'у', 'ой', 'ей'),
    'я': ('и', 'е', 'ю', 'ей'),
    'о': ('а', 'у', 'ом', 'е'),
    'ь': ('я', 'и', 'ю', 'ем', 'ью', 'е'),
    'й': ('я', 'ю', 'ем', 'е'),
}


def undeclined(tokens: Tokens, defined: Defined, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions with abbreviations in capitals that brackets or the letters of a body explain as they stand:
    «СВМДА» is no form of «СВМД»."""
    explained = {tokens.text[first] for first in (*defined.same, *defined.tails)}
    if any(in_capitals(m) and m.name != m.text for m in mentions):
        explained |= {short for m in mentions if m.type == 'ORG' for short in abbreviations(tokens, m)}
    return [replace(m, name=m.text) if in_capitals(m) and m.text in explained else m for m in mentions]


def in_capitals(mention: Mention) -> bool:
    """Whether a body is called by one word of capitals, or one that ends in some: «ФерПИ»."""
    return mention.type == 'ORG' and mention.last - mention.first == 1 and mention.text[-ENDS:].isupper()


def as_written(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions with bodies that the text also writes in the nominative called so."""
    nominative: dict[str, set[str]] = defaultdict(set)
    for m in mentions:
        if m.type == 'ORG' and m.name == m.text and m.text[0].isupper():
            nominative[m.text[:STEM]].add(m.text)
    found = []
    for m in mentions:
        if m.type == 'ORG' and m.text[0].isupper():
            if m.name.endswith('о') and PUT_TOGETHER.search(m.text) and not m.text.endswith('о'):
                m = replace(m, name=m.name[:-1])  # no firm that is put together of parts is called so: «УралТрансГаза»
            names = [n for n in nominative[m.text[:STEM]] if n != m.name and is_case(m.text, n)]
            m = replace(m, name=names[0]) if len(names) == 1 else m
        found.append(m)
    return found


def is_case(form: str, nominative: str) -> bool:
    """Whether one name is another in a case, its last word alone.

    >>> is_case('Гродно Азота', 'Гродно Азот'), is_case('Советы', 'Совет'), is_case('Самрук-Казыне', 'Самрук-Казына')
    (True, False, True)
    """
    same = shared_start(form, nominative)
    if same < STEM or len(nominative) - same >= LONGEST_ENDING or ' ' in form[same:]:
        return False
    return form[same:] in CASES.get(nominative[same:], ())

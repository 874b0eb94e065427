"""Names of bodies that no dictionary declines, by what the document writes elsewhere: «СВМДА» as its brackets have it,
«Гродно Азота» beside «Гродно Азот»."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from svodka.find.definitions import Defined
from svodka.find.names.explained import abbreviations
from svodka.find.normal.document import titled
from svodka.language.compare import shared_start
from svodka.language.morph import known_readings
from svodka.language.organisation_names import lexicon
from svodka.model import Mention, Span, Tokens

PUT_TOGETHER = re.compile('[а-яё][А-ЯЁ][а-яё]+$')
STEM = 3  # letters that two cases of a word share, at least
LONGEST_ENDING = 2
ENDS = 2  # capitals at the end of an abbreviation
SHORT = 5  # letters of one that hardly is a name in capitals
IN_A_CASE = re.compile('([А-ЯЁ]{3,})(?:а|у|ом|ем|е)')  # «ВГИКа»
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
    """The mentions with abbreviations in capitals as they stand, without an ending in small letters: those that
    brackets or the letters of a body explain («СВМДА» is no form of «СВМД»), and those that no case ends so."""
    explained = {tokens.text[first] for first in (*defined.same, *defined.tails)}
    if any(in_capitals(m) and m.name != m.text for m in mentions):
        explained |= {short for m in mentions if m.type == 'ORG' for short in abbreviations(tokens, m)}
        written = frozenset(tokens.text)
        explained |= {m.text for m in mentions if in_capitals(m) and stands_so(tokens, m, written)}
    found = []
    for m in mentions:
        if in_capitals(m) and (m.text in explained or not m.text.isupper()):  # «БелГМУ» has no ending in capitals
            m = replace(m, name=m.text)
        elif m.type == 'ORG' and m.last - m.first == 1 and (cut := IN_A_CASE.fullmatch(m.text)):
            m = replace(m, name=cut[1])
        found.append(m)
    return found


def stands_so(tokens: Tokens, mention: Mention, written: frozenset[str]) -> bool:
    """Whether the last letter of an abbreviation in capitals is its own: one that the lexicon has, a short one in -А
    («БЕЛТА»), for those have their endings in small letters, a subject; not in a line of capitals, nor where the text
    has it without that letter."""
    text, i = mention.text, mention.first
    if not text.isupper() or not text.isalpha() or text[:-1] in written:
        return False
    if text in capitals():
        return True
    beside = tokens.text[max(i - 1, 0) : i + 2]
    short = len(text) <= SHORT and text[-1] == 'А' and not all(w.isupper() for w in beside if len(w) > 1)
    return short or ('Case=Nom' in tokens.feats[i] and tokens.relation[i].startswith('nsubj'))


@cache
def capitals() -> frozenset[str]:
    """Names in capitals that end as a case might."""
    return frozenset(lexicon()['capitals'])


def in_capitals(mention: Mention) -> bool:
    """Whether a body is called by one word of capitals, or one that ends in some: «ФерПИ»."""
    return mention.type == 'ORG' and mention.last - mention.first == 1 and mention.text[-ENDS:].isupper()


def as_written(tokens: Tokens, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions with bodies that the text also writes in the nominative called so."""
    called = {m.text for m in mentions if m.name == m.text and is_called(tokens, m)}
    mentions = [replace(m, name=m.text) if m.type == 'ORG' and m.text in called else m for m in mentions]
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


def is_called(tokens: Tokens, mention: Mention) -> bool:
    """Whether a body's name of one word that no dictionary has is told to be in the nominative by a noun in front of
    its marks or by the verb whose subject it is: «холдинг «Жарате» открыл», «Жарате» открыл»."""
    i = mention.first
    if mention.type != 'ORG' or mention.last - i > 1 or known_readings(mention.text.lower()):
        return False
    subject = tokens.relation[i].startswith('nsubj') and tokens.pos[tokens.head[i]] == 'VERB'
    return (subject and 'Case=Nom' in tokens.feats[i]) or titled(tokens, Span(i, i + 1, 'ORG'))


def is_case(form: str, nominative: str) -> bool:
    """Whether one name is another in a case, its last word alone.

    >>> is_case('Гродно Азота', 'Гродно Азот'), is_case('Советы', 'Совет'), is_case('Самрук-Казыне', 'Самрук-Казына')
    (True, False, True)
    """
    same = shared_start(form, nominative)
    if same < STEM or len(nominative) - same >= LONGEST_ENDING or ' ' in form[same:]:
        return False
    return form[same:].lower() in CASES.get(nominative[same:].lower(), ())

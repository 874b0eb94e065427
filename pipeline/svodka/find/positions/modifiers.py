"""What stands before a role's noun: the adjectives that are the position's own, and what tells its state.

«первый заместитель», «генеральный директор» are positions; «известный», «московский» tell of the person; «бывший»,
«и. о.» are the status.
"""

from __future__ import annotations

from collections.abc import Mapping

from svodka.find.positions.lexicon import passing, shortened, states
from svodka.language.agreement import CASE, agree
from svodka.language.morph import has_kind, readings
from svodka.model import Parse, Tokens

ACTING = ('и.о.', 'и.о', 'вр.и.о.', 'вр.и.о')  # however its letters and stops are cut into tokens
MANAGING = 'управляющ'
MOST_ACTING = 6  # tokens of it
# «Первый» is a part of a post of which there are several («первый заместитель»), else history («первый президент»).
ORDINALS = frozenset(('первый', 'второй', 'третий', 'четвёртый', 'пятый', 'шестой', 'седьмой'))
RANKED = ('зам', 'вице', 'секретар', 'помощни', 'проректор', 'советни', 'пилот', 'леди', 'тренер', 'вратар', 'атташе')


def _may_modify(parse: Parse, at: Mapping[int, int], i: int, head: int) -> bool:
    """Whether token i is a word that may be an adjective of the head."""
    return _is_adjective(parse, at, i) and parse.tokens.text[i][0].isalpha() and agrees(parse, i, head)


def _is_name(tokens: Tokens, at: Mapping[int, int], i: int) -> bool:
    """Whether token i is of a name, and written so."""
    return i in at and tokens.text[i][0].isupper()


def before_noun(parse: Parse, at: Mapping[int, int], head: int) -> tuple[int, int, str | None]:
    """The first token before a head that tells its state, the first that belongs to the position, and the status."""
    tokens, first = parse.tokens, head
    i, start = head - 1, parse.sentences[parse.tokens.sentence[head]].first
    own, ranked = True, tokens.text[head].lower().startswith(RANKED)
    while i >= start:
        lemma = tokens.lemma[i]
        if tokens.text[i] == '.' and i > start and tokens.text[i - 1].lower() in shortened():
            first, i = (i - 1, i - 2) if own else (first, i - 2)
            continue
        if lemma in states():
            return i, first, states()[lemma]
        if size := acting(parse, i, start):
            return i + 1 - size, first, 'acting'
        joins = lemma == 'и' and first == i + 1 and i > start and tokens.pos[i - 1] == 'ADJ'
        if joins and agrees(parse, i - 1, head):
            i -= 1
            continue
        if not _may_modify(parse, at, i, head):
            break
        if (lemma in ORDINALS and not ranked) or passing(lemma) or _is_name(tokens, at, i):
            own = False
        elif own:
            first = i
        i -= 1
    return first, first, None


def _is_adjective(parse: Parse, at: Mapping[int, int], i: int) -> bool:
    """Whether the tagger has an adjective, a name that is none and may be one («Полномочный | Посол»), or what may be
    an office of its own («управляющий | директор»)."""
    if parse.tokens.pos[i] == 'PROPN' and i not in at:
        return has_kind(parse.tokens.text[i], 'adjective')
    managing = parse.tokens.pos[i] in ('VERB', 'NOUN') and parse.tokens.text[i].lower().startswith(MANAGING)
    return parse.tokens.pos[i] == 'ADJ' or managing


def acting(parse: Parse, i: int, start: int) -> int:
    """How many tokens «и. о.» or «исполняющий обязанности» has that ends at token i, 0 if neither does."""
    texts, low = parse.tokens.text, parse.tokens.text[i].lower()
    if low.startswith('обязанност'):
        return 2 * (i > start and texts[i - 1].lower().startswith('исполняющ'))
    if not any(form.endswith(low) for form in ACTING):
        return 0
    sizes = range(min(i - start + 1, MOST_ACTING), 0, -1)
    return next((n for n in sizes if ''.join(texts[i + 1 - n : i + 1]).lower() in ACTING), 0)


def agrees(parse: Parse, i: int, head: int) -> bool:
    """Whether a word is an adjective and may be the head's: the tagger says so, or they have one case."""
    tokens = parse.tokens
    if all(r.kind != 'adjective' for r in readings(tokens.text[i].lower())):
        return False
    return tokens.head[i] == head or agree(tokens.feats[i], tokens.feats[head], CASE)

"""Roles: the phrases that name a position («первый заместитель директора»), before it is known whose it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from pipeline.model import Mention, Parse, features
from pipeline.morph import nominatives

LEXICON = Path(__file__).parent.parent / 'lexicons' / 'roles.yaml'
# A position's complement longer than this is a sentence that went wrong, or a list.
LONGEST = 25
NOMINAL = frozenset(('ADJ', 'NOUN', 'PROPN', 'NUM', 'DET', 'X', 'VERB'))
# Prepositions that a position governs: «по вопросам …», «при Президенте», «в отставке», «на Украине», «от партии».
GOVERNED = frozenset('по при в во на от с со для к из у над за'.split())
# Heads whose complement is in the instrumental.
COMMANDING = ('командующий', 'управляющий', 'заведующий', 'заведующая', 'управляющая', 'замкомандующего', 'руководящий')
OPENING, CLOSING = frozenset('«„“"'), frozenset('»“”"')
LONGEST_QUOTE = 12


@dataclass(frozen=True, slots=True)
class Role:
    """A phrase that names a position.

    Tokens [first, last) are the position's words, `head` its noun; `reach` is the first token after the phrase with
    the organisation and what else stands between it and a person; `organisation` the index of a mention.
    """

    first: int
    head: int
    last: int
    reach: int
    lemma: str
    strength: str
    case: str
    plural: bool
    organisation: int | None
    status: str | None


@cache
def lexicon() -> Any:
    with open(LEXICON, encoding='utf-8') as file:
        return yaml.load(file, yaml.CSafeLoader)


@cache
def strengths() -> dict[str, str]:
    """Lemma of a role's noun → office, occupation, rank or weak."""
    return {lemma: kind for kind in ('weak', 'rank', 'occupation', 'office') for lemma in lexicon()[kind]}


@cache
def states() -> dict[str, str]:
    """Word before a role → its status."""
    return {word: status for status, words in lexicon()['status'].items() for word in words}


@lru_cache(maxsize=50_000)
def role_lemma(word: str) -> tuple[str, str] | None:
    """The lemma of a word as a role's noun, and its strength.

    >>> role_lemma('замминистра'), role_lemma('экс-чемпионом'), role_lemma('дом')
    (('замминистра', 'office'), ('экс-чемпион', 'occupation'), None)
    """
    known, word = strengths(), word.lower()
    for lemma in (*nominatives(word), word):
        if lemma in known:
            return lemma, known[lemma]
    for lemma in nominatives(word):
        parts = lemma.split('-')
        if len(parts) > 1 and (found := [known[p] for p in parts if p in known]):
            return lemma, found[0]
        for prefix in lexicon()['prefixes']:
            if lemma.startswith(prefix) and lemma[len(prefix):].lstrip('-') in known:
                return lemma, known[lemma[len(prefix):].lstrip('-')]
    return None


def find_roles(parse: Parse, mentions: Sequence[Mention]) -> list[Role]:
    """The roles of a document, in order of their heads."""
    tokens = parse.tokens
    at = {i: n for n, m in enumerate(mentions) for i in range(m.first, m.last)}
    found = []
    for sentence in parse.sentences:
        for i in range(sentence.first, sentence.last):
            if tokens.pos[i] in ('NOUN', 'PROPN', 'ADJ', 'VERB', 'X') and i not in at and (named := role_lemma(tokens.text[i])):
                lemma, strength = named
                if tokens.pos[i] in ('ADJ', 'VERB') and _modifies(parse, i) or tokens.text[i - 1:i + 1] == ['во', 'главе']:
                    continue
                found.append(_role(parse, mentions, at, i, lemma, strength, sentence.first, sentence.last))
    return found


def _modifies(parse: Parse, i: int) -> bool:
    """Whether an adjective or participle stands before its noun: «ведущий специалист», «рабочий день»."""
    tokens = parse.tokens
    head = tokens.head[i]
    return head > i and tokens.relation[i] in ('amod', 'acl') and tokens.pos[head] in ('NOUN', 'PROPN')


def _role(parse: Parse, mentions: Sequence[Mention], at: dict[int, int], head: int, lemma: str, strength: str,
          start: int, stop: int) -> Role:
    tokens = parse.tokens
    feats = features(tokens.feats[head])
    first, status = _left(parse, at, head, start)
    last, reach, organisation = _right(parse, mentions, at, head, lemma, stop)
    if lemma.startswith('экс-'):
        lemma, status = lemma[4:], 'former'
    return Role(first, head, last, reach, lemma, strength, feats.get('Case', ''), feats.get('Number') == 'Plur', organisation, status)


def _left(parse: Parse, at: dict[int, int], head: int, start: int) -> tuple[int, str | None]:
    """The first token of the adjectives before a head that belong to the position, and the status they tell."""
    tokens, status, first = parse.tokens, None, head
    i = head - 1
    while i >= start and i not in at:
        lemma, pos = tokens.lemma[i], tokens.pos[i]
        if lemma in states():
            status = states()[lemma]
        elif pos not in ('ADJ', 'NUM') or not tokens.text[i][0].isalpha() or not _agrees(parse, i, head):
            break
        elif passing(lemma):
            pass
        elif first == i + 1:
            first = i
        i -= 1
    return first, status


@lru_cache(maxsize=10_000)
def passing(adjective: str) -> bool:
    """Whether an adjective tells of the person and not of the position: «известный», «25-летний», «российский»."""
    return adjective in QUALITIES or adjective.endswith('летний')


QUALITIES = frozenset((
    'известный знаменитый популярный легендарный выдающийся великий новый нынешний действующий бывший прежний молодой пожилой лучший единственный '
    'другой самый свой наш последний будущий покойный любимый талантливый видный крупный влиятельный опытный богатый настоящий '
    'скандальный опальный погибший убитый раненый задержанный новоизбранный избранный юный маленький большой хороший плохой один '
    'следующий ряд собственный неизвестный прославленный культовый успешный многолетний некий некоторый весь каждый такой этот тот'
).split())


def _agrees(parse: Parse, i: int, head: int) -> bool:
    """Whether an adjective may be the head's: the tagger says so, or they have one case."""
    tokens = parse.tokens
    return tokens.head[i] == head or features(tokens.feats[i]).get('Case') == features(tokens.feats[head]).get('Case')


def _right(parse: Parse, mentions: Sequence[Mention], at: dict[int, int], head: int, lemma: str,
           stop: int) -> tuple[int, int, int | None]:
    """Where the position's words end, where the phrase ends, and the organisation between."""
    tokens, organisation = parse.tokens, None
    last = reach = i = head + 1
    open_, case = True, 'Ins' if lemma.endswith(COMMANDING) else 'Gen'
    stop = min(stop, head + LONGEST)
    while i < stop:
        if i in at:
            mention = mentions[at[i]]
            if mention.type == 'PER' or (mention.last - i == 1 and tokens.pos[i] == 'ADJ' and not _continues(parse, i, case)):
                break
            if mention.type == 'ORG':
                organisation = at[i] if organisation is None else organisation
                open_ = False
            i = reach = mention.last
            last = i if open_ else last
            continue
        word, pos = tokens.text[i], tokens.pos[i]
        if word in OPENING:
            i = reach = _closing(parse, i, stop)
            if i == 0:
                break
            last = i if open_ else last
        elif word == '(':
            end = _bracket(parse, mentions, at, i, stop)
            if end is None:
                break
            i = reach = end
            open_ = False
        elif pos == 'ADP' and word.lower() in GOVERNED and _belongs(parse, i, head, stop):
            noun = tokens.head[i] if i < tokens.head[i] < stop else i + 1
            case = features(tokens.feats[noun]).get('Case', case)
            i += 1
        elif word.lower() == 'и' and i + 1 < stop and _coordinates(parse, i, at, case):
            i += 1
        elif pos in NOMINAL and _continues(parse, i, case):
            if pos == 'NOUN':
                case = 'Gen'
            i += 1
            reach = i
            last = i if open_ else last
        else:
            break
    return last, reach, organisation


def _continues(parse: Parse, i: int, case: str) -> bool:
    """Whether a token goes on with the complement: it is in the genitive, or in the case that a word before asks for."""
    found = features(parse.tokens.feats[i])
    if parse.tokens.pos[i] == 'VERB' and found.get('VerbForm') != 'Part':
        return False
    return found.get('Case') in (case, 'Gen')


def _coordinates(parse: Parse, i: int, at: dict[int, int], case: str) -> bool:
    """Whether «и» at token i joins two complements («экономики и финансов») and not two people or positions."""
    tokens, j = parse.tokens, i + 1
    return (j not in at and features(tokens.feats[i - 1]).get('Case') == features(tokens.feats[j]).get('Case') == case
            and tokens.pos[j] in ('NOUN', 'ADJ') and role_lemma(tokens.text[j]) is None)


def _belongs(parse: Parse, i: int, head: int, stop: int) -> bool:
    """Whether a preposition's noun hangs on the role's head, at most three steps up."""
    tokens = parse.tokens
    noun = tokens.head[i]
    if not i < noun < stop or tokens.lemma[noun] in TIMES:
        return False
    for _ in range(3):
        noun = tokens.head[noun]
        if noun == head:
            return True
        if noun < head:
            return False
    return False


TIMES = frozenset('год месяц день неделя январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь'.split())


def _closing(parse: Parse, i: int, stop: int) -> int:
    """The token after the mark that closes a quoted name, 0 if none does."""
    texts = parse.tokens.text
    return next((j + 1 for j in range(i + 2, min(i + LONGEST_QUOTE, stop)) if texts[j] in CLOSING), 0)


def _bracket(parse: Parse, mentions: Sequence[Mention], at: dict[int, int], i: int, stop: int) -> int | None:
    """The token after a short bracket without a person in it."""
    for j in range(i + 1, min(i + LONGEST_QUOTE, stop)):
        if parse.tokens.text[j] == ')':
            return j + 1
        if j in at and mentions[at[j]].type == 'PER':
            return None
    return None


def by_sentence(roles: Sequence[Role], parse: Parse) -> Iterator[tuple[int, list[Role]]]:
    """The roles of each sentence that has some."""
    groups: dict[int, list[Role]] = {}
    for role in roles:
        groups.setdefault(parse.tokens.sentence[role.head], []).append(role)
    yield from groups.items()

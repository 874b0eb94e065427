"""Roles: the phrases that name a position («первый заместитель директора»), before it is known whose it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from svodka.find.positions.lexicon import ROLES, abbreviated, passing, role_lemma, shortened, states, strengths, words
from svodka.language.agreement import CASE, same
from svodka.language.morph import RELATIONAL, cases, nominatives, readings
from svodka.model import Mention, Parse, features

# A position's complement longer than this is a sentence that went wrong, or a list.
LONGEST = 25
LONGEST_BRACKET = 12
NEAR = 8
NOMINAL = frozenset(('ADJ', 'NOUN', 'PROPN', 'NUM', 'DET', 'X', 'VERB'))
MAY_HEAD = frozenset(('NOUN', 'PROPN', 'ADJ', 'VERB', 'X'))
# Prepositions that a position governs: «по вопросам …», «при Президенте», «в отставке», «на Украине», «от партии».
GOVERNED = frozenset('по при в во на от с со для к из у над за'.split())
ACTING = ('и.о.', 'и.о')  # however its letters and stops are cut into tokens
# Heads whose complement is in the instrumental.
COMMANDING = ('командующий', 'управляющий', 'заведующий', 'заведующая', 'управляющая', 'замкомандующего', 'руководящий')
# «Первый» is a part of a post of which there are several («первый заместитель»), else history («первый президент»).
ORDINALS = frozenset(('первый', 'второй', 'третий', 'четвёртый', 'пятый', 'шестой', 'седьмой'))
RANKED = ('зам', 'вице', 'секретар', 'помощни', 'проректор', 'советни', 'пилот', 'леди', 'тренер', 'вратар', 'атташе')
# «директор ПАО | Банк ВТБ»: the legal form belongs to the organisation.
LEGAL_FORMS = frozenset('ООО ОАО ЗАО ПАО АО НАО ТОО ГК ГУП МУП ФГУП ФГБУ АНО НКО'.split())
WOMAN = 'женщина-'  # «женщина-космонавт» is a cosmonaut by position
PLURAL = frozenset('p')
OPENING, CLOSING = frozenset('«„“"'), frozenset('»“”"')


@dataclass(frozen=True, slots=True)
class Role:
    """A phrase that names a position.

    Tokens [first, last) are the position's words, `head` its noun; `outset` is the first token with what tells its
    state («бывший», «и. о.»); `reach` is the first token after the phrase with
    the organisation and what else stands between it and a person; `organisation` the index of a mention; `case` is
    empty where it tells nothing about the holder's («и. о. директора»); `several` is whether the form may be a plural
    («директора»), `plural` whether it is taken for one.
    """

    outset: int
    first: int
    head: int
    last: int
    reach: int
    lemma: str
    strength: str
    case: str
    plural: bool
    several: bool
    organisation: int | None
    status: str | None

    def like(self, other: Role) -> bool:
        """Whether two roles may be of the same people: they stand in one case and number."""
        return self.case == other.case and self.plural == other.plural


def find_roles(parse: Parse, mentions: Sequence[Mention]) -> list[Role]:
    """The roles of a document, in order of their heads."""
    tokens = parse.tokens
    at = {i: n for n, m in enumerate(mentions) for i in range(m.first, m.last)}
    found: dict[int, Role] = {}
    tagged = zip(tokens.text, tokens.pos, strict=True)
    for i in [i for i, (word, pos) in enumerate(tagged) if pos in MAY_HEAD and i not in at and ROLES[word]]:
        if (named := ROLES[tokens.text[i]]) and not _modifies(parse, i):
            found[i] = _role(parse, mentions, at, i, *named)
    for i in _abbreviated_heads(parse):
        if i not in at:
            lemma = abbreviated()[tokens.text[i].lower()]
            found[i] = _role(parse, mentions, at, i, lemma, strengths().get(lemma, 'office'), short=True)
    for i in _tagged_heads(parse, found):
        if i not in at:
            found[i] = _role(parse, mentions, at, i, nominatives(tokens.text[i])[0], 'occupation')
    return [found[i] for i in sorted(found)]


def _abbreviated_heads(parse: Parse) -> Iterator[int]:
    """«зам.», «нач.»: abbreviations of positions with their full stop, and a word behind it in the sentence."""
    tokens = parse.tokens
    for i, word in enumerate(tokens.text[:-2]):
        if tokens.text[i + 1] == '.' and word.lower() in abbreviated() and tokens.sentence[i] == tokens.sentence[i + 2]:
            yield i


def _tagged_heads(parse: Parse, known: Mapping[int, Role]) -> Iterator[int]:
    """The heads of the tagger's roles in which no word of the lexicon stands."""
    tokens = parse.tokens
    for span in parse.spans:
        inside = range(span.first, span.last)
        if span.type == 'ROLE' and not any(i in known for i in inside):
            for i in inside:
                if tokens.pos[i] == 'NOUN' and tokens.head[i] not in inside:
                    if tokens.lemma[i] not in words('none') | words('courtesy') and nominatives(tokens.text[i]):
                        yield i
                    break


def _modifies(parse: Parse, i: int) -> bool:
    """Whether a word is no role here: «стратегический партнёр», «ведущий специалист», «рабочий день»."""
    tokens, head = parse.tokens, parse.tokens.head[i]
    if tokens.lemma[i] == 'партнёр' and tokens.lemma[i - 1] in words('alliance'):
        return True
    if tokens.pos[i] in ('ADJ', 'VERB') or tokens.lemma[i].endswith(('ий', 'ый')):
        following = i + 1 < len(tokens) and tokens.pos[i + 1] == 'NOUN' and role_lemma(tokens.text[i + 1])
        if following and same(tokens.feats[i + 1], tokens.feats[i], CASE):
            return True
        return head > i and tokens.relation[i] in ('amod', 'acl') and tokens.pos[head] in ('NOUN', 'PROPN')
    return i > 0 and tokens.text[i].lower() == 'главе' and tokens.text[i - 1].lower() == 'во'


def _role(
    parse: Parse,
    mentions: Sequence[Mention],
    at: dict[int, int],
    head: int,
    lemma: str,
    strength: str,
    short: bool = False,
) -> Role:
    """A role at its head; a `short` one is an abbreviation, whose full stop goes with it and whose case is unknown."""
    feats = {} if short else features(parse.tokens.feats[head])
    outset, first, status = _left(parse, at, head)
    last, reach, organisation = _right(parse, mentions, at, head, lemma, head + 1 + short)
    if lemma.startswith('экс-'):
        status = 'former'
    if lemma.startswith(WOMAN):
        lemma = lemma[len(WOMAN) :]
    one = _one_of(parse, head)
    numbers = frozenset() if short else _numbers(parse.tokens.text[head])
    case = '' if status == 'acting' or one else feats.get('Case', '')
    if numbers == PLURAL and feats.get('Number') != 'Plur':
        # The tagger has the number wrong, and so the case of the singular.
        found = cases(parse.tokens.text[head])
        case = case if case in found else min(found) if len(found) == 1 else ''
    counted = first > 0 and parse.tokens.pos[first - 1] == 'NUM'
    plural = not one and (
        counted or numbers == PLURAL or (feats.get('Number') == 'Plur' and not _singular(parse, head, lemma))
    )
    several = plural or 'p' in numbers
    return Role(outset, first, head, last, reach, lemma, strength, case, plural, several, organisation, status)


def _numbers(word: str) -> frozenset[str]:
    """The numbers, s and p, in which the dictionary has a form of a role's noun."""
    return frozenset('p' if r.slot == 'p' else 's' for r in readings(word.lower()) if r.kind == 'noun')


def _singular(parse: Parse, head: int, lemma: str) -> bool:
    """Whether a word that the tagger has in the plural may be a singular in that case («королеве»)."""
    case = features(parse.tokens.feats[head]).get('Case')
    found = readings(parse.tokens.text[head].lower())
    return any(r.slot != 'p' and r.case in (case, '') and r.nominative == lemma for r in found)


def _one_of(parse: Parse, head: int) -> bool:
    """Whether one of several is meant: «одна из солисток группы Анна Иванова»."""
    tokens, i = parse.tokens, head - 1
    while i > 0 and tokens.pos[i] in ('ADJ', 'ADV', 'DET', 'CCONJ', 'PUNCT') and head - i < NEAR:
        i -= 1
    return i > 0 and tokens.text[i] == 'из' and tokens.lemma[i - 1] == 'один'


def _left(parse: Parse, at: dict[int, int], head: int) -> tuple[int, int, str | None]:
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
        if lemma == 'и' and first == i + 1 and i > start and tokens.pos[i - 1] == 'ADJ' and _agrees(parse, i - 1, head):
            i -= 1
            continue
        if tokens.pos[i] != 'ADJ' or not tokens.text[i][0].isalpha() or not _agrees(parse, i, head):
            break
        if passing(lemma) or (lemma in ORDINALS and not ranked) or (i in at and tokens.text[i][0].isupper()):
            own = False
        elif own:
            first = i
        i -= 1
    return first, first, None


def acting(parse: Parse, i: int, start: int) -> int:
    """How many tokens «и. о.» or «исполняющий обязанности» has that ends at token i, 0 if neither does."""
    texts, low = parse.tokens.text, parse.tokens.text[i].lower()
    if low.startswith('обязанност'):
        return 2 * (i > start and texts[i - 1].lower().startswith('исполняющ'))
    if not (ACTING[0].endswith(low) or ACTING[1].endswith(low)):
        return 0
    sizes = range(1, min(i - start, 3) + 2)
    return next((n for n in sizes if ''.join(texts[i + 1 - n : i + 1]).lower() in ACTING), 0)


def _agrees(parse: Parse, i: int, head: int) -> bool:
    """Whether a word is an adjective and may be the head's: the tagger says so, or they have one case."""
    tokens = parse.tokens
    if all(r.kind != 'adjective' for r in readings(tokens.text[i].lower())):
        return False
    return tokens.head[i] == head or same(tokens.feats[i], tokens.feats[head], CASE)


def _right(
    parse: Parse, mentions: Sequence[Mention], at: dict[int, int], head: int, lemma: str, behind: int
) -> tuple[int, int, int | None]:
    """Where the position's words end, where the phrase ends, and the organisation between; `behind` is the first token
    behind the head."""
    tokens, organisation = parse.tokens, None
    last = reach = i = behind
    case = 'Ins' if lemma.endswith(COMMANDING) else 'Gen'
    open_, stop = True, min(parse.sentences[tokens.sentence[head]].last, head + LONGEST)
    while i < stop:
        word, pos = tokens.text[i], tokens.pos[i]
        if i in at:
            mention = mentions[at[i]]
            adjective = mention.last - i == 1 and pos == 'ADJ'
            if mention.type == 'PER' or (adjective and not _continues(parse, i, case)):
                break
            if mention.type == 'ORG':
                organisation = at[i] if organisation is None else organisation
                open_ = False
            i = reach = max(mention.last, i + 1)
        elif word in OPENING:
            end = next((j + 1 for j in range(i + 2, min(i + LONGEST_BRACKET, stop)) if tokens.text[j] in CLOSING), 0)
            if not end:
                break
            named = next((at[j] for j in range(i, end) if j in at and mentions[at[j]].type == 'ORG'), None)
            if named is not None:
                organisation = named if organisation is None else organisation
                open_ = False
            i = reach = end
        elif word == '(':
            end = _bracket(parse, mentions, at, i, stop)
            if not end:
                break
            i = reach = end
            open_ = False
        elif word in ("'", '№'):
            i += 1
            continue
        elif pos == 'ADP' and word.lower() in GOVERNED and _belongs(parse, i, head, stop):
            case = features(tokens.feats[tokens.head[i]]).get('Case', case)
            i += 1
            continue
        elif word == ',' and (end := _enumerated(parse, i, stop, at, case)):
            i = reach = end
        elif word.lower() == 'и' and i + 1 < stop and _coordinates(parse, i, at, case):
            i += 1
            continue
        elif i == last and pos in ('ADJ', 'PROPN') and word[0].isupper() and _follows(parse, i, head):
            i = reach = i + 1
        elif pos == 'ADV' and i + 1 < stop and tokens.head[i] == i + 1 and _continues(parse, i + 1, case):
            i += 1
            continue
        elif pos in NOMINAL and tokens.lemma[i] not in words('courtesy') and _continues(parse, i, case):
            case = 'Gen' if pos == 'NOUN' else case
            i = reach = i + 1
        else:
            break
        last = i if open_ else last
    while last > behind and organisation is not None and _hanging(parse, last - 1):
        last -= 1
    return last, reach, organisation


def _hanging(parse: Parse, i: int) -> bool:
    """Whether a word in front of an organisation's name belongs to it: its legal form, or an adjective that hangs on a
    later word («тренер московского | «Спартака»»)."""
    tokens = parse.tokens
    return tokens.text[i] in LEGAL_FORMS or (tokens.pos[i] == 'ADJ' and tokens.head[i] > i)


def _continues(parse: Parse, i: int, case: str) -> bool:
    """Whether a token goes on with the complement: in the genitive, or in the case that a word before asks for."""
    tokens, found = parse.tokens, features(parse.tokens.feats[i])
    if tokens.pos[i] == 'VERB' and found.get('VerbForm') != 'Part':
        return False
    if tokens.lemma[i] in words('time') and tokens.text[i - 1][0].isdigit():
        return False
    if tokens.text[i][0].isdigit():
        return i + 1 >= len(tokens) or tokens.lemma[i + 1] not in words('time')
    if found.get('Case') in (case, 'Gen') or found.get('Foreign'):
        return True
    # The tagger errs in a case, but the tree knows where the word belongs.
    return tokens.pos[i] == 'NOUN' and i - 3 <= tokens.head[i] < i and case in cases(tokens.text[i])


def _follows(parse: Parse, i: int, head: int) -> bool:
    """Whether an adjective behind a title is a part of it: «папа Римский», «герцогиня Кембриджская»."""
    tokens = parse.tokens
    return tokens.lemma[i].endswith(RELATIONAL) and same(tokens.feats[i], tokens.feats[head], CASE)


def _coordinates(parse: Parse, i: int, at: dict[int, int], case: str) -> bool:
    """Whether «и» at token i joins two complements («экономики и финансов») and not two people or positions."""
    tokens, j = parse.tokens, i + 1
    return (
        tokens.pos[j] in ('NOUN', 'ADJ')
        and j not in at
        and features(tokens.feats[i - 1]).get('Case') == features(tokens.feats[j]).get('Case') == case
        and role_lemma(tokens.text[j]) is None
    )


def _enumerated(parse: Parse, i: int, stop: int, at: dict[int, int], case: str) -> int:
    """The token after the complements that a comma at token i goes on with up to «и» («министр труда, | занятости и
    миграции»), 0 where it ends the phrase."""
    tokens = parse.tokens
    while i + 1 < stop and tokens.text[i] in (',', 'и') and _coordinates(parse, i, at, case):
        joined, i = tokens.text[i], i + 1
        while i + 1 < stop and tokens.pos[i] == 'ADJ' and features(tokens.feats[i]).get('Case') == case:
            i += 1
        if tokens.pos[i] != 'NOUN' or i in at or role_lemma(tokens.text[i]):
            return 0
        i += 1
        if joined == 'и':
            return i
    return 0


def _belongs(parse: Parse, i: int, head: int, stop: int) -> bool:
    """Whether a preposition's noun hangs on the role's head, at most three steps up."""
    tokens = parse.tokens
    noun = tokens.head[i]
    if not i < noun < stop or tokens.lemma[noun] in words('time'):
        return False
    for _ in range(3):
        noun = tokens.head[noun]
        if noun <= head:
            return noun == head
    return False


def _bracket(parse: Parse, mentions: Sequence[Mention], at: dict[int, int], i: int, stop: int) -> int:
    """The token after a short bracket without a person in it, 0 if there is none."""
    for j in range(i + 1, min(i + LONGEST_BRACKET, stop)):
        if parse.tokens.text[j] == ')':
            return j + 1
        if j in at and mentions[at[j]].type == 'PER':
            return 0
    return 0

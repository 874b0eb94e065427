"""Roles: the phrases that name a position («первый заместитель директора»), before it is known whose it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from svodka.find.positions.degrees import written_degree_at
from svodka.find.positions.lexicon import ROLES, abbreviated, role_lemma, strengths, words
from svodka.find.positions.modifiers import before_noun
from svodka.find.positions.phrase import Complement
from svodka.language.agreement import CASE, agree
from svodka.language.compare import fold
from svodka.language.morph import cases, known_readings, nominatives, readings
from svodka.model import Mention, Parse, features

NEAR = 8
REACH = 100  # tokens on either side of a noun that its phrase may take in, and the names in it
MAY_HEAD = frozenset(('NOUN', 'PROPN', 'ADJ', 'VERB', 'X', 'PART', 'INTJ'))  # as a tagger takes «Судья» for
WOMAN = 'женщина-'  # «женщина-космонавт» is a cosmonaut by position
PLURAL = frozenset('p')
WHOSE = frozenset(('его', 'её', 'ее', 'их', 'моя', 'мой', 'наш', 'наша'))  # «его ученица» tells of him


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
        if (named := ROLES[tokens.text[i]]) and not _modifies(parse, mentions, at, i):
            found[i] = _role(parse, mentions, at, i, *named)
    for number, i in _inside_bodies(parse, mentions, at):
        around = range(i - REACH, i + REACH)
        outside = {j: at[j] for j in around if j in at and at[j] != number}
        found[i] = _role(parse, mentions, outside, i, *(ROLES[tokens.text[i]] or ('', '')))
    for i in _abbreviated_heads(parse):
        if i not in at:
            lemma = abbreviated()[tokens.text[i].lower()]
            found[i] = _role(parse, mentions, at, i, lemma, strengths().get(lemma, 'office'), short=True)
    for i in _tagged_heads(parse, found):
        if i not in at:
            found[i] = _role(parse, mentions, at, i, nominatives(tokens.text[i])[0], 'occupation')
    return [found[i] for i in sorted(found)]


def _inside_bodies(parse: Parse, mentions: Sequence[Mention], at: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """The bodies that have an office at their end, and its noun, with a person's name behind: «администрация
    | президента США | Ивана Иванова»."""
    tokens = parse.tokens
    for number, mention in enumerate(mentions):
        behind = at.get(mention.last)
        if mention.type != 'ORG' or behind is None or mentions[behind].type != 'PER':
            continue
        declined = fold(mentions[behind].text) != fold(mentions[behind].name)
        if mentions[behind].sentence != mention.sentence or not declined:
            continue  # the office stands in the genitive, and so must its holder
        for i in range(mention.first + 1, mention.last):
            named = ROLES[tokens.text[i]]
            if named and named[1] == 'office' and features(tokens.feats[i]).get(CASE) == 'Gen':
                yield number, i
                break


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
                    whose = tokens.lemma[i] in words('pupils') and i and tokens.text[i - 1].lower() in WHOSE
                    if (
                        whose
                        or tokens.lemma[i] in words('none') | words('courtesy')
                        or written_degree_at(tokens.text, i)
                    ):
                        break
                    if nominatives(tokens.text[i]):
                        yield i
                    break


def _modifies(parse: Parse, mentions: Sequence[Mention], at: Mapping[int, int], i: int) -> bool:
    """Whether a word is no role here: «стратегический партнёр», «ведущий специалист», «рабочий день»."""
    tokens, head = parse.tokens, parse.tokens.head[i]
    if written_degree_at(tokens.text, i):
        return True
    if 'Animacy=Inan' in tokens.feats[i] and _is_thing(tokens.text[i]):
        return True
    if tokens.lemma[i] == 'партнёр' and tokens.lemma[i - 1] in words('alliance'):
        return True
    if _is_adjectival(tokens.text[i]) and (tokens.pos[i] in ('ADJ', 'VERB') or tokens.lemma[i].endswith(('ий', 'ый'))):
        following = i + 1 < len(tokens) and tokens.pos[i + 1] == 'NOUN' and role_lemma(tokens.text[i + 1])
        if following and agree(tokens.feats[i + 1], tokens.feats[i], CASE):
            return True
        if head in at and mentions[at[head]].type == 'PER':
            return False  # «пожарный Иванов»
        return head > i and tokens.relation[i] in ('amod', 'acl') and tokens.pos[head] in ('NOUN', 'PROPN')
    return i > 0 and tokens.text[i].lower() == 'главе' and tokens.text[i - 1].lower() == 'во'


def _is_thing(word: str) -> bool:
    """Whether a word that is a form of a trade is one of a field of work, too: «энергетики», «политики», «техники»."""
    singular = {r.nominative for r in readings(word.lower()) if r.kind == 'noun' and r.slot == 'f'}
    return any(noun.endswith('ика') for noun in singular)


def _is_adjectival(word: str) -> bool:
    """Whether the dictionary has a word as an adjective or participle: «вице-министр», «хоким» are none."""
    return any(r.kind == 'adjective' for r in known_readings(word.rpartition('-')[2].lower()))


def _case_of(word: str, lemma: str, seen: str, adjectival: bool) -> str:
    """The case of a role's noun, which the tagger has `seen`, perhaps in an adjective; '' for an unknown one."""
    if adjectival and word.lower() == lemma:
        return 'Nom'  # «хоким», which a tagger takes for a short adjective
    possible = cases(word.rpartition('-')[2])
    if not seen or seen in possible:
        return seen
    return min(possible) if len(possible) == 1 else ''  # the tagger has it wrong


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
    outset, first, status = before_noun(parse, at, head)
    behind = Complement(parse, mentions, at, head, lemma, strength == 'rank', head + 1 + short)
    if lemma.startswith('экс-'):
        status = 'former'
    if lemma.startswith(WOMAN):
        lemma = lemma[len(WOMAN) :]
    one = _one_of(parse, head)
    numbers = frozenset() if short else _numbers(parse.tokens.text[head])
    fixed = lemma.startswith('зам') and lemma.endswith('а')
    case = '' if status == 'acting' or one or fixed else feats.get('Case', '')  # «замначальника» declines in no case
    case = _case_of(parse.tokens.text[head], lemma, case, 'Degree' in feats)
    counted = _is_counted(parse, first, case, feats)
    plural = not one and (
        counted or numbers == PLURAL or (feats.get('Number') == 'Plur' and not _singular(parse, head, lemma))
    )
    several = plural or 'p' in numbers
    return Role(
        *(outset, first, head, behind.last, behind.reach, lemma, strength),
        *(case, plural, several, behind.organisation, status),
    )


def _is_counted(parse: Parse, first: int, case: str, feats: Mapping[str, str]) -> bool:
    """Whether a number counts who has a role: «23 | арбитра»; behind «14:20 | Мэр» stands a nominative, and no number
    over one has one."""
    if not first or parse.tokens.pos[first - 1] != 'NUM' or 'летн' in parse.tokens.text[first - 1]:
        return False
    return not (case == 'Nom' and feats.get('Number') == 'Sing' and parse.tokens.text[first - 1][-1:].isdigit())


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

"""Speakers joined by «и»: the parts of a phrase that names several, «экономистов Ивана Петрова и Олега Рогова»."""

from __future__ import annotations

from dataclasses import dataclass

from svodka.find.quotations.lexicon import nouns, words
from svodka.find.quotations.nominals import phrase
from svodka.find.quotations.view import CLOSING_BRACKETS, NOMINAL, OPENING_BRACKETS, View
from svodka.language.agreement import cases_agree
from svodka.lexicons import fold

JOINED = 4  # commas and conjunctions between two speakers, at most
HEAD = 5  # tokens from them to the head of the second, at most
MANY = 8  # joined speakers, at most
APPOSED = ('conj', 'appos', 'flat', 'flat:name')
PARTICIPLES = ('вшие', 'вший', 'вшая', 'вших', 'вшего', 'вшей', 'щие', 'щий', 'щая', 'щих', 'щего', 'щей')
POSSESSIVES = words('possessive')
CONJUNCTIONS = words('joining_speakers')


@dataclass(frozen=True, slots=True)
class Part:
    """One of joined speakers: the token of its noun or name, and its phrase [first, last)."""

    head: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Group:
    """The parts of a speaker's phrase that name somebody each, and the tokens [first, last) of the whole."""

    parts: tuple[Part, ...]
    first: int
    last: int


def group(view: View, who: int, singular: bool = False) -> Group:
    """The speakers that a phrase names, in order. `singular` says that a verb shows them to be one."""
    first, last = phrase(view, who)
    parts = [Part(who, first, last)]
    end = view.bounds(who)[1]
    while len(parts) < MANY:
        last = behind_brackets(view, last, end)
        head = conjunct(view, who, last, end)
        if head is None:
            break
        if is_complement(view, who, head):  # «министры Ирана | и Ирака Али Хасан и Карим Садык»
            last = max(last + 1, phrase(view, head)[1])
            parts[-1] = Part(parts[-1].head, parts[-1].first, last)
            head = name_at(view, who, last, end)
            if head is None:
                continue
        begin, last = phrase(view, head)
        parts.append(Part(head, max(begin, parts[-1].last), last))
    while len(parts) == 1 and (behind := name_at(view, who, last, end)) is not None and is_plural(view, who):
        begin, last = phrase(view, behind)
        parts.append(Part(behind, begin, last))
    whole = (first, parts[-1].last)
    return Group(tuple(one_each(view, parts, singular)), *whole)


def behind_brackets(view: View, token: int, end: int) -> int:
    """The token behind an abbreviation or a remark in brackets."""
    if token < end and view.text[token] in OPENING_BRACKETS:
        return next((i + 1 for i in range(token, end) if view.text[i] in CLOSING_BRACKETS), token)
    return token


def conjunct(view: View, who: int, last: int, end: int) -> int | None:
    """The head of what is joined to a phrase that ends before `last`: behind «и», or behind a comma if an «и» follows
    in the row."""
    i = last
    while i < min(end, last + JOINED) and (view.text[i] == ',' or view.lemma[i] in CONJUNCTIONS):
        i += 1
    if i == last or i >= end:
        return None
    comma = view.text[last] == ','
    for head in range(i, min(end, i + HEAD)):
        if may_head(view, head):
            if anchored(view, head, who) and agrees_with(view, head, who):
                only_comma = comma and i == last + 1
                return head if not only_comma or row_goes_on(view, head, end) else None
            if is_complement(view, who, head):
                return None if comma else head
        if view.pos[head] not in ('ADJ', 'DET', 'NUM', 'X', 'PUNCT', 'PRON') or view.text[head] in ',.:;':
            return None
    return None


def may_head(view: View, i: int) -> bool:
    """Whether a token may be the noun or name of a further speaker: no possessive, no participle."""
    if view.pos[i] not in (*NOMINAL, 'X') or view.text[i].endswith(PARTICIPLES):
        return False
    return fold(view.text[i]) not in POSSESSIVES


def row_goes_on(view: View, head: int, end: int) -> bool:
    """Whether a row of speakers that a comma joins has its «и»: «министр А, губернатор Б и мэр В»."""
    last = phrase(view, head)[1]
    for _ in range(MANY):
        if last >= end or view.text[last] not in (',', 'и'):
            return False
        if view.text[last] == 'и':
            return True
        last = phrase(view, last + 1)[1] if last + 1 < end else end
    return False


def anchored(view: View, token: int, who: int) -> bool:
    """Whether a noun or a name is joined to a speaker's noun or to a name in apposition to it."""
    for _ in range(12):  # a tagger's tree may hold a loop
        if token == who:
            return True
        above, relation = view.head[token], view.relation[token]
        if relation == 'conj' and above >= 0 and is_human(view, token) and not is_human(view, above):
            return view.governs(who, token)
        mention = view.mention(token)
        named = relation == 'nmod' and mention is not None and mention.type == 'PER' and names_people(view, who)
        if above < 0 or not (relation in APPOSED or named):
            # The names of a subject may hang on its verb, a second person on what the first is head of.
            beside = relation == 'nsubj' and above == view.head[who] >= 0 and relation == view.relation[who]
            return beside or (relation == 'conj' and is_human(view, token) and view.governs(who, token))
        token = above
    return False


def is_human(view: View, token: int) -> bool:
    mention = view.mention(token)
    return view.feature(token, 'Animacy') == 'Anim' if mention is None else mention.type == 'PER'


def names_people(view: View, who: int) -> bool:
    """Whether a noun in the plural may stand before its people's names: «врачей Анны Беловой и Игоря Кима»."""
    return is_plural(view, who) and view.lemma[who] not in nouns().relations


def subject_verb(view: View, token: int) -> int | None:
    """The finite verb whose subject the tree says a token to be."""
    verb = view.head[token]
    return verb if verb >= 0 and view.relation[token] == 'nsubj' and view.is_finite(verb) else None


def case_of(view: View, token: int) -> str:
    """The case of a speaker's noun; a subject stands in the nominative, whatever its ending allows."""
    return view.feature(token, 'Case') if subject_verb(view, token) is None else 'Nom'


def is_plural(view: View, token: int) -> bool:
    if token in view.mention_at:
        return False
    verb = subject_verb(view, token)
    if verb is not None and view.feature(token, 'Case') != 'Nom':  # «Президенты», which a tagger took for a genitive
        return 'Number=Plur' in view.feats[verb]
    return 'Number=Plur' in view.feats[token]


def agrees_with(view: View, token: int, who: int) -> bool:
    return cases_agree(view.feature(token, 'Case'), case_of(view, who), unknown=True)


def is_complement(view: View, who: int, token: int) -> bool:
    """Whether a noun is joined to what the speaker's noun governs: «главы Минфина и Минтранса»."""
    above = view.head[token]
    return (
        view.relation[token] == 'conj'
        and above > who
        and view.relation[above] in ('nmod', 'conj', 'appos')
        and is_human(view, above) == is_human(view, token)
        and not anchored(view, above, who)
        and view.governs(who, above)
        and view.feature(token, 'Case') in ('Gen', '')
    )


def name_at(view: View, who: int, token: int, end: int) -> int | None:
    """The person's name that begins at a token and stands in apposition to a noun."""
    mention = view.mention(token) if token < end else None
    if mention is None or mention.type != 'PER' or mention.first != token or not agrees_with(view, token, who):
        return None
    return token


def one_each(view: View, parts: list[Part], singular: bool) -> list[Part]:
    """The parts without a noun that only introduces names: «депутаты | Петров и Гончар», «актёра и | режиссёра Ивана
    Петрова»."""
    if len(parts) == 1:
        names = people_in(view, parts[0])
        return names if is_plural(view, parts[0].head) and len(names) > 1 else parts
    names = [name for part in parts for name in people_in(view, part)]
    if is_plural(view, parts[0].head) and len(names) >= len(parts) - 1 >= 1 and names_people(view, parts[0].head):
        own = people_in(view, parts[0])
        if (own or names) and all(people_in(view, part) for part in parts[1:]):
            return names
    kept: list[Part] = []
    for part, following in zip(parts, [*parts[1:], None], strict=True):
        if following is not None and introduces(view, part, following, singular):
            continue
        kept.append(part)
    return kept


def people_in(view: View, part: Part) -> list[Part]:
    """The people whom a part names, each as a part of its own."""
    found: list[Part] = []
    for i in range(part.first, part.last):
        mention = view.mention(i)
        if mention is not None and mention.type == 'PER' and mention.first == i and agrees_with(view, i, part.head):
            found.append(Part(i, i, min(mention.last, part.last)))
    return found


def introduces(view: View, part: Part, following: Part, singular: bool) -> bool:
    """Whether a noun without a name is one with the named one behind «и»: «певца и композитора Льва Гордона»."""
    if people_in(view, part) or part.head in view.mention_at or 'Number=Plur' in view.feats[part.head]:
        return False
    alone = part.last - part.first == 1
    own = bool(people_in(view, following)) and following.head not in view.mention_at
    human = view.feature(part.head, 'Animacy') == 'Anim'
    possessive = any(fold(view.text[i]) in POSSESSIVES for i in range(part.last, following.head))
    verb = view.head[part.head]
    plural_verb = verb >= 0 and view.is_finite(verb) and 'Number=Plur' in view.feats[verb]
    return human and alone and own and not possessive and (singular or not plural_verb)

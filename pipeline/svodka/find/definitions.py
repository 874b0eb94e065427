"""Abbreviations: which short name stands for which long one, by the brackets of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from svodka.find.normal.document import common_nouns
from svodka.language.organisation_names import bodies, organs
from svodka.lexicons import word_list
from svodka.model import Parse, Span, Tokens

SHORTEST = 2  # capitals of an abbreviation, words of what it is made of
ABBREVIATION = re.compile(r'[А-ЯЁA-Z][А-ЯЁA-Zа-яё&-]{1,11}$')
HEREAFTER = word_list('hereafter')
CALLED = word_list('hereafter_called')
CALLED_TWICE = 2  # words of another name in brackets
BRACKETS = 25  # tokens of brackets that define, at most
DASHES = frozenset('–—-:')
LONGEST = 4  # words of an abbreviation («УНП ООН», «ГУ МВД РФ»)
SMALL = word_list('skipped_in_definitions')


@dataclass(frozen=True, slots=True)
class Definition:
    """Brackets that make two names the same: spans of the name before the bracket and of the one inside."""

    before: Span
    inside: Span


def is_abbreviation(tokens: Tokens, first: int, last: int) -> bool:
    """Whether every word of [first, last) is made of capitals mostly: «УНП ООН», «МинВУЗ», «РЭС»."""
    words = [tokens.text[i] for i in range(first, last)]
    if not 0 < len(words) <= LONGEST or words[0][1:].islower():  # as most names
        return False
    return all(capitals(w) >= SHORTEST and ABBREVIATION.match(w) for w in words)


def capitals(word: str) -> int:
    return sum(c.isupper() for c in word)


def letters(tokens: Tokens, first: int, last: int) -> str:
    """The first letters of the words, small words apart, of each part of a word with a hyphen; those in brackets left
    out."""
    opening = next((i for i in range(first, last) if tokens.text[i] == '('), last)
    closing = next((i for i in range(opening, last) if tokens.text[i] == ')'), opening)
    outside = [i for i in range(first, last) if not opening <= i <= closing]
    parts = [p for i in outside for p in re.split('[-–]', tokens.text[i])]
    return ''.join(p[0].upper() if p.lower() not in SMALL else p[0].lower() for p in parts if p[:1].isalpha())


def abbreviates(tokens: Tokens, short: Span, long: Span) -> bool:
    """Whether the letters of the short name come in order among the first letters of the long one's words."""
    if long.last - long.first < SHORTEST:
        return False
    wanted = ''.join(c for i in range(short.first, short.last) for c in tokens.text[i] if c.isupper())
    hits = in_common(wanted, letters(tokens, long.first, long.last).upper())
    return hits >= min(2, len(wanted)) and hits * 2 >= len(wanted)


def in_common(one: str, two: str) -> int:
    """How many letters two words have in common in their order.

    >>> in_common('ЕАБР', 'ЕБР')
    3
    """
    best = [0] * (len(two) + 1)
    for a in one:
        before = 0
        for j, b in enumerate(two, 1):
            before, best[j] = best[j], before + 1 if a == b else max(best[j], best[j - 1])
    return best[-1]


def tail_meant(tokens: Tokens, short: Span, long: Span) -> Span | None:
    """The tail of a long name whose letters an abbreviation has, all of them and no others, in any order: «УНП ООН» of
    «представительство Управления ООН по наркотикам и преступности»; None if it is made of the whole name."""
    wanted = sorted(c for i in range(short.first, short.last) for c in tokens.text[i] if c.isupper())
    found = None
    made: list[str] = []
    for i in range(long.last - 1, long.first - 1, -1):
        word = tokens.text[i]
        if word.lower() in SMALL or not word[0].isalpha():
            continue
        made += [c for c in word if c.isupper()] if capitals(word) > 1 else [word[0].upper()]
        if sorted(made) == wanted and tokens.pos[i] in ('NOUN', 'ADJ', 'PROPN'):
            found = i
    if found is None and made and made[-1] != wanted_first(tokens, short) and tokens.lemma[long.first] in organs():
        # «пресс-служба Министерства энергетики … (МЭТС)»: the brackets are about whose press service it is.
        inner = Span(long.first + 1, long.last, long.type)
        begins = tokens.text[inner.first][0].upper() == wanted_first(tokens, short)
        found = inner.first if begins and abbreviates(tokens, short, inner) else None
    return Span(found, long.last, long.type) if found is not None and found > long.first else None


def wanted_first(tokens: Tokens, short: Span) -> str:
    """The first letter of an abbreviation."""
    return tokens.text[short.first][0].upper()


def definitions(parse: Parse, spans: Sequence[Span]) -> Iterator[Definition]:
    """Brackets after a name that hold its abbreviation, or after an abbreviation its full name, or «далее – X»."""
    tokens = parse.tokens
    by_first = {s.first: s for s in spans}
    for span in spans:
        if short := explained_by_dash(tokens, span):
            yield Definition(span, short)
        held = bracket_behind(tokens, span)
        if held is None:
            continue
        inside, hereafter = held
        yield from (Definition(span, more) for more in further(tokens, span, inside))
        long = by_first.get(inside.first)
        if (hereafter and inside.last - inside.first <= LONGEST) or (
            is_abbreviation(tokens, inside.first, inside.last)
            and (abbreviates(tokens, inside, span) or goes_by(tokens, span, inside))
        ):
            yield Definition(span, inside)
        elif long and (abbreviated_before(tokens, span, long) or called_twice(tokens, span, long, inside)):
            yield Definition(span, long)


def further(tokens: Tokens, span: Span, inside: Span) -> Iterator[Span]:
    """The further abbreviations of brackets with several names: «Партия рек и озёр (ПРО, PRO)»."""
    at = inside.last
    while at + 2 < len(tokens) and tokens.text[at] == ',' and tokens.text[at + 2] in (',', ')'):
        short = Span(at + 1, at + 2, span.type)
        full = abbreviates(tokens, short, inside) or abbreviates(tokens, short, span)
        if is_abbreviation(tokens, short.first, short.last) and (full or tokens.text[at + 1].isascii()):
            yield short
        at += 2


def goes_by(tokens: Tokens, long: Span, short: Span) -> bool:
    """Whether an abbreviation in brackets is made of a body's name in another language: «Мировая федерация хоккея
    (ИИХФ)», if the text goes on to call it so, or «Туркменское агентство новостей (ТДХ)», which begins alike."""
    word = tokens.text[short.first]
    single = short.last - short.first == 1 and word.isupper() and tokens.text[short.last] == ')'
    if not single or long.type != 'ORG' or long.last - long.first < SHORTEST or word.lower() in bodies():
        return False
    made = letters(tokens, long.first, long.last).upper()
    agency = word[0] == made[0] and not {'агентство', 'служба'}.isdisjoint(tokens.lemma[long.first : long.last])
    again = tokens.text.count(word) > 1 and tokens.text.index(word) == short.first
    return in_common(word, made) > 0 and (agency or again)


def abbreviated_before(tokens: Tokens, short: Span, long: Span) -> bool:
    return is_abbreviation(tokens, short.first, short.last) and abbreviates(tokens, short, long)


def called_twice(tokens: Tokens, long: Span, short: Span, inside: Span) -> bool:
    """Whether brackets hold another name of an institution, an adjective and the same noun: «Первый медицинский
    университет имени Седых (Седыховский университет)»."""
    noun = tokens.lemma[short.last - 1].lower()
    called = short == Span(inside.first, inside.first + CALLED_TWICE, 'ORG') and tokens.pos[short.first] == 'ADJ'
    return called and noun in common_nouns() and noun in map(str.lower, tokens.lemma[long.first : long.last])


def explained_by_dash(tokens: Tokens, span: Span) -> Span | None:
    """The abbreviation that a name between dashes explains: «ПНХЗ – Пермский нефтехимический завод – закрыт»; one of
    Latin letters may stand for a Russian name."""
    at, last = span.first - 1, span.last
    if span.type != 'ORG' or at < 1 or tokens.text[at] not in DASHES - {'-', ':'} or last >= len(tokens):
        return None
    short = Span(at - 1, at, 'ORG')
    if tokens.sentence[at - 1] != tokens.sentence[last] or not is_abbreviation(tokens, short.first, short.last):
        return None
    latin = tokens.text[short.first].isascii() and tokens.text[last] == tokens.text[at]
    same = tokens.text[span.first][:1] == wanted_first(tokens, short) and abbreviates(tokens, short, span)
    return short if latin or (same and tokens.text[last] in DASHES | {',', '.'}) else None


def bracket_behind(tokens: Tokens, span: Span) -> tuple[Span, bool] | None:
    """What brackets behind a body's or place's name hold, without «далее – », marks and what a comma parts off; and
    whether they hold «далее»."""
    opening = span.last
    while span.type != 'PER' and opening < len(tokens) and tokens.text[opening] in '»”"“':
        opening += 1
    if span.type == 'PER' or opening + 2 >= len(tokens) or tokens.text[opening] != '(':
        return None
    brackets = range(opening + 1, min(opening + BRACKETS, len(tokens)))
    closing = next((k for k in brackets if tokens.text[k] == ')'), None)
    if closing is None or tokens.sentence[closing] != tokens.sentence[span.first]:
        return None
    begin, end = opening + 1, closing
    hereafter = tokens.text[begin].lower() in HEREAFTER
    if hereafter:
        begin += 1
        while begin < closing and (tokens.text[begin] in DASHES or tokens.text[begin].lower() in CALLED):
            begin += 1
    if begin < end and tokens.text[begin] in '«"„“':
        begin += 1
        end -= tokens.text[end - 1] in '»"”“'
    end = next((k for k in range(begin, end) if tokens.text[k] in ',;'), end)
    return (Span(begin, end, span.type), hereafter) if begin < end else None


class Defined(NamedTuple):
    """The spans of a document with those that brackets define, each with its rule; for the first token of each that is
    defined, the first token of the name it is the `same` as, or the part of a name that it abbreviates, its `tails`."""

    spans: dict[Span, str]
    same: dict[int, int]
    tails: dict[int, Span]


def with_definitions(parse: Parse, spans: Mapping[Span, str]) -> Defined:
    """The spans, each with its rule, with those that brackets define and their further uses in the document."""
    tokens = parse.tokens
    insides: list[Span] = []
    covered: set[int] = set()
    same: dict[int, int] = {}
    tails: dict[int, Span] = {}
    defined: dict[tuple[str, ...], tuple[str, int]] = {}
    nouns: dict[str, str] = {}
    for definition in definitions(parse, list(spans)):
        inside, before = definition.inside, definition.before
        insides.append(inside)
        covered.update(range(inside.first, inside.last))
        tail = tail_meant(tokens, inside, before) if is_abbreviation(tokens, inside.first, inside.last) else None
        if tail is None:
            same[inside.first] = before.first
        else:
            tails[inside.first] = tail
        short = inside if is_abbreviation(tokens, inside.first, inside.last) else before
        if is_abbreviation(tokens, short.first, short.last):
            defined[tuple(tokens.text[short.first : short.last])] = (short.type, short.first)
        elif inside.last - inside.first == 1 and tokens.text[inside.first].istitle():
            nouns[tokens.lemma[inside.first].lower()] = inside.type
    found = [s for s in spans if covered.isdisjoint(range(s.first, s.last))] + insides
    described = [s for s in found if of_a_thing(tokens, s)]
    if described:
        named = {i for s in found for i in range(s.first, s.last)}
        things = {text for s in described if (text := tokens.text[s.first]) and described_by(s, text).isdisjoint(named)}
        found = [s for s in found if s.last - s.first > 1 or tokens.text[s.first] not in things]
    if defined:
        found = _used(tokens, found, defined)
    if nouns:
        found += _called(tokens, found, nouns)
    ordered = sorted(found, key=lambda s: s.first)
    return Defined({s: spans.get(s, 'definition') for s in ordered}, same, tails)


def described_by(span: Span, short: str) -> set[int]:
    """The tokens before a bracket of whose first letters the abbreviation inside it is made."""
    return set(range(span.first - 1 - len(short), span.first - 1))


def of_a_thing(tokens: Tokens, span: Span) -> bool:
    """Whether brackets make an abbreviation that of common words: «воздушного судна (ВС)» is no organisation."""
    short, first, last = tokens.text[span.first], span.first, span.last
    if last - first != 1 or span.type != 'ORG' or not short.isupper() or tokens.text[first - 1 : first] != ['(']:
        return False
    begin = first - 1 - len(short)
    words = tokens.text[max(begin, 0) : first - 1]
    if begin < 0 or tokens.text[last : last + 1] != [')'] or ''.join(w[0] for w in words).upper() != short:
        return False
    lemmas = {tokens.lemma[i].lower() for i in range(begin, first - 1)}
    return all(w.islower() for w in words) and lemmas.isdisjoint(common_nouns())


def _called(tokens: Tokens, spans: Sequence[Span], nouns: Mapping[str, str]) -> list[Span]:
    """The further uses of a noun that brackets give to a body («далее – Институт»), with its capital, alone."""
    taken = {i for s in spans for i in range(s.first, s.last)}
    return [
        Span(i, i + 1, nouns[tokens.lemma[i].lower()])
        for i, text in enumerate(tokens.text)
        if text.istitle() and tokens.lemma[i].lower() in nouns and i not in taken
    ]


def _used(tokens: Tokens, spans: Sequence[Span], defined: dict[tuple[str, ...], tuple[str, int]]) -> list[Span]:
    """The spans with every use of a defined abbreviation, and each use typed as its definition."""
    found = [Span(s.first, s.last, defined.get(tuple(tokens.text[s.first : s.last]), (s.type, 0))[0]) for s in spans]
    taken = {i for s in found for i in range(s.first, s.last)}
    heads: dict[str, list[tuple[str, ...]]] = {}
    for words in sorted(defined, key=len, reverse=True):
        heads.setdefault(words[0], []).append(words)
    for i, text in enumerate(tokens.text):
        for words in heads.get(text, ()):
            stop = i + len(words)
            if tuple(tokens.text[i:stop]) == words and taken.isdisjoint(range(i, stop)):
                found.append(Span(i, stop, defined[words][0]))
                taken.update(range(i, stop))
    return found

"""Single words that are no person's name: families, common nouns with the sentence's capital, things' adjectives."""

from __future__ import annotations

import re
from collections.abc import Sequence

from svodka.find.names.person_words import is_given_form
from svodka.find.names.titles import is_animate_noun
from svodka.find.rule import rule
from svodka.language.morph import known_readings
from svodka.language.view import opens_sentence
from svodka.lexicons import fold, word_list
from svodka.limits import checked
from svodka.model import Span, Tokens

KIN = word_list('families')
FAMILY = re.compile('(?:[оеё]в|[иы]н)(ы|ых|ым|ыми)$')
STEM = 3  # letters that two forms of a word share, at least
ENDING = 3  # letters that they differ in, at most


@rule(
    yes={
        'Дом семьи [PER Роговых] сгорел. [PER Роговым] дали квартиру.': '',
        '[PER Дед] воевал, говорит [PER Анна Рогова].': '[PER Анна Рогова]',
        'Дали [PER Нобелевскую] премию.': '',
    },
    no={
        'Доклад Роговых приняли. Деда [PER Рыбака] знают все.': '[PER Рыбака]',
    },
)
def without_nobodies(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """The spans without families, common nouns and adjectives that the tagger has for people."""
    people = [span for span in spans if span.type == 'PER']
    single = [span.first for span in people if span.last - span.first == 1]
    whole = [i for span in people if span.last - span.first > 1 for i in range(span.first, span.last)]
    inside = [i for i, pos in enumerate(tokens.pos) if pos == 'PROPN' and not opens_sentence(tokens, i)]
    named = {fold(tokens.text[i]) for i in (*whole, *inside)} if single else set[str]()
    known = {stem for word in named for stem in stems(word)}
    none = {i for i in checked(single) if is_quality(tokens, i) or is_common_noun(tokens, i, known)}
    none |= families(tokens)
    return [span for span in spans if span.type != 'PER' or span.last - span.first > 1 or span.first not in none]


def is_quality(tokens: Tokens, i: int) -> bool:
    """Whether token i is the adjective of a thing behind it: «Нобелевскую | премию»."""
    head = tokens.head[i]
    if tokens.pos[i] != 'ADJ' or tokens.relation[i] != 'amod' or head <= i:
        return False
    return tokens.pos[head] == 'NOUN' and tokens.text[head].islower() and 'Animacy=Inan' in tokens.feats[head]


def is_common_noun(tokens: Tokens, i: int, named: set[str]) -> bool:
    """Whether token i is a noun for somebody that begins a sentence, and has a capital nowhere else, as the words do
    whose stems are `named`."""
    word = tokens.text[i]
    if not word.istitle() or not opens_sentence(tokens, i) or not is_animate_noun(word.lower()):
        return False
    known = known_readings(word.lower())
    if any(r.kind != 'noun' for r in known) or not any(r.case == 'Nom' for r in known):  # «Сибиряков приехал»
        return False
    return named.isdisjoint(stems(fold(word)))


def stems(word: str) -> list[str]:
    """What a folded word may be a form of: two words with a stem in common may be forms of one.

    A set of them tells of all the words of a text at once, where comparing each with each takes the square of time.

    >>> stems('рыбака')
    ['рыб', 'рыба', 'рыбак', 'рыбака']
    >>> [set(stems(one)).isdisjoint(stems('дед')) for one in ('деду', 'дедюхин')]
    [False, True]
    """
    return [word[:n] for n in range(max(STEM, len(word) - ENDING), len(word) + 1)]


def families(tokens: Tokens) -> set[int]:
    """Which words are surnames of several people: «семья Роговых», «Роговы уехали», and «Роговым» beside these."""
    found, plurals, unsure = set[int](), set[str](), list[tuple[int, str]]()
    for i, word in enumerate(tokens.text):
        ending = FAMILY.search(word) if word[0].isupper() else None
        if not ending or is_given_form(word):
            continue
        stem, plural = fold(word[: -len(ending[1])]), 'Number=Plur' in tokens.feats[i]
        kin = i > 0 and tokens.sentence[i - 1] == tokens.sentence[i] and tokens.lemma[i - 1].lower() in KIN
        # «депутат Новых», «дочь Головы» are of one.
        alone = any(r.kind in ('adjective', 'noun') for r in known_readings(word.lower()))
        of_one = ending[0].endswith('ны') and not plural  # «Щербины»
        if kin or (ending[1] != 'ым' and not alone and not of_one):
            found.add(i)
            plurals.add(stem)
        elif ending[1] == 'ым' and 'Case=Ins' not in tokens.feats[i]:  # but «Роговым доволен»
            unsure.append((i, stem))
    return found | {i for i, stem in unsure if stem in plurals}

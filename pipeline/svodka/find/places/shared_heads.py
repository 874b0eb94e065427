"""Names of places that share their noun: «Ташкентская, Бухарская и Навоийская области»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from svodka.find.places.gazetteer import Candidate, candidates
from svodka.find.places.kinds import is_of_kind
from svodka.find.places.lookup import ENDINGS, heads
from svodka.language.morph import nominatives
from svodka.model import Tokens, features

SHARED = 14  # tokens of a list of adjectives before the noun that they share, at most


def shared_head(tokens: Tokens, first: int, last: int) -> range | None:
    """The words in the plural that several names share, their noun last: «Ташкентской, Бухарской и Навоийской |
    областях», «Донецкой и Луганской | народных республик»."""
    j = last
    stop = min(first + SHARED, len(tokens))
    texts = tokens.text
    if not texts[first][:1].isupper() or texts[first][-3:] not in ENDINGS:
        return None
    inside = next((k for k in range(first + 1, last) if is_plural(tokens, k) and tokens.pos[k] == 'NOUN'), None)
    if inside is not None:
        begin = next(k for k in range(first + 1, inside + 1) if texts[k].islower())
        before = first > 1 and texts[first - 1] in (',', 'и') and texts[first - 2][-3:] in ENDINGS
        return range(begin, inside + 1) if before and tokens.lemma[inside] in heads() else None
    if last - first > 1 or j >= stop or texts[j] not in (',', 'и'):
        return None
    while j < stop and (texts[j] in (',', 'и') or (texts[j][0].isupper() and texts[j][-3:] in ENDINGS)):
        j += 1
    end = j
    if texts[j - 1][-3:] not in ENDINGS:
        return None
    while end < stop and tokens.pos[end] == 'ADJ' and texts[end].islower():
        end += 1
    return range(j, end + 1) if end < stop and is_plural(tokens, end) and tokens.lemma[end] in heads() else None


def is_plural(tokens: Tokens, i: int) -> bool:
    return features(tokens.feats[i]).get('Number') == 'Plur'


def sharing(tokens: Tokens, first: int, last: int, shared: range) -> Sequence[Candidate]:
    """The places of an adjective with the words that it shares in the singular: «Донецкой … народных республик» →
    донецкая народная республика."""
    noun = tokens.lemma[shared[-1]]
    kind = heads()[noun]
    for name in in_gender(tokens, (first, *shared[:-1]), noun):
        if found := [c for c in candidates(name) if is_of_kind(kind, c)]:
            return found
    return ()


def in_gender(tokens: Tokens, at: Sequence[int], noun: str) -> Iterator[str]:
    """A noun in the nominative with the adjectives of tokens `at` in its gender."""
    ends = ('ая',) if noun.endswith(('а', 'я', 'ь')) else ('ий', 'ый', 'ой')
    stems = [next((n[:-2] for n in nominatives(tokens.text[i]) if n.endswith(('ий', 'ый', 'ой'))), '') for i in at]
    for end in ends:
        rest = ['ая' if end == 'ая' else 'ый'] * (len(at) - 1)
        yield ' '.join([*(stem + e for stem, e in zip(stems, (end, *rest), strict=True)), noun])

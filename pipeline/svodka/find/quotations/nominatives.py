"""Which nouns may be the subject of a verb, and what may stand between the two."""

from __future__ import annotations

from svodka.find.quotations.lexicon import is_body, nouns, words
from svodka.find.quotations.view import NOMINAL, View
from svodka.language.morph import cases
from svodka.lexicons import fold, load

AMOUNTS = words('amounts')
TIMES = words('times') | {forms[0] for kind in ('months', 'weekdays') for forms in load('dates')[kind].values()}
REACH = 14  # tokens behind a participle in which its noun is looked for, at most


def after_time(view: View, i: int) -> int:
    """The token behind adverbs, a time and a converb between commas: «сообщила | в среду, 5 февраля, | мэрия»,
    «заявили | тогда | в МИД», «признал|, подводя итоги, | директор»."""
    last = view.bounds(i - 1)[1] if i else 0
    while i < last:
        if view.pos[i] in ('ADV', 'PART') and view.lemma[i] not in nouns().documents:
            i += 1
            continue
        step = converb_end(view, i, last)
        if step == i:
            step = time_end(view, i, last)
        if step == i:
            return i
        i = step
    return i


def converb_end(view: View, i: int, last: int) -> int:
    """The token behind a converb and its words, with both commas, that begin at token i; i if none do."""
    if view.text[i] != ',' or i + 1 >= last or 'VerbForm=Conv' not in view.feats[i + 1]:
        return i
    for k in range(i + 2, min(last - 1, i + REACH)):
        if view.is_finite(k) or view.text[k] in '.:;«"“' or view.pos[k] == 'SCONJ':
            break
        if view.text[k] == ',':
            return i if view.pos[k + 1] in ('SCONJ', 'CCONJ') else k + 1
    return i


def time_end(view: View, i: int, last: int) -> int:
    """The token behind a day or a time that begins at token i, with the commas around it; i if none does."""
    k = i + 1 if view.text[i] == ',' else i
    if k < last and view.pos[k] == 'ADP' and view.lemma[k] in ('в', 'во', 'на', 'накануне'):
        k += 1
    begin = k
    while k < last and (view.text[k][0].isdigit() or view.lemma[k] in TIMES):
        k += 1
    if k == begin or not any(view.lemma[j] in TIMES for j in range(begin, k)):
        return i
    if k < last and view.text[k] == ',' and (view.text[i] == ',' or time_end(view, k, last) > k):
        return k if time_end(view, k, last) > k else k + 1
    return k if view.text[i] != ',' else i


def leftmost(view: View, token: int) -> int:
    """The head of the phrase that a nominative stands in: «министр Иван Орлов» → министр."""
    while (
        view.head[token] >= 0
        and view.head[token] < token
        and view.relation[token] in ('appos', 'flat', 'flat:name')
        and view.feature(view.head[token], 'Case') == 'Nom'
    ):
        token = view.head[token]
    return token


def is_nominative(view: View, token: int) -> bool:
    case = view.feature(token, 'Case')
    if is_body(view.lemma[token]) and cases(view.text[token].lower()) == {'Nom'}:  # whatever a tagger took it for
        return True
    if view.pos[token] in NOMINAL and case == 'Acc':  # «проинформировал профсоюз», where a tagger saw an object
        body = is_body(view.lemma[token]) and fold(view.text[token]) == view.lemma[token]
        named = token in view.mention_at and token not in view.place_at
        return body or (named and view.relation[token] == 'nsubj')
    if view.pos[token] in ('PROPN', 'X') and not case and view.is_word(token):
        return True
    return case == 'Nom' and (view.pos[token] in NOMINAL or is_substantive(view, token))


def is_substantive(view: View, token: int) -> bool:
    """Whether a participle stands for its people: «присутствующие в зале начали скандировать»."""
    if 'VerbForm=Part' not in view.feats[token] or 'Variant=Short' in view.feats[token]:
        return False
    for i in range(token + 1, min(view.bounds(token)[1], token + REACH)):
        if view.text[i] == ',' or view.is_finite(i):
            break
        if view.pos[i] in ('NOUN', 'PROPN') and view.feature(i, 'Case') == 'Nom':
            return False  # «отреагировавший на это глава»
    return view.relation[token] not in ('amod', 'acl')


def is_plural(view: View, token: int) -> bool:
    return 'Number=Plur' in view.feats[token]


def agrees(view: View, cue: int, token: int) -> bool:
    """Whether a noun may be the subject of a verb by number and, in the past tense, gender."""
    case = view.feature(token, 'Case')
    if (
        view.is_finite(cue)
        and case != ''
        and not is_nominative(view, token)
        and view.relation[token] != 'nsubj'
        and view.pos[token] != 'X'
    ):
        return False
    if not view.is_finite(cue) or (
        view.mention(token) is not None and view.mentions[view.mention_at[token]].type == 'ORG'
    ):
        return True
    if is_plural(view, cue) and not is_plural(view, token):
        joined = any(view.relation[c] == 'conj' for c in view.children(token))
        return joined or view.pos[token] == 'NUM' or view.lemma[token] in AMOUNTS
    return not (is_plural(view, token) and not is_plural(view, cue) and view.pos[token] == 'NOUN')

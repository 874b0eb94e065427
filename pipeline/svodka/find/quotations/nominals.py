"""Nouns and what belongs to them: the phrase around a speaker's noun, its genitive, its second with «и»."""

from __future__ import annotations

from svodka.find.quotations.lexicon import is_body, words
from svodka.find.quotations.view import CLOSING_BRACKETS, DASHES, NOMINAL, OPENING_BRACKETS, View

WHOSE = words('whose')
LONGEST = 30  # tokens of a speaker's phrase, at most


def genitive(view: View, noun: int) -> int | None:
    """The genitive that belongs to a noun: «в сообщении МИД» → МИД; also «на сайте мэрии», «в докладе ООН»."""
    last = view.bounds(noun)[1]
    i = noun + 1
    if i < last and view.text[i] in OPENING_BRACKETS:
        return None
    for child in view.children(noun):
        if (
            child > noun
            and view.relation[child] in ('nmod', 'appos', 'flat:name', 'flat')
            and view.pos[child] in (*NOMINAL, 'X')
            and child - noun < 8
            and not has_preposition(view, child)
        ):
            case = view.feature(child, 'Case')
            if case in ('Gen', '') or view.mention(child) is not None:
                return child
    for child in view.children(noun):
        if view.relation[child] == 'det' and view.lemma[child] in WHOSE:
            return child
    return None


def has_preposition(view: View, token: int) -> bool:
    return any(view.relation[c] == 'case' and c < token for c in view.children(token))


def can_own(view: View, token: int) -> bool:
    """Whether a genitive may be the author of a document: a name, a person, a body, «их»."""
    human = view.feature(token, 'Animacy') == 'Anim' or view.pos[token] in ('PRON', 'DET')
    return human or view.pos[token] == 'X' or token in view.mention_at or is_body(view.lemma[token])


def stands_in(view: View, noun: int) -> bool:
    """Whether a noun has «в» or «на» before it."""
    return any(view.lemma[c] in ('в', 'во', 'на') and view.pos[c] == 'ADP' and c < noun for c in view.children(noun))


def phrase(view: View, token: int) -> tuple[int, int]:
    """Tokens [first, last) of the phrase that a speaker's noun stands in, without what follows a comma."""
    start, end = view.bounds(token)
    own = view.mention(token)
    first, last = (
        (own.first, own.last) if own is not None and own.first >= start and own.last <= end else (token, token + 1)
    )
    while first > start:
        i = first - 1
        if (
            view.pos[i] in ('ADJ', 'DET', 'NUM', 'NOUN', 'PROPN')
            and view.governs(token, i)
            and view.is_word(i)
            and not view.is_predicate(i)
            and (view.feature(i, 'Case') in (view.feature(token, 'Case'), '') or view.pos[i] == 'NUM')
        ) or (view.pos[i] == 'VERB' and 'VerbForm=Part' in view.feats[i] and view.head[i] == token):
            first = i
        else:
            break
    while last < end and last - first < LONGEST:
        mention = view.mention(last)
        text = view.text[last]
        if (
            mention is not None
            and mention.first == last
            and (view.governs(token, last) or named_by(view, last))
            and not (last - 1 in view.mention_at and view.feature(last, 'Case') != 'Gen')  # «Минздрав РИА Новости»
        ) or (mention is not None and mention.first < last < mention.last):
            last = min(mention.last, end)
        elif (
            view.governs(token, last)
            and not view.is_predicate(last)
            and (view.pos[last] not in ('VERB', 'AUX', 'CCONJ', 'SCONJ', 'ADV') or is_attribute(view, last))
            and text not in ',.:;!?…'
            and text not in DASHES
            and text not in OPENING_BRACKETS
            and text not in CLOSING_BRACKETS
        ) or (text in '«"“„»”' and last + 1 < end and (text in '»”' or view.governs(token, last + 1))):
            last += 1
        else:
            break
    if view.pos[token] == 'X':  # a user's name: «ivan.petrov_7»
        stop, start_of = view.parse.tokens.stop, view.parse.tokens.start
        while last < end - 1 and stop[last - 1] == start_of[last] and view.text[last] not in ',:;!?»"':
            last += 1
    if first > start and view.lemma[first] == 'один' and view.lemma[first - 1] == 'еще':
        first -= 1
    while last > first + 1 and (view.pos[last - 1] in ('ADP', 'PART') or view.text[last - 1] in '«“„'):
        last -= 1
    return first, last


def named_by(view: View, first: int) -> bool:
    """Whether a name goes on with the noun before it: «пресс-служба Минздрава», «газета «Труд», «сотрудник МЧС»."""
    if view.text[first - 1] in '«"“„':
        return True
    return view.pos[first - 1] in ('ADP', 'NOUN') and view.feature(first, 'Case') in ('Gen', '')


def is_attribute(view: View, token: int) -> bool:
    """Whether a participle stands before its noun: «дети убитой журналистки»."""
    return 'VerbForm=Part' in view.feats[token] and view.relation[token] == 'amod' and view.head[token] > token

"""Nouns and what belongs to them: the phrase around a speaker's noun, its genitive, its second with «и»."""

from __future__ import annotations

from svodka.find.quotations.lexicon import is_body, words
from svodka.find.quotations.view import CLOSING_BRACKETS, DASHES, NOMINAL, OPENING_BRACKETS, View
from svodka.language.morph import cases
from svodka.model import Mention

OWNER = 8  # tokens from a noun to its genitive
WHOSE = words('whose')
LONGEST = 30  # tokens of a speaker's phrase, at most
GOVERNED = frozenset(('Gen', 'Ins'))  # cases of what a noun governs without a preposition
STOPS = ',.:;!?…'


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
            and child - noun < OWNER
            and not has_preposition(view, child)
        ):
            case = view.feature(child, 'Case')
            if case in ('Gen', '') or view.mention(child) is not None:
                return child
    for child in view.children(noun):
        if view.relation[child] == 'det' and view.lemma[child] in WHOSE:
            return child
    return None


def named_before(view: View, which: int) -> int:
    """The name of a person right before «, который» where the tree does not join the clause to it: «слушали Белову
    А. И., | которая доложила, что …»; `which` itself if none stands there."""
    before = which - 1
    while before > 0 and view.text[before] in (',', '.'):
        before -= 1
    mention = view.mention(before)
    person = mention is not None and mention.type == 'PER'
    return mention.first if mention is not None and person and view.text[which - 1] == ',' else which


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
    whole = own is not None and own.first >= start and own.last <= end
    first, last = (own.first, own.last) if own is not None and whole else (token, token + 1)
    while first > start and describes(view, token, first - 1):
        first -= 1
    while last < end and last - first < LONGEST and (stop := goes_on(view, token, last, end)) is not None:
        last = stop
    if view.pos[token] == 'X':
        last = end_of_handle(view, last, end)
    if first > start and view.lemma[first] == 'один' and view.lemma[first - 1] == 'еще':
        first -= 1
    while last > first + 1 and (view.pos[last - 1] in ('ADP', 'PART') or view.text[last - 1] in '«“„'):
        last -= 1
    return first, last


def describes(view: View, noun: int, i: int) -> bool:
    """Whether token i in front of a noun belongs to it: what agrees with it, a number, a participle of its own."""
    if view.pos[i] == 'VERB':
        return 'VerbForm=Part' in view.feats[i] and view.head[i] == noun
    if view.pos[i] not in ('ADJ', 'DET', 'NUM', 'NOUN', 'PROPN') or not view.governs(noun, i):
        return False
    if not view.is_word(i) or view.is_predicate(i):
        return False
    return view.pos[i] == 'NUM' or view.feature(i, 'Case') in (view.feature(noun, 'Case'), '')


def goes_on(view: View, noun: int, i: int, end: int) -> int | None:
    """Where the phrase of a noun ends that goes on with token i; None if it does not."""
    if is_apart(view, noun, i):
        return None
    mention = view.mention(i)
    if mention is not None and (mention.first < i < mention.last or begins_of(view, noun, i, mention)):
        return min(mention.last, end)
    text = view.text[i]
    if text in '«"“„»”' and i + 1 < end and (text in '»”' or view.governs(noun, i + 1)):
        return i + 1
    if not view.governs(noun, i) or view.is_predicate(i):
        return None
    if view.pos[i] in ('VERB', 'AUX', 'CCONJ', 'SCONJ', 'ADV') and not is_attribute(view, i):
        return None
    return None if text in STOPS or text in DASHES or text in OPENING_BRACKETS or text in CLOSING_BRACKETS else i + 1


def is_apart(view: View, noun: int, i: int) -> bool:
    """Whether token i is a body, or agrees with one, that no noun before it governs, as its form is no genitive and no
    instrumental: «слова тренера | пресс-служба клуба», «рассказал тренер | пресс-службе клуба»; «заведующий клубом»."""
    head = view.head[i] if view.pos[i] in ('ADJ', 'DET') and view.head[i] > i else i
    if not is_body(view.lemma[head]) or view.text[i - 1] in '«"“„' or has_preposition(view, head):
        return False
    beside = view.relation[head] in ('appos', 'flat', 'conj')
    same = beside and view.feature(head, 'Case') == view.feature(noun, 'Case')
    return not same and view.text[head].islower() and cases(view.text[head]).isdisjoint(GOVERNED)


def begins_of(view: View, noun: int, i: int, mention: Mention) -> bool:
    """Whether a name that begins at token i belongs to a noun before it, and not «Минздрав | РИА Новости»."""
    if mention.first != i or not (view.governs(noun, i) or named_by(view, i)):
        return False
    return i - 1 not in view.mention_at or view.feature(i, 'Case') == 'Gen'


def end_of_handle(view: View, last: int, end: int) -> int:
    """Where a user's name ends that goes on without spaces: «ivan.petrov_7»."""
    start, stop = view.parse.tokens.start, view.parse.tokens.stop
    while last < end - 1 and stop[last - 1] == start[last] and view.text[last] not in ',:;!?»"':
        last += 1
    return last


def named_by(view: View, first: int) -> bool:
    """Whether a name goes on with the noun before it: «пресс-служба Минздрава», «газета «Труд», «сотрудник МЧС»."""
    if view.text[first - 1] in '«"“„':
        return True
    return view.pos[first - 1] in ('ADP', 'NOUN') and view.feature(first, 'Case') in ('Gen', '')


def is_attribute(view: View, token: int) -> bool:
    """Whether a participle stands before its noun, or for one: «дети убитой журналистки», «брат погибшего»."""
    if 'VerbForm=Part' not in view.feats[token]:
        return False
    return view.relation[token] == 'nmod' or (view.relation[token] == 'amod' and view.head[token] > token)

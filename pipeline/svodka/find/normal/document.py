"""The names of a document in their normal forms."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from svodka.find.normal.agree import agreeing
from svodka.find.normal.around import context_of, spoken_slot
from svodka.find.normal.choose import BESIDE, Candidate, Word
from svodka.find.normal.declension import declined
from svodka.find.normal.evidence import gathered
from svodka.find.normal.options import restored
from svodka.find.normal.reconcile import Named, ranked, reconciled
from svodka.find.normal.told import told
from svodka.language.compare import LEGAL_FORMS, fold
from svodka.language.morph import has_kind, known_readings
from svodka.language.name_words import CONSONANT
from svodka.language.organisation_names import assemblies, namesakes, organs
from svodka.language.organisation_names import descriptors as organisation_descriptors
from svodka.lexicons import load
from svodka.limits import checked
from svodka.model import Parse, Span, Tokens, features

FAMILY = re.compile('(?:[оеё]в|[иы]н)ы(?:х|ми?)?$|[сц]ки(?:е|ми?)$')  # a surname in the plural behind one given name
TEAMS = re.compile('([Сс]борн)ы(?:е|х|ми?)')
SURE = 2.0  # the lead of a whole name's best candidate that makes it evidence for its last word alone


def words_of(parse: Parse, span: Span) -> tuple[Word, ...]:
    """The words of a name with what the tagger saw."""
    tokens = parse.tokens
    group, apposed = agreeing(tokens, span)
    out: list[Word] = []
    for i in range(span.first, span.last):
        case, slot = seen(tokens.feats[i])
        tail = ''
        if slot == 'p' and i in group and i not in apposed:
            singular = any(w.agrees and w.slot in ('m', 'f', 'n') for w in out)
            tail = BESIDE if singular else tail_of(tokens, i + 1, span.last)
        elif span.type == 'PER' and out and out[-1].agrees and FAMILY.search(tokens.text[i].lower()):
            tail = BESIDE  # «Анна и Пётр Седовы», whatever the tagger saw in the surname
        out.append(Word(tokens.text[i], tokens.pos[i], case, slot, i in group, tail, i in apposed))
    return tuple(out)


@lru_cache(maxsize=5_000)
def seen(feats: str) -> tuple[str, str]:
    """The case and slot that the tagger saw a word in."""
    found = features(feats)
    return found.get('Case', ''), 'p' if found.get('Number') == 'Plur' else found.get('Gender', '-')[0].lower()


def tail_of(tokens: Tokens, i: int, last: int) -> str:
    """The kind of the word after a plural: a name of its own makes the plural a descriptor of several."""
    text = tokens.text[i] if i < last else ''
    if not text or text in '«„“"':
        return 'quote' if text else ''
    if text[0] < '\u0250' and text[0].isalpha():
        return 'latin'
    return 'capital' if text[0].isupper() and features(tokens.feats[i]).get('Case', 'Nom') == 'Nom' else 'other'


def titled(tokens: Tokens, span: Span) -> bool:
    """Whether a name in marks stands in the nominative, behind what it is the name of: «директор АО «Нурвода»», «в
    газете «Правда»»; «директор «Нурводы»» has no such noun. Some decline it behind a noun in a case («группы
    «Нурводы»»), which a form tells that may stand in that case."""
    at = span.first - 2
    if at < 0 or tokens.text[at + 1] not in '«„“"' or tokens.sentence[at] != tokens.sentence[span.first]:
        return False
    before, case = tokens.text[at].lower(), features(tokens.feats[at]).get('Case', '')
    forms = [known_readings(tokens.text[i].lower()) for i in range(span.first, span.last)]
    if before not in LEGAL_FORMS and not (case and tokens.lemma[at].lower() in kinds()):
        return False
    if len(forms) == 1 and forms[0] and not any(r.case in ('Nom', '') for r in forms[0]):
        return False  # «холдинг «Газпрома»»: whose holding
    if before in LEGAL_FORMS or case == 'Nom':
        return True
    own = [(tokens.text[i], features(tokens.feats[i]).get('Case', '')) for i in range(span.first, span.last)]
    return any(as_named(word, (case, seen), len(own) > 1) for word, seen in own if word[0].isupper())


def as_named(word: str, cases: tuple[str, str], several: bool) -> bool:
    """Whether a word can only be the nominative, if it may also stand in these cases, its noun's and the tagger's: by
    the dictionary, or by the last letter of what no dictionary has, of which `several` hardly decline together.

    >>> as_named('Правда', ('Gen', 'Gen'), False), as_named('Опоры', ('Gen', 'Nom'), False)
    (True, False)
    >>> as_named('Кашта', ('Gen', 'Nom'), False), as_named('Ростеха', ('Gen', 'Gen'), False)
    (True, False)
    >>> as_named('Жарате', ('Gen', 'Loc'), False), as_named('Жарате', ('Loc', 'Loc'), False)
    (True, False)
    """
    known = known_readings(word.lower())
    if known:
        others = {r.case for r in known} - {'Nom'}
        slots = {r.slot for r in known if r.case == 'Nom'}
        whose = slots == {'p'} and 'Gen' in others  # «в группе «Опоры»»: whose group
        return bool(slots) and not whose and not any(case in cases for case in others)
    if word[-1] in 'еу':  # which no form in the genitive ends in
        return cases[0] not in {case for _, case, _, _ in declined(word.lower())}
    return CONSONANT.search(word) is not None or (word[-1] in 'ая' and (several or 'Nom' in cases))


def known_assembly(written: tuple[str, ...]) -> tuple[str, ...]:
    """The nominative of a name that begins with an assembly's of the lexicon, none of others: «Олий Мажлиса»."""
    first, last, *rest = (*written, '', '')[: max(len(written), 2)]
    nominative = assemblies().get((first.lower(), last.lower()))
    return (first, restored(last, nominative, last.lower()), *rest) if nominative else ()


def known_teams(tokens: Tokens, span: Span, written: tuple[str, ...]) -> tuple[str, ...]:
    """The nominative of teams named with a place («сборным Перу»), none of others; of one of several it is the
    singular: «сборным Перу | и Чили» → «сборная Перу»."""
    teams, last = TEAMS.fullmatch(written[0]), span.last
    if not teams or len(written) == 1 or not written[1][0].isupper():
        return ()
    listed = last + 1 < len(tokens) and tokens.text[last] in (',', 'и') and tokens.text[last + 1][0].isupper()
    several = (
        listed and 'Case=Gen' in tokens.feats[last + 1] and tokens.sentence[last + 1] == tokens.sentence[span.first]
    )
    return (teams[1] + ('ая' if several else 'ые'), *written[1:])


@lru_cache(maxsize=1)
def kinds() -> frozenset[str]:
    """Nouns that say what a name in marks behind them is the name of, no parts of a body («служба «Вестника»»)."""
    titles = descriptors()['always'] | descriptors()['before_marks']
    return organisation_descriptors() | namesakes() | (titles - organs())


def nominatives(parse: Parse, spans: Sequence[Span]) -> list[tuple[Named, Candidate]]:
    """Each name with what stands around it, and what it is in the nominative; full names are read before the last names
    alone."""
    names = [Named(words_of(parse, s), context_of(parse, s), told(parse, s)) for s in spans]
    evidence = gathered([(name.words, name.context) for name in names])
    alone = [is_alone(name) for name in names]
    chosen: dict[int, Candidate] = {}
    for last in (False, True):
        read, sure = dict[int, Candidate](), set[int]()
        for i in checked([i for i in range(len(names)) if alone[i] == last]):
            fixed = as_it_stands(parse, spans[i])
            found = [fixed] if fixed else ranked(names[i], evidence)
            read[i] = found[0]
            if len(found) == 1 or found[0].score - found[1].score > SURE:
                sure.add(i)
        people = {i: c for i, c in read.items() if names[i].context.type == 'PER' and len(c.words) > 1}
        chosen |= read | reconciled(names, people, evidence)
        for i in people if not last else ():
            if i in sure or chosen[i] is not read[i]:
                evidence.read[chosen[i].keys[-1]] += 1
    return [(name, chosen[i]) for i, name in enumerate(names)]


def is_alone(name: Named) -> bool:
    """Whether a name is one word, initials apart."""
    return sum(word.agrees if name.context.type != 'PER' else len(word.text) > 1 for word in name.words) == 1


def as_it_stands(parse: Parse, span: Span) -> Candidate | None:
    """The nominative of a body that a lexicon has, or that stands in it behind what it is the name of; None of
    others."""
    if span.type != 'ORG':
        return None
    written = tuple(parse.tokens.text[span.first : span.last])
    known = known_assembly(written) or known_teams(parse.tokens, span, written)
    if not known and not titled(parse.tokens, span):
        return None
    return Candidate(known or written, tuple(map(fold, known or written)), 'Nom', '', 0.0)


class Normal(NamedTuple):
    """The normal form of a name, its words, the slot (see morph.Reading) that the name was read in, and the one that a
    verb or a woman's title tells for certain: m, f or ''."""

    name: str
    words: tuple[str, ...]
    slot: str
    spoken: str = ''


def normal_names(parse: Parse, spans: Sequence[Span]) -> list[Normal]:
    """The normal form of each span."""
    writes_yo = 'ё' in parse.document.text
    found = []
    for span, (given, candidate) in zip(spans, nominatives(parse, spans), strict=True):
        pairs = zip(given.words, candidate.words, strict=True)
        words = [n if writes_yo or 'ё' in w.text else n.replace('ё', 'е') for w, n in pairs]
        if lowers(parse, span):
            words[0] = words[0].lower()
        kept = tuple(unmarked(words))
        name = joined(parse, span, [w if w in kept else '' for w in words])
        # The grammatical gender of a name that is not inflected is the model's guess, and no evidence; the verb's is.
        inflected = not {word.text for word in given.words}.issuperset(kept)
        spoken = spoken_slot(given.context, candidate.case) or ('f' if given.told == ('Nom', 'f') else '')
        found.append(Normal(name, kept, candidate.slot if inflected else '', spoken))
    return found


def normal_form(parse: Parse, span: Span) -> str:
    """The nominative of any noun phrase, by itself: «заместителем министра» → «заместитель министра»."""
    if span.type != 'ROLE':
        return normal_names(parse, [span])[0].name
    name = normal_names(parse, [Span(span.first, span.last, 'ORG')])[0].name
    head, told = parse.tokens.text[span.first], features(parse.tokens.feats[span.first])
    if not (name.startswith(head) and head[0].isupper()) or told.get('Case', 'Nom') == 'Nom':
        return name
    # A capital that begins a sentence is no name's: «Участниками собрания».
    plural = told.get('Number') == 'Plur'
    known = {r.nominative for r in known_readings(head.lower()) if r.case == told['Case'] and (r.slot == 'p') == plural}
    return known.pop() + name.removeprefix(head) if len(known) == 1 else name


def unmarked(words: Sequence[str]) -> list[str]:
    """Words without footnote marks, an editor's square brackets, and brackets that lack their other half."""
    if ''.join(words).isalnum():
        return list(words)
    brackets = [w for w in words if w in '()[]']
    odd = len(brackets) % 2 == 1 or (bool(brackets) and brackets[0] in ')]')
    return [w for w in words if w not in ('*', '[', ']') and not (odd and w in '()[]')] or list(words)


@lru_cache(maxsize=1)
def descriptors() -> Mapping[str, frozenset[str]]:
    """The lists of descriptors.yaml."""
    return {key: frozenset(words.split()) for key, words in load('descriptors').items()}


@lru_cache(maxsize=1)
def common_nouns() -> frozenset[str]:
    """Nouns that say what a body is and not which, even with a capital («Совет», «Университет»)."""
    return frozenset().union(*descriptors().values())


def lowers(parse: Parse, span: Span) -> bool:
    """Whether the capital of a name's first word is only the sentence's."""
    tokens, first = parse.tokens, span.first
    if span.type == 'PER' or span.last == first + 1 or parse.sentences[tokens.sentence[first]].first != first:
        return False
    text = tokens.text[first]
    if not text.istitle() or (first and tokens.text[first - 1] == ';'):  # behind a semicolon nothing else has a capital
        return False
    lemma = tokens.lemma[first].lower()
    if lemma in descriptors()['always']:
        return True
    return (
        tail_of(tokens, first + 1, span.last) in ('quote', 'latin')
        and lemma not in descriptors()['never']
        and has_kind(text, 'noun')
        and tokens.pos[first] == 'NOUN'
    )


def joined(parse: Parse, span: Span, words: Sequence[str]) -> str:
    """Words with single spaces where the text has any space between them."""
    tokens = parse.tokens
    return ''.join(
        word + (' ' if i + 1 < span.last and tokens.stop[i] < tokens.start[i + 1] else '')
        for i, word in enumerate(words, span.first)
    )

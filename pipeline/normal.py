"""The normal form of a name: case goes, number and the author's letters stay.

A name is read in each case and gender that one of its words allows. Every word that agrees then has a few readings
(`options`), from the dictionary or by declension class; a log-linear model weighs them together with what the tagger
saw, with the preposition and the governor, and with the other forms of the same name in the document. The weights are
in models/normal.json; pipeline/train/normal.py learns them.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import yaml

from pipeline.agree import agreeing
from pipeline.declension import declined
from pipeline.model import Parse, Span, features
from pipeline.morph import readings, singulars

WORD = re.compile(r"[А-ЯЁа-яёA-Za-z]+(?:[-–'’][А-ЯЁа-яёA-Za-z]+)*$")
CYRILLIC = re.compile('[а-яё]+$')
ORDINAL = re.compile(r'\d+-[а-яё]{1,3}$')
ORDINALS = {  # the ending of an ordinal in figures → case, slot, ending of the nominative
    'й': (('Nom', 'm', 'й'), ('Acc', 'm', 'й'), *((c, 'f', 'я') for c in ('Gen', 'Dat', 'Ins', 'Loc'))),
    'го': (('Gen', 'm', 'й'), ('Acc', 'm', 'й'), ('Gen', 'n', 'е')),
    'му': (('Dat', 'm', 'й'), ('Dat', 'n', 'е')),
    'м': (('Ins', 'm', 'й'), ('Loc', 'm', 'й'), ('Ins', 'n', 'е'), ('Loc', 'n', 'е'), ('Dat', 'p', 'е')),
    'я': (('Nom', 'f', 'я'),),
    'ю': (('Acc', 'f', 'я'),),
    'е': (('Nom', 'n', 'е'), ('Acc', 'n', 'е'), ('Nom', 'p', 'е'), ('Acc', 'p', 'е')),
    'х': (('Gen', 'p', 'е'), ('Loc', 'p', 'е')),
    'ми': (('Ins', 'p', 'е'),),
}
ORDINALS |= {
    'ый': ORDINALS['й'],
    'ой': ORDINALS['й'],
    'ая': ORDINALS['я'],
    'ую': ORDINALS['ю'],
    'ом': ORDINALS['м'],
    'ые': ORDINALS['е'],
    'ых': ORDINALS['х'],
    'ым': ORDINALS['м'],
    'ий': ORDINALS['й'],
    'им': ORDINALS['м'],
}
ABBREVIATION = re.compile(r'([А-ЯЁA-Z]{2,}|[A-Z][A-Za-z]*)[-\'’]?(а|у|ом|ем|е|ы|и|ов|ам|ами|ах)$')
ABBREVIATION_CASES = {'а': ('Gen', 'm'), 'у': ('Dat', 'm'), 'ом': ('Ins', 'm'), 'ем': ('Ins', 'm'), 'е': ('Loc', 'm')}
PARTICLES = frozenset(
    'аль эль ас ад аз аш ан ар ат бен бин ибн бинт фон ван вон де да ди дю дер ден дос ду ла ле оглы оглу кызы '
    'гызы угли угл кизи заде и'.split()
)
LINKS = frozenset('на ле де дель сюр под над о ан эль аль ам ла дю да и'.split())
READINGS = 12  # of the dictionary, for one word: more are noise of its guesses
KEPT = 4  # candidates of a name that evidence may choose among


class Option(NamedTuple):
    """A word's nominative, the case and slot (see morph.Reading) it is read in, and the features of that reading;
    `singular` if it is the singular of a plural («компаниям Apple и Google» → «компания Apple»)."""

    text: str
    case: str
    slot: str
    features: tuple[tuple[str, float], ...]
    singular: bool = False


class Candidate(NamedTuple):
    """A whole name's nominative: the words' nominatives in order, the case and slot it stood in, the score."""

    words: tuple[str, ...]
    case: str
    slot: str
    score: float


class Context(NamedTuple):
    """What stands around a name: the type of the name, the preposition before it, the relation to its governor."""

    type: str
    preposition: str
    relation: str


class Word(NamedTuple):
    """A word of a name: its text, what the tagger saw, whether it agrees with the head, and what follows it in the
    name: a quotation mark, a Latin, capitalised or other word, nothing."""

    text: str
    pos: str
    case: str
    slot: str
    agrees: bool
    tail: str = ''


@lru_cache(maxsize=1)
def given_names() -> Mapping[str, str]:
    """Given names beyond the dictionary, folded, to m, f or x (female, indeclinable)."""
    lists = yaml.load(
        (Path(__file__).parent / 'lexicons/given_names.yaml').read_text(encoding='utf-8'), yaml.CSafeLoader
    )
    return {
        fold(name): slot
        for key, slot in (('male', 'm'), ('female', 'f'), ('female-fixed', 'x'))
        for name in lists[key].split()
    }


@lru_cache(maxsize=1)
def adjectival_surnames() -> frozenset[str]:
    """Women's surnames in -ая, folded, whose forms are also those of a surname in -а."""
    lists = yaml.load(
        (Path(__file__).parent / 'lexicons/given_names.yaml').read_text(encoding='utf-8'), yaml.CSafeLoader
    )
    return frozenset(fold(name) for name in lists['adjectival'].split())


@lru_cache(maxsize=1)
def weights() -> Mapping[str, float]:
    """The weights of the features."""
    loaded: dict[str, float] = json.loads((Path(__file__).parent / 'models/normal.json').read_text(encoding='utf-8'))
    return loaded


# ------------------------------------------------------------------------------------------------- words, one by one


def fold(word: str) -> str:
    """A word in lower case with е for ё, to compare by."""
    return word.lower().replace('ё', 'е')


def restored(text: str, nominative: str, form: str) -> str:
    """The nominative in the author's letters: what inflection leaves alone is taken from the text.

    `form` is the dictionary's spelling of the text. ё for е comes in only where inflection brings it (Петра → Пётр).

    >>> restored('ФЕДОРОВА', 'фёдоров', 'фёдорова'), restored('Петра', 'пётр', 'петра')
    ('ФЕДОРОВ', 'Пётр')
    """
    if '-' in text and text.count('-') == nominative.count('-') == form.count('-'):
        return '-'.join(
            restored(t, n, f) for t, n, f in zip(text.split('-'), nominative.split('-'), form.split('-'), strict=True)
        )
    same = 0
    for a, b in zip(fold(text), fold(nominative), strict=False):
        if a != b:
            break
        same += 1
    kept = (
        ''.join(
            'ё' if n == 'ё' and t == f == 'е' else t for t, n, f in zip(text[:same], nominative, form, strict=False)
        )
        if 'ё' in nominative[:same] and len(form) >= same
        else text[:same]
    )
    rest = nominative[same:]
    return kept + (rest.upper() if len(text) > 1 and text.isupper() else rest)


@lru_cache(maxsize=100_000)
def options(text: str, type: str, place: str) -> tuple[Option, ...]:
    """What a word may be the form of; `place` is first, middle, last or only, its place in the name."""
    lower = text.lower()
    found = [Option(text, '', '', tuple((f, 1.0) for f in fixed_features(text, type, place)))]
    if ORDINAL.match(text):
        number, _, ending = lower.partition('-')
        return (
            *found,
            *(
                Option(f'{number}-{nominative}', case, slot, (('ordinal', 1.0),))
                for case, slot, nominative in ORDINALS.get(ending[-2:] if len(ending) > 2 else ending, ())
            ),
        )
    if not WORD.match(text) or len(text) < 2 or lower in PARTICLES:
        return tuple(found)
    if '-' in text:
        found += hyphenated(text, type, place)
    elif CYRILLIC.match(lower):
        found += simple(text, type, place)
    mixed = ABBREVIATION.match(text)
    if mixed and mixed[2] in ABBREVIATION_CASES and mixed[1].isupper() and not text.isupper():
        case, slot = ABBREVIATION_CASES[mixed[2]]
        found.append(Option(mixed[1], case, slot, (('cut', 1.0),)))
    return tuple(found)


def fixed_features(text: str, type: str, place: str) -> Iterator[str]:
    """Features of a word that is the same in all cases."""
    lower = text.lower()
    yield 'fixed'
    if fold(text) in given_names():
        yield f'fixed given name {given_names()[fold(text)]}'
    yield f'fixed {type} {place}'
    if not CYRILLIC.match(lower[-1]):
        yield 'fixed foreign'
        return
    yield f'fixed -{lower[-1]} {type}'
    yield f'fixed -{lower[-2:]}'
    if len(text) > 2:
        yield f'fixed -{lower[-3:]}'
    if text.isupper():
        yield f'fixed upper {min(len(text), 6)}'
    if text[0].islower():
        yield 'fixed lower'
    if len(text) <= 4:
        yield f'fixed short {len(text)} {place}'


def simple(text: str, type: str, place: str) -> Iterator[Option]:
    """Readings of a word without a hyphen."""
    lower = text.lower()
    upper = text.isupper() and len(text) > 1
    classes = {(fold(n), c, s): name for n, c, s, name in declined(lower)}
    seen = set()
    known = False
    for r in readings(lower)[:READINGS]:
        if r.nominative + 'я' in adjectival_surnames():
            continue
        known = known or r.known
        cls = classes.get((fold(r.nominative), r.case, r.slot), '') or classes.get(
            (fold(r.nominative), r.case, 'mf'), ''
        )
        seen.add((fold(r.nominative), r.case, r.slot))
        listed = [
            (f'{r.kind} {type}', 1.0),
            (f'{r.kind} {type} {r.slot} {place}', 1.0),
            (f'{r.kind} {type} {place}', 1.0),
            ('score', math.log(r.score + 0.01)),
            ('known' if r.known else 'guessed', 1.0),
        ]
        if not r.case:
            listed.append((f'indeclinable {r.kind}', 1.0))
        if r.kind == 'abbreviation' or upper:
            listed.append((f'upper {min(len(text), 6)} {"same" if fold(r.nominative) == fold(text) else "cut"}', 1.0))
        if not r.known:
            listed += guess_features(lower, cls, r.case, r.slot, type)
        listed += given_features(r.nominative, r.slot)
        yield Option(restored(text, r.nominative, r.word), r.case, r.slot, tuple(listed))
        if type != 'PER' and r.slot == 'p' and r.known and r.kind in ('noun', 'adjective'):
            for nominative, slot in singulars(lower, r):
                yield Option(restored(text, nominative, r.word), r.case, slot, tuple(listed), singular=True)
    for (nominative, case, slot), name in classes.items():
        if (nominative, case, slot) in seen or (
            slot == 'mf' and {(nominative, case, 'm'), (nominative, case, 'f')} <= seen
        ):
            continue
        listed = [
            ('class', 1.0),
            (f'class {"known" if known else "unknown"} {type}', 1.0),
            *guess_features(lower, name, case, slot, type),
        ]
        listed += given_features(nominative, slot)
        if upper:
            listed.append((f'upper {min(len(text), 6)} {"same" if nominative == fold(text) else "cut"}', 1.0))
        yield Option(restored(text, nominative, lower), case, slot, tuple(listed))


def given_features(nominative: str, slot: str) -> list[tuple[str, float]]:
    """Features of a nominative that is a given name of the lexicon."""
    gender = given_names().get(fold(nominative))
    return (
        [] if gender is None else [('given name' if slot in (gender, 'mf') else 'given name of the other gender', 1.0)]
    )


def guess_features(word: str, name: str, case: str, slot: str, type: str) -> list[tuple[str, float]]:
    """Features of a reading that no dictionary backs."""
    return [
        (f'by {name} {type}', 1.0),
        (f'by {name} {case} {slot}', 1.0),
        (f'by {name} -{word[-3:]}', 1.0),
        (f'by {name} {case} -{word[-4:]}', 1.0),
    ]


def hyphenated(text: str, type: str, place: str) -> Iterator[Option]:
    """Readings of a word with hyphens: as a whole if the dictionary has it, else the last part declines, and with it
    those before that can; in «Ростов-на-Дону» the first does."""
    lower = text.lower()
    whole = [r for r in readings(lower) if r.known] if CYRILLIC.match(lower.replace('-', '')) else []
    for r in whole:
        yield Option(
            restored(text, r.nominative, r.word),
            r.case,
            r.slot,
            (
                ('known', 1.0),
                (f'{r.kind} {type}', 1.0),
                (f'{r.kind} {type} {place}', 1.0),
                ('score', math.log(r.score + 0.01)),
            ),
        )
    if whole:
        return
    parts = text.split('-')
    if len(parts) >= 3 and parts[1].lower() in LINKS:
        for o in options(parts[0], type, place)[1:]:
            yield Option('-'.join([o.text, *parts[1:]]), o.case, o.slot, (*o.features, ('linked', 1.0)))
        return
    *before, last = parts
    for o in options(last, type, place):
        if not o.case and len(last) > 1:
            continue
        yield Option('-'.join([*before, o.text]), o.case, o.slot, (*o.features, ('hyphen', 1.0)))
        if len(before) == 1:
            for e in options(before[0], type, place)[1:]:
                if (
                    e.case == o.case
                    and (e.slot == o.slot or 'mf' in (e.slot, o.slot))
                    and e.text != before[0]
                    and any(f == 'known' or f.startswith('by ov') for f, _ in e.features)
                ):
                    yield Option(f'{e.text}-{o.text}', o.case, o.slot, (*o.features, ('hyphen both', 1.0)))
                    break


# ----------------------------------------------------------------------------------------------- names, word by word


def agreement(word: Word, option: Option, case: str, slot: str) -> tuple[str, ...]:
    """Features of what the tagger saw in a word, given that the name stands in this case and slot."""
    if not option.case:
        return (f'tag {word.case}>fixed', f'tag {word.case}>{case} fixed', f'fixed {slot}')
    if option.singular:
        return (f'tag {word.case}>{case}', f'singular {word.slot} {word.tail}')
    return (f'tag {word.case}>{case}', f'slot {word.slot}>{slot}', f'part {word.pos} {slot}')


def several(words: Sequence[Word]) -> bool:
    """Whether a plural may stand for one of several: «компаниям Apple и Google», «в Лужском и Тулунском районах»."""
    return any(w.agrees and w.slot == 'p' for w in words) and any(
        w.agrees and (w.tail in ('quote', 'latin', 'capital') or w.slot in ('m', 'f', 'n')) for w in words
    )


def fits(option: Option, case: str, slot: str) -> bool:
    if not option.case:
        return not option.slot or option.slot == slot or (option.slot == 'mf' and slot in 'mf')
    return option.case == case and (option.slot == slot or (option.slot == 'mf' and slot in 'mf'))


def frames(choices: Sequence[Sequence[Option]]) -> list[tuple[str, str]]:
    """The cases and slots in which a name with these words may stand."""
    found = dict.fromkeys(
        (o.case, s) for word in choices for o in word if o.case for s in (o.slot if o.slot == 'mf' else (o.slot,))
    )
    return [*found, ('', '')]


def frame_features(context: Context, case: str, slot: str, words: int) -> tuple[str, ...]:
    """Features of a name's case and slot in its place in the sentence."""
    size = min(words, 3)
    return (
        f'case {case}',
        f'slot {slot} {context.type} {size}',
        f'preposition {context.preposition}>{case}',
        f'relation {context.relation}>{case}',
    )


def place_in(index: int, size: int) -> str:
    return 'only' if size == 1 else 'first' if index == 0 else 'last' if index == size - 1 else 'middle'


@lru_cache(maxsize=50_000)
def scored(text: str, type: str, place: str) -> tuple[tuple[Option, float], ...]:
    """A word's options with the weight of what is known without its sentence."""
    w = weights()
    return tuple((o, sum(w.get(f, 0.0) * v for f, v in o.features)) for o in options(text, type, place))


@lru_cache(maxsize=50_000)
def candidates(words: tuple[Word, ...], context: Context) -> tuple[Candidate, ...]:
    """The likeliest nominatives of a name, the best first, each different in its words."""
    w = weights()
    declining = [i for i, word in enumerate(words) if word.agrees]
    choices = [scored(words[i].text, context.type, place_in(n, len(declining))) for n, i in enumerate(declining)]
    if not several(words):
        choices = [tuple((o, score) for o, score in c if not o.singular) for c in choices]
    best: dict[tuple[str, ...], Candidate] = {}
    for case, slot in frames([[o for o, _ in c] for c in choices]):
        total = sum(w.get(f, 0.0) for f in frame_features(context, case, slot, len(declining)))
        chosen = [word.text for word in words]
        for i, choice in zip(declining, choices, strict=True):
            top = None
            for option, static in choice:
                if fits(option, case, slot):
                    score = static + sum(w.get(f, 0.0) for f in agreement(words[i], option, case, slot))
                    if top is None or score > top[0]:
                        top = (score, option.text)
            if top is None:
                break
            total += top[0]
            chosen[i] = top[1]
        else:
            key = tuple(chosen)
            if key not in best or best[key].score < total:
                best[key] = Candidate(key, case, slot, total)
    return tuple(sorted(best.values(), key=lambda c: -c.score)[:KEPT])


# ------------------------------------------------------------------------------------------------- names in a document


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a document tells of the forms of its names, all folded: which forms a nominative explains, which forms the
    tagger saw in the nominative, and the last words of whole names already read, with their gender."""

    forms: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    nominatives: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)


def evidence_features(
    evidence: Evidence, words: Sequence[Word], candidate: Sequence[str]
) -> Iterator[tuple[str, float]]:
    """Features of a candidate in the light of the whole document."""
    size = sum(w.agrees for w in words)
    for word, nominative in zip(words, candidate, strict=True):
        if not word.agrees or len(word.text) < 3:
            continue
        form, key = fold(word.text), fold(nominative)
        others = len(evidence.forms.get(key, set()) - {form})
        if others:
            yield 'forms', math.log1p(others)
        if evidence.nominatives[key] > (form == key and word.case == 'Nom'):
            yield 'nominative seen', 1.0
        if evidence.read[key] and size == 1:
            yield 'read', 1.0


def words_of(parse: Parse, span: Span) -> tuple[Word, ...]:
    """The words of a name with what the tagger saw."""
    tokens = parse.tokens
    group = agreeing(tokens, span)
    out = []
    for i in range(span.first, span.last):
        feats = features(tokens.feats[i])
        slot = 'p' if feats.get('Number') == 'Plur' else feats.get('Gender', '-')[0].lower()
        tail = tail_of(tokens.text[i + 1]) if slot == 'p' and i + 1 < span.last else ''
        out.append(Word(tokens.text[i], tokens.pos[i], feats.get('Case', ''), slot, i in group, tail))
    return tuple(out)


def tail_of(text: str) -> str:
    """The kind of the word after a plural: a name of its own makes the plural a descriptor of several."""
    if text in '«„“"':
        return 'quote'
    return 'latin' if text[0] < '\u0250' and text[0].isalpha() else 'capital' if text[0].isupper() else 'other'


def context_of(parse: Parse, span: Span) -> Context:
    """What stands around a name."""
    tokens = parse.tokens
    preposition = ''
    for i in range(span.first - 1, max(span.first - 3, -1), -1):
        if tokens.pos[i] == 'ADP':
            preposition = tokens.text[i].lower()
        if tokens.pos[i] not in ('ADJ', 'DET', 'PUNCT'):
            break
    outer = [i for i in range(span.first, span.last) if not span.first <= tokens.head[i] < span.last]
    relation = tokens.relation[outer[0]] if outer else ''
    return Context(span.type, preposition, relation)


def gathered(names: Sequence[tuple[tuple[Word, ...], Context]]) -> Evidence:
    """The evidence of all names of a document."""
    evidence = Evidence()
    distinct: set[tuple[str, str]] = set()
    for words, context in names:
        for word in words:
            if word.agrees and len(word.text) > 2:
                distinct.add((word.text, context.type))
                if word.case == 'Nom':
                    evidence.nominatives[fold(word.text)] += 1
    for text, type in distinct:
        found = options(text, type, 'last')
        known = any(f == 'known' for o in found for f, _ in o.features)
        for option in found:
            if option.case and (not known or any(f == 'known' for f, _ in option.features)):
                evidence.forms[fold(option.text)].add(fold(text))
    return evidence


SURE = 2.0  # the lead of a whole name's best candidate that makes it evidence for its last word alone


def normal_words(parse: Parse, spans: Sequence[Span]) -> list[tuple[tuple[Word, ...], Candidate]]:
    """The words of each name and their nominatives."""
    w = weights()
    names = [(words_of(parse, s), context_of(parse, s)) for s in spans]
    evidence = gathered(names)
    found: list[Candidate | None] = [None] * len(names)
    for alone in (False, True):
        for i, (words, context) in enumerate(names):
            if (sum(x.agrees for x in words) == 1) != alone and not (alone and found[i] is None):
                continue
            ranked = sorted(
                (
                    Candidate(
                        c.words,
                        c.case,
                        c.slot,
                        c.score + sum(w.get(f, 0.0) * v for f, v in evidence_features(evidence, words, c.words)),
                    )
                    for c in candidates(words, context)
                ),
                key=lambda c: -c.score,
            )
            found[i] = ranked[0]
            if not alone and context.type == 'PER' and (len(ranked) == 1 or ranked[0].score - ranked[1].score > SURE):
                evidence.read[fold(ranked[0].words[-1])] += 1
    return [(words, c) for (words, _), c in zip(names, found, strict=True) if c]


class Normal(NamedTuple):
    """The normal form of a name, its words, and the slot (see morph.Reading) the name was read in."""

    name: str
    words: tuple[str, ...]
    slot: str


def normal_names(parse: Parse, spans: Sequence[Span]) -> list[Normal]:
    """The normal form of each span."""
    writes_yo = 'ё' in parse.document.text
    found = []
    for span, (given, candidate) in zip(spans, normal_words(parse, spans), strict=True):
        words = [
            n if writes_yo or 'ё' in w.text else n.replace('ё', 'е')
            for w, n in zip(given, candidate.words, strict=True)
        ]
        if lowers(parse, span):
            words[0] = words[0].lower()
        kept = tuple(unmarked(words))
        found.append(Normal(joined(parse, span, [w if w in kept else '' for w in words]), kept, candidate.slot))
    return found


def normal_form(parse: Parse, span: Span) -> str:
    """The nominative of any noun phrase, by itself: «заместителем министра» → «заместитель министра»."""
    return normal_names(parse, [Span(span.first, span.last, 'ORG') if span.type == 'ROLE' else span])[0].name


def unmarked(words: Sequence[str]) -> list[str]:
    """Words without footnote marks and without brackets that lack their other half."""
    brackets = [w for w in words if w in '()[]']
    odd = len(brackets) % 2 == 1 or (bool(brackets) and brackets[0] in ')]')
    return [w for w in words if w != '*' and not (odd and w in '()[]')] or list(words)


@lru_cache(maxsize=1)
def descriptors() -> Mapping[str, frozenset[str]]:
    lists = yaml.load(
        (Path(__file__).parent / 'lexicons/descriptors.yaml').read_text(encoding='utf-8'), yaml.CSafeLoader
    )
    return {key: frozenset(words.split()) for key, words in lists.items()}


def lowers(parse: Parse, span: Span) -> bool:
    """Whether the capital of a name's first word is only the sentence's."""
    tokens, first = parse.tokens, span.first
    if span.type == 'PER' or span.last - first < 2 or parse.sentences[tokens.sentence[first]].first != first:
        return False
    text = tokens.text[first]
    if not text.istitle():
        return False
    lemma = tokens.lemma[first].lower()
    if lemma in descriptors()['always']:
        return True
    return (
        tail_of(tokens.text[first + 1]) in ('quote', 'latin')
        and lemma not in descriptors()['never']
        and any(r.known and r.kind == 'noun' for r in readings(text.lower()))
        and tokens.pos[first] == 'NOUN'
    )


def joined(parse: Parse, span: Span, words: Sequence[str]) -> str:
    """Words with single spaces where the text has any space between them."""
    tokens = parse.tokens
    return ''.join(
        word + (' ' if i + 1 < span.last and tokens.stop[i] < tokens.start[i + 1] else '')
        for i, word in enumerate(words, span.first)
    )

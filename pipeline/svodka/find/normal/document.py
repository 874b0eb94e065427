"""The names of a document in their normal forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from svodka.find.normal.agree import agreeing
from svodka.find.normal.choose import BESIDE, Candidate, Context, Word, candidates, weights
from svodka.find.normal.evidence import Evidence, evidence_features, gathered, gazetteer_features, telling
from svodka.language.compare import LEGAL_FORMS, fold
from svodka.language.morph import known_readings
from svodka.language.organisation_names import descriptors as organisation_descriptors
from svodka.language.person_names import DAUGHTER, SON
from svodka.lexicons import load
from svodka.limits import checked
from svodka.model import Parse, Span, Tokens, features

TOLD = 6.0  # what a noun before a name, or a colon behind it, tells of it, against the model's weights
LONGEST_CHAIN = 3  # nouns from a name up to the title that is the subject: «инженер завода Л. Рогова подписала»
LONGEST_TITLE = 10  # tokens between «сотрудница» and the name of hers
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


def told(parse: Parse, span: Span) -> tuple[str, str]:
    """The case and slot of a name, each empty if unknown, that the words around it tell for certain.

    «сотрудница Института археологии Анна Седова» is a woman in the nominative, a speaker's label («А. Седова: …») is in
    the nominative, «матери Седова» has a man's name in the genitive, «власти Перу» are several.
    """
    if span.type != 'PER':
        return '', 'p' if parse.tokens.text[span.first].lower() == 'власти' else ''
    tokens, first = parse.tokens, parse.sentences[parse.tokens.sentence[span.first]].first
    if span.last - span.first == 1 and possesses(tokens, span.first):
        return 'Gen', 'm'
    particle = tokens.text[span.last - 1].lower().rpartition('-')[2]
    inner = tokens.text[span.last - 2].lower() if span.last - span.first > 2 else ''
    if particle in DAUGHTER or inner in DAUGHTER:
        return '', 'f'
    if particle in SON or inner in SON:
        return '', 'm'
    if slot := subject_slot(tokens, span):
        return 'Nom', slot
    if span.first == first and span.last < len(tokens) and tokens.text[span.last] == ':':
        return 'Nom', ''
    for i in range(span.first - 1, max(span.first - LONGEST_TITLE, first) - 1, -1):
        feats = features(tokens.feats[i])
        if tokens.pos[i] == 'NOUN' and feats.get('Animacy') == 'Anim':
            beside = i < span.first - 1 or tokens.relation[span.first] == 'appos'  # no «жена Ивана Седова»
            return ('Nom', 'f') if beside and feats.get('Case') == 'Nom' and feats.get('Gender') == 'Fem' else ('', '')
        if tokens.pos[i] not in ('NOUN', 'PROPN', 'ADJ', 'ADP') or feats.get('Case', 'Gen') == 'Nom':
            break
    return '', ''


def titled(tokens: Tokens, span: Span) -> bool:
    """Whether a name in marks stands behind what it is the name of, where it is in the nominative: «директор АО
    «Нурвода»», but «директор «Нурводы»»; behind a noun in a case many decline it («группы «Нурводы»»)."""
    at = span.first - 2
    known = known_readings(tokens.text[span.first].lower())
    if known and not any(r.case in ('Nom', '') for r in known):  # «холдинг «Газпрома»»: whose holding
        return False
    if at < 0 or tokens.text[at + 1] not in '«„“"' or tokens.sentence[at] != tokens.sentence[span.first]:
        return False
    before = tokens.text[at].lower()
    return before in LEGAL_FORMS or ('Case=Nom' in tokens.feats[at] and tokens.lemma[at].lower() in kinds())


@lru_cache(maxsize=1)
def kinds() -> frozenset[str]:
    """Nouns that say what a name in marks behind them is the name of, no parts of a body («служба «Вестника»»)."""
    return organisation_descriptors() | frozenset(load('heads')['namesakes'].split())


def subject_slot(tokens: Tokens, span: Span) -> str:
    """The gender of a name that a verb in the past agrees with: «подписала Л. Рогова»; '' where none does.

    A name in apposition to the subject is meant, too: «врач Рогова подписала», whatever the gender of «врач».
    """
    at = next((i for i in range(span.first, span.last) if not span.first <= tokens.head[i] < span.last), -1)
    if at < 0 or features(tokens.feats[at]).get('Case', 'Nom') != 'Nom':
        return ''
    own = tokens.relation[at]
    for _ in range(LONGEST_CHAIN):
        if tokens.relation[at] not in ('appos', 'flat', 'flat:name', 'nmod') or not 0 <= tokens.head[at] < span.first:
            break
        at = tokens.head[at]
    if at < span.first and 'Animacy=Anim' not in tokens.feats[at]:
        return ''
    if at < span.first and own == 'nmod' and 'Gender=Masc' not in tokens.feats[at]:  # «жена Мороза сказала»
        return ''
    if tokens.relation[at] != 'nsubj' or tokens.head[at] < 0:
        return ''
    verb = tokens.head[at]
    told = features(tokens.feats[verb])
    if tokens.pos[verb] != 'VERB' or told.get('Number') != 'Sing' or told.get('Tense') != 'Past':
        return ''
    # The form decides, for the tagger's gender is a guess.
    form = tokens.text[verb].lower().removesuffix('сь').removesuffix('ся')
    return 'f' if form.endswith('ла') else 'm' if form.endswith('л') else ''


def possesses(tokens: Tokens, i: int) -> bool:
    """Whether a name in the genitive stands behind somebody in an oblique case: «матери Седова» is no Седова's."""
    if not i or tokens.head[i] != i - 1 or tokens.pos[i - 1] != 'NOUN' or not tokens.text[i].endswith('а'):
        return False
    whose, own = features(tokens.feats[i - 1]), features(tokens.feats[i])
    oblique = whose.get('Animacy') == 'Anim' and whose.get('Case', 'Nom') != 'Nom'
    followed = i + 1 < len(tokens) and tokens.pos[i + 1] == 'VERB'  # «во время номера Седова ушла»
    return oblique and own.get('Case') == 'Gen' and own.get('Number') == 'Sing' and not followed


def ranked(
    words: tuple[Word, ...], context: Context, evidence: Evidence, told: tuple[str, str] = ('', '')
) -> list[Candidate]:
    """The candidates of a name in the light of its document and of what is told of it, the best first."""
    w = weights()
    found = candidates(words, context)
    if len(found) == 1:
        return list(found)
    words_told, alone = telling(words), sum([word.agrees for word in words]) == 1
    rescored = []
    for name, keys, case, slot, own in found:
        features = gazetteer_features(context.type, name) + evidence_features(evidence, words_told, alone, keys)
        more = sum([w.get(f, 0.0) * v for f, v in features])
        against = (told[0] != case and '' not in (told[0], case)) + (told[1] != slot and '' not in (told[1], slot))
        rescored.append(Candidate(name, keys, case, slot, own + more - TOLD * against))
    return sorted(rescored, key=lambda candidate: -candidate.score)


def nominatives(parse: Parse, spans: Sequence[Span]) -> list[tuple[tuple[Word, ...], Candidate]]:
    """The words of each name and what they are in the nominative; full names are read before the last names alone."""
    names = [(words_of(parse, s), context_of(parse, s)) for s in spans]
    evidence = gathered(names)
    alone = [sum(word.agrees for word in words) == 1 for words, _ in names]
    chosen: dict[int, Candidate] = {}
    for i in checked(sorted(range(len(names)), key=alone.__getitem__)):
        words, context = names[i]
        if context.type == 'ORG' and titled(parse.tokens, spans[i]):
            written = tuple(word.text for word in words)
            chosen[i] = Candidate(written, tuple(map(fold, written)), 'Nom', '', 0.0)
            continue
        found = ranked(words, context, evidence, told(parse, spans[i]))
        chosen[i] = found[0]
        if context.type == 'PER' and not alone[i] and (len(found) == 1 or found[0].score - found[1].score > SURE):
            evidence.read[found[0].keys[-1]] += 1
    return [(words, chosen[i]) for i, (words, _) in enumerate(names)]


class Normal(NamedTuple):
    """The normal form of a name, its words, and the slot (see morph.Reading) the name was read in."""

    name: str
    words: tuple[str, ...]
    slot: str


def normal_names(parse: Parse, spans: Sequence[Span]) -> list[Normal]:
    """The normal form of each span."""
    writes_yo = 'ё' in parse.document.text
    found = []
    for span, (given, candidate) in zip(spans, nominatives(parse, spans), strict=True):
        pairs = zip(given, candidate.words, strict=True)
        words = [n if writes_yo or 'ё' in w.text else n.replace('ё', 'е') for w, n in pairs]
        if lowers(parse, span):
            words[0] = words[0].lower()
        kept = tuple(unmarked(words))
        found.append(Normal(joined(parse, span, [w if w in kept else '' for w in words]), kept, candidate.slot))
    return found


def normal_form(parse: Parse, span: Span) -> str:
    """The nominative of any noun phrase, by itself: «заместителем министра» → «заместитель министра»."""
    return normal_names(parse, [Span(span.first, span.last, 'ORG') if span.type == 'ROLE' else span])[0].name


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
    if span.type == 'PER' or span.last - first < 2 or parse.sentences[tokens.sentence[first]].first != first:
        return False
    text = tokens.text[first]
    if not text.istitle():
        return False
    lemma = tokens.lemma[first].lower()
    if lemma in descriptors()['always']:
        return True
    return (
        tail_of(tokens, first + 1, span.last) in ('quote', 'latin')
        and lemma not in descriptors()['never']
        and any(r.kind == 'noun' for r in known_readings(text.lower()))
        and tokens.pos[first] == 'NOUN'
    )


def joined(parse: Parse, span: Span, words: Sequence[str]) -> str:
    """Words with single spaces where the text has any space between them."""
    tokens = parse.tokens
    return ''.join(
        word + (' ' if i + 1 < span.last and tokens.stop[i] < tokens.start[i + 1] else '')
        for i, word in enumerate(words, span.first)
    )

"""Where a text has a reporting cue: a verb, a state, a verb with its noun, a preposition with its noun."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from svodka.find.quotations.impersonal import is_impersonal
from svodka.find.quotations.lexicon import Cue, cues, nouns, words
from svodka.find.quotations.view import NOMINAL, View
from svodka.lexicons import fold

THEIRS = words('theirs')
WHOSE = words('whose')
OWNER = 8  # tokens from a source phrase to whose it is, at most
BETWEEN = 4  # tokens from a preposition to its noun («по его последним словам»), at most
COMPANION = 6  # tokens from a verb to the noun that makes it a cue («обратил особое внимание»), at most
FRONTED = 12  # tokens of a document and its owner in front of a verb, at most
DOCUMENT = '…'  # in a cue of the lexicon: any noun of a document
OUT_OF = 'из'  # what stands before it
UNREAL = words('unreal')
NEAR_TO = words('near_to')
BARE = Cue('согласно', frozenset(('source',)))


@dataclass(frozen=True, slots=True)
class CueAt:
    """A cue in the text: its verb or preposition at `token`, its last word at `last` (inclusive); `negated` says that
    the speaker denies what it leads to, `lemma` is its lemma with its «не»; `document` is the token of the noun that
    tells («следует из доклада», «из доклада следует»)."""

    token: int
    last: int
    cue: Cue
    kind: str  # verb, state, phrase, source
    with_not: bool = False
    document: int | None = None

    @property
    def lemma(self) -> str:
        return f'не {self.cue.cue}' if self.with_not else self.cue.cue

    @property
    def negated(self) -> bool:
        return self.cue.denies != self.with_not


def find_cues(view: View) -> dict[int, CueAt]:
    """The cues of a document by their token."""
    lexicon, triggers = cues(), cues().triggers
    found: dict[int, CueAt] = {}
    for i in [i for i, lemma in enumerate(view.lemma) if lemma in triggers]:
        lemma, pos = view.lemma[i], view.pos[i]
        if lemma in lexicon.sources and pos == 'ADP':
            at = source(view, i, lexicon.sources[lemma])
        elif pos == 'VERB' or (pos == 'AUX' and lemma in lexicon.verbs):
            at = verb(view, i)
        elif lemma in lexicon.states and 'Variant=Short' in view.feats[i]:
            state, negated = lexicon.states[lemma], is_negated(view, i)
            at = CueAt(i, i, state, 'state', negated) if state.negatable or not negated else None
        else:
            at = None
        if at is not None:
            found[i] = at
    return found


def verb(view: View, i: int) -> CueAt | None:
    lexicon, lemma = cues(), view.lemma[i]
    if not is_said(view, i):
        return None
    for rest, cue in lexicon.phrases.get(lemma, {}).items():
        last = companions(view, i, rest)
        document = last if last is not None and rest[-1] == DOCUMENT else None
        if last is None and rest[-1] == DOCUMENT:
            last, document = i, document_before(view, i)
        if last is not None and (last > i or document is not None):
            if document is not None:
                cue = replace(cue, cue=cue.cue.replace(DOCUMENT, fold(view.text[document])))
            return None if is_negated(view, i) else CueAt(i, last, cue, 'phrase', document=document)
    found = lexicon.verbs.get(lemma)
    if found is None or (is_negated(view, i) and not found.negatable):
        return None
    if lemma == 'скрывать' and not is_negated(view, i):
        return None
    return CueAt(i, i, found, 'verb', is_negated(view, i))


def companions(view: View, i: int, rest: tuple[str, ...]) -> int | None:
    """The token of the last companion, where they stand in order behind the verb."""
    end, at = min(view.bounds(i)[1], i + 1 + COMPANION), i
    for word in rest:
        at = next((j for j in range(at + 1, end) if is_companion(view, j, word)), -1)
        if at < 0:
            return None
    return at


def is_companion(view: View, token: int, word: str) -> bool:
    if word == DOCUMENT:
        attributes = ('ADJ', 'DET', 'NUM', 'PRON')
        lead = next((i for i in range(token - 1, -1, -1) if view.pos[i] not in attributes), 0)
        return view.lemma[token] in nouns().documents and view.pos[lead] == 'ADP' and view.lemma[lead] == OUT_OF
    return view.lemma[token] == word or fold(view.text[token]) == word


def document_before(view: View, verb: int) -> int | None:
    """The document that the clause of a verb begins with: «Из письма банка | следует, что …»."""
    first = max(view.bounds(verb)[0], verb - FRONTED)
    lead = next((i for i in range(verb - 1, first - 1, -1) if view.lemma[i] == OUT_OF), None)
    if lead is None or any(view.text[i] in ',:;' or view.is_finite(i) for i in range(lead, verb)):
        return None
    return next((i for i in range(lead + 1, verb) if is_companion(view, i, DOCUMENT)), None)


def is_said(view: View, i: int) -> bool:
    """Whether a verb tells that somebody said something: no «напомним», no wish, order, plan or denial."""
    feats = view.feats[i]
    if 'Person=1' in feats or 'Person=2' in feats or 'Mood=Imp' in feats or 'Mood=Cnd' in feats:
        return False
    if 'VerbForm=Inf' in feats:
        head = view.head[i]
        return (
            head >= 0
            and view.is_finite(head)
            and view.relation[i] in ('xcomp', 'ccomp', 'csubj', 'conj')
            and view.lemma[head] not in UNREAL
            and not is_negated(view, head)
            and 'Tense=Past' in view.feats[head]
        )
    return not ('VerbForm=Part' in feats and ('Voice=Pass' in feats or 'Variant=Short' in feats)) or is_impersonal(
        view, i
    )


def is_negated(view: View, i: int) -> bool:
    return i > 0 and view.lemma[i - 1] == 'не'


def source(view: View, i: int, table: Mapping[tuple[str, ...], Cue]) -> CueAt | None:
    """«по словам», «по его словам», «по последним данным», «согласно отчёту», «согласно Марку»."""
    end = min(view.bounds(i)[1], i + 1 + BETWEEN)
    for j in range(i + 1, end):
        word = fold(view.text[j])
        cue, last = table.get((word,)), j
        if cue is None and j + 1 < end:
            cue, last = table.get((word, fold(view.text[j + 1]))), j + 1
        if cue is not None:
            return CueAt(i, last, cue, 'source')
        if view.pos[j] not in ('ADJ', 'DET', 'PRON', 'NUM', 'PUNCT'):
            break
    if view.lemma[i] == 'согласно' and i + 1 < end:
        mention = view.mention(i + 1)
        if mention is not None and mention.first == i + 1 and mention.type in ('PER', 'ORG'):
            return CueAt(i, i, BARE, 'source')
    return None


def owner(view: View, at: CueAt) -> int | None:
    """Whose words a source phrase means: a possessive inside («по его словам») or the genitive behind it."""
    for i in range(at.token + 1, at.last):
        if view.lemma[i] in THEIRS and fold(view.text[i]) in WHOSE:
            return i
    end = view.bounds(at.token)[1]
    i = at.last + 1
    while i < min(end, at.last + OWNER):
        if [word.lower() for word in view.text[i : i + 4]] == ['и', '.', 'о', '.']:
            i += 4  # «по словам и. о. директора»
        elif view.lemma[i] in NEAR_TO and i + 2 < end and view.pos[i + 1] == 'ADP':
            i += 3  # «по словам знакомого с делом чиновника»
        elif may_own(view, i) or (i + 1 < end and view.lemma[i : i + 2] == ['один', 'из']):
            return i
        elif view.pos[i] in ('ADJ', 'DET', 'NUM', 'X') or view.text[i] in '«"“' or 'VerbForm=Part' in view.feats[i]:
            i += 1
        else:
            return None
    return None


def may_own(view: View, i: int) -> bool:
    """Whether a token is whose words they are: a noun in an oblique case, a name, «The New York Times»."""
    if view.pos[i] == 'X':
        return i in view.mention_at
    if view.pos[i] not in NOMINAL:
        return False
    return view.feature(i, 'Case') in ('Gen', '', 'Dat', 'Acc') or view.pos[i] == 'PROPN' or view.mention(i) is not None

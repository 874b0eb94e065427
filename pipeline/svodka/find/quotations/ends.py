"""Where a reported clause ends: at another frame, at a further «что», or where the author's own clause goes on."""

from __future__ import annotations

from dataclasses import dataclass

from svodka.find.quotations.clauses import Sentence, clause_after
from svodka.find.quotations.lexicon import cues, words
from svodka.find.quotations.view import DASHES, PAUSES, View
from svodka.language.agreement import GENDER, NUMBER, TENSE, agree

RIGHT_BEHIND = 3  # tokens up to a verb that goes on without a subject, at most
NEAR = 4  # tokens from a comma to the verb that goes on with the author's clause, at most
LEADING = 6  # tokens of a subject that goes on with the author's story, at most
AS_SUBJECT = (GENDER, NUMBER, TENSE)  # in which a verb of the past tells its subject
JOINING = words('joining')
SUBORDINATORS = words('subordinating')
FRONTED = words('fronted')
TAKING = words('taking_a_clause')


@dataclass(frozen=True, slots=True)
class Clause:
    """A reported clause whose end is looked for: it begins at token `first`, the sentence or its marks end at `end`,
    `cue` leads to it; `place` is where the cue itself stands: main, initial (a clause that goes before the author's),
    inner (between the author's subject and verb)."""

    here: Sentence
    first: int
    end: int
    cue: int
    place: str

    @property
    def view(self) -> View:
        return self.here.view


def clause_end(here: Sentence, first: int, cue: int) -> int:
    """Where the clause that begins at `first` and depends on `cue` ends."""
    view, end = here.view, here.tail(first)
    clause = Clause(here, first, end, cue, place_of(view, cue))
    i = first
    while i < end:
        text = view.text[i]
        if text == ':' and (i + 1 >= end or here.covered[min(i + 2, len(view) - 1)]):
            return i
        if i in here.close_of:
            i = min(here.close_of[i], end)
        elif text in '([':
            i = next((j for j in range(i, end) if view.text[j] in ')]'), i)
        elif text in ')]' or (i > first and may_end(view, i, end) and any(ends(clause, i) for ends in ENDINGS)):
            return i
        i += 1
    return end


def may_end(view: View, i: int, end: int) -> bool:
    return (view.text[i] in PAUSES or view.pos[i] == 'CCONJ') and i + 1 < end


def place_of(view: View, cue: int) -> str:
    """Where a cue stands in the author's sentence."""
    first = view.bounds(cue)[0]
    begin = next((i + 1 for i in range(cue - 1, first - 1, -1) if view.text[i] in (',', '(', '«', ':')), first)
    lead = view.lemma[begin : min(cue, begin + 4)]
    before = any(map(view.is_predicate, range(first, begin)))
    if 'VerbForm=Conv' in view.feats[cue]:
        alone = not before and not any(map(view.is_word, range(first, begin)))
        return 'initial' if alone else 'main' if before else 'inner'
    if any(word in FRONTED for word in lead[:1]) and not before:
        return 'initial'
    if view.pos[cue] == 'ADP' and begin > first + 1:  # «который, по словам мэра, …»
        lead = [*lead, *view.lemma[max(first, begin - 3) : begin]]
    relative = 'который' in lead or 'VerbForm=Part' in view.feats[cue] or view.relation[cue].startswith('acl')
    if relative and begin > first:
        return 'inner'
    if view.relation[cue] == 'advcl' and view.head[cue] > cue:
        return 'initial'
    return 'main'


def another_frame(clause: Clause, i: int) -> bool:
    """«…, сообщает РБК», «…, добавив, что …»"""
    view, here, end = clause.view, clause.here, clause.end
    if view.text[i] not in PAUSES:
        return False
    k = behind_pauses(view, i, end)
    if k >= end:
        return False
    stop = here.is_aside(k)
    if stop is not None and (stop >= end or (view.text[stop] in DASHES and view.text[i] in DASHES)):
        return True
    return any(j in here.cues and 'VerbForm=Conv' in view.feats[j] for j in range(k, min(k + NEAR, end)))


def another_that(clause: Clause, i: int) -> bool:
    """«…, что мост открыт, что опоры целы и что …»: a further clause of the same cue."""
    view, k = clause.view, i
    while k < clause.end and k < i + NEAR and (view.text[k] in PAUSES or view.lemma[k] in JOINING):
        k += 1
    if k >= clause.end or view.text[k] != 'что' or view.pos[k] not in ('SCONJ', 'PRON'):
        return False
    if any(view.lemma[j] in JOINING for j in range(i, k)):
        return True
    # A row of three has an «и» before its last.
    row = any(view.text[j] == 'что' and view.lemma[j - 1] in JOINING for j in range(k + 1, clause.end))
    return row and has_own_predicate(clause, i) and not takes_clause(clause, i)


def takes_clause(clause: Clause, i: int) -> bool:
    """Whether the words before a comma lead to a «что» of their own: «сказал, что мэр знает, что …»."""
    view = clause.view
    for j in range(max(clause.first, i - 3), i):
        at = clause.here.cues.get(j)
        impersonal = 'Variant=Short' in view.feats[j] and view.feature(j, 'Gender') == 'Neut' and j == i - 1
        if (at is not None and 'that' in at.cue.takes) or view.lemma[j] in TAKING or impersonal:
            return True
    return False


def another_report(clause: Clause, i: int) -> bool:
    """«…, и добавил, что …», «…, но министр возразил: …»"""
    view, here, end = clause.view, clause.here, clause.end
    k = behind_pauses(view, i, end)
    conjunction = view.lemma[i] if view.pos[i] == 'CCONJ' else ''
    while k < end and view.lemma[k] in JOINING and k < i + NEAR:
        conjunction = conjunction or view.lemma[k]
        k += 1
    if not conjunction:
        return False
    for j in range(k, min(k + 16, end)):
        if view.text[j] in (',', ';') and j > k + 8:
            break
        at = here.cues.get(j)
        if at is None or not (view.is_finite(j) or at.kind == 'state'):
            continue
        if clause_after(view, at, here.cues) is None and not (j + 1 < end and view.text[j + 1] in ':«"'):
            continue
        if conjunction in ('а', 'но', 'однако'):
            return True
        below = view.head[j]
        near = j - k <= RIGHT_BEHIND and not has_subject(view, j)
        return near or below == clause.cue or not view.governs(content_head(clause), j)
    return False


def same_subject(clause: Clause, i: int) -> bool:
    """«…, что помощь не нужна, и уехал»: a verb without a subject that agrees with the cue and not with the clause's
    own; behind a comma «и» joins no two verbs of one clause."""
    view, cue = clause.view, clause.cue
    comma = view.text[i] == ','
    k = i + 1 if comma and i + 1 < clause.end else i
    if view.lemma[k] not in ('и', 'но', 'однако') or 'Tense=Past' not in view.feats[cue] or not view.is_finite(cue):
        return False
    verb = next((j for j in range(k + 1, min(clause.end, k + NEAR)) if view.is_finite(j)), None)
    own = [j for j in range(clause.first, i) if view.is_predicate(j)]
    if verb is None or not own or has_subject(view, verb) or any(is_nominal(view, j) for j in range(k + 1, verb)):
        return False
    if not agree(view.feats[verb], view.feats[cue], *AS_SUBJECT):
        return False
    differs = not agree(view.feats[verb], view.feats[own[-1]], *AS_SUBJECT)
    return differs or (comma and (view.lemma[k] == 'и' or acts(clause, verb)))


def author_goes_on(clause: Clause, i: int) -> bool:
    """«…, что цены вырастут, и рынок начал расти»: one «и» joins two clauses of a «что» without a comma, so that behind
    one, and behind an «а», the author tells what came of it."""
    view, cue = clause.view, clause.cue
    if (
        view.text[i] != ','
        or view.text[i + 1] not in ('и', 'а')
        or clause.place != 'main'
        or 'Tense=Past' not in view.feats[cue]
    ):
        return False
    reported = range(clause.first, i)
    if ',' in view.text[clause.first : i] or not any('Tense=Fut' in view.feats[j] for j in reported):
        return False
    verb = next((j for j in range(i + 2, min(clause.end, i + 2 + LEADING)) if view.is_finite(j)), None)
    if verb is None or 'Tense=Past' not in view.feats[verb]:
        return False
    return any(is_nominal(view, j) for j in range(i + 2, verb))


def acts(clause: Clause, verb: int) -> bool:
    """Whether a verb is of somebody who speaks, and the reported clause tells of a thing: «…, но отказался …»."""
    view = clause.view
    spoken = view.lemma[verb] in cues().verbs or view.lemma[verb] in ('отказаться', 'извиниться', 'уйти')
    own = next((j for j in range(clause.first, verb) if is_nominal(view, j)), None)
    return spoken and own is not None and view.feature(own, 'Animacy') == 'Inan'


def joined_verb(clause: Clause, i: int) -> bool:
    """A verb that the tree joins to the cue: «сообщил, что …, выступил …»."""
    view = clause.view
    if view.text[i] in DASHES:
        return False
    return any(
        i < c <= i + 3
        and view.relation[c] == 'conj'
        and view.is_finite(c)
        and not has_subject(view, c)
        and agree(view.feats[c], view.feats[clause.cue], NUMBER)
        for c in view.children(clause.cue)
    )


def outer_clause(clause: Clause, i: int) -> bool:
    """«Мэр, заявив, что мост открыт, уехал», «Поскольку мэр сказал, что мост открыт, люди ушли»."""
    view = clause.view
    if clause.place == 'main' or view.text[i] != ',' or not has_own_predicate(clause, i):
        return False
    k = i + 1
    if view.pos[k] == 'CCONJ' or is_subordinate(view, k):
        return False
    stop = next((j for j in range(k, clause.end) if view.text[j] == ','), clause.end)
    verb = next((j for j in range(k, stop) if view.is_predicate(j)), None)
    if verb is None:
        return False
    if clause.place == 'initial':
        return True
    return verb - k < NEAR and not any(is_nominal(view, j) for j in range(k, verb))


def another_speaks(clause: Clause, i: int) -> bool:
    """«…, ответчик – что не получал», «…, а мэр спорит: «…»»: a clause of the same cue by somebody else, or his own
    words."""
    view, here = clause.view, clause.here
    if view.text[i] != ',':
        return False
    colon = next((j for j in range(i + 2, min(clause.end, i + 2 * NEAR)) if view.text[j] == ':'), None)
    if colon is not None and view.text[i + 1] in ('а', 'но') and here.covered[min(colon + 2, len(view) - 1)]:
        return any(is_nominal(view, j) or j in view.mention_at for j in range(i + 2, colon))
    dash = next((j for j in range(i + 1, min(clause.end - 1, i + NEAR)) if view.text[j] in DASHES), None)
    named = dash is not None and (is_nominal(view, dash - 1) or dash - 1 in view.mention_at)
    return dash is not None and named and view.text[dash + 1] == 'что'


ENDINGS = (
    another_frame,
    another_speaks,
    another_that,
    another_report,
    joined_verb,
    same_subject,
    author_goes_on,
    outer_clause,
)


def has_own_predicate(clause: Clause, i: int) -> bool:
    """Whether a reported clause has its own predicate before token i, not only that of a clause inside it."""
    view, inner = clause.view, False
    for j in range(clause.first, i):
        if view.text[j] == ',':
            inner = is_subordinate(view, j + 1)
        elif not inner and view.is_predicate(j):
            return True
    return False


def is_subordinate(view: View, k: int) -> bool:
    """Whether a clause that begins at token k hangs on the one before."""
    if view.pos[k] == 'SCONJ' or view.lemma[k] in SUBORDINATORS or 'VerbForm=Conv' in view.feats[k]:
        return True
    participle = 'VerbForm=Part' in view.feats[k] and 'Variant=Short' not in view.feats[k]
    return participle or (view.pos[k] == 'ADP' and k + 1 < len(view) and view.lemma[k + 1] in SUBORDINATORS)


def has_subject(view: View, verb: int) -> bool:
    return any(view.relation[c].startswith('nsubj') for c in view.children(verb))


def is_nominal(view: View, token: int) -> bool:
    """Whether a token may be the subject of a verb behind it."""
    return view.pos[token] in ('NOUN', 'PROPN', 'PRON') and view.feature(token, 'Case') == 'Nom'


def behind_pauses(view: View, i: int, end: int) -> int:
    k = i + 1
    while k < end and view.text[k] in PAUSES:
        k += 1
    return k


def content_head(clause: Clause) -> int:
    """The predicate of a reported clause."""
    view = clause.view
    return next(
        (
            c
            for c in view.children(clause.cue)
            if c >= clause.first and view.relation[c] in ('ccomp', 'acl', 'xcomp', 'parataxis')
        ),
        -2,
    )

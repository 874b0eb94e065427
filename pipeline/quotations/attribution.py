"""What stands around words in marks: an attribution behind them, a colon before them, a name alone."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.quotations.cues import CueAt
from pipeline.quotations.lexicon import nouns
from pipeline.quotations.marks import STRAY, Quoted, trim
from pipeline.quotations.nominals import phrase
from pipeline.quotations.subjects import agent, is_impersonal, linear_subject, subject
from pipeline.quotations.view import DASHES, SENTENCE_END, View

ATTRIBUTION = 30  # tokens behind the closing mark that a cue is looked for in
BEFORE_COLON = 45  # tokens before a colon that a cue is looked for in
WHOLE = 7  # words in marks that are a statement even where no predicate was seen, at least
INNER = 25  # tokens of an attribution inside the marks, at most


def is_clause(view: View, first: int, last: int) -> bool:
    """Whether words in marks are a statement, not a name: a predicate, an exclamation, or many words."""
    if view.text[last - 1] in '!?…' or any(view.is_predicate(i) for i in range(first, last)):
        return True
    return sum(view.is_word(i) for i in range(first, last)) >= WHOLE


def starts_sentence(view: View, mark: int) -> bool:
    while mark and view.text[mark - 1] in STRAY:
        mark -= 1
    before = view.text[mark - 1] if mark else '.'
    return (
        mark == 0
        or view.block(mark) != view.block(mark - 1)
        or before in SENTENCE_END
        or before in ':;»”"*'
        or before in DASHES
    )


def is_titled(view: View, quoted: Quoted) -> bool:
    """Whether words in marks are a name: a found name, or behind a noun that takes titles («газета «…»)."""
    mention = view.mention(quoted.first)
    if mention is not None and mention.last >= quoted.last:
        return True
    before = quoted.open - 1
    if before < 0 or (view.text[quoted.first][0].islower() and view.lemma[before] not in nouns().words):
        return False
    if view.lemma[before] in nouns().words and view.feature(before, 'Case') == 'Ins':  # «со словами «…»»
        return False
    return view.sentence[before] == view.sentence[quoted.open] and view.lemma[before] in nouns().titled


def cue_subject(view: View, at: CueAt) -> int | None:
    """The speaker of direct speech: the subject, the object of «цитирует», the owner of «слова»."""
    if is_impersonal(view, at.token):
        return agent(view, at.token)
    if at.cue.cue in ('цитировать', 'процитировать'):
        cited = [
            c
            for c in view.children(at.token)
            if view.relation[c] in ('obj', 'iobj') and view.feature(c, 'Case') in ('Acc', 'Gen')
        ]
        if cited and view.lemma[cited[0]] not in ('слово', 'который'):
            return cited[0]
        end = min(view.bounds(at.token)[1], at.token + INNER)
        named = next(
            (
                i
                for i in range(at.token + 1, end)
                if view.feature(i, 'Case') in ('Acc', 'Gen')
                and i in view.mention_at
                and view.mentions[view.mention_at[i]].type == 'PER'
            ),
            None,
        )
        if named is not None:
            return named
    return subject(view, at.token)


def right_attribution(view: View, quoted: Quoted, cues: Mapping[int, CueAt]) -> tuple[CueAt | None, int] | None:
    """The cue behind words in marks («…», – сказал X) and its token; a verb the lexicon lacks comes without a cue."""
    i, block = quoted.close + 1 if quoted.closed else quoted.last, view.block(quoted.open)
    comma = stop = dash = False
    if not quoted.closed and i > 0:
        comma = view.text[i - 1] in ',!?'
    while i < len(view) and (view.text[i] == ',' or view.text[i] in SENTENCE_END or view.text[i] in STRAY):
        comma, stop = comma or view.text[i] == ',', stop or view.text[i] in SENTENCE_END
        i += 1
    if i < len(view) and view.text[i] in DASHES:
        dash, i = True, i + 1
    if i >= len(view) or view.block(i) != block or (stop and not dash):
        return None
    begin = i
    strong = dash and (comma or view.text[quoted.last - 1] in '!?…,' or stop)
    verbs = 0
    while i < min(len(view), begin + ATTRIBUTION):
        text = view.text[i]
        if (
            view.block(i) != block
            or (text in SENTENCE_END and i > begin + 1 and view.bounds(i)[1] <= i + 1)
            or text in '«:;"“„'
        ):
            break
        at = cues.get(i)
        if at is not None and at.kind != 'source' and ('words' in at.cue.takes or strong):
            if not dash and not (is_clause(view, quoted.first, quoted.last) and view.text[quoted.first][0].isupper()):
                return None
            reach = 3 if not dash else 12
            if i - begin < reach and verbs == 0:
                return at, i
            return (at, i) if strong else None
        if at is not None and at.kind == 'source' and strong:
            return at, i
        if view.is_finite(i):
            verbs += 1
            if strong and i - begin <= 2 and linear_subject(view, i) is not None:
                return None, i
        i += 1
    return None


def left_cue(view: View, colon: int, cues: Mapping[int, CueAt]) -> CueAt | None:
    """The last cue in the sentence that ends with a colon."""
    first = view.bounds(colon)[0]
    for i in range(colon - 1, max(first, colon - BEFORE_COLON) - 1, -1):
        at = cues.get(i)
        if at is not None and at.kind != 'source':
            return at
    return None


def source_before(view: View, colon: int, cues: Mapping[int, CueAt]) -> CueAt | None:
    """The source phrase that begins the sentence that ends with a colon: «По словам мэра, мост готов: «…»»."""
    first = view.bounds(colon)[0]
    return next((at for i in range(first, min(colon, first + 3)) if (at := cues.get(i)) and at.kind == 'source'), None)


def colon_before(view: View, mark: int) -> int | None:
    """The colon before an opening mark, with a dash, another mark or a line's end in between."""
    i = mark - 1
    while i > max(0, mark - 3) and (view.text[i] in DASHES or view.text[i] in STRAY):
        i -= 1
    return i if i >= 0 and view.text[i] == ':' else None


def split_inside(
    view: View, first: int, last: int, cues: Mapping[int, CueAt], loose: bool = False
) -> tuple[list[tuple[int, int]], CueAt | None]:
    """Speech with attributions inside its marks («А, – сказал X, – Б») in stretches, and the cue of the first; `loose`
    takes an attribution without a comma before its dash."""
    stretches: list[tuple[int, int]] = []
    found: CueAt | None = None
    begin, i = first, first + 1
    while i < last - 1:
        if view.text[i] in DASHES and (loose or view.text[i - 1] in ',!?…' or view.text[i - 1] in SENTENCE_END):
            at = next(
                (cues[j] for j in (i + 1, i + 2) if j in cues and 'words' in cues[j].cue.takes and view.is_finite(j)),
                None,
            )
            behind = None if at is None else linear_subject(view, at.token)
            if at is not None and ((behind is not None and behind > at.token) or in_place(view, at.token)):
                stop = next(
                    (
                        j
                        for j in range(at.token + 1, min(last, i + INNER))
                        if view.text[j] in DASHES and (view.text[j - 1] in ',:' or view.text[j - 1] in SENTENCE_END)
                    ),
                    None,
                )
                if stop is None:
                    stop = next(
                        (j for j in range(at.token + 1, min(last, i + INNER)) if view.text[j] in SENTENCE_END), last - 1
                    )
                stretches.append((begin, i))
                found = found or at
                begin = i = stop + 1
        i += 1
    if begin < last:
        stretches.append((begin, last))
    return [s for s in (trim(view, *s) for s in stretches) if s[1] > s[0]], found


def in_place(view: View, cue: int) -> bool:
    """«пояснили в мэрии»"""
    return cue + 1 < len(view) and view.lemma[cue + 1] in ('в', 'на') and 'Number=Plur' in view.feats[cue]


def ends_sentence(view: View, quoted: Quoted) -> bool:
    """Whether words in marks end with their sentence or block."""
    i = quoted.close + 1 if quoted.closed else quoted.last
    if i >= len(view) or view.block(i) != view.block(quoted.open):
        return True
    if view.text[i] in SENTENCE_END:
        return True
    return view.text[quoted.last - 1] in SENTENCE_END and view.sentence[i] != view.sentence[quoted.last - 1]


def label_or_subject(view: View, colon: int) -> tuple[int, int] | None:
    """A verb and its subject, a person, before a colon («Мэр был краток: «…»), or the name alone («Орлов: «…»)."""
    first = view.bounds(colon)[0]
    mention = view.mention(colon - 1) if colon else None
    if mention is not None and mention.type == 'PER' and mention.first >= first:
        lead = phrase(view, mention.first)[0]
        if lead == first or not any(view.is_predicate(i) for i in range(first, colon)):
            return colon, mention.first
    for i in range(colon - 1, max(first, colon - BEFORE_COLON) - 1, -1):
        if view.is_predicate(i):
            who = next((c for c in view.children(i) if view.relation[c].startswith('nsubj')), None)
            if who is not None and (
                view.feature(who, 'Animacy') == 'Anim'
                or view.pos[who] == 'PRON'
                or (view.mention(who) is not None and view.mentions[view.mention_at[who]].type != 'LOC')
            ):
                return i, who
    return None

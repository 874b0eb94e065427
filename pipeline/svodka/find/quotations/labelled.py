"""Who is meant by the label of a turn in a transcript: an entity of the document, or the label as written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from svodka.find.quotations.context import Candidate, Memory, Speaker
from svodka.find.quotations.described import MANY
from svodka.find.quotations.view import Found, View
from svodka.lexicons import fold

FULL = 2.0  # points for a full name
INITIAL = re.compile(r'([А-ЯЁA-Z]\.)')
SHORT = 2  # letters of an initial, with its stop, at most
STEM = 4  # letters that a label's surname and a name of the document share, at least


def by_label(view: View, found: Found, memory: Memory) -> Speaker:
    """The person or the outlet that a transcript's label names: «В.Путин», «МИРЗИЁЕВ Ш.», «Вестник»."""
    assert found.label is not None
    if found.mention is not None:
        entity = view.entity_of[found.mention]
        return Speaker(view.entities[entity].name, entity, None, None, 'asked by name or talked with')
    text = ' '.join(view.parse.document.text[slice(*found.label)].split())
    if text not in memory.labels:
        memory.labels[text] = labelled(view, memory, text)
    return memory.labels[text]


def labelled(view: View, memory: Memory, text: str) -> Speaker:
    for entity, known in enumerate(view.entities):
        if known.type == 'ORG' and fold(known.name).strip('«»"') == fold(text):
            return Speaker(known.name, entity, None, None, 'the label')
    label = read_label(text)
    candidates: list[Candidate] = []
    for entity in stems(view, memory).get(label.stem[:STEM], ())[:MANY]:
        whole = view.entities[entity].name.split()
        others = [w for w in whole if not fold(w).startswith(label.stem)]
        if len(others) == len(whole) or not label.fits(others):
            continue
        full = bool(others) and not any('.' in w for w in whole)
        score = FULL * full + min(1.0, len(view.entities[entity].mentions) / 10)
        candidates.append(Candidate(view.entities[entity].name, entity, score, 'surname and initial'))
    # A label stands in the nominative, which a name's normal form cannot know: «А.Белова» is no Белов.
    written = ' '.join(p.title() if len(p) > SHORT and p.isupper() else p for p in label.parts)
    if not candidates:
        return Speaker(written, None, None, None, 'the label as written')
    candidates.sort(key=lambda c: -c.score)
    best = candidates[0]
    name = best.name if best.score >= FULL else written
    return Speaker(name, best.entity, None, None, 'the label', tuple(candidates))


class Label(NamedTuple):
    """A transcript's label: its words, the beginning of its surname, its first initial and given name, '' without."""

    parts: list[str]
    stem: str
    initial: str
    given: str

    def fits(self, others: Sequence[str]) -> bool:
        """Whether the other words of somebody's name agree with the label."""
        if self.initial and others and not any(w[0] == self.initial for w in others):
            return False
        return not self.given or not others or any(fold(w)[:3] == fold(self.given)[:3] for w in others)


def read_label(text: str) -> Label:
    """The parts of a label: «В.Путин», «МИРЗИЁЕВ Ш.», «Анна Белова».

    >>> read_label('П.Ильин')[1:]
    ('ильи', 'П', '')
    """
    parts = INITIAL.sub(r'\1 ', text).split()
    initials = [p[0] for p in parts if p.endswith('.') and len(p) == len('А.')]
    words = [p for p in parts if not (p.endswith('.') and len(p) == len('А.'))]
    surname = words[0] if initials or len(words) == 1 else words[-1]
    given = next((w for w in words if w != surname), '')
    return Label(parts, fold(surname)[: max(STEM, len(surname) - 2)], initials[0] if initials else '', given)


def stems(view: View, memory: Memory) -> Mapping[str, Sequence[int]]:
    """The people of the document by the first letters of each word of their names."""
    if memory.stems is None:
        memory.stems = {}
        for entity, known in enumerate(view.entities):
            for word in known.name.split() if known.type == 'PER' else ():
                memory.stems.setdefault(fold(word)[:STEM], []).append(entity)
    return memory.stems

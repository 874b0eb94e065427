"""The nominative of a whole name: its case and gender, and a reading of each word that stands in them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pipeline.normal.words import Option, options

KEPT = 4  # candidates of a name that evidence may choose among
NAME_AFTER = ('quote', 'latin', 'capital')  # what follows a plural that describes several names
BESIDE = 'beside'  # what stands for it where an adjective in the singular is before the plural

ALL_SLOTS = ('m', 'f', 'n', 'p')
Frame = tuple[str, str]  # case, slot


class Word(NamedTuple):
    """A word of a name: its text, what the tagger saw, whether it stands in the head's case, and what follows it in the
    name: a quotation mark, a Latin, capitalised or other word, nothing. One that is apposed to the head has a gender
    and number of its own («город Москва», «Кемеровская область – Кузбасс»)."""

    text: str
    pos: str
    case: str
    slot: str
    agrees: bool
    tail: str = ''
    apposed: bool = False


class Context(NamedTuple):
    """What stands around a name: the type of the name, the preposition before it, the relation to its governor."""

    type: str
    preposition: str
    relation: str


class Candidate(NamedTuple):
    """A whole name's nominative: the words' nominatives in order, the case and slot it stood in, the score."""

    words: tuple[str, ...]
    case: str
    slot: str
    score: float


@lru_cache(maxsize=1)
def weights() -> Mapping[str, float]:
    """The weights of the features."""
    file = Path(__file__).parents[1] / 'models/normal.json'
    loaded: dict[str, float] = json.loads(file.read_text(encoding='utf-8'))
    return loaded


def agreement(word: Word, option: Option, case: str, slot: str) -> tuple[str, ...]:
    """Features of what the tagger saw in a word, given that the name stands in this case and slot."""
    if not option.case:
        return (
            f'tag {word.case}>fixed',
            f'tag {word.case}>{case} fixed',
            f'fixed {slot}',
            f'fixed {slot} -{word.text[-1:].lower()}',
        )
    if option.singular:
        return (f'tag {word.case}>{case}', f'singular {word.slot} {word.tail}')
    return (f'tag {word.case}>{case}', f'slot {word.slot}>{slot}', f'part {word.pos} {slot}')


def frame_features(context: Context, case: str, slot: str, words: int) -> tuple[str, ...]:
    """Features of a name's case and slot in its place in the sentence."""
    return (
        f'case {case}',
        f'slot {slot} {context.type} {min(words, 3)}',
        f'preposition {context.preposition}>{case}',
        f'relation {context.relation}>{case}',
    )


def place_in(index: int, size: int) -> str:
    """The place of a word among those that agree."""
    return 'only' if size == 1 else 'first' if index == 0 else 'last' if index == size - 1 else 'middle'


def several(words: Sequence[Word]) -> bool:
    """Whether a plural may stand for one of several: «компаниям Apple и Google», «в Лужском и Тулунском районах»."""
    return any(w.agrees and w.tail in (BESIDE, *NAME_AFTER) for w in words)


def slots(option: Option) -> tuple[str, ...]:
    """The slots of a name that a reading may stand in."""
    return ('m', 'f') if option.slot == 'mf' else (option.slot,)


class Scored(NamedTuple):
    """A word's best nominative in each frame, and those that stand in any, each with the score."""

    framed: dict[Frame, tuple[float, str]]
    fixed: tuple[tuple[float, Option], ...]


@lru_cache(maxsize=20_000)
def scored(word: Word, type: str, place: str, singular: bool) -> Scored:
    """The readings of a word with all that its own tag and place tell."""
    w = weights()
    framed: dict[Frame, tuple[float, str]] = {}
    fixed = []
    for option in options(word.text, type):
        if option.singular and not singular:
            continue
        score = sum(w.get(f, 0.0) * v for f, v in option.features)
        score += sum(w.get(f'{f} {place}', 0.0) for f in option.placed)
        if not option.case:
            fixed.append((score, option))
            continue
        for slot in slots(option):
            total = score + sum(w.get(f, 0.0) for f in agreement(word, option, option.case, slot))
            for outer in ALL_SLOTS if word.apposed else (slot,):
                best = framed.get((option.case, outer))
                if best is None or total > best[0]:
                    framed[option.case, outer] = (total, option.text)
    return Scored(framed, tuple(fixed))


@lru_cache(maxsize=20_000)
def best_of(word: Word, type: str, place: str, singular: bool, frame: Frame) -> tuple[float, str] | None:
    """The best nominative of a word in a frame, with its score."""
    found = scored(word, type, place, singular)
    best = found.framed.get(frame)
    for score, option in found.fixed:
        if not option.slot or word.apposed or frame[1] in ('', *slots(option)):
            w = weights()
            score += sum(w.get(f, 0.0) for f in agreement(word, option, *frame))
            if best is None or score > best[0]:
                best = (score, option.text)
    return best


@lru_cache(maxsize=20_000)
def frame_score(context: Context, frame: Frame, words: int) -> float:
    """What the surroundings of a name tell for a frame."""
    w = weights()
    return sum(w.get(f, 0.0) for f in frame_features(context, *frame, words))


@lru_cache(maxsize=20_000)
def candidates(words: tuple[Word, ...], context: Context) -> tuple[Candidate, ...]:
    """The likeliest nominatives of a name, the best first, each different in its words."""
    declining = [i for i, word in enumerate(words) if word.agrees]
    size, singular = len(declining), several(words)
    keys = [(words[i], context.type, place_in(n, size), singular) for n, i in enumerate(declining)]
    frames = dict.fromkeys(f for key in keys if not key[0].apposed for f in scored(*key).framed)
    best: dict[tuple[str, ...], Candidate] = {}
    for frame in (*frames, ('', '')):
        total = frame_score(context, frame, size)
        chosen = [word.text for word in words]
        for i, key in zip(declining, keys, strict=True):
            found = best_of(*key, frame)
            if found is None:
                break
            total += found[0]
            chosen[i] = found[1]
        else:
            name = tuple(chosen)
            if name not in best or best[name].score < total:
                best[name] = Candidate(name, *frame, total)
    return tuple(sorted(best.values(), key=lambda c: -c.score)[:KEPT])

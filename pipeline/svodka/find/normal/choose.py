"""The nominative of a whole name: its case and gender, and a reading of each word that stands in them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from svodka.find.normal.options import Option
from svodka.find.normal.readings import options
from svodka.lexicons import fold

KEPT = 4  # candidates of a name that evidence may choose among
NAME_AFTER = ('quote', 'latin', 'capital')  # what follows a plural that describes several names
BESIDE = 'beside'  # what stands for it where an adjective in the singular is before the plural

ALL_SLOTS = ('m', 'f', 'n', 'p')
ANY = ('',)  # the slots of a word that stands in any
Frame = tuple[str, str]  # case, slot
TOLD = 6.0  # what the words around a name tell for certain, against the model's weights


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


class Around(NamedTuple):
    """Signs around a person's name, each '' for none: the case of the title in front; the gender of the verb whose
    subject it is by the parse; the form of the verb behind and in front; the kinds of the tokens on either side; the
    case that the tagger saw a surname with initials in, which it errs in more often than in others. See
    svodka.find.normal.around."""

    title: str = ''
    subject: str = ''
    behind: str = ''
    front: str = ''
    before: str = ''
    after: str = ''
    initials: str = ''


NOTHING = Around()


class Governor(NamedTuple):
    """What governs a person's name by its place: the lemma of the noun or verb in front, and whether that verb has an
    object before it."""

    lemma: str = ''
    filled: bool = False


FREE = Governor()


class Context(NamedTuple):
    """What stands around a name: the type of the name, the preposition before it, the relation to its governor; of a
    person also the signs around and the word in front."""

    type: str
    preposition: str
    relation: str
    around: Around = NOTHING
    governor: Governor = FREE


class Candidate(NamedTuple):
    """A whole name's nominative: the words' nominatives in order, the same folded, the case and slot it stood in, the
    score."""

    words: tuple[str, ...]
    keys: tuple[str, ...]
    case: str
    slot: str
    score: float


@lru_cache(maxsize=1)
def weights() -> Mapping[str, float]:
    """The weights of the features."""
    file = Path(__file__).parents[2] / 'models/normal.json'
    loaded: dict[str, float] = json.loads(file.read_text(encoding='utf-8'))
    return loaded


def agreement(word: Word, option: Option, case: str, slot: str) -> tuple[str, ...]:
    """Features of what the tagger saw in a word, given that the name stands in this case and slot."""
    if not option.case:
        return fixed_features(word.case, word.text[-1:].lower(), case, slot)
    if option.singular:
        return singular_features(word.case, word.slot, word.tail, case)
    return declined_features(word.case, word.slot, word.pos, case, slot)


def fixed_features(seen: str, letter: str, case: str, slot: str) -> tuple[str, ...]:
    return (f'tag {seen}>fixed', f'tag {seen}>{case} fixed', f'fixed {slot}', f'fixed {slot} -{letter}')


def singular_features(seen: str, seen_slot: str, tail: str, case: str) -> tuple[str, ...]:
    return (f'tag {seen}>{case}', f'singular {seen_slot} {tail}')


def declined_features(seen: str, seen_slot: str, pos: str, case: str, slot: str) -> tuple[str, ...]:
    return (f'tag {seen}>{case}', f'slot {seen_slot}>{slot}', f'part {pos} {slot}')


def placed_features(place: str, *features: str) -> tuple[str, ...]:
    """Features of a reading with the place of its word among those that agree."""
    return tuple(f'{feature} {place}' for feature in features)


def frame_features(type: str, preposition: str, relation: str, words: int, case: str, slot: str) -> tuple[str, ...]:
    """Features of a name's case and slot in its place in the sentence."""
    return (
        f'case {case}',
        f'slot {slot} {type} {min(words, 3)}',
        f'preposition {preposition}>{case}',
        f'relation {relation}>{case}',
    )


def around_features(around: Around, case: str, slot: str) -> tuple[str, ...]:
    """Features of a person's case and gender in the light of what stands around."""
    if around == NOTHING:
        return ()
    return (
        f'title {around.title}>{case}',
        f'title {around.title}>{case} {slot}',
        f'subject {around.subject}>{case} {slot}',
        f'behind {around.behind}>{case} {slot}',
        f'front {around.front}>{case} {slot}',
        f'before {around.before}>{case}',
        f'after {around.after}>{case}',
        f'between {around.before} {around.after}>{case}',
        f'between {around.before} {around.behind}>{case} {slot}',
        f'initials {around.initials}>{case}',
        f'initials {around.initials != ""} {case} {slot}',
    )


def governor_features(governor: Governor, case: str, slot: str) -> tuple[str, ...]:
    """Features of a person's case by the word in front."""
    return (f'governor {governor.lemma}>{case}', f'filled {governor.filled}>{case}') if governor.lemma else ()


@lru_cache(maxsize=20_000)
def weight(features: Callable[..., tuple[str, ...]], *told: object) -> float:
    """The weight of the features that a function makes of what is told: few combinations come again and again."""
    w = weights()
    return sum([w[f] for f in features(*told) if f in w])


class InFrame(dict[Frame, float]):
    """Frame → the weight of the features that a function makes of it and of what is told; there are 30 frames."""

    def __init__(self, features: Callable[..., tuple[str, ...]], told: tuple[object, ...]) -> None:
        self.features, self.told = features, told

    def __missing__(self, frame: Frame) -> float:
        self[frame] = found = weight(self.features, *self.told, *frame)
        return found


@lru_cache(maxsize=2_000)
def in_frame(features: Callable[..., tuple[str, ...]], *told: object) -> InFrame:
    """The weights of the same features of the same told in every frame."""
    return InFrame(features, told)


def place_in(index: int, size: int) -> str:
    """The place of a word among those that agree."""
    return 'only' if size == 1 else 'first' if index == 0 else 'last' if index == size - 1 else 'middle'


def several(words: Sequence[Word]) -> bool:
    """Whether a plural may stand for one of several: «компаниям Apple и Google», «в Лужском и Тулунском районах»."""
    return any(w.agrees and w.tail in (BESIDE, *NAME_AFTER) for w in words)


def slots(option: Option) -> tuple[str, ...]:
    """The slots of a name that a reading may stand in."""
    return ('m', 'f') if option.slot == 'mf' else (option.slot,)


class Choice(NamedTuple):
    """A reading of a word, the weight of its features, and those that the word's place is added to; see Option."""

    text: str
    case: str
    slots: tuple[str, ...]
    score: float
    placed: tuple[str, ...]
    singular: bool
    known: bool


@lru_cache(maxsize=8_000)
def choices(text: str, type: str) -> tuple[Choice, ...]:
    """The readings of a word as far as the word alone tells; what a word of a name has is kept without the features,
    which are ten times as large."""
    w, found = weights(), []
    for o in options(text, type):
        score = sum([w[f] * v for f, v in o.features if f in w])
        found.append(Choice(o.text, o.case, slots(o), score, o.placed, o.singular, o.known))
    return tuple(found)


class Fixed(NamedTuple):
    """A reading that may stand in any frame, or only in one of some slots, its score and what the frame adds."""

    text: str
    slots: tuple[str, ...]
    score: float
    more: InFrame


class Scored(NamedTuple):
    """A word's best nominative in each frame, and the readings that stand in any, each with the score."""

    framed: dict[Frame, tuple[float, str]]
    fixed: list[Fixed]

    def best(self, frame: Frame) -> tuple[float, str] | None:
        """The best nominative in a frame, with its score."""
        best = self.framed.get(frame)
        for text, slots, score, more in self.fixed:
            if not slots or not frame[1] or frame[1] in slots:
                total = score + more[frame]
                if best is None or total > best[0]:
                    best = (total, text)
        return best


@lru_cache(maxsize=8_000)
def scored(word: Word, type: str, place: str, singular: bool, wanted: str = '') -> Scored:
    """The readings of a word, or those of a `wanted` folded nominative alone, with all that its own tag and place
    tell."""
    framed: dict[Frame, tuple[float, str]] = {}
    fixed = []
    declined = in_frame(declined_features, word.case, word.slot, word.pos)
    own = [c for c in choices(word.text, type) if fold(c.text) == wanted] if wanted else choices(word.text, type)
    one_of_several = type == 'PER' and word.tail == BESIDE and any(choice.singular for choice in own)
    for choice in own:
        if choice.singular and not singular:
            continue
        if one_of_several and not choice.case:
            continue  # nobody alone is called «Пётр Седовы»
        case, score = choice.case, choice.score + weight(placed_features, place, *choice.placed)
        if not case:
            some = () if word.apposed or choice.slots == ANY else choice.slots
            fixed.append(Fixed(choice.text, some, score, in_frame(fixed_features, word.case, word.text[-1:].lower())))
            continue
        for slot in choice.slots:
            if choice.singular:
                total = score + weight(singular_features, word.case, word.slot, word.tail, case)
            else:
                total = score + declined[case, slot]
            for outer in ALL_SLOTS if word.apposed else (slot,):
                best = framed.get((case, outer))
                if best is None or total > best[0]:
                    framed[case, outer] = (total, choice.text)
    return Scored(framed, fixed)


def against(frame: Frame, told: Frame) -> float:
    """What speaks against a frame where the words around the name tell a case and a slot, each '' if they do not."""
    case, slot = frame
    other_case = told[0] not in (case, '') and (case != '' or told[0] == 'Dat')
    return TOLD * (other_case + (told[1] != slot and '' not in (told[1], slot)))


@lru_cache(maxsize=8_000)
def candidates(
    words: tuple[Word, ...], context: Context, told: Frame = ('', ''), wanted: tuple[str, ...] = ()
) -> tuple[Candidate, ...]:
    """The likeliest nominatives of a name, the best first, each different in its words, in the light of the frame that
    the words around tell. Of a `wanted` name, one folded nominative a word, only that one, as it stands if it cannot be
    it."""
    declining = [i for i, word in enumerate(words) if word.agrees]
    size, singular, each = len(declining), several(words), wanted or ('',) * len(words)
    parts = [(i, scored(words[i], context.type, place_in(n, size), singular, each[i])) for n, i in enumerate(declining)]
    frames = dict.fromkeys(frame for i, found in parts if not words[i].apposed for frame in found.framed)
    outer, around = in_frame(frame_features, *context[:3], size), in_frame(around_features, context.around)
    governed, texts = in_frame(governor_features, context.governor), [word.text for word in words]
    best: dict[tuple[str, ...], tuple[float, Frame]] = {}
    for frame in (*frames, ('', '')):
        total, chosen = outer[frame] + around[frame] + governed[frame] - against(frame, told), texts.copy()
        for i, found in parts:
            own = found.best(frame)
            if own is None:
                break
            total += own[0]
            chosen[i] = own[1]
        else:
            name = tuple(chosen)
            if name not in best or best[name][0] < total:
                best[name] = (total, frame)
    if not best:  # no case that all of its words may stand in
        best[tuple(texts)] = (0.0, ('', ''))
    ordered = sorted(best.items(), key=lambda item: -item[1][0])[:KEPT]
    return tuple([Candidate(name, tuple(map(fold, name)), *frame, total) for name, (total, frame) in ordered])

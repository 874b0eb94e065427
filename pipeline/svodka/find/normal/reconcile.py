"""People who are named in several cases, each by one name: «Тогрул Мамедли», «Тогрулу Мамедли».

A name that the dictionary lacks looks now like one that declines, now like one that does not. A document that tells of
a person in three cases would tell of three people, if each place were read by itself. What costs least explains most
(minimum description length, Rissanen 1978): two readings become one where that one fits all places nearly as well as
each its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from svodka.find.normal.choose import Candidate, Context, Frame, Word, against, candidates, weights
from svodka.find.normal.evidence import Evidence, evidence_features, gazetteer_features, telling
from svodka.lexicons import fold
from svodka.limits import checked

ONE_MORE = 6.0  # what another person's name in a document costs, in the model's weights
OTHER_GENDER = 2.0  # by so many times it is dearer to read a woman's name as a man's: «Фарида Рогова»
PAIR, WHOLE = 2, 3  # words of a name without and with a patronymic
ALIKE = 2  # letters that two cases of a word share, at least
MOST = 12  # names that begin alike in one document, of which each is compared with each


class Named(NamedTuple):
    """A name of a document: its words, what stands around it, and the case and slot that this tells for certain."""

    words: tuple[Word, ...]
    context: Context
    told: Frame


def ranked(name: Named, evidence: Evidence, wanted: tuple[str, ...] = ()) -> list[Candidate]:
    """The candidates of a name in the light of its document and of what is told of it, the best first; of a `wanted`
    one see `candidates`."""
    w = weights()
    found = candidates(*name, wanted)
    if len(found) == 1 and not wanted:
        return list(found)
    words_told, alone = telling(name.words), sum([word.agrees for word in name.words]) == 1
    rescored = []
    for words, keys, case, slot, own in found:
        features = gazetteer_features(name.context.type, words) + evidence_features(evidence, words_told, alone, keys)
        more = sum([w.get(f, 0.0) * v for f, v in features])
        rescored.append(Candidate(words, keys, case, slot, own + more))
    return sorted(rescored, key=lambda candidate: -candidate.score)


def reconciled(names: Sequence[Named], chosen: dict[int, Candidate], evidence: Evidence) -> dict[int, Candidate]:
    """The chosen candidates of people's names of several words, by their number, where two names that begin alike are
    one if that costs less than another name (ONE_MORE)."""
    alike: dict[tuple[str, str], dict[tuple[str, ...], list[int]]] = {}
    for i, candidate in chosen.items():
        first, *_, last = (fold(word.text)[:ALIKE] for word in names[i].words)
        alike.setdefault((first, last), {}).setdefault(candidate.keys, []).append(i)
    found = dict(chosen)
    for own in checked(alike.values()):
        groups = dict(islice(own.items(), MOST))
        while merge := min(_merges(names, found, groups, evidence), key=lambda m: m[0], default=None):
            _, one, other, read = merge
            found |= read
            groups.setdefault(other, []).extend(groups.pop(one))
    return found


Merge = tuple[float, tuple[str, ...], tuple[str, ...], dict[int, Candidate]]


def _merges(
    names: Sequence[Named],
    chosen: dict[int, Candidate],
    groups: dict[tuple[str, ...], list[int]],
    evidence: Evidence,
) -> Iterator[Merge]:
    """What it costs, where that is less than another name, to read the places of one name as another: the cost, the
    name, the other, the candidates."""
    for one, places in groups.items():
        for other in groups:
            wanted = _in_words_of(one, other)
            if one == other or not wanted:
                continue
            losses: dict[tuple[str, ...], float] = {}  # of a form that comes again the place that tells most
            read = {}
            for i in places:
                (found, *_) = ranked(names[i], evidence, wanted)
                if found.keys != wanted or against((found.case, found.slot), names[i].told):
                    break
                read[i] = found
                form, loss = tuple(word.text for word in names[i].words), chosen[i].score - found.score
                losses[form] = max(loss, losses.get(form, loss))
            else:
                genders = {c.slot for c in read.values()} | {chosen[i].slot for i in places}
                cost = sum(losses.values()) * (OTHER_GENDER if genders.issuperset('fm') else 1)
                if cost < ONE_MORE:
                    yield cost, one, other, read


def _in_words_of(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """The other name in as many words as the one has, whose patronymic may be wanting; none if they differ in more."""
    if len(one) == len(other):
        return other
    if (len(one), len(other)) == (PAIR, WHOLE):
        return other[0], other[-1]
    return (other[0], one[1], other[-1]) if (len(one), len(other)) == (WHOLE, PAIR) else ()

"""A trade that stands alone, in a text about one person: «Анна Волкова выступила в Омске. Певица сказала …»."""

from __future__ import annotations

from bisect import bisect_left

from svodka.find.positions.lexicon import words
from svodka.find.positions.scene import Scene, surname
from svodka.model import features

# A text is about a person who has this share of its names of people.
LEADING = 0.4
GENDERS = {'Masc': 'male', 'Fem': 'female'}


def again(scene: Scene, k: int) -> list[int]:
    """The person whom a text is about, for a trade that was said to be theirs alone, or that can be nobody else's."""
    role = scene.roles[k]
    bare = role.reach == role.head + 1 and not role.plural and role.status is None
    if role.strength != 'occupation' or not bare or role.head not in scene.tagged:
        return []
    leading, last = _leading(scene), _last(scene, role.head)
    if leading is None or last is None:
        return []
    earlier = scene.stated.get(role.lemma, [])
    if earlier:
        before = [p for p in earlier if scene.mentions[p].first < role.head]
        same = {surname(scene.mentions[p]) for p in earlier} == {leading}
        return before[-1:] if same else []
    if role.lemma in words('anyone'):
        return []
    person = scene.mentions[last].person
    gender = GENDERS.get(features(scene.tokens.feats[role.head]).get('Gender', ''))
    fits = person is None or person.gender in (None, gender)
    return [last] if fits and surname(scene.mentions[last]) == leading and _alone(scene, role.head, leading) else []


def _leading(scene: Scene) -> str | None:
    """The surname that most names of people in the text have."""
    name, count = scene.surnames.most_common(1)[0]
    return name if count >= LEADING * scene.surnames.total() else None


def _last(scene: Scene, i: int) -> int | None:
    """The person named last before token i."""
    at = bisect_left(scene.people, i, key=lambda n: scene.mentions[n].first)
    return scene.people[at - 1] if at else None


def _alone(scene: Scene, i: int, leading: str) -> bool:
    """Whether the sentence of token i names nobody else."""
    sentence = scene.parse.sentences[scene.tokens.sentence[i]]
    named = {n for j in range(sentence.first, sentence.last) if (n := scene.person_at.get(j)) is not None}
    return all(surname(scene.mentions[n]) == leading for n in named)

"""Mentions of organisations → one organisation each, by brackets, name, quoted name, acronym, truncation, head noun."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence

from pipeline.compare import Groups, abbreviation_key, acronym, core, quoted_core
from pipeline.model import Mention
from pipeline.organisation_names import organs

# A text that names more organisations of one head noun than this is a list; the last ones are enough to choose from.
MAX_CANDIDATES = 40
ADJECTIVE_ENDINGS = ('ый', 'ий', 'ой', 'ая', 'яя', 'ое', 'ее', 'ые', 'ие')


def cluster_organisations(mentions: Sequence[Mention], indices: Sequence[int]) -> list[list[int]]:
    """Mentions of organisations joined by brackets, name, quoted name, acronym, truncation and head noun."""
    groups = Groups(len(mentions))
    root, join = groups.root, groups.join
    first_of: dict[str, int] = {}
    for i in indices:
        join(i, first_of.setdefault(core(mentions[i].name), i))
        if full_name := mentions[i].full_name:
            join(i, first_of.setdefault(core(full_name), i))
    for i in indices:
        same = mentions[i].same_as
        if same is not None and mentions[same].type == 'ORG':
            join(i, same)

    full = [
        i for i in indices
        if root(i) == i and mentions[i].form != 'abbreviation' and len(mentions[i].name.split()) > 1
    ]  # fmt: skip
    for keys, fits in (
        (quoted_name, lambda m: core(m.name)),
        (lambda m: acronym(m.name), lambda m: abbreviation_key(m.name)),
    ):
        attach(mentions, indices, full, keys, fits, root, join)
    # «японского МИДа» is not the foreign ministry that the text names otherwise.
    after_adjective = {m.last for m in mentions if m.type == 'LOC' and m.form == 'adjective'}
    attach_truncated(mentions, indices, after_adjective, root, join)
    found: dict[int, list[int]] = defaultdict(list)
    for i in indices:
        found[root(i)].append(i)
    return list(found.values())


def quoted_name(mention: Mention) -> str:
    """The name in marks that an organisation is known by; not that of the one whose part it is."""
    inner = quoted_core(mention.name)
    return '' if inner and not organs().isdisjoint(core(mention.name).replace(inner, '').split()) else inner


def attach(
    mentions: Sequence[Mention],
    indices: Sequence[int],
    full: Sequence[int],
    key_of: Callable[[Mention], str],
    wanted_of: Callable[[Mention], str],
    root: Callable[[int], int],
    join: Callable[[int, int], bool],
) -> None:
    """Join each mention to the one entity among `full` whose key it wants; to none if several have it."""
    holders: dict[str, set[int]] = defaultdict(set)
    for i in full:
        key = key_of(mentions[i])
        if key:
            holders[key].add(i)
    for i in indices:
        wanted = wanted_of(mentions[i])
        found = {root(h) for h in holders.get(wanted, ())} if wanted else set()
        if len(found) == 1:
            join(i, found.pop())


def attach_truncated(
    mentions: Sequence[Mention],
    indices: Sequence[int],
    after_adjective: Collection[int],
    root: Callable[[int], int],
    join: Callable[[int, int], bool],
) -> None:
    """Join a shortened name to the full one before it: «Совет» after «Совет по …», «МИД» beside «МИД Узбекистана».

    A single word must have a capital and stand after the full name; if full names of several organisations begin so,
    the last before it is meant when the word is a descriptor, and none when it is more.
    """
    by_word: dict[str, list[tuple[int, list[str]]]] = defaultdict(list)
    for i in indices:
        for tail in from_head(core(mentions[i].name).split()):
            by_word[tail[0]].append((i, tail))
    for i in indices:
        words = core(mentions[i].name).split()
        if not words or mentions[i].first in after_adjective:
            continue
        longer = [
            j
            for j, tail in by_word[words[0]][-MAX_CANDIDATES:]
            if root(j) != root(i) and tail[: len(words)] == words and len(core(mentions[j].name).split()) > len(words)
        ]
        if not longer:
            continue
        before = [j for j in longer if j < i]
        if len(words) == 1 and mentions[i].form != 'abbreviation':
            if before and mentions[i].text[:1].isupper():
                join(i, before[-1])
        elif len({root(j) for j in longer}) == 1:
            join(i, longer[0])


def from_head(words: Sequence[str]) -> Iterator[list[str]]:
    """A name from each of its words up to the head noun: «Региональный экспертный совет по …», …, «совет по …»."""
    for at, word in enumerate(words):
        yield list(words[at:])
        if not word.endswith(ADJECTIVE_ENDINGS):
            return

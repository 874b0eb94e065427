"""Runs without models, for tests of what a run reads, writes, keeps and removes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from svodka.model import Analysis, Document, Entity, Mention, Parse, Sentence, Tokens
from svodka.run.interface import Summary
from svodka.run.workers import Pool

Extract = Callable[..., Summary]


def plain(documents: Sequence[Document], *_: object) -> list[Analysis]:
    """Stands in for the models: a sentence a document, its words as tokens, its capitalised words as people."""
    found = []
    for document in documents:
        starts, words = [], document.text.split()
        at = 0
        for word in words:
            starts.append(document.text.index(word, at))
            at = starts[-1] + len(word)
        stops = [start + len(word) for start, word in zip(starts, words, strict=True)]
        n = len(words)
        tokens = Tokens(starts, stops, words, [0] * n, words, ['X'] * n, [''] * n, [-1] * n, ['root'] * n)
        names = [i for i, word in enumerate(words) if word[0].isupper()][:5]
        mentions = tuple(
            Mention(i, i + 1, starts[i], stops[i], 0, 'PER', words[i], words[i].strip('.,:'), 'name') for i in names
        )
        entities = tuple(Entity('PER', m.name, (i,)) for i, m in enumerate(mentions))
        parse = Parse(document, (Sentence(starts[0], stops[-1], 0, n, 0),), tokens)
        found.append(Analysis(parse, mentions, (), entities, tuple(range(len(mentions)))))
    return found


def threads(workers: int | None) -> Pool:
    """Threads of this process, which see its memory."""
    return Pool(workers or 1, lambda n: ThreadPoolExecutor(1))


@contextmanager
def somebody_else() -> Iterator[None]:
    """Go on as a user who may not read everything, where this process may."""
    if not hasattr(os, 'seteuid') or os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)

"""The words of lexicons/roles.yaml: each is found in the phrase of its list, and one that names nobody is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from svodka.analyse import find, parse_documents
from svodka.find.positions import lexicon
from svodka.language.paradigms import parses
from svodka.lexicons import load
from svodka.model import Document

KINDS = ('office', 'occupation', 'rank', 'weak')
SEPARATOR = '\n\n'
TOGETHER = 40  # phrases of one document: in documents of their own they take the tagger much longer


def is_feminine(lemma: str) -> bool:
    tags = [p.tag for p in parses(lemma.rpartition('-')[2]) if 'nomn' in p.tag]
    return bool(tags) and tags[0].gender == 'femn'


def phrase(lemma: str, kind: str) -> str:
    """The phrase in which a word must be found: its own, or that of its list in the word's gender."""
    lists = load('roles')
    if lemma in lists['own_phrases']:
        return str(lists['own_phrases'][lemma])
    words = [word.split('/')[-1 if is_feminine(lemma) else 0] for word in lists['phrases'][kind].split()]
    return ' '.join(words).replace('~', ' ').format(lemma)


def not_found(lemmas: Sequence[str], kind: str) -> Iterator[str]:
    """The words that are no position of anybody in their phrases."""
    for i in range(0, len(lemmas), TOGETHER):
        some = lemmas[i : i + TOGETHER]
        text = SEPARATOR.join(phrase(lemma, kind) for lemma in some)
        (parse,) = parse_documents([Document('d', 'd.txt', text)])
        found = [(p.start, text[p.start : p.stop].lower()) for p in find(parse).positions]
        start = 0
        for lemma in some:
            stop = start + len(phrase(lemma, kind))
            if not any(start <= at < stop and words.startswith(lemma.lower()) for at, words in found):
                yield lemma
            start = stop + len(SEPARATOR)


@pytest.mark.parametrize('kind', KINDS)
def test_each_word_is_found_in_its_phrase(kind: str) -> None:
    assert list(not_found(load('roles')[kind], kind)) == []


def test_each_abbreviation_is_written_out_in_its_phrase() -> None:
    lists = load('roles')
    wrong = {}
    for kind, rest in (('abbreviated', ''), ('shortened', ' инженер')):
        for short, full in lists[kind].items():
            (parse,) = parse_documents([Document('d', 'd.txt', lists['phrases'][kind].replace('~', ' ').format(short))])
            if (position := ''.join(p.position for p in find(parse).positions)).partition(' завода')[0] != full + rest:
                wrong[short] = position
    assert wrong == {}


def test_a_word_that_names_nobody_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {**lexicon.strengths(), 'табуретка': 'occupation', 'вертолётовод': 'occupation'}
    monkeypatch.setattr(lexicon, 'strengths', lambda: given)
    lexicon.ROLES.clear()
    monkeypatch.setattr(lexicon, '_beginnings', lexicon._beginnings.__wrapped__)
    assert list(not_found(['табуретка', 'вертолётовод'], 'occupation')) == ['табуретка']
    lexicon.ROLES.clear()

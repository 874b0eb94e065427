"""The lists of lexicons/word_lists.yaml: each does in its phrase what its record says."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from svodka.analyse import find_mentions
from svodka.language.compare import acronym, core
from svodka.language.person_names import person_name
from svodka.lexicons import load
from svodka.read.dateline import dateline_place
from svodka.repair.glued import glued_edits

from tests.names_support import marked


def mentions(phrase: str) -> str:
    """The names of a phrase as they stand; adjectives of places apart."""
    return ', '.join(m.text for m in find_mentions(marked(phrase)))


def normal_form(phrase: str) -> str:
    """The normal form of the name marked in a phrase."""
    ((name,),) = [(m.name,) for m in find_mentions(marked(phrase))]
    return name


def split(phrase: str) -> str:
    return ' '.join(edit[2] for edit in glued_edits(phrase))


GIVES: dict[str, Callable[[str], str]] = {
    'legal_forms': core,
    'foreign_forms': core,
    'skipped_in_acronyms': acronym,
    'hereafter': mentions,
    'hereafter_called': mentions,
    'skipped_in_definitions': mentions,
    'shortened': split,
    'lands': mentions,
    'of_a_kind': mentions,
    'place_nouns': normal_form,
    'name_particles': normal_form,
    'name_prefixes': normal_form,
    'families': mentions,
    'name_links': normal_form,
    'surname_particles': lambda phrase: person_name(tuple(phrase.split()), 'm').last or '',
    'no_datelines': lambda phrase: dateline_place(phrase) or '',
}


@pytest.mark.parametrize('name', load('word_lists'))
def test_a_list_does_in_its_phrase_what_its_record_says(name: str) -> None:
    record = load('word_lists')[name]
    tokens = marked(record['phrase']).tokens
    words = {part for text in (*tokens.text, *tokens.lemma) for part in re.findall(r'\w+', text.lower())}
    assert not words.isdisjoint(record['words']), 'no word of the list stands in its phrase'
    assert GIVES[name](record['phrase']) == record['gives']


@pytest.mark.parametrize('name', load('word_lists'))
def test_words_are_sorted_and_unique(name: str) -> None:
    words = load('word_lists')[name]['words']
    assert words == sorted(set(words))

"""The three networks over a document: hidden states, and from them tags, heads, relations and names' emissions.

`encode(parse)` gives all of it for one document; it is what a model that reads these states is trained on:

    with shared.models() as models:
        encoded = encode(segment(document, repair(document.text)), models)
    encoded.vector, encoded.shape        ids of word vectors and shapes, n
    encoded.morph, .syntax, .ner         final hidden states, n × 64 each
    encoded.emissions                    names' scores before the CRF, n × 8, columns as in `models.vocabularies.names`
    encoded.tag, .head, .relation        ids of tags and relations; heads document-wide, -1 for a root

Numbers depend on the document alone, not on what it is tagged with: every product of matrices is of one document's
rows, or of blocks that always have the same size (see `words.BLOCKS`). A text longer than WINDOW tokens goes through in
windows of whole sentences, so that memory does not grow with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from svodka.limits import checked
from svodka.model import Parse, Tokens
from svodka.tag.models import TASKS, Models
from svodka.tag.natasha_files import Floats
from svodka.tag.vocabulary import Ints, distinct

Flags = npt.NDArray[np.bool_]

WINDOW = 6000  # tokens of a document that go through at a time
GROUP = 6000  # tokens of a batch whose words are looked up at a time; at most (1 - KEPT) · MAX_ROWS of words
REACH = 3  # tokens that a hidden state sees to each side: three layers over direct neighbours
TAG_ROWS = 512
# Scores of two heads that are nearer than this share of the sentence's largest are a tie. Rounding alone makes
# differences up to 3.8e-7 (measured on 74,000 tokens of news against float64); of the words in different surroundings
# one pair in 74,000 is nearer than 1e-6.
TIE = np.float32(5e-7)


@dataclass(frozen=True, slots=True)
class Encoded:
    """What the networks say about consecutive tokens of one document; rows are tokens."""

    vector: Ints
    shape: Ints
    morph: Floats
    syntax: Floats
    ner: Floats
    emissions: Floats
    tag: Ints
    head: Ints
    relation: Ints


@dataclass(frozen=True, slots=True)
class _Window:
    """Tokens [first, last) of a document: `numbers` (see Words) and `joined` (see kernels) of the whole document."""

    numbers: Ints
    joined: Flags
    first: int
    last: int


def encode(parse: Parse, m: Models) -> Encoded:
    """What the networks say about all tokens of a document."""
    parts = [encoded for _, encoded in encode_batch([parse], m)] or [_nothing()]
    if len(parts) == 1:
        return parts[0]
    return Encoded(*(np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Encoded)))


def encode_batch(parses: Iterable[Parse], m: Models) -> Iterator[tuple[int, Encoded]]:
    """The same for many: the index of a document and a window of it, in order; an empty document has none."""
    group: list[tuple[int, Tokens]] = []
    size = 0
    for index, parse in enumerate(parses):
        if size and size + len(parse.tokens) > GROUP:
            yield from _encode_group(m, group)
            group, size = [], 0
        group.append((index, parse.tokens))
        size += len(parse.tokens)
    yield from _encode_group(m, group)


def _encode_group(m: Models, group: Sequence[tuple[int, Tokens]]) -> Iterator[tuple[int, Encoded]]:
    total = sum(len(tokens) for _, tokens in group)
    if m.words.make_room(total):
        m.table.forget()
    m.loops.count(total)
    numbered = [(index, tokens, m.words.numbers(tokens.text)) for index, tokens in group if len(tokens)]
    if numbered and total <= GROUP:
        m.table.prepare(np.concatenate([numbers for _, _, numbers in numbered]))
    for index, tokens, numbers in numbered:
        for window in checked(_windows(tokens, numbers)):
            yield index, _encode_window(m, window)


def _windows(tokens: Tokens, numbers: Ints) -> Iterator[_Window]:
    """Windows of whole sentences: of at most WINDOW tokens, unless a single sentence is longer."""
    sentence = np.array(tokens.sentence, np.int32)
    joined = np.zeros(len(sentence), np.bool_)
    joined[1:] = sentence[1:] == sentence[:-1]
    first, total = 0, len(sentence)
    while total - first > WINDOW:
        starts = np.flatnonzero(~joined[first + 1 : first + WINDOW + 1])
        last = first + 1 + int(starts[-1]) if len(starts) else first + WINDOW
        yield _Window(numbers, joined, first, last)
        first = last
    yield _Window(numbers, joined, first, total)


def _encode_window(m: Models, window: _Window) -> Encoded:
    first, last = window.first, window.last
    left, right = max(0, first - REACH), min(len(window.numbers), last + REACH)
    rows = m.table.rows_of(window.numbers[left:right])
    sentences, document = window.joined[left:right], np.ones(right - left, np.bool_)
    of_sentences, of_document = ((joined, m.loops.now.grouped(joined, 1)) for joined in (sentences, document))
    hidden = {task: _hidden(m, task, rows, *(of_document if task == 'ner' else of_sentences)) for task in TASKS}
    hidden = {task: states[first - left : last - left] for task, states in hidden.items()}
    head, relation = _parse(m, hidden['syntax'], window.joined[first:last])
    projection = m.networks['ner'].head['head']['proj']
    numbers = window.numbers[first:last]
    return Encoded(
        m.words.vector[numbers],
        m.words.shape[numbers],
        hidden['morph'],
        hidden['syntax'],
        hidden['ner'],
        hidden['ner'] @ projection['weight'] + projection['bias'],
        _tags(m, hidden['morph']),
        np.where(head < 0, -1, head + first).astype(np.int32),
        relation,
    )


def _hidden(m: Models, task: str, rows: Ints, joined: Flags, seen: Ints) -> Floats:
    """The last layer's states for words by row of the table, n × 64; `seen`: their groups, see winograd."""
    head, loops = m.networks[task].layers[0], m.loops.now
    x = np.empty((len(rows), len(head.bias)), np.float32)
    loops.convolve_words(m.table.rows, rows, m.table.places[task], joined, head.scale, head.shift, x)
    for layer in m.layers[task]:
        out = np.empty((len(rows), len(layer.bias)), np.float32)
        for products, some in m.space.products(loops, x, seen, layer.weight):
            loops.unfold(products, some, layer.bias, layer.scale, layer.shift, out)
        x = out
    return x


def _tags(m: Models, hidden: Floats) -> Ints:
    head = m.networks['morph'].head['head']['proj']
    tags = np.empty(len(hidden), np.int32)
    for start in range(0, len(hidden), TAG_ROWS):
        scores = hidden[start : start + TAG_ROWS] @ head['weight']
        scores += head['bias']
        tags[start : start + TAG_ROWS] = scores.argmax(1)
    return tags


def _parse(m: Models, hidden: Floats, joined: Flags) -> tuple[Ints, Ints]:
    """Governors (rows, -1 for a root) and relations."""
    head = m.syntax
    states = np.maximum(hidden @ head.projection + head.bias, 0)
    queries, keys, governors, dependents = (np.ascontiguousarray(part) for part in np.split(states, 4, 1))
    borders = np.append(np.flatnonzero(~joined), len(joined)).astype(np.int32)
    if borders[0] != 0:  # a window may begin inside a sentence that is longer than a window
        borders = np.append(np.int32(0), borders)
    heads = np.empty(len(hidden), np.int32)
    m.loops.now.find_heads(queries @ head.kernel, keys, head.root, borders, TIE, heads)
    relations = np.empty(len(hidden), np.int32)
    for start in range(0, len(hidden), TAG_ROWS):
        heads_here, governor = distinct(heads[start : start + TAG_ROWS])
        rows = governors[heads_here]
        rows[heads_here < 0] = head.relation_root
        m.loops.now.find_relations(
            rows @ head.relation,
            governor.astype(np.int32),
            dependents[start : start + TAG_ROWS],
            head.count,
            relations[start : start + TAG_ROWS],
        )
    return heads, relations


def _nothing() -> Encoded:
    none, no_state = np.empty(0, np.int32), np.empty((0, 64), np.float32)
    return Encoded(none, none, no_state, no_state, no_state, np.empty((0, 8), np.float32), none, none, none)

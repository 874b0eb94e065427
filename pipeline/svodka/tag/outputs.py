"""Ids → what stands in a Parse: parts of speech, features, heads, relations and spans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np

from svodka.limits import checked
from svodka.model import Parse, Span
from svodka.tag import names
from svodka.tag.casing import ordinary
from svodka.tag.encode import Encoded, encode_batch
from svodka.tag.models import Models
from svodka.tag.natasha_files import Floats


def decode(parses: Sequence[Parse], tagger: str, m: Models) -> list[Parse]:
    """Parses with everything that the networks say; `tagger` as in svodka.tag."""
    out = [with_tags(parse, parse, [], tagger, m) for parse in parses]
    shown = parses if tagger == 'natasha' else [in_ordinary_letters(parse, m) for parse in parses]
    if tagger != 'natasha':
        learn_words(shown, m)
    for index, windows in groupby(encode_batch(shown, m), key=lambda pair: pair[0]):
        out[index] = with_tags(parses[index], shown[index], [encoded for _, encoded in windows], tagger, m)
    return out


def in_ordinary_letters(parse: Parse, m: Models) -> Parse:
    """The parse as the networks are shown it: headlines in capitals are written as usual; see casing."""
    tokens = parse.tokens
    shown = ordinary(tokens.text, parse.sentences, m.names.flags)
    return parse if shown is tokens.text else replace(parse, tokens=replace(tokens, text=list(shown)))


def learn_words(parses: Sequence[Parse], m: Models) -> None:
    """Show the names model the words of many documents at once, which costs less than one document after the other."""
    table = m.names
    words = dict.fromkeys(w for parse in parses for w in parse.tokens.text)
    new = [w for w in words if w not in table]
    if not table.has_room(len(new)):
        new = list(words)[: names.MAX_WORDS]
    if m.words.make_room(len(new)):
        m.table.forget()
    numbers = m.words.numbers(new)
    table.learn(new, m.words.vector[numbers], m.words.shape[numbers])


def with_tags(parse: Parse, shown: Parse, windows: Sequence[Encoded], tagger: str, m: Models) -> Parse:
    """A parse with what the networks say about the consecutive windows of its tokens, which they saw as `shown`."""
    pos_of, feats_of = m.tag_parts
    relations = m.vocabularies.relations
    tags = [i for w in windows for i in w.tag.tolist()]
    tokens = replace(
        parse.tokens,
        pos=[pos_of[i] for i in tags],
        feats=[feats_of[i] for i in tags],
        head=[i for w in windows for i in w.head.tolist()],
        relation=[relations[i] for w in windows for i in w.relation.tolist()],
    )
    if not windows:
        return replace(parse, tokens=tokens, spans=())
    if tagger == 'natasha':
        return replace(parse, tokens=tokens, spans=natasha_spans(np.concatenate([w.emissions for w in windows]), m))
    return replace(parse, tokens=tokens, spans=own_spans(shown, windows, m))


def own_spans(parse: Parse, windows: Sequence[Encoded], m: Models) -> tuple[Span, ...]:
    """Names and positions by svodka's own model, window by window."""
    sentence = np.array(parse.tokens.sentence, np.int32)
    joined = np.append(False, sentence[1:] == sentence[:-1])
    spans: list[Span] = []
    first = 0
    for window in checked(windows):
        last = first + len(window.tag)
        spans += names.find_spans(m.names, parse.tokens.text[first:last], window, joined[first:last], first)
        first = last
    return tuple(spans)


def natasha_spans(emissions: Floats, m: Models) -> tuple[Span, ...]:
    """natasha's names: the best path of its CRF over the document's emissions, n × 8."""
    tags = np.empty(len(emissions), np.int8)
    m.loops.now.viterbi(emissions, m.networks['ner'].head['head']['crf']['transitions'], tags)
    return bio_spans(tags, m.vocabularies.names)


def bio_spans(tags: np.ndarray[tuple[int], np.dtype[np.int8]], names: Sequence[str]) -> tuple[Span, ...]:
    """Spans of BIO tags by id, read as slovnet does: I- after O is nothing, I- after another type goes on with that."""
    spans: list[Span] = []
    outside = names.index('O')  # before it is only padding
    open_until = -1
    for i in np.flatnonzero(tags > outside).tolist():
        name = names[tags[i]]
        if name[0] == 'B':
            spans.append(Span(i, i + 1, name[2:]))
            open_until = i + 1
        elif spans and open_until == i:
            spans[-1] = Span(spans[-1].first, i + 1, spans[-1].type)
            open_until = i + 1
    return tuple(spans)

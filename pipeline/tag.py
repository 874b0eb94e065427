"""Tokens → part of speech, syntax and names, by the slovnet models that natasha ships."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.model import Parse, Span


def model_folder() -> Path:
    """The folder of natasha's model files, found without running natasha's code."""
    spec = importlib.util.find_spec('natasha')
    if spec is None or spec.origin is None:
        raise FileNotFoundError('natasha is not installed, and its model files are needed: run pip install natasha==1.6.0')
    return Path(spec.origin).parent / 'data'


@lru_cache(maxsize=1)
def taggers() -> tuple[Any, Any, Any]:
    from navec import Navec
    from slovnet import NER, Morph, Syntax

    data = model_folder()
    navec = Navec.load(str(data / 'emb/navec_news_v1_1B_250K_300d_100q.tar'))
    loaded = (Morph.load(str(data / 'model/slovnet_morph_news_v1.tar')), Syntax.load(str(data / 'model/slovnet_syntax_news_v1.tar')),
              NER.load(str(data / 'model/slovnet_ner_news_v1.tar')))
    for model in loaded:
        model.navec(navec)
    return loaded


def tag(parses: Sequence[Parse]) -> list[Parse]:
    """The same parses with pos, feats, head, relation and the tagger's spans."""
    morph, syntax, ner = taggers()
    out = []
    for parse in parses:
        words = [parse.tokens.text[s.first:s.last] for s in parse.sentences]
        pos, feats, head, relation = [], [], [], []
        for s, found in zip(parse.sentences, morph.map(words), strict=True):
            for t in found.tokens:
                p, _, f = t.tag.partition('|')
                pos.append(p)
                feats.append(f)
        for s, found in zip(parse.sentences, syntax.map(words), strict=True):
            for t in found.tokens:
                h = int(t.head_id)
                head.append(s.first + h - 1 if h else -1)
                relation.append(t.rel)
        spans = []
        if parse.tokens.text:
            tags = list(ner.infer([parse.tokens.text]))[0] if False else _bio(ner, parse.tokens.text)
            spans = _spans(tags)
        out.append(replace(parse, tokens=replace(parse.tokens, pos=pos, feats=feats, head=head, relation=relation), spans=tuple(spans)))
    return out


def _bio(ner: Any, words: list[str]) -> list[str]:
    infer = ner.infer
    inputs = infer.encoder([words])
    return list(next(iter(infer.decoder(infer.process(inputs)))))


def _spans(tags: list[str]) -> list[Span]:
    spans: list[Span] = []
    for i, t in enumerate(tags):
        kind = t[2:]
        if t[0] == 'B' or (t[0] == 'I' and not (spans and spans[-1].last == i and spans[-1].type == kind)):
            spans.append(Span(i, i + 1, kind))
        elif t[0] == 'I':
            spans[-1] = Span(spans[-1].first, i + 1, kind)
    return spans

"""Reads RuNormAS through the pipeline: parsed texts and their gold names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from svodka.analyse import parse_documents
from svodka.model import Document, Parse, Span

BATCH = 50  # documents parsed at once
GoldName = tuple[Span, str]  # and the normal form


def gold_names(folder: Path) -> Iterator[tuple[Parse, list[GoldName]]]:
    """Each text with its gold names as (span, normal form); a name's type is the tagger's where it found one there."""
    files = sorted(folder.glob('*.txt'))
    for at in range(0, len(files), BATCH):
        batch = files[at : at + BATCH]
        parses = parse_documents([Document(f.stem, f.name, f.read_bytes().decode('utf-8')) for f in batch])
        for file, parse in zip(batch, parses, strict=True):
            yield parse, sorted(names_of(file, parse), key=lambda n: n[0].first)


def names_of(file: Path, parse: Parse) -> Iterator[GoldName]:
    """The gold names of a text that lie on tokens, without quotation marks around the whole."""
    text, tokens = parse.document.text, parse.tokens
    firsts, lasts = {s: i for i, s in enumerate(tokens.start)}, {s: i + 1 for i, s in enumerate(tokens.stop)}
    rows = [file.with_suffix(s).read_text(encoding='utf-8').splitlines() for s in ('.ann', '.norm')]
    for where, normal in zip(*rows, strict=False):
        ends = [int(n) for n in where.split()]
        if len(ends) != 2:  # a discontinuous name
            continue
        start, stop = ends
        if stop - start > 2 and text[start] in '«"„“' and text[stop - 1] in '»"“”':
            start, stop = start + 1, stop - 1
        if start in firsts and stop in lasts:
            yield Span(firsts[start], lasts[stop], type_of(parse, firsts[start], lasts[stop])), normal.strip()


def type_of(parse: Parse, first: int, last: int) -> str:
    """The type of the tagger's span that shares most tokens with [first, last), ORG if none does."""
    shared = {min(last, s.last) - max(first, s.first): s.type for s in parse.spans if s.type != 'ROLE'}
    most = max(shared, default=0)
    return shared[most] if most > 0 else 'ORG'

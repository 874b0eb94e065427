"""Sentences as CoNLL-U (https://universaldependencies.org/format.html), with the names of mentions in MISC."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from pathlib import Path

import duckdb

from svodka.export.documents import Exported, Row, documents

EXTRA_ROOT = 'parataxis'  # the relation of a second root, of which a tree has none


def write_conllu(db: duckdb.DuckDBPyConnection, out: Path) -> int:
    """Every sentence of every document. Returns the number of sentences.

    A tree has one root and no circle: a second root of the parser hangs on the first as parataxis, and a circle is
    opened at its first word. Names stand in MISC as Entity=B-PER, I-PER.
    """
    count = 0
    with out.open('w', encoding='utf-8', newline='\n') as file:
        for exported in documents(db, ['tokens', 'mentions']):
            for block in blocks(exported):
                file.write(block)
                count += 1
    return count


def blocks(exported: Exported) -> Iterator[str]:
    """The sentences of a document, each with the empty line behind it."""
    tags = _entity_tags(exported)
    document = exported.document
    for number, group in groupby(exported.rows['tokens'], key=lambda row: row['sentence']):
        tokens = list(group)
        lines = []
        if number == exported.rows['tokens'][0]['sentence']:
            lines += [f'# newdoc id = {document["document_id"]}', f'# path = {_one_line(document["path"])}']
        glued = [b['start'] == a['stop'] for a, b in pairwise(tokens)] + [False]
        text = ''.join(_form(t) + ('' if g else ' ') for t, g in zip(tokens, glued, strict=True)).rstrip()
        lines += [f'# sent_id = {document["document_id"]}-{number}', f'# text = {text}']
        heads = tree([t['head'] for t in tokens], tokens[0]['token'])
        for i, (token, head, near) in enumerate(zip(tokens, heads, glued, strict=True), 1):
            relation = 'root' if head == 0 else token['relation'] if token['relation'] != 'root' else EXTRA_ROOT
            misc = [tags[token['token']]] if token['token'] in tags else []
            misc += ['SpaceAfter=No'] if near else []
            feats = '|'.join(sorted((token['feats'] or '_').split('|'), key=str.lower))
            lemma = _one_line(token['lemma']) or '_'
            lines.append('\t'.join([str(i), _form(token), lemma, token['pos'] or 'X', '_', feats, str(head), relation,
                                    '_', '|'.join(misc) or '_']))  # fmt: skip
        yield '\n'.join(lines) + '\n\n'


def tree(heads: Sequence[int | None], first: int) -> list[int]:
    """Heads counted from 1, one of them 0 and no circle, of heads as the table has them.

    `first` is the number in the document of the sentence's first token.

    >>> tree([11, None, None, 14, 13], 10)
    [2, 0, 2, 2, 4]
    """
    made = [0 if h is None or not 0 <= h - first < len(heads) else h - first + 1 for h in heads]
    root = next((i for i, h in enumerate(made, 1) if h == 0), 0)
    if not root:
        made[0], root = 0, 1
    made = [root if h == 0 and i != root else h for i, h in enumerate(made, 1)]
    safe = {0, root}
    for i in range(1, len(made) + 1):
        path, at = [], i
        while at not in safe and at not in path:
            path.append(at)
            at = made[at - 1]
        if at not in safe:  # a circle: it hangs on the root at its first word
            made[min(path[path.index(at) :]) - 1] = root
        safe.update(path)
    return made


def _entity_tags(exported: Exported) -> dict[int, str]:
    """Token → its tag in MISC."""
    starts = {row['start']: row for row in exported.rows['tokens']}
    tags: dict[int, str] = {}
    for mention in exported.rows['mentions']:
        token: Row | None = starts.get(mention['start'])
        if token is None:
            continue
        tags[token['token']] = f'Entity=B-{mention["type"]}'
    inside = sorted(exported.rows['mentions'], key=lambda m: m['start'])
    at = 0
    for row in exported.rows['tokens']:
        while at < len(inside) and inside[at]['stop'] <= row['start']:
            at += 1
        if at < len(inside) and inside[at]['start'] < row['start'] and row['stop'] <= inside[at]['stop']:
            tags.setdefault(row['token'], f'Entity=I-{inside[at]["type"]}')
    return tags


def _form(token: Row) -> str:
    """A form has no space in it."""
    return '_'.join(token['text'].split()) or '_'


def _one_line(text: str | None) -> str:
    return ' '.join((text or '').split())

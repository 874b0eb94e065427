"""Who appears with whom, and who speaks of whom, as graphs of people and organisations.

GEXF 1.2 (https://gexf.net), GraphML (http://graphml.graphdrawing.org).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
from lxml import etree

from svodka.export.documents import Row, rows_of

NODES = """
SELECT entity_id, name, 'person' AS type, position, documents, mentions, quotations FROM people UNION ALL
SELECT entity_id, name, 'organisation', NULL, documents, mentions, quotations FROM organisations"""
TOGETHER = 'SELECT entity_id AS source, other_id AS target, documents AS weight FROM cooccurrences ORDER BY ALL'
# A quotation speaks of everybody whose name stands in it, but its speaker.
SPEECH = """
SELECT q.speaker_id AS source, m.entity_id AS target, count(DISTINCT q.utterance_id) AS weight
FROM quotations q JOIN mentions m ON m.document_id = q.document_id AND m.start >= q.start AND m.stop <= q.stop
WHERE q.speaker_id IS NOT NULL AND m.type <> 'LOC' AND m.entity_id <> q.speaker_id
GROUP BY ALL ORDER BY ALL"""
# The attributes of a node, with their types in both formats.
ATTRIBUTES = {
    'type': 'string',
    'position': 'string',
    'documents': 'integer',
    'mentions': 'integer',
    'quotations': 'integer',
}
GEXF = 'http://www.gexf.net/1.2draft'
GRAPHML = 'http://graphml.graphdrawing.org/xmlns'


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes and edges, whose rows are made as they are written; `directed` edges go from speaker to whom he names."""

    nodes: Sequence[Row]
    edges: Iterator[Row]
    directed: bool


def _graph(db: duckdb.DuckDBPyConnection, speech: bool) -> Graph:
    nodes = list(rows_of(db, f'SELECT * FROM ({NODES}) ORDER BY entity_id'))
    return Graph(nodes, rows_of(db, SPEECH if speech else TOGETHER), speech)


def _text(value: object) -> str:
    """A value as XML can hold it: names come from texts, which may hold anything."""
    return ''.join(c for c in str(value) if c >= ' ' and c not in '\ufffe\uffff' and not '\ud800' <= c <= '\udfff')


def _gexf(xml: Any, graph: Graph) -> None:
    kind = 'directed' if graph.directed else 'undirected'
    with xml.element('gexf', nsmap={None: GEXF}, version='1.2'), xml.element('graph', defaultedgetype=kind):
        with xml.element('attributes', {'class': 'node'}):
            for name, of in ATTRIBUTES.items():
                xml.write(etree.Element('attribute', id=name, title=name, type=of))
        with xml.element('nodes'):
            for row in graph.nodes:
                node = etree.Element('node', id=row['entity_id'], label=_text(row['name']))
                values = etree.SubElement(node, 'attvalues')
                for name in ATTRIBUTES:
                    if row[name] is not None:
                        etree.SubElement(values, 'attvalue', {'for': name, 'value': _text(row[name])})
                xml.write(node)
        with xml.element('edges'):
            for number, row in enumerate(graph.edges):
                xml.write(etree.Element('edge', id=str(number), source=row['source'], target=row['target'],
                                        weight=str(row['weight'])))  # fmt: skip


def _graphml(xml: Any, graph: Graph) -> None:
    types: Mapping[str, str] = {'string': 'string', 'integer': 'int'}
    with xml.element('graphml', nsmap={None: GRAPHML}):
        for name, of in {'label': 'string', **ATTRIBUTES}.items():
            xml.write(etree.Element('key', {'id': name, 'for': 'node', 'attr.name': name, 'attr.type': types[of]}))
        xml.write(etree.Element('key', {'id': 'weight', 'for': 'edge', 'attr.name': 'weight', 'attr.type': 'int'}))
        with xml.element('graph', edgedefault='directed' if graph.directed else 'undirected'):
            for row in graph.nodes:
                node = etree.Element('node', id=row['entity_id'])
                for name, value in {'label': row['name'], **{name: row[name] for name in ATTRIBUTES}}.items():
                    if value is not None:
                        etree.SubElement(node, 'data', key=name).text = _text(value)
                xml.write(node)
            for row in graph.edges:
                edge = etree.Element('edge', source=row['source'], target=row['target'])
                etree.SubElement(edge, 'data', key='weight').text = str(row['weight'])
                xml.write(edge)


def _write(form: Callable[[Any, Graph], None], speech: bool, db: duckdb.DuckDBPyConnection, out: Path) -> int:
    """Write a graph; returns the number of nodes."""
    graph = _graph(db, speech)
    with etree.xmlfile(str(out), encoding='utf-8') as xml:
        xml.write_declaration()
        form(xml, graph)
    return len(graph.nodes)


write_gexf = partial(_write, _gexf, False)
write_speech_gexf = partial(_write, _gexf, True)
write_graphml = partial(_write, _graphml, False)
write_speech_graphml = partial(_write, _graphml, True)

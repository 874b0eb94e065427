"""Rows → tables (a first, plain version)."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.model import Analysis

KIND = {'PER': 'people', 'ORG': 'organisations', 'LOC': 'places'}


def digest(*parts: object) -> str:
    return hashlib.sha256('\0'.join(map(str, parts)).encode()).hexdigest()[:16]


def frames(analyses: Sequence[Analysis]) -> dict[str, pd.DataFrame]:
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for a in analyses:
        d, t = a.parse.document, a.parse.tokens
        rows['documents'].append({'document_id': d.document_id, 'path': d.path, 'format': d.format, 'encoding': d.encoding, 'sha256': d.sha256,
                                  'title': d.title, 'published': d.published, 'published_from': d.published_from, 'language': d.language,
                                  'characters': len(d.text), 'sentences': len(a.parse.sentences), 'tokens': len(t), 'status': d.status,
                                  'message': d.message})
        rows['texts'].append({'document_id': d.document_id, 'text': d.text})
        ids = [digest(e.type, e.place.key if e.place else e.name.lower()) for e in a.entities]
        for e, i in zip(a.entities, ids, strict=True):
            p, g = e.person, e.place
            rows[KIND[e.type]].append({'entity_id': i, 'name': e.name, 'first_name': p and p.first, 'middle_name': p and p.middle,
                                       'last_name': p and p.last, 'gender': p and p.gender, 'abbreviation': e.abbreviation,
                                       'kind': g and g.kind, 'country': g and g.country, 'geonames_id': g and g.geonames_id,
                                       'mentions': len(e.mentions)})
        for n, m in enumerate(a.mentions):
            rows['mentions'].append({'document_id': d.document_id, 'mention_id': digest(d.document_id, m.type, m.start, m.stop),
                                     'entity_id': ids[a.entity_of[n]], 'type': m.type, 'form': m.form, 'start': m.start, 'stop': m.stop,
                                     'text': d.text[m.start:m.stop], 'name': m.name, 'sentence': m.sentence})
        for p in a.positions:
            rows['positions'].append({'document_id': d.document_id, 'person_id': ids[a.entity_of[p.person]], 'position': p.position,
                                      'organisation_id': None if p.organisation is None else ids[a.entity_of[p.organisation]],
                                      'start': p.start, 'stop': p.stop, 'text': d.text[p.start:p.stop], 'sentence': p.sentence})
        for x in a.dates:
            rows['dates'].append({'document_id': d.document_id, 'start': x.start, 'stop': x.stop, 'text': d.text[x.start:x.stop],
                                  'edtf': x.edtf, 'start_date': x.start_date, 'end_date': x.end_date, 'time': x.time,
                                  'granularity': x.granularity, 'kind': x.kind, 'anchor': x.anchor, 'rule': x.rule, 'sentence': x.sentence})
        for q in a.quotations:
            rows['quotations'].append({'document_id': d.document_id, 'quotation_id': digest(d.document_id, q.start, q.stop, q.kind),
                                       'start': q.start, 'stop': q.stop, 'text': d.text[q.start:q.stop], 'kind': q.kind, 'cue': q.cue,
                                       'speaker': q.speaker, 'speaker_id': None if q.entity is None else ids[q.entity],
                                       'speaker_start': q.speaker_start, 'speaker_stop': q.speaker_stop, 'sentence': q.sentence})
    for name in ('mentions', 'people', 'organisations', 'places', 'positions', 'dates', 'quotations'):
        rows.setdefault(name, [])
    out = {name: pd.DataFrame(r) for name, r in rows.items()}
    for name in KIND.values():
        if len(out[name]):
            names = {k: Counter(dict(zip(g['name'], g['mentions'], strict=True))).most_common(1)[0][0] for k, g in out[name].groupby('entity_id')}
            out[name] = out[name].drop_duplicates('entity_id').assign(name=lambda f, n=names: f['entity_id'].map(n))
    return out


def write(analyses: Sequence[Analysis], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in frames(analyses).items():
        if not len(frame.columns):
            columns = {'positions': ['document_id', 'person_id', 'position', 'organisation_id', 'start', 'stop'],
                       'dates': ['document_id', 'start', 'stop', 'start_date', 'end_date'],
                       'quotations': ['document_id', 'start', 'stop', 'kind', 'speaker']}.get(name, ['document_id', 'entity_id', 'name'])
            frame = pd.DataFrame(columns=columns)
        frame.to_parquet(folder / f'{name}.parquet')

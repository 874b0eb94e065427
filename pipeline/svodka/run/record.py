"""run.json: what a run did, with what, and what it took. It may come from anybody, so no name in it is believed."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from svodka.collection.corrections import Correction
from svodka.run import fingerprint
from svodka.run.own import RECORD, is_record
from svodka.run.plan import Plan
from svodka.run.shards import WorkOptions, peak_memory
from svodka.run.storage import Folder
from svodka.tables import TableOptions, table_files

TOLD = 2  # what is told of files that failed: the message, and of how many
LAYOUT = 3  # of the output folder; one with a higher number was written by a newer svodka


def read_record(out: Folder) -> dict[str, Any]:
    """What run.json says; empty if there is none that can be read."""
    try:
        record = json.loads(out.read(RECORD) or b'{}')
    except (ValueError, RecursionError):
        return {}
    return record if isinstance(record, dict) and is_record(record) else {}


def write_record(out: Folder, record: Mapping[str, Any]) -> None:
    """Write run.json, after all that it tells of."""
    with out.written(RECORD) as path:
        path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + '\n', encoding='utf-8')


def make_record(
    work: WorkOptions,
    tables: TableOptions,
    planned: Plan,
    files: int,
    began: float,
    worker: int,
    found: Mapping[str, Any],
) -> dict[str, Any]:
    """What run.json says of a run over so many files that began at this time; `worker`: bytes of the largest at their
    highest; `found`: what it wrote and counted."""
    return {
        'layout': LAYOUT,
        'version': fingerprint.versions()['svodka'],
        'options': {'read': asdict(work.read), 'tagger': work.tagger, 'tables': asdict(tables)},
        'models': fingerprint.models(),
        'libraries': fingerprint.versions() | fingerprint.readers(),
        'code': fingerprint.code(afterwards=True),
        'files': {'all': files, 'new': planned.new, 'changed': planned.changed, 'read': len(planned.fresh),
                  'kept': len(planned.kept), 'gone': planned.gone},
        'seconds': round(time.monotonic() - began, 3),
        'memory': {name: size for name, size in (('assembly', peak_memory()), ('worker', worker)) if size},
        **found,
    }  # fmt: skip


def make_entry(planned: Plan, files: int, documents: Mapping[str, int], began: float) -> dict[str, Any]:
    """What the journal says of a run beside its news."""
    return {
        'version': fingerprint.versions()['svodka'],
        'seconds': round(time.monotonic() - began, 3),
        'files': {'all': files, 'new': planned.new, 'changed': planned.changed, 'gone': planned.gone},
        'status': dict(documents),
    }


def outputs_of(record: Mapping[str, Any]) -> dict[str, str]:
    """The files that a record says were written, as far as svodka writes such files."""
    outputs = record.get('outputs')
    ours = set(table_files(TableOptions()))
    return {name: str(stamp) for name, stamp in outputs.items() if name in ours} if isinstance(outputs, dict) else {}


def left_out(record: Mapping[str, Any], corrections: Sequence[Correction]) -> int:
    """How many corrections that a record tells of are not among these."""
    said, effects = record.get('corrected_by'), record.get('corrections')
    if isinstance(said, list):
        return len(set(map(str, said)) - {c.said for c in corrections})
    return len(effects) if isinstance(effects, list) and not corrections else 0


def told_effects(record: Mapping[str, Any]) -> list[dict[str, Any]] | None:
    """What each correction did, as `Effect.record` tells it; None where a record does not tell it so."""
    told = record.get('corrections')
    if not isinstance(told, list):
        return None
    kinds = {'message': str, 'said': str, 'changed': int}
    whole = all(isinstance(e, dict) and all(isinstance(e.get(k), kind) for k, kind in kinds.items()) for e in told)
    return told if whole else None


def lost_anew(record: Mapping[str, Any], before: Mapping[str, Any]) -> list[str]:
    """What is told of the corrections that change nothing and are not known from the run before to do so."""
    known = {effect['said'] for effect in told_effects(before) or () if not effect['changed']}
    return [e['message'] for e in told_effects(record) or () if not e['changed'] and e['said'] not in known]


def is_whole(record: Mapping[str, Any]) -> bool:
    """Whether a record holds what a summary says of a run."""
    counts = [record.get('documents'), record.get('rows')]
    lists = [record.get('failed'), record.get('skipped')]
    return (
        all(isinstance(c, dict) and all(isinstance(n, int) for n in c.values()) for c in counts)
        and all(isinstance(x, list) for x in lists)
        and told_effects(record) is not None
        and all(isinstance(pair, list) and len(pair) == TOLD for pair in (*record['failed'], *record['skipped']))
    )

"""A long run with faults: `python -m tests.bench.soak --documents 100000 --faults 5 --kill-every 1000`.

Makes short documents of the sample releases' paragraphs, breaks some of them, and runs `svodka extract` over them while
it kills a worker after every so many documents. The first run gets a disk that is too small: it must stop with a
sentence, and the same command must go on from there once there is room. At the end nothing may be lost: every file has
its row, every whole one is `ok` with its text as written, every broken one says why. `--compare` also runs the same
folder undisturbed and wants the same bytes.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from tests.bench.scale import FOLDER_FILES, default_workers, paragraphs

ROOT = Path(__file__).parent.parent.parent
PARAGRAPHS = 1
SMALL_DISK = 700  # bytes a document: the parts of all need three times as much
SECONDS_BETWEEN_LOOKS = 0.2
# No legacy Word files: LibreOffice, which reads them, takes seconds to start for each.
BROKEN: dict[str, Callable[[str], bytes]] = {
    'empty.txt': lambda text: b'',
    'marks.txt': lambda text: b'.,!?' * 50,
    'nul.txt': lambda text: b'\0' * 500,
    'lost.txt': lambda text: ('\ufffd\ufffd\ufffd\ufffd ' * 60).encode(),
    'picture.txt': lambda text: b'\x89PNG\r\n\x1a\n' + text.encode()[:200],
    'cut.docx': lambda text: b'PK\x03\x04' + text.encode()[:300],
    'cut.odt': lambda text: b'PK\x03\x04' + b'\0' * 26 + text.encode()[:300],
    'cut.pdf': lambda text: b'%PDF-1.7\n1 0 obj\n' + text.encode()[:300],
    'odd.rtf': lambda text: b'{\\rtf1 \\u99999999999999 ' + text.encode()[:300],
    'blank.html': lambda text: b'<html><head><title>1</title></head><body><script>1</script></body></html>',
    'blank.eml': lambda text: b'From: a@example.org\nTo: b@example.org\nDate: Fri, 15 Mar 2024 10:00:00 +0500\n\n.\n',
    'cut.xml': lambda text: b'<?xml version="1.0"?><rss><channel><item><tit',
    'cut.json': lambda text: b'[{"text": "' + text.encode()[:300],
    'nameless.csv': lambda text: b'a;b\n1;2\n3;4\n',
    'text.zip': lambda text: text.encode(),
    'english.txt': lambda text: b'The minister said that the talks would go on until the end of the week. ' * 3,
}


@dataclass(frozen=True, slots=True)
class Sources:
    """The texts of whole files by path, and the paths of broken ones."""

    whole: dict[str, str]
    broken: frozenset[str]


def write_sources(folder: Path, count: int, faults: float, pool: list[str]) -> Sources:
    """Write so many files, the share `faults` of them broken; the same at every call."""
    chance = random.Random(count)
    whole: dict[str, str] = {}
    broken = set()
    for i in range(count):
        text = '\n\n'.join([f'Сообщение № {i}', *chance.sample(pool, PARAGRAPHS)])
        stem = f'{i // FOLDER_FILES:03}/2025-{i % 12 + 1:02}-{i % 28 + 1:02}_{i:06}'
        if chance.random() < faults:
            kind = chance.choice(list(BROKEN))
            name, data = f'{stem}_{kind}', BROKEN[kind](text)
            broken.add(name)
        else:
            name, data = f'{stem}.txt', text.encode()
            whole[name] = text
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return Sources(whole, frozenset(broken))


# ------------------------------------------------------------------------------------------------------ disturbances


@dataclass
class Run:
    """How one `svodka extract` went."""

    seconds: float
    code: int
    said: str
    killed: int


def extract(source: Path, out: Path, workers: int, kill_every: int = 0, file_bytes: int = 0) -> Run:
    """Run it, and kill one of its workers whenever so many more documents lie in parts."""
    command = [
        sys.executable,
        '-c',
        'from svodka.cli import main; main()',
        'extract',
        str(source),
        '--out',
        str(out),
        '--workers',
        str(workers),
        '--format',
        'parquet',
    ]
    environment = {**os.environ, 'PYTHONPATH': str(ROOT / 'pipeline')}

    def small_files() -> None:
        if file_bytes:
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))

    began = time.monotonic()
    with tempfile.TemporaryFile('w+') as said:
        process = subprocess.Popen(command, env=environment, stdout=said, stderr=said, preexec_fn=small_files)
        killed, goal = 0, kill_every + finished(out)
        while process.poll() is None:
            time.sleep(SECONDS_BETWEEN_LOOKS)
            if kill_every and finished(out) >= goal and kill_a_worker(process.pid):
                killed += 1
                goal += kill_every
        said.seek(0)
        return Run(time.monotonic() - began, process.returncode, said.read(), killed)


_counted: dict[Path, int] = {}


def finished(out: Path) -> int:
    """The documents in finished parts."""
    parts = (out / '.svodka' / 'parts').rglob('*.parquet')
    total = 0
    for part in parts:
        if part not in _counted:
            try:
                _counted[part] = pq.read_metadata(part).num_rows
            except (OSError, ValueError):  # it is being written or was taken away
                continue
        total += _counted[part]
    return total


def kill_a_worker(parent: int) -> bool:
    """Kill one worker of this process, if it has one."""
    listed = Path(f'/proc/{parent}/task/{parent}/children')
    try:
        children = listed.read_text().split() if listed.exists() else []
        for child in children:
            if b'spawn_main' in Path(f'/proc/{child}/cmdline').read_bytes():
                os.kill(int(child), signal.SIGKILL)
                return True
    except OSError:
        pass
    return False


@contextmanager
def small_disk(size: int) -> Iterator[tuple[Path, int]]:
    """A folder on a disk of so many bytes, or, where none can be made, one and a bound on a file's bytes."""
    with tempfile.TemporaryDirectory(prefix='svodka-disk-') as folder:
        mounted = (
            sys.platform == 'linux'
            and subprocess.run(
                ['mount', '-t', 'tmpfs', '-o', f'size={size}', 'svodka-soak', folder], capture_output=True, check=False
            ).returncode
            == 0
        )
        try:
            yield Path(folder), 0 if mounted else 100_000
        finally:
            if mounted:
                subprocess.run(['umount', folder], check=True)


# ------------------------------------------------------------------------------------------------------------ verdict


def lost(out: Path, sources: Sources) -> list[str]:
    """What is missing or wrong in the tables."""
    columns = ['document_id', 'path', 'status', 'message', 'sentences', 'tokens']
    documents = pq.read_table(out / 'documents.parquet', columns=columns).to_pylist()
    wrong = [] if len({d['document_id'] for d in documents}) == len(documents) else ['documents has rows twice']
    texts = dict(zip(*pq.read_table(out / 'texts.parquet').to_pydict().values(), strict=True))
    seen = Counter(d['path'].split('#')[0] for d in documents)
    wrong += [f'{path}: no row' for path in {*sources.whole, *sources.broken} - set(seen)]
    wrong += [f'{path}: no such file' for path in set(seen) - {*sources.whole, *sources.broken}]
    for d in documents:
        text = sources.whole.get(d['path'])
        if text is not None and (d['status'] != 'ok' or texts.get(d['document_id']) != text):
            wrong.append(f'{d["path"]}: {d["status"]}, {d["message"]}')
        if text is None and (d['status'] == 'ok' or not d['message']):
            wrong.append(f'{d["path"]}: {d["status"]} though it is broken')
    for table in ('sentences', 'tokens', 'mentions'):
        of = set(pq.read_table(out / f'{table}.parquet', columns=['document_id']).column(0).unique().to_pylist())
        wrong += [f'{table}: rows of a document that is not there'] * bool(of - set(texts))
        if table != 'mentions':
            rows, counted = pq.read_metadata(out / f'{table}.parquet').num_rows, sum(d[table] for d in documents)
            wrong += [f'{table}: {rows:,} rows, but the documents have {counted:,}'] * (rows != counted)
            wrong += [f'{table}: {len(set(texts) - of)} documents without any'] * bool(set(texts) - of)
    return wrong


def tables(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(out.glob('*.parquet'))}


def soak(count: int, faults: float, kill_every: int, workers: int, compare: bool, folder: Path) -> dict[str, object]:
    """The whole of it; what came of it, as run.json would say it. Raises AssertionError."""
    from tests.bench.__main__ import read_texts

    source, out = folder / 'in', folder / 'out'
    pool = [p for p in paragraphs(read_texts(ROOT / 'data' / 'releases')) if len(p) < 600]
    sources = write_sources(source, count, faults, pool)
    full = None
    if kill_every:
        with small_disk(SMALL_DISK * count) as (disk, file_bytes):
            full = extract(source, disk / 'out', workers, kill_every, file_bytes)
            assert full.code == 1, full.said
            assert 'make room' in full.said, full.said
            shutil.copytree(disk / 'out', out)
        kept = finished(out)
        print(f'the small disk was full after {full.seconds:.0f} s, {kept:,} documents are kept', file=sys.stderr)
    run = extract(source, out, workers, kill_every)
    assert run.code == (1 if faults else 0), run.said
    assert 'Traceback' not in run.said, run.said
    wrong = lost(out, sources)
    assert not wrong, '\n'.join(wrong[:20])
    record = json.loads((out / 'run.json').read_text(encoding='utf-8'))
    found = {
        'documents': count,
        'broken': len(sources.broken),
        'status': record['documents'],
        'tokens': record['rows']['tokens'],
        'workers': workers,
        'workers killed': run.killed + (full.killed if full else 0),
        'full disks': int(bool(full)),
        'documents kept when the disk was full': kept if full else 0,
        'seconds': round(run.seconds + (full.seconds if full else 0)),
        'memory of the largest process, MB': resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
        'lost': 0,
    }
    if compare:
        undisturbed = extract(source, folder / 'undisturbed', workers)
        assert tables(out) == tables(folder / 'undisturbed'), 'the tables are not those of an undisturbed run'
        found['seconds undisturbed'] = round(undisturbed.seconds)
        found['same bytes as undisturbed'] = True
    again = extract(source, out, workers)
    found['seconds of a second run'] = round(again.seconds, 1)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(prog='python -m tests.bench.soak', description=(__doc__ or '').split('\n')[0])
    parser.add_argument('--documents', type=int, default=100_000)
    parser.add_argument('--faults', type=float, default=5, help='percent of the files that are broken')
    parser.add_argument('--kill-every', type=int, default=1000, help='documents after which a worker is killed')
    parser.add_argument('--workers', type=int, default=default_workers())
    parser.add_argument('--compare', action='store_true', help='also with an undisturbed run')
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix='svodka-soak-') as folder:
        found = soak(
            options.documents, options.faults / 100, options.kill_every, options.workers, options.compare, Path(folder)
        )
    print(json.dumps(found, ensure_ascii=False, indent=1))


if __name__ == '__main__':
    main()

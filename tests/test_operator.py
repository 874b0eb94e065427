"""What whoever runs svodka each night needs: options in a file, silence, JSON, patterns, tables for other programs."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
import re
import signal
import subprocess
import sys
from contextlib import closing
from dataclasses import fields
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result
from svodka.cli import config, main
from svodka.cli.progress import shown
from svodka.export import FORMATS
from svodka.run.interface import Progress, Summary
from svodka.run.plan import shards
from svodka.run.shards import WorkOptions
from svodka.run.sources import Source, wanted
from svodka.run.storage import Folder
from svodka.run.workers import processes_ahead

from tests.releases import write_releases
from tests.report_support import rows, write
from tests.run_support import Extract, threads


def svodka(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.fixture
def source(extract: Extract, tmp_path: Path) -> Path:
    """Three releases, and one in a folder of drafts; runs go without models."""
    assert extract
    folder = write_releases(tmp_path / 'in', 3)
    (folder / 'drafts').mkdir()
    (folder / 'drafts' / 'later.txt').write_text('Черновик: Иванов приедет.', encoding='utf-8')
    return folder


def run(source: Path, *arguments: str) -> Result:
    out = () if '--out' in arguments else ('--out', str(source.parent / 'out'))
    return svodka('extract', str(source), *out, '--format', 'csv', '--workers', '1', *arguments)


@pytest.fixture(scope='module')
def older(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folders of tables by what is wrong with them: written by a version that knew no outlets, or damaged."""
    folder = tmp_path_factory.mktemp('older')
    for name, form in (('parquet', 'parquet'), ('csv', 'csv'), ('damaged', 'parquet')):
        write(folder / name, rows(3), formats=(form,))
    for table, column in (('documents', 'outlet'), ('people', 'quotations')):
        found = pq.read_table(folder / f'parquet/{table}.parquet')
        pq.write_table(found.drop_columns([column]), folder / f'parquet/{table}.parquet')
        path = folder / f'csv/{table}.csv'
        with path.open(encoding='utf-8-sig', newline='') as file:
            lines = list(csv.DictReader(file))
        with path.open('w', encoding='utf-8-sig', newline='') as file:
            writer = csv.DictWriter(file, [key for key in lines[0] if key != column], extrasaction='ignore')
            writer.writeheader()
            writer.writerows(lines)
    (folder / 'damaged/people.parquet').write_bytes(b'PAR1 and no more')
    return folder


@pytest.mark.parametrize('kind', ['parquet', 'csv', 'damaged'])
@pytest.mark.parametrize('command', [
    ('report', '--out', 'x'), ('view', 'documents'), ('digest', '--since', '2025-05-01'),
    *(('export', '--to', to, '--out', 'x') for to in FORMATS)
])  # fmt: skip
def test_tables_of_another_version_are_told_in_one_sentence(
    older: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, command: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    told = svodka(command[0], str(older / kind), *command[1:])
    assert (told.exit_code, told.stdout, len(told.stderr.splitlines())) == (2, '', 1), told.stderr
    assert f'{older / kind}' in told.stderr
    assert 'was written by another version of svodka, or is damaged: run svodka extract' in told.stderr
    assert not list(tmp_path.iterdir()), 'nothing half-made is left'


# -------------------------------------------------------------------------------------------------------- stopped


def test_a_run_that_is_stopped_says_so_and_nothing_else(tmp_path: Path) -> None:
    source = write_releases(tmp_path / 'in', 120)
    command = [sys.executable, '-m', 'svodka', 'extract', str(source), '--out', str(tmp_path / 'out'), '--workers', '2']
    ran = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding='utf-8',
                           cwd=tmp_path, start_new_session=True)  # fmt: skip
    assert ran.stderr
    assert (
        ran.stderr.readline() == 'reading: 0 of 120\n'
    )  # the workers load their models, and what they are to do waits
    os.killpg(ran.pid, signal.SIGINT)  # as a terminal does
    told = ran.communicate(timeout=60)
    assert told == ('', 'svodka: Stopped. What is done is kept: the same command goes on from here.\n')
    assert ran.returncode == 130


def test_any_command_may_be_stopped(tables: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr('svodka.report.write_report', stop)
    told = svodka('report', str(tables), '--out', 'x')
    assert (told.exit_code, told.output) == (130, 'svodka: Stopped.\n')


def test_a_worker_can_be_stopped_once_it_has_begun_and_its_parent_always() -> None:
    with closing(processes_ahead(1)) as pool, pool.start(1) as executor:
        assert signal.SIGINT not in executor.submit(signal.pthread_sigmask, signal.SIG_BLOCK, ()).result()
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


# ------------------------------------------------------------------------------------------------- what a run says


def test_quiet_says_only_what_went_wrong(source: Path) -> None:
    assert run(source, '--quiet').output == ''
    (source / 'broken.docx').write_bytes(b'PK\x03\x04 this is no archive')
    failed = run(source, '-q')
    assert (failed.exit_code, failed.stdout) == (1, '')
    assert failed.stderr.startswith('svodka: 1 document failed that did not before. See all: svodka view ')
    known = run(source, '-q')
    assert (known.exit_code, known.output) == (0, ''), 'what failed before is no news'


def test_corrections_that_change_nothing_are_told_once_to_who_wants_silence(source: Path) -> None:
    file = source.parent / 'corrections.csv'
    file.write_text(
        'action,entity_id,name,value\nrename,,Никто,Некто\nrename,,Иванов,Сергей Иванов\n', encoding='utf-8'
    )
    lost = run(source, '--quiet', '--corrections', str(file))
    assert (lost.exit_code, lost.stdout) == (0, '')
    assert lost.stderr == 'svodka: Corrections, line 2: nothing is called «Никто», so «rename» changed nothing.\n'
    (source / 'new.txt').write_text('Иванов уехал.', encoding='utf-8')
    assert run(source, '--quiet', '--corrections', str(file)).output == '', 'it was told in the last run'
    told = json.loads(run(source, '--json', '--corrections', str(file)).output)
    assert [(e['line'], e['about'], e['changed'] > 0) for e in told['corrections']] == [
        (2, '«Никто»', False), (3, '«Иванов»', True)]  # fmt: skip
    assert told['lost_anew'] == []


def test_json_is_one_line_and_nothing_else(source: Path) -> None:
    (source / 'broken.docx').write_bytes(b'PK\x03\x04 this is no archive')
    ran = run(source, '--json')
    told = json.loads(ran.output)
    assert ran.output.count('\n') == 1
    assert ran.output.isascii()
    assert (told['files'], told['new'], told['status']) == (5, 5, {'failed': 1, 'ok': 4})
    assert (told['news']['new'], told['failed'][0][0]) == (5, 'broken.docx')


@pytest.mark.parametrize('name', ['how-to.md', 'how-to.ru.md'])
def test_every_key_of_the_json_is_told(name: str) -> None:
    text = (Path(__file__).parents[1] / 'docs' / name).read_text(encoding='utf-8')
    lines = text.partition('`--json`')[2].splitlines()
    told = {key for line in lines if line.startswith('| `') for key in re.findall(r'`([a-z_]+)`', line)}
    assert told == {*(field.name for field in fields(Summary)), 'again'}


def test_verbose_names_every_failure_and_skipped_documents_have_their_reasons(source: Path) -> None:
    for n in range(7):
        (source / f'broken{n}.docx').write_bytes(b'PK\x03\x04 this is no archive')
    (source / 'copy.txt').write_bytes((source / 'drafts' / 'later.txt').read_bytes())
    short, long = run(source), run(source, '--verbose')
    assert 'and 2 more' in short.output
    assert '  1 document: The text is the same as that of another document (duplicate).' in short.output
    assert 'more' not in long.output
    assert all(f'broken{n}.docx' in long.output for n in range(7))
    assert 'Documents since the last run: none new, changed or gone.' in long.output


def test_only_one_way_to_say_it(source: Path) -> None:
    assert run(source, '--quiet', '--json').exit_code == 2


# ------------------------------------------------------------------------------------------------------- patterns


@pytest.mark.parametrize(
    ('path', 'pattern', 'like'),
    [
        ('a.html', '*.html', True),
        ('2025/may/a.html', '*.html', True),
        ('a.htm', '*.html', False),
        ('drafts/a.txt', 'drafts/**', True),
        ('drafts/b/a.txt', 'drafts/*', False),
        ('old/drafts/a.txt', 'drafts/**', False),
        ('old/drafts/a.txt', '**/drafts/**', True),
        ('drafts/a.txt', '**/drafts/**', True),
        ('a1.txt', 'a?.txt', True),
        ('a/b.txt', 'a?b.txt', False),
        ('a[1].txt', 'a[1].txt', True),
        ('a.txt', '/a.txt', True),
    ],
)
def test_a_pattern(path: str, pattern: str, like: bool) -> None:
    assert wanted(path, [pattern]) is like
    assert wanted(path, [], [pattern]) is not like


def test_files_are_chosen_by_patterns(source: Path) -> None:
    assert 'from 3 files' in run(source, '--exclude', 'drafts/**').output
    assert '1 document (1 ok) from 1 file' in run(source, '--include', 'drafts/*').output
    none = run(source, '--include', '*.pdf')
    assert (none.exit_code, none.output) == (2, 'svodka: --include and --exclude leave none of 4 files: change them.\n')


# ---------------------------------------------------------------------------------------------------- svodka.toml


def test_options_stand_beside_the_folder(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (source.parent / 'svodka.toml').write_text(
        '[extract]\nsources = ["in"]\nout = "tables"\nformat = "csv"\nexclude = ["drafts/**"]\nworkers = 1\n',
        encoding='utf-8',
    )
    ran = svodka('extract', str(source))
    assert ran.exit_code == 0, ran.output
    assert ran.stderr == f'Options from {source.parent / "svodka.toml"}.\n'
    assert 'from 3 files' in ran.output
    assert (source.parent / 'tables' / 'people.csv').exists()
    assert not (source.parent / 'tables' / 'people.parquet').exists()
    assert 'from 4 files' in svodka('extract', str(source), '--exclude', '*.pdf').output, 'the command line goes before'
    monkeypatch.chdir(source.parent)
    assert 'from 3 files' in svodka('extract').output, 'no folder is named: the file of the folder of now'
    assert svodka('extract', '--quiet').output == ''


@pytest.mark.parametrize(
    ('text', 'message'),
    [
        ('[extract]\nexclud = ["a"]', '[extract] has no option «exclud»: did you mean exclude?'),
        ('[extract]\nmax-byte = 1', 'did you mean max_bytes?'),
        ('[extrac]\nout = "a"', 'there is no command «extrac»: did you mean extract?'),
        ('out = "tables"', 'there is no command «out»'),
        ('extract = 1', '«extract» must be a table'),
        ('[extract]\nquiet = "yes"', 'quiet in [extract] must be true or false'),
        ('[extract]\nworkers = true', 'workers in [extract] must be one value'),
        ('[extract]\nworkers = [1, 2]', 'workers in [extract] must be one value'),
        ('[extract]\ninclude = [["a"]]', 'include in [extract] must be a list of values'),
        ('[extract]\ncluster = "tcp://elsewhere:8786"', 'cluster can be given on the command line only'),
        ('[view]\nnothing = 1', '[view] has no option «nothing»'),
        ('[extract', 'is not TOML'),
        ('a = ' + '[' * 5_000, 'is no file of options'),
        ('x' * 1_000_001, 'is no file of options'),
    ],
)
def test_a_wrong_file_of_options_is_refused_in_one_sentence(source: Path, text: str, message: str) -> None:
    (source.parent / 'svodka.toml').write_text(text, encoding='utf-8')
    ran = run(source)
    assert ran.exit_code == 2
    assert message in ran.stderr
    assert (ran.output.count('\n'), 'Traceback' in ran.output) == (1, False)
    assert not (source.parent / 'out').exists()


def test_the_folder_is_called_tables_in_the_file_and_a_choice_of_tables_is_not(tmp_path: Path) -> None:
    path = tmp_path / 'svodka.toml'
    path.write_text('[export]\ntables = "made"\nchosen = "people"\nto = "sqlite"\n', encoding='utf-8')
    found = config.read(path, main.commands, 'export')  # type: ignore[attr-defined]
    assert found == {'tables': str(tmp_path / 'made'), 'chosen': 'people', 'to': 'sqlite'}


def test_a_wrong_value_is_told_as_one_of_the_command_line(source: Path) -> None:
    (source.parent / 'svodka.toml').write_text('[extract]\nmax-seconds = "long"\n', encoding='utf-8')
    ran = run(source)
    assert ran.exit_code == 2
    assert "Invalid value for '--max-seconds'" in ran.output


def test_help_asks_no_file(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (source.parent / 'svodka.toml').write_text('[nothing]', encoding='utf-8')
    monkeypatch.chdir(source.parent)
    assert svodka('extract', '--help').exit_code == 0
    assert svodka('--help').exit_code == 0


# ------------------------------------------------------------------------------------------------------- progress


def test_a_run_shows_soon_how_fast_it_is(tmp_path: Path) -> None:
    files = [Source('', f'{n:04}', f'{n:04}', '') for n in range(1_000)]
    cut = shards(files, Folder(str(tmp_path)), WorkOptions(), threads(2))
    assert [len(shard.files) for shard in cut[:5]] == [5, 5, 25, 25, 100]
    assert [file for shard in cut for file in shard.files] == files


def test_many_files_are_told_before_the_first_is_done(capfd: pytest.CaptureFixture[str]) -> None:
    with shown(True) as tell:
        tell(Progress('reading', 0, 3_000))
        tell(Progress('reading', 100, 3_000))
    assert capfd.readouterr().err == 'reading: 0 of 3000\n'
    with shown(True) as tell:
        tell(Progress('reading', 0, 5))
    assert capfd.readouterr().err == ''


def test_tables_that_are_the_same_are_not_written_again(extract: Extract, tmp_path: Path) -> None:
    source, out = write_releases(tmp_path / 'in', 2), tmp_path / 'out'
    extract(source, out, formats=('parquet', 'xlsx'))
    before = {path.name: path.stat().st_mtime_ns for path in out.iterdir() if path.is_file()}
    (out / 'people.parquet').unlink()
    extract(source, out, formats=('parquet', 'xlsx'))
    after = {path.name: path.stat().st_mtime_ns for path in out.iterdir() if path.is_file()}
    assert {name for name in after if after[name] != before[name]} == {'people.parquet', 'run.json'}


@pytest.mark.parametrize(
    ('options', 'message'),
    [
        ('out = ""', 'out in [extract] must be the name of a file or a folder'),
        ('out = 5', 'out in [extract] must be the name of a file or a folder'),
        ('text-column = "a\\u0000b"', 'text-column in [extract], «a b», has characters that cannot be shown'),
        ('workers = 1.5', "Invalid value for '--workers': 1.5 is not a whole number."),
        ('workers = 99999999999999999999', "Invalid value for '--workers': 99999999999999999999 is more than 1000."),
        ('max-bytes = 1e400', "Invalid value for '--max-bytes': inf is not a whole number."),
        ('max-seconds = nan', "Invalid value for '--max-seconds': nan is no time of at most a day"),
        ('format = "exe"', "Invalid value for '--format': 'exe' is not one of"),
    ],
)
def test_a_wrong_value_of_the_file_is_told_with_its_name(source: Path, options: str, message: str) -> None:
    file = source.parent / 'svodka.toml'
    out = '' if options.startswith('out') else 'out = "out"\n'
    file.write_text(f'[extract]\n{out}{options}\n', encoding='utf-8')
    told = svodka('extract', str(source))
    assert (told.exit_code, told.stdout, told.stderr.count('\n')) == (2, '', 1)
    assert told.stderr.startswith(f'svodka: {file}: {message}')


@pytest.mark.parametrize(
    ('arguments', 'name'),
    [
        (('extract', '', '--out', 'out'), "'SOURCE...'"),
        (('extract', '.', '--out', ''), "'--out'"),
        (('report', '.', '--out='), "'--out'"),
        (('export', '.', '--to', 'jsonl', '--out', ''), "'--out'"),
    ],
)
def test_an_empty_name_is_not_the_folder_of_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], name: str
) -> None:
    """As of a variable that a script has not set."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / 'a.txt').write_text('Мост открыт.', encoding='utf-8')
    told = svodka(*arguments)
    assert (told.exit_code, told.output) == (2, f'svodka: {name} is empty: name a file or a folder.\n')
    assert [path.name for path in tmp_path.iterdir()] == ['a.txt']


def test_a_number_that_no_machine_holds_is_told(tables: Path) -> None:
    told = svodka('view', str(tables), 'people', '--limit', '99999999999999999999')
    assert (told.exit_code, "'--limit': 99999999999999999999 is more than" in told.output) == (2, True)


# ----------------------------------------------------------------------------------------------------------- view


@pytest.fixture(scope='module')
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp('operator'), rows(60), formats=('parquet',))


def test_rows_come_in_an_order(tables: Path) -> None:
    def column(*arguments: str) -> list[str]:
        shown = svodka('view', str(tables), *arguments, '--format', 'csv')
        return [row[0] for row in list(csv.reader(io.StringIO(shown.output)))[1:]]

    days = column('documents', '--columns', 'published')
    assert days == sorted(filter(None, days), reverse=True) + [''] * 6, 'the latest first, those without a day last'
    assert column('documents', '--columns', 'path', '--sort', 'path') == [f'{n:05}.txt' for n in range(60)]
    assert column('documents', '--columns', 'path', '--sort', '-path', '--limit', '1') == ['00059.txt']
    assert column('quotations', '--columns', 'published', '--sort', 'speaker,-published')[0] == '2025-06-27'
    wrong = svodka('view', str(tables), 'people', '--sort', '-nothing')
    assert (wrong.exit_code, 'people has no column nothing' in wrong.output) == (2, True)


@pytest.mark.parametrize('form', ['csv', 'json', 'jsonl'])
def test_rows_for_other_programs(tables: Path, form: str) -> None:
    """In UTF-8 whatever the pipe's encoding, and all of them."""
    code = 'from svodka.cli import main; main()'
    ran = subprocess.run([sys.executable, '-c', code, 'view', str(tables), 'quotations', '--format', form],
                         capture_output=True, env=os.environ | {'PYTHONIOENCODING': 'cp1252'})  # fmt: skip
    text = ran.stdout.decode('utf-8')
    if form == 'csv':
        found = list(csv.DictReader(io.StringIO(text)))
    else:
        found = json.loads(text) if form == 'json' else [json.loads(line) for line in text.splitlines()]
    assert len(found) == 60
    assert found[0]['text'].startswith('Программа номер') or found[1]['text'].startswith('Программа номер')
    assert dt.date.fromisoformat(found[0]['published'])
    assert {'document_id', 'speaker_id', 'published'} <= found[0].keys()
    assert svodka('view', str(tables), 'quotations', '--format', form, '--speaker', 'nobody').exit_code == 0


@pytest.mark.parametrize('form', ['table', 'csv'])
def test_a_pipe_that_closes_is_no_traceback(tables: Path, form: str) -> None:
    code = 'from svodka.cli import main; main()'
    command = [sys.executable, '-c', code, 'view', str(tables), 'tokens', '--limit', '0', '--format', form]
    reader, writer = os.pipe()
    os.close(reader)
    ran = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, text=True)
    os.close(writer)
    assert (ran.returncode, ran.stderr) == (141, '')


# -------------------------------------------------------------------------------------------------------- explain


def test_explain_reads_the_standard_input_and_files(tmp_path: Path) -> None:
    text = 'Об этом сообщил директор завода Азиз Каримов.'
    shown = CliRunner().invoke(main, ['explain', '-'], input=text)
    assert (shown.exit_code, 'Азиз Каримов' in shown.output) == (0, True)
    (tmp_path / 'a.txt').write_text(text, encoding='utf-8')
    path = svodka('explain', str(tmp_path / 'a.txt'))
    assert (path.exit_code, 'a.txt: ok' in path.output) == (0, True)
    none = svodka('explain', str(tmp_path / 'b.txt'))
    assert (none.exit_code, 'There is no file' in none.output) == (2, True)


def test_explain_says_what_to_give_it(tmp_path: Path) -> None:
    (tmp_path / 'a.txt').write_text('Мост открыт.', encoding='utf-8')
    folder = svodka('explain', str(tmp_path))
    assert (folder.exit_code, folder.output) == (
        2, f'svodka: {tmp_path} is a folder: name one file in it, or give a text.\n')  # fmt: skip
    dated = svodka('explain', str(tmp_path / 'a.txt'), '--published', '2025-05-01')
    assert (dated.exit_code, dated.output.count('\n')) == (2, 1)
    assert 'a file, which is shown with what it states itself: leave --published out' in dated.output
    for empty in (svodka('explain', ' '), svodka('explain', ''), CliRunner().invoke(main, ['explain', '-'], input='')):
        assert (empty.exit_code, empty.output.count('\n')) == (2, 1)
        assert 'There is nothing to explain: give a text in quotation marks' in empty.output
    old = CliRunner().invoke(main, ['explain', '-'], input='Об этом сообщил Азиз Каримов.'.encode('cp1251'))
    assert 'Азиз Каримов' in old.output
    binary = CliRunner().invoke(main, ['explain', '-'], input=bytes(range(256)) * 9)
    assert (binary.exit_code, binary.output.startswith('svodka: What stands on the standard input')) == (2, True)


def test_no_metavar_is_a_format_of_dates() -> None:
    for command in main.commands:
        assert '%Y' not in svodka(command, '--help').output, command


def test_a_shell_can_complete() -> None:
    code = 'from svodka.cli import main; main(prog_name="svodka")'
    ran = subprocess.run([sys.executable, '-c', code], capture_output=True, text=True,
                         env=os.environ | {'_SVODKA_COMPLETE': 'bash_source'})  # fmt: skip
    assert 'complete' in ran.stdout

"""svodka digest: what is new, who said it, what changed, what rises, what was watched for."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result
from svodka.cli import main
from svodka.daily import DigestError, read_watch
from svodka.daily.positions import Stated, is_same
from svodka.daily.rising import Rise, discoveries, exceeds
from svodka.daily.sections import labels
from svodka.run.debuts import ENTITIES
from svodka.run.ids import digest
from svodka.run.journal import JOURNAL, KNOWN, Document, Known, _write_known
from svodka.run.storage import Folder

from tests.releases import write_releases
from tests.report_support import HOSTILE, Rows, rows, write
from tests.run_support import Extract

# Ids as the invented tables have them, whatever they look like.
INVENTED = rows(30)
TASHKENT = INVENTED['places'][0]['entity_id']
NEWCOMER = TASHKENT[:-16] + digest('person', 'Вера Новикова')


def document(n: int) -> str:
    """The id of a document of the invented tables."""
    return str(INVENTED['documents'][n]['document_id'])


def ran(folder: Path, new: tuple[str, ...] = (), changed: tuple[str, ...] = (), gone: tuple[str, ...] = ()) -> Path:
    """Tables with the journal of a run that brought these documents."""
    state = folder / '.svodka'
    state.mkdir(exist_ok=True)
    known = {
        id: Known(Document(id, id, id, '', ''), 7 if id in new else 1, 7 if id in changed else 0)
        for id in (*new, *changed)
    }
    _write_known(Folder(str(state)), known, {})
    counts = {'new': len(new), 'changed': len(changed), 'gone': len(gone)}
    line = {'run': 7, 'time': '2025-11-20T05:30:00+00:00', 'documents': counts, 'gone': list(gone)}
    (state / JOURNAL).write_text(json.dumps(line) + '\n', encoding='utf-8')
    return folder


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ['digest', str(folder), *arguments])


def told(folder: Path, *arguments: str) -> str:
    result = run(folder, *arguments)
    assert result.exit_code == 0, result.output
    return result.output


def section(text: str, title: str) -> str:
    found = re.search(rf'^## {title}\n(.*?)(?=^## |\Z)', text, re.MULTILINE | re.DOTALL)
    return found[1] if found else ''


@pytest.fixture(scope='module')
def news() -> Rows:
    """Thirty releases; the last three days bring another minister, a new institute, and much of one town."""
    found = rows(30)
    outlets = ('Вестник', 'Заря', None)
    for n, row in enumerate(found['documents']):
        row['outlet'], row['url'] = outlets[n % 3], f'https://example.org/{n}' if n % 3 else None
        row['published'] = dt.date(2025, 5, 1) + dt.timedelta(days=n)
    found['positions'][28] |= {'position': 'министр культуры', 'organisation_id': None}
    return found


@pytest.fixture(scope='module')
def folder(news: Rows, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = write(tmp_path_factory.mktemp('digest'), news, formats=('parquet',))
    return ran(made, (document(27), document(28)), (document(29),), ('old/release.txt',))


def test_the_last_run(folder: Path) -> None:
    text = told(folder)
    assert '20.11.2025' in text
    assert 'новых документов: 2, изменившихся: 1, исчезнувших: 1.' in text
    documents = section(text, 'Новые документы')
    assert re.findall('### (.*)', documents) == ['Вестник (1)', 'Заря (1)']
    assert 'Совещание 27' in documents
    assert 'https://example.org/28' in documents
    assert 'Совещание 29' in section(text, 'Изменившиеся документы')
    assert 'old/release.txt' in section(text, 'Исчезли из источника')
    assert 'Программа номер 28 готова' in section(text, 'Кто что сказал')
    assert 'Программа номер 26' not in text


def test_a_position_that_changed_has_both_sentences(folder: Path) -> None:
    text = section(told(folder), 'Новые и изменившиеся должности')
    assert '**Ольга Белова** — директор, Институт развития → министр культуры' in text
    before, after = text.index('раньше, 26.05.2025: Ольга Белова'), text.index('теперь: Ольга Белова')
    assert before < after
    assert text.count('- **') == 1


@pytest.mark.parametrize(
    ('other', 'same'),
    [
        (('директор', 'o1', ''), True),
        (('директор института', None, ''), True),
        (('гендиректор', None, ''), True),
        (('замдиректора', None, ''), False),
        (('директор', 'o2', ''), False),
        (('директор', 'o1', 'former'), False),
        (('министр', 'o1', ''), False),
    ],
)
def test_more_words_for_one_office_are_no_change(other: tuple[str, str | None, str], same: bool) -> None:
    def stated(position: str, organisation: str | None, status: str) -> Stated:
        return Stated(position, organisation, '', status, None, 'd', '')

    assert is_same(stated('директор', 'o1', ''), stated(*other)) is same


@pytest.mark.parametrize(
    ('before', 'after', 'same'),
    [
        (('руководитель', 'o1', 'департамент тарифов'), ('руководитель', 'o2', 'департамент тарифов'), True),
        (('спикер', 'o1', 'Заречная городская дума'), ('спикер', 'o2', 'городская дума'), True),
        (('ректор', 'o1', 'Заречный университет'), ('ректор', 'o2', 'Университет связи'), False),
        (('прокурор города', None, ''), ('прокурор Заречья', None, ''), True),
        (('глава города', None, ''), ('глава района', None, ''), False),
        (('глава города', None, ''), ('глава города', None, ''), True),
    ],
)
def test_an_office_said_otherwise_is_no_change(
    before: tuple[str, str | None, str], after: tuple[str, str | None, str], same: bool
) -> None:
    first, second = (Stated(*stated, '', None, 'd', '') for stated in (before, after))
    assert is_same(first, second) is is_same(second, first) is same


def test_a_status_stands_behind_whatever_its_gender_and_case() -> None:
    assert Stated('глава города', None, '', 'acting', None, 'd', '').called(labels('ru')) == 'глава города (и. о.)'


def test_since_a_day_and_in_english(folder: Path) -> None:
    text = told(folder, '--since', '2025-05-29', '--language', 'en')
    assert 'Published since 2025-05-29' in text
    assert 'new documents: 2.' in text
    assert 'Совещание 29' in section(text, 'New documents')


def test_documents_without_a_date_are_told_of(news: Rows, tmp_path: Path) -> None:
    """--since cannot place them: how many they are, when they came, and which of them came since."""
    found = {**news, 'documents': [dict(row) for row in news['documents']]}
    for n in (3, 28, 29):
        found['documents'][n]['published'] = None
    folder = ran(write(tmp_path / 'tables', found, formats=('parquet',)), (document(28), document(29)))
    text = told(folder, '--since', '2025-05-27')
    undated = section(text, 'Без даты публикации')
    assert 'Таких документов: 3; в другие разделы они не входят. Прочитано впервые: 20.11.2025.' in undated
    assert '**Совещание 28' in undated
    assert 'прочитано 20.11.2025' in undated
    assert 'Совещание 3 ' not in undated, 'which nobody knows when it came'
    assert 'новых документов: 2.' in text
    later = section(told(folder, '--since', '2025-11-21', '--language', 'en'), 'Without a date of publication')
    assert later.strip().splitlines() == [
        'Such documents: 3; they are in no other section. Read for the first time: 2025-11-20.']  # fmt: skip
    assert 'Без даты публикации' not in told(folder), 'a run knows what it brought'


def test_a_rest_that_is_not_shown_is_told(folder: Path) -> None:
    text = told(folder, '--since', '2025-05-01', '--limit', '4')
    assert section(text, 'Новые документы').count('- **') == 4
    assert 'И ещё 26: --limit 0 покажет все.' in section(text, 'Новые документы')
    assert 'И ещё' not in told(folder, '--since', '2025-05-01', '--limit', '0')


def test_who_and_what_comes_up_for_the_first_time(news: Rows, tmp_path: Path) -> None:
    found: dict[str, list[dict[str, Any]]] = {
        table: [dict(row) for row in table_rows] for table, table_rows in news.items()
    }
    found['people'].append({**found['people'][0], 'entity_id': NEWCOMER, 'name': 'Вера Новикова'})
    for row in found['mentions']:
        if row['document_id'] == document(29) and row['type'] == 'PER':
            row['entity_id'] = NEWCOMER
    made = write(tmp_path / 'tables', found, formats=('parquet',))
    text = section(told(made, '--since', '2025-05-30'), 'Впервые в собрании')
    assert re.findall(r'\*\*(.*?)\*\*', text) == ['Вера Новикова']
    assert 'директор Института развития' in text


# -------------------------------------------------------------------------------------------------- what rises


def test_what_rises(news: Rows, tmp_path: Path) -> None:
    found: dict[str, list[dict[str, Any]]] = {
        table: [dict(row) for row in table_rows] for table, table_rows in news.items()
    }
    flood = []
    for n in range(24, 30):
        flood.append({'document_id': document(n), 'sentence': 0, 'token': 900, 'start': 1, 'stop': 2,
                      'text': 'паводка', 'lemma': 'паводок', 'pos': 'NOUN', 'feats': '', 'relation': ''})  # fmt: skip
    found['tokens'] += flood
    made = write(tmp_path / 'tables', found, formats=('parquet',))
    text = section(told(made, '--since', '2025-05-25'), 'О чём говорят чаще')
    assert 'точный тест Фишера' in text
    assert '**паводок** — новых документов 6 из 6, прежде 0 из 24' in text
    assert 'Ташкент' not in text, 'it is in all documents, new and old'
    few = section(told(made, '--since', '2025-05-30'), 'О чём говорят чаще')
    assert 'Сравнивать пока не с чем' in few
    steady = section(told(write(tmp_path / 'steady', news), '--since', '2025-05-15'), 'О чём говорят чаще')
    assert steady.strip().endswith('Такого нет.')


def test_the_exact_test_counts_the_ways() -> None:
    assert exceeds(0, 5, 10, 30) == pytest.approx(1)
    assert exceeds(2, 2, 2, 4) == pytest.approx(1 / 6)
    assert exceeds(1, 2, 2, 4) == pytest.approx(5 / 6)
    assert 0 < exceeds(900, 1_000, 1_000, 100_000) < 1e-300 or exceeds(900, 1_000, 1_000, 100_000) == 0


def test_of_many_comparisons_chance_is_taken_off() -> None:
    clear, lucky = Rise('words', 'паводок', 5, 0, 1e-6), Rise('words', 'дом', 3, 1, 0.04)
    others = [Rise('words', str(n), 3, 9, 0.5) for n in range(20)]
    assert discoveries([*others, lucky, clear]) == [clear]
    assert discoveries([]) == []


# -------------------------------------------------------------------------------------------------- the watch list


@pytest.mark.parametrize(
    ('listed', 'met', 'missed'),
    [
        ('entities: [ольга белова]', 'ольга белова', ''),
        (f'entities: [{TASHKENT}, Нигде]', TASHKENT, 'Нигде'),
        ('words: [строителя]', 'строителя', ''),
        ('phrases: [ждём строитель]', 'ждём строитель', ''),
        ('words: [строитель]\nphrases: [строитель готовый]', 'строитель', 'строитель готовый'),
    ],
)
def test_what_is_watched_for_comes_first(folder: Path, tmp_path: Path, listed: str, met: str, missed: str) -> None:
    (tmp_path / 'watch.yaml').write_text(listed, encoding='utf-8')
    result = run(folder, '--since', '2025-05-27', '--watch', str(tmp_path / 'watch.yaml'))
    assert result.exit_code == 4
    assert result.output.index('## Список наблюдения') < result.output.index('## Новые документы')
    watched = section(result.output, 'Список наблюдения')
    assert re.search(rf'^### {met} \(\d+\)$', watched, re.MULTILINE)
    assert (f'Не встретились: {missed}.' in watched) is bool(missed)


def test_an_entry_is_a_text_whatever_it_looks_like(tmp_path: Path) -> None:
    (tmp_path / 'watch.yaml').write_text('words: [on, 112, 2025, null]', encoding='utf-8')
    assert read_watch(tmp_path / 'watch.yaml').words == ('on', '112', '2025', 'null')


def test_what_a_document_said_before_it_changed_is_no_news(news: Rows, tmp_path: Path) -> None:
    found = {table: [dict(row) for row in table_rows] for table, table_rows in news.items()}
    found['people'].append({**found['people'][0], 'entity_id': NEWCOMER, 'name': 'Вера Новикова'})
    for row in found['mentions']:
        if row['document_id'] == document(28) and row['type'] == 'PER':
            row['entity_id'] = NEWCOMER
    made = ran(write(tmp_path / 'tables', found, formats=('parquet',)), changed=(document(28),))
    text = told(made)
    assert 'Вера Новикова' not in section(text, 'Впервые в собрании')
    assert not section(text, 'Новые и изменившиеся должности')
    assert 'Программа номер 28' in section(text, 'Кто что сказал')


def test_another_word_for_an_office_is_no_change(news: Rows, tmp_path: Path) -> None:
    found = {table: [dict(row) for row in table_rows] for table, table_rows in news.items()}
    stated = told(write(tmp_path / 'stated', found, formats=('parquet',)), '--since', '2025-05-28')
    assert 'министр культуры' in section(stated, 'Новые и изменившиеся должности')
    found['positions'][28]['rule'] = 'said_before'
    called = told(write(tmp_path / 'called', found, formats=('parquet',)), '--since', '2025-05-28')
    assert 'министр культуры' not in section(called, 'Новые и изменившиеся должности')


def test_who_comes_up_in_a_document_that_changed(extract: Extract, tmp_path: Path) -> None:
    source, out = write_releases(tmp_path / 'in', 3), tmp_path / 'tables'
    first = min(source.iterdir())
    before = first.read_text(encoding='utf-8')
    extract(source, out, formats=('parquet',))
    first.write_text(f'Захаров выступил. {before}', encoding='utf-8')
    extract(source, out, formats=('parquet',))
    assert re.findall(r'\*\*(.*?)\*\*', section(told(out), 'Впервые в собрании')) == ['Захаров']
    first.write_text(f'Захаров уехал. {before}', encoding='utf-8')
    extract(source, out, formats=('parquet',))
    assert not section(told(out), 'Впервые в собрании'), 'known by now'


def test_tables_of_before_take_nobody_for_new(extract: Extract, tmp_path: Path) -> None:
    source, out = write_releases(tmp_path / 'in', 3), tmp_path / 'tables'
    extract(source, out, formats=('parquet',))
    (out / '.svodka' / ENTITIES).unlink()
    first = min(source.iterdir())
    first.write_text(f'Захаров выступил. {first.read_text(encoding="utf-8")}', encoding='utf-8')
    extract(source, out, formats=('parquet',))
    assert not section(told(out), 'Впервые в собрании')


def test_nothing_met_is_no_alarm(folder: Path, tmp_path: Path) -> None:
    (tmp_path / 'watch.yaml').write_text('words: [бегемот]', encoding='utf-8')
    assert 'Не встретились: бегемот.' in told(folder, '--watch', str(tmp_path / 'watch.yaml'))


BOMB = 'a: &a [x, x]\nb: &b [*a, *a]\nwords: [*b, *b]'


@pytest.mark.parametrize(
    ('text', 'message'),
    [
        (BOMB, 'has an alias'),
        ('word: [тариф]', 'did you mean words?'),
        ('people: [тариф]', 'there are entities, words, phrases'),
        ('words: тариф', 'words must be a list of texts'),
        ('words: [[тариф]]', 'words must be a list of texts'),
        ('words: [!!python/object/apply:os.system ["true"]]', 'words must be a list of texts'),
        ('words: [тариф', 'line 1 is not YAML'),
        ('- тариф', 'is no watch list'),
        ('', 'is no watch list'),
        ('? [a]\n: b', 'is not YAML'),
        ('words: [тариф]\nwords: [налог]', 'has words twice'),
        ('words: [новый тариф]', 'put it under phrases'),
        (f'phrases: [{"слово " * 12}]', 'must have 1 to 10 words'),
        (f'words: [{"х" * 201}]', 'longer than 200 characters'),
        (f'words: [{", ".join(map(str, range(1001)))}]', 'more than 1000 entries'),
        ('[' * 5_000, 'is not YAML|no watch list'),
        ('x' * 500_001, 'larger than a watch list'),
        ('when: 2025-99-99', 'does not know'),
        ('words: []\nentities: [""]', 'has no entry'),
        ('words: ["!!!"]', '«!!!» has no letter and no digit'),
        ('phrases: ["— —"]', 'has no letter and no digit'),
    ],
)
def test_a_wrong_watch_list_is_refused_in_one_sentence(folder: Path, tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / 'watch.yaml'
    file.write_text(text, encoding='utf-8')
    result = run(folder, '--watch', str(file))
    assert result.exit_code == 2
    assert re.search(message, result.output)
    assert (result.output.count('\n'), 'Traceback' in result.output) == (1, False)


def test_a_watch_list_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(DigestError, match='cannot be read'):
        read_watch(tmp_path / 'none.yaml')
    (tmp_path / 'watch.yaml').write_bytes('words: [тариф]'.encode('cp1251'))
    with pytest.raises(DigestError, match='not in UTF-8'):
        read_watch(tmp_path / 'watch.yaml')


# ----------------------------------------------------------------------------------------------------- the files


def test_a_page_a_workbook_and_markdown(folder: Path, tmp_path: Path) -> None:
    for suffix in ('html', 'xlsx', 'md'):
        out = tmp_path / f'digest.{suffix}'
        for _ in range(2):  # a digest replaces the one of yesterday
            assert told(folder, '--out', str(out)) == f'Written to {out}.\n'
    page = (tmp_path / 'digest.html').read_text(encoding='utf-8')
    assert "default-src 'none'" in page
    assert '<script' not in page
    assert 'Программа номер 28 готова' in page
    book = openpyxl.load_workbook(tmp_path / 'digest.xlsx')
    assert book.sheetnames[:2] == ['Что нового', 'Новые документы']
    assert 'Программа номер 28' in str(list(book['Кто что сказал'].values))
    assert '## Новые документы' in (tmp_path / 'digest.md').read_text(encoding='utf-8')


@pytest.mark.parametrize('name', ['digest.txt', 'digest'])
def test_another_suffix_is_refused(folder: Path, tmp_path: Path, name: str) -> None:
    result = run(folder, '--out', str(tmp_path / name))
    assert (result.exit_code, 'must end in .md, .html, .xlsx' in result.output) == (2, True)


@pytest.mark.parametrize('name', ['letter.html', 'letter.md', 'letter.xlsx'])
def test_what_is_no_digest_is_not_replaced(folder: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text('<p>моё письмо</p>', encoding='utf-8')
    result = run(folder, '--out', str(tmp_path / name))
    assert (result.exit_code, 'is no digest of svodka' in result.output) == (2, True)
    assert (tmp_path / name).read_text(encoding='utf-8') == '<p>моё письмо</p>'


def test_a_release_is_never_code(tmp_path: Path) -> None:
    found = rows(3, hostile=True)
    for row in found['documents']:
        row['outlet'], row['url'], row['author'] = HOSTILE, 'javascript:alert(1)', '=HYPERLINK("http://x")'
    found['people'][0]['name'] = HOSTILE
    made = write(tmp_path / 'tables', found, formats=('parquet',))
    text = told(made, '--since', '2025-01-01')
    assert '<script' not in text
    assert 'javascript:alert' not in re.sub(r'&lt;.*', '', text)
    told(made, '--since', '2025-01-01', '--out', str(tmp_path / 'd.html'))
    page = (tmp_path / 'd.html').read_text(encoding='utf-8')
    assert '<script' not in page
    assert '<img' not in page
    assert 'href="javascript' not in page
    told(made, '--since', '2025-01-01', '--out', str(tmp_path / 'd.xlsx'))
    book = openpyxl.load_workbook(tmp_path / 'd.xlsx')
    assert all(cell.data_type != 'f' for sheet in book for line in sheet.iter_rows() for cell in line)


# ------------------------------------------------------------------------------------------- with the runs' journal


def test_a_run_and_its_digest(extract: Extract, tmp_path: Path) -> None:
    source, out = write_releases(tmp_path / 'in', 2), tmp_path / 'out'
    extract(source, out)
    assert 'новых документов: 2.' in told(out)
    write_releases(source, 1, first=50)
    extract(source, out)
    assert 'новых документов: 1.' in told(out)
    extract(source, out)
    assert 'Ничего нового.\nПоследнее новое принёс запуск № 2: --run 2.' in told(out)
    assert 'новых документов: 1.' in told(out, '--run', '2')
    assert 'новых документов: 2.' in told(out, '--run', '1')
    wrong = run(out, '--run', '9')
    assert (wrong.exit_code, 'tells of no run 9' in wrong.output) == (2, True)


def test_tables_without_a_journal_need_a_day(tmp_path: Path) -> None:
    made = write(tmp_path / 'tables', rows(2), formats=('parquet',))
    result = run(made)
    assert (result.exit_code, 'has no journal of its runs' in result.output) == (2, True)
    (made / '.svodka').mkdir()
    (made / '.svodka' / KNOWN).write_bytes(b'none')
    (made / '.svodka' / JOURNAL).write_text('{"run": 1, "time": "yesterday"}\n', encoding='utf-8')
    assert run(made).exit_code == 2


def test_tables_that_are_none_are_told(tmp_path: Path) -> None:
    made = ran(write(tmp_path / 'tables', rows(2), formats=('parquet',)))
    (made / 'documents.parquet').write_bytes((made / 'people.parquet').read_bytes())
    result = run(made)
    assert result.exit_code == 2
    assert 'run svodka extract again' in result.output
    assert run(tmp_path, '--since', '2025-01-01').exit_code == 2


def test_both_languages_have_all_words() -> None:
    assert labels('ru').keys() == labels('en').keys()
    assert run(Path('.'), '--since', '2025-01-01', '--last-run').exit_code == 2

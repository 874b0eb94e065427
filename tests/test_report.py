"""The report: what its pages hold, that nothing in a release is ever code, and how it behaves in a browser."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import time
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from svodka.cli import main
from svodka.report import ReportError, write_report
from svodka.report.entities import other_names
from svodka.report.marked import Mark, flowed, marked
from svodka.report.site import Site, literal, page_of
from svodka.report.timeline import timeline
from svodka.report.word_forms import Forms, fold, words_of
from svodka.report.worldmap import label
from svodka.run.ids import row_id
from svodka.schema import TABLES, columns

from tests.report_support import HOSTILE, PEOPLE, browser, rows, write

FOLDER = Path(__file__).parents[1] / 'pipeline' / 'svodka' / 'report'


class Page(HTMLParser):
    """What a page holds: its text, tags, links, ids, and the attributes that could run code."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words, self.tags, self.links, self.ids, self.handlers = '', [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name in ('href', 'src'):
                self.links.append(value)
            if name == 'id':
                self.ids.append(value)
            if name.startswith('on'):
                self.handlers.append(name)

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.fixture(scope='module')
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp('report')
    write_report(write(folder / 'tables', rows(120), formats=('parquet',)), folder / 'site')
    return folder / 'site'


@pytest.fixture(scope='module')
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp('hostile')
    write_report(write(folder / 'tables', rows(3, hostile=True), formats=('parquet',)), folder / 'site')
    return folder / 'site'


def pages(site: Path) -> Iterator[tuple[Path, Page]]:
    for path in sorted(site.rglob('*.html')):
        yield path, Page(path.read_text(encoding='utf-8'))


def test_every_link_leads_somewhere_and_nowhere_outside(site: Path) -> None:
    ids = {path: set(page.ids) for path, page in pages(site)}
    for path, page in pages(site):
        assert len(page.ids) == len(set(page.ids)), path
        for link in page.links:
            if link == 'data:,':
                continue
            assert not re.match('[a-z]+:|//', link), link
            file, _, mark = link.partition('#')
            target = (path.parent / file).resolve() if file else path
            assert target.exists(), (path, link)
            if mark and not mark.startswith(('status=', 'words=', 'from=', 'about=')):
                assert mark in ids[target], (path, link)


def test_a_document_shows_its_text_and_all_that_was_found(site: Path) -> None:
    path = next(iter(sorted(site.glob('documents/*/*.html'))))
    text = path.read_text(encoding='utf-8')
    page = Page(text)
    assert 'ждём строителей' in page.words
    for style in ('m per', 'm org', 'm loc', 'm pos', 'm date', 'q direct'):
        assert f'class="{style}" id=' in text, style
    assert 'title="Институт развития">Института развития</a>' in text


def test_the_report_is_the_same_every_time(site: Path, tmp_path: Path) -> None:
    again = tmp_path / 'site'
    write_report(site.parent / 'tables', again)
    files = {p.relative_to(again): p.read_bytes() for p in again.rglob('*') if p.is_file()}
    assert files == {p.relative_to(site): p.read_bytes() for p in site.rglob('*') if p.is_file()}
    write_report(site.parent / 'tables', again, 'en')
    assert 'People mentioned most' in (again / 'index.html').read_text(encoding='utf-8')


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    found_ = rows(12)
    site = tmp_path / 'site'
    write_report(write(tmp_path / 'tables', found_, formats=('parquet',)), site)
    (site / 'data' / 'words' / 'notes.txt').write_text('mine')
    before = {path: path.stat().st_mtime_ns for path in site.rglob('*.html')}
    gone = site / page_of('documents', found_['documents'][11]['document_id'])
    assert gone in before
    key = found_['documents'][3]['document_id']
    for table, name in (('documents', 'title'), ('texts', 'text')):
        row = next(r for r in found_[table] if r['document_id'] == key)
        row[name] = row[name].replace('Совещание 3', 'Встреча №3')
    kept = {row['document_id'] for row in found_['documents'][:11]}
    for table in ('documents', 'texts', 'tokens', 'sentences', 'mentions', 'dates', 'positions', 'quotations'):
        found_[table] = [row for row in found_[table] if row['document_id'] in kept]
    write_report(write(tmp_path / 'tables', found_, formats=('parquet',)), site)
    written = {path for path, time_ in before.items() if path.exists() and path.stat().st_mtime_ns != time_}
    assert site / page_of('documents', key) in written
    assert len([path for path in written if 'documents' in path.parts]) <= 3, 'it and its neighbours'
    assert not gone.exists()
    assert (site / 'data' / 'words' / 'notes.txt').exists()
    assert 'Встреча №3' in (site / page_of('documents', key)).read_text(encoding='utf-8')


def test_a_report_of_the_same_tables_is_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tables, site = write(tmp_path / 'tables', rows(5), formats=('parquet',)), tmp_path / 'site'
    count_ = write_report(tables, site)
    lost = site / page_of('documents', rows(5)['documents'][2]['document_id'])
    before = lost.read_bytes()
    lost.unlink()
    assert write_report(tables, site) == count_
    assert lost.read_bytes() == before, 'what is lost is made again'
    with monkeypatch.context() as patched:
        patched.setattr('svodka.report.Store', None)
        assert write_report(tables, site) == count_, 'without a look into the tables'
    write_report(tables, site, 'en')
    assert 'People mentioned most' in (site / 'index.html').read_text(encoding='utf-8')
    write_report(write(tmp_path / 'tables', rows(6), formats=('parquet',)), site, 'en')
    assert (site / page_of('documents', rows(6)['documents'][5]['document_id'])).exists()


def test_the_original_file_and_folder_are_told(tmp_path: Path) -> None:
    (tmp_path / 'релизы').mkdir()
    (tmp_path / 'релизы' / '00000.txt').write_text('Совещание', encoding='utf-8')
    found_ = rows(2)
    found_['aliases'] += [{'entity_id': found_['people'][0]['entity_id'], 'name': 'КАРИМОВ', 'mentions': 1}]
    tables = write(tmp_path / 'tables', found_, formats=('parquet',))
    sources = {'': str(tmp_path / 'релизы'), '../x': str(tmp_path)}
    (tables / 'run.json').write_text(json.dumps({'sources': sources}), encoding='utf-8')
    write_report(tables, tmp_path / 'site')
    page = Page((tmp_path / 'site' / page_of('documents', found_['documents'][0]['document_id'])).read_text('utf-8'))
    assert f'../../../{quote("релизы")}/00000.txt' in page.links
    page = Page((tmp_path / 'site' / page_of('documents', found_['documents'][1]['document_id'])).read_text('utf-8'))
    assert not [link for link in page.links if link.endswith('.txt')], 'a file that is gone is no link'
    assert 'Папка: tables' not in (tmp_path / 'site' / 'index.html').read_text(encoding='utf-8')
    assert 'релизы' in (tmp_path / 'site' / 'index.html').read_text(encoding='utf-8')
    person = (tmp_path / 'site' / page_of('people', found_['people'][0]['entity_id'])).read_text(encoding='utf-8')
    assert person.count('Каримов</dd>') + person.count('КАРИМОВ</dd>') == 1


def test_a_chart_is_not_pressed_together_by_a_few_days(tmp_path: Path) -> None:
    site = Site(tmp_path, 'ru')
    days = [dt.date(2025, 1, 1) + dt.timedelta(days=n) for n in range(200)]
    line = timeline([*days, dt.date(1990, 5, 1), dt.date(2097, 1, 1)], site)
    assert (line['unit'], len(line['bars']), line['most']) == ('by_month', 7, 31)
    assert sum(bar['n'] for bar in (*line['bars'], *line['outside'])) == 202
    assert [(bar['from'], bar['n']) for bar in line['outside']] == [
        (dt.date(1990, 5, 1), 8), (dt.date(2025, 7, 13), 8)] or len(line['outside']) == 2  # fmt: skip
    spread = timeline([dt.date(1990 + n, 1, 1) for n in range(30)], site)
    assert (spread['unit'], len(spread['bars']), spread['outside']) == ('by_year', 30, [])


def test_undated_and_unread_collections_say_what_happened(tmp_path: Path) -> None:
    undated = rows(2)
    for row in undated['documents']:
        row['published'] = None
    write_report(write(tmp_path / 'a', undated, formats=('parquet',)), tmp_path / 'site')
    assert 'Даты в документах не указаны' in (tmp_path / 'site' / 'index.html').read_text(encoding='utf-8')
    unread = {'documents': rows(1)['documents']}
    unread['documents'][0] |= {'status': 'failed', 'message': 'The file is empty.', 'published': None, 'place_id': None}
    for language, told in (('ru', 'не прочитан, 1: Файл пуст.'), ('en', 'failed, 1: The file is empty.')):
        write_report(write(tmp_path / 'b', unread, formats=('parquet',)), tmp_path / 'site', language)  # type: ignore[arg-type]
        assert told in (tmp_path / 'site' / 'index.html').read_text(encoding='utf-8')


def test_names_on_the_map_lie_on_nothing(tmp_path: Path) -> None:
    circles = [{'name': name, 'x': x, 'y': y, 'r': 5.0} for name, x, y in
               (('Ташкент', 100, 50), ('Чирчик', 112, 50), ('Токио', 199, 80), ('Самарканд', 20, 50))]  # fmt: skip
    label(circles, 1.0, (0, 200))
    tashkent, chirchik, tokyo, samarkand = (circle['label'] for circle in circles)
    assert tashkent[2], 'on the left, for a circle is on the right'
    assert not chirchik[2]
    assert tokyo[2], 'the edge is on the right'
    assert samarkand is None, 'no room on either side'


def test_lines_broken_by_hand_flow_and_others_stay() -> None:
    lines = ('Министерство сообщило о начале большой работы в', 'регионе, которая продлится несколько лет и ждёт',
             'новых людей.', '', 'Вторая часть рассказа начинается здесь и длится до', '- пункта первого.')  # fmt: skip
    text = '\r\n'.join(lines)
    made = flowed(text)
    assert len(made) == len(text)
    assert 'работы в  регионе' in made
    assert 'людей.\r\n\r\nВторая' in made
    assert 'до\r\n- пункта' in made
    verse = 'Мой дядя\nсамых честных\nправил'
    assert flowed(verse) == verse
    assert flowed('') == ''


def test_the_index_leads_from_any_form_to_its_lemma() -> None:
    forms = Forms()
    for lemma, seen in (('река', ['реке']), ('идти', ['шел']), ('вице-премьер', []), ('зуек', []), ('a', ['a'])):
        forms.add(lemma, seen)
    told = {}
    ends = list(forms.paradigms)
    for piece in forms.stems.values():
        for stem, entries in piece.items():
            for own, number in entries:
                for ending in ends[int(number)]:
                    told.setdefault(stem + ending, set()).add(stem + str(own))
    for piece in forms.forms.values():
        for form, lemmas in piece.items():
            told.setdefault(form, set()).update(lemmas)
    assert 'река' in told['реками']
    assert {'идти'} <= told['шел'] & told['идут']
    assert 'вице-премьер' in told['вице-премьерами']
    assert fold('Возло\u00adжение Ёлки') == 'возложение елки'
    assert [m[0] for m in words_of('Он-то из 3-го «возло\u00adжения», a_b')] == [
        'Он-то',
        'из',
        '3-го',
        'возло\u00adжения',
        'a',
        'b',
    ]


def test_letter_case_makes_no_other_name() -> None:
    aliases = ['российские', 'Россия', 'российская', 'Российские', 'РОССИЙСКАЯ', 'РФ']
    assert other_names({'name': 'Россия', 'aliases': aliases}) == ['российские', 'российская', 'РФ']
    assert other_names({'name': 'Россия', 'aliases': None}) == []


def test_only_an_older_report_is_replaced(tmp_path: Path) -> None:
    tables = write(tmp_path / 'tables', rows(1), formats=('csv',))
    (tmp_path / 'site').mkdir()
    (tmp_path / 'site' / 'thesis.docx').touch()
    with pytest.raises(ReportError, match='other files'):
        write_report(tables, tmp_path / 'site')
    with pytest.raises(FileNotFoundError):
        write_report(tmp_path / 'site', tmp_path / 'other')
    assert not (tmp_path / 'other').exists()


def test_command(tmp_path: Path) -> None:
    tables = write(tmp_path / 'tables', rows(1), formats=('parquet',))
    result = CliRunner().invoke(main, ['report', str(tables), '--out', str(tmp_path / 'site'), '--language', 'en'])
    assert result.exit_code == 0, result.output
    assert 'index.html' in result.output
    result = CliRunner().invoke(main, ['report', str(tmp_path / 'site'), '--out', str(tmp_path / 'x')])
    assert result.exit_code == 2
    assert 'holds no table' in result.output


def test_a_collection_without_anything_has_a_report(tmp_path: Path) -> None:
    write_report(write(tmp_path / 'tables', {}, formats=('parquet',)), tmp_path / 'site')
    assert (tmp_path / 'site' / 'index.html').exists()


def test_nothing_in_a_release_is_markup(hostile: Path) -> None:
    for path, page in pages(hostile):
        assert not page.handlers, path
        assert 'img' not in page.tags, path
        assert page.tags.count('body') == 1, path
        assert all(not link.startswith('javascript:') for link in page.links), path
    for path in hostile.rglob('*.js'):
        if path.parent.name != 'assets':
            assert '<' not in path.read_text(encoding='utf-8'), path
    words = next(page.words for path, page in pages(hostile) if path.parent.parent.name == 'documents')
    assert HOSTILE in words, 'the text is there as it was written'


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(-2, 45), st.integers(-2, 45)), max_size=8))
def test_marks_may_lie_anywhere(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [Mark(a, b, 'm', f'i{n}', 'x"<', 'p.html' if n % 2 else '') for n, (a, b) in enumerate(spans)]
    html = marked(text, marks)
    page = Page(str(html))  # since 3.13 the parser joins pieces, which Markup would escape again
    assert page.words.replace('\r', '\n') == text.replace('\r', '\n')
    assert len(page.ids) == len(set(page.ids)) == sum(0 <= a < b <= len(text) for a, b in spans)
    depth = 0
    for tag in re.findall(r'<(/?)(?:a|span)\b', html):
        depth += -1 if tag else 1
        assert depth >= 0
    assert depth == 0


def test_data_cannot_leave_a_script() -> None:
    assert literal('</script>\u2028') == '"\\u003c/script>\\u2028"'
    assert page_of('people', '../../etc/passwd').startswith('entities/')
    assert '..' not in page_of('people', '../../etc/passwd')


def test_labels_are_complete_and_used() -> None:
    known = yaml.safe_load((FOLDER / 'labels.yaml').read_text(encoding='utf-8'))
    assert all(set(words) == {'ru', 'en'} for words in known.values())
    files = [p for p in FOLDER.rglob('*') if p.suffix in ('.py', '.html', '.js')]
    source = ''.join(p.read_text(encoding='utf-8') for p in files)
    values = {value for table in TABLES for column in columns(table) for value in column.values}
    values |= {'former', 'acting', 'then', 'future'}  # of the column status of positions
    values |= {'said'}
    named = {key for key in known if key.startswith(('kind_', 'letter_', 'by_')) or re.search(rf'\b{key}\b', source)}
    assert set(known) == named | (values & set(known))
    gazetteer = resources.files('svodka').joinpath('lexicons', 'gazetteer_places.tsv').read_text(encoding='utf-8')
    kinds = {line.split('\t')[2] for line in gazetteer.splitlines() if line}
    assert {f'kind_{kind}' for kind in kinds} <= set(known)
    templates = ''.join(p.read_text(encoding='utf-8') for p in (FOLDER / 'templates').iterdir())
    assert set(re.findall(r'\bLABELS\.(\w+)', source)) | set(re.findall(r'\bt\.(\w+)', templates)) <= set(known)


# --------------------------------------------------------------------------------------------------- in a browser


@pytest.fixture(scope='module')
def chrome() -> Iterator[Any]:
    driver = browser()
    yield driver
    driver.quit()


def visit(chrome: Any, page: Path, rest: str = '') -> None:
    chrome.get('about:blank')
    chrome.get(page.as_uri() + rest)


def until(condition: Callable[[], Any], seconds: float = 15) -> Any:
    """The first true value of a condition."""
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, 'it did not happen'
        time.sleep(0.05)
    return found


def count(chrome: Any, selector: str) -> int:
    return int(chrome.execute_script('return document.querySelectorAll(arguments[0]).length', selector))


def text(chrome: Any, selector: str) -> str:
    script = 'const e = document.querySelector(arguments[0]); return e?.checkVisibility() ? e.innerText : ""'
    return str(chrome.execute_script(script, selector))


def put(chrome: Any, selector: str, value: str) -> None:
    chrome.execute_script(
        'const f = document.querySelector(arguments[0]); f.value = arguments[1];'
        'f.dispatchEvent(new Event("input", {bubbles: true}))', selector, value)  # fmt: skip


def no_errors(chrome: Any) -> None:
    assert [entry['message'] for entry in chrome.get_log('browser')] == []


def test_quotations_are_filtered_and_lead_to_their_place(chrome: Any, site: Path) -> None:
    visit(chrome, site / 'quotations.html')
    until(lambda: text(chrome, 'output') == 'Найдено: 120')
    assert count(chrome, '#quotations li') == 50
    chrome.find_element('css selector', '#more').click()
    assert count(chrome, '#quotations li') == 100
    put(chrome, '[name=speaker]', 'белова')
    until(lambda: text(chrome, 'output') == 'Найдено: 40')
    put(chrome, '[name=from]', '2025-08-01')
    until(lambda: text(chrome, 'output') == 'Найдено: 8')
    put(chrome, '[name=words]', 'номера 103')
    until(lambda: text(chrome, 'output') == 'Найдено: 1')
    assert 'Ольга Белова' in text(chrome, '#quotations li')
    assert count(chrome, '#quotations mark') == 2
    chrome.refresh()
    until(lambda: text(chrome, 'output') == 'Найдено: 1')
    chrome.find_element('css selector', '#quotations .source').click()
    until(lambda: 'номер 103' in text(chrome, ':target'))
    no_errors(chrome)


def found(chrome: Any, site: Path, query: str, rest: str = '') -> tuple[str, str, str]:
    """The headings of what a search finds: entities, quotations, documents."""
    visit(chrome, site / 'search.html', f'?q={quote(query)}{rest}')
    until(lambda: text(chrome, '#summary') != 'Загрузка…' and text(chrome, '#query'))
    until(lambda: text(chrome, '#summary') or count(chrome, 'section:not([hidden])'))
    time.sleep(0.2)
    entities, quotations, documents = (text(chrome, f'#found-{w} h2') for w in ('entities', 'quotations', 'documents'))
    return entities, quotations, documents


def test_what_nobody_known_has_said_can_be_chosen(chrome: Any, tmp_path: Path) -> None:
    found_ = rows(3)
    found_['quotations'][1] |= {'speaker': '', 'speaker_id': None, 'speaker_start': None, 'speaker_stop': None}
    write_report(write(tmp_path / 'tables', found_, formats=('parquet',)), tmp_path / 'site')
    visit(chrome, tmp_path / 'site' / 'quotations.html')
    until(lambda: text(chrome, 'output') == 'Найдено: 3')
    put(chrome, '[name=speaker]', 'неизвестно кто')
    until(lambda: text(chrome, 'output') == 'Найдено: 1')
    assert 'Программа номер 1' in text(chrome, '#quotations li')
    no_errors(chrome)


def test_search_finds_a_word_in_all_its_forms(chrome: Any, site: Path) -> None:
    visit(chrome, site / 'index.html')
    chrome.find_element('css selector', 'body').send_keys('/')
    chrome.switch_to.active_element.send_keys('строителей 97\n')
    until(lambda: text(chrome, '#found-documents h2') == 'Документы 1')
    assert text(chrome, '#found-documents .snippet').startswith('Совещание 97')
    assert count(chrome, '#found-documents mark') == 3
    chrome.find_element('css selector', '#found-documents a').click()
    until(lambda: 'Совещание 97' in text(chrome, 'h1'))
    assert chrome.execute_script('return CSS.highlights.get("found").size') == 3
    # Forms that no text holds, of words, names and in quotations, too; whole words and not parts of them.
    assert found(chrome, site, 'строителями') == ('', 'Цитаты 120', 'Документы 120')
    assert found(chrome, site, 'Ташкентом') == ('Люди, организации, места 1', '', 'Документы 120')
    assert found(chrome, site, 'Белову директорам')[0] == 'Люди, организации, места 1'
    assert found(chrome, site, 'ров') == ('', '', '')
    assert found(chrome, site, 'ташк')[2] == 'Документы 120', 'the beginning of a word'
    assert found(chrome, site, 'zzz<script>') == ('', '', '')
    assert text(chrome, '#summary') == 'Ничего не найдено.'
    assert found(chrome, site, 'constructor __proto__ toString') == ('', '', '')
    no_errors(chrome)


def test_search_takes_phrases_and_a_minus_and_says_how_it_sorts(chrome: Any, site: Path) -> None:
    assert found(chrome, site, '"номером 7"')[1:] == ('Цитаты 1', 'Документы 1')
    assert found(chrome, site, '«развитие институт»')[1:] == ('', '')
    assert found(chrome, site, '"институт развития" -Белова')[2] == 'Документы 80'
    assert found(chrome, site, 'Белова -"номер 1"')[2] == 'Документы 39'
    assert found(chrome, site, 'Каримов', '#sort=oldest&from=2025-06-01')[2] == 'Документы 26'
    first = text(chrome, '#found-documents .also')
    assert first.startswith('03.06.2025 · '), first
    put(chrome, '[name=sort]', 'newest')
    until(lambda: text(chrome, '#found-documents .also').startswith('26.08.2025'))
    no_errors(chrome)


def test_a_search_without_words_tells_how_to_search(chrome: Any, site: Path) -> None:
    visit(chrome, site / 'search.html')
    until(lambda: 'слова подряд' in text(chrome, '#help'))


def test_what_is_filtered_can_be_saved(chrome: Any, site: Path, tmp_path: Path) -> None:
    chrome.execute_cdp_cmd('Browser.setDownloadBehavior', {'behavior': 'allow', 'downloadPath': str(tmp_path)})
    visit(chrome, site / 'quotations.html', f'#speaker={quote("Беловой")}&to=2025-05-10')
    until(lambda: text(chrome, 'output') == 'Найдено: 3')
    chrome.find_element('css selector', '#csv').click()
    saved = until(lambda: next(iter(tmp_path.glob('quotations.csv')), None))
    time.sleep(0.2)
    lines = saved.read_text(encoding='utf-8-sig').splitlines()
    assert lines[0].split(';')[:3] == ['Опубликовано', 'Кто говорит', 'Что сказано']
    assert len(lines) == 4
    assert {line.split(';')[1] for line in lines[1:]} == {'Ольга Белова'}
    script = """saveCsv('x', ['=1+1', 'a;b'], [["+7", 'c"d']]); return 1"""
    chrome.execute_script(script)
    made = until(lambda: next(iter(tmp_path.glob('x.csv')), None))
    time.sleep(0.2)
    assert made.read_text(encoding='utf-8-sig') == '\'=1+1;"a;b"\n\'+7;"c""d"\n'


def test_the_overview_is_narrowed_and_leads_to_documents(chrome: Any, site: Path) -> None:
    visit(chrome, site / 'index.html')
    until(lambda: chrome.find_element('css selector', '#overview-filters').is_displayed())
    before = text(chrome, '[data-top=people]')
    put(chrome, '[name=to]', '2025-05-02')
    until(lambda: text(chrome, '#overview-filters output') == 'Найдено: 2')
    assert text(chrome, '[data-total=documents]') == '2'
    assert text(chrome, '[data-top=people]').split('\n')[0] == 'Азиз Каримов'
    assert 'Сеитов' not in text(chrome, '[data-top=people]') + text(chrome, '[data-top=speakers]')
    assert count(chrome, '#over-time a') == 2
    chrome.find_element('css selector', '#overview-filters [type=reset]').click()
    until(lambda: text(chrome, '[data-top=people]') == before)
    href = chrome.execute_script('return document.querySelector("#over-time svg a").getAttribute("href")')
    assert href == 'documents.html#from=2025-05-01&to=2025-05-31'
    visit(chrome, site / 'documents.html', href.partition('html')[2])
    until(lambda: text(chrome, 'output') == 'Найдено: 28')
    visit(chrome, site / 'index.html')
    href = chrome.execute_script('return document.querySelector(".map circle").parentNode.getAttribute("href")')
    visit(chrome, site / 'documents.html', href.partition('html')[2])
    until(lambda: text(chrome, '#about') == 'Документы, где есть: Ташкент')
    until(lambda: text(chrome, 'output') == 'Найдено: 120')
    no_errors(chrome)


def test_entities_of_a_period_are_counted_in_it(chrome: Any, site: Path) -> None:
    visit(chrome, site / 'people.html', '#from=2025-05-01&to=2025-05-04')
    until(lambda: count(chrome, '#rows tbody tr') == 3)
    numbers = [cell.text for cell in chrome.find_elements('css selector', '[data-label="Документов"]')]
    assert sorted(numbers) == ['1', '1', '2']
    put(chrome, '[name=words]', 'Каримовым')
    until(lambda: count(chrome, '#rows tbody tr') == 1)
    no_errors(chrome)


def test_lists_are_filtered_ordered_and_paged(chrome: Any, site: Path) -> None:
    visit(chrome, site / 'documents.html')
    until(lambda: count(chrome, '#rows tbody tr') == 100)
    chrome.find_element('css selector', '[data-step="1"]').click()
    assert count(chrome, '#rows tbody tr') == 20
    chrome.find_element('css selector', '[data-column=title_column] button').click()
    assert text(chrome, '#rows tbody a') == 'Совещание 0'
    assert count(chrome, '[aria-sort=ascending]') == 1
    put(chrome, '[name=words]', 'совещание 113')
    until(lambda: count(chrome, '#rows tbody tr') == 1)
    for name in ('people', 'organisations', 'places'):
        visit(chrome, site / f'{name}.html')
        until(lambda: count(chrome, '#rows tbody tr'))
    no_errors(chrome)


def test_a_document_answers_to_pointer_and_keyboard(chrome: Any, site: Path) -> None:
    visit(chrome, next(iter(sorted(site.glob('documents/*/*.html')))))
    first = chrome.execute_script('const a = document.querySelector(".text a.per"); a.focus(); return a.innerText')
    assert first in PEOPLE
    assert first in text(chrome, '#note')
    assert chrome.switch_to.active_element.get_attribute('aria-describedby') == 'note'
    chrome.switch_to.active_element.send_keys('\ue00c')  # Escape
    assert text(chrome, '#note') == ''
    chrome.execute_script('document.querySelector(".text .date").focus()')
    assert '.05.2025' in text(chrome, '#note')
    layer = chrome.find_element('css selector', '[data-layer=per]')
    layer.click()
    line = 'return getComputedStyle(document.querySelector(".text .per")).textDecorationLine'
    assert chrome.execute_script(line) == 'none'
    layer.click()
    styles = {
        chrome.execute_script(f'return getComputedStyle(document.querySelector(".text .{s}")).textDecorationStyle')
        for s in ('per', 'org', 'loc', 'date')
    }
    assert len(styles) == 4, 'what is marked differs without colour'
    before = chrome.execute_script('return getComputedStyle(document.body).backgroundColor')
    chrome.find_element('css selector', '#theme').click()
    assert chrome.execute_script('return getComputedStyle(document.body).backgroundColor') != before
    chrome.find_element('css selector', '#theme').click()
    no_errors(chrome)


def test_a_page_holds_neither_its_head_nor_what_the_texts_hold(site: Path) -> None:
    """Most pages are of entities that few documents mention: what all share, or the texts hold, is written once."""
    text = (site / page_of('organisations', row_id('entity', 'org'))).read_text(encoding='utf-8')
    assert '<header' not in text
    assert '<noscript><a href="../../index.html">' in text, 'a way out where no script runs'
    assert text.count('class="source"') == 1
    assert re.search(r'data-near-mentions="d[0-9a-f]{16},\d+,\d+,\d+,\d+,\d\|d', text)


def test_an_entity_shows_more_when_asked(chrome: Any, site: Path) -> None:
    visit(chrome, site / page_of('organisations', row_id('entity', 'org')))
    until(lambda: count(chrome, '.contexts li') == 12)
    rows = chrome.execute_script('return [...document.querySelectorAll(".contexts li")].map((row) => row.innerText)')
    assert all('Института развития' in row and 'Совещание' in row for row in rows)
    assert not any(row.endswith('…') for row in rows), 'as far as the sentence goes'
    assert text(chrome, 'header nav') == 'Документы\nЛюди\nОрганизации\nМеста\nЦитаты'
    assert 'svodka' in text(chrome, 'footer')
    chrome.find_element('css selector', '[data-rows=mentions]').click()
    until(lambda: count(chrome, '.contexts li') == 62)
    chrome.find_element('css selector', '[data-rows=mentions]').click()
    until(lambda: count(chrome, '.contexts li') == 112)
    chrome.find_element('css selector', '[data-rows=mentions]').click()
    until(lambda: count(chrome, '.contexts li') == 120)
    until(lambda: not chrome.find_element('css selector', '[data-rows=mentions]').is_displayed())
    no_errors(chrome)


def test_the_map_and_what_a_narrow_screen_shows(chrome: Any, site: Path) -> None:
    visit(chrome, site / 'index.html')
    view = chrome.execute_script('return document.querySelector(".map svg").getAttribute("viewBox")')
    chrome.find_element('css selector', '#zoom').click()
    assert chrome.execute_script('return document.querySelector(".map svg").getAttribute("viewBox")') != view
    chrome.set_window_size(500, 900)
    for name in ('index', 'quotations', 'people', 'search', 'documents'):
        visit(chrome, site / f'{name}.html')
        time.sleep(0.3)
        root = 'document.documentElement'
        assert chrome.execute_script(f'return {root}.scrollWidth <= {root}.clientWidth'), name
    visit(chrome, site / page_of('organisations', row_id('entity', 'org')))
    widths = chrome.execute_script("""return ['.bars li', '.bars li > *', '.rows', '.rows td.main', '.scroll']
        .map((each) => Math.round(document.querySelector(each).getBoundingClientRect().width))""")
    assert widths[0] == widths[1], 'a name has the whole line, so that no word breaks'
    assert widths[2] <= widths[4], 'a table is cards, and nothing of it lies outside'
    chrome.set_window_size(1280, 900)
    no_errors(chrome)


@pytest.mark.parametrize('theme', ['light', 'dark'])
def test_pages_are_accessible(chrome: Any, site: Path, theme: str) -> None:
    """No violation by axe-core, whose axe.min.js the variable AXE_CORE names (npm pack axe-core)."""
    script = os.environ.get('AXE_CORE', '')
    if not Path(script).is_file():
        pytest.skip('no axe-core: set AXE_CORE to its axe.min.js')
    document = next(iter(sorted(site.glob('documents/*/*.html')))).relative_to(site).as_posix()
    entity = page_of('people', row_id('entity', 'person', PEOPLE[0]))
    for page in ('index.html', 'documents.html', 'places.html', 'quotations.html', f'search.html?q={quote("Белова")}',
                 'search.html', document, entity):  # fmt: skip
        name, _, rest = page.partition('?')
        visit(chrome, site / name, f'?{rest}' if rest else '')
        chrome.execute_script(f'document.documentElement.dataset.theme = "{theme}"')
        time.sleep(0.4)
        chrome.execute_cdp_cmd('Runtime.evaluate', {'expression': Path(script).read_text(encoding='utf-8')})
        found_ = chrome.execute_async_script(
            'const done = arguments[0]; axe.run().then((r) => done(r.violations.map((v) => [v.id, v.nodes.length,'
            'v.nodes[0].html.slice(0, 200), v.nodes[0].failureSummary])))')  # fmt: skip
        assert found_ == [], page


def test_a_hostile_release_does_nothing_in_a_browser(chrome: Any, hostile: Path) -> None:
    for path in sorted(hostile.rglob('*.html')):
        visit(chrome, path, f'?q={quote(HOSTILE)}&find={quote(HOSTILE)}')
        until(lambda: chrome.execute_script('return document.readyState') == 'complete')
        assert chrome.execute_script('return window.hacked') is None, path
    visit(chrome, hostile / 'quotations.html', f'#words={quote("<img")}')
    until(lambda: text(chrome, 'output') == 'Найдено: 3')
    assert chrome.execute_script('return [window.hacked ?? null, document.images.length]') == [None, 0]
    visit(chrome, hostile / 'people.html')
    until(lambda: count(chrome, '#rows tbody tr') == 3)
    assert chrome.execute_script('return [window.hacked ?? null, document.images.length]') == [None, 0]
    assert chrome.execute_script('const s = document.createElement("script"); s.textContent = "window.hacked = 3";'
                                 'document.head.append(s); return window.hacked ?? null') is None  # fmt: skip

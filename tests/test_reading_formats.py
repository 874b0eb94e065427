"""Tables and JSON of media monitors, channels and services: a document a row, with who published it and where."""

from __future__ import annotations

import json
from pathlib import Path

from tests.test_read import read

LEAD = 'Бригада Веры Осиной пустила ток в посёлке Рябиновка раньше срока.'
SECOND = 'Хлебозавод «Колос» начал печь ржаной хлеб по старому рецепту.'


def test_a_monitors_table_has_lines_above_its_head(tmp_path: Path) -> None:
    table = f'Мониторинг СМИ;;;\n1-7 июня 2024;;;\nДата выхода;СМИ;Заголовок;Текст публикации;URL\n\
04.06.24;Вестник Рябиновки;Свет пришёл;{LEAD};https://vestnik.example/1\n'
    [document] = read(tmp_path, 'monitor.csv', table)
    assert (document.text, document.title, str(document.published)) == (LEAD, 'Свет пришёл', '2024-06-04')
    assert (document.outlet, document.url) == ('Вестник Рябиновки', 'https://vestnik.example/1')


def test_excel_says_what_parts_its_cells(tmp_path: Path) -> None:
    [document] = read(tmp_path, 'a.csv', f'sep=|\ntitle|text\nСвет; вода, газ|{LEAD}\n')
    assert (document.title, document.text) == ('Свет; вода, газ', LEAD)


def test_cells_that_hold_html_are_cells(tmp_path: Path) -> None:
    rows = [{'title': 'Свет', 'text': f'<div><p>{LEAD}</p><p>{SECOND}</p></div>', 'date': '2024-06-04'}] * 5
    lines = '\n'.join(json.dumps(row, ensure_ascii=False) for row in rows)
    table = 'date;text\n' + f'2024-06-04;"<h1>Свет</h1><p>{LEAD}</p><script>var x = 1</script>"\n' * 5
    for name, data in (('a.json', json.dumps(rows)), ('a.jsonl', lines), ('a.csv', table)):
        documents = read(tmp_path, name, data)
        assert len(documents) == 5
        assert all(LEAD in d.text and '<' not in d.text and 'var' not in d.text for d in documents)


def test_a_channel_wraps_its_posts(tmp_path: Path) -> None:
    export = {'name': 'Рябиновка сегодня', 'type': 'public_channel', 'messages': [
        {'id': 1, 'type': 'service', 'date': '2024-06-01T10:00:00', 'text': '', 'action': 'create_channel'},
        {'id': 2, 'type': 'message', 'date': '2024-06-04T10:00:00', 'forwarded_from': 'Пресс-служба',
         'text': ['Бригада ', {'type': 'bold', 'text': 'Веры Осиной'}, ' пустила ток в посёлке.']}]}  # fmt: skip
    service, post = read(tmp_path, 'result.json', json.dumps(export))
    assert service.status == 'empty'
    assert (post.text, str(post.published)) == ('Бригада Веры Осиной пустила ток в посёлке.', '2024-06-04')
    assert (post.outlet, post.author) == ('Рябиновка сегодня', 'Пресс-служба')


def test_services_wrap_their_articles(tmp_path: Path) -> None:
    article = {'source': {'id': None, 'name': 'Вестник'}, 'author': 'Нина Лось', 'title': 'Свет', 'description': 'Ток.',
               'url': 'https://v.example/2', 'publishedAt': '2024-06-04T10:00:00Z', 'content': LEAD}  # fmt: skip
    [document] = read(tmp_path, 'a.json', json.dumps({'status': 'ok', 'totalResults': 1, 'articles': [article]}))
    assert (document.text, document.outlet, document.author) == (LEAD, 'Вестник', 'Нина Лось')
    wall = {
        'response': {'count': 2, 'items': [{'date': 1717495200, 'text': LEAD}, {'date': 1717495200, 'text': SECOND}]}
    }
    assert [str(d.published) for d in read(tmp_path, 'b.json', json.dumps(wall))] == ['2024-06-04'] * 2


def test_columns_may_be_named(tmp_path: Path) -> None:
    table = f'text;кто;где\n{LEAD};Вестник;https://v.example/3\n'
    [document] = read(tmp_path, 'a.csv', table, outlet_column='кто', url_column='где')
    assert (document.outlet, document.url) == ('Вестник', 'https://v.example/3')


def test_a_table_that_svodka_wrote_is_no_table_of_releases(tmp_path: Path) -> None:
    head = 'document_id,quotation_id,start,stop,text,kind,cue\n'
    [document] = read(tmp_path, 'quotations.csv', f'{head}1,2,0,9,"{LEAD}",direct,сказать\n')
    assert document.status == 'skipped'

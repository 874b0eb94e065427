"""What svodka itself has written is no release: a copy of its workbook, of a table, a digest or a page among releases.

Folders of tables and of pages are known by svodka.run.own; here it is a single file, known by what stands in it, for it
may have been renamed, sent, or saved by another program.
"""

from __future__ import annotations

import codecs
import io
import re
import zipfile
import zlib

from svodka.schema import TABLES, columns

LOOKED_AT = 20_000  # bytes
TITLE = re.compile(r'<dc:title>svodka</dc:title>|>svodka digest<')  # as the programs keep it that save workbooks
SHEETS = ({'Сводка', 'Столбцы', 'Документы'}, {'summary', 'columns', 'documents'})
PAGE = re.compile(r'<!-- svodka digest -->|<meta name="generator" content="svodka[ \w.]*">')
ID = re.compile(r'"?[a-z][0-9a-f]{16}\b')
CORRECTIONS = 'action,entity_id,name,value,document'
ENCODINGS = {codecs.BOM_UTF16_LE: 'utf-16', codecs.BOM_UTF16_BE: 'utf-16'}


def is_own_file(data: bytes, kind: str) -> bool:
    """Whether svodka has written a file of this format, as far as the beginning or the description of it tells.

    >>> is_own_file(b'document_id,text\\nd0123456789abcdef,A text.\\n', 'table')
    True
    >>> is_own_file(b'document_id,text\\n17,A text.\\n', 'table')
    False
    """
    if kind == 'xlsx':
        return _is_own_workbook(data)
    begin = data[:LOOKED_AT].decode(ENCODINGS.get(data[:2], 'utf-8-sig'), 'replace').lstrip('\ufeff')
    if kind in ('table', 'txt') and _is_own_table(begin):
        return True
    if kind == 'json':
        return all(f'"{name}": ' in begin for name in ('document_id', 'sha256', 'published_from', 'same_text_as'))
    return kind in ('txt', 'html') and PAGE.search(begin) is not None


def _is_own_table(begin: str) -> bool:
    """Whether a table's head names all columns of one of svodka's, and its first row begins with an id; or whether it
    is a file of corrections."""
    head, _, rows = begin.partition('\n')
    names = [name.strip('" \r').lower() for name in re.split('[,;\t]', head)]
    if ','.join(names).startswith(CORRECTIONS):
        return True
    own = any({c.name for c in columns(table)} <= set(names) for table in TABLES)
    return own and ID.match(rows) is not None


def _is_own_workbook(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            listed = set(packed.namelist())
            found = {}
            for name in {'docProps/core.xml', 'xl/workbook.xml'} & listed:
                with packed.open(name) as file:
                    found[name] = file.read(LOOKED_AT).decode('utf-8', 'replace')
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError, zlib.error):
        return False
    sheets = set(re.findall(r'<sheet [^>]*?name="([^"]*)"', found.pop('xl/workbook.xml', '')))
    return any(own <= sheets for own in SHEETS) or any(map(TITLE.search, found.values()))

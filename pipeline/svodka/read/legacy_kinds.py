"""What a file of Microsoft's old container (OLE2) is, told by the names of its streams, without reading them."""

from __future__ import annotations

# A stream's name → the kind; the first whose stream the file has. A locked Office file is one of these, too.
_STREAMS = (
    (
        'EncryptedPackage',
        'not a text but a locked Office file (Word, Excel or PowerPoint): save it without its password',
    ),
    ('__properties_version1.0', 'msg'),
    ('PowerPoint Document', 'not a text but old PowerPoint slides (.ppt): save them as .pptx'),
    ('WordDocument', 'doc'),
    ('Workbook', 'xlsx'),
    ('Catalog', 'not a text but a Thumbs.db of Windows'),
    ('VisioDocument', 'not a text but a Visio drawing'),
    ('Quill', 'not a text but a Publisher file: save it as PDF'),
)


# What its name says of a damaged one, which has lost the names of its streams.
_SUFFIXES = {'.msg': 'msg', '.xls': 'xlsx', '.xlt': 'xlsx', '.ppt': _STREAMS[2][1]}


def ole_kind(data: bytes, suffix: str = '') -> str:
    """doc, msg, xlsx (an .xls is read by the same library), or what it is instead of a text."""
    told = next((kind for name, kind in _STREAMS if name.encode('utf-16-le') in data), None)
    if told is None and suffix not in ('', '.doc', '.dot', '.docx', '.rtf', '.txt'):
        return _SUFFIXES.get(suffix, "not a text but a file in Microsoft's old container (OLE2)")
    return told or 'doc'

"""Markdown (.md) → its text, and what the front matter above it states: title, date, author, address, source."""

from __future__ import annotations

import re
from dataclasses import replace

from svodka.read.columns import day_in
from svodka.read.contents import Part
from svodka.read.outlet import address

LONGEST = 10_000
"""Characters of front matter that are looked at."""
_MATTER = re.compile(
    r'\ufeff?(?P<mark>---|\+\+\+)[ \t]*\r?\n(?P<fields>.*?)(?:\r?\n)(?:(?P=mark)|\.\.\.)[ \t]*(?:\r?\n|\Z)', re.S
)
_FIELD = re.compile(r'(?P<name>[A-Za-z_][\w-]{0,40})[ \t]*[:=][ \t]*(?P<value>.*)')
_ITEM = re.compile(r'[ \t]*-[ \t]+(.*)')
# What fields tell, the best first. Jekyll, Hugo, Obsidian and clippers call them so.
FIELDS = {
    'title': ('title', 'headline'),
    'date': ('date', 'published', 'publishdate', 'pubdate', 'datepublished', 'created'),
    'author': ('author', 'authors', 'by'),
    'url': ('url', 'source_url', 'link', 'canonical', 'canonical_url', 'source', 'permalink'),
    'outlet': ('outlet', 'publisher', 'site', 'site_name', 'source'),
}


def with_front_matter(part: Part) -> Part:
    """A Markdown text without its front matter, and what that states; another text as it is. No YAML is loaded: a
    field is a line, a list is in brackets or in the lines below."""
    matter = _MATTER.match(part.text[:LONGEST])
    fields = _fields(matter['fields']) if matter else {}
    if not matter or not fields:
        return part
    told = {role: [fields[name] for name in names if fields.get(name)] for role, names in FIELDS.items()}
    url = next(filter(None, map(address, told['url'])), None)
    return replace(
        part,
        text=part.text[matter.end() :].lstrip('\r\n'),
        title=next(iter(told['title']), None),
        published=next(filter(None, map(day_in, told['date'])), None),
        author=next(iter(told['author']), None),
        url=url,
        outlet=next((name for name in told['outlet'] if not address(name)), None),
    )


def _fields(matter: str) -> dict[str, str]:
    """The fields by their names in small letters; none where a line is something else: a text between two rules."""
    found: dict[str, str] = {}
    name = ''
    for line in matter.splitlines():
        if field := _FIELD.fullmatch(line):
            name = field['name'].lower()
            value = field['value'].strip()
            items = value[1:-1].split(',') if value[:1] == '[' and value[-1:] == ']' else [value]
            found.setdefault(name, ', '.join(filter(None, map(_bare, items))))
        elif (item := _ITEM.fullmatch(line)) and name:
            found[name] = ', '.join(filter(None, (found[name], _bare(item[1]))))
        elif line.strip() and line[0] not in ' \t#[':
            return {}
    return found


def _bare(value: str) -> str:
    value = value.strip()
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in '\'"'
    return value[1:-1].strip() if quoted else re.sub(r'\s+#\s.*', '', value)

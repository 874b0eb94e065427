"""File → documents: the format by content, the text, its title, date of publication, place and language.

`read_file` raises nothing but TimeoutError for what is in a file: one that cannot be read becomes a document that says
why.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from svodka.language.credits import credits_of
from svodka.model import Document, Status
from svodka.read.claims import evidence_of
from svodka.read.contents import Part, ReadError
from svodka.read.dateline import dateline_agency, dateline_place, has_inner_stamp
from svodka.read.formats import parts_of
from svodka.read.garbled import lost_letters, restore
from svodka.read.guard import HelperDiedError, read_guarded
from svodka.read.headline import headline
from svodka.read.language import language
from svodka.read.outlet import Source, address
from svodka.read.published import publication
from svodka.read.settings import ReadOptions
from svodka.read.sniff import sniff
from svodka.run.conditions import AGAIN, joined, limit
from svodka.run.requirements import blame_library

__all__ = ['ReadOptions', 'document_id', 'fingerprint', 'read_file', 'stated_by_text', 'unread']

_TRIES = 2


def read_file(path: Path, name: str, options: ReadOptions | None = None) -> Iterator[Document]:
    """The documents of one file, `name` being its path in the tables.

    Raises TimeoutError when a document takes more than `max_seconds`, LibraryError for a library that cannot be loaded,
    and nothing for what is in a file.
    """
    options = options or ReadOptions()
    try:
        size = path.stat().st_size
        if size > options.max_bytes:
            message = f'It has {size:,} bytes, more than {options.max_bytes:,} (--max-bytes).'
            yield unread(name, message, 'skipped', limit('max_bytes', options.max_bytes))
            return
        with path.open('rb') as file:
            plain = sniff(file.read(4096), _suffix(path, name)) == 'txt'
    except OSError as error:
        yield unread(name, f'The file cannot be opened: {error.strerror}.', condition=AGAIN)
        return
    try:
        yield from (read_here if plain else _read_there)(path, name, options)
    except ImportError as error:
        blame_library(error)
        yield unread(name, f'The file cannot be read ({error}).', condition=AGAIN)


def _read_there(path: Path, name: str, options: ReadOptions) -> Iterator[Document]:
    """The documents of a file whose parser may fail in any way, read by a helper that is tried twice."""
    given = 0
    for attempt in range(_TRIES):
        try:
            for number, document in enumerate(read_guarded(path, name, options)):
                if number >= given:
                    given += 1
                    yield document
            return
        except HelperDiedError as error:
            if error.timed_out:
                raise TimeoutError from None
            if attempt + 1 == _TRIES:
                rest = name if not given else f'{name}#rest'
                yield unread(rest, 'The file brought its reader down.', condition=AGAIN)


def read_here(path: Path, name: str, options: ReadOptions) -> Iterator[Document]:
    """The documents of one file, read in this process; for `read_file` and its helper. Raises ImportError."""
    sha256 = ''
    try:
        data = path.read_bytes()
        sha256 = hashlib.sha256(data).hexdigest()
        for part in parts_of(data, _suffix(path, name), options):
            yield _document(part, name, sha256, options)
    except TimeoutError:  # which is an OSError
        raise
    except OSError as error:
        yield unread(name, f'The file cannot be opened: {error.strerror}.', condition=AGAIN)
    except ReadError as error:
        yield replace(unread(name, str(error), error.status, error.condition), sha256=sha256)
    except ImportError:  # whose fault it is cannot be told here
        raise
    except MemoryError:
        message = 'Reading needs more memory than is allowed.'
        yield replace(unread(name, message, condition=AGAIN), sha256=sha256)
    except Exception as error:  # a parser's own bug: the file is told, the run goes on
        yield replace(unread(name, f'The file cannot be read ({type(error).__name__}).'), sha256=sha256)


def _suffix(path: Path, name: str) -> str:
    return (path.suffix or PurePosixPath(name).suffix).lower()


def unread(name: str, message: str, status: Status = 'failed', condition: str = '') -> Document:
    """A file that gave no text, and why in one sentence."""
    return Document(document_id=document_id(name), path=name, status=status, message=message, condition=condition)


def document_id(name: str) -> str:
    """A document's id, as `svodka.run.ids` makes ids: a hash of its path, so that it is the same in every run."""
    return 'd' + hashlib.sha256(name.encode('utf-8', 'backslashreplace')).hexdigest()[:16]


def fingerprint(text: str) -> str:
    """The same for two texts with the same letters and numbers.

    >>> fingerprint('О сотрудни-\\nчестве.') == fingerprint('О  сотрудничестве')
    True
    >>> fingerprint('Рост на 1,5 %') == fingerprint('Рост на 15 %')
    False
    """
    # What stands inside a number is a part of it, a minus before it, too; the space between thousands is not.
    numbers = re.sub(r'(?<=\d)[.,:/-](?=\d)|(?<![\w-])[-−–](?=\d)', 'x', text)
    letters = re.sub(r'[\W_]+', '', numbers).lower().replace('ё', 'е')
    return hashlib.sha256(letters.encode('utf-8', 'replace')).hexdigest()[:32]


def _document(part: Part, name: str, sha256: str, options: ReadOptions) -> Document:
    """A part with what can be told from it, and whether it is wanted."""
    path = name + (part.name if not part.name or part.name.startswith('#') else f'#{part.name}')
    if len(part.text) <= options.max_characters:
        part = _with_right_letters(part)
    source = _source(part)
    document = Document(
        document_id=document_id(path),
        path=path,
        text=part.text,
        format=part.format,
        encoding=part.encoding,
        sha256=sha256,
        title=headline(part.text, part.title, part.format) or _flattened(part.text),
        outlet=source.outlet,
        url=source.url,
        author=source.author,
        status=part.status,
        message=part.message,
        condition=part.condition,
    )
    if part.status != 'ok':
        return document
    if len(part.text) > options.max_characters:
        message = f'The text has more than {options.max_characters:,} characters (--max-characters).'
        condition = joined((document.condition, limit('max_characters', options.max_characters)))
        return replace(document, text='', status='skipped', message=message, condition=condition)
    if not any(map(str.isalnum, part.text)):
        return replace(document, status='empty', message=part.message or 'There are no words in it.')
    published, published_from = publication(part, path)
    code = language(part.text)
    document = replace(
        document,
        published=published,
        published_from=published_from,
        dateline=dateline_place(part.text) or part.place,
        language=code,
        fingerprint=fingerprint(part.text),
    )
    if options.explain:
        day = published.isoformat() if published else None
        chosen = {'published': day, 'title': document.title, 'outlet': document.outlet}
        document = replace(document, evidence=evidence_of(part, path, chosen))
    if code != 'ru' and not options.any_language and any(map(str.isalpha, part.text)):
        return replace(
            document,
            status='skipped',
            message=f'Not in Russian ({code or "unknown language"}); --any-language keeps it.',
        )
    return document


def _source(part: Part) -> Source:
    """Who published a text, where and by whom: as its file states, else as its own lines do."""
    lines = [line for line in map(str.strip, part.text.splitlines()) if line] if part.status == 'ok' else []
    stated = credits_of(lines)
    outlet = part.outlet or stated.outlet or dateline_agency(part.text)
    return Source(outlet, part.url or address(stated.url), part.author or stated.author)


def stated_by_text(document: Document) -> Document:
    """A text that was not read from a file, with what its own lines state: the headline, the place, who published and
    wrote it, and the day of its dateline or stamp if nobody has told another; the same as of a text file.

    >>> found = stated_by_text(Document('d', 'd', 'МИНСК, 5 января 2023 г. /БЕЛТА/. Мост открыт.'))
    >>> found.published.isoformat(), found.dateline, found.outlet
    ('2023-01-05', 'МИНСК', 'БЕЛТА')
    """
    part = Part(document.text, 'text', published=document.published)
    source = _source(part)
    published, published_from = publication(part, '')
    return replace(
        document,
        title=headline(document.text, None, 'text'),
        published=published,
        published_from=published_from,
        dateline=dateline_place(document.text),
        outlet=source.outlet,
        url=source.url,
        author=source.author,
    )


def _with_right_letters(part: Part) -> Part:
    """A part whose garbled letters are restored where that is certain, or which says that they are lost."""
    if part.status != 'ok':
        return part
    if lost := lost_letters(part.text):
        return replace(part, text='', title=None, status='failed', message=lost)
    text, restored = restore(part.text)
    title = part.title and restore(part.title)[0]
    damaged = 'Some letters are lost: U+FFFD stands in their place.' if '\ufffd' in text else None
    notes = dict.fromkeys(note for note in (part.message, restored, damaged) if note)
    return replace(part, text=text, title=title, message=' '.join(notes) or None)


def _flattened(text: str) -> str | None:
    """The headline of an official page whose line ends are lost."""
    if not has_inner_stamp(text):
        return None
    from svodka.repair.remnants import stamped_headline  # here, as it loads a dictionary

    return stamped_headline(text)

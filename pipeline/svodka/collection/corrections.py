"""The user's last word: corrections, kept in a spreadsheet and applied to every run.

A correction is a line of a CSV file with the columns action, entity_id, name, value, document, text, times.

| action | what it is about | what happens | value |
|---|---|---|---|
| merge | an entity | it is the same as another, and is called as that one | the other's entity_id, or its name |
| split | an entity in a document | it is somebody else there | the name of that other |
| rename | an entity | it is called otherwise | the name |
| type | an entity | it is a person, an organisation or a place | PER, ORG or LOC |
| geonames, wikidata | an entity | it is this place, this item | the id |
| drop | an entity, a mention, a quotation, a position, a date | it is none | |
| speaker | a quotation | somebody else said it | a name or entity_id, - for nobody known |
| position | a position | it is called otherwise | the position |
| date | a date | it is another | a day, or first/last day |
| published, title, outlet | a document | it is another | the day, the title, the outlet, - for none |

`entity_id` holds the id of the row that is meant: of an entity, a document, a mention, a quotation; positions and
dates, which have none, are document_id:start:stop. It may be left empty where the name alone tells an entity, or the
path under `document` a document. For entities, `document` (a path as in the table documents) limits merge, split and
drop to one document.

`text` holds the words of a single row, `times` how many rows of the document have them. A row whose document has
changed has another id; it is known by these words where the document of this path had them once and has them once. Of
two lines about one cell the later holds. Only the columns action and entity_id must be there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from svodka.printable import counted, printable
from svodka.run.ids import digest

ENTITY_ACTIONS = ('merge', 'split', 'rename', 'drop', 'type', 'geonames', 'wikidata')
DOCUMENT_ACTIONS = ('published', 'title', 'outlet')
ROW_ACTIONS = ('speaker', 'position', 'date')
ACTIONS = (*ENTITY_ACTIONS, *ROW_ACTIONS, *DOCUMENT_ACTIONS)
COLUMNS = ('action', 'entity_id', 'name', 'value', 'document', 'text', 'times')
NONE = '-'  # the value that empties a cell
ENTITY_ID = re.compile(r'e?[0-9a-f]{16}')
ENTITY_ID_LENGTH = 17  # as the tables have it, with its letter
LONGEST_CELL = 2_000  # characters of a correction; longer than any title, and than any name by far
LONGEST = 30_000  # characters of words that are compared: a workbook's cell holds not many more


class CorrectionsError(ValueError):
    """A corrections file that cannot be used, with one sentence that names the line and says what to do."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of the file; see the module's docstring."""

    line: int
    action: str
    entity_id: str
    value: str = ''
    document: str = ''
    name: str = ''  # where there is no id
    file: str = ''  # which of several files the line stands in
    text: str = ''  # the words of a single row, for it may have got another id
    is_alone: bool = True  # whether no other row of its document had these words

    @property
    def called(self) -> str:
        """What the line is about, in words."""
        return self.entity_id or (f'«{self.name}»' if self.name else self.document)

    @property
    def place(self) -> tuple[str, int]:
        """Where it stands: no two lines share that."""
        return self.file, self.line

    @property
    def said(self) -> str:
        """A hash of what it says, wherever it stands."""
        return digest(self.action, self.entity_id, self.name, self.value, self.document)

    @property
    def where(self) -> str:
        """Where it stands, in words."""
        return f'{self.file}, line {self.line}' if self.file else f'line {self.line}'

    @property
    def may_be_row(self) -> bool:
        """Whether it is about a single row: a drop tells only by its id, and an old id not even by that."""
        if self.action != 'drop':
            return self.action not in ENTITY_ACTIONS
        return bool(self.entity_id) and not (self.entity_id.startswith('e') and len(self.entity_id) == ENTITY_ID_LENGTH)


@dataclass(frozen=True, slots=True)
class Effect:
    """What a line did: the entity it is about by then, and how many of its mentions, or other rows, it touched; `why`
    tells why none, if there is more to say than that there is none. `target`: the entity that it was merged into.
    `row_id`: the id that its row has now, where it was found by its words."""

    correction: Correction
    entity_id: str
    mentions: int
    noun: str = 'mention'
    why: str = ''
    target: str = ''
    row_id: str = ''

    def __str__(self) -> str:
        c = self.correction
        where = f' in {c.document}' if c.document and c.called != c.document else ''
        if not self.mentions:
            why = self.why or f'nothing is called {c.called}{where}'
            return f'{c.where}: {why}, so «{c.action}» changed nothing'
        found = f', found by its words, for its id is now {self.row_id}' if self.row_id else ''
        return f'{c.where}: {c.action} {c.called}{where}: {counted(self.mentions, self.noun)}{found}'

    def overruled(self, by: Correction) -> Effect:
        """This effect where a later line says something else of the same cell."""
        says = 'drops' if by.action == 'drop' else 'says otherwise of'
        noun = 'entity' if self.noun == 'mention' and self.correction.action in ENTITY_ACTIONS else self.noun
        return replace(self, mentions=0, row_id='', why=f'{by.where} {says} the same {noun}')

    def record(self) -> dict[str, Any]:
        """The effect as run.json and `--json` tell it; `changed` counts rows, `said` is the same in every run."""
        c = self.correction
        return {
            'file': c.file,
            'line': c.line,
            'action': c.action,
            'about': c.called,
            'changed': self.mentions,
            'found_by_words': bool(self.row_id),
            'said': c.said,
            'message': str(self),
        }


FORMULA = re.compile(r'[=+@\t\r-]')


def guarded(text: str) -> str:
    """A text of a release for a cell of a CSV file, so that no spreadsheet takes it for a formula.

    >>> guarded('=1+1'), guarded('Мост')
    ("'=1+1", 'Мост')
    """
    return f"'{text}" if FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """A text as it was before it was guarded.

    >>> unguarded("'=1+1")
    '=1+1'
    """
    return text[1:] if text.startswith("'") and FORMULA.match(text, 1) else text


def one_line(text: str) -> str:
    """The words of a row as they are compared: whatever stands for spaces, a spreadsheet may have changed it.

    >>> one_line(' Мост\\r\\n готов ')
    'Мост готов'
    """
    return ' '.join(printable(text[:LONGEST]).split())


def is_shown(text: str) -> bool:
    """Whether all that a cell holds can be shown as it stands."""
    return one_line(text) == ' '.join(text.split())


def bare(row_id: str) -> str:
    """An id without the letter that tells what it is of.

    >>> bare('d0123456789abcdef:10:20')
    '0123456789abcdef:10:20'
    """
    head, mark, rest = row_id.partition(':')
    return head[-16:] + mark + rest

"""Text that stands bare beside block elements → paragraphs, as a browser has it («anonymous block boxes»)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

BARE = 40
"""A bare run of text has so many characters outside links to be a paragraph; less is a label or a separator."""
SAMPLE = 50
"""So many lines tell where a text stands."""
LAID_OUT = 400
"""A table one of whose cells has so many characters outside links lays out a page; data have shorter cells."""
PARAGRAPHS = 2
"""Or one of whose cells has so many lines that are sentences."""
MENU_LINKS, MENU_SHARE = 3, 0.6
"""A cell of such a table with so many links that have this share of its letters is a menu."""
_CONTAINERS = (
    'body', 'div', 'section', 'article', 'main', 'center', 'td', 'th', 'blockquote', 'font', 'form', 'dd', 'li',
)  # fmt: skip
_ALONE = frozenset(('body', 'article', 'main', 'section'))  # whose first words are lost with no block among them
_UNKNOWN = 'address', 'center', 'dialog', 'fieldset'
_INLINE = frozenset(
    'a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark nobr q s samp small span '
    'strike strong sub sup time tt u var wbr'.split()
)


def unfold_layout_tables(tree: Any) -> None:
    """Make divisions of the tables by which old pages lay out their text, and navigation of the menus in them, in
    place; else a whole article is one cell of a row."""
    for table in list(tree.iter('table')):
        rows = table.xpath('./tr | ./tbody/tr | ./thead/tr | ./tfoot/tr')
        cells = [cell for row in rows for cell in row if cell.tag in ('td', 'th')]
        if not any(_words_outside_links('', [cell]) >= LAID_OUT or _has_paragraphs(cell) for cell in cells):
            continue
        for cell in cells:
            cell.tag = 'nav' if _is_menu(cell) else 'div'
        for node in (*rows, *table.xpath('./tbody | ./thead | ./tfoot'), table):
            node.tag = 'div'


def _has_paragraphs(cell: Any) -> bool:
    """Whether a cell has line ends or blocks between sentences."""
    lines = (line.strip() for text in cell.xpath('.//text()[not(ancestor::a)]') for line in text.split('\n'))
    return sum(len(line) >= BARE and line[-1] in '.!?…' for line in lines) >= PARAGRAPHS


def _is_menu(cell: Any) -> bool:
    links = [len(_flat(link)) for link in cell.iter('a')]
    return len(links) >= MENU_LINKS and sum(links) > MENU_SHARE * len(_flat(cell))


def wrap_bare_text(tree: Any) -> None:
    """Give each bare run of text beside block elements a paragraph of its own, in place, and make a paragraph of each
    sentence or more in an element that extraction does not know."""
    for container in list(tree.iter(*_CONTAINERS)):
        if container.tag in _ALONE or any(_is_block(child) for child in container):
            _wrap(container)
    for node in list(tree.iter(*_UNKNOWN)):
        words = _flat(node)
        if len(words) >= BARE and words[-1] in '.!?…»' and not any(_is_block(child) for child in node):
            node.tag = 'p'


def _is_block(node: Any) -> bool:
    if not isinstance(node.tag, str):
        return False
    return node.tag.rpartition(':')[2] not in _INLINE or any(_is_block(child) for child in node)


def _wrap(container: Any) -> None:
    runs: list[tuple[Any, list[Any]]] = [(None, [])]  # the block before the run, the run's elements
    for child in container:
        if _is_block(child):
            runs.append((child, []))
        else:
            runs[-1][1].append(child)
    for before, elements in runs:
        bare = (container.text if before is None else before.tail) or ''
        if _words_outside_links(bare, elements) < BARE:
            continue
        paragraph = container.makeelement('p')
        paragraph.text = bare
        if before is None:
            container.text = None
            container.insert(0, paragraph)
        else:
            before.tail = None
            before.addnext(paragraph)
        paragraph.extend(elements)


def _words_outside_links(bare: str, elements: list[Any]) -> int:
    pieces = [bare]
    for element in elements:
        if isinstance(element.tag, str) and element.tag != 'a':
            pieces.extend(element.xpath('.//text()[not(ancestor::a)]'))
        pieces.append(element.tail or '')
    return len(' '.join(' '.join(pieces).split()))


def holder(tree: Any, starts: Sequence[str]) -> tuple[str, str]:
    """The words of a tree, and those of its smallest element that holds the starts of lines that are in the tree;
    of many starts a sample is looked for.

    >>> from lxml import html
    >>> holder(html.fromstring('<div>Меню<div>Один <p>Два</p> Три</div></div>'), ['Два', 'Один', 'Ноль'])
    ('Меню Один Два Три', 'Один Два Три')
    """
    all_words = words = _flat(tree)
    sample = [*starts[:: len(starts) // SAMPLE + 1], *starts[-1:]]
    starts = [start for start in sample if start in words]
    while starts:
        held = ((child, _flat(child)) for child in tree if isinstance(child.tag, str))
        inner = next(((child, flat) for child, flat in held if all(start in flat for start in starts)), None)
        if inner is None:
            break
        tree, words = inner
    return all_words, words


def _flat(node: Any) -> str:
    return ' '.join(' '.join(node.xpath('.//text()')).split())

"""The article of a page against what is right: words lost and words taken in, svodka's and trafilatura's alone.

Five invented articles are set into sixteen templates in the shapes of real sites. Words are compared as multisets, as
in trafilatura's own evaluation.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml
from svodka.read.pages import page

PAGES = Path(__file__).with_name('pages.yaml')
Extractor = Callable[[str], str]


def pages() -> Iterator[tuple[str, str, str]]:
    """(the template's name and the article's number, the page's source, its right text)."""
    given = yaml.safe_load(PAGES.read_text(encoding='utf-8'))
    menu = ''.join(f'<li><a href="/{i}/">{words}</a></li>' for i, words in enumerate(given['menu']))
    links = ''.join(f'<div><a href="/news/{i}">{words}</a></div>' for i, words in enumerate(given['links']))
    for name, template in given['templates'].items():
        for number, article in enumerate(given['articles']):
            text = article['text']
            paragraphs = [f'<p>{words}</p>' for words in text]
            fields = {
                'title': article['title'],
                'p': ''.join(paragraphs),
                'br': '<br><br>'.join(text),
                'div': ''.join(f'<div>{words}</div>' for words in text),
                'lead': paragraphs[0],
                'rest': ''.join(paragraphs[1:]),
                'bare': text[0] + ''.join(paragraphs[1:]),
                'menu': menu,
                'links': links,
            }
            yield f'{name} {number}', template.format(**fields), '\n'.join([article['title'], *text])


def by_svodka(source: str) -> str:
    return page(source, None).text


def by_trafilatura(source: str) -> str:
    import trafilatura

    return trafilatura.extract(source, include_comments=False) or ''


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r'\w+', text.lower()))


def shares(read: Extractor) -> dict[str, float]:
    """Precision, recall and F1 of words over all pages."""
    hits = found = wanted = 0
    for _, source, right in pages():
        got, gold = words(read(source)), words(right)
        hits, found, wanted = hits + (got & gold).total(), found + got.total(), wanted + gold.total()
    return {
        'precision': round(hits / found, 4),
        'recall': round(hits / wanted, 4),
        'F1': round(2 * hits / (found + wanted), 4),
    }


def measure_pages() -> dict[str, float]:
    """{«own pages words F1»: …}."""
    return {f'own pages words {name}': value for name, value in shares(by_svodka).items()}


if __name__ == '__main__':
    for who, extractor in (('svodka', by_svodka), ('trafilatura', by_trafilatura)):
        print(who, shares(extractor))
    for which, source, right in pages():
        got, gold = words(by_svodka(source)), words(right)
        if got != gold:
            print(which, 'lost', sorted((gold - got).elements())[:12], 'taken in', sorted((got - gold).elements())[:12])

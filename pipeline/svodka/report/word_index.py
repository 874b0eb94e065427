"""The index of words: which documents hold a word, in any of its forms.

It is cut by the first two letters, so that a search reads only the pieces of the words that are looked for. In a piece
stand the forms with their lemma and their documents, whose numbers are counted each from the one before.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from svodka.report.site import Site
from svodka.report.store import Store

PREFIX = 2
LONGEST = 40  # letters; what is longer is no word that anybody looks for

FORMS = f"""SELECT form, min(lemma) AS lemma, list(DISTINCT n ORDER BY n) AS found FROM (
    SELECT d.n, replace(lower(t.text), 'ё', 'е') AS form, replace(lower(t.lemma), 'ё', 'е') AS lemma
    FROM tokens t JOIN docs d USING (document_id))
WHERE regexp_matches(form, '^[\\p{{L}}\\p{{N}}]') AND length(form) <= {LONGEST}
GROUP BY form ORDER BY form COLLATE "C" """


def write_words(site: Site, store: Store) -> None:
    """Write the index and its page."""
    result = store.db.execute(FORMS.replace(' COLLATE "C"', ''))

    def rows() -> Any:
        while batch := result.fetchmany(10_000):
            yield from batch

    pieces = []
    for prefix, group in groupby(rows(), key=lambda row: row[0][:PREFIX]):
        piece = {form: [lemma, *steps(found)] for form, lemma, found in group}
        name = '-'.join(f'{ord(letter):x}' for letter in prefix)
        site.data(f'words/{name}', piece)
        pieces.append(name)
    site.data('words', pieces)
    site.page('search.html', 'search.html')


def steps(numbers: list[int]) -> list[int]:
    """Rising numbers, each as the distance from the one before.

    >>> steps([3, 4, 9])
    [3, 1, 5]
    """
    return [number - before for before, number in zip([0, *numbers], numbers, strict=False)]

"""Text → sentences and tokens, as razdel has them (https://github.com/natasha/razdel), several times faster.

razdel's rules look at a few characters around a place where two tokens may join. Between two spaces the same letters
nearly always make the same tokens, so that razdel is asked once about each such chunk; and a sentence can only end
before a space, so that its rules are asked about those places alone.
"""

from __future__ import annotations

import importlib
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

import razdel
from svodka.memo import Memo
from svodka.model import Document, Parse, Repaired, Sentence, Tokens

# Longer sentences are lists and tables without full stops. They are cut: the parser's time and memory for a sentence
# grow with the square of its length. The longest of 2,800 sentences of news has 131.
MAX_SENTENCE = 256
MAX_CHUNK = 256  # characters without a space; longer ones are cut, for razdel takes quadratic time for them
MAX_REMEMBERED = 50_000  # chunks; about 250 bytes each

CHUNK = re.compile(rf'\S{{1,{MAX_CHUNK}}}')
LOWER = re.compile(r'\s*[а-яёa-z]+(?![^\W\d])')  # a word all in lower case
# An abbreviated degree, behind which the name goes on: «д. и. н. Иванов», «к.т.н. Петрова».
DEGREE = re.compile(r'\b[ДдКк]\. ?(?:[а-я]{1,6}\.[ -]?){1,3}н\.\Z')
LONGEST_DEGREE = 30
VISIBLE = re.compile(r'\S')
# Most chunks: a word or number, perhaps in quotation marks or brackets, with at most one mark behind it. In them only
# hyphens join, and nothing joins them to their neighbours.
PLAIN = re.compile(r'([«"(]?)([а-яё]+(?:-[а-яё]+)*|\d+(?=[»")]|\Z))([»")]?)([.,:;!?]?)', re.IGNORECASE)
# Such a mark joins words over a space, so that what stands beyond the space matters («5 -й», «2005, 7»).
OPEN_START = re.compile(r'[‑–—−\-_]|[.,/\\]\d')
OPEN_STOP = re.compile(r'(?:[‑–—−\-_]|\d[.,/\\])\Z')
# One character of each kind that razdel's rules for joining tell apart.
NUMBER, MARK, LETTER = '1', '!', 'а'

# Words that may not be the last of a sentence's part where a long sentence is cut, best first.
CUTS = (re.compile(r'\n'), re.compile(r'[;.!?…]\s*\Z'), re.compile(r',\s*\Z'))


class Pieces(NamedTuple):
    """The tokens of a chunk: their places in it and themselves."""

    start: tuple[int, ...]
    stop: tuple[int, ...]
    text: tuple[str, ...]


ONE = Pieces((), (), ())  # a chunk that is one token, as most are: nothing need be kept of it


def segment(document: Document, repaired: Repaired) -> Parse:
    """Sentences and tokens of a document; no sentence crosses a block or has more than MAX_SENTENCE tokens."""
    tokens, sentences = Tokens([], [], [], []), list[Sentence]()
    for number, block in enumerate(repaired.blocks):
        text = repaired.text[block.start : block.stop]
        starts, stops, words = tokenise(text)
        if not words:
            continue
        offset, first = len(tokens), 0
        tokens.text.extend(words)
        tokens.start.extend(_sources(repaired, block.start, starts))
        tokens.stop.extend(x + 1 for x in _sources(repaired, block.start - 1, stops))
        for end in sentence_ends(text):
            stop = bisect_left(starts, end, first)
            for last in _cuts(text, starts, stops, first, stop):
                tokens.sentence.extend([len(sentences)] * (last - first))
                a, b = first + offset, last + offset
                sentences.append(Sentence(tokens.start[a], tokens.stop[b - 1], a, b, number))
                first = last
    return Parse(document, tuple(sentences), tokens)


def tokenise(text: str) -> tuple[list[int], list[int], list[str]]:
    """Starts, stops and texts of the tokens.

    >>> tokenise('В 2,5 раза — из-за «Волги».')[2]
    ['В', '2,5', 'раза', '—', 'из-за', '«', 'Волги', '»', '.']
    """
    starts, stops, words = list[int](), list[int](), list[str]()
    for match in CHUNK.finditer(text):
        chunk, at = match.group(), match.start()
        pieces = CHUNKS[chunk]
        if pieces is None:
            after = VISIBLE.search(text, match.end())
            pieces = _between(chunk, words[-1][-1] if words else '', after.group() if after else '')
        if pieces is ONE:
            starts.append(at)
            stops.append(match.end())
            words.append(chunk)
        else:
            starts.extend([at + x for x in pieces.start])
            stops.extend([at + x for x in pieces.stop])
            words.extend(pieces.text)
    return starts, stops, words


def sentence_ends(text: str) -> Iterator[int]:
    """Where the sentences of a text end, in order; the last is the text's end."""
    rules, split_type, delimiter, window = _sentence_rules()
    previous = 0
    for match in delimiter.finditer(text):
        start, stop = match.span()
        right = text[stop : stop + window]
        if LOWER.match(right):
            continue  # razdel's rule that joins most often
        if (
            text[start:stop] == '.'
            and text[start - 1] == 'н'
            and DEGREE.search(text, max(0, stop - LONGEST_DEGREE), stop)
        ):
            continue
        split = split_type(text[max(0, start - window) : start], match.group(1), right)
        split.buffer = text[previous:start]
        if not rules.join(split):
            yield stop
            previous = stop
    yield len(text)


def _alone(chunk: str) -> Pieces | None:
    """The tokens of a chunk, None if they depend on what stands beside it."""
    plain = PLAIN.fullmatch(chunk)
    if len(chunk) == 1 or (plain and plain.end(2) - plain.start(2) == len(chunk)):
        return ONE
    if plain:
        spans = [plain.span(i) for i in range(1, 5) if plain.group(i)]
        starts, stops = zip(*spans, strict=True)
        return Pieces(starts, stops, tuple(chunk[a:b] for a, b in spans))
    if OPEN_START.match(chunk) or OPEN_STOP.search(chunk):
        return None
    return _pieces(chunk, '', '')


CHUNKS = Memo(_alone, MAX_REMEMBERED)


def _between(chunk: str, before: str, after: str) -> Pieces:
    """The tokens of a chunk between two characters (empty at an end of the text)."""
    marks = _razdel('tokenize').PUNCTS
    kinds = [c and (MARK if c in marks else NUMBER if c.isdecimal() else LETTER) for c in (before, after)]
    return _pieces(chunk, *kinds)


def _pieces(chunk: str, before: str, after: str) -> Pieces:
    """The tokens of a chunk, asked of razdel."""
    left = f'{before} ' if before else ''
    tokens = list(razdel.tokenize(f'{left}{chunk} {after}'))[bool(before) :]
    tokens = tokens[:-1] if after else tokens
    starts, stops = (tuple(getattr(t, side) - len(left) for t in tokens) for side in ('start', 'stop'))
    return Pieces(starts, stops, tuple(t.text for t in tokens))


def _razdel(name: str) -> Any:
    """A module of razdel whose name a function of razdel hides."""
    return importlib.import_module(f'razdel.segmenters.{name}')


@cache
def _sentence_rules() -> tuple[Any, Any, re.Pattern[str], int]:
    """razdel's rules, what they judge, the places before a space that they are asked about, and how far they look."""
    module = _razdel('sentenize')
    return razdel.sentenize, module.SentSplit, re.compile(module.DELIMITER + r'(?=\s)'), razdel.sentenize.split.window


def _cuts(text: str, starts: Sequence[int], stops: Sequence[int], first: int, last: int) -> Iterator[int]:
    """Where the sentence of tokens [first, last) ends, and where it is cut before because it is too long.

    In the second half of what is allowed: at the last line break, else after a semicolon, else after a comma.
    """
    while last - first > MAX_SENTENCE:
        half, most = first + MAX_SENTENCE // 2, first + MAX_SENTENCE
        gaps = [(i, text[starts[i - 1] : starts[i]]) for i in range(most, half, -1)]
        first = next((i for cut in CUTS for i, gap in gaps if cut.search(gap)), most)
        yield first
    if last > first:
        yield last


def _sources(repaired: Repaired, offset: int, places: Sequence[int]) -> list[int]:
    """Offsets in the document's text of places in a block of the repaired text."""
    source = repaired.source
    return [offset + i for i in places] if source is None else [source[offset + i] for i in places]

"""A watch list: a YAML file of what somebody wants to be told of, and where the new documents have it.

entities: [Ольга Белова, Институт развития]    a name, one of its other names, or an entity_id
words: [мобилизация, тариф]                     in all their forms
phrases: [военная операция]                     words that follow each other, in all their forms
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import yaml

from svodka.daily.sections import DigestError
from svodka.language.paradigms import parses
from svodka.language.segment import tokenise
from svodka.lexicons import fold, folded

KINDS = ('entities', 'words', 'phrases')
MOST_BYTES, MOST_ENTRIES, LONGEST_ENTRY, LONGEST_PHRASE = 500_000, 1_000, 200, 10

NAMES = f"""
SELECT DISTINCT entity_id FROM (
    SELECT entity_id, name FROM people UNION ALL SELECT entity_id, name FROM organisations
    UNION ALL SELECT entity_id, abbreviation FROM organisations UNION ALL SELECT entity_id, name FROM places
    UNION ALL SELECT entity_id, name FROM aliases UNION ALL
    SELECT entity_id, entity_id FROM people UNION ALL SELECT entity_id, entity_id FROM organisations
    UNION ALL SELECT entity_id, entity_id FROM places)
WHERE {folded('name')} = $name"""
MENTIONED = """
SELECT document_id, sentence, count(*) OVER (PARTITION BY document_id) AS times FROM mentions
JOIN fresh USING (document_id) WHERE entity_id = ANY($ids)
QUALIFY row_number() OVER (PARTITION BY document_id ORDER BY start) = 1"""


@dataclass(frozen=True, slots=True)
class Watch:
    """The entries of a watch list by kind, each once."""

    entities: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()


class Met(NamedTuple):
    """A document that has an entry of the list, how often, and the first sentence with it."""

    kind: str
    entry: str
    document_id: str
    sentence: int
    times: int


class Plain(yaml.BaseLoader):
    """YAML whose values are texts, whatever they look like («on», 2025-05-01), without tags, without anchors, by which
    a small file can become an endless one, and without keys that come twice."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise DigestError('an alias (*)')
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = Counter(key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode))
        for key, times in keys.most_common(1):
            if times > 1:
                raise DigestError(f'{key[:LONGEST_ENTRY]} twice')
        return super().construct_mapping(node, deep)


def read_watch(path: Path) -> Watch:
    """A watch list. Raises DigestError with one sentence for a file that is none."""
    try:
        with path.open('rb') as file:
            data = file.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise DigestError(f'{path} is larger than a watch list can be: name the file with the list.')
        read = yaml.load(data.decode('utf-8-sig'), Plain)
    except OSError as error:
        raise DigestError(f'{path} cannot be read ({error.strerror}): check the name.') from error
    except UnicodeDecodeError as error:
        raise DigestError(f'{path} is not in UTF-8: save it so.') from error
    except yaml.YAMLError as error:
        mark = getattr(error, 'problem_mark', None)
        where = f', line {mark.line + 1}' if mark else ''
        raise DigestError(f'{path}{where} is not YAML: write lists, for example «words: [тариф, субсидия]».') from error
    except (RecursionError, ValueError, TypeError) as error:
        raise DigestError(f'{path} is no watch list: write lists, for example «words: [тариф]».') from error
    except DigestError as error:
        if str(error).startswith(str(path)):
            raise
        raise DigestError(f'{path} has {error}, which a watch list cannot have: write each entry out once.') from error
    return _checked(path, read)


def _checked(path: Path, read: Any) -> Watch:
    if not isinstance(read, Mapping) or not read:
        raise DigestError(f'{path} is no watch list: give it one of the keys {", ".join(KINDS)}, each with a list.')
    for key in read:
        if key not in KINDS:
            near = get_close_matches(str(key), KINDS, 1)
            meant = f'did you mean {near[0]}?' if near else f'there are {", ".join(KINDS)}.'
            raise DigestError(
                f'{path} has the key «{str(key)[:LONGEST_ENTRY]}», which a watch list does not know: {meant}'
            )
    found: dict[str, tuple[str, ...]] = {}
    for kind, entries in read.items():
        if not isinstance(entries, list) or not all(isinstance(entry, str) for entry in entries):
            raise DigestError(f'{path}: {kind} must be a list of texts, for example «{kind}: [тариф]».')
        texts = [' '.join(entry.split()) for entry in entries]
        if odd := next((text for text in texts if not text or len(text) > LONGEST_ENTRY), None):
            raise DigestError(
                f'{path}: «{odd[:40]}…» under {kind} is longer than {LONGEST_ENTRY} characters: shorten it.'
            )
        found[kind] = tuple(dict.fromkeys(text for text in texts if text))
    _check_entries(path, found)
    return Watch(**found)


def _check_entries(path: Path, found: Mapping[str, tuple[str, ...]]) -> None:
    """Raises DigestError for entries that are too many, and for those that nothing can meet."""
    if not any(found.values()):
        raise DigestError(f'{path} has no entry: write what is to be watched for, for example «words: [тариф]».')
    if sum(map(len, found.values())) > MOST_ENTRIES:
        raise DigestError(f'{path} has more than {MOST_ENTRIES} entries: make several lists of it.')
    several = next((word for word in found.get('words', ()) if len(_parts(word)) > 1), None)
    if several:
        raise DigestError(f'{path}: «{several}» under words is more than one word: put it under phrases.')
    mute = next(
        (e for kind in ('words', 'phrases') for e in found.get(kind, ()) if not any(c.isalnum() for c in e)), None
    )
    if mute:
        raise DigestError(f'{path}: «{mute}» has no letter and no digit, so that nothing can meet it: take it out.')
    long = next((p for p in found.get('phrases', ()) if not 0 < len(_parts(p)) <= LONGEST_PHRASE), None)
    if long:
        raise DigestError(f'{path}: «{long[:40]}» under phrases must have 1 to {LONGEST_PHRASE} words.')


def _parts(text: str) -> list[str]:
    return tokenise(text)[2]


def find(db: duckdb.DuckDBPyConnection, watch: Watch) -> Iterator[Met]:
    """Where the documents in the table `fresh` have the entries of a list, in the list's order."""
    for name in watch.entities:
        ids = [row[0] for row in db.execute(NAMES, {'name': fold(name)}).fetchall()]
        rows = db.execute(MENTIONED, {'ids': ids}).fetchall() if ids else []
        yield from (Met('entities', name, *row) for row in rows)
    for kind, entries in (('words', watch.words), ('phrases', watch.phrases)):
        for entry in entries:
            yield from (Met(kind, entry, *row) for row in _stand(db, _parts(entry)))


def _stand(db: duckdb.DuckDBPyConnection, words: list[str]) -> list[tuple[str, int, int]]:
    """Documents in which words follow each other in any of their forms, the first sentence, and how often."""
    joins, conditions = '', []
    values: dict[str, object] = {}
    for i, word in enumerate(words):
        if i:
            joins += f' JOIN tokens t{i} ON t{i}.document_id = t0.document_id AND t{i}.token = t0.token + {i}'
        conditions.append(f'({folded(f"t{i}.lemma")} = ANY($l{i}) OR {folded(f"t{i}.text")} = $w{i})')
        values |= {f'l{i}': lemmas_of(word), f'w{i}': fold(word)}
    query = f"""SELECT document_id, sentence, times FROM (
        SELECT t0.document_id, t0.sentence, t0.token, count(*) OVER (PARTITION BY t0.document_id) AS times
        FROM tokens t0 JOIN fresh USING (document_id) {joins} WHERE {' AND '.join(conditions)})
        QUALIFY row_number() OVER (PARTITION BY document_id ORDER BY token) = 1"""
    return db.execute(query, values).fetchall()


def lemmas_of(word: str) -> list[str]:
    """The dictionary forms that a word may have.

    >>> lemmas_of('тарифами')
    ['тариф']
    """
    return sorted({fold(parse.normal_form) for parse in parses(word.lower())})

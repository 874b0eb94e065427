"""What names of organisations alone tell the linking, kept beside the tables, so that the next run asks about new ones.

It is found by dictionaries, which takes a third of the linking. An answer hangs on the name, on svodka's code and on
its libraries alone, so that it makes no difference to the tables whether it was kept. A file that cannot be read, or
that other code wrote, is no file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Generic, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq
from svodka.collection import unnamed as bodies
from svodka.memo import Memo
from svodka.resolve import keys

Key = tuple[str | None, ...]
Answer = TypeVar('Answer', bound=str | None)
YES = 'yes'
MOST = 100_000  # answers that a process holds of each question
LONGEST = 200  # characters of a name whose answer is held, so that strangers' texts cannot fill memory
SCHEMA = pa.schema([(name, pa.string()) for name in ('question', 'name', 'other', 'answer')])


class Question(Memo[Key, Answer], Generic[Answer]):
    """A question about a name, asked as a function, with the answers that are known. `asked`: those of this run, None
    where nobody writes them down; `of_two`: it is about a name and something else."""

    def __init__(self, of: Callable[..., Answer], of_two: bool = False) -> None:
        super().__init__(lambda key: of(*key), MOST)
        self.of_two = of_two
        self.asked: set[Key] | None = None

    def key(self, name: str, other: str | None) -> Key:
        return (name, other) if self.of_two else (name,)

    def __call__(self, name: str, other: str | None = None) -> Answer:
        key = self.key(name, other)
        answer = self[key]
        if self.asked is not None and key in self:
            self.asked.add(key)
        return answer

    def __missing__(self, key: Key) -> Answer:
        return super().__missing__(key) if sum(len(part or '') for part in key) <= LONGEST else self.of(key)

    def clear(self) -> None:
        """Forget the answers."""
        super().clear()
        if self.asked is not None:
            self.asked.clear()


own_name = Question[str](keys.own_name, of_two=True)
body_of_place = Question[str](keys.body_of_place, of_two=True)
plain_key = Question[str](keys.plain_key)
unnamed = Question[str | None](bodies.unnamed)
generic = Question[str | None](lambda *names: YES if bodies.is_generic(*names) else None, of_two=True)
QUESTIONS: Mapping[str, Question[str] | Question[str | None]] = {
    'own_name': own_name,
    'body_of_place': body_of_place,
    'plain_key': plain_key,
    'unnamed': unnamed,
    'generic': generic,
}

WITHOUT = ('unnamed', 'generic')  # those to which there may be no answer


class Names:
    """The answers of the last run, which this one need not look for; what is asked is noted until it is closed."""

    def __init__(self, code: str, data: bytes | None = None) -> None:
        """`code`: a hash of svodka's code and libraries; `data`: the file as the last run left it, if it did."""
        self.code = code
        for question in QUESTIONS.values():
            question.clear()
            question.asked = set()
        try:
            with pq.ParquetFile(pa.BufferReader(data or b'')) as file:
                if file.schema_arrow.metadata == {b'code': code.encode()}:
                    rows = file.read(SCHEMA.names).to_pydict().values()
                    for about, name, other, answer in zip(*rows, strict=True):
                        if answer is not None or about in WITHOUT:
                            QUESTIONS[about][QUESTIONS[about].key(name, other)] = answer
        except (OSError, pa.ArrowException, ValueError, KeyError):
            pass
        self.before = {about: set(question) for about, question in QUESTIONS.items()}

    @property
    def changed(self) -> bool:
        """Whether this run asked other questions than the last."""
        return any(question.asked != self.before[about] for about, question in QUESTIONS.items())

    def write(self, path: Path) -> None:
        """Write the answers that this run asked for."""
        rows = [
            (about, key[0], key[1] if len(key) > 1 else None, question[key])
            for about, question in QUESTIONS.items()
            for key in sorted(question.asked or (), key=lambda key: [part or '' for part in key])
        ]
        arrays = [pa.array([row[i] for row in rows], kind) for i, kind in enumerate(SCHEMA.types)]
        table = pa.Table.from_arrays(arrays, schema=SCHEMA.with_metadata({'code': self.code}))
        pq.write_table(table, path, compression='zstd')

    def close(self) -> None:
        """Note no more questions: a process that only reads a text now and then would note them for nobody."""
        for question in QUESTIONS.values():
            question.asked = None

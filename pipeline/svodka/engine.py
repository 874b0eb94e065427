"""The models and what they remember between texts, made once and safe to share between threads."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from svodka import memo

if TYPE_CHECKING:
    from svodka.tag.models import Models


class Engine:
    """What svodka keeps between texts: models, loaded with the first text, and tables of words, up to some 300 MB.

    Threads may share one: while one of them tags, the others wait or go on with what comes before and after. What an
    engine has seen never changes a row, so that one (`shared`, unless another is given) does for a process.

    >>> from svodka import Engine, extract
    >>> engine = Engine()
    >>> len(extract('Мост в Туле открыт.', engine=engine)['places'])
    1
    >>> engine.clear()
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._models: Models | None = None

    @contextmanager
    def models(self) -> Iterator[Models]:
        """The tagger's models, for the calling thread alone while the block runs, in which BLAS has one thread."""
        from svodka.tag.blas import one_thread  # here, as the models are loaded with the first text
        from svodka.tag.models import load_models

        with self._lock, one_thread():
            if self._models is None:
                self._models = load_models()
            try:
                yield self._models
            except BaseException:  # an interrupt may have come in the middle of a table
                self._models.forget()
                raise

    def clear(self) -> None:
        """Give back the memory: the next text loads the models anew. Empties also what svodka's functions remember for
        all engines, and ends the processes that read files and are idle."""
        from svodka.read import guard  # here, as texts in hand need no reader

        with self._lock:
            self._models = None
        memo.forget()
        guard.stop()


shared = Engine()
"""The engine of callers who bring none."""

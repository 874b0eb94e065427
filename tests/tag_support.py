"""The tagger with the shared engine's models, for tests."""

from __future__ import annotations

from collections.abc import Sequence

from svodka import tag as stage
from svodka.engine import shared
from svodka.model import Parse
from svodka.tag import Tagger
from svodka.tag import encode as encoding
from svodka.tag.encode import Encoded
from svodka.tag.models import Models


def models() -> Models:
    """The shared engine's models, of which nobody else makes use meanwhile."""
    with shared.models() as found:
        return found


def tag(parses: Sequence[Parse], tagger: Tagger = 'svodka') -> list[Parse]:
    with shared.models() as found:
        return stage.tag(parses, found, tagger)


def encode(parse: Parse) -> Encoded:
    with shared.models() as found:
        return encoding.encode(parse, found)


def encode_batch(parses: Sequence[Parse], with_models: Models | None = None) -> list[tuple[int, Encoded]]:
    with shared.models() as found:
        return list(encoding.encode_batch(parses, with_models or found))

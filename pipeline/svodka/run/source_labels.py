"""Labels of sources: the own name of each, of which the keys and ids of its files are made."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from svodka.read.folder import printable_name

NUMBERS = 10_000  # that tell sources of one name apart


def labels_of(locations: Sequence[str], remembered: Mapping[str, str]) -> list[str]:
    """A label for each location, in order: its last part, or the label that is remembered.

    Where several would have one label, a remembered one of a source that is not named now among them, each that is not
    remembered gets a number made from its whole location.

    >>> labels_of(['/data/mfa', '/data/notes.txt'], {'/data/mfa': 'mfa~0012'})
    ['mfa~0012', 'notes.txt']
    """
    labels = {location: remembered[location] for location in locations if location in remembered}
    elsewhere = [label for location, label in remembered.items() if location not in labels]
    plain = {
        location: printable_name(PurePosixPath(location).name) or 'root'
        for location in locations
        if location not in labels
    }
    borne = Counter([*labels.values(), *plain.values(), *elsewhere])
    for location, label in plain.items():
        labels[location] = label if borne[label] == 1 else _numbered(label, location, {*labels.values(), *elsewhere})
    return [labels[location] for location in locations]


def _numbered(label: str, location: str, taken: set[str]) -> str:
    """A label with a number before its suffix."""
    name = PurePosixPath(label)
    number = int(hashlib.sha256(os.fsencode(location)).hexdigest()[:8], 16) % NUMBERS
    while (numbered := f'{name.stem}~{number:04}{name.suffix}') in taken:
        number = (number + 1) % NUMBERS
    return numbered

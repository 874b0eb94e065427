"""Small releases for tests, and a pool whose processes inherit what a test has patched."""

from __future__ import annotations

import multiprocessing
import random
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from svodka.run.workers import Pool

TOPICS = ('водоснабжение', 'образование', 'торговля', 'транспорт', 'энергетика', 'туризм')
PEOPLE = ('Азиз Каримов', 'Ольга Белова', 'Марат Сеитов', 'Нина Орлова')
CITIES = ('Ташкенте', 'Бишкеке', 'Казани', 'Алматы')


def release(number: int) -> str:
    """The text of an invented release; the same number gives the same text."""
    pick = random.Random(number)
    city, person, topic = pick.choice(CITIES), pick.choice(PEOPLE), pick.choice(TOPICS)
    return (
        f'Совещание номер {number}: {topic}\n\nВ {city} {number % 28 + 1} мая 2025 года прошло совещание, '
        f'тема которого {topic}.\n\n«Мы сделаем всё, что обещали», — заявил директор Института развития {person}.\n'
    )


def write_releases(folder: Path, count: int, first: int = 0) -> Path:
    """A folder with so many releases."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(first, first + count):
        (folder / f'2025-05-{number % 28 + 1:02d}_{number:04d}.txt').write_text(release(number), encoding='utf-8')
    return folder


def forks(workers: int | None) -> Pool:
    """Processes that are copies of this one, so that they start at once and see its patches."""
    context = multiprocessing.get_context('fork')
    return Pool(workers or 2, lambda n: ProcessPoolExecutor(n, context))


def bytes_of(folder: Path) -> dict[str, bytes]:
    """The tables of an output folder, as bytes."""
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir()) if p.is_file() and p.name != 'run.json'}

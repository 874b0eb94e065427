"""A map of the places, drawn from outlines that come with the program."""

from __future__ import annotations

import json
import math
from functools import cache
from importlib.resources import files
from typing import Any

from svodka.report.store import Row, Store

# The map's unit is a tenth of a degree, as in world.json.
WIDTH = 1000  # of the drawing, in pixels of its own
LARGEST = 26  # radius of the circle of the place mentioned most
LABELS = 14
MARGIN = 30  # tenths of a degree around the places
SMALLEST = 120  # of a side of the map: twelve degrees
FAR = 0.04  # share of the mentions that may lie outside the first view, so that one far place does not shrink all
WORLD = (-1800, -840, 1800, 600)
SHADES = 4

POINTS = """SELECT n, entity_id, name, kind, mentions, documents, latitude, longitude FROM entities
WHERE kind_of = 'places' AND latitude IS NOT NULL AND longitude IS NOT NULL AND mentions > 0
      AND latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180 AND coalesce(kind, '') <> 'country'
ORDER BY mentions DESC, n LIMIT 400"""
COUNTRIES = """SELECT country, arg_max(n, mentions) AS n, arg_max(entity_id, mentions) AS entity_id,
    arg_max(name, mentions) AS name, sum(mentions)::INTEGER AS mentions FROM entities
WHERE kind_of = 'places' AND kind = 'country' AND country IS NOT NULL GROUP BY ALL ORDER BY country"""
OFF_MAP = """SELECT count(*) FROM entities
WHERE kind_of = 'places' AND latitude IS NULL AND coalesce(kind, '') <> 'country'"""


@cache
def outlines() -> dict[str, str]:
    """SVG paths of countries by ISO code."""
    read = json.loads(files(__package__).joinpath('assets', 'world.json').read_text(encoding='utf-8'))
    return {str(code): str(path) for code, path in read.items()}


def world_map(store: Store) -> dict[str, Any] | None:
    """What the template draws: two views, outlines with shades, circles; None without any place on the map."""
    points, countries = store.rows(POINTS), {row['country']: row for row in store.rows(COUNTRIES)}
    if not points and not countries:
        return None
    view = frame(points, countries)
    middle = math.radians(-(view[1] + view[3]) / 20)
    squeeze = max(0.3, math.cos(middle))
    most = max((p['mentions'] for p in points), default=1)
    widest = (view[2] - view[0]) * squeeze
    pixel = widest / WIDTH
    circles = [
        p | {'x': p['longitude'] * 10 * squeeze, 'y': -p['latitude'] * 10,
             'r': max(3.0, LARGEST * math.sqrt(p['mentions'] / most)) * pixel}
        for p in points
    ]  # fmt: skip
    heaviest = max((row['mentions'] for row in countries.values()), default=1)
    shapes = [
        {'path': path, 'country': countries.get(code),
         'shade': shade(countries[code]['mentions'], heaviest) if code in countries else 0}
        for code, path in outlines().items()
    ]  # fmt: skip
    label(circles, pixel, (view[0] * squeeze, view[2] * squeeze))
    return {
        'view': box(view, squeeze), 'world': box(WORLD, squeeze), 'squeeze': squeeze, 'pixel': pixel,
        'shapes': shapes, 'circles': circles, 'off': store.value(OFF_MAP),
        'graticule': {'x': [x * squeeze for x in range(-1800, 1801, 100)], 'y': range(-900, 901, 100)},
    }  # fmt: skip


def shade(mentions: int, most: int) -> int:
    """One of a few shades on a logarithmic scale: 1 for a country mentioned once."""
    return 1 + round((SHADES - 1) * math.log(max(mentions, 1)) / math.log(max(most, 2)))


def box(view: tuple[float, float, float, float], squeeze: float) -> str:
    """A viewBox of a range of tenths of degrees."""
    left, top, right, bottom = view
    return f'{left * squeeze:.0f} {top:.0f} {(right - left) * squeeze:.0f} {bottom - top:.0f}'


def frame(points: list[Row], countries: dict[str, Row]) -> tuple[float, float, float, float]:
    """West, north, east and south of what is mentioned, a few far places aside."""
    if not points:
        return WORLD
    xs = sorted((p['longitude'] * 10, p['mentions']) for p in points)
    ys = sorted((-p['latitude'] * 10, p['mentions']) for p in points)
    left, right = bulk(xs)
    top, bottom = bulk(ys)
    width = max(right - left + 2 * MARGIN, SMALLEST, (bottom - top + 2 * MARGIN) * 1.6)
    height = max(bottom - top + 2 * MARGIN, width / 2.6)
    x, y = (left + right) / 2, (top + bottom) / 2
    return (max(x - width / 2, -1800), max(y - height / 2, -840), min(x + width / 2, 1800), min(y + height / 2, 840))


def bulk(values: list[tuple[float, int]]) -> tuple[float, float]:
    """The range that holds all but FAR of the mentions at each end."""
    whole = sum(weight for _, weight in values)

    def first(ordered: list[tuple[float, int]]) -> float:
        passed = 0
        for value, weight in ordered:
            passed += weight
            if passed > FAR * whole:
                return value
        return ordered[-1][0]

    return first(values), first(values[::-1])


def label(circles: list[dict[str, Any]], pixel: float, sides: tuple[float, float]) -> None:
    """Name the circles that are mentioned most, beside them on the right or the left, where the name lies on no other
    name, no circle and not over the map's edge: x, y, whether it ends there."""
    taken: list[tuple[float, float, float, float]] = []
    discs = [(c['x'] - c['r'], c['y'] - c['r'], c['x'] + c['r'], c['y'] + c['r']) for c in circles]
    for i, circle in enumerate(circles):
        circle['label'] = None
        width, height = len(circle['name']) * 9.2 * pixel, 16 * pixel
        others = [*taken, *discs[:i], *discs[i + 1 :]]
        right, left = circle['x'] + circle['r'] + 3 * pixel, circle['x'] - circle['r'] - 3 * pixel
        for x, end in ((right, False), (left - width, True)):
            room = (x, circle['y'] - height / 2, x + width, circle['y'] + height / 2)
            if len(taken) >= LABELS or room[0] < sides[0] or room[2] > sides[1] or any(_meet(room, o) for o in others):
                continue
            taken.append(room)
            circle['label'] = (left if end else right, circle['y'] + 5 * pixel, end)
            break


def _meet(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]

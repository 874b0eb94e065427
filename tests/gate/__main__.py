"""The command of the gate; see the package's docstring."""

from __future__ import annotations

import argparse
import sys

from tests.gate.ablate import ROOMS, ablate
from tests.gate.bodies import measure_bodies
from tests.gate.firms import measure_firms
from tests.gate.floors import below, lowered, note_in_changelog, raised, read_floors, write_floors
from tests.gate.measure import measure_shared
from tests.gate.own import differences, measure_own
from tests.gate.page import write
from tests.gate.pages import measure_pages
from tests.gate.people import measure_people


def main() -> int:
    parser = argparse.ArgumentParser(description='Measure svodka and compare with the floors.')
    parser.add_argument('--raise', dest='up', action='store_true', help='raise the floors that have been left behind')
    parser.add_argument('--lower', metavar='MEASURE', help='lower the floor of one measure to what is measured')
    parser.add_argument('--reason', help='why it is lowered; goes to CHANGELOG.md')
    parser.add_argument('--own', action='store_true', help='only the gold of the project, with what differs')
    parser.add_argument('--write', action='store_true', help='put the measures into docs/accuracy.md and the README')
    parser.add_argument('--ablate', action='store_true', help='switch each pass, rule and point off; docs/ablation.md')
    parser.add_argument('--only', nargs='+', choices=ROOMS, default=[], help='the rooms to ablate')
    parser.add_argument('--workers', type=int, default=1, help='processes to ablate with')
    options = parser.parse_args()
    if options.ablate:
        ablate(options.only, options.workers)
        return 0
    if options.lower and not options.reason:
        parser.error('a floor is lowered only with --reason "…"')
    shared = {} if options.own else measure_shared(cases=True)
    floors = read_floors()
    measured = measure_own() | measure_bodies() | measure_pages() | measure_people() | measure_firms() | shared
    for name, value in sorted(measured.items()):
        print(f'{name:50} {value:8.4g}   floor {floors.get(name, 0):.4g}')
    if options.lower:
        changed = lowered(measured, floors, options.lower)
        note_in_changelog(options.lower, floors.get(options.lower, 0), changed[options.lower], options.reason)
        write_floors(changed)
    elif options.up:
        write_floors(raised(measured, floors))
    if options.write:
        write(measured)
    if options.own:
        print('\n'.join(differences()))
    missed = below(measured, read_floors())
    print('\n'.join(missed) or 'No measure is below its floor.')
    return 1 if missed else 0


if __name__ == '__main__':
    sys.exit(main())

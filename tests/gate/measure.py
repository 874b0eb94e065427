"""The measures of the gate as plain numbers: {name: value}, all of them better when higher."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / 'shared'
SCORER = SHARED / 'eval' / 'evaluate.py'
CASES = SHARED / 'eval' / 'cases.py'

# How far a measure may fall before the gate closes: one changed row of the smallest gold (120 speakers) moves .008, and
# processors differ in the last bits of the networks' sums.
MARGIN = 0.01
# Counts of files: none may be lost.
MARGIN_OF_COUNTS = 0.0

LINE = re.compile(r'^(?P<name>\S.*?):?\s+F1 (?P<f1>[\d.]+)')
SPEAKER = re.compile(r'speaker right ([\d.]+)')
NORMAL = re.compile(r'^RuNormAS normal forms\s+right ([\d.]+) of \d+ found\s+found ([\d.]+)')
RIGHT_CASES = re.compile(r'^cases (\w+)\s+right ([\d.]+)')
RELEASES = re.compile(r'^releases .*files seen (\d+) of \d+\s+status right (\d+)\s+published right (\d+)')


def parse_scores(output: str) -> dict[str, float]:
    """The measures in the scorer's output.

    >>> parse_scores('NEREL PER exact        F1 0.889   P 0.910   R 0.870   gold 920')
    {'NEREL PER exact': 0.889}
    """
    found: dict[str, float] = {}
    for line in output.splitlines():
        if normal := NORMAL.match(line):
            found['RuNormAS normal forms right'] = float(normal[1])
            found['RuNormAS found'] = float(normal[2])
        elif releases := RELEASES.match(line):
            for name, value in zip(('files seen', 'status right', 'published right'), releases.groups(), strict=True):
                found[f'releases {name}'] = float(value)
        elif cases := RIGHT_CASES.match(line):
            found[f'cases {cases[1]}'] = float(cases[2])
        elif scored := LINE.match(line):
            name = re.sub(r'\s+', ' ', scored['name'])
            found[name] = float(scored['f1'])
            if speaker := SPEAKER.search(line):
                found[f'{name} speaker'] = float(speaker[1])
    return found


def measure_shared(cases: bool = False) -> dict[str, float]:
    """What the scorer beside the project says of the installed command, and that of the short `cases`, which takes
    minutes; empty where they are absent."""
    if not SCORER.exists():
        return {}
    environment = {**os.environ, 'PATH': f'{Path(sys.executable).parent}{os.pathsep}{os.environ["PATH"]}'}
    environment.pop('PYTHONSAFEPATH', None)  # the scorers import what lies beside them
    found: dict[str, float] = {}
    for script in (SCORER, CASES) if cases else (SCORER,):
        ran = subprocess.run(
            [sys.executable, str(script)], capture_output=True, text=True, check=False, env=environment
        )
        if ran.returncode:
            raise RuntimeError(f'{script.name} failed: {ran.stderr[-2000:]}')
        found |= parse_scores(ran.stdout)
    return found

"""Writes the column reference, made from the row classes, between the marks of a Markdown file.

    python -m pipeline.reference README.md
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from pipeline.schema import column_reference

BETWEEN = re.compile(r'(<!-- columns -->\n).*?(<!-- /columns -->)', re.DOTALL)


def with_reference(text: str) -> str:
    """The text with the column reference of now between the marks."""
    return BETWEEN.sub(lambda found: found[1] + '\n' + column_reference() + found[2], text)


if __name__ == '__main__':
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(with_reference(path.read_text(encoding='utf-8')), encoding='utf-8')

"""Text made fit for the tagger, with every character's place in the document's text kept."""

from __future__ import annotations

import re

from pipeline.model import Block, Repaired


def repair(text: str) -> Repaired:
    """Blocks of text as they stand."""
    paragraphs = re.finditer(r'\S[\s\S]*?(?=\s*\n\s*\n|\s*\Z)', text)
    return Repaired(text, tuple(Block(m.start(), m.end()) for m in paragraphs))

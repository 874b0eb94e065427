"""Text made fit for the tagger, with every character's place in the document's text kept.

Three things happen, none of which changes the document's text: `lines` tells which line ends are paragraph ends and
which only wrap, and cuts the text into blocks; `characters`, `remnants` and `glued` name stretches to replace or leave
out; `align` applies them all at once.
"""

from __future__ import annotations

from svodka.model import Repaired
from svodka.repair.align import align
from svodka.repair.characters import character_edits
from svodka.repair.glued import glued_edits
from svodka.repair.lines import find_blocks
from svodka.repair.remnants import cut_remnants, remnant_edits

__all__ = ['repair']


def repair(text: str) -> Repaired:
    """Blocks that no sentence crosses, and their text without what only layout put into it.

    >>> repair('Соглашение о сотрудни-\\nчестве.').text
    'Соглашение о сотрудничестве.'
    """
    blocks, joints = find_blocks(text)
    edits = [*joints, *character_edits(text), *remnant_edits(text), *glued_edits(text)]
    return align(text, cut_remnants(text, blocks), edits)

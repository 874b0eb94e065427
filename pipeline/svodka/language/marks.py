"""Quotation marks and dashes as texts have them."""

from __future__ import annotations

OPENING = frozenset('«"“„')
QUOTES = frozenset('«»"“”„')
# Hyphen-minus, en dash, em dash, minus, hyphen, hyphen that does not break, figure dash, horizontal bar.
DASHES = frozenset('-–—−‐‑‒―')

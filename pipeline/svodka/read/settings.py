"""What a caller may set about reading, with sane defaults."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """`max_bytes` bounds a file and what an archive unpacks to, `max_characters` a text (a worker holds its tokens in
    memory), `max_seconds` the reading of one document.

    `text_column`, `date_column`, `outlet_column` and `url_column` name the columns of tables (.csv, .jsonl, .xlsx);
    without them the usual names are tried.
    `ocr` reads pictures of pages where Tesseract is installed.
    `explain` keeps with each document what was found for its date, headline and outlet.
    `any_language` keeps documents that are not in Russian, which are skipped otherwise.
    """

    max_bytes: int = 50_000_000
    max_seconds: float = 60.0
    text_column: str | None = None
    date_column: str | None = None
    outlet_column: str | None = None
    url_column: str | None = None
    ocr: bool = True
    any_language: bool = False
    max_characters: int = 2_000_000
    explain: bool = False

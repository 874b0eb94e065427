"""Options and messages, no logic."""

from __future__ import annotations

import click

from svodka import __version__
from svodka.cli.extraction import extract
from svodka.cli.look import digest, explain, view
from svodka.cli.publish import export, report
from svodka.cli.review import corrections, duplicates, evaluate
from svodka.cli.terminal import Commands


@click.group(cls=Commands, context_settings={'help_option_names': ['-h', '--help']})
@click.version_option(__version__, prog_name='svodka')
def main() -> None:
    """Turn Russian press releases and news into tables: who, which organisation, where, when, and who said what.

    \b
    svodka extract releases --out tables     read a folder, write tables
    svodka report tables --out pages         make pages for the browser of the tables
    svodka digest tables                     tell what the last run brought: what is new, who said what
    svodka view tables quotations            show rows of a table
    svodka export tables --to sqlite --out tables.db
                                             hand them on: SQLite, graphs, CoNLL-U, brat …
    svodka duplicates tables                 propose entities that are likely one
    svodka corrections tables/svodka.xlsx    make corrections of what you wrote into the workbook
    svodka evaluate tables gold.csv          compare a table with one that you corrected
    svodka explain "текст"                   show what is found in a text, and why
    svodka explain release.docx              show what a file states of date, headline and outlet
    """


for command in (extract, report, digest, view, export, duplicates, corrections, evaluate, explain):
    main.add_command(command)

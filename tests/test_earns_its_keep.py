"""Every pass and rule has an example that comes out otherwise without it, so that none stays for nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache
from importlib.resources import files

import pytest
import yaml
from svodka.analyse import analyse, find_mentions, parse_documents
from svodka.find.dates import find_dates
from svodka.find.names.passes import PASSES, rewritten
from svodka.find.positions import find_positions
from svodka.find.quotations import find_quotations
from svodka.find.rule import rule_of, rules_in
from svodka.model import Analysis, Document, Mention, Parse, Span
from svodka.resolve import resolve_mentions

from tests.gate.switches import SWITCHES, Switch
from tests.names_support import marked

PUBLISHED = dt.date(2025, 9, 25)  # as the examples of the date rules have it
RULES = [s for s in SWITCHES if s.rule is not None]


@cache
def parsed(text: str) -> list[Parse]:
    """A text that was published on a day, and the same without one."""
    return parse_documents([Document('x', 'x.txt', text, published=day) for day in (PUBLISHED, None)])


@cache
def analysed(text: str) -> Analysis:
    return analyse([Document('x', 'x.txt', text)])[0]


@cache
def tagged(text: str) -> Parse:
    return marked(text)


@cache
def named(text: str) -> tuple[Parse, list[Mention]]:
    parse = tagged(text)
    return parse, find_mentions(parse)


def with_marks(parse: Parse, spans: list[Span]) -> str:
    """The spans as the examples of passes write them."""
    text, t = parse.document.text, parse.tokens
    return ' '.join(f'[{s.type} {text[t.start[s.first] : t.stop[s.last - 1]]}]' for s in spans)


def outcome(room: str, example: str) -> object:
    """What an example comes to, the names of rules apart."""
    if room == 'names':
        parse = tagged(example)
        return with_marks(parse, rewritten(parse.tokens, parse.spans))
    if room == 'dates':
        found = [d for parse in parsed(example) for d in find_dates(parse)]
        return [(d.start, d.stop, d.start_date, d.end_date, d.time) for d in found]
    if room == 'resolution':
        parse, mentions = named(example)
        return resolve_mentions(parse, mentions)
    a = analysed(example.replace('[', '').replace(']', ''))
    if room == 'positions':
        return [replace(p, rule='') for p in find_positions(a.parse, a.mentions)]
    found = find_quotations(a.parse, a.mentions, a.entities, a.entity_of, a.positions)
    return [(q.start, q.stop, q.kind, q.speaker, q.cue, q.relayed_by, q.utterance) for q in found]


def test_every_pass_has_its_place_and_examples() -> None:
    rules = {step.name: rule_of(step.rewrite) for step in PASSES}
    assert [name for name, rule in rules.items() if rule is None or not rule.yes] == []
    assert {rule.name for rule in rules.values() if rule} == rules_in('svodka.find.names')


@pytest.mark.parametrize(
    ('name', 'text', 'whole'),
    [(s.name, *example) for s in RULES if s.room == 'names' and s.rule for example in s.rule.yes.items()],
)
def test_what_a_pass_makes(name: str, text: str, whole: str) -> None:
    assert outcome('names', text) == whole, name


@pytest.mark.parametrize('switch', RULES, ids=[f'{s.room} {s.name}' for s in RULES])
def test_an_example_fails_without_its_rule(switch: Switch) -> None:
    assert switch.rule
    examples = [*switch.rule.yes, *switch.rule.no]
    whole = [outcome(switch.room, example) for example in examples]
    with switch.off():
        without = [outcome(switch.room, example) for example in examples]
    assert without != whole
    assert [outcome(switch.room, example) for example in examples[:1]] == whole[:1], 'it stayed off'


def signs() -> dict[str, dict[str, str]]:
    """The signs of weights.yaml that have points, by «group.sign»."""
    text = files('svodka.find.quotations').joinpath('weights.yaml').read_text(encoding='utf-8')
    groups = yaml.safe_load(text).items()
    return {f'{group}.{sign}': entry for group, signs in groups for sign, entry in signs.items() if entry['points']}


@pytest.mark.parametrize('sign', sorted(signs()))
def test_a_speaker_is_another_without_a_sign_that_tells_him(sign: str) -> None:
    entry = signs()[sign]
    a = analysed(entry['example'])
    (switch,) = [s for s in SWITCHES if (s.room, s.name) == ('quotations', sign)]

    def speaker() -> str:
        return find_quotations(a.parse, a.mentions, a.entities, a.entity_of, a.positions)[-1].speaker

    assert speaker() == entry['speaker']
    with switch.off():
        assert speaker() != entry['speaker']

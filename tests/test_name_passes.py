"""The passes over the spans of names: what must hold after each, and the one that makes each kind whole."""

from __future__ import annotations

import itertools

import pytest
from svodka.analyse import find_mentions
from svodka.find.names.history import explain_mentions
from svodka.find.names.passes import PASSES, rewritten, stages
from svodka.model import Parse, Span

from tests.names_support import marked

TEXTS = [
    'Вчера [PER В.В. Лунин] и [PER Рогова] Лидия Марковна открыли завод [ORG им. Кирова] в [LOC Омске].',
    'Об этом сообщили власти [LOC Перу]. [ORG Управление] [ORG ООН] закрыто, [LOC Боснии] и [LOC Герцеговины] нет.',
    '[PER Джон] «[PER Бадди]» [PER Смит] приехал на [ORG конкурс имени Глинки] из [LOC Томска].',
    '[ORG ГУ МВД] по [LOC Москве]. [LOC Омск]. Японские товары дешевле.',
    '[PER А.]. [PER Б.] [ORG «Заря»] [ORG школа] при [ORG ЦК]',
]


def texts_of(parse: Parse, spans: list[Span]) -> set[str]:
    start, stop = parse.tokens.start, parse.tokens.stop
    return {parse.document.text[start[s.first] : stop[s.last - 1]] for s in spans}


@pytest.mark.parametrize('text', TEXTS)
def test_spans_stay_in_order_and_apart_after_each_pass(text: str) -> None:
    parse = marked(text)
    for name, spans in stages(parse.tokens, parse.spans):
        assert all(0 <= s.first < s.last <= len(parse.tokens) for s in spans), name
        assert all(a.last <= b.first for a, b in itertools.pairwise(spans)), name
        assert all(parse.tokens.sentence[s.first] == parse.tokens.sentence[s.last - 1] for s in spans), name


WHOLE = [
    ('Приехал В. В. [PER Лунин].', 'initials', 'В. В. Лунин'),
    ('Так решили власти [LOC Перу].', 'body_of_place', 'власти Перу'),
    ('Закрыто [ORG Управление] [ORG ООН].', 'tail', 'Управление ООН'),
    ('Так заявило [ORG ГУ МВД] по [LOC Москве].', 'tail', 'ГУ МВД по Москве'),
    ('Построен завод [ORG им. Кирова].', 'descriptor', 'завод им. Кирова'),
    ('Послы [LOC Боснии] и [LOC Герцеговины] уехали.', 'both_halves', 'Боснии и Герцеговины'),
    ('Покупают японские товары.', 'adjective', 'японские'),
]  # fmt: skip


@pytest.mark.parametrize(('text', 'rule', 'whole'), WHOLE)
def test_a_pass_is_told_by_its_name(text: str, rule: str, whole: str) -> None:
    parse = marked(text)
    before = texts_of(parse, list(parse.spans))
    for name, spans in stages(parse.tokens, parse.spans):
        after = texts_of(parse, spans)
        if whole in after - before:
            assert name == rule
            break
        before = after
    else:
        pytest.fail(f'no pass made {whole!r}')


def test_names_of_passes_are_their_own_and_nothing_is_hidden() -> None:
    assert len({step.name for step in PASSES}) == len(PASSES)
    parse = marked(TEXTS[0])
    assert rewritten(parse.tokens, parse.spans) == list(stages(parse.tokens, parse.spans))[-1][1]


RULES = [
    ('Приехал [PER Лунин].', 'Лунин', ['net']),
    ('Приехал В. В. [PER Лунин].', 'В. В. Лунин', ['net', 'initials']),
    ('Рассказал [PER Иван Седых\n\nМария] Лунина пришла.', 'Иван Седых', ['net', 'cuts']),
    ('Открыт «[ORG Луч].', 'Луч', ['net']),
    ('Открыт [ORG «Луч].', 'Луч', ['net', 'edges']),
    ('Построен завод [ORG им. Кирова].', 'завод им. Кирова', ['net', 'descriptor']),
    ('[ORG Центр охраны садов] (далее – ЦОС) открыт.', 'ЦОС', ['explained']),
    ('[ORG Институт охраны садов] (далее – Институт) открыт.', 'Институт', ['definition']),
    ('Иван [PER Иван Глазков] приехал. Глазкова ждали.', 'Глазкова', ['seen_again']),
    ('Послы [LOC СНГ] уехали.', 'СНГ', ['net', 'known_body']),
    ('Это [LOC российско-узбекский] мост.', 'узбекский', ['net', 'halves']),
]  # fmt: skip


@pytest.mark.parametrize(('text', 'name', 'rules'), RULES)
def test_a_mention_tells_which_rules_touched_it_and_which_made_it(text: str, name: str, rules: list[str]) -> None:
    parse = marked(text)
    mentions = find_mentions(parse)
    told = explain_mentions(parse, mentions)
    ((mention, history),) = [(m, h) for m, h in zip(mentions, told, strict=False) if m.text == name]
    assert (list(history.rules), mention.rule, history.lost_to) == (rules, rules[-1], None)


LOST = [
    ('[PER Поясним]: срок прежний.', 'Поясним', 'sense'),
    ('Пришёл [LOC вольный] поезд.', 'вольный', 'no_place'),
    ('Уклонение воздушного судна ([ORG ВС]) замечено.', 'ВС', 'definition'),
]


@pytest.mark.parametrize(('text', 'name', 'rule'), LOST)
def test_a_name_that_is_given_up_tells_which_rule_did(text: str, name: str, rule: str) -> None:
    parse = marked(text)
    mentions = find_mentions(parse)
    told = explain_mentions(parse, mentions)[len(mentions) :]
    assert [(texts_of(parse, [h.span]), h.lost_to) for h in told] == [({name}, rule)]

"""Organisations whole or not at all, and what is none."""

from __future__ import annotations

from functools import cache

import pytest
from svodka.analyse import find, parse_documents
from svodka.find.names.wholes import alike
from svodka.model import Document

from tests.names_support import marked

# A text, what must come out (type and words) among its mentions, and what must not.
WHOLE = [
    ('В комитете Госдумы по охране природы обсудили закон.', 'ORG комитете Госдумы по охране природы', ''),
    ('Комитет Сейма по делам СНГ, Евразийской торговли и связям с земляками одобрил проект.',
     'ORG Комитет Сейма по делам СНГ, Евразийской торговли и связям с земляками', ''),
    ('Парламентское собрание Союза Беларуси и России утвердило бюджет.',
     'ORG Парламентское собрание Союза Беларуси и России', 'LOC России'),
    ('Школа имени Героя Труда Анны Мороз открылась.', 'ORG Школа имени Героя Труда Анны Мороз', ''),
    ('В лицее имени академика Орлова ремонт.', 'ORG лицее имени академика Орлова', 'PER Орлова'),
    ('ООО «Детский клуб «Ромашка»» открыло зал.', 'ORG Детский клуб «Ромашка»', ''),
    ('Соцсети «Поток» и «Мой двор» закрыты.', 'ORG Мой двор', ''),
    ('Посольство Перу в Ташкенте открыло зал.', 'ORG Посольство Перу в Ташкенте', 'LOC Ташкенте'),
    ('Посол Перу в Ташкенте открыл зал.', 'LOC Ташкенте', 'ORG Посол Перу в Ташкенте'),
    ('Папуа – Новая Гвинея присоединилась к плану.', 'LOC Папуа – Новая Гвинея', 'LOC Папуа'),
    ('Они пришли в 3-ю городскую больницу.', 'ORG 3-ю городскую больницу', ''),
    ('Закрыта 2-я детская поликлиника Перми.', 'ORG 2-я детская поликлиника Перми', 'LOC Перми'),
    ('Идёт 5-й Омский форум.', 'LOC Омский', 'ORG 5-й Омский форум'),
    ('В отделе Росреестра по Томской области очередь.', 'ORG отделе Росреестра по Томской области', ''),
    ('В пресс-службе Банка России по Коми ответили.', 'ORG пресс-службе Банка России по Коми', ''),
    # No tail without its head, no neighbour.
    ('Заместитель главы администрации города по социальным вопросам Анна Мороз ответила.',
     'ORG администрации города', ''),
    ('Поставки в Российскую Федерацию сельскохозяйственной техники выросли.', 'LOC Российскую Федерацию', ''),
    ('Конкурс проводит Омский институт леса совместно с городом.', 'ORG Омский институт леса', ''),
    # What is no organisation: titles behind their noun, a state's abbreviation, a glacier, a river.
    ('Проект «Чистый двор» поддержал фонд «Заря».', 'ORG Заря', 'ORG Чистый двор'),
    ('Акции «Зари» подорожали, фонд «Заря» рад.', 'ORG Заря', ''),
    ('Ледник Барскоон тает.', 'LOC Ледник Барскоон', 'PER Ледник Барскоон'),
    ('Завод (Нукус) ждёт гостей. Нукус принял их.', 'LOC Нукус', 'PER Нукус'),
    ('На Камбар-Атинской ГЭС работают.', '', 'LOC Камбар-Атинской'),
]  # fmt: skip


@cache
def mentions(text: str) -> frozenset[str]:
    """Type and words of the mentions of a text."""
    return frozenset(f'{m.type} {m.text}' for m in find(parse_documents([Document('d', 'd.txt', text)])[0]).mentions)


@pytest.mark.parametrize(('text', 'there', 'not_there'), WHOLE)
def test_whole_or_not_at_all(text: str, there: str, not_there: str) -> None:
    found = mentions(text)
    assert not there or there in found
    assert not not_there or not_there not in found


@pytest.mark.parametrize(
    ('text', 'names'),
    [
        # An abbreviation that nobody explains is the body's whose letters it has.
        ('Омский центр охраны рек открыт. В ОЦОР ждут гостей, ОЦОР рад.', {'Омский центр охраны рек'}),
        ('Минцифры Перу открыло музей. Об этом сообщили в Минцифры.', {'Минцифры Перу'}),
        ('Омский институт леса (далее – Институт) открыт. Институт ждёт гостей. Врачи Института приехали.',
         {'Омский институт леса'}),
        # Brackets behind a press service are about whose it is.
        ('Пресс-служба Министерства рек, лесов и связи Перу (МРЛС) ответила. Глава МРЛС уехал.',
         {'Пресс-служба Министерства рек, лесов и связи Перу', 'Министерство рек, лесов и связи Перу'}),
        ('Директор АО «Нурвода» уехал. Акции «Нурводы» выросли.', {'Нурвода'}),
    ],
)  # fmt: skip
def test_one_body_in_a_text(text: str, names: set[str]) -> None:
    analysis = find(parse_documents([Document('d', 'd.txt', text)])[0])
    assert {e.name for e in analysis.entities if e.type == 'ORG'} == names


def test_a_name_in_marks_is_taken_the_same_way_throughout() -> None:
    parse = marked('[ORG РКК «Восход»] строит корабль. Глава РКК «[ORG Восход]» уехал. Врачи «[ORG Восхода]» приехали.')
    found = [' '.join(parse.tokens.text[s.first : s.last]) for s in alike(parse.tokens, parse.spans)]
    assert found == ['РКК « Восход »', 'РКК « Восход »', 'Восхода']

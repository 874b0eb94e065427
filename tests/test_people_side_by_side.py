"""Two people side by side without a comma, whom only their cases tell apart, and people behind whose they are."""

from __future__ import annotations

import pytest
from svodka.analyse import analyse
from svodka.language.name_frames import name_frames, shared_frames
from svodka.model import Document

PEOPLE = [
    ('Посол вручил письмо Садыра Жапарова Касым-Жомарту Токаеву.', ['Садыр Жапаров', 'Касым-Жомарт Токаев']),
    ('Министр передал слова президента Шавката Мирзиёева Эмомали Рахмону.', ['Шавкат Мирзиёев', 'Эмомали Рахмон']),
    ('Посол передал приглашение Ли Цяна Шавкату Мирзиёеву.', ['Ли Цян', 'Шавкат Мирзиёев']),
    ('Посол вручил послание Шахбаза Шарифа Бакытжану Сагинтаеву.', ['Шахбаз Шариф', 'Бакытжан Сагинтаев']),
    ('Посол вручил письмо Мохаммада Бакера Галибафа Рустаму Эмомали.', ['Мохаммад Бакер Галибаф', 'Рустам Эмомали']),
    ('Посол зачитал телеграмму Серика Жумангарина Таиру Мансурову.', ['Серик Жумангарин', 'Таир Мансуров']),
    ('Глава района вручил медаль Олега Лунина Петру Рогову.', ['Олег Лунин', 'Петр Рогов']),
    ('Он передал письмо Олега Седова Анне Ильиничне Кравец.', ['Олег Седов', 'Анна Ильинична Кравец']),
    ('Редакция переслала ответ Марии Гринько Олегу Шевченко.', ['Мария Гринько', 'Олег Шевченко']),
    ('Премьер Хосе Луис Родригес Сапатеро прибыл.', ['Хосе Луис Родригес Сапатеро']),
    ('Режиссёр Мария Гонсалес Лопес Оливейра приехала.', ['Мария Гонсалес Лопес Оливейра']),
    ('Министр Мохаммед Хасан Ахунд Омар приехал.', ['Мохаммед Хасан Ахунд Омар']),
]
# Behind a noun for somebody of theirs, whose gender the verb tells.
OWNERS = [
    ('Внук Исхака Рогова открыл музей.', 'Исхак Рогов', 'male'),
    ('Вдова Чингиза Лунина приехала.', 'Чингиз Лунин', 'male'),
    ('Подопечная Вахтанга Ломидзе выиграла.', 'Вахтанг Ломидзе', 'male'),
    ('Ученик Лидии Роговой победил.', 'Лидия Рогова', 'female'),
    ('Директор Валерия Лунина открыла завод.', 'Валерия Лунина', 'female'),
    ('Турнир прошёл в Братиславе.\nПодопечные Вахтанга Ломидзе заняли третье место в командном зачёте, уступив Чили.',
     'Вахтанг Ломидзе', 'male'),
    ('Воспитанники Нодара Лунина завоевали бронзу.', 'Нодар Лунин', 'male'),
    ('Адвокаты Сергея Мороза подали жалобу.', 'Сергей Мороз', 'male'),
]  # fmt: skip


@pytest.mark.parametrize(('text', 'name', 'gender'), OWNERS)
def test_owners(text: str, name: str, gender: str) -> None:
    (found,) = analyse([Document('d', 'd', text)])
    (person,) = [m for m in found.mentions if m.type == 'PER']
    assert (person.name, person.person and person.person.gender) == (name, gender)


@pytest.mark.parametrize(('text', 'names'), PEOPLE)
def test_people(text: str, names: list[str]) -> None:
    (found,) = analyse([Document('d', 'd', text)])
    assert [m.name for m in found.mentions if m.type == 'PER'] == names


def test_frames() -> None:
    assert name_frames('Сагинтаеву') >= {('Dat', 'm')}
    assert not name_frames('Эмомали')
    assert not name_frames('Долгих')
    assert shared_frames(('Эмомали', 'Рогову')) >= {('Dat', 'm')}
    assert not shared_frames(('Рустама', 'Рогову'))
    assert not shared_frames(())

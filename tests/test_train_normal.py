"""Learning of the normal forms' weights."""

from pathlib import Path

from tools.train.normal import folded, instances, learn
from tools.train.runormas import gold_names


def test_weights_prefer_the_gold_reading() -> None:
    instances = [[({'right': 1.0, 'both': 1.0}, True), ({'wrong': 1.0, 'both': 1.0}, False)]] * 20
    weights = learn(instances, rounds=60, l2=0.1)
    assert weights['right'] > 0.5 > 0 > weights['wrong']
    assert abs(weights.get('both', 0.0)) < 0.05


def test_rare_features_are_left_out() -> None:
    assert learn([[({'rare': 1.0}, True), ({'other': 1.0}, False)]]) == {}


def test_names_are_compared_without_marks_and_yo() -> None:
    assert folded(' «Чёрный  комитет» ') == 'Черный комитет'


def test_reads_runormas(tmp_path: Path) -> None:
    text = 'Шавкат Мирзиёев встретил «Пахтакор» и Касым-Жомарта Токаева.'
    (tmp_path / '1.txt').write_text(text, encoding='utf-8')
    spans = {'«Пахтакор»': '«Пахтакор»', 'Касым-Жомарта Токаева': 'Касым-Жомарт Токаев'}
    rows = [(text.index(s), text.index(s) + len(s)) for s in spans]
    rows.insert(0, (text.index('Касым'), text.index('аева')))  # ends inside a word: no name of ours
    (tmp_path / '1.ann').write_text('\n'.join(f'{a} {b}' for a, b in rows), encoding='utf-8')
    (tmp_path / '1.norm').write_text('\n'.join(['Касым-Жомарт Ток', *spans.values()]), encoding='utf-8')
    [(parse, names)] = gold_names(tmp_path)
    found = [' '.join(parse.tokens.text[s.first : s.last]) for s, _ in names]
    assert found == ['Пахтакор', 'Касым-Жомарта Токаева']
    assert list(instances(parse, names))

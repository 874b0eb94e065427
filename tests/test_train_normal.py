"""Learning of the normal forms' weights."""

from pipeline.train.normal import folded, learn


def test_weights_prefer_the_gold_reading() -> None:
    instances = [[({'right': 1.0, 'both': 1.0}, True), ({'wrong': 1.0, 'both': 1.0}, False)]] * 20
    weights = learn(instances, rounds=60, l2=0.1)
    assert weights['right'] > 0.5 > 0 > weights['wrong']
    assert abs(weights.get('both', 0.0)) < 0.05


def test_rare_features_are_left_out() -> None:
    assert learn([[({'rare': 1.0}, True), ({'other': 1.0}, False)]]) == {}


def test_names_are_compared_without_marks_and_yo() -> None:
    assert folded(' «Чёрный  комитет» ') == 'Черный комитет'

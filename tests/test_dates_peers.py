"""What the suites of other date libraries try, in sentences of releases."""

from __future__ import annotations

from tests.peers.dates import phrases, results

RIGHT = 0.98  # of the phrases; what is wrong is printed by `python -m tests.peers.dates`


def test_phrases_of_peers() -> None:
    found = results()
    wrong = [(p.text, p.dates) for p, right in found if not right]
    assert len(wrong) <= (1 - RIGHT) * len(found), wrong


def test_each_suite_is_named_and_no_sentence_stands_twice() -> None:
    every = list(phrases())
    assert len({p.text for p in every}) == len(every) >= 90
    assert len({p.suite for p in every}) >= 12

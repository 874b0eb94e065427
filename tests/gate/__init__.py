"""The accuracy gate: no measure may fall below its floor, and a floor is lowered only with a reason.

    python -m tests.gate            measure, and compare with the floors
    python -m tests.gate --raise    measure, and raise the floors that have been left behind
    python -m tests.gate --lower MEASURE --reason "…"
                                    lower one floor to what is measured; the reason goes to CHANGELOG.md
    python -m tests.gate --ablate   switch each pass, rule and point off once, and write what that does to the measures
                                    into docs/ablation.md; --only names|places|dates|quotations for a part

A floor is the last measured value less the named margin below. Measured are the gold corpora in ../shared (where they
are there) by their own scorer, and the project's own small gold in tests/gold, which is there always.
"""

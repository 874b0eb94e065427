"""svodka's steps over texts, timed: a new process for each measurement.

Reads JSON from standard input, {"warm": [text, …], "texts": [text, …], "tagger": …}, and writes JSON: `load` in
seconds, `memory` in bytes at its highest, and {"seconds": {step: …}, "tokens": …} for the texts that come `first` in
the process, for `unseen` ones after them, and for these again, when all words were `seen`. Seconds are the processor's.
"""

import json
import resource
import sys
import time

from svodka.model import Document

BATCH = 64  # documents that go through a step together, as in a run


def run(texts, tagger):
    """Seconds of each step, and the number of tokens."""
    from svodka.analyse import find
    from svodka.engine import shared
    from svodka.language.lemma import lemmatise
    from svodka.language.segment import segment
    from svodka.repair import repair
    from svodka.run.workers import settle
    from svodka.tag import tag

    def tagged(parses):
        with shared.models() as models:
            return tag(parses, models, tagger)

    steps = {
        'repair': lambda documents: [(d, repair(d.text)) for d in documents],
        'segment': lambda pairs: [segment(d, repaired) for d, repaired in pairs],
        'tag': tagged,
        'lemmas': lemmatise,
        'find': lambda parses: [find(p) for p in parses],
    }
    seconds, tokens = dict.fromkeys(steps, 0.0), 0
    for start in range(0, len(texts), BATCH):
        settle()
        batch = [Document(str(i), f'{i}.txt', text) for i, text in enumerate(texts[start : start + BATCH], start)]
        for step, work in steps.items():
            began = time.process_time()
            batch = work(batch)
            seconds[step] += time.process_time() - began
        tokens += sum(len(analysis.parse.tokens) for analysis in batch)
    return {'seconds': seconds, 'tokens': tokens}


def main():
    from svodka.engine import shared
    from svodka.tag.loops import COMPILE_AFTER

    work = json.load(sys.stdin)
    tagger, began = work['tagger'], time.process_time()
    with shared.models() as models:
        models.loops.count(COMPILE_AFTER + 1)
    run(['Проба.'], tagger)
    result = {'load': time.process_time() - began}
    result |= {'first': run(work['warm'], tagger), 'unseen': run(work['texts'], tagger)}
    result['seen'] = run(work['texts'], tagger)
    result['memory'] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    json.dump(result, sys.stdout)


if __name__ == '__main__':
    main()

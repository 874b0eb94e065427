"""natasha's five steps over texts, timed; run in natasha's own environment, so that nothing here imports svodka.

Reads JSON from standard input, {"warm": [text, …], "texts": [text, …]}, and writes JSON: see `svodka_steps`.
"""

import json
import resource
import sys
import time

began = time.process_time()
from natasha import (  # noqa: E402  loading is what is timed
    Doc,
    MorphVocab,
    NewsEmbedding,
    NewsMorphTagger,
    NewsNERTagger,
    NewsSyntaxParser,
    Segmenter,
)

segmenter, vocabulary, embedding = Segmenter(), MorphVocab(), NewsEmbedding()
morph, syntax, names = NewsMorphTagger(embedding), NewsSyntaxParser(embedding), NewsNERTagger(embedding)
load = time.process_time() - began


def lemmatise(doc):
    for token in doc.tokens:
        token.lemmatize(vocabulary)


STEPS = {
    'segment': lambda doc: doc.segment(segmenter),
    'morphology': lambda doc: doc.tag_morph(morph),
    'syntax': lambda doc: doc.parse_syntax(syntax),
    'names': lambda doc: doc.tag_ner(names),
    'lemmas': lemmatise,
}


def run(texts):
    """Seconds of each step, and the number of tokens."""
    seconds, tokens = dict.fromkeys(STEPS, 0.0), 0
    for text in texts:
        doc = Doc(text)
        for step, work in STEPS.items():
            start = time.process_time()
            work(doc)
            seconds[step] += time.process_time() - start
        tokens += len(doc.tokens)
    return {'seconds': seconds, 'tokens': tokens}


work = json.load(sys.stdin)
result = {'load': load, 'first': run(work['warm']), 'unseen': run(work['texts']), 'seen': run(work['texts'])}
result['memory'] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
json.dump(result, sys.stdout)

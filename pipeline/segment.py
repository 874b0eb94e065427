"""Text → sentences and tokens, by razdel."""

from __future__ import annotations

import razdel

from pipeline.model import Document, Parse, Repaired, Sentence, Tokens


def segment(document: Document, repaired: Repaired) -> Parse:
    """Sentences and tokens of a document; no sentence crosses a block."""
    tokens, sentences = Tokens([], [], [], []), []
    for number, block in enumerate(repaired.blocks):
        inner = repaired.text[block.start:block.stop]
        for found in razdel.sentenize(inner):
            first = len(tokens)
            for token in razdel.tokenize(found.text):
                a = block.start + found.start + token.start
                start, stop = repaired.span(a, a + len(token.text))
                tokens.start.append(start)
                tokens.stop.append(stop)
                tokens.text.append(token.text)
                tokens.sentence.append(len(sentences))
            if len(tokens) > first:
                sentences.append(Sentence(tokens.start[first], tokens.stop[-1], first, len(tokens), number))
    return Parse(document, tuple(sentences), tokens)

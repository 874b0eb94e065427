"""The one view of a parse: what rules ask of a token, read-only.

A finder that needs more (names by token, corrected lemmas) adds it in a class of its own over this one. The columns are
those of the parse but where a finder knows better than the tagger; no list is copied that is not changed.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from svodka.model import Parse, Tokens, features

DEEPEST = 40  # governors over a token, at most: a tagger's tree may hold a loop
PAST = ('л', 'ла', 'ло', 'ли', 'лся', 'лась', 'лось', 'лись')  # how the past tense ends


@dataclass(frozen=True, slots=True)
class ParseView:
    """The tokens of a document as columns of one length, see svodka.model.Tokens; `lemma` is as the
    finder's word lists have it, see `without_yo`.

    >>> from svodka.model import Document, Sentence, Tokens
    >>> tokens = Tokens([0, 5], [4, 10], ['Мост', 'стоит'], [0, 0], ['мост', 'стоять'], ['NOUN', 'VERB'],
    ...                 ['Case=Nom', 'VerbForm=Fin'], [1, -1], ['nsubj', 'root'])
    >>> parse = Parse(Document('x', 'x', 'Мост стоит'), (Sentence(0, 10, 0, 2, 0),), tokens)
    >>> t = tokens
    >>> view = ParseView(parse, t.text, t.lemma, t.pos, t.feats, t.head, t.relation, t.sentence)
    >>> view.children(1), view.feature(0, 'Case'), view.is_finite(1), view.governs(1, 0), view.bounds(0)
    ([0], 'Nom', True, True, (0, 2))
    """

    parse: Parse
    text: list[str]
    lemma: list[str]
    pos: list[str]
    feats: list[str]
    head: list[int]
    relation: list[str]
    sentence: list[int]
    _children: dict[int, dict[int, list[int]]] = field(default_factory=dict, init=False, repr=False)

    def __len__(self) -> int:
        return len(self.text)

    def bounds(self, token: int) -> tuple[int, int]:
        """Tokens [first, last) of the token's sentence."""
        sentence = self.parse.sentences[self.sentence[token]]
        return sentence.first, sentence.last

    def block(self, token: int) -> int:
        return self.parse.sentences[self.sentence[token]].block

    def children(self, token: int) -> list[int]:
        """What the tree hangs on a token, in order."""
        number = self.sentence[token]
        tree = self._children.get(number)
        if tree is None:
            tree = {}
            sentence = self.parse.sentences[number]
            for i in range(sentence.first, sentence.last):
                tree.setdefault(self.head[i], []).append(i)
            self._children[number] = tree
        return tree.get(token, [])

    def feature(self, token: int, name: str) -> str:
        """The value of a UD feature, '' for none."""
        return features(self.feats[token]).get(name, '')

    def is_finite(self, token: int) -> bool:
        """Whether a token is a finite verb; no participle ends as the past tense does («утекли»), whatever a tagger
        took it for."""
        if self.pos[token] not in ('VERB', 'AUX'):
            return False
        feats = self.feats[token]
        return 'VerbForm=Fin' in feats or ('VerbForm=Part' in feats and self.text[token].lower().endswith(PAST))

    def is_word(self, token: int) -> bool:
        return self.text[token][0].isalnum()

    def governs(self, above: int, below: int) -> bool:
        """Whether `above` is `below` or one of its governors."""
        for _ in range(DEEPEST):
            if below == above:
                return True
            if below < 0:
                return False
            below = self.head[below]
        return False


def without_yo(lemmas: list[str]) -> list[str]:
    """Lemmas as the word lists have them."""
    return [lemma.replace('ё', 'е') if 'ё' in lemma else lemma for lemma in lemmas]


def opens_sentence(tokens: Tokens, i: int) -> bool:
    """Whether no word stands before token i in its sentence."""
    k = i - 1
    while k >= 0 and tokens.sentence[k] == tokens.sentence[i]:
        if tokens.text[k][0].isalnum():
            return False
        k -= 1
    return True

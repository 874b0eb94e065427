"""The nominative of a position: its head and what agrees with it change, what it governs stays."""

from __future__ import annotations

from collections.abc import Container, Sequence

from svodka.find.positions.lexicon import abbreviated, role_lemma, shortened
from svodka.find.positions.roles import Role
from svodka.language.morph import agreeing, genitive_singular
from svodka.model import Parse


def title(parse: Parse, role: Role, named: Container[int], only: Sequence[int] = (), single: Sequence[int] = ()) -> str:
    """«первого Заместителя директора» → «первый заместитель директора»; a plural head comes in the singular.

    Small letters throughout, but for abbreviations and for what is not the position's own: a capital begins a sentence
    or pays respect. The tokens `named` are of names. With `only` these tokens are the position's, of an office that
    several people share, and the nouns `single` are in the plural only because of them.
    """
    texts, pieces = parse.tokens.text, []
    for i in only or range(role.first, role.last):
        word = texts[i]
        if word == '.' and i > role.first and texts[i - 1].lower() in {*shortened(), *abbreviated()}:
            continue  # what it abbreviates is written out
        if i < role.head and word.lower() in shortened():
            word = agreeing(shortened()[word.lower()], role.lemma)
        elif i < role.head:
            word = like(agreeing(word, role.lemma), word)
        elif i == role.head:
            word = like(role.lemma, word)
        elif word.lower() in shortened() and texts[i + 1 : i + 2] == ['.']:
            noun = texts[i + 2].lower() if i + 2 < len(texts) else ''
            word = genitive_singular(shortened()[word.lower()], of=genitive_singular(abbreviated().get(noun, noun)))
        elif word.lower() in abbreviated() and texts[i + 1 : i + 2] == ['.']:
            word = genitive_singular(abbreviated()[word.lower()])
        elif i in single:
            word = like(genitive_singular(word), word)
        elif word.istitle() and i not in named and role_lemma(word):
            word = word.lower()  # «советник Президента»
        pieces.append(word)
    return join(pieces)


def like(word: str, model: str) -> str:
    """A word in small letters, in capitals if another form of it is («VIP-менеджер»)."""
    return word.upper() if model.isupper() and len(model) > 1 else word.lower()


def join(words: list[str]) -> str:
    """Words with a space between, but for marks."""
    text = ''
    for word in words:
        glued = not text or word in ('»', '”', ')', ',', '.') or text[-1] in '«„('
        text += word if glued else ' ' + word
    return text
